//! Whom pronouns, short names and descriptions stand for: the `refs` lines of the own dev articles, gold marks given.
//!
//! Right is the entity of the first mention that the ref names; what stays open is wrong.

use std::collections::BTreeMap;

use menurut_core::{Claim, Graph, MentionId, MentionKind, Participant, Span};

use super::rivals;
use crate::given::{Article, Given, Role, asking};
use crate::report::{Cell, Section, Table};
use crate::scores::share;
use crate::stm::{ArticleHead, Item};

#[derive(Debug, Clone)]
struct Ref {
    lang: String,
    kind: MentionKind,
    words: String,
    name: String,
    /// The mention, and the first one of the name; `None` where no other mention bears it.
    mention: Span,
    first: Option<Span>,
}

#[derive(Debug, Clone, Default)]
pub struct Refs {
    articles: Vec<(Article, Vec<Ref>)>,
}

impl Refs {
    /// Of the items of whole articles, in their order.
    pub fn new(items: &[Item], heads: &[ArticleHead]) -> Refs {
        let heads: BTreeMap<&str, &ArticleHead> = heads.iter().map(|h| (h.id.as_str(), h)).collect();
        let mut by_article: Vec<(&str, Vec<&Item>)> = Vec::new();
        for item in items {
            let Some(doc) = item.meta.get("doc") else { continue };
            match by_article.last_mut() {
                Some((of, items)) if of == doc => items.push(item),
                _ => by_article.push((doc, vec![item])),
            }
        }
        let articles = by_article
            .iter()
            .map(|(doc, items)| article(items, heads.get(doc).copied()))
            .collect();
        Refs { articles }
    }

    fn answers<'a>(
        &'a self,
        claims: &'a [Vec<Claim>],
    ) -> impl Iterator<Item = (&'a Ref, Option<&'a Participant>, bool)> {
        self.articles.iter().zip(claims).flat_map(|((_, refs), claims)| {
            let at = move |span: Span| {
                let mut people = claims.iter().flat_map(|c| c.actors.iter().chain(&c.recipients));
                people.find(|p| p.span == span)
            };
            refs.iter().map(move |r| {
                let (ours, first) = (at(r.mention), r.first.and_then(at));
                let right = ours
                    .zip(first)
                    .is_some_and(|(a, b)| a.actor.name == b.actor.name && a.actor.id == b.actor.id);
                (r, ours, right)
            })
        })
    }
}

fn article(items: &[&Item], head: Option<&ArticleHead>) -> (Article, Vec<Ref>) {
    let Article { document, mut graph } = Article::of_items(items, head);
    let mut refs = Vec::new();
    for (s, item) in items.iter().enumerate() {
        for (id, name) in &item.refs {
            let Some(m) = item.mention_names.iter().position(|n| n == id) else {
                continue;
            };
            let mention = &graph.sentences[s].mentions[m];
            // The shortest, then the earliest of those that bear the name.
            let first = graph.sentences[..=s]
                .iter()
                .flat_map(|g| &g.mentions)
                .filter(|x| x.span != mention.span && x.kind != MentionKind::Pro)
                .filter(|x| document.slice(x.span).contains(name.as_str()))
                .min_by_key(|x| (x.span.len(), x.span.start))
                .map(|x| x.span);
            refs.push(Ref {
                lang: item.lang.clone(),
                kind: mention.kind,
                words: document.slice(mention.span).to_owned(),
                name: name.clone(),
                mention: mention.span,
                first,
            });
        }
    }
    for r in &refs {
        for span in [Some(r.mention), r.first].into_iter().flatten() {
            ask(&mut graph, span);
        }
    }
    (Article { document, graph }, refs)
}

