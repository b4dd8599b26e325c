//! The gazetteer: cities, first and second divisions, countries' middles, from GeoNames (`places.bin`, made by
//! `scripts/gazetteer.py`, which describes its layout). Read where it lies: nothing is parsed before it is asked for.

use std::sync::OnceLock;

use menurut_core::{Country, Precision};

use super::fold::fold;

/// One place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct PlaceRow {
    pub(crate) name: &'static str,
    pub(crate) country: Country,
    /// Name of the first-order division; empty where unknown.
    pub(crate) admin1: &'static str,
    /// Name of the second-order division; empty where unknown.
    pub(crate) admin2: &'static str,
    /// City, Admin1, Admin2 or Country.
    pub(crate) precision: Precision,
    /// Degrees; of a division its middle, as its towns or its borders give it.
    pub(crate) lat: Option<f64>,
    pub(crate) lon: Option<f64>,
    /// Inhabitants, to some thousandths; a division has the sum of its towns.
    pub(crate) population: u32,
    pub(crate) geonames_id: Option<u64>,
}

static BYTES: &[u8] = include_bytes!("places.bin");
const MAGIC: &[u8] = b"MPLACES1";
/// Below this a town is no word that names a country where nothing else does: villages are called like anything.
pub(crate) const TOWN: u32 = 50_000;
const HEAD: usize = 8 + 6 * 4;
const ROW: usize = 25;
const DIVISION: usize = 5;
const NO_DEGREE: i32 = 0x7f_ffff;
const LOGS: f64 = 3_000.0;

struct Gazetteer {
    keys: usize,
    ends: &'static [u8],
    link_ends: &'static [u8],
    links: &'static [u8],
    rows: &'static [u8],
    divisions: &'static [u8],
    text: &'static [u8],
    names: &'static [u8],
}

fn u32_at(bytes: &[u8], at: usize) -> usize {
    bytes
        .get(at..at + 4)
        .map_or(0, |b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]) as usize)
}

fn gazetteer() -> &'static Gazetteer {
    static GAZETTEER: OnceLock<Gazetteer> = OnceLock::new();
    GAZETTEER.get_or_init(|| {
        assert!(BYTES.starts_with(MAGIC), "places.bin is no gazetteer");
        let count = |n: usize| u32_at(BYTES, 8 + 4 * n);
        let (keys, links, rows, divisions) = (count(0), count(1), count(2), count(3));
        let mut at = HEAD;
        let mut take = |bytes: usize| {
            let part = &BYTES[at..at + bytes];
            at += bytes;
            part
        };
        Gazetteer {
            keys,
            ends: take(4 * keys),
            link_ends: take(4 * keys),
            links: take(4 * links),
            rows: take(ROW * rows),
            divisions: take(DIVISION * divisions),
            text: take(count(4)),
            names: take(count(5)),
        }
    })
}

impl Gazetteer {
    fn end(table: &[u8], n: usize) -> usize {
        u32_at(table, 4 * n)
    }

    fn start(table: &[u8], n: usize) -> usize {
        n.checked_sub(1).map_or(0, |n| Gazetteer::end(table, n))
    }

