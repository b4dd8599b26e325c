//! Numbers in words and digits.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use menurut_core::Bound;

use crate::words::{Kind, Lexicon, Word, rows};

/// What the words of one language say about numbers (`lang/*.tsv`).
pub(crate) struct Numerals {
    decimal: char,
    pub(super) value: Lexicon<(f64, Option<&'static str>)>,
    teen: Lexicon<()>,
    times: Lexicon<f64>,
    money: Lexicon<f64>,
    vague: Lexicon<(f64, f64)>,
    few: Lexicon<(f64, f64)>,
    pub(super) none: Lexicon<()>,
    pub(super) article: Lexicon<()>,
    pub(super) bound: Lexicon<Bound>,
    pub(super) after: Lexicon<Bound>,
    /// Whether the word joins two numbers only where one of `between` stands in front.
    pub(super) range: Lexicon<bool>,
    pub(super) between: Lexicon<()>,
    and: Lexicon<()>,
    pub(super) skip: Lexicon<()>,
    pub(super) classifier: Lexicon<()>,
    pub(super) more: Lexicon<()>,
    pub(super) currency: Lexicon<&'static str>,
    pub(super) percent: Lexicon<()>,
    /// Months in a measure of time.
    pub(super) measure: Lexicon<f64>,
    ordinal: Lexicon<f64>,
    pub(super) counts: Lexicon<&'static str>,
}

pub(super) const TABLES: &[(&str, &str)] = &[
    ("id", include_str!("lang/id.tsv")),
    ("ms", include_str!("lang/ms.tsv")),
    ("en", include_str!("lang/en.tsv")),
    ("es", include_str!("lang/es.tsv")),
    ("fr", include_str!("lang/fr.tsv")),
    ("pt", include_str!("lang/pt.tsv")),
    ("de", include_str!("lang/de.tsv")),
];

/// What [`Numerals`] is made of, in the order in which it is read: a language's table may lie over another's.
fn layers(lang: &str) -> Vec<&'static str> {
    let table = |l: &str| TABLES.iter().find(|(name, _)| *name == l).map(|(_, t)| *t);
    match lang {
        "ms" => [table("id"), table("ms")].into_iter().flatten().collect(),
        _ => table(lang).into_iter().collect(),
    }
}

