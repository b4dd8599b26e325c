//! What the words of one mention say by themselves: title, body, country, name.

use std::ops::Range;

use menurut_core::{Country, MentionKind, Precision, Sector};

use crate::data::places;
use crate::data::{Class, CountryWord, Found, Gap, Meaning, Organisation, Role, RoleKind, Token, tables, tokens};

/// How a country was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Said {
    /// By name, people or capital.
    Word(CountryWord),
    /// Through a known body of it.
    Body,
    /// Through a place in it.
    Place,
}

#[derive(Debug, Clone)]
struct CountryHit {
    at: usize,
    countries: Vec<Country>,
    said: Said,
    /// Not whose it is: "in Syria", "Iran-backed".
    aside: bool,
}

/// The words of one mention, understood.
#[derive(Debug, Clone, Default)]
pub(super) struct Reading {
    /// All words, folded.
    pub(super) key: String,
    pub(super) words: usize,
    /// Countries whose this is; several where the words leave it open.
    pub(super) countries: Vec<Country>,
    pub(super) said: Option<Said>,
    pub(super) role: Option<&'static Role>,
    /// Folded words of the office: "menteri pertahanan", "defence minister", and their head alone.
    pub(super) role_words: Vec<String>,
    pub(super) organisation: Option<&'static Organisation>,
    /// The known body is all there is in the mention.
    pub(super) whole: bool,
    pub(super) sectors: Vec<Sector>,
    pub(super) former: bool,
    pub(super) speaks_for: Option<Range<usize>>,
    /// The bare name of a person, bytes in the mention.
    pub(super) name: Option<Range<usize>>,
    pub(super) name_words: Vec<String>,
    /// Short forms given in brackets.
    pub(super) brackets: Vec<String>,
    /// Words outside brackets, folded.
    pub(super) bare: Vec<String>,
    pub(super) plural: bool,
    pub(super) count: Option<u32>,
    /// Capitalised words taken for a title that may be part of the name ("Agung").
    pub(super) doubtful: Vec<String>,
    pub(super) female: Option<bool>,
    pub(super) digits: bool,
    pub(super) capitals: bool,
}

impl Reading {
    pub(super) fn of(text: &str, kind: MentionKind, lang: &str) -> Reading {
        let t = tokens(text);
        let mut r = Reading {
            key: t.iter().map(|t| t.key.as_str()).collect::<Vec<_>>().join(" "),
            words: t.len(),
            capitals: !t.is_empty() && t.iter().all(|t| t.capitals),
            ..Reading::default()
        };
        if t.is_empty() {
            return r;
        }
        let is = |class: Class, i: usize| tables().is(class, lang, &t[i].key);
        let found = tables().find(&t, lang);
        r.digits = t.iter().any(|t| t.key.bytes().any(|b| b.is_ascii_digit()));
        r.plural = is(Class::Plural, 0) || t[0].key.bytes().all(|b| b.is_ascii_digit());
        r.count = t.iter().take(3).find_map(|t| tables().number(&t.key));
        r.plural |= r.count.is_some_and(|n| n > 1);
        r.brackets_and_bare(text, &t);
        for (i, token) in t.iter().enumerate() {
            if is(Class::Female, i) {
                r.female = Some(true);
            } else if is(Class::Male, i) && r.female.is_none() {
                r.female = Some(false);
            } else if kind == MentionKind::Grp && token.key.len() > 3 && token.key.ends_with('s') && i + 1 == t.len() {
                r.plural |= lang == "en" || lang == "es" || lang == "pt" || lang == "fr";
            }
        }
        if kind == MentionKind::Per {
            r.person_name(&t, &found, lang);
        }
        let named = r.name.clone();
        let in_name = |f: &Found| {
            named
                .as_ref()
                .is_some_and(|n| t[f.start].start >= n.start && t[f.end - 1].end <= n.end)
        };
        let found: Vec<Found> = found
            .iter()
            .filter(|f| !in_name(f) && !inside_a_name(&t, f, &found, lang))
            .cloned()
            .collect();
        r.office(text, &t, &found, lang);
        r.country(&t, &found, named.as_ref(), lang);
        r
    }

    /// Takes over the office that stands beside a name.
    pub(super) fn take_office(&mut self, other: &Reading) {
        self.role = other.role;
        self.role_words.clone_from(&other.role_words);
        self.sectors.clone_from(&other.sectors);
        self.former = other.former;
        self.organisation = self.organisation.or(other.organisation);
        if self.countries.is_empty() {
            self.countries.clone_from(&other.countries);
            self.said = other.said;
        }
        self.female = self.female.or(other.female);
    }

