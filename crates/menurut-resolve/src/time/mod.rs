//! Here is "kemarin" and the day of publication: give me a date.

mod calendar;
mod lexicon;
mod parts;
mod timex;

use menurut_core::{Date, Granularity, Resolution, Status, TimeRange};

use crate::amount::Numerals;
use crate::words::{Word, words};
use calendar::*;
use lexicon::{Sense, TimeWords, Unit};
use parts::{Item, Parts, Shift, Side, items};

/// Where to look from publication, by the event's status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Past,
    Future,
    Either,
}

impl From<Status> for Direction {
    fn from(status: Status) -> Direction {
        match status {
            Status::Actual | Status::Negated => Direction::Past,
            Status::Future => Direction::Future,
            Status::Hypothetical => Direction::Either,
        }
    }
}

/// What an expression is read against.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context<'a> {
    pub(crate) published: Option<Date>,
    /// The time that the text spoke of before: what "the same day" and "a week later" count from.
    pub(crate) anchor: Option<TimeRange>,
    pub(crate) direction: Direction,
    pub(crate) lang: &'a str,
}

const NO_DATE: &str = "the article's publication date is unknown: give --date";
const NO_ANCHOR: &str = "counts from a time that the text before does not give";
const LENGTH: &str = "a length of time: when it began is not said";
const PART_OF_DAY: &str = "a time of day, and the text does not say of which day";
const NAMED: &str = "named after an event or a custom, not by the calendar";
const FEAST: &str = "a feast whose date changes from year to year";
const SEASON: &str = "a season has no fixed dates";
const VAGUE: &str = "too vague for a date";

type When = Resolution<TimeRange>;

fn open(why: &'static str) -> When {
    Resolution::because(why)
}

fn range(start: Option<Date>, end: Option<Date>, granularity: Granularity) -> When {
    match start.zip(end) {
        Some((start, end)) if start <= end => Resolution::Resolved(TimeRange {
            start,
            end,
            granularity,
        }),
        _ => open("no such date in the calendar"),
    }
}

fn day(date: Option<Date>) -> When {
    range(date, date, Granularity::Day)
}

/// The tables this rests on.
pub(crate) fn tables() -> Vec<&'static str> {
    lexicon::TABLES.iter().map(|(_, t)| *t).chain([feasts()]).collect()
}

/// The calendar days that a time expression means, and its TIMEX3 value.
pub(crate) fn resolve(text: &str, context: &Context<'_>) -> (When, Option<String>) {
    let Some(table) = TimeWords::of(context.lang) else {
        let why = format!(
            "no table of time words for the language '{}'",
            crate::shorten(context.lang)
        );
        return (Resolution::because(why), None);
    };
    let words = words(text);
    let items = items(&words, table, Numerals::of(context.lang));
    let when = read(&items, context);
    let value = timex::value(&Parts::of(&items), &when, table.is_plural(&words));
    (when, value)
}

/// The last expression of a day or month in a stretch of text, for later words to count from.
pub(crate) fn last_in(text: &str, context: &Context<'_>) -> Option<TimeRange> {
    let table = TimeWords::of(context.lang)?;
    let numerals = Numerals::of(context.lang);
    let start = text.char_indices().rev().nth(300).map_or(0, |(i, _)| i);
    let all = words(&text[start..]);
    let dated = |w: &[Word], i: usize| {
        table.at(w, i).is_some_and(|(senses, _)| match senses[0] {
            Sense::Month(_) | Sense::Weekday(_) => w[i].capital,
            Sense::Day(_) | Sense::Part(Some(_)) => true,
            _ => false,
        })
    };
    let belongs = |i: usize| {
        let known = table
            .at(&all, i)
            .is_some_and(|(s, _)| !matches!(s[0], Sense::Plain | Sense::And));
        known || all[i].kind != crate::words::Kind::Letters && !all[i].is(".") && !all[i].is(";")
    };
    let mut found = None;
    let mut i = 0;
    while i < all.len() {
        if dated(&all, i) {
            // Digits in front of a month belong to it.
            let from = if i > 0 && all[i - 1].kind == crate::words::Kind::Digits {
                i - 1
            } else {
                i
            };
            let mut to = i + 1;
            while to < all.len() && to < i + 8 && belongs(to) {
                to += 1;
            }
            if let Resolution::Resolved(r) = read(&items(&all[from..to], table, numerals), context) {
                found = Some(r);
            }
            i = to;
        } else {
            i += 1;
        }
    }
    found
}

