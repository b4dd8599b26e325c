//! The Markdown suite: articles, and the claims expected of them (suite/README.md says how a case is written).
#![cfg(feature = "bundled-model")]

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use menurut::record::{ActorRecord, ClaimRecord};
use menurut::{Article, Body, Published, Reader};

/// One article of a suite file with what is expected of it.
#[derive(Debug, Default)]
struct Case {
    /// Line of its first fence, from 1.
    line: usize,
    info: String,
    body: String,
    columns: Vec<String>,
    expected: Vec<Vec<String>>,
    /// Words that stand in no claim's sentence.
    never: Vec<String>,
}

fn cases(markdown: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut lines = markdown.lines().enumerate();
    while let Some((n, line)) = lines.next() {
        let fence = line.strip_prefix("```").map(str::trim);
        if let Some(info) = fence.filter(|i| i.starts_with("article") || i.starts_with("html")) {
            let body = lines
                .by_ref()
                .map(|(_, l)| l)
                .take_while(|l| !l.starts_with("```"))
                .collect::<Vec<_>>()
                .join("\n");
            cases.push(Case {
                line: n + 1,
                info: info.to_owned(),
                body,
                ..Case::default()
            });
        } else if let (Some(case), Some(row)) = (cases.last_mut(), line.trim().strip_prefix('|')) {
            let cells: Vec<String> = row
                .trim_end_matches('|')
                .split('|')
                .map(|c| c.trim().to_owned())
                .collect();
            if cells.iter().all(|c| c.chars().all(|c| matches!(c, '-' | ':'))) {
                continue;
            }
            if case.columns.is_empty() {
                case.columns = cells;
            } else {
                case.expected.push(cells);
            }
        } else if let (Some(case), Some(words)) = (cases.last_mut(), line.strip_prefix("Never: ")) {
            case.never.push(words.trim().to_owned());
        }
    }
    cases
}

/// `name=word` or `name="several words"` in a fence's line.
fn setting(info: &str, name: &str) -> Option<String> {
    let rest = info.split_once(&format!(" {name}="))?.1;
    let value = match rest.strip_prefix('"') {
        Some(quoted) => quoted.split_once('"')?.0,
        None => rest.split_whitespace().next()?,
    };
    Some(value.to_owned())
}

fn article(case: &Case) -> Article {
    let html = case.info.starts_with("html");
    let body = case.body.clone();
    let mut article = Article::new(if html { Body::Html(body) } else { Body::Text(body) });
    article.lang = setting(&case.info, "lang");
    article.outlet = setting(&case.info, "outlet");
    article.published =
        setting(&case.info, "date").map(|d| Published::from(d.parse::<menurut::Date>().expect("date=YYYY-MM-DD")));
    article
}

fn names(actors: &[ActorRecord]) -> String {
    actors
        .iter()
        .map(|a| format!("{} {}", a.name, a.country.as_deref().unwrap_or("")))
        .collect::<Vec<_>>()
        .join("; ")
}

/// What a claim has in a column of the table.
fn cell(claim: &ClaimRecord, column: &str) -> String {
    let list = |items: Vec<String>| items.join("; ");
    match column {
        "actor" => names(&claim.actors),
        "type" => claim.event.event_type.clone(),
        "mode" => claim.event.mode.clone().unwrap_or_default(),
        "status" => claim.event.status.clone(),
        "trigger" => claim.event.trigger.text.clone(),
        "recipient" => names(&claim.recipients),
        "when" => list(
            claim
                .times
                .iter()
                .map(|t| t.start.clone().unwrap_or_else(|| t.text.clone()))
                .collect(),
        ),
        "where" => list(
            claim
                .places
                .iter()
                .map(|p| format!("{} {}", p.name, p.country.as_deref().unwrap_or("")))
                .collect(),
        ),
        "amount" => list(
            claim
                .amounts
                .iter()
                .map(|a| format!("{} {} {}", a.bound, a.value, a.unit))
                .collect(),
        ),
        "according to" => {
            let chains = std::iter::once(&claim.according_to).chain(&claim.also_according_to);
            list(
                chains
                    .map(|c| c.iter().map(|l| names(&l.sources)).collect::<Vec<_>>().join(" < "))
                    .collect(),
            )
        }
        "verdict" => claim.verdict.clone(),
        other => panic!("the suite knows no column '{other}' (suite/README.md lists them)"),
    }
}

