//! Reliability: of what the parser gives a score of 0.8, are eight in ten right?

use std::collections::BTreeMap;

use menurut_core::SentenceGraph;
use menurut_core::record::GraphRecord;

use crate::report::{Cell, Section, Table};
use crate::scores::{Graph, nothing, pairing};
use crate::spans::{overlap, same_set};

const BINS: usize = 10;

/// What is looked at, and when one of it is right.
const ASPECTS: [(&str, &str); 5] = [
    ("mention", "a gold mention shares a third of the union"),
    ("event", "so does a gold trigger, of the same type"),
    ("actors", "of an event that is right, all actors are, and no other"),
    (
        "recipients",
        "of an event that is right, all recipients are, and no other",
    ),
    (
        "attribution",
        "a gold cue shares a third of the union, and its sources are these",
    ),
];

/// Scores with what came true, gathered sentence by sentence.
#[derive(Debug, Clone, Default)]
pub struct Reliability {
    seen: BTreeMap<&'static str, Vec<(f64, bool)>>,
}

impl Reliability {
    /// Adds what was predicted for a gold sentence. The graph, where it is at hand, gives the scores of roles, which
    /// records do not hold.
    pub fn add(&mut self, gold: &GraphRecord, predicted: &GraphRecord, graph: Option<&SentenceGraph>) {
        let (g, p) = (Graph::new(gold), Graph::new(predicted));
        let mentions = pairing(&g.mentions, &p.mentions, |a, b| overlap(a.0, b.0));
        let right = taken(&mentions);
        for (n, mention) in predicted.mentions.iter().enumerate() {
            self.see("mention", mention.score, right.contains_key(&n));
        }
        let right = taken(&pairing(&g.events, &p.events, |a, b| a.same_event(b)));
        for (n, event) in p.events.iter().enumerate() {
            self.see("event", event.record.score, right.contains_key(&n));
            let (Some(&of), Some(scored)) = (right.get(&n), graph.and_then(|graph| graph.events.get(n))) else {
                continue;
            };
            let of = &g.events[of];
            if !event.actors.is_empty() {
                let score = f64::from(scored.actor_score);
                self.see("actors", score, same_set(&of.actors, &event.actors));
            }
            if !event.recipients.is_empty() {
                let score = f64::from(scored.recipient_score);
                self.see("recipients", score, same_set(&of.recipients, &event.recipients));
            }
        }
        let right = taken(&pairing(&g.attributions, &p.attributions, |a, b| {
            a.same_cue(b) && same_set(&a.sources, &b.sources)
        }));
        for (n, attribution) in p.attributions.iter().enumerate() {
            self.see("attribution", attribution.record.score, right.contains_key(&n));
        }
    }

    /// A gold sentence for which nothing was predicted says nothing of scores.
    pub fn add_all<'a>(
        &mut self,
        gold: impl IntoIterator<Item = (&'a GraphRecord, Option<&'a GraphRecord>, Option<&'a SentenceGraph>)>,
    ) {
        let empty = nothing();
        for (gold, predicted, graph) in gold {
            self.add(gold, predicted.unwrap_or(&empty), graph);
        }
    }

    fn see(&mut self, aspect: &'static str, score: f64, right: bool) {
        let score = if score.is_finite() { score.clamp(0.0, 1.0) } else { 0.0 };
        self.seen.entry(aspect).or_default().push((score, right));
    }

