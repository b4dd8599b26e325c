//! Steps in the calendar that end in nothing where the calendar ends.

use jiff::ToSpan;
use menurut_core::Date;

use super::lexicon::Unit;

pub(super) fn date(y: i16, m: i8, d: i8) -> Option<Date> {
    Date::new(y, m, d).ok()
}

/// 28 where there is no such month.
pub(super) fn days_in(y: i16, m: i8) -> i8 {
    date(y, m, 1).map_or(28, Date::days_in_month)
}

pub(super) fn add_days(d: Date, n: i32) -> Option<Date> {
    d.checked_add(n.days()).ok()
}

pub(super) fn add_months(d: Date, n: i32) -> Option<Date> {
    d.checked_add(n.months()).ok()
}

/// `n` units later; minutes stay on the day, hours count as the days they come to.
pub(super) fn add(d: Date, n: f64, unit: Unit) -> Option<Date> {
    let scaled = |per: f64| {
        let n = (n * per).round();
        (n.abs() < 100_000.0).then_some(n as i32)
    };
    match unit {
        Unit::Second | Unit::Minute => Some(d),
        Unit::Hour => add_days(d, scaled(1.0 / 24.0)?),
        Unit::Day => add_days(d, scaled(1.0)?),
        Unit::Week | Unit::Weekend => add_days(d, scaled(7.0)?),
        Unit::Fortnight => add_days(d, scaled(14.0)?),
        Unit::Month => add_months(d, scaled(1.0)?),
        Unit::Quarter => add_months(d, scaled(3.0)?),
        Unit::Half => add_months(d, scaled(6.0)?),
        Unit::Year => add_months(d, scaled(12.0)?),
        Unit::Decade => add_months(d, scaled(120.0)?),
        Unit::Century => add_months(d, scaled(1200.0)?),
    }
}

const FEASTS: &str = include_str!("feasts.tsv");

/// The table this rests on.
pub(super) fn feasts() -> &'static str {
    FEASTS
}

/// First and last day of a movable feast in a year.
pub(super) fn feast_in(name: &str, year: i16) -> Option<(Date, Date)> {
    let from_easter = match name {
        "good-friday" => Some(-2),
        "easter" => Some(0),
        "easter-monday" => Some(1),
        "ascension" => Some(39),
        _ => None,
    };
    if let Some(days) = from_easter {
        let day = add_days(easter(year)?, days)?;
        return Some((day, day));
    }
    let mut fields = FEASTS
        .lines()
        .map(|l| l.split('\t'))
        .find_map(|mut f| (f.next()? == name).then_some(f))?;
    fields.find_map(|field| {
        let (first, last) = field.split_once('/').unwrap_or((field, field));
        let first: Date = first.parse().ok()?;
        (first.year() == year).then_some((first, last.parse().ok()?))
    })
}

/// Easter Sunday of the Gregorian calendar (the anonymous algorithm, Nature, 20 April 1876).
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - b / 4 - g + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    date(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
}

/// Monday 1 to Sunday 7.
pub(super) fn weekday_of(d: Date) -> i8 {
    d.weekday().to_monday_one_offset()
}

/// Days from `a` to `b`.
pub(super) fn days_between(a: Date, b: Date) -> i32 {
    a.until(b).map_or(0, |s| s.get_days())
}
