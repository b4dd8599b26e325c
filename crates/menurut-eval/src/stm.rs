//! The .stm format: sentences with their statements marked inline.
//!
//! Two lines per item and a blank line between items; a line starting with `#` in front of an item says what it is
//! (`# id=… lang=id`). The first line is the sentence with marks: `[m1 PER|Kim]` a mention, `[e1 SUPPORT|backs]` a
//! trigger, `[a1 CUE|said]` a cue, `[e1 ACCUSE+a1|accused]` both, `{a1|…}` a content. The second holds the links,
//! separated by `;`: `e1 m1,m2>m3 @m4 ^m5 #m6 future visit` (actors, recipients, place, time, amount, status, mode),
//! `a1 <m1 denies direct` (sources, stance, form), or a lone dash. All marks taken away give the sentence.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use menurut_core::record::GraphRecord;
use menurut_core::{
    Attribution, EventMention, EventType, Form, Mention, MentionId, MentionKind, Mode, SentenceGraph, Span, Stance,
    Status,
};

/// A sentence and its statements as annotated.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    pub id: String,
    /// ISO 639-1.
    pub lang: String,
    /// Everything of the form `name=value` in its comments, `id` and `lang` too: `doc`, `part`, `refs`, `source`.
    pub meta: BTreeMap<String, String>,
    pub text: String,
    /// Spans count in `text`. Scores are 1.
    pub graph: SentenceGraph,
    /// The annotator's name of each mention, in the graph's order: what `refs` and comments point to.
    pub mention_names: Vec<String>,
    /// Whom a pronoun, short name or description stands for: mention name and the fullest name used before.
    pub refs: Vec<(String, String)>,
    pub file: String,
    /// Of the marked sentence, from 1.
    pub line: usize,
}

impl Item {
    pub fn to_record(&self) -> GraphRecord {
        GraphRecord::new(self.id.clone(), Some(self.lang.clone()), &self.text, &self.graph)
    }
}

/// The comment in front of an article: `# article p1-07 | outlet=… | date=… | dateline=…`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleHead {
    pub id: String,
    pub outlet: Option<String>,
    pub date: Option<String>,
    pub dateline: Option<String>,
    pub file: String,
    pub line: usize,
}

/// Something wrong in a file, and what mends it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    pub file: String,
    /// From 1.
    pub line: usize,
    pub id: Option<String>,
    pub message: String,
    pub mend: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Fault {
            file,
            line,
            id,
            message,
            mend,
        } = self;
        write!(
            f,
            "{file}:{line} {}: {message}: {mend}",
            id.as_deref().unwrap_or("(no id)")
        )
    }
}

/// The items that are in order, and what is wrong with the others.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reading {
    pub items: Vec<Item>,
    pub articles: Vec<ArticleHead>,
    pub faults: Vec<Fault>,
    ids: BTreeSet<String>,
    texts: BTreeSet<String>,
}

/// Reads the text of one file.
pub fn read(file: &str, text: &str) -> Reading {
    let mut reading = Reading::default();
    reading.add(file, text);
    reading
}

