//! Dates as pages print them: ISO and RFC forms, numbers, and month names of sixty languages.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::Date;
use menurut_core::Published;
use regex::Regex;

/// Words that CLDR lacks: common short forms and older spellings.
const MORE_MONTHS: &[(&str, i8)] = &[
    ("sept", 9),
    ("agt", 8),
    ("agu", 8),
    ("agst", 8),
    ("ags", 8),
    ("peb", 2),
    ("pebruari", 2),
    ("nop", 11),
    ("nopember", 11),
    ("okt", 10),
    ("des", 12),
    ("setembro", 9),
    ("setiembre", 9),
    ("jänner", 1),
    ("märz", 3),
    ("mrz", 3),
    ("janv", 1),
    ("févr", 2),
    ("juil", 7),
    ("août", 8),
    ("déc", 12),
    ("dic", 12),
    ("ene", 1),
    ("abr", 4),
    ("ago", 8),
    ("ara", 12),
    ("kas", 11),
    ("eki", 10),
    ("eyl", 9),
    ("ağu", 8),
    ("tem", 7),
    ("haz", 6),
    ("oca", 1),
    ("şub", 2),
    ("ogos", 8),
    ("disember", 12),
    ("سبتمر", 9),
    ("اكتوبر", 10),
    ("ابريل", 4),
    ("اغسطس", 8),
    ("يونيه", 6),
    ("يوليه", 7),
];

/// Word to the months it names, with the language; "listopad" is October here and November there.
static MONTHS: LazyLock<BTreeMap<String, Vec<(&'static str, i8)>>> = LazyLock::new(|| {
    let mut map: BTreeMap<String, Vec<(&'static str, i8)>> = BTreeMap::new();
    for line in include_str!("data/months.tsv").lines().filter(|l| !l.starts_with('#')) {
        let mut fields = line.split('\t');
        let (Some(lang), Some(month)) = (fields.next(), fields.next().and_then(|m| m.parse().ok())) else {
            continue;
        };
        for name in fields {
            map.entry(name.to_owned()).or_default().push((lang, month));
        }
    }
    for &(name, month) in MORE_MONTHS {
        map.entry(name.to_owned()).or_default().push(("", month));
    }
    map
});

static TIME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)^[^0-9]{0,24} (\d{1,2}) \s? [:.h] \s? (\d{2}) (?: [:.](\d{2}) (?:[.,]\d{1,9})? )?
          \s* ([ap])?(?:\.?m\b\.?)? \s* \(? (?:GMT|UTC)? \s* ( Z\b | [+-]\d{2}:?\d{2} | [+-]\d{1,2}\b )? \s* (WIB|WITA|WIT|UTC|GMT)?",
    )
    .unwrap_or_else(|e| unreachable!("{e}"))
});

static URL_DATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)(?:^|[/_.=-]) (?: (?P<y>19[89]\d|20\d\d) (?: ([/_-]?)(?P<m>0[1-9]|1[0-2]) ([/_-]?)(?P<d>0[1-9]|[12]\d|3[01]) ) (?:\d{4}|\d{6})?
          | (?P<y2>19[89]\d|20\d\d) [/_-](?P<m2>[1-9]|1[0-2])[/_-](?P<d2>[12]?\d|3[01])
          | (?P<y3>19[89]\d|20\d\d) / (?P<m3>[a-z]{3}) / (?P<d3>\d{1,2}) ) (?:[/_.?\#-]|$)",
    )
    .unwrap_or_else(|e| unreachable!("{e}"))
});

#[derive(Debug, Clone, PartialEq)]
enum Kind {
    Number { value: u32, digits: usize },
    Word(String),
}

#[derive(Debug, Clone)]
struct Token {
    kind: Kind,
    start: usize,
    end: usize,
}

impl Token {
    fn number(&self) -> Option<(u32, usize)> {
        match self.kind {
            Kind::Number { value, digits } => Some((value, digits)),
            Kind::Word(_) => None,
        }
    }