fn fits(claim: &ClaimRecord, columns: &[String], row: &[String]) -> bool {
    columns.iter().zip(row).all(|(column, wanted)| {
        let has = cell(claim, column);
        match wanted.as_str() {
            "" => true,
            "–" => has.trim().is_empty(),
            // Countries and types are codes, everything else may be a part of what is there.
            _ if matches!(column.as_str(), "type" | "status" | "verdict" | "mode") => has == *wanted,
            _ => wanted
                .split(';')
                .all(|part| has.to_lowercase().contains(&part.trim().to_lowercase())),
        }
    })
}

fn failures(path: &Path, case: &Case, reader: &Reader) -> Result<usize, String> {
    let place = format!("{}:{}", path.display(), case.line);
    let reading = reader.read(&article(case)).map_err(|e| format!("{place}: {e}\n"))?;
    let claims = reading.claim_records();
    let mut free: Vec<&ClaimRecord> = claims.iter().collect();
    let mut wrong = String::new();
    for row in &case.expected {
        match free.iter().position(|c| fits(c, &case.columns, row)) {
            Some(n) => {
                free.remove(n);
            }
            None => {
                let _ = writeln!(wrong, "{place}: no claim fits | {} |", row.join(" | "));
            }
        }
    }
    for words in &case.never {
        if let Some(claim) = claims.iter().find(|c| c.sentence.text.contains(words)) {
            let _ = writeln!(wrong, "{place}: a claim comes from “{}”", claim.sentence.text);
        }
    }
    if wrong.is_empty() {
        return Ok(case.expected.len() + case.never.len());
    }
    let _ = writeln!(wrong, "found were:\n| {} |", case.columns.join(" | "));
    for claim in &claims {
        let cells: Vec<String> = case.columns.iter().map(|c| cell(claim, c)).collect();
        let _ = writeln!(wrong, "| {} |", cells.join(" | "));
    }
    Err(wrong)
}

#[test]
fn every_case_of_the_suite_holds() {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../suite"));
    let mut files: Vec<PathBuf> = fs::read_dir(&folder)
        .expect("the suite")
        .map(|e| e.expect("an entry").path())
        .filter(|p| p.extension().is_some_and(|e| e == "md") && p.file_stem().is_some_and(|s| s != "README"))
        .collect();
    files.sort();
    let reader = Reader::new().expect("the bundled model");
    let (mut held, mut wrong) = (0, String::new());
    for file in files {
        let markdown = fs::read_to_string(&file).expect("a suite file");
        let cases = cases(&markdown);
        assert!(!cases.is_empty(), "{} holds no case", file.display());
        for case in &cases {
            assert!(
                !case.expected.is_empty() || !case.never.is_empty(),
                "{}:{} expects nothing",
                file.display(),
                case.line
            );
            match failures(&file, case, &reader) {
                Ok(n) => held += n,
                Err(message) => wrong.push_str(&message),
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    assert!(held >= 20, "only {held} expectations");
}

#[test]
fn readings_come_in_the_order_of_their_articles() {
    let reader = Reader::new().expect("the bundled model");
    let texts: Vec<String> = (0..12)
        .map(|n| format!("Polisi menangkap {} orang di Jakarta pada Senin.", n + 2))
        .collect();
    let articles = texts
        .iter()
        .map(|t| Article::new(Body::Text(t.repeat(1 + t.len() % 7))));
    let mut read = Vec::new();
    reader
        .read_all(articles, 2, |reading| {
            read.push(reading.expect("a reading").document.text);
            std::ops::ControlFlow::Continue(())
        })
        .expect("two threads");
    assert_eq!(read.len(), texts.len());
    for (text, expected) in read.iter().zip(&texts) {
        assert!(text.starts_with(expected.as_str()), "{text}");
    }
}
