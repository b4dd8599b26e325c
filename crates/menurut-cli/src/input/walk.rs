use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::{Failure, describe};

/// What a folder is searched for.
const ARTICLES: [&str; 4] = ["txt", "md", "html", "htm"];
const ARCHIVES: [&str; 2] = ["jsonl", "csv"];

/// Folders inside folders beyond this are named and not entered.
const DEEPEST: usize = 64;

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    Stdin,
    File { path: PathBuf, bytes: u64 },
    Archive { path: PathBuf, bytes: u64 },
    Failed(Failure),
}

impl Found {
    pub(super) fn bytes(&self) -> u64 {
        match self {
            Found::File { bytes, .. } | Found::Archive { bytes, .. } => *bytes,
            Found::Stdin | Found::Failed(_) => 0,
        }
    }
}

/// What the paths lead to, in their order. A file named directly is read whatever its ending; in folders only known
/// endings count, and hidden entries do not.
pub(super) fn find(paths: &[String]) -> Vec<Found> {
    let mut found = Vec::new();
    for path in paths {
        if path == "-" {
            found.push(Found::Stdin);
            continue;
        }
        let path = Path::new(path);
        match std::fs::metadata(path) {
            Err(e) => found.push(Found::Failed(Failure::new(path.display().to_string(), describe(&e)))),
            Ok(meta) if meta.is_dir() => {
                let before = found.len();
                folder(path, &mut found);
                if found.len() == before {
                    let cause = "no article in this folder: files ending in .txt, .md, .html, .htm, .jsonl or .csv \
                                 are read";
                    found.push(Found::Failed(Failure::new(path.display().to_string(), cause)));
                }
            }
            Ok(meta) => found.push(file(path.to_owned(), meta.len())),
        }
    }
    found
}

fn file(path: PathBuf, bytes: u64) -> Found {
    if has_ending(&path, &ARCHIVES) {
        Found::Archive { path, bytes }
    } else {
        Found::File { path, bytes }
    }
}

fn has_ending(path: &Path, endings: &[&str]) -> bool {
    let ending = path.extension().and_then(|e| e.to_str()).unwrap_or("");
    endings.iter().any(|e| e.eq_ignore_ascii_case(ending))
}

/// Goes through a folder without recursion. A folder is entered once, by whatever links it is reached.
fn folder(root: &Path, found: &mut Vec<Found>) {
    let mut entered = BTreeSet::new();
    let mut open = vec![(root.to_owned(), 0)];
    // The stack holds paths in reverse order, so that what comes out is sorted.
    while let Some((path, depth)) = open.pop() {
        let shown = || path.display().to_string();
        let meta = match std::fs::metadata(&path) {
            Ok(meta) => meta,
            Err(e) => {
                found.push(Found::Failed(Failure::new(shown(), describe(&e))));
                continue;
            }
        };
        if !meta.is_dir() {
            if meta.is_file() {
                found.push(file(path, meta.len()));
            } else {
                found.push(Found::Failed(Failure::new(
                    shown(),
                    "neither a file nor a folder: it was left out",
                )));
            }
            continue;
        }
        if depth > 0 && has_ending(&path, &ARTICLES) {
            let cause = "a folder, named like an article: it was left out";
            found.push(Found::Failed(Failure::new(shown(), cause)));
            continue;
        }
        if depth > DEEPEST {
            found.push(Found::Failed(Failure::new(
                shown(),
                "too many folders inside each other: read it by itself",
            )));
            continue;
        }
        let once = std::fs::canonicalize(&path).is_ok_and(|real| entered.insert(real));
        if !once {
            continue;
        }
        match entries(&path) {
            Ok(entries) => open.extend(entries.into_iter().rev().map(|e| (e, depth + 1))),
            Err(e) => found.push(Found::Failed(Failure::new(shown(), describe(&e)))),
        }
    }
}

/// The entries of one folder that could be read, sorted by name.
fn entries(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        let hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
        let named = has_ending(&path, &ARTICLES) || has_ending(&path, &ARCHIVES);
        if !hidden && (named || path.is_dir()) {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_searched_in_the_order_of_its_names() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let at = |p: &str| dir.path().join(p);
        std::fs::create_dir_all(at("b/inner")).expect("folders");
        std::fs::create_dir(at("d.txt")).expect("a folder");
        for name in ["c.TXT", "a.html", "b/inner/z.csv", "b/y.md", ".hidden.txt", "notes.pdf"] {
            std::fs::write(at(name), "x").expect("a file");
        }
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(dir.path(), at("b/loop")).expect("a link");
            std::os::unix::fs::symlink(at("nowhere"), at("e.txt")).expect("a link");
        }
        let found = find(&[dir.path().display().to_string()]);
        let names: Vec<String> = found
            .iter()
            .map(|f| match f {
                Found::File { path, .. } | Found::Archive { path, .. } => path.display().to_string(),
                Found::Failed(f) => format!("! {}", f.path),
                Found::Stdin => "-".to_owned(),
            })
            .map(|p| p.replace(&format!("{}/", dir.path().display()), ""))
            .collect();
        assert_eq!(
            names,
            ["a.html", "b/inner/z.csv", "b/y.md", "c.TXT", "! d.txt", "! e.txt"]
        );
    }

    #[test]
    fn a_folder_without_articles_is_named() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let found = find(&[dir.path().display().to_string()]);
        assert!(matches!(&found[..], [Found::Failed(f)] if f.cause.contains(".jsonl")));
    }
}
