//! How good is the parser? On files of marked sentences, or on everything there is to measure it with.

mod errors;
mod sets;

use std::collections::BTreeMap;
use std::fs;
use std::ops::ControlFlow;
use std::path::Path;

use menurut::Reader;
use menurut_core::SentenceGraph;
use menurut_core::record::GraphRecord;
use menurut_eval::calibration::Reliability;
use menurut_eval::report::{Section, differences};
use menurut_eval::{Alignment, Scores, stm, table};

use super::corpus::reading;
use super::read::cores;
use super::{Status, usage};
use crate::args::{EvalArgs, Format, FormatArgs};
use crate::input::describe;
use crate::layout::{run as text, wrap};
use crate::printer::{Printer, style};
use crate::rows::{csv_line, json_line};

/// Sentences with many mistakes that are shown where nobody says how many.
const WORST: usize = 20;

pub(crate) fn run(mut args: EvalArgs, printer: &mut Printer) -> anyhow::Result<Status> {
    let errors = match args.errors.take() {
        None => None,
        Some(None) => Some(WORST),
        Some(Some(word)) => match word.parse() {
            Ok(n) => Some(n),
            // `--errors FILE.stm`: the number is left out.
            Err(_) if word.ends_with(".stm") => {
                args.files.insert(0, word.into());
                Some(WORST)
            }
            Err(_) => return Err(usage(format!("--errors '{word}' is no number of sentences"))),
        },
    };
    if args.files.is_empty() {
        sets::run(&args, errors, printer)
    } else {
        files(&args, errors, printer)
    }
}

/// Scores on files of marked sentences.
fn files(args: &EvalArgs, errors: Option<usize>, printer: &mut Printer) -> anyhow::Result<Status> {
    let read = reading(&args.files)?;
    for fault in &read.faults {
        printer.error(fault);
    }
    if read.items.is_empty() {
        return Err(anyhow::anyhow!(
            "no marked sentence in these files: a .stm file is needed"
        ));
    }
    let gold: Vec<GraphRecord> = read.items.iter().map(stm::Item::to_record).collect();
    let (predicted, graphs) = match &args.predicted {
        Some(path) => (graphs(path)?, Vec::new()),
        None => parsed(&Reader::new()?, &gold)?.into_iter().unzip(),
    };
    let alignment = Alignment::new(&gold, &predicted);
    if let Some(n) = errors {
        errors::show(&alignment.pairs, n, printer)?;
    } else if args.calibration {
        let mut reliability = Reliability::default();
        // Graphs of our own stand in the order of the gold sentences.
        let pairs = alignment.pairs.iter().enumerate();
        reliability.add_all(pairs.map(|(n, p)| (p.gold, p.predicted, graphs.get(n))));
        print(&[reliability.section()], &args.format, printer)?;
    } else {
        scores(&alignment, &args.format, printer)?;
    }
    Ok(if read.faults.is_empty() {
        Status::Done
    } else {
        Status::SomeFailed
    })
}

fn scores(alignment: &Alignment<'_>, format: &FormatArgs, printer: &mut Printer) -> anyhow::Result<()> {
    let (all, by_lang) = (alignment.scores(), alignment.scores_by_lang());
    match printer.format(format) {
        Format::Jsonl => {
            let langs = by_lang
                .iter()
                .map(|(lang, scores)| (lang.clone(), scores.to_json()))
                .collect();
            let line = serde_json::json!({ "all": all.to_json(), "by_lang": serde_json::Value::Object(langs) });
            printer.line(&line.to_string())
        }
        Format::Csv => {
            printer.write(&csv_line(["lang", "figure", "f1", "precision", "recall", "gold"])?)?;
            let every = std::iter::once(("all", &all)).chain(by_lang.iter().map(|(l, s)| (l.as_str(), s)));
            for (lang, scores) in every {
                for row in scores.rows() {
                    let [f1, precision, recall] = [row.f1, row.precision, row.recall].map(|f| f.to_string());
                    let gold = row.gold.to_string();
                    printer.write(&csv_line([lang, row.name, &f1, &precision, &recall, &gold])?)?;
                }
            }
            Ok(())
        }
        Format::Table => {
            let mut groups: Vec<(&str, &Scores)> = Vec::new();
            if by_lang.len() > 1 {
                groups.extend(by_lang.iter().map(|(lang, s)| (lang.as_str(), s)));
                groups.push(("all", &all));
            } else {
                groups.push(("", &all));
            }
            // Side by side while they fit.
            for groups in groups.chunks(3) {
                printer.line(&table(groups).text())?;
            }
            Ok(())
        }
    }
}

