//! Whole articles in plain text: what becomes title, paragraph, sentence and metadata, and what is left out as what.

use menurut_core::{Article, Body, Date, Document, Part};
use menurut_text::{Refused, read};

fn plain(text: &str) -> Document {
    read(&Article::new(Body::Bytes(text.as_bytes().to_vec()))).expect("an article")
}

/// Paragraphs as `kind: text`, then what was dropped as `- kind: text`.
fn shape(d: &Document) -> Vec<String> {
    let kept = d.paragraphs.iter().map(|p| format!("{}: {}", p.kind, d.slice(p.span)));
    let dropped = d.dropped.iter().map(|x| format!("- {}: {}", x.kind, x.text));
    kept.chain(dropped).collect()
}

const INDONESIAN: &str = "\
Nusa Raya Protes Latihan Militer Karang Utara

Oleh: Dewi Lestari
Sabtu, 30 November 2024 14:05 WIB

Kapal perang Karang Utara melintas di Selat Batu. (Foto: ANTARA/Rahmat)

KOTA BATU, KABAR.co.id – Pemerintah Nusa Raya memprotes latihan militer Karang Utara di Selat Batu. “Kami menolak tindakan itu,” kata Menteri Luar Negeri Ahmad Yani, S.H., M.H. pada Jumat.

Baca Juga: Lima Fakta tentang Selat Batu

Latar Belakang Sengketa

Menurut Jend. (Purn.) Budi Hartono, latihan itu melibatkan lebih dari 1.200 tentara dan menelan biaya Rp1,2 triliun. Karang Utara membantahnya. (abc/def)

Baca juga:
Harga Ikan Naik di Kota Batu
Nelayan Selat Batu Menepi

Ikuti berita terbaru kami di Google News
";

#[test]
fn an_indonesian_article() {
    let d = plain(INDONESIAN);
    assert_eq!(
        d.title.as_deref(),
        Some("Nusa Raya Protes Latihan Militer Karang Utara")
    );
    assert_eq!(d.byline, ["Dewi Lestari"]);
    assert_eq!(d.outlet.as_deref(), Some("KABAR.co.id"));
    assert_eq!(d.published, Some(Date::constant(2024, 11, 30).into()));
    assert_eq!(d.lang.as_deref(), Some("id"));
    let dateline = d.dateline.as_ref().expect("a dateline");
    assert_eq!(
        (dateline.place.as_deref(), dateline.text.as_str()),
        (Some("KOTA BATU"), "KOTA BATU, KABAR.co.id")
    );
    assert_eq!(
        shape(&d),
        [
            "headline: Nusa Raya Protes Latihan Militer Karang Utara",
            "paragraph: Pemerintah Nusa Raya memprotes latihan militer Karang Utara di Selat Batu. “Kami menolak tindakan itu,” kata Menteri Luar Negeri Ahmad Yani, S.H., M.H. pada Jumat.",
            "heading: Latar Belakang Sengketa",
            "paragraph: Menurut Jend. (Purn.) Budi Hartono, latihan itu melibatkan lebih dari 1.200 tentara dan menelan biaya Rp1,2 triliun. Karang Utara membantahnya.",
            "- signature: Oleh: Dewi Lestari",
            "- signature: Sabtu, 30 November 2024 14:05 WIB",
            "- caption: Kapal perang Karang Utara melintas di Selat Batu. (Foto: ANTARA/Rahmat)",
            "- dateline: KOTA BATU, KABAR.co.id –",
            "- related: Baca Juga: Lima Fakta tentang Selat Batu",
            "- signature: (abc/def)",
            "- related: Baca juga:",
            "- related: Harga Ikan Naik di Kota Batu",
            "- related: Nelayan Selat Batu Menepi",
            "- share: Ikuti berita terbaru kami di Google News",
        ]
    );
    let sentences: Vec<(Part, &str)> = d.sentences.iter().map(|s| (s.part, d.slice(s.span))).collect();
    assert_eq!(sentences.len(), 5, "the sub-heading is no sentence: {sentences:?}");
    assert_eq!(sentences[0].0, Part::Headline);
    assert_eq!((sentences[1].0, sentences[2].0), (Part::Lead, Part::Lead));
    assert_eq!(sentences[4], (Part::Body, "Karang Utara membantahnya."));
}

const ENGLISH: &str = "\
Northreef denies shelling fishing boats

By Jane Doe and John Roe

FILE PHOTO: A patrol boat leaves Stone Harbor, May 2, 2024. REUTERS/Ann Lee

STONE HARBOR, Nov 30 (Reuters) - Northreef on Saturday denied that its navy had shelled fishing boats in the strait.

\"It did not happen. We have the logs,\" Gen. J. D. Marsh told reporters.

Read more: Five things to know about the strait

At least 12 fishermen were hurt, the U.S. Coast Guard said.

(Reporting by Jane Doe; Editing by Ann Lee)

Our Standards: The Thomson Reuters Trust Principles.
";

#[test]
fn an_english_article() {
    let d = plain(ENGLISH);
    assert_eq!(d.byline, ["Jane Doe", "John Roe"]);
    assert_eq!(
        (d.agency.as_deref(), d.outlet.as_deref(), d.lang.as_deref()),
        (Some("Reuters"), None, Some("en"))
    );
    assert_eq!(
        d.dateline.as_ref().and_then(|l| l.place.as_deref()),
        Some("STONE HARBOR")
    );
    let sentences: Vec<&str> = d.sentences.iter().map(|s| d.slice(s.span)).collect();
    assert_eq!(
        sentences,
        [
            "Northreef denies shelling fishing boats",
            "Northreef on Saturday denied that its navy had shelled fishing boats in the strait.",
            "\"It did not happen.",
            "We have the logs,\" Gen. J. D. Marsh told reporters.",
            "At least 12 fishermen were hurt, the U.S. Coast Guard said.",
        ]
    );
}

