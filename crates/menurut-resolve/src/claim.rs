//! One event mention, one claim.

use menurut_core::{
    Actor, Amount, Claim, Date, Document, EventMention, EventType, Graph, Link, MentionId, MentionKind, Mode,
    Participant, Place, Quotation, Resolution, Scores, SentenceGraph, Span, Time, TimeRange, Unresolved,
};

use crate::actor::Cast;
use crate::attribution::{Voices, verdict};
use crate::place::Gazetteer;
use crate::time::Context;
use crate::{Resolved, amount, time};

/// Sentences back in which a day may stand that "the same day" means.
const ANCHOR_REACH: usize = 2;

pub(crate) fn resolve(document: &Document, graph: &Graph) -> Resolved {
    let cast = Cast::of(document, graph);
    let scribe = Scribe {
        document,
        graph,
        lang: document.lang.as_deref().unwrap_or(""),
        published: document.published.as_ref().map(|p| p.date),
        voices: Voices::of(document, graph, &cast),
        gazetteer: Gazetteer::of(document, graph, &cast),
        cast: &cast,
    };
    let mut out = Resolved::default();
    let mut anchors = Anchors::default();
    for sentence in 0..document.sentences.len().min(graph.sentences.len()) {
        let mut events: Vec<&EventMention> = graph.sentences[sentence].events.iter().collect();
        events.sort_by_key(|e| (e.trigger.start, e.trigger.end));
        for event in events {
            out.claims.push(scribe.claim(sentence, event, &anchors));
        }
        out.quotations.extend(scribe.quotations(sentence));
        anchors.read(&scribe, sentence);
    }
    out
}

struct Scribe<'a> {
    document: &'a Document,
    graph: &'a Graph,
    lang: &'a str,
    published: Option<Date>,
    voices: Voices<'a>,
    gazetteer: Gazetteer<'a>,
    cast: &'a Cast,
}

/// The day that the text spoke of last.
#[derive(Default)]
struct Anchors {
    last: Option<(usize, TimeRange)>,
}

impl Anchors {
    fn before(&self, sentence: usize) -> Option<TimeRange> {
        self.last.filter(|(s, _)| sentence - s <= ANCHOR_REACH).map(|(_, r)| r)
    }

    fn read(&mut self, scribe: &Scribe<'_>, sentence: usize) {
        let span = scribe.document.sentences[sentence].span;
        if let Some(range) = time::last_in(scribe.document.slice(span), &scribe.context(None)) {
            self.last = Some((sentence, range));
        }
    }
}

