//! Indonesian time expressions with their days and TIMEX3 values (`data/times-id.tsv`, kept by hand; more than half
//! were drawn from real pages, as expressions only).

use menurut_core::{Claim, Date, MentionKind, Resolution, Status};

use super::rivals;
use crate::given::{Article, Given, Role};
use crate::report::{Cell, Section, Table};
use crate::scores::share;

const TABLE: &str = include_str!("../../data/times-id.tsv");

#[derive(Debug, Clone)]
struct Row {
    words: &'static str,
    /// First and last day; nothing where no days can be said.
    days: Option<(Date, Date)>,
    timex: &'static str,
    page: bool,
}

impl Row {
    /// A stretch that no TIMEX3 value names is told by its days.
    fn is_value(&self, days: Option<(Date, Date)>, value: &str) -> bool {
        let stretch = self.timex.contains('/');
        self.timex == value || stretch && self.days == days || self.timex == "-" && value.is_empty()
    }
}

#[derive(Debug, Clone)]
pub struct Times {
    rows: Vec<(Article, Row)>,
}

/// Publication date, direction, words, first day, last day, TIMEX3 value, source.
fn row(line: &'static str) -> Option<(Article, Row)> {
    let [published, direction, words, first, last, timex, source] = line.split('\t').collect::<Vec<_>>()[..] else {
        return None;
    };
    let length = words.chars().count();
    let mut article = Article::new(words, &[([0, length], MentionKind::Time, Role::Time)])
        .written("id", Some(published.parse().ok()?));
    let status = match direction {
        "past" => Status::Actual,
        "future" => Status::Future,
        _ => Status::Hypothetical,
    };
    for event in article.graph.sentences.iter_mut().flat_map(|s| &mut s.events) {
        event.status = status;
    }
    let days = first.parse().ok().zip(last.parse().ok());
    let page = source == "page";
    Some((
        article,
        Row {
            words,
            days,
            timex,
            page,
        },
    ))
}

impl Times {
    pub fn new() -> Times {
        let lines = TABLE.lines().filter(|l| !l.is_empty() && !l.starts_with('#'));
        Times {
            rows: lines.filter_map(row).collect(),
        }
    }

    /// What was found for each row: its days, and its value.
    fn answers<'a>(
        &'a self,
        claims: &'a [Vec<Claim>],
    ) -> impl Iterator<Item = (&'a Row, Option<(Date, Date)>, &'a str)> {
        self.rows.iter().zip(claims).map(|((_, row), claims)| {
            let time = claims.first().and_then(|c| c.times.first());
            let days = time.and_then(|t| match &t.range {
                Resolution::Resolved(r) => Some((r.start, r.end)),
                _ => None,
            });
            (row, days, time.and_then(|t| t.timex.as_deref()).unwrap_or(""))
        })
    }
}

impl Default for Times {
    fn default() -> Times {
        Times::new()
    }
}

fn shown(days: Option<(Date, Date)>) -> String {
    match days {
        Some((a, b)) if a == b => a.to_string(),
        Some((a, b)) => format!("{a}/{b}"),
        None => "-".to_owned(),
    }
}

impl Given for Times {
    fn articles(&self) -> Vec<&Article> {
        self.rows.iter().map(|(a, _)| a).collect()
    }

    fn section(&self, claims: &[Vec<Claim>]) -> Section {
        let answers: Vec<_> = self.answers(claims).collect();
        let mut table = Table::new("", &["", "days right", "value right", "n"]);
        let mut row = |name: &str, is: &dyn Fn(&Row) -> bool| {
            let of: Vec<_> = answers.iter().filter(|(r, ..)| is(r)).collect();
            let days = of.iter().filter(|(r, days, _)| r.days == *days).count();
            let values = of.iter().filter(|(r, days, value)| r.is_value(*days, value)).count();
            let figures = [days, values].map(|n| Cell::Figure(share(n, of.len())));
            table.row(
                [Cell::words(name)]
                    .into_iter()
                    .chain(figures)
                    .chain([Cell::Count(of.len())]),
            );
        };
        row("all", &|_| true);
        row("from pages", &|r| r.page);
        row("own", &|r| !r.page);
        row("with days", &|r| r.days.is_some());
        row("of one day", &|r| r.days.is_some_and(|(a, b)| a == b));
        Section {
            key: "times".to_owned(),
            title: "Indonesian time expressions".to_owned(),
            notes: vec![format!(
                "{} expressions, each alone with a publication date and the direction of its event. Right: the first and the \
                 last day (or none, where none can be said); the TIMEX3 value, or the days of a stretch that has none.",
                answers.len()
            )],
            tables: [table].into_iter().chain(rivals("times")).collect(),
        }
    }

    fn misses(&self, claims: &[Vec<Claim>]) -> Table {
        let mut table = Table::new(
            "Indonesian time expressions",
            &["words", "days", "given", "value", "given"],
        );
        for (row, days, value) in self
            .answers(claims)
            .filter(|(r, d, v)| r.days != *d || !r.is_value(*d, v))
        {
            let cells = [
                row.words.to_owned(),
                shown(row.days),
                shown(days),
                row.timex.to_owned(),
                value.to_owned(),
            ];
            table.row(cells.map(Cell::Words));
        }
        table
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        let lines = TABLE.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).count();
        let set = Times::new();
        assert_eq!(set.rows.len(), lines);
        assert!(lines >= 300, "{lines}");
        for (article, row) in &set.rows {
            assert_eq!(article.graph.sentences.len(), 1, "{}", row.words);
            assert!(row.days.is_none_or(|(a, b)| a <= b), "{}", row.words);
        }
        let open = vec![Vec::new(); lines];
        assert_eq!(
            set.section(&open).tables[0].cell("with days", "days right"),
            Some(&Cell::Figure(0.0))
        );
    }
}
