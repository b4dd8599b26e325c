//! Which country actors and recipients of the gold sentences are of: a key of ids, spans and codes
//! (`data/gold-countries.tsv`, by hand); the sentences are not in this repository.

use std::collections::BTreeMap;

use menurut_core::{Claim, Participant, Resolution, Span};

use super::rivals;
use crate::given::{Article, Given};
use crate::report::{Cell, Section, Table};
use crate::scores::share;
use crate::spans::Chars;
use crate::stm::Item;

const KEY: &str = include_str!("../../data/gold-countries.tsv");

#[derive(Debug, Clone)]
struct Asked {
    span: Chars,
    words: String,
    /// Codes with commas, or `-` for none.
    gold: String,
}

#[derive(Debug, Clone, Default)]
pub struct Countries {
    articles: Vec<(Article, Vec<Asked>)>,
    /// Keys whose sentence or mention is not there.
    lost: usize,
}

impl Countries {
    /// The gold sentences with the key.
    pub fn new(items: &[Item]) -> Countries {
        let mut keys: BTreeMap<&str, Vec<(Chars, &str)>> = BTreeMap::new();
        let mut all = 0;
        for line in KEY.lines().filter(|l| !l.starts_with('#')) {
            let [id, start, end, gold] = line.split('\t').collect::<Vec<_>>()[..] else {
                continue;
            };
            if let (Ok(start), Ok(end)) = (start.parse(), end.parse())
                && gold != "?"
            {
                all += 1;
                keys.entry(id).or_default().push(([start, end], gold));
            }
        }
        let mut set = Countries::default();
        for item in items {
            let Some(keys) = keys.get(item.id.as_str()) else {
                continue;
            };
            let chars: Vec<char> = item.text.chars().collect();
            let asked: Vec<Asked> = keys
                .iter()
                .filter(|(span, _)| span[0] < span[1] && span[1] <= chars.len())
                .map(|(span, gold)| Asked {
                    span: *span,
                    words: chars[span[0]..span[1]].iter().collect(),
                    gold: (*gold).to_owned(),
                })
                .collect();
            set.articles.push((Article::of_items(&[item], None), asked));
        }
        set.lost = all - set.articles.iter().map(|(_, a)| a.len()).sum::<usize>();
        set
    }

    fn answers<'a>(&'a self, claims: &'a [Vec<Claim>]) -> impl Iterator<Item = (&'a Asked, String)> {
        self.articles.iter().zip(claims).flat_map(|((article, asked), claims)| {
            asked.iter().map(move |a| {
                let bytes = |n: usize| {
                    article
                        .document
                        .text
                        .char_indices()
                        .nth(n)
                        .map_or(article.document.text.len(), |(i, _)| i)
                };
                let span = Span::new(bytes(a.span[0]), bytes(a.span[1]));
                let mut people = claims.iter().flat_map(|c| c.actors.iter().chain(&c.recipients));
                (
                    a,
                    people
                        .find(|p| p.span == span)
                        .map_or_else(|| "not found".to_owned(), country),
                )
            })
        })
    }
}

fn country(p: &Participant) -> String {
    match &p.actor.country {
        Resolution::Resolved(c) => c.to_string(),
        Resolution::Ambiguous(all) => all.iter().map(ToString::to_string).collect::<Vec<_>>().join(","),
        Resolution::Unresolved(_) => "-".to_owned(),
    }
}

fn right(gold: &str, given: &str) -> bool {
    let sorted = |codes: &str| {
        let mut codes: Vec<String> = codes.split(',').map(str::to_owned).collect();
        codes.sort();
        codes
    };
    sorted(gold) == sorted(given)
}

impl Given for Countries {
    fn articles(&self) -> Vec<&Article> {
        self.articles.iter().map(|(a, _)| a).collect()
    }

    fn section(&self, claims: &[Vec<Claim>]) -> Section {
        let answers: Vec<_> = self.answers(claims).collect();
        let mut table = Table::new("", &["", "right", "left open", "wrong", "n"]);
        let mut row = |name: &str, is: &dyn Fn(&str, &str) -> bool| {
            let of: Vec<_> = self
                .articles
                .iter()
                .flat_map(|(article, asked)| asked.iter().map(|_| article.document.lang.as_deref().unwrap_or("")))
                .zip(&answers)
                .filter(|(lang, (a, _))| is(lang, &a.gold))
                .map(|(_, answer)| answer)
                .collect();
            let ok = of.iter().filter(|(a, given)| right(&a.gold, given)).count();
            let open = of.iter().filter(|(a, given)| given == "-" && a.gold != "-").count();
            let figures = [ok, open, of.len() - ok - open].map(|n| Cell::Figure(share(n, of.len())));
            table.row(
                [Cell::words(name)]
                    .into_iter()
                    .chain(figures)
                    .chain([Cell::Count(of.len())]),
            );
        };
        row("all", &|_, _| true);
        row("id", &|lang, _| lang == "id");
        row("en", &|lang, _| lang == "en");
        row("of a country", &|_, gold| gold != "-");
        row("of none", &|_, gold| gold == "-");
        let mut notes = vec![format!(
            "{} actors and recipients of the gold sentences, their marks given; each sentence stands alone, without outlet and date.",
            answers.len()
        )];
        if self.lost > 0 {
            notes.push(format!("{} of the key are not in these sentences.", self.lost));
        }
        Section {
            key: "countries".to_owned(),
            title: "Countries of actors".to_owned(),
            notes,
            tables: [table].into_iter().chain(rivals("countries")).collect(),
        }
    }

    fn misses(&self, claims: &[Vec<Claim>]) -> Table {
        let mut table = Table::new("Countries of actors", &["words", "gold", "given"]);
        for (a, given) in self.answers(claims).filter(|(a, given)| !right(&a.gold, given)) {
            table.row([a.words.clone(), a.gold.clone(), given].map(Cell::Words));
        }
        table
    }
}
