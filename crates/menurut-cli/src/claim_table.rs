//! Claims as a table for eyes: grouped by article, each sentence under the claims that it proves.

use anstyle::Style;
use menurut_core::record::{ActorRecord, AmountRecord, ArticleRecord, ClaimRecord, LinkRecord, TimeRecord};

use crate::layout::{Run, clean, render, row, run, wrap};
use crate::printer::{Ink, style};

/// Lines that one cell may take.
const CELL: usize = 5;
/// From here on every column stands in one row; below, place and sources have a line of their own.
const WIDE: usize = 118;
const NARROW: usize = 100;

pub(crate) struct ClaimTable {
    width: usize,
    ink: Ink,
    /// The article under whose heading the table stands.
    article: Option<String>,
}

impl ClaimTable {
    pub(crate) fn new(width: usize, ink: Ink) -> ClaimTable {
        ClaimTable {
            width,
            ink,
            article: None,
        }
    }

    fn wide(&self) -> bool {
        self.width >= WIDE
    }

    fn widths(&self) -> Vec<usize> {
        if self.wide() {
            let room = self.width - INDENT - 6 * 2 - 10 - 11;
            let share = |part: usize| room * part / 100;
            let (who, did, whom, place) = (share(21), share(19), share(20), share(13));
            vec![who, did, whom, 10, place, room - who - did - whom - place, 11]
        } else {
            let dates = if self.width >= 72 { 10 } else { 0 };
            let room = self.width - INDENT - 4 * 2 - dates - 11;
            let (who, did) = (room * 34 / 100, room * 34 / 100);
            vec![who, did, room - who - did, dates, 11]
        }
    }

    /// The claims of any number of articles, in the order given.
    pub(crate) fn render(&mut self, claims: &[ClaimRecord]) -> String {
        let mut out = String::new();
        let same =
            |a: &ClaimRecord, b: &ClaimRecord| a.article.id == b.article.id && a.sentence.span == b.sentence.span;
        for group in claims.chunk_by(same) {
            let article = &group[0].article;
            if self.article.as_deref() != Some(&article.id) {
                if self.article.is_some() {
                    out.push('\n');
                }
                out.push_str(&self.heading(article));
                self.article = Some(article.id.clone());
            }
            for claim in group {
                out.push_str(&indent(&self.claim(claim)));
            }
            out.push_str(&self.evidence(group));
        }
        out
    }

    fn heading(&self, article: &ArticleRecord) -> String {
        let title = article
            .title
            .as_deref()
            .or(article.path.as_deref())
            .unwrap_or("(no title)");
        let mut out = String::new();
        for line in wrap(&[run(style::BOLD, clean(title))], self.width, 2) {
            out.push_str(&render(&line, self.ink));
            out.push('\n');
        }
        let about = [
            Some(article.outlet.as_deref().unwrap_or("outlet unknown").to_owned()),
            article.agency.as_ref().map(|a| format!("from {a}")),
            Some(
                article
                    .published
                    .as_deref()
                    .map_or("date unknown", |p| p.get(..10).unwrap_or(p))
                    .to_owned(),
            ),
            article.lang.clone(),
            article.path.clone().or_else(|| article.url.clone()),
            Some(article.id.get(..8).unwrap_or(&article.id).to_owned()),
        ];
        let about: Vec<String> = about.into_iter().flatten().map(|a| clean(&a)).collect();
        for line in wrap(&[run(style::DIM, about.join(" · "))], self.width, 3) {
            out.push_str(&render(&line, self.ink));
            out.push('\n');
        }
        let names: &[&str] = if self.wide() {
            &["who", "did", "to whom", "when", "where", "according to", "verdict"]
        } else {
            &["who", "did", "to whom", "when", "verdict"]
        };
        let widths = self.widths();
        let names: Vec<Vec<Run>> = names
            .iter()
            .zip(&widths)
            .map(|(n, &w)| {
                if w == 0 {
                    Vec::new()
                } else {
                    vec![run(style::DIM.underline(), *n)]
                }
            })
            .collect();
        out.push_str(&indent(&row(&names, &widths, 1, self.ink)));
        out
    }