    fn word(&self) -> Option<&str> {
        match &self.kind {
            Kind::Word(w) => Some(w),
            Kind::Number { .. } => None,
        }
    }
}

fn ascii_digit(c: char) -> Option<u32> {
    let base = match c {
        '0'..='9' => '0',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        '\u{966}'..='\u{96f}' => '\u{966}',
        '\u{9e6}'..='\u{9ef}' => '\u{9e6}',
        '\u{e50}'..='\u{e59}' => '\u{e50}',
        _ => return None,
    };
    Some(c as u32 - base as u32)
}

/// With digits of other scripts as ASCII, and no marks of direction.
fn normalise(text: &str) -> String {
    text.chars()
        .take(400)
        .filter(|c| !matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
        .map(|c| match ascii_digit(c) {
            Some(d) => char::from(b'0' + d as u8),
            None if c.is_whitespace() => ' ',
            None => c,
        })
        .collect()
}

fn tokens(text: &str) -> Vec<Token> {
    let mut out = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let mut end = start + c.len_utf8();
        if c.is_ascii_digit() {
            while let Some(&(i, d)) = chars.peek() {
                if !d.is_ascii_digit() {
                    break;
                }
                end = i + 1;
                chars.next();
            }
            let digits = end - start;
            out.push(Token {
                kind: Kind::Number {
                    value: text[start..end].parse().unwrap_or(u32::MAX),
                    digits,
                },
                start,
                end,
            });
        } else if c.is_alphabetic() || is_mark(c) {
            while let Some(&(i, d)) = chars.peek() {
                if !d.is_alphabetic() && !is_mark(d) {
                    break;
                }
                end = i + d.len_utf8();
                chars.next();
            }
            out.push(Token {
                kind: Kind::Word(text[start..end].to_lowercase()),
                start,
                end,
            });
        }
    }
    out
}

/// Vowel signs and the like, which are no letters to Rust but part of words in Indic and Thai script.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{d4d}' | '\u{e31}'..='\u{e4e}' | '׳')
}

fn month(word: &str, lang: Option<&str>) -> Option<i8> {
    let found = MONTHS.get(word)?;
    if let Some(lang) = lang
        && let Some(&(_, month)) = found.iter().find(|f| f.0 == lang)
    {
        return Some(month);
    }
    let first = found[0].1;
    found.iter().all(|f| f.1 == first).then_some(first)
}

fn year(value: u32, digits: usize) -> Option<i16> {
    match digits {
        4 if (1990..=2100).contains(&value) => Some(value as i16),
        // The Buddhist era of Thai pages.
        4 if (2533..=2643).contains(&value) => Some((value - 543) as i16),
        _ => None,
    }
}

fn civil(y: i16, m: u32, d: u32) -> Option<Date> {
    Date::new(y, i8::try_from(m).ok()?, i8::try_from(d).ok()?).ok()
}

/// The first date in a text, with its clock time where an offset is printed too.
///
/// `lang` (BCP 47) decides month names that differ between languages and whether 3/4/2024 is in March (en-US).
pub(crate) fn parse(text: &str, lang: Option<&str>) -> Option<Published> {
    let text = normalise(text);
    let trimmed = text.trim();
    if matches!(trimmed.len(), 10 | 13) && trimmed.bytes().all(|b| b.is_ascii_digit()) {
        let seconds: i64 = trimmed[..10].parse().ok()?;
        let time = jiff::Timestamp::from_second(seconds).ok()?;
        let date = time.to_zoned(jiff::tz::TimeZone::UTC).date();
        return (1990..=2100).contains(&date.year()).then(|| Published {
            date,
            timestamp: Some(time.to_string()),
        });
    }
    let tokens = tokens(&text);
    for at in 0..tokens.len() {
        if let Some((date, last)) = date_at(&text, &tokens, at, lang) {
            return Some(with_time(date, &text, tokens[at].start, tokens[last].end));
        }
    }
    None
}

