//! Invented readings, the same on every run.
#![allow(dead_code, reason = "each test binary uses a part of this")]

use menurut_core::record::{
    ActorRecord, AmountRecord, ArticleRecord, CandidateRecord, ClaimRecord, DroppedRecord, EventRecord, ExtractRecord,
    LinkRecord, ParagraphRecord, PlaceRecord, ProvenanceRecord, QuotationRecord, ScoresRecord, SentenceRecord,
    TextSpan, TimeRecord,
};
use menurut_store::StoredReading;

/// Names, country, sectors, id.
type Somebody = (
    &'static str,
    Option<&'static str>,
    &'static [&'static str],
    Option<&'static str>,
);

const SOMEBODY: &[Somebody] = &[
    ("Presiden Raka Wijaya", Some("IDN"), &["GOV"], Some("country:IDN")),
    ("Kementerian Luar Negeri Norlandia", Some("NOR"), &["GOV"], None),
    ("the coastal guard", Some("PHL"), &["MIL", "COP"], None),
    ("Željko Đurić", Some("SRB"), &["LEG"], None),
    ("para nelayan", None, &["CVL"], None),
    ("Lembaga Pemantau Teluk", None, &["NGO"], None),
];
const SPEAKERS: &[Somebody] = &[
    ("Kantor Berita Samudra", Some("IDN"), &["MED"], Some("outlet:samudra")),
    ("Menteri Pertahanan Ilona Brask", Some("EST"), &["MIL", "GOV"], None),
    ("two officials who asked not to be named", None, &["GOV"], None),
];
const EVENTS: &[(&str, Option<&str>, u8, &str)] = &[
    ("ASSAULT", Some("drone"), 4, "menyerang"),
    ("ACCUSE", Some("allege"), 3, "menuduh"),
    ("AID", None, 2, "mengirim bantuan"),
    ("CONSULT", Some("visit"), 1, "bertemu"),
    ("RETREAT", Some("withdraw"), 2, "menarik pasukan"),
];
const SENTENCES: &[&str] = &[
    "Presiden Raka Wijaya menuduh kapal asing masuk tanpa izin ke Teluk Sembilan pada Senin lalu.",
    "Menurut Menteri Pertahanan Ilona Brask, lebih dari 1.200 prajurit sudah ditarik dari perbatasan timur.",
    "“Kami tidak pernah menyerang siapa pun,” kata juru bicara itu kepada wartawan di Tallinn.",
    "The coastal guard said two fishing boats had been seized near the reef, a claim the embassy rejected.",
    "Željko Đurić mengatakan perundingan gencatan senjata akan dibuka kembali pekan depan.",
    "Para nelayan menggelar unjuk rasa di depan kantor gubernur menuntut pembebasan awak kapal.",
];

fn actor((name, country, sectors, id): Somebody, span: Option<[usize; 2]>) -> ActorRecord {
    ActorRecord {
        span,
        text: if span.is_some() {
            "ia".to_owned()
        } else {
            name.to_owned()
        },
        kind: "PER".to_owned(),
        name: name.to_owned(),
        country: country.map(str::to_owned),
        sectors: sectors.iter().map(|s| (*s).to_owned()).collect(),
        actor_id: id.map(str::to_owned),
        former: false,
        speaks_for: None,
        antecedent: span.map(|_| TextSpan {
            span: [0, 20],
            text: name.to_owned(),
        }),
    }
}

fn link(n: usize, outlet: bool, stance: &str) -> LinkRecord {
    let who = SPEAKERS[n % SPEAKERS.len()];
    LinkRecord {
        sources: vec![actor(who, (!outlet).then_some([3, 9]))],
        source_type: if outlet { "outlet" } else { "official" }.to_owned(),
        state_owned: outlet.then_some(true),
        cue: (!outlet).then(|| TextSpan {
            span: [10, 17],
            text: "menurut".to_owned(),
        }),
        content: (!outlet).then(|| TextSpan {
            span: [18, 60],
            text: "kapal asing masuk tanpa izin".to_owned(),
        }),
        stance: stance.to_owned(),
        form: (!outlet).then(|| "indirect".to_owned()),
    }
}

