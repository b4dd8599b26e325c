//! MEANTIME: the factuality of event mentions in Wikinews (A.-L. Minard et al., LREC 2016), held against our status.
//!
//! The files are XML as CAT writes it: tokens with the number of their sentence, event mentions with certainty, polarity
//! and time. Only mentions whose words one of our triggers touches are asked: what is coded as an event differs.

use std::collections::BTreeMap;

use menurut_core::Status;

use super::xml::{elements, unescape};
use super::{FIGURES, Graphs, Set, rivals};
use crate::report::{Cell, Section, Table};
use crate::scores::{Count, share};
use crate::spans::{Chars, touch};
use crate::tokens;

#[derive(Debug, Clone, PartialEq, Eq)]
struct Sentence {
    text: String,
    events: Vec<(Chars, Status)>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Meantime {
    sentences: Vec<Sentence>,
    articles: usize,
    /// Mentions whose factuality is left open or speaks of kinds of things.
    open: usize,
}

/// More tokens than an article of the set has.
const MOST: usize = 100_000;

impl Meantime {
    /// Adds one article, the text of its XML file.
    ///
    /// # Errors
    /// When it has no tokens: then it is another file.
    pub fn add(&mut self, xml: &str) -> Result<(), String> {
        let mut tokens: BTreeMap<usize, Vec<(&str, String)>> = BTreeMap::new();
        for element in elements(xml, "token").take(MOST) {
            let (Some(id), Some(sentence)) = (element.attribute("t_id"), element.attribute("sentence")) else {
                continue;
            };
            let Ok(sentence) = sentence.parse() else { continue };
            tokens
                .entry(sentence)
                .or_default()
                .push((id, unescape(element.content)));
        }
        if tokens.is_empty() {
            return Err("has no <token> of a sentence: it is not a file of MEANTIME".to_owned());
        }
        let mut places: BTreeMap<&str, (usize, Chars)> = BTreeMap::new();
        let first = self.sentences.len();
        for tokens in tokens.values() {
            let words: Vec<&str> = tokens.iter().map(|t| t.1.as_str()).collect();
            let (text, spans) = tokens::join(&words);
            for ((id, _), span) in tokens.iter().zip(spans) {
                places.insert(id, (self.sentences.len(), span));
            }
            self.sentences.push(Sentence {
                text,
                events: Vec::new(),
            });
        }
        for element in elements(xml, "EVENT_MENTION").take(MOST) {
            let anchors = elements(element.content, "token_anchor").filter_map(|a| a.attribute("t_id"));
            let mut at: Option<(usize, Chars)> = None;
            for (sentence, span) in anchors.filter_map(|id| places.get(id)) {
                at = match at {
                    Some((s, [start, end])) if s == *sentence => Some((s, [start.min(span[0]), end.max(span[1])])),
                    Some(other) => Some(other),
                    None => Some((*sentence, *span)),
                };
            }
            let status = status(|name| element.attribute(name).unwrap_or(""));
            match (at, status) {
                (Some((sentence, span)), Some(status)) => self.sentences[sentence].events.push((span, status)),
                (Some(_), None) => self.open += 1,
                (None, _) => {}
            }
        }
        // Most sentences of an article are not annotated.
        let mut n = 0;
        self.sentences.retain(|s| {
            n += 1;
            n <= first || !s.events.is_empty()
        });
        self.articles += 1;
        Ok(())
    }
}

/// Factuality in our words; nothing where it is left open or the mention is generic.
fn status<'a>(attribute: impl Fn(&str) -> &'a str) -> Option<Status> {
    let special = attribute("special_cases");
    if special == "GEN" {
        return None;
    }
    match (attribute("polarity"), attribute("certainty"), attribute("time")) {
        ("NEG", _, _) => Some(Status::Negated),
        ("POS", "CERTAIN" | "POSSIBLE" | "PROBABLE", _) if special.starts_with("COND") => Some(Status::Hypothetical),
        ("POS", "POSSIBLE" | "PROBABLE", _) => Some(Status::Hypothetical),
        ("POS", "CERTAIN", "FUTURE") => Some(Status::Future),
        ("POS", "CERTAIN", "NON_FUTURE") => Some(Status::Actual),
        _ => None,
    }
}

impl Set for Meantime {
    fn sentences(&self) -> Vec<&str> {
        self.sentences.iter().map(|s| s.text.as_str()).collect()
    }

