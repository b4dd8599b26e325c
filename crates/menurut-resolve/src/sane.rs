//! A graph whose ids and spans all lead somewhere.

use std::borrow::Cow;

use menurut_core::{Document, Graph, MentionId, SentenceGraph, Span};

/// The graph as it came where it fits the document; else without what points nowhere.
///
/// Graphs also come from files and from other people's parsers: one wrong number in them is no reason to fail.
pub(crate) fn sane<'a>(document: &Document, graph: &'a Graph) -> Cow<'a, Graph> {
    let text = &document.text;
    let n = graph.sentences.len().min(document.sentences.len());
    if n == graph.sentences.len() && graph.sentences.iter().all(|s| fits(text, s)) {
        return Cow::Borrowed(graph);
    }
    let sentences = graph.sentences[..n].iter().map(|s| mended(text, s)).collect();
    Cow::Owned(Graph { sentences })
}

fn lies_in(text: &str, span: Span) -> bool {
    span.start <= span.end && text.get(span.range()).is_some()
}

fn fits(text: &str, s: &SentenceGraph) -> bool {
    let known = |ids: &[MentionId]| ids.iter().all(|m| m.index() < s.mentions.len());
    s.mentions.iter().all(|m| lies_in(text, m.span))
        && s.events.iter().all(|e| {
            lies_in(text, e.trigger)
                && [&e.actors, &e.recipients, &e.places, &e.times, &e.amounts]
                    .into_iter()
                    .all(|ids| known(ids))
        })
        && s.attributions
            .iter()
            .all(|a| lies_in(text, a.cue) && a.content.is_none_or(|c| lies_in(text, c)) && known(&a.sources))
}

fn mended(text: &str, s: &SentenceGraph) -> SentenceGraph {
    let mut s = s.clone();
    let mentions = s.mentions.len();
    let keep = |ids: &mut Vec<MentionId>| ids.retain(|m| m.index() < mentions);
    for m in &mut s.mentions {
        // Ids count positions, so that a mention that lies nowhere stays, empty.
        if !lies_in(text, m.span) {
            m.span = Span::default();
        }
    }
    s.events.retain(|e| lies_in(text, e.trigger));
    for e in &mut s.events {
        e.roles_mut().into_iter().for_each(keep);
    }
    s.attributions.retain(|a| lies_in(text, a.cue));
    for a in &mut s.attributions {
        a.content = a.content.filter(|c| lies_in(text, *c));
        keep(&mut a.sources);
    }
    s
}
