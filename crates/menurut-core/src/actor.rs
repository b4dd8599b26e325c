use std::fmt;
use std::str::FromStr;

use crate::{MentionKind, Resolution, Span, UnknownCode, code::codes};

/// ISO 3166-1 alpha-3 code of a country or territory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country([u8; 3]);

impl Country {
    /// # Panics
    /// Unless `code` is three ASCII capitals; use [`FromStr`] for words from outside.
    pub const fn new(code: &str) -> Country {
        let b = code.as_bytes();
        assert!(b.len() == 3 && b[0].is_ascii_uppercase() && b[1].is_ascii_uppercase() && b[2].is_ascii_uppercase());
        Country([b[0], b[1], b[2]])
    }

    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("")
    }
}

impl FromStr for Country {
    type Err = UnknownCode;

    fn from_str(word: &str) -> Result<Country, UnknownCode> {
        let upper = word.to_ascii_uppercase();
        if upper.len() == 3 && upper.bytes().all(|b| b.is_ascii_uppercase()) {
            Ok(Country::new(&upper))
        } else {
            Err(UnknownCode {
                of: "ISO 3166-1 alpha-3 country code",
                word: word.to_owned(),
                known: vec!["IDN", "PRK", "USA", "…"],
            })
        }
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

codes! {
    /// PLOVER sector codes (codebook, chapter Country Names and Sector Codes) and the codes for actors above countries.
    pub enum Sector of "PLOVER sector" {
        Cop = "COP", Gov = "GOV", Jud = "JUD", Leg = "LEG", Mil = "MIL", Prm = "PRM", Pty = "PTY", Reb = "REB",
        Spy = "SPY", Uaf = "UAF", Unk = "UNK", Agr = "AGR", Bus = "BUS", Crm = "CRM", Cvl = "CVL", Edu = "EDU",
        Eli = "ELI", Jrn = "JRN", Lab = "LAB", Med = "MED", Ref = "REF", Opp = "OPP", Pre = "PRE", Rel = "REL",
        Soc = "SOC", Igo = "IGO", Ngo = "NGO", Mnc = "MNC",
    }
}

/// Who a mention is.
#[derive(Debug, Clone, PartialEq)]
pub struct Actor {
    /// Who that is, in the fullest words the article has for it.
    pub name: String,
    pub country: Resolution<Country>,
    /// Primary sector first.
    pub sectors: Vec<Sector>,
    /// Stable over articles, where a table knows the actor: `country:PRK`, `outlet:kcna`.
    pub id: Option<String>,
    /// "mantan presiden", "former minister".
    pub former: bool,
    /// Whom a spokesman speaks for.
    pub speaks_for: Option<String>,
}

/// An actor standing in a sentence: the words there, and who they are.
#[derive(Debug, Clone, PartialEq)]
pub struct Participant {
    /// The words that stand in this sentence (the pronoun, if it is one).
    pub span: Span,
    pub kind: MentionKind,
    pub actor: Actor,
    /// The fuller words elsewhere in the document that say who this is.
    pub antecedent: Option<Span>,
}
