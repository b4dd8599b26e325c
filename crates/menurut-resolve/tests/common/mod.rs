//! Articles for tests: marked sentences become a document and its graph.
//!
//! An article is one string. Its first line may be `# outlet=… | date=… | lang=… | agency=… | dateline=…`; then two
//! lines a sentence, first the marked one, then its links, in the notation of the corpus (`corpus/FORMAT.md`); an
//! empty line begins a paragraph.
#![allow(dead_code, unreachable_pub, reason = "every test binary uses its own part")]

use std::collections::BTreeMap;

use menurut_core::{
    Attribution, Chain, Claim, Date, Dateline, Document, EventMention, Form, Graph, Mention, MentionId, Paragraph,
    ParagraphKind, Part, Participant, Resolution, Sentence, SentenceGraph, Span, Stance, Status,
};
use menurut_resolve::{Resolved, resolve};

pub struct Article {
    pub document: Document,
    pub graph: Graph,
}

impl Article {
    pub fn resolve(&self) -> Resolved {
        resolve(&self.document, &self.graph)
    }
}

pub fn article(source: &str) -> Article {
    let mut document = Document {
        lang: Some("id".to_owned()),
        ..Document::default()
    };
    let mut graph = Graph::default();
    let mut lines = source.trim().lines().peekable();
    if let Some(header) = lines.next_if(|l| l.trim_start().starts_with('#')) {
        for field in header.trim_start().trim_start_matches('#').split('|') {
            let Some((key, value)) = field.trim().split_once('=') else {
                continue;
            };
            let value = Some(value.trim().to_owned());
            match key {
                "outlet" => document.outlet = value,
                "date" => document.published = value.and_then(|v| v.parse::<Date>().ok()).map(Into::into),
                "lang" => document.lang = value,
                "agency" => document.agency = value,
                "dateline" => {
                    document.dateline = Some(Dateline {
                        text: value.clone().unwrap_or_default(),
                        place: None,
                        outlet: value,
                    });
                }
                _ => panic!("what is {key}?"),
            }
        }
    }
    let mut paragraph_start: Option<usize> = None;
    let mut starts_paragraph = true;
    while let Some(line) = lines.next() {
        let marked = line.trim();
        if marked.is_empty() {
            starts_paragraph = true;
            continue;
        }
        let links = lines.next().unwrap_or("-").trim();
        if starts_paragraph {
            if let Some(start) = paragraph_start {
                close(&mut document, start);
                document.text.push_str("\n\n");
            }
            paragraph_start = Some(document.text.len());
        } else {
            document.text.push(' ');
        }
        starts_paragraph = false;
        let offset = document.text.len();
        let (text, sentence) = parse(marked, links);
        document.text.push_str(&text);
        document.sentences.push(Sentence {
            span: Span::new(offset, document.text.len()),
            paragraph: document.paragraphs.len(),
            part: Part::Body,
        });
        graph.sentences.push(sentence.shift(offset));
    }
    if let Some(start) = paragraph_start {
        close(&mut document, start);
    }
    Article { document, graph }
}

fn close(document: &mut Document, start: usize) {
    document.paragraphs.push(Paragraph {
        kind: ParagraphKind::Paragraph,
        span: Span::new(start, document.text.len()),
    });
}

