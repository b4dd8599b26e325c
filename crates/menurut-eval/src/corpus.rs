//! Folders of .stm files as a whole: what is wrong with them beyond single items, and what they hold.

use std::collections::{BTreeMap, BTreeSet};

use menurut_core::{EventMention, EventType, Form, MentionId, MentionKind, Mode, Stance, Status};

use crate::report::{Cell, Table};
use crate::stm::{Fault, Item, Reading};

/// The articles that are never trained on: ids, one a line, `#` begins a comment. In the file's order, with lines.
pub fn dev_ids(text: &str) -> Vec<(usize, &str)> {
    let lines = text.lines().enumerate().map(|(n, l)| (n + 1, l.trim()));
    lines.filter(|(_, l)| !l.is_empty() && !l.starts_with('#')).collect()
}

/// Everything wrong in the files read, the faults of single items among it, by file and line.
///
/// `dev` is the list of dev articles with its file's name; leave it out where only a part of the corpus was read.
pub fn faults(reading: &Reading, dev: Option<(&str, &str)>) -> Vec<Fault> {
    let mut check = Check {
        faults: reading.faults.clone(),
    };
    check.heads(reading);
    check.documents(reading);
    for item in &reading.items {
        check.item(item);
    }
    if let Some((file, text)) = dev {
        check.dev(reading, file, text);
    }
    check.faults.sort();
    check.faults
}

struct Check {
    faults: Vec<Fault>,
}

impl Check {
    fn fault(&mut self, file: &str, line: usize, id: &str, message: String, mend: impl Into<String>) {
        self.faults.push(Fault {
            file: file.to_owned(),
            line,
            id: Some(id.to_owned()),
            message,
            mend: mend.into(),
        });
    }

    fn at(&mut self, item: &Item, message: String, mend: impl Into<String>) {
        self.fault(&item.file, item.line, &item.id, message, mend);
    }

    fn heads(&mut self, reading: &Reading) {
        let documents: BTreeSet<&str> = reading.items.iter().filter_map(document).collect();
        let broken: BTreeSet<&str> = reading.faults.iter().map(|f| f.file.as_str()).collect();
        let mut seen = BTreeSet::new();
        for head in &reading.articles {
            let mut fault = |message: &str, mend: &str| {
                self.fault(&head.file, head.line, &head.id, message.to_owned(), mend);
            };
            if !seen.insert(head.id.as_str()) {
                fault("article twice", "give the second article an id of its own");
            }
            if head.outlet.is_none() {
                fault("article without outlet", "add '| outlet=Invented_Name' to its comment");
            }
            if !head.date.as_deref().is_some_and(is_date) {
                fault("article without a date", "add '| date=2024-11-30' to its comment");
            }
            if !documents.contains(head.id.as_str()) && !broken.contains(head.file.as_str()) {
                fault("article without sentences", "its sentences say doc= with this id");
            }
        }
    }

    /// The sentences of an article stand together, in one file, under its comment, in one language.
    fn documents(&mut self, reading: &Reading) {
        let heads: BTreeMap<&str, (&str, usize)> = reading
            .articles
            .iter()
            .map(|h| (h.id.as_str(), (h.file.as_str(), h.line)))
            .collect();
        let mut langs: BTreeMap<&str, &str> = BTreeMap::new();
        let mut last = None;
        for item in &reading.items {
            let part = item.meta.get("part").map(String::as_str);
            let Some(doc) = document(item) else {
                if part.is_some() {
                    self.at(
                        item,
                        "part= without doc=".to_owned(),
                        "name the article too, or leave both out",
                    );
                }
                last = None;
                continue;
            };
            if !matches!(part, Some("headline" | "body")) {
                self.at(
                    item,
                    "no part= of its article".to_owned(),
                    "write part=headline or part=body",
                );
            }
            if !item.id.strip_prefix(doc).is_some_and(|rest| rest.starts_with('-')) {
                let mend = format!("call it {doc}-01 or so");
                self.at(item, format!("id does not begin with its article's, {doc}"), mend);
            }
            let first = last != Some(doc);
            if first && langs.contains_key(doc) {
                let mend = "move its sentences together, or give the second article its own id";
                self.at(item, format!("article {doc} goes on after another"), mend);
            }
            if first
                && !heads
                    .get(doc)
                    .is_some_and(|(file, line)| *file == item.file && *line < item.line)
            {
                let mend = format!("put '# article {doc} | outlet=… | date=…' in front of its first sentence");
                self.at(item, format!("article {doc} has no comment in front"), mend);
            }
            if !first && part == Some("headline") {
                self.at(
                    item,
                    "headline inside an article".to_owned(),
                    "only the first item is a headline",
                );
            }
            let lang = *langs.entry(doc).or_insert(&item.lang);
            if lang != item.lang {
                self.at(
                    item,
                    format!("lang={} in an article of {lang}", item.lang),
                    "an article has one language",
                );
            }
            last = Some(doc);
        }
    }