    fn claim(&self, claim: &ClaimRecord) -> String {
        let verdict = vec![run(style::verdict(&claim.verdict), claim.verdict.as_str())];
        let mut cells = vec![
            participants(&claim.actors),
            self.deed(claim),
            participants(&claim.recipients),
        ];
        let widths = self.widths();
        if self.wide() {
            cells.extend([when(claim), places(claim), chains(claim), verdict]);
            return row(&cells, &widths, CELL, self.ink);
        }
        let dates = if widths[3] == 0 { Vec::new() } else { when(claim) };
        cells.extend([dates, verdict]);
        let mut out = row(&cells, &widths, CELL, self.ink);
        let mut rest = Vec::new();
        if widths[3] == 0 && !claim.times.is_empty() {
            rest.extend(when(claim));
            rest.push(run(style::PLAIN, " · "));
        }
        if !claim.places.is_empty() {
            rest.push(run(style::DIM, "at "));
            rest.extend(places(claim));
            rest.push(run(style::PLAIN, " · "));
        }
        rest.push(run(style::DIM, "according to "));
        rest.extend(chains(claim));
        for line in wrap(&rest, self.width - INDENT - 2, 4) {
            out.push_str("  ");
            out.push_str(&render(&line, self.ink));
            out.push('\n');
        }
        out
    }

    fn deed(&self, claim: &ClaimRecord) -> Vec<Run> {
        let event = &claim.event;
        let mut runs = vec![run(style::quad(event.quad).bold(), event.event_type.as_str())];
        if let Some(mode) = &event.mode {
            runs.push(run(style::quad(event.quad), format!(" {mode}")));
        }
        if event.status != "actual" {
            runs.push(run(style::CONTEXT, format!(" ({})", event.status)));
        }
        for amount in &claim.amounts {
            runs.push(run(style::PLAIN, format!("\n{}", quantity(amount))));
        }
        runs
    }

    /// The sentence, with the words marked that the claims rest on.
    fn evidence(&self, group: &[ClaimRecord]) -> String {
        let sentence = &group[0].sentence;
        let mut triggers: Vec<([usize; 2], Style)> = group
            .iter()
            .map(|c| (c.event.trigger.span, style::quad(c.event.quad).bold()))
            .collect();
        triggers.sort_by_key(|t| t.0);
        let mut runs = vec![run(
            style::DIM,
            if sentence.part == "headline" { "headline: " } else { "" },
        )];
        let chars: Vec<char> = sentence.text.chars().collect();
        let mut at = 0;
        for ([start, end], mark) in triggers {
            let (start, end) = (
                start.saturating_sub(sentence.span[0]),
                end.saturating_sub(sentence.span[0]),
            );
            if start < at || start >= end || end > chars.len() {
                continue;
            }
            runs.push(run(style::DIM, clean(&chars[at..start].iter().collect::<String>())));
            let words = clean(&chars[start..end].iter().collect::<String>());
            runs.push(run(mark, if self.ink.colour { words } else { format!("«{words}»") }));
            at = end;
        }
        runs.push(run(
            style::DIM,
            clean(&chars[at.min(chars.len())..].iter().collect::<String>()),
        ));
        let mut out = String::new();
        let limit = (self.width - 4).min(NARROW.max(self.width * 4 / 5));
        for line in wrap(&runs, limit, 40) {
            let bar = self.ink.paint(style::DIM, "│ ");
            out.push_str(&format!("  {bar}{}\n", render(&line, self.ink)));
        }
        out.push('\n');
        out
    }
}

const INDENT: usize = 2;

fn indent(text: &str) -> String {
    text.lines()
        .map(|l| {
            if l.is_empty() {
                "\n".to_owned()
            } else {
                format!("  {l}\n")
            }
        })
        .collect()
}

fn none() -> Vec<Run> {
    vec![run(style::DIM, "–")]
}

/// "Kim Jong Un (PRK)".
pub(crate) fn name(actor: &ActorRecord) -> String {
    let name = if actor.name.is_empty() {
        &actor.text
    } else {
        &actor.name
    };
    let former = if actor.former { "former " } else { "" };
    format!("{former}{}", clean(name))
}

fn participants(actors: &[ActorRecord]) -> Vec<Run> {
    if actors.is_empty() {
        return none();
    }
    let mut runs = Vec::new();
    for (n, actor) in actors.iter().enumerate() {
        if n > 0 {
            runs.push(run(style::PLAIN, "; "));
        }
        runs.push(run(style::PLAIN, name(actor)));
        if let Some(country) = &actor.country {
            runs.push(run(style::BOLD, format!(" {country}")));
        }
    }
    runs
}

