//! Dates as news writes them in the line under a title.

use jiff::civil::Date;
use menurut_core::Published;

/// Month names and abbreviations of the languages served, lower case.
const MONTHS: [&[&str]; 12] = [
    &[
        "jan",
        "januari",
        "january",
        "enero",
        "janvier",
        "janv",
        "janeiro",
        "januar",
        "jänner",
        "ocak",
        "января",
        "янв",
        "يناير",
        "كانون الثاني",
        "ene",
    ],
    &[
        "feb",
        "februari",
        "february",
        "febrero",
        "février",
        "févr",
        "fevereiro",
        "februar",
        "şubat",
        "февраля",
        "фев",
        "فبراير",
        "شباط",
        "fev",
        "febr",
    ],
    &[
        "mar",
        "maret",
        "march",
        "marzo",
        "mars",
        "março",
        "märz",
        "mart",
        "марта",
        "مارس",
        "آذار",
        "mac",
        "mär",
    ],
    &[
        "apr",
        "april",
        "abril",
        "avril",
        "avr",
        "nisan",
        "апреля",
        "апр",
        "أبريل",
        "ابريل",
        "نيسان",
        "abr",
    ],
    &["may", "mei", "mayo", "mai", "maio", "mayıs", "мая", "مايو", "أيار"],
    &[
        "jun",
        "juni",
        "june",
        "junio",
        "juin",
        "junho",
        "haziran",
        "июня",
        "июн",
        "يونيو",
        "حزيران",
    ],
    &[
        "jul",
        "juli",
        "july",
        "julio",
        "juillet",
        "juil",
        "julho",
        "temmuz",
        "июля",
        "июл",
        "يوليو",
        "تموز",
        "julai",
    ],
    &[
        "aug",
        "agu",
        "agt",
        "ags",
        "agustus",
        "august",
        "agosto",
        "août",
        "ağustos",
        "августа",
        "авг",
        "أغسطس",
        "اغسطس",
        "آب",
        "ogos",
        "ago",
    ],
    &[
        "sep",
        "sept",
        "september",
        "septiembre",
        "setiembre",
        "septembre",
        "setembro",
        "eylül",
        "сентября",
        "сен",
        "سبتمبر",
        "أيلول",
        "set",
    ],
    &[
        "oct",
        "okt",
        "oktober",
        "october",
        "octubre",
        "octobre",
        "outubro",
        "ekim",
        "октября",
        "окт",
        "أكتوبر",
        "اكتوبر",
        "تشرين الأول",
        "out",
    ],
    &[
        "nov",
        "nop",
        "november",
        "nopember",
        "noviembre",
        "novembre",
        "novembro",
        "kasım",
        "ноября",
        "ноя",
        "نوفمبر",
        "تشرين الثاني",
    ],
    &[
        "dec",
        "des",
        "desember",
        "december",
        "diciembre",
        "décembre",
        "dezembro",
        "dezember",
        "dez",
        "aralık",
        "декабря",
        "дек",
        "ديسمبر",
        "كانون الأول",
        "disember",
        "dic",
        "déc",
        "dis",
    ],
];

const WEEKDAYS: &[&str] = &[
    "senin",
    "selasa",
    "rabu",
    "kamis",
    "jumat",
    "jum'at",
    "jum’at",
    "sabtu",
    "minggu",
    "ahad",
    "isnin",
    "khamis",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thur",
    "thurs",
    "fri",
    "sat",
    "sun",
    "lunes",
    "martes",
    "miércoles",
    "jueves",
    "viernes",
    "sábado",
    "domingo",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonntag",
    "segunda-feira",
    "terça-feira",
    "quarta-feira",
    "quinta-feira",
    "sexta-feira",
    "pazartesi",
    "salı",
    "çarşamba",
    "perşembe",
    "cuma",
    "cumartesi",
    "pazar",
    "понедельник",
    "вторник",
    "среда",
    "четверг",
    "пятница",
    "суббота",
    "воскресенье",
];

/// Words that stand beside the date on its line and say nothing else.
const LABELS: &[&str] = &[
    "wib",
    "wita",
    "wit",
    "gmt",
    "utc",
    "est",
    "edt",
    "pst",
    "pdt",
    "cet",
    "cest",
    "bst",
    "et",
    "ist",
    "sgt",
    "myt",
    "hkt",
    "am",
    "pm",
    "a.m",
    "p.m",
    "uhr",
    "jam",
    "pukul",
    "pkl",
    "published",
    "updated",
    "posted",
    "last",
    "update",
    "diterbitkan",
    "terbit",
    "dipublikasikan",
    "diperbarui",
    "tayang",
    "tanggal",
    "date",
    "on",
    "at",
    "de",
    "del",
    "le",
    "à",
    "às",
    "el",
    "am",
    "den",
    "um",
    "publicado",
    "actualizado",
    "publié",
    "mis",
    "jour",
    "veröffentlicht",
    "aktualisiert",
    "atualizado",
    "em",
    "yayınlanma",
    "güncelleme",
    "saat",
    "г",
    "опубликовано",
    "обновлено",
    "hari",
    "the",
    "of",
    "dan",
    "first",
    "h",
    "ago",
    "min",
    "read",
    "menit",
    "baca",
    "waktu",
    "th",
    "st",
    "nd",
    "rd",
    "since",
];

/// The number of the month that a word names.
pub(crate) fn month(word: &str) -> Option<i8> {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    MONTHS
        .iter()
        .position(|names| names.contains(&word.as_str()))
        .map(|i| i as i8 + 1)
}

pub(crate) fn is_weekday(word: &str) -> bool {
    WEEKDAYS.contains(
        &word
            .trim_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase()
            .as_str(),
    )
}

