//! `menurut eval`, `menurut corpus check` and `menurut corpus agreement`: on small files, and on the corpus and the page that are committed.

use std::path::PathBuf;

use super::{Desk, Said};

const ARTICLE: &str = "\
# article a-01 | outlet=Reef_Post | date=2024-11-30 | dateline=PORT EOLE

# id=a-01-01 lang=en doc=a-01 part=headline
[m1 GRP|Police] [e1 COERCE|arrest] [m2 GRP|two men] in [m3 GPE|Nairobi]
e1 m1>m2 @m3 arrest

# id=a-01-02 lang=id doc=a-01 part=body
Tidak ada apa-apa.
-
";

fn repository(path: &str) -> String {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(path);
    root.display().to_string()
}

#[test]
fn the_corpus_is_in_order() {
    Desk::new()
        .run(&["corpus", "check", "--corpus", &repository("corpus")])
        .code(0);
}

#[test]
fn the_card_of_the_corpus_counts_what_is_there() {
    let (corpus, card) = (repository("corpus"), repository("corpus/README.md"));
    let said = Desk::new().run(&["corpus", "check", "--corpus", &corpus, "--card", "--verify", &card]);
    // Mistakes in the corpus are another test's.
    let about = said
        .err
        .lines()
        .find(|l| l.contains("counts are not those") || l.contains("has no lines"));
    assert_eq!(about, None);
}

/// The second reading that is committed is of the corpus's sentences, and the card has its figures.
#[test]
fn the_card_of_the_corpus_says_how_far_two_readings_agree() {
    let said = Desk::new()
        .run(&["corpus", "agreement", "--corpus", &repository("corpus")])
        .code(0);
    let card = std::fs::read_to_string(repository("corpus/README.md")).expect("a card");
    let printed = said.json();
    let rows = printed[0]["tables"][0]["rows"].as_array().expect("rows");
    let row = |name: &str| rows.iter().find(|r| r["name"] == name).expect("a row");
    assert_eq!(row("sentences")["id gold"], 112);
    assert_eq!(row("sentences")["en gold"], 112);
    for name in [
        "mention",
        "event",
        "who-whom",
        "statement",
        "cue",
        "attribution",
        "type given trigger",
    ] {
        let figure = |column: &str| row(name)[column].as_f64().expect("a figure");
        let line = format!("| {name} | {:.3} | {:.3} |", figure("id F1"), figure("en F1"));
        assert!(card.contains(&line), "the card lacks {line}");
    }
}

#[test]
fn a_second_reading_is_compared_and_is_no_part_of_the_corpus() {
    let desk = Desk::new();
    let first = ARTICLE.replace("lang=id", "lang=en");
    desk.file("corpus/articles/a.stm", &first);
    desk.file("corpus/dev.txt", "a-01\n");
    desk.run(&["corpus", "agreement"])
        .code(1)
        .tells("no sentence is marked twice");
    // Another recipient, and nothing said of the second sentence.
    let second =
        "# id=a-01-01 lang=en\n[m1 GRP|Police] [e1 COERCE|arrest] [m2 GRP|two men] in [m3 GPE|Nairobi]\ne1 m1> @m3\n";
    desk.file("corpus/second/en.stm", second);
    desk.run(&["corpus", "check"])
        .code(0)
        .tells("2 sentences in 1 file, 0 mistakes; 1 sentence marked twice");
    desk.run(&["corpus", "check", "corpus"]).code(0);
    desk.run(&["eval", "--set", "own"]).code(0);
    let said = desk.run(&["corpus", "agreement"]).code(0);
    let row = |name: &str| {
        let all = said.json();
        let rows = all[0]["tables"][0]["rows"].as_array().expect("rows");
        rows.iter().find(|r| r["name"] == name).expect("a row").clone()
    };
    assert_eq!(said.json()[0]["set"], "agreement");
    assert_eq!(row("event")["en F1"], 1.0);
    assert_eq!(row("statement")["en F1"], 0.0);
    // One of two marked first, one of one marked second.
    assert_eq!(row("who-whom")["en F1"], 0.6667);
    assert_eq!(row("where-when-amount")["en F1"], 1.0);
    assert_eq!(row("mode given trigger")["en F1"], 0.0);
    assert_eq!(row("sentences")["en gold"], 1);
    let printed = |format: &[&str]| desk.run(&[&["corpus", "agreement"][..], format].concat()).code(0).out;
    assert!(printed(&["--format", "csv"]).contains("agreement,,who-whom,en F1,0.6667\n"));
    assert!(printed(&["--format", "table"]).starts_with("Agreement of two readings\n"));
    assert!(printed(&["--markdown"]).contains("| who-whom | 0.667 | 1.000 | 0.500 | 2 |\n"));
    desk.run(&["corpus", "agreement", "--markdown", "--format", "csv"])
        .code(2);

    desk.file("corpus/second/en.stm", second.replace("two men", "2 men"));
    for verb in ["check", "agreement"] {
        desk.run(&["corpus", verb])
            .code(1)
            .tells("en.stm:2 a-01-01: not the sentence of the corpus: copy the words of");
    }
    desk.file("corpus/second/en.stm", second.replace("a-01-01", "a-02-01"));
    desk.run(&["corpus", "check"])
        .code(1)
        .tells("en.stm:2 a-02-01: no sentence of the corpus has this id");
    desk.file("corpus/second/en.stm", second.replace("COERCE", "ARREST"));
    desk.run(&["corpus", "check"])
        .code(1)
        .tells("en.stm:2 a-01-01: no event type: ARREST");
}