/// The lines of an item while they are being gathered, each with its number.
#[derive(Default)]
struct Lines<'a> {
    comments: Vec<(usize, &'a str)>,
    lines: Vec<(usize, &'a str)>,
}

impl Reading {
    /// Reads another file; ids and sentences must differ over all files read.
    pub fn add(&mut self, file: &str, text: &str) {
        let mut lines = Lines::default();
        // A blank line behind the last ends its item.
        for (n, line) in text.lines().chain([""]).enumerate() {
            if let Some(comment) = line.strip_prefix('#') {
                if let Some(head) = article_head(file, n + 1, comment) {
                    self.articles.push(head);
                }
                lines.comments.push((n + 1, comment));
            } else if !line.trim().is_empty() {
                lines.lines.push((n + 1, line));
            } else if !lines.lines.is_empty() {
                self.item(file, &std::mem::take(&mut lines));
            }
        }
    }

    /// Whether a sentence has this id, in order or not.
    pub fn has_id(&self, id: &str) -> bool {
        self.ids.contains(id)
    }

    fn item(&mut self, file: &str, lines: &Lines<'_>) {
        let mut meta = BTreeMap::new();
        let mut refs = Vec::new();
        for (_, comment) in &lines.comments {
            read_meta(comment, &mut meta);
            refs.extend(read_refs(comment));
        }
        let id = meta.get("id").cloned();
        let line = lines.lines.first().map_or(0, |l| l.0);
        let head = lines
            .comments
            .iter()
            .find(|c| c.1.contains("id="))
            .map_or(line, |c| c.0);
        let mut flaws = Vec::new();
        let mut flaw = |line: usize, message: &str, mend: &str| {
            flaws.push(Flaw {
                line,
                message: message.to_owned(),
                mend: mend.to_owned(),
            });
        };
        if id.is_none() || !meta.contains_key("lang") {
            flaw(head, "no id= or lang=", "put '# id=… lang=…' on the line in front");
        }
        if let Some(id) = &id
            && !self.ids.insert(id.clone())
        {
            flaw(head, "id twice", "give this item a number of its own");
        }
        let mut parsed = None;
        if let [marked, links] = lines.lines[..] {
            let (text, graph, names) = parse(marked, links, &mut flaws);
            if !self.texts.insert(text.clone()) {
                flaws.push(Flaw {
                    line,
                    message: "sentence twice".to_owned(),
                    mend: "take one of the two out".to_owned(),
                });
            }
            parsed = Some((text, graph, names));
        } else {
            flaws.push(Flaw {
                line,
                message: format!("item has {} lines instead of 2", lines.lines.len()),
                mend: "the marked sentence is one line, its links the next, then a blank line".to_owned(),
            });
        }
        if let (true, Some((text, graph, mention_names)), Some(id), Some(lang)) =
            (flaws.is_empty(), parsed, id.clone(), meta.get("lang").cloned())
        {
            self.items.push(Item {
                id,
                lang,
                meta,
                text,
                graph,
                mention_names,
                refs,
                file: file.to_owned(),
                line,
            });
        }
        self.faults.extend(flaws.into_iter().map(|flaw| Fault {
            file: file.to_owned(),
            line: flaw.line,
            id: id.clone(),
            message: flaw.message,
            mend: flaw.mend,
        }));
    }
}

fn article_head(file: &str, line: usize, comment: &str) -> Option<ArticleHead> {
    let mut parts = comment.trim().strip_prefix("article ")?.split('|').map(str::trim);
    let id = parts.next()?.to_owned();
    let fields: BTreeMap<&str, &str> = parts.filter_map(|p| p.split_once('=')).collect();
    let field = |name: &str| fields.get(name).map(|v| v.trim().to_owned()).filter(|v| !v.is_empty());
    Some(ArticleHead {
        id,
        outlet: field("outlet"),
        date: field("date"),
        dateline: field("dateline"),
        file: file.to_owned(),
        line,
    })
}

/// `refs m1=Kim Jong Un ; m2=KCNA`.
fn read_refs(comment: &str) -> Vec<(String, String)> {
    let Some(list) = comment.trim().strip_prefix("refs ") else {
        return Vec::new();
    };
    let pair = |part: &str| {
        let (name, whom) = part.split_once('=').unwrap_or((part, ""));
        (name.trim().to_owned(), whom.trim().to_owned())
    };
    list.split(';').filter(|p| !p.trim().is_empty()).map(pair).collect()
}

/// `name=value` wherever it stands in a comment.
fn read_meta(comment: &str, into: &mut BTreeMap<String, String>) {
    for word in comment.split_whitespace() {
        let Some((before, value)) = word.split_once('=') else {
            continue;
        };
        let name = before
            .rsplit(|c: char| !(c.is_alphanumeric() || c == '_'))
            .next()
            .unwrap_or("");
        if !name.is_empty() && !value.is_empty() {
            into.insert(name.to_owned(), value.to_owned());
        }
    }
}

/// An attribution while its parts are still being found.
struct Draft {
    name: String,
    cue: Option<Span>,
    content: Option<Span>,
    sources: Vec<MentionId>,
    stance: Stance,
    form: Form,
}

/// Something wrong with an item.
struct Flaw {
    line: usize,
    message: String,
    mend: String,
}

struct Parser<'a> {
    flaws: &'a mut Vec<Flaw>,
    /// The line that is being read.
    line: usize,
    text: String,
    mentions: Vec<(String, Mention)>,
    events: Vec<(String, EventMention)>,
    drafts: Vec<Draft>,
}

