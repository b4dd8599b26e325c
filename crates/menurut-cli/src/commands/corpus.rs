use std::fs;
use std::path::{Path, PathBuf};

use menurut_eval::corpus::{Counts, card_of, faults, with_card};
use menurut_eval::report::Section;
use menurut_eval::{agreement, stm};

use super::eval::{contents, print};
use super::{Status, count};
use crate::args::{AgreementArgs, CheckArgs, Format};
use crate::input::describe;
use crate::printer::{Printer, style};
use crate::rows::{csv_line, json_line};

/// Where in a corpus second readings lie.
const SECOND: &str = "second";

pub(crate) fn check(args: &CheckArgs, printer: &mut Printer) -> anyhow::Result<Status> {
    let whole = args.paths.is_empty();
    let (mut paths, mut again) = (Vec::new(), Vec::new());
    for path in if whole {
        std::slice::from_ref(&args.corpus)
    } else {
        &args.paths[..]
    } {
        if path.is_dir() {
            let (first, second) = corpus_files(path)?;
            paths.extend(first);
            again.extend(second);
        } else {
            paths.push(path.clone());
        }
    }
    if paths.is_empty() {
        return Err(anyhow::anyhow!(
            "no .stm file in {}: name the corpus with --corpus",
            args.corpus.display()
        ));
    }
    let (reading, second) = (reading(&paths)?, reading(&again)?);
    let list = args.corpus.join("dev.txt");
    let dev = if whole || list.is_file() {
        contents(&list)?
    } else {
        String::new()
    };
    let name = list.display().to_string();
    let mut faults = faults(&reading, whole.then_some((name.as_str(), dev.as_str())));
    faults.extend(agreement::faults(&reading, &second));
    faults.sort();
    let counts = Counts::new(&reading, &dev);
    for fault in &faults {
        printer.error(fault);
    }
    let mut status = if faults.is_empty() {
        Status::Done
    } else {
        Status::SomeFailed
    };
    if args.card {
        if !card(args, &counts.card(), printer)? {
            status = Status::SomeFailed;
        }
    } else {
        tables(args, &counts, printer)?;
    }
    printer.flush()?;
    let read_again = if again.is_empty() {
        String::new()
    } else {
        format!("; {} marked twice", count(second.items.len(), "sentence"))
    };
    printer.note(format!(
        "{} in {}, {}{read_again}",
        count(counts.sentences(), "sentence"),
        count(paths.len(), "file"),
        count(faults.len(), "mistake")
    ));
    Ok(status)
}

/// Scores the second reading against the first.
pub(crate) fn agreement(args: &AgreementArgs, printer: &mut Printer) -> anyhow::Result<Status> {
    let (first, second) = corpus_files(&args.corpus)?;
    let (first, second) = (reading(&first)?, reading(&second)?);
    warn_of_mistakes(&first, printer);
    let faults = agreement::faults(&first, &second);
    for fault in &faults {
        printer.error(fault);
    }
    if second.items.is_empty() {
        return Err(anyhow::anyhow!(
            "no sentence is marked twice: second readings are .stm files in {}, or name the corpus with --corpus",
            args.corpus.join(SECOND).display()
        ));
    }
    let section = agreement::section(&first, &second);
    if args.markdown {
        printer.write(&format!("{}\n", section.markdown().trim_end()))?;
    } else {
        print(&[section], &args.format, printer)?;
    }
    Ok(if faults.is_empty() {
        Status::Done
    } else {
        Status::SomeFailed
    })
}

/// Prints the card, puts it into a page, or compares the page's; whether all is well.
fn card(args: &CheckArgs, card: &str, printer: &mut Printer) -> anyhow::Result<bool> {
    let no_markers = |path: &Path| {
        anyhow::anyhow!(
            "{} has no lines <!-- counts --> and <!-- /counts -->: put them where the counts shall stand",
            path.display()
        )
    };
    if let Some(path) = &args.verify {
        let page = contents(path)?;
        let same = card_of(&page).ok_or_else(|| no_markers(path))? == card.trim();
        if !same {
            printer.error(format!(
                "{}: the counts are not those of the corpus: put them in with 'menurut corpus check --card --write {}'",
                path.display(),
                path.display()
            ));
        }
        return Ok(same);
    }
    match &args.write {
        Some(path) => {
            let page = with_card(&contents(path)?, card).ok_or_else(|| no_markers(path))?;
            fs::write(path, page).map_err(|e| anyhow::anyhow!("{}: {}", path.display(), describe(&e)))?;
        }
        None => printer.write(card)?,
    }
    Ok(true)
}

fn tables(args: &CheckArgs, counts: &Counts, printer: &mut Printer) -> anyhow::Result<()> {
    let section = Section {
        key: "corpus".to_owned(),
        title: args.corpus.display().to_string(),
        notes: Vec::new(),
        tables: counts.tables(),
    };
    match printer.format(&args.format) {
        Format::Jsonl => printer.write(&json_line(&section.json())?),
        Format::Csv => {
            printer.write(&csv_line(["set", "table", "row", "column", "value"])?)?;
            let mut lines = section.flat().into_iter().map(csv_line);
            lines.try_for_each(|line| printer.write(&line?))
        }
        Format::Table => {
            for table in &section.tables {
                printer.line(&printer.ink().paint(style::BOLD, &table.name))?;
                printer.line(&table.text())?;
            }
            Ok(())
        }
    }
}

/// What marked sentences those files hold.
pub(crate) fn reading(paths: &[PathBuf]) -> anyhow::Result<stm::Reading> {
    let mut reading = stm::Reading::default();
    for path in paths {
        reading.add(&path.display().to_string(), &contents(path)?);
    }
    Ok(reading)
}

/// Sentences of the corpus that are not in order are left out of what is measured.
pub(crate) fn warn_of_mistakes(corpus: &stm::Reading, printer: &Printer) {
    if !corpus.faults.is_empty() {
        printer.warn(format!(
            "{} in the corpus: 'menurut corpus check' names them",
            count(corpus.faults.len(), "mistake")
        ));
    }
}

/// The .stm files of a corpus, and those of its second readings, which are no sentences of their own.
pub(crate) fn corpus_files(folder: &Path) -> anyhow::Result<(Vec<PathBuf>, Vec<PathBuf>)> {
    let second = folder.join(SECOND);
    let files = stm_files(folder)?.into_iter();
    Ok(files.partition(|path| !path.starts_with(&second)))
}

/// The .stm files of a folder and the folders in it, in the order of their paths.
pub(crate) fn stm_files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    files_below(folder, "stm")
}

/// The files with that ending in a folder and the folders in it, in the order of their paths. Links are not followed.
pub(crate) fn files_below(folder: &Path, ending: &str) -> anyhow::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let failed = |e: std::io::Error| anyhow::anyhow!("{}: {}", folder.display(), describe(&e));
        for entry in fs::read_dir(&folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let kind = entry.file_type().map_err(failed)?;
            let path = entry.path();
            if kind.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}