    fn item(&mut self, item: &Item) {
        if item.lang.len() != 2 || !item.lang.bytes().all(|b| b.is_ascii_lowercase()) {
            self.at(item, format!("lang={}", item.lang), "two letters of ISO 639-1: id, en");
        }
        for (name, whom) in &item.refs {
            if !item.mention_names.contains(name) {
                self.at(
                    item,
                    format!("refs point to unknown {name}"),
                    "mark the mention, or take the ref out",
                );
            }
            if whom.is_empty() {
                self.at(
                    item,
                    format!("refs of {name} name nobody"),
                    "write the fullest name used before",
                );
            }
            if whom.contains('=') {
                self.at(
                    item,
                    format!("refs of {name} run into the next"),
                    "put ' ; ' between them",
                );
            }
            if document(item).is_none() {
                self.at(item, "refs outside an article".to_owned(), "take them out");
            }
        }
        let mut linked = BTreeSet::new();
        for event in &item.graph.events {
            let trigger = event.trigger.slice(&item.text);
            for (role, ids, kinds) in roles(event) {
                linked.extend(ids.iter().copied());
                for id in ids {
                    let kind = item.graph.mention(*id).kind;
                    if !kinds.contains(&kind) {
                        let name = item.mention_names.get(id.index()).map_or("", String::as_str);
                        let kinds: Vec<&str> = kinds.iter().map(|k| k.as_str()).collect();
                        let mend = format!("an event's {role} is one of {}", kinds.join(", "));
                        self.at(item, format!("{name} ({kind}) is {role} of '{trigger}'"), mend);
                    }
                }
            }
        }
        for attribution in &item.graph.attributions {
            linked.extend(attribution.sources.iter().copied());
            for id in &attribution.sources {
                let kind = item.graph.mention(*id).kind;
                if matches!(kind, MentionKind::Time | MentionKind::Loc) {
                    let name = item.mention_names.get(id.index()).map_or("", String::as_str);
                    self.at(
                        item,
                        format!("{name} ({kind}) is a source"),
                        "people, bodies and outlets say things",
                    );
                }
            }
        }
        for (n, mention) in item.graph.mentions.iter().enumerate() {
            use MentionKind::{Amount, Grp, Loc, Pro, Time};
            if matches!(mention.kind, Grp | Pro | Loc | Time | Amount) && !linked.contains(&MentionId(n as u32)) {
                let name = item.mention_names.get(n).map_or("", String::as_str);
                let words = mention.span.slice(&item.text);
                let mend = "link it or unmark it: only named PER, ORG, GPE and MEDIA stand unlinked";
                self.at(item, format!("{name} '{words}' ({}) has no link", mention.kind), mend);
            }
        }
    }

    fn dev(&mut self, reading: &Reading, file: &str, text: &str) {
        let documents: BTreeSet<&str> = reading.items.iter().filter_map(document).collect();
        let mut seen = BTreeSet::new();
        for (line, id) in dev_ids(text) {
            if !documents.contains(id) {
                self.fault(
                    file,
                    line,
                    id,
                    "no such article".to_owned(),
                    "take the line out, or mend the article",
                );
            }
            if !seen.insert(id) {
                self.fault(file, line, id, "listed twice".to_owned(), "take the line out");
            }
        }
    }
}

fn document(item: &Item) -> Option<&str> {
    item.meta.get("doc").map(String::as_str)
}

fn is_date(text: &str) -> bool {
    text.len() == 10 && text.parse::<menurut_core::Date>().is_ok()
}

/// The roles of an event: what each is called, who has it, and the kinds of mention that can.
fn roles(event: &EventMention) -> [(&'static str, &[MentionId], &'static [MentionKind]); 5] {
    use MentionKind::{Amount, Gpe, Grp, Loc, Media, Org, Per, Pro, Time};
    const WHO: &[MentionKind] = &[Per, Org, Gpe, Grp, Media, Pro, Amount];
    [
        ("actor", &event.actors, WHO),
        ("recipient", &event.recipients, WHO),
        ("place", &event.places, &[Gpe, Loc, Org]),
        ("time", &event.times, &[Time]),
        ("amount", &event.amounts, &[Amount, Grp]),
    ]
}

