use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// What went wrong with a store: each message names the file, the cause and what to do, and is meant to be printed
/// as it is.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("'{}' is not a Menurut store (no SQLite file): move it away or give another --store", path.display())]
    NotSqlite { path: PathBuf },
    #[error(
        "'{}' is not a Menurut store but an SQLite database of another program: move it away or give another --store",
        path.display()
    )]
    OtherProgram { path: PathBuf },
    #[error(
        "'{}' was written by a newer menurut (store version {found}; this program knows versions up to {known}): \
         update menurut, or give another --store",
        path.display()
    )]
    Newer { path: PathBuf, found: i64, known: i64 },
    #[error(
        "there is no store '{}': make one with `menurut read PATH… --store {}`, or name another with --store",
        path.display(), path.display()
    )]
    Missing { path: PathBuf },
    #[error("the folder '{}' of the store '{}' does not exist: make it, or give another --store", folder.display(), path.display())]
    NoFolder { path: PathBuf, folder: PathBuf },
    #[error("'{}' is a folder, not a store: give a file name with --store, for example '{}'", path.display(), path.join("menurut.db").display())]
    IsFolder { path: PathBuf },
    #[error("the store '{}' cannot be written ({cause}): allow writing there, or give another --store", path.display())]
    ReadOnly { path: PathBuf, cause: String },
    #[error(
        "the store '{}' is being written by another process (waited {waited} s): try again when it has finished",
        path.display()
    )]
    Locked { path: PathBuf, waited: u64 },
    #[error("no room left for the store '{}': free some space on its disk and read again; what was stored stays", path.display())]
    Full { path: PathBuf },
    #[error("the store '{}' could not be read or written ({cause}): check its disk, then try again", path.display())]
    Io { path: PathBuf, cause: String },
    #[error(
        "the store '{}' is damaged ({cause}): put back a copy, or move it away and read the articles again",
        path.display()
    )]
    Corrupt { path: PathBuf, cause: String },
    /// A wrong argument of the caller, not a fault of the store.
    #[error("'{given}' names several articles ({}): give more of the id", candidates.join(", "))]
    Ambiguous { given: String, candidates: Vec<String> },
    /// A reading that contradicts itself; nothing of it was stored.
    #[error("article {article} cannot be stored: {cause}; please report this")]
    Inconsistent { article: String, cause: String },
    #[error("the store '{}' failed ({cause}); please report this", path.display())]
    Sqlite { path: PathBuf, cause: String },
}

impl Error {
    /// Whether the store itself is at fault, so that every further article would fail too.
    pub fn is_fatal(&self) -> bool {
        !matches!(self, Error::Ambiguous { .. } | Error::Inconsistent { .. })
    }

    /// Sorts what SQLite says into what a user can do about it.
    pub(crate) fn from_sqlite(path: &Path, waited: u64, error: rusqlite::Error) -> Error {
        let path = path.to_owned();
        let (code, cause) = match &error {
            rusqlite::Error::SqliteFailure(e, message) => {
                (Some(e.code), message.clone().unwrap_or_else(|| e.to_string()))
            }
            _ => (None, error.to_string()),
        };
        match code {
            Some(ErrorCode::NotADatabase) => Error::NotSqlite { path },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Error::Locked { path, waited },
            Some(ErrorCode::DiskFull) => Error::Full { path },
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::AuthorizationForStatementDenied) => {
                Error::ReadOnly { path, cause }
            }
            Some(ErrorCode::CannotOpen) => Error::cannot_open(path, cause),
            Some(ErrorCode::SystemIoFailure | ErrorCode::NoLargeFileSupport | ErrorCode::FileLockingProtocolFailed) => {
                Error::Io { path, cause }
            }
            Some(ErrorCode::DatabaseCorrupt) => Error::Corrupt { path, cause },
            _ => Error::Sqlite { path, cause },
        }
    }

    /// SQLite says no more than "unable to open database file"; the operating system knows why.
    fn cannot_open(path: PathBuf, cause: String) -> Error {
        use std::io::ErrorKind::{NotFound, PermissionDenied, ReadOnlyFilesystem};
        if path.is_dir() {
            return Error::IsFolder { path };
        }
        let folder = match path.parent() {
            Some(f) if !f.as_os_str().is_empty() => f.to_owned(),
            _ => PathBuf::from("."),
        };
        if !folder.is_dir() {
            return Error::NoFolder { path, folder };
        }
        match std::fs::OpenOptions::new().write(true).open(&path) {
            Err(e) if matches!(e.kind(), PermissionDenied | ReadOnlyFilesystem) => Error::ReadOnly {
                path,
                cause: e.to_string(),
            },
            // The file itself could be written, or made: it is the folder that refuses the files beside it.
            Ok(_) => Error::ReadOnly {
                path,
                cause: format!("its folder '{}' takes no new files", folder.display()),
            },
            Err(e) if e.kind() == NotFound => Error::ReadOnly {
                path,
                cause: format!("its folder '{}' takes no new files", folder.display()),
            },
            Err(e) => Error::Io {
                path,
                cause: format!("{cause}: {e}"),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(code: i32, expected: &str) {
        let failure = rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), None);
        let message = Error::from_sqlite(Path::new("book.db"), 5, failure).to_string();
        assert!(message.contains("'book.db'"), "names the file: {message}");
        assert!(message.contains(expected), "{message}");
    }

    #[test]
    fn each_cause_has_its_mend() {
        use rusqlite::ffi;
        check(ffi::SQLITE_NOTADB, "is not a Menurut store");
        check(ffi::SQLITE_BUSY, "waited 5 s");
        check(ffi::SQLITE_FULL, "free some space");
        check(ffi::SQLITE_READONLY, "allow writing");
        check(ffi::SQLITE_READONLY_DIRECTORY, "allow writing");
        check(ffi::SQLITE_IOERR_WRITE, "check its disk");
        check(ffi::SQLITE_CORRUPT, "put back a copy");
        check(ffi::SQLITE_MISUSE, "please report");
    }
}
