//! How many real expressions find an answer: `MENURUT_EXPRESSIONS=file cargo test -p menurut-resolve survey -- --nocapture`.
//!
//! The file holds one mention a line, by tabs: kind, language, words, day of publication or nothing, status or nothing.
//! Without the variable there is nothing to do.
#![allow(clippy::print_stdout)]

use std::collections::BTreeMap;

use menurut_core::{Date, Resolution, Status, TimeRange};

use crate::{amount, time};

#[test]
fn survey() {
    let Some(path) = std::env::var_os("MENURUT_EXPRESSIONS") else {
        return;
    };
    let table = std::fs::read_to_string(path).expect("a readable file");
    let mut shares: BTreeMap<(String, String), [usize; 3]> = BTreeMap::new();
    for line in table.lines() {
        let f: Vec<&str> = line.split('\t').collect();
        let [kind @ ("TIME" | "AMOUNT" | "GRP"), lang, text, date, status, ..] = f[..] else {
            continue;
        };
        let (state, print) = match kind {
            "TIME" => {
                let published = date.parse().unwrap_or(Date::constant(2024, 11, 30));
                let (when, _) = time::resolve(
                    text,
                    &time::Context {
                        published: Some(published),
                        anchor: None,
                        direction: status.parse().unwrap_or(Status::Actual).into(),
                        lang,
                    },
                );
                let one = |r: &TimeRange| format!("{}..{} {}", r.start, r.end, r.granularity);
                match when {
                    Resolution::Resolved(r) => (0, one(&r)),
                    Resolution::Ambiguous(all) => (1, all.iter().map(one).collect::<Vec<_>>().join(" or ")),
                    Resolution::Unresolved(why) => (2, why.into_owned()),
                }
            }
            "GRP" => match amount::in_group(text, lang) {
                Some(r) => (0, format!("{} {:?} {} [{}]", r.value, r.max, r.bound, r.unit)),
                None => (2, String::new()),
            },
            _ => match amount::read(text, lang) {
                Ok(r) => (0, format!("{} {:?} {} [{}]", r.value, r.max, r.bound, r.unit)),
                Err(why) => (2, why),
            },
        };
        shares.entry((kind.to_owned(), lang.to_owned())).or_default()[state] += 1;
        println!("{kind}\t{lang}\t{state}\t{text}\t{print}\t{date}");
    }
    for ((kind, lang), n) in shares {
        let all: usize = n.iter().sum();
        println!(
            "= {kind} {lang}: {} of {all} resolved ({:.1} %), {} ambiguous",
            n[0],
            100.0 * n[0] as f64 / all as f64,
            n[1]
        );
    }
}
