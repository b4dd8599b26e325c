use std::ops::ControlFlow;

use menurut_core::record::QuotationRecord;
use menurut_store::{QuoteFilter, Store};

use super::{Status, code, count, day, not_in_store, short};
use crate::args::{Format, QuotesArgs};
use crate::claim_table::chain;
use crate::layout::{clean, render, run as text, wrap};
use crate::printer::{Printer, style};
use crate::rows::{Csv, json_line};

pub(crate) fn run(args: QuotesArgs, printer: &mut Printer) -> anyhow::Result<Status> {
    let filter = QuoteFilter {
        stance: code("--stance", args.stance.as_ref())?,
        since: day("--since", args.book.since.as_ref())?,
        until: day("--until", args.book.until.as_ref())?,
        article: args.article,
        source: args.source,
        outlet: args.book.outlet,
        lang: args.book.lang.map(|l| l.to_ascii_lowercase()),
        limit: args.book.limit,
        ..QuoteFilter::default()
    };
    let store = Store::open_existing(&args.book.store.store)?;
    if let Some(name) = &filter.article
        && store.article(name)?.is_none()
    {
        return Err(not_in_store(name, &args.book.store.store));
    }
    let format = printer.format(&args.book.format);
    let (mut csv, mut failed) = (Csv::default(), None);
    let seen = store.each_quotation(&filter, |quotation| {
        let done = match format {
            Format::Table => printer.write(&shown(&quotation, printer)),
            Format::Jsonl => json_line(&quotation).and_then(|line| printer.write(&line)),
            Format::Csv => csv.row(&quotation, printer),
        };
        match done {
            Ok(()) if !printer.closed() => ControlFlow::Continue(()),
            Ok(()) => ControlFlow::Break(()),
            Err(error) => {
                failed = Some(error);
                ControlFlow::Break(())
            }
        }
    })?;
    if let Some(error) = failed {
        return Err(error);
    }
    match format {
        Format::Csv => csv.begin::<QuotationRecord>(printer)?,
        Format::Table => {
            printer.flush()?;
            printer.note(match seen {
                0 => "no quotation fits: leave out a condition, or see 'menurut articles' for what has been read"
                    .to_owned(),
                n => count(usize::try_from(n).unwrap_or(usize::MAX), "quotation"),
            });
        }
        Format::Jsonl => {}
    }
    Ok(Status::Done)
}

/// Who says it, what, and where it stands.
fn shown(quotation: &QuotationRecord, printer: &Printer) -> String {
    let (ink, article) = (printer.ink(), &quotation.article);
    let about = [
        article
            .title
            .as_deref()
            .or(article.path.as_deref())
            .unwrap_or("(no title)"),
        article
            .published
            .as_deref()
            .map_or("date unknown", |p| p.get(..10).unwrap_or(p)),
        short(&article.id),
    ];
    // The chain says who denies and who does not confirm.
    let head = [text(style::SOURCE, chain(&quotation.according_to))];
    let body = [text(style::PLAIN, clean(&quotation.content.text))];
    let foot = [text(style::DIM, clean(&about.join(" · ")))];
    let mut out = String::new();
    for (runs, indent) in [(&head[..], 0), (&body[..], 2), (&foot[..], 2)] {
        for line in wrap(runs, printer.width().min(110) - indent, 60) {
            out.push_str(&" ".repeat(indent));
            out.push_str(&render(&line, ink));
            out.push('\n');
        }
    }
    out.push('\n');
    out
}
