use std::ops::ControlFlow;

use menurut_core::record::{ArticleRecord, ClaimRecord, ProvenanceRecord, QuotationRecord, SentenceRecord};
use rusqlite::{OptionalExtension, Row, params_from_iter};

use crate::filter::Conditions;
use crate::kept::{Context, KeptClaim, KeptExtract, KeptQuotation, Lines, Unreadable};
use crate::schema::Result;
use crate::{ArticleFilter, ClaimFilter, Error, QuoteFilter, Store, StoredReading};

/// An article as listed.
#[derive(Debug, Clone, PartialEq)]
pub struct ArticleSummary {
    pub article: ArticleRecord,
    pub sentences: usize,
    pub claims: usize,
    pub quotations: usize,
    pub diagnostics: Vec<String>,
    /// RFC 3339, in UTC.
    pub read_at: String,
}

/// An input that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    pub path: String,
    pub cause: String,
    /// RFC 3339, in UTC.
    pub at: String,
}

/// How much the book holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    pub articles: u64,
    pub sentences: u64,
    pub claims: u64,
    pub quotations: u64,
    /// Different sources, by id or, without one, by name.
    pub sources: u64,
    pub failures: u64,
}

const ARTICLE: &str = "a.id, a.path, a.url, a.outlet, a.agency, a.title, a.byline, a.published, a.lang";
const PROVENANCE: &str = "a.menurut, a.model, a.tables, a.document, a.corrections";
const SENTENCE: &str = "s.idx, s.part, s.span_start, s.span_end, s.text";

/// Articles by day, the undated ones first; within a day by id.
const ARTICLE_ORDER: &str = "a.day, a.id";
const CLAIM_ORDER: &str = "a.day, a.id, s.idx, c.trigger_start, c.key";
const QUOTATION_ORDER: &str = "a.day, a.id, s.idx, c.content_start, c.key";

fn json<T: serde::de::DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    let text = row.get_ref(column)?.as_str()?;
    serde_json::from_str(text)
        .map_err(|e| rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(e)))
}

/// A number that counts something; SQLite's own have a sign.
fn count<T: TryFrom<i64>>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    let n: i64 = row.get(column)?;
    T::try_from(n).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(column, n))
}

fn article(row: &Row<'_>, at: usize) -> rusqlite::Result<ArticleRecord> {
    Ok(ArticleRecord {
        id: row.get(at)?,
        path: row.get(at + 1)?,
        url: row.get(at + 2)?,
        outlet: row.get(at + 3)?,
        agency: row.get(at + 4)?,
        title: row.get(at + 5)?,
        byline: json(row, at + 6)?,
        published: row.get(at + 7)?,
        lang: row.get(at + 8)?,
    })
}

fn provenance(row: &Row<'_>, at: usize) -> rusqlite::Result<ProvenanceRecord> {
    Ok(ProvenanceRecord {
        menurut: row.get(at)?,
        model: row.get(at + 1)?,
        tables: row.get(at + 2)?,
        document: row.get(at + 3)?,
        corrections: json(row, at + 4)?,
    })
}

fn sentence(row: &Row<'_>, at: usize) -> rusqlite::Result<SentenceRecord> {
    Ok(SentenceRecord {
        index: count(row, at)?,
        part: row.get(at + 1)?,
        span: [count(row, at + 2)?, count(row, at + 3)?],
        text: row.get(at + 4)?,
    })
}

impl Store {
    /// Goes through the claims that fit, one at a time, until `each` breaks off: memory stays flat however many there
    /// are. In the order of the articles (day of publication, undated first, then id), within one in that of the
    /// text. Gives back how many `each` has seen.
    ///
    /// # Errors
    /// [`Error::Ambiguous`] where `filter.article` means several; otherwise the store's own troubles.
    pub fn each_claim(&self, filter: &ClaimFilter, each: impl FnMut(ClaimRecord) -> ControlFlow<()>) -> Result<u64> {
        let Some(article_key) = self.article_key(filter.article.as_deref())? else {
            return Ok(0);
        };
        let conditions = Conditions::claims(filter, article_key);
        self.each_claim_that(&conditions, CLAIM_ORDER, filter.limit, each)
    }