/// What one language has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Lang {
    sentences: usize,
    in_articles: usize,
    articles: usize,
    dev_articles: usize,
    dev_sentences: usize,
    mentions: usize,
    events: usize,
    attributions: usize,
}

/// What a corpus holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counts {
    langs: BTreeMap<String, Lang>,
    types: BTreeMap<EventType, BTreeMap<Status, usize>>,
    modes: BTreeMap<EventType, BTreeMap<Mode, usize>>,
    stances: BTreeMap<Stance, BTreeMap<Form, usize>>,
    kinds: BTreeMap<MentionKind, [usize; 7]>,
    refs: usize,
}

/// What a mention can be to an event or an attribution; at the end, nothing.
const LINKS: [&str; 7] = ["actor", "recipient", "place", "time", "amount", "source", "unlinked"];

impl Counts {
    /// Counts the items that are in order; `dev` is the text of the list of dev articles.
    pub fn new(reading: &Reading, dev: &str) -> Counts {
        let dev: BTreeSet<&str> = dev_ids(dev).into_iter().map(|(_, id)| id).collect();
        let (mut counts, mut documents) = (Counts::default(), BTreeSet::new());
        for item in &reading.items {
            let lang = counts.langs.entry(item.lang.clone()).or_default();
            lang.sentences += 1;
            lang.mentions += item.graph.mentions.len();
            lang.events += item.graph.events.len();
            lang.attributions += item.graph.attributions.len();
            if let Some(doc) = document(item) {
                let new = usize::from(documents.insert(doc));
                lang.in_articles += 1;
                lang.articles += new;
                if dev.contains(doc) {
                    lang.dev_sentences += 1;
                    lang.dev_articles += new;
                }
            }
            counts.refs += item.refs.len();
            counts.graph(item);
        }
        counts
    }

    fn graph(&mut self, item: &Item) {
        let mut links = vec![[false; LINKS.len()]; item.graph.mentions.len()];
        for event in &item.graph.events {
            let statuses = self.types.entry(event.event_type).or_default();
            *statuses.entry(event.status).or_default() += 1;
            if let Some(mode) = event.mode {
                *self.modes.entry(event.event_type).or_default().entry(mode).or_default() += 1;
            }
            for (n, (_, ids, _)) in roles(event).into_iter().enumerate() {
                ids.iter().for_each(|id| links[id.index()][n] = true);
            }
        }
        for attribution in &item.graph.attributions {
            *self
                .stances
                .entry(attribution.stance)
                .or_default()
                .entry(attribution.form)
                .or_default() += 1;
            attribution.sources.iter().for_each(|id| links[id.index()][5] = true);
        }
        for (mention, links) in item.graph.mentions.iter().zip(&mut links) {
            links[6] = links.iter().all(|l| !l);
            let kind = self.kinds.entry(mention.kind).or_default();
            kind.iter_mut().zip(links).for_each(|(n, l)| *n += usize::from(*l));
        }
    }

    pub fn sentences(&self) -> usize {
        self.langs.values().map(|l| l.sentences).sum()
    }

    /// Everything counted, as tables.
    pub fn tables(&self) -> Vec<Table> {
        vec![
            self.languages(),
            self.types(),
            self.modes(),
            self.stances(),
            self.kinds(),
        ]
    }

    fn languages(&self) -> Table {
        let header = [
            "language",
            "sentences",
            "in articles",
            "articles",
            "dev articles",
            "dev sentences",
            "mentions",
            "events",
            "attributions",
        ];
        let mut table = Table::new("Languages", &header);
        let mut all = Lang::default();
        let row = |name: &str, l: &Lang| {
            let counts = [
                l.sentences,
                l.in_articles,
                l.articles,
                l.dev_articles,
                l.dev_sentences,
                l.mentions,
                l.events,
                l.attributions,
            ];
            [Cell::words(name)]
                .into_iter()
                .chain(counts.map(Cell::Count))
                .collect::<Vec<_>>()
        };
        let mut langs: Vec<(&String, &Lang)> = self.langs.iter().collect();
        langs.sort_by_key(|(name, l)| (std::cmp::Reverse(l.sentences), *name));
        for (name, lang) in langs {
            table.row(row(name, lang));
            all.sentences += lang.sentences;
            all.in_articles += lang.in_articles;
            all.articles += lang.articles;
            all.dev_articles += lang.dev_articles;
            all.dev_sentences += lang.dev_sentences;
            all.mentions += lang.mentions;
            all.events += lang.events;
            all.attributions += lang.attributions;
        }
        table.row(row("all", &all));
        table
    }