/// Figures as tables, JSON lines or CSV.
pub(crate) fn print(sections: &[Section], format: &FormatArgs, printer: &mut Printer) -> anyhow::Result<()> {
    match printer.format(format) {
        Format::Jsonl => sections
            .iter()
            .try_for_each(|s| json_line(&s.json()).and_then(|line| printer.write(&line))),
        Format::Csv => {
            printer.write(&csv_line(["set", "table", "row", "column", "value"])?)?;
            let rows = sections.iter().flat_map(Section::flat);
            rows.map(csv_line).try_for_each(|line| printer.write(&line?))
        }
        Format::Table => {
            for section in sections {
                printer.line(&printer.ink().paint(style::BOLD, &section.title))?;
                for note in &section.notes {
                    for line in wrap(&[text(style::DIM, note.as_str())], printer.width().min(110), 9) {
                        printer.line(&crate::layout::render(&line, printer.ink()))?;
                    }
                }
                printer.line("")?;
                for table in &section.tables {
                    if !table.name.is_empty() {
                        printer.line(&printer.ink().paint(style::DIM, &table.name))?;
                    }
                    printer.line(&table.text())?;
                }
            }
            Ok(())
        }
    }
}

/// Whether a page made earlier is what is printed now, each difference named.
fn verify(path: &Path, now: &str, printer: &Printer) -> anyhow::Result<Status> {
    let found = differences(&contents(path)?, now, tolerance());
    for difference in &found {
        printer.error(format!("{}: {difference}", path.display()));
    }
    if found.is_empty() {
        printer.note(format!("{} is what is printed now", path.display()));
        return Ok(Status::Done);
    }
    printer.note(format!("make it anew: menurut eval --markdown > {}", path.display()));
    Ok(Status::SomeFailed)
}

/// How far a figure may be from one printed on another machine. Where the processor has no 8-bit dot products (x86-64
/// without AVX-512 VNNI), activations take 7 bits instead of 8 (models/README.md): more sentences are read otherwise.
fn tolerance() -> f64 {
    #[cfg(target_arch = "x86_64")]
    if !(std::is_x86_feature_detected!("avx512f") && std::is_x86_feature_detected!("avx512vnni")) {
        return 0.03;
    }
    0.002
}

/// Larger files than any set has are not read.
const MOST_BYTES: u64 = 64 << 20;

/// The text of a file.
///
/// # Errors
/// With the file's name: when it cannot be read, is no UTF-8, or is larger than any such file.
pub(crate) fn contents(path: &Path) -> anyhow::Result<String> {
    let read = || {
        if fs::metadata(path)?.len() > MOST_BYTES {
            return Err(std::io::Error::other("larger than 64 MiB: it is no set of sentences"));
        }
        fs::read_to_string(path)
    };
    read().map_err(|e| anyhow::anyhow!("{}: {}", path.display(), describe(&e)))
}

fn graphs(path: &Path) -> anyhow::Result<Vec<GraphRecord>> {
    let text = contents(path)?;
    let lines = text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty());
    lines
        .map(|(n, line)| {
            serde_json::from_str(line).map_err(|e| {
                anyhow::anyhow!(
                    "{}:{}: is no graph ({e}): 'menurut parse --stm' makes such lines",
                    path.display(),
                    n + 1
                )
            })
        })
        .collect()
}

/// What the model finds in the texts of these records, under their ids.
fn parsed(reader: &Reader, sentences: &[GraphRecord]) -> anyhow::Result<Vec<(GraphRecord, SentenceGraph)>> {
    let mut all = Vec::with_capacity(sentences.len());
    let work = |batch: &[GraphRecord]| {
        let texts: Vec<&str> = batch.iter().map(|s| s.text.as_str()).collect();
        let record = |(s, graph): (&GraphRecord, SentenceGraph)| {
            (GraphRecord::new(s.id.clone(), s.lang.clone(), &s.text, &graph), graph)
        };
        Ok(batch.iter().zip(reader.parse(&texts)).map(record).collect::<Vec<_>>())
    };
    let mut failed = Ok(());
    menurut::in_order(
        sentences.chunks(64),
        cores(),
        work,
        Err,
        |done: Result<_, String>| match done {
            Ok(records) => {
                all.extend(records);
                ControlFlow::Continue(())
            }
            Err(why) => {
                failed = Err(anyhow::anyhow!("{why}"));
                ControlFlow::Break(())
            }
        },
    )?;
    failed.map(|()| all)
}

/// Graphs by the text of their sentence.
fn by_text(records: &[(GraphRecord, SentenceGraph)]) -> BTreeMap<&str, &GraphRecord> {
    records.iter().map(|(r, _)| (r.text.as_str(), r)).collect()
}
