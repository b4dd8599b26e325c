use std::collections::BTreeMap;
use std::fmt;
use std::ops::AddAssign;

use menurut_core::record::{AttributionRecord, EventMentionRecord, GraphRecord};

type Chars = [usize; 2];

/// A gold sentence and what was predicted for it.
#[derive(Debug, Clone, Copy)]
pub struct Pair<'a> {
    pub gold: &'a GraphRecord,
    pub predicted: Option<&'a GraphRecord>,
}

/// Gold sentences with their predictions, in the order of the gold ones.
#[derive(Debug, Clone)]
pub struct Alignment<'a> {
    pub pairs: Vec<Pair<'a>>,
}

impl<'a> Alignment<'a> {
    /// Joins by id where the texts are equal too, else by text. Of several predictions with one id or text the last
    /// counts.
    pub fn new(gold: &'a [GraphRecord], predicted: &'a [GraphRecord]) -> Alignment<'a> {
        let by_id: BTreeMap<&str, &GraphRecord> = predicted.iter().map(|p| (p.id.as_str(), p)).collect();
        let by_text: BTreeMap<&str, &GraphRecord> = predicted.iter().map(|p| (p.text.as_str(), p)).collect();
        let find = |gold: &GraphRecord| {
            let same_id = by_id.get(gold.id.as_str()).filter(|p| p.text == gold.text);
            same_id.or_else(|| by_text.get(gold.text.as_str())).copied()
        };
        Alignment {
            pairs: gold
                .iter()
                .map(|gold| Pair {
                    gold,
                    predicted: find(gold),
                })
                .collect(),
        }
    }

    pub fn scores(&self) -> Scores {
        let mut scores = Scores::default();
        for pair in &self.pairs {
            scores += pair.scores();
        }
        scores
    }

    /// The same per language of the gold sentences.
    pub fn scores_by_lang(&self) -> BTreeMap<String, Scores> {
        let mut by_lang: BTreeMap<String, Scores> = BTreeMap::new();
        for pair in &self.pairs {
            *by_lang.entry(pair.gold.lang.clone().unwrap_or_default()).or_default() += pair.scores();
        }
        by_lang
    }
}

/// Compares predicted graphs with gold ones.
pub fn score(gold: &[GraphRecord], predicted: &[GraphRecord]) -> Scores {
    Alignment::new(gold, predicted).scores()
}

/// The rows, in the order in which they are printed.
const ROWS: [&str; 15] = [
    "mention exact",
    "mention",
    "trigger",
    "event",
    "who-whom",
    "where-when-amount",
    "statement",
    "cue",
    "source",
    "attribution",
    "status future",
    "status hypothetical",
    "status negated",
    "stance denies",
    "stance unconfirmed",
];

/// What is counted among those events or cues that were found, whatever else is said of them.
const ACCURACIES: [&str; 5] = ["type", "status", "mode", "stance", "form"];

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Count {
    gold: usize,
    predicted: usize,
    matched: usize,
}

/// Counts over sentences; figures come from their sums (micro averages).
///
/// Spans match when they share at least a third of their union, unless a row says exact; contents of attributions
/// when they share half of it. Each gold item takes the first prediction that fits and is still free.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Scores {
    rows: [Count; ROWS.len()],
    right: [usize; ACCURACIES.len()],
    events: usize,
    cues: usize,
    content_overlap: f64,
    sentences: usize,
    without_prediction: usize,
}

/// One figure: F1 with what it is made of, rounded to four decimals.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Row {
    pub name: &'static str,
    pub f1: f64,
    pub precision: f64,
    pub recall: f64,
    /// How many there were to find.
    pub gold: usize,
}

impl AddAssign for Scores {
    fn add_assign(&mut self, other: Scores) {
        for (a, b) in self.rows.iter_mut().zip(other.rows) {
            a.gold += b.gold;
            a.predicted += b.predicted;
            a.matched += b.matched;
        }
        for (a, b) in self.right.iter_mut().zip(other.right) {
            *a += b;
        }
        self.events += other.events;
        self.cues += other.cues;
        self.content_overlap += other.content_overlap;
        self.sentences += other.sentences;
        self.without_prediction += other.without_prediction;
    }
}

