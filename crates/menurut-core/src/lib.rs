//! The nouns of Menurut.
//!
//! An [`Article`] is what was fetched; a [`Document`] is its clean text and the only owner of it. A [`Graph`] is
//! what the parser found in the text, nothing resolved. A [`Claim`] is the atomic row of the book: one event
//! mention with its resolutions, its attribution [`Chain`] from the outlet inwards, its evidence and its
//! [`Provenance`].
//!
//! All spans here count bytes of [`Document::text`]. Only the shapes in [`record`] are serialised: they are the
//! public formats, and they count Unicode scalar values.

mod actor;
mod article;
mod attribution;
mod claim;
mod code;
mod document;
mod event;
mod graph;
mod id;
mod mention;
mod provenance;
pub mod record;
mod resolution;
mod span;

pub use actor::{Actor, Country, Participant, Sector};
pub use article::{Article, Body, Published};
pub use attribution::{Attribution, Form, Stance};
pub use claim::{
    Amount, Bound, Chain, Claim, Granularity, Link, Place, Precision, Quotation, Scores, SourceType, Time, TimeRange,
    Unresolved, Verdict,
};
pub use code::UnknownCode;
pub use document::{Dateline, Diagnostic, Document, Dropped, DroppedKind, Paragraph, ParagraphKind, Part, Sentence};
pub use event::{EventMention, EventType, Mode, Status};
pub use graph::{Graph, SentenceGraph};
pub use id::{ArticleId, ClaimId, ContentHash};
pub use mention::{Mention, MentionId, MentionKind};
pub use provenance::Provenance;
pub use resolution::Resolution;
pub use span::{CharOffsets, Span};

/// The calendar date type used everywhere in the workspace.
pub use jiff::civil::Date;
