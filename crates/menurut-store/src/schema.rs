use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use crate::Error;

/// Marks the file as a book of Menurut, in SQLite's header ("Menu").
pub const APPLICATION_ID: i64 = 0x4d65_6e75;

/// One script per version, each bringing the store from the version before it.
const MIGRATIONS: &[&str] = &[include_str!("../migrations/0001.sql")];

/// Version of the tables that this program writes. Every older one is brought up to it when opened for writing.
pub const SCHEMA_VERSION: i64 = MIGRATIONS.len() as i64;

/// How long to wait for another process that is writing.
const PATIENCE: Duration = Duration::from_secs(5);

/// A book of claims: one SQLite file.
///
/// Reading methods take `&self`, writing ones `&mut self`. It can be sent to another thread, not shared: readers on
/// several threads open the file once each.
#[derive(Debug)]
pub struct Store {
    pub(crate) connection: Connection,
    pub(crate) path: PathBuf,
    patience: Duration,
}

pub(crate) type Result<T, E = Error> = std::result::Result<T, E>;

impl Store {
    /// Opens a store for writing, making it where there is none and bringing it to this program's version.
    ///
    /// # Errors
    /// Whatever keeps `path` from being a store that can be written; see [`Error`].
    pub fn open(path: impl AsRef<Path>) -> Result<Store> {
        let path = path.as_ref();
        look_at(path)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut store = Store::connect(path, path.as_os_str(), flags)?;
        let version = store.version()?;
        if store
            .connection
            .is_readonly(rusqlite::MAIN_DB)
            .map_err(|e| store.error(e))?
        {
            let cause = match std::fs::OpenOptions::new().write(true).open(path) {
                Err(e) => e.to_string(),
                Ok(_) => "it is open for reading only".to_owned(),
            };
            return Err(Error::ReadOnly {
                path: path.to_owned(),
                cause,
            });
        }
        store.make_current(version)?;
        Ok(store)
    }

    /// Opens a store for reading. A store of an older version is brought up to date first.
    ///
    /// # Errors
    /// [`Error::Missing`] where there is none, and whatever else keeps it from being read.
    pub fn open_existing(path: impl AsRef<Path>) -> Result<Store> {
        let path = path.as_ref();
        if !path.exists() || path.metadata().is_ok_and(|m| m.is_file() && m.len() == 0) {
            return Err(Error::Missing { path: path.to_owned() });
        }
        look_at(path)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let opened = Store::connect(path, path.as_os_str(), flags).and_then(|s| s.version().map(|v| (s, v)));
        let (store, version) = match opened {
            // Reading a write-ahead log needs files beside the store. In a folder that takes none, and with no log
            // left to read, the store cannot be changing: it can be read as a file that never changes.
            Err(Error::ReadOnly { .. }) if !has_log(path) => {
                let name = immutable_uri(path);
                let store = Store::connect(path, name.as_ref(), flags | OpenFlags::SQLITE_OPEN_URI)?;
                let version = store.version()?;
                (store, version)
            }
            other => other?,
        };
        if version < SCHEMA_VERSION {
            drop(store);
            return Store::open(path);
        }
        Ok(store)
    }

    /// A store that is gone when dropped.
    ///
    /// # Errors
    /// Where SQLite itself fails.
    pub fn in_memory() -> Result<Store> {
        let path = Path::new(":memory:");
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut store = Store::connect(path, path.as_os_str(), flags)?;
        store.make_current(0)?;
        Ok(store)
    }

    fn connect(path: &Path, name: &std::ffi::OsStr, flags: OpenFlags) -> Result<Store> {
        let failed = |e| Error::from_sqlite(path, PATIENCE.as_secs(), e);
        let connection = Connection::open_with_flags(name, flags).map_err(failed)?;
        connection.busy_timeout(PATIENCE).map_err(failed)?;
        connection.set_prepared_statement_cache_capacity(64);
        Ok(Store {
            connection,
            path: path.to_owned(),
            patience: PATIENCE,
        })
    }

    /// How long writing waits for another process before it gives up with [`Error::Locked`]; 5 seconds unless set.
    ///
    /// # Errors
    /// Where SQLite itself fails.
    pub fn set_patience(&mut self, patience: Duration) -> Result<()> {
        self.patience = patience;
        self.connection.busy_timeout(patience).map_err(|e| self.error(e))
    }

