//! LGL (M. Lieberman et al., ICDE 2010) and GeoVirus (M. Gritta et al., 2019): names of places in English news, with
//! where they are. The names are given; the distance of what the program takes them for is measured.

use menurut_core::{Claim, MentionKind};

use super::rivals;
use super::xml::{elements, unescape};
use crate::given::{Article, Given, Role};
use crate::report::{Cell, Section, Table};
use crate::scores::share;
use crate::spans::Chars;

/// Within 100 miles counts as right, as everywhere in this field.
const NEAR: f64 = 161.0;

#[derive(Debug, Clone, PartialEq)]
struct Toponym {
    span: Chars,
    name: String,
    lat: f64,
    lon: f64,
}

#[derive(Debug, Clone, Default)]
pub struct Toponyms {
    key: &'static str,
    title: &'static str,
    articles: Vec<(Article, Vec<Toponym>)>,
}

/// Reads LGL's one file. Toponyms without a place of their own are left out.
///
/// # Errors
/// When it has no article with a place: then it is another file.
pub fn lgl(xml: &str) -> Result<Toponyms, String> {
    read(xml, "lgl", "LGL, where places are", "toponym", 0)
}

/// Reads GeoVirus' one file, which counts characters from one.
///
/// # Errors
/// As [`lgl`].
pub fn geovirus(xml: &str) -> Result<Toponyms, String> {
    read(xml, "geovirus", "GeoVirus, where places are", "location", 1)
}

fn read(
    xml: &str,
    key: &'static str,
    title: &'static str,
    each: &'static str,
    first: usize,
) -> Result<Toponyms, String> {
    let mut set = Toponyms {
        key,
        title,
        articles: Vec::new(),
    };
    for article in elements(xml, "article") {
        let Some(text) = elements(article.content, "text").next() else {
            continue;
        };
        let text = content(text.content);
        let length = text.chars().count();
        let word = |of: &str, name: &str| elements(of, name).next().map(|e| content(e.content));
        let number = |of: &str, name: &str| word(of, name).and_then(|w| w.trim().parse::<f64>().ok());
        let place = |e: super::xml::Element<'_>| {
            let whole = |name| number(e.content, name).and_then(|x| (x as usize).checked_sub(first));
            Some(Toponym {
                span: [whole("start")?, whole("end")?],
                name: word(e.content, "phrase").or_else(|| word(e.content, "name"))?,
                lat: number(e.content, "lat")?,
                lon: number(e.content, "lon")?,
            })
        };
        let toponyms: Vec<Toponym> = elements(article.content, each)
            .filter_map(place)
            .filter(|t| t.span[0] < t.span[1] && t.span[1] <= length)
            .collect();
        let spans: Vec<_> = toponyms
            .iter()
            .map(|t| (t.span, MentionKind::Gpe, Role::Place))
            .collect();
        let outlet = word(article.content, "domain").unwrap_or_default();
        set.articles
            .push((Article::new(&text, &spans).written("en", None).by(&outlet), toponyms));
    }
    if set.articles.iter().all(|(_, t)| t.is_empty()) {
        return Err("has no <article> with places: it is not this set's file".to_owned());
    }
    Ok(set)
}

/// Text of an element, out of its CDATA or entities; not trimmed, for offsets count from its first character.
fn content(text: &str) -> String {
    match text.strip_prefix("<![CDATA[").and_then(|t| t.strip_suffix("]]>")) {
        Some(text) => text.to_owned(),
        None if text.contains('&') => {
            let end = text.trim_end().len();
            let start = text.len() - text.trim_start().len();
            if start >= end {
                return text.to_owned();
            }
            format!("{}{}{}", &text[..start], unescape(text), &text[end..])
        }
        None => text.to_owned(),
    }
}

/// Kilometres between two points on a sphere.
fn distance(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (p, q) = (a.0.to_radians(), b.0.to_radians());
    let (dp, dl) = (q - p, (b.1 - a.1).to_radians());
    let h = (dp / 2.0).sin().powi(2) + p.cos() * q.cos() * (dl / 2.0).sin().powi(2);
    2.0 * 6371.0 * h.sqrt().min(1.0).asin()
}