fn parse(marked: (usize, &str), links: (usize, &str), flaws: &mut Vec<Flaw>) -> (String, SentenceGraph, Vec<String>) {
    let mut parser = Parser {
        flaws,
        line: marked.0,
        text: String::with_capacity(marked.1.len()),
        mentions: Vec::new(),
        events: Vec::new(),
        drafts: Vec::new(),
    };
    parser.marks(marked.1);
    parser.line = links.0;
    parser.links(links.1);
    parser.finish(marked.0)
}

impl Parser<'_> {
    fn fault(&mut self, message: impl Into<String>, mend: impl Into<String>) {
        self.flaws.push(Flaw {
            line: self.line,
            message: message.into(),
            mend: mend.into(),
        });
    }

    fn marks(&mut self, marked: &str) {
        let mut open: Vec<(String, usize)> = Vec::new();
        let mut rest = marked;
        while let Some(c) = rest.chars().next() {
            if self.mentions.len() + self.events.len() + self.drafts.len() > MOST_MARKS {
                self.fault("too many marks", "a sentence has no more than some hundreds");
                break;
            }
            match c {
                '[' => {
                    let Some(end) = rest.find(']') else {
                        self.fault("unclosed [", "end the mark with ]");
                        break;
                    };
                    self.mark(&rest[1..end]);
                    rest = &rest[end + 1..];
                }
                '{' => {
                    let Some((name, after)) = content_head(rest) else {
                        let shown: String = rest.chars().take(12).collect();
                        self.fault(format!("bad {{ at {shown}"), "a content begins with {a1|");
                        break;
                    };
                    open.push((name.to_owned(), self.text.len()));
                    rest = after;
                }
                '}' => {
                    let Some((name, start)) = open.pop() else {
                        self.fault("stray }", "take it out, or open its content with {a1|");
                        break;
                    };
                    let span = Span::new(start, self.text.len());
                    let draft = self.draft(&name);
                    if draft.content.replace(span).is_some() {
                        self.fault(
                            format!("content of {name} twice"),
                            "give the second attribution a number of its own",
                        );
                    }
                    rest = &rest[1..];
                }
                ']' | '|' => {
                    self.fault(format!("stray {c}"), "sentences hold no [ ] { } or |");
                    rest = &rest[1..];
                }
                _ => {
                    let plain = rest.find(['[', ']', '{', '}', '|']).unwrap_or(rest.len());
                    self.text.push_str(&rest[..plain]);
                    rest = &rest[plain..];
                }
            }
        }
        if !open.is_empty() {
            self.fault("unclosed {", "end the content with }");
        }
    }

    /// What stands between brackets: `m1 PER|Kim`.
    fn mark(&mut self, body: &str) {
        let Some((head, words)) = body.split_once('|') else {
            self.fault(format!("mark without |: {body}"), "write [m1 PER|words]");
            return;
        };
        let start = self.text.len();
        self.text.push_str(words);
        let span = Span::new(start, self.text.len());
        if words.is_empty() || words.trim() != words {
            self.fault(
                format!("empty or padded mark: {body}"),
                "mark the words alone, spaces stay outside",
            );
        }
        let mut parts = head.split_whitespace();
        let (Some(name), Some(label), None) = (parts.next(), parts.next(), parts.next()) else {
            self.fault(format!("bad mark head: {head}"), "write a name and a label: m1 PER");
            return;
        };
        let (label, cue_of) = match label.split_once('+') {
            Some((label, cue_of)) => (label, Some(cue_of)),
            None => (label, None),
        };
        let digits = &name[name.chars().next().map_or(0, char::len_utf8)..];
        if !name.starts_with(['m', 'e', 'a']) || digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            self.fault(
                format!("bad id {name}"),
                "m, e or a and a number: m1 for mentions, e1 for triggers, a1 for cues",
            );
            return;
        }
        if words.contains(['[', '{', '|']) {
            self.fault(
                format!("mark inside a mark: {body}"),
                "marks do not nest, and sentences hold no [ ] { } or |",
            );
        }
        if cue_of.is_some_and(|a| !name.starts_with('e') || !is_attribution(a)) {
            self.fault(
                format!("bad mark head: {head}"),
                "only a trigger is a cue too, as [e1 ACCUSE+a1|words]",
            );
            return;
        }
        match name.as_bytes()[0] {
            b'm' => self.mention(name, label, span),
            b'e' => {
                self.event(name, label, span);
                if let Some(cue_of) = cue_of {
                    self.cue(cue_of, span);
                }
            }
            b'a' => {
                if label != "CUE" {
                    self.fault(format!("an a-mark must be CUE: {head}"), "write [a1 CUE|words]");
                }
                self.cue(name, span);
            }
            _ => {}
        }
    }

    fn mention(&mut self, name: &str, label: &str, span: Span) {
        if self.mentions.iter().any(|(n, _)| n == name) {
            self.fault(format!("{name} twice"), "give the second mention a number of its own");
            return;
        }
        match MentionKind::ALL.iter().copied().find(|k| k.as_str() == label) {
            Some(kind) => self
                .mentions
                .push((name.to_owned(), Mention { span, kind, score: 1.0 })),
            None => self.fault(
                format!("no mention kind: {label}"),
                known(MentionKind::ALL.iter().map(|k| k.as_str())),
            ),
        }
    }

    fn event(&mut self, name: &str, label: &str, trigger: Span) {
        if self.events.iter().any(|(n, _)| n == name) {
            self.fault(format!("{name} twice"), "give the second trigger a number of its own");
            return;
        }
        let Some(event_type) = EventType::ALL.iter().copied().find(|t| t.as_str() == label) else {
            self.fault(
                format!("no event type: {label}"),
                known(EventType::ALL.iter().map(|t| t.as_str())),
            );
            return;
        };
        let event = EventMention {
            trigger,
            event_type,
            mode: None,
            status: Status::Actual,
            actors: Vec::new(),
            recipients: Vec::new(),
            places: Vec::new(),
            times: Vec::new(),
            amounts: Vec::new(),
            score: 1.0,
            actor_score: 1.0,
            recipient_score: 1.0,
        };
        self.events.push((name.to_owned(), event));
    }

    fn cue(&mut self, name: &str, span: Span) {
        if self.draft(name).cue.replace(span).is_some() {
            self.fault(
                format!("cue of {name} twice"),
                "give the second attribution a number of its own",
            );
        }
    }

    /// The attribution of that name, begun where it is met first.
    fn draft(&mut self, name: &str) -> &mut Draft {
        let at = self.drafts.iter().position(|d| d.name == name).unwrap_or_else(|| {
            self.drafts.push(Draft {
                name: name.to_owned(),
                cue: None,
                content: None,
                sources: Vec::new(),
                stance: Stance::Asserts,
                form: Form::Indirect,
            });
            self.drafts.len() - 1
        });
        &mut self.drafts[at]
    }

    fn links(&mut self, links: &str) {
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        for part in links.split(';').map(str::trim).filter(|p| !p.is_empty() && *p != "-") {
            let mut words = part.split_whitespace();
            let Some(name) = words.next() else { continue };
            if !seen.insert(name) {
                self.fault(format!("links of {name} twice"), "put them into one part");
            }
            let words: Vec<&str> = words.collect();
            if let Some(at) = self.events.iter().position(|(n, _)| n == name) {
                self.once(name, &words, EVENT_FIELDS);
                words.iter().for_each(|word| self.event_link(at, name, word));
            } else if let Some(at) = self.drafts.iter().position(|d| d.name == name) {
                self.once(name, &words, ATTRIBUTION_FIELDS);
                words.iter().for_each(|word| self.attribution_link(at, name, word));
            } else {
                self.fault(
                    format!("links for unknown {name}"),
                    "mark it in the sentence, or take the links out",
                );
            }
        }
        let names = self
            .events
            .iter()
            .map(|(n, _)| n)
            .chain(self.drafts.iter().map(|d| &d.name));
        let unlinked: Vec<String> = names.filter(|n| !seen.contains(n.as_str())).cloned().collect();
        for name in unlinked {
            let mend = if name.starts_with('a') {
                format!("add '{name} <' with its sources")
            } else {
                format!("add '{name} >' with who is to the left and whom to the right")
            };
            self.fault(format!("no links for {name}"), mend);
        }
    }

    /// Every field of a link at most once, the first of them always.
    fn once(&mut self, name: &str, words: &[&str], fields: Fields) {
        for (n, (what, is)) in fields.iter().enumerate() {
            let found = words.iter().filter(|w| is(w)).count();
            if found > 1 {
                self.fault(
                    format!("{name}: {what} twice"),
                    "join the ids with commas, keep one word",
                );
            }
            if n == 0 && found == 0 {
                let sign = if what.starts_with('<') { '<' } else { '>' };
                let mend = format!("write '{name} {sign}' even where nobody is known");
                self.fault(format!("{name}: no {what}"), mend);
            }
        }
    }

    fn event_link(&mut self, at: usize, name: &str, word: &str) {
        if let Some((actors, recipients)) = word.split_once('>') {
            let (actors, recipients) = (self.ids(name, actors), self.ids(name, recipients));
            let event = &mut self.events[at].1;
            (event.actors, event.recipients) = (actors, recipients);
        } else if let Some(places) = word.strip_prefix('@') {
            self.events[at].1.places = self.ids(name, places);
        } else if let Some(times) = word.strip_prefix('^') {
            self.events[at].1.times = self.ids(name, times);
        } else if let Some(amounts) = word.strip_prefix('#') {
            self.events[at].1.amounts = self.ids(name, amounts);
        } else if let Some(status) = Status::ALL.iter().find(|s| s.as_str() == word) {
            self.events[at].1.status = *status;
        } else {
            let event = &mut self.events[at].1;
            let mode: Option<Mode> = event.event_type.modes().iter().copied().find(|m| m.as_str() == word);
            let event_type = event.event_type;
            match mode {
                Some(mode) => event.mode = Some(mode),
                None => {
                    let modes = event_type.modes().iter().map(|m| m.as_str());
                    let words = Status::ALL.iter().map(|s| s.as_str()).chain(modes);
                    self.fault(format!("{name}: what is '{word}' for {event_type}?"), known(words));
                }
            }
        }
    }

    fn attribution_link(&mut self, at: usize, name: &str, word: &str) {
        if let Some(sources) = word.strip_prefix('<') {
            self.drafts[at].sources = self.ids(name, sources);
        } else if let Some(stance) = Stance::ALL.iter().find(|s| s.as_str() == word) {
            self.drafts[at].stance = *stance;
        } else if let Some(form) = Form::ALL.iter().find(|f| f.as_str() == word) {
            self.drafts[at].form = *form;
        } else {
            let words = Stance::ALL.iter().map(|s| s.as_str());
            let words = words.chain(Form::ALL.iter().map(|f| f.as_str()));
            self.fault(format!("{name}: what is '{word}'?"), known(words));
        }
    }

    /// `m1,m4` as mention ids.
    fn ids(&mut self, of: &str, names: &str) -> Vec<MentionId> {
        let mut ids = Vec::new();
        for name in names.split(',').filter(|n| !n.is_empty()) {
            match self.mentions.iter().position(|(n, _)| n == name) {
                Some(at) if ids.contains(&MentionId(at as u32)) => {
                    self.fault(format!("{of} links {name} twice"), "name it once in each role");
                }
                Some(at) => ids.push(MentionId(at as u32)),
                None => self.fault(
                    format!("{of} links unknown {name}"),
                    "mark the mention, or link another",
                ),
            }
        }
        ids
    }

    fn finish(mut self, line: usize) -> (String, SentenceGraph, Vec<String>) {
        self.line = line;
        let mut attributions = Vec::new();
        for draft in std::mem::take(&mut self.drafts) {
            let name = &draft.name;
            if draft.cue.is_none() {
                self.fault(format!("no cue for {name}"), format!("mark it: [{name} CUE|words]"));
            }
            match draft.content {
                None => self.fault(
                    format!("no content for {name}"),
                    format!("mark it: {{{name}|words}}; without words to attribute there is no cue"),
                ),
                Some(content) if content.slice(&self.text).trim().is_empty() => {
                    self.fault(format!("empty content of {name}"), "put the attributed words inside");
                }
                Some(content) if content.slice(&self.text).trim() != content.slice(&self.text) => {
                    self.fault(format!("padded content of {name}"), "spaces stay outside");
                }
                Some(content) if draft.cue.is_some_and(|cue| cue.overlaps(content)) => self.fault(
                    format!("the cue of {name} lies in its own content"),
                    "take the longer side of the cue as content",
                ),
                Some(_) => {}
            }
            if let Some(cue) = draft.cue {
                attributions.push(Attribution {
                    cue,
                    content: draft.content,
                    sources: draft.sources,
                    stance: draft.stance,
                    form: draft.form,
                    score: 1.0,
                });
            }
        }
        let whole = self.flaws.is_empty();
        if whole && (self.text.trim().is_empty() || self.text.trim() != self.text) {
            self.fault(
                "empty or padded sentence",
                "a sentence begins and ends with a word or mark",
            );
        }
        let (names, mentions) = self.mentions.into_iter().unzip();
        let graph = SentenceGraph {
            mentions,
            events: self.events.into_iter().map(|(_, e)| e).collect(),
            attributions,
        };
        (self.text, graph, names)
    }
}