impl Scribe<'_> {
    fn context(&self, anchor: Option<TimeRange>) -> Context<'_> {
        Context {
            published: self.published,
            anchor,
            direction: time::Direction::Past,
            lang: self.lang,
        }
    }

    fn claim(&self, sentence: usize, event: &EventMention, anchors: &Anchors) -> Claim {
        let graph = &self.graph.sentences[sentence];
        let participants = |ids: &[MentionId]| -> Vec<Participant> {
            let known = ids.iter().filter(|m| m.index() < graph.mentions.len());
            known.map(|&m| self.participant(sentence, m)).collect()
        };
        let actors = participants(&event.actors);
        let mut recipients = participants(&event.recipients);
        let places = self.gazetteer.places(sentence, &event.places);
        if recipients.is_empty() {
            recipients = self.hosts(sentence, event, &actors, &places);
        }
        let times = self.times(sentence, event, anchors);
        let (amounts, no_amounts) = self.amounts(sentence, event);
        let mut chains = self.voices.chains(sentence, event.trigger);
        let verdict = verdict::of_chains(&chains, &self.document.text);
        let according_to = if chains.is_empty() {
            menurut_core::Chain::default()
        } else {
            chains.remove(0)
        };
        let attribution = according_to.0.iter().map(|l| l.score).fold(1.0, f32::min);

        let mut unresolved = Vec::new();
        each(&mut unresolved, "actors", &actors);
        each(&mut unresolved, "recipients", &recipients);
        for (i, place) in places.iter().enumerate() {
            open(
                &mut unresolved,
                format!("places[{i}].country"),
                &place.country,
                ToString::to_string,
            );
        }
        for (i, time) in times.iter().enumerate() {
            open(
                &mut unresolved,
                format!("times[{i}]"),
                &time.range,
                |r: &TimeRange| match r.start == r.end {
                    true => r.start.to_string(),
                    false => format!("{}/{}", r.start, r.end),
                },
            );
        }
        unresolved.extend(no_amounts);
        links(&mut unresolved, "according_to", &according_to.0);
        for (i, chain) in chains.iter().enumerate() {
            links(&mut unresolved, &format!("also_according_to[{i}]"), &chain.0);
        }
        Claim {
            sentence,
            event: event.clone(),
            actors,
            recipients,
            places,
            times,
            amounts,
            according_to,
            also_according_to: chains,
            verdict,
            unresolved,
            scores: Scores {
                event: event.score,
                actors: event.actor_score,
                recipients: event.recipient_score,
                attribution,
            },
        }
    }

    fn participant(&self, sentence: usize, mention: MentionId) -> Participant {
        let mut p = self.cast.participant(sentence, mention);
        if p.kind == MentionKind::Amount {
            p.actor.country = Resolution::because("a bare count tells no country");
        }
        p
    }

    /// A visit without a named host is to the country visited.
    fn hosts(
        &self,
        sentence: usize,
        event: &EventMention,
        actors: &[Participant],
        places: &[Place],
    ) -> Vec<Participant> {
        if event.event_type != EventType::Consult || event.mode != Some(Mode::Visit) {
            return Vec::new();
        }
        let graph = &self.graph.sentences[sentence];
        let from: Vec<_> = actors.iter().filter_map(|a| a.actor.country.resolved()).collect();
        if from.is_empty() {
            return Vec::new();
        }
        let mut hosts: Vec<Participant> = Vec::new();
        for (id, place) in event.places.iter().zip(places) {
            let is_gpe = graph
                .mentions
                .get(id.index())
                .is_some_and(|m| m.kind == MentionKind::Gpe);
            let Some(country) = place.country.resolved().filter(|c| is_gpe && !from.contains(c)) else {
                continue;
            };
            // "Hanoi, Vietnam" is one host.
            if hosts.iter().any(|h| h.actor.country.resolved() == Some(country)) {
                continue;
            }
            let mut host = self.cast.participant(sentence, *id);
            host.actor.country = Resolution::Resolved(*country);
            hosts.push(host);
        }
        hosts
    }

    fn times(&self, sentence: usize, event: &EventMention, anchors: &Anchors) -> Vec<Time> {
        let graph = &self.graph.sentences[sentence];
        let spans: Vec<Span> = mentions(graph, &event.times).map(|(_, span)| span).collect();
        let direction = time::Direction::from(event.status);
        let read = |span: Span, anchor: Option<TimeRange>| {
            let context = Context {
                direction,
                ..self.context(anchor)
            };
            let (range, timex) = time::resolve(self.document.slice(span), &context);
            Time { span, range, timex }
        };
        let mut out: Vec<Time> = spans.iter().map(|&s| read(s, None)).collect();
        // "Senin" and "pukul 08.00": one event's times complete each other.
        let beside = out
            .iter()
            .filter_map(|t| t.range.resolved())
            .find(|r| r.start == r.end)
            .copied();
        for time in &mut out {
            if time.range.resolved().is_some() {
                continue;
            }
            let start = time.span.start;
            let from = self.document.sentences[sentence].span.start.min(start);
            let before = self.document.text.get(from as usize..start as usize).unwrap_or("");
            let anchor = beside
                .or_else(|| time::last_in(before, &self.context(None)))
                .or_else(|| anchors.before(sentence));
            if anchor.is_some() {
                *time = read(time.span, anchor);
            }
        }
        out
    }

    fn amounts(&self, sentence: usize, event: &EventMention) -> (Vec<Amount>, Vec<Unresolved>) {
        let graph = &self.graph.sentences[sentence];
        let whole = self.document.sentences[sentence].span;
        let mut found: Vec<Amount> = Vec::new();
        let mut open: Vec<Unresolved> = Vec::new();
        let taken = |found: &[Amount], span: Span| found.iter().any(|a| a.span == span);
        let ids = event.amounts.iter().chain(&event.recipients).chain(&event.actors);
        for (kind, span) in ids
            .filter_map(|m| graph.mentions.get(m.index()))
            .map(|m| (m.kind, m.span))
        {
            if taken(&found, span) || open.iter().any(|o| o.field == self.document.slice(span)) {
                continue;
            }
            let text = self.document.slice(span);
            let reading = match kind {
                MentionKind::Amount => match amount::read(text, self.lang) {
                    Ok(reading) => reading,
                    Err(reason) => {
                        open.push(Unresolved {
                            field: text.to_owned(),
                            reason,
                            candidates: Vec::new(),
                        });
                        continue;
                    }
                },
                MentionKind::Grp => match amount::in_group(text, self.lang) {
                    Some(reading) => reading,
                    None => continue,
                },
                _ => continue,
            };
            let is_recipient = mentions(graph, &event.recipients).any(|(_, s)| s == span);
            let counts = reading
                .countable
                .then(|| amount::counts(&self.document.text, whole, span, event, is_recipient, self.lang))
                .flatten();
            found.push(Amount {
                span,
                value: reading.value,
                value_max: reading.max,
                unit: reading.unit,
                counts,
                bound: reading.bound,
            });
        }
        found.sort_by_key(|a| (a.span.start, a.span.end));
        for o in &mut open {
            o.field = "amounts".to_owned();
        }
        (found, open)
    }

    /// What is attributed in a sentence and holds no event.
    fn quotations(&self, sentence: usize) -> Vec<Quotation> {
        let graph = &self.graph.sentences[sentence];
        let mut out: Vec<Quotation> = Vec::new();
        for (k, a) in graph.attributions.iter().enumerate() {
            let Some(content) = a.content else { continue };
            let holds_event = graph
                .events
                .iter()
                .any(|e| e.trigger != a.cue && content.contains(e.trigger));
            let holds_other = graph.attributions.iter().enumerate().any(|(j, b)| {
                j != k
                    && b.content
                        .is_some_and(|c| content.contains(c) && content.contains(b.cue))
            });
            if holds_event || holds_other {
                continue;
            }
            if let Some(chain) = self.voices.chain_to(sentence, k) {
                out.push(Quotation {
                    sentence,
                    chain,
                    content,
                    stance: a.stance,
                    form: a.form,
                });
            }
        }
        // Of equal contents in one chain only the innermost says it.
        let inner = |q: &Quotation, others: &[Quotation]| {
            !others.iter().any(|o| {
                o.content == q.content
                    && o.chain.0.len() > q.chain.0.len()
                    && q.chain
                        .0
                        .last()
                        .is_some_and(|l| o.chain.0.iter().any(|x| x.cue == l.cue))
            })
        };
        let keep: Vec<bool> = out.iter().map(|q| inner(q, &out)).collect();
        let mut keep = keep.into_iter();
        out.retain(|_| keep.next().unwrap_or(true));
        if out.is_empty()
            && graph.events.is_empty()
            && graph.attributions.is_empty()
            && let Some((content, chain)) = self.voices.speech_of(sentence)
        {
            out.push(Quotation {
                sentence,
                chain,
                content,
                stance: menurut_core::Stance::Asserts,
                form: menurut_core::Form::Direct,
            });
        }
        out.sort_by_key(|q| (q.content.start, q.content.end));
        out
    }
}

