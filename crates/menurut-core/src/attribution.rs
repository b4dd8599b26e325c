use crate::{MentionId, Span, code::codes};

codes! {
    /// What a source does with the content.
    pub enum Stance of "stance" {
        Asserts = "asserts",
        Denies = "denies",
        Unconfirmed = "unconfirmed",
    }
}

codes! {
    /// How the content is worded.
    pub enum Form of "form" {
        Indirect = "indirect",
        Direct = "direct",
        Mixed = "mixed",
    }
}

/// Cue, source, content (PolNeAR's three words). Contents nest, which gives chains.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribution {
    pub cue: Span,
    pub content: Option<Span>,
    pub sources: Vec<MentionId>,
    pub stance: Stance,
    pub form: Form,
    /// How sure the parser is, 0 to 1.
    pub score: f32,
}
