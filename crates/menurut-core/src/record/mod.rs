//! The public formats: the only shapes that are serialised, contracts that change only by adding.
//!
//! Spans are `[start, end]` in Unicode scalar values, end exclusive (what Python's slicing counts). Enumerations are
//! written as the words of their vocabularies, so that a record can be read without this crate.

mod claim;
mod extract;
mod parse;

pub use claim::{
    ActorRecord, AmountRecord, ArticleRecord, CandidateRecord, ClaimRecord, EventRecord, LinkRecord, PlaceRecord,
    ProvenanceRecord, QuotationRecord, ScoresRecord, SentenceRecord, TextSpan, TimeRecord, claim_records,
    quotation_records,
};
pub use extract::{DroppedRecord, ExtractRecord, ParagraphRecord};
pub use parse::{AttributionRecord, EventMentionRecord, GraphRecord, MentionRecord};

/// Scores are printed with three decimals: more is noise.
pub(crate) fn round(score: f32) -> f64 {
    (f64::from(score) * 1000.0).round() / 1000.0
}
