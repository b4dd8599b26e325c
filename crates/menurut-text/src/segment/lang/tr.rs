use super::Words;

pub(super) const WORDS: Words = Words {
    before_name: &[
        "Doç", "Yrd", "Av", "Op", "Uzm", "Öğr", "Arş", "Gör", "Org", "Korg", "Tümg", "Tuğg", "Alb", "Yb", "Bnb", "Yzb",
        "Cad", "Sok", "Mah", "Apt", "Hz",
    ],
    before_number: &["no", "s", "sf", "md", "cilt", "tel"],
    either: &["vb", "vs", "vd", "A.Ş", "Ltd", "Şti", "M.Ö", "M.S", "T.C"],
    openers: &[
        "Ama", "Ancak", "Ayrıca", "Bir", "Bu", "Bunun", "Böyle", "Daha", "Ben", "Biz", "Çok", "Diğer", "Fakat", "Her",
        "Hem", "İki", "Kendisi", "O", "Olay", "Onlar", "Öte", "Polis", "Sonra", "Şu", "Üç", "Ve", "Yine",
    ],
    speech: &["dedi", "diye", "söyledi", "sordu", "ekledi", "konuştu", "belirtti"],
    months: &[
        "ocak",
        "şubat",
        "mart",
        "nisan",
        "mayıs",
        "haziran",
        "temmuz",
        "ağustos",
        "eylül",
        "ekim",
        "kasım",
        "aralık",
        "yüzyıl",
        "yıl",
        "madde",
        "dönem",
        "yılında",
        "yıldönümü",
    ],
    ..Words::NONE
};
