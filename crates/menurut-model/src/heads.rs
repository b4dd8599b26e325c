//! The heads: small networks over words, spans and pairs of spans, and the reading of a graph from their answers.

use std::ops::Range;
use std::str::FromStr;

use menurut_core::{
    Attribution, EventMention, EventType, Form, Mention, MentionId, MentionKind, Mode, SentenceGraph, Span, Stance,
    Status, UnknownCode,
};
use rten_simd::SimdUnaryOp;
use rten_vecmath::Gelu;

use crate::ModelError;
use crate::bundle::Bundle;
use crate::calibration::Calibration;
use crate::linear::{Gemm, Linear};

/// Actor, recipient, place, time, amount.
const ROLES: usize = 5;

/// First and last word, by index in a window.
type Words = (usize, usize);

/// One window's words in the batch: where they stand in their sentence, and the rows of their vectors.
pub(crate) struct Window {
    pub(crate) words: Vec<Span>,
    /// Row of each word's first piece in the encoder's output.
    pub(crate) rows: Vec<usize>,
}

/// A span by its tags, and how sure the tags are (mean probability).
struct Found {
    words: Words,
    score: f32,
}

fn gelu(mut x: Vec<f32>) -> Vec<f32> {
    Gelu {}.map_mut(&mut x);
    x
}

fn argmax(x: &[f32]) -> usize {
    let mut best = 0;
    for (i, &v) in x.iter().enumerate() {
        if v > x[best] {
            best = i;
        }
    }
    best
}

/// Probability of `which` under a softmax of `x`.
fn probability(x: &[f32], which: usize) -> f32 {
    let sum: f32 = x.iter().map(|v| (v - x[which]).exp()).sum();
    1.0 / sum
}

fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

/// Two layers with GELU between them.
struct Net {
    first: Linear,
    second: Linear,
}

impl Net {
    fn load(gemm: &Gemm, bundle: &Bundle<'_>, name: &str, input: usize, output: usize) -> Result<Net, ModelError> {
        let inner = rows(bundle, &format!("{name}.0.weight"))?;
        Ok(Net {
            first: Linear::load(gemm, bundle, &format!("{name}.0"), input, inner)?,
            second: Linear::load(gemm, bundle, &format!("{name}.1"), inner, output)?,
        })
    }

    fn run(&self, gemm: &Gemm, x: &[f32]) -> Vec<f32> {
        self.second.run(gemm, &gelu(self.first.run(gemm, x)))
    }
}

fn rows(bundle: &Bundle<'_>, name: &str) -> Result<usize, ModelError> {
    match bundle.shape(name)?.first() {
        Some(&n) if (1..=4096).contains(&n) => Ok(n),
        _ => Err(ModelError::content(format!("tensor {name} has no usable size"))),
    }
}

/// Biaffine scores of pairs (T. Dozat, C. Manning, "Deep Biaffine Attention for Neural Dependency Parsing", 2017).
struct Biaffine {
    left: Linear,
    right: Linear,
    pair: Linear,
    labels: usize,
}

/// One side's vectors, ready to meet the other's: rows of the same length.
struct Side {
    data: Vec<f32>,
    row: usize,
}

impl Side {
    fn row(&self, i: usize) -> &[f32] {
        &self.data[i * self.row..(i + 1) * self.row]
    }
}

/// Each row with a 1 behind it.
fn with_one(x: &[f32], width: usize) -> Vec<f32> {
    let mut out = Vec::with_capacity(x.len() / width * (width + 1));
    for row in x.chunks_exact(width) {
        out.extend_from_slice(row);
        out.push(1.0);
    }
    out
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    // Eight sums beside each other, which the compiler turns into vectors.
    let mut sums = [0.0f32; 8];
    let (a8, b8) = (a.chunks_exact(8), b.chunks_exact(8));
    let tail: f32 = a8.remainder().iter().zip(b8.remainder()).map(|(x, y)| x * y).sum();
    for (x, y) in a8.zip(b8) {
        for i in 0..8 {
            sums[i] += x[i] * y[i];
        }
    }
    sums.iter().sum::<f32>() + tail
}