fn read(items: &[Item], context: &Context<'_>) -> When {
    // "Juli 2023 hingga Juni 2024", "10-12 April", "Monday and Tuesday".
    // "Rabu-Kamis, 7-8 Juni": the days of the week say nothing more.
    let items = match items {
        [
            Item::Is(Sense::Weekday(_)),
            Item::Is(Sense::To | Sense::And),
            Item::Is(Sense::Weekday(_)),
            rest @ ..,
        ] if Parts::of(rest).has_day() => rest,
        _ => items,
    };
    for joint in [Sense::To, Sense::And] {
        let at = items.iter().position(|i| *i == Item::Is(joint));
        if let Some(at) = at.filter(|a| *a > 0 && a + 1 < items.len()) {
            let (left, right) = (Parts::of(&items[..at]), Parts::of(&items[at + 1..]));
            // "Senin pukul 09.00 hingga pukul 13.15": the day is the first one's.
            if joint == Sense::To && left.has_date() && right.has_clock() && !right.has_date() {
                return Parts { since: false, ..left }.place(context);
            }
            if let Some(both) = span_of(left, right, context) {
                return both;
            }
        }
    }
    Parts::of(items).place(context)
}

/// From one expression to another; what the first leaves out is taken from the second.
fn span_of(mut left: Parts, right: Parts, context: &Context<'_>) -> Option<When> {
    let has_clock_only = |p: &Parts| p.has_clock() && !p.has_date();
    if has_clock_only(&left) && has_clock_only(&right) {
        return None;
    }
    if !left.has_date() || !right.has_date() {
        return None;
    }
    if left.month.is_none() && left.day.is_some() {
        left.month = right.month;
    }
    if left.year.is_none() && left.month.is_some() {
        left.year = match (right.year, left.month, right.month) {
            (Some(y), Some(a), Some(b)) if a > b => Some(y - 1),
            (y, _, _) => y,
        };
        if left.units.is_empty() && right.units.contains(&Unit::Year) {
            left.units.push(Unit::Year);
            left.shift = right.shift;
        }
    }
    left.since = false;
    let second = right.place(context);
    let first = left.place(context);
    match (first, second) {
        (Resolution::Resolved(a), Resolution::Resolved(b)) => {
            // A weekday pair that crosses the week, a month pair that crosses the year.
            let start = if a.start > b.end {
                let back = if left.weekday.is_some() {
                    add_days(a.start, -7)
                } else {
                    add_months(a.start, -12)
                };
                back.filter(|s| *s <= b.end)?
            } else {
                a.start
            };
            let granularity = if a.granularity == b.granularity {
                a.granularity
            } else {
                Granularity::Duration
            };
            Some(range(Some(start), Some(b.end), granularity))
        }
        (Resolution::Unresolved(why), _) | (_, Resolution::Unresolved(why)) if why == NO_DATE => Some(open(NO_DATE)),
        _ => None,
    }
}

impl Parts {
    fn place(&self, context: &Context<'_>) -> When {
        let direction = self.direction(context.direction);
        let when = self.calendar(context, direction);
        self.bounds(when, context)
    }

    /// The words of the expression tell more than the status of the event.
    fn direction(&self, by_status: Direction) -> Direction {
        match self.shift {
            Some(Shift::Last) => Direction::Past,
            Some(Shift::Next) => Direction::Future,
            _ if self.since => Direction::Past,
            _ if (self.until || self.before) && by_status == Direction::Either => Direction::Future,
            _ => by_status,
        }
    }

