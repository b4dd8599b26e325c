use std::collections::BTreeMap;

use jiff::Timestamp;
use menurut_core::record::{ActorRecord, ClaimRecord, QuotationRecord, SentenceRecord};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use crate::kept::{KeptClaim, KeptExtract, KeptQuotation, Lines, Unreadable};
use crate::query::named;
use crate::schema::Result;
use crate::{Error, Store, StoredReading, fold};

/// What became of an article that was put into the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    Added,
    /// It stood there already; nothing was written.
    Unchanged,
    /// Its claims, and everything else of it, were put in the place of the old ones.
    Replaced,
}

/// How the store's reading of an article compares with what is at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Same content, read by the same program, model and tables: reading it again would change nothing.
    Current,
    /// Same content, read by another version of program, model or tables.
    OtherVersion,
    /// The content is another one by now.
    Changed,
}

/// Articles in one transaction of [`Store::put_all`]: enough to make the cost of committing small, few enough that
/// a killed program loses little and readers see the book grow.
const GROUP: usize = 64;

fn now() -> String {
    Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

fn json(value: &impl serde::Serialize) -> rusqlite::Result<String> {
    serde_json::to_string(value).map_err(|e| rusqlite::Error::ToSqlConversionFailure(Box::new(e)))
}

/// SQLite counts in i64; spans and indices never come near its end.
fn int(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

impl Store {
    /// Puts one article with everything read from it into the book, in one transaction.
    ///
    /// An article that stands there with the same content stays as it is, even if read by another version of the
    /// program, unless `again`; a changed one takes the place of the old one.
    ///
    /// # Errors
    /// [`Error::Inconsistent`] for a reading that contradicts itself; otherwise the store's own troubles. In either
    /// case nothing was written.
    pub fn put(&mut self, reading: &StoredReading, again: bool) -> Result<Outcome> {
        check(reading)?;
        self.transact(|connection| put_one(connection, reading, again))
    }

    /// Puts many articles, some of them in each transaction, in the order given.
    ///
    /// # Errors
    /// As [`Store::put`]; articles of earlier groups stay.
    pub fn put_all(&mut self, readings: &[StoredReading], again: bool) -> Result<Vec<Outcome>> {
        let mut outcomes = Vec::with_capacity(readings.len());
        for group in readings.chunks(GROUP) {
            group.iter().try_for_each(check)?;
            let done = self.transact(|connection| {
                group
                    .iter()
                    .map(|r| put_one(connection, r, again))
                    .collect::<rusqlite::Result<Vec<Outcome>>>()
            })?;
            outcomes.extend(done);
        }
        Ok(outcomes)
    }

    /// How the book's reading of an article compares with the given content and versions; `None` where it has none.
    /// With this an unchanged article need not be parsed again.
    ///
    /// # Errors
    /// The store's own troubles.
    pub fn is_current(
        &self,
        article: &str,
        content_hash: &str,
        model: &str,
        tables: &str,
        program: &str,
    ) -> Result<Option<State>> {
        state(&self.connection, article, content_hash, [model, tables, program])
            .map(|found| found.map(|(_, state)| state))
            .map_err(|e| self.error(e))
    }

    /// Removes an article with all that was read from it. Takes what [`Store::article`] takes; gives back the id,
    /// `None` where there is no such article.
    ///
    /// # Errors
    /// [`Error::Ambiguous`] where several articles are meant; otherwise the store's own troubles.
    pub fn forget(&mut self, article: &str) -> Result<Option<String>> {
        let Some((key, id)) = named(self, article)? else {
            return Ok(None);
        };
        self.transact(|connection| {
            connection
                .prepare_cached("DELETE FROM articles WHERE key = ?1")?
                .execute([key])
        })?;
        Ok(Some(id))
    }

    /// Notes that an input could not be read, and why. Reading it later takes the note away.
    ///
    /// # Errors
    /// The store's own troubles.
    pub fn put_failure(&mut self, path: &str, cause: &str) -> Result<()> {
        self.transact(|connection| {
            connection
                .prepare_cached("INSERT OR REPLACE INTO failures (path, cause, at) VALUES (?1, ?2, ?3)")?
                .execute(params![path, cause, now()])
        })?;
        Ok(())
    }

    /// Lets SQLite look at what the tables hold, so that it chooses its indices well; cheap, worth doing after a long
    /// read.
    ///
    /// # Errors
    /// The store's own troubles.
    pub fn tidy(&mut self) -> Result<()> {
        self.connection
            .execute_batch("PRAGMA analysis_limit = 400; PRAGMA optimize; PRAGMA wal_checkpoint(PASSIVE);")
            .map_err(|e| self.error(e))
    }

    fn transact<T>(&mut self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        let (path, waited) = (self.path.clone(), self.waited());
        let failed = |e| Error::from_sqlite(&path, waited, e);
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(failed)?;
        // Dropped without a commit, a transaction is rolled back.
        let done = work(&transaction).map_err(failed)?;
        transaction.commit().map_err(failed)?;
        Ok(done)
    }
}

/// Finds what the tables could not hold before anything is written.
fn check(reading: &StoredReading) -> Result<()> {
    let inconsistent = |cause: String| Error::Inconsistent {
        article: reading.article.id.clone(),
        cause,
    };
    let mut indices: Vec<usize> = reading.sentences.iter().map(|s| s.index).collect();
    indices.sort_unstable();
    if let Some(twice) = indices.windows(2).find(|w| w[0] == w[1]) {
        return Err(inconsistent(format!("sentence {} stands there twice", twice[0])));
    }
    let used = reading
        .claims
        .iter()
        .map(|c| c.sentence.index)
        .chain(reading.quotations.iter().map(|q| q.sentence.index));
    for index in used {
        if indices.binary_search(&index).is_err() {
            return Err(inconsistent(format!("sentence {index} is missing")));
        }
    }
    for claim in &reading.claims {
        let ClaimRecord {
            scores,
            amounts,
            places,
            ..
        } = claim;
        let numbers = [scores.event, scores.actors, scores.recipients, scores.attribution]
            .into_iter()
            .chain(amounts.iter().flat_map(|a| [a.value, a.value_max.unwrap_or(0.0)]))
            .chain(places.iter().flat_map(|p| [p.lat.unwrap_or(0.0), p.lon.unwrap_or(0.0)]));
        for number in numbers {
            // JSON has no word for these; the record could not be given back.
            if !number.is_finite() {
                return Err(inconsistent(format!("a number of claim {} is {number}", claim.id)));
            }
        }
    }
    Ok(())
}

fn state(
    connection: &Connection,
    article: &str,
    content_hash: &str,
    versions: [&str; 3],
) -> rusqlite::Result<Option<(i64, State)>> {
    connection
        .prepare_cached("SELECT key, content_hash, model, tables, menurut FROM articles WHERE id = ?1")?
        .query_row([article], |row| {
            let text = |i| row.get_ref(i)?.as_str().map_err(rusqlite::Error::from);
            let state = if text(1)? != content_hash {
                State::Changed
            } else if [text(2)?, text(3)?, text(4)?] == versions {
                State::Current
            } else {
                State::OtherVersion
            };
            Ok((row.get(0)?, state))
        })
        .optional()
}

fn put_one(connection: &Connection, reading: &StoredReading, again: bool) -> rusqlite::Result<Outcome> {
    let made_by = &reading.provenance;
    let versions = [&*made_by.model, &*made_by.tables, &*made_by.menurut];
    let known = state(connection, &reading.article.id, &reading.content_hash, versions)?;
    forget_failures(connection, reading)?;
    let (key, outcome) = match known {
        Some((_, State::Current | State::OtherVersion)) if !again => return Ok(Outcome::Unchanged),
        Some((key, _)) => (Some(key), Outcome::Replaced),
        None => (None, Outcome::Added),
    };
    let mut added_at = now();
    if let Some(key) = key {
        added_at = connection
            .prepare_cached("SELECT added_at FROM articles WHERE key = ?1")?
            .query_row([key], |row| row.get(0))?;
        connection
            .prepare_cached("DELETE FROM articles WHERE key = ?1")?
            .execute([key])?;
    }
    let article = put_article(connection, reading, key, &added_at)?;
    let mut writer = Writer {
        connection,
        article,
        actors: BTreeMap::new(),
    };
    let mut sentences: BTreeMap<usize, (i64, &SentenceRecord)> = BTreeMap::new();
    let mut insert = connection.prepare_cached(
        "INSERT INTO sentences (article, idx, part, span_start, span_end, text) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for s in &reading.sentences {
        let [start, end] = s.span;
        insert.execute(params![article, int(s.index), s.part, int(start), int(end), s.text])?;
        sentences.insert(s.index, (connection.last_insert_rowid(), s));
    }
    let lines = lines(reading, &sentences).map_err(rusqlite::Error::ToSqlConversionFailure)?;
    let compressed = lines.compressed().map_err(rusqlite::Error::ToSqlConversionFailure)?;
    connection
        .prepare_cached("INSERT INTO readings (article, size, lines) VALUES (?1, ?2, ?3)")?
        .execute(params![article, int(lines.size()), compressed])?;
    for (position, claim) in reading.claims.iter().enumerate() {
        // `check` made sure that the sentence is there.
        if let Some((sentence, _)) = sentences.get(&claim.sentence.index) {
            writer.claim(*sentence, position, claim)?;
        }
    }
    for (position, quotation) in reading.quotations.iter().enumerate() {
        if let Some((sentence, _)) = sentences.get(&quotation.sentence.index) {
            writer.quotation(*sentence, position, quotation)?;
        }
    }
    Ok(outcome)
}

/// All records of an article, less what the tables say.
fn lines(reading: &StoredReading, sentences: &BTreeMap<usize, (i64, &SentenceRecord)>) -> Result<Lines, Unreadable> {
    let sentence = |index: usize| sentences.get(&index).map(|(_, s)| *s).ok_or("a sentence is missing");
    let mut lines = Lines::new();
    lines.push(&KeptExtract::of(&reading.extract, &reading.article))?;
    for claim in &reading.claims {
        let sentence = sentence(claim.sentence.index)?;
        lines.push(&KeptClaim::of(claim, &reading.article, sentence, &reading.provenance))?;
    }
    for quotation in &reading.quotations {
        let sentence = sentence(quotation.sentence.index)?;
        lines.push(&KeptQuotation::of(quotation, &reading.article, sentence))?;
    }
    Ok(lines)
}

/// The path was read after all.
fn forget_failures(connection: &Connection, reading: &StoredReading) -> rusqlite::Result<()> {
    let mut delete = connection.prepare_cached("DELETE FROM failures WHERE path = ?1")?;
    for path in [&reading.article.path, &reading.identity].into_iter().flatten() {
        delete.execute([path])?;
    }
    Ok(())
}

fn put_article(
    connection: &Connection,
    reading: &StoredReading,
    key: Option<i64>,
    added_at: &str,
) -> rusqlite::Result<i64> {
    let (a, p) = (&reading.article, &reading.provenance);
    let names = [&a.outlet, &a.agency];
    connection
        .prepare_cached(
            "INSERT INTO articles (key, id, path, identity, url, outlet, agency, title, byline, published, day, lang,
                 folded, content_hash, menurut, model, tables, document, corrections, diagnostics, sentences, claims,
                 quotations, added_at, read_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21,
                 ?22, ?23, ?24, ?25)",
        )?
        .execute(params![
            key,
            a.id,
            a.path,
            reading.identity,
            a.url,
            a.outlet,
            a.agency,
            a.title,
            json(&a.byline)?,
            a.published,
            a.published.as_deref().map_or("", day),
            a.lang,
            fold::column(names.into_iter().flatten().map(String::as_str)),
            reading.content_hash,
            p.menurut,
            p.model,
            p.tables,
            p.document,
            json(&p.corrections)?,
            json(&reading.diagnostics)?,
            int(reading.sentences.len()),
            int(reading.claims.len()),
            int(reading.quotations.len()),
            added_at,
            now(),
        ])?;
    Ok(connection.last_insert_rowid())
}

/// The calendar day of a date or an RFC 3339 time, as its page counted it.
fn day(published: &str) -> &str {
    published.get(..10).unwrap_or(published)
}

/// Writes what was read from one article.
struct Writer<'a> {
    connection: &'a Connection,
    article: i64,
    /// Those of this article that have their row already.
    actors: BTreeMap<Identity<'a>, i64>,
}

