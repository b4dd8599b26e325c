//! Bylines: the names of the people who wrote an article, out of what pages print.

use std::sync::LazyLock;

use regex::Regex;

use super::body::letters;

/// Words in front of names.
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)^\s*(?: (?:written|posted|reported|story|words|text|published|report|analysis|opinion|review|article|compiled|edited)\s+by \b
        | by\b | oleh\b | penulis\b | reporter\b | pewarta\b | wartawan\b | jurnalis\b | laporan\b | kontributor\b | author s? \b | authors\b
        | por\b | par\b | von\b | door\b | escrito\s+por | propos\s+recueillis\s+par | texte?\s*: | autor(?:a|es|en|in)?\b | auteur\b | autore\b | yazar\b | yazan\b
        | haber\s*: | muhabir\b | автор(?:ы)?\b | текст\s*: | بقلم | كتبت?\s*: | الكاتب\s*: | yazı\s*: | text\s*: | foto\s*: | forfatter\b | skrevet\s+af | skriven\s+av | di\s
        ) \s*[:|\-–]?\s*",
    )
    .unwrap_or_else(|e| unreachable!("{e}"))
});

/// Labels of people who did not write the text; they end the byline.
static OTHERS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix) \b(?: editor | penyunting | redaktur | redaktör | edited\ by | uploader | foto | photos?\ by | photo(?:graph(?:er|s|y))? | illustrations?\ by | sumber | source | updated? | published | last\ modified | posted\ on | copyright ) \b \s*[:|]? ",
    )
    .unwrap_or_else(|e| unreachable!("{e}"))
});

static SPLIT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\s*(?:,|;|\||•|·|/|\n|、|،|\s&\s|\s\+\s|\s(?:and|dan|und|et|og|och|ve|with|и|та|and also)\s)\s*")
        .unwrap_or_else(|e| unreachable!("{e}"))
});

/// Conjunctions that also stand inside names ("Ortega y Gasset"): split only between full names.
static SOFT_SPLIT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\s(?:y|e|en|i|a|و)\s").unwrap_or_else(|e| unreachable!("{e}")));

/// What a desk signs with. A name with one of these words is nobody's.
const NOBODY: &[&str] = &[
    "admin",
    "administrator",
    "redaksi",
    "redaktion",
    "redaktionen",
    "redaccion",
    "redacción",
    "redacao",
    "redação",
    "redazione",
    "rédaction",
    "redaction",
    "redakcja",
    "redakcia",
    "redakce",
    "редакция",
    "редакція",
    "editor",
    "editors",
    "editorial",
    "staff",
    "newsroom",
    "team",
    "tim",
    "desk",
    "webdesk",
    "webmaster",
    "news",
    "correspondent",
    "correspondents",
    "reporter",
    "reporters",
    "agencies",
    "agency",
    "agencias",
    "agencia",
    "agências",
    "contributor",
    "contributors",
    "guest",
    "unknown",
    "undefined",
    "null",
    "none",
    "anonymous",
    "author",
    "authors",
    "online",
    "user",
    "writer",
    "writers",
    "publisher",
    "publishing",
    "media",
    "press",
    "tv",
    "radio",
    "newspaper",
    "magazine",
    "journal",
    "daily",
    "redactie",
    "toimitus",
    "redaksjonen",
    "redaktor",
    "haber",
    "haberler",
    "merkezi",
    "bureau",
    "office",
    "service",
    "services",
    "nachrichten",
    "noticias",
    "notícias",
    "actualités",
    "digital",
    "web",
    "portal",
    "fotos",
    "video",
    "premium",
    "subscribe",
    "follow",
    "share",
    "view",
    "more",
    "posts",
    "read",
    "facebook",
    "twitter",
    "instagram",
    "whatsapp",
    "linkedin",
    "المحرر",
    "التحرير",
    "وكالات",
    "redactor",
    "department",
    "council",
    "university",
    "ministry",
    "inc",
    "ltd",
    "gmbh",
    "llc",
    "group",
    "board",
    "foundation",
    "network",
    "channel",
    "newswire",
    "wire",
];

/// Words after which a part of a byline is no name but an office ("Jane Roe, political editor").
const TITLES: &[&str] = &[
    "senior",
    "chief",
    "political",
    "foreign",
    "sports",
    "business",
    "science",
    "health",
    "deputy",
    "associate",
    "managing",
    "diplomatic",
    "economics",
    "correspondent",
    "editor",
    "reporter",
    "columnist",
    "analyst",
    "professor",
    "jakarta",
];