    fn brackets_and_bare(&mut self, text: &str, t: &[Token]) {
        let (mut at, mut open) = (0, 0i32);
        for token in t {
            for c in text[at..token.start].chars() {
                open += i32::from(c == '(') - i32::from(c == ')');
            }
            at = token.start;
            if open > 0 {
                self.brackets.push(token.key.clone());
            } else {
                self.bare.push(token.key.clone());
            }
        }
    }

    /// The name proper: after the last title, up to a comma; or before the comma where the office comes behind.
    fn person_name(&mut self, t: &[Token], found: &[Found], lang: &str) {
        let is = |class: Class, i: usize| tables().is(class, lang, &t[i].key);
        let segments = segments(t);
        let titled = |s: &Range<usize>| found.iter().any(|f| s.contains(&f.start) && title(f));
        // Some word in it may be a name: not a title, a people, a body.
        let known_at = |i: usize| found.iter().any(|f| f.start <= i && i < f.end);
        let names = |s: &Range<usize>| s.clone().any(|i| t[i].capital && !known_at(i) && !is(Class::Rank, i));
        // "Ana Sol, menteri pertahanan Chile" and "Menteri Pertahanan Chile, Ana Sol" alike.
        let segment = segments
            .iter()
            .filter(|s| !titled(s) && t[s.start].capital && names(s))
            .min_by_key(|s| (s.len() < 2 && segments.len() > 2, s.len() > 4, s.start))
            .or_else(|| segments.iter().rfind(|s| names(s)))
            .or_else(|| segments.last())
            .cloned()
            .unwrap_or(0..t.len());
        let mut from = segment.start;
        for f in found.iter().filter(|f| f.start >= segment.start && f.end < segment.end) {
            if title(f) {
                from = from.max(f.end);
            }
        }
        for i in segment.clone() {
            if i + 1 < segment.end && is(Class::Rank, i) {
                from = from.max(i + 1);
            }
        }
        // What follows a title and is still no name: its field, its body, its country, its place. Whose country was said
        // needs no place: "Menteri Pertahanan Jepang Goto Haruka".
        let national = |from: usize| {
            let said = |f: &&Found| f.start >= segment.start && f.end <= from;
            let country = |f: &Found| f.meanings.iter().any(|m| matches!(m, Meaning::Country(..)));
            found.iter().filter(said).any(country)
        };
        loop {
            let known = found
                .iter()
                .find(|f| f.start == from && f.end < segment.end && from > segment.start);
            if let Some(f) = known {
                from = f.end;
            } else if from + 1 < segment.end
                && from > segment.start
                && (is(Class::Field, from) || is(Class::Rank, from) || !t[from].capital && !is(Class::Particle, from))
            {
                from += 1;
            } else if let Some(n) =
                (from > segment.start && !is(Class::Male, from) && !is(Class::Female, from) && !national(from))
                    .then(|| place_words(&t[from..segment.end.saturating_sub(1).max(from)]))
                    .flatten()
            {
                from += n.0;
            } else {
                break;
            }
        }
        // The last run of capitals from there on.
        let mut runs: Vec<Range<usize>> = Vec::new();
        for (i, token) in t.iter().enumerate().take(segment.end).skip(from) {
            // "Han Seok-min": what a hyphen joins is one name.
            let joined = token.gap == Gap::Hyphen && i > from;
            let part = token.capital || joined || (is(Class::Particle, i) && i > from);
            match runs.last_mut() {
                Some(run) if part && run.end == i && token.gap < Gap::Comma => run.end = i + 1,
                _ if token.capital => runs.push(i..i + 1),
                _ => {}
            }
        }
        // "… of the Netherlands" is no name, unless nothing else is.
        let known = |run: &Range<usize>| found.iter().any(|f| f.start <= run.start && run.end <= f.end);
        if runs.iter().any(|run| !known(run)) {
            runs.retain(|run| !known(run));
        }
        // A bare name may go on ("alias …"); behind a title the name is what comes last.
        let name = if from == segment.start {
            runs.first().cloned()
        } else {
            runs.pop()
        }
        .unwrap_or(from..segment.end);
        // Words in front of it are an office, known ("presiden") or not ("coordinator in").
        let titled = from > segment.start || name.start > segment.start;
        let name = self.without_office(name, titled, t, found);
        self.doubtful = (from.saturating_sub(2).max(segment.start)..name.start)
            .filter(|&i| t[i].capital && (is(Class::Field, i) || is(Class::Rank, i)))
            .map(|i| t[i].key.clone())
            .collect();
        if let (Some(first), Some(last)) = (t.get(name.start), name.end.checked_sub(1).and_then(|e| t.get(e))) {
            self.name = Some(first.start..last.stem_end);
            self.name_words = t[name].iter().map(|t| t.key.clone()).collect();
        }
    }

