use std::collections::BTreeMap;
use std::ops::AddAssign;

use menurut_core::record::{AttributionRecord, EventMentionRecord, GraphRecord};

use crate::report::{Cell, Table};
use crate::spans::{Chars, character_f1, overlap, same_set, shared};

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

/// How many there were to find, how many were found, and how many of these are right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Count {
    pub(crate) gold: usize,
    pub(crate) predicted: usize,
    pub(crate) matched: usize,
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Count) {
        self.gold += other.gold;
        self.predicted += other.predicted;
        self.matched += other.matched;
    }
}

impl Count {
    pub(crate) fn row(&self, name: &'static str) -> Row {
        let (precision, recall) = (share(self.matched, self.predicted), share(self.matched, self.gold));
        let sum = precision + recall;
        let f1 = if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 };
        Row {
            name,
            f1: four(f1),
            precision: four(precision),
            recall: four(recall),
            gold: self.gold,
        }
    }

    /// F1, precision, recall and the number to find, as they stand in a table.
    pub(crate) fn cells(&self) -> [Cell; 4] {
        self.row("").cells()
    }
}

impl Row {
    fn cells(&self) -> [Cell; 4] {
        [
            Cell::Figure(self.f1),
            Cell::Figure(self.precision),
            Cell::Figure(self.recall),
            Cell::Count(self.gold),
        ]
    }
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
            *a += b;
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
        let row = |(name, c): (&'static str, &Count)| c.row(name);
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

/// All figures of several groups of sentences beside each other.
pub fn table(groups: &[(&str, &Scores)]) -> Table {
    let mut header = vec![String::new()];
    for (group, _) in groups {
        let of = |figure: &str| format!("{group} {figure}").trim().to_owned();
        header.extend(["F1", "P", "R", "gold"].map(of));
    }
    let mut table = Table {
        header,
        ..Table::default()
    };
    for (n, name) in ROWS.into_iter().enumerate() {
        let cells = groups.iter().flat_map(|(_, s)| s.rows[n].cells());
        table.row([Cell::words(name)].into_iter().chain(cells));
    }
    let mut lone = |name: String, figures: Vec<f64>| {
        let cells = figures
            .into_iter()
            .flat_map(|f| [Cell::Figure(f), Cell::Empty, Cell::Empty, Cell::Empty]);
        table.row([Cell::Words(name)].into_iter().chain(cells));
    };
    for (n, name) in ACCURACIES.into_iter().enumerate() {
        let given = if n < 3 { "given trigger" } else { "given cue" };
        let figures = groups.iter().map(|(_, s)| s.accuracies()[n].1).collect();
        lone(format!("{name} {given}"), figures);
    }
    lone(
        "content overlap".to_owned(),
        groups.iter().map(|(_, s)| s.content_overlap()).collect(),
    );
    let counts = groups
        .iter()
        .flat_map(|(_, s)| [Cell::Empty, Cell::Empty, Cell::Empty, Cell::Count(s.sentences)]);
    table.row([Cell::words("sentences")].into_iter().chain(counts));
    table
}

pub(crate) fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// Rounded to four decimals, as a decimal rounds.
pub(crate) fn four(x: f64) -> f64 {
    format!("{x:.4}").parse().unwrap_or(x)
}

/// An event with the spans of those who take part in it.
pub(crate) struct Event<'a> {
    pub(crate) record: &'a EventMentionRecord,
    pub(crate) actors: Vec<Chars>,
    pub(crate) recipients: Vec<Chars>,
    /// Place, time and amount.
    pub(crate) others: [Vec<Chars>; 3],
}

pub(crate) struct Attributed<'a> {
    pub(crate) record: &'a AttributionRecord,
    pub(crate) sources: Vec<Chars>,
}

impl Event<'_> {
    pub(crate) fn same_trigger(&self, other: &Event<'_>) -> bool {
        overlap(self.record.span, other.record.span)
    }

    pub(crate) fn same_event(&self, other: &Event<'_>) -> bool {
        self.same_trigger(other) && self.record.event_type == other.record.event_type
    }
}

impl Attributed<'_> {
    pub(crate) fn same_cue(&self, other: &Attributed<'_>) -> bool {
        overlap(self.record.cue, other.record.cue)
    }
}

/// A role that somebody has in an event.
pub(crate) struct Role<'a> {
    event: &'a EventMentionRecord,
    role: usize,
    who: Chars,
}

pub(crate) struct Graph<'a> {
    /// With their kinds.
    pub(crate) mentions: Vec<(Chars, &'a str)>,
    pub(crate) events: Vec<Event<'a>>,
    pub(crate) attributions: Vec<Attributed<'a>>,
}

