use crate::{Attribution, EventMention, Mention, MentionId, Span};

/// What the parser found in one sentence. Spans count in the text the graph belongs to.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SentenceGraph {
    pub mentions: Vec<Mention>,
    pub events: Vec<EventMention>,
    pub attributions: Vec<Attribution>,
}

impl SentenceGraph {
    pub fn mention(&self, id: MentionId) -> &Mention {
        &self.mentions[id.index()]
    }

    /// The same graph in a text in which the sentence starts `by` bytes later.
    #[must_use]
    pub fn shift(mut self, by: usize) -> SentenceGraph {
        let shift = |s: &mut Span| *s = s.shift(by);
        self.mentions.iter_mut().for_each(|m| shift(&mut m.span));
        self.events.iter_mut().for_each(|e| shift(&mut e.trigger));
        for a in &mut self.attributions {
            shift(&mut a.cue);
            a.content.as_mut().map(shift);
        }
        self
    }
}

/// The statement graphs of one document, one per [`Document::sentences`](crate::Document::sentences), nothing resolved.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Graph {
    pub sentences: Vec<SentenceGraph>,
}