#[test]
fn what_the_article_gives_wins() {
    let mut a = Article::new(Body::Text(INDONESIAN.into()));
    a.title = Some("Judul Lain".into());
    a.outlet = Some("Antara".into());
    a.published = Some(Date::constant(2024, 12, 1).into());
    a.lang = Some("ms".into());
    a.url = Some("https://kabar.co.id/a?utm_source=x#top".into());
    let d = read(&a).expect("an article");
    assert_eq!(d.title.as_deref(), Some("Judul Lain"));
    assert_eq!(d.outlet.as_deref(), Some("Antara"));
    assert_eq!(d.published, Some(Date::constant(2024, 12, 1).into()));
    assert_eq!(d.lang.as_deref(), Some("ms"));
    assert_eq!(d.url.as_deref(), Some("https://kabar.co.id/a"));
    assert!(
        shape(&d).contains(&"heading: Nusa Raya Protes Latihan Militer Karang Utara".to_owned()),
        "the text's own first line is not lost"
    );
}

#[test]
fn a_repeated_title_stands_once() {
    let d = plain(
        "Menteri Mundur dari Kabinet\n\nMenteri Mundur dari Kabinet\n\nMenteri itu mundur kemarin setelah rapat panjang.",
    );
    assert_eq!(shape(&d).len(), 2);
    let mut a = Article::new(Body::Text(
        "Menteri Mundur dari Kabinet!\n\nMenteri itu mundur kemarin.".into(),
    ));
    a.title = Some("Menteri mundur dari kabinet".into());
    assert_eq!(read(&a).expect("an article").sentences.len(), 2);
}

#[test]
fn agencies_are_credited() {
    let agency = |text: &str| plain(text).agency;
    assert_eq!(
        agency("KABAR.co.id/Antara – Menteri itu mundur kemarin.").as_deref(),
        Some("ANTARA")
    );
    assert_eq!(
        agency("Menteri itu mundur kemarin. (Reuters)").as_deref(),
        Some("Reuters")
    );
    assert_eq!(
        agency("Menteri itu mundur kemarin.\n\nSumber: Antara").as_deref(),
        Some("ANTARA")
    );
    assert_eq!(agency("Menteri itu mundur kemarin, menurut Reuters."), None);
    let mut a = Article::new(Body::Text("Jakarta (ANTARA) - Menteri itu mundur kemarin.".into()));
    a.outlet = Some("ANTARA News".into());
    assert_eq!(
        read(&a).expect("an article").agency,
        None,
        "an agency's own page credits nobody else"
    );
}

#[test]
fn html_goes_through_the_same_filters() {
    let html = "<!DOCTYPE html><html lang=id><head><title>Menteri Mundur</title></head><body><article><h1>Menteri Mundur</h1>\
        <p>JAKARTA, KABAR.co.id – Menteri itu mundur kemarin setelah rapat panjang dengan presiden di istana.</p>\
        <p>Baca juga: Harga Beras Naik di Lima Kota</p>\
        <p>Presiden menerima surat pengunduran diri itu dan menunjuk seorang pengganti sementara.</p></article></body></html>";
    let d = read(&Article::new(Body::Bytes(html.as_bytes().to_vec()))).expect("an article");
    assert_eq!(d.outlet.as_deref(), Some("KABAR.co.id"));
    assert!(!d.text.contains("Harga Beras"));
    assert!(d.dropped.iter().any(|x| x.text.contains("Harga Beras")));
    assert_eq!(d.sentences.len(), 3, "{:?}", shape(&d));
}

#[test]
fn what_cannot_be_read_is_refused_with_cause_and_mend() {
    let bytes = |b: &[u8]| read(&Article::new(Body::Bytes(b.to_vec())));
    assert_eq!(bytes(b""), Err(Refused::Empty));
    assert_eq!(bytes(b" \r\n\t\xef\xbb\xbf"), Err(Refused::Empty));
    assert!(matches!(bytes(b"%PDF-1.7\n..."), Err(Refused::Binary(_))));
    assert!(matches!(bytes(&[7u8; 4096]), Err(Refused::Binary(_))));
    assert_eq!(
        bytes(b"<html><body><nav><a href=/>Beranda</a></nav></body></html>"),
        Err(Refused::NoArticle)
    );
    assert_eq!(
        bytes("Baca juga: Harga Beras Naik\n".as_bytes()),
        Err(Refused::NoArticle)
    );
    let large = read(&Article::new(Body::Bytes(vec![b'a'; menurut_text::MAX_BYTES + 1])));
    assert!(matches!(large, Err(Refused::TooLarge { .. })));
    assert!(large.unwrap_err().to_string().contains("limit of 20 MiB"));
    assert!(bytes(b"%PDF-1.7\n...").unwrap_err().to_string().contains("PDF"));
}

#[test]
fn invalid_bytes_are_kept_and_said() {
    let d = read(&Article::new(Body::Bytes(
        b"Menteri \xe2\x80\x9citu\xe2\x80\x9d mundur \xff kemarin.".to_vec(),
    )))
    .expect("an article");
    assert_eq!(d.sentences.len(), 1);
    assert_eq!(d.diagnostics.len(), 1);
}
