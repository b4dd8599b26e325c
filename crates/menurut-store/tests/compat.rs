//! A store written by each version of the tables still opens and says what it said.

mod common;

use std::path::{Path, PathBuf};

use common::reading;
use menurut_core::record::ClaimRecord;
use menurut_store::{ClaimFilter, QuoteFilter, SCHEMA_VERSION, Store};

fn fixture(version: i64, ending: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/compat/v{version}.{ending}"))
}

fn lines(store: &Store) -> String {
    let claims = store.claims(&ClaimFilter::default()).unwrap();
    claims
        .iter()
        .map(|c| serde_json::to_string(c).unwrap() + "\n")
        .collect()
}

/// Writes the fixture of a version that has none yet; committed, it is never written again.
fn write_fixture(version: i64) {
    let (folder, ready) = (tempfile::tempdir().unwrap(), fixture(version, "db"));
    let path = folder.path().join("book.db");
    let mut store = Store::open(&path).unwrap();
    for n in 0..3 {
        store.put(&reading(n, 4), false).unwrap();
    }
    store.put_failure("news/empty.txt", "it is empty").unwrap();
    std::fs::write(fixture(version, "jsonl"), lines(&store)).unwrap();
    // The last connection to close brings the log into the file.
    drop(store);
    std::fs::copy(path, ready).unwrap();
}

#[test]
fn stores_of_every_version_open() {
    for version in 1..=SCHEMA_VERSION {
        let old = fixture(version, "db");
        if version == SCHEMA_VERSION && !old.exists() {
            write_fixture(version);
            panic!(
                "{} and its .jsonl were missing and are now written: commit them",
                old.display()
            );
        }
        for open in [Store::open, Store::open_existing] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("book.db");
            std::fs::copy(&old, &path).unwrap();
            let mut store = open(path.clone()).unwrap();
            // Compared as records: a later version may add fields, whose absence older lines then show.
            let expected = std::fs::read_to_string(fixture(version, "jsonl")).unwrap();
            let expected: Vec<ClaimRecord> = expected.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
            assert_eq!(
                store.claims(&ClaimFilter::default()).unwrap(),
                expected,
                "version {version}"
            );
            assert_eq!(store.quotations(&QuoteFilter::default()).unwrap().len(), 3);
            assert_eq!(store.failures().unwrap()[0].cause, "it is empty");
            store = Store::open(&path).unwrap();
            store.put(&reading(9, 4), false).unwrap();
            assert_eq!(store.counts().unwrap().claims, 16);
        }
    }
}
