//! Text in columns: every width here is counted in terminal cells.

use anstyle::Style;
use unicode_width::UnicodeWidthChar;

use crate::printer::{Ink, style};

/// A stretch of text in one style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) style: Style,
    pub(crate) text: String,
}

pub(crate) fn run(style: Style, text: impl Into<String>) -> Run {
    Run {
        style,
        text: text.into(),
    }
}

/// Words from outside as they may stand on a terminal: one line, and nothing that steers the terminal or turns the
/// direction of what follows.
pub(crate) fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => {}
            c if c.is_control() || c.is_whitespace() => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c => out.push(c),
        }
    }
    out
}

pub(crate) fn width(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

/// Whether a script that runs from right to left occurs.
fn right_to_left(text: &str) -> bool {
    text.chars().any(|c| {
        matches!(c, '\u{0590}'..='\u{08ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}')
    })
}

/// Runs as one line; with right-to-left words inside, it keeps its direction to itself.
pub(crate) fn render(line: &[Run], ink: Ink) -> String {
    let mut out = String::new();
    let isolate = line.iter().any(|r| right_to_left(&r.text));
    if isolate {
        out.push('\u{2068}');
    }
    for run in line {
        out.push_str(&ink.paint(run.style, &run.text));
    }
    if isolate {
        out.push('\u{2069}');
    }
    out
}

/// Breaks runs into lines no wider than `limit`, between words where possible; newlines in a run break a line. Past
/// `most` lines the rest is cut and an ellipsis stands for it.
pub(crate) fn wrap(runs: &[Run], limit: usize, most: usize) -> Vec<Vec<Run>> {
    let limit = limit.max(2);
    let mut lines: Vec<Vec<(char, Style)>> = vec![Vec::new()];
    let mut used = 0;
    let mut word: Vec<(char, Style)> = Vec::new();
    let mut word_width = 0;
    // The end of the text is treated as one more space, which sets the last word.
    let chars = runs
        .iter()
        .flat_map(|r| r.text.chars().map(|c| (c, r.style)))
        .chain([('\n', style::PLAIN)]);
    for (c, s) in chars {
        if c == ' ' || c == '\n' {
            if !word.is_empty() {
                let gap = usize::from(used > 0);
                if used + gap + word_width > limit && used > 0 {
                    lines.push(Vec::new());
                    used = 0;
                } else if gap == 1 {
                    let between = word[0].1;
                    let before = lines.last().and_then(|l| l.last()).map_or(between, |x| x.1);
                    let line = last(&mut lines);
                    line.push((' ', if before == between { between } else { style::PLAIN }));
                    used += 1;
                }
                last(&mut lines).append(&mut word);
                used += word_width;
                word_width = 0;
            }
            if c == '\n' {
                lines.push(Vec::new());
                used = 0;
            }
        } else {
            let w = c.width().unwrap_or(0);
            if word_width + w > limit {
                if used > 0 {
                    lines.push(Vec::new());
                }
                last(&mut lines).append(&mut word);
                lines.push(Vec::new());
                (used, word_width) = (0, 0);
            }
            word.push((c, s));
            word_width += w;
        }
    }
    while lines.len() > 1 && lines.last().is_some_and(Vec::is_empty) {
        lines.pop();
    }
    if lines.len() > most {
        lines.truncate(most);
        let line = last(&mut lines);
        let mut full: usize = line.iter().map(|(c, _)| c.width().unwrap_or(0)).sum();
        while full + 1 > limit {
            full -= line.pop().map_or(full, |(c, _)| c.width().unwrap_or(0));
        }
        line.push(('…', style::PLAIN));
    }
    lines.into_iter().map(gather).collect()
}

fn last<T>(lines: &mut [Vec<T>]) -> &mut Vec<T> {
    let n = lines.len();
    &mut lines[n - 1]
}

fn gather(line: Vec<(char, Style)>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (c, style) in line {
        match runs.last_mut() {
            Some(last) if last.style == style => last.text.push(c),
            _ => runs.push(run(style, c.to_string())),
        }
    }
    runs
}

/// One row of a table: its cells side by side, each wrapped into its column.
pub(crate) fn row(cells: &[Vec<Run>], widths: &[usize], most: usize, ink: Ink) -> String {
    let columns: Vec<Vec<Vec<Run>>> = cells.iter().zip(widths).map(|(c, &w)| wrap(c, w, most)).collect();
    let height = columns.iter().map(Vec::len).max().unwrap_or(0);
    let mut out = String::new();
    for n in 0..height {
        let mut line = String::new();
        let mut owed = 0;
        for (column, &w) in columns.iter().zip(widths) {
            let empty = Vec::new();
            let runs = column.get(n).unwrap_or(&empty);
            let used: usize = runs.iter().map(|r| width(&r.text)).sum();
            if used > 0 {
                line.extend(std::iter::repeat_n(' ', owed));
                line.push_str(&render(runs, ink));
                owed = 0;
            } else {
                owed += used;
            }
            owed += w - used.min(w) + 2;
        }
        out.push_str(&line);
        out.push('\n');
    }
    out
}

/// A plain table for lists: columns as wide as their widest cell, the ones marked `stretch` share what is left.
pub(crate) struct Plain {
    pub(crate) header: Vec<&'static str>,
    pub(crate) stretch: Vec<bool>,
    pub(crate) rows: Vec<Vec<String>>,
}

impl Plain {
    pub(crate) fn render(&self, total: usize, ink: Ink) -> String {
        let columns = self.header.len();
        let natural: Vec<usize> = (0..columns)
            .map(|n| {
                let cells = self.rows.iter().map(|r| width(&r[n]));
                cells.chain([width(self.header[n])]).max().unwrap_or(0)
            })
            .collect();
        let fixed: usize = (0..columns).filter(|&n| !self.stretch[n]).map(|n| natural[n]).sum();
        let room = total.saturating_sub(fixed + 2 * (columns - 1));
        let wanted: usize = (0..columns).filter(|&n| self.stretch[n]).map(|n| natural[n]).sum();
        let widths: Vec<usize> = (0..columns)
            .map(|n| {
                if self.stretch[n] && wanted > room {
                    (natural[n] * room / wanted.max(1)).max(8)
                } else {
                    natural[n]
                }
            })
            .collect();
        let head: Vec<Vec<Run>> = self.header.iter().map(|h| vec![run(style::DIM, *h)]).collect();
        let mut out = row(&head, &widths, 1, ink);
        for cells in &self.rows {
            let cells: Vec<Vec<Run>> = cells.iter().map(|c| vec![run(style::PLAIN, c.as_str())]).collect();
            out.push_str(&row(&cells, &widths, 3, ink));
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Ink = Ink { colour: false };

    fn check(text: &str, limit: usize, most: usize, expected: &[&str]) {
        let lines = wrap(&[run(style::PLAIN, text)], limit, most);
        let lines: Vec<String> = lines
            .iter()
            .map(|l| l.iter().map(|r| r.text.as_str()).collect())
            .collect();
        assert_eq!(lines, expected, "{text}");
        assert!(lines.iter().all(|l| width(l) <= limit), "{text}");
    }

    #[test]
    fn lines_break_between_words() {
        check(
            "Ani Sol Umi bertemu Mahendra",
            12,
            9,
            &["Ani Sol Umi", "bertemu", "Mahendra"],
        );
        check("satu\ndua tiga", 20, 9, &["satu", "dua tiga"]);
        check("", 20, 9, &[""]);
        check("a", 20, 9, &["a"]);
    }

    #[test]
    fn a_word_wider_than_its_column_is_cut() {
        check("pertanggungjawaban", 8, 9, &["pertangg", "ungjawab", "an"]);
        check(
            "ke pertanggungjawaban itu",
            8,
            9,
            &["ke", "pertangg", "ungjawab", "an itu"],
        );
    }

    #[test]
    fn wide_characters_count_two_cells_and_marks_none() {
        check("北京方面否认", 4, 9, &["北京", "方面", "否认"]);
        assert_eq!(width("e\u{301}"), 1);
    }

    #[test]
    fn what_does_not_fit_ends_in_an_ellipsis() {
        check("satu dua tiga empat", 8, 2, &["satu dua", "tiga…"]);
        check("satudua tigaempa lima", 8, 2, &["satudua", "tigaemp…"]);
    }

    #[test]
    fn nothing_from_an_article_steers_the_terminal() {
        assert_eq!(clean("a\u{1b}[31m\u{202e}b\r\n\tc\u{9b}d"), "a [31mb c d");
    }

    #[test]
    fn cells_stand_under_each_other_in_every_script() {
        let cell = |t: &str| vec![run(style::PLAIN, t)];
        let table = [["مصر", "x"], ["北京", "x"], ["Rio", "x"]];
        for cells in table {
            let line = row(&[cell(cells[0]), cell(cells[1])], &[6, 3], 3, PLAIN);
            let line = line.trim_end();
            assert_eq!(width(line), 9, "{line:?}");
        }
    }
}
