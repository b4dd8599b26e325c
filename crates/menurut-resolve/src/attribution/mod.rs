//! Through which mouths a statement came: chains from the outlet inwards.

mod quote;
mod table;
pub(crate) mod verdict;

use menurut_core::{
    Actor, Attribution, Chain, Document, Form, Graph, Link, MentionKind, Participant, Resolution, Sector, SourceType,
    Span, Stance,
};

use crate::actor::{Cast, speaker_kind};
use crate::data::fold::fold;
use crate::outlet::{Outlet, outlet};
use table::cue_words;

/// The tables this rests on.
pub(crate) fn tables() -> Vec<&'static str> {
    vec![table::TABLE]
}

/// Attributions of one sentence that are looked at; a parser that finds more found noise.
const MOST: usize = 24;

/// Everything needed to tell who says what in one document.
pub(crate) struct Voices<'a> {
    document: &'a Document,
    graph: &'a Graph,
    cast: &'a Cast,
    /// The outlet, then an agency's credit.
    frame: Vec<Link>,
    quotes: Vec<Quote>,
}

/// A speech in quotation marks, and the attributions outside it that say whose it is.
struct Quote {
    span: Span,
    /// Sentence and attribution, outermost first.
    by: Vec<(usize, usize)>,
}

impl<'a> Voices<'a> {
    pub(crate) fn of(document: &'a Document, graph: &'a Graph, cast: &'a Cast) -> Voices<'a> {
        let mut voices = Voices {
            document,
            graph,
            cast,
            frame: frame(document),
            quotes: Vec::new(),
        };
        voices.quotes = voices.speeches();
        voices
    }

    fn attributions(&self, sentence: usize) -> &'a [Attribution] {
        let all: &'a [Attribution] = self.graph.sentences.get(sentence).map_or(&[], |s| &s.attributions);
        &all[..all.len().min(MOST)]
    }

    /// The chains over a stretch of a sentence. `own` is the attribution whose cue the stretch itself is.
    ///
    /// There is always one; further ones are independent of it.
    pub(crate) fn chains(&self, sentence: usize, target: Span) -> Vec<Chain> {
        let all = self.attributions(sentence);
        let covering: Vec<usize> = (0..all.len()).filter(|&k| covers(&all[k], target)).collect();
        self.chains_of(sentence, target, &covering)
    }

    /// The chain that ends with one attribution.
    pub(crate) fn chain_to(&self, sentence: usize, last: usize) -> Option<Chain> {
        let all = self.attributions(sentence);
        let content = all.get(last)?.content?;
        let covering: Vec<usize> = (0..all.len())
            .filter(|&k| {
                k == last
                    || covers(&all[k], content) && (covers(&all[k], all[last].cue) || self.outside(sentence, k, last))
            })
            .collect();
        let wanted = all[last].cue;
        self.chains_of(sentence, content, &covering)
            .into_iter()
            .find(|c| c.0.last().is_some_and(|l| l.cue == Some(wanted)))
    }

    fn chains_of(&self, sentence: usize, target: Span, covering: &[usize]) -> Vec<Chain> {
        let ordered = self.ordered(sentence, covering);
        let mut chains: Vec<Vec<usize>> = Vec::new();
        for &k in &ordered {
            let home = chains
                .iter()
                .position(|c| c.iter().all(|&o| !self.independent(sentence, o, k)));
            match home {
                Some(i) => chains[i].push(k),
                None => {
                    // What lies outside both voices frames both.
                    let mut chain: Vec<usize> = chains
                        .first()
                        .map(|c| {
                            c.iter()
                                .copied()
                                .take_while(|&o| !self.independent(sentence, o, k))
                                .collect()
                        })
                        .unwrap_or_default();
                    chain.push(k);
                    chains.push(chain);
                }
            }
        }
        if chains.is_empty() {
            chains.push(Vec::new());
        }
        let spoken = self.spoken(sentence, target, covering);
        chains
            .into_iter()
            .map(|c| {
                let worded = spoken
                    .iter()
                    .cloned()
                    .chain(c.into_iter().map(|k| self.link(sentence, k)))
                    .collect();
                self.framed(worded)
            })
            .collect()
    }

