use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use menurut::Reader;
use menurut_eval::bench;
use menurut_store::{Outcome, Store};

use super::read::stored;
use super::{Status, count, grouped};
use crate::args::BenchArgs;
use crate::printer::Printer;

/// From text to store, as `menurut read` does it, on articles put together from the sentences that come with the
/// program. Loading the model is timed apart; only words of sentences that were encoded count.
pub(crate) fn run(args: &BenchArgs, printer: &mut Printer) -> anyhow::Result<Status> {
    let begun = Instant::now();
    let reader = Reader::new()?;
    let loaded = begun.elapsed();
    let folder = tempfile::tempdir()?;
    let path = args.store.clone().unwrap_or_else(|| folder.path().join("bench.db"));
    if args.store.is_some() && path.exists() {
        anyhow::bail!("{} exists: move it away, or give --store a new name", path.display());
    }
    printer.line(&format!("loading the model    {} ms", loaded.as_millis()))?;

    // First one thread, on a part of the articles: enough to know its speed.
    let alone = args.articles.div_ceil(10).clamp(1, 200);
    let single = read(&reader, alone, 1, &folder.path().join("single.db"), |_| {})?;
    printer.line(&format!(
        "one thread           {} words/s ({})",
        grouped(per_second(single.words, single.took)),
        count(alone, "article")
    ))?;
    printer.flush()?;

    let mut marks = Vec::new();
    let quarters: Vec<usize> = (1..=4).map(|q| args.articles * q / 4).collect();
    let whole = read(&reader, args.articles, args.jobs, &path, |done| {
        if let Some(q) = quarters.iter().position(|&n| n == done) {
            marks.push((25 * (q + 1), high_water_mark()));
        }
    })?;
    printer.line(&format!(
        "{:<21}{} words/s: {}, {}, {}, {} in {:.1} s",
        if args.jobs == 1 {
            "one thread".to_owned()
        } else {
            format!("{} threads", args.jobs)
        },
        grouped(per_second(whole.words, whole.took)),
        count(whole.articles, "article"),
        count(whole.sentences, "sentence"),
        count(whole.words, "word"),
        count(whole.claims, "claim"),
        whole.took.as_secs_f64()
    ))?;
    let marks: Vec<String> = marks
        .iter()
        .map(|(percent, mark)| match mark {
            Some(kib) => format!("{} MiB at {percent} %", grouped(kib / 1024)),
            None => format!("not known at {percent} %"),
        })
        .collect();
    printer.line(&format!("memory, high water   {}", marks.join(", ")))?;
    let size = std::fs::metadata(&path).map_or(0, |m| m.len());
    let place = if args.store.is_some() {
        path.display().to_string()
    } else {
        "a temporary store".to_owned()
    };
    printer.line(&format!(
        "{:<21}{} KiB in {place}",
        "kept",
        grouped(usize::try_from(size / 1024)?)
    ))?;
    Ok(Status::Done)
}

#[derive(Default)]
struct Total {
    articles: usize,
    sentences: usize,
    words: usize,
    claims: usize,
    took: Duration,
}

fn read(
    reader: &Reader,
    articles: usize,
    jobs: usize,
    path: &std::path::Path,
    mut each: impl FnMut(usize),
) -> anyhow::Result<Total> {
    let pool = bench::pool();
    let mut store = Store::open(path)?;
    let (mut total, mut failed) = (Total::default(), None);
    let begun = Instant::now();
    let work = |article| {
        let reading = reader.read(&article).map_err(|e| e.to_string())?;
        // A language that the model does not read would be fast, and prove nothing.
        let words = if reading.untrained.is_none() {
            reading.document.words()
        } else {
            0
        };
        Ok((words, stored(reading)))
    };
    menurut::in_order(
        bench::articles(articles, &pool),
        jobs,
        work,
        Err,
        |done: Result<_, String>| {
            let put = done.map_err(anyhow::Error::msg).and_then(|(words, reading)| {
                if store.put(&reading, false)? != Outcome::Added {
                    anyhow::bail!("two of the articles are the same: the bench needs distinct ones");
                }
                total.articles += 1;
                total.words += words;
                total.sentences += reading.sentences.len();
                total.claims += reading.claims.len();
                Ok(())
            });
            match put {
                Ok(()) => {
                    each(total.articles);
                    ControlFlow::Continue(())
                }
                Err(error) => {
                    failed = Some(error);
                    ControlFlow::Break(())
                }
            }
        },
    )?;
    total.took = begun.elapsed();
    match failed {
        Some(error) => Err(error),
        None => Ok(total),
    }
}

fn per_second(n: usize, took: Duration) -> usize {
    // Both are far below what a double holds exactly.
    (n as f64 / took.as_secs_f64().max(1e-9)) as usize
}

/// The most memory that this process ever had, in KiB; known on Linux.
fn high_water_mark() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}