impl Biaffine {
    fn load(gemm: &Gemm, bundle: &Bundle<'_>, name: &str, input: usize, labels: usize) -> Result<Biaffine, ModelError> {
        let d = rows(bundle, &format!("{name}.left.weight"))?;
        Ok(Biaffine {
            left: Linear::load(gemm, bundle, &format!("{name}.left"), input, d)?,
            right: Linear::load(gemm, bundle, &format!("{name}.right"), input, d)?,
            pair: Linear::plain(gemm, bundle, &format!("{name}.pair"), d + 1, labels * (d + 1))?,
            labels,
        })
    }

    fn lefts(&self, gemm: &Gemm, x: &[f32]) -> Side {
        let a = with_one(&gelu(self.left.run(gemm, x)), self.left.output);
        Side {
            data: self.pair.run(gemm, &a),
            row: self.pair.output,
        }
    }

    fn rights(&self, gemm: &Gemm, x: &[f32]) -> Side {
        Side {
            data: with_one(&gelu(self.right.run(gemm, x)), self.right.output),
            row: self.right.output + 1,
        }
    }

    fn score(&self, left: &[f32], right: &[f32], out: &mut [f32]) {
        for (out, left) in out.iter_mut().zip(left.chunks_exact(right.len())).take(self.labels) {
            *out = dot(left, right);
        }
    }
}

/// Steps of the distance between two words: signed, ever coarser.
fn distance(from: usize, to: usize) -> usize {
    let step = match from.abs_diff(to) {
        d @ 0..=4 => d,
        5..=7 => 5,
        8..=15 => 6,
        _ => 7,
    };
    step + if to > from { 8 } else { 0 }
}

/// Links between a span (trigger or cue) and the mentions: biaffine, plus a network that also sees how far apart the
/// two stand and what kind of mention it is.
struct Link {
    biaffine: Biaffine,
    left: Linear,
    right: Linear,
    distances: Vec<f32>,
    kinds: Vec<f32>,
    first: Linear,
    second: Linear,
}

struct LinkSides {
    biaffine: Side,
    near: Side,
}

impl Link {
    fn load(
        gemm: &Gemm,
        bundle: &Bundle<'_>,
        name: &str,
        input: usize,
        kinds: usize,
        labels: usize,
    ) -> Result<Link, ModelError> {
        let d = rows(bundle, &format!("{name}.near.left.weight"))?;
        Ok(Link {
            biaffine: Biaffine::load(gemm, bundle, name, input, labels)?,
            left: Linear::load(gemm, bundle, &format!("{name}.near.left"), input, d)?,
            right: Linear::load(gemm, bundle, &format!("{name}.near.right"), input, d)?,
            distances: bundle.floats(&format!("{name}.near.distance"), &[16, d])?,
            kinds: bundle.floats(&format!("{name}.near.kind"), &[kinds + 1, d])?,
            first: Linear::load(gemm, bundle, &format!("{name}.near.0"), d, d)?,
            second: Linear::load(gemm, bundle, &format!("{name}.near.1"), d, labels)?,
        })
    }

    fn lefts(&self, gemm: &Gemm, x: &[f32]) -> LinkSides {
        LinkSides {
            biaffine: self.biaffine.lefts(gemm, x),
            near: Side {
                data: self.left.run(gemm, x),
                row: self.left.output,
            },
        }
    }

    fn rights(&self, gemm: &Gemm, x: &[f32]) -> LinkSides {
        LinkSides {
            biaffine: self.biaffine.rights(gemm, x),
            near: Side {
                data: self.right.run(gemm, x),
                row: self.right.output,
            },
        }
    }

