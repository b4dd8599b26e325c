use jiff::civil::Date;

use crate::{Country, EventMention, Form, Participant, Resolution, Span, Stance, code::codes};

codes! {
    pub enum Precision of "place precision" {
        Site = "site", City = "city", Admin2 = "admin2", Admin1 = "admin1", Country = "country",
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    pub span: Span,
    pub name: String,
    pub country: Resolution<Country>,
    pub admin1: Option<String>,
    pub lat: Option<f64>,
    pub lon: Option<f64>,
    pub precision: Option<Precision>,
    pub geonames_id: Option<u64>,
}

codes! {
    pub enum Granularity of "time granularity" {
        Hour = "hour", Day = "day", Week = "week", Month = "month", Quarter = "quarter", Year = "year", Duration = "duration",
    }
}

/// Calendar days from `start` to `end`, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeRange {
    pub start: Date,
    pub end: Date,
    pub granularity: Granularity,
}

/// A time expression of a claim: its words, and the days they mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Time {
    pub span: Span,
    pub range: Resolution<TimeRange>,
    /// As the value of a TIMEX3 element (ISO 24617-1): `2024-11-30`, `2024-W48`, `P3D`, `PRESENT_REF`. A length has one
    /// where its days are not known.
    pub timex: Option<String>,
}

codes! {
    pub enum Bound of "bound" {
        Exactly = "exactly", AtLeast = "at_least", MoreThan = "more_than", About = "about", AtMost = "at_most", Range = "range",
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Amount {
    pub span: Span,
    pub value: f64,
    /// Upper end where the words give a range.
    pub value_max: Option<f64>,
    /// The counted noun, or an ISO 4217 code.
    pub unit: String,
    /// What happened to those counted: killed, injured, arrested, ….
    pub counts: Option<&'static str>,
    pub bound: Bound,
}

codes! {
    /// What kind of source speaks.
    pub enum SourceType of "source type" {
        Outlet = "outlet", Agency = "agency", Person = "person", Official = "official", Government = "government",
        Military = "military", Police = "police", Intelligence = "intelligence", Court = "court",
        Legislature = "legislature", Party = "party", ArmedGroup = "armed_group", Igo = "igo", Ngo = "ngo",
        Company = "company", Witness = "witness", Document = "document", SocialMedia = "social_media",
        Media = "media", Anonymous = "anonymous", Unknown = "unknown",
    }
}

/// One link of an attribution chain.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    pub sources: Vec<Participant>,
    /// Sources that no word of the text names: the outlet, an agency credit, by name.
    pub unworded: Option<crate::Actor>,
    pub source_type: SourceType,
    pub state_owned: Option<bool>,
    pub cue: Option<Span>,
    pub content: Option<Span>,
    pub stance: Stance,
    pub form: Option<Form>,
    pub score: f32,
}

/// Outermost link (the outlet) first.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Chain(pub Vec<Link>);

codes! {
    pub enum Verdict of "verdict" {
        Asserted = "asserted", Denied = "denied", Unconfirmed = "unconfirmed", Mixed = "mixed",
    }
}

/// A field that stayed open, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unresolved {
    /// Path into the record: `actors[0].country`.
    pub field: String,
    pub reason: String,
    pub candidates: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Scores {
    pub event: f32,
    pub actors: f32,
    pub recipients: f32,
    pub attribution: f32,
}

/// The atomic row: one event mention, resolved, with its chains.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Index into [`Document::sentences`](crate::Document::sentences).
    pub sentence: usize,
    /// As the parser found it; its mention ids point into that sentence's graph.
    pub event: EventMention,
    pub actors: Vec<Participant>,
    pub recipients: Vec<Participant>,
    pub places: Vec<Place>,
    /// Times that could not be placed stand in `unresolved`, too.
    pub times: Vec<Time>,
    pub amounts: Vec<Amount>,
    pub according_to: Chain,
    pub also_according_to: Vec<Chain>,
    pub verdict: Verdict,
    pub unresolved: Vec<Unresolved>,
    pub scores: Scores,
}

/// What somebody is said to say, without a coded event in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Quotation {
    pub sentence: usize,
    /// Outermost first; the last link is the one who says it.
    pub chain: Chain,
    pub content: Span,
    pub stance: Stance,
    pub form: Form,
}