/// The fields of a link: what each is called, and whether a word is one.
type Fields = &'static [(&'static str, fn(&str) -> bool)];

const EVENT_FIELDS: Fields = &[
    ("actor>recipient", |w| w.contains('>')),
    ("place", |w| w.starts_with('@')),
    ("time", |w| w.starts_with('^')),
    ("amount", |w| w.starts_with('#')),
    ("status", |w| Status::ALL.iter().any(|s| s.as_str() == w)),
    ("mode", |w| Mode::ALL.iter().any(|m| m.as_str() == w)),
];

const ATTRIBUTION_FIELDS: Fields = &[
    ("<source", |w| w.starts_with('<')),
    ("stance", |w| Stance::ALL.iter().any(|s| s.as_str() == w)),
    ("form", |w| Form::ALL.iter().any(|f| f.as_str() == w)),
];

fn known<'a>(words: impl Iterator<Item = &'a str>) -> String {
    format!("known are {}", words.collect::<Vec<_>>().join(", "))
}

fn is_attribution(name: &str) -> bool {
    name.strip_prefix('a')
        .is_some_and(|d| !d.is_empty() && d.bytes().all(|b| b.is_ascii_digit()))
}

/// More marks than any sentence has.
const MOST_MARKS: usize = 500;

/// `{a1|` and what stands behind it.
fn content_head(text: &str) -> Option<(&str, &str)> {
    let (name, after) = text.strip_prefix('{')?.split_once('|')?;
    is_attribution(name).then_some((name, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEMO: &str = "\
# A made-up item: everything that the format has.
# id=demo-1 lang=en doc=d1 part=lead
{a1|[m1 MEDIA|Reef Post] [a2 CUE|said] {a2|[m2 GPE|Norland]’s navy may [e1 THREATEN+a3|warn] {a3|of “[e2 ASSAULT|shelling]”} near \
[m3 LOC|Cape Éole]}}, [a1 CUE|according to] [m4 PRO|them], on [m5 TIME|Monday].
e1 m2>m1,m4 @m3 ^m5 future violence ; e2 > #m5 negated ; a1 <m4 unconfirmed ; a2 <m1 ; a3 < denies direct

# id=demo-2 lang=id
Tidak ada apa-apa.
-
";

    #[test]
    fn marks_and_links_become_a_graph() {
        let reading = read("demo", DEMO);
        assert_eq!(reading.faults, []);
        let [one, two] = &reading.items[..] else {
            panic!("two items")
        };
        assert_eq!(
            one.text,
            "Reef Post said Norland’s navy may warn of “shelling” near Cape Éole, according to them, on Monday."
        );
        assert_eq!(one.meta["doc"], "d1");
        assert_eq!(one.meta["part"], "lead");
        assert_eq!(one.mention_names, ["m1", "m2", "m3", "m4", "m5"]);
        assert_eq!(two.graph, SentenceGraph::default());
        let words = |span: Span| span.slice(&one.text);
        let [warn, shelling] = &one.graph.events[..] else {
            panic!("two events")
        };
        assert_eq!(
            (words(warn.trigger), warn.event_type, warn.mode),
            ("warn", EventType::Threaten, Some(Mode::Violence))
        );
        assert_eq!((warn.status, shelling.status), (Status::Future, Status::Negated));
        let named = |ids: &[MentionId]| {
            ids.iter()
                .map(|m| words(one.graph.mention(*m).span))
                .collect::<Vec<_>>()
        };
        assert_eq!(named(&warn.recipients), ["Reef Post", "them"]);
        assert_eq!(named(&warn.places), ["Cape Éole"]);
        assert_eq!(named(&shelling.amounts), ["Monday"]);
        // In the order in which each is met: a cue, or the end of a content.
        let cues: Vec<&str> = one.graph.attributions.iter().map(|a| words(a.cue)).collect();
        assert_eq!(cues, ["said", "warn", "according to"]);
        let of_warning = &one.graph.attributions[1];
        assert_eq!((of_warning.stance, of_warning.form), (Stance::Denies, Form::Direct));
        assert_eq!(words(of_warning.content.unwrap()), "of “shelling”");
        assert_eq!(
            one.to_record().attributions[1].cue,
            [34, 38],
            "records count characters, not bytes"
        );
    }

    /// An item that holds just this has just this fault.
    fn check(marked: &str, links: &str, expected: &str) {
        let reading = read("f.stm", &format!("# id=x lang=en\n{marked}\n{links}\n"));
        let messages: Vec<&str> = reading.faults.iter().map(|f| f.message.as_str()).collect();
        assert_eq!(messages, [expected], "{marked} / {links}");
        assert!(reading.faults.iter().all(|f| !f.mend.is_empty()));
        assert!(reading.items.is_empty());
    }

    #[test]
    fn every_mistake_is_named() {
        check("[m1 PER|Kim", "-", "unclosed [");
        check("[m1 PER Kim]", "-", "mark without |: m1 PER Kim");
        check("[m1|Kim]", "-", "bad mark head: m1");
        check("[m1 PER| Kim]", "-", "empty or padded mark: m1 PER| Kim");
        check("[m1 PER|]", "-", "empty or padded mark: m1 PER|");
        check("[m1 MAN|Kim]", "-", "no mention kind: MAN");
        check("[m1 per|Kim]", "-", "no mention kind: per");
        check("[m1 PER|Kim] [m1 PER|Un]", "-", "m1 twice");
        check("[e1 HIT|hit]", "-", "no event type: HIT");
        check("[x1 PER|Kim]", "-", "bad id x1");
        check("[e1 AID|aids]", "-", "no links for e1");
        check("[e1 AID|aids]", "e1 > ; e1 >", "links of e1 twice");
        check("[e1 AID|aids]", "e1 m1>", "e1 links unknown m1");
        check("[e1 AID|aids]", "e1 > visit", "e1: what is 'visit' for AID?");
        check("[e1 AID|aids]", "e1 > ; e2 >", "links for unknown e2");
        check("[a1 CUE|says] x", "a1 <", "no content for a1");
        check("{a1|x} y", "a1 <", "no cue for a1");
        check("{a1|x} {a1|y} [a1 CUE|says]", "a1 <", "content of a1 twice");
        check("{a1|x} [a1 CUE|says] [a1 CUE|said]", "a1 <", "cue of a1 twice");
        check("{a1|x} [a1 SAY|says]", "a1 <", "an a-mark must be CUE: a1 SAY");
        check("{a1|x} [a1 CUE|says]", "a1 < maybe", "a1: what is 'maybe'?");
        check("{b1|x}", "-", "bad { at {b1|x}");
        check("x}", "-", "stray }");
        check("a | b", "-", "stray |");
        check("a ] b", "-", "stray ]");
        check("[m1b PER|Kim]", "-", "bad id m1b");
        check("[m1 PER+a1|Kim]", "-", "bad mark head: m1 PER+a1");
        check("[m1 PER|Kim {a]", "-", "mark inside a mark: m1 PER|Kim {a");
        check("[e1 AID|aids]", "e1 future", "e1: no actor>recipient");
        check("{a1|x} [a1 CUE|says]", "a1 denies", "a1: no <source");
        check("[e1 AID|aids]", "e1 > future negated", "e1: status twice");
        check("[m1 PER|Kim] [e1 AID|aids]", "e1 m1,m1>", "e1 links m1 twice");
        check("{a1|} [a1 CUE|says]", "a1 <", "empty content of a1");
        check("{a1| x} [a1 CUE|says]", "a1 <", "padded content of a1");
        check("{a1|x [a1 CUE|says]}", "a1 <", "the cue of a1 lies in its own content");
        check(" x", "-", "empty or padded sentence");
    }

    #[test]
    fn items_are_two_lines_with_id_and_language_and_differ() {
        let faults = |text: &str| {
            read("f.stm", text)
                .faults
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            faults("# id=x lang=en\nOne.\n"),
            [
                "f.stm:2 x: item has 1 lines instead of 2: the marked sentence is one line, its links the next, then a blank \
              line"
            ]
        );
        assert_eq!(
            faults("One.\n-\n"),
            ["f.stm:1 (no id): no id= or lang=: put '# id=… lang=…' on the line in front"]
        );
        assert_eq!(
            faults("# id=x lang=en\nA.\n-\n\n# id=x lang=en\nB.\n-\n"),
            ["f.stm:5 x: id twice: give this item a number of its own"]
        );
        assert_eq!(
            faults("# id=x lang=en\nA.\n-\n\n# id=y lang=en\nA.\n-\n"),
            ["f.stm:6 y: sentence twice: take one of the two out"]
        );
        assert_eq!(read("f.stm", "").items, []);
    }

    #[test]
    fn heads_of_articles_and_refs_are_kept() {
        let text = "\
# article p1-01 | outlet=Reef_Post | date=2024-11-30 | dateline=CAPE EOLE

# id=p1-01-01 lang=en doc=p1-01 part=body
# refs m1=Harbour Minister Ana Sol ; m2=the port
[m1 PRO|She] [e1 CONSULT|met] [m2 GRP|them].
e1 m1>m2
";
        let reading = read("f.stm", text);
        assert_eq!(reading.faults, []);
        let head = &reading.articles[0];
        assert_eq!((head.id.as_str(), head.line), ("p1-01", 1));
        assert_eq!(head.dateline.as_deref(), Some("CAPE EOLE"));
        let item = &reading.items[0];
        assert_eq!((item.file.as_str(), item.line), ("f.stm", 5));
        assert_eq!(item.refs[0], ("m1".to_owned(), "Harbour Minister Ana Sol".to_owned()));
        assert_eq!(item.refs[1].1, "the port");
    }
}
