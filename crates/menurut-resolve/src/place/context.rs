//! Which of the places of one name an article means: those near the others that it names, in the countries and
//! divisions it speaks of, and the larger before the smaller.
//!
//! Every name spreads its weight over what it can mean, by size; a second round weighs by what the first found
//! (after the context ranking of geoparsers: M. Gritta et al., "A Pragmatic Guide to Geoparsing Evaluation", 2019).

use menurut_core::{Country, Precision};
use rustc_hash::FxHashMap;

use super::Above;
use crate::data::places::PlaceRow;

/// More names and more places of one name than these are not weighed.
const NAMES: usize = 100;
const PLACES: usize = 40;
const ROUNDS: usize = 2;

/// What a place's score is made of, in logarithms of inhabitants.
const OF_COUNTRY: f64 = 2.0;
const OF_DIVISION: f64 = 2.0;
const OF_NEIGHBOURS: f64 = 2.4;
/// A country's name is mostly the country, a division's more often the division than a village.
const COUNTRY: f64 = 4.0;
const DIVISION: f64 = -1.0;
const DISTRICT: f64 = -3.0;
/// What stands behind the name somewhere in the article.
const STACKED: f64 = 12.0;
/// Nearer than this, two readings are no finding.
const MARGIN: f64 = 0.5;
/// Degrees within which a place is near.
const CELL: f64 = 1.5;

#[derive(Debug, Default)]
struct Name {
    rows: Vec<PlaceRow>,
    /// Of each row, from what stands behind the name.
    stacked: Vec<f64>,
    /// Share of the name's weight that each row has now.
    shares: Vec<f64>,
    scores: Vec<f64>,
}

#[derive(Debug, Default)]
pub(super) struct Context {
    names: FxHashMap<String, Name>,
    order: Vec<String>,
    spoken_of: FxHashMap<Country, f64>,
    countries: FxHashMap<Country, f64>,
    divisions: FxHashMap<(Country, &'static str), f64>,
    cells: FxHashMap<(i32, i32), f64>,
}

#[derive(Debug)]
pub(super) enum Reading {
    One(PlaceRow),
    /// Several of the name in one country: the country is known, the point is not.
    SameCountry(PlaceRow),
    Many(Vec<Country>),
}

fn size(row: &PlaceRow) -> f64 {
    let kind = match row.precision {
        Precision::Country => COUNTRY,
        Precision::Admin1 => DIVISION,
        Precision::Admin2 => DISTRICT,
        _ => 0.0,
    };
    (f64::from(row.population) + 100.0).ln() + kind
}

/// Where a place is, if it is small enough to be somewhere.
fn cell(row: &PlaceRow) -> Option<(i32, i32)> {
    if matches!(row.precision, Precision::Country | Precision::Admin1) {
        return None;
    }
    let (lat, lon) = row.lat.zip(row.lon)?;
    Some(((lat / CELL).floor() as i32, (lon / CELL).floor() as i32))
}

/// Shares by score: a point more is e times as likely.
fn shares(scores: &[f64]) -> Vec<f64> {
    let most = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let weights: Vec<f64> = scores.iter().map(|s| (s - most).exp()).collect();
    let sum: f64 = weights.iter().sum();
    weights.into_iter().map(|w| w / sum).collect()
}

impl Context {
    /// The article speaks of somebody or something of the country.
    pub(super) fn hear_country(&mut self, country: Country) {
        *self.spoken_of.entry(country).or_default() += 0.5;
    }

    /// The article names a place.
    pub(super) fn hear(&mut self, key: &str, rows: impl FnOnce() -> Vec<PlaceRow>, above: Option<&Above>) {
        if !self.names.contains_key(key) {
            if self.order.len() >= NAMES {
                return;
            }
            let mut rows = rows();
            rows.truncate(PLACES);
            self.order.push(key.to_owned());
            let stacked = vec![0.0; rows.len()];
            self.names.insert(
                key.to_owned(),
                Name {
                    rows,
                    stacked,
                    ..Name::default()
                },
            );
        }
        if let (Some(name), Some(above)) = (self.names.get_mut(key), above) {
            let held: Vec<u8> = name.rows.iter().map(|r| above.holds(r)).collect();
            let best = held.iter().copied().max().unwrap_or(0);
            for (sum, held) in name.stacked.iter_mut().zip(held) {
                if held > 0 && held == best {
                    *sum = STACKED;
                }
            }
        }
    }

