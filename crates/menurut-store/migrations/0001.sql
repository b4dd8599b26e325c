-- Version 1 of the book. Spans count Unicode scalar values of articles.text, end exclusive.
-- A `record` column holds what the public format says beyond the columns beside it, so that the record can be
-- given back exactly; the other tables are there to be searched.

CREATE TABLE meta (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE articles (
    key          INTEGER PRIMARY KEY,
    id           TEXT NOT NULL UNIQUE,
    path         TEXT,
    identity     TEXT,               -- absolute form of path
    url          TEXT,
    outlet       TEXT,
    agency       TEXT,
    title        TEXT,
    byline       TEXT NOT NULL,      -- JSON list
    published    TEXT,               -- RFC 3339, or a date alone
    day          TEXT NOT NULL,      -- the date of published, empty where unknown
    lang         TEXT,
    folded       TEXT NOT NULL,      -- outlet and agency, as searched
    text         TEXT NOT NULL,
    extract      TEXT NOT NULL,      -- JSON: paragraphs, dateline, what was left out
    content_hash TEXT NOT NULL,
    menurut      TEXT NOT NULL,      -- what read it: version of the program, model, tables
    model        TEXT NOT NULL,
    tables       TEXT NOT NULL,
    document     TEXT NOT NULL,
    corrections  TEXT NOT NULL,      -- JSON list
    diagnostics  TEXT NOT NULL,      -- JSON list
    sentences    INTEGER NOT NULL,
    claims       INTEGER NOT NULL,
    quotations   INTEGER NOT NULL,
    added_at     TEXT NOT NULL,
    read_at      TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX articles_in_order ON articles (day, id);
CREATE INDEX articles_by_path ON articles (path);
CREATE INDEX articles_by_identity ON articles (identity);
CREATE INDEX articles_by_url ON articles (url);

CREATE TABLE sentences (
    key        INTEGER PRIMARY KEY,
    article    INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
    idx        INTEGER NOT NULL,
    part       TEXT NOT NULL,
    span_start INTEGER NOT NULL,
    span_end   INTEGER NOT NULL,
    text       TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX sentences_by_article ON sentences (article, idx);

CREATE VIRTUAL TABLE sentences_fts USING fts5 (
    text, content = 'sentences', content_rowid = 'key', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER sentences_added AFTER INSERT ON sentences BEGIN
    INSERT INTO sentences_fts (rowid, text) VALUES (new.key, new.text);
END;
CREATE TRIGGER sentences_removed AFTER DELETE ON sentences BEGIN
    INSERT INTO sentences_fts (sentences_fts, rowid, text) VALUES ('delete', old.key, old.text);
END;
CREATE TRIGGER sentences_changed AFTER UPDATE OF text ON sentences BEGIN
    INSERT INTO sentences_fts (sentences_fts, rowid, text) VALUES ('delete', old.key, old.text);
    INSERT INTO sentences_fts (rowid, text) VALUES (new.key, new.text);
END;

CREATE TABLE claims (
    key           INTEGER PRIMARY KEY,
    id            TEXT NOT NULL,
    article       INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
    sentence      INTEGER NOT NULL REFERENCES sentences (key) ON DELETE CASCADE,
    type          TEXT NOT NULL,
    mode          TEXT,
    quad          INTEGER NOT NULL,
    status        TEXT NOT NULL,
    verdict       TEXT NOT NULL,
    cameo         TEXT,
    trigger_start INTEGER NOT NULL,
    trigger_end   INTEGER NOT NULL,
    trigger_text  TEXT NOT NULL,
    score         REAL NOT NULL,
    record        TEXT NOT NULL
) STRICT;
CREATE INDEX claims_in_order ON claims (article, sentence, trigger_start);
CREATE INDEX claims_by_sentence ON claims (sentence);
CREATE INDEX claims_by_id ON claims (id);
CREATE INDEX claims_by_type ON claims (type, mode);
CREATE INDEX claims_by_verdict ON claims (verdict, status);

-- Everybody in a claim: actors, recipients, and the sources of each link of each chain (chain 0 is according_to).
CREATE TABLE claim_actors (
    claim      INTEGER NOT NULL REFERENCES claims (key) ON DELETE CASCADE,
    role       TEXT NOT NULL CHECK (role IN ('actor', 'recipient', 'source')),
    chain      INTEGER NOT NULL,
    link       INTEGER NOT NULL,
    position   INTEGER NOT NULL,
    kind       TEXT NOT NULL,
    text       TEXT NOT NULL,
    name       TEXT NOT NULL,
    folded     TEXT NOT NULL,     -- name and text, as searched
    country    TEXT,
    sectors    TEXT NOT NULL,     -- separated by a space, primary first
    actor_id   TEXT,
    PRIMARY KEY (claim, role, chain, link, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_actors_by_country ON claim_actors (country, role) WHERE country IS NOT NULL;
CREATE INDEX claim_actors_by_id ON claim_actors (actor_id, role) WHERE actor_id IS NOT NULL;

-- The links of each chain, outermost first.
CREATE TABLE claim_links (
    claim       INTEGER NOT NULL REFERENCES claims (key) ON DELETE CASCADE,
    chain       INTEGER NOT NULL,
    link        INTEGER NOT NULL,
    source_type TEXT NOT NULL,
    state_owned INTEGER,
    stance      TEXT NOT NULL,
    form        TEXT,
    cue         TEXT,
    PRIMARY KEY (claim, chain, link)
) STRICT, WITHOUT ROWID;

CREATE TABLE claim_times (
    claim       INTEGER NOT NULL REFERENCES claims (key) ON DELETE CASCADE,
    position    INTEGER NOT NULL,
    text        TEXT NOT NULL,
    start_day   TEXT,
    end_day     TEXT,
    granularity TEXT,
    PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_times_by_day ON claim_times (start_day, end_day) WHERE start_day IS NOT NULL;

CREATE TABLE claim_places (
    claim       INTEGER NOT NULL REFERENCES claims (key) ON DELETE CASCADE,
    position    INTEGER NOT NULL,
    text        TEXT NOT NULL,
    name        TEXT NOT NULL,
    folded      TEXT NOT NULL,
    country     TEXT,
    admin1      TEXT,
    lat         REAL,
    lon         REAL,
    precision   TEXT,
    geonames_id INTEGER,
    PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_places_by_country ON claim_places (country) WHERE country IS NOT NULL;

CREATE TABLE claim_amounts (
    claim     INTEGER NOT NULL REFERENCES claims (key) ON DELETE CASCADE,
    position  INTEGER NOT NULL,
    text      TEXT NOT NULL,
    value     REAL NOT NULL,
    value_max REAL,
    unit      TEXT NOT NULL,
    counts    TEXT,
    bound     TEXT NOT NULL,
    PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE quotations (
    key           INTEGER PRIMARY KEY,
    article       INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
    sentence      INTEGER NOT NULL REFERENCES sentences (key) ON DELETE CASCADE,
    content_start INTEGER NOT NULL,
    content_end   INTEGER NOT NULL,
    stance        TEXT NOT NULL,
    form          TEXT NOT NULL,
    record        TEXT NOT NULL
) STRICT;
CREATE INDEX quotations_in_order ON quotations (article, sentence, content_start);
CREATE INDEX quotations_by_sentence ON quotations (sentence);

CREATE TABLE quotation_sources (
    quotation INTEGER NOT NULL REFERENCES quotations (key) ON DELETE CASCADE,
    link      INTEGER NOT NULL,
    position  INTEGER NOT NULL,
    kind      TEXT NOT NULL,
    text      TEXT NOT NULL,
    name      TEXT NOT NULL,
    folded    TEXT NOT NULL,
    country   TEXT,
    sectors   TEXT NOT NULL,
    actor_id  TEXT,
    PRIMARY KEY (quotation, link, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX quotation_sources_by_country ON quotation_sources (country) WHERE country IS NOT NULL;

-- Inputs that could not be read, until they can.
CREATE TABLE failures (
    path  TEXT NOT NULL PRIMARY KEY,
    cause TEXT NOT NULL,
    at    TEXT NOT NULL
) STRICT, WITHOUT ROWID;