/// News agencies, as bylines write them (letters and digits only, lower case).
const AGENCIES: &[(&str, &str)] = &[
    ("reuters", "Reuters"),
    ("reutersstaff", "Reuters"),
    ("thomsonreuters", "Reuters"),
    ("afp", "AFP"),
    ("agencefrancepresse", "AFP"),
    ("ap", "AP"),
    ("associatedpress", "AP"),
    ("theassociatedpress", "AP"),
    ("apnews", "AP"),
    ("dpa", "dpa"),
    ("deutschepresseagentur", "dpa"),
    ("antara", "ANTARA"),
    ("antaranews", "ANTARA"),
    ("lkbnantara", "ANTARA"),
    ("xinhua", "Xinhua"),
    ("bernama", "Bernama"),
    ("efe", "EFE"),
    ("agenciaefe", "EFE"),
    ("ansa", "ANSA"),
    ("tass", "TASS"),
    ("interfax", "Interfax"),
    ("kyodo", "Kyodo"),
    ("kyodonews", "Kyodo"),
    ("yonhap", "Yonhap"),
    ("yonhapnewsagency", "Yonhap"),
    ("kcna", "KCNA"),
    ("apa", "APA"),
    ("sda", "SDA"),
    ("keystonesda", "Keystone-SDA"),
    ("belga", "Belga"),
    ("anp", "ANP"),
    ("pti", "PTI"),
    ("ani", "ANI"),
    ("ians", "IANS"),
    ("upi", "UPI"),
    ("bloomberg", "Bloomberg"),
    ("anadoluagency", "Anadolu"),
    ("anadoluajansı", "Anadolu"),
    ("aa", "Anadolu"),
    ("iha", "İHA"),
    ("dha", "DHA"),
    ("pap", "PAP"),
    ("ctk", "ČTK"),
    ("čtk", "ČTK"),
    ("mti", "MTI"),
    ("lusa", "Lusa"),
    ("europapress", "Europa Press"),
    ("pamedia", "PA Media"),
    ("pressassociation", "PA Media"),
    ("aap", "AAP"),
    ("canadianpress", "The Canadian Press"),
    ("thecanadianpress", "The Canadian Press"),
    ("rianovosti", "RIA Novosti"),
    ("рианоовости", "RIA Novosti"),
    ("тасс", "TASS"),
    ("interfaxukraine", "Interfax-Ukraine"),
    ("ukrinform", "Ukrinform"),
    ("sid", "SID"),
    ("kna", "KNA"),
    ("epd", "epd"),
    ("ntb", "NTB"),
    ("tt", "TT"),
    ("ritzau", "Ritzau"),
    ("stt", "STT"),
    ("télam", "Télam"),
    ("vna", "VNA"),
    ("saba", "Saba"),
    ("wam", "WAM"),
    ("spa", "SPA"),
    ("irna", "IRNA"),
    ("sana", "SANA"),
];

/// The agency that a byline or credit names, in its usual spelling.
pub(crate) fn agency(name: &str) -> Option<&'static str> {
    let key = letters(name);
    AGENCIES.iter().find(|(k, _)| *k == key).map(|(_, name)| *name)
}

/// Who wrote it, out of the strings in which a page names its authors.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Byline {
    pub(crate) people: Vec<String>,
    pub(crate) agency: Option<String>,
}

/// `own` are names of the outlet itself (site name, publisher, host), which signs no article.
pub(crate) fn byline(raw: &[String], own: &[String]) -> Byline {
    let mut out = Byline::default();
    let own: Vec<String> = own.iter().map(|o| letters(o)).filter(|o| !o.is_empty()).collect();
    for text in raw.iter().take(40) {
        for part in parts(text) {
            let key = letters(&part);
            let (part, key) = match without_own(&part, &own) {
                Some(name) => (name.to_owned(), letters(name)),
                None => (part, key),
            };
            if own.contains(&key) {
                continue;
            }
            if let Some(agency) = agency(&part) {
                out.agency.get_or_insert_with(|| agency.to_owned());
            } else if is_name(&part) && !out.people.iter().any(|p| letters(p) == key) {
                out.people.push(part);
            }
        }
    }
    // "Jane Roe Example Times" beside "Jane Roe".
    let all = out.people.clone();
    out.people.retain(|p| {
        !all.iter()
            .any(|q| q.contains(' ') && p.len() > q.len() && p.starts_with(q.as_str()) && p[q.len()..].starts_with(' '))
    });
    out
}

/// The name in front of the outlet's or an agency's ("Jane Roe Example Times").
fn without_own<'a>(part: &'a str, own: &[String]) -> Option<&'a str> {
    let ends: Vec<usize> = part.match_indices(' ').map(|m| m.0).collect();
    if ends.len() < 2 {
        return None;
    }
    ends[1..]
        .iter()
        .find(|&&at| {
            let rest = letters(&part[at..]);
            rest.len() > 2 && (own.contains(&rest) || agency(&part[at..]).is_some())
        })
        .map(|&at| part[..at].trim_end_matches(['.', ',', ' ']))
}

/// Whether a line starts as bylines do ("By …", "Oleh …").
pub(crate) fn has_label(text: &str) -> bool {
    LABEL.is_match(text)
}

