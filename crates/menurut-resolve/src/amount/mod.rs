//! Here is "lebih dari 10.000 kontainer": how many of what?

mod counts;
mod numeral;

use menurut_core::Bound;

pub(crate) use counts::counts;
pub(crate) use numeral::Numerals;

use crate::words::{Kind, Word, words};

/// A number with its noun, apart from where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Reading {
    pub(crate) value: f64,
    pub(crate) max: Option<f64>,
    pub(crate) bound: Bound,
    /// The counted noun as written, or an ISO 4217 code; empty where only a number stands.
    pub(crate) unit: String,
    /// Money, shares and measures of time are nothing that can be killed or freed.
    pub(crate) countable: bool,
    /// Words stand before the number.
    led: bool,
    /// "12-year-old", "three-member": the number describes.
    hyphenated: bool,
}

/// The tables this rests on.
pub(crate) fn tables() -> Vec<&'static str> {
    numeral::TABLES.iter().map(|(_, t)| *t).collect()
}

/// What an AMOUNT mention says; the reason where it gives no number.
pub(crate) fn read(text: &str, lang: &str) -> Result<Reading, String> {
    let table = Numerals::of(lang);
    let words = words(text);
    let quantifier = (0..words.len()).any(|i| table.none.at(&words, i).is_some());
    find(text, &words, table).ok_or_else(|| {
        if quantifier {
            format!("“{text}” gives no number")
        } else {
            format!("no number found in “{}”", crate::shorten(text))
        }
    })
}

/// The number at the head of a described group: "12 aktivis", "lebih dari 10.000 tentara Korea Utara".
pub(crate) fn in_group(text: &str, lang: &str) -> Option<Reading> {
    let words = words(text);
    find(text, &words, Numerals::of(lang))
        .filter(|r| !r.led && !r.hyphenated && r.countable && !r.unit.is_empty() && r.value >= 1.0)
}

fn find(text: &str, words: &[Word], table: &Numerals) -> Option<Reading> {
    let mut bound = None;
    let (mut between, mut currency, mut led) = (false, None, false);
    let mut i = 0;
    while i < words.len() {
        // A range word is a bound only where a number follows: "hingga 500".
        if let Some((b, n)) = table.bound.at(words, i) {
            bound = Some(*b);
            i += n;
        } else if let Some((_, n)) = table.between.at(words, i) {
            between = true;
            i += n;
        } else if let Some((code, n)) = table.currency.at(words, i) {
            currency = Some(*code);
            i += n;
        } else if let Some(number) = table.number(words, i, currency.is_some()) {
            let reading = Found {
                text,
                words,
                table,
                bound,
                between,
                currency,
                led,
            };
            return reading.from(number);
        } else if let Some((_, n)) = table.skip.at(words, i).or_else(|| table.article.at(words, i)) {
            i += n;
        } else {
            led |= words[i].kind == Kind::Letters;
            currency = None;
            i += 1;
        }
    }
    None
}

struct Found<'a> {
    text: &'a str,
    words: &'a [Word],
    table: &'a Numerals,
    bound: Option<Bound>,
    between: bool,
    currency: Option<&'static str>,
    led: bool,
}

