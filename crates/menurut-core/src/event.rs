use crate::{MentionId, Span, code::codes};

codes! {
    /// PLOVER event types, in the order of their quad classes.
    pub enum EventType of "PLOVER event type" {
        Agree = "AGREE",
        Consult = "CONSULT",
        Support = "SUPPORT",
        Concede = "CONCEDE",
        Cooperate = "COOPERATE",
        Aid = "AID",
        Retreat = "RETREAT",
        Request = "REQUEST",
        Accuse = "ACCUSE",
        Reject = "REJECT",
        Threaten = "THREATEN",
        Protest = "PROTEST",
        Sanction = "SANCTION",
        Mobilize = "MOBILIZE",
        Coerce = "COERCE",
        Assault = "ASSAULT",
    }
}

impl EventType {
    /// PLOVER's quad class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    pub const fn quad(self) -> u8 {
        use EventType::*;
        match self {
            Agree | Consult | Support | Concede => 1,
            Cooperate | Aid | Retreat => 2,
            Request | Accuse | Reject | Threaten => 3,
            Protest | Sanction | Mobilize | Coerce | Assault => 4,
        }
    }

    /// The CAMEO code nearest to type and mode, after the codebook's own conversion table (CAMEO2PLOVER, 2021).
    ///
    /// The root code where the mode says no more; `None` where the table gives types of one PLOVER code to several
    /// CAMEO roots (RETREAT stands under CAMEO 08, Yield).
    pub fn cameo(self, mode: Option<Mode>) -> Option<&'static str> {
        use EventType::*;
        let fine = match (self, mode.map(Mode::as_str)) {
            (Consult, Some("phone")) => "041",
            (Consult, Some("visit")) => "042",
            (Consult, Some("third-party")) => "044",
            (Accuse, Some("investigate")) => "090",
            (Accuse, Some("disapprove")) => "111",
            (Accuse, Some("allege")) => "112",
            (Request, Some("assist")) => "101",
            (Request, Some("change")) => "104",
            (Request, Some("yield")) => "105",
            (Request, Some("meet")) => "106",
            (Reject, Some("assist")) => "121",
            (Reject, Some("change")) => "123",
            (Reject, Some("yield")) => "124",
            (Reject, Some("meet")) => "125",
            (Threaten, Some("violence")) => "138",
            (Threaten, Some("expel")) => "136",
            (Threaten, Some("relations")) => "131",
            (Threaten, Some("restrict" | "arrest")) => "132",
            (Threaten, Some("territory")) => "1382",
            (Protest, Some("demo")) => "141",
            (Protest, Some("hunger")) => "142",
            (Protest, Some("strike" | "boycott")) => "143",
            (Protest, Some("obstruct")) => "144",
            (Protest, Some("riot" | "vandalize")) => "145",
            (Mobilize, Some("police")) => "153",
            (Mobilize, Some("troops")) => "154",
            (Sanction, Some("withdraw")) => "161",
            (Sanction, Some("discontinue")) => "162",
            (Sanction, Some("expel")) => "166",
            (Coerce, Some("seize")) => "171",
            (Coerce, Some("restrict")) => "172",
            (Coerce, Some("curfew")) => "1723",
            (Coerce, Some("martial-law")) => "1724",
            (Coerce, Some("arrest")) => "173",
            (Coerce, Some("deport")) => "174",
            (Assault, Some("abduct")) => "181",
            (Assault, Some("beat" | "primitive")) => "182",
            (Assault, Some("sexual")) => "1821",
            (Assault, Some("torture")) => "1822",
            (Assault, Some("suicide-attack")) => "183",
            (Assault, Some("explosives")) => "1833",
            (Assault, Some("targeted")) => "186",
            (Assault, Some("crowd-control")) => "175",
            (Assault, Some("firearms")) => "193",
            (Assault, Some("heavy-weapons")) => "194",
            (Assault, Some("aerial" | "drone")) => "195",
            (Assault, Some("unconventional")) => "204",
            (Agree, _) => "03",
            (Consult, _) => "04",
            (Support, _) => "05",
            (Cooperate, _) => "06",
            (Aid, _) => "07",
            (Concede, _) => "08",
            (Retreat, _) => return None,
            (Request, _) => "10",
            (Accuse, _) => "11",
            (Reject, _) => "12",
            (Threaten, _) => "13",
            (Protest, _) => "14",
            (Mobilize, _) => "15",
            (Sanction, _) => "16",
            (Coerce, _) => "17",
            (Assault, _) => "19",
        };
        Some(fine)
    }

    /// The modes the codebook allows for this type.
    pub fn modes(self) -> &'static [Mode] {
        use EventType::*;
        use Mode as M;
        match self {
            Consult => &[M::Visit, M::ThirdParty, M::Multilateral, M::Phone],
            Retreat => &[M::Withdraw, M::Release, M::Disarm, M::Ceasefire, M::Access, M::Resign],
            Request | Reject => &[M::Assist, M::Change, M::Yield, M::Meet],
            Accuse => &[M::Disapprove, M::Investigate, M::Allege],
            Threaten => &[
                M::Restrict,
                M::Arrest,
                M::Relations,
                M::Expel,
                M::Territory,
                M::Violence,
            ],
            Protest => &[
                M::Demo,
                M::Riot,
                M::Strike,
                M::Hunger,
                M::Boycott,
                M::Obstruct,
                M::Vandalize,
            ],
            Sanction => &[M::Convict, M::Expel, M::Withdraw, M::Discontinue],
            Mobilize => &[M::Troops, M::Weapons, M::Police, M::Militia],
            Coerce => &[
                M::Seize,
                M::Restrict,
                M::Censor,
                M::Curfew,
                M::MartialLaw,
                M::Arrest,
                M::Deport,
                M::Withhold,
                M::Misinformation,
                M::Cyber,
            ],
            Assault => &[
                M::Abduct,
                M::Beat,
                M::Torture,
                M::Sexual,
                M::Targeted,
                M::Destroy,
                M::Primitive,
                M::Firearms,
                M::Explosives,
                M::SuicideAttack,
                M::Aerial,
                M::Drone,
                M::HeavyWeapons,
                M::CrowdControl,
                M::Unconventional,
            ],
            Agree | Support | Concede | Cooperate | Aid => &[],
        }
    }

    /// Whether the other side of the act does it too: who meets is met.
    pub const fn is_symmetric(self) -> bool {
        matches!(self, EventType::Consult | EventType::Cooperate)
    }
}

