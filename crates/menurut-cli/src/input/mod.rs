//! Files, folders, archives and standard input as a stream of articles.

mod archive;
mod columns;
mod walk;

use std::collections::VecDeque;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use menurut::{Article, Body, Published, Refused};

use crate::args::InputArgs;
use crate::commands::usage;
use archive::Archive;
use columns::Columns;

/// An input that could not be read: which, why, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    pub(crate) path: String,
    pub(crate) cause: String,
}

impl Failure {
    pub(crate) fn new(path: impl Into<String>, cause: impl ToString) -> Failure {
        Failure {
            path: path.into(),
            cause: cause.to_string(),
        }
    }
}

/// One article, or why there is none. Files are opened by the thread that reads them, so that only what is being
/// read is in memory.
pub(crate) enum Item {
    File { path: PathBuf, given: Given },
    Stdin { given: Given },
    Row(Box<Article>),
    Failed(Failure),
}

/// What the flags say about every article.
#[derive(Debug, Clone, Default)]
pub(crate) struct Given {
    pub(crate) date: Option<Published>,
    pub(crate) outlet: Option<String>,
    pub(crate) lang: Option<String>,
}

impl Given {
    fn apply(&self, article: &mut Article) {
        let set = |to: &mut Option<String>, from: &Option<String>| {
            if from.is_some() {
                to.clone_from(from);
            }
        };
        set(&mut article.outlet, &self.outlet);
        set(&mut article.lang, &self.lang);
        if self.date.is_some() {
            article.published.clone_from(&self.date);
        }
    }
}

impl Item {
    /// The article with its bytes.
    pub(crate) fn open(self) -> Result<Article, Failure> {
        let (article, given) = match self {
            Item::Failed(failure) => return Err(failure),
            Item::Row(article) => return Ok(*article),
            Item::File { path, given } => {
                let shown = path.display().to_string();
                let file = File::open(&path).map_err(|e| Failure::new(&shown, describe(&e)))?;
                let bytes = read_bounded(file).map_err(|cause| Failure::new(&shown, cause))?;
                let mut article = Article::new(Body::Bytes(bytes));
                article.identity = std::fs::canonicalize(&path).ok().map(|p| p.display().to_string());
                article.path = Some(shown);
                (article, given)
            }
            Item::Stdin { given } => {
                let bytes = read_bounded(std::io::stdin().lock()).map_err(|cause| Failure::new("-", cause))?;
                let mut article = Article::new(Body::Bytes(bytes));
                article.path = Some("-".to_owned());
                (article, given)
            }
        };
        let mut article = article;
        given.apply(&mut article);
        Ok(article)
    }
}

/// Reads no more than an article may have. Nothing is trusted about the length: it may be a pipe.
fn read_bounded(from: impl Read) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let limit = menurut::MAX_BYTES as u64;
    let read = from.take(limit + 1).read_to_end(&mut bytes).map_err(|e| describe(&e))? as u64;
    if read > limit { Err(too_large()) } else { Ok(bytes) }
}

/// For inputs whose size is not known before they are read.
pub(crate) fn too_large() -> String {
    format!(
        "is larger than the limit of {} MiB for one article; split it, or read an archive as .jsonl or .csv",
        menurut::MAX_BYTES >> 20
    )
}

/// What the system says about a file, and what helps.
pub(crate) fn describe(error: &std::io::Error) -> String {
    use std::io::ErrorKind::{NotFound, PermissionDenied};
    match error.kind() {
        NotFound => "no such file: check the path".to_owned(),
        PermissionDenied => "may not be read by this user: change its permissions".to_owned(),
        _ => format!("cannot be read: {error}"),
    }
}

/// The articles of all paths, in the order given; folders in the order of their names.
pub(crate) struct Inputs {
    todo: VecDeque<walk::Found>,
    archive: Option<Archive>,
    given: Given,
    columns: Columns,
    /// Bytes of everything that is going to be read, and of what has been taken so far.
    total: u64,
    taken: u64,
}

impl Inputs {
    /// # Errors
    /// When the flags do not make sense, or a path is a url.
    pub(crate) fn new(args: &InputArgs) -> anyhow::Result<Inputs> {
        let date = args.date.as_deref().map(|d| {
            published(d).ok_or_else(|| {
                usage(format!(
                    "--date '{d}' is no date: write it as 2024-11-30, or with a time as 2024-11-30T08:00:00+07:00"
                ))
            })
        });
        let lang = args.lang.as_deref().map(|l| {
            let known = l.len() == 2 && l.bytes().all(|b| b.is_ascii_alphabetic());
            known.then(|| l.to_ascii_lowercase()).ok_or_else(|| {
                usage(format!(
                    "--lang '{l}' is no language code: two letters are needed (ISO 639-1), such as id or en"
                ))
            })
        });
        let given = Given {
            date: date.transpose()?,
            outlet: args.outlet.clone(),
            lang: lang.transpose()?,
        };
        let columns = Columns::new(&args.column).map_err(usage)?;
        if let Some(url) = args.paths.iter().find(|p| is_url(p)) {
            return Err(usage(format!(
                "{url} is a url, and menurut fetches nothing: save the page first (curl -L '{url}' > page.html) and \
                 read page.html, or pipe it: curl -L '{url}' | menurut read -"
            )));
        }
        if args.paths.iter().filter(|p| *p == "-").count() > 1 {
            return Err(usage("- (standard input) can be given only once"));
        }
        let todo = walk::find(&args.paths);
        let total = todo.iter().map(walk::Found::bytes).sum();
        Ok(Inputs {
            todo: todo.into(),
            archive: None,
            given,
            columns,
            total,
            taken: 0,
        })
    }

