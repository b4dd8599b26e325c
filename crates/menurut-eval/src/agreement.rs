//! Second readings: sentences of a corpus marked once more, blind to its own marks, so that the two can be compared.

use std::collections::{BTreeMap, BTreeSet};

use menurut_core::record::GraphRecord;

use crate::report::Section;
use crate::scores::{Alignment, Scores, table};
use crate::stm::{Fault, Item, Reading};

/// Everything wrong in a second reading, by file and line: faults of its marks, and sentences that are not the
/// corpus's.
pub fn faults(corpus: &Reading, second: &Reading) -> Vec<Fault> {
    let firsts = by_id(corpus);
    let mut found = second.faults.clone();
    for item in &second.items {
        let mut fault = |message: String, mend: String| {
            found.push(Fault {
                file: item.file.clone(),
                line: item.line,
                id: Some(item.id.clone()),
                message,
                mend,
            });
        };
        let Some(first) = firsts.get(item.id.as_str()) else {
            // A first reading that is not in order has faults of its own.
            if !corpus.has_id(&item.id) {
                fault(
                    "no sentence of the corpus has this id".to_owned(),
                    "write the id that it has there, or take it out".to_owned(),
                );
            }
            continue;
        };
        let place = format!("{}:{}", first.file, first.line);
        if first.text != item.text {
            fault(
                "not the sentence of the corpus".to_owned(),
                format!("copy the words of {place}, only marks differ"),
            );
        }
        if first.lang != item.lang {
            fault(
                format!("lang={} of a sentence that is {} in the corpus", item.lang, first.lang),
                format!("write lang={}, as in front of {place}", first.lang),
            );
        }
    }
    found.sort();
    found
}

/// How far the second reading agrees with the corpus's own marks, which stand for what is to be found; by language.
///
/// Only sentences that both readings have, with equal words and language, are compared.
pub fn section(corpus: &Reading, second: &Reading) -> Section {
    let pairs = pairs(corpus, second);
    let articles: BTreeSet<&str> = pairs
        .iter()
        .filter_map(|(first, _)| first.meta.get("doc").map(String::as_str))
        .collect();
    let (first, second): (Vec<GraphRecord>, Vec<GraphRecord>) =
        pairs.iter().map(|(a, b)| (a.to_record(), b.to_record())).unzip();
    let alignment = Alignment::new(&first, &second);
    let (all, by_lang) = (alignment.scores(), alignment.scores_by_lang());
    let mut groups: Vec<(&str, &Scores)> = by_lang.iter().map(|(lang, s)| (lang.as_str(), s)).collect();
    if groups.len() > 1 {
        groups.push(("all", &all));
    }
    Section {
        key: "agreement".to_owned(),
        title: "Agreement of two readings".to_owned(),
        notes: vec![format!(
            "Sentences marked twice: {}; articles that they are from: {}. The second reading is scored against the \
             corpus's own marks (gold).",
            pairs.len(),
            articles.len()
        )],
        tables: vec![table(&groups)],
    }
}

/// Both readings of each sentence marked twice, in the order of the corpus.
fn pairs<'a>(corpus: &'a Reading, second: &'a Reading) -> Vec<(&'a Item, &'a Item)> {
    let seconds = by_id(second);
    let both = |first: &'a Item| {
        let second = *seconds.get(first.id.as_str())?;
        (first.text == second.text && first.lang == second.lang).then_some((first, second))
    };
    corpus.items.iter().filter_map(both).collect()
}

