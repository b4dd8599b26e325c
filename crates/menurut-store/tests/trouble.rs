//! Files that are no store, or none that can be used now: each says which file, why, and what to do.

mod common;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use common::reading;
use menurut_store::{APPLICATION_ID, ClaimFilter, Error, SCHEMA_VERSION, Store};
use rusqlite::Connection;

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Folder {
        Folder(tempfile::tempdir().unwrap())
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// A store with one article, closed.
    fn store(&self) -> PathBuf {
        let path = self.file("book.db");
        Store::open(&path).unwrap().put(&reading(1, 5), false).unwrap();
        path
    }
}

/// The message names the file and says what is expected.
fn check(path: &Path, found: Result<Store, Error>, expected: &[&str]) {
    let message = found.expect_err("refused").to_string();
    assert!(message.contains(&format!("'{}'", path.display())), "{message}");
    for words in expected {
        assert!(message.contains(words), "'{words}' in: {message}");
    }
}

#[test]
fn a_file_that_is_not_sqlite() {
    let folder = Folder::new();
    for (name, bytes) in [
        ("text.db", &b"Jakarta, a text of more than sixteen bytes"[..]),
        ("short.db", b"x"),
        ("zeros.db", &[0; 5000]),
        ("page.html", b"<!doctype html><html><body>"),
    ] {
        let path = folder.file(name);
        std::fs::write(&path, bytes).unwrap();
        for opened in [Store::open(&path), Store::open_existing(&path)] {
            check(
                &path,
                opened,
                &["is not a Menurut store", "move it away or give another --store"],
            );
        }
        assert_eq!(std::fs::read(&path).unwrap(), bytes, "left as it was");
    }
}

#[test]
fn a_database_of_another_program() {
    let folder = Folder::new();
    let make: [(&str, &str); 3] = [
        ("tables.db", "CREATE TABLE films (title TEXT)"),
        ("id.db", "PRAGMA application_id = 42; CREATE TABLE t (x)"),
        ("version.db", "PRAGMA user_version = 1; CREATE TABLE articles (x)"),
    ];
    for (name, sql) in make {
        let path = folder.file(name);
        Connection::open(&path).unwrap().execute_batch(sql).unwrap();
        let before = std::fs::read(&path).unwrap();
        for opened in [Store::open(&path), Store::open_existing(&path)] {
            check(&path, opened, &["of another program", "--store"]);
        }
        assert_eq!(std::fs::read(&path).unwrap(), before, "left as it was");
    }
}

#[test]
fn a_store_of_a_newer_version() {
    let folder = Folder::new();
    let path = folder.store();
    Connection::open(&path)
        .unwrap()
        .pragma_update(None, "user_version", SCHEMA_VERSION + 1)
        .unwrap();
    let version = format!("version {}", SCHEMA_VERSION + 1);
    for opened in [Store::open(&path), Store::open_existing(&path)] {
        check(&path, opened, &["newer menurut", &version, "update menurut"]);
    }
}

#[test]
fn a_missing_store_is_made_by_writing_only() {
    let folder = Folder::new();
    let path = folder.file("none.db");
    check(
        &path,
        Store::open_existing(&path),
        &["there is no store", "menurut read"],
    );
    assert!(!path.exists());
    std::fs::write(&path, b"").unwrap();
    check(&path, Store::open_existing(&path), &["there is no store"]);
    Store::open(&path).unwrap();
    Store::open_existing(&path).unwrap();
    let connection = Connection::open(&path).unwrap();
    let pragma = |name: &str| {
        connection
            .pragma_query_value(None, name, |r| r.get::<_, i64>(0))
            .unwrap()
    };
    assert_eq!(
        (pragma("application_id"), pragma("user_version")),
        (APPLICATION_ID, SCHEMA_VERSION)
    );
}

#[test]
fn a_folder_in_place_of_a_store_and_a_missing_folder() {
    let folder = Folder::new();
    let path = folder.file("");
    for opened in [Store::open(&path), Store::open_existing(&path)] {
        check(&path, opened, &["is a folder", "menurut.db"]);
    }
    let path = folder.file("no/such/book.db");
    check(&path, Store::open(&path), &["does not exist", "no/such"]);
}

/// Permissions do not bind the superuser: there, these tests have nothing to try.
fn permissions_bind(folder: &Folder) -> bool {
    let probe = folder.file("probe");
    std::fs::write(&probe, b"").unwrap();
    set_mode(&probe, 0o444);
    let bound = std::fs::OpenOptions::new().write(true).open(&probe).is_err();
    std::fs::remove_file(&probe).unwrap();
    bound
}

fn set_mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_read_only_file_or_folder() {
    let folder = Folder::new();
    if !permissions_bind(&folder) {
        return;
    }
    let path = folder.store();
    set_mode(&path, 0o444);
    check(&path, Store::open(&path), &["cannot be written", "allow writing"]);
    assert_eq!(Store::open_existing(&path).unwrap().counts().unwrap().articles, 1);
    set_mode(&path, 0o644);
    set_mode(folder.0.path(), 0o555);
    let (opened, new) = (Store::open(&path), folder.file("new.db"));
    let read = Store::open_existing(&path).and_then(|s| s.claims(&ClaimFilter::default()));
    let made = Store::open(&new);
    set_mode(folder.0.path(), 0o755);
    check(&path, opened, &["cannot be written"]);
    check(&new, made, &["cannot be written", "takes no new files"]);
    assert_eq!(read.unwrap().len(), 5, "can still be read");
}