    /// Ten bins of scores for each of mentions, events, roles and attributions, and the expected calibration error:
    /// the distance of mean score and share right over the bins, weighted by how many fell in.
    pub fn section(&self) -> Section {
        let mut errors = Table::new("Expected calibration error", &["", "error", "mean score", "right", "n"]);
        let mut tables = Vec::new();
        let mut notes = Vec::new();
        for (aspect, when) in ASPECTS {
            let Some(seen) = self.seen.get(aspect) else { continue };
            notes.push(format!("{aspect}: right when {when}."));
            let mut table = Table::new(aspect, &["score", "mean score", "right", "n"]);
            let mut error = 0.0;
            for (n, bin) in bins(seen).iter().enumerate() {
                let (low, high) = (n as f64 / BINS as f64, (n + 1) as f64 / BINS as f64);
                let name = Cell::Words(format!("{low:.1} to {high:.1}"));
                match mean(bin) {
                    Some((score, right)) => {
                        error += (score - right).abs() * bin.len() as f64 / seen.len() as f64;
                        table.row([name, Cell::Figure(score), Cell::Figure(right), Cell::Count(bin.len())]);
                    }
                    None => table.row([name, Cell::Empty, Cell::Empty, Cell::Count(0)]),
                }
            }
            if let Some((score, right)) = mean(seen) {
                let figures = [error, score, right].map(Cell::Figure);
                let cells = [Cell::words(aspect)].into_iter().chain(figures);
                errors.row(cells.chain([Cell::Count(seen.len())]));
            }
            tables.push(table);
        }
        tables.insert(0, errors);
        Section {
            key: "calibration".to_owned(),
            title: "Reliability of scores".to_owned(),
            notes,
            tables,
        }
    }
}

/// Predicted items that a gold one took, with that gold one.
fn taken(pairs: &[Option<usize>]) -> BTreeMap<usize, usize> {
    let pairs = pairs.iter().enumerate();
    pairs
        .filter_map(|(gold, predicted)| Some(((*predicted)?, gold)))
        .collect()
}

fn bins(seen: &[(f64, bool)]) -> Vec<Vec<(f64, bool)>> {
    let mut bins = vec![Vec::new(); BINS];
    for &(score, right) in seen {
        // Scores lie between 0 and 1; the greatest belongs to the last bin.
        bins[((score * BINS as f64) as usize).min(BINS - 1)].push((score, right));
    }
    bins
}

fn mean(bin: &[(f64, bool)]) -> Option<(f64, f64)> {
    let n = bin.len() as f64;
    let right = bin.iter().filter(|(_, right)| *right).count() as f64;
    (!bin.is_empty()).then(|| (bin.iter().map(|(score, _)| score).sum::<f64>() / n, right / n))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bins_and_error_are_those_counted_by_hand() {
        let mut reliability = Reliability::default();
        // Four at 0.75 of which three are right, one at 1.0 that is wrong.
        for right in [true, true, true, false] {
            reliability.see("event", 0.75, right);
        }
        reliability.see("event", 1.0, false);
        let section = reliability.section();
        let [errors, events] = &section.tables[..] else {
            panic!("two tables")
        };
        assert_eq!(events.cell("0.7 to 0.8", "right"), Some(&Cell::Figure(0.75)));
        assert_eq!(events.cell("0.9 to 1.0", "n"), Some(&Cell::Count(1)));
        assert_eq!(errors.cell("event", "error"), Some(&Cell::Figure(0.2)));
        assert_eq!(errors.cell("event", "right"), Some(&Cell::Figure(0.6)));
    }

    #[test]
    fn a_gold_item_makes_one_prediction_right() {
        let read = |marked: &str, links: &str| {
            crate::stm::read("t", &format!("# id=t lang=en\n{marked}\n{links}\n")).items[0].clone()
        };
        let gold = read(
            "[m1 GPE|Norland] [e1 COERCE|arrested] [m2 GRP|two men].",
            "e1 m1>m2 arrest",
        );
        let found = read("[m1 GPE|Norland] [e1 COERCE|arrested] [m2 AMOUNT|two] men.", "e1 m1>m2");
        let mut reliability = Reliability::default();
        reliability.add(&gold.to_record(), &found.to_record(), Some(&found.graph));
        let right = |aspect: &str| reliability.seen[aspect].iter().map(|s| s.1).collect::<Vec<_>>();
        assert_eq!(right("mention"), [true, true], "three of seven characters are enough");
        assert_eq!(right("event"), [true]);
        assert_eq!(right("actors"), [true]);
        assert_eq!(right("recipients"), [true]);
    }
}