    /// Links of the speech in which a stretch stands, where its own sentence does not name the speaker.
    fn spoken(&self, sentence: usize, target: Span, covering: &[usize]) -> Vec<Link> {
        let at = self.quotes.partition_point(|q| q.span.end <= target.start);
        let Some(quote) = self.quotes.get(at).filter(|q| q.span.contains(target)) else {
            return Vec::new();
        };
        let own = self.attributions(sentence);
        let named_here = covering.iter().any(|&k| !quote.span.contains(own[k].cue));
        if named_here || quote.by.iter().any(|(s, _)| *s == sentence) {
            return Vec::new();
        }
        let whole = self.document.sentences[sentence].span;
        let content = Span {
            start: quote.span.start.max(whole.start),
            end: quote.span.end.min(whole.end),
        };
        quote
            .by
            .iter()
            .map(|&(s, k)| {
                let mut link = self.link(s, k);
                link.content = Some(content);
                link.form = Some(Form::Direct);
                // A denial or doubt is of the sentence it stands in; the rest of the speech is simply said.
                link.stance = Stance::Asserts;
                link
            })
            .collect()
    }

    /// Whether a sentence is wholly one stretch of somebody's speech that its neighbour attributes: the stretch, and
    /// the chain.
    pub(crate) fn speech_of(&self, sentence: usize) -> Option<(Span, Chain)> {
        let whole = self.document.sentences.get(sentence)?.span;
        let at = self.quotes.partition_point(|q| q.span.end <= whole.start);
        let quote = self.quotes.get(at)?;
        let inside = Span {
            start: quote.span.start.max(whole.start),
            end: quote.span.end.min(whole.end),
        };
        // Marks and a final stop may stand outside.
        if inside.start >= inside.end || inside.len() + 6 < whole.len() || inside.len() < 3 {
            return None;
        }
        let links = self.spoken(sentence, inside, &[]);
        (!links.is_empty()).then(|| (inside, self.framed(links)))
    }

    fn speeches(&self) -> Vec<Quote> {
        let sentences = &self.document.sentences;
        let mut out = Vec::new();
        for span in quote::quotes(self.document) {
            let first = sentences.partition_point(|s| s.span.end <= span.start);
            let after = sentences.partition_point(|s| s.span.start < span.end);
            if after.saturating_sub(first) < 2 {
                continue;
            }
            // The speaker stands in the sentence where the speech ends, or begins, or in between ("…," he said, "…").
            let mut places: Vec<usize> = vec![after - 1, first];
            places.extend(first + 1..after - 1);
            let by = places.into_iter().find_map(|s| {
                let all = self.attributions(s);
                let found: Vec<usize> = (0..all.len())
                    .filter(|&k| {
                        let said = all[k].content.is_some_and(|c| {
                            let shared = c.end.min(span.end).saturating_sub(c.start.max(span.start));
                            shared * 2 > c.len() as u32
                        });
                        said && !span.contains(all[k].cue) && all[k].stance == Stance::Asserts
                    })
                    .collect();
                (!found.is_empty()).then(|| self.ordered(s, &found).into_iter().map(|k| (s, k)).collect::<Vec<_>>())
            });
            if let Some(by) = by {
                out.push(Quote { span, by });
            }
        }
        out
    }

    /// Outermost first.
    fn ordered(&self, sentence: usize, which: &[usize]) -> Vec<usize> {
        let mut out: Vec<usize> = Vec::new();
        for &k in which {
            let at = out
                .iter()
                .position(|&o| self.outside(sentence, k, o))
                .unwrap_or(out.len());
            out.insert(at, k);
        }
        out
    }

