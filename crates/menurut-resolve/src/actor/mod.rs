//! Who is who: actors with country, sectors and id, over one document.

mod cast;
mod entity;
mod reading;
mod settle;
#[cfg(test)]
mod stm;
#[cfg(test)]
mod tests;

pub(crate) use cast::Cast;
pub(crate) use entity::Entity;
pub(crate) use settle::settled;

use menurut_core::{Country, MentionKind, Participant, Resolution, Sector, SourceType};

use crate::data::{Meaning, RoleKind, tables, tokens};

/// The country that `text` names: by name, demonym, capital or region.
pub(crate) fn country_named(text: &str) -> Resolution<Country> {
    let t = tokens(text);
    let found = tables().find(&t, "");
    let whole = found.iter().find(|f| f.start == 0 && f.end == t.len());
    let mut countries: Vec<Country> = Vec::new();
    for m in whole.iter().flat_map(|f| &f.meanings) {
        match m {
            Meaning::Country(c, _) if !countries.contains(c) => countries.push(*c),
            _ => {}
        }
    }
    match countries[..] {
        [one] => Resolution::Resolved(one),
        [] => Resolution::because(format!("'{text}' is no country the tables know")),
        _ => Resolution::Ambiguous(countries),
    }
}

/// What kind of source speaks.
pub(crate) fn speaker_kind(p: &Participant) -> SourceType {
    let sector = p.actor.sectors.first();
    if p.kind == MentionKind::Media {
        return SourceType::Media;
    }
    let t = tokens(&p.actor.name);
    let role = tables().find(&t, "").into_iter().find_map(|f| {
        f.meanings.into_iter().find_map(|m| match m {
            Meaning::Role(r) => Some(r.kind),
            _ => None,
        })
    });
    match role {
        Some(RoleKind::Source) => return SourceType::Anonymous,
        Some(RoleKind::Witness) => return SourceType::Witness,
        Some(RoleKind::Document) if p.kind == MentionKind::Grp => return SourceType::Document,
        Some(RoleKind::Social) => return SourceType::SocialMedia,
        _ => {}
    }
    let one = p.kind == MentionKind::Per || role.is_some_and(RoleKind::is_one);
    match sector {
        Some(Sector::Gov) if one => SourceType::Official,
        Some(Sector::Gov) => SourceType::Government,
        Some(Sector::Mil) => SourceType::Military,
        Some(Sector::Cop) => SourceType::Police,
        Some(Sector::Spy) => SourceType::Intelligence,
        Some(Sector::Jud) => SourceType::Court,
        Some(Sector::Leg) => SourceType::Legislature,
        Some(Sector::Pty) => SourceType::Party,
        Some(Sector::Reb | Sector::Uaf | Sector::Prm | Sector::Crm) => SourceType::ArmedGroup,
        Some(Sector::Igo) => SourceType::Igo,
        Some(Sector::Ngo | Sector::Soc) if !one => SourceType::Ngo,
        Some(Sector::Bus | Sector::Mnc) if !one => SourceType::Company,
        Some(Sector::Jrn) => SourceType::Media,
        _ if p.kind == MentionKind::Gpe => SourceType::Government,
        _ if p.kind == MentionKind::Per || one => SourceType::Person,
        _ => SourceType::Unknown,
    }
}
