//! CAMEO sentences of ConfliBERT's repository: who acts on whom, as spans in a sentence.
//!
//! One token and its label a line, a blank line between sentences: S the source, T the target, R both sides of one
//! act. A sentence has one coded event; ours may have several, so two readings are scored: the roles of all of them,
//! and those of the leading one (of the events with most of who and whom filled the first, actual ones before others).

use menurut_core::record::{EventMentionRecord, GraphRecord};

use super::{FIGURES, Graphs, Set, Spans, rivals, spans_of};
use crate::report::{Section, Table};
use crate::spans::Chars;
use crate::tokens;

#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Sentence {
    text: String,
    source: Vec<Chars>,
    target: Vec<Chars>,
    both: Vec<Chars>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cameo {
    sentences: Vec<Sentence>,
}

/// Reads a file of the set.
///
/// # Errors
/// When no line is a token with a label: then it is another file.
pub fn read(text: &str) -> Result<Cameo, String> {
    let mut sentences = Vec::new();
    let mut tokens: Vec<(&str, &str)> = Vec::new();
    for line in text.lines().chain([""]) {
        match line.trim_end().rsplit_once(' ') {
            Some(token) if tokens.len() < tokens::MOST => tokens.push(token),
            Some(_) => {}
            None if tokens.is_empty() => {}
            None => sentences.push(sentence(&std::mem::take(&mut tokens))),
        }
    }
    if sentences.is_empty() {
        return Err("has no line with a token and its label: it is not a file of cameo_ner".to_owned());
    }
    Ok(Cameo { sentences })
}

fn sentence(tokens: &[(&str, &str)]) -> Sentence {
    let words: Vec<&str> = tokens.iter().map(|t| t.0).collect();
    let (text, places) = tokens::join(&words);
    let mut sentence = Sentence {
        text,
        ..Sentence::default()
    };
    let mut before = "";
    for ((_, label), place) in tokens.iter().zip(places) {
        let (position, role) = label.split_once('-').unwrap_or(("", ""));
        let spans = match role {
            "S" => Some(&mut sentence.source),
            "T" => Some(&mut sentence.target),
            "R" => Some(&mut sentence.both),
            _ => None,
        };
        if let Some(spans) = spans {
            match spans.last_mut() {
                Some(last) if position == "I" && before == role => last[1] = place[1],
                _ => spans.push(place),
            }
        }
        before = role;
    }
    sentence
}

/// Of the events with most of who and whom filled the first, actual ones before others.
fn leading(graph: &GraphRecord) -> Option<&EventMentionRecord> {
    let filled = |e: &EventMentionRecord| {
        let roles = usize::from(!e.actor.is_empty()) + usize::from(!e.recipient.is_empty());
        let first = std::cmp::Reverse(e.span[0]);
        (roles, e.status == "actual", first)
    };
    graph.events.iter().max_by_key(|e| filled(e))
}

#[derive(Debug, Default)]
struct Roles {
    who: Spans,
    whom: Spans,
    both: Spans,
}

impl Roles {
    fn add(&mut self, sentence: &Sentence, graph: &GraphRecord, events: &[&EventMentionRecord]) {
        let text: Vec<char> = sentence.text.chars().collect();
        let of = |roles: &[fn(&EventMentionRecord) -> &Vec<String>]| {
            let ids = |e: &&EventMentionRecord| roles.iter().flat_map(|r| r(e).clone()).collect::<Vec<_>>();
            let ids: Vec<String> = events.iter().flat_map(ids).collect();
            let mut spans = spans_of(graph, &ids);
            spans.sort_unstable();
            spans.dedup();
            spans
        };
        if sentence.both.is_empty() {
            self.who.add(&text, &sentence.source, &of(&[|e| &e.actor]));
            self.whom.add(&text, &sentence.target, &of(&[|e| &e.recipient]));
        } else {
            self.both
                .add(&text, &sentence.both, &of(&[|e| &e.actor, |e| &e.recipient]));
        }
    }

    fn rows(&self, of: &str, table: &mut Table) {
        self.who.rows(&format!("who, {of}"), table);
        self.whom.rows(&format!("whom, {of}"), table);
        self.both.rows(&format!("both sides, {of}"), table);
    }
}

impl Set for Cameo {
    fn sentences(&self) -> Vec<&str> {
        self.sentences.iter().map(|s| s.text.as_str()).collect()
    }

    fn section(&self, graphs: &Graphs<'_>) -> Section {
        let (mut lead, mut all) = (Roles::default(), Roles::default());
        let nothing = crate::scores::nothing();
        for sentence in &self.sentences {
            let graph = graphs.get(sentence.text.as_str()).copied().unwrap_or(&nothing);
            all.add(sentence, graph, &graph.events.iter().collect::<Vec<_>>());
            lead.add(sentence, graph, &leading(graph).into_iter().collect::<Vec<_>>());
        }
        let mut table = Table::new("", &FIGURES);
        lead.rows("leading event", &mut table);
        all.rows("all events", &mut table);
        Section {
            key: "cameo".to_owned(),
            title: "cameo_ner, who and whom".to_owned(),
            notes: vec![
                format!(
                    "{} sentences, each with one coded event. Who is our actor, whom our recipient; sentences whose two \
                     sides are one label in the set are counted apart, against actors and recipients together.",
                    self.sentences.len()
                ),
                "The leading event is the one with most of who and whom filled, then an actual one, then the first; the \
                 precision over all events pays for every event that the set does not code. No figure of others that \
                 compares is known."
                    .to_owned(),
            ],
            tables: [table].into_iter().chain(rivals("cameo")).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{by_text, figures, graphs};
    use super::*;

    const FILE: &str = "\
A B-S
Swiss I-S
court I-S
rejected O
the B-T
port I-T
board I-T
. O

Ana B-R
Sol I-R
met O
Ivo B-R
Reef I-R
. O
";

    #[test]
    fn who_and_whom_are_counted_for_the_leading_event_and_for_all() {
        let set = read(FILE).unwrap();
        assert_eq!(set.sentences[0].text, "A Swiss court rejected the port board.");
        assert_eq!(set.sentences[1].both.len(), 2);
        let found = graphs(&[
            (
                "A [m1 GRP|Swiss court] [e1 REJECT|rejected] the [m2 GRP|port] [e2 CONSULT|board].",
                "e2 m2> ; e1 m1>m2",
            ),
            ("[m1 PER|Ana Sol] [e1 CONSULT|met] [m2 PER|Ivo Reef].", "e1 m1>m2"),
        ]);
        let section = set.section(&by_text(&found));
        let of = |row: &str| figures(&section.tables[0], row);
        assert_eq!(of("who, leading event, exact"), (1.0, 1.0, 1.0, 1));
        assert_eq!(of("whom, leading event, exact"), (0.0, 0.0, 0.0, 1));
        assert_eq!(
            of("whom, leading event, overlap"),
            (0.0, 0.0, 0.0, 1),
            "4 of 14 characters"
        );
        assert_eq!(of("who, all events, overlap"), (0.6667, 0.5, 1.0, 1));
        assert_eq!(of("both sides, leading event, exact"), (1.0, 1.0, 1.0, 2));
    }

    #[test]
    fn hostile_text_is_read_without_a_panic() {
        assert!(read("").is_err());
        let set = read(" B-S\nx I-T\ny I-\n\n\n").unwrap();
        assert_eq!(set.sentences.len(), 1);
        assert_eq!(set.sentences[0].target.len(), 1);
    }
}
