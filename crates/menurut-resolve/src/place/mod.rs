//! Here is "Sleman, Yogyakarta": which place on the map?

use std::collections::BTreeMap;
use std::sync::OnceLock;

use menurut_core::{Country, Document, Graph, MentionId, MentionKind, Place, Precision, Resolution, Span};

use crate::actor::{Cast, country_named};
use crate::data::fold::fold;
use crate::data::places::{PlaceRow, places};
use crate::data::{CountryWord, Meaning, tables as names, tokens};
use crate::words::{Lexicon, rows, words};

const TABLE: &str = include_str!("words.tsv");

/// The tables this rests on.
pub(crate) fn tables() -> Vec<&'static str> {
    vec![TABLE]
}

/// How many times as large the largest must be to be meant where nothing else tells.
const FAR_LARGER: u32 = 5;

/// Longest name of a place, in bytes.
const LONGEST: usize = 200;

struct PlaceWords {
    kind: Lexicon<()>,
    site: Lexicon<()>,
    wide: Lexicon<()>,
}

fn place_words() -> &'static PlaceWords {
    static WORDS: OnceLock<PlaceWords> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut t = PlaceWords {
            kind: Lexicon::new(),
            site: Lexicon::new(),
            wide: Lexicon::new(),
        };
        for row in rows(TABLE) {
            let [class, _, key] = row[..] else { continue };
            match class {
                "kind" => t.kind.insert(key, ()),
                "site" => t.site.insert(key, ()),
                "wide" => t.wide.insert(key, ()),
                _ => {}
            }
        }
        t
    })
}

/// Countries of one document, by how often it speaks of them: they tell which of two towns is meant.
pub(crate) struct Gazetteer<'a> {
    document: &'a Document,
    graph: &'a Graph,
    lang: &'a str,
    home: Option<Country>,
    spoken_of: BTreeMap<Country, usize>,
}