    pub(crate) fn total(&self) -> u64 {
        self.total
    }

    /// Bytes taken so far.
    pub(crate) fn taken(&self) -> u64 {
        self.taken + self.archive.as_ref().map_or(0, Archive::taken)
    }
}

impl Iterator for Inputs {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            if let Some(archive) = &mut self.archive {
                match archive.next_row(&self.columns) {
                    Some(Ok(mut article)) => {
                        self.given.apply(&mut article);
                        return Some(Item::Row(article));
                    }
                    Some(Err(failure)) => return Some(Item::Failed(failure)),
                    None => {
                        self.taken += archive.taken();
                        self.archive = None;
                    }
                }
            }
            let given = self.given.clone();
            match self.todo.pop_front()? {
                walk::Found::Stdin => return Some(Item::Stdin { given }),
                walk::Found::Failed(failure) => return Some(Item::Failed(failure)),
                walk::Found::File { path, bytes } => {
                    self.taken += bytes;
                    if let Some(refused) = Refused::too_large(bytes) {
                        return Some(Item::Failed(Failure::new(path.display().to_string(), refused)));
                    }
                    return Some(Item::File { path, given });
                }
                walk::Found::Archive { path, .. } => match Archive::open(&path) {
                    Ok(archive) => self.archive = Some(archive),
                    Err(failure) => return Some(Item::Failed(failure)),
                },
            }
        }
    }
}

fn is_url(path: &str) -> bool {
    let scheme = path.split_once("://").map(|(s, _)| s.to_ascii_lowercase());
    scheme.is_some_and(|s| matches!(s.as_str(), "http" | "https" | "ftp")) && !Path::new(path).exists()
}

/// A date, or a date and time with its offset.
pub(crate) fn published(word: &str) -> Option<Published> {
    let word = word.trim();
    let day: menurut::Date = word.get(..10)?.parse().ok()?;
    let rest = word.get(10..)?;
    if rest.is_empty() {
        return Some(day.into());
    }
    let rest = rest.strip_prefix(['T', 't', ' '])?.replace(' ', "");
    // A time without an offset is a reader's clock somewhere: the day is all that it tells.
    let offset = rest.ends_with(['Z', 'z']) || rest.get(5..).is_some_and(|r| r.contains(['+', '-']));
    if !offset {
        let time: Result<jiff::civil::Time, _> = rest.parse();
        return time.ok().map(|_| day.into());
    }
    let mut timestamp = format!("{day}T{rest}");
    // "+0700" is common, "+07:00" is RFC 3339.
    let n = timestamp.len();
    if timestamp.as_bytes()[n - 5..]
        .first()
        .is_some_and(|b| matches!(b, b'+' | b'-'))
        && timestamp.is_char_boundary(n - 2)
    {
        timestamp.insert(n - 2, ':');
    }
    timestamp.parse::<jiff::Timestamp>().ok()?;
    Some(Published {
        date: day,
        timestamp: Some(timestamp),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_with_and_without_a_time() {
        let check = |word: &str, expected: Option<&str>| {
            assert_eq!(published(word).map(|p| p.to_string()).as_deref(), expected, "{word}");
        };
        check("2024-11-30", Some("2024-11-30"));
        check(" 2024-11-30 ", Some("2024-11-30"));
        check("2024-11-30T08:00:00+07:00", Some("2024-11-30T08:00:00+07:00"));
        check("2024-11-30 08:00:00+0700", Some("2024-11-30T08:00:00+07:00"));
        check("2024-11-30T01:00:00Z", Some("2024-11-30T01:00:00Z"));
        check("2024-11-30 08:00:00", Some("2024-11-30"));
        check("2024-11-30 08:00", Some("2024-11-30"));
        check("30 November 2024", None);
        check("2024-13-30", None);
        check("2024-11-30Tnoon", None);
        check("2024-11-3é", None);
        check("", None);
    }

    #[test]
    fn a_url_is_told_from_a_path() {
        assert!(is_url("https://example.org/a"));
        assert!(is_url("HTTP://example.org"));
        assert!(!is_url("articles/http"));
        assert!(!is_url("-"));
    }
}