/// Article `n` with 6 sentences, `claims` claims and one quotation.
pub(crate) fn reading(n: usize, claims: usize) -> StoredReading {
    let title = format!("Kabar ke-{n} dari teluk");
    let mut text = title.clone();
    let mut paragraphs = vec![ParagraphRecord {
        kind: "headline".to_owned(),
        text: title.clone(),
        span: [0, title.chars().count()],
    }];
    let mut sentences = Vec::new();
    for (index, sentence) in SENTENCES.iter().cycle().skip(n).take(SENTENCES.len()).enumerate() {
        text.push_str("\n\n");
        let start = text.chars().count();
        text.push_str(sentence);
        let span = [start, text.chars().count()];
        paragraphs.push(ParagraphRecord {
            kind: "paragraph".to_owned(),
            text: (*sentence).to_owned(),
            span,
        });
        sentences.push(SentenceRecord {
            index,
            part: if index == 0 { "lead" } else { "body" }.to_owned(),
            span,
            text: (*sentence).to_owned(),
        });
    }
    let article = ArticleRecord {
        id: format!("{:020x}", 0x0a00_0000_0000_u64 + n as u64 * 0x1_0000_0001),
        path: Some(format!("news/{n}.txt")),
        url: n.is_multiple_of(2).then(|| format!("https://example.org/kabar/{n}")),
        outlet: Some(
            if n.is_multiple_of(3) {
                "Harian Teluk"
            } else {
                "The Reef Post"
            }
            .to_owned(),
        ),
        agency: (n % 3 == 1).then(|| "Samudra".to_owned()),
        title: Some(title),
        byline: vec!["Sari Lumban".to_owned(), "O’Brien \"Bo\" Tan".to_owned()],
        published: (n % 7 != 6).then(|| format!("2025-{:02}-{:02}T08:00:00+07:00", n / 28 % 12 + 1, n % 28 + 1)),
        lang: Some(if n % 4 == 3 { "en" } else { "id" }.to_owned()),
    };
    let provenance = ProvenanceRecord {
        menurut: "0.1.0".to_owned(),
        model: "a1b2c3d4".to_owned(),
        tables: "2025.1".to_owned(),
        document: format!("{n:016x}"),
        corrections: Vec::new(),
    };
    let claim = |k: usize| {
        let (event_type, mode, quad, trigger) = EVENTS[(n + k) % EVENTS.len()];
        let sentence = sentences[k % sentences.len()].clone();
        let (verdict, stance) = [
            ("asserted", "asserts"),
            ("denied", "denies"),
            ("unconfirmed", "unconfirmed"),
        ][k % 3];
        ClaimRecord {
            id: format!("{:010x}{k:010x}", n + 1),
            article: article.clone(),
            event: EventRecord {
                event_type: event_type.to_owned(),
                mode: mode.map(str::to_owned),
                quad,
                status: if k % 5 == 4 { "future" } else { "actual" }.to_owned(),
                trigger: TextSpan {
                    span: [sentence.span[0] + k, sentence.span[0] + k + 8],
                    text: trigger.to_owned(),
                },
                cameo: Some("112".to_owned()),
            },
            sentence,
            actors: vec![actor(SOMEBODY[k % 6], Some([1, 3]))],
            recipients: vec![actor(SOMEBODY[(k + 1) % 6], None)],
            places: vec![PlaceRecord {
                span: [40, 54],
                text: "Teluk Sembilan".to_owned(),
                name: "Teluk Sembilan".to_owned(),
                country: Some(if k.is_multiple_of(2) { "IDN" } else { "EST" }.to_owned()),
                admin1: None,
                lat: Some(-0.1 + k as f64 / 3.0),
                lon: Some(0.1 + 0.2),
                precision: Some("city".to_owned()),
                geonames_id: Some(1_642_911),
            }],
            times: vec![TimeRecord {
                span: [55, 70],
                text: "Senin lalu".to_owned(),
                start: (k % 4 != 3).then(|| format!("2025-01-{:02}", k % 28 + 1)),
                end: (k % 4 != 3).then(|| format!("2025-01-{:02}", k % 28 + 2)),
                granularity: Some("day".to_owned()),
                timex: None,
            }],
            amounts: vec![AmountRecord {
                span: [71, 84],
                text: "lebih dari 1,1 triliun".to_owned(),
                value: 1.1e12 + k as f64 * 0.1,
                value_max: None,
                unit: "IDR".to_owned(),
                counts: None,
                bound: "more_than".to_owned(),
            }],
            according_to: vec![link(0, true, "asserts"), link(k + 1, false, stance)],
            also_according_to: if k.is_multiple_of(4) {
                vec![vec![link(0, true, "asserts"), link(2, false, "asserts")]]
            } else {
                Vec::new()
            },
            verdict: verdict.to_owned(),
            unresolved: vec![CandidateRecord {
                field: "actors[0].country".to_owned(),
                reason: "named in no table".to_owned(),
                candidates: vec!["IDN".to_owned()],
            }],
            scores: ScoresRecord {
                event: 0.875,
                actors: 0.999,
                recipients: 0.1,
                attribution: 1.0,
            },
            provenance: provenance.clone(),
        }
    };
    let quotation = QuotationRecord {
        article: article.clone(),
        sentence: sentences[2].clone(),
        according_to: vec![link(0, true, "asserts"), link(1, false, "denies")],
        content: TextSpan {
            span: [sentences[2].span[0] + 1, sentences[2].span[0] + 40],
            text: "Kami tidak pernah menyerang siapa pun".to_owned(),
        },
        stance: "denies".to_owned(),
        form: "direct".to_owned(),
    };
    StoredReading {
        identity: article.path.as_ref().map(|p| format!("/home/reader/{p}")),
        extract: ExtractRecord {
            path: article.path.clone(),
            url: article.url.clone(),
            title: article.title.clone(),
            byline: article.byline.clone(),
            outlet: article.outlet.clone(),
            agency: article.agency.clone(),
            dateline: Some("TALLINN".to_owned()),
            published: article.published.clone(),
            lang: article.lang.clone(),
            text,
            paragraphs,
            dropped: vec![DroppedRecord {
                kind: "related".to_owned(),
                text: "Baca juga: Harga ikan turun".to_owned(),
            }],
        },
        claims: (0..claims).map(claim).collect(),
        quotations: vec![quotation],
        sentences,
        content_hash: format!("content-{n}"),
        provenance,
        diagnostics: vec!["published date taken from the url".to_owned()],
        article,
    }
}
