//! One file per verb.

pub(crate) mod articles;
pub(crate) mod bench;
pub(crate) mod claims;
pub(crate) mod corpus;
pub(crate) mod eval;
pub(crate) mod extract;
pub(crate) mod forget;
pub(crate) mod model;
pub(crate) mod parse;
pub(crate) mod quotes;
pub(crate) mod read;
pub(crate) mod show;

use std::fmt;
use std::process::ExitCode;

use crate::interrupt;

/// How a verb ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    Done,
    /// Some inputs failed, each named; the rest is done.
    SomeFailed,
    Interrupted,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> ExitCode {
        ExitCode::from(match status {
            Status::Done => 0,
            Status::SomeFailed => 1,
            Status::Interrupted => interrupt::EXIT_CODE,
        })
    }
}

/// The command line asks for something that makes no sense.
#[derive(Debug)]
pub(crate) struct Usage(String);

impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Usage {}

pub(crate) fn usage(message: impl Into<String>) -> anyhow::Error {
    anyhow::Error::new(Usage(message.into()))
}

/// A word of a vocabulary, given by a flag.
pub(crate) fn code<T>(flag: &str, word: Option<&String>) -> anyhow::Result<Option<T>>
where
    T: std::str::FromStr<Err = menurut_core::UnknownCode>,
{
    let parse = |w: &String| w.trim().parse().map_err(|e| usage(format!("{flag}: {e}")));
    word.map(parse).transpose()
}

/// A day, given by a flag.
pub(crate) fn day(flag: &str, word: Option<&String>) -> anyhow::Result<Option<menurut::Date>> {
    let parse = |w: &String| {
        let day = crate::input::published(w).map(|p| p.date);
        day.ok_or_else(|| usage(format!("{flag} '{w}' is no date: write it as 2024-11-30")))
    };
    word.map(parse).transpose()
}

/// "1 article", "12 articles", "12,345 articles".
pub(crate) fn count(n: usize, noun: &str) -> String {
    format!("{} {noun}{}", grouped(n), if n == 1 { "" } else { "s" })
}

pub(crate) fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The beginning of an id, long enough to name an article in a book of thousands.
pub(crate) fn short(id: &str) -> &str {
    id.get(..8).unwrap_or(id)
}

/// An article that the book does not have.
pub(crate) fn not_in_store(name: &str, store: &std::path::Path) -> anyhow::Error {
    let store = store.display();
    if std::path::Path::new(name).is_file() {
        anyhow::anyhow!("'{name}' is not in {store} yet: read it first with 'menurut read {name} --store {store}'")
    } else {
        anyhow::anyhow!(
            "no article '{name}' in {store}: 'menurut articles --store {store}' lists what is there, with ids and paths"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_read_like_english() {
        assert_eq!(count(0, "claim"), "0 claims");
        assert_eq!(count(1, "claim"), "1 claim");
        assert_eq!(count(1_234_567, "claim"), "1,234,567 claims");
    }
}