    fn key(&self, n: usize) -> &'static [u8] {
        &self.text[Gazetteer::start(self.ends, n)..Gazetteer::end(self.ends, n)]
    }

    fn find(&self, key: &str) -> Option<usize> {
        let (mut low, mut high) = (0, self.keys);
        while low < high {
            let middle = low.midpoint(high);
            match self.key(middle).cmp(key.as_bytes()) {
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    fn name(&self, at: usize, length: u8) -> &'static str {
        let name = self.names.get(at..at + usize::from(length)).unwrap_or(b"");
        std::str::from_utf8(name).unwrap_or("")
    }

    fn division(&self, number: &[u8]) -> &'static str {
        match usize::from(u16::from_le_bytes([number[0], number[1]])) {
            0 => "",
            n => {
                let row = &self.divisions[DIVISION * (n - 1)..][..DIVISION];
                self.name(u32_at(row, 0), row[4])
            }
        }
    }

    fn row(&self, n: usize) -> Option<PlaceRow> {
        let r = self.rows.get(ROW * n..)?.get(..ROW)?;
        let degree = |b: &[u8]| {
            let x = i32::from_le_bytes([0, b[0], b[1], b[2]]) >> 8;
            (x != NO_DEGREE).then(|| f64::from(x) / 10_000.0)
        };
        let logs = f64::from(u16::from_le_bytes([r[19], r[20]]));
        Some(PlaceRow {
            name: self.name(u32_at(r, 0), r[4]),
            precision: *[
                Precision::Site,
                Precision::City,
                Precision::Admin2,
                Precision::Admin1,
                Precision::Country,
            ]
            .get(usize::from(r[5]))?,
            country: std::str::from_utf8(&r[6..9]).ok()?.parse().ok()?,
            admin1: self.division(&r[9..11]),
            admin2: self.division(&r[11..13]),
            lat: degree(&r[13..16]),
            lon: degree(&r[16..19]),
            population: ((logs / LOGS).exp() - 1.0).round() as u32,
            geonames_id: Some(u32_at(r, 21) as u64).filter(|id| *id != 0),
        })
    }

    fn rows(&self, key: &str) -> Option<Vec<PlaceRow>> {
        let n = self.find(key)?;
        let links = Gazetteer::start(self.link_ends, n)..Gazetteer::end(self.link_ends, n);
        Some(links.filter_map(|l| self.row(u32_at(self.links, 4 * l))).collect())
    }
}

/// Every place called `name`, the most populous first.
pub(crate) fn places(name: &str) -> Vec<PlaceRow> {
    keyed(&fold(name))
}

/// As [`places`], for a name folded already.
pub(crate) fn keyed(key: &str) -> Vec<PlaceRow> {
    let of = |key: &str| gazetteer().rows(key).unwrap_or_default();
    let mut rows = of(key);
    if let Some(other) = alias(key) {
        rows.extend(of(other).into_iter().filter(|r| !rows.contains(r)).collect::<Vec<_>>());
        rows.sort_by_key(|r| std::cmp::Reverse(r.population));
    }
    rows
}

/// Whether a place is called so; cheaper than looking it up.
pub(crate) fn is_place(name: &str) -> bool {
    let key = fold(name);
    gazetteer().find(&key).is_some() || alias(&key).is_some()
}

/// Where the middle of a country is.
pub(crate) fn middle(country: Country) -> Option<PlaceRow> {
    let key = format!("={}", country.to_string().to_lowercase());
    gazetteer().rows(&key)?.into_iter().next()
}

/// What the version of the tables covers.
pub(crate) fn bytes() -> &'static [u8] {
    BYTES
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_can_be_read() {
        let g = gazetteer();
        let mut keyed = 0;
        for n in 0..g.keys {
            assert!(n == 0 || g.key(n - 1) < g.key(n), "sorted");
            let links = Gazetteer::start(g.link_ends, n)..Gazetteer::end(g.link_ends, n);
            keyed += links.len();
        }
        assert_eq!(keyed * 4, g.links.len());
        for n in 0..g.rows.len() / ROW {
            let row = g.row(n).unwrap();
            assert!(!row.name.is_empty());
            assert!(
                row.lat.is_none_or(|d| d.abs() <= 90.0) && row.lon.is_none_or(|d| d.abs() <= 180.0),
                "{row:?}"
            );
        }
    }

    #[test]
    fn names_are_found_in_any_writing() {
        let here = |name: &str| places(name).first().copied().unwrap();
        let jakarta = here("Jakarta");
        assert_eq!(jakarta.country.as_str(), "IDN");
        assert!((jakarta.lat.unwrap() + 6.2).abs() < 0.3 && (jakarta.lon.unwrap() - 106.8).abs() < 0.3);
        assert_eq!(here("Łódź"), here("lodz"));
        assert_eq!(here("Jatim").admin1, "East Java");
        assert!(
            places("Kabupaten Sleman")
                .iter()
                .any(|p| p.precision == Precision::Admin2)
        );
        assert!(places("no such town at all").is_empty());
    }
}