    /// Scores of one left span with the mentions `to`: one row per mention, one column per label.
    #[allow(clippy::too_many_arguments)]
    fn scores(
        &self,
        gemm: &Gemm,
        lefts: &LinkSides,
        from: usize,
        at: usize,
        rights: &LinkSides,
        to: Range<usize>,
        mentions: &[Found],
        kinds: &[usize],
    ) -> Vec<f32> {
        let (d, labels) = (self.left.output, self.biaffine.labels);
        let left = lefts.near.row(from);
        let mut x = Vec::with_capacity(to.len() * d);
        for (m, j) in mentions.iter().zip(to.clone()) {
            let distance = &self.distances[distance(at, m.words.0) * d..][..d];
            let kind = &self.kinds[kinds[j] * d..][..d];
            let right = rights.near.row(j);
            x.extend((0..d).map(|i| left[i] + right[i] + (distance[i] + kind[i])));
        }
        let mut out = self.second.run(gemm, &gelu(self.first.run(gemm, &gelu(x))));
        let mut pair = vec![0.0; labels];
        for (out, j) in out.chunks_exact_mut(labels).zip(to) {
            self.biaffine
                .score(lefts.biaffine.row(from), rights.biaffine.row(j), &mut pair);
            out.iter_mut().zip(&pair).for_each(|(o, p)| *o += p);
        }
        out
    }
}

pub(crate) struct Heads {
    tags: Linear,
    span: Linear,
    kind: Net,
    event_type: Net,
    status: Net,
    mode: Net,
    stance: Net,
    form: Net,
    role: Link,
    source: Link,
    content: Biaffine,
    types: Vec<EventType>,
    kinds: Vec<MentionKind>,
    statuses: Vec<Status>,
    modes: Vec<Option<Mode>>,
    stances: Vec<Stance>,
    forms: Vec<Form>,
    calibration: Calibration,
    width: usize,
}

fn labels<T: FromStr<Err = UnknownCode>>(words: &[String]) -> Result<Vec<T>, ModelError> {
    if words.is_empty() {
        return Err(ModelError::content("a list of labels is empty"));
    }
    words
        .iter()
        .map(|w| w.parse().map_err(|e: UnknownCode| ModelError::content(e.to_string())))
        .collect()
}

/// Tags to spans: 0 outside, 1 begins, 2 goes on (or begins, where nothing is open).
fn spans(tags: &[f32], columns: Range<usize>, stride: usize) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::new();
    let mut open = false;
    for (i, row) in tags.chunks_exact(stride).enumerate() {
        let row = &row[columns.clone()];
        let tag = argmax(row);
        let p = probability(row, tag);
        match (tag, out.last_mut()) {
            (0, _) => open = false,
            (2, Some(last)) if open => {
                last.words.1 = i;
                last.score += p;
            }
            _ => {
                out.push(Found {
                    words: (i, i),
                    score: p,
                });
                open = true;
            }
        }
    }
    for f in &mut out {
        f.score /= (f.words.1 - f.words.0 + 1) as f32;
    }
    out
}

/// Whether a mention of a kind can hold a role at all, as the annotation guidelines define the two: a time is nothing
/// but when, an amount is no place, and only an amount or a group says how many.
fn takes(kind: MentionKind, role: usize) -> bool {
    let (time, amount) = (kind == MentionKind::Time, kind == MentionKind::Amount);
    match role {
        2 => !time && !amount,
        3 => time,
        4 => amount || kind == MentionKind::Grp,
        _ => !time,
    }
}

/// Triggers that stand side by side and have one type are the words of one action. None if there are no such.
fn join_triggers(events: &Sort, types: &[f32], labels: usize) -> Option<Vec<Vec<Found>>> {
    let mut any = false;
    let joined = (0..events.found.len())
        .map(|n| {
            let mut out: Vec<(Found, usize)> = Vec::with_capacity(events.found[n].len());
            for (f, i) in events.found[n].iter().zip(events.all(n)) {
                let of = argmax(&types[i * labels..][..labels]);
                match out.last_mut() {
                    Some((last, before)) if *before == of && last.words.1 + 1 == f.words.0 => {
                        let (a, b) = (length(last), length(f));
                        last.score = (last.score * a + f.score * b) / (a + b);
                        last.words.1 = f.words.1;
                        any = true;
                    }
                    _ => out.push((Found { ..*f }, of)),
                }
            }
            out.into_iter().map(|(f, _)| f).collect()
        })
        .collect();
    any.then_some(joined)
}

fn length(f: &Found) -> f32 {
    (f.words.1 - f.words.0 + 1) as f32
}

