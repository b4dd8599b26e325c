//! From a [`Graph`] to [`Claim`]s: who the mentions are, when and where, how many, and according to whom.
//!
//! Knows nothing of the model. Total: every graph gives an answer, and what cannot be found stays open with its
//! reason ([`Resolution`](menurut_core::Resolution)), never a guess that looks like a finding.

mod actor;
mod amount;
mod attribution;
mod claim;
mod data;
mod outlet;
mod place;
mod pronoun;
mod sane;
#[cfg(test)]
mod survey;
mod time;
mod words;

use std::sync::OnceLock;

use menurut_core::{Claim, Document, Graph, Quotation};
use sha2::{Digest, Sha256};

/// What one document says, resolved.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Resolved {
    /// One per event mention, in the order of the text.
    pub claims: Vec<Claim>,
    /// What is attributed and holds no event, in the order of the text.
    pub quotations: Vec<Quotation>,
}

/// Resolves everything in one document.
///
/// `graph.sentences[i]` belongs to `document.sentences[i]`, and its spans count bytes of `document.text`; sentences
/// that only one of both has are left out, and so is whatever points outside of both.
pub fn resolve(document: &Document, graph: &Graph) -> Resolved {
    claim::resolve(document, &actor::settled(document, sane::sane(document, graph)))
}

/// Names the state of the tables that claims rest on: it changes when a table does.
pub fn tables_version() -> &'static str {
    static VERSION: OnceLock<String> = OnceLock::new();
    VERSION.get_or_init(|| {
        let mut hash = Sha256::new();
        let own = [amount::tables(), time::tables(), attribution::tables(), place::tables()];
        let files = [
            include_str!("data/countries.tsv"),
            include_str!("data/country_words.tsv"),
            include_str!("data/place_words.tsv"),
            include_str!("data/outlets.tsv"),
            include_str!("data/outlets_more.tsv"),
            include_str!("data/pronouns.tsv"),
            include_str!("data/roles.tsv"),
            include_str!("data/words.tsv"),
        ];
        let people = data::ORGANISATIONS.into_iter().chain(data::PERSONS);
        for table in own.into_iter().flatten().chain(files).chain(people) {
            hash.update((table.len() as u64).to_le_bytes());
            hash.update(table.as_bytes());
        }
        hash.update(data::places::bytes());
        hash.finalize().iter().take(6).map(|b| format!("{b:02x}")).collect()
    })
}

/// The first characters of words that go into a reason or a unit: a mention may be as long as its sentence.
pub(crate) fn shorten(text: &str) -> String {
    const MOST: usize = 120;
    match text.char_indices().nth(MOST) {
        Some((i, _)) => format!("{}…", &text[..i]),
        None => text.to_owned(),
    }
}