/// The own dev articles always; with MENURUT_DATA, every set that is there.
#[test]
fn the_committed_scores_are_what_the_bundle_gives() {
    let (corpus, page) = (repository("corpus"), repository("models/SCORES.md"));
    let desk = Desk::new();
    let mut command = desk.command();
    if let Some(data) = std::env::var_os("MENURUT_DATA") {
        command.env("MENURUT_DATA", data);
    }
    let run = command.args(["eval", "--corpus", &corpus, "--verify", &page]).output();
    Said::from(run.expect("the program runs")).code(0);
}

#[test]
fn mistakes_in_marked_sentences_come_with_their_line_and_mend() {
    let desk = Desk::new();
    desk.file("corpus/articles/a.stm", ARTICLE.replace("e1 m1>m2", "e1 m1>m4"));
    desk.file("corpus/dev.txt", "a-01\nzz\n");
    let said = desk.run(&["corpus", "check"]).code(1);
    let at = |line: usize| format!("articles{}a.stm:{line} ", std::path::MAIN_SEPARATOR);
    assert!(
        said.err
            .contains(&format!("{}a-01-01: e1 links unknown m4: mark the mention", at(5))),
        "{}",
        said.err
    );
    assert!(said.err.contains("dev.txt:2 zz: no such article"), "{}", said.err);
    assert_eq!(
        said.json()[0]["tables"][0]["rows"][0]["sentences"],
        1,
        "the other sentence is counted"
    );

    desk.file("corpus/articles/a.stm", ARTICLE.replace("lang=id", "lang=en"));
    desk.file("corpus/dev.txt", "a-01\n");
    desk.run(&["corpus", "check"])
        .code(0)
        .tells("2 sentences in 1 file, 0 mistakes");
    desk.file("README.md", "# Corpus\n\n<!-- counts -->\n<!-- /counts -->\n");
    let card = ["corpus", "check", "--card"];
    desk.run(&[&card[..], &["--verify", "README.md"]].concat())
        .code(1)
        .tells("--write README.md");
    desk.run(&[&card[..], &["--write", "README.md"]].concat()).code(0);
    desk.run(&[&card[..], &["--verify", "README.md"]].concat()).code(0);
    assert!(desk.run(&card).code(0).out.contains("| COERCE | 1 | 1 | 0 | 0 | 0 |"));
    // A part of the corpus, without its list.
    desk.run(&["corpus", "check", "corpus/articles/a.stm"]).code(0);
    desk.run(&["corpus", "check", "nothing.stm"])
        .code(1)
        .tells("nothing.stm");
}

