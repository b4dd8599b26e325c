//! Sets whose words are given: not the parser is measured but what who, where and when are resolved to.

use std::ops::Range;

use menurut_core::{
    Claim, Date, Dateline, Document, EventMention, EventType, Graph, Mention, MentionId, MentionKind, Paragraph,
    ParagraphKind, Part, Sentence, SentenceGraph, Span, Status,
};

use crate::report::{Section, Table};
use crate::spans::Chars;
use crate::stm::{ArticleHead, Item};

/// As what a stretch of text is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Actor,
    Place,
    Time,
}

/// An article in which every given stretch hangs on an event of its own, which stands on the same words.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Article {
    pub document: Document,
    pub graph: Graph,
}

/// A set of articles with given stretches, in order, and what came out for them.
pub trait Given {
    fn articles(&self) -> Vec<&Article>;

    /// The figures; `claims[n]` are those of the n-th article.
    fn section(&self, claims: &[Vec<Claim>]) -> Section;

    /// What is wrong, as gold and given side by side.
    fn misses(&self, claims: &[Vec<Claim>]) -> Table;
}

impl Article {
    /// `spans` count characters of `text`; one that runs over the end of its sentence is left out.
    pub fn new(text: &str, spans: &[(Chars, MentionKind, Role)]) -> Article {
        let bytes: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
        let at = |chars: Chars| -> Option<Range<usize>> {
            let range = *bytes.get(chars[0])?..*bytes.get(chars[1])?;
            (!range.is_empty()).then_some(range)
        };
        let mut article = Article::default();
        let mut spans: Vec<(Range<usize>, MentionKind, Role)> =
            spans.iter().filter_map(|(s, k, r)| Some((at(*s)?, *k, *r))).collect();
        spans.sort_by_key(|(s, ..)| (s.start, s.end));
        for sentence in sentences(text) {
            let mut graph = SentenceGraph::default();
            let inside = |s: &Range<usize>| sentence.start <= s.start && s.end <= sentence.end;
            for (range, kind, role) in spans.iter().filter(|(s, ..)| inside(s)) {
                let id = MentionId(graph.mentions.len() as u32);
                let span = Span::new(range.start, range.end);
                graph.mentions.push(Mention {
                    span,
                    kind: *kind,
                    score: 1.0,
                });
                graph.events.push(asking(span, id, *role));
            }
            let span = Span::new(sentence.start, sentence.end);
            article.document.paragraphs.push(Paragraph {
                kind: ParagraphKind::Paragraph,
                span,
            });
            article.document.sentences.push(Sentence {
                span,
                paragraph: article.document.paragraphs.len() - 1,
                part: Part::Body,
            });
            article.graph.sentences.push(graph);
        }
        article.document.text = text.to_owned();
        article
    }

    /// Marked sentences as one article, with their own events.
    pub fn of_items(items: &[&Item], head: Option<&ArticleHead>) -> Article {
        let mut document = Document {
            lang: items.first().map(|i| i.lang.clone()),
            outlet: head.and_then(|h| h.outlet.clone()).map(|o| o.replace('_', " ")),
            published: head
                .and_then(|h| h.date.as_ref()?.parse::<menurut_core::Date>().ok())
                .map(Into::into),
            dateline: head.and_then(|h| h.dateline.clone()).map(|text| Dateline {
                place: Some(text.split(',').next().unwrap_or("").replace('_', " ").trim().to_owned()),
                text,
                outlet: None,
            }),
            ..Document::default()
        };
        let mut graph = Graph::default();
        for item in items {
            if !document.text.is_empty() {
                document.text.push_str("\n\n");
            }
            let start = document.text.len();
            document.text.push_str(&item.text);
            let span = Span::new(start, document.text.len());
            document.paragraphs.push(Paragraph {
                kind: ParagraphKind::Paragraph,
                span,
            });
            let headline = item.meta.get("part").is_some_and(|p| p == "headline");
            document.sentences.push(Sentence {
                span,
                paragraph: document.paragraphs.len() - 1,
                part: if headline { Part::Headline } else { Part::Body },
            });
            graph.sentences.push(item.graph.clone().shift(start));
        }
        Article { document, graph }
    }

    #[must_use]
    pub fn written(mut self, lang: &str, published: Option<Date>) -> Article {
        self.document.lang = Some(lang.to_owned());
        self.document.published = published.map(Into::into);
        self
    }