    /// Since, until, after: an open end is closed by the day of publication.
    fn bounds(&self, when: When, context: &Context<'_>) -> When {
        let Resolution::Resolved(r) = when else { return when };
        let published = context.published;
        // "sebelum subuh Jumat": before the hour, on the day.
        if self.has_clock() && !self.since && (self.before || self.after || (self.until && !self.has_date())) {
            return Resolution::Resolved(r);
        }
        if self.since || (self.after && !self.later) {
            if self.counted.is_some() && !self.past && !self.ago {
                // "selama tujuh hari mulai Kamis": a length from a day on.
                return range(Some(r.start), self.length_from(r.start), Granularity::Duration);
            }
            let end = published.filter(|p| *p >= r.start).unwrap_or(r.end);
            if published.is_some_and(|p| p < r.start) {
                return Resolution::Resolved(r);
            }
            return range(Some(r.start), Some(end), Granularity::Duration);
        }
        if self.until || self.before {
            let end = if self.before {
                add_days(r.start, -1)
            } else {
                Some(r.end)
            };
            return match (published, end) {
                (Some(p), Some(end)) if p <= end => range(Some(p), Some(end), Granularity::Duration),
                _ if r.granularity <= Granularity::Day && self.until => Resolution::Resolved(r),
                _ => open("only the end is said, not the beginning"),
            };
        }
        if self.has_clock() && r.start == r.end && self.clock {
            return range(Some(r.start), Some(r.end), Granularity::Hour);
        }
        Resolution::Resolved(r)
    }

    fn length_from(&self, start: Date) -> Option<Date> {
        let (n, unit) = self.counted?;
        add_days(add(start, n, unit)?, if unit >= Unit::Day { -1 } else { 0 }).map(|end| end.max(start))
    }

    fn calendar(&self, context: &Context<'_>, direction: Direction) -> When {
        let published = context.published;
        if let Some((year, first, second)) = self.numeric {
            return self.numeric_date(year, first, second, context, direction);
        }
        if let Some(month) = self.month {
            return self.in_month(month, context, direction);
        }
        if let Some(feast) = self.feast {
            return match self.year.or_else(|| self.shifted_year(published)) {
                Some(y) => day(date(y, feast.0, feast.1)),
                None => match published {
                    Some(p) => pick_day(p, feast.0, feast.1, direction),
                    None => open(NO_DATE),
                },
            };
        }
        if let (Some(feast), None) = (self.movable, self.weekday) {
            return self.on_feast(feast, published, direction);
        }
        if let Some(weekday) = self.weekday {
            let Some(p) = published else { return open(NO_DATE) };
            return self.on_weekday(weekday, p, direction);
        }
        if let Some((from, to)) = self.days_from_publication {
            let Some(p) = published else { return open(NO_DATE) };
            return range(add_days(p, from), add_days(p, to), Granularity::Day);
        }
        if let Some(n) = self.days_from_anchor {
            if self.other > 0 {
                return open(NAMED);
            }
            return match context.anchor {
                Some(a) if a.start == a.end => day(add_days(a.start, n)),
                _ => open(NO_ANCHOR),
            };
        }
        if (self.units.contains(&Unit::Quarter) || self.units.contains(&Unit::Half)) && self.counted.is_none() {
            return self.part_of_year(context, direction);
        }
        // "tiga bulan pertama 2024".
        let first = self.ordinal == Some(1) && matches!(self.counted, Some((_, Unit::Month)));
        if let (true, Some((n, _)), Some(y)) = (first, self.counted, self.year.or_else(|| self.shifted_year(published)))
        {
            return range(date(y, 1, 1), months_of(y, n), Granularity::Duration);
        }
        if let Some(y) = self.year {
            return side_of_year(y, self.side);
        }
        if let Some(d) = self.decade {
            let (from, to) = match self.side {
                Some(Side::Early) => (0, 3),
                Some(Side::Mid) => (4, 6),
                Some(Side::Late) => (7, 9),
                None => (0, 9),
            };
            return range(date(d + from, 1, 1), date(d + to, 12, 31), Granularity::Year);
        }
        if self.season {
            return open(SEASON);
        }
        if let Some((n, unit)) = self.counted {
            return self.counted(n, unit, context, direction);
        }
        if self.same && context.anchor.is_none() && (self.other == 0 || self.units.is_empty()) {
            return open(NO_ANCHOR);
        }
        if self.same {
            return self.as_anchor(context.anchor);
        }
        if self.other > 0 && (self.shift.is_none() || self.before || self.after) {
            return open(NAMED);
        }
        // "the 20th century", "abad ke-19".
        if let (Some(n @ 1..=21), Some(Unit::Century)) = (self.ordinal, self.units.iter().max()) {
            let first = i16::try_from(n - 1).unwrap_or(0) * 100;
            return range(date(first.max(1), 1, 1), date(first + 99, 12, 31), Granularity::Year);
        }
        if self.ordinal.is_some() && self.shift.is_none() {
            return open("counted from a beginning that is not said");
        }
        if let Some(&unit) = self.units.iter().max() {
            let Some(p) = published else { return open(NO_DATE) };
            if self.shift.is_some() || self.side.is_some() || unit == Unit::Weekend {
                let when = self.around(unit, p, direction);
                return match when {
                    // "earlier this month", "later this year".
                    Resolution::Resolved(r) if self.earlier && r.end > p => {
                        range(Some(r.start), Some(p), r.granularity)
                    }
                    Resolution::Resolved(r) if self.later && r.start < p => range(Some(p), Some(r.end), r.granularity),
                    _ => when,
                };
            }
            return open(if self.has_clock() { PART_OF_DAY } else { LENGTH });
        }
        if self.has_clock() {
            return match context.anchor {
                Some(a) if a.start == a.end => Resolution::Resolved(a),
                _ => open(PART_OF_DAY),
            };
        }
        if self.day.is_some() {
            return match context.anchor {
                // "10 dan 20": the month of what stands beside.
                Some(a) if a.granularity == Granularity::Month && a.start.month() == a.end.month() => {
                    day(date(a.start.year(), a.start.month(), self.day.unwrap_or(1)))
                }
                _ => open("a day without its month"),
            };
        }
        open(if self.other > 0 { NAMED } else { VAGUE })
    }

