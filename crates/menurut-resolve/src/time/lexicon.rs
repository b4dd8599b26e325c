//! Words of time, per language (`lang/*.tsv`).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use crate::words::{Lexicon, rows};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Weekend,
    Fortnight,
    Month,
    Quarter,
    Half,
    Year,
    Decade,
    Century,
}

impl Unit {
    fn parse(word: &str) -> Option<Unit> {
        Some(match word {
            "second" => Unit::Second,
            "minute" => Unit::Minute,
            "hour" => Unit::Hour,
            "day" => Unit::Day,
            "week" => Unit::Week,
            "weekend" => Unit::Weekend,
            "fortnight" => Unit::Fortnight,
            "month" => Unit::Month,
            "quarter" => Unit::Quarter,
            "half" => Unit::Half,
            "year" => Unit::Year,
            "decade" => Unit::Decade,
            "century" => Unit::Century,
            _ => return None,
        })
    }
}

/// What a word of time means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    Month(i8),
    Weekday(i8),
    Unit(Unit),
    /// Days from publication.
    Day(i32),
    /// Days from the day that the text speaks of.
    DayAfter(i32),
    /// Part of a day, with days from publication where the words fix them.
    Part(Option<(i32, i32)>),
    Last,
    This,
    Next,
    Ago,
    Past,
    /// "dua hari lagi".
    Hence,
    Later,
    Earlier,
    Early,
    Mid,
    Late,
    Since,
    Until,
    Before,
    After,
    During,
    /// "dalam tiga hari": ends at most so far ahead.
    Within,
    All,
    Same,
    To,
    And,
    Feast(i8, i8),
    /// A feast whose date changes, by its name in feasts.tsv where that has it.
    Movable(Option<&'static str>),
    Season,
    Clock,
    Zone,
    Fuzzy(Option<Unit>),
    Decade(i16),
    /// Now, some time ago, some time ahead, as TIMEX3 calls them.
    Reference(&'static str),
    Plain,
}

pub(super) struct TimeWords {
    /// Several senses of one word in the order of the table.
    senses: Lexicon<Vec<Sense>>,
    /// Words that are a weekday with a capital and a unit without ("Minggu", "minggu").
    lower_case_unit: BTreeMap<String, Unit>,
    /// Forms of units that say more than one.
    plural: BTreeSet<&'static str>,
}

pub(super) const TABLES: &[(&str, &str)] = &[
    ("id", include_str!("lang/id.tsv")),
    ("ms", include_str!("lang/ms.tsv")),
    ("en", include_str!("lang/en.tsv")),
    ("es", include_str!("lang/es.tsv")),
    ("pt", include_str!("lang/pt.tsv")),
    ("fr", include_str!("lang/fr.tsv")),
    ("de", include_str!("lang/de.tsv")),
];

impl TimeWords {
    /// `None` for a language without a table.
    pub(super) fn of(lang: &str) -> Option<&'static TimeWords> {
        static ALL: OnceLock<BTreeMap<&'static str, TimeWords>> = OnceLock::new();
        ALL.get_or_init(|| {
            let table = |l: &str| TABLES.iter().find(|(name, _)| *name == l).map(|(_, t)| *t);
            TABLES
                .iter()
                .map(|(lang, own)| {
                    let base = if *lang == "ms" { table("id") } else { None };
                    (*lang, TimeWords::parse(base, own))
                })
                .collect()
        })
        .get(lang)
    }

    fn parse(base: Option<&'static str>, own: &'static str) -> TimeWords {
        let mut senses: BTreeMap<&str, Vec<Sense>> = BTreeMap::new();
        let mut lower_case_unit = BTreeMap::new();
        let mut plural = BTreeSet::new();
        for table in base.into_iter().chain([own]) {
            let mut here: BTreeMap<&str, Vec<Sense>> = BTreeMap::new();
            for row in rows(table) {
                let key = row.get(1).copied().unwrap_or("");
                if let Some(sense) = sense(&row) {
                    here.entry(key).or_default().push(sense);
                }
                if row.get(3) == Some(&"many") && row[0] == "unit" {
                    plural.insert(key);
                }
                if row.get(3) == Some(&"week") && row[0] == "weekday" {
                    lower_case_unit.insert(key.to_owned(), Unit::Week);
                }
            }
            // A later table's words replace those of the one below.
            senses.extend(here);
        }
        let mut lexicon = Lexicon::new();
        for (key, list) in senses {
            lexicon.insert(key, list);
        }
        TimeWords {
            senses: lexicon,
            lower_case_unit,
            plural,
        }
    }

    /// Whether the expression ends with more than one of its unit.
    pub(super) fn is_plural(&self, words: &[crate::words::Word]) -> bool {
        words.last().is_some_and(|w| self.plural.contains(w.lower.as_str()))
    }

    pub(super) fn at(&self, words: &[crate::words::Word], at: usize) -> Option<(&[Sense], usize)> {
        self.senses.at(words, at).map(|(s, n)| (s.as_slice(), n))
    }

    pub(super) fn get(&self, word: &str) -> Option<&[Sense]> {
        self.senses.get(word).map(Vec::as_slice)
    }

    pub(super) fn unit_in_lower_case(&self, word: &str) -> Option<Unit> {
        self.lower_case_unit.get(word).copied()
    }
}

fn sense(row: &[&'static str]) -> Option<Sense> {
    let number = |i: usize| row.get(i).and_then(|f| f.parse::<i32>().ok());
    let small = |i: usize| number(i).and_then(|n| i8::try_from(n).ok());
    Some(match row[0] {
        "month" => Sense::Month(small(2)?),
        "weekday" => Sense::Weekday(small(2)?),
        "unit" => Sense::Unit(Unit::parse(row.get(2)?)?),
        "day" => Sense::Day(number(2)?),
        "day-after" => Sense::DayAfter(number(2)?),
        "part" => Sense::Part(number(2).zip(number(3))),
        "last" => Sense::Last,
        "this" => Sense::This,
        "next" => Sense::Next,
        "ago" => Sense::Ago,
        "past" => Sense::Past,
        "hence" => Sense::Hence,
        "later" => Sense::Later,
        "earlier" => Sense::Earlier,
        "early" => Sense::Early,
        "mid" => Sense::Mid,
        "late" => Sense::Late,
        "since" => Sense::Since,
        "until" => Sense::Until,
        "before" => Sense::Before,
        "after" => Sense::After,
        "during" => Sense::During,
        "within" => Sense::Within,
        "all" => Sense::All,
        "same" => Sense::Same,
        "to" => Sense::To,
        "and" => Sense::And,
        "feast" => {
            let (m, d) = row.get(2)?.split_once('-')?;
            Sense::Feast(m.parse().ok()?, d.parse().ok()?)
        }
        "movable" => Sense::Movable(row.get(2).copied()),
        "season" => Sense::Season,
        "clock" => Sense::Clock,
        "zone" => Sense::Zone,
        "fuzzy" => Sense::Fuzzy(row.get(2).and_then(|u| Unit::parse(u))),
        "decade" => Sense::Decade(i16::try_from(number(2)?).ok()?),
        "now" => Sense::Reference("PRESENT_REF"),
        "once" => Sense::Reference("PAST_REF"),
        "soon" => Sense::Reference("FUTURE_REF"),
        "plain" => Sense::Plain,
        _ => return None,
    })
}
