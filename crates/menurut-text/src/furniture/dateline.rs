//! The line in front of the first sentence: place, outlet, agency, date, and a dash.

use menurut_core::Dateline;

use super::words::{CITIES, NO_PLACE};
use super::{agency, is_outlet, is_site};

/// A dateline at the start of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) dateline: Dateline,
    /// Where the prose begins, in bytes.
    pub(crate) end: usize,
    /// The outlet it names, where it names one.
    pub(crate) outlet: Option<String>,
    pub(crate) agency: Option<&'static str>,
}

/// The longest dateline, in bytes: several places, an outlet, an agency and a date.
const MAX: usize = 110;

#[derive(Debug, Default)]
struct Parts {
    places: Vec<String>,
    outlet: Option<String>,
    agency: Option<&'static str>,
    dated: bool,
    bracket: bool,
    /// The outlet stands in brackets, and no list knows it.
    guessed: bool,
    site: bool,
    /// Every place is written in capitals.
    capitals: bool,
    /// Every place is a city that news is sent from.
    cities: bool,
}

/// Finds a dateline. `first`: `text` is the article's first paragraph of prose, where more shapes are believed.
pub(crate) fn find(text: &str, first: bool) -> Option<Found> {
    let head = &text[..floor(text, MAX)];
    for (at, length, colon) in separators(head) {
        let Some(parts) = parse(head[..at].trim()) else {
            continue;
        };
        let rest = text[at + length..].trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—'));
        if believable(&parts, rest, first, colon) {
            return Some(found(parts, head[..at].trim(), text.len() - rest.len()));
        }
    }
    if !first {
        return None;
    }
    // The whole line, or a site and a city without any dash: "Liputan6.com, Jakarta Presiden …".
    if text.len() <= MAX
        && let Some(parts) = parse(text.trim())
        && parts.site
    {
        return Some(found(parts, text.trim(), text.len()));
    }
    without_dash(head, text)
}