    fn each_claim_that(
        &self,
        conditions: &Conditions,
        order: &str,
        limit: Option<usize>,
        each: impl FnMut(ClaimRecord) -> ControlFlow<()>,
    ) -> Result<u64> {
        let sql = rows_sql("claims", "c.id", conditions, order, limit);
        self.each_of(&sql, conditions, each, |of, row| {
            let kept: KeptClaim<'static> = of.lines.read(1 + count::<usize>(row, 2)?)?;
            Ok(kept.record(row.get(3)?, &of.context))
        })
    }

    /// The claims that fit, in the order of [`Store::each_claim`].
    ///
    /// # Errors
    /// As [`Store::each_claim`].
    pub fn claims(&self, filter: &ClaimFilter) -> Result<Vec<ClaimRecord>> {
        let mut all = Vec::new();
        self.each_claim(filter, |claim| {
            all.push(claim);
            ControlFlow::Continue(())
        })?;
        Ok(all)
    }

    /// Goes through the quotations that fit, as [`Store::each_claim`] does through claims.
    ///
    /// # Errors
    /// As [`Store::each_claim`].
    pub fn each_quotation(
        &self,
        filter: &QuoteFilter,
        each: impl FnMut(QuotationRecord) -> ControlFlow<()>,
    ) -> Result<u64> {
        let Some(article_key) = self.article_key(filter.article.as_deref())? else {
            return Ok(0);
        };
        let conditions = Conditions::quotations(filter, article_key);
        self.each_quotation_that(&conditions, QUOTATION_ORDER, filter.limit, each)
    }

    fn each_quotation_that(
        &self,
        conditions: &Conditions,
        order: &str,
        limit: Option<usize>,
        each: impl FnMut(QuotationRecord) -> ControlFlow<()>,
    ) -> Result<u64> {
        let sql = rows_sql("quotations", "c.key", conditions, order, limit);
        self.each_of(&sql, conditions, each, |of, row| {
            let kept: KeptQuotation<'static> = of.lines.read(1 + of.claims + count::<usize>(row, 2)?)?;
            Ok(kept.record(&of.context))
        })
    }

    /// The quotations that fit, in the order of [`Store::each_claim`].
    ///
    /// # Errors
    /// As [`Store::each_claim`].
    pub fn quotations(&self, filter: &QuoteFilter) -> Result<Vec<QuotationRecord>> {
        let mut all = Vec::new();
        self.each_quotation(filter, |quotation| {
            all.push(quotation);
            ControlFlow::Continue(())
        })?;
        Ok(all)
    }

    /// The articles that fit, by day of publication (undated first), then id.
    ///
    /// # Errors
    /// The store's own troubles.
    pub fn articles(&self, filter: &ArticleFilter) -> Result<Vec<ArticleSummary>> {
        let conditions = Conditions::articles(filter);
        let sql = format!(
            "SELECT {ARTICLE}, a.sentences, a.claims, a.quotations, a.diagnostics, a.read_at FROM articles a{}
             ORDER BY {ARTICLE_ORDER}{}",
            conditions.sql(),
            limit(filter.limit)
        );
        let mut all = Vec::new();
        let push = |summary| {
            all.push(summary);
            ControlFlow::Continue(())
        };
        self.each(&sql, &conditions, push, |row| {
            Ok(ArticleSummary {
                article: article(row, 0)?,
                sentences: count(row, 9)?,
                claims: count(row, 10)?,
                quotations: count(row, 11)?,
                diagnostics: json(row, 12)?,
                read_at: row.get(13)?,
            })
        })?;
        Ok(all)
    }

