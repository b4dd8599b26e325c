use menurut_core::record::{
    ArticleRecord, ClaimRecord, ExtractRecord, ProvenanceRecord, QuotationRecord, SentenceRecord,
};

/// One article with everything that was read from it: what a [`Store`](crate::Store) takes and gives back.
///
/// The versions of program, model and tables that made it are those of `provenance`.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredReading {
    pub article: ArticleRecord,
    /// Absolute path of the file it came from (`Document::identity`), by which it can be found again.
    pub identity: Option<String>,
    /// The text, and what was left out.
    pub extract: ExtractRecord,
    /// In the order of the text; each `index` once.
    pub sentences: Vec<SentenceRecord>,
    pub claims: Vec<ClaimRecord>,
    pub quotations: Vec<QuotationRecord>,
    /// Tells whether the article changed since ([`ContentHash`](menurut_core::ContentHash)).
    pub content_hash: String,
    pub provenance: ProvenanceRecord,
    /// What a reader of the result should know about this article.
    pub diagnostics: Vec<String>,
}
