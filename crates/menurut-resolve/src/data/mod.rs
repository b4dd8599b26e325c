//! Tables: read by `include_str!`, parsed once. Languages differ in rows, not in code.

pub(crate) mod fold;
pub(crate) mod places;
mod tokens;

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use menurut_core::{Country, Sector};
use rustc_hash::FxHashMap;

use fold::fold;
pub(crate) use tokens::{Gap, Token, tokens};

/// Bodies, and people in office: a table kept by hand wins over those after it where it says more.
pub(crate) const ORGANISATIONS: [&str; 3] = [
    include_str!("organisations.tsv"),
    include_str!("organisations_armed.tsv"),
    include_str!("organisations_civil.tsv"),
];
pub(crate) const PERSONS: [&str; 4] = [
    include_str!("persons.tsv"),
    include_str!("persons_asia.tsv"),
    include_str!("persons_west.tsv"),
    include_str!("persons_2019.tsv"),
];

/// Lines of a table without its comments.
pub(crate) fn rows(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|l| !l.is_empty() && !l.starts_with('#'))
}

/// How a name must be written to be meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Case {
    Any,
    /// With a capital at the start.
    Initial,
    /// In capitals throughout: "US" is a country, "us" is not.
    Capitals,
}

impl Case {
    fn of(words: &str) -> Case {
        let mut letters = words.chars().filter(|c| c.is_alphabetic()).peekable();
        match letters.peek() {
            Some(c) if c.is_uppercase() => {}
            _ => return Case::Any,
        }
        if letters.all(|c| !c.is_lowercase()) {
            Case::Capitals
        } else {
            Case::Initial
        }
    }

