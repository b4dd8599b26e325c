//! HTML pages of many content systems and languages, and hostile ones.

mod score;

use std::path::Path;
use std::time::{Duration, Instant};

use menurut_core::{Article, Body, Document, DroppedKind};
use menurut_text::Refused;

fn read(html: &str) -> Result<Document, Refused> {
    menurut_text::read(&Article::new(Body::Html(html.to_owned())))
}

/// `scripts/rival.py` prints the figures of trafilatura on the same pages.
#[test]
fn pages_of_many_content_systems() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let scores = score::score(&folder).expect("the pages lie beside this test");
    assert!(scores.pages >= 60);
    assert!(scores.body > 0.985, "{scores}: {:#?}", scores.wrong);
    assert!(scores.title > Some(0.98), "{scores}: {:#?}", scores.wrong);
    assert!(scores.day > Some(0.98), "{scores}: {:#?}", scores.wrong);
    assert!(scores.authors > Some(0.97), "{scores}: {:#?}", scores.wrong);
}

const TEXT: &str =
    "Gempa bermagnitudo 5,1 mengguncang Teluk Seruni pada Kamis pagi, kata badan geologi setempat. Tidak ada korban.";

#[test]
fn furniture_is_kept_apart_by_kind() {
    let html = format!(
        "<html><body><nav><a href=/>Beranda</a></nav><article><h1>Gempa di Teluk Seruni</h1><p>{TEXT}</p>
        <figure><img src=x><figcaption>Warga di luar rumah.</figcaption></figure><p>{TEXT} Warga sudah pulang.</p>
        <div class='related-posts'><a href=/a>Letusan gunung kemarin</a></div><div class='share-bar'>Bagikan</div>
        <div class='ad-slot'>Iklan sabun</div><p>{TEXT} Sekolah tetap buka.</p></article><footer>Alamat kantor</footer></body></html>"
    );
    let document = read(&html).expect("an article");
    let dropped: Vec<_> = document.dropped.iter().map(|d| (d.kind, d.text.as_str())).collect();
    assert_eq!(
        dropped,
        [
            (DroppedKind::Caption, "Warga di luar rumah."),
            (DroppedKind::Related, "Letusan gunung kemarin"),
            (DroppedKind::Share, "Bagikan"),
            (DroppedKind::Ad, "Iklan sabun"),
        ]
    );
    assert!(!document.text.contains("Beranda") && !document.text.contains("Alamat kantor"));
}

#[test]
fn a_page_without_an_article_is_refused() {
    for html in [
        "<html><head><title>Masuk</title></head><body><form><input name=user><button>Masuk</button></form></body></html>",
        "<html><body></body></html>",
        "<html><body><script>var text = 'Ini bukan artikel. Ini program yang panjang sekali.';</script></body></html>",
    ] {
        assert_eq!(read(html), Err(Refused::NoArticle), "{html}");
    }
}

/// Whatever stands around it, the text is found, and soon. The limit is wall-clock time on machines that may be busy: it
/// is there to catch growth with the square of the input, not to measure.
fn check_hostile(name: &str, html: &str, found: bool) {
    let start = Instant::now();
    let document = read(html);
    assert!(
        start.elapsed() < Duration::from_secs(300),
        "{name}: {:?}",
        start.elapsed()
    );
    if found {
        let document = document.expect(name);
        assert!(document.text.contains("Gempa bermagnitudo"), "{name}");
    }
}

#[test]
fn hostile_pages_take_neither_the_stack_nor_the_day() {
    let article = format!("<p>{TEXT}</p>").repeat(3);
    let deep = 100_000;
    check_hostile(
        "deep",
        &format!("{}{article}{}", "<div>".repeat(deep), "</div>".repeat(deep)),
        true,
    );
    check_hostile(
        "deep and never closed",
        &format!("{}{article}", "<div><span>".repeat(deep)),
        true,
    );
    check_hostile(
        "deep tables",
        &format!("{}{article}", "<table><tr><td>".repeat(deep)),
        true,
    );
    check_hostile("deep lists", &format!("{}{article}", "<ul><li>".repeat(deep)), true);
    check_hostile(
        "deep formatting",
        &format!("{}{article}", "<b><i><a>".repeat(deep)),
        false,
    );
    check_hostile(
        "only end tags",
        &format!("{article}{}", "</div></p></table>".repeat(deep)),
        true,
    );
    check_hostile(
        "many attributes",
        &format!("<div {}>{article}</div>", "a=1 b c='x' ".repeat(deep)),
        true,
    );
    check_hostile(
        "one long line",
        &format!("<p>{}</p>{article}", "kata ".repeat(2_000_000)),
        true,
    );
    check_hostile("only tags", &"<p>".repeat(1_200_000), false);
    check_hostile(
        "many links",
        &format!("{article}{}", "<a href=x>y</a> ".repeat(30_000)),
        true,
    );
    check_hostile(
        "many headings",
        &format!("{article}{}", "<h1>x</h1>".repeat(30_000)),
        true,
    );
    check_hostile(
        "an open comment",
        &format!("{article}<!-- {}", "x".repeat(1_000_000)),
        true,
    );
    check_hostile(
        "an open script",
        &format!("{article}<script>{}", "<p>x".repeat(300_000)),
        true,
    );
    check_hostile(
        "entities",
        &format!("<p>{}</p>{article}", "&amp;&#x0;&bogus;&#99999999;".repeat(20_000)),
        true,
    );
    let json = format!(
        "<script type='application/ld+json'>{}</script>{article}",
        "{\"author\":[".repeat(deep)
    );
    check_hostile("deep linked data", &json, true);
    let many = format!(
        "<script type='application/ld+json'>[{}]</script>{article}",
        "{\"@type\":\"NewsArticle\",\"headline\":\"x\"},".repeat(deep / 4)
    );
    check_hostile("much linked data", &many, true);
    check_hostile(
        "cells",
        &format!("{article}<table><tr>{}</table>", "<td>x".repeat(50_000)),
        false,
    );
    check_hostile(
        "class names",
        &format!("{article}{}", "<div class='a-b c_d eF related'>x</div>".repeat(20_000)),
        true,
    );
}
