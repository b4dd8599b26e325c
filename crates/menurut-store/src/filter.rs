use menurut_core::{Country, Date, EventType, Mode, Sector, Stance, Status, Verdict};
use rusqlite::types::Value;

use crate::fold;

/// Which claims to give; everything set must hold.
///
/// `actor`, `recipient` and `source` take a country code (`PRK`), a sector code (`MIL`), an actor id (`outlet:kcna`)
/// or words of a name, whatever their case and accents. Words written as acronyms, and those of up to three letters,
/// must stand as whole words.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ClaimFilter {
    /// Article id, unique beginning of one, path or url.
    pub article: Option<String>,
    /// A claim's own id.
    pub id: Option<String>,
    pub actor: Option<String>,
    pub recipient: Option<String>,
    /// Somebody on any link of any chain.
    pub source: Option<String>,
    pub source_country: Option<Country>,
    pub event_type: Option<EventType>,
    pub mode: Option<Mode>,
    /// PLOVER's quad class, 1 to 4.
    pub quad: Option<u8>,
    pub status: Option<Status>,
    pub verdict: Option<Verdict>,
    /// Published on that day or later; articles without a date are left out.
    pub since: Option<Date>,
    /// Published on that day or earlier; articles without a date are left out.
    pub until: Option<Date>,
    /// One of the claim's times reaches into the days from here …
    pub event_since: Option<Date>,
    /// … to here.
    pub event_until: Option<Date>,
    /// Words of the outlet's or agency's name.
    pub outlet: Option<String>,
    /// ISO 639-1.
    pub lang: Option<String>,
    pub place_country: Option<Country>,
    /// Words of the sentence: all of them, in any order; "…" is a phrase and a star at the end a beginning.
    pub text: Option<String>,
    pub limit: Option<usize>,
}

/// Which quotations to give; everything set must hold. Fields as in [`ClaimFilter`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct QuoteFilter {
    pub article: Option<String>,
    pub source: Option<String>,
    pub source_country: Option<Country>,
    pub stance: Option<Stance>,
    pub since: Option<Date>,
    pub until: Option<Date>,
    pub outlet: Option<String>,
    pub lang: Option<String>,
    pub text: Option<String>,
    pub limit: Option<usize>,
}

/// Which articles to give; everything set must hold. Fields as in [`ClaimFilter`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ArticleFilter {
    pub outlet: Option<String>,
    pub lang: Option<String>,
    pub since: Option<Date>,
    pub until: Option<Date>,
    /// Words of one of its sentences.
    pub text: Option<String>,
    pub limit: Option<usize>,
}

/// Conditions and what is bound to their question marks; no word of a user ever stands in the SQL itself.
#[derive(Debug, Default)]
pub(crate) struct Conditions {
    all: Vec<String>,
    pub(crate) bound: Vec<Value>,
    /// Whether an index leads to the few rows that fit, so that sorting those is less work than going through all.
    pub(crate) selective: bool,
}

impl Conditions {
    fn add(&mut self, condition: impl Into<String>, bound: impl IntoIterator<Item = Value>) {
        self.all.push(condition.into());
        self.bound.extend(bound);
    }

    /// A condition that few rows meet.
    fn narrow(&mut self, condition: impl Into<String>, bound: impl IntoIterator<Item = Value>) {
        self.selective = true;
        self.add(condition, bound);
    }

    fn equal(&mut self, column: &str, value: Option<impl Into<String>>) {
        if let Some(value) = value {
            self.add(format!("{column} = ?"), [Value::Text(value.into())]);
        }
    }

    /// ` WHERE …`, ready to stand behind the tables.
    pub(crate) fn sql(&self) -> String {
        if self.all.is_empty() {
            return String::new();
        }
        format!(" WHERE {}", self.all.join(" AND "))
    }

