//! PLV: relation classification into PLOVER's roots, the pair of actors given (Y. Hu et al., ACL 2024).
//!
//! The file is tab-separated: `marked_sentence` marks the pair as `<s>…</s>` and `<t>…</t>`, `gold_root` names the
//! class. The codebook is an older one: CONCEDE and RETREAT are one class YIELD there, intended cooperation is AGREE.

use std::collections::BTreeMap;

use menurut_core::record::{EventMentionRecord, GraphRecord};

use super::rivals::figure;
use super::{Graphs, Set, rivals, spans_of, tsv};
use crate::report::{Cell, Section, Table};
use crate::spans::{Chars, touch};

/// A sentence with its pair and its class.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Relation {
    text: String,
    source: Vec<Chars>,
    target: Vec<Chars>,
    root: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plv {
    relations: Vec<Relation>,
}

/// Reads a file of the set.
///
/// # Errors
/// When the two columns are not there: then it is another file.
pub fn read(text: &str) -> Result<Plv, String> {
    let mut records = tsv::records(text).into_iter();
    let header = records.next().unwrap_or_default();
    let column = |name: &str| {
        let at = header.iter().position(|h| h == name);
        at.ok_or_else(|| format!("has no column '{name}': it is not a file of PLV"))
    };
    let (sentence, root) = (column("marked_sentence")?, column("gold_root")?);
    let relation = |record: Vec<String>| {
        let marked = record.get(sentence)?;
        let root = record.get(root)?.clone();
        Some(unmark(marked, root))
    };
    Ok(Plv {
        relations: records.filter_map(relation).collect(),
    })
}

/// Takes the marks of the pair out of a sentence.
fn unmark(marked: &str, root: String) -> Relation {
    let (mut text, mut at) = (String::new(), 0);
    let mut open: [Option<usize>; 2] = [None, None];
    let mut pair: [Vec<Chars>; 2] = [Vec::new(), Vec::new()];
    let mut rest = marked;
    while let Some(c) = rest.chars().next() {
        let tag = ["<s>", "<t>", "</s>", "</t>"].iter().position(|t| rest.starts_with(t));
        match tag {
            Some(n @ (0 | 1)) => open[n] = Some(at),
            Some(n) => {
                if let Some(start) = open[n - 2].take() {
                    pair[n - 2].push([start, at]);
                }
            }
            None => {
                text.push(c);
                at += 1;
            }
        }
        rest = &rest[tag.map_or(c.len_utf8(), |n| if n < 2 { 3 } else { 4 })..];
    }
    // The sentence is read without the white space around it.
    let cut = text.chars().take_while(|c| c.is_whitespace()).count();
    let shift = |spans: &[Chars]| -> Vec<Chars> {
        let back = |s: &Chars| [s[0].saturating_sub(cut), s[1].saturating_sub(cut)];
        spans.iter().map(back).collect()
    };
    Relation {
        text: text.trim().to_owned(),
        source: shift(&pair[0]),
        target: shift(&pair[1]),
        root,
    }
}

/// The event that the pair chooses: its actor overlaps the source (2) and its recipient, place or amount the target
/// (2; 1 more where an actor overlaps the target beside the source), an actual one before others, the earliest at last.
fn choose<'g>(relation: &Relation, graph: &'g GraphRecord) -> Option<(&'g EventMentionRecord, i64)> {
    let mut best: Option<(&EventMentionRecord, (i64, bool, i64))> = None;
    for event in &graph.events {
        let any = |ids: &[String], of: &[Chars]| {
            let spans = spans_of(graph, ids);
            spans.iter().any(|s| of.iter().any(|t| touch(*s, *t)))
        };
        let from = any(&event.actor, &relation.source);
        let to = [&event.recipient, &event.place, &event.amount];
        let to = to.iter().any(|ids| any(ids, &relation.target));
        let both_act = from && any(&event.actor, &relation.target);
        let fit = 2 * i64::from(from) + 2 * i64::from(to) + i64::from(both_act);
        let start = i64::try_from(event.span[0]).unwrap_or(i64::MAX);
        let key = (fit, event.status == "actual", -start);
        if best.is_none_or(|(_, k)| key > k) {
            best = Some((event, key));
        }
    }
    best.map(|(event, key)| (event, key.0))
}

/// Our type in the words of PLV's codebook.
fn root(event: &EventMentionRecord) -> &str {
    let root = match event.event_type.as_str() {
        "CONCEDE" | "RETREAT" => "YIELD",
        other => other,
    };
    match (root, event.status.as_str()) {
        ("CONSULT" | "SUPPORT" | "COOPERATE" | "AID" | "YIELD" | "AGREE", "future") => "AGREE",
        ("CONSULT" | "SUPPORT" | "COOPERATE" | "AID" | "YIELD" | "AGREE", "negated") => "REJECT",
        ("SANCTION", _) if event.mode == "convict" => "COERCE",
        _ => root,
    }
}