/// All by which one row of actors differs from another.
type Identity<'a> = (
    &'a str,
    &'a str,
    &'a str,
    Option<&'a str>,
    &'a [String],
    Option<&'a str>,
);

impl<'a> Writer<'a> {
    fn claim(&mut self, sentence: i64, position: usize, claim: &'a ClaimRecord) -> rusqlite::Result<()> {
        let (connection, event) = (self.connection, &claim.event);
        let [start, end] = event.trigger.span;
        connection
            .prepare_cached(
                "INSERT INTO claims (id, sentence, position, type, mode, quad, status, verdict, cameo, trigger_start,
                     trigger_end, trigger_text, score)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
            )?
            .execute(params![
                claim.id,
                sentence,
                int(position),
                event.event_type,
                event.mode,
                event.quad,
                event.status,
                claim.verdict,
                event.cameo,
                int(start),
                int(end),
                event.trigger.text,
                claim.scores.event,
            ])?;
        let key = connection.last_insert_rowid();
        for (role, actors) in [("actor", &claim.actors), ("recipient", &claim.recipients)] {
            for (position, actor) in actors.iter().enumerate() {
                self.claim_actor(key, role, [0, 0, position], actor)?;
            }
        }
        let chains = std::iter::once(&claim.according_to).chain(&claim.also_according_to);
        for (chain, links) in chains.enumerate() {
            for (n, link) in links.iter().enumerate() {
                connection
                    .prepare_cached(
                        "INSERT INTO claim_links (claim, chain, link, source_type, state_owned, stance, form, cue)
                         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                    )?
                    .execute(params![
                        key,
                        int(chain),
                        int(n),
                        link.source_type,
                        link.state_owned,
                        link.stance,
                        link.form,
                        link.cue.as_ref().map(|c| &c.text),
                    ])?;
                for (position, source) in link.sources.iter().enumerate() {
                    self.claim_actor(key, "source", [chain, n, position], source)?;
                }
            }
        }
        self.when_where_how_many(key, claim)
    }

    fn when_where_how_many(&self, key: i64, claim: &ClaimRecord) -> rusqlite::Result<()> {
        let connection = self.connection;
        for (position, t) in claim.times.iter().enumerate() {
            connection
                .prepare_cached(
                    "INSERT INTO claim_times (claim, position, text, start_day, end_day, granularity)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                )?
                .execute(params![key, int(position), t.text, t.start, t.end, t.granularity])?;
        }
        for (position, p) in claim.places.iter().enumerate() {
            connection
                .prepare_cached(
                    "INSERT INTO claim_places (claim, position, text, name, folded, country, admin1, lat, lon,
                         precision, geonames_id)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
                )?
                .execute(params![
                    key,
                    int(position),
                    p.text,
                    p.name,
                    fold::column([&*p.name, &*p.text]),
                    p.country,
                    p.admin1,
                    p.lat,
                    p.lon,
                    p.precision,
                    p.geonames_id.and_then(|id| i64::try_from(id).ok()),
                ])?;
        }
        for (position, a) in claim.amounts.iter().enumerate() {
            connection
                .prepare_cached(
                    "INSERT INTO claim_amounts (claim, position, text, value, value_max, unit, counts, bound)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                )?
                .execute(params![
                    key,
                    int(position),
                    a.text,
                    a.value,
                    a.value_max,
                    a.unit,
                    a.counts,
                    a.bound
                ])?;
        }
        Ok(())
    }

    fn claim_actor(
        &mut self,
        claim: i64,
        role: &str,
        [chain, link, position]: [usize; 3],
        actor: &'a ActorRecord,
    ) -> rusqlite::Result<()> {
        let actor = self.actor(actor)?;
        self.connection
            .prepare_cached(
                "INSERT INTO claim_actors (claim, role, chain, link, position, actor) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![claim, role, int(chain), int(link), int(position), actor])?;
        Ok(())
    }

    fn quotation(&mut self, sentence: i64, position: usize, quotation: &'a QuotationRecord) -> rusqlite::Result<()> {
        let [start, end] = quotation.content.span;
        self.connection
            .prepare_cached(
                "INSERT INTO quotations (sentence, position, content_start, content_end, stance, form)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                sentence,
                int(position),
                int(start),
                int(end),
                quotation.stance,
                quotation.form
            ])?;
        let key = self.connection.last_insert_rowid();
        for (n, link) in quotation.according_to.iter().enumerate() {
            for (position, source) in link.sources.iter().enumerate() {
                let actor = self.actor(source)?;
                self.connection
                    .prepare_cached(
                        "INSERT INTO quotation_actors (quotation, link, position, actor) VALUES (?1, ?2, ?3, ?4)",
                    )?
                    .execute(params![key, int(n), int(position), actor])?;
            }
        }
        Ok(())
    }

    /// The row of somebody whom the article names.
    fn actor(&mut self, actor: &'a ActorRecord) -> rusqlite::Result<i64> {
        let a = actor;
        let identity: Identity<'a> = (
            &a.kind,
            &a.text,
            &a.name,
            a.country.as_deref(),
            &a.sectors,
            a.actor_id.as_deref(),
        );
        if let Some(key) = self.actors.get(&identity) {
            return Ok(*key);
        }
        self.connection
            .prepare_cached(
                "INSERT INTO actors (article, kind, text, name, folded, country, sectors, actor_id)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute(params![
                self.article,
                a.kind,
                a.text,
                a.name,
                fold::column([&*a.name, &*a.text]),
                a.country,
                a.sectors.join(" "),
                a.actor_id,
            ])?;
        let key = self.connection.last_insert_rowid();
        self.actors.insert(identity, key);
        Ok(key)
    }
}