    fn numeric_date(
        &self,
        year: Option<i16>,
        first: i8,
        second: i8,
        context: &Context<'_>,
        direction: Direction,
    ) -> When {
        // Day before month everywhere but in some English texts, where the weekday or the nearness may tell.
        let mut readings: Vec<(i8, i8)> = vec![(second, first)];
        if context.lang == "en" && first != second {
            readings.push((first, second));
        }
        readings.retain(|(m, _)| (1..=12).contains(m));
        let mut dates: Vec<Date> = Vec::new();
        for (m, d) in readings {
            match (year, context.published) {
                (Some(y), _) => dates.extend(date(y, m, d)),
                (None, Some(p)) => {
                    let of_years = [-1, 0, 1].map(|o| date(p.year() + o, m, d));
                    let mut near: Vec<Date> = of_years.into_iter().flatten().collect();
                    if let Some(w) = self.weekday {
                        let fits: Vec<Date> = near.iter().copied().filter(|d| weekday_of(*d) == w).collect();
                        if let [one] = fits[..] {
                            // The weekday tells the year.
                            dates.push(one);
                            continue;
                        }
                        if !fits.is_empty() {
                            near = fits;
                        }
                    }
                    if let Some(nearest) = nearest(&near, p, direction) {
                        dates.push(nearest);
                    }
                }
                (None, None) => return open(NO_DATE),
            }
        }
        dates.sort();
        dates.dedup();
        if dates.len() > 1 {
            let narrowed: Vec<Date> = dates
                .iter()
                .copied()
                .filter(|d| match (self.weekday, context.published) {
                    (Some(w), _) => weekday_of(*d) == w,
                    (None, Some(p)) => days_between(p, *d).abs() <= 31,
                    (None, None) => true,
                })
                .collect();
            if !narrowed.is_empty() {
                dates = narrowed;
            }
        }
        match dates.as_slice() {
            [] => open("no such date in the calendar"),
            [one] => day(Some(*one)),
            many => Resolution::Ambiguous(many.iter().map(|d| one_day(*d)).collect()),
        }
    }

