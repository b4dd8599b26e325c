//! Cities, provinces and Indonesian districts, from GeoNames (`places.tsv`, made by `scripts/tables.py`).

use std::sync::OnceLock;

use menurut_core::{Country, Precision};

use super::fold::fold;

/// One place under one of its names.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct PlaceRow {
    key: &'static str,
    pub(crate) name: &'static str,
    pub(crate) country: Country,
    /// English name of the first-order division; empty where unknown.
    pub(crate) admin1: &'static str,
    /// City, Admin1 or Admin2.
    pub(crate) precision: Precision,
    /// Degrees; a province has those of its largest city, a district none.
    pub(crate) lat: Option<f64>,
    pub(crate) lon: Option<f64>,
    /// Inhabitants; a province has the sum of its cities, a district 1.
    pub(crate) population: u32,
    pub(crate) geonames_id: Option<u64>,
}

fn row(line: &'static str) -> Option<PlaceRow> {
    let mut f = line.split('\t');
    Some(PlaceRow {
        key: f.next()?,
        name: f.next()?,
        country: f.next()?.parse().ok()?,
        admin1: f.next()?,
        precision: f.next()?.parse().ok()?,
        lat: f.next()?.parse().ok(),
        lon: f.next()?.parse().ok(),
        population: f.next()?.parse().ok()?,
        geonames_id: f.next()?.parse().ok(),
    })
}

fn table() -> &'static [PlaceRow] {
    static TABLE: OnceLock<Vec<PlaceRow>> = OnceLock::new();
    TABLE.get_or_init(|| {
        // Sorted by key already, the most populous first: the script did it.
        include_str!("places.tsv")
            .lines()
            .filter(|l| !l.starts_with('#'))
            .filter_map(row)
            .collect()
    })
}

/// Every place called `name`, the most populous first.
pub(crate) fn places(name: &str) -> &'static [PlaceRow] {
    keyed(&fold(name))
}

/// As [`places`], for a name folded already.
pub(crate) fn keyed(key: &str) -> &'static [PlaceRow] {
    let of = |key: &str| {
        let t = table();
        let start = t.partition_point(|r| r.key < key);
        &t[start..start + t[start..].partition_point(|r| r.key == key)]
    };
    match of(key) {
        [] => alias(key).map_or(&[], of),
        rows => rows,
    }
}

/// The table's key for another name of the same place: exonyms, short forms ("Jatim").
fn alias(key: &str) -> Option<&'static str> {
    static ALIASES: OnceLock<Vec<(String, &'static str)>> = OnceLock::new();
    let aliases = ALIASES.get_or_init(|| {
        let mut rows: Vec<(String, &'static str)> = super::rows(include_str!("place_words.tsv"))
            .filter_map(|l| l.split_once('\t'))
            .flat_map(|(to, names)| names.split('|').map(move |n| (fold(n), to)))
            .collect();
        rows.sort();
        rows
    });
    let at = aliases.binary_search_by(|(k, _)| k.as_str().cmp(key)).ok()?;
    Some(aliases[at].1)
}