fn found(parts: Parts, written: &str, end: usize) -> Found {
    let written = written.trim_end_matches([':', '.', '-', '–', '—', ' ']);
    Found {
        dateline: Dateline {
            text: written.to_owned(),
            place: parts.places.first().cloned(),
            outlet: parts.outlet.clone().or(parts.agency.map(str::to_owned)),
        },
        end,
        outlet: parts.outlet,
        agency: parts.agency,
    }
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Candidate separators in order: position, length, whether it is a colon.
fn separators(head: &str) -> Vec<(usize, usize, bool)> {
    let mut found = Vec::new();
    for (i, c) in head.char_indices() {
        let before = head[..i].chars().next_back();
        let after = head[i + c.len_utf8()..].chars().next();
        let spaced_before = before.is_some_and(char::is_whitespace);
        let spaced_after = after.is_none_or(|a| a.is_whitespace() || a == '-');
        let closes = before.is_some_and(|b| b == ')' || b == '/' || b == '.');
        match c {
            '–' | '—' | '―' => found.push((i, c.len_utf8(), false)),
            '-' if spaced_before || spaced_after || closes => found.push((i, 1, false)),
            ':' if spaced_after => found.push((i, 1, true)),
            // "/ТАСС/. …", "(AFP). …"
            '.' if closes && spaced_after => found.push((i, 1, true)),
            _ => {}
        }
        if found.len() >= 4 {
            break;
        }
    }
    found
}

fn believable(parts: &Parts, rest: &str, first: bool, colon: bool) -> bool {
    let opens = rest
        .chars()
        .find(|c| c.is_alphanumeric())
        .is_some_and(|c| !c.is_lowercase());
    if !opens {
        return false;
    }
    if parts.guessed && parts.agency.is_none() && !parts.site {
        // "JAKARTA (INDOVIZKA) - …", but not "England (Group A): …".
        return first && !colon && (parts.capitals || parts.cities);
    }
    let named = parts.outlet.is_some() || parts.agency.is_some();
    if named {
        // A site alone in front of a colon names a speaker as often as an origin.
        return !colon || parts.site && !parts.places.is_empty() || parts.bracket;
    }
    if !first || parts.places.is_empty() || is_parenthesis(rest) {
        return false;
    }
    if colon {
        // "KUALA LUMPUR: …", the Malaysian way.
        return parts.capitals && parts.cities;
    }
    if parts.bracket || parts.dated && (parts.capitals || parts.cities) {
        return true;
    }
    let no_place = parts
        .places
        .iter()
        .any(|p| NO_PLACE.contains(&p.to_lowercase().as_str()));
    let long = parts.places.iter().all(|p| p.chars().count() >= 4);
    let cities = parts.cities && parts.places.len() <= 2 && !next_is_city(rest);
    !no_place && (parts.capitals && long || cities)
}

/// "Kyiv – Ibu kota Ukraina – diserang": the first dash opens a parenthesis that a second one closes.
fn is_parenthesis(rest: &str) -> bool {
    let sentence = &rest[..floor(rest, 160)];
    let sentence = sentence.split(". ").next().unwrap_or("");
    [" - ", " – ", " — "]
        .iter()
        .filter_map(|dash| sentence.find(dash).map(|i| &sentence[i + dash.len()..]))
        .any(|tail| tail.starts_with(char::is_lowercase) && sentence.len() - tail.len() < 80)
}

/// "Jakarta - Bandung ditutup": a route, not an origin.
fn next_is_city(rest: &str) -> bool {
    let mut words = rest.split_whitespace();
    let one = words.next().unwrap_or("").trim_end_matches(',').to_lowercase();
    let two = format!(
        "{one} {}",
        words.next().unwrap_or("").trim_end_matches(',').to_lowercase()
    );
    CITIES.contains(&one.as_str()) || CITIES.contains(&two.as_str())
}

/// "Liputan6.com, Jakarta Presiden …" and "JAKARTA, KOMPAS.com Presiden …".
fn without_dash(head: &str, text: &str) -> Option<Found> {
    let (one, tail) = head.split_once(',')?;
    let tail_at = one.len() + 1;
    let words: Vec<&str> = tail.split_whitespace().take(3).collect();
    let end_of = |n: usize| {
        let last = words[n - 1];
        (last.as_ptr() as usize - text.as_ptr() as usize) + last.len()
    };
    for n in (1..=2.min(words.len().saturating_sub(1))).rev() {
        let two = words[..n].join(" ");
        let next = words[n];
        if !next.starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '“')) {
            continue;
        }
        let city = |w: &str| CITIES.contains(&w.trim().to_lowercase().as_str());
        if is_site(one) && city(&two) || is_site(&two) && city(one) {
            let end = end_of(n);
            let parts = parse(&text[..end])?;
            let rest = text[end..].trim_start();
            debug_assert!(end > tail_at);
            return Some(found(parts, &text[..end], text.len() - rest.len()));
        }
    }
    None
}

fn parse(prefix: &str) -> Option<Parts> {
    let prefix = prefix.trim_end_matches(['.', ':', ' ', '-', '–', '—']);
    if prefix.is_empty() || prefix.split_whitespace().count() > 12 {
        return None;
    }
    let mut parts = Parts {
        capitals: true,
        cities: true,
        ..Parts::default()
    };
    let mut rest = prefix;
    let mut plain = String::new();
    while let Some(open) = rest.find('(') {
        let close = rest[open..].find(')')? + open;
        plain.push_str(&rest[..open]);
        plain.push(',');
        bracket(&rest[open + 1..close], &mut parts)?;
        rest = &rest[close + 1..];
    }
    plain.push_str(rest);
    // "/ТАСС/": slashes for brackets.
    parts.bracket |= plain.ends_with('/');
    for part in plain
        .split([',', '/', '|', ';'])
        .map(str::trim)
        .filter(|p| !p.is_empty())
    {
        classify(part, &mut parts)?;
    }
    if parts.places.is_empty() {
        parts.capitals = false;
        parts.cities = false;
    }
    (!parts.places.is_empty() || parts.outlet.is_some() || parts.agency.is_some()).then_some(parts)
}