impl Found<'_> {
    fn from(self, first: numeral::Number) -> Option<Reading> {
        let Found { words, table, .. } = self;
        let (mut value, mut max, mut next) = (first.low, first.high, first.next);
        let mut bound = self.bound;
        let mut currency = self.currency;
        let mut unit = first.unit.map(str::to_owned);
        let mut measure = table.measure.at(words, next).map(|(m, n)| (*m, n));
        let hyphenated = words.get(next).is_some_and(|w| w.is_dash() && w.glued)
            && words.get(next + 1).is_some_and(|w| w.kind == Kind::Letters && w.glued);

        // "5-7", "antara 10 dan 20", "between three months and a year".
        let second_at = next + measure.map_or(0, |(_, n)| if self.between { n } else { 0 });
        let joined = match words.get(second_at) {
            Some(w) if w.is_dash() => Some(1),
            _ => table
                .range
                .at(words, second_at)
                .filter(|(needs_between, _)| !**needs_between || self.between)
                .map(|(_, n)| n),
        };
        if let Some(n) = joined {
            let at = second_at + n;
            let (at, sign) = match table.currency.at(words, at) {
                Some((code, n)) => (at + n, Some(*code)),
                None => (at, None),
            };
            if let Some(second) = table.number(words, at, currency.is_some()) {
                let second_measure = table.measure.at(words, second.next).map(|(m, n)| (*m, n));
                let high = second.high.unwrap_or(second.low);
                if !first.multiplied && second.multiplied && second_measure.is_none() && value < 1000.0 {
                    // "5-7 juta": the multiplier belongs to both.
                    value *= scale_of(second.low);
                }
                if let (Some((a, _)), Some((b, _)), true) =
                    (measure, second_measure.or(unit_measure(&second, table)), self.between)
                {
                    value *= a / b;
                }
                if high > value {
                    max = Some(high);
                    bound = Some(bound.unwrap_or(Bound::Range));
                    next = second.next;
                    unit = second.unit.map(str::to_owned);
                    measure = second_measure;
                    currency = currency.or(sign);
                }
            }
        }
        // "satu tahun dua bulan": the smaller measure counts both.
        if let Some((years, n)) = measure
            && let Some(second) = table.number(words, next + n, false)
            && let Some((months, m)) = table.measure.at(words, second.next)
            && years > *months
            && max.is_none()
        {
            value = value * years / months + second.low;
            next = second.next;
            measure = Some((*months, m));
        }
        if let Some((b, n)) = table.after.at(words, next) {
            bound = Some(*b);
            next += n;
        } else if words.get(next).is_some_and(|w| w.is("+") && w.glued) {
            bound = Some(Bound::AtLeast);
            next += 1;
        }
        let mut countable = true;
        if let Some(code) = currency {
            unit = Some(code.to_owned());
            countable = false;
        } else if let Some((code, _)) = table.currency.at(words, next) {
            unit = Some((*code).to_owned());
            countable = false;
        } else if table.percent.at(words, next).is_some() {
            unit = Some("percent".to_owned());
            countable = false;
        } else if unit.is_some() || measure.is_some() {
            countable = false;
            let rest = self.noun(next);
            unit = Some(match unit {
                Some(word) if rest.is_empty() => word,
                Some(word) => format!("{word} {rest}"),
                None => rest,
            });
        }
        if value < 1.0 {
            countable = false;
        }
        let bound = bound.unwrap_or(if max.is_some() { Bound::Range } else { Bound::Exactly });
        Some(Reading {
            value,
            max: max.filter(|_| matches!(bound, Bound::Range | Bound::About | Bound::Exactly)),
            bound: if bound == Bound::Exactly && max.is_some() {
                Bound::Range
            } else {
                bound
            },
            unit: unit.unwrap_or_else(|| self.noun(next)),
            countable,
            led: self.led,
            hyphenated,
        })
    }

    /// The counted noun from word `at` on: no classifier before a noun, no "of them".
    fn noun(&self, mut at: usize) -> String {
        let words = self.words;
        loop {
            if let Some((_, n)) = self.table.more.at(words, at).or_else(|| self.table.skip.at(words, at)) {
                at += n;
            } else if let Some((_, n)) = self.table.classifier.at(words, at)
                && words.get(at + n).is_some_and(|w| w.kind == Kind::Letters)
                && self.table.more.at(words, at + n).is_none()
            {
                at += n;
            } else {
                break;
            }
        }
        let mut end = words.len();
        while end > at {
            let ends = (1..=3)
                .find(|n| end >= at + n && self.table.more.at(&words[..end], end - n).is_some_and(|(_, m)| m == *n));
            match ends {
                Some(n) => end -= n,
                None => break,
            }
        }
        match (words.get(at), words.get(end.wrapping_sub(1))) {
            (Some(first), Some(last)) if at < end => {
                let until = if end == words.len() {
                    self.text.len()
                } else {
                    last.range.end
                };
                crate::shorten(self.text[first.range.start..until].trim())
            }
            _ => String::new(),
        }
    }
}

fn unit_measure(number: &numeral::Number, table: &Numerals) -> Option<(f64, usize)> {
    table.measure.get(number.unit?).map(|m| (*m, 0))
}

/// The thousand, million or billion that stands in a number.
fn scale_of(n: f64) -> f64 {
    [1e12, 1e9, 1e6, 1e3, 1e2].into_iter().find(|s| n >= *s).unwrap_or(1.0)
}

#[cfg(test)]
mod tests;
