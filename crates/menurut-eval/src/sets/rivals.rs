//! What others report, beside our figures.

use crate::report::{Cell, Table};

/// Tab-separated: set, system, measure, figure, source.
const RIVALS: &str = include_str!("../../data/rivals.tsv");

/// Others' figures for a set, where there are any.
pub fn rivals(set: &str) -> Option<Table> {
    let mut table = Table::new("What others report", &["system", "measure", "figure", "source"]);
    for line in RIVALS.lines().filter(|l| !l.starts_with('#')) {
        let mut fields = line.split('\t');
        if fields.next() == Some(set) {
            table.row(fields.map(Cell::words));
        }
    }
    (!table.rows.is_empty()).then_some(table)
}

/// The one figure reported for a class of a set, as a share.
pub(super) fn figure(set: &str, class: &str) -> Option<f64> {
    let mut lines = RIVALS.lines().map(|l| l.split('\t').collect::<Vec<_>>());
    let fields = lines.find(|f| f.first() == Some(&set) && f.get(1) == Some(&class))?;
    let percent: f64 = fields.get(3)?.parse().ok()?;
    Some((percent * 10.0).round() / 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_a_source() {
        for line in RIVALS.lines().filter(|l| !l.starts_with('#')) {
            let fields: Vec<&str> = line.split('\t').collect();
            assert_eq!(fields.len(), 5, "{line}");
            assert!(fields.iter().all(|f| !f.trim().is_empty()), "{line}");
        }
        assert!(rivals("plv").is_some_and(|t| t.rows.len() > 3));
        assert!(rivals("no such set").is_none());
        assert_eq!(figure("plv-root", "YIELD"), Some(0.878));
        assert_eq!(figure("plv-root", "NONE"), None);
    }
}
