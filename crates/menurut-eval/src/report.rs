//! Tables of figures, printed as text, as Markdown or as JSON, and checked against a committed page.

use std::fmt::Write as _;

use serde_json::{Map, Value};

/// One cell of a [`Table`].
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Empty,
    Words(String),
    /// A share or an F1 score, printed with three decimals.
    Figure(f64),
    Count(usize),
}

impl Cell {
    pub fn words(words: impl Into<String>) -> Cell {
        Cell::Words(words.into())
    }

    fn print(&self) -> String {
        match self {
            Cell::Empty => String::new(),
            Cell::Words(words) => words.clone(),
            Cell::Figure(x) => format!("{x:.3}"),
            Cell::Count(n) => n.to_string(),
        }
    }

    fn is_number(&self) -> bool {
        matches!(self, Cell::Figure(_) | Cell::Count(_))
    }

    fn json(&self) -> Value {
        match self {
            Cell::Empty => Value::Null,
            Cell::Words(words) => words.as_str().into(),
            Cell::Figure(x) => (*x).into(),
            Cell::Count(n) => (*n).into(),
        }
    }
}

/// Rows under a header; the first column names the row.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    pub name: String,
    pub header: Vec<String>,
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    pub fn new(name: impl Into<String>, header: &[&str]) -> Table {
        Table {
            name: name.into(),
            header: header.iter().map(|h| (*h).to_owned()).collect(),
            rows: Vec::new(),
        }
    }

    pub fn row(&mut self, cells: impl IntoIterator<Item = Cell>) {
        let mut cells: Vec<Cell> = cells.into_iter().collect();
        cells.resize(self.header.len(), Cell::Empty);
        self.rows.push(cells);
    }

    /// What stands under `column` in the row of that name.
    pub fn cell(&self, row: &str, column: &str) -> Option<&Cell> {
        let at = self.header.iter().position(|h| h == column)?;
        let row = self.rows.iter().find(|r| r.first().is_some_and(|c| c.print() == row))?;
        row.get(at)
    }

    /// Columns under each other, words to the left and numbers to the right.
    pub fn text(&self) -> String {
        let printed: Vec<Vec<String>> = self.rows.iter().map(|r| r.iter().map(Cell::print).collect()).collect();
        let width = |n: usize| {
            let cells = printed.iter().map(|r| r[n].chars().count());
            cells.chain([self.header[n].chars().count()]).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..self.header.len()).map(width).collect();
        let right: Vec<bool> = (0..self.header.len())
            .map(|n| self.rows.iter().any(|r| r[n].is_number()))
            .collect();
        let mut out = String::new();
        let mut line = |cells: &[String]| {
            let mut whole = String::new();
            for (n, cell) in cells.iter().enumerate() {
                let gap = " ".repeat(widths[n].saturating_sub(cell.chars().count()));
                let between = if n > 0 { "  " } else { "" };
                let (before, after) = if right[n] {
                    (gap.as_str(), "")
                } else {
                    ("", gap.as_str())
                };
                let _ = write!(whole, "{between}{before}{cell}{after}");
            }
            out.push_str(whole.trim_end());
            out.push('\n');
        };
        line(&self.header);
        printed.iter().for_each(|r| line(r));
        out
    }

    pub fn markdown(&self) -> String {
        let mut out = String::new();
        let mut line = |cells: &mut dyn Iterator<Item = String>| {
            let cells: Vec<String> = cells.map(|c| c.replace('|', "\\|").replace('\n', " ")).collect();
            let _ = writeln!(out, "| {} |", cells.join(" | "));
        };
        line(&mut self.header.iter().cloned());
        let side = |n: usize| {
            let number = self.rows.iter().any(|r| r[n].is_number());
            if number { "---:" } else { "---" }.to_owned()
        };
        line(&mut (0..self.header.len()).map(side));
        for row in &self.rows {
            line(&mut row.iter().map(Cell::print));
        }
        out
    }

    fn json(&self) -> Value {
        let row = |cells: &Vec<Cell>| {
            let named = self.header.iter().zip(cells).filter(|(_, c)| **c != Cell::Empty);
            let named = named.map(|(h, c)| (if h.is_empty() { "name" } else { h }.to_owned(), c.json()));
            Value::Object(named.collect())
        };
        let mut whole = Map::new();
        if !self.name.is_empty() {
            whole.insert("name".to_owned(), self.name.as_str().into());
        }
        whole.insert("rows".to_owned(), self.rows.iter().map(row).collect());
        Value::Object(whole)
    }
}

/// The figures on one set of sentences.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Section {
    /// What names the set on the command line.
    pub key: String,
    pub title: String,
    pub notes: Vec<String>,
    pub tables: Vec<Table>,
}

impl Section {
    pub fn markdown(&self) -> String {
        let mut out = format!("## {}\n\n", self.title);
        for note in &self.notes {
            let _ = writeln!(out, "{note}");
        }
        if !self.notes.is_empty() {
            out.push('\n');
        }
        for table in &self.tables {
            if !table.name.is_empty() {
                let _ = write!(out, "{}:\n\n", table.name);
            }
            let _ = writeln!(out, "{}", table.markdown());
        }
        out
    }

    /// One object, for machines.
    pub fn json(&self) -> Value {
        serde_json::json!({
            "set": self.key,
            "title": self.title,
            "notes": self.notes,
            "tables": self.tables.iter().map(Table::json).collect::<Vec<_>>(),
        })
    }

