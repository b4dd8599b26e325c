//! Which language a document is written in.

mod function_words;

use std::sync::OnceLock;

use lingua::{Language, LanguageDetector, LanguageDetectorBuilder};

/// How much of a text is looked at, in characters: more changes nothing.
const SAMPLE: usize = 600;
/// Fewer letters than this say nothing by themselves.
const FEW_LETTERS: usize = 20;
/// A rival less likely than this is no rival, whatever the page declares.
const POSSIBLE: f64 = 0.05;

/// Letters below which a text must speak clearly to be of a decoy language.
const SHORT: usize = 200;
/// How many of [`LANGUAGES`] are the corpus's own; the rest are decoys.
const OWN: usize = 10;

/// The languages of the parser, then others that would be taken for one of them.
const LANGUAGES: &[Language] = &[
    Language::Indonesian,
    Language::Malay,
    Language::English,
    Language::Spanish,
    Language::French,
    Language::Arabic,
    Language::Russian,
    Language::Portuguese,
    Language::Turkish,
    Language::German,
    Language::Dutch,
    Language::Tagalog,
    Language::Italian,
    Language::Ukrainian,
    Language::Persian,
    Language::Chinese,
    Language::Japanese,
    Language::Korean,
    Language::Vietnamese,
];

fn detector() -> &'static LanguageDetector {
    static DETECTOR: OnceLock<LanguageDetector> = OnceLock::new();
    DETECTOR.get_or_init(|| {
        LanguageDetectorBuilder::from_languages(LANGUAGES)
            .with_low_accuracy_mode()
            .build()
    })
}

/// The language of a text, ISO 639-1, or `None` where it cannot be told. `declared` is what the page says of itself: it
/// decides between languages that the text leaves possible, and is kept for short texts and languages unknown here.
///
/// Running prose is told by its function words, which costs microseconds; what that leaves open is asked of lingua's
/// character models, which are loaded only then.
pub fn language(text: &str, declared: Option<&str>) -> Option<String> {
    let declared = declared.and_then(code);
    let sample: String = text.chars().take(SAMPLE).collect();
    let letters = sample.chars().filter(|c| c.is_alphabetic()).count();
    if letters == 0 {
        return None;
    }
    if let Some(found) = function_words::language(&sample) {
        return Some(match found {
            "id" | "ms" => indonesian_or_malay(&sample, None, declared.as_deref()).to_owned(),
            other => other.to_owned(),
        });
    }
    by_characters(&sample, letters, declared)
}

fn by_characters(sample: &str, letters: usize, declared: Option<String>) -> Option<String> {
    let ranked = detector().compute_language_confidence_values(sample);
    let known: Vec<(String, f64)> = ranked
        .iter()
        .map(|(language, confidence)| (language.iso_code_639_1().to_string(), *confidence))
        .collect();
    // One line of English names looks Tagalog to character models: a decoy has to win clearly there.
    let own = |c: &str| LANGUAGES[..OWN].iter().any(|l| l.iso_code_639_1().to_string() == c);
    let known = match known.first() {
        Some((first, likely)) if letters < SHORT && !own(first) => {
            let rival = known.iter().position(|(c, n)| own(c) && n * 3.0 > *likely);
            let mut known = known;
            known.swap(0, rival.unwrap_or(0));
            known
        }
        _ => known,
    };
    let Some((best, confidence)) = known.first().cloned().filter(|(_, n)| *n > 0.0) else {
        return declared;
    };
    let of = |code: &str| known.iter().find(|(c, _)| c == code).map(|(_, n)| *n);
    if let Some(declared) = &declared {
        match of(declared) {
            // A language that is not among those compared: the page knows better, unless the text is clear.
            None if letters < 200 || confidence < 0.8 => return Some(declared.clone()),
            Some(n) if letters < FEW_LETTERS || n >= POSSIBLE && !matches!(best.as_str(), "id" | "ms") => {
                return Some(declared.clone());
            }
            _ => {}
        }
    }
    if matches!(best.as_str(), "id" | "ms") {
        let malay = of("ms") > of("id");
        return Some(indonesian_or_malay(sample, Some(malay), declared.as_deref()).to_owned());
    }
    if letters < FEW_LETTERS && confidence < 0.5 {
        return None;
    }
    Some(best)
}

/// A declared tag as ISO 639-1: `id-ID` → `id`, `in` (the old code) → `id`.
fn code(tag: &str) -> Option<String> {
    let primary = tag.trim().split(['-', '_', ',', ' ']).next()?.to_ascii_lowercase();
    let two = match primary.as_str() {
        "in" | "ind" => "id",
        "iw" => "he",
        "msa" | "may" | "zsm" => "ms",
        "eng" => "en",
        other if other.len() == 2 && other.bytes().all(|b| b.is_ascii_lowercase()) => other,
        _ => return None,
    };
    Some(two.to_owned())
}

