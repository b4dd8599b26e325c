//! The worst sentences, what is marked beside what was found.

use menurut_eval::Pair;
use menurut_eval::side_by_side::{Line, SideBySide, Verdict, worst};

use crate::commands::count;
use crate::layout::{clean, row, run as text, wrap};
use crate::printer::{Ink, Printer, style};

/// As wide as the longest label.
const LABEL: usize = 8;

/// Lines that one cell may take.
const CELL: usize = 6;

pub(super) fn show(pairs: &[Pair<'_>], n: usize, printer: &mut Printer) -> anyhow::Result<()> {
    let found = worst(pairs, n);
    for sentence in &found {
        let shown = shown(sentence, printer.width(), printer.ink());
        printer.write(&shown)?;
        if printer.closed() {
            return Ok(());
        }
    }
    printer.flush()?;
    printer.note(format!(
        "{} of {} shown; = alike, ~ differs, - missed, + not marked",
        count(found.len(), "sentence"),
        pairs.len()
    ));
    Ok(())
}

fn shown(sentence: &SideBySide, width: usize, ink: Ink) -> String {
    let width = width.min(140);
    let mut out = String::new();
    let head = [
        text(style::BOLD, clean(&sentence.id)),
        text(
            style::DIM,
            format!("  {}  {}", sentence.lang, count(sentence.mistakes, "mistake")),
        ),
    ];
    let body = [text(style::PLAIN, clean(&sentence.text))];
    for line in wrap(&head, width, 2).iter().chain(&wrap(&body, width, 12)) {
        out.push_str(&crate::layout::render(line, ink));
        out.push('\n');
    }
    let half = width.saturating_sub(1 + LABEL + 3 * 2) / 2;
    let widths = [1, LABEL, half, half];
    let cells = ["", "", "marked", "found"].map(|c| vec![text(style::DIM, c)]);
    out.push_str(&row(&cells, &widths, 1, ink));
    for line in &sentence.lines {
        out.push_str(&row(&cells_of(line), &widths, CELL, ink));
    }
    out.push('\n');
    out
}

fn cells_of(line: &Line) -> [Vec<crate::layout::Run>; 4] {
    let (sign, gold, found) = match line.verdict {
        Verdict::Same => ("=", style::DIM, style::DIM),
        Verdict::Differs => ("~", style::PLAIN, style::verdict("unconfirmed")),
        Verdict::Missed => ("-", style::verdict("denied"), style::PLAIN),
        Verdict::Invented => ("+", style::PLAIN, style::verdict("mixed")),
    };
    let begins = matches!(line.what, "event" | "cue");
    let label = if begins { style::BOLD } else { style::DIM };
    let what = if begins {
        line.what.to_owned()
    } else {
        format!(" {}", line.what)
    };
    [
        vec![text(style::PLAIN, sign)],
        vec![text(label, what.replace(' ', "\u{a0}"))],
        vec![text(gold, clean(&line.gold))],
        vec![text(found, clean(&line.predicted))],
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_stands_with_both_readings() {
        let sentence = SideBySide {
            id: "a-1".to_owned(),
            lang: "en".to_owned(),
            text: "Norland expelled two\u{1b}[31m diplomats.".to_owned(),
            mistakes: 1,
            lines: vec![Line {
                what: "event",
                gold: "SANCTION 'expelled' expel".to_owned(),
                predicted: "COERCE 'expelled'".to_owned(),
                verdict: Verdict::Differs,
            }],
        };
        let shown = shown(&sentence, 80, Ink { colour: false });
        assert!(
            shown.starts_with("a-1 en 1 mistake\nNorland expelled two [31m diplomats.\n"),
            "{shown}"
        );
        assert!(shown.contains("~  event     SANCTION 'expelled' expel"), "{shown}");
        assert!(shown.contains("COERCE 'expelled'"));
    }
}
