//! TempEval-3 platinum: time expressions of English news with their TIMEX3 values (N. UzZaman et al., SemEval 2013).
//!
//! The files are TimeML: text with `<TIMEX3>` elements in it. Expressions are given; the value that the program finds
//! is held against theirs.

use menurut_core::{Claim, Date, MentionKind};

use super::rivals;
use super::xml::{elements, unescape};
use crate::given::{Article, Given, Role};
use crate::report::{Cell, Section, Table};
use crate::scores::share;
use crate::spans::Chars;

#[derive(Debug, Clone, PartialEq)]
struct Expression {
    span: Chars,
    words: String,
    class: String,
    value: String,
}

#[derive(Debug, Clone, Default)]
pub struct TempEval {
    articles: Vec<(Article, Vec<Expression>)>,
}

impl TempEval {
    /// Adds one article, the text of its TimeML file.
    ///
    /// # Errors
    /// When it has no text or no date of creation: then it is another file.
    pub fn add(&mut self, xml: &str) -> Result<(), String> {
        let created = elements(xml, "DCT")
            .next()
            .and_then(|d| elements(d.content, "TIMEX3").next());
        let date = created.and_then(|t| t.attribute("value")?.get(..10)?.parse::<Date>().ok());
        let body = elements(xml, "TEXT").next().map(|t| t.content);
        let (Some(date), Some(body)) = (date, body) else {
            return Err("has no <DCT> with a date and <TEXT>: it is not a TimeML file".to_owned());
        };
        let (mut text, mut expressions) = (String::new(), Vec::new());
        let mut rest = body;
        let mut count = 0;
        let mut open: Option<Expression> = None;
        while let Some((before, after)) = rest.split_once('<') {
            let piece = unescape_all(before);
            count += piece.chars().count();
            if let Some(e) = &mut open {
                e.words.push_str(&piece);
            }
            text.push_str(&piece);
            let Some((tag, next)) = after.split_once('>') else {
                break;
            };
            if tag.starts_with("TIMEX3") {
                let whole = format!("<{tag}></TIMEX3>");
                open = elements(&whole, "TIMEX3").next().map(|t| Expression {
                    span: [count, count],
                    words: String::new(),
                    class: t.attribute("type").unwrap_or("").to_owned(),
                    value: t.attribute("value").unwrap_or("").to_owned(),
                });
            } else if tag == "/TIMEX3"
                && let Some(mut e) = open.take()
            {
                e.span[1] = count;
                expressions.push(e);
            }
            rest = next;
        }
        text.push_str(&unescape_all(rest));
        let spans: Vec<_> = expressions
            .iter()
            .map(|e| (e.span, MentionKind::Time, Role::Time))
            .collect();
        self.articles
            .push((Article::new(&text, &spans).written("en", Some(date)), expressions));
        Ok(())
    }

    fn answers<'a>(&'a self, claims: &'a [Vec<Claim>]) -> impl Iterator<Item = (&'a Expression, String)> {
        self.articles
            .iter()
            .zip(claims)
            .flat_map(|((article, expressions), claims)| {
                expressions.iter().map(move |e| {
                    let claim = article.claim(claims, e.span);
                    let when = claim.and_then(|c| c.times.first());
                    (e, when.and_then(|t| t.timex.clone()).unwrap_or_default())
                })
            })
    }
}

fn unescape_all(text: &str) -> String {
    let (start, end) = (text.len() - text.trim_start().len(), text.trim_end().len());
    if start >= end {
        return text.to_owned();
    }
    format!("{}{}{}", &text[..start], unescape(text), &text[end..])
}

impl Given for TempEval {
    fn articles(&self) -> Vec<&Article> {
        self.articles.iter().map(|(a, _)| a).collect()
    }