    /// Whether attribution `a` frames attribution `b`.
    fn outside(&self, sentence: usize, a: usize, b: usize) -> bool {
        let all = self.attributions(sentence);
        let (x, y) = (&all[a], &all[b]);
        let (Some(p), Some(q)) = (x.content, y.content) else {
            return false;
        };
        match (p.contains(y.cue), q.contains(x.cue)) {
            (true, false) => return true,
            (false, true) => return false,
            _ => {}
        }
        if !alike(p, q) {
            return p.len() > q.len();
        }
        let media = |a: &Attribution| self.is_media(sentence, a);
        let relays = |a: &Attribution| cue_words().relays(self.document.slice(a.cue));
        (media(x), relays(x)) > (media(y), relays(y))
            || ((media(x), relays(x)) == (media(y), relays(y)) && (x.cue.start, a) < (y.cue.start, b))
    }

    /// Whether two attributions of the same words are two voices, and not one passing on the other.
    fn independent(&self, sentence: usize, a: usize, b: usize) -> bool {
        let all = self.attributions(sentence);
        let (x, y) = (&all[a], &all[b]);
        let (Some(p), Some(q)) = (x.content, y.content) else {
            return false;
        };
        if p.contains(y.cue) || q.contains(x.cue) {
            return false;
        }
        if alike(p, q) {
            if self.is_media(sentence, x) || self.is_media(sentence, y) || x.sources.is_empty() || y.sources.is_empty()
            {
                return false;
            }
            let confirms = |a: &Attribution| cue_words().confirms(self.document.slice(a.cue));
            return x.stance != y.stance || confirms(x) || confirms(y);
        }
        !p.contains(q) && !q.contains(p)
    }

    fn is_media(&self, sentence: usize, a: &Attribution) -> bool {
        let graph = &self.graph.sentences[sentence];
        !a.sources.is_empty()
            && a.sources.iter().all(|m| {
                graph
                    .mentions
                    .get(m.index())
                    .is_some_and(|m| m.kind == MentionKind::Media)
            })
    }

    /// The link that an attribution makes.
    fn link(&self, sentence: usize, k: usize) -> Link {
        let a = &self.attributions(sentence)[k];
        let graph = &self.graph.sentences[sentence];
        let known = a.sources.iter().filter(|m| m.index() < graph.mentions.len());
        let mut sources: Vec<Participant> = known.map(|&m| self.cast.participant(sentence, m)).collect();
        if sources.is_empty() {
            sources.extend(self.cast.implied_source(sentence, k));
        }
        let before = self.document.sentences[sentence].span.start as usize..a.cue.start as usize;
        let source_type = match sources.first() {
            Some(p) => source_type(p),
            None if cue_words().hedges(self.document.slice(a.cue), self.document.text.get(before).unwrap_or(""))
                && a.form == Form::Indirect =>
            {
                SourceType::Anonymous
            }
            None => SourceType::Unknown,
        };
        let state_owned = sources.first().and_then(known_outlet).and_then(|o| o.state_owned);
        Link {
            sources,
            unworded: None,
            source_type,
            state_owned,
            cue: Some(a.cue),
            content: a.content,
            stance: a.stance,
            form: Some(a.form),
            score: a.score,
        }
    }

    /// The chain with outlet and agency in front, neither of them twice.
    fn framed(&self, worded: Vec<Link>) -> Chain {
        let mut links: Vec<Link> = Vec::new();
        for (i, frame) in self.frame.iter().enumerate() {
            let named = frame
                .unworded
                .as_ref()
                .is_some_and(|f| worded.iter().any(|w| is_only(w, &f.name)));
            // The outlet stays as the first link and its own words about itself go; an agency gives way to its words.
            if i == 0 || !named {
                links.push(frame.clone());
            }
        }
        let outlet = self
            .frame
            .first()
            .and_then(|f| f.unworded.as_ref())
            .map(|a| a.name.clone());
        links.extend(
            worded
                .into_iter()
                .filter(|w| !(w.stance == Stance::Asserts && outlet.as_deref().is_some_and(|o| is_only(w, o)))),
        );
        Chain(links)
    }
}