    /// A feast of the calendar that changes: in its year, or the nearest in the direction.
    fn on_feast(&self, feast: Option<&str>, published: Option<Date>, direction: Direction) -> When {
        let Some(feast) = feast else { return open(FEAST) };
        let moved = |(first, last): (Date, Date)| {
            let (first, last) = match self.offset {
                Some(n) => (add_days(first, n), add_days(first, n)),
                None => (Some(first), Some(last)),
            };
            range(
                first,
                last,
                if first == last {
                    Granularity::Day
                } else {
                    Granularity::Duration
                },
            )
        };
        if let Some(y) = self.year.or_else(|| self.shifted_year(published)) {
            return feast_in(feast, y).map_or_else(|| open(FEAST), moved);
        }
        let Some(p) = published else { return open(NO_DATE) };
        let years: Vec<(Date, Date)> = (-1..=1).filter_map(|o| feast_in(feast, p.year() + o)).collect();
        let firsts: Vec<Date> = years.iter().map(|y| y.0).collect();
        nearest(&firsts, p, direction)
            .and_then(|d| years.into_iter().find(|y| y.0 == d))
            .map_or_else(|| open(FEAST), moved)
    }

    /// The year in "Mei tahun lalu", "2023", "May of the same year".
    fn shifted_year(&self, published: Option<Date>) -> Option<i16> {
        if !self.units.contains(&Unit::Year) {
            return None;
        }
        let y = published?.year();
        Some(match self.shift? {
            Shift::Last => y - 1,
            Shift::This => y,
            Shift::Next => y + 1,
        })
    }

    fn in_month(&self, month: i8, context: &Context<'_>, direction: Direction) -> When {
        let published = context.published;
        let anchored = (self.same && self.units.contains(&Unit::Year))
            .then(|| context.anchor.map(|a| a.start.year()))
            .flatten();
        let ago = match (self.counted, self.ago) {
            (Some((n, Unit::Year)), true) => published.and_then(|p| i16::try_from(i64::from(p.year()) - n as i64).ok()),
            _ => None,
        };
        let year = self.year.or(anchored).or(ago).or_else(|| self.shifted_year(published));
        if let Some(d) = self.day {
            return match (year, published) {
                (Some(y), _) => day(date(y, month, d)),
                (None, None) => open(NO_DATE),
                (None, Some(p)) => {
                    if let Some(w) = self.weekday {
                        let fits: Vec<Date> = [-1, 0, 1]
                            .into_iter()
                            .filter_map(|o| date(p.year() + o, month, d))
                            .filter(|d| weekday_of(*d) == w)
                            .collect();
                        if let [one] = fits[..] {
                            return day(Some(one));
                        }
                    }
                    pick_day(p, month, d, direction)
                }
            };
        }
        let years: Vec<i16> = match (year, published) {
            (Some(y), _) => vec![y],
            (None, None) => return open(NO_DATE),
            (None, Some(p)) => {
                let past = if month <= p.month() { p.year() } else { p.year() - 1 };
                let future = if month >= p.month() { p.year() } else { p.year() + 1 };
                // "last June" and "Juni lalu" are no month that has just begun.
                let past = if self.shift == Some(Shift::Last) && month == p.month() {
                    past - 1
                } else {
                    past
                };
                let future = if self.shift == Some(Shift::Next) && month == p.month() {
                    future + 1
                } else {
                    future
                };
                match direction {
                    Direction::Past => vec![past],
                    Direction::Future => vec![future],
                    Direction::Either if past == future => vec![past],
                    Direction::Either => vec![past, future],
                }
            }
        };
        let all: Vec<When> = years
            .iter()
            .map(|&y| match (self.ordinal, self.units.contains(&Unit::Week)) {
                (Some(n @ 1..=5), true) => {
                    let from = (n as i8 - 1) * 7 + 1;
                    let to = (from + 6).min(days_in(y, month));
                    range(date(y, month, from), date(y, month, to), Granularity::Week)
                }
                _ => side_of_month(y, month, self.side),
            })
            .collect();
        one_or_ambiguous(all)
    }