/// The likeliest stretch on one side of its cue: what a cue attributes never holds the cue itself.
fn likeliest_content(start: &[f32], end: &[f32], cue: Words) -> Option<Words> {
    let after = (cue.1 + 1).min(start.len());
    let before = likeliest_stretch(&start[..cue.0], &end[..cue.0]);
    let behind = likeliest_stretch(&start[after..], &end[after..]).map(|(a, b)| (a + after, b + after));
    let score = |q: Words| start[q.0] + end[q.1];
    match (before, behind) {
        (Some(a), Some(b)) => Some(if score(a) >= score(b) { a } else { b }),
        (a, b) => a.or(b),
    }
}

/// The likeliest start and end, with the start not after the end.
fn likeliest_stretch(start: &[f32], end: &[f32]) -> Option<Words> {
    // Going backwards, the best end so far is the best end for every start before it.
    let mut best_end = end.len().checked_sub(1)?;
    let mut best: Option<(f32, Words)> = None;
    for i in (0..start.len()).rev() {
        if end[i] >= end[best_end] {
            best_end = i;
        }
        let score = start[i] + end[best_end];
        // At equal scores the first stretch wins.
        if best.is_none_or(|(s, _)| score >= s) {
            best = Some((score, (i, best_end)));
        }
    }
    best.map(|b| b.1)
}

/// All spans of one sort in a batch, window after window.
struct Sort {
    found: Vec<Vec<Found>>,
    /// First index of each window's spans among all.
    starts: Vec<usize>,
    count: usize,
    vectors: Vec<f32>,
}

impl Sort {
    fn all(&self, window: usize) -> Range<usize> {
        self.starts[window]..self.starts[window] + self.found[window].len()
    }
}

impl Heads {
    pub(crate) fn load(gemm: &Gemm, bundle: &Bundle<'_>) -> Result<Heads, ModelError> {
        let l = &bundle.labels;
        let width = bundle.config.width;
        let net = |name: &str, output| Net::load(gemm, bundle, name, width, output);
        let mut modes = vec![None];
        match l.modes.split_first() {
            Some((first, rest)) if first.is_empty() => modes.extend(labels::<Mode>(rest)?.into_iter().map(Some)),
            _ => return Err(ModelError::content("its modes do not begin with none")),
        }
        Ok(Heads {
            tags: Linear::load(gemm, bundle, "tags", width, 9)?,
            span: Linear::load(gemm, bundle, "span", 2 * width, width)?,
            kind: net("kind", l.kinds.len())?,
            event_type: net("type", l.types.len())?,
            status: net("status", l.statuses.len())?,
            mode: net("mode", l.modes.len())?,
            stance: net("stance", l.stances.len())?,
            form: net("form", l.forms.len())?,
            role: Link::load(gemm, bundle, "role", width, l.kinds.len(), ROLES)?,
            source: Link::load(gemm, bundle, "source", width, l.kinds.len(), 2)?,
            content: Biaffine::load(gemm, bundle, "content", width, 2)?,
            types: labels(&l.types)?,
            kinds: labels(&l.kinds)?,
            statuses: labels(&l.statuses)?,
            modes,
            stances: labels(&l.stances)?,
            forms: labels(&l.forms)?,
            calibration: bundle.config.calibration.clone(),
            width,
        })
    }

    /// The spans that the tags from `column` on make, window after window.
    fn found(windows: &[Window], tags: &[f32], column: usize) -> Vec<Vec<Found>> {
        let mut at = 0;
        windows
            .iter()
            .map(|window| {
                let rows = &tags[at * 9..(at + window.words.len()) * 9];
                at += window.words.len();
                spans(rows, column..column + 3, 9)
            })
            .collect()
    }

    fn sort(&self, gemm: &Gemm, windows: &[Window], words: &[f32], found: Vec<Vec<Found>>) -> Sort {
        let w = self.width;
        let mut sort = Sort {
            found: Vec::with_capacity(windows.len()),
            starts: Vec::with_capacity(windows.len()),
            count: 0,
            vectors: Vec::new(),
        };
        let mut ends = Vec::new();
        let mut at = 0;
        for (window, found) in windows.iter().zip(found) {
            let n = window.words.len();
            for f in &found {
                ends.extend_from_slice(&words[(at + f.words.0) * w..][..w]);
                ends.extend_from_slice(&words[(at + f.words.1) * w..][..w]);
            }
            sort.starts.push(sort.count);
            sort.count += found.len();
            sort.found.push(found);
            at += n;
        }
        sort.vectors = self.span.run(gemm, &ends);
        sort
    }