impl Scores {
    /// All figures that are F1 scores.
    pub fn rows(&self) -> Vec<Row> {
        let row = |(name, c): (&'static str, &Count)| {
            let (precision, recall) = (share(c.matched, c.predicted), share(c.matched, c.gold));
            let sum = precision + recall;
            let f1 = if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 };
            Row {
                name,
                f1: four(f1),
                precision: four(precision),
                recall: four(recall),
                gold: c.gold,
            }
        };
        ROWS.into_iter().zip(&self.rows).map(row).collect()
    }

    pub fn row(&self, name: &str) -> Option<Row> {
        self.rows().into_iter().find(|r| r.name == name)
    }

    /// Shares of right types, statuses and modes among the triggers found, of stances and forms among the cues found.
    pub fn accuracies(&self) -> Vec<(&'static str, f64)> {
        let of = |i: usize| if i < 3 { self.events } else { self.cues };
        let share = |(i, name): (usize, &'static str)| (name, four(share(self.right[i], of(i))));
        ACCURACIES.into_iter().enumerate().map(share).collect()
    }

    /// How much of the contents of those cues that were found is shared, as F1 over characters, on average.
    pub fn content_overlap(&self) -> f64 {
        four(self.content_overlap / self.cues.max(1) as f64)
    }

    /// Gold sentences, and those of them for which nothing was predicted.
    pub fn sentences(&self) -> (usize, usize) {
        (self.sentences, self.without_prediction)
    }

    /// All figures as one JSON object, for machines.
    pub fn to_json(&self) -> serde_json::Value {
        let mut all = serde_json::Map::new();
        for r in self.rows() {
            let row = serde_json::json!({"f1": r.f1, "precision": r.precision, "recall": r.recall, "gold": r.gold});
            all.insert(r.name.to_owned(), row);
        }
        let accuracies = self.accuracies().into_iter().map(|(n, a)| (n.to_owned(), a.into()));
        all.insert("accuracy".to_owned(), serde_json::Value::Object(accuracies.collect()));
        all.insert("content overlap F1".to_owned(), self.content_overlap().into());
        let (gold, without) = self.sentences();
        all.insert(
            "sentences".to_owned(),
            serde_json::json!({"gold": gold, "without_prediction": without}),
        );
        serde_json::Value::Object(all)
    }
}

impl fmt::Display for Scores {
    /// A table for people, one figure a line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:<20} {:>6} {:>9} {:>6} {:>6}",
            "", "F1", "precision", "recall", "gold"
        )?;
        for r in self.rows() {
            writeln!(
                f,
                "{:<20} {:>6.3} {:>9.3} {:>6.3} {:>6}",
                r.name, r.f1, r.precision, r.recall, r.gold
            )?;
        }
        writeln!(f, "{:<20} {:>6.3}", "content overlap", self.content_overlap())?;
        for (i, (name, accuracy)) in self.accuracies().into_iter().enumerate() {
            let given = if i < 3 { "given trigger" } else { "given cue" };
            writeln!(f, "{:<20} {accuracy:>6.3}", format!("{name} {given}"))?;
        }
        let (gold, without) = self.sentences();
        writeln!(f, "sentences {gold}, of them without prediction {without}")
    }
}

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// Rounded to four decimals, as a decimal rounds.
fn four(x: f64) -> f64 {
    format!("{x:.4}").parse().unwrap_or(x)
}

/// Shared characters over all characters of two spans.
fn shared(a: Chars, b: Chars) -> f64 {
    let both = a[1].min(b[1]).saturating_sub(a[0].max(b[0]));
    let all = (a[1].saturating_sub(a[0]) + b[1].saturating_sub(b[0])).saturating_sub(both);
    if all == 0 { 0.0 } else { both as f64 / all as f64 }
}

fn overlap(a: Chars, b: Chars) -> bool {
    shared(a, b) >= 1.0 / 3.0
}