/// The quad class of a root in PLV's codebook, YIELD being material there.
fn quad(root: &str) -> &'static str {
    match root {
        "AGREE" | "CONSULT" | "SUPPORT" => "1",
        "COOPERATE" | "AID" | "YIELD" => "2",
        "REQUEST" | "ACCUSE" | "REJECT" | "THREATEN" => "3",
        "PROTEST" | "SANCTION" | "MOBILIZE" | "COERCE" | "ASSAULT" => "4",
        _ => "0",
    }
}

/// Where a sentence has no event.
const NONE: &str = "NONE";

#[derive(Debug, Clone, PartialEq, Eq)]
struct Answers<'a> {
    gold: Vec<&'a str>,
    given: Vec<&'a str>,
    without_event: usize,
    linked: usize,
}

impl Plv {
    fn answers<'a>(&'a self, graphs: &Graphs<'a>) -> Answers<'a> {
        let mut answers = Answers {
            gold: Vec::with_capacity(self.relations.len()),
            given: Vec::with_capacity(self.relations.len()),
            without_event: 0,
            linked: 0,
        };
        for relation in &self.relations {
            let graph = graphs.get(relation.text.as_str()).copied();
            answers.gold.push(&relation.root);
            match graph.and_then(|g| choose(relation, g)) {
                Some((event, fit)) => {
                    answers.given.push(root(event));
                    answers.linked += usize::from(fit >= 3);
                }
                None => {
                    answers.given.push(NONE);
                    answers.without_event += 1;
                }
            }
        }
        answers
    }
}

fn accuracy(gold: &[&str], given: &[&str]) -> f64 {
    let right = gold.iter().zip(given).filter(|(g, p)| g == p).count();
    right as f64 / gold.len().max(1) as f64
}

/// F1 of each class of the gold.
fn class_f1<'a>(gold: &[&'a str], given: &[&str]) -> BTreeMap<&'a str, (f64, usize)> {
    let mut classes = BTreeMap::new();
    for &class in gold {
        classes.entry(class).or_insert_with(|| {
            let right = gold
                .iter()
                .zip(given)
                .filter(|(g, p)| **g == class && **p == class)
                .count();
            let found = given.iter().filter(|p| **p == class).count();
            let there = gold.iter().filter(|g| **g == class).count();
            (2.0 * right as f64 / (found + there) as f64, there)
        });
    }
    classes
}

fn macro_f1(gold: &[&str], given: &[&str]) -> f64 {
    let classes = class_f1(gold, given);
    classes.values().map(|(f1, _)| f1).sum::<f64>() / classes.len().max(1) as f64
}

fn quads<'a>(roots: &[&'a str]) -> Vec<&'a str> {
    roots.iter().map(|r| quad(r)).collect()
}

impl Set for Plv {
    fn sentences(&self) -> Vec<&str> {
        self.relations.iter().map(|r| r.text.as_str()).collect()
    }

    fn section(&self, graphs: &Graphs<'_>) -> Section {
        let answers = self.answers(graphs);
        let (gold, given) = (&answers.gold, &answers.given);
        let n = Cell::Count(gold.len());
        let mut table = Table::new("", &["", "macro-F1", "accuracy", "n"]);
        table.row([
            Cell::words("root, 15 classes"),
            Cell::Figure(macro_f1(gold, given)),
            Cell::Figure(accuracy(gold, given)),
            n.clone(),
        ]);
        let (gold_quads, given_quads) = (quads(gold), quads(given));
        table.row([
            Cell::words("quad, 4 classes"),
            Cell::Figure(macro_f1(&gold_quads, &given_quads)),
            Cell::Figure(accuracy(&gold_quads, &given_quads)),
            n.clone(),
        ]);
        let share = |part: usize| Cell::Figure(part as f64 / gold.len().max(1) as f64);
        table.row([
            Cell::words("pair linked"),
            Cell::Empty,
            share(answers.linked),
            n.clone(),
        ]);
        table.row([
            Cell::words("without an event"),
            Cell::Empty,
            share(answers.without_event),
            n,
        ]);
        let mut roots = Table::new(
            "F1 per root, beside that of ZSP (tree) on PLV_test",
            &["root", "F1", "ZSP", "n"],
        );
        for (class, (f1, there)) in class_f1(gold, given) {
            let other = figure("plv-root", class).map_or(Cell::Empty, Cell::Figure);
            roots.row([Cell::words(class), Cell::Figure(f1), other, Cell::Count(there)]);
        }
        Section {
            key: "plv".to_owned(),
            title: "PLV_train, zero-shot".to_owned(),
            notes: vec![
                "The pair of actors is given and chooses among the sentence's events; the type of that event, in the \
                 words of an older codebook, is the answer."
                    .to_owned(),
                "Nothing of the set was trained on. The figures of others are on the other half, PLV_test, whose classes \
                 are the same."
                    .to_owned(),
            ],
            tables: vec![table, roots].into_iter().chain(rivals("plv")).collect(),
        }
    }