impl<'a> Gazetteer<'a> {
    pub(crate) fn of(document: &'a Document, graph: &'a Graph, cast: &Cast) -> Gazetteer<'a> {
        let mut spoken_of: BTreeMap<Country, usize> = BTreeMap::new();
        for (s, sentence) in graph.sentences.iter().enumerate().take(document.sentences.len()) {
            for (m, mention) in sentence.mentions.iter().enumerate() {
                if matches!(
                    mention.kind,
                    MentionKind::Time | MentionKind::Amount | MentionKind::Pro | MentionKind::Media
                ) {
                    continue;
                }
                let p = cast.participant(s, MentionId(m as u32));
                if let Some(&c) = p.actor.country.resolved() {
                    *spoken_of.entry(c).or_default() += 1;
                }
            }
        }
        Gazetteer {
            document,
            graph,
            lang: document.lang.as_deref().unwrap_or(""),
            home: cast.home(),
            spoken_of,
        }
    }

    /// The places of one event: stacked ones ("Sleman, Yogyakarta") support each other.
    pub(crate) fn places(&self, sentence: usize, ids: &[MentionId]) -> Vec<Place> {
        let graph = &self.graph.sentences[sentence];
        let spans: Vec<Span> = ids
            .iter()
            .filter_map(|m| graph.mentions.get(m.index()))
            .map(|m| m.span)
            .collect();
        let kinds: Vec<MentionKind> = ids
            .iter()
            .filter_map(|m| graph.mentions.get(m.index()))
            .map(|m| m.kind)
            .collect();
        // Every name of the sentence may stand above: "Kota Batu, Jawa Timur" with only the first linked.
        let around: Vec<Span> = graph
            .mentions
            .iter()
            .filter(|m| matches!(m.kind, MentionKind::Gpe | MentionKind::Loc))
            .map(|m| m.span)
            .collect();
        spans
            .iter()
            .zip(kinds)
            .map(|(&span, kind)| self.place(span, kind, &around))
            .collect()
    }

    fn place(&self, span: Span, kind: MentionKind, around: &[Span]) -> Place {
        let text = self.document.slice(span);
        let mut place = Place {
            span,
            name: crate::shorten(text),
            country: Resolution::because("not in the table of places"),
            admin1: None,
            lat: None,
            lon: None,
            precision: None,
            geonames_id: None,
        };
        if text.len() > LONGEST {
            return place;
        }
        let bare = bare_name(text);
        if is_country_name(bare, self.lang)
            && let Resolution::Resolved(c) = country_named(bare)
        {
            place.country = Resolution::Resolved(c);
            place.precision = Some(Precision::Country);
            return place;
        }
        let w = words(text);
        let holds = |lexicon: &Lexicon<()>| (0..w.len()).any(|i| lexicon.at(&w, i).is_some());
        let site = holds(&place_words().site);
        // "the capital", "south": words, though a region somewhere is called so. Scripts without capitals cannot tell.
        let common = bare.chars().any(char::is_lowercase) && !bare.chars().any(char::is_uppercase);
        let rows = if common { &[] } else { places(bare) };
        // "Red Sea" is a province somewhere, and a sea.
        let wide = kind == MentionKind::Loc && holds(&place_words().wide);
        if rows.len() == 1 || (rows.len() > 1 && !wide) {
            match self.choose(rows, span, around) {
                Choice::One(row) => {
                    place.country = Resolution::Resolved(row.country);
                    fill(&mut place, row);
                }
                Choice::SameCountry(country, row) => {
                    place.country = Resolution::Resolved(country);
                    place.name = row.name.to_owned();
                }
                Choice::Many(countries) => place.country = Resolution::Ambiguous(countries),
            }
            return place;
        }
        match country_named(bare) {
            Resolution::Resolved(c) => {
                place.country = Resolution::Resolved(c);
                place.precision = Some(if site {
                    Precision::Site
                } else if kind == MentionKind::Gpe {
                    Precision::Country
                } else {
                    Precision::Admin1
                });
            }
            other if kind == MentionKind::Gpe && matches!(other, Resolution::Ambiguous(_)) => place.country = other,
            _ => {
                place.precision = site.then_some(Precision::Site);
                // "bandara Baghdad", "Kharkiv hospital": the city stands in the name, or right behind it.
                if let Some(row) = self.inside(text, span, around).or_else(|| self.above(span, around)) {
                    place.country = Resolution::Resolved(row.country);
                    place.admin1 = (!row.admin1.is_empty()).then(|| row.admin1.to_owned());
                } else if holds(&place_words().wide) {
                    place.country = Resolution::because("a region or water that belongs to no single country");
                } else if let Some(c) = self.country_behind(span, around) {
                    place.country = Resolution::Resolved(c);
                } else if site {
                    place.country = Resolution::because("a site, and the sentence does not say in which town");
                }
            }
        }
        place
    }

    /// A city named inside a longer name.
    fn inside(&self, text: &str, span: Span, around: &[Span]) -> Option<&'static PlaceRow> {
        let w = words(text);
        let n = w.len();
        for len in (1..=3.min(n.saturating_sub(1))).rev() {
            for at in (0..=n - len).rev() {
                if !w[at].capital
                    || w[at..at + len].iter().all(|w| {
                        let table = place_words();
                        [&table.site, &table.kind, &table.wide]
                            .into_iter()
                            .any(|t| t.get(&w.lower).is_some())
                    })
                {
                    continue;
                }
                let part = &text[w[at].range.start..w[at + len - 1].range.end];
                if let Choice::One(row) = self.choose(places(part), span, around) {
                    return Some(row);
                }
            }
        }
        None
    }

    /// The place that stands right behind, as the larger one does in "Plosokuning, Sleman".
    fn above(&self, span: Span, around: &[Span]) -> Option<&'static PlaceRow> {
        let next = self.next_stacked(span, around)?;
        match self.choose(places(bare_name(self.document.slice(next))), next, around) {
            Choice::One(row) => Some(row),
            _ => None,
        }
    }

    fn country_behind(&self, span: Span, around: &[Span]) -> Option<Country> {
        let next = self.next_stacked(span, around)?;
        country_named(bare_name(self.document.slice(next))).resolved().copied()
    }

    /// The mention behind a comma, or behind "di", "in": what comes between is a few characters without a full stop.
    fn next_stacked(&self, span: Span, around: &[Span]) -> Option<Span> {
        around
            .iter()
            .copied()
            .filter(|a| a.start >= span.end)
            .min_by_key(|a| a.start)
            .filter(|a| {
                let between = self
                    .document
                    .text
                    .get(span.end as usize..a.start as usize)
                    .unwrap_or("");
                between.len() <= 16
                    && !between.contains(['.', ';', '“', '"'])
                    && (between.trim_start().starts_with([',', '('])
                        || matches!(between.trim(), "di" | "in" | "of" | ""))
            })
    }

    fn choose(&self, rows: &'static [PlaceRow], span: Span, around: &[Span]) -> Choice {
        let [first, rest @ ..] = rows else {
            return Choice::Many(Vec::new());
        };
        if rest.is_empty() {
            return Choice::One(first);
        }
        // Stacked: the larger place behind says in which province or country.
        if let Some(next) = self.next_stacked(span, around) {
            let above = bare_name(self.document.slice(next));
            let country = country_named(above).resolved().copied();
            let over = places(above);
            let key = fold(above);
            let fits: Vec<&PlaceRow> = rows
                .iter()
                .filter(|r| {
                    fold(r.admin1) == key
                        || over.iter().any(|o| {
                            o.country == r.country
                                && (o.name == r.admin1 || (o.admin1 == r.admin1 && !o.admin1.is_empty()))
                                && o.name != r.name
                        })
                })
                .collect();
            if let [one, ..] = fits[..] {
                return Choice::One(one);
            }
            let fits: Vec<&PlaceRow> = rows.iter().filter(|r| Some(r.country) == country).collect();
            if let [one, ..] = fits[..] {
                return Choice::One(one);
            }
        }
        // A city and the province or district around it bear one name: the city, if it is one, in news is meant.
        let countries: Vec<Country> = {
            let mut all: Vec<Country> = rows.iter().map(|r| r.country).collect();
            all.sort();
            all.dedup();
            all
        };
        let in_country = |c: Country| {
            let here: Vec<&'static PlaceRow> = rows.iter().filter(|r| r.country == c).collect();
            one_in_country(c, &here)
        };
        if let [one] = countries[..] {
            return in_country(one);
        }
        // Countries that the document speaks of, the most first; then its home.
        let supported: Vec<Country> = countries
            .iter()
            .copied()
            .filter(|c| self.spoken_of.contains_key(c))
            .collect();
        if let [one] = supported[..] {
            return in_country(one);
        }
        let largest_elsewhere = |c: Country| {
            rows.iter()
                .filter(|r| r.country != c)
                .map(|r| r.population)
                .max()
                .unwrap_or(0)
        };
        if first.population > largest_elsewhere(first.country).saturating_mul(FAR_LARGER) {
            return in_country(first.country);
        }
        if supported.len() > 1 {
            let most = supported.iter().map(|c| self.spoken_of[c]).max().unwrap_or(0);
            let top: Vec<Country> = supported
                .iter()
                .copied()
                .filter(|c| self.spoken_of[c] == most)
                .collect();
            return match top[..] {
                [one] => in_country(one),
                _ => Choice::Many(supported),
            };
        }
        match self.home {
            Some(home) if countries.contains(&home) => in_country(home),
            _ => Choice::Many(countries),
        }
    }
}

