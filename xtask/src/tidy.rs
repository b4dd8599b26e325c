//! Checks what the compiler does not: who may know whom, links, sizes, printing, and where tables came from.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Component, Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

/// Something to mend, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Relative to the root of the repository, with a line where one is meant.
    pub place: String,
    pub wrong: String,
    pub mend: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; {}", self.place, self.wrong, self.mend)
    }
}

fn fault(place: impl Into<String>, wrong: impl Into<String>, mend: impl Into<String>) -> Fault {
    Fault {
        place: place.into(),
        wrong: wrong.into(),
        mend: mend.into(),
    }
}

/// The arrows of ARCHITECTURE.md: which crates of the workspace each may know. Tests and benches may also know those
/// in the last list.
const ARROWS: &[(&str, &[&str], &[&str])] = &[
    ("menurut-core", &[], &[]),
    ("menurut-text", &["menurut-core"], &[]),
    ("menurut-model", &["menurut-core"], &["menurut-eval"]),
    ("menurut-resolve", &["menurut-core"], &["menurut-eval"]),
    ("menurut-cluster", &["menurut-core"], &[]),
    ("menurut-store", &["menurut-core"], &[]),
    ("menurut-eval", &["menurut-core"], &[]),
    (
        "menurut",
        &["menurut-core", "menurut-text", "menurut-model", "menurut-resolve"],
        &["menurut-eval"],
    ),
    (
        "menurut-server",
        &["menurut-core", "menurut", "menurut-store", "menurut-cluster"],
        &[],
    ),
    (
        "menurut-cli",
        &[
            "menurut-core",
            "menurut-text",
            "menurut-model",
            "menurut-resolve",
            "menurut-cluster",
            "menurut",
            "menurut-store",
            "menurut-eval",
            "menurut-server",
        ],
        &[],
    ),
    ("xtask", &[], &[]),
];

/// Dependencies that are heavy, or that would let a crate do what is not its work, with their homes. A star at the end
/// stands for any ending.
const HOMES: &[(&str, &[&str])] = &[
    ("rten*", &["menurut-model"]),
    ("rusqlite", &["menurut-store"]),
    ("tokio", &["menurut-server"]),
    ("axum", &["menurut-server"]),
    ("clap", &["menurut-cli"]),
    ("indicatif", &["menurut-cli"]),
    ("anyhow", &["menurut-cli", "xtask"]),
    ("lingua", &["menurut-text"]),
    ("dom_*", &["menurut-text"]),
];

/// Files that may be larger than [`LARGEST`]; a star stands for anything within a name.
const LARGE: &[&str] = &[
    "models/*.bundle",
    "crates/menurut-model/tests/fixtures/*.zst",
    "crates/menurut-resolve/src/data/places.bin",
    "tables/raw/*.zip",
];

/// Bytes: what a clone should not have to fetch for a file that nobody reads.
const LARGEST: u64 = 1_000_000;

/// Everything that is out of order in the repository at `root`, by place.
pub fn tidy(root: &Path) -> Result<Vec<Fault>> {
    let files = tracked(root)?;
    let names: Vec<&str> = files.iter().map(String::as_str).collect();
    let mut faults = dependencies(&metadata(root)?);
    faults.extend(notices(&names));
    let all: BTreeSet<&str> = names.iter().copied().collect();
    let (mut printed, mut for_tests) = (Vec::new(), BTreeSet::new());
    for name in &names {
        let path = root.join(name);
        let Ok(size) = path.metadata().map(|m| m.len()) else {
            // Deleted and not yet committed.
            continue;
        };
        faults.extend(too_large(name, size));
        let markdown = name.ends_with(".md");
        if !markdown && !name.ends_with(".rs") {
            continue;
        }
        let text = std::fs::read_to_string(&path).with_context(|| format!("reading {name}"))?;
        if markdown {
            faults.extend(links(name, &text, |target| exists(root, &all, target)));
        } else if is_library(name) {
            printed.push((*name, printing(name, &text)));
            for_tests.extend(test_modules(name, &text));
        }
    }
    let libraries = printed.into_iter().filter(|(name, _)| !for_tests.contains(*name));
    faults.extend(libraries.flat_map(|(_, found)| found));
    faults.sort_by(|a, b| (&a.place, &a.wrong).cmp(&(&b.place, &b.wrong)));
    Ok(faults)
}

