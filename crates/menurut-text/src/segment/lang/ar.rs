use super::Words;

/// Arabic script has no capitals: only the lists tell an abbreviation, so they hold the few that news uses.
pub(super) const WORDS: Words = Words {
    before_name: &["د", "أ", "م", "أ.د", "ص.ب", "ص"],
    before_number: &["ص", "رقم", "ج"],
    either: &["إلخ", "الخ", "ق.م", "هـ"],
    ..Words::NONE
};
