use std::collections::{BTreeMap, HashMap};

use menurut_core::{
    Actor, Country, Document, Graph, Mention, MentionId, MentionKind, Participant, Resolution, Sector, SentenceGraph,
    Span,
};

use super::entity::Entity;
use super::reading::{Reading, Said};
use crate::data::{Class, CountryWord, Person, RoleKind, Token, fold::fold, places, tables, tokens};
use crate::outlet::outlet;
use crate::pronoun::{self, Scene};

/// Who everybody in one document is.
pub(crate) struct Cast {
    people: Vec<Vec<Participant>>,
    implied: BTreeMap<(usize, usize), Participant>,
    home: Option<Country>,
}

impl Cast {
    /// Resolves every mention of a document.
    ///
    /// In order of the text each mention joins the entity it means or starts a new one; what any mention of an
    /// entity says of country, office and name then holds for all of them, the headline's among them.
    pub(crate) fn of(document: &Document, graph: &Graph) -> Cast {
        Builder::new(document, graph).build()
    }

    /// The resolved participant under a mention. Reasons for what stayed open stand in `actor.country`.
    pub(crate) fn participant(&self, sentence: usize, mention: MentionId) -> Participant {
        self.people[sentence][mention.index()].clone()
    }

    /// The speaker of a cue that carries its source in itself ("ujarnya", "menurutnya"), by the attribution's place
    /// in its sentence: the one whom the `-nya` means.
    pub(crate) fn implied_source(&self, sentence: usize, attribution: usize) -> Option<Participant> {
        self.implied.get(&(sentence, attribution)).cloned()
    }

    /// Where the document is at home: the only country it speaks of, or its outlet's.
    pub(crate) fn home(&self) -> Option<Country> {
        self.home
    }
}

/// Entities looked at for one name: the latest are enough, and long documents stay linear.
const LOOK_BACK: usize = 48;

struct Builder<'a> {
    document: &'a Document,
    graph: &'a Graph,
    lang: &'a str,
    year: Option<i16>,
    entities: Vec<Entity>,
    /// Entities by word of a person's name, by name or short form of a body, by country.
    index: HashMap<String, Vec<usize>>,
    links: Vec<Vec<Option<usize>>>,
    readings: Vec<Vec<Reading>>,
    scenes: Vec<Scene>,
    implied: BTreeMap<(usize, usize), usize>,
    /// Entity of who spoke last, and the sentence.
    speaker: Option<(usize, usize)>,
    /// The country that the document is mostly about, its dateline's first.
    lead: Option<Country>,
    /// Countries it names, with how often.
    named: BTreeMap<Country, usize>,
}

