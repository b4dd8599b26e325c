//! A gold graph and a predicted one beside each other, made to be read.

use crate::scores::{Attributed, Event, Graph, Pair, nothing, pairing};
use crate::spans::{Chars, same_set, shared};

/// How a line of one graph stands to the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Same,
    /// Both have it, but not alike.
    Differs,
    /// Only the gold graph has it.
    Missed,
    /// Only the predicted graph has it.
    Invented,
}

/// One thing that is said of a sentence, in both graphs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// `event`, `who`, `whom`, `where`, `when`, `amount`, `cue`, `source`, `content`.
    pub what: &'static str,
    pub gold: String,
    pub predicted: String,
    pub verdict: Verdict,
}

/// A sentence with its two graphs.
#[derive(Debug, Clone, PartialEq)]
pub struct SideBySide {
    pub id: String,
    pub lang: String,
    pub text: String,
    /// Lines that are not alike.
    pub mistakes: usize,
    pub lines: Vec<Line>,
}

/// The sentences in which most is not alike, at most `n` of them; of equals the earlier first. Sentences in which all
/// is alike are not among them.
pub fn worst(pairs: &[Pair<'_>], n: usize) -> Vec<SideBySide> {
    let mut all: Vec<SideBySide> = pairs.iter().map(SideBySide::new).filter(|s| s.mistakes > 0).collect();
    all.sort_by_key(|s| std::cmp::Reverse(s.mistakes));
    all.truncate(n);
    all
}

impl SideBySide {
    pub fn new(pair: &Pair<'_>) -> SideBySide {
        let nothing = nothing();
        let predicted = pair.predicted.unwrap_or(&nothing);
        let (gold, found) = (Graph::new(pair.gold), Graph::new(predicted));
        let chars: Vec<char> = pair.gold.text.chars().collect();
        let mut lines = Vec::new();
        // First triggers of the same type find each other, then what is left by place alone.
        let mut partner = pairing(&gold.events, &found.events, |g, p| g.same_event(p));
        complete(&mut partner, &gold.events, &found.events, |g, p| g.same_trigger(p));
        for (g, p) in rows(&partner, found.events.len()) {
            let (g, p) = (g.map(|i| &gold.events[i]), p.map(|i| &found.events[i]));
            event_lines(&chars, g, p, &mut lines);
        }
        let partner = pairing(&gold.attributions, &found.attributions, |g, p| g.same_cue(p));
        for (g, p) in rows(&partner, found.attributions.len()) {
            let (g, p) = (g.map(|i| &gold.attributions[i]), p.map(|i| &found.attributions[i]));
            attribution_lines(&chars, g, p, &mut lines);
        }
        SideBySide {
            id: pair.gold.id.clone(),
            lang: pair.gold.lang.clone().unwrap_or_default(),
            text: pair.gold.text.clone(),
            mistakes: lines.iter().filter(|l| l.verdict != Verdict::Same).count(),
            lines,
        }
    }
}

/// Gives partners to gold items that have none, among predictions that nobody took.
fn complete<G, P>(partner: &mut [Option<usize>], gold: &[G], predicted: &[P], same: impl Fn(&G, &P) -> bool) {
    for n in 0..partner.len() {
        if partner[n].is_none() {
            partner[n] = (0..predicted.len()).find(|i| !partner.contains(&Some(*i)) && same(&gold[n], &predicted[*i]));
        }
    }
}

/// Gold items with their partners, then predictions without one.
fn rows(partner: &[Option<usize>], predicted: usize) -> Vec<(Option<usize>, Option<usize>)> {
    let mut rows: Vec<_> = partner.iter().enumerate().map(|(g, p)| (Some(g), *p)).collect();
    let left = (0..predicted).filter(|i| !partner.contains(&Some(*i)));
    rows.extend(left.map(|p| (None, Some(p))));
    rows
}

fn words(chars: &[char], [start, end]: Chars) -> String {
    let end = end.min(chars.len());
    chars[start.min(end)..end].iter().collect()
}

fn list(chars: &[char], spans: &[Chars]) -> String {
    spans.iter().map(|s| words(chars, *s)).collect::<Vec<_>>().join("; ")
}

fn line(what: &'static str, gold: Option<String>, predicted: Option<String>, same: bool) -> Line {
    let verdict = match (&gold, &predicted) {
        (Some(_), None) => Verdict::Missed,
        (None, Some(_)) => Verdict::Invented,
        _ if same => Verdict::Same,
        _ => Verdict::Differs,
    };
    Line {
        what,
        gold: gold.unwrap_or_default(),
        predicted: predicted.unwrap_or_default(),
        verdict,
    }
}

/// The line of a list of spans, unless neither graph has any.
fn span_line(what: &'static str, chars: &[char], gold: &[Chars], predicted: &[Chars]) -> Option<Line> {
    let shown = |spans: &[Chars]| (!spans.is_empty()).then(|| list(chars, spans));
    let (g, p) = (shown(gold), shown(predicted));
    (g.is_some() || p.is_some()).then(|| line(what, g, p, same_set(gold, predicted)))
}

fn event_lines(chars: &[char], gold: Option<&Event<'_>>, predicted: Option<&Event<'_>>, lines: &mut Vec<Line>) {
    let shown = |e: &Event<'_>| {
        let r = e.record;
        let mut shown = format!("{} '{}'", r.event_type, words(chars, r.span));
        for word in [&r.mode, &r.status]
            .into_iter()
            .filter(|w| !w.is_empty() && *w != "actual")
        {
            shown.push(' ');
            shown.push_str(word);
        }
        shown
    };
    let same = gold
        .zip(predicted)
        .is_some_and(|(g, p)| g.same_event(p) && g.record.mode == p.record.mode && g.record.status == p.record.status);
    lines.push(line("event", gold.map(shown), predicted.map(shown), same));
    let roles = |e: Option<&'_ Event<'_>>| -> [Vec<Chars>; 5] {
        e.map_or_else(Default::default, |e| {
            let [place, time, amount] = e.others.clone();
            [e.actors.clone(), e.recipients.clone(), place, time, amount]
        })
    };
    let (g, p) = (roles(gold), roles(predicted));
    for (n, what) in ["who", "whom", "where", "when", "amount"].into_iter().enumerate() {
        lines.extend(span_line(what, chars, &g[n], &p[n]));
    }
}

