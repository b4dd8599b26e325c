use std::fmt;

use jiff::civil::Date;

/// When an article was published: a date, with the clock time as the page printed it where known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    pub date: Date,
    /// RFC 3339, with the page's own offset: `2024-11-30T08:00:00+07:00`.
    pub timestamp: Option<String>,
}

impl From<Date> for Published {
    fn from(date: Date) -> Published {
        Published { date, timestamp: None }
    }
}

impl fmt::Display for Published {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.timestamp {
            Some(t) => f.write_str(t),
            None => self.date.fmt(f),
        }
    }
}

/// What came in: bytes of a file or page, or text from an archive row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// Undecoded; HTML or plain text is found out from content and name.
    Bytes(Vec<u8>),
    Text(String),
    Html(String),
}

/// An article as fetched. What is given here (by flags or archive columns) wins over what the page says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// Where it was read: a path as given, `archive.jsonl:12`, or `-`.
    pub path: Option<String>,
    /// Absolute form of `path`, the article's identity where no url is known.
    pub identity: Option<String>,
    pub body: Body,
    pub url: Option<String>,
    pub title: Option<String>,
    pub outlet: Option<String>,
    pub published: Option<Published>,
    /// ISO 639-1.
    pub lang: Option<String>,
}

impl Article {
    pub fn new(body: Body) -> Article {
        Article {
            path: None,
            identity: None,
            body,
            url: None,
            title: None,
            outlet: None,
            published: None,
            lang: None,
        }
    }
}
