use std::fs;
use std::path::{Path, PathBuf};

use menurut_eval::corpus::{Counts, card_of, faults, with_card};
use menurut_eval::report::Section;
use menurut_eval::stm;

use super::eval::contents;
use super::{Status, count};
use crate::args::{CheckArgs, Format};
use crate::input::describe;
use crate::printer::{Printer, style};
use crate::rows::{csv_line, json_line};

pub(crate) fn run(args: &CheckArgs, printer: &mut Printer) -> anyhow::Result<Status> {
    let whole = args.paths.is_empty();
    let mut paths = Vec::new();
    for path in if whole {
        std::slice::from_ref(&args.corpus)
    } else {
        &args.paths[..]
    } {
        if path.is_dir() {
            paths.extend(stm_files(path)?);
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
    let mut reading = stm::Reading::default();
    for path in &paths {
        reading.add(&path.display().to_string(), &contents(path)?);
    }
    let list = args.corpus.join("dev.txt");
    let dev = if whole || list.is_file() {
        contents(&list)?
    } else {
        String::new()
    };
    let name = list.display().to_string();
    let faults = faults(&reading, whole.then_some((name.as_str(), dev.as_str())));
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
    printer.note(format!(
        "{} in {}, {}",
        count(counts.sentences(), "sentence"),
        count(paths.len(), "file"),
        count(faults.len(), "mistake")
    ));
    Ok(status)
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