    fn somebody(&mut self, who: &Who, term: Option<&String>) {
        let Some(term) = term else { return };
        let (mut any, mut bound) = (Vec::new(), Vec::new());
        let trimmed = term.trim();
        if let Some(needle) = fold::needle(trimmed) {
            any.push("instr(folded, ?) > 0");
            bound.push(Value::Text(needle));
        }
        if let Ok(country) = trimmed.parse::<Country>() {
            any.push("country = ?");
            bound.push(Value::Text(country.to_string()));
        }
        // "med" is part of many names; "MED" is the code.
        if let Some(sector) = Sector::ALL.iter().find(|s| s.as_str() == trimmed) {
            any.push("instr(' ' || sectors || ' ', ?) > 0");
            bound.push(Value::Text(format!(" {sector} ")));
        }
        any.push("actor_id = ?");
        bound.push(Value::Text(trimmed.to_owned()));
        let any = any.join(" OR ");
        self.narrow(who.among(&format!("({any})")), bound);
    }

    fn country_of(&mut self, who: &Who, country: Option<Country>) {
        if let Some(country) = country {
            self.narrow(who.among("country = ?"), [Value::Text(country.to_string())]);
        }
    }

    fn outlet(&mut self, words: Option<&String>) {
        if let Some(words) = words {
            match fold::needle(words) {
                Some(needle) => self.add("instr(a.folded, ?) > 0", [Value::Text(needle)]),
                None => self.add("0", []),
            }
        }
    }

    fn published(&mut self, since: Option<Date>, until: Option<Date>) {
        if let Some(since) = since {
            self.add("a.day >= ?", [Value::Text(since.to_string())]);
        }
        if let Some(until) = until {
            self.add("a.day <= ? AND a.day <> ''", [Value::Text(until.to_string())]);
        }
    }

    fn text(&mut self, column: &str, words: Option<&String>) {
        let Some(words) = words else { return };
        match full_text_query(words) {
            Some(query) => self.narrow(
                format!("{column} IN (SELECT rowid FROM sentences_fts WHERE sentences_fts MATCH ?)"),
                [Value::Text(query)],
            ),
            // Words that hold no letter and no digit stand in no sentence.
            None => self.add("0", []),
        }
    }

    pub(crate) fn claims(filter: &ClaimFilter, article: Option<i64>) -> Conditions {
        let f = filter;
        let mut c = Conditions::default();
        if let Some(key) = article {
            c.narrow("s.article = ?", [Value::Integer(key)]);
        }
        if let Some(id) = &f.id {
            c.narrow("c.id = ?", [Value::Text(id.clone())]);
        }
        c.somebody(&Who::claims("actor"), f.actor.as_ref());
        c.somebody(&Who::claims("recipient"), f.recipient.as_ref());
        c.somebody(&Who::claims("source"), f.source.as_ref());
        c.country_of(&Who::claims("source"), f.source_country);
        c.equal("c.type", f.event_type.map(EventType::as_str));
        c.equal("c.mode", f.mode.map(Mode::as_str));
        if let Some(quad) = f.quad {
            c.add("c.quad = ?", [Value::Integer(i64::from(quad))]);
        }
        c.equal("c.status", f.status.map(Status::as_str));
        c.equal("c.verdict", f.verdict.map(Verdict::as_str));
        c.published(f.since, f.until);
        if f.event_since.is_some() || f.event_until.is_some() {
            let (mut within, mut bound) = (vec!["start_day IS NOT NULL"], Vec::new());
            if let Some(until) = f.event_until {
                within.push("start_day <= ?");
                bound.push(Value::Text(until.to_string()));
            }
            if let Some(since) = f.event_since {
                within.push("coalesce(end_day, start_day) >= ?");
                bound.push(Value::Text(since.to_string()));
            }
            let within = within.join(" AND ");
            c.narrow(
                format!("c.key IN (SELECT claim FROM claim_times WHERE {within})"),
                bound,
            );
        }
        c.outlet(f.outlet.as_ref());
        c.equal("a.lang", f.lang.clone());
        if let Some(country) = f.place_country {
            c.narrow(
                "c.key IN (SELECT claim FROM claim_places WHERE country = ?)",
                [Value::Text(country.to_string())],
            );
        }
        c.text("s.key", f.text.as_ref());
        c
    }

