use std::ops::ControlFlow;

use menurut_store::{ClaimFilter, Store};

use super::read::Output;
use super::{Status, code, count, day, not_in_store};
use crate::args::{ClaimsArgs, Format};
use crate::printer::Printer;

/// Rows that a table takes at a time: enough for any article, little enough to begin at once.
const BATCH: usize = 200;

pub(crate) fn run(args: ClaimsArgs, printer: &mut Printer) -> anyhow::Result<Status> {
    let filter = ClaimFilter {
        event_type: code("--type", args.event_type.as_ref())?,
        mode: code("--mode", args.mode.as_ref())?,
        status: code("--status", args.status.as_ref())?,
        verdict: code("--verdict", args.verdict.as_ref())?,
        source_country: code("--source-country", args.source_country.as_ref())?,
        place_country: code("--place", args.place.as_ref())?,
        since: day("--since", args.book.since.as_ref())?,
        until: day("--until", args.book.until.as_ref())?,
        event_since: day("--event-since", args.event_since.as_ref())?,
        event_until: day("--event-until", args.event_until.as_ref())?,
        id: None,
        article: args.article,
        actor: args.actor,
        recipient: args.recipient,
        source: args.source,
        quad: args.quad,
        outlet: args.book.outlet,
        lang: args.book.lang.map(|l| l.to_ascii_lowercase()),
        text: args.text,
        limit: args.book.limit,
    };
    let store = Store::open_existing(&args.book.store.store)?;
    if let Some(name) = &filter.article
        && store.article(name)?.is_none()
    {
        return Err(not_in_store(name, &args.book.store.store));
    }
    let format = printer.format(&args.book.format);
    let mut output = Output::new(format, printer);
    let (mut batch, mut failed) = (Vec::new(), None);
    let seen = store.each_claim(&filter, |claim| {
        // Claims of one sentence share its line in a table, so a batch ends between sentences.
        let begins = |last: &menurut_core::record::ClaimRecord| {
            last.article.id != claim.article.id || last.sentence.span != claim.sentence.span
        };
        if batch.len() >= BATCH && batch.last().is_some_and(begins) {
            if let Err(error) = output.print(&batch, printer) {
                failed = Some(error);
                return ControlFlow::Break(());
            }
            batch.clear();
        }
        batch.push(claim);
        if printer.closed() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    })?;
    if let Some(error) = failed {
        return Err(error);
    }
    output.print(&batch, printer)?;
    output.end(printer)?;
    if format == Format::Table {
        printer.flush()?;
        printer.note(match seen {
            0 => "no claim fits: leave out a condition, or see 'menurut articles' for what has been read".to_owned(),
            n => count(usize::try_from(n).unwrap_or(usize::MAX), "claim"),
        });
    }
    Ok(Status::Done)
}