    fn fits(self, tokens: &[Token]) -> bool {
        match self {
            Case::Any => true,
            Case::Initial => tokens[0].capital,
            Case::Capitals => tokens.iter().all(|t| t.capitals),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum CountryWord {
    Name,
    Demonym,
    /// A capital or palace that stands for the government.
    Seat,
    /// A region or people inside it.
    Home,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RoleKind {
    Former,
    Candidate,
    Plain,
    /// A rank: says the service of its bearer, not the office.
    Rank,
    Office,
    Person,
    Chief,
    Spokes,
    Family,
    Body,
    Crowd,
    Force,
    Source,
    Witness,
    Document,
    Social,
}

impl RoleKind {
    /// Somebody rather than several or a body.
    pub(crate) fn is_one(self) -> bool {
        use RoleKind::*;
        matches!(self, Office | Person | Chief | Spokes | Family)
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Role {
    pub(crate) lang: &'static str,
    pub(crate) kind: RoleKind,
    pub(crate) sectors: Vec<Sector>,
}

/// A body known by name.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Organisation {
    /// `None` where the row lumps several bodies together.
    pub(crate) id: Option<&'static str>,
    pub(crate) country: Option<Country>,
    pub(crate) sectors: Vec<Sector>,
    pub(crate) kind: &'static str,
}

/// A person known by name, in one office.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Person {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    pub(crate) country: Option<Country>,
    pub(crate) sectors: Vec<Sector>,
    pub(crate) from: i16,
    pub(crate) until: i16,
    pub(crate) female: Option<bool>,
}

impl Person {
    /// Whether the person is likely the one meant in a year outside of the office: namesakes come up with time.
    pub(crate) fn is_near(&self, year: i16) -> bool {
        const YEARS: i16 = 12;
        self.from.saturating_sub(YEARS) <= year && year <= self.until.saturating_add(YEARS)
    }
}

/// Word classes of `words.tsv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    /// After these a country is where something is, not whose it is ("pasukan AS di Suriah").
    Away,
    /// These end the part of a phrase in which its head stands ("minister of defence").
    Of,
    /// A country before these stands behind somebody else ("Iran-backed").
    Behind,
    /// A country after these is not whose it is ("pro-Rusia").
    Ahead,
    /// Beside a noun these say that it was named before ("kelompok itu").
    Definite,
    And,
    Plural,
    Female,
    Male,
    /// Small words inside names.
    Particle,
    /// Ranks and forms of address in front of names.
    Rank,
    /// What an office is for ("menteri luar negeri").
    Field,
    /// Nouns that take up any body named before ("organisasi itu").
    Generic,
    /// Nouns that take up a country, and those that take up another place.
    Land,
    Town,
    /// Two at once: "kedua negara".
    Both,
    /// Possessives in front of a noun.
    Owner,
    /// Nouns for others than their owner: an ally of a country is of another.
    Apart,
    /// Of several countries or of none that is said: "multinational", "countries".
    World,
    /// So are forces with these: "coalition troops"; a government's coalition is at home.
    Allied,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pronoun {
    pub(crate) first_person: bool,
    /// `None` for both.
    pub(crate) plural: Option<bool>,
    pub(crate) of: Animacy,
    pub(crate) female: Option<bool>,
    /// How many are meant: two in "keduanya".
    pub(crate) count: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Animacy {
    Person,
    Thing,
    Any,
}

/// What words of the tables can mean.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Meaning {
    Country(Country, CountryWord),
    Role(&'static Role),
    Organisation(&'static Organisation),
}

/// Words with a meaning at one place of a text: tokens `start..end`.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) meanings: Vec<Meaning>,
}

pub(crate) struct Tables {
    lexicon: FxHashMap<String, Vec<(Case, Meaning)>>,
    /// First words of the lexicon, with the most words that a name starting so has.
    starts: FxHashMap<String, usize>,
    classes: BTreeMap<Class, FxHashMap<&'static str, Vec<&'static str>>>,
    head_last: Vec<&'static str>,
    homes: Vec<(&'static str, Country)>,
    states: Vec<&'static str>,
    numbers: HashMap<&'static str, u32>,
    pronouns: HashMap<String, Vec<(&'static str, Pronoun)>>,
    persons: HashMap<String, Vec<&'static Person>>,
    /// People of the tables kept by hand, by the last word of their name.
    surnames: HashMap<String, Vec<&'static Person>>,
}

/// Longest name in words that is looked for.
const LONGEST: usize = 6;

fn sectors(codes: &str) -> Vec<Sector> {
    codes.split(',').filter_map(|c| c.parse().ok()).collect()
}

fn leak<T>(value: T) -> &'static T {
    // Tables live as long as the program and are made once.
    Box::leak(Box::new(value))
}

pub(crate) fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(Tables::load)
}

impl Tables {
    fn load() -> Tables {
        let mut lexicon: FxHashMap<String, Vec<(Case, Meaning)>> = FxHashMap::default();
        let mut add = |words: &'static str, meaning: Meaning| {
            let case = match meaning {
                Meaning::Role(_) => Case::Any,
                _ => Case::of(words),
            };
            let entries = lexicon.entry(fold(words)).or_default();
            let same = |m: &Meaning| match (m, &meaning) {
                (Meaning::Country(a, _), Meaning::Country(b, _)) => a == b,
                _ => false,
            };
            // A country's word given twice keeps its first meaning, in the looser writing.
            match entries.iter_mut().find(|(_, m)| same(m)) {
                Some((c, _)) if *c == Case::Initial && case == Case::Any => *c = case,
                Some(_) => {}
                None => entries.push((case, meaning)),
            }
        };
        for line in rows(include_str!("country_words.tsv")) {
            let mut f = line.split('\t');
            let (Some(Ok(country)), Some(kind), Some(words)) = (f.next().map(str::parse), f.next(), f.next()) else {
                continue;
            };
            let kind = match kind {
                "demonym" => CountryWord::Demonym,
                "seat" => CountryWord::Seat,
                "home" => CountryWord::Home,
                _ => CountryWord::Name,
            };
            words.split('|').for_each(|w| add(w, Meaning::Country(country, kind)));
        }
        for line in rows(include_str!("countries.tsv")) {
            let mut f = line.split('\t');
            if let (Some(Ok(country)), Some(kind), Some(_), Some(words)) =
                (f.next().map(str::parse), f.next(), f.next(), f.next())
            {
                let kind = if kind == "seat" {
                    CountryWord::Seat
                } else {
                    CountryWord::Name
                };
                add(words, Meaning::Country(country, kind));
            }
        }
        for line in rows(include_str!("roles.tsv")) {
            let mut f = line.split('\t');
            let (Some(lang), Some(kind), Some(codes), Some(words)) = (f.next(), f.next(), f.next(), f.next()) else {
                continue;
            };
            use RoleKind::*;
            let kind = match kind {
                "former" => Former,
                "candidate" => Candidate,
                "plain" => Plain,
                "rank" => Rank,
                "office" => Office,
                "person" => Person,
                "chief" => Chief,
                "spokes" => Spokes,
                "family" => Family,
                "body" => Body,
                "force" => Force,
                "source" => Source,
                "witness" => Witness,
                "document" => Document,
                "social" => Social,
                _ => Crowd,
            };
            let role = leak(Role {
                lang,
                kind,
                sectors: sectors(codes),
            });
            words.split('|').for_each(|w| add(w, Meaning::Role(role)));
        }
        for line in ORGANISATIONS.iter().copied().flat_map(rows) {
            let mut f = line.split('\t');
            let (Some(id), Some(country), Some(codes), Some(kind), Some(words)) =
                (f.next(), f.next(), f.next(), f.next(), f.next())
            else {
                continue;
            };
            let id = (id != "-").then_some(id);
            let org = leak(Organisation {
                id,
                country: country.parse().ok(),
                sectors: sectors(codes),
                kind,
            });
            words.split('|').for_each(|w| add(w, Meaning::Organisation(org)));
        }

        let mut classes: BTreeMap<Class, FxHashMap<&'static str, Vec<&'static str>>> = BTreeMap::new();
        let (mut head_last, mut homes, mut states) = (Vec::new(), Vec::new(), Vec::new());
        let mut numbers: HashMap<&'static str, u32> = HashMap::new();
        for line in rows(include_str!("words.tsv")) {
            let mut f = line.split('\t');
            let (Some(lang), Some(class), Some(words)) = (f.next(), f.next(), f.next()) else {
                continue;
            };
            let class = match class {
                "head" => {
                    if words == "last" {
                        head_last.push(lang);
                    }
                    continue;
                }
                "home" => {
                    homes.extend(words.parse().ok().map(|c| (lang, c)));
                    continue;
                }
                "state" => {
                    states.extend(words.split('|'));
                    continue;
                }
                "number" => {
                    let pairs = words.split('|').filter_map(|p| p.split_once('='));
                    numbers.extend(pairs.filter_map(|(w, n)| Some((w, n.parse().ok()?))));
                    continue;
                }
                "away" => Class::Away,
                "of" => Class::Of,
                "behind" => Class::Behind,
                "ahead" => Class::Ahead,
                "definite" => Class::Definite,
                "and" => Class::And,
                "plural" => Class::Plural,
                "female" => Class::Female,
                "male" => Class::Male,
                "particle" => Class::Particle,
                "rank" => Class::Rank,
                "generic" => Class::Generic,
                "land" => Class::Land,
                "town" => Class::Town,
                "both" => Class::Both,
                "owner" => Class::Owner,
                "apart" => Class::Apart,
                "world" => Class::World,
                "allied" => Class::Allied,
                _ => Class::Field,
            };
            let table = classes.entry(class).or_default();
            words.split('|').for_each(|w| table.entry(w).or_default().push(lang));
        }

        let mut pronouns: HashMap<String, Vec<(&'static str, Pronoun)>> = HashMap::new();
        for line in rows(include_str!("pronouns.tsv")) {
            let f: Vec<&'static str> = line.split('\t').collect();
            let [lang, person, number, of, gender, words] = f[..] else {
                continue;
            };
            let pronoun = Pronoun {
                first_person: person == "1",
                plural: (number != "b").then_some(number == "p"),
                of: match of {
                    "person" => Animacy::Person,
                    "thing" => Animacy::Thing,
                    _ => Animacy::Any,
                },
                female: (gender != "-").then_some(gender == "f"),
                count: None,
            };
            words
                .split('|')
                .for_each(|w| pronouns.entry(fold(w)).or_default().push((lang, pronoun)));
        }

        let mut persons: HashMap<String, Vec<&'static Person>> = HashMap::new();
        let mut surnames: HashMap<String, Vec<&'static Person>> = HashMap::new();
        let by_hand = PERSONS.len() - 1;
        for (table, line) in PERSONS
            .iter()
            .enumerate()
            .flat_map(|(n, t)| rows(t).map(move |l| (n, l)))
        {
            let f: Vec<&'static str> = line.split('\t').collect();
            let [id, name, aliases, country, codes, from, until, gender] = f[..] else {
                continue;
            };
            let person = leak(Person {
                id,
                name,
                country: country.parse().ok(),
                sectors: sectors(codes),
                from: from.parse().unwrap_or(0),
                until: until.parse().unwrap_or(i16::MAX),
                female: (gender != "-").then_some(gender == "f"),
            });
            std::iter::once(name)
                .chain(aliases.split('|').filter(|a| !a.is_empty()))
                .for_each(|n| persons.entry(fold(n)).or_default().push(person));
            if let (true, Some((_, last))) = (table < by_hand, fold(name).rsplit_once(' ')) {
                surnames.entry(last.to_owned()).or_default().push(person);
            }
        }
        let mut starts: FxHashMap<String, usize> = FxHashMap::default();
        // Every key is looked at once: their order cannot show.
        #[allow(clippy::iter_over_hash_type)]
        for key in lexicon.keys() {
            let mut words = key.split(' ');
            let first = words.next().unwrap_or_default();
            let n = starts.entry(first.to_owned()).or_default();
            *n = (*n).max(1 + words.count());
        }
        Tables {
            lexicon,
            starts,
            classes,
            head_last,
            homes,
            states,
            numbers,
            pronouns,
            persons,
            surnames,
        }
    }

    /// People of the tables whose name ends with a folded word.
    pub(crate) fn surname(&self, word: &str) -> &[&'static Person] {
        self.surnames.get(word).map_or(&[], Vec::as_slice)
    }

    /// Whether a folded word is of a class in a language; unknown languages take every row.
    pub(crate) fn is(&self, class: Class, lang: &str, word: &str) -> bool {
        self.classes
            .get(&class)
            .and_then(|t| t.get(word))
            .is_some_and(|langs| langs.iter().any(|l| *l == "*" || akin(l, lang)))
    }

    /// Whether words of a class, several words long, stand in `key`.
    pub(crate) fn has(&self, class: Class, lang: &str, key: &str) -> bool {
        self.classes.get(&class).is_some_and(|t| {
            // Only asks whether any is there: the order of the map cannot show.
            #[allow(clippy::iter_over_hash_type)]
            for (words, langs) in t {
                if langs.iter().any(|l| akin(l, lang)) && key.contains(words) {
                    return true;
                }
            }
            false
        })
    }

    /// Whether phrases of a language have their head noun at the end.
    pub(crate) fn head_last(&self, lang: &str) -> bool {
        self.head_last.contains(&lang)
    }

    pub(crate) fn pronoun(&self, lang: &str, word: &str) -> Option<Pronoun> {
        let found = self.pronouns.get(&fold(word))?;
        let own = found.iter().find(|(l, _)| akin(l, lang));
        Some(own.unwrap_or(&found[0]).1)
    }

    /// The country that a language's news is about where it names none.
    pub(crate) fn home(&self, lang: &str) -> Option<Country> {
        self.homes.iter().find(|(l, _)| *l == lang).map(|(_, c)| *c)
    }

    /// How many a folded word counts: figures and the small number words, also inside pronouns ("keduanya").
    pub(crate) fn number(&self, word: &str) -> Option<u32> {
        word.parse().ok().or_else(|| self.numbers.get(word).copied())
    }

    /// Whether a folded word means the state as a whole ("pemerintah", "government").
    pub(crate) fn names_state(&self, word: &str) -> bool {
        self.states.contains(&word)
    }

    /// Offices held under a name, folded already, in `year`.
    pub(crate) fn person(&self, key: &str) -> &[&'static Person] {
        self.persons.get(key).map_or(&[], Vec::as_slice)
    }

    /// Every longest stretch of `tokens` that the tables know, left to right, none overlapping.
    pub(crate) fn find(&self, tokens: &[Token], lang: &str) -> Vec<Found> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            match self.longest(&tokens[at..], lang) {
                Some((n, meanings)) => {
                    found.push(Found {
                        start: at,
                        end: at + n,
                        meanings,
                    });
                    at += n;
                }
                None => at += 1,
            }
        }
        found
    }

    fn longest(&self, tokens: &[Token], lang: &str) -> Option<(usize, Vec<Meaning>)> {
        let known = self.starts.get(tokens[0].key.as_str()).copied();
        // A plural is in no list of first words.
        let most = known.unwrap_or(0).max(usize::from(tokens[0].key.ends_with('s')));
        let mut most = tokens.len().min(LONGEST).min(most);
        if most == 0 {
            return None;
        }
        // Names do not run over commas and brackets.
        if let Some(stop) = tokens[1..most].iter().position(|t| t.gap >= Gap::Comma) {
            most = stop + 1;
        }
        let mut key = String::new();
        let mut ends = Vec::with_capacity(most);
        for t in &tokens[..most] {
            if !key.is_empty() {
                key.push(' ');
            }
            key.push_str(&t.key);
            ends.push(key.len());
        }
        for n in (1..=most).rev() {
            let words = &key[..ends[n - 1]];
            let meanings = self.meanings(words, &tokens[..n], lang);
            if !meanings.is_empty() {
                return Some((n, meanings));
            }
        }
        None
    }

    fn meanings(&self, key: &str, tokens: &[Token], lang: &str) -> Vec<Meaning> {
        let of = |key: &str| -> Vec<Meaning> {
            self.lexicon.get(key).map_or_else(Vec::new, |entries| {
                entries
                    .iter()
                    .filter(|(case, m)| {
                        case.fits(tokens)
                            && match m {
                                Meaning::Role(r) => akin(r.lang, lang),
                                _ => true,
                            }
                    })
                    .map(|(_, m)| *m)
                    .collect()
            })
        };
        let own = of(key);
        if !own.is_empty() || !key.ends_with('s') {
            return own;
        }
        // Plurals of roles and peoples: soldiers, embassies, Russians.
        let plural_of = |m: &Meaning| matches!(m, Meaning::Role(_) | Meaning::Country(_, CountryWord::Demonym));
        let stems = [
            key.strip_suffix("ies").map(|s| format!("{s}y")),
            key.strip_suffix('s').map(str::to_owned),
            key.strip_suffix("es").map(str::to_owned),
        ];
        stems
            .into_iter()
            .flatten()
            .map(|s| of(&s).into_iter().filter(|m| plural_of(m)).collect::<Vec<_>>())
            .find(|m| !m.is_empty())
            .unwrap_or_default()
    }
}

/// Whether rows of one language serve another: Malay and Indonesian share theirs, an unknown language takes all.
fn akin(row: &str, lang: &str) -> bool {
    row == lang || lang.is_empty() || matches!((row, lang), ("id", "ms") | ("ms", "id"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_row_of_bodies_and_people_says_something() {
        let mut ids: BTreeSet<&str> = BTreeSet::new();
        let country = |code: &str| code == "-" || code.parse::<Country>().is_ok();
        let all_sectors = |codes: &str| codes.split(',').all(|c| c.parse::<Sector>().is_ok());
        for line in ORGANISATIONS.iter().copied().flat_map(rows) {
            let f: Vec<&str> = line.split('\t').collect();
            let [id, of, codes, kind, names] = f[..] else {
                panic!("five columns: {line}")
            };
            assert!(id == "-" || ids.insert(id), "{id} stands twice");
            assert!(country(of) && all_sectors(codes), "{line}");
            assert!(
                ["body", "force", "igo", "party", "company", "ngo"].contains(&kind),
                "{line}"
            );
            assert!(names.split('|').all(|n| fold(n).len() > 1), "{line}");
        }
        let mut offices = 0;
        for line in PERSONS.iter().copied().flat_map(rows) {
            let f: Vec<&str> = line.split('\t').collect();
            let [id, name, _, of, codes, from, until, gender] = f[..] else {
                panic!("eight columns: {line}")
            };
            let from: i16 = from.parse().unwrap_or_else(|_| panic!("{line}"));
            assert!(
                until == "-" || until.parse::<i16>().is_ok_and(|until| from <= until),
                "{line}"
            );
            assert!(
                !id.is_empty() && fold(name).len() > 1 && country(of) && all_sectors(codes),
                "{line}"
            );
            assert!(["m", "f", "-"].contains(&gender), "{line}");
            offices += 1;
        }
        assert!(ids.len() + offices > 3_000, "{} bodies, {offices} offices", ids.len());
    }
}
