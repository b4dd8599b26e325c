//! What holds for every input: no panic, and the invariants of a [`Document`].

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use menurut_core::{Article, Body, Document, ParagraphKind};
use menurut_text::read;
use proptest::prelude::*;

/// Paragraphs joined by two newlines; sentences in order, inside their paragraph, not overlapping, and covering all of
/// its text that is not white space. Headings have none.
fn check(d: &Document) {
    let joined: Vec<&str> = d.paragraphs.iter().map(|p| d.slice(p.span)).collect();
    assert_eq!(joined.join("\n\n"), d.text);
    for (i, paragraph) in d.paragraphs.iter().enumerate() {
        let mut at = paragraph.span.start as usize;
        let mut count = 0;
        for s in d.sentences.iter().filter(|s| s.paragraph == i) {
            assert!(paragraph.span.contains(s.span));
            let gap = d
                .text
                .get(at..s.span.start as usize)
                .expect("in order and on characters");
            assert!(gap.trim().is_empty(), "lost {gap:?}");
            assert!(!d.slice(s.span).trim().is_empty());
            assert_eq!(d.slice(s.span).trim(), d.slice(s.span));
            assert!(d.slice(s.span).split_whitespace().count() <= 400);
            at = s.span.end as usize;
            count += 1;
        }
        if paragraph.kind == ParagraphKind::Heading {
            assert_eq!(count, 0);
        } else {
            assert!(
                d.text[at..paragraph.span.end as usize].trim().is_empty(),
                "lost the end of {:?}",
                d.slice(paragraph.span)
            );
        }
    }
    assert!(d.sentences.windows(2).all(|w| w[0].span.end <= w[1].span.start));
}

fn check_bytes(bytes: &[u8]) {
    if let Ok(d) = read(&Article::new(Body::Bytes(bytes.to_vec()))) {
        check(&d);
        assert_eq!(
            read(&Article::new(Body::Bytes(bytes.to_vec()))).as_ref(),
            Ok(&d),
            "the same every time"
        );
    }
}

/// Stretches that the rules look at, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        ". ",
        ".",
        "! ",
        "?",
        "...",
        "”",
        "“",
        "\"",
        "'",
        "(",
        ")",
        "[",
        "]",
        " ",
        "\n",
        "\n\n",
        "\r\n",
        "Baca juga: ",
        "Foto:",
        "Menteri ",
        "itu ",
        "mundur",
        "U.S.",
        "No. ",
        "5 ",
        "a.n. ",
        "J. ",
        "Dr. ",
        "JAKARTA, ",
        "KABAR.com ",
        "– ",
        "- ",
        "-- ",
        "(ANTARA) ",
        "(abc/def)",
        "***",
        "Oleh: ",
        "By ",
        "30 November 2024",
        "Рим ",
        "г. ",
        "قال ",
        "؟ ",
        "。",
        "北京",
        "é",
        "İ",
        "ß",
        "👩‍👩‍👧",
        "\u{feff}",
        "\u{ad}",
        "\u{200b}",
        "\u{301}",
        "«",
        "»",
        "# ",
        "* ",
        "1. ",
        "> ",
        "---\n",
        "title: ",
        "[a](b)",
        "ADVERTISEMENT",
        "[Gambas:",
        "(Reporting by ",
        "https://a.b/c?d=e ",
        "Rp1,2 ",
        "1.200 ",
        "|",
        ";",
        ", ",
        "dan ",
        "and ",
        "the ",
        "yang ",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|p| p.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        check_bytes(&bytes);
    }

    #[test]
    fn any_text(text in "\\PC{0,300}") {
        check_bytes(text.as_bytes());
    }

    #[test]
    fn any_order_of_what_the_rules_look_at(text in pieces()) {
        check_bytes(text.as_bytes());
        let mut a = Article::new(Body::Bytes(text.into_bytes()));
        a.path = Some("a.md".into());
        if let Ok(d) = read(&a) {
            check(&d);
        }
    }
}

fn one_line(unit: &str, bytes: usize) -> Option<Document> {
    read(&Article::new(Body::Text(unit.repeat(bytes / unit.len())))).ok()
}

/// Ten megabytes on one line are read, in pieces of bounded length.
#[test]
fn one_line_of_ten_megabytes() {
    // Numbered, because a page that says the same paragraph twice is heard once.
    let text: String = (0..200_000)
        .map(|i| format!("menteri ke-{i} mundur kemarin karena sakit, kata presiden "))
        .collect();
    assert!(text.len() > 10 << 20);
    let d = read(&Article::new(Body::Text(text.clone()))).expect("an article");
    assert_eq!(d.words(), text.split_whitespace().count(), "nothing is lost");
    assert!(d.paragraphs.iter().all(|p| p.span.len() <= 20_000));
    assert!(d.sentences.iter().all(|s| s.span.len() <= 8_000));
}

/// How long this thread has run. The clock on the wall, where the system does not say: on a busy machine that counts
/// what others do as well.
fn busy() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    let run = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanos = run.and_then(|s| s.split_whitespace().next()?.parse().ok());
    nanos.map_or_else(|| START.get_or_init(Instant::now).elapsed(), Duration::from_nanos)
}

/// The time grows with the length only, whatever the line is made of.
#[test]
fn no_line_takes_quadratic_time() {
    const UNITS: &[&str] = &[
        "Menteri itu mundur. ",
        "x",
        "a.",
        "a. B",
        "(",
        "\"",
        ". ",
        "Baca juga: ",
        "– ",
        "。",
        "A. ",
        "*",
        "[",
        "_a_",
        "1. ",
        "foto ",
        "\u{ad}",
    ];
    for unit in UNITS {
        let time = |bytes: usize| {
            let start = busy();
            if let Some(d) = one_line(unit, bytes) {
                check(&d);
            }
            busy() - start
        };
        let small = (0..3).map(|_| time(1 << 15)).min().unwrap_or_default();
        let large = (0..2).map(|_| time(1 << 19)).min().unwrap_or_default();
        // Sixteen times the length; quadratic growth would take 256 times as long.
        assert!(
            large < small * 80 + Duration::from_millis(300),
            "{unit:?}: {small:?} for 32 KiB, {large:?} for 512 KiB"
        );
    }
}
