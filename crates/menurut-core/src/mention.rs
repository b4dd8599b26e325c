use crate::{Span, code::codes};

codes! {
    /// What a mention names (corpus guidelines, section Mentions).
    pub enum MentionKind of "mention kind" {
        /// A named person.
        Per = "PER",
        /// A named organisation, body, party, armed group, company, court, IGO.
        Org = "ORG",
        /// A country, region or city, as place or as actor.
        Gpe = "GPE",
        /// Unnamed people or an unnamed body: "troops", "pemerintah Indonesia".
        Grp = "GRP",
        /// A named news outlet or agency.
        Media = "MEDIA",
        /// Another named place or facility.
        Loc = "LOC",
        /// A pronoun.
        Pro = "PRO",
        /// A time expression as written.
        Time = "TIME",
        /// A number with its noun.
        Amount = "AMOUNT",
    }
}

/// Position of a mention in [`SentenceGraph::mentions`](crate::SentenceGraph::mentions).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MentionId(pub u32);

impl MentionId {
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A stretch that names a participant, place, time or amount.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    pub span: Span,
    pub kind: MentionKind,
    /// How sure the parser is, 0 to 1.
    pub score: f32,
}
