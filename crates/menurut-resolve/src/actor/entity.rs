use menurut_core::{Country, MentionKind, Sector};

use super::reading::{Reading, Said};
use crate::data::{Organisation, Person};

/// Somebody or something that one or more mentions of a document mean.
#[derive(Debug, Clone)]
pub(crate) struct Entity {
    pub(crate) kind: MentionKind,
    /// The mention with the fullest name: sentence and position.
    pub(crate) best: (usize, usize),
    pub(super) best_words: usize,
    /// The latest mention with an office in it.
    pub(super) titled: Option<(usize, usize)>,
    pub(crate) name: String,
    /// Folded words of the name.
    pub(crate) words: Vec<String>,
    /// Words of all its names (a body's, a place's).
    pub(super) all_words: Vec<String>,
    /// Countries it may be of, and how the words said so.
    pub(super) countries: Vec<Country>,
    pub(super) said: Option<Said>,
    pub(super) sectors: Vec<Sector>,
    pub(super) role_words: Vec<String>,
    pub(super) one: Option<bool>,
    pub(super) organisation: Option<&'static Organisation>,
    pub(super) person: Option<&'static Person>,
    pub(super) former: bool,
    /// Whose it is: "pasukannya", "its troops".
    pub(super) owner: Option<usize>,
    pub(super) speaks_for: Option<String>,
    pub(crate) female: Option<bool>,
    pub(crate) plural: bool,
    pub(crate) count: Option<u32>,
    /// Sentence of its latest mention so far.
    pub(crate) last: usize,
    pub(crate) mentions: usize,
}

impl Entity {
    pub(super) fn new(kind: MentionKind, at: (usize, usize), text: &str, r: &Reading) -> Entity {
        let mut e = Entity {
            kind,
            best: at,
            best_words: 0,
            titled: None,
            name: text.to_owned(),
            words: Vec::new(),
            all_words: Vec::new(),
            countries: Vec::new(),
            said: None,
            sectors: Vec::new(),
            role_words: Vec::new(),
            one: None,
            organisation: None,
            person: None,
            former: false,
            owner: None,
            speaks_for: None,
            female: None,
            plural: r.plural,
            count: r.count,
            last: at.0,
            mentions: 0,
        };
        e.name_by(at, text, r);
        e.learn(text, r);
        e
    }

    /// Takes the fuller name.
    pub(super) fn name_by(&mut self, at: (usize, usize), text: &str, r: &Reading) {
        if r.role.is_some() {
            self.titled = Some(at);
        }
        let words = match self.kind {
            MentionKind::Per => r.name_words.len(),
            _ => r.bare.len(),
        };
        // "ibu kota" has more words than "Kyiv" and is no name.
        let small = |text: &str| text.starts_with(char::is_lowercase);
        let proper = !matches!(self.kind, MentionKind::Gpe | MentionKind::Org | MentionKind::Media);
        if words > self.best_words && (proper || self.best_words == 0 || !small(text))
            || !proper && small(&self.name) && !small(text)
        {
            self.best = at;
            self.best_words = words;
            self.name = match (&r.name, self.kind) {
                (Some(name), MentionKind::Per) => text.get(name.clone()).unwrap_or(text).to_owned(),
                _ => text.to_owned(),
            };
            self.words = if self.kind == MentionKind::Per {
                r.doubtful.iter().chain(&r.name_words).cloned().collect()
            } else {
                r.bare.clone()
            };
        }
    }

    /// Takes over what a mention's words say.
    pub(super) fn learn(&mut self, text: &str, r: &Reading) {
        self.mentions += 1;
        for w in &r.bare {
            if self.all_words.len() < 24 && !self.all_words.contains(w) {
                self.all_words.push(w.clone());
            }
        }
        if !r.countries.is_empty() && (self.said.is_none() || r.said < self.said) {
            self.countries.clone_from(&r.countries);
            self.said = r.said;
        }
        if (self.sectors.is_empty() || (self.one.is_none() && r.role.is_some())) && !r.sectors.is_empty() {
            self.sectors.clone_from(&r.sectors);
        }
        if let (Some(role), None) = (r.role, self.one) {
            self.one = Some(role.kind.is_one());
        }
        for w in &r.role_words {
            if !self.role_words.contains(w) && self.role_words.len() < 8 {
                self.role_words.push(w.clone());
            }
        }
        self.organisation = self.organisation.or(r.organisation);
        self.former |= r.former;
        self.female = self.female.or(r.female);
        if let (None, Some(s)) = (&self.speaks_for, &r.speaks_for) {
            self.speaks_for = text.get(s.clone()).map(str::to_owned);
        }
    }

    /// A single human being.
    pub(crate) fn is_person(&self) -> bool {
        self.kind == MentionKind::Per || self.kind == MentionKind::Grp && self.one == Some(true) && !self.plural
    }

    /// Unnamed people.
    pub(crate) fn is_group(&self) -> bool {
        matches!(self.kind, MentionKind::Grp | MentionKind::Amount) && !self.is_person()
    }

    /// Several, or a body.
    pub(crate) fn is_many(&self) -> bool {
        matches!(
            self.kind,
            MentionKind::Grp | MentionKind::Amount | MentionKind::Org | MentionKind::Gpe | MentionKind::Media
        ) && !self.is_person()
    }
}
