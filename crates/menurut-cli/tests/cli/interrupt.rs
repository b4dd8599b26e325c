//! A read that is ended from outside keeps what it has, and the next one goes on.
#![cfg(unix)]

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::Desk;

const ROWS: usize = 60;

fn archive(desk: &Desk) {
    let rows: String = (0..ROWS)
        .map(|n| {
            let sentence = format!(
                "Polisi menangkap {} orang di Semarang pada Senin, kata juru bicara kepolisian. ",
                n + 2
            );
            format!("{{\"text\":\"{}\"}}\n", sentence.repeat(6))
        })
        .collect();
    desk.file("archive.jsonl", rows);
}

fn articles(desk: &Desk) -> i64 {
    let open = || -> rusqlite::Result<i64> {
        rusqlite::Connection::open_with_flags(desk.path("menurut.db"), rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY)?
            .query_row("SELECT count(*) FROM articles", [], |r| r.get(0))
    };
    open().unwrap_or(0)
}

/// Begins to read the archive, sends `signal` once some articles are kept, and waits for the end.
fn ended_by(desk: &Desk, signal: &str) -> std::process::Output {
    let child = Command::new(env!("CARGO_BIN_EXE_menurut"))
        .args(["read", "archive.jsonl", "--jobs", "1", "--format", "csv"])
        .current_dir(desk.dir.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let deadline = Instant::now() + Duration::from_secs(600);
    while articles(desk) < 3 {
        assert!(Instant::now() < deadline, "nothing is kept");
        std::thread::sleep(Duration::from_millis(20));
    }
    let sent = Command::new("kill")
        .args([signal, &child.id().to_string()])
        .status()
        .expect("kill");
    assert!(sent.success());
    child.wait_with_output().expect("an end")
}

#[test]
fn ctrl_c_keeps_what_is_in_hand_and_the_next_read_goes_on() {
    let desk = Desk::new();
    archive(&desk);
    let ended = ended_by(&desk, "-INT");
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    let kept = articles(&desk);
    assert_eq!(ended.status.code(), Some(130), "{said}");
    assert!(
        said.contains("interrupted") && said.contains(&format!("{kept} articles")),
        "{said}"
    );
    assert!(kept < i64::try_from(ROWS).unwrap(), "it ended early");
    desk.run(&["read", "archive.jsonl"])
        .code(0)
        .tells(&format!("{kept} unchanged"))
        .tells(&format!("{ROWS} articles"));
}

#[test]
fn kill_loses_nothing_that_was_kept() {
    let desk = Desk::new();
    archive(&desk);
    let ended = ended_by(&desk, "-KILL");
    assert_eq!(ended.status.code(), None, "killed");
    let kept = articles(&desk);
    let store = rusqlite::Connection::open(desk.path("menurut.db")).expect("a store");
    let sound: String = store
        .query_row("PRAGMA integrity_check", [], |r| r.get(0))
        .expect("a check");
    drop(store);
    assert!(kept >= 3 && sound == "ok");
    desk.run(&["read", "archive.jsonl"])
        .code(0)
        .tells(&format!("{kept} unchanged"));
    assert_eq!(articles(&desk), i64::try_from(ROWS).unwrap());
}