impl<'a> Graph<'a> {
    pub(crate) fn new(record: &'a GraphRecord) -> Graph<'a> {
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
            mentions: record.mentions.iter().map(|m| (m.span, m.kind.as_str())).collect(),
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

/// For each gold item the prediction that it takes: the first that fits and is still free.
pub(crate) fn pairing<G, P>(gold: &[G], predicted: &[P], same: impl Fn(&G, &P) -> bool) -> Vec<Option<usize>> {
    let mut free = vec![true; predicted.len()];
    let mut taken = Vec::with_capacity(gold.len());
    for g in gold {
        let found = (0..predicted.len()).find(|&i| free[i] && same(g, &predicted[i]));
        if let Some(i) = found {
            free[i] = false;
        }
        taken.push(found);
    }
    taken
}

pub(crate) fn count<G, P>(gold: &[G], predicted: &[P], same: impl Fn(&G, &P) -> bool) -> Count {
    Count {
        gold: gold.len(),
        predicted: predicted.len(),
        matched: pairing(gold, predicted, same).into_iter().flatten().count(),
    }
}

pub(crate) fn nothing() -> GraphRecord {
    GraphRecord {
        id: String::new(),
        lang: None,
        text: String::new(),
        mentions: Vec::new(),
        events: Vec::new(),
        attributions: Vec::new(),
    }
}

impl Pair<'_> {
    /// The counts of this sentence alone.
    pub fn scores(&self) -> Scores {
        let nothing = nothing();
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
            scores.content_overlap += character_f1(g.record.content, p.record.content);
        }
        scores
    }
}

fn rows(gold: &Graph<'_>, predicted: &Graph<'_>) -> [Count; ROWS.len()] {
    let trigger = |g: &Event<'_>, p: &Event<'_>| g.same_trigger(p);
    let event = |g: &Event<'_>, p: &Event<'_>| g.same_event(p);
    let cue = |g: &Attributed<'_>, p: &Attributed<'_>| g.same_cue(p);
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
        count(&gold.mentions, &predicted.mentions, |g, p| overlap(g.0, p.0)),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stm;

    /// The graphs of one sentence marked in two ways.
    fn scores(gold: (&str, &str), predicted: (&str, &str)) -> Scores {
        let record = |(marked, links): (&str, &str)| {
            let reading = stm::read("t", &format!("# id=t lang=en\n{marked}\n{links}\n"));
            assert_eq!(reading.faults, []);
            reading.items[0].to_record()
        };
        score(&[record(gold)], &[record(predicted)])
    }

    fn figures(scores: &Scores, name: &str) -> (f64, f64, f64, usize) {
        let row = scores.row(name).unwrap();
        (row.f1, row.precision, row.recall, row.gold)
    }

    const GOLD: (&str, &str) = (
        "[m1 GPE|Norland] [e1 SANCTION|expelled] [m2 GRP|two diplomats] and [m3 GPE|Sudland] [a1 CUE|said] {a1|it will \
         [e2 SANCTION|retaliate] in [m4 TIME|June]}.",
        "e1 m1>m2 expel ; e2 > ^m4 future ; a1 <m3",
    );

    /// One event of two with its type, one of two participants, the source missing, a status wrong.
    #[test]
    fn figures_are_those_counted_by_hand() {
        let found = scores(
            GOLD,
            (
                "[m1 GPE|Norland] [e1 SANCTION|expelled] [m2 AMOUNT|two] diplomats and Sudland [a1 CUE|said] {a1|it will \
                 [e2 ASSAULT|retaliate]} in [m4 TIME|June].",
                "e1 m1>m2 ; e2 m1> ^m4 ; a1 <",
            ),
        );
        // Four mentions to find, two of three right; "two" shares 3 of 13 characters with "two diplomats": under a third.
        assert_eq!(figures(&found, "mention exact"), (0.5714, 0.6667, 0.5, 4));
        assert_eq!(figures(&found, "mention"), (0.5714, 0.6667, 0.5, 4));
        assert_eq!(figures(&found, "trigger"), (1.0, 1.0, 1.0, 2));
        assert_eq!(figures(&found, "event"), (0.5, 0.5, 0.5, 2));
        // Norland is right, "two" is not, and the third belongs to an event of another type.
        assert_eq!(figures(&found, "who-whom"), (0.4, 0.3333, 0.5, 2));
        assert_eq!(figures(&found, "where-when-amount"), (0.0, 0.0, 0.0, 1));
        assert_eq!(figures(&found, "statement"), (0.0, 0.0, 0.0, 2));
        assert_eq!(figures(&found, "cue"), (1.0, 1.0, 1.0, 1));
        assert_eq!(figures(&found, "source"), (0.0, 0.0, 0.0, 1));
        assert_eq!(figures(&found, "attribution"), (0.0, 0.0, 0.0, 1));
        assert_eq!(figures(&found, "status future"), (0.0, 0.0, 0.0, 1));
        let accuracies = found.accuracies();
        assert_eq!(
            accuracies,
            [
                ("type", 0.5),
                ("status", 0.5),
                ("mode", 0.5),
                ("stance", 1.0),
                ("form", 1.0)
            ]
        );
        // "it will retaliate" (17 characters) of "it will retaliate in June" (25): 2 * 17 / 42.
        assert_eq!(found.content_overlap(), 0.8095);
        assert_eq!(found.sentences(), (1, 0));
    }

    #[test]
    fn gold_against_itself_is_perfect_and_nothing_predicted_is_nothing() {
        let same = scores(GOLD, GOLD);
        for row in same.rows().iter().filter(|r| r.gold > 0) {
            assert_eq!((row.f1, row.precision, row.recall), (1.0, 1.0, 1.0), "{}", row.name);
        }
        let record = stm::read("t", &format!("# id=t lang=en\n{}\n{}\n", GOLD.0, GOLD.1)).items[0].to_record();
        let none = score(std::slice::from_ref(&record), &[]);
        assert_eq!(none.sentences(), (1, 1));
        assert!(none.rows().iter().all(|r| r.f1 == 0.0 && r.precision == 0.0));
    }

    /// Gold items choose in their order and take the first that fits, even where another choice would match more.
    #[test]
    fn matching_is_greedy_in_the_order_of_the_gold() {
        let record = |triggers: &[[usize; 2]]| {
            let event = |span: &[usize; 2]| {
                serde_json::json!({"id": "e", "type": "AID", "mode": "", "status": "actual", "span": span, "text": "",
                    "actor": [], "recipient": [], "place": [], "time": [], "amount": []})
            };
            let events: Vec<_> = triggers.iter().map(event).collect();
            let whole = serde_json::json!({"id": "x", "lang": "en", "text": "0123456789", "mentions": [],
                "events": events, "attributions": []});
            serde_json::from_value::<GraphRecord>(whole).unwrap()
        };
        // The first gold trigger fits both predictions and takes the first of them, the only one for the second.
        let gold = [record(&[[0, 10], [0, 4]])];
        assert_eq!(
            score(&gold, &[record(&[[0, 6], [5, 10]])])
                .row("trigger")
                .unwrap()
                .recall,
            0.5
        );
        assert_eq!(
            score(&gold, &[record(&[[5, 10], [0, 6]])])
                .row("trigger")
                .unwrap()
                .recall,
            1.0
        );
        // One prediction serves one gold item in the rows, but every gold item in the accuracies.
        let one = score(&gold, &[record(&[[0, 6]])]);
        assert_eq!(one.row("trigger").unwrap().recall, 0.5);
        assert_eq!(one.accuracies()[0], ("type", 1.0));
    }

    #[test]
    fn sentences_are_joined_by_id_where_the_text_is_equal_else_by_text() {
        let record = |id: &str, text: &str| GraphRecord {
            id: id.to_owned(),
            text: text.to_owned(),
            ..nothing()
        };
        let gold = [record("1", "A."), record("2", "B."), record("3", "C.")];
        let predicted = [record("1", "B."), record("2", "A.")];
        let alignment = Alignment::new(&gold, &predicted);
        let ids: Vec<Option<&str>> = alignment
            .pairs
            .iter()
            .map(|p| p.predicted.map(|p| p.id.as_str()))
            .collect();
        assert_eq!(ids, [Some("2"), Some("1"), None]);
        assert_eq!(alignment.scores().sentences(), (3, 1));
    }

    #[test]
    fn groups_stand_beside_each_other() {
        let (one, two) = (scores(GOLD, GOLD), Scores::default());
        let table = table(&[("id", &one), ("en", &two)]);
        assert_eq!(table.cell("event", "id F1"), Some(&Cell::Figure(1.0)));
        assert_eq!(table.cell("event", "en gold"), Some(&Cell::Count(0)));
        assert_eq!(table.cell("sentences", "id gold"), Some(&Cell::Count(1)));
        assert_eq!(table.cell("type given trigger", "id F1"), Some(&Cell::Figure(1.0)));
    }
}