impl Toponyms {
    fn answers<'a>(&'a self, claims: &'a [Vec<Claim>]) -> impl Iterator<Item = (&'a Toponym, Option<f64>, String)> {
        self.articles
            .iter()
            .zip(claims)
            .flat_map(|((article, toponyms), claims)| {
                toponyms.iter().map(move |t| {
                    let place = article.claim(claims, t.span).and_then(|c| c.places.first());
                    let point = place.and_then(|p| p.lat.zip(p.lon));
                    let off = point.map(|p| distance(p, (t.lat, t.lon)));
                    let shown = place.map_or_else(String::new, |p| {
                        let country = p.country.resolved().map_or("?".to_owned(), ToString::to_string);
                        format!("{}, {}, {country}", p.name, p.admin1.as_deref().unwrap_or(""))
                    });
                    (t, off, shown)
                })
            })
    }
}

impl Given for Toponyms {
    fn articles(&self) -> Vec<&Article> {
        self.articles.iter().map(|(a, _)| a).collect()
    }

    fn section(&self, claims: &[Vec<Claim>]) -> Section {
        let offs: Vec<Option<f64>> = self.answers(claims).map(|(_, off, _)| off).collect();
        let given: Vec<f64> = offs.iter().flatten().copied().collect();
        let near = given.iter().filter(|d| **d <= NEAR).count();
        let mut table = Table::new("", &["", "of all", "of those placed", "n"]);
        table.row([
            Cell::words("within 161 km"),
            Cell::Figure(share(near, offs.len())),
            Cell::Figure(share(near, given.len())),
            Cell::Count(offs.len()),
        ]);
        table.row([
            Cell::words("placed"),
            Cell::Figure(share(given.len(), offs.len())),
            Cell::Empty,
            Cell::Count(given.len()),
        ]);
        Section {
            key: self.key.to_owned(),
            title: self.title.to_owned(),
            notes: vec![format!(
                "{} names in {} articles, given. Accuracy within 161 km (100 miles): what stays open counts as wrong in the first column.",
                offs.len(),
                self.articles.len()
            )],
            tables: [table].into_iter().chain(rivals(self.key)).collect(),
        }
    }

    fn misses(&self, claims: &[Vec<Claim>]) -> Table {
        let mut table = Table::new("Places", &["name", "gold", "given", "km off"]);
        for (t, off, shown) in self.answers(claims).filter(|(_, off, _)| off.is_none_or(|d| d > NEAR)) {
            let off = off.map_or(Cell::Empty, |d| Cell::Count(d as usize));
            table.row([
                Cell::words(t.name.as_str()),
                Cell::words(format!("{:.2} {:.2}", t.lat, t.lon)),
                Cell::words(shown),
                off,
            ]);
        }
        table
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_files_are_read_from_their_own_first_character() {
        let place = |start: usize| format!("<start>{start}</start><end>{}</end>", start + 4);
        let lgl_file = format!(
            "<articles><article><domain>a.example</domain><text><![CDATA[In Ulmo & Co.]]></text><toponyms><toponym>{}<phrase>Ulmo</phrase><gaztag><name>U</name><lat>1.5</lat><lon>2</lon></gaztag></toponym></toponyms></article></articles>",
            place(3)
        );
        let geovirus_file = format!(
            "<articles><article><text>In Ulmo &amp; Co.</text><locations><location><name>Ulmo</name>{}<lat>1.5</lat><lon>2</lon></location></locations></article></articles>",
            place(4)
        );
        for set in [lgl(&lgl_file).unwrap(), geovirus(&geovirus_file).unwrap()] {
            let (article, toponyms) = &set.articles[0];
            assert_eq!(article.document.text, "In Ulmo & Co.");
            assert_eq!((toponyms[0].span, toponyms[0].lat), ([3, 7], 1.5));
            assert_eq!(set.misses(&[Vec::new()]).rows.len(), 1, "what stays open is wrong");
        }
        assert!(lgl("<TimeML></TimeML>").is_err());
    }

    #[test]
    fn distances_are_those_of_the_globe() {
        // A degree of latitude is 111 km.
        assert!((distance((0.0, 0.0), (1.0, 0.0)) - 111.2).abs() < 0.1);
        assert!(
            (distance((60.0, 179.5), (60.0, -179.5)) - 55.6).abs() < 0.1,
            "over the date line"
        );
    }
}