/// One marked sentence and its links.
pub fn parse(marked: &str, links: &str) -> (String, SentenceGraph) {
    let mut text = String::new();
    let mut graph = SentenceGraph::default();
    let mut mentions: BTreeMap<String, MentionId> = BTreeMap::new();
    let mut events: BTreeMap<String, EventMention> = BTreeMap::new();
    let mut cues: BTreeMap<String, Span> = BTreeMap::new();
    let mut contents: BTreeMap<String, Span> = BTreeMap::new();
    let mut open: Vec<(String, usize)> = Vec::new();
    let mut rest = marked;
    while let Some(c) = rest.chars().next() {
        match c {
            '[' => {
                let end = rest.find(']').expect("a mark that closes");
                let (head, words) = rest[1..end].split_once('|').expect("a mark with words");
                let span = Span::new(text.len(), text.len() + words.len());
                text.push_str(words);
                let (id, label) = head.split_once(' ').expect("id and label");
                let (label, also) = label.split_once('+').map_or((label, None), |(a, b)| (a, Some(b)));
                match id.as_bytes()[0] {
                    b'm' => {
                        mentions.insert(id.to_owned(), MentionId(graph.mentions.len() as u32));
                        graph.mentions.push(Mention {
                            span,
                            kind: label.parse().expect("a mention kind"),
                            score: 0.9,
                        });
                    }
                    b'e' => {
                        let event = EventMention {
                            trigger: span,
                            event_type: label.parse().expect("an event type"),
                            mode: None,
                            status: Status::Actual,
                            actors: vec![],
                            recipients: vec![],
                            places: vec![],
                            times: vec![],
                            amounts: vec![],
                            score: 0.8,
                            actor_score: 0.7,
                            recipient_score: 0.6,
                        };
                        events.insert(id.to_owned(), event);
                        if let Some(a) = also {
                            cues.insert(a.to_owned(), span);
                        }
                    }
                    _ => {
                        cues.insert(id.to_owned(), span);
                    }
                }
                rest = &rest[end + 1..];
            }
            '{' => {
                let bar = rest.find('|').expect("content with an id");
                open.push((rest[1..bar].to_owned(), text.len()));
                rest = &rest[bar + 1..];
            }
            '}' => {
                let (id, start) = open.pop().expect("content that opened");
                contents.insert(id, Span::new(start, text.len()));
                rest = &rest[1..];
            }
            c => {
                text.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    let ids =
        |list: &str| -> Vec<MentionId> { list.split(',').filter(|i| !i.is_empty()).map(|i| mentions[i]).collect() };
    let mut attributions: BTreeMap<String, Attribution> = cues
        .iter()
        .map(|(id, cue)| {
            let a = Attribution {
                cue: *cue,
                content: contents.get(id).copied(),
                sources: vec![],
                stance: Stance::Asserts,
                form: Form::Indirect,
                score: 0.95,
            };
            (id.clone(), a)
        })
        .collect();
    for link in links.split(';').map(str::trim).filter(|l| !l.is_empty() && *l != "-") {
        let mut words = link.split(' ');
        let id = words.next().expect("an id");
        for word in words {
            if let Some(event) = events.get_mut(id) {
                if let Some((a, r)) = word.split_once('>') {
                    (event.actors, event.recipients) = (ids(a), ids(r));
                } else if let Some(list) = word.strip_prefix('@') {
                    event.places = ids(list);
                } else if let Some(list) = word.strip_prefix('^') {
                    event.times = ids(list);
                } else if let Some(list) = word.strip_prefix('#') {
                    event.amounts = ids(list);
                } else if let Ok(status) = word.parse() {
                    event.status = status;
                } else {
                    event.mode = Some(word.parse().expect("a mode"));
                }
            } else {
                let a = attributions.get_mut(id).expect("a known id");
                if let Some(list) = word.strip_prefix('<') {
                    a.sources = ids(list);
                } else if let Ok(stance) = word.parse() {
                    a.stance = stance;
                } else {
                    a.form = word.parse().expect("a form");
                }
            }
        }
    }
    graph.events = events.into_values().collect();
    graph.attributions = attributions.into_values().collect();
    (text, graph)
}

/// "Outlet → KCNA denies → Kim": the outermost first, `-` where nobody is named, the stance where it is not assertion.
pub fn print_chain(chain: &Chain) -> String {
    let links: Vec<String> = chain
        .0
        .iter()
        .map(|l| {
            let mut who: Vec<&str> = l.sources.iter().map(|s| s.actor.name.as_str()).collect();
            who.extend(l.unworded.iter().map(|a| a.name.as_str()));
            let who = if who.is_empty() {
                "-".to_owned()
            } else {
                who.join(" + ")
            };
            match l.stance {
                Stance::Asserts => who,
                stance => format!("{who} {stance}"),
            }
        })
        .collect();
    links.join(" → ")
}

pub fn print_chains(claim: &Claim) -> String {
    let all: Vec<String> = std::iter::once(&claim.according_to)
        .chain(&claim.also_according_to)
        .map(print_chain)
        .collect();
    format!("{} : {}", all.join(" | "), claim.verdict)
}

pub fn country(p: &Participant) -> String {
    match &p.actor.country {
        Resolution::Resolved(c) => c.to_string(),
        Resolution::Ambiguous(_) => "?!".to_owned(),
        Resolution::Unresolved(_) => "?".to_owned(),
    }
}