    fn confusions(&self, graphs: &Graphs<'_>, most: usize) -> Option<Table> {
        let answers = self.answers(graphs);
        let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for pair in answers.gold.iter().zip(&answers.given).filter(|(g, p)| g != p) {
            *counts.entry((pair.0, pair.1)).or_default() += 1;
        }
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by_key(|(pair, n)| (std::cmp::Reverse(*n), *pair));
        let mut table = Table::new("PLV_train: gold roots read as others", &["gold", "read as", "n"]);
        for ((gold, given), n) in counts.into_iter().take(most) {
            table.row([Cell::words(gold), Cell::words(given), Cell::Count(n)]);
        }
        Some(table)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{by_text, graphs};
    use super::*;

    const FILE: &str = "\tmarked_sentence\tgold_root\r\n\
0\t <s>Norland</s> will visit <t>Sudland</t>, which bombed Estland.\tAGREE\r\n\
1\tNorland will visit <s>Sudland</s>, which bombed <t>Estland</t>.\tASSAULT\r\n\
2\t\"<s>Norland</s>'s court \"\"jailed\"\" <t>two men</t>.\"\tCOERCE\r\n\
3\t<s>Norland</s> left <t>Estland</t>.\tYIELD\r\n\
4\t<s>Norland</s> slept; <t>Sudland</t> too.\tCONSULT\r\n";

    #[test]
    fn the_pair_chooses_the_event_and_its_type_is_the_answer() {
        let set = read(FILE).unwrap();
        assert_eq!(
            set.relations[0].text,
            "Norland will visit Sudland, which bombed Estland."
        );
        assert_eq!(set.relations[0].source, [[0, 7]]);
        assert_eq!(set.relations[2].text, "Norland's court \"jailed\" two men.");
        let found = graphs(&[
            (
                "[m1 GPE|Norland] will [e1 CONSULT|visit] [m2 GPE|Sudland], which [e2 ASSAULT|bombed] [m3 GPE|Estland].",
                "e1 m1>m2 future visit ; e2 m2>m3",
            ),
            (
                "[m1 GPE|Norland]'s court \"[e1 SANCTION|jailed]\" [m2 GRP|two men].",
                "e1 m1>m2 convict",
            ),
            ("[m1 GPE|Norland] [e1 ASSAULT|left] [m2 GPE|Estland].", "e1 m1> @m2"),
        ]);
        let answers = set.answers(&by_text(&found));
        assert_eq!(answers.given, ["AGREE", "ASSAULT", "COERCE", "ASSAULT", NONE]);
        assert_eq!((answers.without_event, answers.linked), (1, 4));
        // ASSAULT: one right, one too many, F1 2/3; AGREE and COERCE 1; YIELD and CONSULT 0.
        let section = set.section(&by_text(&found));
        let cell = |row: &str, column: &str| section.tables[0].cell(row, column).cloned();
        assert_eq!(
            cell("root, 15 classes", "macro-F1"),
            Some(Cell::Figure((2.0 / 3.0 + 1.0 + 1.0) / 5.0))
        );
        assert_eq!(cell("root, 15 classes", "accuracy"), Some(Cell::Figure(0.6)));
        // Quads: gold 1 4 4 2 1, given 1 4 4 4 0: F1 of 1 is 2/3, of 2 is 0, of 4 is 4/5.
        assert_eq!(
            cell("quad, 4 classes", "macro-F1"),
            Some(Cell::Figure((2.0 / 3.0 + 0.0 + 0.8) / 3.0))
        );
        let confusions = set.confusions(&by_text(&found), 9).unwrap();
        assert_eq!(confusions.rows.len(), 2);
        assert_eq!(confusions.cell("YIELD", "read as"), Some(&Cell::words("ASSAULT")));
    }

    #[test]
    fn hostile_text_is_read_without_a_panic() {
        assert!(read("a\tb\n1\t2\n").unwrap_err().contains("marked_sentence"));
        assert!(read("").is_err());
        let set = read("marked_sentence\tgold_root\n</s><t><s>é</t></s><\t\nonly one\n").unwrap();
        assert_eq!(set.relations.len(), 1);
        assert_eq!(set.relations[0].text, "é<");
    }
}