    #[must_use]
    pub fn by(mut self, outlet: &str) -> Article {
        self.document.outlet = (!outlet.is_empty()).then(|| outlet.to_owned());
        self
    }

    /// The claim that hangs on the stretch.
    pub fn claim<'c>(&self, claims: &'c [Claim], chars: Chars) -> Option<&'c Claim> {
        let bytes = |n: usize| {
            self.document
                .text
                .char_indices()
                .map(|(i, _)| i)
                .chain([self.document.text.len()])
                .nth(n)
        };
        let (start, end) = (bytes(chars[0])? as u32, bytes(chars[1])? as u32);
        claims
            .iter()
            .find(|c| c.event.trigger.start == start && c.event.trigger.end == end)
    }
}

/// An event on the words of a mention, in which it has one role: its claim tells what the words are resolved to.
pub(crate) fn asking(span: Span, id: MentionId, role: Role) -> EventMention {
    let of = |wanted| if role == wanted { vec![id] } else { Vec::new() };
    EventMention {
        trigger: span,
        event_type: EventType::Consult,
        mode: None,
        status: Status::Actual,
        actors: of(Role::Actor),
        recipients: Vec::new(),
        places: of(Role::Place),
        times: of(Role::Time),
        amounts: Vec::new(),
        score: 1.0,
        actor_score: 1.0,
        recipient_score: 1.0,
    }
}

/// Sentences as bytes: they end with a line, or with a mark that ends sentences in front of a capital.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    for (n, &(at, c)) in chars.iter().enumerate() {
        let after = |k: usize| chars.get(n + k).map(|x| x.1);
        let closed = matches!(c, '.' | '!' | '?') && after(1).is_some_and(char::is_whitespace)
            || matches!(c, '"' | '”' | '\'')
                && n > 0
                && matches!(chars[n - 1].1, '.' | '!' | '?')
                && after(1).is_some_and(char::is_whitespace);
        let next = || chars[n + 1..].iter().map(|x| x.1).find(|c| !c.is_whitespace());
        // "Mr. Ford", "D. C.", "St. Paul": short words with a capital do not end a sentence.
        let abbreviated = || {
            let word: String = chars[..n]
                .iter()
                .rev()
                .map(|x| x.1)
                .take_while(|c| c.is_alphanumeric())
                .collect();
            c == '.' && word.chars().count() <= 3 && word.chars().last().is_some_and(char::is_uppercase)
        };
        let ends =
            c == '\n' || closed && next().is_some_and(|c| c.is_uppercase() || matches!(c, '"' | '“')) && !abbreviated();
        if ends {
            push(text, start..at + c.len_utf8(), &mut out);
            start = at + c.len_utf8();
        }
    }
    push(text, start..text.len(), &mut out);
    out
}

fn push(text: &str, range: Range<usize>, out: &mut Vec<Range<usize>>) {
    let words = text[range.clone()].trim();
    if !words.is_empty() {
        let start = range.start + text[range].find(words).unwrap_or(0);
        out.push(start..start + words.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stretch_hangs_on_an_event_in_its_sentence() {
        let text = "Café owners met in St. Paul on Monday. They left.\nNo one stayed in Łódź";
        let chars = |words: &str| {
            let start = text[..text.find(words).unwrap()].chars().count();
            [start, start + words.chars().count()]
        };
        let spans = [
            (chars("Łódź"), MentionKind::Gpe, Role::Place),
            (chars("St. Paul"), MentionKind::Gpe, Role::Place),
            (chars("Monday"), MentionKind::Time, Role::Time),
            ([500, 510], MentionKind::Time, Role::Time),
        ];
        let article = Article::new(text, &spans);
        let shown: Vec<&str> = article
            .document
            .sentences
            .iter()
            .map(|s| article.document.slice(s.span))
            .collect();
        assert_eq!(
            shown,
            [
                "Café owners met in St. Paul on Monday.",
                "They left.",
                "No one stayed in Łódź"
            ]
        );
        let per: Vec<usize> = article.graph.sentences.iter().map(|s| s.events.len()).collect();
        assert_eq!(per, [2, 0, 1]);
        assert_eq!(
            article.document.slice(article.graph.sentences[2].events[0].trigger),
            "Łódź"
        );
    }
}