    /// Weighs everything that was heard.
    pub(super) fn settle(&mut self) {
        for key in &self.order {
            let Some(name) = self.names.get_mut(key) else { continue };
            let own: Vec<f64> = name.rows.iter().zip(&name.stacked).map(|(r, s)| size(r) + s).collect();
            name.shares = shares(&own);
            name.scores = own;
        }
        for _ in 0..ROUNDS {
            self.countries.clone_from(&self.spoken_of);
            self.divisions.clear();
            self.cells.clear();
            for key in &self.order {
                let name = &self.names[key];
                for (row, share) in name.rows.iter().zip(&name.shares) {
                    *self.countries.entry(row.country).or_default() += share;
                    if !row.admin1.is_empty() {
                        *self.divisions.entry((row.country, row.admin1)).or_default() += share;
                    }
                    if let Some(cell) = cell(row) {
                        *self.cells.entry(cell).or_default() += share;
                    }
                }
            }
            for key in &self.order {
                let name = &self.names[key];
                let scores = self.scores(&name.rows, &name.stacked, &name.shares);
                if let Some(name) = self.names.get_mut(key) {
                    name.shares = shares(&scores);
                    name.scores = scores;
                }
            }
        }
    }

    /// Scores of one name's places, what the name itself gave left out.
    fn scores(&self, rows: &[PlaceRow], stacked: &[f64], own: &[f64]) -> Vec<f64> {
        let score = |(n, row): (usize, &PlaceRow)| {
            let mine = |same: &dyn Fn(&PlaceRow) -> bool| -> f64 {
                rows.iter().zip(own).filter(|(r, _)| same(r)).map(|(_, s)| s).sum()
            };
            let of = |sum: f64, mine: f64| (1.0 + (sum - mine).max(0.0) * 4.0).ln();
            let country = self.countries.get(&row.country).copied().unwrap_or(0.0);
            let mut score = size(row) + stacked[n] + OF_COUNTRY * of(country, mine(&|r| r.country == row.country));
            if !row.admin1.is_empty() {
                let key = (row.country, row.admin1);
                let sum = self.divisions.get(&key).copied().unwrap_or(0.0);
                score += OF_DIVISION * of(sum, mine(&|r| (r.country, r.admin1) == key));
            }
            if let Some((x, y)) = cell(row) {
                let near = |c: (i32, i32)| (c.0 - x).abs() <= 1 && (c.1 - y).abs() <= 1;
                let around = (-1..=1).flat_map(|dx| (-1..=1).map(move |dy| (x + dx, y + dy)));
                let sum: f64 = around.filter_map(|c| self.cells.get(&c)).sum();
                score += OF_NEIGHBOURS * of(sum, mine(&|r| cell(r).is_some_and(near)));
            }
            score
        };
        rows.iter().enumerate().map(score).collect()
    }

    /// What a name means, at a place of the text behind which `above` stands.
    pub(super) fn choose(&self, key: &str, rows: impl FnOnce() -> Vec<PlaceRow>, above: Option<&Above>) -> Reading {
        let (rows, mut scores) = match self.names.get(key) {
            Some(name) => (name.rows.clone(), name.scores.clone()),
            None => {
                let mut rows = rows();
                rows.truncate(PLACES);
                let nothing = vec![0.0; rows.len()];
                let scores = self.scores(&rows, &nothing, &nothing);
                (rows, scores)
            }
        };
        if let Some(above) = above {
            for (score, row) in scores.iter_mut().zip(&rows) {
                *score += STACKED * f64::from(above.holds(row));
            }
        }
        let mut order: Vec<usize> = (0..rows.len()).collect();
        order.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]));
        let [first, rest @ ..] = &order[..] else {
            return Reading::Many(Vec::new());
        };
        let best = rows[*first];
        // A city and the district around it bear one name: near enough to be one finding.
        let rivals = || {
            rest.iter()
                .filter(|n| scores[*first] - scores[**n] < MARGIN)
                .map(|n| rows[*n])
                .filter(|r| !near(r, &best))
        };
        if rivals().next().is_none() {
            return Reading::One(best);
        }
        let mut countries: Vec<Country> = rivals().map(|r| r.country).chain([best.country]).collect();
        countries.sort();
        countries.dedup();
        match countries[..] {
            [_] => Reading::SameCountry(best),
            _ => Reading::Many(countries),
        }
    }
}

fn near(a: &PlaceRow, b: &PlaceRow) -> bool {
    match (cell(a), cell(b)) {
        (Some(a), Some(b)) => (a.0 - b.0).abs() <= 1 && (a.1 - b.1).abs() <= 1,
        _ => a.country == b.country && a.admin1 == b.admin1,
    }
}