    fn types(&self) -> Table {
        let mut header = vec!["type", "events"];
        header.extend(Status::ALL.iter().map(|s| s.as_str()));
        let mut table = Table::new("Events by type and status", &header);
        let mut all = vec![0; Status::ALL.len()];
        let row = |name: &str, counts: &[usize]| {
            let sum = counts.iter().sum();
            let counts = [sum].into_iter().chain(counts.iter().copied()).map(Cell::Count);
            [Cell::words(name)].into_iter().chain(counts).collect::<Vec<_>>()
        };
        for event_type in EventType::ALL {
            let of = self.types.get(event_type);
            let count = |s: &Status| of.and_then(|of| of.get(s)).copied().unwrap_or(0);
            let counts: Vec<usize> = Status::ALL.iter().map(count).collect();
            all.iter_mut().zip(&counts).for_each(|(a, n)| *a += n);
            table.row(row(event_type.as_str(), &counts));
        }
        table.row(row("all", &all));
        table
    }

    fn modes(&self) -> Table {
        let mut table = Table::new("Modes", &["type", "with a mode", "modes"]);
        for (event_type, modes) in &self.modes {
            let listed: Vec<String> = event_type
                .modes()
                .iter()
                .map(|m| format!("{m} {}", modes.get(m).copied().unwrap_or(0)))
                .collect();
            table.row([
                Cell::words(event_type.as_str()),
                Cell::Count(modes.values().sum()),
                Cell::Words(listed.join(", ")),
            ]);
        }
        table
    }

    fn stances(&self) -> Table {
        let mut header = vec!["stance", "attributions"];
        header.extend(Form::ALL.iter().map(|f| f.as_str()));
        let mut table = Table::new("Attributions by stance and form", &header);
        for stance in Stance::ALL {
            let of = self.stances.get(stance);
            let counts: Vec<usize> = Form::ALL
                .iter()
                .map(|f| of.and_then(|of| of.get(f)).copied().unwrap_or(0))
                .collect();
            let sum = counts.iter().sum();
            let counts = [sum].into_iter().chain(counts).map(Cell::Count);
            table.row([Cell::words(stance.as_str())].into_iter().chain(counts));
        }
        table
    }

    fn kinds(&self) -> Table {
        let mut header = vec!["kind"];
        header.extend(LINKS);
        let mut table = Table::new("Mentions by kind, and what they are linked as", &header);
        for kind in MentionKind::ALL {
            let counts = self.kinds.get(kind).copied().unwrap_or_default();
            table.row([Cell::words(kind.as_str())].into_iter().chain(counts.map(Cell::Count)));
        }
        let mut refs = vec![Cell::words("refs")];
        refs.push(Cell::Count(self.refs));
        table.row(refs);
        table
    }

    /// The tables as Markdown, as they stand in the corpus's card.
    pub fn card(&self) -> String {
        let one = |t: Table| format!("**{}**\n\n{}", t.name, t.markdown());
        self.tables().into_iter().map(one).collect::<Vec<_>>().join("\n")
    }
}

const BEGIN: &str = "<!-- counts -->";
const END: &str = "<!-- /counts -->";

/// What stands between the markers `<!-- counts -->` and `<!-- /counts -->` of a page.
pub fn card_of(page: &str) -> Option<&str> {
    let (_, rest) = page.split_once(BEGIN)?;
    let (card, _) = rest.split_once(END)?;
    Some(card.trim())
}

/// The page with another card between its markers; nothing where it has none.
pub fn with_card(page: &str, card: &str) -> Option<String> {
    let (before, rest) = page.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}\n{}\n{END}{after}", card.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARTICLE: &str = "\
# article a-01 | outlet=Reef_Post | date=2024-11-30 | dateline=PORT EOLE

# id=a-01-01 lang=en doc=a-01 part=headline
[m1 ORG|Harbour Board] [e1 REJECT|rejects] [m2 GRP|strikers]
e1 m1>m2

# id=a-01-02 lang=en doc=a-01 part=body
# refs m1=Harbour Board
[m1 PRO|It] [a1 CUE|denied] that {a1|[m2 GRP|police] had [e1 COERCE|detained] [m3 AMOUNT|two]}.
e1 m2>m3 #m3 arrest ; a1 <m1 denies