#[test]
fn a_store_that_another_process_is_writing() {
    let folder = Folder::new();
    let path = folder.store();
    let other = Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let mut store = Store::open(&path).unwrap();
    store.set_patience(Duration::from_millis(200)).unwrap();
    let error = store.put(&reading(2, 1), false).unwrap_err();
    assert!(matches!(error, Error::Locked { .. }), "{error}");
    assert!(
        error.to_string().contains("by another process") && error.is_fatal(),
        "{error}"
    );
    assert_eq!(
        store.claims(&ClaimFilter::default()).unwrap().len(),
        5,
        "readers are not kept waiting"
    );
    other.execute_batch("ROLLBACK").unwrap();
    store.put(&reading(2, 1), false).unwrap();
}

#[test]
fn waiting_for_another_writer_is_enough_when_it_ends_in_time() {
    let folder = Folder::new();
    let path = folder.store();
    let other = Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let release = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(300));
        other.execute_batch("COMMIT").unwrap();
    });
    Store::open(&path).unwrap().put(&reading(2, 1), false).unwrap();
    release.join().unwrap();
}

#[test]
fn a_full_disk_loses_nothing_that_was_stored() {
    let folder = Folder::new();
    let path = folder.file("book.db");
    let mut store = Store::open(&path).unwrap();
    store.put(&reading(0, 5), false).unwrap();
    store.limit_size(90).unwrap();
    let error = (1..500)
        .find_map(|n| store.put(&reading(n, 15), false).err())
        .expect("no room left");
    assert!(matches!(error, Error::Full { .. }), "{error}");
    let kept = store.counts().unwrap().articles;
    assert!(kept >= 1);
    assert_eq!(store.article(&reading(0, 5).article.id).unwrap(), Some(reading(0, 5)));
    drop(store);
    assert_whole(&path);
    assert_eq!(Store::open(&path).unwrap().counts().unwrap().articles, kept);
}

#[test]
fn a_damaged_store() {
    let folder = Folder::new();
    let path = folder.store();
    let mut bytes = std::fs::read(&path).unwrap();
    let len = bytes.len();
    bytes[4096..len].fill(0x5a);
    std::fs::write(&path, &bytes).unwrap();
    let error = Store::open_existing(&path)
        .and_then(|s| s.claims(&ClaimFilter::default()))
        .expect_err("damaged");
    assert!(matches!(error, Error::Corrupt { .. }), "{error}");
    assert!(error.to_string().contains("put back a copy"), "{error}");
    // A record that is no longer what was written.
    let folder = Folder::new();
    let path = folder.store();
    Connection::open(&path)
        .unwrap()
        .execute("UPDATE readings SET lines = x'00112233'", [])
        .unwrap();
    let error = Store::open(&path).unwrap().claims(&ClaimFilter::default()).unwrap_err();
    assert!(matches!(error, Error::Corrupt { .. }), "{error}");
}

#[test]
fn a_failed_migration_leaves_the_file_as_it_was() {
    let folder = Folder::new();
    let path = folder.file("half.db");
    // Ours by its mark, of version 0, with a table in the way of the first script.
    let sql = format!("PRAGMA application_id = {APPLICATION_ID}; CREATE TABLE claims (x)");
    Connection::open(&path).unwrap().execute_batch(&sql).unwrap();
    Store::open(&path).unwrap_err();
    let connection = Connection::open(&path).unwrap();
    let tables: i64 = connection
        .query_row("SELECT count(*) FROM sqlite_schema", [], |r| r.get(0))
        .unwrap();
    assert_eq!(tables, 1);
}

fn assert_whole(path: &Path) {
    let connection = Connection::open(path).unwrap();
    let whole: String = connection
        .query_row("PRAGMA integrity_check", [], |r| r.get(0))
        .unwrap();
    assert_eq!(whole, "ok");
    let mut keys = connection.prepare("PRAGMA foreign_key_check").unwrap();
    assert!(!keys.exists([]).unwrap());
    connection
        .execute(
            "INSERT INTO sentences_fts (sentences_fts, rank) VALUES ('integrity-check', 1)",
            [],
        )
        .unwrap();
}

const CHILD: &str = "MENURUT_STORE_TEST_CHILD";

/// Not a test by itself: what the test below starts and kills.
#[test]
fn child_that_writes_until_killed() {
    use std::io::Write;
    let Some(path) = std::env::var_os(CHILD) else { return };
    let mut store = Store::open(path).unwrap();
    let mut out = std::io::stdout();
    for n in 0..1_000_000 {
        store.put(&reading(n, 15), false).unwrap();
        writeln!(out, "committed {n}").unwrap();
        out.flush().unwrap();
    }
}

#[test]
fn a_writer_killed_in_the_middle_loses_nothing_committed() {
    use std::io::BufRead;
    let folder = Folder::new();
    let path = folder.file("book.db");
    for round in 0..3 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "child_that_writes_until_killed", "--nocapture"])
            .env(CHILD, &path)
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        let lines = std::io::BufReader::new(child.stdout.take().unwrap()).lines();
        let mut committed = 0;
        // Old articles come back as unchanged, so each round writes further.
        let enough = 40 * (round + 1) + round;
        for line in lines {
            if let Some(n) = line
                .unwrap()
                .rsplit_once("committed ")
                .and_then(|(_, n)| n.parse::<u64>().ok())
            {
                committed = n + 1;
                if n == enough {
                    break;
                }
            }
        }
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(committed > enough);
        let store = Store::open(&path).unwrap();
        let counts = store.counts().unwrap();
        assert!(counts.articles >= committed, "{} of {committed}", counts.articles);
        assert_eq!(counts.claims, counts.articles * 15, "no article in part");
        assert_eq!(
            store.claims(&ClaimFilter::default()).unwrap().len() as u64,
            counts.claims
        );
        drop(store);
        assert_whole(&path);
    }
}
