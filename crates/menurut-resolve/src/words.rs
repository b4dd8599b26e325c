//! Short expressions as words, and tables of words.

use std::collections::BTreeMap;
use std::ops::Range;

/// Words of an expression that are looked at; what comes after tells nothing about a date or a number.
const LIMIT: usize = 48;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Letters,
    /// Digits with separators inside: `10.000`, `08:30`.
    Digits,
    Sign,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// Bytes of the expression.
    pub(crate) range: Range<usize>,
    /// Lower case, abbreviations without their points.
    pub(crate) lower: String,
    pub(crate) kind: Kind,
    pub(crate) capital: bool,
    /// No space stands in front.
    pub(crate) glued: bool,
}

impl Word {
    pub(crate) fn is(&self, word: &str) -> bool {
        self.lower == word
    }

    pub(crate) fn is_dash(&self) -> bool {
        matches!(self.lower.as_str(), "-" | "–" | "—" | "‑" | "−")
    }
}

/// Signs of money that stand in front of digits without a space.
const CURRENCY_PREFIXES: &[&str] = &[
    "rp", "rs", "rm", "tk", "us", "usd", "idr", "eur", "gbp", "sgd", "php", "nt",
];

fn is_letter(c: char) -> bool {
    c.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(&c) || ('\u{64b}'..='\u{65f}').contains(&c)
}

/// Cuts an expression into words, at most [`LIMIT`].
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::new();
    let mut at = 0;
    let mut end_of_last = usize::MAX;
    while out.len() < LIMIT {
        let Some(first) = text[at..].chars().next() else { break };
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let (len, kind) = if is_letter(first) {
            (letters(&text[at..]), Kind::Letters)
        } else if first.is_numeric() {
            (digits(&text[at..]), Kind::Digits)
        } else {
            (first.len_utf8(), Kind::Sign)
        };
        let piece = &text[at..at + len];
        let mut lower = piece.to_lowercase();
        if kind == Kind::Letters && lower.contains('.') {
            lower.retain(|c| c != '.');
        }
        if lower.contains('’') {
            lower = lower.replace('’', "'");
        }
        out.push(Word {
            range: at..at + len,
            lower,
            kind,
            capital: first.is_uppercase(),
            glued: end_of_last == at,
        });
        at += len;
        end_of_last = at;
    }
    out
}

fn letters(text: &str) -> usize {
    let bytes_of = |i: usize| text[i..].chars().next();
    let mut end = 0;
    // "a.m.", "U.S.": single letters with points.
    let mut chars = text.chars();
    let (first, second) = (chars.next(), chars.next());
    if let (Some(a), Some('.')) = (first, second)
        && chars.next().is_some_and(is_letter)
    {
        let mut at = 0;
        let mut rest = text.chars().peekable();
        while let Some(c) = rest.next() {
            if is_letter(c) && rest.peek() == Some(&'.') {
                rest.next();
                at += c.len_utf8() + 1;
            } else {
                break;
            }
        }
        if at > a.len_utf8() + 1 {
            return at;
        }
    }
    while let Some(c) = bytes_of(end) {
        if is_letter(c) {
            end += c.len_utf8();
        } else if c.is_ascii_digit() {
            let so_far = text[..end].to_lowercase();
            let amount = &text[end..end + digits(&text[end..])];
            let after = text[end + amount.len()..].trim_start();
            let big = ["m", "bn", "million", "billion", "juta", "miliar", "triliun"]
                .iter()
                .any(|w| after.starts_with(w));
            if CURRENCY_PREFIXES.contains(&so_far.as_str()) || (matches!(so_far.as_str(), "r" | "n") && big) {
                break;
            }
            end += 1;
        } else if matches!(c, '\'' | '’') {
            match text[end + c.len_utf8()..].chars().next() {
                Some(next) if is_letter(next) => end += c.len_utf8(),
                _ => break,
            }
        } else if c == '-'
            && (1..=5).contains(&end)
            && text.starts_with(|c: char| c.is_uppercase())
            && text[end + 1..].starts_with(|c: char| c.is_ascii_digit())
        {
            // "F-16", "Su-35": a name, no number.
            end += 1;
        } else {
            break;
        }
    }
    end
}

fn digits(text: &str) -> usize {
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let next_is_digit = chars.peek().is_some_and(|&(_, n)| n.is_numeric());
        if c.is_numeric() || (matches!(c, '.' | ',' | ':' | '\u{a0}' | '\u{202f}') && next_is_digit) {
            end = i + c.len_utf8();
        } else {
            break;
        }
    }
    end.max(1)
}

/// Entries by one or several words.
pub(crate) struct Lexicon<T> {
    entries: BTreeMap<String, T>,
    longest: usize,
}

impl<T> Lexicon<T> {
    pub(crate) fn new() -> Lexicon<T> {
        Lexicon {
            entries: BTreeMap::new(),
            longest: 1,
        }
    }

    /// A later entry for the same words wins.
    pub(crate) fn insert(&mut self, key: &str, value: T) {
        let key: Vec<String> = words(key).into_iter().map(|w| w.lower).collect();
        self.longest = self.longest.max(key.len());
        self.entries.insert(key.join(" "), value);
    }

    /// The entry for the most words from `at` on, and how many they are.
    pub(crate) fn at(&self, words: &[Word], at: usize) -> Option<(&T, usize)> {
        let most = self.longest.min(words.len().saturating_sub(at));
        (1..=most).rev().find_map(|n| {
            let slice = &words[at..at + n];
            let found = if n == 1 {
                self.entries.get(&slice[0].lower)
            } else {
                let key: Vec<&str> = slice.iter().map(|w| w.lower.as_str()).collect();
                self.entries.get(&key.join(" "))
            };
            found.map(|t| (t, n))
        })
    }

    pub(crate) fn get(&self, word: &str) -> Option<&T> {
        self.entries.get(word)
    }
}

/// Rows of a table: fields between tabs, without comments and empty lines.
pub(crate) fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|l| !l.trim().is_empty() && !l.starts_with('#'))
        .map(|l| l.split('\t').map(str::trim).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let got: Vec<String> = words(text).into_iter().map(|w| w.lower).collect();
        assert_eq!(got.join("|"), expected);
    }

    #[test]
    fn numbers_names_and_abbreviations_stay_whole() {
        check("Rp1,2 triliun", "rp|1,2|triliun");
        check("US$5m", "us|$|5|m");
        check("R120m", "r|120|m");
        check("six F-16s", "six|f-16s");
        check("9 a.m. on Aug. 3", "9|am|on|aug|.|3");
        check("8.30pm", "8.30|pm");
        check("10–12 April", "10|–|12|april");
        check("year’s end", "year's|end");
        check("2024-11-30", "2024|-|11|-|30");
        check("K9 dan M16A1", "k9|dan|m16a1");
        check("пять человек", "пять|человек");
    }

    #[test]
    fn long_lines_are_cut() {
        assert_eq!(words(&"a ".repeat(1_000_000)).len(), LIMIT);
    }
}
