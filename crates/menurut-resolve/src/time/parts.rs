//! An expression taken apart: which of its words are month, day, year, shift.

use super::lexicon::{Sense, TimeWords, Unit};
use crate::amount::Numerals;
use crate::words::{Kind, Word};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shift {
    Last,
    This,
    Next,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Early,
    Mid,
    Late,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Item {
    Number {
        value: f64,
        digits: bool,
        unit: Option<Unit>,
    },
    Year(i16),
    Decade(i16),
    /// Two or three numbers with signs between: year where given, then the two others as written.
    Numeric {
        year: Option<i16>,
        first: i8,
        second: i8,
    },
    Clock,
    Ordinal(u32),
    /// "H-3": days before or after a feast.
    Offset(i32),
    Is(Sense),
    Other,
}

/// The words of an expression as items.
pub(super) fn items(words: &[Word], table: &TimeWords, numerals: &Numerals) -> Vec<Item> {
    let mut out = Vec::new();
    let mut i = 0;
    while i < words.len() {
        let word = &words[i];
        if let Some((item, n)) = numeric(words, i) {
            out.push(item);
            i += n;
            continue;
        }
        if let Some(unit) = table.unit_in_lower_case(&word.lower)
            && (!word.capital || matches!(out.last(), Some(Item::Number { .. } | Item::Is(Sense::Fuzzy(_)))))
        {
            out.push(Item::Is(Sense::Unit(unit)));
            i += 1;
            continue;
        }
        // "H-3 Lebaran", "kuartal IV-2021": read as one word, like "F-16".
        if let Some((letters, digits)) = word.lower.split_once('-')
            && word.capital
            && let Ok(n) = digits.parse::<u32>()
        {
            let counts = matches!(out.last(), Some(Item::Is(Sense::Unit(Unit::Quarter | Unit::Half))));
            match (letters, roman(letters).filter(|_| counts), year(n)) {
                ("h", ..) if n < 100 => out.push(Item::Offset(-(n as i32))),
                (_, Some(ordinal), Some(year)) => out.extend([Item::Ordinal(ordinal), Item::Year(year)]),
                _ => out.push(Item::Other),
            }
            i += 1;
            continue;
        }
        // "1445 Hijriah" is a year of another calendar.
        if word.kind == Kind::Digits && words.get(i + 1).is_some_and(|w| w.lower.starts_with("hijri")) {
            i += 2;
            continue;
        }
        // "kuartal III-2022", "semester I": quarters and halves are counted the Roman way.
        if let (Some(n), Some(Item::Is(Sense::Unit(Unit::Quarter | Unit::Half)))) =
            (roman(&word.lower).filter(|_| word.capital), out.last())
        {
            out.push(Item::Ordinal(n));
            i += 1;
            if words.get(i).is_some_and(|w| w.is("/")) {
                i += 1;
            }
            continue;
        }
        let number = numerals.number(words, i, false);
        let sense = table.at(words, i);
        let counts = matches!(out.last(), Some(Item::Number { .. } | Item::Is(Sense::Fuzzy(_))));
        // "dua hari sebelumnya" counts, "hari sebelumnya" does not.
        if let Some((&[Sense::DayAfter(n), ..], len)) = sense
            && counts
        {
            out.push(Item::Is(Sense::Unit(Unit::Day)));
            out.push(Item::Is(if n < 0 { Sense::Earlier } else { Sense::Later }));
            i += len;
            continue;
        }
        // "a week", "half an hour".
        if let Some(n) = numerals.article(words, i)
            && sense.is_none_or(|(_, len)| len == n)
            && let Some((&[Sense::Unit(_), ..], _)) = table.at(words, i + n)
        {
            if !counts {
                out.push(Item::Number {
                    value: 1.0,
                    digits: false,
                    unit: None,
                });
            }
            i += n;
            continue;
        }
        // "a day", "the year": articles are no numbers, and words of time come before number words ("half").
        if let Some((senses, n)) = sense
            && (number.is_none() || n > 1 || matches!(senses[0], Sense::Unit(_) | Sense::Month(_)))
        {
            out.push(Item::Is(choose(senses, out.last())));
            i += n;
            continue;
        }
        if let Some(number) = number {
            let digits = word.kind == Kind::Digits;
            out.push(Item::Number {
                value: number.low,
                digits,
                unit: number.unit.and_then(|u| match table.get(u).map(|s| s[0]) {
                    Some(Sense::Unit(u)) => Some(u),
                    _ => table.unit_in_lower_case(u),
                }),
            });
            if number.high.is_some() {
                out.pop();
                out.push(Item::Is(Sense::Fuzzy(None)));
            }
            i = number.next.max(i + 1);
            continue;
        }
        if let Some(n) = numerals.ordinal(word) {
            out.push(Item::Ordinal(n as u32));
        } else if word.is("ke")
            && words.get(i + 1).is_some_and(Word::is_dash)
            && let Some(n) = words.get(i + 2).and_then(|w| w.lower.parse::<u32>().ok())
        {
            out.push(Item::Ordinal(n));
            i += 2;
        } else if word.is_dash() {
            out.push(Item::Is(Sense::To));
        } else if word.kind == Kind::Letters {
            out.push(Item::Other);
        }
        i += 1;
    }
    out
}

fn roman(word: &str) -> Option<u32> {
    let n = ["i", "ii", "iii", "iv"].iter().position(|r| word == *r)?;
    Some(n as u32 + 1)
}

fn choose(senses: &[Sense], before: Option<&Item>) -> Sense {
    // "tiga malam" are three days, "malam" is a part of one.
    let counts = matches!(before, Some(Item::Number { .. } | Item::Is(Sense::Fuzzy(_))));
    if counts && let Some(unit) = senses.iter().find(|s| matches!(s, Sense::Unit(_))) {
        return *unit;
    }
    // "hingga" joins where something stands in front, and bounds where nothing does.
    let joins = before.is_some_and(|b| !matches!(b, Item::Is(Sense::Plain | Sense::Part(_) | Sense::Since)));
    if joins && senses.contains(&Sense::To) {
        Sense::To
    } else {
        senses.iter().copied().find(|s| *s != Sense::To).unwrap_or(senses[0])
    }
}

/// Dates, years and clock times in digits.
fn numeric(words: &[Word], at: usize) -> Option<(Item, usize)> {
    let word = &words[at];
    if word.kind != Kind::Digits {
        return None;
    }
    let digits = |w: &Word| -> Option<u32> {
        (w.kind == Kind::Digits && w.lower.len() <= 4)
            .then(|| w.lower.parse().ok())
            .flatten()
    };
    // "30.11.2024", "08.30", "8:30".
    let groups: Vec<&str> = word.lower.split(['.', ':']).collect();
    if groups.len() == 3 && word.lower.contains('.') {
        let n: Vec<u32> = groups.iter().filter_map(|g| g.parse().ok()).collect();
        if let [d, m, y] = n[..] {
            return date(Some(y), d, m).map(|i| (i, 1));
        }
    }
    if groups.len() == 2
        && groups[1].len() == 2
        && (1..=2).contains(&groups[0].len())
        && groups[0].parse::<u8>().is_ok_and(|h| h < 25)
        && groups[1].parse::<u8>().is_ok_and(|m| m < 60)
    {
        return Some((Item::Clock, 1));
    }
    let first = digits(word)?;
    let sign = words
        .get(at + 1)
        .filter(|w| w.glued && matches!(w.lower.as_str(), "/" | "-" | "–"));
    if let Some(sign) = sign
        && let Some(second) = words.get(at + 2).filter(|w| w.glued).and_then(digits)
    {
        let third = words
            .get(at + 3)
            .filter(|w| w.lower == sign.lower && w.glued)
            .and_then(|_| words.get(at + 4))
            .and_then(digits);
        match third {
            Some(day) if first > 31 => {
                // ISO: year, month, day.
                return year(first)
                    .and_then(|y| date(Some(y as u32), day, second))
                    .map(|i| (i, 5));
            }
            Some(third) => return date(Some(third), first, second).map(|i| (i, 5)),
            None if sign.is("/") => return date(None, first, second).map(|i| (i, 3)),
            None => {}
        }
    }
    if word.lower.len() == 4 && (1000..2200).contains(&first) {
        let s = words.get(at + 1).filter(|w| w.glued);
        if s.is_some_and(|w| w.is("s") || w.is("'s")) {
            return Some((Item::Decade(first as i16), 2));
        }
        if s.is_some_and(Word::is_dash) && words.get(at + 2).is_some_and(|w| w.glued && w.is("an")) {
            return Some((Item::Decade(first as i16), 3));
        }
        return Some((Item::Year(first as i16), 1));
    }
    None
}

fn year(n: u32) -> Option<i16> {
    match n {
        0..=49 => Some(2000 + n as i16),
        50..=99 => Some(1900 + n as i16),
        1000..=2199 => Some(n as i16),
        _ => None,
    }
}

fn date(y: Option<u32>, first: u32, second: u32) -> Option<Item> {
    let ok = (1..=31).contains(&first) && (1..=31).contains(&second) && (first <= 12 || second <= 12);
    if !ok {
        return None;
    }
    let year = match y {
        Some(y) => Some(year(y)?),
        None => None,
    };
    Some(Item::Numeric {
        year,
        first: first as i8,
        second: second as i8,
    })
}

/// What an expression says, each thing in its place.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Parts {
    pub(super) numeric: Option<(Option<i16>, i8, i8)>,
    pub(super) weekday: Option<i8>,
    pub(super) day: Option<i8>,
    pub(super) month: Option<i8>,
    pub(super) year: Option<i16>,
    pub(super) decade: Option<i16>,
    pub(super) days_from_publication: Option<(i32, i32)>,
    pub(super) days_from_anchor: Option<i32>,
    /// Unit that a number counts.
    pub(super) counted: Option<(f64, Unit)>,
    /// A counted unit whose number is none: "beberapa hari".
    pub(super) fuzzy: bool,
    /// Units that stand alone, largest last.
    pub(super) units: Vec<Unit>,
    pub(super) shift: Option<Shift>,
    pub(super) ago: bool,
    pub(super) past: bool,
    pub(super) hence: bool,
    /// A smaller unit counted beside: "1 jam 30 menit".
    pub(super) beside: Option<(f64, Unit)>,
    pub(super) later: bool,
    pub(super) earlier: bool,
    pub(super) side: Option<Side>,
    pub(super) since: bool,
    pub(super) until: bool,
    pub(super) before: bool,
    pub(super) after: bool,
    pub(super) during: bool,
    pub(super) within: bool,
    pub(super) all: bool,
    pub(super) same: bool,
    pub(super) part: bool,
    pub(super) clock: bool,
    pub(super) ordinal: Option<u32>,
    pub(super) feast: Option<(i8, i8)>,
    pub(super) movable: Option<Option<&'static str>>,
    /// Days from a feast: "H-3".
    pub(super) offset: Option<i32>,
    pub(super) season: bool,
    /// Now, some time ago, some time ahead.
    pub(super) reference: Option<&'static str>,
    /// Words that no table of time knows.
    pub(super) other: usize,
}

