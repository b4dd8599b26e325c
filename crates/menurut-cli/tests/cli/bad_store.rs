use super::{ARREST, Desk};

#[track_caller]
fn check(desk: &Desk, store: &str, words: &str) {
    for args in [&["read", "a.txt", "--store", store][..], &["claims", "--store", store]] {
        let said = desk.run(args).code(1);
        assert!(said.err.contains(words), "{args:?} lacks '{words}':\n{}", said.err);
        assert!(
            said.err.contains(store),
            "{args:?} does not name the file:\n{}",
            said.err
        );
    }
}

#[test]
fn a_file_that_is_no_store_is_left_alone() {
    let desk = Desk::new();
    desk.file("a.txt", ARREST).file("notes.db", "Dear diary, ".repeat(100));
    check(&desk, "notes.db", "not a Menurut store");
    assert_eq!(
        std::fs::read_to_string(desk.path("notes.db")).expect("the file"),
        "Dear diary, ".repeat(100)
    );
}

#[test]
fn the_store_of_another_program_is_left_alone() {
    let desk = Desk::new();
    desk.file("a.txt", ARREST);
    let other = rusqlite::Connection::open(desk.path("other.db")).expect("a database");
    other
        .execute_batch("CREATE TABLE songs (name TEXT); PRAGMA application_id = 77;")
        .expect("a table");
    drop(other);
    check(&desk, "other.db", "another program");
}

#[test]
fn a_store_of_a_newer_version_is_left_alone() {
    let desk = Desk::new();
    desk.file("a.txt", ARREST);
    desk.run(&["read", "a.txt", "--store", "new.db"]).code(0);
    let store = rusqlite::Connection::open(desk.path("new.db")).expect("a store");
    store.execute_batch("PRAGMA user_version = 999").expect("a version");
    drop(store);
    check(&desk, "new.db", "newer menurut");
}

#[test]
fn a_store_that_cannot_be_written_is_named() {
    let desk = Desk::new();
    desk.file("a.txt", ARREST);
    std::fs::create_dir(desk.path("folder.db")).expect("a folder");
    check(&desk, "folder.db", "is a folder");
    desk.run(&["read", "a.txt", "--store", "nowhere/x.db"])
        .code(1)
        .tells("nowhere")
        .tells("does not exist");
    #[cfg(target_os = "linux")]
    desk.run(&["read", "a.txt", "--store", "/proc/menurut.db"])
        .code(1)
        .tells("/proc/menurut.db");
}

#[test]
fn a_store_that_another_process_writes_is_waited_for_and_then_named() {
    let desk = Desk::new();
    desk.file("a.txt", ARREST).file("b.txt", super::ACCUSATION);
    desk.run(&["read", "a.txt"]).code(0);
    let other = rusqlite::Connection::open(desk.path("menurut.db")).expect("a store");
    other.execute_batch("BEGIN IMMEDIATE").expect("the lock");
    desk.run(&["read", "b.txt"])
        .code(1)
        .tells("menurut.db")
        .tells("another process");
    // Readers are not kept waiting.
    let said = desk.run(&["articles", "--format", "jsonl"]).code(0);
    assert_eq!(said.json().len(), 1);
}

#[test]
fn asking_a_store_that_is_not_there_makes_none() {
    let desk = Desk::new();
    for verb in ["claims", "articles", "quotes"] {
        desk.run(&[verb]).code(1).tells("menurut.db").tells("menurut read");
    }
    desk.run(&["show", "abc"]).code(1).tells("menurut read");
    desk.run(&["forget", "abc"]).code(1).tells("menurut read");
    assert!(!desk.path("menurut.db").exists());
}
