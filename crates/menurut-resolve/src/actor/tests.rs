use menurut_core::{Country, Document, Graph, MentionId, MentionKind, Participant, Published, Resolution, Sector};

use super::reading::Reading;
use super::stm;
use super::{Cast, country_named};

/// Country as code, `A|B` where open between several, `-` where unresolved.
fn country(r: &Resolution<Country>) -> String {
    match r {
        Resolution::Resolved(c) => c.to_string(),
        Resolution::Ambiguous(cs) => cs.iter().map(Country::to_string).collect::<Vec<_>>().join("|"),
        Resolution::Unresolved(_) => "-".to_owned(),
    }
}

fn sectors(s: &[Sector]) -> String {
    s.iter().map(|s| s.as_str()).collect::<Vec<_>>().join(",")
}

#[test]
fn countries_by_name_people_and_capital() {
    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(country(&country_named(text)), expected, "{text}");
    }
    check("Korea Utara", "PRK");
    check("Korut", "PRK");
    check("DPRK", "PRK");
    check("Pyongyang", "PRK");
    check("AS", "USA");
    check("as", "-");
    check("U.S.", "USA");
    check("us", "-");
    check("Gedung Putih", "USA");
    check("Tiongkok", "CHN");
    check("Jalur Gaza", "PSE");
    check("West Bank", "PSE");
    check("Kosovo", "XKX");
    check("Taiwan", "TWN");
    check("Kongo", "COD|COG");
    check("Russians", "RUS");
    check("Côte d’Ivoire", "CIV");
    check("Kremlin", "RUS");
    check("meja hijau", "-");
    check("", "-");
}

/// One mention by itself: `country/sectors/bare name`.
#[track_caller]
fn check_reading(lang: &str, kind: MentionKind, text: &str, expected: &str) {
    let r = Reading::of(text, kind, lang);
    let countries: Vec<String> = r.countries.iter().map(Country::to_string).collect();
    let name = r.name.clone().map_or("", |n| &text[n]);
    assert_eq!(
        format!("{}/{}/{name}", countries.join("|"), sectors(&r.sectors)),
        expected,
        "{text}"
    );
}

#[test]
fn titles_say_country_and_sector() {
    use MentionKind::{Grp, Org, Per};
    let id = |kind, text: &str, expected: &str| check_reading("id", kind, text, expected);
    id(
        Per,
        "Menteri Pertahanan Norwegia, Ingrid Solheim",
        "NOR/GOV,MIL/Ingrid Solheim",
    );
    id(
        Per,
        "Ingrid Solheim, menteri pertahanan Norwegia",
        "NOR/GOV,MIL/Ingrid Solheim",
    );
    id(Per, "Presiden Chile Mateo Fuentealba", "CHL/GOV/Mateo Fuentealba");
    id(Per, "Kapolres Ngawi AKBP Darmo Wiguno", "IDN/COP/Darmo Wiguno");
    id(Per, "Wakil Ketua KPK Sabar Nainggolan", "IDN/JUD,GOV/Sabar Nainggolan");
    id(Per, "Mantan Gubernur Bengkulu Rasyid Effendi", "IDN/ELI/Rasyid Effendi");
    id(Per, "Yohanes Kambu", "//Yohanes Kambu");
    id(Grp, "tentara Korea Utara", "PRK/MIL/");
    id(Grp, "pasukan AS di Suriah", "USA/MIL/");
    id(Grp, "juru bicara Kementerian Luar Negeri Kuba", "CUB/GOV/");
    id(Grp, "istri presiden", "/ELI/");
    id(Grp, "milisi pro-Rusia", "/REB/");
    id(Grp, "Kedutaan Besar Yaman di Jakarta", "YEM/GOV/");
    id(Grp, "sekelompok orang bersenjata", "/UAF/");
    id(Org, "Kodam XII/Tanjungpura", "IDN/MIL/");
    id(Org, "Hamas", "PSE/REB,PTY/");
    let en = |kind, text: &str, expected: &str| check_reading("en", kind, text, expected);
    en(
        Per,
        "Fiji's Defence Minister Ratu Tevita Koroi",
        "FJI/GOV,MIL/Ratu Tevita Koroi",
    );
    en(Per, "Kenyan President Wanjiru Maina", "KEN/GOV/Wanjiru Maina");
    en(Per, "Colonel Bacar Mané, the junta's spokesman", "/MIL/Bacar Mané");
    en(Per, "South Korean President Han Seok-min", "KOR/GOV/Han Seok-min");
    en(Per, "government spokesman Hugh Arrowsmith", "/GOV/Hugh Arrowsmith");
    en(Per, "Michael Jordan", "//Michael Jordan");
    en(Grp, "South Korea's intelligence service", "KOR/SPY/");
    en(Grp, "Iran-backed militia", "/REB/");
    en(Grp, "New Mexico police", "USA/COP/");
    en(Grp, "the president's wife", "/ELI/");
    en(Grp, "minister of defence", "/GOV,MIL/");
    en(Grp, "police chief", "/COP/");
    en(Grp, "Turkish soldiers", "TUR/MIL/");
}

