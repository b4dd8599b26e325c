//! Pronouns to the nearest fitting antecedent.
//!
//! After the classic recipe of salience (Lappin and Leass 1994): candidates that fit in number, kind and gender are
//! weighed by the part they play in their sentence (speaker, actor, the rest) and by distance.

use menurut_core::{Document, Form, Graph, MentionId, MentionKind, Part, SentenceGraph};

use crate::actor::Entity;
use crate::data::{Animacy, Pronoun};

/// What part each mention of a sentence plays.
#[derive(Debug, Clone, Default)]
pub(crate) struct Scene {
    weights: Vec<f32>,
    acting: Vec<bool>,
    /// Actor, recipient, source.
    parts: Vec<[bool; 3]>,
    /// Attributions, innermost last, in whose content the mention stands.
    within: Vec<Vec<usize>>,
}

/// Attributions and events of one sentence that are looked at; real sentences have fewer.
const MOST: usize = 64;

impl Scene {
    pub(crate) fn of(g: &SentenceGraph) -> Scene {
        let n = g.mentions.len();
        let mut scene = Scene {
            weights: vec![0.8; n],
            acting: vec![false; n],
            parts: vec![[false; 3]; n],
            within: vec![Vec::new(); n],
        };
        for (a, at) in g.attributions.iter().enumerate().take(MOST) {
            if let Some(content) = at.content {
                for (m, mention) in g.mentions.iter().enumerate() {
                    if content.contains(mention.span) {
                        scene.within[m].push(a);
                    }
                }
            }
        }
        let length = |a: usize| g.attributions[a].content.map_or(0, |c| c.len());
        for w in &mut scene.within {
            w.sort_by_key(|&a| std::cmp::Reverse(length(a)));
        }
        let mut raise = |m: usize, w: f32, part: usize| {
            if m < n {
                scene.weights[m] = scene.weights[m].max(w);
                scene.acting[m] = true;
                scene.parts[m][part] = true;
            }
        };
        for e in g.events.iter().take(MOST) {
            e.actors.iter().for_each(|m| raise(m.index(), 2.4, 0));
            e.recipients.iter().for_each(|m| raise(m.index(), 1.6, 1));
        }
        for a in g.attributions.iter().take(MOST) {
            a.sources.iter().for_each(|m| raise(m.index(), 3.0, 2));
        }
        scene
    }

    /// Actor, recipient or source of something.
    pub(crate) fn acts(&self, m: usize) -> bool {
        self.acting.get(m).copied().unwrap_or(false)
    }

    /// Whether two mentions play the same part.
    fn parallel(&self, m: usize, other: &Scene, o: usize) -> bool {
        (0..3).any(|p| self.parts[m][p] && other.parts[o][p])
    }

    pub(crate) fn weight(&self, m: usize) -> f32 {
        self.weights.get(m).copied().unwrap_or(0.0)
    }
}

/// Whether two mentions take part in one event in different parts.
pub(crate) fn together(g: &SentenceGraph, m: usize, o: usize) -> bool {
    g.events.iter().take(MOST).any(|e| {
        let part = |m: usize| {
            let at = |ids: &[MentionId]| ids.iter().any(|i| i.index() == m);
            (at(&e.actors), at(&e.recipients), at(&e.places))
        };
        let ((a, r, p), (b, c, q)) = (part(m), part(o));
        a && (c || q) || r && (b || q) || p && (b || c)
    })
}

/// What is known of a document when a pronoun of it is looked at.
pub(crate) struct Context<'a> {
    pub(crate) document: &'a Document,
    pub(crate) graph: &'a Graph,
    pub(crate) scenes: &'a [Scene],
    /// Entity of each mention so far, by sentence.
    pub(crate) links: &'a [Vec<Option<usize>>],
    pub(crate) entities: &'a [Entity],
    /// Who spoke last.
    pub(crate) speaker: Option<usize>,
}

/// The entity that the pronoun `m` of sentence `s` stands for.
pub(crate) fn antecedent(s: usize, m: usize, pronoun: Pronoun, c: &Context) -> Option<usize> {
    let g = &c.graph.sentences[s];
    let within = &c.scenes[s].within[m];
    if pronoun.first_person {
        // Who speaks the words around it; in a row of quotations, who spoke before.
        let speakers = |a: usize| {
            g.attributions[a]
                .sources
                .iter()
                .filter_map(|x| c.links[s].get(x.index()).copied().flatten())
        };
        let inner = within.iter().rev().find_map(|&a| speakers(a).next());
        return inner.or(c.speaker).or_else(|| {
            salient(
                s,
                Some(m),
                Pronoun {
                    plural: Some(false),
                    of: Animacy::Person,
                    ..pronoun
                },
                c,
            )
        });
    }
    salient(s, Some(m), pronoun, c)
}

