//! The shipped bundle: what it reads, that it reads the same every time, and how its vocabulary cuts.

use std::path::Path;
use std::sync::OnceLock;

use menurut_core::SentenceGraph;
use menurut_model::{Parser, Tokenizer};

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

fn bytes() -> &'static [u8] {
    static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
    BYTES.get_or_init(|| std::fs::read(root().join("models/menurut-base.bundle")).expect("the shipped bundle"))
}

fn parser() -> &'static Parser {
    static PARSER: OnceLock<Parser> = OnceLock::new();
    PARSER.get_or_init(|| Parser::load(bytes()).unwrap())
}

const NEWS: [&str; 6] = [
    "Presiden Kenya mengutuk serangan roket milisi di Mombasa, Senin.",
    "Polisi menangkap 14 pengunjuk rasa di depan gedung parlemen, kata juru bicara kepolisian.",
    "Menteri Luar Negeri Norwegia bertemu dengan rekannya dari Chile di Oslo untuk membahas perdagangan.",
    "The army killed at least nine rebels near the border, state television reported.",
    "Denmark denied that its navy had seized a Panamanian tanker.",
    "Thousands of students protested against the government in Lima on Friday.",
];

/// `TYPE trigger <actors >recipients` of each event, then `cue <sources` of each attribution.
fn show(text: &str, graph: &SentenceGraph) -> Vec<String> {
    let words = |ids: &[menurut_core::MentionId]| -> String {
        let words: Vec<&str> = ids.iter().map(|&m| graph.mention(m).span.slice(text)).collect();
        words.join(" + ")
    };
    let events = graph.events.iter().map(|e| {
        let trigger = e.trigger.slice(text);
        format!(
            "{} {trigger} <{} >{}",
            e.event_type,
            words(&e.actors),
            words(&e.recipients)
        )
    });
    let attributions = graph
        .attributions
        .iter()
        .map(|a| format!("{} <{}", a.cue.slice(text), words(&a.sources)));
    events.chain(attributions).collect()
}

#[test]
fn plain_news_is_read() {
    let found: Vec<Vec<String>> = parser()
        .parse(&NEWS)
        .iter()
        .zip(NEWS)
        .map(|(g, text)| show(text, g))
        .collect();
    let has = |n: usize, line: &str| assert!(found[n].iter().any(|l| l == line), "{line}: {:?}", found[n]);
    has(1, "COERCE menangkap <Polisi >14 pengunjuk rasa");
    has(1, "kata <juru bicara kepolisian");
    has(3, "ASSAULT killed <army >at least nine rebels");
    assert!(
        found[3].iter().any(|l| l.starts_with("reported <state")),
        "{:?}",
        found[3]
    );
    has(4, "denied <Denmark");
    has(5, "PROTEST protested <Thousands of students >government");
}

#[test]
fn a_sentence_is_read_the_same_alone_and_among_others() {
    let together = parser().parse(&NEWS);
    for (text, graph) in NEWS.iter().zip(&together) {
        assert_eq!(parser().parse(&[text])[0], *graph, "{text}");
    }
    let reversed: Vec<&str> = NEWS.iter().rev().copied().collect();
    let mut again = parser().parse(&reversed);
    again.reverse();
    assert_eq!(again, together);
    // And on other threads.
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..2).map(|_| scope.spawn(|| parser().parse(&NEWS))).collect();
        for t in threads {
            assert_eq!(t.join().unwrap(), together);
        }
    });
}

#[test]
fn the_card_says_what_the_bundle_is() {
    let card = parser().card();
    assert_eq!(
        (card.name.as_str(), card.format_version, card.width),
        ("menurut-base", 1, 384)
    );
    assert!(card.languages.iter().any(|l| l == "id") && card.languages.iter().any(|l| l == "en"));
    assert!(card.hash.len() == 64 && card.licence.contains("MIT") && card.licence.contains("CC BY-SA"));
    assert!((100_000..=130_000).contains(&card.vocabulary));
    assert!(bytes().len() <= 60_000_000);
}

#[test]
fn the_cut_vocabulary_cuts_news_as_the_full_one() {
    let packed = include_bytes!("fixtures/vocabulary.bundle.zst");
    let full = Tokenizer::load(&zstd::decode_all(&packed[..]).unwrap()).unwrap();
    let cut = Tokenizer::load(bytes()).unwrap();
    let mut sentences: Vec<String> = NEWS.iter().map(|&s| s.to_owned()).collect();
    for entry in std::fs::read_dir(root().join("examples")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "txt" || e == "md") {
            let text = std::fs::read_to_string(path).unwrap();
            sentences.extend(text.split(['\n']).filter(|l| !l.trim().is_empty()).map(str::to_owned));
        }
    }
    let starts = |t: &Tokenizer, s: &str| -> Vec<u32> { t.pieces(s).iter().map(|p| p.start).collect() };
    let different: Vec<&String> = sentences
        .iter()
        .filter(|s| starts(&full, s) != starts(&cut, s))
        .collect();
    assert!(
        different.len() * 1000 <= sentences.len() * 5,
        "{} of {}: {different:?}",
        different.len(),
        sentences.len()
    );
}
