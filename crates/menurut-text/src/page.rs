use menurut_core::{DroppedKind, ParagraphKind, Published};

/// One block of running text in reading order, whitespace collapsed, before the line filters have seen it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Block {
    pub kind: ParagraphKind,
    pub text: String,
}

/// What a source format (HTML, plain text) says about an article: the common form from which a `Document` is built.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Page {
    pub title: Option<String>,
    pub byline: Vec<String>,
    pub outlet: Option<String>,
    pub agency: Option<String>,
    pub published: Option<Published>,
    /// Canonical url.
    pub url: Option<String>,
    /// The language that the page itself declares, ISO 639-1.
    pub lang: Option<String>,
    pub blocks: Vec<Block>,
    pub dropped: Vec<(DroppedKind, String)>,
}
