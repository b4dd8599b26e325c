//! PolNeAR: attributions in political news, as source, cue and content (E. Newell, D. Margolin, D. Ruths, LREC 2018).
//!
//! Annotations are in brat's standoff format beside plain text. Ours is a reading sentence by sentence, so a gold
//! attribution belongs to the sentence of its cue, and of its source and content counts what lies in that sentence:
//! of a content in several pieces the longest.

use std::collections::BTreeMap;

use menurut_core::record::GraphRecord;

use super::{FIGURES, Graphs, Set, Spans, rivals};
use crate::report::{Cell, Section, Table};
use crate::scores::{Count, count};
use crate::spans::{Chars, length, overlap, same_set};

/// A gold attribution, its spans counted in the sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Attribution {
    cue: Chars,
    sources: Vec<Chars>,
    content: Option<Chars>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Sentence {
    text: String,
    gold: Vec<Attribution>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PolNear {
    sentences: Vec<Sentence>,
    articles: usize,
    /// Attributions whose cue lies in none of the sentences.
    outside: usize,
    /// Those whose source, and whose content, lies in other sentences than the cue.
    far_source: usize,
    far_content: usize,
}

/// Which of several annotators' copies is read: the first in the order of their names, one an article. The name of a
/// file is the article's and the annotator's, joined by the last `_`.
pub fn first_copies<'a>(names: impl IntoIterator<Item = &'a str>) -> BTreeMap<&'a str, &'a str> {
    let mut first: BTreeMap<&str, &str> = BTreeMap::new();
    for name in names {
        let stem = name.strip_suffix(".ann").unwrap_or(name);
        let article = stem.rsplit_once('_').map_or(stem, |(article, _)| article);
        let copy = first.entry(article).or_insert(name);
        if name < *copy {
            *copy = name;
        }
    }
    first
}

impl PolNear {
    /// Adds an article: its text, its annotations, and its sentences as the program cuts them, in order. A sentence
    /// is looked for in the text without regard to white space; one that is not found is left out.
    pub fn add(&mut self, text: &str, annotations: &str, sentences: &[&str]) {
        self.articles += 1;
        let text: Vec<char> = text.chars().collect();
        let places = places(&text, sentences);
        let first = self.sentences.len();
        let mut homes = Vec::new();
        for (sentence, place) in sentences.iter().zip(places) {
            if let Some(place) = place {
                homes.push(place);
                self.sentences.push(Sentence {
                    text: (*sentence).to_owned(),
                    gold: Vec::new(),
                });
            }
        }
        for gold in brat(annotations) {
            let Some(cue) = gold.cue.first().copied() else { continue };
            let Some(home) = homes.iter().position(|h| h.span[0] <= cue[0] && cue[0] < h.span[1]) else {
                self.outside += 1;
                continue;
            };
            let inside = |spans: &[Chars]| spans.iter().filter_map(|s| homes[home].inside(*s)).collect::<Vec<_>>();
            let sources = inside(&gold.source);
            let content = inside(&gold.content)
                .into_iter()
                .max_by_key(|c| (length(*c), std::cmp::Reverse(c[0])));
            self.far_source += usize::from(sources.is_empty() && !gold.source.is_empty());
            self.far_content += usize::from(content.is_none() && !gold.content.is_empty());
            if let Some(cue) = homes[home].inside(cue) {
                self.sentences[first + home]
                    .gold
                    .push(Attribution { cue, sources, content });
            }
        }
    }
}

/// Where a sentence stands in the text, and for each of its characters where that stands.
struct Home {
    span: Chars,
    at: Vec<usize>,
}

impl Home {
    /// A span of the text, counted in the sentence; nothing where it lies outside.
    fn inside(&self, [start, end]: Chars) -> Option<Chars> {
        let from = self.at.partition_point(|&x| x < start);
        let mut to = self.at.partition_point(|&x| x < end);
        // White space counts as the character in front of it.
        while to > from + 1 && self.at[to - 1] == self.at[to - 2] {
            to -= 1;
        }
        (from < to).then_some([from, to])
    }
}