impl Numerals {
    /// The table of a language; where there is none, digits and international signs are still read.
    pub(crate) fn of(lang: &str) -> &'static Numerals {
        static ALL: OnceLock<BTreeMap<&'static str, Numerals>> = OnceLock::new();
        let all = ALL.get_or_init(|| {
            let mut all: BTreeMap<&'static str, Numerals> =
                TABLES.iter().map(|(l, _)| (*l, Numerals::parse(&layers(l)))).collect();
            all.insert("", Numerals::parse(&[]));
            all
        });
        &all[if all.contains_key(lang) { lang } else { "" }]
    }

    fn parse(layers: &[&'static str]) -> Numerals {
        let mut t = Numerals {
            decimal: ',',
            value: Lexicon::new(),
            teen: Lexicon::new(),
            times: Lexicon::new(),
            money: Lexicon::new(),
            vague: Lexicon::new(),
            few: Lexicon::new(),
            none: Lexicon::new(),
            article: Lexicon::new(),
            bound: Lexicon::new(),
            after: Lexicon::new(),
            range: Lexicon::new(),
            between: Lexicon::new(),
            and: Lexicon::new(),
            skip: Lexicon::new(),
            classifier: Lexicon::new(),
            more: Lexicon::new(),
            currency: Lexicon::new(),
            percent: Lexicon::new(),
            measure: Lexicon::new(),
            ordinal: Lexicon::new(),
            counts: Lexicon::new(),
        };
        for (sign, code) in [
            ("$", "USD"),
            ("€", "EUR"),
            ("£", "GBP"),
            ("usd", "USD"),
            ("eur", "EUR"),
            ("us $", "USD"),
        ] {
            t.currency.insert(sign, code);
        }
        t.percent.insert("%", ());
        for row in layers.iter().flat_map(|l| rows(l)) {
            let text = |i: usize| row.get(i).copied().unwrap_or("");
            let number = |i: usize| text(i).parse::<f64>().unwrap_or(0.0);
            let key = text(1);
            match text(0) {
                "decimal" => t.decimal = key.chars().next().unwrap_or(','),
                "value" => t.value.insert(key, (number(2), row.get(3).copied())),
                "teen" => t.teen.insert(key, ()),
                "times" => t.times.insert(key, number(2)),
                "money" => t.money.insert(key, number(2)),
                "vague" => t.vague.insert(key, (number(2), number(3))),
                "few" => t.few.insert(key, (number(2), number(3))),
                "none" => t.none.insert(key, ()),
                "article" => t.article.insert(key, ()),
                "bound" => t.bound.insert(key, text(2).parse().unwrap_or(Bound::Exactly)),
                "after" => t.after.insert(key, text(2).parse().unwrap_or(Bound::Exactly)),
                "range" => t.range.insert(key, text(2) == "between"),
                "between" => t.between.insert(key, ()),
                "and" => t.and.insert(key, ()),
                "skip" => t.skip.insert(key, ()),
                "classifier" => t.classifier.insert(key, ()),
                "more" => t.more.insert(key, ()),
                "currency" => t.currency.insert(key, row.get(3).copied().unwrap_or(text(2))),
                "percent" => t.percent.insert(key, ()),
                "measure" => t.measure.insert(key, number(2)),
                "ordinal" => t.ordinal.insert(key, number(2)),
                "counts" => t.counts.insert(key, text(2)),
                _ => {}
            }
        }
        t
    }

    /// How many words an article at word `at` takes.
    pub(crate) fn article(&self, words: &[Word], at: usize) -> Option<usize> {
        self.article.at(words, at).map(|(_, n)| n)
    }

    /// An ordinal in words: first, second, third.
    pub(crate) fn ordinal(&self, word: &Word) -> Option<f64> {
        self.ordinal.get(&word.lower).copied()
    }

    /// The number that begins at word `at`, if one does.
    ///
    /// `money` tells that a sign of money stands in front, where "5m" are millions and not metres.
    pub(crate) fn number(&self, words: &[Word], at: usize, money: bool) -> Option<Number> {
        let mut n = Reader {
            total: 0.0,
            group: 0.0,
            last: 0.0,
        };
        let mut vague: Option<(f64, f64)> = None;
        let (mut seen, mut from_digits, mut multiplied, mut unit) = (false, false, false, None);
        let mut i = at;
        while i < words.len() {
            let word = &words[i];
            if word.kind == Kind::Digits {
                if seen {
                    break;
                }
                n.group = self.digits(&word.lower)?;
                (seen, from_digits) = (true, true);
                i += 1;
                // "10 000": thousands apart, as French and Russian write them.
                if (1..=3).contains(&word.lower.len()) && n.group >= 1.0 {
                    while let Some(next) = words
                        .get(i)
                        .filter(|w| !w.glued && w.kind == Kind::Digits && w.lower.len() == 3)
                        && let Ok(thousandths) = next.lower.parse::<f64>()
                    {
                        n.group = n.group * 1000.0 + thousandths;
                        i += 1;
                    }
                }
            } else if let Some((&(v, u), len)) = self.value.at(words, i) {
                let fits = !seen
                    || (v == 0.5 && !from_digits)
                    || (!from_digits && v < 100.0 && n.takes(v))
                    || (n.group == 0.0 && n.total >= 1000.0 && v < 1000.0);
                if !fits || vague.is_some() {
                    break;
                }
                n.group += v;
                n.last = v;
                (seen, unit) = (true, u);
                i += len;
                // "half a million", "half a dozen".
                if v < 1.0
                    && let Some((_, a)) = self.article.at(words, i)
                    && self.times.at(words, i + a).is_some()
                {
                    i += a;
                }
                if unit.is_some() {
                    break;
                }
            } else if let Some((_, len)) = self.teen.at(words, i)
                && (1.0..10.0).contains(&n.last)
            {
                n.group += 10.0;
                n.last = 0.0;
                i += len;
            } else if let Some((&m, len)) = self.times.at(words, i)
                && (seen || vague.is_some())
            {
                match &mut vague {
                    Some((low, high)) => (*low, *high) = (*low * m, (*high + 1.0) * m - 1.0),
                    None => n.multiply(m),
                }
                multiplied = true;
                i += len;
            } else if let Some((&m, len)) = self.money.at(words, i)
                && money
                && from_digits
                && (word.glued || m > 1e3)
            {
                n.multiply(m);
                multiplied = true;
                i += len;
            } else if let Some((&(low, high), len)) = self.few.at(words, i)
                && !seen
                && vague.is_none()
                && self.times.at(words, i + len).is_some()
            {
                vague = Some((low, high));
                i += len;
            } else if let Some((&range, len)) = self.vague.at(words, i)
                && !seen
                && vague.is_none()
            {
                vague = Some(range);
                i += len;
            } else if let Some((_, len)) = self.article.at(words, i)
                && !seen
                && self.times.at(words, i + len).is_some()
            {
                (n.group, n.last, seen) = (1.0, 1.0, true);
                i += len;
            } else if word.is_dash()
                && word.glued
                && seen
                && !from_digits
                && words.get(i + 1).is_some_and(|w| w.glued)
                && self
                    .value
                    .at(words, i + 1)
                    .is_some_and(|(&(v, _), _)| v < 10.0 && n.takes(v))
            {
                i += 1;
            } else if let Some((_, len)) = self.and.at(words, i)
                && seen
                && !from_digits
                && let Some(next) = self.joined(words, i + len, &n)
            {
                i = next;
            } else {
                break;
            }
        }
        let (low, high) = match vague {
            Some((low, high)) => (low, Some(high)),
            None if seen => (n.total + n.group, None),
            None => return None,
        };
        (low.is_finite() && high.is_none_or(f64::is_finite)).then_some(Number {
            low,
            high,
            next: i,
            multiplied,
            unit,
        })
    }

    /// Where a number goes on behind "and": "two hundred and five", "two and a half".
    fn joined(&self, words: &[Word], at: usize, n: &Reader) -> Option<usize> {
        if let Some((_, a)) = self.article.at(words, at) {
            let half = self.value.at(words, at + a).is_some_and(|(&(v, _), _)| v == 0.5);
            return half.then_some(at + a);
        }
        let (&(v, _), _) = self.value.at(words, at)?;
        ((1.0..100.0).contains(&v) && n.group >= 100.0 && n.takes(v)).then_some(at)
    }

    /// Digits with separators, read as the language writes them: `10.000` is ten thousand in Indonesian.
    pub(crate) fn digits(&self, raw: &str) -> Option<f64> {
        let separators: Vec<char> = raw.chars().filter(|c| !c.is_numeric()).collect();
        if separators.contains(&':') {
            return None;
        }
        let plain = |drop: &dyn Fn(char) -> bool, point: Option<char>| -> Option<f64> {
            let mut out = String::with_capacity(raw.len());
            for c in raw.chars() {
                if Some(c) == point {
                    out.push('.');
                } else if let Some(d) = c.to_digit(10).or_else(|| arabic_digit(c)) {
                    out.push(char::from_digit(d, 10)?);
                } else if !drop(c) {
                    return None;
                }
            }
            out.parse().ok()
        };
        let groups: Vec<&str> = raw.split(|c: char| !c.is_numeric()).collect();
        let threes = groups.len() > 1
            && groups[1..].iter().all(|g| g.chars().count() == 3)
            && (1..=3).contains(&groups[0].chars().count())
            && !groups[0].starts_with('0');
        match separators.as_slice() {
            [] => plain(&|_| false, None),
            [one] if matches!(one, '.' | ',') => {
                let zeros = groups[1].chars().all(|c| c == '0');
                if threes && (*one != self.decimal || zeros) {
                    plain(&|c| c == *one, None)
                } else {
                    plain(&|_| false, Some(*one))
                }
            }
            [first, .., last] if first != last && matches!(last, '.' | ',') => plain(&|c| c != *last, Some(*last)),
            _ if threes => plain(&|_| true, None),
            _ => None,
        }
    }
}