impl Parts {
    pub(super) fn of(items: &[Item]) -> Parts {
        let mut p = Parts::default();
        // Words that say nothing stand between words that belong together: "5th of May".
        let items: Vec<Item> = items.iter().copied().filter(|i| *i != Item::Is(Sense::Plain)).collect();
        let month_at = |i: usize| matches!(items.get(i), Some(Item::Is(Sense::Month(_))));
        let unit_at = |i: usize| match items.get(i) {
            Some(Item::Is(Sense::Unit(u))) => Some(*u),
            _ => None,
        };
        let mut i = 0;
        while i < items.len() {
            let mut used = 1;
            match items[i] {
                Item::Numeric { year, first, second } => p.numeric = Some((year, first, second)),
                Item::Year(y) => p.year = p.year.or(Some(y)),
                Item::Decade(d) => p.decade = Some(d),
                Item::Clock => p.clock = true,
                Item::Number {
                    unit: Some(u), value, ..
                } => p.counted = Some((value, u)),
                Item::Number { value, digits, .. } => {
                    // "three past weeks", "sepuluh hari": the unit stands next, or one shift further.
                    let unit = unit_at(i + 1).map(|u| (u, 2)).or_else(|| {
                        let shift = matches!(items.get(i + 1), Some(Item::Is(Sense::To | Sense::Past | Sense::Last)));
                        shift.then(|| unit_at(i + 2).map(|u| (u, 3))).flatten()
                    });
                    let is_day = value.fract() == 0.0 && (1.0..=31.0).contains(&value);
                    let hour = i > 0 && matches!(items[i - 1], Item::Is(Sense::Clock | Sense::Unit(Unit::Hour)));
                    if let (true, Some((Unit::Day, n))) = (hour, unit) {
                        // "jam sembilan malam" are no nine nights.
                        p.clock = true;
                        p.units.retain(|u| *u != Unit::Hour);
                        used = n;
                    } else if let Some((Unit::Century, n)) = unit
                        && (10.0..=21.0).contains(&value)
                    {
                        // "the 20th century": the ending is no word of the number's.
                        p.ordinal = Some(value as u32);
                        p.units.push(Unit::Century);
                        used = n;
                    } else if let Some((u, n)) = unit
                        && !(p.clock && u >= Unit::Day)
                    {
                        match p.counted {
                            Some((_, larger)) if u < larger => p.beside = Some((value, u)),
                            _ => p.counted = Some((value, u)),
                        }
                        if n == 3 {
                            p.past |= matches!(items[i + 1], Item::Is(Sense::Past | Sense::Last));
                        }
                        used = n;
                    } else if is_day && p.day.is_none() && (month_at(i + 1) || digits && i > 0 && month_at(i - 1)) {
                        p.day = Some(value as i8);
                    } else if digits && matches!(items.get(i + 1), Some(Item::Is(Sense::Zone | Sense::Part(_)))) {
                        p.clock = true;
                    } else if i > 0 && matches!(items[i - 1], Item::Is(Sense::Clock | Sense::Unit(Unit::Hour))) {
                        p.clock = true;
                        p.units.retain(|u| *u != Unit::Hour);
                    } else if digits && is_day && p.day.is_none() {
                        p.day = Some(value as i8);
                    } else {
                        p.other += 1;
                    }
                }
                Item::Ordinal(n) => {
                    let of_unit = unit_at(i + 1).is_some() || (i > 0 && unit_at(i - 1).is_some());
                    if (month_at(i + 1) || (i > 0 && month_at(i - 1))) && n <= 31 && !of_unit {
                        p.day = Some(n as i8);
                    } else {
                        p.ordinal = Some(n);
                    }
                }
                Item::Offset(n) => p.offset = Some(n),
                Item::Other => p.other += 1,
                Item::Is(sense) => match sense {
                    Sense::Month(m) => p.month = p.month.or(Some(m)),
                    Sense::Weekday(d) => p.weekday = p.weekday.or(Some(d)),
                    Sense::Unit(u) => p.units.push(u),
                    Sense::Day(d) => p.days_from_publication = Some((d, d)),
                    Sense::DayAfter(d) => p.days_from_anchor = Some(d),
                    Sense::Part(Some(range)) => {
                        p.part = true;
                        p.days_from_publication = p.days_from_publication.or(Some(range));
                    }
                    Sense::Part(None) => p.part = true,
                    Sense::Last => p.shift = Some(Shift::Last),
                    Sense::This => p.shift = p.shift.or(Some(Shift::This)),
                    Sense::Next => p.shift = Some(Shift::Next),
                    Sense::Ago => p.ago = true,
                    Sense::Past => p.past = true,
                    Sense::Hence => p.hence = true,
                    Sense::Later => p.later = true,
                    Sense::Earlier => p.earlier = true,
                    Sense::Early => p.side = Some(Side::Early),
                    Sense::Mid => p.side = Some(Side::Mid),
                    Sense::Late => p.side = Some(Side::Late),
                    Sense::Since => p.since = true,
                    Sense::Until => p.until = true,
                    Sense::Before => p.before = true,
                    Sense::After => p.after = true,
                    Sense::During => p.during = true,
                    Sense::Within => p.within = true,
                    Sense::All => p.all = true,
                    Sense::Same => p.same = true,
                    Sense::Feast(m, d) => p.feast = Some((m, d)),
                    Sense::Movable(feast) => p.movable = Some(feast),
                    Sense::Season => p.season = true,
                    Sense::Clock | Sense::Zone => p.clock |= sense == Sense::Zone,
                    Sense::Fuzzy(unit) => {
                        p.fuzzy = true;
                        if let Some(u) = unit {
                            p.counted = Some((0.0, u));
                        } else if let Some(u) = unit_at(i + 1) {
                            p.counted = Some((0.0, u));
                            used = 2;
                        }
                    }
                    Sense::Decade(d) => p.decade = Some(d),
                    Sense::Reference(r) => p.reference = Some(r),
                    Sense::To | Sense::And | Sense::Plain => {}
                },
            }
            i += used;
        }
        // "a day earlier", "a year ago": no number is one. "lalu" is both "ago" and "last".
        if p.counted.is_none()
            && (p.later || p.earlier)
            && p.shift.is_none()
            && !p.units.is_empty()
            && p.days_from_anchor.is_none()
            && let Some(u) = p.units.pop()
        {
            p.counted = Some((1.0, u));
        }
        // "pekan kemarin" is no day.
        if p.days_from_publication == Some((-1, -1)) && p.counted.is_none() && p.units.iter().any(|u| *u > Unit::Day) {
            p.days_from_publication = None;
            p.shift = Some(Shift::Last);
        }
        // "lalu" without a number is "last".
        if p.ago && p.counted.is_none() {
            p.shift = Some(Shift::Last);
            p.ago = false;
        }
        // "the last two weeks".
        if p.counted.is_some() && p.shift == Some(Shift::Last) && p.weekday.is_none() && p.month.is_none() {
            p.past = true;
            p.shift = None;
        }
        p
    }

    /// Whether a calendar place stands in it, and not only a length or a shift.
    pub(super) fn has_date(&self) -> bool {
        self.numeric.is_some()
            || self.weekday.is_some()
            || self.day.is_some()
            || self.month.is_some()
            || self.year.is_some()
            || self.decade.is_some()
            || self.days_from_publication.is_some()
            || self.feast.is_some()
            || (!self.units.is_empty() && self.shift.is_some())
    }

    pub(super) fn has_day(&self) -> bool {
        self.numeric.is_some() || self.day.is_some()
    }

    pub(super) fn has_clock(&self) -> bool {
        self.clock || self.part
    }
}
