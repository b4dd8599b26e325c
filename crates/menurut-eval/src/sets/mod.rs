//! Public annotated sets, read in their own formats. None of their sentences is in this repository.
//!
//! What each measures, how its labels map to ours and what counts as a match stands in `docs/scores.md`.

pub mod cameo;
pub mod countries;
pub mod meantime;
pub mod pfsa;
pub mod plv;
pub mod polnear;
pub mod refs;
mod rivals;
pub mod tempeval;
pub mod times;
pub mod toponyms;
mod tsv;
mod xml;

pub use rivals::rivals;

use std::collections::BTreeMap;

use menurut_core::record::GraphRecord;

use crate::report::{Cell, Section, Table};
use crate::scores::{Count, count};
use crate::spans::{Chars, overlap, trimmed};

/// Graphs by the text of their sentence.
pub type Graphs<'a> = BTreeMap<&'a str, &'a GraphRecord>;

/// A set whose sentences are to be parsed, and what their graphs score.
pub trait Set {
    /// The sentences, in order; the same one may come more than once.
    fn sentences(&self) -> Vec<&str>;

    /// The figures. A sentence without a graph counts as one in which nothing was found.
    fn section(&self, graphs: &Graphs<'_>) -> Section;

    /// What is taken for what, most often first, where the set has classes.
    fn confusions(&self, _graphs: &Graphs<'_>, _most: usize) -> Option<Table> {
        None
    }
}

/// Columns of a table of spans.
const FIGURES: [&str; 5] = ["", "F1", "P", "R", "gold"];

/// Gold and predicted spans of one kind, counted sentence by sentence in two ways: exact but for the words and marks
/// that codebooks treat differently at the borders, and sharing a third of the union.
#[derive(Debug, Default)]
struct Spans {
    exact: Count,
    near: Count,
}

impl Spans {
    /// Counts spans that need nothing else to be right.
    fn add(&mut self, text: &[char], gold: &[Chars], predicted: &[Chars]) {
        let pair = |spans: &[Chars]| spans.iter().map(|s| ([0, 1], *s)).collect::<Vec<_>>();
        self.add_linked(text, &pair(gold), &pair(predicted));
    }

    /// Counts spans that hang on another (the source on its cue), which must share a third of the union.
    fn add_linked(&mut self, text: &[char], gold: &[(Chars, Chars)], predicted: &[(Chars, Chars)]) {
        self.near += count(gold, predicted, |g, p| overlap(g.0, p.0) && overlap(g.1, p.1));
        self.exact += count(gold, predicted, |g, p| {
            overlap(g.0, p.0) && trimmed(text, g.1) == trimmed(text, p.1)
        });
    }

    fn rows(&self, name: &str, table: &mut Table) {
        for (how, count) in [("overlap", &self.near), ("exact", &self.exact)] {
            let cells = count.cells();
            table.row([Cell::Words(format!("{name}, {how}"))].into_iter().chain(cells));
        }
    }
}

/// Spans of the mentions with these ids.
fn spans_of(graph: &GraphRecord, ids: &[String]) -> Vec<Chars> {
    let span = |id: &String| graph.mentions.iter().find(|m| m.id == *id).map(|m| m.span);
    ids.iter().filter_map(span).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Graphs of marked sentences, as a parser would have found them.
    pub(super) fn graphs(marked: &[(&str, &str)]) -> Vec<GraphRecord> {
        let item = |(n, (marked, links)): (usize, &(&str, &str))| {
            let reading = crate::stm::read("t", &format!("# id=t{n} lang=en\n{marked}\n{links}\n"));
            assert_eq!(reading.faults, []);
            reading.items[0].to_record()
        };
        marked.iter().enumerate().map(item).collect()
    }

    pub(super) fn by_text(graphs: &[GraphRecord]) -> Graphs<'_> {
        graphs.iter().map(|g| (g.text.as_str(), g)).collect()
    }

    /// F1, precision, recall and the number to find.
    pub(super) fn figures(table: &Table, row: &str) -> (f64, f64, f64, usize) {
        let figure = |column: &str| match table.cell(row, column) {
            Some(Cell::Figure(x)) => *x,
            other => panic!("{row} {column}: {other:?}"),
        };
        let Some(Cell::Count(gold)) = table.cell(row, "gold") else {
            panic!("{row} has no gold count")
        };
        (figure("F1"), figure("P"), figure("R"), *gold)
    }
}