#[test]
fn eval_scores_files_and_the_dev_articles_of_a_corpus() {
    let desk = Desk::new();
    desk.file("corpus/articles/a.stm", ARTICLE.replace("lang=id", "lang=en"));
    desk.file("corpus/dev.txt", "a-01\n");
    let said = desk.run(&["eval", "corpus/articles/a.stm"]).code(0);
    assert_eq!(said.json()[0]["all"]["event"]["gold"], 1);
    let said = desk
        .run(&["eval", "--format", "table", "corpus/articles/a.stm"])
        .code(0);
    assert!(said.out.contains("who-whom"), "{}", said.out);
    let said = desk.run(&["eval", "--set", "own"]).code(0);
    assert_eq!(said.json()[0]["set"], "own");
    desk.run(&["eval", "--set", "plv"])
        .code(1)
        .tells("the set 'plv' is not in");
    let page = desk.run(&["eval", "--set", "own", "--markdown"]).code(0).out;
    assert!(page.starts_with("# Scores\n"), "{page}");
    desk.file("SCORES.md", &page);
    desk.run(&["eval", "--set", "own", "--verify", "SCORES.md"]).code(0);
    desk.file("SCORES.md", page.replace("Bundle: ", "Bundle: another "));
    desk.run(&["eval", "--set", "own", "--verify", "SCORES.md"])
        .code(1)
        .tells("make it anew");
    let said = desk.run(&["eval", "--calibration", "--set", "own"]).code(0);
    assert_eq!(said.json()[0]["set"], "calibration");
    // Nothing found, so everything is missed.
    desk.file("none.jsonl", "{\"id\":\"a-01-01\",\"lang\":\"en\",\"text\":\"Police arrest two men in Nairobi\",\"mentions\":[],\"events\":[],\"attributions\":[]}\n");
    let said = desk
        .run(&[
            "eval",
            "--errors",
            "1",
            "--predicted",
            "none.jsonl",
            "corpus/articles/a.stm",
        ])
        .code(0);
    assert!(said.out.contains("-  event     COERCE 'arrest' arrest"), "{}", said.out);
    assert!(!said.out.contains('\u{1b}'), "no colours in a pipe");
    desk.run(&["eval", "--errors", "corpus/articles/a.stm"]).code(0);
    desk.run(&["eval", "--errors", "many"])
        .code(2)
        .tells("no number of sentences");
    desk.run(&["eval", "--corpus", "nowhere"]).code(1).tells("--corpus");
}

/// Invented sentences in the formats of the public sets.
#[test]
fn public_sets_are_read_where_the_folder_has_them() {
    let desk = Desk::new();
    let plv = "\tmarked_sentence\tgold_root\n0\t<s>Kenyan police</s> arrested <t>two men</t> in Nairobi.\tCOERCE\n";
    desk.file("d/data/zero-shot-plover/PLV_train.tsv", plv);
    desk.file("d/corpus/gold/dev/en.stm", ARTICLE.replace("lang=id", "lang=en"));
    desk.file(
        "d/data/conflibert-cameo/cameo_ner/train.txt",
        "Police B-S\narrested O\ntwo B-T\nmen I-T\n. O\n",
    );
    desk.file(
        "d/data/pfsa-id/pfsa-id/dev-40.txt",
        "Tutup\tB-STATEMENT\n,\tI-STATEMENT\n”\tL-STATEMENT\nkata\tU-CUE\nAni\tU-PERSON\n.\tO\n",
    );
    desk.file(
        "d/data/polnear/data/dev/text/reef_2024.txt",
        "The mayor said that the port was shut.\n",
    );
    let attribution = "T1\tSource 0 9\tx\nT2\tCue 10 14\tx\nT3\tContent 15 37\tx\nE1\tCue:T2 Source:T1 Content:T3\n";
    desk.file("d/data/polnear/data/dev/attributions/reef_2024_0a.ann", attribution);
    desk.file("d/data/polnear/data/dev/attributions/reef_2024_0b.ann", "");
    let xml = "<token sentence=\"0\" t_id=\"1\">Police</token><token sentence=\"0\" t_id=\"2\">arrested</token>\
               <token sentence=\"0\" t_id=\"3\">him</token><EVENT_MENTION polarity=\"POS\" certainty=\"CERTAIN\" \
               time=\"NON_FUTURE\" special_cases=\"NONE\"><token_anchor t_id=\"2\"/></EVENT_MENTION>";
    desk.file("d/data/meantime/intra_cross-doc_annotation/c/1.xml", xml);
    let sets = ["gold", "plv", "polnear", "pfsa", "cameo", "meantime"];
    let mut args = vec!["eval", "--data", "d"];
    sets.iter().for_each(|s| args.extend(["--set", *s]));
    let said = desk.run(&args).code(0);
    let read: Vec<String> = said
        .json()
        .iter()
        .map(|s| s["set"].as_str().unwrap_or("").to_owned())
        .collect();
    assert_eq!(read, sets);
    let one = |n: usize, row: usize| said.json()[n]["tables"][0]["rows"][row].clone();
    assert_eq!(one(1, 0)["n"], 1);
    assert_eq!(one(2, 0)["gold"], 1, "one annotator's copy");
    assert_eq!(one(3, 0)["gold"], 1);
    assert_eq!(one(4, 0)["gold"], 1);
    // The folder of the sets itself will do, with the gold sentences beside it.
    let said = desk
        .run(&["eval", "--data", "d/data", "--set", "gold", "--set", "plv"])
        .code(0);
    assert_eq!(said.json().len(), 2);
    let said = desk.run(&["eval", "--data", "d", "--set", "plv", "--errors"]).code(0);
    assert!(
        said.out.contains("gold") && said.out.contains("read as"),
        "{}",
        said.out
    );
}
