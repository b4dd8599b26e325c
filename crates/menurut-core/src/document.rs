use crate::{Published, Span, code::codes};

codes! {
    pub enum ParagraphKind of "paragraph kind" {
        Headline = "headline",
        Lead = "lead",
        Heading = "heading",
        Paragraph = "paragraph",
        Quote = "quote",
        List = "list",
    }
}

codes! {
    /// Where in the article a sentence stands.
    pub enum Part of "part" {
        Headline = "headline",
        Lead = "lead",
        Body = "body",
    }
}

codes! {
    /// What stood on the page and is no sentence of the article.
    pub enum DroppedKind of "dropped kind" {
        Related = "related",
        Caption = "caption",
        Credit = "credit",
        Share = "share",
        Ad = "ad",
        Dateline = "dateline",
        Signature = "signature",
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    pub kind: ParagraphKind,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dropped {
    pub kind: DroppedKind,
    pub text: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    pub span: Span,
    /// Index into [`Document::paragraphs`].
    pub paragraph: usize,
    pub part: Part,
}

/// "JAKARTA, KOMPAS.com –": the line in front of the first sentence.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Dateline {
    /// As written, without the dash.
    pub text: String,
    pub place: Option<String>,
    /// The outlet or agency it names.
    pub outlet: Option<String>,
}

/// Something that a reader of the result should know: the article was kept, and this was odd about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    pub message: String,
}

/// Clean text with its structure; nothing else owns text.
///
/// `text` is the kept paragraphs joined by two newlines. Headings and headlines are paragraphs too; every sentence
/// lies inside one paragraph.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Document {
    pub text: String,
    pub path: Option<String>,
    pub identity: Option<String>,
    pub url: Option<String>,
    pub title: Option<String>,
    pub byline: Vec<String>,
    pub outlet: Option<String>,
    /// A news agency credited for the text ("NUSAKINI.co.id/Antara", "(Reuters)").
    pub agency: Option<String>,
    pub dateline: Option<Dateline>,
    pub published: Option<Published>,
    /// ISO 639-1; `None` where it could not be told.
    pub lang: Option<String>,
    pub paragraphs: Vec<Paragraph>,
    pub sentences: Vec<Sentence>,
    pub dropped: Vec<Dropped>,
    pub diagnostics: Vec<Diagnostic>,
}

impl Document {
    pub fn slice(&self, span: Span) -> &str {
        span.slice(&self.text)
    }

    /// Words that a reader would count, over all sentences.
    pub fn words(&self) -> usize {
        self.sentences
            .iter()
            .map(|s| self.slice(s.span).split_whitespace().count())
            .sum()
    }
}
