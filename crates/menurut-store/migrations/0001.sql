-- Version 1 of the book. Spans count Unicode scalar values of the article's text, end exclusive.
-- The tables are there to be searched; `readings` holds, compressed, what is needed to give every record back exactly.

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
CREATE INDEX articles_by_identity ON articles (identity) WHERE identity IS NOT NULL;
CREATE INDEX articles_by_url ON articles (url) WHERE url IS NOT NULL;

-- One article's records as lines of JSON: its text with what was left out, each claim, each quotation, less what the
-- other tables say. Compressed together because they repeat each other.
CREATE TABLE readings (
    article INTEGER PRIMARY KEY REFERENCES articles (key) ON DELETE CASCADE,
    size    INTEGER NOT NULL,        -- bytes before compression
    lines   BLOB NOT NULL            -- Zstandard
) STRICT;

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
    sentence      INTEGER NOT NULL REFERENCES sentences (key) ON DELETE CASCADE,
    position      INTEGER NOT NULL,  -- among the article's claims
    type          TEXT NOT NULL,
    mode          TEXT,
    quad          INTEGER NOT NULL,
    status        TEXT NOT NULL,
    verdict       TEXT NOT NULL,
    cameo         TEXT,
    trigger_start INTEGER NOT NULL,
    trigger_end   INTEGER NOT NULL,
    trigger_text  TEXT NOT NULL,
    score         REAL NOT NULL
) STRICT;
CREATE INDEX claims_in_order ON claims (sentence, trigger_start);
CREATE INDEX claims_by_id ON claims (id);

-- Everybody whom an article names, each as written and as resolved; once, however often it does.
CREATE TABLE actors (
    key      INTEGER PRIMARY KEY,
    article  INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
    kind     TEXT NOT NULL,
    text     TEXT NOT NULL,
    name     TEXT NOT NULL,
    folded   TEXT NOT NULL,          -- name and text, as searched
    country  TEXT,
    sectors  TEXT NOT NULL,          -- separated by a space, primary first
    actor_id TEXT
) STRICT;
CREATE INDEX actors_by_article ON actors (article);
CREATE INDEX actors_by_country ON actors (country) WHERE country IS NOT NULL;
CREATE INDEX actors_by_id ON actors (actor_id) WHERE actor_id IS NOT NULL;

-- Everybody in a claim: actors, recipients, and the sources of each link of each chain (chain 0 is according_to).
CREATE TABLE claim_actors (
    claim    INTEGER NOT NULL REFERENCES claims (key) ON DELETE CASCADE,
    role     TEXT NOT NULL CHECK (role IN ('actor', 'recipient', 'source')),
    chain    INTEGER NOT NULL,
    link     INTEGER NOT NULL,
    position INTEGER NOT NULL,
    actor    INTEGER NOT NULL REFERENCES actors (key) ON DELETE CASCADE,
    PRIMARY KEY (claim, role, chain, link, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_actors_by_actor ON claim_actors (actor, role);

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
    sentence      INTEGER NOT NULL REFERENCES sentences (key) ON DELETE CASCADE,
    position      INTEGER NOT NULL,  -- among the article's quotations
    content_start INTEGER NOT NULL,
    content_end   INTEGER NOT NULL,
    stance        TEXT NOT NULL,
    form          TEXT NOT NULL
) STRICT;
CREATE INDEX quotations_in_order ON quotations (sentence, content_start);

CREATE TABLE quotation_actors (
    quotation INTEGER NOT NULL REFERENCES quotations (key) ON DELETE CASCADE,
    link      INTEGER NOT NULL,
    position  INTEGER NOT NULL,
    actor     INTEGER NOT NULL REFERENCES actors (key) ON DELETE CASCADE,
    PRIMARY KEY (quotation, link, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX quotation_actors_by_actor ON quotation_actors (actor);

-- Inputs that could not be read, until they can.
CREATE TABLE failures (
    path  TEXT NOT NULL PRIMARY KEY,
    cause TEXT NOT NULL,
    at    TEXT NOT NULL
) STRICT, WITHOUT ROWID;