/// The weightiest fitting entity before mention `m` of sentence `s`, or before the whole sentence.
pub(crate) fn salient(s: usize, m: Option<usize>, pronoun: Pronoun, c: &Context) -> Option<usize> {
    let g = &c.graph.sentences[s];
    let none = Vec::new();
    let within = m.map_or(&none, |m| &c.scenes[s].within[m]);

    // What the pronoun itself is the source of cannot hold its antecedent.
    let own_words: Vec<_> = g
        .attributions
        .iter()
        .take(MOST)
        .filter(|a| a.sources.iter().any(|x| Some(x.index()) == m))
        .filter_map(|a| a.content)
        .collect();
    let mut best: Option<(f32, usize)> = None;
    for back in usize::from(m.is_none())..=4 {
        let Some(at) = s.checked_sub(back) else { break };
        let there = &c.graph.sentences[at];
        let headline = c.document.sentences.get(at).is_some_and(|x| x.part == Part::Headline);
        let count = there.mentions.len();
        for o in (0..count).rev().take(MOST) {
            let Some(e) = c.links[at][o] else { continue };
            let mention = &there.mentions[o];
            let own_speaker = back == 0
                && within
                    .iter()
                    .any(|&a| g.attributions[a].sources.iter().any(|x| x.index() == o));
            if let (0, Some(m)) = (back, m)
                && (mention.span.end > g.mentions[m].span.start && !own_speaker
                    || together(g, m, o)
                    || own_words.iter().any(|w| w.contains(mention.span)))
            {
                continue;
            }
            let entity = &c.entities[e];
            let Some(kind) = fit(pronoun, entity, c.scenes[at].acts(o)) else {
                continue;
            };
            let mut score = c.scenes[at].weight(o) + kind - 1.3 * back as f32;
            // Early in the sentence stands its subject.
            score += 0.4 * (1.0 - o as f32 / count as f32);
            // Who is much spoken of is sooner meant; so is who plays the same part.
            score += 0.12 * entity.mentions.min(5) as f32;
            if m.is_some_and(|m| c.scenes[s].parallel(m, &c.scenes[at], o)) {
                score += 0.9;
            }
            if headline {
                score -= 1.0;
            }
            if own_speaker {
                let direct = within.iter().any(|&a| {
                    g.attributions[a].form == Form::Direct && g.attributions[a].sources.iter().any(|x| x.index() == o)
                });
                // In quotation marks a speaker says "I" of himself.
                score += match (direct, pronoun.plural) {
                    (true, _) => -4.0,
                    (false, Some(true)) if !entity.plural => -0.5,
                    (false, _) => 1.0,
                };
            } else if back == 0
                && !within.is_empty()
                && within.last().is_some_and(|a| c.scenes[s].within[o].last() == Some(a))
            {
                score += 1.0;
            }
            if best.is_none_or(|(b, _)| score > b) {
                best = Some((score, e));
            }
        }
    }
    best.map(|(_, e)| e)
}

/// How well an entity fits a pronoun in kind, number and gender; `None` where it cannot be meant.
fn fit(p: Pronoun, e: &Entity, acts: bool) -> Option<f32> {
    if let (Some(a), Some(b)) = (p.female, e.female)
        && a != b
        && e.is_person()
    {
        return None;
    }
    let person = e.is_person();
    let gender = if p.female.is_some() && p.female == e.female {
        0.8
    } else {
        0.0
    };
    // A counted thing is nobody, unless somebody does something to it.
    if matches!(e.kind, MentionKind::Amount | MentionKind::Gpe) && !acts || e.kind == MentionKind::Loc {
        return None;
    }
    match (p.plural, p.of) {
        (Some(true), _) => {
            let number = match (p.count, e.count) {
                (Some(a), Some(b)) if a == b => 3.0,
                (Some(_), _) => -1.5,
                _ => 0.0,
            };
            let many = if e.plural { 1.5 } else { 0.0 } + if e.is_group() { 1.0 } else { 0.0 };
            let state = if e.kind == MentionKind::Gpe { -1.5 } else { 0.0 };
            (!person).then_some(many + number + state)
        }
        (_, Animacy::Person) => person.then_some(gender + if e.kind == MentionKind::Per { 1.4 } else { 0.4 }),
        (_, Animacy::Thing) => (!person && !e.plural).then_some(0.5),
        _ => Some(0.0),
    }
}