    /// A run of capitals behind a title without what still belongs to the office: "SAR Maumere I Made Sudiarta".
    fn without_office(&self, run: Range<usize>, titled: bool, t: &[Token], found: &[Found]) -> Range<usize> {
        let mut start = run.start;
        if !titled {
            return run;
        }
        for f in found.iter().filter(|f| f.start >= run.start && f.end < run.end) {
            let country = f
                .meanings
                .iter()
                .any(|m| matches!(m, Meaning::Country(_, CountryWord::Name | CountryWord::Demonym)));
            if country || title(f) && f.end + 1 < run.end {
                start = start.max(f.end);
            }
        }
        while start + 2 < run.end {
            if t[start].capitals && t[start].key.len() > 1 {
                start += 1;
            } else if let Some((n, _)) = place_words(&t[start..run.end - 2]).filter(|_| start > run.start) {
                start += n;
            } else {
                break;
            }
        }
        start..run.end
    }

    /// The head office or body, and what it makes of its bearer.
    fn office(&mut self, text: &str, t: &[Token], found: &[Found], lang: &str) {
        let is = |class: Class, i: usize| tables().is(class, lang, &t[i].key);
        let roles: Vec<(&Found, Vec<&'static Role>)> = found
            .iter()
            .map(|f| {
                let roles: Vec<&'static Role> = f
                    .meanings
                    .iter()
                    .filter_map(|m| match m {
                        Meaning::Role(r) => Some(*r),
                        _ => None,
                    })
                    .collect();
                (f, roles)
            })
            .filter(|(_, r)| !r.is_empty())
            .collect();
        let organisations: Vec<(usize, &'static Organisation)> = found
            .iter()
            .filter_map(|f| {
                f.meanings.iter().find_map(|m| match m {
                    Meaning::Organisation(o) => Some((f.start, *o)),
                    _ => None,
                })
            })
            .filter(|&(at, _)| !aside(t, at, at + 1, lang))
            .collect();
        self.former = roles.iter().any(|(_, r)| r[0].kind == RoleKind::Former);
        let candidate = roles.iter().any(|(_, r)| r[0].kind == RoleKind::Candidate);
        let real: Vec<&(&Found, Vec<&'static Role>)> = roles
            .iter()
            .filter(|(_, r)| {
                !matches!(
                    r[0].kind,
                    RoleKind::Former | RoleKind::Plain | RoleKind::Candidate | RoleKind::Rank
                )
            })
            .collect();

        let head = if tables().head_last(lang) {
            // Up to the first preposition the last noun is the head; titles in one comma segment.
            let first = real.first().map_or(0, |(f, _)| f.start);
            let stop = (first..t.len())
                .find(|&i| i > first && (is(Class::Of, i) || t[i].gap >= Gap::Comma))
                .unwrap_or(t.len());
            real.iter().rfind(|(f, _)| f.start < stop).or(real.first())
        } else {
            real.first()
        };
        let with_org = !organisations.is_empty();
        if let Some((f, meanings)) = head {
            // One word may be an office of state and the head of anything ("presiden", "leader", "polisi").
            let behind_org = with_org || real.iter().any(|(g, r)| g.start != f.start && !r[0].kind.is_one());
            let role = meanings
                .iter()
                .find(|r| behind_org && matches!(r.kind, RoleKind::Chief | RoleKind::Spokes))
                .filter(|_| {
                    !meanings.iter().any(|r| {
                        r.kind == RoleKind::Office
                            && organisations
                                .iter()
                                .all(|o| o.1.kind == "body" && o.1.sectors.first() == Some(&Sector::Gov))
                    })
                })
                .or_else(|| {
                    (self.plural || self.words_are_many(t, f))
                        .then(|| meanings.iter().find(|r| !r.kind.is_one()))
                        .flatten()
                })
                .unwrap_or(&meanings[0]);
            self.role = Some(role);
            let words: Vec<&str> = t[f.start..f.end].iter().map(|t| t.key.as_str()).collect();
            self.role_words.push(words.join(" "));
            let single = if tables().head_last(lang) {
                words.last()
            } else {
                words.first()
            };
            if let (Some(w), true) = (single, words.len() > 1) {
                self.role_words.push((*w).to_owned());
            }
            let inherits = matches!(role.kind, RoleKind::Chief | RoleKind::Spokes);
            self.sectors = if inherits {
                let body = organisations.first().map(|(_, o)| o.sectors.clone());
                let other = || {
                    real.iter()
                        .filter(|(g, _)| g.start != f.start)
                        .find_map(|(_, r)| r.iter().find(|r| !r.sectors.is_empty()).map(|r| r.sectors.clone()))
                };
                body.or_else(other)
                    .or_else(|| {
                        meanings
                            .iter()
                            .find(|r| !r.sectors.is_empty())
                            .map(|r| r.sectors.clone())
                    })
                    .unwrap_or_default()
            } else {
                role.sectors.clone()
            };
            if role.kind == RoleKind::Spokes {
                let rest = if tables().head_last(lang)
                    && f.start > 0
                    && !t.get(f.end).is_some_and(|_| f.end < t.len() && is(Class::Of, f.end))
                {
                    Some(0..f.start)
                } else {
                    let from = (f.end..t.len()).find(|&i| !is(Class::Of, i) || t[i].capital);
                    let name = self.name.clone();
                    from.map(|from| {
                        let stop = name
                            .as_ref()
                            .and_then(|n| t.iter().position(|t| t.start >= n.start))
                            .filter(|&s| s > from)
                            .unwrap_or(t.len());
                        from..(from..stop)
                            .find(|&i| i > from && t[i].gap >= Gap::Comma)
                            .unwrap_or(stop)
                    })
                };
                self.speaks_for = rest
                    .filter(|r| r.start < r.end)
                    .map(|r| t[r.start].start..t[r.end - 1].end);
                let _ = text;
            }
        }
        if let Some(&(_, o)) = organisations.first() {
            if self.sectors.is_empty() || !self.role.is_some_and(|r| r.kind.is_one()) {
                self.sectors = o.sectors.clone();
            }
            self.organisation = Some(o);
            self.whole = found
                .iter()
                .any(|f| f.start == 0 && f.end == t.len() - self.brackets.len());
        }
        if self.sectors.is_empty() {
            let rank = roles.iter().flat_map(|(_, r)| r).find(|r| r.kind == RoleKind::Rank);
            self.sectors = rank.map_or_else(Vec::new, |r| r.sectors.clone());
        }
        if self.former {
            self.sectors = vec![Sector::Eli];
        } else if candidate {
            self.sectors = vec![Sector::Pty];
        }
    }

    fn words_are_many(&self, t: &[Token], f: &Found) -> bool {
        // "anak-anak", "soldiers".
        t[f.end - 1].key.len() > 3 && t[f.end - 1].key.ends_with('s') && self.role.is_none() && self.plural
    }

    fn country(&mut self, t: &[Token], found: &[Found], name: Option<&Range<usize>>, lang: &str) {
        let mut hits: Vec<CountryHit> = Vec::new();
        let mut at = 0;
        while at < t.len() {
            if name.is_some_and(|n| t[at].start >= n.start && t[at].start < n.end) {
                at += 1;
                continue;
            }
            let known = found.iter().find(|f| f.start == at);
            let place = place_words(&t[at..]);
            // The longer name wins: New Mexico is not Mexico.
            let place_longer = place
                .as_ref()
                .is_some_and(|(n, _)| known.is_none_or(|f| *n > f.end - f.start));
            if let (Some(f), false) = (known, place_longer) {
                let mut countries = Vec::new();
                let mut said = None;
                for m in &f.meanings {
                    match m {
                        Meaning::Country(c, word) => {
                            countries.push(*c);
                            said = said.max(Some(Said::Word(*word))).min(Some(Said::Word(*word)));
                        }
                        Meaning::Organisation(o) => {
                            if let (Some(c), None) = (o.country, said) {
                                countries.push(c);
                                said = Some(Said::Body);
                            }
                        }
                        Meaning::Role(_) => {}
                    }
                }
                if let Some(said) = said {
                    hits.push(CountryHit {
                        at,
                        countries,
                        said,
                        aside: aside(t, at, f.end, lang),
                    });
                }
                at = f.end;
            } else if let Some((n, countries)) = place {
                hits.push(CountryHit {
                    at,
                    countries,
                    said: Said::Place,
                    aside: aside(t, at, at + n, lang),
                });
                at += n;
            } else {
                at += 1;
            }
        }
        // "KBRI Kyiv": an office of one country that sits in another.
        for i in 1..hits.len() {
            let seat = matches!(
                hits[i].said,
                Said::Word(CountryWord::Seat | CountryWord::Home) | Said::Place
            );
            hits[i].aside |= seat && hits[i - 1].said == Said::Body && hits[i].at <= hits[i - 1].at + 2;
        }
        let chosen = |hits: &[&CountryHit]| -> Option<(Vec<Country>, Said)> {
            let words: Vec<&&CountryHit> = hits.iter().filter(|h| matches!(h.said, Said::Word(_))).collect();
            let first = words
                .first()
                .copied()
                .or(hits.iter().find(|h| h.said == Said::Body))
                .or(hits.first())?;
            let mut countries = first.countries.clone();
            // "AS dan Korea Selatan", "US-Japanese": whose it is stays open.
            if let Some(second) = words.get(1) {
                let joined = second.at == first.at + 1 && t[second.at].gap == Gap::Hyphen
                    || (first.at + 1..second.at).any(|i| tables().is(Class::And, lang, &t[i].key))
                        && second.at <= first.at + 4;
                if joined && second.countries != first.countries {
                    countries.extend(second.countries.iter().copied());
                }
            }
            Some((countries, first.said))
        };
        let mine: Vec<&CountryHit> = hits.iter().filter(|h| !h.aside).collect();
        if let Some((countries, said)) = chosen(&mine) {
            self.countries = countries;
            self.said = Some(said);
        }
    }
}

/// Whether known words are only the end of somebody else's longer name: "Norland National Liberation Army",
/// "Villa Clara de Lima".
fn inside_a_name(t: &[Token], f: &Found, found: &[Found], lang: &str) -> bool {
    let is = |class: Class, i: usize| tables().is(class, lang, &t[i].key);
    let Some(before) = f.start.checked_sub(1) else {
        return false;
    };
    if t[f.start].gap >= Gap::Comma {
        return false;
    }
    let body = f.meanings.iter().any(|m| matches!(m, Meaning::Organisation(_)));
    let seat = f
        .meanings
        .iter()
        .any(|m| matches!(m, Meaning::Country(_, CountryWord::Seat)));
    // A particle of names with a capital in front of it.
    let joined = is(Class::Particle, before) && !t[before].capital && before > 0 && t[before - 1].capital;
    let known = found.iter().any(|g| g.start <= before && before < g.end);
    let longer = t[before].capital
        && !known
        && !is(Class::Definite, before)
        && !is(Class::Rank, before)
        && !is(Class::And, before);
    seat && joined || body && f.end > f.start + 1 && tables().head_last(lang) && longer
}

fn title(f: &Found) -> bool {
    f.meanings
        .iter()
        .any(|m| matches!(m, Meaning::Role(_) | Meaning::Organisation(_)))
}

fn segments(t: &[Token]) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut from = 0;
    for (i, token) in t.iter().enumerate() {
        if i > from && token.gap == Gap::Comma {
            out.push(from..i);
            from = i;
        }
    }
    out.push(from..t.len());
    out
}

/// Whether the country at `start..end` is not the one whose the phrase is.
fn aside(t: &[Token], start: usize, end: usize, lang: &str) -> bool {
    let is = |class: Class, i: usize| tables().is(class, lang, &t[i].key);
    let before = start.checked_sub(1);
    let away = before.is_some_and(|b| is(Class::Away, b) && !(t[b].capital && b == 0)) && start > 1;
    let ahead = before.is_some_and(|b| is(Class::Ahead, b));
    let backed = t
        .get(end)
        .is_some_and(|n| n.gap == Gap::Hyphen && is(Class::Behind, end));
    away || ahead || backed
}

/// The longest name of a place at the start of `t`: its words, and the countries it may lie in.
fn place_words(t: &[Token]) -> Option<(usize, Vec<Country>)> {
    if !t.first()?.capital {
        return None;
    }
    let mut key = String::new();
    let mut best = None;
    for (n, token) in t.iter().take(4).enumerate() {
        if n > 0 {
            if token.gap >= Gap::Comma || !token.capital {
                break;
            }
            key.push(' ');
        }
        key.push_str(&token.key);
        // A village may be called like anything.
        let known =
            |p: &places::PlaceRow| p.population >= places::TOWN || p.precision != Precision::City && p.population > 0;
        let rows: Vec<_> = places::keyed(&key).into_iter().filter(known).collect();
        if let (Some(first), true) = (rows.first(), key.len() > 3) {
            let mut countries = vec![first.country];
            for r in &rows {
                if !countries.contains(&r.country) && u64::from(r.population) * 5 > u64::from(first.population) {
                    countries.push(r.country);
                }
            }
            best = Some((n + 1, countries));
        }
    }
    best
}
