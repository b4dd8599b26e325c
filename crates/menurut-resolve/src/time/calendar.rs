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
        Unit::Minute => Some(d),
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

/// Monday 1 to Sunday 7.
pub(super) fn weekday_of(d: Date) -> i8 {
    d.weekday().to_monday_one_offset()
}

/// Days from `a` to `b`.
pub(super) fn days_between(a: Date, b: Date) -> i32 {
    a.until(b).map_or(0, |s| s.get_days())
}
