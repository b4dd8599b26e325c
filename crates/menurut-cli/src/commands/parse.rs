use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::ops::ControlFlow;

use menurut::Reader;
use menurut_core::record::GraphRecord;

use super::Status;
use super::read::cores;
use crate::args::ParseArgs;
use crate::input::{describe, too_large};
use crate::printer::Printer;
use crate::rows::json_line;

/// Sentences that are parsed together: batches of like length cost least.
const BATCH: usize = 64;

struct Line {
    id: String,
    lang: Option<String>,
    text: String,
}

pub(crate) fn run(args: &ParseArgs, printer: &mut Printer) -> anyhow::Result<Status> {
    let mut failed = None;
    let lines: Box<dyn Iterator<Item = Line>> = if args.stm {
        let lang = args.lang.clone();
        let items = gold(&args.file)?.into_iter();
        Box::new(items.map(move |item| Line {
            id: item.id,
            lang: lang.clone().or(Some(item.lang)),
            text: item.text,
        }))
    } else {
        let input: Box<dyn BufRead> = if args.file == "-" {
            Box::new(std::io::stdin().lock())
        } else {
            let file = File::open(&args.file).map_err(|e| anyhow::anyhow!("{}: {}", args.file, describe(&e)))?;
            Box::new(BufReader::new(file))
        };
        Box::new(sentences(input, args, &mut failed))
    };
    let reader = Reader::new()?;
    let mut lines = lines.peekable();
    let batches = std::iter::from_fn(|| {
        lines.peek()?;
        Some(lines.by_ref().take(BATCH).collect::<Vec<_>>())
    });
    let work = |batch: Vec<Line>| -> Result<String, String> {
        let texts: Vec<&str> = batch.iter().map(|l| l.text.as_str()).collect();
        let graphs = reader.parse(&texts);
        let mut out = String::new();
        for (line, graph) in batch.iter().zip(graphs) {
            let record = GraphRecord::new(line.id.clone(), line.lang.clone(), &line.text, &graph);
            out.push_str(&json_line(&record).map_err(|e| e.to_string())?);
        }
        Ok(out)
    };
    let mut result = Ok(());
    menurut::in_order(batches, cores(), work, Err, |done| {
        result = done.map_err(anyhow::Error::msg).and_then(|text| printer.write(&text));
        if result.is_err() || printer.closed() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    })?;
    drop(lines);
    result?;
    match failed {
        Some(cause) => Err(anyhow::anyhow!("{}: {cause}", args.file)),
        None => Ok(Status::Done),
    }
}

fn gold(path: &str) -> anyhow::Result<Vec<menurut_eval::stm::Item>> {
    let text = if path == "-" {
        let mut text = String::new();
        std::io::stdin().lock().read_to_string(&mut text)?;
        text
    } else {
        std::fs::read_to_string(path).map_err(|e| anyhow::anyhow!("{path}: {}", describe(&e)))?
    };
    let read = menurut_eval::stm::read(path, &text);
    match read.faults.first() {
        Some(fault) => Err(anyhow::anyhow!("{fault}")),
        None => Ok(read.items),
    }
}

/// One sentence per line, its text unchanged, its id the line's number. What ends the reading early goes to `failed`.
fn sentences<'a>(
    mut input: Box<dyn BufRead>,
    args: &'a ParseArgs,
    failed: &'a mut Option<String>,
) -> impl Iterator<Item = Line> + 'a {
    let mut number = 0;
    std::iter::from_fn(move || {
        number += 1;
        let mut bytes = Vec::new();
        let limit = menurut::MAX_BYTES as u64;
        match input.by_ref().take(limit + 1).read_until(b'\n', &mut bytes) {
            Ok(0) => return None,
            Ok(n) if n as u64 > limit => {
                *failed = Some(format!("line {number} {}", too_large()));
                return None;
            }
            Ok(_) => {}
            Err(e) => {
                *failed = Some(describe(&e));
                return None;
            }
        }
        if bytes.ends_with(b"\n") {
            bytes.pop();
        }
        if bytes.ends_with(b"\r") {
            bytes.pop();
        }
        Some(Line {
            id: number.to_string(),
            lang: args.lang.clone(),
            text: String::from_utf8_lossy(&bytes).into_owned(),
        })
    })
}
