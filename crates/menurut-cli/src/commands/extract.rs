use menurut_core::record::ExtractRecord;

use super::Status;
use crate::args::{ExtractArgs, Format};
use crate::input::Inputs;
use crate::layout::{Run, clean, render, run as text, wrap};
use crate::printer::{Printer, style};
use crate::rows::{Csv, json_line};

pub(crate) fn run(args: &ExtractArgs, printer: &mut Printer) -> anyhow::Result<Status> {
    let inputs = Inputs::new(&args.input)?;
    let format = printer.format(&args.format);
    let (mut csv, mut status) = (Csv::default(), Status::Done);
    for item in inputs {
        if printer.closed() {
            break;
        }
        let read = item.open().map_err(|f| (f.path, f.cause)).and_then(|article| {
            let path = article.path.clone().unwrap_or_default();
            menurut::document(&article).map_err(|e| (path, e.to_string()))
        });
        let document = match read {
            Ok(document) => document,
            Err((path, cause)) => {
                printer.error(format!("{path}: {cause}"));
                status = Status::SomeFailed;
                continue;
            }
        };
        for diagnostic in &document.diagnostics {
            printer.warn(format!(
                "{}: {}",
                document.path.as_deref().unwrap_or("-"),
                diagnostic.message
            ));
        }
        let record = ExtractRecord::from(&document);
        match format {
            Format::Jsonl => printer.write(&json_line(&record)?)?,
            Format::Csv => csv.row(&record, printer)?,
            Format::Table => printer.write(&shown(&record, printer))?,
        }
    }
    if format == Format::Csv {
        csv.begin::<ExtractRecord>(printer)?;
    }
    Ok(status)
}

/// The article as a page of text: what is known about it, its paragraphs by kind, what was left out.
fn shown(record: &ExtractRecord, printer: &Printer) -> String {
    let (ink, width) = (printer.ink(), printer.width().min(110));
    let mut out = String::new();
    let mut entry = |label: &str, label_style, runs: &[Run]| {
        for (n, line) in wrap(runs, width - 12, 400).iter().enumerate() {
            let label = if n == 0 { label } else { "" };
            out.push_str(&ink.paint(label_style, &format!("{label:<12}")));
            out.push_str(&render(line, ink));
            out.push('\n');
        }
    };
    let known = [
        ("path", record.path.clone()),
        ("url", record.url.clone()),
        ("title", record.title.clone()),
        ("byline", Some(record.byline.join(", ")).filter(|b| !b.is_empty())),
        ("outlet", record.outlet.clone()),
        ("agency", record.agency.clone()),
        ("dateline", record.dateline.clone()),
        ("published", record.published.clone()),
        ("lang", record.lang.clone()),
    ];
    for (label, value) in known {
        let value = value.map_or_else(|| text(style::DIM, "–"), |v| text(style::BOLD, clean(&v)));
        entry(label, style::DIM, &[value]);
    }
    for paragraph in &record.paragraphs {
        entry("", style::PLAIN, &[text(style::PLAIN, "")]);
        entry(
            &paragraph.kind,
            style::CONTEXT,
            &[text(style::PLAIN, clean(&paragraph.text))],
        );
    }
    if !record.dropped.is_empty() {
        entry("", style::PLAIN, &[text(style::PLAIN, "")]);
        entry(
            "left out",
            style::SOURCE,
            &[text(style::DIM, "as no sentence of the article:")],
        );
    }
    for dropped in &record.dropped {
        entry(
            &format!("  {}", dropped.kind),
            style::SOURCE,
            &[text(style::DIM, clean(&dropped.text))],
        );
    }
    out.push('\n');
    out
}
