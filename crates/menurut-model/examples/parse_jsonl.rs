//! Graphs of sentences: reads `{"id", "text"}` lines, prints the lines of `menurut parse`.
//!
//! usage: parse_jsonl BUNDLE SENTENCES.jsonl

use std::io::{BufRead, BufReader, Write};

use menurut_core::record::GraphRecord;
use menurut_model::Parser;

#[derive(serde::Deserialize)]
struct Line {
    id: String,
    text: String,
    #[serde(default)]
    lang: Option<String>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(bundle), Some(input)) = (args.next(), args.next()) else {
        return Err("usage: parse_jsonl BUNDLE SENTENCES.jsonl".into());
    };
    let parser = Parser::load(&std::fs::read(bundle)?)?;
    let lines: Vec<Line> = BufReader::new(std::fs::File::open(input)?)
        .lines()
        .map(|l| Ok(serde_json::from_str(&l?)?))
        .collect::<Result<_, Box<dyn std::error::Error>>>()?;
    let texts: Vec<&str> = lines.iter().map(|l| l.text.as_str()).collect();
    let mut out = std::io::stdout().lock();
    for (line, graph) in lines.iter().zip(parser.parse(&texts)) {
        let record = GraphRecord::new(line.id.clone(), line.lang.clone(), &line.text, &graph);
        serde_json::to_writer(&mut out, &record)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
