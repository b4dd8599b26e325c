use super::Words;

pub(super) const WORDS: Words = Words {
    before_name: &[
        "Hr", "Fr", "Frl", "Hrn", "Dipl", "Ing", "med", "jur", "phil", "rer", "nat", "hc", "bzw", "ca", "evtl", "ggf",
        "inkl", "exkl", "sog", "vgl", "z.B", "d.h", "u.a", "i.d.R", "z. B", "d. h", "u. a", "St", "Str", "Abs", "geb",
        "gest", "verh",
    ],
    before_number: &["nr", "s", "abs", "art", "bd", "kap", "tel", "ca", "st", "ziff", "az"],
    closing: &["usw"],
    either: &[
        "Mio", "Mrd", "Jh", "Jhd", "v.Chr", "n.Chr", "e.V", "Jan", "Febr", "Feb", "Aug", "Sept", "Okt", "Nov", "Dez",
        "o.Ä", "u.Ä",
    ],
    openers: &[
        "Aber", "Als", "Am", "An", "Auch", "Auf", "Aus", "Bei", "Beim", "Bis", "Da", "Damit", "Dann", "Darum", "Das",
        "Dass", "Dem", "Den", "Denn", "Der", "Die", "Dies", "Diese", "Dieser", "Dieses", "Doch", "Drei", "Durch",
        "Ein", "Eine", "Einen", "Einer", "Er", "Es", "Für", "Gegen", "Ich", "Ihr", "Ihre", "Im", "In", "Jetzt", "Kein",
        "Keine", "Laut", "Man", "Mehr", "Mit", "Nach", "Nicht", "Noch", "Nun", "Nur", "Ob", "Obwohl", "Sein", "Seine",
        "Seit", "Sie", "So", "Trotz", "Um", "Und", "Unter", "Viele", "Vom", "Von", "Vor", "Wann", "Warum", "Was",
        "Weil", "Wenn", "Wer", "Wie", "Wir", "Wo", "Während", "Zu", "Zudem", "Zum", "Zur", "Zwei", "Zwischen", "Über",
    ],
    speech: &[
        "sagte",
        "fragte",
        "erklärte",
        "betonte",
        "schrieb",
        "rief",
        "meinte",
        "antwortete",
    ],
    months: &[
        "januar",
        "jänner",
        "februar",
        "märz",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "dezember",
        "jahrestag",
        "jahrhundert",
    ],
    ..Words::NONE
};
