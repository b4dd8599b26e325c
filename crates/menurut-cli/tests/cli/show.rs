use super::{ACCUSATION, Desk};

#[test]
fn an_article_is_shown_with_its_statements() {
    let desk = Desk::new();
    desk.file("a.txt", ACCUSATION);
    let id = desk.run(&["read", "a.txt"]).code(0).json()[0]["article"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let by_path = desk.run(&["show", "a.txt"]).code(0);
    assert!(by_path.out.contains("«menuduh»["), "{}", by_path.out);
    assert!(by_path.out.contains("according to"), "{}", by_path.out);
    assert_eq!(
        by_path.out,
        desk.run(&["show", &id[..6]]).code(0).out,
        "by the beginning of its id"
    );

    desk.file("b.txt", "Belum dibaca.\n");
    desk.run(&["show", "b.txt"]).code(1).tells("menurut read b.txt");
    desk.run(&["show", "b.txt", "--html", "b.html"]).code(1);
    assert!(!desk.path("b.html").exists());
    desk.run(&["show", "a.txt", "--html", "no/where.html"])
        .code(1)
        .tells("no/where.html")
        .tells("--html");
}

#[test]
fn a_page_is_one_file_and_nothing_of_the_article_is_markup() {
    let desk = Desk::new();
    let hostile = "Filipina <script>alert(1)</script> & \"China\"\n\n\
        Filipina menuduh China menyerang kapal <img src=x onerror=alert(2)> nelayan pada Kamis. \
        China membantah tuduhan </article></style><script>alert(3)</script> itu.\n";
    desk.file("a.txt", hostile);
    desk.run(&["read", "a.txt", "--outlet", "</p><script>alert(4)</script>"])
        .code(0);
    desk.run(&["show", "a.txt", "--html", "a.html"]).code(0).tells("a.html");
    let page = std::fs::read_to_string(desk.path("a.html")).expect("the page");
    assert_eq!(page, desk.run(&["show", "a.txt", "--html", "-"]).code(0).out);
    let lower = page.to_lowercase();
    assert!(!lower.contains("<script") && !lower.contains("<img"), "{page}");
    assert!(
        !lower.contains("src=") || lower.contains("&lt;img src="),
        "nothing is loaded"
    );
    assert!(
        lower.contains("default-src 'none'; style-src 'sha256-"),
        "a strict policy"
    );
    assert_eq!(lower.matches("<article").count(), 1);
    assert_eq!(lower.matches("</article>").count(), 1);
    assert_eq!(lower.matches("</style>").count(), 1);
    // Every place that is linked to is there.
    let targets: Vec<&str> = page
        .split("href=\"#")
        .skip(1)
        .filter_map(|p| p.split('"').next())
        .collect();
    assert!(targets.len() >= 4, "claims link to the text and the text to claims");
    for target in targets {
        assert!(page.contains(&format!("id=\"{target}\"")), "#{target} leads nowhere");
    }
}