    pub(crate) fn quotations(filter: &QuoteFilter, article: Option<i64>) -> Conditions {
        let f = filter;
        let mut c = Conditions::default();
        if let Some(key) = article {
            c.narrow("s.article = ?", [Value::Integer(key)]);
        }
        c.somebody(&Who::QUOTATIONS, f.source.as_ref());
        c.country_of(&Who::QUOTATIONS, f.source_country);
        c.equal("c.stance", f.stance.map(Stance::as_str));
        c.published(f.since, f.until);
        c.outlet(f.outlet.as_ref());
        c.equal("a.lang", f.lang.clone());
        c.text("s.key", f.text.as_ref());
        c
    }

    pub(crate) fn articles(filter: &ArticleFilter) -> Conditions {
        let mut c = Conditions::default();
        c.outlet(filter.outlet.as_ref());
        c.equal("a.lang", filter.lang.clone());
        c.published(filter.since, filter.until);
        if let Some(words) = &filter.text {
            match full_text_query(words) {
                Some(query) => c.add(
                    "a.key IN (SELECT article FROM sentences WHERE key IN
                         (SELECT rowid FROM sentences_fts WHERE sentences_fts MATCH ?))",
                    [Value::Text(query)],
                ),
                None => c.add("0", []),
            }
        }
        c
    }
}

/// A table that says who takes part, and in what.
struct Who {
    table: &'static str,
    owner: &'static str,
    role: Option<&'static str>,
}

impl Who {
    const QUOTATIONS: Who = Who {
        table: "quotation_actors",
        owner: "quotation",
        role: None,
    };

    fn claims(role: &'static str) -> Who {
        Who {
            table: "claim_actors",
            owner: "claim",
            role: Some(role),
        }
    }

    fn among(&self, condition: &str) -> String {
        let Who { table, owner, role } = self;
        let role = role.map(|r| format!("role = '{r}' AND ")).unwrap_or_default();
        format!(
            "c.key IN (SELECT {owner} FROM {table} WHERE {role}actor IN (SELECT key FROM actors WHERE {condition}))"
        )
    }
}

/// A user's words as a query of FTS5 in which none of them is an operator; `None` where nothing is left to look for.
///
/// `"…"` stays a phrase, and a star at the end of a word or phrase asks for beginnings.
fn full_text_query(words: &str) -> Option<String> {
    let mut terms: Vec<String> = Vec::new();
    let mut rest = words.trim_start();
    while !rest.is_empty() {
        let (term, after) = match rest.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
            None => {
                let end = rest.find(|c: char| c.is_whitespace() || c == '"').unwrap_or(rest.len());
                rest.split_at(end)
            }
        };
        let (term, mut after) = (term, after);
        let mut beginning = false;
        if let Some(next) = after.strip_prefix('*') {
            (beginning, after) = (true, next);
        }
        let bare = term.trim_end_matches('*');
        beginning |= bare.len() < term.len();
        if bare.chars().any(char::is_alphanumeric) {
            let star = if beginning { " *" } else { "" };
            // A NUL would end the query early.
            terms.push(format!("\"{}\"{star}", bare.replace(['"', '\0'], " ")));
        }
        rest = after.trim_start();
    }
    (!terms.is_empty()).then(|| terms.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &str, expected: Option<&str>) {
        assert_eq!(full_text_query(words).as_deref(), expected, "{words}");
    }

    #[test]
    fn no_word_is_an_operator() {
        check("Korea Utara", Some("\"Korea\" \"Utara\""));
        check("NOT (a OR b)", Some("\"NOT\" \"(a\" \"OR\" \"b)\""));
        check("\"kantor berita\" KCNA", Some("\"kantor berita\" \"KCNA\""));
        check("tex:t^2 rud*", Some("\"tex:t^2\" \"rud\" *"));
        check("\"senjata nu\"* uji", Some("\"senjata nu\" * \"uji\""));
        check("open \"quote", Some("\"open\" \"quote\""));
        check(" -- ** \"\" ", None);
    }
}