/// Resolves marked sentences and prints one mention: `name <- words: country sectors`.
#[track_caller]
fn check(lang: &str, marked: &[(&str, &str)], at: (usize, usize), expected: &str) {
    let (document, graph) = stm::document(lang, marked, false);
    let p = participant(&document, &graph, at);
    let words = p.span.slice(&document.text);
    let found = format!(
        "{} <- {words}: {} {}",
        p.actor.name,
        country(&p.actor.country),
        sectors(&p.actor.sectors)
    );
    assert_eq!(found, expected);
}

fn participant(document: &Document, graph: &Graph, (s, m): (usize, usize)) -> Participant {
    Cast::of(document, graph).participant(s, MentionId(u32::try_from(m).expect("few")))
}

#[test]
fn pronouns_lead_to_the_fullest_name() {
    let chain = [
        (
            "[m1 PER|Presiden Ghana Kwabena Ofori] [e1 ACCUSE|mengecam] [m2 GPE|Togo].",
            "e1 m1>m2",
        ),
        (
            "[m1 PRO|Ia] [a1 CUE|mengatakan] {a1|perbatasan tetap terbuka}.",
            "a1 <m1",
        ),
        (
            "[m1 PRO|Dia] [e1 REQUEST|meminta] [m2 GPE|Lome] menahan diri.",
            "e1 m1>m2",
        ),
        (
            "{a1|[m1 PRO|Mereka] salah paham}, [a1 CUE|kata] [m2 PER|Ofori].",
            "a1 <m2",
        ),
    ];
    check("id", &chain, (1, 0), "Kwabena Ofori <- Ia: GHA GOV");
    check("id", &chain, (2, 0), "Kwabena Ofori <- Dia: GHA GOV");
    check("id", &chain, (3, 1), "Kwabena Ofori <- Ofori: GHA GOV");

    let speaker = [
        (
            "[m1 PER|Defence Minister Anneke Brandsma of the Netherlands] [e1 CONSULT|met] [m2 PER|General Pablo Rivas].",
            "e1 m1>m2",
        ),
        (
            "\"{a1|[m1 PRO|We] will help},\" [m2 PRO|she] [a1 CUE|said].",
            "a1 <m2 direct",
        ),
        ("[m1 GRP|The minister] [a1 CUE|said] {a1|talks would go on}.", "a1 <m1"),
    ];
    check("en", &speaker, (1, 1), "Anneke Brandsma <- she: NLD GOV,MIL");
    check("en", &speaker, (1, 0), "Anneke Brandsma <- We: NLD GOV,MIL");
}

#[test]
fn short_forms_join_their_body() {
    let text = [
        (
            "[m1 ORG|Komisi Pengawas Obat dan Makanan (KPOM)] [e1 COERCE|menyegel] gudang itu.",
            "e1 m1>",
        ),
        ("[m1 ORG|KPOM] [a1 CUE|menyebut] {a1|gudang itu tak berizin}.", "a1 <m1"),
    ];
    let (document, graph) = stm::document("id", &text, false);
    let p = participant(&document, &graph, (1, 0));
    assert_eq!(
        p.antecedent.map(|s| s.slice(&document.text)),
        Some("Komisi Pengawas Obat dan Makanan (KPOM)")
    );
}

