//! Documents and graphs from marked sentences, for tests: the corpus's .stm notation.

use menurut_core::{
    Attribution, Document, EventMention, EventType, Form, Graph, Mention, MentionId, Paragraph, ParagraphKind, Part,
    Sentence, SentenceGraph, Span, Stance, Status,
};

fn ids(list: &str, names: &[String]) -> Vec<MentionId> {
    let of = |id: &str| {
        names
            .iter()
            .position(|n| n == id)
            .map(|i| MentionId(u32::try_from(i).expect("few")))
    };
    list.split(',').filter_map(of).collect()
}

/// One marked line and its links, starting at byte `base` of the document; the plain sentence and its graph.
pub(crate) fn sentence(marked: &str, links: &str, base: usize) -> (String, SentenceGraph) {
    let mut plain = String::new();
    let mut g = SentenceGraph::default();
    let mut names = Vec::new();
    let mut events: Vec<(String, String, Span)> = Vec::new();
    let mut cues: Vec<(String, Span)> = Vec::new();
    let mut contents: Vec<(String, Span)> = Vec::new();
    let mut open: Vec<(String, usize)> = Vec::new();
    let mut rest = marked;
    while let Some(c) = rest.chars().next() {
        match c {
            '[' => {
                let (head, tail) = rest[1..].split_once('|').expect("a mark");
                let (text, tail) = tail.split_once(']').expect("a closed mark");
                let start = base + plain.len();
                plain.push_str(text);
                let span = Span::new(start, base + plain.len());
                let (id, kind) = head.split_once(' ').expect("an id");
                if id.starts_with('m') {
                    names.push(id.to_owned());
                    g.mentions.push(Mention {
                        span,
                        kind: kind.parse().expect("a kind"),
                        score: 1.0,
                    });
                } else if id.starts_with('e') {
                    let (kind, cue) = kind.split_once('+').map_or((kind, None), |(k, c)| (k, Some(c)));
                    events.push((id.to_owned(), kind.to_owned(), span));
                    cues.extend(cue.into_iter().flat_map(|c| c.split('+')).map(|c| (c.to_owned(), span)));
                } else {
                    cues.push((id.to_owned(), span));
                }
                rest = tail;
            }
            '{' => {
                let (id, tail) = rest[1..].split_once('|').expect("a content");
                open.push((id.to_owned(), base + plain.len()));
                rest = tail;
            }
            '}' => {
                let (id, start) = open.pop().expect("an open content");
                contents.push((id, Span::new(start, base + plain.len())));
                rest = &rest[1..];
            }
            c => {
                plain.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    for link in links.split(" ; ") {
        let mut words = link.split_whitespace();
        let Some(id) = words.next() else { continue };
        if let Some((_, kind, trigger)) = events.iter().find(|(e, ..)| e == id) {
            let mut e = EventMention {
                trigger: *trigger,
                event_type: kind.parse().unwrap_or(EventType::Consult),
                mode: None,
                status: Status::Actual,
                actors: Vec::new(),
                recipients: Vec::new(),
                places: Vec::new(),
                times: Vec::new(),
                amounts: Vec::new(),
                score: 1.0,
                actor_score: 1.0,
                recipient_score: 1.0,
            };
            for w in words {
                if let Some((a, r)) = w.split_once('>') {
                    e.actors = ids(a, &names);
                    e.recipients = ids(r, &names);
                } else if let Some(p) = w.strip_prefix('@') {
                    e.places = ids(p, &names);
                }
            }
            g.events.push(e);
        } else if let Some((_, cue)) = cues.iter().find(|(a, _)| a == id) {
            let mut a = Attribution {
                cue: *cue,
                content: contents.iter().find(|(c, _)| c == id).map(|(_, s)| *s),
                sources: Vec::new(),
                stance: Stance::Asserts,
                form: Form::Indirect,
                score: 1.0,
            };
            for w in words {
                match w.strip_prefix('<') {
                    Some(s) => a.sources = ids(s, &names),
                    None => {
                        if let Ok(f) = w.parse() {
                            a.form = f;
                        }
                    }
                }
            }
            g.attributions.push(a);
        }
    }
    (plain, g)
}

/// A document of marked sentences: lines of text and links in turn; a first line in `#` is the headline.
pub(crate) fn document(lang: &str, marked: &[(&str, &str)], headline: bool) -> (Document, Graph) {
    let mut d = Document {
        lang: Some(lang.to_owned()),
        ..Document::default()
    };
    let mut graph = Graph::default();
    for (i, (text, links)) in marked.iter().enumerate() {
        let kind = if i == 0 && headline {
            ParagraphKind::Headline
        } else {
            ParagraphKind::Paragraph
        };
        if i > 0 {
            d.text.push_str("\n\n");
        }
        let base = d.text.len();
        let (plain, g) = sentence(text, links, base);
        d.text.push_str(&plain);
        let span = Span::new(base, d.text.len());
        d.paragraphs.push(Paragraph { kind, span });
        let part = if kind == ParagraphKind::Headline {
            Part::Headline
        } else {
            Part::Body
        };
        d.sentences.push(Sentence {
            span,
            paragraph: i,
            part,
        });
        graph.sentences.push(g);
    }
    (d, graph)
}