    fn on_weekday(&self, weekday: i8, p: Date, direction: Direction) -> When {
        let week = self.units.contains(&Unit::Week);
        if let (true, Some(shift)) = (week, self.shift) {
            let monday = add_days(p, i32::from(1 - weekday_of(p)));
            let offset = match shift {
                Shift::Last => -7,
                Shift::This => 0,
                Shift::Next => 7,
            };
            return day(monday.and_then(|m| add_days(m, offset + i32::from(weekday - 1))));
        }
        if let (Some((n, Unit::Week)), true) = (self.counted, self.ago) {
            let monday = add_days(p, i32::from(1 - weekday_of(p)));
            return day(monday.and_then(|m| add_days(m, -7 * (n as i32) + i32::from(weekday - 1))));
        }
        let back = i32::from((weekday_of(p) - weekday).rem_euclid(7));
        let on = i32::from((weekday - weekday_of(p)).rem_euclid(7));
        match (self.shift, self.days_from_publication) {
            (Some(Shift::Last), _) => day(add_days(p, if back == 0 { -7 } else { -back })),
            (Some(Shift::Next), _) => day(add_days(p, if on == 0 { 7 } else { on })),
            (_, Some((n, _))) if n > 0 => day(add_days(p, if on == 0 { 7 } else { on })),
            (_, Some((n, _))) if n < 0 => day(add_days(p, if back == 0 { -7 } else { -back })),
            _ => match direction {
                Direction::Past => day(add_days(p, -back)),
                Direction::Future => day(add_days(p, on)),
                Direction::Either if back == 0 => day(Some(p)),
                Direction::Either => one_or_ambiguous(vec![day(add_days(p, -back)), day(add_days(p, on))]),
            },
        }
    }

    /// Quarters and half years.
    fn part_of_year(&self, context: &Context<'_>, direction: Direction) -> When {
        let (months, unit) = if self.units.contains(&Unit::Quarter) {
            (3_i8, Granularity::Quarter)
        } else {
            (6, Granularity::Duration)
        };
        let of = |y: i16, n: i8| {
            let first = (n - 1) * months + 1;
            range(
                date(y, first, 1),
                date(y, first + months - 1, days_in(y, first + months - 1)),
                unit,
            )
        };
        let published = context.published;
        // "kuartal terakhir 2023".
        let last = (self.shift == Some(Shift::Last) && self.year.is_some()).then_some(12 / u32::from(months as u8));
        match self.ordinal.or(last).and_then(|n| i8::try_from(n).ok()) {
            Some(n) if (1..=12 / months).contains(&n) => {
                if let Some(y) = self.year.or_else(|| self.shifted_year(published)) {
                    return of(y, n);
                }
                let Some(p) = published else { return open(NO_DATE) };
                let begun = (p.month() - 1) / months + 1 >= n;
                match direction {
                    Direction::Past => of(if begun { p.year() } else { p.year() - 1 }, n),
                    _ => of(
                        if (p.month() - 1) / months < n {
                            p.year()
                        } else {
                            p.year() + 1
                        },
                        n,
                    ),
                }
            }
            Some(_) => open("no such part of a year"),
            None => {
                let Some(p) = published else { return open(NO_DATE) };
                let Some(shift) = self.shift else { return open(LENGTH) };
                let offset = match shift {
                    Shift::Last => -1,
                    Shift::This => 0,
                    Shift::Next => 1,
                };
                match add_months(p, offset * i32::from(months)) {
                    Some(d) => of(d.year(), (d.month() - 1) / months + 1),
                    None => open("no such date in the calendar"),
                }
            }
        }
    }

    /// A number of days, weeks, years: ago, later, past, or only a length.
    fn counted(&self, n: f64, unit: Unit, context: &Context<'_>, direction: Direction) -> When {
        if self.other > 0 && (self.before || self.after || self.earlier || self.later) {
            return open(NAMED);
        }
        if self.fuzzy {
            return open(VAGUE);
        }
        let published = context.published;
        let whole = |d: Option<Date>| match (d, unit) {
            (None, _) => open("no such date in the calendar"),
            (Some(d), Unit::Month) => side_of_month(d.year(), d.month(), None),
            (Some(d), Unit::Year | Unit::Decade | Unit::Century) => side_of_year(d.year(), None),
            (Some(d), Unit::Week | Unit::Weekend | Unit::Fortnight) => week_of(d),
            (Some(d), _) => day(Some(d)),
        };
        if self.ago || self.hence {
            let Some(p) = published else { return open(NO_DATE) };
            return whole(add(p, if self.ago { -n } else { n }, unit));
        }
        if self.past {
            let Some(p) = published else { return open(NO_DATE) };
            return range(add(p, -n, unit), Some(p), Granularity::Duration);
        }
        if self.later || self.earlier || (self.before && self.other == 0) {
            let Some(a) = context.anchor else {
                return open(NO_ANCHOR);
            };
            let from = if self.later { a.end } else { a.start };
            if unit < Unit::Day {
                return if a.start == a.end {
                    day(Some(a.start))
                } else {
                    open(NO_ANCHOR)
                };
            }
            if unit < Unit::Month && a.start != a.end {
                return open(NO_ANCHOR);
            }
            return whole(add(from, if self.later { n } else { -n }, unit));
        }
        if self.shift == Some(Shift::Next) || (self.within && direction == Direction::Future && unit >= Unit::Day) {
            let Some(p) = published else { return open(NO_DATE) };
            return range(Some(p), add(p, n, unit), Granularity::Duration);
        }
        open(LENGTH)
    }