    /// The graphs of all windows of a batch; `x` is the encoder's output. Spans count in each window's sentence.
    pub(crate) fn run(&self, gemm: &Gemm, x: &[f32], windows: &[Window]) -> Vec<SentenceGraph> {
        let w = self.width;
        let rows = windows.iter().flat_map(|v| &v.rows);
        let mut words = Vec::with_capacity(windows.iter().map(|v| v.rows.len()).sum::<usize>() * w);
        for &r in rows {
            words.extend_from_slice(&x[r * w..(r + 1) * w]);
        }
        let tags = self.tags.run(gemm, &words);
        let sort = |found| self.sort(gemm, windows, &words, found);
        let mentions = sort(Heads::found(windows, &tags, 0));
        let mut events = sort(Heads::found(windows, &tags, 3));
        let cues = sort(Heads::found(windows, &tags, 6));

        let kind_scores = self.kind.run(gemm, &mentions.vectors);
        let kinds: Vec<usize> = kind_scores.chunks_exact(self.kinds.len()).map(argmax).collect();
        let kind = |j: usize| (kinds[j], &kind_scores[j * self.kinds.len()..][..self.kinds.len()]);

        let mut types = self.event_type.run(gemm, &events.vectors);
        if let Some(joined) = join_triggers(&events, &types, self.types.len()) {
            events = sort(joined);
            types = self.event_type.run(gemm, &events.vectors);
        }
        let statuses = self.status.run(gemm, &events.vectors);
        let modes = self.mode.run(gemm, &events.vectors);
        let stances = self.stance.run(gemm, &cues.vectors);
        let forms = self.form.run(gemm, &cues.vectors);
        let role_lefts = self.role.lefts(gemm, &events.vectors);
        let role_rights = self.role.rights(gemm, &mentions.vectors);
        let source_lefts = self.source.lefts(gemm, &cues.vectors);
        let source_rights = self.source.rights(gemm, &mentions.vectors);
        let content_lefts = self.content.lefts(gemm, &cues.vectors);

        let mut out = Vec::with_capacity(windows.len());
        let mut at = 0;
        for (n, window) in windows.iter().enumerate() {
            let span = |q: Words| window.words[q.0].cover(window.words[q.1]);
            let (m, e, c) = (&mentions.found[n], &events.found[n], &cues.found[n]);
            let to = mentions.all(n);
            let mut graph = SentenceGraph::default();
            for (f, j) in m.iter().zip(to.clone()) {
                let (k, scores) = kind(j);
                graph.mentions.push(Mention {
                    span: span(f.words),
                    kind: self.kinds[k],
                    score: self.calibration.mention.apply(f.score * probability(scores, k)),
                });
            }
            for (f, i) in e.iter().zip(events.all(n)) {
                let scores = &types[i * self.types.len()..][..self.types.len()];
                let t = argmax(scores);
                let event_type = self.types[t];
                let mut event = EventMention {
                    trigger: span(f.words),
                    event_type,
                    mode: self.mode(event_type, &modes[i * self.modes.len()..][..self.modes.len()]),
                    status: self.statuses[argmax(&statuses[i * self.statuses.len()..][..self.statuses.len()])],
                    actors: Vec::new(),
                    recipients: Vec::new(),
                    places: Vec::new(),
                    times: Vec::new(),
                    amounts: Vec::new(),
                    score: self.calibration.event.apply(f.score * probability(scores, t)),
                    actor_score: 1.0,
                    recipient_score: 1.0,
                };
                let scores = self
                    .role
                    .scores(gemm, &role_lefts, i, f.words.0, &role_rights, to.clone(), m, &kinds);
                self.roles(&mut event, &scores, &kinds[to.clone()]);
                graph.events.push(event);
            }
            let content_rights =
                (!c.is_empty()).then(|| self.content.rights(gemm, &words[at * w..(at + window.words.len()) * w]));
            for (f, i) in c.iter().zip(cues.all(n)) {
                let scores =
                    self.source
                        .scores(gemm, &source_lefts, i, f.words.0, &source_rights, to.clone(), m, &kinds);
                let mut sources = Vec::new();
                let mut least = 1.0f32;
                for (j, row) in scores.chunks_exact(2).enumerate() {
                    if row[1] > row[0] {
                        sources.push(MentionId(j as u32));
                        least = least.min(probability(row, 1));
                    }
                }
                let content = content_rights.as_ref().and_then(|rights| {
                    let (mut start, mut end) = (Vec::new(), Vec::new());
                    for j in 0..window.words.len() {
                        let mut pair = [0.0; 2];
                        self.content.score(content_lefts.row(i), rights.row(j), &mut pair);
                        start.push(pair[0]);
                        end.push(pair[1]);
                    }
                    likeliest_content(&start, &end, f.words)
                });
                graph.attributions.push(Attribution {
                    cue: span(f.words),
                    content: content.map(span),
                    sources,
                    stance: self.stances[argmax(&stances[i * self.stances.len()..][..self.stances.len()])],
                    form: self.forms[argmax(&forms[i * self.forms.len()..][..self.forms.len()])],
                    score: self.calibration.attribution.apply(f.score * least),
                });
            }
            at += window.words.len();
            out.push(graph);
        }
        out
    }

