//! PFSA-ID: statements of public figures in Indonesian news (Purnomo et al. 2022).
//!
//! One token and its BILOU label a line, a blank line between sentences. STATEMENT is what is quoted; CUE the word that
//! attributes it, CUECOREF one with a pronoun in it (*katanya*); PERSON, PERSONCOREF and ROLE, with AFFILIATION between
//! them, say who speaks. Only quotations with such a cue are annotated, over as many sentences as they have: only the
//! sentence with the cue is read here, and only in such sentences does anything count.

use menurut_core::record::GraphRecord;

use super::{FIGURES, Graphs, Set, Spans, rivals, spans_of};
use crate::report::{Section, Table};
use crate::spans::{Chars, length};
use crate::tokens;

#[derive(Debug, Clone, PartialEq, Eq)]
struct Sentence {
    text: String,
    statements: Vec<Chars>,
    cues: Vec<Chars>,
    sources: Vec<Chars>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pfsa {
    sentences: Vec<Sentence>,
    all: usize,
}

/// Reads a file of the set.
///
/// # Errors
/// When no line is a token with a label: then it is another file.
pub fn read(text: &str) -> Result<Pfsa, String> {
    let mut set = Pfsa::default();
    let mut tokens: Vec<(&str, &str)> = Vec::new();
    for line in text.lines().chain([""]) {
        match line.trim_end_matches('\r').split_once('\t') {
            Some(token) if tokens.len() < tokens::MOST => tokens.push(token),
            Some(_) => {}
            None if tokens.is_empty() => {}
            None => {
                set.all += 1;
                set.sentences.extend(sentence(&std::mem::take(&mut tokens)));
            }
        }
    }
    if set.all == 0 {
        return Err("has no line with a token and its label: it is not a file of PFSA-ID".to_owned());
    }
    Ok(set)
}

/// The sentence, where it has a cue.
fn sentence(tokens: &[(&str, &str)]) -> Option<Sentence> {
    let words: Vec<&str> = tokens.iter().map(|t| t.0).collect();
    let (text, places) = tokens::join(&words);
    let label = |n: usize| tokens[n].1.split_once('-').map_or("", |(_, label)| label);
    // Runs of equal labels, each `B` or `U` beginning a new one: label, first token, last token.
    let mut runs: Vec<(&str, usize, usize)> = Vec::new();
    for (n, (_, tag)) in tokens.iter().enumerate() {
        let begins = tag.starts_with(['B', 'U']);
        match runs.last_mut() {
            _ if label(n).is_empty() => {}
            Some(last) if last.0 == label(n) && last.2 + 1 == n && !begins => last.2 = n,
            _ => runs.push((label(n), n, n)),
        }
    }
    let span = |first: usize, last: usize| [places[first][0], places[last][1]];
    let of = |labels: &[&str]| -> Vec<Chars> {
        let runs = runs.iter().filter(|r| labels.contains(&r.0));
        runs.map(|r| span(r.1, r.2)).collect()
    };
    let cues = of(&["CUE", "CUECOREF"]);
    if cues.is_empty() {
        return None;
    }
    // Our content is one stretch: of two sides of one cue the longer.
    let mut statements = of(&["STATEMENT"]);
    statements.sort_by_key(|s| (std::cmp::Reverse(length(*s)), s[0]));
    statements.truncate(cues.len());
    statements.sort_unstable();
    // Name, office and body that stand together, or with a comma between, are one speaker.
    let mut sources: Vec<(usize, usize, bool)> = Vec::new();
    for (label, first, last) in &runs {
        let speaks = match *label {
            "PERSON" | "PERSONCOREF" | "ROLE" => true,
            "AFFILIATION" => false,
            _ => continue,
        };
        match sources.last_mut() {
            Some(open) if open.1 + 1 == *first || (open.1 + 2 == *first && words[open.1 + 1] == ",") => {
                *open = (open.0, *last, open.2 || speaks);
            }
            _ => sources.push((*first, *last, speaks)),
        }
    }
    Some(Sentence {
        text,
        statements,
        cues,
        sources: sources.iter().filter(|s| s.2).map(|s| span(s.0, s.1)).collect(),
    })
}

impl Set for Pfsa {
    fn sentences(&self) -> Vec<&str> {
        self.sentences.iter().map(|s| s.text.as_str()).collect()
    }