fn same_set(a: &[Chars], b: &[Chars]) -> bool {
    let covered = |x: &[Chars], y: &[Chars]| x.iter().all(|s| y.iter().any(|t| overlap(*s, *t)));
    a.len() == b.len() && covered(a, b) && covered(b, a)
}

fn content_f1(a: Option<Chars>, b: Option<Chars>) -> f64 {
    let (Some(a), Some(b)) = (a, b) else { return 0.0 };
    let both = a[1].min(b[1]).saturating_sub(a[0].max(b[0]));
    let sum = a[1].saturating_sub(a[0]) + b[1].saturating_sub(b[0]);
    if sum == 0 { 0.0 } else { 2.0 * both as f64 / sum as f64 }
}

/// An event with the spans of those who take part in it.
struct Event<'a> {
    record: &'a EventMentionRecord,
    actors: Vec<Chars>,
    recipients: Vec<Chars>,
    /// Place, time and amount.
    others: [Vec<Chars>; 3],
}

struct Attributed<'a> {
    record: &'a AttributionRecord,
    sources: Vec<Chars>,
}

/// A role that somebody has in an event.
struct Role<'a> {
    event: &'a EventMentionRecord,
    role: usize,
    who: Chars,
}

struct Graph<'a> {
    mentions: Vec<Chars>,
    events: Vec<Event<'a>>,
    attributions: Vec<Attributed<'a>>,
}

impl<'a> Graph<'a> {
    fn new(record: &'a GraphRecord) -> Graph<'a> {
        let by_id: BTreeMap<&str, Chars> = record.mentions.iter().map(|m| (m.id.as_str(), m.span)).collect();
        let spans = |ids: &[String]| ids.iter().filter_map(|id| by_id.get(id.as_str()).copied()).collect();
        let event = |e: &'a EventMentionRecord| Event {
            record: e,
            actors: spans(&e.actor),
            recipients: spans(&e.recipient),
            others: [spans(&e.place), spans(&e.time), spans(&e.amount)],
        };
        let attributed = |a: &'a AttributionRecord| Attributed {
            record: a,
            sources: spans(&a.source),
        };
        Graph {
            mentions: record.mentions.iter().map(|m| m.span).collect(),
            events: record.events.iter().map(event).collect(),
            attributions: record.attributions.iter().map(attributed).collect(),
        }
    }

    fn who_whom(&self) -> Vec<Role<'_>> {
        self.roles(|e| vec![&e.actors, &e.recipients])
    }

    fn where_when_amount(&self) -> Vec<Role<'_>> {
        self.roles(|e| e.others.iter().collect())
    }

    fn roles<'s>(&'s self, of: impl Fn(&'s Event<'a>) -> Vec<&'s Vec<Chars>>) -> Vec<Role<'s>> {
        let mut all = Vec::new();
        for e in &self.events {
            for (role, spans) in of(e).into_iter().enumerate() {
                all.extend(spans.iter().map(|&who| Role {
                    event: e.record,
                    role,
                    who,
                }));
            }
        }
        all
    }

    fn sources(&self) -> Vec<(Chars, Chars)> {
        let of = |a: &Attributed<'_>| a.sources.iter().map(|s| (a.record.cue, *s)).collect::<Vec<_>>();
        self.attributions.iter().flat_map(of).collect()
    }
}

/// Each gold item takes the first prediction that fits and is still free.
fn count<G, P>(gold: &[G], predicted: &[P], same: impl Fn(&G, &P) -> bool) -> Count {
    let mut free = vec![true; predicted.len()];
    let mut matched = 0;
    for g in gold {
        let found = predicted.iter().enumerate().find(|(i, p)| free[*i] && same(g, p));
        if let Some((i, _)) = found {
            free[i] = false;
            matched += 1;
        }
    }
    Count {
        gold: gold.len(),
        predicted: predicted.len(),
        matched,
    }
}

