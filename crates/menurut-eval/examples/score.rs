//! Scores a file of predicted graphs (what `menurut parse` prints) against gold sentences.
//!
//!     cargo run -p menurut-eval --example score -- PREDICTED.jsonl GOLD.stm…

use std::error::Error;
use std::io::Write;

use menurut_core::record::GraphRecord;
use menurut_eval::stm;

fn main() -> Result<(), Box<dyn Error>> {
    let mut files = std::env::args().skip(1);
    let predicted = files.next().ok_or("usage: score PREDICTED.jsonl GOLD.stm…")?;
    let mut gold = stm::Reading::default();
    for file in files {
        gold.add(&file, &std::fs::read_to_string(&file)?);
    }
    if let Some(fault) = gold.faults.first() {
        return Err(fault.to_string().into());
    }
    let lines = std::fs::read_to_string(predicted)?;
    let predicted: Vec<GraphRecord> = lines.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let gold: Vec<GraphRecord> = gold.items.iter().map(stm::Item::to_record).collect();
    let scores = menurut_eval::score(&gold, &predicted);
    writeln!(std::io::stdout(), "{scores}\n{}", scores.to_json())?;
    Ok(())
}