    fn as_anchor(&self, anchor: Option<TimeRange>) -> When {
        let Some(a) = anchor else { return open(NO_ANCHOR) };
        match self.units.iter().max() {
            Some(Unit::Month) => side_of_month(a.start.year(), a.start.month(), self.side),
            Some(Unit::Year) => side_of_year(a.start.year(), self.side),
            Some(Unit::Week) if a.start == a.end => week_of(a.start),
            Some(Unit::Week | Unit::Weekend) => open(NO_ANCHOR),
            _ if a.start == a.end => Resolution::Resolved(a),
            _ => open(NO_ANCHOR),
        }
    }

    /// "pekan lalu", "this month", "akhir tahun".
    fn around(&self, unit: Unit, p: Date, direction: Direction) -> When {
        let shift = match self.shift {
            Some(Shift::Last) => -1,
            Some(Shift::Next) => 1,
            _ => 0,
        };
        match unit {
            Unit::Second | Unit::Minute | Unit::Hour => open(LENGTH),
            Unit::Day => day(add_days(p, shift)),
            Unit::Week => {
                let Some(monday) = add_days(p, i32::from(1 - weekday_of(p)) + 7 * shift) else {
                    return open("no such date in the calendar");
                };
                let (from, to) = match self.side {
                    Some(Side::Early) => (0, 2),
                    Some(Side::Mid) => (2, 4),
                    Some(Side::Late) => (4, 6),
                    None => (0, 6),
                };
                range(add_days(monday, from), add_days(monday, to), Granularity::Week)
            }
            Unit::Weekend => {
                let back = i32::from((weekday_of(p) - 6).rem_euclid(7));
                let on = i32::from((6 - weekday_of(p)).rem_euclid(7));
                let inside = weekday_of(p) >= 6;
                let offset = match (self.shift, direction) {
                    (Some(Shift::Last), _) => {
                        if inside {
                            -back - 7
                        } else {
                            -back
                        }
                    }
                    (Some(Shift::Next), _) => {
                        if inside {
                            7 - back
                        } else {
                            on
                        }
                    }
                    (_, _) if inside => -back,
                    (_, Direction::Past) => -back,
                    (_, _) => on,
                };
                range(add_days(p, offset), add_days(p, offset + 1), Granularity::Day)
            }
            Unit::Fortnight => match self.shift {
                Some(Shift::Last) => range(add_days(p, -14), Some(p), Granularity::Duration),
                Some(Shift::Next) => range(Some(p), add_days(p, 14), Granularity::Duration),
                _ => open(LENGTH),
            },
            Unit::Month => match add_months(p, shift) {
                Some(d) => {
                    let here = side_of_month(d.year(), d.month(), self.side);
                    self.turned(here, p, direction, |o| {
                        add_months(p, o).map(|d| side_of_month(d.year(), d.month(), self.side))
                    })
                }
                None => open("no such date in the calendar"),
            },
            Unit::Quarter | Unit::Half => open(LENGTH),
            Unit::Year => {
                let y = i32::from(p.year()) + shift;
                let Ok(y) = i16::try_from(y) else {
                    return open("no such date in the calendar");
                };
                let here = side_of_year(y, self.side);
                self.turned(here, p, direction, |o| {
                    i16::try_from(i32::from(y) + o).ok().map(|y| side_of_year(y, self.side))
                })
            }
            Unit::Decade => {
                let start = p.year() - p.year().rem_euclid(10) + i16::try_from(10 * shift).unwrap_or(0);
                range(date(start, 1, 1), date(start + 9, 12, 31), Granularity::Year)
            }
            Unit::Century => open(VAGUE),
        }
    }

