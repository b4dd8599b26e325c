use super::Desk;

#[test]
fn archives_are_read_like_folders() {
    let desk = Desk::new();
    let row = |id: &str, text: &str| {
        format!("{{\"id\":\"{id}\",\"text\":\"{text}\",\"outlet\":\"Arsip\",\"published\":\"2024-11-18\"}}\n")
    };
    let mut lines = row("a1", "Polisi menangkap 14 buruh di Semarang pada Senin.");
    lines.push_str("this is no row\n");
    lines.push_str(&row(
        "a2",
        "Kenyan police arrested two men in Nairobi on Monday. The foreign ministry of Uganda condemned the arrests.",
    ));
    desk.file("in/archive.jsonl", &lines).file(
        "in/table.csv",
        "tanggal;isi\n2024-11-19;\"Filipina menuduh China menyerang sebuah kapal nelayan.\"\n2024-11-19;\n",
    );
    let args = ["read", "in", "--column", "text=isi", "--column", "published=tanggal"];
    // The flags name the columns of the one archive; the other has none of them.
    desk.run(&args)
        .code(1)
        .tells("in/archive.jsonl:1: has neither a 'isi'")
        .tells("in/table.csv:3: ");
    let said = desk
        .run(&["read", "in/archive.jsonl"])
        .code(1)
        .tells("in/archive.jsonl:2: is no JSON")
        .tells("2 new");
    let claims = said.json();
    let arrest = claims
        .iter()
        .find(|c| c["article"]["path"] == "in/archive.jsonl:3")
        .expect("a claim of the last row");
    assert_eq!(arrest["article"]["outlet"], "Arsip");
    assert_eq!(arrest["event"]["type"], "COERCE", "{arrest}");
    assert_eq!(desk.rows("articles"), 3);

    // A row added above leaves the articles below it what they are: a row's id is its identity.
    desk.file(
        "in/archive.jsonl",
        row("a0", "Mesir dan Turki menandatangani perjanjian.") + &lines,
    );
    desk.run(&["read", "in/archive.jsonl"])
        .code(1)
        .tells("1 new")
        .tells("2 unchanged");
    desk.run(&["show", "in/archive.jsonl:3"]).code(0);
}