fn attribution_lines(
    chars: &[char],
    gold: Option<&Attributed<'_>>,
    predicted: Option<&Attributed<'_>>,
    lines: &mut Vec<Line>,
) {
    let shown = |a: &Attributed<'_>| {
        let r = a.record;
        let mut shown = format!("'{}'", words(chars, r.cue));
        for word in [&r.stance, &r.form]
            .into_iter()
            .filter(|w| *w != "asserts" && *w != "indirect")
        {
            shown.push(' ');
            shown.push_str(word);
        }
        shown
    };
    let same = gold
        .zip(predicted)
        .is_some_and(|(g, p)| g.record.stance == p.record.stance && g.record.form == p.record.form);
    lines.push(line("cue", gold.map(shown), predicted.map(shown), same));
    let sources = |a: Option<&Attributed<'_>>| a.map(|a| a.sources.clone()).unwrap_or_default();
    lines.extend(span_line("source", chars, &sources(gold), &sources(predicted)));
    let content = |a: Option<&Attributed<'_>>| a.and_then(|a| a.record.content);
    let (g, p) = (content(gold), content(predicted));
    let same = g.zip(p).is_some_and(|(g, p)| shared(g, p) >= 0.5);
    if g.is_some() || p.is_some() {
        let shown = |c: Option<Chars>| c.map(|c| words(chars, c));
        lines.push(line("content", shown(g), shown(p), same));
    }
}

#[cfg(test)]
mod tests {
    use menurut_core::record::GraphRecord;

    use super::*;

    fn record(marked: &str, links: &str) -> GraphRecord {
        crate::stm::read("t", &format!("# id=t lang=en\n{marked}\n{links}\n")).items[0].to_record()
    }

    #[test]
    fn what_differs_stands_beside_each_other() {
        let gold = record(
            "[m1 GPE|Norland] [e1 SANCTION|expelled] [m2 GRP|two diplomats], [m3 MEDIA|Reef Post] [a1 CUE|said] {a1|today}.",
            "e1 m1>m2 expel ; a1 <m3",
        );
        let found = record(
            "[m1 GPE|Norland] [e1 COERCE|expelled] two diplomats, [m2 MEDIA|Reef Post] [e2 CONSULT|said] today.",
            "e1 m1> future deport ; e2 m2>",
        );
        let side = SideBySide::new(&Pair {
            gold: &gold,
            predicted: Some(&found),
        });
        let shown: Vec<String> = side
            .lines
            .iter()
            .map(|l| format!("{} | {} | {} | {:?}", l.what, l.gold, l.predicted, l.verdict))
            .collect();
        assert_eq!(
            shown,
            [
                "event | SANCTION 'expelled' expel | COERCE 'expelled' deport future | Differs",
                "who | Norland | Norland | Same",
                "whom | two diplomats |  | Missed",
                "event |  | CONSULT 'said' | Invented",
                "who |  | Reef Post | Invented",
                "cue | 'said' |  | Missed",
                "source | Reef Post |  | Missed",
                "content | today |  | Missed",
            ]
        );
        assert_eq!(side.mistakes, 7);
        let same = Pair {
            gold: &gold,
            predicted: Some(&gold),
        };
        assert_eq!(SideBySide::new(&same).mistakes, 0);
    }

    #[test]
    fn the_worst_come_first_and_perfect_ones_not_at_all() {
        let one = record("[m1 GPE|Norland] [e1 AID|helps].", "e1 m1>");
        let two = record(
            "[m1 GPE|Sudland] [e1 AID|helps] and [e2 CONSULT|visits].",
            "e1 m1> ; e2 m1>",
        );
        let empty = nothing();
        let pair = |gold, predicted| Pair {
            gold,
            predicted: Some(predicted),
        };
        let pairs = [pair(&one, &one), pair(&one, &empty), pair(&two, &empty)];
        let found = worst(&pairs, 9);
        assert_eq!(found.iter().map(|s| s.mistakes).collect::<Vec<_>>(), [4, 2]);
        assert_eq!(worst(&pairs, 1).len(), 1);
    }
}