#[test]
fn office_holders_hold_office_only_in_their_years() {
    let text = [("[m1 PER|Angela Merkel] [e1 CONSULT|berkunjung].", "e1 m1>")];
    let (mut document, graph) = stm::document("id", &text, false);
    let mut check = |date: Option<(i16, i8)>, expected: &str| {
        document.published = date.map(|(y, m)| Published::from(menurut_core::Date::constant(y, m, 1)));
        let p = participant(&document, &graph, (0, 0));
        assert_eq!(p.actor.id.as_deref().unwrap_or("-"), expected, "{date:?}");
    };
    check(Some((2015, 6)), "person:angela-merkel");
    check(Some((2024, 6)), "-");
    check(None, "-");
}

#[test]
fn a_bare_body_is_of_the_country_spoken_of() {
    let abroad = [(
        "[m1 GRP|Polisi] [e1 COERCE|menangkap] [m2 GRP|lima demonstran] di [m3 GPE|Nairobi].",
        "e1 m1>m2 @m3",
    )];
    check("id", &abroad, (0, 0), "Polisi <- Polisi: KEN COP");
    check("id", &abroad, (0, 1), "lima demonstran <- lima demonstran: KEN CVL");
    let dominant = [
        (
            "[m1 GPE|Kenya] dan [m2 GPE|Uganda] [e1 CONSULT|berunding].",
            "e1 m1,m2>",
        ),
        (
            "[m1 PER|Presiden Kenya Wanjiru Maina] [a1 CUE|mengatakan] {a1|hujan turun}.",
            "a1 <m1",
        ),
        (
            "[m1 GRP|Polisi Kenya] [a1 CUE|mengatakan] {a1|jalan ditutup}.",
            "a1 <m1",
        ),
        (
            "[m1 GRP|Militer] [e1 MOBILIZE|bersiaga], [a1 CUE|kata] [m2 PER|Duta Besar Uganda Moses Okello].",
            "e1 m1> ; a1 <m2",
        ),
        (
            "{a1|[m1 GRP|Kedua negara] sepakat}, [a1 CUE|kata] [m2 GRP|pasukannya].",
            "a1 <m2",
        ),
    ];
    check("id", &dominant, (3, 0), "Militer <- Militer: KEN MIL");
    check("id", &dominant, (4, 0), "Kedua negara <- Kedua negara: UGA|KEN GOV");
    let open = [
        ("[m1 GPE|Peru] dan [m2 GPE|Chile] [e1 CONSULT|berunding].", "e1 m1,m2>"),
        ("[m1 GRP|Militer] [e1 MOBILIZE|bersiaga].", "e1 m1>"),
    ];
    check("id", &open, (1, 0), "Militer <- Militer: CHL|PER MIL");
}

#[test]
fn nothing_named_before_stays_unresolved() {
    let text = [("[m1 PRO|Ia] [a1 CUE|berkata] {a1|hujan turun}.", "a1 <m1")];
    check("id", &text, (0, 0), "Ia <- Ia: - ");
}

/// Time to load the tables and to resolve an article; the folder with marked articles comes in MENURUT_ARTICLES, without it nothing is measured.
#[test]
#[allow(clippy::print_stderr)]
fn speed() {
    let Ok(folder) = std::env::var("MENURUT_ARTICLES") else {
        return;
    };
    let start = std::time::Instant::now();
    crate::data::tables();
    crate::data::places::places("Jakarta");
    crate::outlet::outlet("KCNA");
    eprintln!("tables in {:?}", start.elapsed());
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("a folder")
        .filter_map(Result::ok)
        .map(|f| f.path())
        .collect();
    files.sort();
    let (mut n, mut spent) = (0u32, std::time::Duration::ZERO);
    for file in files.iter().filter(|f| f.extension().is_some_and(|e| e == "stm")) {
        let text = std::fs::read_to_string(file).expect("readable");
        for article in text.split("# article").skip(1) {
            let lines: Vec<&str> = article
                .lines()
                .skip(1)
                .filter(|l| !l.starts_with('#') && !l.trim().is_empty())
                .collect();
            let marked: Vec<(&str, &str)> = lines.chunks_exact(2).map(|c| (c[0], c[1])).collect();
            let (d, graph) = stm::document("id", &marked, true);
            let start = std::time::Instant::now();
            std::hint::black_box(Cast::of(&d, &graph));
            spent += start.elapsed();
            n += 1;
        }
    }
    eprintln!("{n} articles, {:?} each", spent / n.max(1));
}