fn arabic_digit(c: char) -> Option<u32> {
    match c {
        '٠'..='٩' => Some(c as u32 - '٠' as u32),
        '۰'..='۹' => Some(c as u32 - '۰' as u32),
        _ => None,
    }
}

/// A number as read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Number {
    pub(crate) low: f64,
    /// Upper end where the word is vague: "puluhan".
    pub(crate) high: Option<f64>,
    /// The first word behind it.
    pub(crate) next: usize,
    /// Whether a word like "million" stands in it.
    pub(crate) multiplied: bool,
    /// The unit that the number word carries: "sepekan" is one week.
    pub(crate) unit: Option<&'static str>,
}

struct Reader {
    total: f64,
    /// What stands since the last thousand or million.
    group: f64,
    /// The last word of it, which "hundred" multiplies.
    last: f64,
}

impl Reader {
    /// Whether "five" may follow what stands: after twenty, after two hundred, not after three.
    fn takes(&self, v: f64) -> bool {
        let room = if v < 10.0 { 10.0 } else { 100.0 };
        (self.group >= 10.0 && self.group % room == 0.0 && self.group != 10.0)
            || (self.group == 0.0 && self.total > 0.0)
    }

    fn multiply(&mut self, m: f64) {
        if m < 1000.0 {
            let base = if self.last > 0.0 {
                self.last
            } else {
                self.group.max(1.0)
            };
            let rest = if self.last > 0.0 { self.group - self.last } else { 0.0 };
            self.group = rest + base * m;
        } else {
            let group = if self.group > 0.0 { self.group } else { 1.0 };
            self.total += group * m;
            self.group = 0.0;
        }
        self.last = 0.0;
    }
}
