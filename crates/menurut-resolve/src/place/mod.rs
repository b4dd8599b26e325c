//! Here is "Sleman, Yogyakarta": which place on the map?

mod context;

use std::sync::OnceLock;

use menurut_core::{Country, Document, Graph, MentionId, MentionKind, Place, Precision, Resolution, Span};

use crate::actor::{Cast, country_named};
use crate::data::fold::fold;
use crate::data::places::{PlaceRow, TOWN, is_place, middle, places};
use crate::data::{CountryWord, Meaning, tables as names, tokens};
use crate::words::{Lexicon, rows, words};
use context::{Context, Reading};

const TABLE: &str = include_str!("words.tsv");

/// The tables this rests on.
pub(crate) fn tables() -> Vec<&'static str> {
    vec![TABLE]
}

/// Longest name of a place, in bytes.
const LONGEST: usize = 200;

struct PlaceWords {
    kind: Lexicon<()>,
    site: Lexicon<()>,
    wide: Lexicon<()>,
    /// Short forms of divisions that are only meant behind a town: "Alexandria, La.".
    short: Lexicon<&'static str>,
}

fn place_words() -> &'static PlaceWords {
    static WORDS: OnceLock<PlaceWords> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut t = PlaceWords {
            kind: Lexicon::new(),
            site: Lexicon::new(),
            wide: Lexicon::new(),
            short: Lexicon::new(),
        };
        for row in rows(TABLE) {
            let (class, key) = match row[..] {
                [class, _, key] => (class, key),
                ["short", _, key, name] => {
                    t.short.insert(key, name);
                    continue;
                }
                _ => continue,
            };
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

/// The map as one document makes it: what else it names tells which of two towns is meant.
pub(crate) struct Gazetteer<'a> {
    document: &'a Document,
    graph: &'a Graph,
    lang: &'a str,
    context: Context,
}