/// A date that starts at token `at`, and its last token.
fn date_at(text: &str, tokens: &[Token], at: usize, lang: Option<&str>) -> Option<(Date, usize)> {
    let primary = lang.map(|l| l.split(['-', '_']).next().unwrap_or(l));
    let between = |i: usize| tokens.get(i + 1).map(|next| text[tokens[i].end..next.start].trim());
    if let Some((value, digits)) = tokens[at].number() {
        if digits == 8 {
            let y = year(value / 10_000, 4)?;
            return civil(y, value / 100 % 100, value % 100).map(|d| (d, at));
        }
        // 2024-11-30, 30.11.2024, 30/11/24, 2024年11月30日
        if let (Some(b), Some(c)) = (
            tokens.get(at + 1).and_then(Token::number),
            tokens.get(at + 2).and_then(Token::number),
        ) {
            let (s1, s2) = (between(at)?, between(at + 1)?);
            if s1 == s2 && matches!(s1, "-" | "/" | "." | "–") {
                let date = if let Some(y) = year(value, digits) {
                    civil(y, b.0, c.0)
                } else {
                    let y = year(c.0, c.1)
                        .or_else(|| (c.1 == 2 && s1 != "-" && (10..=60).contains(&c.0)).then(|| 2000 + c.0 as i16));
                    let american =
                        lang.is_some_and(|l| l.eq_ignore_ascii_case("en-us") || l.eq_ignore_ascii_case("en_us"));
                    y.and_then(|y| {
                        let (day_first, month_first) = (civil(y, b.0, value), civil(y, value, b.0));
                        if american {
                            month_first.or(day_first)
                        } else {
                            day_first.or(month_first)
                        }
                    })
                };
                if let Some(date) = date {
                    return Some((date, at + 2));
                }
            }
        }
        if let Some(y) = year(value, digits)
            && tokens.len() > at + 4
            && tokens[at + 1].word().is_some_and(|w| w.starts_with(['年', '년']))
            && let (Some((m, _)), Some((d, _))) = (tokens[at + 2].number(), tokens[at + 4].number())
            && tokens[at + 3].word().is_some_and(|w| w.starts_with(['月', '월']))
        {
            return civil(y, m, d).map(|d| (d, at + 4));
        }
        // 30 (de) November (de,) 2024; 2024 November 30
        let mut next = at + 1;
        while next < tokens.len() && next <= at + 2 && is_glue(tokens[next].word()) {
            next += 1;
        }
        let (m, after) = month_at(tokens, next, primary)?;
        let mut last = after;
        while last < tokens.len() && last <= after + 1 && is_glue(tokens[last].word()) {
            last += 1;
        }
        let other = tokens.get(last).and_then(Token::number)?;
        let date = if let Some(y) = year(other.0, other.1) {
            civil(y, m as u32, value)
        } else if let Some(y) = year(value, digits) {
            civil(y, m as u32, other.0)
        } else if other.1 == 2
            && (10..=60).contains(&other.0)
            && digits <= 2
            && text[tokens[last - 1].end..].trim_start().starts_with(['\'', '’', '-'])
        {
            civil(2000 + other.0 as i16, m as u32, value)
        } else {
            None
        };
        return date.map(|d| (d, last));
    }
    // November 30(th), 2024
    let (m, after) = month_at(tokens, at, primary)?;
    let (day, digits) = tokens.get(after)?.number()?;
    if digits > 2 {
        return None;
    }
    let mut last = after + 1;
    while last < tokens.len() && last <= after + 2 && is_glue(tokens[last].word()) {
        last += 1;
    }
    let (y, y_digits) = tokens.get(last)?.number()?;
    civil(year(y, y_digits)?, m as u32, day).map(|d| (d, last))
}