    /// Every figure by itself: set, table, row, column, value.
    pub fn flat(&self) -> Vec<[String; 5]> {
        let mut out = Vec::new();
        for table in &self.tables {
            for row in &table.rows {
                let name = row.first().map(Cell::print).unwrap_or_default();
                for (header, cell) in table.header.iter().zip(row).skip(1).filter(|(_, c)| **c != Cell::Empty) {
                    let value = match cell {
                        Cell::Figure(x) => x.to_string(),
                        other => other.print(),
                    };
                    out.push([
                        self.key.clone(),
                        table.name.clone(),
                        name.clone(),
                        header.clone(),
                        value,
                    ]);
                }
            }
        }
        out
    }
}

/// What a page committed earlier says otherwise than the page made now, section by section (by their `##` titles).
/// What stands before the first title must be equal; sections that were not made now are not looked at.
///
/// Figures with decimals may differ by `tolerance`, or by two of the items to be found where these are few (their
/// number is the next whole one in the row; where there is none, by a hundredth): the last bit of a float may fall
/// otherwise on another processor.
pub fn differences(committed: &str, now: &str, tolerance: f64) -> Vec<String> {
    let (committed, now) = (sections(committed), sections(now));
    let mut out = Vec::new();
    for (title, lines) in &now {
        let Some((_, old)) = committed.iter().find(|(t, _)| t == title) else {
            out.push(format!("the section '{title}' is missing"));
            continue;
        };
        let place = if title.is_empty() { "the head" } else { title };
        for n in 0..lines.len().max(old.len()) {
            let (a, b) = (old.get(n).copied().unwrap_or(""), lines.get(n).copied().unwrap_or(""));
            if !same_line(a, b, tolerance) {
                out.push(format!("{place}: '{a}' is now '{b}'"));
            }
        }
    }
    out
}

fn sections(page: &str) -> Vec<(&str, Vec<&str>)> {
    let mut out = vec![("", Vec::new())];
    for line in page.lines().map(str::trim).filter(|l| !l.is_empty()) {
        match line.strip_prefix("## ") {
            Some(title) => out.push((title, Vec::new())),
            None => out.last_mut().into_iter().for_each(|(_, lines)| lines.push(line)),
        }
    }
    out
}

fn same_line(a: &str, b: &str, tolerance: f64) -> bool {
    if a == b {
        return true;
    }
    fn cells(line: &str) -> Vec<&str> {
        line.split([' ', '|']).filter(|w| !w.is_empty()).collect()
    }
    let (a, b) = (cells(a), cells(b));
    let figure = |word: &str| word.contains('.').then(|| word.parse::<f64>().ok()).flatten();
    a.len() == b.len()
        && (0..a.len()).all(|n| match (figure(a[n]), figure(b[n])) {
            (Some(x), Some(y)) => {
                let gold = b[n..].iter().find_map(|w| w.parse::<u32>().ok()).filter(|n| *n > 0);
                let few = gold.map_or(0.01, |n| 2.0 / f64::from(n));
                (x - y).abs() <= tolerance.max(few) + 1e-9
            }
            _ => a[n] == b[n],
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let mut table = Table::new("", &["", "F1", "gold"]);
        table.row([Cell::words("event"), Cell::Figure(0.5), Cell::Count(100)]);
        table.row([Cell::words("a|b"), Cell::Figure(1.0)]);
        table
    }

    #[test]
    fn tables_print_for_eyes_pages_and_programs() {
        assert_eq!(table().text(), "          F1  gold\nevent  0.500   100\na|b    1.000\n");
        assert_eq!(
            table().markdown(),
            "|  | F1 | gold |\n| --- | ---: | ---: |\n| event | 0.500 | 100 |\n| a\\|b | 1.000 |  |\n"
        );
        let section = Section {
            key: "x".to_owned(),
            title: "X".to_owned(),
            notes: vec!["Two lines.".to_owned()],
            tables: vec![table()],
        };
        assert_eq!(section.json()["tables"][0]["rows"][0]["F1"], 0.5);
        assert_eq!(section.flat()[1], ["x", "", "event", "gold", "100"]);
        assert!(section.markdown().starts_with("## X\n\nTwo lines.\n\n|  | F1 |"));
    }

    #[test]
    fn a_page_differs_where_a_figure_left_its_tolerance() {
        let page = |f1: &str, gold: &str| format!("# S\n\nBundle a.\n\n## One\n\n| event | {f1} | {gold} |\n");
        let found = |a: &str, b: &str| differences(a, b, 0.002);
        assert!(found(&page("0.500", "2000"), &page("0.502", "2000")).is_empty());
        assert_eq!(found(&page("0.500", "2000"), &page("0.503", "2000")).len(), 1);
        assert!(
            found(&page("0.500", "20"), &page("0.580", "20")).is_empty(),
            "two of twenty"
        );
        assert_eq!(
            found(&page("0.500", "20"), &page("0.500", "21")).len(),
            1,
            "counts are exact"
        );
        assert!(found("accuracy | 0.500", "accuracy | 0.509").is_empty());
        assert_eq!(found("accuracy | 0.500", "accuracy | 0.512").len(), 1);
        assert_eq!(
            found("# S\nBundle a.\n", "# S\nBundle b.\n"),
            ["the head: 'Bundle a.' is now 'Bundle b.'"]
        );
        assert_eq!(found("", "## New\n\nx\n"), ["the section 'New' is missing"]);
        assert!(
            found(&page("0.5", "1"), "# S\nBundle a.\n").is_empty(),
            "a section not made now is left alone"
        );
    }
}