impl Pair<'_> {
    /// The counts of this sentence alone.
    pub fn scores(&self) -> Scores {
        let nothing = GraphRecord {
            id: String::new(),
            lang: None,
            text: String::new(),
            mentions: Vec::new(),
            events: Vec::new(),
            attributions: Vec::new(),
        };
        let gold = Graph::new(self.gold);
        let predicted = Graph::new(self.predicted.unwrap_or(&nothing));
        let mut scores = Scores {
            sentences: 1,
            without_prediction: usize::from(self.predicted.is_none()),
            ..Scores::default()
        };
        scores.rows = rows(&gold, &predicted);
        for g in &gold.events {
            let found = predicted.events.iter().find(|p| overlap(g.record.span, p.record.span));
            let Some(p) = found else { continue };
            scores.events += 1;
            scores.right[0] += usize::from(g.record.event_type == p.record.event_type);
            scores.right[1] += usize::from(g.record.status == p.record.status);
            scores.right[2] += usize::from(g.record.mode == p.record.mode);
        }
        for g in &gold.attributions {
            let found = predicted
                .attributions
                .iter()
                .find(|p| overlap(g.record.cue, p.record.cue));
            let Some(p) = found else { continue };
            scores.cues += 1;
            scores.right[3] += usize::from(g.record.stance == p.record.stance);
            scores.right[4] += usize::from(g.record.form == p.record.form);
            scores.content_overlap += content_f1(g.record.content, p.record.content);
        }
        scores
    }
}

fn rows(gold: &Graph<'_>, predicted: &Graph<'_>) -> [Count; ROWS.len()] {
    let trigger = |g: &Event<'_>, p: &Event<'_>| overlap(g.record.span, p.record.span);
    let event = |g: &Event<'_>, p: &Event<'_>| trigger(g, p) && g.record.event_type == p.record.event_type;
    let cue = |g: &Attributed<'_>, p: &Attributed<'_>| overlap(g.record.cue, p.record.cue);
    let role = |g: &Role<'_>, p: &Role<'_>| {
        overlap(g.event.span, p.event.span)
            && g.event.event_type == p.event.event_type
            && g.role == p.role
            && overlap(g.who, p.who)
    };
    let status = |word: &str| {
        let only = |of: &Graph<'_>| -> Vec<Chars> {
            let fit = of.events.iter().filter(|e| e.record.status == word);
            fit.map(|e| e.record.span).collect()
        };
        count(&only(gold), &only(predicted), |g, p| overlap(*g, *p))
    };
    let stance = |word: &str| {
        let only = |of: &Graph<'_>| -> Vec<Chars> {
            let fit = of.attributions.iter().filter(|a| a.record.stance == word);
            fit.map(|a| a.record.cue).collect()
        };
        count(&only(gold), &only(predicted), |g, p| overlap(*g, *p))
    };
    [
        count(&gold.mentions, &predicted.mentions, |g, p| g == p),
        count(&gold.mentions, &predicted.mentions, |g, p| overlap(*g, *p)),
        count(&gold.events, &predicted.events, trigger),
        count(&gold.events, &predicted.events, event),
        count(&gold.who_whom(), &predicted.who_whom(), role),
        count(&gold.where_when_amount(), &predicted.where_when_amount(), role),
        count(&gold.events, &predicted.events, |g, p| {
            event(g, p) && same_set(&g.actors, &p.actors) && same_set(&g.recipients, &p.recipients)
        }),
        count(&gold.attributions, &predicted.attributions, cue),
        count(&gold.sources(), &predicted.sources(), |g, p| {
            overlap(g.0, p.0) && overlap(g.1, p.1)
        }),
        count(&gold.attributions, &predicted.attributions, |g, p| {
            let content = match (g.record.content, p.record.content) {
                (Some(g), Some(p)) => shared(g, p) >= 0.5,
                _ => false,
            };
            cue(g, p) && same_set(&g.sources, &p.sources) && g.record.stance == p.record.stance && content
        }),
        status("future"),
        status("hypothetical"),
        status("negated"),
        stance("denies"),
        stance("unconfirmed"),
    ]
}