# id=a-s01 lang=id
Tidak ada apa-apa.
-
";

    fn messages(text: &str, dev: &str) -> Vec<String> {
        let found = faults(&crate::stm::read("a.stm", text), Some(("dev.txt", dev)));
        assert!(found.iter().all(|f| f.line > 0 && !f.mend.is_empty()));
        found
            .iter()
            .map(|f| format!("{}:{} {}", f.file, f.line, f.message))
            .collect()
    }

    /// The article with one change has just this fault.
    fn check(from: &str, to: &str, expected: &[&str]) {
        assert!(ARTICLE.contains(from), "{from}");
        assert_eq!(
            messages(&ARTICLE.replacen(from, to, 1), "a-01\n"),
            expected,
            "{from} → {to}"
        );
    }

    #[test]
    fn an_article_in_order_has_no_faults_and_each_mistake_is_found_at_its_line() {
        check("Harbour", "Harbor", &[]);
        check(" part=headline", "", &["a.stm:4 no part= of its article"]);
        check("part=body", "part=headline", &["a.stm:9 headline inside an article"]);
        check(
            "id=a-01-02",
            "id=b-02",
            &["a.stm:9 id does not begin with its article's, a-01"],
        );
        check(
            "lang=en doc=a-01 part=body",
            "lang=ms doc=a-01 part=body",
            &["a.stm:9 lang=ms in an article of en"],
        );
        check("lang=id", "lang=ind", &["a.stm:13 lang=ind"]);
        check(" | outlet=Reef_Post", "", &["a.stm:1 article without outlet"]);
        check("2024-11-30", "2024-11-31", &["a.stm:1 article without a date"]);
        check("refs m1", "refs m4", &["a.stm:9 refs point to unknown m4"]);
        check("refs m1=Harbour Board", "refs m1=", &["a.stm:9 refs of m1 name nobody"]);
        check(
            "refs m1=Harbour Board",
            "refs m1=Harbour Board m2=X",
            &["a.stm:9 refs of m1 run into the next"],
        );
        check(
            "e1 m2>m3 #m3",
            "e1 m2> @m3",
            &["a.stm:9 m3 (AMOUNT) is place of 'detained'"],
        );
        check("e1 m2>m3", "e1 >m3", &["a.stm:9 m2 'police' (GRP) has no link"]);
        check(
            "# article a-01",
            "# article a-02",
            &[
                "a.stm:1 article without sentences",
                "a.stm:4 article a-01 has no comment in front",
            ],
        );
        check("lang=id\n", "lang=id part=body\n", &["a.stm:13 part= without doc="]);
    }

    #[test]
    fn dev_articles_exist_once() {
        assert_eq!(
            messages(ARTICLE, "# drawn once\na-01\n\nzz-01\na-01\n"),
            ["dev.txt:4 no such article", "dev.txt:5 listed twice"]
        );
    }

    #[test]
    fn counts_and_their_card() {
        let counts = Counts::new(&crate::stm::read("a.stm", ARTICLE), "a-01\n");
        let tables = counts.tables();
        let cell = |t: usize, row: &str, column: &str| tables[t].cell(row, column).cloned();
        assert_eq!(cell(0, "en", "in articles"), Some(Cell::Count(2)));
        assert_eq!(cell(0, "all", "sentences"), Some(Cell::Count(3)));
        assert_eq!(cell(0, "all", "dev sentences"), Some(Cell::Count(2)));
        assert_eq!(cell(1, "COERCE", "actual"), Some(Cell::Count(1)));
        assert_eq!(cell(1, "all", "events"), Some(Cell::Count(2)));
        assert_eq!(cell(3, "denies", "indirect"), Some(Cell::Count(1)));
        assert_eq!(cell(4, "AMOUNT", "recipient"), Some(Cell::Count(1)));
        assert_eq!(cell(4, "ORG", "unlinked"), Some(Cell::Count(0)));
        let page = "# Corpus\n\n<!-- counts -->\nold\n<!-- /counts -->\n\nEnd.\n";
        let new = with_card(page, &counts.card()).unwrap();
        assert_eq!(card_of(&new), Some(counts.card().trim()));
        assert!(new.starts_with("# Corpus\n") && new.ends_with("\n\nEnd.\n"));
        assert_eq!(with_card("no markers", "x"), None);
    }
}
