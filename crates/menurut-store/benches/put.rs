//! How fast articles of 15 claims go into the book, how large it gets, and how fast claims come out.
//!
//!     cargo bench -p menurut-store

#[path = "../tests/common/mod.rs"]
mod common;

use std::io::Write;
use std::ops::ControlFlow;
use std::time::Instant;

use menurut_store::{ClaimFilter, Store, StoredReading};

fn main() {
    let n = 2_000;
    let readings: Vec<StoredReading> = (0..n).map(|i| common::reading(i, 15)).collect();
    let folder = tempfile::tempdir().expect("a folder for the bench");
    let mut out = std::io::stdout().lock();
    let mut say = |line: String| writeln!(out, "{line}").expect("stdout");

    let path = folder.path().join("one.db");
    let mut store = Store::open(&path).expect("a new store");
    let start = Instant::now();
    for reading in &readings {
        store.put(reading, false).expect("stored");
    }
    let seconds = start.elapsed().as_secs_f64();
    say(format!(
        "put, one article per transaction: {:.0} articles/s",
        n as f64 / seconds
    ));

    let path = folder.path().join("grouped.db");
    let mut store = Store::open(&path).expect("a new store");
    let start = Instant::now();
    store.put_all(&readings, false).expect("stored");
    let seconds = start.elapsed().as_secs_f64();
    say(format!("put_all: {:.0} articles/s", n as f64 / seconds));

    let start = Instant::now();
    store.put_all(&readings, false).expect("stored");
    let seconds = start.elapsed().as_secs_f64();
    say(format!(
        "put_all, nothing changed: {:.0} articles/s",
        n as f64 / seconds
    ));

    store.tidy().expect("tidied");
    let actor = |word: &str| ClaimFilter {
        actor: Some(word.to_owned()),
        ..ClaimFilter::default()
    };
    let text = ClaimFilter {
        text: Some("gencatan senjata".to_owned()),
        ..ClaimFilter::default()
    };
    for (name, filter) in [
        ("all", ClaimFilter::default()),
        ("actor PHL", actor("PHL")),
        ("actor 'raka wijaya'", actor("raka wijaya")),
        ("text 'gencatan senjata'", text),
    ] {
        let start = Instant::now();
        let found = store.each_claim(&filter, |_| ControlFlow::Continue(())).expect("read");
        say(format!(
            "claims, {name}: {found} in {:.0} ms",
            start.elapsed().as_secs_f64() * 1e3
        ));
    }
    drop(store);
    let size = std::fs::metadata(&path).expect("the store's file").len();
    say(format!(
        "size: {:.1} MB per 1,000 articles",
        size as f64 / 1e6 / (n as f64 / 1e3)
    ));
}
