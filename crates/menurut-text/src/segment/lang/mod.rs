//! What the sentence rules know of each language: abbreviations, words that open sentences, verbs of speech.
//!
//! An entry in lower case stands for every spelling; one with a capital only for capitalised ones ("Sen." the senator,
//! not the end of "sen.").

mod ar;
mod common;
mod de;
mod en;
mod es;
mod fr;
mod id;
mod ms;
mod pt;
mod ru;
mod tr;

/// The word lists of one language, without the closing full stop.
pub(super) struct Words {
    /// Never the last word of a sentence: a name or a number follows.
    pub(super) before_name: &'static [&'static str],
    /// Abbreviations only where a number follows ("No. 5").
    pub(super) before_number: &'static [&'static str],
    /// Ends a sentence wherever a capital follows ("dan lain-lain", "et cetera").
    pub(super) closing: &'static [&'static str],
    /// May end a sentence: it does where the next word is one that opens sentences.
    pub(super) either: &'static [&'static str],
    /// Words that open sentences and are no names, capitalised.
    pub(super) openers: &'static [&'static str],
    /// Verbs of speech as they stand beside a quotation.
    pub(super) speech: &'static [&'static str],
    /// Month names and their abbreviations, lower case, for ordinals such as "30. November".
    pub(super) months: &'static [&'static str],
}

impl Words {
    const NONE: Words = Words {
        before_name: &[],
        before_number: &[],
        closing: &[],
        either: &[],
        openers: &[],
        speech: &[],
        months: &[],
    };
}

/// The lists of a language and those that hold everywhere. News prose of an unknown language is read with the
/// Indonesian and English lists.
pub(super) fn words(lang: Option<&str>) -> Vec<&'static Words> {
    let mut lists = vec![&common::WORDS];
    match lang {
        Some("id") => lists.push(&id::WORDS),
        Some("ms") => lists.extend([&ms::WORDS, &id::WORDS]),
        Some("en") => lists.push(&en::WORDS),
        Some("es") => lists.push(&es::WORDS),
        Some("fr") => lists.push(&fr::WORDS),
        Some("pt") => lists.push(&pt::WORDS),
        Some("de") => lists.push(&de::WORDS),
        Some("tr") => lists.push(&tr::WORDS),
        Some("ru" | "uk" | "be" | "bg") => lists.push(&ru::WORDS),
        Some("ar" | "fa" | "ur") => lists.push(&ar::WORDS),
        _ => lists.extend([&id::WORDS, &en::WORDS]),
    }
    lists
}
