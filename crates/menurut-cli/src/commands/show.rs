use std::fs;
use std::path::Path;

use anstyle::Style;
use menurut_core::record::ClaimRecord;
use menurut_store::{Store, StoredReading};

use super::{Status, count, not_in_store, short};
use crate::args::ShowArgs;
use crate::claim_table::{chain, name, quantity, time};
use crate::layout::{Run, clean, render, run as text, wrap};
use crate::marks::{Role, Segment, marked};
use crate::page;
use crate::printer::{Printer, style};

pub(crate) fn run(args: &ShowArgs, printer: &mut Printer) -> anyhow::Result<Status> {
    let store = Store::open_existing(&args.store.store)?;
    let Some(reading) = store.article(&args.article)? else {
        return Err(not_in_store(&args.article, &args.store.store));
    };
    match &args.html {
        None => printer.write(&on_terminal(&reading, printer))?,
        Some(path) if path.as_os_str() == "-" => printer.write(&page::html(&reading))?,
        Some(path) => {
            write(path, &page::html(&reading))?;
            printer.note(format!("wrote {}: open it in any browser", path.display()));
        }
    }
    Ok(Status::Done)
}

fn write(path: &Path, page: &str) -> anyhow::Result<()> {
    fs::write(path, page).map_err(|e| {
        anyhow::anyhow!(
            "{} cannot be written ({e}): give another file with --html",
            path.display()
        )
    })
}

fn on_terminal(reading: &StoredReading, printer: &Printer) -> String {
    let (ink, width) = (printer.ink(), printer.width().min(100));
    let mut out = String::new();
    let mut labelled = |label: &str, runs: &[Run], indent: usize| {
        for (n, line) in wrap(runs, width - indent, usize::MAX).iter().enumerate() {
            out.push_str(&ink.paint(style::BOLD, &format!("{:<indent$}", if n == 0 { label } else { "" })));
            out.push_str(&render(line, ink));
            out.push('\n');
        }
    };
    let mut block = |runs: &[Run], indent: usize| labelled("", runs, indent);
    let a = &reading.article;
    let about = [
        Some(a.outlet.as_deref().unwrap_or("outlet unknown").to_owned()),
        a.agency.as_ref().map(|x| format!("from {x}")),
        (!a.byline.is_empty()).then(|| format!("by {}", a.byline.join(", "))),
        Some(a.published.as_deref().unwrap_or("date unknown").to_owned()),
        a.lang.clone(),
        a.url.clone().or_else(|| a.path.clone()),
        Some(short(&a.id).to_owned()),
    ];
    let about: Vec<String> = about.into_iter().flatten().map(|x| clean(&x)).collect();
    let paragraphs = marked(reading);
    if paragraphs.first().is_none_or(|p| p.kind != "headline")
        && let Some(title) = &a.title
    {
        block(&[text(style::BOLD, clean(title))], 0);
    }
    let mut told = false;
    for paragraph in &paragraphs {
        let base = match paragraph.kind.as_str() {
            "headline" | "heading" => style::BOLD,
            _ => style::PLAIN,
        };
        let runs: Vec<Run> = paragraph
            .segments
            .iter()
            .flat_map(|s| segment(s, base, &reading.claims, ink.colour))
            .collect();
        let indent = if matches!(paragraph.kind.as_str(), "quote" | "list") {
            2
        } else {
            0
        };
        if paragraph.kind != "headline" && !told {
            block(&[text(style::DIM, about.join(" · "))], 0);
            block(&legend(ink.colour), 0);
            told = true;
        }
        if told {
            block(&[text(style::PLAIN, "")], 0);
        }
        block(&runs, indent);
    }
    if !told {
        block(&[text(style::DIM, about.join(" · "))], 0);
    }
    block(&[text(style::PLAIN, "")], 0);
    block(&[text(style::BOLD, count(reading.claims.len(), "claim"))], 0);
    for (n, claim) in reading.claims.iter().enumerate() {
        labelled(&format!("[{}]", n + 1), &summary(claim), 6);
        let mut verdict = vec![
            text(style::DIM, "according to "),
            text(style::SOURCE, chain(&claim.according_to)),
        ];
        for also in &claim.also_according_to {
            verdict.push(text(style::DIM, "; also "));
            verdict.push(text(style::SOURCE, chain(also)));
        }
        verdict.push(text(style::verdict(&claim.verdict), format!(" · {}", claim.verdict)));
        labelled("", &verdict, 6);
        for open in &claim.unresolved {
            let candidates = if open.candidates.is_empty() {
                String::new()
            } else {
                format!(" ({})", open.candidates.join(" or "))
            };
            let open = clean(&format!("open: {}: {}{candidates}", open.field, open.reason));
            labelled("", &[text(style::DIM, open)], 6);
        }
    }
    let mut block = |runs: &[Run], indent: usize| labelled("", runs, indent);
    if !reading.quotations.is_empty() {
        block(&[text(style::PLAIN, "")], 0);
        block(&[text(style::BOLD, count(reading.quotations.len(), "quotation"))], 0);
        for quotation in &reading.quotations {
            let runs = [
                text(style::SOURCE, chain(&quotation.according_to)),
                text(style::DIM, ": "),
                text(style::PLAIN, clean(&quotation.content.text)),
            ];
            block(&runs, 2);
        }
    }
    for diagnostic in &reading.diagnostics {
        block(&[text(style::DIM, format!("note: {}", clean(diagnostic)))], 0);
    }
    out
}

