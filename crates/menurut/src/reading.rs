use menurut_core::record::{
    ClaimRecord, ExtractRecord, QuotationRecord, SentenceRecord, claim_records, quotation_records,
};
use menurut_core::{ArticleId, CharOffsets, Claim, ContentHash, Document, Graph, Provenance, Quotation};

/// What was read from one article.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    pub document: Document,
    /// As the parser found it; one graph per sentence, spans in bytes of the document's text.
    pub graph: Graph,
    /// In the order of the text.
    pub claims: Vec<Claim>,
    /// What is attributed without a coded event.
    pub quotations: Vec<Quotation>,
    pub provenance: Provenance,
    /// The document's language (ISO 639-1), where the model was not trained for it: then there are no claims.
    pub untrained: Option<String>,
}

impl Reading {
    pub fn id(&self) -> ArticleId {
        ArticleId::of(&self.document)
    }

    pub fn content_hash(&self) -> ContentHash {
        ContentHash::of(&self.document)
    }

    /// The claims in the public format.
    pub fn claim_records(&self) -> Vec<ClaimRecord> {
        claim_records(&self.document, &self.claims, &self.provenance)
    }

    /// The quotations in the public format.
    pub fn quotation_records(&self) -> Vec<QuotationRecord> {
        quotation_records(&self.document, &self.quotations)
    }

    /// All sentences in the public format.
    pub fn sentence_records(&self) -> Vec<SentenceRecord> {
        let (document, offsets) = (&self.document, CharOffsets::new(&self.document.text));
        let record = |(index, s): (usize, &menurut_core::Sentence)| SentenceRecord {
            index,
            part: s.part.to_string(),
            span: offsets.chars(s.span),
            text: document.slice(s.span).to_owned(),
        };
        document.sentences.iter().enumerate().map(record).collect()
    }

    /// The document in the public format of `menurut extract`.
    pub fn extract_record(&self) -> ExtractRecord {
        ExtractRecord::from(&self.document)
    }

    /// What a user should know about this article although it was read.
    pub fn diagnostics(&self) -> Vec<String> {
        let untrained = self.untrained.iter().map(|lang| {
            format!(
                "the text is in a language ({lang}) that the model was not trained for: the article is kept, without claims"
            )
        });
        let document = self.document.diagnostics.iter().map(|d| d.message.clone());
        document.chain(untrained).collect()
    }
}
