//! News outlets and agencies.

use menurut_core::Country;

/// A news outlet or agency.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Outlet {
    /// `kcna`; actors carry it as `outlet:kcna`.
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    pub(crate) country: Option<Country>,
    pub(crate) state_owned: Option<bool>,
    pub(crate) agency: bool,
    /// ISO 639-1 of its main edition.
    pub(crate) lang: &'static str,
}

/// The outlet known under a name, an alias or a domain ("KCNA", "Korean Central News Agency", "kcna.kp").
pub(crate) fn outlet(name: &str) -> Option<&'static Outlet> {
    let _ = name;
    None
}