/// Whoever takes part in nothing hangs on an event of their own, so that a claim tells who that is.
fn ask(graph: &mut Graph, span: Span) {
    for sentence in &mut graph.sentences {
        let Some(m) = sentence.mentions.iter().position(|x| x.span == span) else {
            continue;
        };
        let id = MentionId(u32::try_from(m).unwrap_or(u32::MAX));
        if !sentence
            .events
            .iter()
            .any(|e| e.actors.contains(&id) || e.recipients.contains(&id))
        {
            sentence.events.push(asking(span, id, Role::Actor));
        }
    }
}

impl Given for Refs {
    fn articles(&self) -> Vec<&Article> {
        self.articles.iter().map(|(a, _)| a).collect()
    }

    fn section(&self, claims: &[Vec<Claim>]) -> Section {
        let answers: Vec<_> = self.answers(claims).collect();
        let mut table = Table::new("", &["", "right", "n"]);
        let mut row = |name: &str, is: &dyn Fn(&Ref) -> bool| {
            let of: Vec<bool> = answers.iter().filter(|(r, ..)| is(r)).map(|(.., ok)| *ok).collect();
            if !of.is_empty() {
                let right = of.iter().filter(|ok| **ok).count();
                table.row([
                    Cell::words(name),
                    Cell::Figure(share(right, of.len())),
                    Cell::Count(of.len()),
                ]);
            }
        };
        row("all", &|_| true);
        row("id", &|r| r.lang == "id");
        row("en", &|r| r.lang == "en");
        row("other languages", &|r| r.lang != "id" && r.lang != "en");
        for kind in MentionKind::ALL {
            row(kind.as_str(), &|r| r.kind == *kind);
        }
        Section {
            key: "refs".to_owned(),
            title: "Whom words stand for".to_owned(),
            notes: vec![format!(
                "{} pronouns, short names and descriptions of {} own dev articles, their marks given. Right: the entity of the \
                 first mention that the ref names.",
                answers.len(),
                self.articles.len()
            )],
            tables: [table].into_iter().chain(rivals("refs")).collect(),
        }
    }

    fn misses(&self, claims: &[Vec<Claim>]) -> Table {
        let mut table = Table::new("Whom words stand for", &["lang", "kind", "words", "gold", "given"]);
        for (r, ours, _) in self.answers(claims).filter(|(.., ok)| !ok) {
            let given = ours.map_or("", |p| p.actor.name.as_str());
            table.row(
                [
                    r.lang.as_str(),
                    r.kind.as_str(),
                    r.words.as_str(),
                    r.name.as_str(),
                    given,
                ]
                .map(Cell::words),
            );
        }
        table
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refs_point_to_the_first_mention_of_the_name() {
        let text = "# article t-1 | outlet=Kabar_Uji | date=2020-02-03 | dateline=PALU\n\n\
            # id=t-1-01 lang=id doc=t-1 part=body\n[m1 PER|Wali Kota Sari Tanu] [e1 CONSULT|bertemu] [m2 GRP|petani].\ne1 m1>m2\n\n\
            # id=t-1-02 lang=id doc=t-1 part=body\n# refs m1=Sari Tanu\n[m1 PRO|Ia] [a1 CUE|berkata] {a1|semua aman}.\na1 <m1\n";
        let read = crate::stm::read("t", text);
        assert_eq!(read.faults, []);
        let set = Refs::new(&read.items, &read.articles);
        let (article, refs) = &set.articles[0];
        assert_eq!(
            article.document.published.as_ref().unwrap().date.to_string(),
            "2020-02-03"
        );
        assert_eq!(article.document.slice(refs[0].mention), "Ia");
        assert_eq!(article.document.slice(refs[0].first.unwrap()), "Wali Kota Sari Tanu");
        // The speaker takes part in nothing: an event asks for it.
        assert_eq!(article.graph.sentences[1].events.len(), 1);
        let section = set.section(&[Vec::new()]);
        assert_eq!(
            section.tables[0].cell("all", "right"),
            Some(&Cell::Figure(0.0)),
            "left open is wrong"
        );
    }
}