/// The first date with day, month and year in a short text.
///
/// Numeric dates are read day first, as most of the world writes them, unless only the other reading is a date.
pub(crate) fn find(text: &str) -> Option<Published> {
    let tokens: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '|' | '(' | ')'))
        .filter(|t| !t.is_empty())
        .take(40)
        .collect();
    for (i, token) in tokens.iter().enumerate() {
        if let Some(date) = numeric(token) {
            return Some(date.into());
        }
        let Some(month) = month(token) else { continue };
        let number = |j: usize| -> Option<i64> { tokens.get(j).and_then(|t| leading_number(t)) };
        // "30 November 2024", "30 de noviembre de 2024", "30. November 2024"
        let skip = |j: usize| {
            usize::from(
                tokens
                    .get(j)
                    .is_some_and(|t| matches!(t.to_lowercase().as_str(), "de" | "del")),
            )
        };
        let year_at = i + 1 + skip(i + 1);
        let day_before = i.checked_sub(1 + i.checked_sub(1).map_or(0, skip)).and_then(number);
        if let (Some(day), Some(year)) = (day_before, number(year_at))
            && let Some(date) = valid(year, month, day)
        {
            return Some(date.into());
        }
        // "November 30, 2024"
        if let (Some(day), Some(year)) = (number(i + 1), number(i + 2))
            && let Some(date) = valid(year, month, day)
        {
            return Some(date.into());
        }
    }
    None
}

/// Whether a line holds a date and nothing else of substance: "Sabtu, 30 November 2024 14:05 WIB".
pub(crate) fn is_line(text: &str) -> bool {
    if text.len() > 120 || find(text).is_none() {
        return false;
    }
    let other = text
        .split(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '\'' | '’' | '-'))
        .map(|t| t.trim_matches(['.', '-', '\'']))
        .filter(|t| !t.is_empty())
        .filter(|t| {
            let lower = t.to_lowercase();
            !(t.chars().any(|c| c.is_ascii_digit())
                || month(t).is_some()
                || is_weekday(t)
                || LABELS.contains(&lower.as_str()))
        })
        .count();
    // One word may name the outlet or the place.
    other <= 2
}

fn leading_number(token: &str) -> Option<i64> {
    let digits: &str = &token[..token.find(|c: char| !c.is_ascii_digit()).unwrap_or(token.len())];
    let rest = &token[digits.len()..];
    let fits = rest.is_empty()
        || matches!(
            rest.to_lowercase().as_str(),
            "." | "," | "st" | "nd" | "rd" | "th" | "er" | ";" | "г." | ":"
        );
    (fits && !digits.is_empty() && digits.len() <= 4)
        .then(|| digits.parse().ok())
        .flatten()
}

fn valid(year: i64, month: i8, day: i64) -> Option<Date> {
    let year = i16::try_from(year).ok().filter(|y| (1900..=2200).contains(y))?;
    Date::new(year, month, i8::try_from(day).ok()?).ok()
}

/// "2024-11-30", "2024-11-30T08:00:00", "30/11/2024", "30.11.2024", "11/30/2024", "2024/11/30".
fn numeric(token: &str) -> Option<Date> {
    let token = token.split(['T', ';']).next()?;
    let token = token.trim_matches(|c: char| !c.is_ascii_digit());
    let parts: Vec<&str> = token.split(['/', '-', '.']).collect();
    let [a, b, c] = parts[..] else { return None };
    let number = |s: &str| -> Option<i64> {
        (!s.is_empty() && s.len() <= 4 && s.bytes().all(|b| b.is_ascii_digit()))
            .then(|| s.parse().ok())
            .flatten()
    };
    let (a_n, b_n, c_n) = (number(a)?, number(b)?, number(c)?);
    if a.len() == 4 {
        return valid(a_n, i8::try_from(b_n).ok()?, c_n);
    }
    if c.len() != 4 || a.len() > 2 || b.len() > 2 {
        return None;
    }
    i8::try_from(b_n)
        .ok()
        .and_then(|m| valid(c_n, m, a_n))
        .or_else(|| i8::try_from(a_n).ok().and_then(|m| valid(c_n, m, b_n)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(
            find(text).map(|p| p.date.to_string()).as_deref(),
            Some(expected),
            "{text:?}"
        );
        assert!(is_line(text), "{text:?}");
    }

    #[test]
    fn date_lines_of_many_houses() {
        check("Sabtu, 30 November 2024 14:05 WIB", "2024-11-30");
        check("Sabtu, 30 Nov 2024 | 14:05 WIB", "2024-11-30");
        check("Kabar.com - 07/10/2020, 18:03 WIB", "2020-10-07");
        check("November 30, 2024", "2024-11-30");
        check("Published Nov. 30, 2024 at 5:04 PM EST", "2024-11-30");
        check("2024-11-30T08:00:00+07:00", "2024-11-30");
        check("30.11.2024", "2024-11-30");
        check("11/30/2024", "2024-11-30");
        check("30 de noviembre de 2024", "2024-11-30");
        check("Le 30 novembre 2024 à 8h05", "2024-11-30");
        check("30. November 2024, 14:05 Uhr", "2024-11-30");
        check("30 ноября 2024", "2024-11-30");
        check("30 Kasım 2024", "2024-11-30");
    }

    #[test]
    fn sentences_with_dates_are_no_date_lines() {
        for text in [
            "Perjanjian itu ditandatangani pada 30 November 2024 di Moskow.",
            "On November 30, 2024 troops crossed the border.",
            "30 November",
            "Versi 1.2.3",
        ] {
            assert!(!is_line(text), "{text:?}");
        }
    }
}