    /// "akhir bulan" without a shift is the one that fits the direction: not yet over, or begun.
    fn turned(&self, here: When, p: Date, direction: Direction, at: impl Fn(i32) -> Option<When>) -> When {
        if self.shift.is_some() || self.side.is_none() {
            return here;
        }
        let Resolution::Resolved(r) = here else { return here };
        match direction {
            Direction::Past if r.start > p => at(-1).unwrap_or(here),
            Direction::Future if r.end < p => at(1).unwrap_or(here),
            _ => here,
        }
    }
}

fn one_or_ambiguous(all: Vec<When>) -> When {
    let mut ranges: Vec<TimeRange> = all.iter().filter_map(|w| w.resolved().copied()).collect();
    ranges.sort_by_key(|r| (r.start, r.end));
    ranges.dedup();
    match ranges.as_slice() {
        [] => all.into_iter().next().unwrap_or_else(|| open(VAGUE)),
        [one] => Resolution::Resolved(*one),
        _ => Resolution::Ambiguous(ranges),
    }
}

/// A day of a month in the year that fits.
fn pick_day(p: Date, month: i8, d: i8, direction: Direction) -> When {
    let all: Vec<Date> = [-1, 0, 1]
        .into_iter()
        .filter_map(|o| date(p.year() + o, month, d))
        .collect();
    if direction == Direction::Either {
        let close: Vec<Date> = all
            .iter()
            .copied()
            .filter(|d| days_between(p, *d).abs() <= 60)
            .collect();
        return match close[..] {
            [one] => day(Some(one)),
            _ => one_or_ambiguous(
                [Direction::Past, Direction::Future]
                    .into_iter()
                    .filter_map(|x| nearest(&all, p, x))
                    .map(|d| day(Some(d)))
                    .collect(),
            ),
        };
    }
    day(nearest(&all, p, direction))
}

/// The nearest date in a direction; a day across the date line is forgiven.
fn nearest(all: &[Date], p: Date, direction: Direction) -> Option<Date> {
    let distance = |d: &Date| days_between(p, *d);
    match direction {
        Direction::Past => all.iter().copied().filter(|d| distance(d) <= 1).max(),
        Direction::Future => all.iter().copied().filter(|d| distance(d) >= -1).min(),
        Direction::Either => all.iter().copied().min_by_key(|d| (distance(d).abs(), *d)),
    }
}

fn one_day(d: Date) -> TimeRange {
    TimeRange {
        start: d,
        end: d,
        granularity: Granularity::Day,
    }
}

fn side_of_month(y: i16, m: i8, side: Option<Side>) -> When {
    let last = days_in(y, m);
    let (from, to) = match side {
        Some(Side::Early) => (1, 10),
        Some(Side::Mid) => (11, 20),
        Some(Side::Late) => (21, last),
        None => (1, last),
    };
    range(date(y, m, from), date(y, m, to), Granularity::Month)
}

fn side_of_year(y: i16, side: Option<Side>) -> When {
    let (from, to) = match side {
        Some(Side::Early) => (1, 4),
        Some(Side::Mid) => (5, 8),
        Some(Side::Late) => (9, 12),
        None => (1, 12),
    };
    range(date(y, from, 1), date(y, to, days_in(y, to)), Granularity::Year)
}

/// The last day of the first `n` months of a year.
fn months_of(y: i16, n: f64) -> Option<Date> {
    (1.0..=12.0).contains(&n).then_some(())?;
    date(y, n as i8, days_in(y, n as i8))
}

fn week_of(d: Date) -> When {
    let monday = add_days(d, i32::from(1 - weekday_of(d)));
    range(monday, monday.and_then(|m| add_days(m, 6)), Granularity::Week)
}

#[cfg(test)]
mod tests;