codes! {
    /// PLOVER modes: how the action was done.
    pub enum Mode of "PLOVER mode" {
        Abduct = "abduct", Access = "access", Aerial = "aerial", Allege = "allege", Arrest = "arrest",
        Assist = "assist", Beat = "beat", Boycott = "boycott", Ceasefire = "ceasefire", Censor = "censor",
        Change = "change", Convict = "convict", CrowdControl = "crowd-control", Curfew = "curfew", Cyber = "cyber",
        Demo = "demo", Deport = "deport", Destroy = "destroy", Disapprove = "disapprove", Disarm = "disarm",
        Discontinue = "discontinue", Drone = "drone", Expel = "expel", Explosives = "explosives",
        Firearms = "firearms", HeavyWeapons = "heavy-weapons", Hunger = "hunger", Investigate = "investigate",
        MartialLaw = "martial-law", Meet = "meet", Militia = "militia", Misinformation = "misinformation",
        Multilateral = "multilateral", Obstruct = "obstruct", Phone = "phone", Police = "police",
        Primitive = "primitive", Relations = "relations", Release = "release", Resign = "resign",
        Restrict = "restrict", Riot = "riot", Seize = "seize", Sexual = "sexual", Strike = "strike",
        SuicideAttack = "suicide-attack", Targeted = "targeted", Territory = "territory", ThirdParty = "third-party",
        Torture = "torture", Troops = "troops", Unconventional = "unconventional", Vandalize = "vandalize",
        Violence = "violence", Visit = "visit", Weapons = "weapons", Withdraw = "withdraw", Withhold = "withhold",
        Yield = "yield",
    }
}

codes! {
    /// Whether the action happened, as worded.
    pub enum Status of "status" {
        Actual = "actual",
        Future = "future",
        Hypothetical = "hypothetical",
        Negated = "negated",
    }
}

/// One action as worded.
#[derive(Debug, Clone, PartialEq)]
pub struct EventMention {
    pub trigger: Span,
    pub event_type: EventType,
    pub mode: Option<Mode>,
    pub status: Status,
    pub actors: Vec<MentionId>,
    pub recipients: Vec<MentionId>,
    pub places: Vec<MentionId>,
    pub times: Vec<MentionId>,
    pub amounts: Vec<MentionId>,
    /// How sure the parser is of trigger and type, 0 to 1.
    pub score: f32,
    /// How sure it is of the actors and the recipients it linked (the least of each), 1 where none.
    pub actor_score: f32,
    pub recipient_score: f32,
}

impl EventMention {
    /// The mentions of every role: actors, recipients, places, times, amounts.
    pub fn roles_mut(&mut self) -> [&mut Vec<MentionId>; 5] {
        [
            &mut self.actors,
            &mut self.recipients,
            &mut self.places,
            &mut self.times,
            &mut self.amounts,
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quads_and_modes_follow_the_codebook() {
        assert_eq!(EventType::Assault.quad(), 4);
        assert_eq!(EventType::Concede.quad(), 1);
        assert_eq!("assault".parse::<EventType>().unwrap(), EventType::Assault);
        assert!(
            "attack"
                .parse::<EventType>()
                .unwrap_err()
                .to_string()
                .contains("known are: AGREE")
        );
        let used: std::collections::BTreeSet<Mode> =
            EventType::ALL.iter().flat_map(|t| t.modes().iter().copied()).collect();
        assert_eq!(used.len(), Mode::ALL.len(), "every mode belongs to a type");
    }

    #[test]
    fn cameo_codes_lie_under_one_root() {
        assert_eq!(EventType::Consult.cameo(Some(Mode::Visit)), Some("042"));
        assert_eq!(EventType::Retreat.cameo(None), None);
        assert_eq!(EventType::Assault.cameo(Some(Mode::Drone)), Some("195"));
    }
}