fn run(root: &Path, program: &str, args: &[&str]) -> Result<Vec<u8>> {
    let output = Command::new(program)
        .args(args)
        .current_dir(root)
        .output()
        .with_context(|| format!("running {program}"))?;
    ensure!(
        output.status.success(),
        "{program} {}: {}",
        args.join(" "),
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(output.stdout)
}

/// The files that git keeps.
fn tracked(root: &Path) -> Result<Vec<String>> {
    let names = run(root, "git", &["ls-files", "-z"])?;
    let names = String::from_utf8(names).context("a file name that is not UTF-8")?;
    Ok(names.split('\0').filter(|n| !n.is_empty()).map(str::to_owned).collect())
}

fn metadata(root: &Path) -> Result<Value> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let json = run(
        root,
        &cargo,
        &["metadata", "--no-deps", "--offline", "--format-version", "1"],
    )?;
    serde_json::from_slice(&json).context("reading what cargo metadata says")
}

/// Whether crates know only whom they may, and heavy dependencies stay in their homes.
fn dependencies(metadata: &Value) -> Vec<Fault> {
    let list = |of: &Value, name: &str| of[name].as_array().cloned().unwrap_or_default();
    let word = |of: &Value, name: &str| of[name].as_str().unwrap_or_default().to_owned();
    let packages = list(metadata, "packages");
    let ours: BTreeSet<String> = packages.iter().map(|p| word(p, "name")).collect();
    let arrows: BTreeMap<&str, (&[&str], &[&str])> =
        ARROWS.iter().map(|(name, may, test)| (*name, (*may, *test))).collect();
    let mut faults = Vec::new();
    for package in &packages {
        let name = word(package, "name");
        let manifest = manifest_of(&word(metadata, "workspace_root"), &word(package, "manifest_path"));
        let Some((may, in_tests)) = arrows.get(name.as_str()) else {
            let mend = "say in ARROWS (xtask/src/tidy.rs) and in ARCHITECTURE.md whom it may know";
            faults.push(fault(
                manifest,
                format!("crate {name} has no place in the architecture"),
                mend,
            ));
            continue;
        };
        for dependency in list(package, "dependencies") {
            let (on, kind) = (word(&dependency, "name"), word(&dependency, "kind"));
            let test = kind == "dev";
            if ours.contains(&on) {
                if !(may.contains(&on.as_str()) || test && in_tests.contains(&on.as_str())) {
                    let mend = "take the dependency out, or move what is needed to menurut-core";
                    faults.push(fault(&manifest, format!("{name} may not know {on}"), mend));
                }
                continue;
            }
            let home = HOMES.iter().find(|(pattern, _)| fits(pattern, &on));
            // A test may look at a file or a page with a tool that its crate must not be built with.
            if let Some((_, homes)) = home
                && !test
                && !homes.contains(&name.as_str())
            {
                let mend = format!("its home is {}: go through that crate", homes.join(", "));
                faults.push(fault(&manifest, format!("{name} depends on {on}"), mend));
            }
        }
    }
    faults
}

fn manifest_of(root: &str, manifest: &str) -> String {
    let relative = Path::new(manifest).strip_prefix(root).unwrap_or(Path::new(manifest));
    relative.display().to_string()
}

/// Whether a name fits a pattern in which one star may stand for anything but a slash.
fn fits(pattern: &str, name: &str) -> bool {
    let Some((before, after)) = pattern.split_once('*') else {
        return pattern == name;
    };
    let middle = name.strip_prefix(before).and_then(|rest| rest.strip_suffix(after));
    middle.is_some_and(|m| !m.contains('/'))
}

