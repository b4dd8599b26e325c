//! The program as its users meet it: what they type, what they see, what it leaves behind.

mod archives;
mod ask;
mod bad_input;
mod bad_store;
mod formats;
mod interrupt;
mod measure;
mod show;
mod usage;

use std::path::{Path, PathBuf};
use std::process::Output;

use tempfile::TempDir;

/// A folder to work in, and the program.
struct Desk {
    dir: TempDir,
}

/// What a run left: its exit code and what it said where.
#[derive(Debug)]
struct Said {
    code: Option<i32>,
    out: String,
    err: String,
}

impl From<Output> for Said {
    fn from(output: Output) -> Said {
        Said {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).expect("standard output is UTF-8"),
            err: String::from_utf8(output.stderr).expect("standard error is UTF-8"),
        }
    }
}

impl Said {
    #[track_caller]
    fn code(self, expected: i32) -> Said {
        assert_eq!(self.code, Some(expected), "{self:#?}");
        self
    }

    /// Something stands on standard error.
    #[track_caller]
    fn tells(self, words: &str) -> Said {
        assert!(
            self.err.contains(words),
            "standard error lacks '{words}':\n{}",
            self.err
        );
        self
    }

    #[track_caller]
    fn json(&self) -> Vec<serde_json::Value> {
        self.out
            .lines()
            .map(|l| serde_json::from_str(l).unwrap_or_else(|e| panic!("{e}: {l}")))
            .collect()
    }
}

impl Desk {
    fn new() -> Desk {
        Desk {
            dir: tempfile::tempdir().expect("a temporary folder"),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> &Desk {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).expect("a folder");
        std::fs::write(path, content).expect("a file");
        self
    }

    fn command(&self) -> assert_cmd::Command {
        let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_menurut"));
        command
            .current_dir(self.dir.path())
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR_FORCE")
            .env_remove("COLUMNS")
            .env_remove("MENURUT_DATA");
        command.timeout(std::time::Duration::from_secs(600));
        command
    }

    #[track_caller]
    fn run(&self, args: &[&str]) -> Said {
        self.command().args(args).output().expect("the program runs").into()
    }

    #[track_caller]
    fn run_with(&self, args: &[&str], input: impl Into<Vec<u8>>) -> Said {
        self.command()
            .args(args)
            .write_stdin(input)
            .output()
            .expect("the program runs")
            .into()
    }

    /// Rows of a table of the store.
    fn rows(&self, table: &str) -> i64 {
        let store = rusqlite::Connection::open(self.path("menurut.db")).expect("a store");
        store
            .query_row(&format!("SELECT count(*) FROM {table}"), [], |r| r.get(0))
            .expect("a table")
    }
}

const ACCUSATION: &str = "Filipina Tuduh China Menyerang Kapal\n\nMANILA, KABARPESISIR.com – Filipina menuduh China menyerang sebuah kapal nelayan pada Kamis. China membantah tuduhan itu.\n";
const ARREST: &str = "Police arrest two men in Nairobi\n\nKenyan police arrested two men in Nairobi on Monday. The foreign ministry of Uganda condemned the arrests.\n";