impl<'a> Gazetteer<'a> {
    pub(crate) fn of(document: &'a Document, graph: &'a Graph, cast: &Cast) -> Gazetteer<'a> {
        let mut gazetteer = Gazetteer {
            document,
            graph,
            lang: document.lang.as_deref().unwrap_or(""),
            context: Context::default(),
        };
        let mut context = Context::default();
        for (s, sentence) in graph.sentences.iter().enumerate().take(document.sentences.len()) {
            let around = gazetteer.around(s);
            for (m, mention) in sentence.mentions.iter().enumerate() {
                match mention.kind {
                    MentionKind::Time | MentionKind::Amount | MentionKind::Pro | MentionKind::Media => continue,
                    MentionKind::Gpe | MentionKind::Loc => gazetteer.hear(&mut context, mention.span, &around),
                    _ => {}
                }
                let p = cast.participant(s, MentionId(m as u32));
                if let Some(&c) = p.actor.country.resolved() {
                    context.hear_country(c);
                }
            }
        }
        if let Some(home) = cast.home() {
            context.hear_country(home);
        }
        if let Some(place) = document.dateline.as_ref().and_then(|d| d.place.as_deref()) {
            context.hear(&fold(place), || places(place), None);
        }
        context.settle();
        gazetteer.context = context;
        gazetteer
    }

    fn hear(&self, context: &mut Context, span: Span, around: &[Span]) {
        let text = self.document.slice(span);
        if text.len() > LONGEST || !is_name(text) {
            return;
        }
        let bare = bare_name(text);
        let rows = || self.candidates(bare);
        context.hear(&fold(bare), rows, self.division_behind(span, around).as_ref());
    }

    /// What a name can mean: the places called so, and the country.
    fn candidates(&self, name: &str) -> Vec<PlaceRow> {
        let mut rows = places(name);
        if is_country_name(name, self.lang) {
            let named = match country_named(name) {
                Resolution::Resolved(c) => vec![c],
                Resolution::Ambiguous(all) => all,
                Resolution::Unresolved(_) => Vec::new(),
            };
            // England is a division, and its name another one's than the whole's: on the map it is the division.
            let part = |r: &PlaceRow| r.precision == Precision::Admin1;
            let key = fold(name);
            let whole: Vec<PlaceRow> = named
                .into_iter()
                .filter_map(middle)
                .filter(|c| fold(c.name) == key || !rows.iter().any(|r| part(r) && r.country == c.country))
                .collect();
            rows.splice(0..0, whole);
        }
        rows
    }

    /// Every name of the sentence may stand above: "Kota Batu, Jawa Timur" with only the first linked.
    fn around(&self, sentence: usize) -> Vec<Span> {
        let mentions = self.graph.sentences[sentence].mentions.iter();
        let places = mentions.filter(|m| matches!(m.kind, MentionKind::Gpe | MentionKind::Loc));
        places.map(|m| m.span).collect()
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
        let around = self.around(sentence);
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
        let w = words(text);
        let holds = |lexicon: &Lexicon<()>| (0..w.len()).any(|i| lexicon.at(&w, i).is_some());
        let site = holds(&place_words().site);
        // "Red Sea" is a province somewhere, and a sea.
        let wide = kind == MentionKind::Loc && holds(&place_words().wide);
        let short = place_words()
            .short
            .at(&w, 0)
            .filter(|(_, n)| *n == w.len() && is_short_form(text));
        let bare = short.map_or(bare, |(name, _)| *name);
        // "Africa" and "the Middle East" are villages somewhere, too.
        let region = place_words().wide.at(&w, 0).is_some_and(|(_, n)| n == w.len());
        let rows = if is_name(bare) && !region {
            self.candidates(bare)
        } else {
            Vec::new()
        };
        if rows.len() == 1 || (rows.len() > 1 && !wide) {
            match self.choose(bare, span, around) {
                Reading::One(row) => {
                    place.country = Resolution::Resolved(row.country);
                    fill(&mut place, &row);
                }
                Reading::SameCountry(row) => {
                    place.country = Resolution::Resolved(row.country);
                    place.name = row.name.to_owned();
                }
                Reading::Many(countries) => place.country = Resolution::Ambiguous(countries),
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
                if is_country_word(bare, self.lang, &[CountryWord::Name, CountryWord::Demonym])
                    && let Some(row) = middle(c)
                {
                    (place.lat, place.lon, place.geonames_id) = (row.lat, row.lon, row.geonames_id);
                }
            }
            other if kind == MentionKind::Gpe && matches!(other, Resolution::Ambiguous(_)) => place.country = other,
            _ => {
                place.precision = site.then_some(Precision::Site);
                // "bandara Baghdad", "Kharkiv hospital": the city stands in the name, or right behind it.
                let town = || self.inside(text, span, around).or_else(|| self.above(span, around));
                if let Some(row) = (!region).then(town).flatten() {
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
    fn inside(&self, text: &str, span: Span, around: &[Span]) -> Option<PlaceRow> {
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
                if places(part).first().is_some_and(|p| p.population >= TOWN)
                    && let Reading::One(row) = self.choose(part, span, around)
                {
                    return Some(row);
                }
            }
        }
        None
    }

    /// The place that stands right behind, as the larger one does in "Plosokuning, Sleman".
    fn above(&self, span: Span, around: &[Span]) -> Option<PlaceRow> {
        let next = self.next_stacked(span, around)?;
        match self.choose(bare_name(self.document.slice(next)), next, around) {
            Reading::One(row) => Some(row),
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

    /// The division or country that the words behind a name give: "Sleman, Yogyakarta", "Alexandria, La.".
    fn division_behind(&self, span: Span, around: &[Span]) -> Option<Above> {
        if let Some(next) = self.next_stacked(span, around) {
            // The next of a list is no address: "Washington, Oregon and Idaho".
            if self.goes_on(next, around) {
                return None;
            }
            let above = bare_name(self.document.slice(next));
            return Some(Above {
                key: fold(above),
                country: country_named(above).resolved().copied(),
                divisions: places(above)
                    .iter()
                    .filter(|r| r.precision != Precision::City)
                    .map(|r| (r.country, r.name))
                    .collect(),
            });
        }
        let behind = self.document.text.get(span.end as usize..)?.strip_prefix(',')?;
        let behind = behind.get(..behind.char_indices().nth(16).map_or(behind.len(), |(i, _)| i))?;
        let w = words(behind);
        let (&name, _) = place_words().short.at(&w, 0).filter(|_| w[0].capital)?;
        Some(Above {
            key: fold(name),
            country: None,
            divisions: places(name)
                .iter()
                .filter(|r| r.precision == Precision::Admin1)
                .map(|r| (r.country, r.name))
                .collect(),
        })
    }

    /// Whether another name follows as the next of a list.
    fn goes_on(&self, span: Span, around: &[Span]) -> bool {
        let next = around.iter().filter(|a| a.start >= span.end).map(|a| a.start).min();
        next.and_then(|next| self.document.text.get(span.end as usize..next as usize))
            .is_some_and(|between| {
                let joint = between.trim_matches([' ', ',']);
                between.len() <= 8 && matches!(joint, "" | "and" | "or" | "&" | "dan" | "atau" | "serta")
            })
    }

    fn choose(&self, name: &str, span: Span, around: &[Span]) -> Reading {
        let above = self.division_behind(span, around);
        self.context
            .choose(&fold(name), || self.candidates(name), above.as_ref())
    }
}

/// What stands behind a name to say where it lies.
struct Above {
    key: String,
    country: Option<Country>,
    divisions: Vec<(Country, &'static str)>,
}

impl Above {
    /// How well a place lies in it: 0 not at all, 2 in a division of that name, 1 in the country.
    fn holds(&self, row: &PlaceRow) -> u8 {
        let inside = |division: &str| {
            !division.is_empty()
                && row.name != division
                && (fold(division) == self.key || self.divisions.contains(&(row.country, division)))
        };
        if inside(row.admin1) || inside(row.admin2) {
            2
        } else {
            u8::from(self.country == Some(row.country) && row.precision != Precision::Country)
        }
    }
}

/// "Va.", "S.C.", "NSW", not "in" or "or".
fn is_short_form(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_uppercase) && (text.contains('.') || !text.chars().any(char::is_lowercase))
}

/// "the capital", "south" are words, though a region somewhere is called so. Scripts without capitals cannot tell.
fn is_name(text: &str) -> bool {
    text.chars().any(char::is_uppercase) || !text.chars().any(char::is_lowercase)
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
    is_country_word(text, lang, &[CountryWord::Name])
}

fn is_country_word(text: &str, lang: &str, kinds: &[CountryWord]) -> bool {
    let tokens = tokens(text);
    let found = names().find(&tokens, lang);
    matches!(found.as_slice(), [one] if one.start == 0 && one.end == tokens.len()
        && one.meanings.iter().any(|m| matches!(m, Meaning::Country(_, kind) if kinds.contains(kind))))
}

/// A name without its class noun: "Kota Bandung", "Murcia region".
fn bare_name(text: &str) -> &str {
    let w = words(text);
    if is_place(text) {
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
