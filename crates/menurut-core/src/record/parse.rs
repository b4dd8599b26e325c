use serde::{Deserialize, Serialize};

use super::round;
use crate::{CharOffsets, MentionId, SentenceGraph};

/// One line of `menurut parse`: the raw graph of one sentence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GraphRecord {
    pub id: String,
    pub lang: Option<String>,
    pub text: String,
    pub mentions: Vec<MentionRecord>,
    pub events: Vec<EventMentionRecord>,
    pub attributions: Vec<AttributionRecord>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MentionRecord {
    pub id: String,
    pub kind: String,
    pub span: [usize; 2],
    pub text: String,
    #[serde(default)]
    pub score: f64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EventMentionRecord {
    pub id: String,
    #[serde(rename = "type")]
    pub event_type: String,
    /// Empty where no mode is plain.
    pub mode: String,
    pub status: String,
    pub span: [usize; 2],
    pub text: String,
    #[serde(default)]
    pub score: f64,
    pub actor: Vec<String>,
    pub recipient: Vec<String>,
    pub place: Vec<String>,
    pub time: Vec<String>,
    pub amount: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AttributionRecord {
    pub id: String,
    pub cue: [usize; 2],
    pub content: Option<[usize; 2]>,
    pub source: Vec<String>,
    pub stance: String,
    pub form: String,
    #[serde(default)]
    pub score: f64,
}

impl GraphRecord {
    /// The record of a sentence's own graph (spans counted in `text`).
    pub fn new(id: String, lang: Option<String>, text: &str, graph: &SentenceGraph) -> GraphRecord {
        let offsets = CharOffsets::new(text);
        let ids = |of: &[MentionId]| of.iter().map(|m| format!("m{}", m.0 + 1)).collect();
        GraphRecord {
            id,
            lang,
            text: text.to_owned(),
            mentions: graph
                .mentions
                .iter()
                .enumerate()
                .map(|(i, m)| MentionRecord {
                    id: format!("m{}", i + 1),
                    kind: m.kind.to_string(),
                    span: offsets.chars(m.span),
                    text: m.span.slice(text).to_owned(),
                    score: round(m.score),
                })
                .collect(),
            events: graph
                .events
                .iter()
                .enumerate()
                .map(|(i, e)| EventMentionRecord {
                    id: format!("e{}", i + 1),
                    event_type: e.event_type.to_string(),
                    mode: e.mode.map(|m| m.to_string()).unwrap_or_default(),
                    status: e.status.to_string(),
                    span: offsets.chars(e.trigger),
                    text: e.trigger.slice(text).to_owned(),
                    score: round(e.score),
                    actor: ids(&e.actors),
                    recipient: ids(&e.recipients),
                    place: ids(&e.places),
                    time: ids(&e.times),
                    amount: ids(&e.amounts),
                })
                .collect(),
            attributions: graph
                .attributions
                .iter()
                .enumerate()
                .map(|(i, a)| AttributionRecord {
                    id: format!("a{}", i + 1),
                    cue: offsets.chars(a.cue),
                    content: a.content.map(|c| offsets.chars(c)),
                    source: ids(&a.sources),
                    stance: a.stance.to_string(),
                    form: a.form.to_string(),
                    score: round(a.score),
                })
                .collect(),
        }
    }
}
