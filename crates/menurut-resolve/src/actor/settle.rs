//! What the whole document tells about a mention's kind and borders, which the parser, reading one sentence, could not
//! know.

use std::borrow::Cow;
use std::collections::HashSet;

use menurut_core::{Document, Graph, Mention, MentionId, MentionKind, Resolution, SentenceGraph, Span};

use super::country_named;
use super::reading::{Reading, Said};
use crate::data::{places, tables, tokens};
use crate::outlet::outlet;

/// Words of a name that is looked up among those of the document's persons.
const MOST_WORDS: usize = 3;
/// A town of fewer people gives way to a person of the document who bears its name.
const SMALL_TOWN: u32 = 100_000;

pub(crate) fn settled<'a>(document: &Document, graph: Cow<'a, Graph>) -> Cow<'a, Graph> {
    let settler = Settler {
        text: &document.text,
        lang: document.lang.as_deref().unwrap_or(""),
        persons: HashSet::new(),
    };
    settler.run(graph)
}

struct Settler<'a> {
    text: &'a str,
    lang: &'a str,
    /// Folded words of the names of persons that the parser did take for persons.
    persons: HashSet<String>,
}

impl Settler<'_> {
    fn run<'g>(mut self, graph: Cow<'g, Graph>) -> Cow<'g, Graph> {
        for m in graph.sentences.iter().flat_map(|s| &s.mentions) {
            if m.kind == MentionKind::Per {
                self.persons.extend(self.reading(m).name_words);
            }
        }
        let mut graph = graph;
        for s in 0..graph.sentences.len() {
            let sentence = &graph.sentences[s];
            let kinds: Vec<(usize, MentionKind)> = (0..sentence.mentions.len())
                .filter_map(|m| Some((m, self.other_kind(&sentence.mentions[m])?)))
                .collect();
            let titles = self.titles(sentence);
            if !kinds.is_empty() || !titles.is_empty() {
                let sentence = &mut graph.to_mut().sentences[s];
                for (m, kind) in kinds {
                    sentence.mentions[m].kind = kind;
                }
                for (title, name) in titles {
                    join(sentence, title, name);
                }
            }
            // With the kinds as they are now: a country that passed for an outlet is none.
            let beside = self.media_beside(&graph.sentences[s]);
            if !beside.is_empty() {
                let sentence = &mut graph.to_mut().sentences[s];
                for (a, source, outlet) in beside {
                    for m in &mut sentence.attributions[a].sources {
                        if *m == source {
                            *m = outlet;
                        }
                    }
                }
            }
        }
        graph
    }

    fn reading(&self, m: &Mention) -> Reading {
        Reading::of(m.span.slice(self.text), m.kind, self.lang)
    }

    /// The kind that a mention has after all.
    fn other_kind(&self, m: &Mention) -> Option<MentionKind> {
        let text = m.span.slice(self.text);
        match m.kind {
            // A surname alone looks like a place: "Halonen" after "Tarja Halonen".
            MentionKind::Gpe | MentionKind::Loc => {
                let t = tokens(text);
                let town = places::places(text).first().is_some_and(|p| p.population >= SMALL_TOWN);
                if t.is_empty() || t.len() > MOST_WORDS || !t[0].capital || town {
                    return None;
                }
                // A small town somewhere is called like many people.
                let said = Reading::of(text, MentionKind::Gpe, self.lang).said;
                let unknown = !matches!(said, Some(Said::Word(_) | Said::Body));
                let key: Vec<&str> = t.iter().map(|t| t.key.as_str()).collect();
                let person =
                    t.iter().all(|t| self.persons.contains(&t.key)) || !tables().person(&key.join(" ")).is_empty();
                (unknown && person).then_some(MentionKind::Per)
            }
            // "media pemerintah Iran": the country is no outlet.
            MentionKind::Media => {
                let country = matches!(country_named(text), Resolution::Resolved(_));
                (country && outlet(text).is_none()).then_some(MentionKind::Gpe)
            }
            _ => None,
        }
    }

    /// Titles that the parser cut off from the name beside them: "[Menteri Energi Norwegia], [Ola Brenna]".
    fn titles(&self, sentence: &SentenceGraph) -> Vec<(usize, usize)> {
        let mut order: Vec<usize> = (0..sentence.mentions.len()).collect();
        order.sort_by_key(|&m| sentence.mentions[m].span);
        let mut out = Vec::new();
        for pair in order.windows(2) {
            let (a, b) = (&sentence.mentions[pair[0]], &sentence.mentions[pair[1]]);
            if a.kind != MentionKind::Per || b.kind != MentionKind::Per || a.span.end > b.span.start {
                continue;
            }
            let between = Span {
                start: a.span.end,
                end: b.span.start,
            }
            .slice(self.text);
            if !matches!(between.trim(), "" | ",") || between.len() > 2 {
                continue;
            }
            let (title, name) = (self.reading(a), self.reading(b));
            // A country behind an office is not the name of who holds it.
            let nameless = title
                .name
                .clone()
                .is_none_or(|n| matches!(country_named(&a.span.slice(self.text)[n]), Resolution::Resolved(_)));
            if title.role.is_some_and(|r| r.kind.is_one())
                && nameless
                && name.role.is_none()
                && !name.name_words.is_empty()
            {
                out.push((pair[0], pair[1]));
            }
        }
        out
    }

    /// Sources behind which the outlet itself stands: "kantor berita [Turki], [Anadolu]". Attribution, source, outlet.
    fn media_beside(&self, sentence: &SentenceGraph) -> Vec<(usize, MentionId, MentionId)> {
        let speaks = |m: MentionId| sentence.attributions.iter().any(|a| a.sources.contains(&m));
        let mut out = Vec::new();
        for (k, a) in sentence.attributions.iter().enumerate() {
            for &source in &a.sources {
                let s = sentence.mention(source);
                if !matches!(s.kind, MentionKind::Gpe | MentionKind::Grp | MentionKind::Org) {
                    continue;
                }
                let next = (0..sentence.mentions.len()).find(|&m| {
                    let o = &sentence.mentions[m];
                    let gap = self.text.get(s.span.end as usize..o.span.start as usize);
                    o.kind == MentionKind::Media && gap.is_some_and(|g| matches!(g, ", " | " "))
                });
                let next = next.map(|m| MentionId(m as u32));
                out.extend(next.filter(|&m| !speaks(m)).map(|m| (k, source, m)));
            }
        }
        out
    }
}

/// Makes two mentions one; ids count positions, so that the emptied one stays.
fn join(sentence: &mut SentenceGraph, title: usize, name: usize) {
    let whole = sentence.mentions[title].span.cover(sentence.mentions[name].span);
    sentence.mentions[name].span = whole;
    sentence.mentions[title].span = Span {
        start: whole.start,
        end: whole.start,
    };
    let (from, to) = (MentionId(title as u32), MentionId(name as u32));
    let rename = |ids: &mut Vec<MentionId>| {
        if let Some(at) = ids.iter().position(|&m| m == from) {
            if ids.contains(&to) {
                ids.remove(at);
            } else {
                ids[at] = to;
            }
        }
    };
    for e in &mut sentence.events {
        e.roles_mut().into_iter().for_each(rename);
    }
    for a in &mut sentence.attributions {
        rename(&mut a.sources);
    }
}
