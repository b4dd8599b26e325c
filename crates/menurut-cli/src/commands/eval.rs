use std::fs;
use std::ops::ControlFlow;
use std::path::Path;

use menurut::Reader;
use menurut_core::record::GraphRecord;
use menurut_eval::{Alignment, stm};

use super::Status;
use super::read::cores;
use crate::args::{EvalArgs, Format};
use crate::input::describe;
use crate::printer::{Printer, style};

pub(crate) fn run(args: &EvalArgs, printer: &mut Printer) -> anyhow::Result<Status> {
    let mut read = stm::Reading::default();
    for path in &args.files {
        read.add(&path.display().to_string(), &text(path)?);
    }
    for fault in &read.faults {
        printer.error(fault);
    }
    let gold: Vec<GraphRecord> = read.items.iter().map(stm::Item::to_record).collect();
    if gold.is_empty() {
        return Err(anyhow::anyhow!(
            "no marked sentence in these files: a .stm file is needed"
        ));
    }
    let predicted = match &args.predicted {
        Some(path) => graphs(path)?,
        None => parsed(&read.items)?,
    };
    let alignment = Alignment::new(&gold, &predicted);
    let (all, by_lang) = (alignment.scores(), alignment.scores_by_lang());
    match printer.format(&args.format) {
        Format::Jsonl => {
            let langs = by_lang
                .iter()
                .map(|(lang, scores)| (lang.clone(), scores.to_json()))
                .collect();
            let line = serde_json::json!({ "all": all.to_json(), "by_lang": serde_json::Value::Object(langs) });
            printer.line(&line.to_string())?;
        }
        Format::Csv => {
            let mut writer = csv::Writer::from_writer(Vec::new());
            writer.write_record(["lang", "figure", "f1", "precision", "recall", "gold"])?;
            let every = std::iter::once(("all", &all)).chain(by_lang.iter().map(|(l, s)| (l.as_str(), s)));
            for (lang, scores) in every {
                for row in scores.rows() {
                    let figures = [row.f1, row.precision, row.recall].map(|f| f.to_string());
                    let [f1, precision, recall] = figures;
                    let gold = row.gold.to_string();
                    writer.write_record([lang, row.name, &f1, &precision, &recall, &gold])?;
                }
            }
            printer.write(&String::from_utf8(writer.into_inner()?)?)?;
        }
        Format::Table => {
            if by_lang.len() > 1 {
                for (lang, scores) in &by_lang {
                    printer.line(&printer.ink().paint(style::BOLD, lang))?;
                    printer.line(&scores.to_string())?;
                }
                printer.line(&printer.ink().paint(style::BOLD, "all"))?;
            }
            printer.write(&all.to_string())?;
        }
    }
    Ok(if read.faults.is_empty() {
        Status::Done
    } else {
        Status::SomeFailed
    })
}

fn text(path: &Path) -> anyhow::Result<String> {
    fs::read_to_string(path).map_err(|e| anyhow::anyhow!("{}: {}", path.display(), describe(&e)))
}

fn graphs(path: &Path) -> anyhow::Result<Vec<GraphRecord>> {
    let text = text(path)?;
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

fn parsed(items: &[stm::Item]) -> anyhow::Result<Vec<GraphRecord>> {
    let reader = Reader::new()?;
    let mut all = Vec::with_capacity(items.len());
    let work = |batch: &[stm::Item]| {
        let texts: Vec<&str> = batch.iter().map(|i| i.text.as_str()).collect();
        let record = |(item, graph): (&stm::Item, menurut_core::SentenceGraph)| {
            GraphRecord::new(item.id.clone(), Some(item.lang.clone()), &item.text, &graph)
        };
        Ok(batch.iter().zip(reader.parse(&texts)).map(record).collect::<Vec<_>>())
    };
    let mut failed = Ok(());
    menurut::in_order(
        items.chunks(64),
        cores(),
        work,
        Err,
        |done: Result<Vec<GraphRecord>, String>| match done {
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
