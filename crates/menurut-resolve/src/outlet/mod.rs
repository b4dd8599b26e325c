//! News outlets and agencies.

use std::collections::HashMap;
use std::sync::OnceLock;

use menurut_core::Country;

use crate::data::{fold::fold, rows};

/// A news outlet or agency.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Outlet {
    /// `kcna`; actors carry it as `outlet:kcna`.
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    pub(crate) country: Option<Country>,
    /// Owned or run by a state; `None` where unknown or disputed.
    pub(crate) state_owned: Option<bool>,
    /// Its news is meant for other outlets.
    pub(crate) agency: bool,
    /// ISO 639-1 of its main edition; empty where unknown.
    pub(crate) lang: &'static str,
}

fn parse(line: &'static str) -> Option<(Outlet, &'static str, &'static str)> {
    let f: Vec<&'static str> = line.split('\t').collect();
    let [id, country, owned, agency, lang, domain, names] = f[..] else {
        return None;
    };
    let state_owned = match owned {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    let name = names.split('|').next()?;
    Some((
        Outlet {
            id,
            name,
            country: country.parse().ok(),
            state_owned,
            agency: agency == "yes",
            lang,
        },
        domain,
        names,
    ))
}

fn table() -> &'static HashMap<String, Outlet> {
    static TABLE: OnceLock<HashMap<String, Outlet>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = HashMap::new();
        // Typed rows come first and are never overwritten.
        let files = [
            include_str!("../data/outlets.tsv"),
            include_str!("../data/outlets_more.tsv"),
        ];
        for (outlet, domain, names) in files.into_iter().flat_map(rows).filter_map(parse) {
            for name in names.split('|').chain((domain != "-").then_some(domain)) {
                table.entry(fold(name)).or_insert_with(|| outlet.clone());
            }
        }
        table
    })
}

/// The outlet known under a name, an alias or a domain ("KCNA", "Korean Central News Agency", "kcna.kp").
///
/// Names are compared without case and accents; a page's address or a name with its article ("The …") is found too.
pub(crate) fn outlet(name: &str) -> Option<&'static Outlet> {
    let name = name.trim();
    let host = name.split_once("://").map_or(name, |(_, rest)| rest);
    let host = host.split(['/', '?']).next().unwrap_or(host);
    let host = host.strip_prefix("www.").unwrap_or(host);
    let key = fold(name);
    let bare = [
        "the ",
        "kantor berita ",
        "harian ",
        "koran ",
        "media ",
        "laman ",
        "situs ",
        "surat kabar ",
        "stasiun televisi ",
        "televisi ",
    ]
    .iter()
    .find_map(|lead| key.strip_prefix(lead));
    let t = table();
    t.get(&key)
        .or_else(|| t.get(&fold(host)))
        // "news.detik.com" belongs to detik.com.
        .or_else(|| {
            host.contains('.')
                .then(|| host.split_once('.'))
                .flatten()
                .and_then(|(_, h)| t.get(&fold(h)))
        })
        .or_else(|| bare.and_then(|b| t.get(b)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_by_name_alias_and_address() {
        #[track_caller]
        fn check(name: &str, expected: Option<(&str, &str, Option<bool>, bool)>) {
            let found = outlet(name).map(|o| {
                (
                    o.id,
                    o.country.as_ref().map_or("-", Country::as_str),
                    o.state_owned,
                    o.agency,
                )
            });
            assert_eq!(found, expected, "{name}");
        }
        check("KCNA", Some(("kcna", "PRK", Some(true), true)));
        check("Korean Central News Agency", Some(("kcna", "PRK", Some(true), true)));
        check("kantor berita Yonhap", Some(("yonhap", "KOR", None, true)));
        check("KOMPAS.com", Some(("kompas", "IDN", Some(false), false)));
        check(
            "https://news.detik.com/berita/1",
            Some(("detik", "IDN", Some(false), false)),
        );
        check("www.aljazeera.com", Some(("al-jazeera", "QAT", Some(true), false)));
        check("Agence France-Presse", Some(("afp", "FRA", None, true)));
        check("Harian Cakrawala Senja", None);
        check("", None);
    }

    #[test]
    fn the_table_is_well_formed() {
        for file in [
            include_str!("../data/outlets.tsv"),
            include_str!("../data/outlets_more.tsv"),
        ] {
            for line in rows(file) {
                let (o, ..) = parse(line).unwrap_or_else(|| panic!("{line}"));
                assert!(o.country.is_some() || line.contains("\t-\t"), "{line}");
            }
        }
        assert!(rows(include_str!("../data/outlets.tsv")).count() >= 250);
        let mut ids: Vec<&str> = rows(include_str!("../data/outlets.tsv"))
            .filter_map(|l| l.split('\t').next())
            .collect();
        ids.sort_unstable();
        let all = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), all, "ids are given once");
    }
}