    fn section(&self, graphs: &Graphs<'_>) -> Section {
        let (mut asked, mut right, mut all) = (0, 0, 0);
        let mut counts: BTreeMap<Status, Count> = BTreeMap::new();
        for sentence in &self.sentences {
            all += sentence.events.len();
            let Some(graph) = graphs.get(sentence.text.as_str()) else {
                continue;
            };
            for (span, gold) in &sentence.events {
                let Some(found) = graph.events.iter().find(|e| touch(e.span, *span)) else {
                    continue;
                };
                asked += 1;
                let given = Status::ALL.iter().copied().find(|s| s.as_str() == found.status);
                counts.entry(*gold).or_default().gold += 1;
                if let Some(given) = given {
                    counts.entry(given).or_default().predicted += 1;
                }
                if given == Some(*gold) {
                    right += 1;
                    counts.entry(*gold).or_default().matched += 1;
                }
            }
        }
        let mut table = Table::new("", &FIGURES);
        for status in Status::ALL {
            let cells = counts.get(status).copied().unwrap_or_default().cells();
            table.row([Cell::words(status.as_str())].into_iter().chain(cells));
        }
        let mut accuracy = Table::new("", &["", "share", "n"]);
        accuracy.row([Cell::words("accuracy"), Cell::Figure(share(right, asked)), Cell::Empty]);
        accuracy.row([
            Cell::words("gold mentions that a trigger touches"),
            Cell::Figure(share(asked, all)),
            Cell::Count(all),
        ]);
        Section {
            key: "meantime".to_owned(),
            title: "MEANTIME, factuality as status".to_owned(),
            notes: vec![
                format!(
                    "{} articles, {} sentences with event mentions; {} mentions whose factuality is open or generic are \
                     left out. Only mentions that one of our triggers touches are asked.",
                    self.articles,
                    self.sentences.len(),
                    self.open
                ),
                "NEG is negated; POSSIBLE, PROBABLE and conditional clauses are hypothetical; CERTAIN and FUTURE is \
                 future; CERTAIN and NON_FUTURE is actual. No figure of others that compares is known."
                    .to_owned(),
            ],
            tables: [accuracy, table].into_iter().chain(rivals("meantime")).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{by_text, figures, graphs};
    use super::*;

    const FILE: &str = r#"<?xml version="1.0" ?><Document doc_id="1" lang="en">
<token number="0" sentence="0" t_id="1">Norland</token>
<token number="1" sentence="0" t_id="2">will</token>
<token number="2" sentence="0" t_id="3">visit</token>
<token number="3" sentence="0" t_id="4">R&amp;D</token>
<token number="4" sentence="1" t_id="5">It</token>
<token number="5" sentence="1" t_id="6">did</token>
<token number="6" sentence="1" t_id="7">n't</token>
<token number="7" sentence="1" t_id="8">bomb</token>
<token number="8" sentence="2" t_id="9">Quiet</token>
<Markables>
<EVENT_MENTION certainty="CERTAIN" m_id="1" polarity="POS" special_cases="NONE" time="FUTURE">
<token_anchor t_id="3"/>
</EVENT_MENTION>
<EVENT_MENTION certainty="CERTAIN" m_id="2" polarity="NEG" special_cases="NONE" time="NON_FUTURE">
<token_anchor t_id="8"/>
</EVENT_MENTION>
<EVENT_MENTION certainty="" m_id="3" polarity="" special_cases="" time="">
<token_anchor t_id="9"/>
</EVENT_MENTION>
</Markables></Document>"#;

    #[test]
    fn factuality_is_asked_where_a_trigger_is() {
        let mut set = Meantime::default();
        set.add(FILE).unwrap();
        assert_eq!(set.sentences(), ["Norland will visit R&D", "It didn't bomb"]);
        assert_eq!(set.open, 1);
        let found = graphs(&[
            ("[m1 GPE|Norland] will [e1 CONSULT|visit] R&D", "e1 m1> future"),
            ("It didn't [e1 ASSAULT|bomb]", "e1 >"),
        ]);
        let section = set.section(&by_text(&found));
        assert_eq!(section.tables[0].cell("accuracy", "share"), Some(&Cell::Figure(0.5)));
        let of = |row: &str| figures(&section.tables[1], row);
        assert_eq!(of("future"), (1.0, 1.0, 1.0, 1));
        assert_eq!(of("negated"), (0.0, 0.0, 0.0, 1));
        assert_eq!(of("actual"), (0.0, 0.0, 0.0, 0));
    }

    #[test]
    fn factuality_maps_to_status() {
        let check = |certainty: &str, polarity: &str, time: &str, special: &str, expected: Option<Status>| {
            let found = status(|name| match name {
                "certainty" => certainty,
                "polarity" => polarity,
                "time" => time,
                _ => special,
            });
            assert_eq!(found, expected, "{certainty} {polarity} {time} {special}");
        };
        check("CERTAIN", "POS", "NON_FUTURE", "NONE", Some(Status::Actual));
        check("POSSIBLE", "POS", "FUTURE", "NONE", Some(Status::Hypothetical));
        check("CERTAIN", "POS", "FUTURE", "COND_IF_CLAUSE", Some(Status::Hypothetical));
        check("CERTAIN", "NEG", "FUTURE", "NONE", Some(Status::Negated));
        check("CERTAIN", "POS", "NON_FUTURE", "GEN", None);
        check("UNDERSPECIFIED", "POS", "NON_FUTURE", "NONE", None);
    }

    #[test]
    fn hostile_text_is_read_without_a_panic() {
        let mut set = Meantime::default();
        assert!(set.add("<token").is_err());
        assert!(set.add("<token t_id=1 sentence=\"0\">x</token>").is_err());
        assert!(
            set.add("<token t_id=\"1\" sentence=\"0\">x</token><EVENT_MENTION><token_anchor")
                .is_ok()
        );
        assert!(set.add("<token t_id=\"1\" sentence=\"é\">x</token>").is_err());
        assert!(set.sentences().is_empty());
    }
}