    /// One article with everything that was read from it, by its id, a unique beginning of that, its path or its url;
    /// `None` where there is none.
    ///
    /// # Errors
    /// [`Error::Ambiguous`] where several are meant; otherwise the store's own troubles.
    pub fn article(&self, name: &str) -> Result<Option<StoredReading>> {
        let Some((key, _)) = named(self, name)? else {
            return Ok(None);
        };
        let Some(mut reading) = self.reading(key).map_err(|e| self.error(e))? else {
            return Ok(None);
        };
        let (mut claims, mut quotations) = (Vec::new(), Vec::new());
        let mut whole = Conditions::claims(&ClaimFilter::default(), Some(key));
        self.each_claim_that(&whole, "c.key", None, |c| {
            claims.push(c);
            ControlFlow::Continue(())
        })?;
        whole = Conditions::quotations(&QuoteFilter::default(), Some(key));
        self.each_quotation_that(&whole, "c.key", None, |q| {
            quotations.push(q);
            ControlFlow::Continue(())
        })?;
        (reading.claims, reading.quotations) = (claims, quotations);
        Ok(Some(reading))
    }

    /// An article without its claims and quotations.
    fn reading(&self, key: i64) -> rusqlite::Result<Option<StoredReading>> {
        let Some(of) = self.article_of(key).optional()? else {
            return Ok(None);
        };
        let extract: KeptExtract<'static> = of.lines.read(0).map_err(unreadable)?;
        let Context {
            article, provenance, ..
        } = of.context;
        let mut reading = StoredReading {
            extract: extract.record(&article),
            article,
            identity: None,
            sentences: Vec::new(),
            claims: Vec::new(),
            quotations: Vec::new(),
            content_hash: String::new(),
            provenance,
            diagnostics: Vec::new(),
        };
        (reading.identity, reading.content_hash, reading.diagnostics) = self
            .connection
            .prepare_cached("SELECT identity, content_hash, diagnostics FROM articles WHERE key = ?1")?
            .query_row([key], |row| Ok((row.get(0)?, row.get(1)?, json(row, 2)?)))?;
        let sql = format!("SELECT {SENTENCE} FROM sentences s WHERE s.article = ?1 ORDER BY s.key");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query([key])?;
        while let Some(row) = rows.next()? {
            reading.sentences.push(sentence(row, 0)?);
        }
        Ok(Some(reading))
    }

    fn article_of(&self, key: i64) -> rusqlite::Result<ArticleOf> {
        let sql = format!(
            "SELECT {ARTICLE}, {PROVENANCE}, a.claims, r.size, r.lines
             FROM articles a JOIN readings r ON r.article = a.key WHERE a.key = ?1"
        );
        self.connection.prepare_cached(&sql)?.query_row([key], |row| {
            let lines = Lines::decompressed(row.get_ref(16)?.as_blob()?, count(row, 15)?).map_err(unreadable)?;
            Ok(ArticleOf {
                key,
                claims: count(row, 14)?,
                lines,
                context: Context {
                    article: article(row, 0)?,
                    provenance: provenance(row, 9)?,
                    sentence: SentenceRecord {
                        index: 0,
                        part: String::new(),
                        span: [0, 0],
                        text: String::new(),
                    },
                },
            })
        })
    }

    /// The inputs that could not be read, by path.
    ///
    /// # Errors
    /// The store's own troubles.
    pub fn failures(&self) -> Result<Vec<Failure>> {
        let mut all = Vec::new();
        let push = |failure| {
            all.push(failure);
            ControlFlow::Continue(())
        };
        let sql = "SELECT path, cause, at FROM failures ORDER BY path";
        self.each(sql, &Conditions::default(), push, |row| {
            Ok(Failure {
                path: row.get(0)?,
                cause: row.get(1)?,
                at: row.get(2)?,
            })
        })?;
        Ok(all)
    }