#[test]
fn a_document_settles_kinds_and_borders() {
    let (document, graph) = stm::document(
        "id",
        &[
            (
                "Menteri Energi Finlandia, [m1 PER|Pekka Halonen], tiba di [m2 GPE|Oslo].",
                "-",
            ),
            (
                "[m1 GPE|Halonen] [e1 CONSULT|bertemu] dengan [m2 PER|Menteri Energi Norwegia,] [m3 PER|Ola Brenna], \
                 [a1 CUE|menurut] kantor berita [m4 MEDIA|Norwegia], [m5 MEDIA|NTB].",
                "e1 m1>m2,m3 ; a1 <m4",
            ),
        ],
        false,
    );
    let settled = super::settled(&document, std::borrow::Cow::Borrowed(&graph));
    let second = &settled.sentences[1];
    let text = |m: MentionId| second.mention(m).span.slice(&document.text);
    assert_eq!(second.mentions[0].kind, MentionKind::Per, "a surname is no place");
    let recipients: Vec<&str> = second.events[0].recipients.iter().map(|&m| text(m)).collect();
    assert_eq!(recipients, ["Menteri Energi Norwegia, Ola Brenna"]);
    let sources: Vec<&str> = second.attributions[0].sources.iter().map(|&m| text(m)).collect();
    assert_eq!(sources, ["NTB"]);
    assert_eq!(
        settled.sentences[0].mentions[1].kind,
        MentionKind::Gpe,
        "a city stays one"
    );
}

#[test]
fn an_alias_of_a_known_person_is_that_person() {
    let (document, graph) = stm::document(
        "id",
        &[
            (
                "[m1 PER|Presiden Indonesia Joko Widodo] [e1 CONSULT|tiba] di Hanoi.",
                "e1 m1>",
            ),
            ("[m1 PER|Jokowi] [e1 CONSULT|menemui] [m2 GRP|tuan rumah].", "e1 m1>m2"),
        ],
        false,
    );
    let jokowi = Cast::of(&document, &graph).participant(1, MentionId(0));
    assert_eq!(
        (jokowi.actor.name.as_str(), country(&jokowi.actor.country).as_str()),
        ("Joko Widodo", "IDN")
    );
}

#[test]
fn a_country_in_front_of_a_name_is_no_part_of_it() {
    let r = Reading::of(
        "UN special coordinator in Lebanon Jane Hale-Dorn",
        MentionKind::Per,
        "en",
    );
    assert_eq!(r.name_words.join(" "), "jane hale dorn");
}

#[test]
fn a_person_of_the_document_is_no_small_town() {
    let (document, graph) = stm::document(
        "id",
        &[
            (
                "[m1 GRP|Polisi] [e1 COERCE|menahan] [m2 PER|Bambang Sutardi] di [m3 GPE|Surabaya].",
                "e1 m1>m2 @m3",
            ),
            (
                "[m1 GPE|Bambang] [e1 REJECT|menolak] pulang ke [m2 GPE|Surabaya].",
                "e1 m1> @m2",
            ),
        ],
        false,
    );
    let settled = super::settled(&document, std::borrow::Cow::Borrowed(&graph));
    let kinds: Vec<MentionKind> = settled.sentences[1].mentions.iter().map(|m| m.kind).collect();
    assert_eq!(kinds, [MentionKind::Per, MentionKind::Gpe]);
}