fn places(text: &[char], sentences: &[&str]) -> Vec<Option<Home>> {
    let bare: Vec<usize> = (0..text.len()).filter(|&i| !text[i].is_whitespace()).collect();
    let mut from = 0;
    let mut find = |sentence: &&str| {
        let wanted: Vec<char> = sentence.chars().filter(|c| !c.is_whitespace()).collect();
        let fits = |at: &usize| {
            bare.len() - at >= wanted.len() && wanted.iter().zip(&bare[*at..]).all(|(c, &i)| *c == text[i])
        };
        let at = if wanted.is_empty() {
            None
        } else {
            (from..bare.len()).find(fits)
        }?;
        from = at + wanted.len();
        let mut next = at;
        let place = |c: char| {
            // White space stands where the character in front of it does; it begins and ends no span.
            if c.is_whitespace() {
                bare[next.saturating_sub(1).max(at)]
            } else {
                next += 1;
                bare[next - 1]
            }
        };
        let at_chars: Vec<usize> = sentence.chars().map(place).collect();
        Some(Home {
            span: [bare[at], bare[from - 1] + 1],
            at: at_chars,
        })
    };
    sentences.iter().map(&mut find).collect()
}

/// An attribution as brat has it: each part in one or more pieces.
#[derive(Debug, Default)]
struct Standoff {
    cue: Vec<Chars>,
    source: Vec<Chars>,
    content: Vec<Chars>,
}

/// More lines than an article's annotations have.
const MOST: usize = 20_000;

/// `T3 Content 115 290;300 310 …` are pieces of text, `E1 Attribution:T4 Content:T3 Cue:T2 Source:T1` what they make
/// together. Lines of other kinds say nothing here.
fn brat(annotations: &str) -> Vec<Standoff> {
    let mut pieces: BTreeMap<&str, Vec<Chars>> = BTreeMap::new();
    let lines = || annotations.lines().take(MOST);
    for line in lines().filter(|l| l.starts_with('T')) {
        let mut fields = line.split('\t');
        let (Some(name), Some(what)) = (fields.next(), fields.next()) else {
            continue;
        };
        let Some((_, offsets)) = what.split_once(' ') else {
            continue;
        };
        let span = |pair: &str| {
            let (start, end) = pair.split_once(' ')?;
            let span: Chars = [start.parse().ok()?, end.parse().ok()?];
            (span[0] < span[1]).then_some(span)
        };
        pieces.insert(name, offsets.split(';').filter_map(span).collect());
    }
    let event = |line: &str| {
        let mut whole = Standoff::default();
        for (role, name) in line.split_whitespace().filter_map(|w| w.split_once(':')) {
            let part = match role.trim_end_matches(|c: char| c.is_ascii_digit()) {
                "Cue" => &mut whole.cue,
                "Source" => &mut whole.source,
                "Content" => &mut whole.content,
                _ => continue,
            };
            part.extend(pieces.get(name).into_iter().flatten());
        }
        whole
    };
    lines().filter(|l| l.starts_with('E')).map(event).collect()
}

fn attributions(graph: &GraphRecord) -> Vec<Attribution> {
    let one = |a: &menurut_core::record::AttributionRecord| Attribution {
        cue: a.cue,
        sources: super::spans_of(graph, &a.source),
        content: a.content,
    };
    graph.attributions.iter().map(one).collect()
}

impl Set for PolNear {
    fn sentences(&self) -> Vec<&str> {
        self.sentences.iter().map(|s| s.text.as_str()).collect()
    }