    /// How much the book holds.
    ///
    /// # Errors
    /// The store's own troubles.
    pub fn counts(&self) -> Result<Counts> {
        let sql = "SELECT (SELECT count(*) FROM articles), (SELECT coalesce(sum(sentences), 0) FROM articles),
                (SELECT coalesce(sum(claims), 0) FROM articles), (SELECT coalesce(sum(quotations), 0) FROM articles),
                (SELECT count(*) FROM (
                    SELECT coalesce(actor_id, folded) FROM actors WHERE key IN (
                        SELECT actor FROM claim_actors WHERE role = 'source' UNION SELECT actor FROM quotation_actors)
                    GROUP BY 1)),
                (SELECT count(*) FROM failures)";
        self.connection
            .query_row(sql, [], |row| {
                Ok(Counts {
                    articles: count(row, 0)?,
                    sentences: count(row, 1)?,
                    claims: count(row, 2)?,
                    quotations: count(row, 3)?,
                    sources: count(row, 4)?,
                    failures: count(row, 5)?,
                })
            })
            .map_err(|e| self.error(e))
    }

    /// The key of the article a filter is bound to: `None` where there is no such article, `Some(None)` where it is
    /// bound to none.
    fn article_key(&self, name: Option<&str>) -> Result<Option<Option<i64>>> {
        match name {
            None => Ok(Some(None)),
            Some(name) => Ok(named(self, name)?.map(|(key, _)| Some(key))),
        }
    }

    fn each<T>(
        &self,
        sql: &str,
        conditions: &Conditions,
        mut each: impl FnMut(T) -> ControlFlow<()>,
        read: impl Fn(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<u64> {
        let mut run = || -> rusqlite::Result<u64> {
            let mut statement = self.connection.prepare_cached(sql)?;
            let mut rows = statement.query(params_from_iter(&conditions.bound))?;
            let mut seen = 0;
            while let Some(row) = rows.next()? {
                seen += 1;
                if each(read(row)?).is_break() {
                    break;
                }
            }
            Ok(seen)
        };
        run().map_err(|e| self.reading_error(e))
    }

    /// Finds rows in their order (article, sentence and position first) and makes their records, opening an article
    /// only when the rows come to it. What must be sorted is thus a few numbers and not the records. The statement
    /// that finds, still running, keeps all that is read at one state of the book.
    fn each_of<T>(
        &self,
        sql: &str,
        conditions: &Conditions,
        mut each: impl FnMut(T) -> ControlFlow<()>,
        read: impl Fn(&ArticleOf, &Row<'_>) -> Result<T, Unreadable>,
    ) -> Result<u64> {
        let mut run = || -> rusqlite::Result<u64> {
            let sentence_sql = format!("SELECT {SENTENCE} FROM sentences s WHERE s.key = ?1");
            let mut sentences = self.connection.prepare_cached(&sentence_sql)?;
            let mut statement = self.connection.prepare_cached(sql)?;
            let mut rows = statement.query(params_from_iter(&conditions.bound))?;
            let (mut open, mut seen): (Option<ArticleOf>, u64) = (None, 0);
            while let Some(row) = rows.next()? {
                let key: i64 = row.get(0)?;
                let mut of = match open.take().filter(|of| of.key == key) {
                    Some(of) => of,
                    None => self.article_of(key)?,
                };
                of.context.sentence = sentences.query_row([row.get::<_, i64>(1)?], |row| sentence(row, 0))?;
                let record = read(&of, row).map_err(unreadable)?;
                open = Some(of);
                seen += 1;
                if each(record).is_break() {
                    break;
                }
            }
            Ok(seen)
        };
        run().map_err(|e| self.reading_error(e))
    }

    fn reading_error(&self, error: rusqlite::Error) -> Error {
        use rusqlite::Error::{
            FromSqlConversionFailure, IntegralValueOutOfRange, InvalidColumnType, QueryReturnedNoRows,
        };
        match error {
            // The file is whole, what stands in its tables is not.
            FromSqlConversionFailure(..)
            | IntegralValueOutOfRange(..)
            | InvalidColumnType(..)
            | QueryReturnedNoRows => Error::Corrupt {
                path: self.path.clone(),
                cause: error.to_string(),
            },
            error => self.error(error),
        }
    }
}

/// An article while its claims or quotations are given out.
struct ArticleOf {
    key: i64,
    /// How many, which is where its quotations begin.
    claims: usize,
    lines: Lines,
    /// With the sentence of the last row.
    context: Context,
}

fn unreadable(error: Unreadable) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Blob, error)
}

fn rows_sql(table: &str, column: &str, conditions: &Conditions, order: &str, limited: Option<usize>) -> String {
    // CROSS makes SQLite go through the articles in their order and through the claims within each: nothing is
    // sorted, and a limit ends the work early.
    let join = if conditions.selective { "JOIN" } else { "CROSS JOIN" };
    format!(
        "SELECT a.key, s.key, c.position, {column} FROM articles a {join} sentences s ON s.article = a.key
         {join} {table} c ON c.sentence = s.key{} ORDER BY {order}{}",
        conditions.sql(),
        limit(limited)
    )
}

fn limit(limit: Option<usize>) -> String {
    limit.map(|n| format!(" LIMIT {n}")).unwrap_or_default()
}

/// Key and id of the one article that `name` means: an id, url or path as it stands, a path written another way, or
/// the beginning of one id.
pub(crate) fn named(store: &Store, name: &str) -> Result<Option<(i64, String)>> {
    let absolute = std::path::absolute(name)
        .ok()
        .and_then(|p| p.into_os_string().into_string().ok());
    let exact: [(&str, Option<&str>); 4] = [
        ("id = ?1", Some(name)),
        ("url = ?1", Some(name)),
        ("path = ?1", Some(name)),
        ("identity = ?1", absolute.as_deref()),
    ];
    for (condition, word) in exact {
        let Some(word) = word else { continue };
        if let Some(found) = one(store, condition, word, name)? {
            return Ok(Some(found));
        }
    }
    if name.is_empty() || !name.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Ok(None);
    }
    // 'g' comes after every digit of an id.
    one(store, "id >= ?1 AND id < ?1 || 'g'", &name.to_ascii_lowercase(), name)
}