    fn section(&self, claims: &[Vec<Claim>]) -> Section {
        let answers: Vec<_> = self.answers(claims).collect();
        let mut table = Table::new("", &["", "F1", "P", "R", "gold"]);
        let mut row = |name: &str, is: &dyn Fn(&Expression) -> bool| {
            let of: Vec<_> = answers.iter().filter(|(e, _)| is(e)).collect();
            let given = of.iter().filter(|(_, v)| !v.is_empty()).count();
            let right = of.iter().filter(|(e, v)| e.value == *v).count();
            let (p, r) = (share(right, given), share(right, of.len()));
            let f1 = if right == 0 { 0.0 } else { 2.0 * p * r / (p + r) };
            table.row([
                Cell::words(name),
                Cell::Figure(f1),
                Cell::Figure(p),
                Cell::Figure(r),
                Cell::Count(of.len()),
            ]);
        };
        row("value", &|_| true);
        for class in ["DATE", "TIME", "DURATION", "SET"] {
            row(&format!("value, {class}"), &|e| e.class == class);
        }
        Section {
            key: "tempeval".to_owned(),
            title: "TempEval-3 platinum, values of time expressions".to_owned(),
            notes: vec![format!(
                "{} expressions of {} English articles, their words given. What stays open counts as not given.",
                answers.len(),
                self.articles.len()
            )],
            tables: [table].into_iter().chain(rivals("tempeval")).collect(),
        }
    }

    fn misses(&self, claims: &[Vec<Claim>]) -> Table {
        let mut table = Table::new("Time expressions", &["words", "gold", "given"]);
        for (e, given) in self.answers(claims).filter(|(e, v)| e.value != *v) {
            table.row([
                Cell::words(e.words.as_str()),
                Cell::words(e.value.as_str()),
                Cell::words(given),
            ]);
        }
        table
    }
}

#[cfg(test)]
mod tests {
    use menurut_core::{EventMention, Resolution, Scores, Time, Verdict};

    use super::*;

    const FILE: &str = r#"<TimeML><DCT><TIMEX3 tid="t0" type="DATE" value="2019-05-07">May 7</TIMEX3></DCT><TEXT>
Ana &amp; Ivo <EVENT eid="e1">met</EVENT> on <TIMEX3 tid="t1" type="DATE" value="2019-05-06">Monday</TIMEX3> for <TIMEX3 tid="t2" type="DURATION" value="PT2H">two hours</TIMEX3>.
</TEXT></TimeML>"#;

    fn claim(event: &EventMention, timex: Option<&str>) -> Claim {
        Claim {
            sentence: 0,
            event: event.clone(),
            actors: Vec::new(),
            recipients: Vec::new(),
            places: Vec::new(),
            times: vec![Time {
                span: event.trigger,
                range: Resolution::because("not asked"),
                timex: timex.map(str::to_owned),
            }],
            amounts: Vec::new(),
            according_to: menurut_core::Chain::default(),
            also_according_to: Vec::new(),
            verdict: Verdict::Asserted,
            unresolved: Vec::new(),
            scores: Scores {
                event: 1.0,
                actors: 1.0,
                recipients: 1.0,
                attribution: 1.0,
            },
        }
    }

    #[test]
    fn values_are_held_against_the_file() {
        let mut set = TempEval::default();
        set.add(FILE).unwrap();
        let article = set.articles()[0].clone();
        assert_eq!(
            article.document.published.as_ref().unwrap().date.to_string(),
            "2019-05-07"
        );
        let events = &article.graph.sentences[0].events;
        let words: Vec<&str> = events.iter().map(|e| article.document.slice(e.trigger)).collect();
        assert_eq!(words, ["Monday", "two hours"]);
        let claims = [vec![claim(&events[0], Some("2019-05-06")), claim(&events[1], None)]];
        let section = set.section(&claims);
        let figure = |row: &str, column: &str| section.tables[0].cell(row, column).cloned();
        assert_eq!(figure("value", "P"), Some(Cell::Figure(1.0)));
        assert_eq!(figure("value", "R"), Some(Cell::Figure(0.5)));
        assert_eq!(set.misses(&claims).rows.len(), 1);
        assert!(set.add("<articles></articles>").is_err());
    }
}