/// The month named at token `at` and the token after it; some names are two words or end in a number ("tháng 11").
fn month_at(tokens: &[Token], at: usize, lang: Option<&str>) -> Option<(i8, usize)> {
    let first = tokens.get(at)?.word()?;
    if let Some(next) = tokens.get(at + 1) {
        let second = match &next.kind {
            Kind::Word(w) => w.clone(),
            Kind::Number { value, .. } => value.to_string(),
        };
        if let Some(m) = month(&format!("{first} {second}"), lang) {
            return Some((m, at + 2));
        }
        if let Some(m) = month(&format!("{first}.{second}"), lang) {
            return Some((m, at + 2));
        }
    }
    month(first, lang).map(|m| (m, at + 1))
}

fn is_glue(word: Option<&str>) -> bool {
    word.is_some_and(|w| {
        matches!(
            w,
            "de" | "del"
                | "di"
                | "of"
                | "st"
                | "nd"
                | "rd"
                | "th"
                | "er"
                | "º"
                | "ª"
                | "o"
                | "a"
                | "г"
                | "năm"
                | "e"
                | "ngày"
                | "в"
        )
    })
}

fn with_time(date: Date, text: &str, start: usize, end: usize) -> Published {
    let published = Published { date, timestamp: None };
    let Some(found) = TIME.captures(&text[end..]).or_else(|| {
        // "14:05 WIB, 30 November 2024"
        let before = text[..start].trim_end();
        let from = before.char_indices().rev().nth(24).map_or(0, |(i, _)| i);
        TIME.captures(&before[from..])
    }) else {
        return published;
    };
    let number = |i: usize| found.get(i).and_then(|m| m.as_str().parse::<u32>().ok());
    let (Some(mut hour), Some(minute)) = (number(1), number(2)) else {
        return published;
    };
    match found.get(4).map(|m| m.as_str()) {
        Some("p" | "P") if hour < 12 => hour += 12,
        Some("a" | "A") if hour == 12 => hour = 0,
        _ => {}
    }
    let offset = match (
        found.get(5).map(|m| m.as_str()),
        found.get(6).map(|m| m.as_str().to_ascii_uppercase()),
    ) {
        (Some("Z" | "z"), _) => "Z".to_owned(),
        (Some(o), _) => {
            let digits: String = o[1..].chars().filter(char::is_ascii_digit).collect();
            let (h, m) = if digits.len() > 2 {
                (&digits[..2], &digits[2..])
            } else {
                (&digits[..], "00")
            };
            let (Ok(h), Ok(m)) = (h.parse::<u32>(), m.parse::<u32>()) else {
                return published;
            };
            if h > 14 || m > 59 {
                return published;
            }
            format!("{}{h:02}:{m:02}", &o[..1])
        }
        (None, Some(zone)) => match zone.as_str() {
            "WIB" => "+07:00",
            "WITA" => "+08:00",
            "WIT" => "+09:00",
            _ => "Z",
        }
        .to_owned(),
        _ => return published,
    };
    let second = number(3).unwrap_or(0);
    if hour > 23 || minute > 59 || second > 59 {
        return published;
    }
    Published {
        timestamp: Some(format!("{date}T{hour:02}:{minute:02}:{second:02}{offset}")),
        ..published
    }
}