fn parts(text: &str) -> Vec<String> {
    let text: String = text.chars().take(400).collect();
    let mut rest = text.trim();
    while let Some(found) = LABEL.find(rest) {
        if found.end() == 0 || found.end() >= rest.len() {
            break;
        }
        rest = &rest[found.end()..];
    }
    if let Some(found) = OTHERS.find(rest)
        && found.start() > 0
    {
        rest = &rest[..found.start()];
    }
    let mut out = Vec::new();
    for piece in SPLIT.split(rest) {
        let piece = LABEL.replace(piece, "");
        let soft: Vec<&str> = SOFT_SPLIT.split(&piece).collect();
        if soft.len() > 1 && soft.iter().all(|s| s.split_whitespace().count() >= 2) {
            out.extend(soft.into_iter().map(tidy));
        } else {
            out.push(tidy(&piece));
        }
    }
    out.retain(|p| !p.is_empty());
    out
}

/// Without parentheses, addresses and the punctuation around.
fn tidy(piece: &str) -> String {
    let mut text = piece.trim();
    for word in ["and ", "dan ", "und ", "et ", "with "] {
        text = text.strip_prefix(word).unwrap_or(text);
    }
    if let Some(at) = text.find(['(', '[', '<'])
        && at > 2
    {
        text = &text[..at];
    }
    for cut in [
        " - ",
        " – ",
        " — ",
        " @",
        " for ",
        " untuk ",
        " contributed ",
        " reports ",
        " melaporkan",
    ] {
        if let Some(at) = text.find(cut) {
            text = &text[..at];
        }
    }
    let mut words: Vec<&str> = text
        .split_whitespace()
        .filter(|w| !w.contains('@') && !w.contains("://"))
        .collect();
    // A date behind the name: "Jane Roe on Monday", "Jane Roe November 30".
    if let Some(at) = words.iter().skip(1).position(|w| is_day_word(w)) {
        words.truncate(at + 1);
        if words
            .last()
            .is_some_and(|w| matches!(*w, "on" | "pada" | "am" | "le" | "el" | "em" | "at"))
        {
            words.pop();
        }
    }
    words
        .join(" ")
        .trim_matches(|c: char| !c.is_alphanumeric() && c != '.')
        .trim_start_matches('.')
        .to_owned()
}

fn is_day_word(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
    // April, May, June and August are names too.
    const MONTHS: &[&str] = &[
        "january",
        "february",
        "march",
        "july",
        "september",
        "october",
        "november",
        "december",
        "januari",
        "februari",
        "maret",
        "juli",
        "oktober",
        "desember",
    ];
    // "Sun" is a surname.
    word.chars().count() > 3 && crate::date::is_weekday(&word) || MONTHS.contains(&word.as_str())
}

fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let length = text.chars().count();
    if !(2..=60).contains(&length) || words.len() > 7 || text.contains("www.") {
        return false;
    }
    if text.chars().filter(|c| c.is_ascii_digit()).count() > 1 || !text.chars().any(char::is_alphabetic) {
        return false;
    }
    if text.contains(".com") || text.contains(".co.") || text.contains(".id") || text.contains('_') {
        return false;
    }
    // "jdadmin", "PMJS": accounts and short forms of organisations.
    if let [word] = words[..]
        && word.is_ascii()
        && (word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
            || word.len() <= 6 && !word.bytes().any(|b| b.is_ascii_lowercase()))
    {
        return false;
    }
    let mut lower = words
        .iter()
        .map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase());
    let first = lower.clone().next().unwrap_or_default();
    !lower.any(|w| NOBODY.contains(&w.as_str())) && !TITLES.contains(&first.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(raw: &str, people: &[&str]) {
        let own = vec!["Kabar Contoh".to_owned(), "kabarcontoh.example".to_owned()];
        assert_eq!(byline(&[raw.to_owned()], &own).people, people, "{raw}");
    }

    #[test]
    fn people_and_nobody_else() {
        check("By Jane Roe and John Q. Public", &["Jane Roe", "John Q. Public"]);
        check("Oleh: Rina Wulandari", &["Rina Wulandari"]);
        check("Penulis: Rina Wulandari | Editor: Budi Santoso", &["Rina Wulandari"]);
        check(
            "Rina Wulandari, Budi Santoso dan Sari",
            &["Rina Wulandari", "Budi Santoso", "Sari"],
        );
        check("Tim Redaksi", &[]);
        check("Kabar Contoh", &[]);
        check("admin", &[]);
        check("Par Anne Dupont et Luc Martin", &["Anne Dupont", "Luc Martin"]);
        check(
            "Por María José Gil y Ana Ruiz Peña",
            &["María José Gil", "Ana Ruiz Peña"],
        );
        check("José Ortega y Gasset", &["José Ortega y Gasset"]);
        check("Jane Roe, Political Editor", &["Jane Roe"]);
        check("Jane Roe (jane@example.org)", &["Jane Roe"]);
        check("Автор: Иван Петров", &["Иван Петров"]);
    }

    #[test]
    fn agencies_are_agencies() {
        let found = byline(&["Reuters".to_owned()], &[]);
        assert_eq!(
            found,
            Byline {
                people: vec![],
                agency: Some("Reuters".to_owned())
            }
        );
    }
}