fn too_large(name: &str, size: u64) -> Option<Fault> {
    if size <= LARGEST || LARGE.iter().any(|pattern| fits(pattern, name)) {
        return None;
    }
    let wrong = format!("{:.1} MB in git", size as f64 / 1e6);
    let mend = "make it smaller, make it by a script, or name it in LARGE (xtask/src/tidy.rs)";
    Some(fault(name, wrong, mend))
}

/// Sources of a library: neither tests nor benches nor examples, nor the two programs.
fn is_library(name: &str) -> bool {
    let mut parts = name.split('/');
    let (Some("crates"), Some(package), Some("src")) = (parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    package != "menurut-cli" && !name.ends_with("/tests.rs")
}

/// Modules that a file compiles for tests only (`#[cfg(test)] mod survey;`), as paths of the two files each can be.
fn test_modules(name: &str, text: &str) -> Vec<String> {
    let stem = match name.strip_suffix("/lib.rs").or_else(|| name.strip_suffix("/mod.rs")) {
        Some(folder) => folder,
        None => name.trim_end_matches(".rs"),
    };
    let mut lines = text.lines().map(str::trim).peekable();
    let mut found = Vec::new();
    while let Some(line) = lines.next() {
        let Some(rest) = line.strip_prefix("#[cfg(test)]") else {
            continue;
        };
        let declaration = if rest.trim().is_empty() {
            lines.peek().copied().unwrap_or("")
        } else {
            rest.trim()
        };
        let module = declaration.split_once("mod ").and_then(|(_, m)| m.strip_suffix(';'));
        if let Some(module) = module {
            found.extend([format!("{stem}/{module}.rs"), format!("{stem}/{module}/mod.rs")]);
        }
    }
    found
}

/// Output in libraries, whose words belong to their callers.
fn printing(name: &str, text: &str) -> Vec<Fault> {
    const PRINTS: [&str; 5] = ["println!", "eprintln!", "print!", "eprint!", "dbg!"];
    let mut faults = Vec::new();
    for (n, line) in text.lines().enumerate() {
        let code = line.trim_start();
        if code.starts_with("//") {
            continue;
        }
        let starts = |at: usize| !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let printed = PRINTS
            .iter()
            .find(|p| code.match_indices(**p).any(|(at, _)| starts(at)));
        if let Some(print) = printed {
            let mend = "give the words back to the caller; only menurut-cli prints";
            faults.push(fault(
                format!("{name}:{}", n + 1),
                format!("{print} in a library"),
                mend,
            ));
        }
    }
    faults
}

/// Tables beside which no NOTICE says where they came from and under which licence.
fn notices(names: &[&str]) -> Vec<Fault> {
    let folder = |name: &str| Path::new(name).parent().map(Path::to_owned).unwrap_or_default();
    let noted: BTreeSet<PathBuf> = names
        .iter()
        .filter(|n| Path::new(n).file_stem().is_some_and(|s| s == "NOTICE"))
        .map(|n| folder(n))
        .collect();
    let mut tables: BTreeMap<PathBuf, &str> = BTreeMap::new();
    for name in names {
        let in_data = name.starts_with("crates/") && name.split('/').any(|part| part == "data");
        let table = [".tsv", ".csv", ".txt", ".fst", ".json"]
            .iter()
            .any(|e| name.ends_with(e));
        if in_data && table {
            tables.entry(folder(name)).or_insert(name);
        }
    }
    let mut faults = Vec::new();
    for (at, first) in tables {
        // A notice may stand in the data folder for all folders in it.
        let covered = at
            .ancestors()
            .any(|a| noted.contains(a) && a.components().any(|c| c.as_os_str() == "data"));
        if !covered {
            let wrong = "tables without a NOTICE.md beside them".to_owned();
            let mend = format!("add {}/NOTICE.md with the origin and licence of each", at.display());
            faults.push(fault(first, wrong, mend));
        }
    }
    faults
}

/// Links of a Markdown file to files of the repository that are not there.
fn links(name: &str, text: &str, exists: impl Fn(&Path) -> bool) -> Vec<Fault> {
    let folder = Path::new(name).parent().unwrap_or(Path::new(""));
    let mut faults = Vec::new();
    let mut fenced = false;
    for (n, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        if fenced {
            continue;
        }
        for target in targets(line) {
            let outside = target.contains("://") || target.starts_with("mailto:") || target.starts_with('#');
            let path = target.split(['#', '?']).next().unwrap_or(target);
            if outside || path.is_empty() {
                continue;
            }
            let place = format!("{name}:{}", n + 1);
            match resolve(folder, path) {
                Some(path) if exists(&path) => {}
                Some(_) => faults.push(fault(
                    place,
                    format!("link to '{target}'"),
                    "there is no such file: mend the path",
                )),
                None => faults.push(fault(
                    place,
                    format!("link to '{target}'"),
                    "it leads out of the repository",
                )),
            }
        }
    }
    faults
}

/// What stands in the round brackets of `[…](…)` and behind `[…]:`, outside of code.
fn targets(line: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut code = false;
    let mut rest = line;
    if let Some((label, target)) = line.split_once("]: ")
        && label.starts_with('[')
    {
        found.extend(target.split_whitespace().next());
    }
    while let Some(at) = rest.find(['`', ']']) {
        let after = &rest[at + 1..];
        if rest[at..].starts_with('`') {
            code = !code;
        } else if !code
            && let Some(inside) = after.strip_prefix('(')
            && let Some((target, _)) = inside.split_once(')')
        {
            // A title may follow the target.
            found.extend(target.split_whitespace().next());
        }
        rest = after;
    }
    found
}

/// A relative link of a file in `folder`, from the root; `None` where it leaves the repository.
fn resolve(folder: &Path, target: &str) -> Option<PathBuf> {
    let mut path = PathBuf::new();
    for component in folder.join(target).components() {
        match component {
            Component::Normal(part) => path.push(part),
            Component::CurDir => {}
            Component::ParentDir => {
                if !path.pop() {
                    return None;
                }
            }
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(path)
}

/// Kept by git, or a folder of such files.
fn exists(root: &Path, all: &BTreeSet<&str>, target: &Path) -> bool {
    let name = target.to_string_lossy();
    all.contains(name.as_ref()) || root.join(target).is_dir()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn wrongs(faults: &[Fault]) -> Vec<String> {
        faults.iter().map(|f| format!("{}: {}", f.place, f.wrong)).collect()
    }

    /// A workspace of one crate with these dependencies, beside menurut-core and menurut-text.
    fn check_dependencies(name: &str, dependencies: &[(&str, Option<&str>)], expected: &[&str]) {
        let dependencies: Vec<Value> = dependencies
            .iter()
            .map(|(n, k)| json!({"name": n, "kind": k}))
            .collect();
        let package = |name: &str, dependencies: Vec<Value>| json!({"name": name, "manifest_path": format!("/r/crates/{name}/Cargo.toml"), "dependencies": dependencies});
        let metadata = json!({
            "workspace_root": "/r",
            "packages": [package("menurut-core", vec![]), package("menurut-eval", vec![]), package(name, dependencies)],
        });
        let expected: Vec<String> = expected
            .iter()
            .map(|w| format!("crates/{name}/Cargo.toml: {w}"))
            .collect();
        assert_eq!(wrongs(&dependencies_of(&metadata)), expected);
    }

    fn dependencies_of(metadata: &Value) -> Vec<Fault> {
        dependencies(metadata)
    }

    #[test]
    fn arrows_go_one_way() {
        check_dependencies("menurut-text", &[("menurut-core", None), ("regex", None)], &[]);
        check_dependencies(
            "menurut-text",
            &[("menurut-eval", None)],
            &["menurut-text may not know menurut-eval"],
        );
        check_dependencies(
            "menurut-text",
            &[("menurut-eval", Some("dev"))],
            &["menurut-text may not know menurut-eval"],
        );
        check_dependencies("menurut-model", &[("menurut-eval", Some("dev"))], &[]);
        check_dependencies(
            "menurut-new",
            &[],
            &["crate menurut-new has no place in the architecture"],
        );
    }

    #[test]
    fn heavy_dependencies_have_one_home() {
        check_dependencies("menurut-model", &[("rten-gemm", None)], &[]);
        check_dependencies(
            "menurut-text",
            &[("rten-gemm", None)],
            &["menurut-text depends on rten-gemm"],
        );
        check_dependencies(
            "menurut-cli",
            &[("rusqlite", None)],
            &["menurut-cli depends on rusqlite"],
        );
        check_dependencies("menurut-cli", &[("rusqlite", Some("dev")), ("anyhow", None)], &[]);
        check_dependencies(
            "menurut-store",
            &[("anyhow", None)],
            &["menurut-store depends on anyhow"],
        );
        check_dependencies(
            "menurut-resolve",
            &[("dom_query", None)],
            &["menurut-resolve depends on dom_query"],
        );
    }

    #[test]
    fn large_files_are_named() {
        assert_eq!(too_large("crates/a/src/lib.rs", 1_000_000), None);
        let found = too_large("crates/a/x.bin", 2_500_000).map(|f| f.wrong);
        assert_eq!(found.as_deref(), Some("2.5 MB in git"));
        assert_eq!(too_large("models/base.bundle", 50_000_000), None);
        assert!(too_large("models/old/base.bundle", 50_000_000).is_some());
    }

    #[test]
    fn links_lead_somewhere() {
        let text = "\
See [the map](ARCHITECTURE.md#code-map), [up](../README.md), [out](https://example.org/x.md), [here](#top).
Gone: [one](missing.md) and `[code](no.md)` and [two](sub/missing.md \"title\") and [way out](../../x.md).
```
[fenced](no.md)
```
[ref]: also-missing.md
[folder](sub/)
";
        let there = |p: &Path| {
            ["docs/ARCHITECTURE.md", "README.md", "docs/sub"]
                .iter()
                .any(|x| p == Path::new(x))
        };
        assert_eq!(
            wrongs(&links("docs/a.md", text, there)),
            [
                "docs/a.md:2: link to 'missing.md'",
                "docs/a.md:2: link to 'sub/missing.md'",
                "docs/a.md:2: link to '../../x.md'",
                "docs/a.md:6: link to 'also-missing.md'",
            ]
        );
    }

    #[test]
    fn libraries_do_not_print() {
        let text =
            "fn f() {\n    // println!(\"no\");\n    println!(\"x\");\n    my_println!(1);\n    let _ = dbg!(1);\n}\n";
        assert_eq!(
            wrongs(&printing("crates/menurut-text/src/a.rs", text)),
            [
                "crates/menurut-text/src/a.rs:3: println! in a library",
                "crates/menurut-text/src/a.rs:5: dbg! in a library"
            ]
        );
        assert!(is_library("crates/menurut-text/src/html/body.rs"));
        for other in [
            "crates/menurut-cli/src/main.rs",
            "crates/menurut-text/tests/a.rs",
            "xtask/src/main.rs",
        ] {
            assert!(!is_library(other), "{other}");
        }
    }

    #[test]
    fn tables_have_a_notice() {
        let names = [
            "crates/a/src/data/countries.tsv",
            "crates/a/src/data/NOTICE.md",
            "crates/a/src/data/deep/more.csv",
            "crates/b/src/x/data/list.txt",
            "crates/b/src/x/data/other.txt",
            "crates/b/NOTICE.md",
            "crates/c/src/code.rs",
        ];
        assert_eq!(
            wrongs(&notices(&names)),
            ["crates/b/src/x/data/list.txt: tables without a NOTICE.md beside them"]
        );
    }
}