/// The day in an address: `/2024/11/30/`, `-20241130-`, `/2024/nov/30/`.
pub(crate) fn in_url(url: &str) -> Option<Date> {
    let lower = url.to_ascii_lowercase();
    let path = lower
        .split_once("://")
        .map_or(&lower[..], |(_, rest)| rest.split_once('/').map_or("", |(_, p)| p));
    let found = URL_DATE.captures(path)?;
    let get = |name: &str| found.name(name).map(|m| m.as_str());
    let number = |name: &str| get(name).and_then(|s| s.parse::<u32>().ok());
    let (y, m, d) = if let (Some(y), Some(m), Some(d)) = (number("y"), number("m"), number("d")) {
        (y, m, d)
    } else if let (Some(y), Some(m), Some(d)) = (number("y2"), number("m2"), number("d2")) {
        (y, m, d)
    } else {
        (number("y3")?, month(get("m3")?, Some("en"))? as u32, number("d3")?)
    };
    civil(y as i16, m, d)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, lang: &str, expected: &str) {
        let found = parse(text, (!lang.is_empty()).then_some(lang)).map(|p| p.to_string());
        assert_eq!(found.as_deref().unwrap_or("none"), expected, "{text}");
    }

    #[test]
    fn dates_as_pages_print_them() {
        check("Sabtu, 30 November 2024 | 14:05 WIB", "id", "2024-11-30T14:05:00+07:00");
        check("30 Nov 2024 08:00 WIB", "id", "2024-11-30T08:00:00+07:00");
        check("Senin, 02 Des 2024 21.30 WITA", "id", "2024-12-02T21:30:00+08:00");
        check("November 30, 2024", "en", "2024-11-30");
        check("Published Nov. 3rd, 2024 at 4:05 p.m. EST", "en", "2024-11-03");
        check("30.11.2024", "de", "2024-11-30");
        check("3/4/2024", "en-US", "2024-03-04");
        check("3/4/2024", "en-GB", "2024-04-03");
        check("30 de noviembre de 2024", "es", "2024-11-30");
        check("Le 30 novembre 2024 à 8h05", "fr", "2024-11-30");
        check("1er décembre 2024", "fr", "2024-12-01");
        check("30 ноября 2024, 12:40", "ru", "2024-11-30");
        check("٣٠ تشرين الثاني ٢٠٢٤", "ar", "2024-11-30");
        check("30 نوفمبر 2024", "ar", "2024-11-30");
        check("2024年11月30日 10:20", "zh", "2024-11-30");
        check("2024년 11월 30일", "ko", "2024-11-30");
        check("Thứ bảy, 30 tháng 11 năm 2024", "vi", "2024-11-30");
        check("30 พฤศจิกายน 2567", "th", "2024-11-30");
        check("30 Kasım 2024 Cumartesi 18:04", "tr", "2024-11-30");
        check("30. listopadu 2024", "cs", "2024-11-30");
        check("30 listopada 2024", "hr", "2024-10-30");
        check("30 listopada 2024", "pl", "2024-11-30");
        check("5 maggio 2024", "it", "2024-05-05");
    }

    #[test]
    fn dates_for_machines() {
        check("2024-11-30T08:00:00+07:00", "", "2024-11-30T08:00:00+07:00");
        check("2024-11-30T01:00:00.123Z", "", "2024-11-30T01:00:00Z");
        check("2024-11-30T08:00:00+0700", "", "2024-11-30T08:00:00+07:00");
        check("2024-11-30 08:00:00", "", "2024-11-30");
        check("Sat, 30 Nov 2024 08:00:00 +0700", "", "2024-11-30T08:00:00+07:00");
        check(
            "Sat Nov 30 2024 08:00:00 GMT+0700 (Western Indonesia Time)",
            "",
            "2024-11-30T08:00:00+07:00",
        );
        check("20241130", "", "2024-11-30");
        check("1732928400", "", "2024-11-30T01:00:00Z");
        check("no date in 2024 at all", "", "none");
        check("12 of 30 people", "", "none");
    }

    #[test]
    fn dates_in_addresses() {
        let check = |url: &str, expected: &str| {
            assert_eq!(
                in_url(url).map(|d| d.to_string()).as_deref().unwrap_or("none"),
                expected,
                "{url}"
            );
        };
        check("https://a.example/read/2024/11/30/14050011/judul", "2024-11-30");
        check("https://a.example/world/2024/nov/30/title", "2024-11-30");
        check("https://a.example/20241130-title.html", "2024-11-30");
        check("https://a.example/a-2024-11-30", "2024-11-30");
        check("https://a.example/berita/d-7665432/judul-2024", "none");
    }
}