/// The two share most words: those that only one of them uses, or spells so, decide first.
fn indonesian_or_malay(text: &str, malay: Option<bool>, declared: Option<&str>) -> &'static str {
    const ID: &[&str] = &[
        "karena",
        "polisi",
        "kantor",
        "bisa",
        "mobil",
        "sepeda",
        "bahwa",
        "berbeda",
        "uang",
        "senin",
        "selasa",
        "kamis",
        "jumat",
        "sabtu",
        "minggu",
        "rabu",
        "wib",
        "wita",
        "presiden",
        "republik",
        "kapan",
        "rumah",
        "pemerintah",
        "desember",
        "november",
        "oktober",
        "agustus",
        "juli",
        "juni",
        "mei",
        "maret",
        "kemarin",
        "adalah",
        "ujar",
        "ujarnya",
        "kabupaten",
        "provinsi",
        "gubernur",
        "bupati",
        "anda",
        "butuh",
        "sore",
        "siang",
        "tentara",
        "bandara",
        "komisi",
        "pt",
        "rp",
        "ri",
        "tni",
        "polri",
        "kementerian",
        "universitas",
        "kualitas",
        "resmi",
        "agama",
        "kata",
        "nomor",
        "gratis",
        "silakan",
        "mahasiswa",
        "rencana",
        "lewat",
        "terkait",
        "perusahaan",
        "warga",
    ];
    const MS: &[&str] = &[
        "kerana",
        "polis",
        "pejabat",
        "boleh",
        "kereta",
        "basikal",
        "bahawa",
        "berbeza",
        "wang",
        "isnin",
        "khamis",
        "jumaat",
        "ahad",
        "berkata",
        "beliau",
        "kerajaan",
        "universiti",
        "disember",
        "ogos",
        "julai",
        "mac",
        "jun",
        "semalam",
        "ialah",
        "datuk",
        "dato",
        "negeri",
        "pelajar",
        "hospital",
        "ketika",
        "syarikat",
        "rakyat",
        "juta",
        "ringgit",
        "rm",
        "ops",
        "kes",
        "mesyuarat",
        "tarikh",
        "iaitu",
        "manakala",
        "sekiranya",
        "turut",
        "pembangkang",
        "menerusi",
        "didapati",
        "kuala",
        "lumpur",
        "malaysia",
        "sabah",
        "sarawak",
        "johor",
        "selangor",
        "perdana",
        "suruhanjaya",
        "jabatan",
        "lelaki",
        "wanita",
        "bandar",
        "antarabangsa",
        "kualiti",
        "rasmi",
        "cuba",
        "sebarang",
        "bekas",
        "tun",
        "tan",
    ];
    let (mut for_id, mut for_ms) = (0usize, 0usize);
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()) {
        let word = word.to_lowercase();
        for_id += usize::from(ID.contains(&word.as_str()));
        for_ms += usize::from(MS.contains(&word.as_str()));
    }
    if for_id >= for_ms + 2 || for_ms == 0 && for_id > 0 {
        return "id";
    }
    if for_ms >= for_id + 2 || for_id == 0 && for_ms > 0 {
        return "ms";
    }
    match declared {
        Some("id") => "id",
        Some("ms") => "ms",
        _ if malay == Some(true) => "ms",
        _ => "id",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, declared: Option<&str>, expected: Option<&str>) {
        assert_eq!(language(text, declared).as_deref(), expected, "{text:?}");
    }

    #[test]
    fn one_of_each() {
        check(
            "Polisi menangkap dua orang di Bandung karena diduga mencuri mobil pada Senin.",
            None,
            Some("id"),
        );
        check(
            "Polis menahan dua lelaki di Johor kerana disyaki mencuri kereta pada Isnin.",
            None,
            Some("ms"),
        );
        check(
            "Police arrested two men in the capital on Monday after a car was stolen.",
            None,
            Some("en"),
        );
        check(
            "La policía detuvo a dos hombres en la capital el lunes por el robo de un coche.",
            None,
            Some("es"),
        );
        check(
            "La police a arrêté deux hommes dans la capitale lundi pour le vol d'une voiture.",
            None,
            Some("fr"),
        );
        check(
            "A polícia prendeu dois homens na capital na segunda-feira pelo roubo de um carro.",
            None,
            Some("pt"),
        );
        check(
            "Die Polizei nahm am Montag in der Hauptstadt zwei Männer wegen Autodiebstahls fest.",
            None,
            Some("de"),
        );
        check(
            "Polis pazartesi günü başkentte bir otomobilin çalınması nedeniyle iki kişiyi gözaltına aldı.",
            None,
            Some("tr"),
        );
        check(
            "Полиция задержала в столице двух мужчин по подозрению в угоне автомобиля.",
            None,
            Some("ru"),
        );
        check(
            "Поліція затримала у столиці двох чоловіків за підозрою у викраденні автомобіля.",
            None,
            Some("uk"),
        );
        check(
            "اعتقلت الشرطة رجلين في العاصمة يوم الاثنين بعد سرقة سيارة.",
            None,
            Some("ar"),
        );
        check(
            "پلیس روز دوشنبه دو مرد را در پایتخت به اتهام سرقت خودرو دستگیر کرد.",
            None,
            Some("fa"),
        );
        check("警方周一在首都逮捕了两名男子。", None, Some("zh"));
        check(
            "De politie heeft maandag in de hoofdstad twee mannen opgepakt na de diefstal van een auto.",
            None,
            Some("nl"),
        );
        check(
            "Inaresto ng pulisya ang dalawang lalaki sa kabisera noong Lunes dahil sa pagnanakaw.",
            None,
            Some("tl"),
        );
    }

    #[test]
    fn the_declaration_decides_only_between_possible_languages() {
        check(
            "Police arrested two men in the capital on Monday after a car was stolen.",
            Some("id-ID"),
            Some("en"),
        );
        check("Jokowi Temui Anwar", Some("id"), Some("id"));
        check(
            "One tackle and no interceptions. Two passes defended, as good as it gets. Do not expect more of him.",
            None,
            Some("en"),
        );
        check("12 + 30 = 42", None, None);
        check("", Some("id"), None);
        check("Ok", Some("sw"), Some("sw"));
    }
}
