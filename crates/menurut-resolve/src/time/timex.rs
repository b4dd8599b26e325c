//! The value that a TIMEX3 element would have (ISO-TimeML, ISO 24617-1): dates as far as they are said, lengths, and
//! references to now, before and after.

use menurut_core::{Granularity, Resolution, TimeRange};

use super::When;
use super::lexicon::Unit;
use super::parts::Parts;

/// `None` where nothing is known.
pub(super) fn value(parts: &Parts, when: &When, plural: bool) -> Option<String> {
    if parts.fuzzy && parts.ago {
        return Some("PAST_REF".to_owned());
    }
    let dated = parts.ago || parts.hence || parts.later || parts.earlier || parts.before || parts.after || parts.since;
    if let Some((n, unit)) = parts.counted
        && !dated
        && parts.ordinal.is_none()
        && parts.month.is_none()
        && parts.weekday.is_none()
    {
        let whole = length((!parts.fuzzy).then_some(n), unit);
        return Some(match parts.beside {
            // "1 jam 30 menit" is PT1H30M.
            Some((n, smaller)) => {
                let rest = length(Some(n), smaller);
                let mark = if whole.contains('T') { "PT" } else { "P" };
                whole + rest.strip_prefix(mark).unwrap_or(&rest)
            }
            None => whole,
        });
    }
    if let Resolution::Resolved(range) = when {
        return Some(days(range));
    }
    if let Some(reference) = parts.reference {
        return Some(reference.to_owned());
    }
    let bare = parts.shift.is_none() && parts.side.is_none() && parts.ordinal.is_none() && !dated && !parts.same;
    match parts.units.as_slice() {
        [unit] if bare && parts.other == 0 && matches!(when, Resolution::Unresolved(why) if why == super::LENGTH) => {
            Some(length((!plural).then_some(1.0), *unit))
        }
        _ => None,
    }
}

fn days(r: &TimeRange) -> String {
    let (s, year) = (r.start, r.start.year());
    match r.granularity {
        Granularity::Day | Granularity::Hour if s == r.end => s.to_string(),
        Granularity::Week => {
            let week = s.iso_week_date();
            format!("{:04}-W{:02}", week.year(), week.week())
        }
        Granularity::Month if (year, s.month()) == (r.end.year(), r.end.month()) => {
            format!("{year:04}-{:02}", s.month())
        }
        Granularity::Quarter if year == r.end.year() => format!("{year:04}-Q{}", (s.month() - 1) / 3 + 1),
        Granularity::Year if year == r.end.year() => format!("{year:04}"),
        Granularity::Year if year % 10 == 0 && r.end.year() - year == 9 => format!("{:03}", year / 10),
        Granularity::Year if r.end.year() - year >= 98 => format!("{:02}", year / 100),
        _ => format!("{s}/{}", r.end),
    }
}

/// An unsaid number is X.
fn length(n: Option<f64>, unit: Unit) -> String {
    let (times, mark) = match unit {
        Unit::Second => (1.0, "S"),
        Unit::Minute => (1.0, "M"),
        Unit::Hour => (1.0, "H"),
        Unit::Day => (1.0, "D"),
        Unit::Week => (1.0, "W"),
        Unit::Fortnight => (2.0, "W"),
        Unit::Weekend => (1.0, "WE"),
        Unit::Month => (1.0, "M"),
        Unit::Quarter => (1.0, "Q"),
        Unit::Half => (6.0, "M"),
        Unit::Year => (1.0, "Y"),
        Unit::Decade => (10.0, "Y"),
        Unit::Century => (100.0, "Y"),
    };
    let clock = if unit < Unit::Day { "T" } else { "" };
    match n {
        // Halves in the next smaller unit.
        Some(n) if n.fract() == 0.5 && matches!(unit, Unit::Hour | Unit::Year) => {
            let (whole, half) = if unit == Unit::Hour { ("H", "30M") } else { ("Y", "6M") };
            let first = if n < 1.0 {
                String::new()
            } else {
                format!("{}{whole}", n.floor())
            };
            format!("P{clock}{first}{half}")
        }
        Some(n) => format!("P{clock}{}{mark}", n * times),
        None if times > 1.0 && unit != Unit::Fortnight => {
            format!(
                "PX{}",
                if unit == Unit::Century {
                    "CE"
                } else if unit == Unit::Decade {
                    "DE"
                } else {
                    mark
                }
            )
        }
        None => format!("P{clock}X{mark}"),
    }
}