fn mentions<'a>(graph: &'a SentenceGraph, ids: &'a [MentionId]) -> impl Iterator<Item = (MentionId, Span)> + 'a {
    ids.iter()
        .filter_map(|&id| graph.mentions.get(id.index()).map(|m| (id, m.span)))
}

fn open<T>(out: &mut Vec<Unresolved>, field: String, resolution: &Resolution<T>, print: impl Fn(&T) -> String) {
    match resolution {
        Resolution::Resolved(_) => {}
        Resolution::Ambiguous(all) => out.push(Unresolved {
            field,
            reason: "several fit equally well".to_owned(),
            candidates: all.iter().map(print).collect(),
        }),
        Resolution::Unresolved(why) => out.push(Unresolved {
            field,
            reason: why.to_string(),
            candidates: Vec::new(),
        }),
    }
}

fn country(out: &mut Vec<Unresolved>, path: String, actor: &Actor) {
    open(out, format!("{path}.country"), &actor.country, ToString::to_string);
}

fn each(out: &mut Vec<Unresolved>, path: &str, participants: &[Participant]) {
    for (i, p) in participants.iter().enumerate() {
        country(out, format!("{path}[{i}]"), &p.actor);
    }
}

fn links(out: &mut Vec<Unresolved>, path: &str, chain: &[Link]) {
    for (i, link) in chain.iter().enumerate() {
        each(out, &format!("{path}[{i}].sources"), &link.sources);
    }
}