fn one(store: &Store, condition: &str, word: &str, given: &str) -> Result<Option<(i64, String)>> {
    let sql = format!("SELECT key, id FROM articles WHERE {condition} ORDER BY id LIMIT 4");
    let find = || -> rusqlite::Result<Vec<(i64, String)>> {
        let mut statement = store.connection.prepare_cached(&sql)?;
        let found = statement.query_map([word], |row| Ok((row.get(0)?, row.get(1)?)))?;
        found.collect()
    };
    let mut found = find().map_err(|e| store.error(e))?;
    if found.len() > 1 {
        return Err(Error::Ambiguous {
            given: given.to_owned(),
            candidates: found.into_iter().map(|(_, id)| id).collect(),
        });
    }
    Ok(found.pop())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What SQLite plans to do for the claims that fit a filter.
    fn plan(filter: &ClaimFilter) -> String {
        let store = Store::in_memory().unwrap();
        let conditions = Conditions::claims(filter, None);
        let sql = format!(
            "EXPLAIN QUERY PLAN {}",
            rows_sql("claims", "c.id", &conditions, CLAIM_ORDER, None)
        );
        let mut statement = store.connection.prepare(&sql).unwrap();
        let rows = statement
            .query_map(params_from_iter(&conditions.bound), |row| row.get::<_, String>(3))
            .unwrap();
        rows.map(|r| r.unwrap()).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn all_claims_come_out_in_order_without_being_sorted() {
        let denied = ClaimFilter {
            verdict: Some(menurut_core::Verdict::Denied),
            ..ClaimFilter::default()
        };
        for filter in [ClaimFilter::default(), denied] {
            let plan = plan(&filter);
            assert!(!plan.contains("TEMP B-TREE"), "{plan}");
        }
    }

    #[test]
    fn countries_and_days_are_looked_up() {
        let by_country = plan(&ClaimFilter {
            source_country: Some("PRK".parse().unwrap()),
            ..ClaimFilter::default()
        });
        assert!(by_country.contains("actors_by_country"), "{by_country}");
        let by_day = plan(&ClaimFilter {
            since: Some(menurut_core::Date::constant(2025, 1, 1)),
            ..ClaimFilter::default()
        });
        assert!(by_day.contains("articles_in_order (day>?"), "{by_day}");
    }
}