enum Choice {
    One(&'static PlaceRow),
    /// Several of the name in one country: the country is known, the point is not.
    SameCountry(Country, &'static PlaceRow),
    Many(Vec<Country>),
}

fn one_in_country(country: Country, rows: &[&'static PlaceRow]) -> Choice {
    let Some(&first) = rows.first() else {
        return Choice::Many(vec![country]);
    };
    let city = rows.iter().copied().find(|r| r.precision == Precision::City);
    let rivals = rows
        .iter()
        .filter(|r| r.precision == Precision::City && r.admin1 != city.map_or("", |c| c.admin1));
    let rival = rivals.map(|r| r.population).max().unwrap_or(0);
    match city {
        Some(c) if rival == 0 || c.population > rival.saturating_mul(FAR_LARGER) => {
            // A province far larger than the town of its name is the province.
            if first.precision == Precision::Admin1
                && c.admin1 != first.name
                && first.population > c.population.saturating_mul(FAR_LARGER)
            {
                return Choice::One(first);
            }
            Choice::One(c)
        }
        Some(c) => Choice::SameCountry(country, c),
        None => Choice::One(first),
    }
}

fn fill(place: &mut Place, row: &PlaceRow) {
    place.name = row.name.to_owned();
    place.admin1 = (!row.admin1.is_empty()).then(|| row.admin1.to_owned());
    place.lat = row.lat;
    place.lon = row.lon;
    place.precision = Some(row.precision);
    place.geonames_id = row.geonames_id;
}

/// Whether the words are a country's name, and not its capital or a people.
fn is_country_name(text: &str, lang: &str) -> bool {
    let tokens = tokens(text);
    let found = names().find(&tokens, lang);
    matches!(found.as_slice(), [one] if one.start == 0 && one.end == tokens.len()
        && one.meanings.iter().any(|m| matches!(m, Meaning::Country(_, CountryWord::Name))))
}

/// A name without its class noun: "Kota Bandung", "Murcia region".
fn bare_name(text: &str) -> &str {
    let w = words(text);
    if !places(text).is_empty() {
        return text;
    }
    let kind = &place_words().kind;
    if let Some((_, n)) = kind.at(&w, 0)
        && let (Some(first), Some(last)) = (w.get(n), w.last())
    {
        return &text[first.range.start..last.range.end];
    }
    match w.as_slice() {
        [head @ .., last] if !head.is_empty() && kind.get(&last.lower).is_some() => {
            &text[w[0].range.start..head[head.len() - 1].range.end]
        }
        _ => text,
    }
}
