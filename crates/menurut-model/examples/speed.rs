//! How fast a bundle reads, on one thread: articles of twenty sentences, tokens and words a second.
//!
//! usage: speed BUNDLE SENTENCES.txt [SECONDS]      (one sentence a line)

use std::time::{Duration, Instant};

use menurut_model::Parser;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(bundle), Some(input)) = (args.next(), args.next()) else {
        return Err("usage: speed BUNDLE SENTENCES.txt [SECONDS]".into());
    };
    let seconds = args.next().map_or(Ok(5.0), |s| s.parse())?;
    let (bundle, text) = (std::fs::read(bundle)?, std::fs::read_to_string(input)?);
    // The products would otherwise spread over every core.
    rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .use_current_thread()
        .build_global()?;

    let start = Instant::now();
    let parser = Parser::load(&bundle)?;
    let load = start.elapsed();
    let sentences: Vec<&str> = text.lines().filter(|l| !l.trim().is_empty()).collect();
    let articles: Vec<&[&str]> = sentences.chunks(20).collect();
    let (mut tokens, mut words, mut events) = (0, 0, 0);
    let (mut best, mut cutting) = (0.0f64, Duration::ZERO);
    let start = Instant::now();
    for article in articles.iter().cycle() {
        let now = Instant::now();
        let graphs = parser.parse(article);
        let took = now.elapsed();
        let now = Instant::now();
        // The marks of beginning and end count: they go through the network too.
        let n: usize = article.iter().map(|s| parser.pieces(s) + 2).sum();
        cutting += now.elapsed();
        tokens += n;
        words += article.iter().map(|s| s.split_whitespace().count()).sum::<usize>();
        events += graphs.iter().map(|g| g.events.len()).sum::<usize>();
        best = best.max(n as f64 / took.as_secs_f64());
        if start.elapsed().as_secs_f64() > seconds {
            break;
        }
    }
    let took = (start.elapsed() - cutting).as_secs_f64();
    let mut out = std::io::stdout().lock();
    use std::io::Write;
    writeln!(out, "load            {:>8.0} ms", load.as_secs_f64() * 1000.0)?;
    writeln!(
        out,
        "tokens/s        {:>8.0}   (best article {best:.0})",
        tokens as f64 / took
    )?;
    writeln!(out, "words/s         {:>8.0}", words as f64 / took)?;
    writeln!(
        out,
        "cutting alone   {:>8.0} tokens/s",
        tokens as f64 / cutting.as_secs_f64()
    )?;
    writeln!(out, "({tokens} tokens, {words} words, {events} events)")?;
    Ok(())
}