/// "Ana Sol CHL → CONSULT visit → Retno Wulan IDN · 2021-03-02 · Santiago".
fn summary(claim: &ClaimRecord) -> Vec<Run> {
    let people = |actors: &[menurut_core::record::ActorRecord]| {
        let names: Vec<String> = actors
            .iter()
            .map(|a| {
                format!(
                    "{}{}",
                    name(a),
                    a.country.as_ref().map(|c| format!(" {c}")).unwrap_or_default()
                )
            })
            .collect();
        if names.is_empty() {
            "–".to_owned()
        } else {
            names.join("; ")
        }
    };
    let event = &claim.event;
    let mut runs = vec![
        text(style::PLAIN, people(&claim.actors)),
        text(style::PLAIN, " → "),
        text(style::quad(event.quad).bold(), event.event_type.as_str()),
    ];
    if let Some(mode) = &event.mode {
        runs.push(text(style::quad(event.quad), format!(" {mode}")));
    }
    if event.status != "actual" {
        runs.push(text(style::CONTEXT, format!(" ({})", event.status)));
    }
    runs.push(text(style::PLAIN, " → "));
    runs.push(text(style::PLAIN, people(&claim.recipients)));
    let times = claim.times.iter().map(time);
    let places = claim.places.iter().map(|p| {
        if p.name.is_empty() {
            clean(&p.text)
        } else {
            clean(&p.name)
        }
    });
    for word in times.chain(places).chain(claim.amounts.iter().map(quantity)) {
        runs.push(text(style::CONTEXT, format!(" · {word}")));
    }
    runs
}

fn segment(segment: &Segment, base: Style, claims: &[ClaimRecord], colour: bool) -> Vec<Run> {
    let mut look = base;
    for role in &segment.roles {
        look = match role {
            Role::Actor | Role::Recipient => look.underline(),
            Role::Context => look.fg_color(style::CONTEXT.get_fg_color()),
            Role::Source | Role::Cue => look.fg_color(style::SOURCE.get_fg_color()),
        };
    }
    if let Some(&n) = segment.triggers.first() {
        look = look.fg_color(style::quad(claims[n].event.quad).get_fg_color()).bold();
    }
    let mut runs = Vec::new();
    if !colour && !segment.begins.is_empty() {
        runs.push(text(base, "«"));
    }
    runs.push(text(look, clean(&segment.text)));
    if !segment.ends.is_empty() {
        let numbers: Vec<String> = segment.ends.iter().map(|n| (n + 1).to_string()).collect();
        let close = if colour { "" } else { "»" };
        runs.push(text(
            if colour { style::DIM } else { base },
            format!("{close}[{}]", numbers.join(",")),
        ));
    }
    runs
}

fn legend(colour: bool) -> Vec<Run> {
    if !colour {
        return vec![text(style::PLAIN, "«what happened»[number of the claim below]")];
    }
    vec![
        text(style::quad(1).bold(), "verbal cooperation"),
        text(style::PLAIN, "  "),
        text(style::quad(2).bold(), "material cooperation"),
        text(style::PLAIN, "  "),
        text(style::quad(3).bold(), "verbal conflict"),
        text(style::PLAIN, "  "),
        text(style::quad(4).bold(), "material conflict"),
        text(style::PLAIN, "  "),
        text(style::PLAIN.underline(), "who, to whom"),
        text(style::PLAIN, "  "),
        text(style::CONTEXT, "when, where, how many"),
        text(style::PLAIN, "  "),
        text(style::SOURCE, "according to whom"),
    ]
}