    fn section(&self, graphs: &Graphs<'_>) -> Section {
        let (mut cues, mut sources, mut contents) = (Spans::default(), Spans::default(), Spans::default());
        let mut all = Count::default();
        for sentence in &self.sentences {
            let text: Vec<char> = sentence.text.chars().collect();
            let found = graphs
                .get(sentence.text.as_str())
                .map_or_else(Vec::new, |g| attributions(g));
            let gold = &sentence.gold;
            let cue = |of: &[Attribution]| of.iter().map(|a| a.cue).collect::<Vec<_>>();
            let source = |of: &[Attribution]| -> Vec<(Chars, Chars)> {
                of.iter().flat_map(|a| a.sources.iter().map(|s| (a.cue, *s))).collect()
            };
            let content = |of: &[Attribution]| -> Vec<(Chars, Chars)> {
                of.iter().filter_map(|a| Some((a.cue, a.content?))).collect()
            };
            cues.add(&text, &cue(gold), &cue(&found));
            sources.add_linked(&text, &source(gold), &source(&found));
            contents.add_linked(&text, &content(gold), &content(&found));
            all += count(gold, &found, |g, p| {
                let same_content = match (g.content, p.content) {
                    (Some(g), Some(p)) => overlap(g, p),
                    (None, _) => true,
                    (Some(_), None) => false,
                };
                overlap(g.cue, p.cue) && same_set(&g.sources, &p.sources) && same_content
            });
        }
        // What lies outside every sentence cannot be found, and was to be found.
        for spans in [&mut cues, &mut sources, &mut contents] {
            spans.near.gold += self.outside;
            spans.exact.gold += self.outside;
        }
        all.gold += self.outside;
        let mut table = Table::new("", &FIGURES);
        cues.rows("cue", &mut table);
        sources.rows("source", &mut table);
        contents.rows("content", &mut table);
        table.row([Cell::words("all three, overlap")].into_iter().chain(all.cells()));
        Section {
            key: "polnear".to_owned(),
            title: "PolNeAR dev".to_owned(),
            notes: vec![
                format!(
                    "{} articles, {} sentences; one annotator's copy of each article, the first by name. A source or \
                     content counts with its cue.",
                    self.articles,
                    self.sentences.len()
                ),
                format!(
                    "Each attribution is read in the sentence of its cue: {} sources and {} contents lie wholly in other \
                     sentences and are not asked for, {} cues lie outside what the program reads of the articles and \
                     count as missed.",
                    self.far_source, self.far_content, self.outside
                ),
            ],
            tables: [table].into_iter().chain(rivals("polnear")).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{by_text, figures, graphs};
    use super::*;

    const TEXT: &str = "Port  closed\n\nThe mayor said that the port\nwas shut. “It is,” she added. Nobody asked.";
    const ANN: &str = "\
T1\tSource 14 23\tThe mayor\n\
T2\tCue 24 28\tsaid\n\
T3\tContent 29 51\tthat the port was shut\n\
T4\tAttribution 24 28\tsaid\n\
E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1\n\
T5\tCue 66 71\tadded\n\
T6\tContent 53 61;1 4\t“It is,”\n\
T7\tSource 62 65\tshe\n\
E2\tAttribution:T8 Cue:T5 Source:T7 Content:T6\n\
T9\tCue 2 3\tr\n\
E3\tCue:T9 Source:T99\n\
A1\tNote T1\n\
broken\n\
T10\tCue x y\n";
    const SENTENCES: [&str; 3] = [
        "The mayor said that the port was shut.",
        "“It is,” she added.",
        "Not there.",
    ];

    #[test]
    fn spans_are_brought_into_the_sentence_of_their_cue() {
        let mut set = PolNear::default();
        set.add(TEXT, ANN, &SENTENCES);
        assert_eq!(set.sentences(), SENTENCES[..2]);
        let [one, two] = &set.sentences[..] else {
            panic!("two sentences")
        };
        let words = |s: &Sentence, [a, b]: Chars| s.text.chars().skip(a).take(b - a).collect::<String>();
        assert_eq!(words(one, one.gold[0].cue), "said");
        assert_eq!(words(one, one.gold[0].sources[0]), "The mayor");
        assert_eq!(words(one, one.gold[0].content.unwrap()), "that the port was shut");
        assert_eq!(words(two, two.gold[0].content.unwrap()), "“It is,”");
        assert_eq!(set.outside, 1, "the cue in the headline, which is no sentence here");
    }

    #[test]
    fn figures_are_those_counted_by_hand() {
        let mut set = PolNear::default();
        set.add(TEXT, ANN, &SENTENCES);
        let found = graphs(&[
            (
                "The [m1 GRP|mayor] [a1 CUE|said] that {a1|the port was shut}.",
                "a1 <m1",
            ),
            ("“{a1|It} is,” she [a1 CUE|added].", "a1 <"),
        ]);
        let section = set.section(&by_text(&found));
        let of = |row: &str| figures(&section.tables[0], row);
        assert_eq!(of("cue, exact"), (0.8, 1.0, 0.6667, 3));
        assert_eq!(of("source, exact"), (0.5, 1.0, 0.3333, 3));
        // "the port was shut" is "that the port was shut" but for the words in front; "It" is two of the seven
        // characters of “It is,”.
        assert_eq!(of("content, exact"), (0.4, 0.5, 0.3333, 3));
        assert_eq!(of("content, overlap"), (0.4, 0.5, 0.3333, 3));
        assert_eq!(of("all three, overlap"), (0.4, 0.5, 0.3333, 3));
    }

    #[test]
    fn one_copy_of_each_article_is_read() {
        let names = ["a_b_02.ann", "a_b_01.ann", "c_03.ann"];
        let copies = first_copies(names);
        assert_eq!(copies["a_b"], "a_b_01.ann");
        assert_eq!(copies["c"], "c_03.ann");
    }
}
