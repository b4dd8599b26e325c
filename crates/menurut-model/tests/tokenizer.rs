//! The tokenizer against the official one of multilingual-e5-small, in all scripts, and with the cut vocabulary.

use menurut_model::Tokenizer;

#[derive(serde::Deserialize)]
struct Sentence {
    text: String,
    ids: Vec<u32>,
}

fn full() -> Tokenizer {
    let packed = include_bytes!("fixtures/vocabulary.bundle.zst");
    Tokenizer::load(&zstd::decode_all(&packed[..]).unwrap()).unwrap()
}

#[test]
fn a_thousand_sentences_in_all_scripts_are_cut_as_the_official_tokenizer_cuts_them() {
    let tokenizer = full();
    let sentences: Vec<Sentence> = include_str!("fixtures/tokenizer.jsonl")
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect();
    assert_eq!(sentences.len(), 1000);
    let mut wrong = Vec::new();
    for s in &sentences {
        let ids: Vec<u32> = tokenizer.pieces(&s.text).iter().map(|p| p.id).collect();
        if ids != s.ids {
            wrong.push(format!("{:?}\n  found    {ids:?}\n  expected {:?}", s.text, s.ids));
        }
    }
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
}

/// Where the pieces of a text begin in it, written with bars.
fn check(tokenizer: &Tokenizer, text: &str, cut: &str) {
    let mut out = String::new();
    let mut at = 0;
    for p in tokenizer.pieces(text) {
        out.push_str(&text[at..p.start as usize]);
        out.push('|');
        at = p.start as usize;
    }
    out.push_str(&text[at..]);
    assert_eq!(out, cut);
}

#[test]
fn pieces_know_where_they_begin_in_the_text() {
    let t = full();
    check(&t, "Presiden tiba.", "|Presiden |tiba|.");
    check(&t, "  dua   spasi", "  |dua   |spasi");
    // Ligatures, full-width letters and combined letters are one source character or more for several normal ones.
    check(&t, "ﬁnal ＡＢＣ", "|ﬁnal |ＡＢＣ");
    check(&t, "cafe\u{301} itu", "|cafe\u{301} |itu");
    // The base keeps a soft hyphen, as a piece of its own.
    check(&t, "so\u{ad}ft", "|so|\u{ad}|ft");
    check(&t, "", "");
}

#[test]
fn starts_ascend_and_lie_on_characters_whatever_the_text() {
    let t = full();
    let sentences = include_str!("fixtures/tokenizer.jsonl").lines();
    for s in sentences.map(|l| serde_json::from_str::<Sentence>(l).unwrap()) {
        let mut last = 0;
        for p in t.pieces(&s.text) {
            assert!(
                p.start >= last && (p.start as usize) <= s.text.len() && s.text.is_char_boundary(p.start as usize),
                "{:?} at {}",
                s.text,
                p.start
            );
            last = p.start;
        }
    }
}

#[test]
fn a_line_of_a_megabyte_takes_linear_time() {
    let t = full();
    let pieces = |n: usize| t.pieces(&"tidakadaspasi".repeat(n)).len();
    let short = pieces(1000);
    assert!(pieces(80_000) >= short * 79);
    assert!(t.pieces(&"e\u{301}\u{302}".repeat(100_000)).len() > 1000);
}