fn bracket(inner: &str, parts: &mut Parts) -> Option<()> {
    for part in inner
        .split(['/', ',', '&', '-'])
        .map(str::trim)
        .filter(|p| !p.is_empty())
    {
        if let Some(name) = agency(part) {
            parts.agency = parts.agency.or(Some(name));
        } else if is_site(part) || is_outlet(part) {
            parts.outlet.get_or_insert_with(|| part.to_owned());
            parts.site |= is_site(part);
        } else if is_date(part) {
            parts.dated = true;
        } else {
            // An outlet that no list knows, written as a name.
            let words: Vec<&str> = part.split_whitespace().collect();
            if words.len() > 4 || !words.iter().all(|w| w.starts_with(char::is_uppercase)) {
                return None;
            }
            if part.chars().count() >= 4 && parts.outlet.is_none() {
                parts.outlet = Some(part.to_owned());
                parts.guessed = true;
            }
        }
        parts.bracket = true;
    }
    Some(())
}

fn classify(part: &str, parts: &mut Parts) -> Option<()> {
    let part = part.trim_end_matches('.');
    if is_site(part) {
        parts.site = true;
        parts.outlet.get_or_insert_with(|| part.to_owned());
    } else if let Some(name) = agency(part).filter(|_| !is_place_like(part) || part.chars().count() > 3) {
        parts.agency = parts.agency.or(Some(name));
    } else if is_outlet(part) {
        parts.outlet.get_or_insert_with(|| part.to_owned());
    } else if is_date(part) {
        parts.dated = true;
    } else if let Some((place, site)) = part.rsplit_once(' ').filter(|(_, last)| is_site(last)) {
        parts.site = true;
        parts.outlet.get_or_insert_with(|| site.to_owned());
        return classify(place, parts);
    } else {
        let words: Vec<&str> = part.split_whitespace().collect();
        const SMALL: &[&str] = &[
            "de", "del", "la", "las", "los", "el", "of", "the", "do", "da", "al", "am", "an", "der", "sur", "le", "di",
            "bin",
        ];
        let named = words
            .iter()
            .all(|w| w.starts_with(|c: char| c.is_uppercase() || is_uncased(c)) || SMALL.contains(w));
        let lettered = part
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '’' | '.' | 'ʼ'));
        if words.len() > 4 || !named || !lettered {
            return None;
        }
        // Only the first place need be in capitals: "GAZA CITY, Gaza Strip".
        if parts.places.is_empty() {
            parts.capitals &= !part.chars().any(char::is_lowercase) && !part.chars().any(is_uncased);
        }
        parts.cities &= CITIES.contains(&part.to_lowercase().as_str()) || !parts.places.is_empty();
        parts.places.push(part.to_owned());
    }
    Some(())
}

fn is_place_like(part: &str) -> bool {
    CITIES.contains(&part.to_lowercase().as_str())
}

fn is_uncased(c: char) -> bool {
    c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase()
}