impl<'a> Builder<'a> {
    fn new(document: &'a Document, graph: &'a Graph) -> Builder<'a> {
        Builder {
            document,
            graph,
            lang: document.lang.as_deref().unwrap_or(""),
            year: document.published.as_ref().map(|p| p.date.year()),
            entities: Vec::new(),
            index: HashMap::new(),
            links: Vec::new(),
            readings: Vec::new(),
            scenes: Vec::new(),
            implied: BTreeMap::new(),
            speaker: None,
            lead: None,
            named: BTreeMap::new(),
        }
    }

    fn text(&self, m: &Mention) -> &'a str {
        m.span.slice(&self.document.text)
    }

    fn build(mut self) -> Cast {
        for (s, g) in self.graph.sentences.iter().enumerate() {
            self.sentence(s, g);
        }
        self.known_persons();
        self.count_countries();
        let home = self.find_home();
        self.lead = self.find_lead();
        let people = self
            .graph
            .sentences
            .iter()
            .enumerate()
            .map(|(s, g)| (0..g.mentions.len()).map(|m| self.participant(s, m, home)).collect())
            .collect();
        let implied = self
            .implied
            .iter()
            .map(|(&(s, a), &e)| {
                let cue = self.graph.sentences[s].attributions[a].cue;
                ((s, a), self.of_entity(e, cue, MentionKind::Pro, home))
            })
            .collect();
        Cast { people, implied, home }
    }

    fn sentence(&mut self, s: usize, g: &'a SentenceGraph) {
        let mut order: Vec<usize> = (0..g.mentions.len()).collect();
        order.sort_by_key(|&m| g.mentions[m].span);
        self.links.push(vec![None; g.mentions.len()]);
        self.readings.push(vec![Reading::default(); g.mentions.len()]);
        self.scenes.push(Scene::of(g));
        // Names first: a pronoun may stand before the name of its own sentence's speaker.
        let (pronouns, names): (Vec<usize>, Vec<usize>) = order.into_iter().partition(|&m| {
            let mention = &g.mentions[m];
            // "pihaknya" may have been read as a group.
            mention.kind == MentionKind::Pro
                || mention.kind == MentionKind::Grp && tables().pronoun(self.lang, self.text(mention)).is_some()
        });
        for m in names {
            let mention = &g.mentions[m];
            if mention.kind == MentionKind::Time {
                continue;
            }
            let text = self.text(mention);
            let mut r = Reading::of(text, mention.kind, self.lang);
            self.beside(s, m, mention, &mut r);
            let owner = self.owner(s, m, mention, &r);
            let found = self
                .country_of_owner(mention, &r, owner)
                .or_else(|| self.find(s, m, mention, &r));
            let e = found.unwrap_or_else(|| {
                self.entities.push(Entity {
                    owner,
                    ..Entity::new(mention.kind, (s, m), text, &r)
                });
                self.entities.len() - 1
            });
            self.join(e, (s, m), mention, r);
        }
        self.implied_sources(s, g);
        for m in pronouns {
            let mention = &g.mentions[m];
            let Some(mut p) = tables().pronoun(self.lang, self.text(mention)) else {
                continue;
            };
            p.count = tables().number(&fold(self.text(mention)));
            let context = self.context();
            let found = pronoun::antecedent(s, m, p, &context);
            // "Kami" of a spokesman is his body.
            let found = found.map(|e| match (p.first_person, p.plural) {
                (true, Some(true)) => self.body_of(e).unwrap_or(e),
                _ => e,
            });
            if let Some(e) = found {
                self.links[s][m] = Some(e);
                self.entities[e].last = s;
                if p.female.is_some() && !p.first_person && self.entities[e].is_person() {
                    self.entities[e].female = self.entities[e].female.or(p.female);
                }
            }
        }
        // The outermost speaker of the sentence holds the floor.
        let mut sources = g.attributions.iter().filter(|a| !a.sources.is_empty());
        if let Some(e) = sources.find_map(|a| a.sources.iter().find_map(|m| self.links[s][m.index()])) {
            self.speaker = Some((e, s));
        }
    }

    /// The body, named before, for which a person's title says he speaks.
    fn body_of(&self, e: usize) -> Option<usize> {
        let entity = &self.entities[e];
        if !entity.is_person() {
            return None;
        }
        let (s, m) = entity.titled.unwrap_or(entity.best);
        let mention = &self.graph.sentences[s].mentions[m];
        let t = tokens(self.text(mention));
        let name = &self.readings[s][m].name_words;
        let mut found: Option<usize> = None;
        for from in 0..t.len().min(12) {
            if !t[from].capital || name.contains(&t[from].key) {
                continue;
            }
            let mut key = String::new();
            for token in t[from..].iter().take(6) {
                if !key.is_empty() {
                    key.push(' ');
                }
                key.push_str(&token.key);
                let body = self
                    .lately(&format!("b {key}"))
                    .chain(self.lately(&format!("o {key}")))
                    .chain(self.lately(&format!("i {key}")))
                    .find(|&b| b != e && matches!(self.entities[b].kind, MentionKind::Org | MentionKind::Media));
                found = found.or(body);
            }
        }
        found
    }

    fn context(&self) -> pronoun::Context<'_> {
        pronoun::Context {
            document: self.document,
            graph: self.graph,
            scenes: &self.scenes,
            links: &self.links,
            entities: &self.entities,
            speaker: self.speaker.map(|(e, _)| e),
        }
    }

    /// Cues with the speaker in them.
    fn implied_sources(&mut self, s: usize, g: &SentenceGraph) {
        for (a, at) in g.attributions.iter().enumerate() {
            let cue = fold(at.cue.slice(&self.document.text));
            let Some(p) = tables()
                .pronoun(self.lang, "nya")
                .filter(|_| at.sources.is_empty() && cue.ends_with("nya"))
            else {
                continue;
            };
            // Who spoke just before goes on; after a pause it is whoever the text is about.
            let fresh = self.speaker.filter(|&(_, last)| s - last <= 2).map(|(e, _)| e);
            if let Some(e) = fresh.or_else(|| pronoun::salient(s, None, p, &self.context())) {
                self.implied.insert((s, a), e);
                self.speaker = Some((e, s));
            }
        }
    }

    /// What stands right beside a mention and belongs to it: a short form in brackets, an office as apposition.
    fn beside(&mut self, s: usize, m: usize, mention: &Mention, r: &mut Reading) {
        let text = &self.document.text;
        let end = self.document.sentences.get(s).map_or(mention.span.end, |x| x.span.end);
        let after = Span {
            start: mention.span.end,
            end: end.max(mention.span.end),
        }
        .slice(text);
        if let Some(inner) = after.strip_prefix(" (").and_then(|a| a.split_once(')')).map(|(i, _)| i)
            && inner.len() <= 24
            && inner.chars().any(|c| c.is_uppercase())
        {
            r.brackets.extend(tokens(inner).into_iter().map(|t| t.key));
        }
        if mention.kind != MentionKind::Per || r.role.is_some() {
            return;
        }
        // "Sol, menteri pertahanan Chile, …" where the parser left the office out.
        if let Some(rest) = after.strip_prefix(", ") {
            let stop = rest
                .char_indices()
                .take(90)
                .find(|(_, c)| matches!(c, ',' | '(' | '.' | ';' | '"' | '“'))
                .map_or(0, |(i, _)| i);
            let phrase = &rest[..stop];
            let next = self.graph.sentences[s]
                .mentions
                .iter()
                .filter(|o| o.span.start >= mention.span.end)
                .map(|o| o.span.start)
                .min();
            let free = next.is_none_or(|n| n as usize >= mention.span.end as usize + 2);
            if free && !phrase.is_empty() {
                let other = Reading::of(phrase, MentionKind::Grp, self.lang);
                let first = other.role_words.first().is_some_and(|w| {
                    let lead = other
                        .bare
                        .iter()
                        .take(4)
                        .map(String::as_str)
                        .collect::<Vec<_>>()
                        .join(" ");
                    lead.contains(w.as_str())
                });
                let somebody = other.role.is_some_and(|r| r.kind.is_one() || r.kind == RoleKind::Crowd);
                if first && somebody && other.words <= 10 {
                    r.take_office(&other);
                    return;
                }
            }
        }
        // "Presiden Rusia [Vladimir Putin]": the words before, back to a comma or another mention.
        let start = self
            .document
            .sentences
            .get(s)
            .map_or(mention.span.start, |x| x.span.start)
            .min(mention.span.start);
        let from = self.graph.sentences[s]
            .mentions
            .iter()
            .map(|o| o.span.end)
            .filter(|&e| e <= mention.span.start)
            .max()
            .map_or(start, |e| e.max(start));
        let before = Span {
            start: from,
            end: mention.span.start,
        }
        .slice(text);
        let all = tokens(before);
        let tail = &all[all.len().saturating_sub(6)..];
        if let Some(first) = tail.first() {
            let phrase = &before[first.start..];
            if phrase.ends_with(' ') {
                let found = tables().find(tail, self.lang);
                // Known words up to the name, an office among them.
                let mut reach = tail.len();
                while let Some(f) = found.iter().rfind(|f| f.end == reach) {
                    reach = f.start;
                }
                if reach < tail.len() {
                    let other = Reading::of(before[tail[reach].start..].trim_end(), MentionKind::Grp, self.lang);
                    if other.role.is_some_and(|r| r.kind.is_one()) {
                        r.take_office(&other);
                    }
                }
            }
        }
        let _ = m;
    }

    /// Whose the mention is, where a possessive says that it is somebody's.
    fn owner(&self, s: usize, m: usize, mention: &Mention, r: &Reading) -> Option<usize> {
        if !matches!(mention.kind, MentionKind::Grp | MentionKind::Gpe | MentionKind::Org) || !r.countries.is_empty() {
            return None;
        }
        let start = self
            .document
            .sentences
            .get(s)
            .map_or(mention.span.start, |x| x.span.start)
            .min(mention.span.start);
        let before = Span {
            start,
            end: mention.span.start,
        }
        .slice(&self.document.text);
        let word = before.split_whitespace().next_back().map(fold);
        let clitic =
            r.bare.iter().any(|w| w.len() > 5 && w.ends_with("nya")) && tables().pronoun(self.lang, "nya").is_some();
        if !clitic && !word.is_some_and(|w| tables().is(Class::Owner, self.lang, &w)) {
            return None;
        }
        self.spoken_of(s, m, mention, |e| {
            !matches!(e.kind, MentionKind::Loc | MentionKind::Amount | MentionKind::Media)
        })
    }

    /// "negaranya", "his country": the country of whom it belongs to, where the document names it.
    fn country_of_owner(&self, mention: &Mention, r: &Reading, owner: Option<usize>) -> Option<usize> {
        let land = r
            .bare
            .iter()
            .any(|w| tables().is(Class::Land, self.lang, w.strip_suffix("nya").unwrap_or(w)));
        let [country] = self.entities[owner?].countries[..] else {
            return None;
        };
        if !land || !matches!(mention.kind, MentionKind::Gpe | MentionKind::Grp) {
            return None;
        }
        self.lately(&format!("c {country}")).next()
    }

    fn lately<'s>(&'s self, key: &str) -> impl Iterator<Item = usize> + use<'s, 'a> {
        self.index
            .get(key)
            .into_iter()
            .flat_map(|ids| ids.iter().rev().take(LOOK_BACK).copied())
    }

    /// The entity of the document that a naming mention means.
    fn find(&self, s: usize, m: usize, mention: &Mention, r: &Reading) -> Option<usize> {
        match mention.kind {
            MentionKind::Per => self.find_person(r),
            MentionKind::Org | MentionKind::Media => self.find_body(mention.kind, r),
            MentionKind::Gpe => self.find_place(s, m, mention, r),
            MentionKind::Grp => self.find_group(s, m, mention, r),
            MentionKind::Loc => self.lately(&format!("o {}", r.key)).next(),
            _ => None,
        }
    }

    fn latest(&self, ids: impl Iterator<Item = usize>) -> Option<usize> {
        ids.max_by_key(|&e| (self.entities[e].last, self.entities[e].mentions, e))
    }

    fn find_person(&self, r: &Reading) -> Option<usize> {
        let within = |a: &[String], b: &[String]| a.iter().all(|w| b.contains(w));
        let mut fit: Vec<usize> = Vec::new();
        for w in &r.name_words {
            for e in self.lately(&format!("p {w}")) {
                let words = &self.entities[e].words;
                if !fit.contains(&e) && (within(&r.name_words, words) || within(words, &r.name_words)) {
                    fit.push(e);
                }
            }
        }
        // "Jokowi" after "Joko Widodo": one person by the table, whatever the year.
        self.latest(fit.into_iter()).or_else(|| {
            let ids = |words: &[String]| tables().person(&words.join(" ")).iter().map(|p| p.id);
            let known: Vec<&str> = ids(&r.name_words).collect();
            let same = |e: &Entity| e.kind == MentionKind::Per && ids(&e.words).any(|id| known.contains(&id));
            let last = self
                .entities
                .iter()
                .rev()
                .take(LOOK_BACK)
                .position(|e| !known.is_empty() && same(e));
            last.map(|back| self.entities.len() - 1 - back)
        })
    }

    fn find_body(&self, kind: MentionKind, r: &Reading) -> Option<usize> {
        let bare = r.bare.join(" ");
        // A short form means what it was introduced for.
        let names = self
            .lately(&format!("b {bare}"))
            .chain(self.lately(&format!("o {}", r.key)));
        if let Some(e) = names.chain(self.lately(&format!("o {bare}"))).next() {
            return Some(e);
        }
        if let Some(id) = r.organisation.filter(|_| r.whole).and_then(|o| o.id)
            && let Some(e) = self.lately(&format!("g {id}")).next()
        {
            return Some(e);
        }
        for b in &r.brackets {
            if let Some(e) = self.lately(&format!("o {b}")).next() {
                return Some(e);
            }
        }
        if r.bare.len() == 1
            && r.capitals
            && let Some(e) = self.lately(&format!("i {bare}")).next()
        {
            return Some(e);
        }
        // "Mahkamah" after "Mahkamah Konstitusi": all its words in the longer name.
        // The headline's short form, spelt out now.
        if r.bare.len() > 1 {
            for i in initials(&r.bare) {
                let short = self
                    .lately(&format!("o {i}"))
                    .find(|&e| self.entities[e].words.len() == 1 && self.entities[e].kind == kind);
                if short.is_some() && i.len() > 1 {
                    return short;
                }
            }
        }
        let (first, last) = (r.bare.first()?, r.bare.last()?);
        let head_last = tables().head_last(self.lang);
        // "Tigers" of the "Liberation Tigers of Tamil Eelam".
        let before_of = |words: &[String]| {
            let of = words.iter().position(|w| tables().is(Class::Of, self.lang, w));
            of.and_then(|i| words.get(i.checked_sub(1)?).cloned())
        };
        let fit = self.lately(&format!("w {first}")).filter(|&e| {
            let words = &self.entities[e].words;
            let head = words.first() == Some(first)
                || head_last && (words.last() == Some(last) || before_of(words).as_ref() == Some(last));
            head && (self.entities[e].kind == kind || kind == MentionKind::Org)
                && r.bare.iter().all(|w| words.contains(w))
                && words.len() > r.bare.len()
        });
        if r.countries.is_empty() || r.bare.len() > 1 || r.organisation.is_some() {
            return self.latest(fit);
        }
        None
    }

    fn find_place(&self, s: usize, m: usize, mention: &Mention, r: &Reading) -> Option<usize> {
        if let Some(e) = self.lately(&format!("o {}", r.key)).next() {
            return Some(e);
        }
        let acts = self.scenes[s].acts(m);
        let national = matches!(r.said, Some(Said::Word(CountryWord::Name)))
            || acts && matches!(r.said, Some(Said::Word(CountryWord::Seat)));
        if let (true, [country]) = (national, &r.countries[..])
            && let Some(e) = self.lately(&format!("c {country}")).next()
        {
            return Some(e);
        }
        if r.countries.is_empty() || r.bare.len() == 1 && r.said == Some(Said::Place) {
            let first = r.bare.first()?;
            let part = self.lately(&format!("w {first}")).filter(|&e| {
                self.entities[e].kind == MentionKind::Gpe
                    && r.bare.iter().all(|w| self.entities[e].all_words.contains(w))
            });
            if let Some(e) = self.latest(part) {
                return Some(e);
            }
            // "negara itu", "the island": the place spoken of.
            let small = !self.text(mention).starts_with(char::is_uppercase);
            if small && !tables().has(Class::Both, self.lang, &r.key) {
                let class = |c: Class| {
                    r.bare
                        .iter()
                        .any(|w| tables().is(c, self.lang, w.strip_suffix("nya").unwrap_or(w)))
                };
                let (land, town) = (class(Class::Land), class(Class::Town));
                return self.spoken_of(s, m, mention, |e| {
                    let national = matches!(e.said, Some(Said::Word(CountryWord::Name | CountryWord::Seat)));
                    e.kind == MentionKind::Gpe
                        && (!land || national)
                        && (!town || !matches!(e.said, Some(Said::Word(CountryWord::Name))))
                });
            }
        }
        None
    }

    /// The entity nearest before a mention, within three sentences, that fits.
    fn spoken_of(&self, s: usize, m: usize, mention: &Mention, fits: impl Fn(&Entity) -> bool) -> Option<usize> {
        for back in 0..=3 {
            let at = s.checked_sub(back)?;
            let g = &self.graph.sentences[at];
            let best = (0..g.mentions.len())
                .rev()
                .take(LOOK_BACK)
                .filter(|&o| back > 0 || g.mentions[o].span.end <= mention.span.start && !pronoun::together(g, m, o))
                .filter_map(|o| self.links[at][o].map(|e| (self.scenes[at].weight(o), o, e)))
                .filter(|&(_, _, e)| fits(&self.entities[e]))
                .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
            if let Some((_, _, e)) = best {
                return Some(e);
            }
        }
        None
    }

    fn find_group(&self, s: usize, m: usize, mention: &Mention, r: &Reading) -> Option<usize> {
        let definite = self.definite(s, mention);
        let one = r.role.is_some_and(|x| x.kind.is_one()) && !r.plural;
        let Some(role) = r.role else {
            return self
                .lately(&format!("o {}", r.key))
                .next()
                .or_else(|| self.generic(s, m, mention, r));
        };
        let own = !r.countries.is_empty() || r.organisation.is_some();
        if own {
            return self.lately(&format!("o {}", r.key)).next();
        }
        if r.digits || r.plural && !definite || r.words > 4 {
            return None;
        }
        let head_last = tables().head_last(self.lang);
        let article = definite || !head_last;
        if one && article {
            // "bupati", "the minister": whoever was last called so.
            let named = r
                .role_words
                .iter()
                .flat_map(|w| self.lately(&format!("r {w}")))
                .filter(|&e| s - self.entities[e].last.min(s) <= 12);
            if let Some(e) = self.latest(named) {
                return Some(e);
            }
            let named = self.lately(&format!("o {}", r.key)).next();
            return named;
        }
        if let Some(e) = self.lately(&format!("o {}", r.key)).next() {
            return Some(e);
        }
        if !article {
            return None;
        }
        let crowd = role.kind == RoleKind::Crowd;
        if crowd && !definite {
            return None;
        }
        // "kementerian itu", "the army": by head word, then by what it is.
        let by_word = r
            .role_words
            .iter()
            .flat_map(|w| self.lately(&format!("r {w}")))
            .filter(|&e| !self.entities[e].is_person());
        if let Some(e) = self.latest(by_word) {
            return Some(e);
        }
        let head = if head_last { r.bare.last() } else { r.bare.first() }?;
        let by_name = self
            .lately(&format!("w {head}"))
            .filter(|&e| self.entities[e].is_many());
        if let Some(e) = self.latest(by_name) {
            return Some(e);
        }
        if !definite && r.words > 1 {
            return None;
        }
        let like = |e: &Entity| e.sectors.iter().any(|x| role.sectors.contains(x) && *x != Sector::Cvl);
        self.spoken_of(s, m, mention, |e| {
            e.is_many() && matches!(e.kind, MentionKind::Org | MentionKind::Media | MentionKind::Grp) && like(e)
        })
        .or_else(|| self.generic(s, m, mention, r))
    }

    /// "organisasi itu", "the agency": the body spoken of, unless it is known to be of another kind.
    fn generic(&self, s: usize, m: usize, mention: &Mention, r: &Reading) -> Option<usize> {
        let head_last = tables().head_last(self.lang);
        let head = if head_last { r.bare.last() } else { r.bare.first() }?;
        let plain = tables().is(Class::Generic, self.lang, head);
        if !plain || !self.definite(s, mention) && head_last || r.words > 3 || !r.countries.is_empty() {
            return None;
        }
        let clash = |e: &Entity| {
            let known = r.role.map_or(&[][..], |r| &r.sectors[..]);
            !known.is_empty()
                && known != [Sector::Cvl]
                && !e.sectors.is_empty()
                && !e.sectors.iter().any(|x| known.contains(x))
        };
        let named = |e: &Entity| matches!(e.kind, MentionKind::Org | MentionKind::Media);
        self.spoken_of(s, m, mention, |e| named(e) && !clash(e)).or_else(|| {
            self.spoken_of(s, m, mention, |e| {
                e.is_many() && e.kind == MentionKind::Grp && e.plural && self.definite(s, mention)
            })
        })
    }

    /// Whether the words beside a mention say that it was named before.
    fn definite(&self, s: usize, mention: &Mention) -> bool {
        let text = &self.document.text;
        let Some(sentence) = self.document.sentences.get(s) else {
            return false;
        };
        let before = Span {
            start: sentence.span.start.min(mention.span.start),
            end: mention.span.start,
        }
        .slice(text);
        let after = Span {
            start: mention.span.end,
            end: sentence.span.end.max(mention.span.end),
        }
        .slice(text);
        let is = |w: Option<&str>| w.is_some_and(|w| tables().is(Class::Definite, self.lang, &fold(w)));
        is(before.split_whitespace().next_back()) && before.ends_with(char::is_whitespace)
            || is(after.split_whitespace().next()) && after.starts_with(char::is_whitespace)
    }

    /// Adds a mention to an entity and files its names.
    fn join(&mut self, e: usize, at: (usize, usize), mention: &Mention, r: Reading) {
        let text = self.text(mention);
        let same_kind = self.entities[e].kind == mention.kind;
        let first = self.entities[e].mentions == 1 && self.entities[e].best == at;
        if !first {
            let entity = &mut self.entities[e];
            if same_kind || mention.kind != MentionKind::Grp && entity.kind == MentionKind::Grp {
                entity.name_by(at, text, &r);
            }
            if same_kind || entity.is_person() {
                entity.learn(text, &r);
            }
        }
        self.entities[e].last = at.0;
        self.links[at.0][at.1] = Some(e);
        let mut keys: Vec<String> = Vec::new();
        match mention.kind {
            MentionKind::Per => {
                keys.extend(r.name_words.iter().chain(&r.doubtful).map(|w| format!("p {w}")));
                keys.extend(r.role_words.iter().map(|w| format!("r {w}")));
            }
            MentionKind::Org | MentionKind::Media | MentionKind::Grp | MentionKind::Gpe | MentionKind::Loc => {
                let bare = r.bare.join(" ");
                keys.push(format!("o {}", r.key));
                if bare != r.key {
                    keys.push(format!("o {bare}"));
                }
                if !matches!(mention.kind, MentionKind::Grp | MentionKind::Loc) {
                    if !r.brackets.is_empty() {
                        keys.push(format!("b {}", r.brackets.join(" ")));
                        keys.push(format!("o {}", r.brackets.join(" ")));
                    }
                    keys.extend(initials(&r.bare).into_iter().map(|i| format!("i {i}")));
                    if let Some(id) = r.organisation.filter(|_| r.whole).and_then(|o| o.id) {
                        keys.push(format!("g {id}"));
                    }
                }
                keys.extend(r.bare.iter().take(8).map(|w| format!("w {w}")));
                keys.extend(r.role_words.iter().map(|w| format!("r {w}")));
                if let (MentionKind::Gpe, [country], Some(Said::Word(CountryWord::Name))) =
                    (mention.kind, &r.countries[..], r.said)
                {
                    keys.push(format!("c {country}"));
                }
            }
            _ => {}
        }
        for k in keys {
            let ids = self.index.entry(k).or_default();
            if ids.last() != Some(&e) {
                ids.push(e);
            }
        }
        self.readings[at.0][at.1] = r;
    }

    /// Looks persons up in the table of office holders.
    fn known_persons(&mut self) {
        for e in &mut self.entities {
            if e.kind != MentionKind::Per {
                continue;
            }
            let rows = tables().person(&e.words.join(" "));
            let held = |p: &&&Person| self.year.is_some_and(|year| p.from <= year && year <= p.until);
            if let Some(p) = rows.iter().filter(held).max_by_key(|p| p.from) {
                // The words win over the table: a namesake mayor is no president.
                let fits =
                    e.countries.is_empty() || p.country.is_none() || e.countries.iter().any(|c| Some(*c) == p.country);
                if fits {
                    e.person = Some(p);
                    e.female = e.female.or(p.female);
                }
            } else if let Some(p) = rows.first()
                && let Some(country) = p.country
                && e.countries.is_empty()
                && rows.iter().all(|r| r.country == p.country)
                && rows.iter().any(|r| self.year.is_none_or(|year| r.is_near(year)))
            {
                // Out of office, or nobody knows when: whose minister that was does not change.
                e.countries.push(country);
                e.female = e.female.or(p.female);
            }
        }
    }

    fn count_countries(&mut self) {
        for e in &self.entities {
            if let [c] = e.countries[..] {
                *self.named.entry(c).or_default() += e.mentions;
            }
        }
    }

    /// What the bodies of a story are of where it does not say: the country it is filed from and speaks of, or the
    /// one it speaks of more than of all others.
    fn find_lead(&self) -> Option<Country> {
        let dateline = self.document.dateline.as_ref().and_then(|d| d.place.as_deref());
        let filed = dateline.and_then(|place| match super::country_named(place) {
            Resolution::Resolved(c) => Some(c),
            _ => places::places(place).first().map(|p| p.country),
        });
        let all: usize = self.named.values().sum();
        if let Some(c) = filed.filter(|c| self.named.get(c).is_some_and(|n| n * 4 >= all)) {
            return Some(c);
        }
        let (c, n) = self.named.iter().max_by_key(|(c, n)| (**n, std::cmp::Reverse(**c)))?;
        (*n >= 3 && n * 10 >= all * 6).then_some(*c)
    }

    fn find_home(&self) -> Option<Country> {
        let outlet = self
            .document
            .outlet
            .as_deref()
            .or(self.document.dateline.as_ref().and_then(|d| d.outlet.as_deref()))
            .and_then(outlet)
            .and_then(|o| o.country);
        let named = &self.named;
        let all: usize = named.values().sum();
        let most = named.iter().max_by_key(|(c, n)| (**n, std::cmp::Reverse(**c)));
        let native = outlet.or_else(|| tables().home(self.lang));
        match most {
            None => native,
            // Nearly everything it names lies in one country: that one.
            Some((c, n)) if *n * 10 >= all * 9 && (all >= 2 || native == Some(*c)) => Some(*c),
            Some((c, n)) if *n * 4 >= all * 3 && native == Some(*c) => Some(*c),
            _ => None,
        }
    }

    fn participant(&self, s: usize, m: usize, home: Option<Country>) -> Participant {
        let mention = &self.graph.sentences[s].mentions[m];
        match self.links[s][m] {
            Some(e) => {
                let mut p = self.of_entity(e, mention.span, mention.kind, home);
                let r = &self.readings[s][m];
                // An office named apart from its holder, a seat apart from its country: their own words count too.
                if p.actor.sectors.is_empty() {
                    p.actor.sectors.clone_from(&r.sectors);
                }
                p
            }
            None => {
                let text = self.text(mention);
                let why = match mention.kind {
                    MentionKind::Pro => format!("nobody named before fits '{text}'"),
                    _ => format!("'{text}' names no actor"),
                };
                Participant {
                    span: mention.span,
                    kind: mention.kind,
                    actor: Actor {
                        name: text.to_owned(),
                        country: Resolution::because(why),
                        sectors: Vec::new(),
                        id: None,
                        former: false,
                        speaks_for: None,
                    },
                    antecedent: None,
                }
            }
        }
    }

    fn of_entity(&self, e: usize, span: Span, kind: MentionKind, home: Option<Country>) -> Participant {
        let entity = &self.entities[e];
        let best = &self.graph.sentences[entity.best.0].mentions[entity.best.1];
        let text = span.slice(&self.document.text);
        let fuller = best.span != span
            && (kind == MentionKind::Pro || best.span.len() > span.len() && fold(text) != fold(self.text(best)));
        let country = self.country(entity, home, 0);
        let known_outlet = (entity.kind == MentionKind::Media)
            .then(|| outlet(&entity.name))
            .flatten();
        let country = match (&country, known_outlet.and_then(|o| o.country)) {
            (_, Some(c)) => Resolution::Resolved(c),
            _ => country,
        };
        let national = entity.kind == MentionKind::Gpe
            && matches!(entity.said, Some(Said::Word(CountryWord::Name | CountryWord::Seat)));
        let mut sectors = entity.sectors.clone();
        if let (true, Some(p)) = (sectors.is_empty() || sectors == [Sector::Cvl], entity.person) {
            sectors.clone_from(&p.sectors);
        }
        if national {
            sectors = vec![Sector::Gov];
        }
        if entity.kind == MentionKind::Media {
            sectors = vec![Sector::Jrn];
        }
        let whole = |o: &&crate::data::Organisation| {
            matches!(entity.kind, MentionKind::Org | MentionKind::Grp) && !entity.is_person() && !o.kind.is_empty()
        };
        let id = known_outlet
            .map(|o| format!("outlet:{}", o.id))
            .or_else(|| entity.person.map(|p| format!("person:{}", p.id)))
            .or_else(|| {
                entity
                    .organisation
                    .filter(whole)
                    .and_then(|o| o.id)
                    .map(|id| format!("org:{id}"))
            })
            .or_else(|| match &country {
                Resolution::Resolved(c) if national || self.is_government(entity) => Some(format!("country:{c}")),
                _ => None,
            });
        Participant {
            span,
            kind,
            actor: Actor {
                name: entity.name.clone(),
                country,
                sectors,
                id,
                former: entity.former,
                speaks_for: entity.speaks_for.clone(),
            },
            antecedent: fuller.then_some(best.span),
        }
    }

    /// "pemerintah Indonesia", "the Russian government": the state itself.
    fn is_government(&self, e: &Entity) -> bool {
        e.kind == MentionKind::Grp
            && e.sectors == [Sector::Gov]
            && matches!(e.said, Some(Said::Word(_)))
            && !e.is_person()
            && e.role_words.iter().any(|w| tables().names_state(w))
    }

    fn country(&self, e: &Entity, home: Option<Country>, depth: usize) -> Resolution<Country> {
        match e.countries[..] {
            // Parties of many countries share their names.
            [one] if e.said == Some(Said::Body) && e.organisation.is_some_and(|o| o.kind == "party") => {
                return match self.lead {
                    Some(lead) if lead != one && self.named.get(&one).is_none_or(|n| *n <= e.mentions) => {
                        Resolution::Ambiguous(vec![one, lead])
                    }
                    _ => Resolution::Resolved(one),
                };
            }
            [one] => return Resolution::Resolved(one),
            [] => {}
            _ => {
                let spoken: Vec<Country> = e.countries.iter().copied().filter(|c| self.speaks_of(*c, e)).collect();
                return match spoken[..] {
                    [one] => Resolution::Resolved(one),
                    _ => Resolution::Ambiguous(e.countries.clone()),
                };
            }
        }
        if tables().has(Class::Both, self.lang, &e.all_words.join(" ")) {
            return self.both(e);
        }
        if let Some(p) = e.person {
            return match p.country {
                Some(c) => Resolution::Resolved(c),
                None => Resolution::because("acts for an international body, not a country"),
            };
        }
        if e.organisation.is_some_and(|o| o.country.is_none()) || e.sectors.first() == Some(&Sector::Igo) {
            return Resolution::because("an international body, of no one country");
        }
        match e.kind {
            MentionKind::Gpe | MentionKind::Loc => {
                return Resolution::because(format!("no place called '{}' is known", e.name));
            }
            MentionKind::Media => return Resolution::because(format!("no outlet called '{}' is known", e.name)),
            _ => {}
        }
        // "sekutunya", "its rivals": of another country than whose they are, and of which is not said.
        let apart = |w: &String| tables().is(Class::Apart, self.lang, w.strip_suffix("nya").unwrap_or(w));
        if e.kind == MentionKind::Grp && e.all_words.iter().any(apart) {
            return Resolution::because(format!("of which country '{}' are is not said", e.name));
        }
        if e.kind == MentionKind::Grp && self.of_many(e) {
            return Resolution::because(format!(
                "'{}' are of several countries, or of none that is said",
                e.name
            ));
        }
        if let ([surname], MentionKind::Per, Some(c)) = (&e.words[..], e.kind, self.of_surname(e)) {
            // "Bush" without more: of the one country whose people in office are called so.
            if surname.len() > 2 {
                return Resolution::Resolved(c);
            }
        }
        if let (Some(owner), true) = (e.owner, depth < 3) {
            let of = self.country(&self.entities[owner], home, depth + 1);
            if of.resolved().is_some() {
                return of;
            }
        }
        if let Some(c) = self.fellows(e, home, depth) {
            return Resolution::Resolved(c);
        }
        if let Some(c) = home {
            return Resolution::Resolved(c);
        }
        self.around(e)
    }

    /// Rebels are of the country whose rebels the article spoke of before, not of the one it named last.
    fn fellows(&self, e: &Entity, home: Option<Country>, depth: usize) -> Option<Country> {
        let rebels = |o: &Entity| o.kind == MentionKind::Grp && o.sectors.first() == Some(&Sector::Reb);
        if !rebels(e) || depth > 0 {
            return None;
        }
        // "insurgents" after "Syrian rebel group": what they are called may change.
        let fellow = |o: &&Entity| o.best < e.best && rebels(o);
        let before = || self.entities.iter().filter(fellow).take(LOOK_BACK);
        let mut said: Vec<Country> = before()
            .filter(|o| o.countries.len() == 1)
            .map(|o| o.countries[0])
            .collect();
        said.sort();
        said.dedup();
        match said[..] {
            [one] => Some(one),
            [] => before().find_map(|o| self.country(o, home, depth + 1).resolved().copied()),
            _ => None,
        }
    }

    /// The one country of whose people in office a surname is.
    fn of_surname(&self, e: &Entity) -> Option<Country> {
        let [surname] = &e.words[..] else { return None };
        let people = tables().surname(surname);
        let near = |p: &&&Person| self.year.is_none_or(|year| p.is_near(year));
        let mut countries = people.iter().filter(near).map(|p| p.country);
        let first = countries.next()??;
        countries.all(|c| c == Some(first)).then_some(first)
    }

    /// "negara-negara tetangga", "multinational force", "coalition troops".
    fn of_many(&self, e: &Entity) -> bool {
        let is = |class: Class, t: &Token| tables().is(class, self.lang, &t.key);
        let words = tokens(&e.name);
        let doubled = |w: &[Token]| w[0].key == w[1].key && is(Class::Land, &w[0]);
        let allied = e.sectors.first() == Some(&Sector::Mil) && words.iter().any(|w| is(Class::Allied, w));
        allied || words.iter().any(|w| is(Class::World, w)) || words.windows(2).any(doubled)
    }

    /// The two countries that "kedua negara" can mean: those named last before, or in the sentence itself.
    fn both(&self, e: &Entity) -> Resolution<Country> {
        let mut named: Vec<Country> = Vec::new();
        for back in 0..=3 {
            let Some(at) = e.best.0.checked_sub(back) else { break };
            for o in (0..self.links[at].len()).take(LOOK_BACK) {
                let Some(x) = self.links[at][o].map(|x| &self.entities[x]) else {
                    continue;
                };
                if let ([c], MentionKind::Gpe | MentionKind::Per | MentionKind::Grp) = (&x.countries[..], x.kind)
                    && !named.contains(c)
                    && matches!(x.said, Some(Said::Word(_) | Said::Body))
                {
                    named.push(*c);
                }
            }
            if named.len() >= 2 {
                break;
            }
        }
        match named.len() {
            0 | 1 => Resolution::because(format!("which two '{}' means is not said", e.name)),
            _ => Resolution::Ambiguous(named),
        }
    }

    /// Whether anything but `e` itself in the document is of a country.
    fn speaks_of(&self, c: Country, e: &Entity) -> bool {
        self.entities.iter().any(|o| !std::ptr::eq(o, e) && o.countries == [c])
    }

    /// The country named around an entity without one: where its deed took place, then in its sentence, then before.
    fn around(&self, e: &Entity) -> Resolution<Country> {
        let (s, m) = e.best;
        let of = |s: usize, o: usize| {
            let x = self.links.get(s)?.get(o)?.map(|x| &self.entities[x])?;
            match x.countries[..] {
                [c] => Some(c),
                _ => None,
            }
        };
        let g = &self.graph.sentences[s];
        let mut places: Vec<Country> = Vec::new();
        for event in &g.events {
            let part = event.actors.iter().chain(&event.recipients).any(|x| x.index() == m);
            if part {
                places.extend(event.places.iter().filter_map(|p| of(s, p.index())));
            }
        }
        places.sort();
        places.dedup();
        if let [c] = places[..] {
            // Soldiers and ministers act abroad; crowds and police at home.
            let abroad = matches!(e.sectors.first(), Some(Sector::Mil | Sector::Gov));
            return match self.lead {
                Some(lead) if abroad && lead != c => Resolution::Ambiguous(vec![c, lead]),
                _ => Resolution::Resolved(c),
            };
        }
        if let Some(c) = self.lead {
            return Resolution::Resolved(c);
        }
        // Somebody without office or body is of no country because one is named nearby.
        let public = !e.sectors.is_empty() && e.sectors != [Sector::Cvl];
        for back in 0..=2 {
            let Some(at) = s.checked_sub(back) else { break };
            let mut named: Vec<Country> = (0..self.links[at].len())
                .take(LOOK_BACK)
                .filter_map(|o| of(at, o))
                .collect();
            named.sort();
            named.dedup();
            match named[..] {
                [] => continue,
                [c] if public && self.named.get(&c).is_some_and(|n| *n >= 2) => {
                    // Where the paper is at home, its own ministries need no adjective.
                    return match tables().home(self.lang).filter(|native| *native != c) {
                        Some(native) => Resolution::Ambiguous(vec![c, native]),
                        None => Resolution::Resolved(c),
                    };
                }
                [c] => {
                    return Resolution::because(format!("whether '{}' is of {c}, named nearby, is not said", e.name));
                }
                _ => return Resolution::Ambiguous(named),
            }
        }
        Resolution::because(format!("no country is named for '{}'", e.name))
    }
}

/// Short forms that a name of several words may have: of all its words, of the long ones, with and without what
/// stands in front ("South Korea's Joint Chiefs of Staff": JCS).
fn initials(words: &[String]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for from in 0..=2 {
        let Some(rest) = words.get(from..).filter(|r| r.len() > 1 && r.len() <= 12) else {
            break;
        };
        let of = |keep: &dyn Fn(&String) -> bool| -> String {
            rest.iter()
                .filter(|w| keep(w))
                .filter_map(|w| w.chars().next())
                .collect()
        };
        for short in [of(&|_| true), of(&|w| w.len() > 3)] {
            if short.len() > 1 && !out.contains(&short) {
                out.push(short);
            }
        }
    }
    out
}
