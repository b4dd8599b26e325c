//! The workspace's own chores: `cargo xtask tidy`.

mod tidy;

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};

fn main() -> anyhow::Result<ExitCode> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .context("xtask has no parent folder")?;
    match std::env::args().nth(1).as_deref() {
        Some("tidy") => {
            let faults = tidy::tidy(root)?;
            let mut out = std::io::stdout().lock();
            for fault in &faults {
                writeln!(out, "{fault}")?;
            }
            if faults.is_empty() {
                writeln!(out, "tidy: all in order")?;
                return Ok(ExitCode::SUCCESS);
            }
            writeln!(out, "tidy: {} to mend", faults.len())?;
            Ok(ExitCode::FAILURE)
        }
        _ => bail!("usage: cargo xtask tidy"),
    }
}