/// "2024-11-29", "2024-06", "2024-11-01 to 07", or the words where no date could be given.
pub(crate) fn time(time: &TimeRecord) -> String {
    let (Some(start), Some(end)) = (&time.start, &time.end) else {
        return format!("“{}”", clean(&time.text));
    };
    let month = start.get(..7).unwrap_or(start);
    match time.granularity.as_deref() {
        _ if start == end => start.clone(),
        Some("month") if end.starts_with(month) => month.to_owned(),
        Some("year") if end.starts_with(&start[..4.min(start.len())]) => start[..4.min(start.len())].to_owned(),
        _ => format!("{start} to {}", until(start, end)),
    }
}

/// An end as far as it differs from its start: "2024-11-18 to 24".
fn until<'a>(start: &str, end: &'a str) -> &'a str {
    let same = |n: usize| start.len() == 10 && end.len() == 10 && start.get(..n) == end.get(..n);
    match () {
        () if same(8) => end.get(8..).unwrap_or(end),
        () if same(5) => end.get(5..).unwrap_or(end),
        () => end,
    }
}

fn when(claim: &ClaimRecord) -> Vec<Run> {
    if claim.times.is_empty() {
        return none();
    }
    let times: Vec<String> = claim.times.iter().map(time).collect();
    vec![run(style::CONTEXT, times.join("; "))]
}

fn places(claim: &ClaimRecord) -> Vec<Run> {
    if claim.places.is_empty() {
        return none();
    }
    let mut runs = Vec::new();
    for (n, place) in claim.places.iter().enumerate() {
        let name = clean(if place.name.is_empty() {
            &place.text
        } else {
            &place.name
        });
        runs.push(run(style::CONTEXT, format!("{}{name}", if n > 0 { "; " } else { "" })));
        if let Some(country) = &place.country {
            runs.push(run(style::CONTEXT.bold(), format!(" {country}")));
        }
    }
    runs
}

/// ">10000 kontainer amunisi", "~12 killed".
pub(crate) fn quantity(amount: &AmountRecord) -> String {
    let sign = match amount.bound.as_str() {
        "at_least" => "≥",
        "more_than" => ">",
        "about" => "~",
        "at_most" => "≤",
        _ => "",
    };
    let range = amount.value_max.map(|m| format!("–{}", grouped(m))).unwrap_or_default();
    let unit = clean(&amount.unit);
    let counts = amount.counts.as_deref().unwrap_or("");
    format!("{sign}{}{range} {unit} {counts}", grouped(amount.value))
        .trim_end()
        .replace("  ", " ")
}

/// Digits in groups of three, from five digits on: "10 000", which no language reads as a fraction.
fn grouped(value: f64) -> String {
    let plain = format!("{value}");
    let (whole, rest) = plain.split_once('.').map_or((plain.as_str(), ""), |(w, r)| (w, r));
    if whole.len() < 5 || !whole.bytes().all(|b| b.is_ascii_digit()) {
        return plain;
    }
    let mut out = String::new();
    for (n, digit) in whole.chars().enumerate() {
        if n > 0 && (whole.len() - n).is_multiple_of(3) {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    if rest.is_empty() { out } else { format!("{out}.{rest}") }
}

/// Who a link of a chain is; empty for an outlet that is not known. A hedge has nobody: its own words stand for it.
pub(crate) fn speakers(link: &LinkRecord) -> String {
    let names: Vec<String> = link.sources.iter().map(name).collect();
    match (names.is_empty(), &link.cue) {
        (false, _) => names.join(" + "),
        (true, Some(cue)) => format!("unnamed “{}”", clean(&cue.text)),
        (true, None) => String::new(),
    }
}

/// The chain from the outlet inwards: "Warta Nusa ← Antara ← Retno Wulan".
pub(crate) fn chain(links: &[LinkRecord]) -> String {
    let links: Vec<String> = links
        .iter()
        .filter_map(|l| {
            let who = speakers(l);
            (!who.is_empty()).then(|| match l.stance.as_str() {
                "denies" => format!("{who} (denies)"),
                "unconfirmed" => format!("{who} (does not confirm)"),
                _ => who,
            })
        })
        .collect();
    if links.is_empty() {
        "outlet unknown".to_owned()
    } else {
        links.join(" ← ")
    }
}

fn chains(claim: &ClaimRecord) -> Vec<Run> {
    let mut runs = vec![run(style::SOURCE, chain(&claim.according_to))];
    for also in &claim.also_according_to {
        runs.push(run(style::SOURCE, format!("\nalso {}", chain(also))));
    }
    runs
}