fn by_id(reading: &Reading) -> BTreeMap<&str, &Item> {
    reading.items.iter().map(|i| (i.id.as_str(), i)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Cell;
    use crate::stm::read;

    const FIRST: &str = "\
# id=x-1 lang=en doc=x
[m1 GPE|Norland] [e1 SANCTION|expelled] [m2 GRP|two envoys].
e1 m1>m2 expel

# id=x-2 lang=en doc=x
{a1|[m1 GRP|Guards] [e1 ASSAULT|beat] [m2 GRP|strikers]}, [m3 PER|Ana Sol] [a1 CUE|said].
e1 m1>m2 beat ; a1 <m3

# id=x-3 lang=id
[m1 GRP|Polisi] [e1 COERCE|menangkap] [m2 GRP|dua orang].
e1 m1>m2 arrest

# id=x-4 lang=en
[m1 GRP|Crowds] [e1 PROTEST|marched].
e1 m1> demo
";

    /// One recipient fewer, one other type, one sentence alike; the fourth was not read again.
    const SECOND: &str = "\
# id=x-3 lang=id
[m1 GRP|Polisi] [e1 COERCE|menangkap] [m2 GRP|dua orang].
e1 m1>m2 arrest

# id=x-1 lang=en
[m1 GPE|Norland] [e1 SANCTION|expelled] [m2 GRP|two envoys].
e1 m1> expel

# id=x-2 lang=en
{a1|[m1 GRP|Guards] [e1 COERCE|beat] [m2 GRP|strikers]}, [m3 PER|Ana Sol] [a1 CUE|said].
e1 m1>m2 ; a1 <m3
";

    #[test]
    fn two_readings_are_scored_by_language() {
        let (first, second) = (read("a.stm", FIRST), read("second/a.stm", SECOND));
        assert_eq!(faults(&first, &second), []);
        let section = section(&first, &second);
        assert!(section.notes[0].starts_with("Sentences marked twice: 3; articles that they are from: 1."));
        let cell = |row: &str, column: &str| section.tables[0].cell(row, column).cloned();
        let figure = |row: &str, column: &str, expected: f64| {
            assert_eq!(cell(row, column), Some(Cell::Figure(expected)), "{row}, {column}");
        };
        figure("mention", "en F1", 1.0);
        figure("trigger", "en F1", 1.0);
        // One of two.
        figure("event", "en F1", 0.5);
        figure("type given trigger", "en F1", 0.5);
        figure("mode given trigger", "en F1", 0.5);
        // Norland alone, of four marked first and three marked second: 2 · 1 / (4 + 3).
        figure("who-whom", "en P", 0.3333);
        figure("who-whom", "en R", 0.25);
        figure("who-whom", "en F1", 0.2857);
        figure("statement", "en F1", 0.0);
        figure("attribution", "en F1", 1.0);
        figure("statement", "id F1", 1.0);
        // With the two of the Indonesian sentence: 2 · 3 / (6 + 5).
        figure("who-whom", "all F1", 0.5455);
        figure("statement", "all F1", 0.3333);
        assert_eq!(cell("sentences", "en gold"), Some(Cell::Count(2)));
        assert_eq!(cell("sentences", "all gold"), Some(Cell::Count(3)));
    }

    #[test]
    fn a_second_reading_is_of_the_same_sentences() {
        let check = |from: &str, to: &str, expected: &[&str]| {
            assert!(SECOND.contains(from), "{from}");
            let (first, second) = (
                read("a.stm", FIRST),
                read("second/a.stm", &SECOND.replacen(from, to, 1)),
            );
            let found: Vec<String> = faults(&first, &second).iter().map(ToString::to_string).collect();
            assert_eq!(found, expected, "{from} → {to}");
            // What is not in order is not compared.
            let compared = pairs(&first, &second).len();
            assert_eq!(compared, 2, "{from} → {to}");
        };
        check(
            "x-3",
            "x-9",
            &[
                "second/a.stm:2 x-9: no sentence of the corpus has this id: write the id that it has there, or take it \
               out",
            ],
        );
        check(
            "dua orang",
            "tiga orang",
            &["second/a.stm:2 x-3: not the sentence of the corpus: copy the words of a.stm:10, only marks differ"],
        );
        check(
            "lang=id",
            "lang=ms",
            &[
                "second/a.stm:2 x-3: lang=ms of a sentence that is id in the corpus: write lang=id, as in front of \
               a.stm:10",
            ],
        );
        check(
            "e1 m1> expel",
            "e1 m4> expel",
            &["second/a.stm:7 x-1: e1 links unknown m4: mark the mention, or link another"],
        );
    }

    #[test]
    fn a_fault_of_the_first_reading_is_not_the_seconds() {
        let first = read("a.stm", &FIRST.replacen("m1>m2 expel", "m1>m4 expel", 1));
        assert_eq!(faults(&first, &read("second/a.stm", SECOND)), []);
    }
}
