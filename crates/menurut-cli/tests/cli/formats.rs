use super::{ACCUSATION, ARREST, Desk};

#[test]
fn each_format_is_what_its_readers_expect() {
    let desk = Desk::new();
    desk.file("a.txt", ACCUSATION).file("b.txt", ARREST);
    let said = desk
        .run(&[
            "read",
            "a.txt",
            "b.txt",
            "--date",
            "2024-11-21",
            "--outlet",
            "Kabar Uji",
        ])
        .code(0);
    let claims = said.json();
    assert!(claims.len() >= 3, "a program gets JSON lines without asking: {said:#?}");
    for claim in &claims {
        let (text, span) = (claim["sentence"]["text"].as_str().unwrap(), &claim["sentence"]["span"]);
        let trigger = &claim["event"]["trigger"];
        let at = |v: &serde_json::Value, n: usize| usize::try_from(v[n].as_u64().unwrap()).unwrap();
        let (start, end) = (
            at(&trigger["span"], 0) - at(span, 0),
            at(&trigger["span"], 1) - at(span, 0),
        );
        let words: String = text.chars().skip(start).take(end - start).collect();
        assert_eq!(trigger["text"].as_str(), Some(words.as_str()), "spans count characters");
        assert_eq!(
            claim["article"]["outlet"], "Kabar Uji",
            "what is given wins over what the text says"
        );
        assert_eq!(claim["article"]["published"], "2024-11-21");
        assert_eq!(claim["according_to"][0]["sources"][0]["name"], "Kabar Uji");
    }

    // The order of the store is by article; what is printed of each claim is the same.
    let key = |c: &serde_json::Value| c["id"].as_str().unwrap().to_owned();
    let mut from_read: Vec<String> = claims.iter().map(key).collect();
    let stored = desk.run(&["claims", "--format", "json"]).code(0).json();
    let mut from_store: Vec<String> = stored.iter().map(key).collect();
    from_read.sort();
    from_store.sort();
    assert_eq!(from_read, from_store);
    assert!(
        claims.iter().all(|c| stored.contains(c)),
        "the store gives back what was read"
    );

    let csv = desk.run(&["claims", "--format", "csv"]).code(0);
    let mut reader = csv::Reader::from_reader(csv.out.as_bytes());
    let header = reader.headers().expect("a header").clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(|r| r.expect("a row")).collect();
    assert_eq!(rows.len(), claims.len());
    let column = |name: &str| header.iter().position(|h| h == name).expect("a column");
    assert!(
        rows.iter()
            .any(|r| &r[column("type")] == "ACCUSE" && &r[column("actor_countries")] == "PHL"),
        "{}",
        csv.out
    );

    let table = desk.run(&["claims", "--format", "table"]).code(0).tells(" claims");
    assert!(
        table.out.contains("according to") && table.out.contains("«menuduh»"),
        "{}",
        table.out
    );
    assert!(!table.out.contains('\u{1b}'), "no colours in a pipe");
    for width in ["60", "80", "200"] {
        let said: super::Said = desk
            .command()
            .args(["claims", "--format", "table"])
            .env("COLUMNS", width)
            .output()
            .expect("it runs")
            .into();
        let widest = said.out.lines().map(|l| l.chars().count()).max().unwrap_or(0);
        assert!(
            widest <= width.parse().unwrap(),
            "{widest} columns of {width}:\n{}",
            said.out
        );
    }
    let coloured: super::Said = desk
        .command()
        .args(["claims", "--format", "table"])
        .env("CLICOLOR_FORCE", "1")
        .output()
        .expect("it runs")
        .into();
    assert!(
        coloured.out.contains('\u{1b}') && !coloured.out.contains('«'),
        "{}",
        coloured.out
    );
}

#[test]
fn reading_twice_changes_nothing_and_again_reads_anew() {
    let desk = Desk::new();
    desk.file("a.txt", ACCUSATION).file("b.txt", ARREST);
    let first = desk
        .run(&["read", "a.txt", "b.txt"])
        .code(0)
        .tells("2 articles")
        .tells("2 new");
    let second = desk.run(&["read", "a.txt", "b.txt"]).code(0).tells("2 unchanged");
    assert_eq!(first.out, second.out, "the same articles give the same rows");
    let again = desk
        .run(&["read", "a.txt", "b.txt", "--again"])
        .code(0)
        .tells("2 replaced");
    assert_eq!(first.out, again.out, "the same program reads the same");
    assert_eq!(desk.rows("articles"), 2);

    desk.file("b.txt", ARREST.replace("two men", "three men"));
    desk.run(&["read", "a.txt", "b.txt", "--quiet"]).code(0);
    assert_eq!(desk.rows("articles"), 2, "a changed file is the same article");
    let claims = desk.run(&["claims", "--article", "b.txt"]).code(0);
    assert!(
        claims.out.contains("three men") && !claims.out.contains("two men"),
        "{}",
        claims.out
    );
    desk.run(&["read", "a.txt", "--date", "2024-11-21"])
        .code(0)
        .tells("1 replaced");
}

#[test]
fn what_is_not_to_be_kept_is_not_kept_and_no_reader_is_no_error() {
    let desk = Desk::new();
    desk.file("a.txt", ACCUSATION);
    let said = desk
        .run(&["read", "a.txt", "--no-store", "--format", "jsonl", "--quiet"])
        .code(0);
    assert!(!said.out.is_empty());
    assert_eq!(said.err, "", "quiet is quiet");
    assert!(!desk.path("menurut.db").exists());

    let from_stdin = desk.run_with(&["read", "-", "--no-store"], ACCUSATION).code(0);
    assert_eq!(from_stdin.json().len(), said.json().len());
    assert_eq!(from_stdin.json()[0]["article"]["path"], "-");
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_success() {
    let desk = Desk::new();
    desk.file(
        "lines.txt",
        "Polisi menangkap dua orang di Jakarta pada Senin.\n".repeat(3000),
    );
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_menurut"))
        .args(["parse", "lines.txt"])
        .current_dir(desk.dir.path())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut first = String::new();
    let mut out = std::io::BufReader::new(child.stdout.take().expect("a pipe"));
    std::io::BufRead::read_line(&mut out, &mut first).expect("a line");
    drop(out);
    let done = child.wait_with_output().expect("an end");
    assert!(first.starts_with("{\"id\":\"1\""), "{first}");
    assert_eq!(
        (done.status.code(), String::from_utf8_lossy(&done.stderr).as_ref()),
        (Some(0), "")
    );
}
