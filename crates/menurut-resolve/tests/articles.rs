//! What whole marked articles come to: `MENURUT_ARTICLES=folder cargo test -p menurut-resolve --test articles -- --nocapture`
//! prints every claim of the folder's .stm articles and the share of fields that found an answer. Without the
//! variable there is nothing to do.
#![allow(clippy::print_stdout)]

mod common;

use std::collections::BTreeMap;
use std::time::Instant;

use common::{article, country, print_chains};
use menurut_core::{Resolution, Time};

#[test]
fn marked_articles() {
    let Some(folder) = std::env::var_os("MENURUT_ARTICLES") else {
        return;
    };
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("a folder")
        .filter_map(|f| f.ok().map(|f| f.path()))
        .collect();
    files.sort();
    let mut shares: BTreeMap<(String, &str), [usize; 2]> = BTreeMap::new();
    let (mut spent, mut claims, mut articles) = (0.0, 0, 0);
    for file in files.iter().filter(|f| f.extension().is_some_and(|e| e == "stm")) {
        let text = std::fs::read_to_string(file).expect("a readable file");
        for source in text.split("# article ").skip(1) {
            let Some(source) = converted(source) else { continue };
            let a = article(&source);
            let lang = a.document.lang.clone().unwrap_or_default();
            let start = Instant::now();
            let resolved = a.resolve();
            spent += start.elapsed().as_secs_f64();
            articles += 1;
            claims += resolved.claims.len();
            println!(
                "\n## {} {:?} {lang}",
                a.document.outlet.as_deref().unwrap_or("-"),
                a.document.published.as_ref().map(|p| p.date)
            );
            let mut count = |what: &'static str, found: bool| {
                shares.entry((lang.clone(), what)).or_default()[usize::from(found)] += 1;
            };
            for c in &resolved.claims {
                let sentence = a.document.slice(a.document.sentences[c.sentence].span);
                let who = |all: &[menurut_core::Participant]| {
                    all.iter()
                        .map(|p| format!("{}={}", p.actor.name, country(p)))
                        .collect::<Vec<_>>()
                        .join(", ")
                };
                println!(
                    "{sentence}\n  [{}] {} {:?} {}",
                    a.document.slice(c.event.trigger),
                    c.event.event_type,
                    c.event.mode,
                    c.event.status
                );
                println!("  {} > {} :: {}", who(&c.actors), who(&c.recipients), print_chains(c));
                for Time { span, range: when, .. } in &c.times {
                    let open_length = matches!(when, Resolution::Unresolved(w) if w.contains("length") || w.contains("vague") || w.contains("named after"));
                    if !open_length {
                        count("time", when.resolved().is_some());
                    }
                    println!("  ^ {} = {when:?}", a.document.slice(*span));
                }
                for p in &c.places {
                    count("place's country", p.country.resolved().is_some());
                    count("place's point", p.lat.is_some() || p.precision.is_some());
                    println!(
                        "  @ {} = {} {:?} {:?} {:?}",
                        a.document.slice(p.span),
                        p.name,
                        p.country,
                        p.admin1,
                        p.precision
                    );
                }
                for m in &c.amounts {
                    println!(
                        "  # {} = {} {} {:?} [{}] {:?}",
                        a.document.slice(m.span),
                        m.bound,
                        m.value,
                        m.value_max,
                        m.unit,
                        m.counts
                    );
                }
            }
            for q in &resolved.quotations {
                println!(
                    "  \" {} :: {}",
                    common::print_chain(&q.chain),
                    a.document.slice(q.content)
                );
            }
        }
    }
    for ((lang, what), [no, yes]) in shares {
        println!(
            "= {lang} {what}: {yes} of {} ({:.1} %)",
            no + yes,
            100.0 * yes as f64 / (no + yes) as f64
        );
    }
    println!(
        "= {articles} articles, {claims} claims, {:.3} ms an article",
        1000.0 * spent / f64::from(articles.max(1))
    );
}

/// A corpus article as the test builder reads it: each sentence a paragraph.
fn converted(source: &str) -> Option<String> {
    let mut lines = source.lines();
    let header = lines.next()?;
    let field = |name: &str| {
        header
            .split('|')
            .find_map(|f| f.trim().strip_prefix(name).map(|v| v.replace('_', " ")))
    };
    let body: Vec<&str> = lines.collect();
    let lang = body
        .iter()
        .find_map(|l| l.split(' ').find_map(|w| w.strip_prefix("lang=")))?;
    let mut out = format!(
        "# outlet={} | date={} | lang={lang}\n",
        field("outlet=")?,
        field("date=")?
    );
    for line in body {
        if !line.starts_with('#') {
            out.push_str(line);
            out.push('\n');
        }
    }
    Some(out)
}