    fn section(&self, graphs: &Graphs<'_>) -> Section {
        let (mut statements, mut cues, mut sources) = (Spans::default(), Spans::default(), Spans::default());
        for sentence in &self.sentences {
            let text: Vec<char> = sentence.text.chars().collect();
            let found = graphs.get(sentence.text.as_str()).copied();
            let contents = |g: &GraphRecord| g.attributions.iter().filter_map(|a| a.content).collect::<Vec<_>>();
            let speakers = |g: &GraphRecord| {
                let mut all: Vec<Chars> = g.attributions.iter().flat_map(|a| spans_of(g, &a.source)).collect();
                all.sort_unstable();
                all.dedup();
                all
            };
            statements.add(&text, &sentence.statements, &found.map(contents).unwrap_or_default());
            let said = |g: &GraphRecord| g.attributions.iter().map(|a| a.cue).collect::<Vec<_>>();
            cues.add(&text, &sentence.cues, &found.map(said).unwrap_or_default());
            sources.add(&text, &sentence.sources, &found.map(speakers).unwrap_or_default());
        }
        let mut table = Table::new("", &FIGURES);
        statements.rows("statement", &mut table);
        cues.rows("cue", &mut table);
        sources.rows("source", &mut table);
        Section {
            key: "pfsa".to_owned(),
            title: "PFSA-ID dev".to_owned(),
            notes: vec![
                format!(
                    "{} of {} sentences have a cue and are read; other statements are not annotated in the set.",
                    self.sentences.len(),
                    self.all
                ),
                "Statement is our content; a source is a name, office and body standing together. The figures of others \
                 are of models trained on the set, for eleven labels, on its test part."
                    .to_owned(),
            ],
            tables: [table].into_iter().chain(rivals("pfsa")).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{by_text, figures, graphs};
    use super::*;

    const FILE: &str = "\
Pelabuhan\tB-STATEMENT
itu\tI-STATEMENT
tutup\tI-STATEMENT
,\tI-STATEMENT
”\tL-STATEMENT
kata\tU-CUE
Kepala\tB-ROLE
Dinas\tL-ROLE
Kota\tB-AFFILIATION
Teluk\tL-AFFILIATION
,\tO
Ani\tB-PERSON
Sol\tL-PERSON
,\tO
di\tO
Teluk\tU-LOCATION
.\tO

Sepi\tO
.\tO

Ya\tB-STATEMENT
,\tI-STATEMENT
”\tL-STATEMENT
katanya\tU-CUECOREF
.\tO
";

    #[test]
    fn sentences_with_a_cue_are_read_and_a_speaker_is_one_stretch() {
        let set = read(FILE).unwrap();
        assert_eq!((set.sentences.len(), set.all), (2, 3));
        let one = &set.sentences[0];
        assert_eq!(
            one.text,
            "Pelabuhan itu tutup,” kata Kepala Dinas Kota Teluk, Ani Sol, di Teluk."
        );
        let words = |[a, b]: Chars| one.text.chars().skip(a).take(b - a).collect::<String>();
        assert_eq!(
            one.sources.iter().map(|s| words(*s)).collect::<Vec<_>>(),
            ["Kepala Dinas Kota Teluk, Ani Sol"]
        );
        assert_eq!(words(one.statements[0]), "Pelabuhan itu tutup,”");
        let found = graphs(&[
            (
                "{a1|Pelabuhan itu tutup},” [a1 CUE|kata] Kepala Dinas Kota Teluk, [m1 PER|Ani Sol], di Teluk.",
                "a1 <m1 direct",
            ),
            ("Ya,” katanya.", "-"),
        ]);
        let section = set.section(&by_text(&found));
        let of = |row: &str| figures(&section.tables[0], row);
        assert_eq!(of("statement, exact"), (0.6667, 1.0, 0.5, 2));
        assert_eq!(of("cue, exact"), (0.6667, 1.0, 0.5, 2));
        assert_eq!(
            of("source, overlap"),
            (0.0, 0.0, 0.0, 1),
            "7 of 32 characters are too few"
        );
    }

    #[test]
    fn hostile_text_is_read_without_a_panic() {
        assert!(read("no labels here").is_err());
        assert!(read("").is_err());
        let set = read("x\tU-CUE\ny\t\nz\tL-\n\t\n").unwrap();
        assert_eq!(set.all, 1);
    }
}