/// "Nov 30", "30/11/2024", "Sabtu", "30 ноября": only numbers and the names of days and months.
fn is_date(part: &str) -> bool {
    let mut tokens = part
        .split(|c: char| c.is_whitespace() || matches!(c, '/' | '.' | ':' | '-'))
        .filter(|t| !t.is_empty())
        .peekable();
    tokens.peek().is_some()
        && tokens.all(|t| {
            t.chars().all(|c| c.is_ascii_digit())
                || crate::date::month(t).is_some()
                || crate::date::is_weekday(t)
                || t == "de"
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `expected`: place, outlet and agency, `-` where there is none; and the prose begins at `P`.
    #[track_caller]
    fn check(text: &str, place: &str, outlet: &str, agency: &str) {
        let f = find(text, true).unwrap_or_else(|| panic!("no dateline in {text:?}"));
        let or = |s: Option<&str>| s.unwrap_or("-").to_owned();
        assert_eq!(
            (or(f.dateline.place.as_deref()), or(f.outlet.as_deref()), or(f.agency)),
            (place.to_owned(), outlet.to_owned(), agency.to_owned()),
            "in {text:?}"
        );
        assert!(
            text[f.end..].starts_with("Menteri itu"),
            "prose is {:?}",
            &text[f.end..]
        );
    }

    #[test]
    fn datelines_of_many_houses() {
        check("JAKARTA, KOMPAS.com – Menteri itu tiba.", "JAKARTA", "KOMPAS.com", "-");
        check("NUSAKINI.co.id – Menteri itu tiba.", "-", "NUSAKINI.co.id", "-");
        check(
            "NUSAKINI.co.id/Antara – Menteri itu tiba.",
            "-",
            "NUSAKINI.co.id",
            "ANTARA",
        );
        check("KYIV (Reuters) - Menteri itu tiba.", "KYIV", "-", "Reuters");
        check("TEMPO.CO, Jakarta - Menteri itu tiba.", "Jakarta", "TEMPO.CO", "-");
        check("Jakarta (ANTARA) - Menteri itu tiba.", "Jakarta", "-", "ANTARA");
        check(
            "Jakarta, CNN Indonesia -- Menteri itu tiba.",
            "Jakarta",
            "CNN Indonesia",
            "-",
        );
        check("BANDUNG - Menteri itu tiba.", "BANDUNG", "-", "-");
        check(
            "REPUBLIKA.CO.ID, JAKARTA -- Menteri itu tiba.",
            "JAKARTA",
            "REPUBLIKA.CO.ID",
            "-",
        );
        check(
            "WASHINGTON, Nov 30 (Reuters) - Menteri itu tiba.",
            "WASHINGTON",
            "-",
            "Reuters",
        );
        check("GAZA CITY, Gaza Strip (AP) — Menteri itu tiba.", "GAZA CITY", "-", "AP");
        check(
            "Liputan6.com, Jakarta Menteri itu tiba.",
            "Jakarta",
            "Liputan6.com",
            "-",
        );
        check(
            "Liputan6.com, Jakarta - Menteri itu tiba.",
            "Jakarta",
            "Liputan6.com",
            "-",
        );
        check("SuaraX.com - Menteri itu tiba.", "-", "SuaraX.com", "-");
        check(
            "TRIBUN-BALI.COM, DENPASAR - Menteri itu tiba.",
            "DENPASAR",
            "TRIBUN-BALI.COM",
            "-",
        );
        check("Jakarta - Menteri itu tiba.", "Jakarta", "-", "-");
        check("RIAUDETIL.COM -Menteri itu tiba.", "-", "RIAUDETIL.COM", "-");
        check(
            "Jakarta, goindonesia.co : Menteri itu tiba.",
            "Jakarta",
            "goindonesia.co",
            "-",
        );
        check("JAKARTA (INDOVIZKA) - Menteri itu tiba.", "JAKARTA", "INDOVIZKA", "-");
        check("BISNIS.COM, JAKARTA—Menteri itu tiba.", "JAKARTA", "BISNIS.COM", "-");
        check(
            "BEIJING, Nov. 30 (Xinhua) -- Menteri itu tiba.",
            "BEIJING",
            "-",
            "Xinhua",
        );
        check("(ANTARA News) - Menteri itu tiba.", "-", "-", "ANTARA");
        check("Madrid, 30 nov (EFE).- Menteri itu tiba.", "Madrid", "-", "EFE");
        check("МОСКВА, 30 ноября. /ТАСС/. Menteri itu tiba.", "МОСКВА", "-", "TASS");
        check("القاهرة (رويترز) - Menteri itu tiba.", "القاهرة", "-", "Reuters");
        check("KUALA LUMPUR: Menteri itu tiba.", "KUALA LUMPUR", "-", "-");
    }

    #[track_caller]
    fn keeps(text: &str) {
        assert_eq!(find(text, true), None, "in {text:?}");
    }

    #[test]
    fn sentences_with_dashes_stay() {
        keeps("KYIV - the capital - was hit overnight.");
        keeps("KYIV – Ibu kota Ukraina – diserang semalam.");
        keeps("Jakarta - Bandung ditutup karena longsor.");
        keeps("Presiden Joko Widodo - Wakil Presiden Ma'ruf Amin hadir.");
        keeps("Indonesia - Malaysia sepakat bekerja sama.");
        keeps("Kim: Rusia berhak membela diri.");
        keeps("Menteri Pertahanan – Jenderal Andi – menolak.");
        keeps("NATO – Aliansi itu memperluas latihan.");
        keeps("Reuters melaporkan bahwa pasukan mundur.");
        keeps("Inggris (Grup A): Tiga pemain cedera.");
        keeps("England (Group A) - Three players are injured.");
        keeps("Empat orang tewas - Polisi menyelidiki.");
    }

    #[test]
    fn later_paragraphs_need_an_outlet() {
        assert_eq!(find("BANDUNG - Menteri itu tiba.", false), None);
        assert!(find("BANDUNG (Antara) - Menteri itu tiba.", false).is_some());
    }
}