    /// Lets the file grow to that many pages of 4096 bytes; beyond, writing fails as on a full disk.
    ///
    /// # Errors
    /// Where SQLite itself fails.
    pub fn limit_size(&mut self, pages: u32) -> Result<()> {
        self.connection
            .pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))
            .map_err(|e| self.error(e))
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Seconds that were waited for another process where that failed.
    pub(crate) fn waited(&self) -> u64 {
        self.patience.as_secs()
    }

    pub(crate) fn error(&self, error: rusqlite::Error) -> Error {
        Error::from_sqlite(&self.path, self.patience.as_secs(), error)
    }

    /// The version of the tables in the file; 0 for a new one. Refuses files that are not ours or of the future.
    fn version(&self) -> Result<i64> {
        let pragma = |name: &str| {
            self.connection
                .pragma_query_value(None, name, |row| row.get::<_, i64>(0))
                .map_err(|e| self.error(e))
        };
        let (application, version) = (pragma("application_id")?, pragma("user_version")?);
        if application == APPLICATION_ID {
            if version > SCHEMA_VERSION {
                return Err(Error::Newer {
                    path: self.path.clone(),
                    found: version,
                    known: SCHEMA_VERSION,
                });
            }
            return Ok(version);
        }
        let objects: i64 = self
            .connection
            .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
            .map_err(|e| self.error(e))?;
        if application != 0 || version != 0 || objects != 0 {
            return Err(Error::OtherProgram {
                path: self.path.clone(),
            });
        }
        Ok(0)
    }

    fn make_current(&mut self, version: i64) -> Result<()> {
        let path = self.path.clone();
        let waited = self.patience.as_secs();
        self.prepare(version).map_err(|e| Error::from_sqlite(&path, waited, e))
    }

    fn prepare(&mut self, version: i64) -> rusqlite::Result<()> {
        let connection = &mut self.connection;
        // A killed program loses nothing in either mode; NORMAL spares a disk flush per article.
        connection.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))?;
        connection.pragma_update(None, "synchronous", "normal")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        // The log would otherwise stay as large as the largest burst of writing.
        connection.pragma_update_and_check(None, "journal_size_limit", 16 << 20, |_| Ok(()))?;
        connection.pragma_update(None, "cache_size", -16_384)?;
        if version == SCHEMA_VERSION {
            return Ok(());
        }
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Another process may have been here between the first look and the lock.
        let version: i64 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
        for migration in MIGRATIONS.iter().skip(usize::try_from(version).unwrap_or(0)) {
            transaction.execute_batch(migration)?;
        }
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.pragma_update(None, "user_version", SCHEMA_VERSION)?;
        transaction.commit()
    }
}

/// Refuses what SQLite would open only to fail later with less to say.
fn look_at(path: &Path) -> Result<()> {
    if path.is_dir() {
        return Err(Error::IsFolder { path: path.to_owned() });
    }
    let mut head = [0; 16];
    match std::fs::File::open(path).and_then(|mut f| read_up_to(&mut f, &mut head)) {
        Ok(0) => Ok(()),
        Ok(_) if &head == b"SQLite format 3\0" => Ok(()),
        Ok(_) => Err(Error::NotSqlite { path: path.to_owned() }),
        // A missing file is made; one that cannot be read is explained by SQLite's own attempt.
        Err(_) => Ok(()),
    }
}

fn read_up_to(file: &mut std::fs::File, into: &mut [u8]) -> std::io::Result<usize> {
    let mut filled = 0;
    while filled < into.len() {
        match file.read(&mut into[filled..])? {
            0 => break,
            n => filled += n,
        }
    }
    Ok(filled)
}

fn has_log(path: &Path) -> bool {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    std::fs::metadata(log).is_ok_and(|m| m.len() > 0)
}

fn immutable_uri(path: &Path) -> String {
    let mut uri = String::from("file:");
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => uri.push(char::from(*byte)),
            other => uri.push_str(&format!("%{other:02X}")),
        }
    }
    uri.push_str("?immutable=1");
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_file_names_are_escaped_in_a_uri() {
        assert_eq!(
            immutable_uri(Path::new("/a b/100%?.db")),
            "file:/a%20b/100%25%3F.db?immutable=1"
        );
    }

    #[test]
    fn every_migration_is_counted() {
        let files = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations"))
            .unwrap()
            .count();
        assert_eq!(files, MIGRATIONS.len());
    }
}
