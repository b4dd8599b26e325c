//! How well pages are read, against a folder of pages with gold.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use menurut_core::{Article, Body, Document, ParagraphKind};
use serde_json::Value;

/// What should be read from a page; only what is given counts.
#[derive(Debug, Default)]
pub(crate) struct Gold {
    pub(crate) title: Option<String>,
    pub(crate) day: Option<String>,
    pub(crate) authors: Option<Vec<String>>,
    pub(crate) body: String,
}

/// The means over the pages of a folder.
#[derive(Debug, Default)]
pub(crate) struct Scores {
    pub(crate) pages: usize,
    /// Bag-of-words F1 per page, over all paragraphs but the headline.
    pub(crate) body: f64,
    /// The title is the gold one, or begins with it, up to punctuation.
    pub(crate) title: Option<f64>,
    pub(crate) day: Option<f64>,
    /// F1 over all names.
    pub(crate) authors: Option<f64>,
    pub(crate) time: Duration,
    /// The pages that are not read perfectly, the worst first: name, body F1, what else is wrong.
    pub(crate) wrong: Vec<(String, f64, String)>,
}

impl fmt::Display for Scores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} pages: body F1 {:.4}", self.pages, self.body)?;
        for (name, score) in [("title", self.title), ("day", self.day), ("authors F1", self.authors)] {
            if let Some(score) = score {
                write!(f, ", {name} {score:.4}")?;
            }
        }
        write!(
            f,
            "; {:.1} ms per page",
            self.time.as_secs_f64() * 1e3 / self.pages.max(1) as f64
        )
    }
}

/// Reads `gold.json` (pages beside it) or the `ground-truth.json` of the article extraction benchmark of Scrapinghub
/// (pages in `html/`, packed with gzip), and all its pages.
///
/// # Errors
/// Where the folder cannot be read.
pub(crate) fn score(folder: &Path) -> io::Result<Scores> {
    let gold = gold(folder)?;
    let mut scores = Scores {
        pages: gold.len(),
        ..Scores::default()
    };
    let (mut titles, mut days) = ((0, 0), (0, 0));
    let (mut both, mut found, mut wanted, mut has_authors) = (0, 0, 0, false);
    for (name, gold) in &gold {
        let bytes = page(folder, name)?;
        let start = Instant::now();
        let document = menurut_text::read(&Article::new(Body::Bytes(bytes))).unwrap_or_default();
        scores.time += start.elapsed();
        let mut wrong = String::new();
        let body = f1(&body(&document), &gold.body);
        scores.body += body;
        if let Some(title) = &gold.title {
            let ours = document.title.clone().unwrap_or_default();
            titles.1 += 1;
            if letters(&ours).starts_with(&letters(title)) {
                titles.0 += 1;
            } else {
                wrong += &format!(" title {ours:?}");
            }
        }
        if let Some(day) = &gold.day {
            let ours = document.published.as_ref().map(|p| p.date.to_string());
            days.1 += 1;
            if ours.as_ref() == Some(day) {
                days.0 += 1;
            } else {
                wrong += &format!(" day {ours:?}");
            }
        }
        if let Some(authors) = &gold.authors {
            has_authors = true;
            let gold: BTreeSet<String> = authors.iter().map(|a| letters(a)).collect();
            let ours: BTreeSet<String> = document.byline.iter().map(|a| letters(a)).collect();
            both += gold.intersection(&ours).count();
            found += ours.len();
            wanted += gold.len();
            if gold != ours {
                wrong += &format!(" authors {:?}", document.byline);
            }
        }
        if body < 0.97 || !wrong.is_empty() {
            scores.wrong.push((name.clone(), body, wrong));
        }
    }
    let part = |(right, all): (usize, usize)| (all > 0).then(|| right as f64 / all as f64);
    scores.body /= scores.pages.max(1) as f64;
    scores.title = part(titles);
    scores.day = part(days);
    scores.authors = has_authors.then(|| 2.0 * both as f64 / (found + wanted).max(1) as f64);
    scores
        .wrong
        .sort_by(|a, b| a.1.total_cmp(&b.1).then_with(|| a.0.cmp(&b.0)));
    Ok(scores)
}

fn gold(folder: &Path) -> io::Result<BTreeMap<String, Gold>> {
    let (path, body) = match folder.join("gold.json") {
        path if path.exists() => (path, "body"),
        _ => (folder.join("ground-truth.json"), "articleBody"),
    };
    let value: Value = serde_json::from_slice(&std::fs::read(path)?)?;
    let Value::Object(pages) = value else {
        return Err(ErrorKind::InvalidData.into());
    };
    let text = |v: &Value| v.as_str().map(str::to_owned);
    Ok(pages
        .into_iter()
        .map(|(name, page)| {
            let gold = Gold {
                title: page.get("title").and_then(text),
                day: page.get("day").and_then(text),
                authors: page
                    .get("authors")
                    .and_then(Value::as_array)
                    .map(|a| a.iter().filter_map(text).collect()),
                body: page.get(body).and_then(text).unwrap_or_default(),
            };
            (name, gold)
        })
        .collect())
}

fn page(folder: &Path, name: &str) -> io::Result<Vec<u8>> {
    let plain = folder.join(format!("{name}.html"));
    if plain.exists() {
        return std::fs::read(plain);
    }
    let packed = folder.join("html").join(format!("{name}.html.gz"));
    let output = Command::new("gzip").arg("-dc").arg(packed).output()?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        Err(ErrorKind::NotFound.into())
    }
}

fn body(document: &Document) -> String {
    let kept = document.paragraphs.iter().filter(|p| p.kind != ParagraphKind::Headline);
    kept.map(|p| document.slice(p.span)).collect::<Vec<_>>().join("\n")
}

fn letters(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

fn words(text: &str) -> BTreeMap<String, usize> {
    let mut out = BTreeMap::new();
    for word in text
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|w| !w.is_empty())
    {
        *out.entry(word.to_lowercase()).or_default() += 1;
    }
    out
}

fn f1(ours: &str, gold: &str) -> f64 {
    let (ours, gold) = (words(ours), words(gold));
    let both: usize = gold.iter().map(|(w, n)| n.min(ours.get(w).unwrap_or(&0))).sum();
    let all: usize = ours.values().chain(gold.values()).sum();
    if all == 0 { 1.0 } else { 2.0 * both as f64 / all as f64 }
}