/// Contents that a careful reader would call the same stretch.
fn alike(a: Span, b: Span) -> bool {
    let shared = a.end.min(b.end).saturating_sub(a.start.max(b.start)) as usize;
    shared * 10 >= a.len().max(b.len()) * 9
}

/// Whether the content holds the stretch, or most of it, and the stretch is not the cue itself.
fn covers(a: &Attribution, target: Span) -> bool {
    let Some(content) = a.content else { return false };
    let shared = content
        .end
        .min(target.end)
        .saturating_sub(content.start.max(target.start)) as usize;
    shared * 2 > target.len() && !a.cue.overlaps(target)
}

fn known_outlet(p: &Participant) -> Option<&'static Outlet> {
    if p.kind != MentionKind::Media && !p.actor.id.as_deref().is_some_and(|id| id.starts_with("outlet:")) {
        return None;
    }
    outlet(&p.actor.name)
}

fn source_type(p: &Participant) -> SourceType {
    match known_outlet(p) {
        Some(o) if o.agency => SourceType::Agency,
        Some(_) => SourceType::Media,
        None if p.kind == MentionKind::Media => SourceType::Media,
        None => speaker_kind(p),
    }
}

/// Whether the only source of a link is the outlet of that name.
fn is_only(link: &Link, name: &str) -> bool {
    let [source] = link.sources.as_slice() else {
        return false;
    };
    same_outlet(&source.actor.name, name)
}

/// "Kompas.com" and "KOMPAS" are one outlet, by the table or by the name without its ending.
fn same_outlet(a: &str, b: &str) -> bool {
    if let (Some(x), Some(y)) = (outlet(a), outlet(b)) {
        return x.id == y.id;
    }
    let stem = |s: &str| {
        let s = s.trim().to_lowercase();
        let s = s.strip_prefix("www.").unwrap_or(&s);
        let cut = [".com", ".co.id", ".id", ".net", ".org", ".co"]
            .iter()
            .find_map(|e| s.strip_suffix(e));
        fold(cut.unwrap_or(s))
    };
    let (x, y) = (stem(a), stem(b));
    !x.is_empty() && x == y
}

/// The links that no word of a sentence makes: the outlet, and the agency that is credited for the text.
fn frame(document: &Document) -> Vec<Link> {
    let dateline = document.dateline.as_ref().and_then(|d| d.outlet.as_deref());
    let name = document
        .outlet
        .as_deref()
        .or(dateline)
        .map(str::trim)
        .filter(|n| !n.is_empty());
    let mut links = vec![Link {
        source_type: SourceType::Outlet,
        ..unworded(name)
    }];
    let credited = dateline.filter(|d| outlet(d).is_some_and(|o| o.agency));
    let agency = document
        .agency
        .as_deref()
        .or(credited)
        .map(str::trim)
        .filter(|a| !a.is_empty());
    if let Some(agency) = agency
        && name.is_none_or(|n| !same_outlet(n, agency))
    {
        links.push(Link {
            source_type: SourceType::Agency,
            ..unworded(Some(agency))
        });
    }
    links
}

fn unworded(name: Option<&str>) -> Link {
    let known = name.and_then(outlet);
    Link {
        sources: Vec::new(),
        unworded: name.map(|name| Actor {
            name: name.to_owned(),
            country: match known.and_then(|o| o.country) {
                Some(c) => Resolution::Resolved(c),
                None => Resolution::because("the outlet is in no table"),
            },
            sectors: vec![Sector::Jrn],
            id: known.map(|o| format!("outlet:{}", o.id)),
            former: false,
            speaks_for: None,
        }),
        source_type: SourceType::Unknown,
        state_owned: known.and_then(|o| o.state_owned),
        cue: None,
        content: None,
        stance: Stance::Asserts,
        form: None,
        score: 1.0,
    }
}
