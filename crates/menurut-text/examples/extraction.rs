//! Scores the reading of HTML pages against a folder with gold:
//!
//! ```sh
//! cargo run --release -p menurut-text --example extraction -- crates/menurut-text/tests/pages
//! python3 crates/menurut-text/scripts/rival.py crates/menurut-text/tests/pages   # the same by trafilatura
//! ```
//!
//! The folder holds `gold.json` with the pages beside it, or is a checkout of Scrapinghub's article extraction benchmark.
//! With a second argument, the pages that were not read perfectly are listed, the worst first.

#[path = "../tests/html/score.rs"]
mod score;

use std::io::{self, Write};
use std::path::Path;

fn main() -> io::Result<()> {
    let mut args = std::env::args().skip(1);
    let folder = args
        .next()
        .ok_or_else(|| io::Error::other("give the folder of pages as the first argument"))?;
    let scores = score::score(Path::new(&folder))?;
    let mut out = io::stdout().lock();
    writeln!(out, "menurut      {scores}")?;
    if args.next().is_some() {
        for (name, body, wrong) in &scores.wrong {
            writeln!(out, "  {body:.2} {name}{wrong}")?;
        }
    }
    Ok(())
}
