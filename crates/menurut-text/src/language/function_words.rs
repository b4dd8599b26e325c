//! Languages told by their most frequent small words.

/// Prose has at least this share of its language's function words.
const SHARE: f64 = 0.14;
/// And so many times as many as of any other language.
const LEAD: f64 = 1.8;
/// Fewer words than this are too few to count.
const FEW_WORDS: usize = 12;

/// Most frequent words, chosen so that close neighbours share few.
const LISTS: &[(&str, &[&str])] = &[
    (
        "id",
        &[
            "yang",
            "dan",
            "di",
            "dengan",
            "untuk",
            "dari",
            "pada",
            "dalam",
            "ini",
            "itu",
            "tidak",
            "akan",
            "ke",
            "oleh",
            "juga",
            "telah",
            "sebagai",
            "karena",
            "adalah",
            "kepada",
            "tersebut",
            "mengatakan",
            "para",
            "bahwa",
            "lebih",
            "saat",
            "atau",
            "ada",
            "kata",
            "menurut",
            "dua",
            "setelah",
            "hingga",
            "seorang",
            "sudah",
            "ia",
            "mereka",
            "kami",
            "terhadap",
            "antara",
            "secara",
            "namun",
            "kerana",
            "bahawa",
            "berkata",
            "beliau",
        ],
    ),
    (
        "en",
        &[
            "a", "no", "do", "or", "one", "you", "we", "i", "the", "of", "and", "to", "in", "that", "is", "was", "for",
            "on", "with", "said", "as", "by", "at", "from", "it", "his", "has", "have", "were", "be", "are", "had",
            "its", "an", "which", "who", "their", "after", "they", "this", "not", "been", "he", "she", "would", "will",
            "but",
        ],
    ),
    (
        "es",
        &[
            "a", "el", "la", "los", "las", "del", "que", "y", "en", "una", "un", "por", "con", "para", "se", "al",
            "su", "como", "más", "fue", "lo", "sus", "pero", "este", "esta", "ha", "sobre", "entre", "según", "está",
            "desde", "también", "hasta",
        ],
    ),
    (
        "fr",
        &[
            "a", "le", "la", "les", "des", "du", "et", "un", "une", "est", "dans", "pour", "par", "sur", "au", "aux",
            "que", "qui", "avec", "ce", "cette", "pas", "ont", "son", "sa", "ses", "plus", "été", "sont", "selon",
            "après", "leur", "il", "elle", "mais",
        ],
    ),
    (
        "pt",
        &[
            "a", "o", "os", "as", "do", "da", "dos", "das", "em", "no", "na", "nos", "nas", "um", "uma", "não", "com",
            "para", "ao", "foi", "mais", "pelo", "pela", "são", "também", "segundo", "à", "seu", "sua", "é", "e",
            "que", "está", "até", "após",
        ],
    ),
    (
        "it",
        &[
            "a", "il", "di", "che", "della", "del", "per", "nel", "nella", "con", "gli", "alla", "sono", "più",
            "anche", "dei", "delle", "è", "non", "una", "dal", "dalla", "ha", "sul", "ai", "al", "lo", "ma", "stato",
            "come",
        ],
    ),
    (
        "de",
        &[
            "der", "die", "das", "und", "den", "dem", "des", "ein", "eine", "einen", "einer", "mit", "von", "auf",
            "für", "ist", "im", "nicht", "sich", "zu", "auch", "nach", "bei", "wurde", "werden", "aus", "hat", "als",
            "über", "sie", "wegen",
        ],
    ),
    (
        "nl",
        &[
            "de", "het", "een", "van", "en", "op", "is", "met", "voor", "zijn", "niet", "aan", "dat", "te", "door",
            "ook", "bij", "uit", "naar", "heeft", "worden", "werd", "om", "na", "over", "hebben", "meer", "als",
            "maar",
        ],
    ),
    (
        "tr",
        &[
            "ve",
            "bir",
            "bu",
            "için",
            "ile",
            "olarak",
            "da",
            "de",
            "daha",
            "olan",
            "çok",
            "dedi",
            "sonra",
            "göre",
            "kadar",
            "gibi",
            "ise",
            "ancak",
            "en",
            "her",
            "olduğunu",
            "ettiği",
            "tarafından",
            "büyük",
            "yeni",
            "günü",
            "iki",
            "nedeniyle",
        ],
    ),
    (
        "tl",
        &[
            "ang", "ng", "sa", "na", "mga", "at", "ay", "para", "ni", "si", "kay", "nang", "hindi", "ito", "kanyang",
            "noong", "dahil", "kung", "isang", "siya", "may", "pa", "rin", "din", "ayon",
        ],
    ),
    (
        "vi",
        &[
            "của", "và", "là", "các", "trong", "có", "được", "cho", "với", "không", "này", "người", "đã", "những",
            "một", "ở", "từ", "khi", "về", "đến", "theo",
        ],
    ),
    (
        "ru",
        &[
            "и",
            "в",
            "на",
            "что",
            "не",
            "с",
            "по",
            "из",
            "для",
            "как",
            "это",
            "был",
            "его",
            "от",
            "он",
            "также",
            "о",
            "к",
            "за",
            "при",
            "будет",
            "были",
            "после",
            "которые",
            "том",
            "об",
            "их",
            "она",
            "году",
            "во",
            "со",
        ],
    ),
    (
        "uk",
        &[
            "і",
            "в",
            "на",
            "що",
            "не",
            "з",
            "у",
            "та",
            "до",
            "за",
            "від",
            "для",
            "як",
            "це",
            "про",
            "його",
            "також",
            "під",
            "був",
            "із",
            "який",
            "які",
            "після",
            "було",
            "або",
            "року",
            "він",
            "через",
            "зі",
            "ще",
        ],
    ),
    (
        "ar",
        &[
            "في", "من", "على", "إلى", "أن", "التي", "الذي", "عن", "مع", "هذا", "هذه", "ما", "كان", "بعد", "بين", "قال",
            "إن", "كما", "لا", "خلال", "بن", "وقال", "قبل", "يوم", "وفي", "أو", "كانت", "ذلك", "الى",
        ],
    ),
    (
        "fa",
        &[
            "از", "به", "در", "که", "این", "را", "با", "است", "برای", "آن", "یک", "بر", "های", "خود", "می", "تا", "شد",
            "شده", "کرد", "کرده", "و", "اما", "گفت", "هم", "ها", "روز",
        ],
    ),
];

/// The language whose function words carry the text, where one clearly does.
pub(super) fn language(text: &str) -> Option<&'static str> {
    let mut counts = [0usize; LISTS.len()];
    let mut words = 0usize;
    for word in text
        .split(|c: char| !c.is_alphabetic() && !('\u{64b}'..='\u{652}').contains(&c))
        .filter(|w| !w.is_empty())
    {
        words += 1;
        // No function word here is longer.
        if word.len() > 24 {
            continue;
        }
        let word = word.to_lowercase();
        for (count, (_, list)) in counts.iter_mut().zip(LISTS) {
            *count += usize::from(list.contains(&word.as_str()));
        }
    }
    if words < FEW_WORDS {
        return None;
    }
    let best = (0..LISTS.len()).max_by_key(|i| (counts[*i], LISTS.len() - i))?;
    let second = (0..LISTS.len()).filter(|i| *i != best).map(|i| counts[i]).max()?;
    let clear = counts[best] as f64 >= SHARE * words as f64 && counts[best] as f64 >= LEAD * second as f64;
    clear.then_some(LISTS[best].0)
}