    /// The likeliest mode that the codebook allows for the type.
    fn mode(&self, event_type: EventType, scores: &[f32]) -> Option<Mode> {
        let allowed = event_type.modes();
        let mut best = 0;
        for (i, mode) in self.modes.iter().enumerate() {
            if mode.is_some_and(|m| allowed.contains(&m)) && scores[i] > scores[best] {
                best = i;
            }
        }
        self.modes[best]
    }

    /// Every role by its own yes or no: a mention may be recipient and amount at once.
    fn roles(&self, event: &mut EventMention, scores: &[f32], kinds: &[usize]) {
        let mut link = |role: usize, mention: usize, p: f32| {
            let id = MentionId(mention as u32);
            match role {
                0 => {
                    event.actors.push(id);
                    event.actor_score = event.actor_score.min(p);
                }
                1 => {
                    event.recipients.push(id);
                    event.recipient_score = event.recipient_score.min(p);
                }
                2 => event.places.push(id),
                3 => event.times.push(id),
                _ => event.amounts.push(id),
            }
        };
        for (j, row) in scores.chunks_exact(ROLES).enumerate() {
            for (role, &x) in row.iter().enumerate() {
                if x > 0.0 && takes(self.kinds[kinds[j]], role) {
                    link(role, j, sigmoid(x));
                }
            }
        }
        if !event.actors.is_empty() {
            event.actor_score = self.calibration.actors.apply(event.actor_score);
        }
        if !event.recipients.is_empty() {
            event.recipient_score = self.calibration.recipients.apply(event.recipient_score);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_make_spans() {
        // Rows of three: outside, begins, goes on.
        let rows = |tags: &[usize]| -> Vec<f32> {
            tags.iter()
                .flat_map(|&t| (0..3).map(move |i| if i == t { 4.0 } else { 0.0 }))
                .collect()
        };
        let check = |tags: &[usize], expected: &[Words]| {
            let found: Vec<Words> = spans(&rows(tags), 0..3, 3).iter().map(|f| f.words).collect();
            assert_eq!(found, expected, "{tags:?}");
        };
        check(&[], &[]);
        check(&[0, 1, 2, 0, 1], &[(1, 2), (4, 4)]);
        check(&[1, 1, 2], &[(0, 0), (1, 2)]);
        check(&[2, 2, 0, 2], &[(0, 1), (3, 3)]);
        let sure = spans(&rows(&[1, 2]), 0..3, 3)[0].score;
        assert!((sure - probability(&[4.0, 0.0, 0.0], 0)).abs() < 1e-6);
    }

    #[test]
    fn a_content_never_ends_before_it_starts() {
        let check = |start: &[f32], end: &[f32], expected| assert_eq!(likeliest_stretch(start, end), expected);
        check(&[], &[], None);
        check(&[0.0], &[0.0], Some((0, 0)));
        check(&[0.0, 1.0, 5.0], &[9.0, 1.0, 2.0], Some((0, 0)));
        check(&[0.0, 4.0, 5.0], &[3.0, 1.0, 2.0], Some((2, 2)));
        check(&[3.0, 0.0, 2.0, 0.0], &[0.0, 1.0, 0.0, 5.0], Some((0, 3)));
    }

    #[test]
    fn a_content_stands_on_one_side_of_its_cue() {
        let check = |start: &[f32], end: &[f32], cue, expected| {
            assert_eq!(likeliest_content(start, end, cue), expected);
        };
        // Over the cue would be likeliest; the better side wins.
        check(&[9.0, 0.0, 1.0, 0.0], &[1.0, 0.0, 0.0, 9.0], (1, 1), Some((0, 0)));
        check(&[5.0, 0.0, 4.0, 0.0], &[0.0, 9.0, 1.0, 8.0], (1, 1), Some((2, 3)));
        check(&[0.0, 1.0], &[0.0, 1.0], (0, 0), Some((1, 1)));
        check(&[0.0, 1.0], &[0.0, 1.0], (1, 1), Some((0, 0)));
        check(&[0.0], &[0.0], (0, 0), None);
    }

    #[test]
    fn neighbours_of_one_type_are_one_trigger() {
        let found = |words| Found { words, score: 0.5 };
        let of = |spans: &[Words], starts: Vec<usize>, cut: usize| Sort {
            found: vec![
                spans[..cut].iter().map(|&w| found(w)).collect(),
                spans[cut..].iter().map(|&w| found(w)).collect(),
            ],
            starts,
            count: spans.len(),
            vectors: Vec::new(),
        };
        let row = |t: usize| (0..3).map(move |i| if i == t { 1.0 } else { 0.0 });
        let types = |of: &[usize]| -> Vec<f32> { of.iter().flat_map(|&t| row(t)).collect() };
        let spans = [(0, 0), (1, 2), (3, 3), (4, 4)];
        let check = |kinds: &[usize], cut: usize, expected: Option<Vec<Vec<Words>>>| {
            let joined = join_triggers(&of(&spans, vec![0, cut], cut), &types(kinds), 3);
            let words = joined.map(|all| all.iter().map(|f| f.iter().map(|f| f.words).collect()).collect());
            assert_eq!(words, expected, "{kinds:?}");
        };
        check(&[1, 1, 1, 2], 4, Some(vec![vec![(0, 3), (4, 4)], vec![]]));
        check(&[0, 1, 0, 1], 4, None);
        // Two windows are two sentences.
        check(&[1, 0, 0, 2], 2, None);
        check(&[1, 0, 2, 2], 2, Some(vec![vec![(0, 0), (1, 2)], vec![(3, 4)]]));
    }

    #[test]
    fn roles_that_a_kind_cannot_hold_are_left_out() {
        let held = |kind| (0..ROLES).filter(|&r| takes(kind, r)).collect::<Vec<_>>();
        assert_eq!(held(MentionKind::Time), [3]);
        assert_eq!(held(MentionKind::Amount), [0, 1, 4]);
        assert_eq!(held(MentionKind::Grp), [0, 1, 2, 4]);
        assert_eq!(held(MentionKind::Gpe), [0, 1, 2]);
    }

    #[test]
    fn distances_fall_into_sixteen_steps() {
        let seen: Vec<usize> = [(5, 5), (5, 4), (5, 6), (0, 6), (9, 0), (0, 15), (0, 16), (99, 0)]
            .iter()
            .map(|&(a, b)| distance(a, b))
            .collect();
        assert_eq!(seen, [0, 1, 9, 13, 6, 14, 15, 7]);
    }

    #[derive(serde::Deserialize)]
    struct Tiny {
        graph: Expected,
    }

    #[derive(serde::Deserialize)]
    struct Expected {
        mentions: Vec<ExpectedMention>,
        events: Vec<ExpectedEvent>,
        attributions: Vec<ExpectedAttribution>,
    }

    #[derive(serde::Deserialize)]
    struct ExpectedMention {
        words: Words,
        kind: String,
        score: f32,
    }

    #[derive(serde::Deserialize)]
    struct ExpectedEvent {
        words: Words,
        #[serde(rename = "type")]
        event_type: String,
        status: String,
        mode_logits: Vec<f32>,
        score: f32,
        actor: Vec<u32>,
        recipient: Vec<u32>,
        place: Vec<u32>,
        time: Vec<u32>,
        amount: Vec<u32>,
        actor_score: f32,
    }

    #[derive(serde::Deserialize)]
    struct ExpectedAttribution {
        words: Words,
        stance: String,
        form: String,
        source: Vec<u32>,
        content: Words,
        score: f32,
    }

    /// Against the second writing of the heads, in numpy (training/fixtures.py), over the same word vectors.
    #[test]
    fn graphs_are_those_of_the_reference() {
        let gemm = Gemm::new();
        let bundle = Bundle::open(crate::encoder::tests::TINY).unwrap();
        let heads = Heads::load(&gemm, &bundle).unwrap();
        let expected = serde_json::from_str::<Tiny>(crate::encoder::tests::EXPECTED)
            .unwrap()
            .graph;
        let (count, width) = (30, bundle.config.width);
        let number = |i: usize| (((i * 7919 + 13) % 101) as f32 / 50.0 - 1.0) * 2.0;
        let x: Vec<f32> = (0..count * width).map(number).collect();
        // Word n stands at bytes 2n and 2n + 1.
        let window = || Window {
            words: (0..count).map(|n| Span::new(2 * n, 2 * n + 1)).collect(),
            rows: (0..count).collect(),
        };
        let graphs = heads.run(&gemm, &x, &[window(), window()]);
        assert_eq!(graphs[0], graphs[1]);
        let graph = &graphs[0];
        let span = |q: Words| Span::new(2 * q.0, 2 * q.1 + 1);
        let ids = |of: &[MentionId]| of.iter().map(|m| m.0).collect::<Vec<u32>>();
        let near = |found: f32, expected: f32| assert!((found - expected).abs() < 1e-4, "{found}, expected {expected}");

        assert_eq!(graph.mentions.len(), expected.mentions.len());
        for (m, e) in graph.mentions.iter().zip(&expected.mentions) {
            assert_eq!((m.span, m.kind.as_str()), (span(e.words), e.kind.as_str()));
            near(m.score, e.score);
        }
        assert_eq!(graph.events.len(), expected.events.len());
        for (found, e) in graph.events.iter().zip(&expected.events) {
            assert_eq!(
                (found.trigger, found.event_type.as_str(), found.status.as_str()),
                (span(e.words), e.event_type.as_str(), e.status.as_str())
            );
            let roles = [
                &found.actors,
                &found.recipients,
                &found.places,
                &found.times,
                &found.amounts,
            ];
            let expected = [&e.actor, &e.recipient, &e.place, &e.time, &e.amount];
            assert_eq!(roles.map(|r| ids(r)), expected.map(Clone::clone));
            near(found.score, e.score);
            near(found.actor_score, e.actor_score);
            // The mode is the likeliest of those that the type allows.
            let allowed = found.event_type.modes();
            let best = (0..e.mode_logits.len())
                .filter(|&i| heads.modes[i].is_none_or(|m| allowed.contains(&m)))
                .max_by(|&a, &b| e.mode_logits[a].total_cmp(&e.mode_logits[b]));
            assert_eq!(found.mode, heads.modes[best.unwrap()]);
        }
        assert_eq!(graph.attributions.len(), expected.attributions.len());
        for (found, e) in graph.attributions.iter().zip(&expected.attributions) {
            assert_eq!(
                (found.cue, found.content, found.stance.as_str(), found.form.as_str()),
                (span(e.words), Some(span(e.content)), e.stance.as_str(), e.form.as_str())
            );
            assert_eq!(ids(&found.sources), e.source);
            near(found.score, e.score);
        }
    }
}
