//! From bytes to a [`Document`]: main content, encoding, language, sentences.
//!
//! [`read`] takes an [`Article`] as fetched and returns its clean text with structure. Every source format first becomes
//! a common form (blocks of text and what the page says about itself); the line filters, the sentence rules and the
//! metadata rules then work on that, so a "Baca juga" line is recognised alike in HTML and in plain text.

mod assemble;
mod byline;
mod date;
mod encoding;
mod furniture;
mod html;
mod language;
mod page;
mod plain;
mod segment;
mod sniff;

use std::fmt;

use menurut_core::{Article, Body, Diagnostic, Document, ParagraphKind};

pub use language::language;

use crate::page::Block;

/// The largest input that is read, in bytes: the longest articles have a hundredth of it.
pub const MAX_BYTES: usize = 20 * 1024 * 1024;

/// Why an input gave no document. The messages name cause and mend; whoever prints them adds the file's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// Nothing, or nothing but white space.
    Empty,
    /// No text at all; what it looks like.
    Binary(&'static str),
    /// Larger than [`MAX_BYTES`].
    TooLarge { bytes: u64, limit: u64 },
    /// Text or HTML in which no article was found.
    NoArticle,
}

impl Refused {
    /// The refusal for an input of `bytes` bytes, if it is too large; for callers that know the size before reading.
    pub fn too_large(bytes: u64) -> Option<Refused> {
        let limit = MAX_BYTES as u64;
        (bytes > limit).then_some(Refused::TooLarge { bytes, limit })
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const MIB: u64 = 1024 * 1024;
        match self {
            Refused::Empty => f.write_str("is empty; save the article's text or page again"),
            Refused::Binary(what) => write!(f, "looks like {what}, not text; convert it to text or HTML first"),
            Refused::TooLarge { bytes, limit } => write!(
                f,
                "has {} MiB, more than the limit of {} MiB for one article; split it, or read an archive as .jsonl or .csv",
                bytes.div_ceil(MIB),
                limit / MIB
            ),
            Refused::NoArticle => f.write_str("holds no article: no running text was found in it; save the article's own page, not an index or a login page"),
        }
    }
}

impl std::error::Error for Refused {}

/// Reads an article. What `article` gives (title, outlet, published, lang, url) wins over what its page says.
///
/// ```
/// use menurut_core::{Article, Body, Part};
/// let text = "Menteri Mundur dari Kabinet\n\nJAKARTA, KABAR.com – Menteri itu mundur. Presiden menerimanya.";
/// let document = menurut_text::read(&Article::new(Body::Text(text.into()))).unwrap();
/// assert_eq!(document.outlet.as_deref(), Some("KABAR.com"));
/// let parts: Vec<Part> = document.sentences.iter().map(|s| s.part).collect();
/// assert_eq!(parts, [Part::Headline, Part::Lead, Part::Lead]);
/// ```
///
/// # Errors
/// [`Refused`], where there is nothing to read.
pub fn read(article: &Article) -> Result<Document, Refused> {
    let path = article.path.as_deref();
    let length = match &article.body {
        Body::Bytes(bytes) => bytes.len(),
        Body::Text(text) | Body::Html(text) => text.len(),
    };
    if let Some(refused) = Refused::too_large(length as u64) {
        return Err(refused);
    }
    let mut diagnostics = Vec::new();
    let (text, is_html) = match &article.body {
        Body::Bytes(bytes) => {
            if let Some(what) = encoding::binary(bytes) {
                return Err(Refused::Binary(what));
            }
            let decoded = encoding::decode(bytes);
            diagnostics.extend(decoded.warning.map(|message| Diagnostic { message }));
            let is_html = sniff::is_html(&decoded.text, path);
            (decoded.text, is_html)
        }
        Body::Text(text) => (text.clone(), sniff::is_html(text, None)),
        Body::Html(text) => (text.clone(), true),
    };
    if text
        .chars()
        .all(|c| c.is_whitespace() || c.is_control() || is_invisible(c))
    {
        return Err(Refused::Empty);
    }
    let page = if is_html {
        html::page(&text, article.url.as_deref()).map_err(|_| Refused::NoArticle)?
    } else {
        let mut page = plain::page(&lines(&text), sniff::is_markdown(path));
        // A title given from outside does not make the text's first line vanish.
        if let (Some(given), Some(own)) = (&article.title, &page.title)
            && given.trim() != own.trim()
        {
            page.blocks.insert(
                0,
                Block {
                    kind: ParagraphKind::Heading,
                    text: own.clone(),
                },
            );
            page.title = None;
        }
        page
    };
    assemble::document(article, page, diagnostics)
}

/// Line ends of every system as `\n`, without controls and invisible characters.
fn lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                if chars.peek() != Some(&'\n') {
                    out.push('\n');
                }
            }
            '\u{85}' | '\u{2028}' | '\u{0b}' => out.push('\n'),
            '\u{2029}' | '\u{0c}' => out.push_str("\n\n"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() => out.push(' '),
            c if is_invisible(c) => {}
            c => out.push(c),
        }
    }
    out
}

/// Characters that stand for nothing a reader sees, and would part words that belong together: soft hyphen, zero-width
/// space, byte order mark, marks of writing direction. Joiners stay: scripts need them.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The largest character boundary of `text` that is not behind `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
