use super::{ARREST, Desk};

#[test]
fn wrong_usage_ends_with_two_and_says_what_is_right() {
    let desk = Desk::new();
    desk.file("a.txt", ARREST);
    let check = |args: &[&str], words: &str| {
        desk.run(args).code(2).tells(words);
    };
    check(&[], "Usage: menurut");
    check(&["red"], "unrecognized subcommand 'red'");
    check(&["read"], "<PATH>");
    check(
        &["read", "https://example.org/news"],
        "curl -L 'https://example.org/news'",
    );
    check(&["read", "a.txt", "--date", "yesterday"], "2024-11-30");
    check(&["read", "a.txt", "--lang", "indonesian"], "two letters");
    check(&["read", "a.txt", "--jobs", "0"], "1 to 256");
    check(&["read", "a.txt", "--column", "body"], "FIELD=NAME");
    check(&["read", "-", "-"], "only once");
    check(&["claims", "--type", "WAR"], "ASSAULT");
    check(&["claims", "--verdict", "maybe"], "unconfirmed");
    check(&["claims", "--since", "lately"], "2024-11-30");
    check(&["claims", "--quad", "5"], "1..=4");
    assert!(!desk.path("menurut.db").exists(), "nothing was begun");
}

#[test]
fn every_verb_explains_itself_with_examples() {
    let desk = Desk::new();
    for verb in [
        "read", "show", "claims", "quotes", "articles", "forget", "extract", "parse", "model", "eval", "corpus",
        "bench",
    ] {
        let said = desk.run(&[verb, "--help"]).code(0);
        assert!(said.out.contains("Example"), "{verb}:\n{}", said.out);
    }
}
