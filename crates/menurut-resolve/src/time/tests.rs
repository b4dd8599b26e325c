use menurut_core::Resolution;
use proptest::prelude::*;

use super::*;

fn context(lang: &str, direction: Direction) -> Context<'_> {
    Context {
        published: Some(Date::constant(2024, 11, 30)),
        anchor: None,
        direction,
        lang,
    }
}

fn print(when: When) -> String {
    let one = |r: &TimeRange| {
        let days = if r.start == r.end {
            r.start.to_string()
        } else {
            format!("{}..{}", r.start, r.end)
        };
        format!("{days} {}", r.granularity)
    };
    match when {
        Resolution::Resolved(r) => one(&r),
        Resolution::Ambiguous(all) => all.iter().map(one).collect::<Vec<_>>().join(" or "),
        Resolution::Unresolved(why) => format!("? {why}"),
    }
}

/// Against Saturday, 30 November 2024.
#[track_caller]
fn check(lang: &str, text: &str, expected: &str) {
    assert_eq!(print(days(text, &context(lang, Direction::Past))), expected, "{text}");
}

#[track_caller]
fn ahead(lang: &str, text: &str, expected: &str) {
    assert_eq!(print(days(text, &context(lang, Direction::Future))), expected, "{text}");
}

#[test]
fn feasts_move_with_their_calendars() {
    let past = |text: &str| print(days(text, &context("id", Direction::Past)));
    assert_eq!(past("Lebaran 2022"), "2022-05-02 day");
    assert_eq!(past("Paskah 2023"), "2023-04-09 day");
    assert_eq!(past("Jumat Agung 2024"), "2024-03-29 day");
    assert_eq!(past("Ramadan 2023"), "2023-03-23..2023-04-21 duration");
    assert_eq!(past("H-3 Lebaran"), "2024-04-07 day", "the one before publication");
    assert_eq!(past("Lebaran 1955"), format!("? {FEAST}"), "no table goes back so far");
}

/// The days alone.
fn days(text: &str, context: &Context<'_>) -> When {
    resolve(text, context).0
}

#[test]
fn values_are_those_of_timex() {
    let value = |lang: &str, text: &str| resolve(text, &context(lang, Direction::Past)).1.unwrap_or_default();
    let all = [
        ("id", "selama tiga hari", "P3D"),
        ("id", "kuartal IV-2021", "2021-Q4"),
        ("id", "1 jam 30 menit", "PT1H30M"),
        ("id", "setengah tahun", "P6M"),
        ("id", "puluhan tahun silam", "PAST_REF"),
        ("id", "beberapa pekan", "PXW"),
        ("id", "18 bulan", "P18M"),
        ("id", "satu dekade", "P10Y"),
        ("id", "setahun", "P1Y"),
        ("id", "dua tahun terakhir", "P2Y"),
        ("id", "dua jam", "PT2H"),
        ("id", "saat ini", "PRESENT_REF"),
        ("id", "baru-baru ini", "PAST_REF"),
        ("id", "pada abad ke-19", "18"),
        ("id", "Januari 2020", "2020-01"),
        ("id", "kuartal kedua 2021", "2021-Q2"),
        ("en", "30 November 2024", "2024-11-30"),
        ("en", "the 1990s", "199"),
        ("en", "the 20th century", "19"),
        ("en", "a week", "P1W"),
        ("en", "weeks", "PXW"),
        ("en", "several days", "PXD"),
        ("en", "a mere 24 hours", "PT24H"),
        ("en", "two years ago", "2022"),
        ("en", "now", "PRESENT_REF"),
        ("en", "the next few months", "PXM"),
        ("es", "tres días", "P3D"),
        ("fr", "trois jours", "P3D"),
        ("en", "after the war", ""),
    ];
    for (lang, text, expected) in all {
        assert_eq!(value(lang, text), expected, "{text}");
    }
}

#[test]
fn weekdays() {
    check("id", "Jumat", "2024-11-29 day");
    check("id", "Sabtu", "2024-11-30 day");
    check("id", "Sabtu lalu", "2024-11-23 day");
    check("id", "Minggu", "2024-11-24 day");
    check("id", "Jumat pekan lalu", "2024-11-22 day");
    check("id", "Senin pekan depan", "2024-12-02 day");
    check("id", "Rabu malam", "2024-11-27 day");
    check("id", "Kamis (28/11)", "2024-11-28 day");
    check("id", "Kamis (28/11/2024) dini hari", "2024-11-28 day");
    check("id", "Sabtu, 30 November", "2024-11-30 day");
    check("en", "Friday", "2024-11-29 day");
    check("en", "last Wednesday", "2024-11-27 day");
    check("en", "early on Tuesday", "2024-11-26 day");
    check("en", "dawn on Thursday", "2024-11-28 day");
    ahead("en", "Friday", "2024-12-06 day");
    ahead("id", "Senin", "2024-12-02 day");
    ahead("en", "next Saturday", "2024-12-07 day");
    check("ms", "Khamis", "2024-11-28 day");
    check("es", "el martes pasado", "2024-11-26 day");
    check("fr", "jeudi", "2024-11-28 day");
    check("de", "am Montag", "2024-11-25 day");
}

#[test]
fn months_and_years() {
    check("id", "Juni", "2024-06-01..2024-06-30 month");
    check("id", "September tahun lalu", "2023-09-01..2023-09-30 month");
    check("id", "Desember", "2023-12-01..2023-12-31 month");
    ahead("id", "Desember", "2024-12-01..2024-12-31 month");
    check("id", "Januari mendatang", "2025-01-01..2025-01-31 month");
    check("id", "awal Mei", "2024-05-01..2024-05-10 month");
    check("id", "pekan kedua Januari", "2024-01-08..2024-01-14 week");
    check("id", "April 2019", "2019-04-01..2019-04-30 month");
    check("id", "2014", "2014-01-01..2014-12-31 year");
    check("id", "akhir 2023", "2023-09-01..2023-12-31 year");
    check("en", "last September", "2024-09-01..2024-09-30 month");
    check("en", "June last year", "2023-06-01..2023-06-30 month");
    check("en", "mid-March", "2024-03-11..2024-03-20 month");
    check("en", "last November", "2023-11-01..2023-11-30 month");
    check("en", "1990s", "1990-01-01..1999-12-31 year");
    check("id", "1990-an", "1990-01-01..1999-12-31 year");
    check("id", "1998-2001", "1998-01-01..2001-12-31 year");
    check("id", "Juli 2023 hingga Juni 2024", "2023-07-01..2024-06-30 month");
    check("id", "kuartal pertama 2024", "2024-01-01..2024-03-31 quarter");
    check("en", "autumn of 2016", "2016-01-01..2016-12-31 year");
}

#[test]
fn dates() {
    check("id", "17 Agustus 1945", "1945-08-17 day");
    check("id", "1 Desember", "2024-12-01 day");
    check("id", "5 Oktober", "2024-10-05 day");
    check("id", "10-12 April", "2024-04-10..2024-04-12 day");
    check("id", "10 dan 20 Maret", "2024-03-10..2024-03-20 day");
    check("id", "28 Oktober hingga 3 November", "2024-10-28..2024-11-03 day");
    check("id", "30-11-2024", "2024-11-30 day");
    check("en", "May 5, 2021", "2021-05-05 day");
    check("en", "Aug. 3", "2024-08-03 day");
    check("en", "the 4th of July", "2024-07-04 day");
    check("en", "2024-11-02", "2024-11-02 day");
    check("en", "11/28", "2024-11-28 day");
    check("en", "1 to 3 November", "2024-11-01..2024-11-03 day");
    check("en", "Christmas Eve 2023", "2023-12-24 day");
    check("es", "3 de mayo de 2023", "2023-05-03 day");
    check("pt", "7 de setembro", "2024-09-07 day");
    check("fr", "14 juillet 2019", "2019-07-14 day");
    check("de", "3. Oktober 1990", "1990-10-03 day");
    check("id", "31 Februari 2024", "? no such date in the calendar");
}

#[test]
fn shifts() {
    check("id", "kemarin", "2024-11-29 day");
    check("id", "hari ini", "2024-11-30 day");
    check("id", "tadi malam", "2024-11-29 day");
    check("id", "lusa", "2024-12-02 day");
    check("id", "pekan lalu", "2024-11-18..2024-11-24 week");
    check("id", "minggu depan", "2024-12-02..2024-12-08 week");
    check("id", "bulan lalu", "2024-10-01..2024-10-31 month");
    check("id", "tahun depan", "2025-01-01..2025-12-31 year");
    check("id", "dua hari lalu", "2024-11-28 day");
    check("id", "tiga bulan lalu", "2024-08-01..2024-08-31 month");
    check("id", "sepuluh tahun silam", "2014-01-01..2014-12-31 year");
    check("id", "dua tahun terakhir", "2022-11-30..2024-11-30 duration");
    check("id", "sebulan terakhir", "2024-10-30..2024-11-30 duration");
    check("id", "akhir bulan ini", "2024-11-21..2024-11-30 month");
    ahead("id", "akhir tahun", "2024-09-01..2024-12-31 year");
    check("id", "akhir pekan lalu", "2024-11-23..2024-11-24 day");
    check("en", "three weeks ago", "2024-11-04..2024-11-10 week");
    check("en", "the past six weeks", "2024-10-19..2024-11-30 duration");
    check("en", "last two years", "2022-11-30..2024-11-30 duration");
    check("en", "last week", "2024-11-18..2024-11-24 week");
    check("en", "tonight", "2024-11-30 day");
    check("en", "overnight", "2024-11-29..2024-11-30 day");
    check("en", "earlier this month", "2024-11-01..2024-11-30 month");
    check("en", "a year ago", "2023-01-01..2023-12-31 year");
}

#[test]
fn since_and_until() {
    check("id", "sejak 2014", "2014-01-01..2024-11-30 duration");
    check("en", "since February", "2024-02-01..2024-11-30 duration");
    check("id", "sejak awal tahun", "2024-01-01..2024-11-30 duration");
    ahead("id", "paling lambat akhir Februari", "2024-11-30..2025-02-28 duration");
    ahead(
        "id",
        "selama tujuh hari mulai Kamis depan",
        "2024-12-05..2024-12-11 duration",
    );
    ahead("en", "within three days", "2024-11-30..2024-12-03 duration");
}

#[test]
fn what_stays_open_says_why() {
    check("id", "selama tiga hari", &format!("? {LENGTH}"));
    check("en", "for two weeks", &format!("? {LENGTH}"));
    check("id", "dini hari", &format!("? {PART_OF_DAY}"));
    check("id", "pukul 08.00 WIB", &format!("? {PART_OF_DAY}"));
    check("id", "sehari sebelumnya", &format!("? {NO_ANCHOR}"));
    check("id", "dua hari sebelum referendum", &format!("? {NAMED}"));
    check("en", "election night", &format!("? {NAMED}"));
    check("en", "Passover", &format!("? {FEAST}"));
    check("en", "last spring", &format!("? {SEASON}"));
    check("id", "beberapa hari", &format!("? {VAGUE}"));
    let no_date = Context {
        published: None,
        ..context("id", Direction::Past)
    };
    for text in [
        "Jumat",
        "kemarin",
        "pekan lalu",
        "Juni",
        "(13/7)",
        "September tahun lalu",
        "dua hari lalu",
    ] {
        assert_eq!(print(days(text, &no_date)), format!("? {NO_DATE}"), "{text}");
    }
    assert_eq!(print(days("Juni 2020", &no_date)), "2020-06-01..2020-06-30 month");
    assert!(print(days("вчера", &context("ru", Direction::Past))).contains("'ru'"));
}

#[test]
fn other_days_count_from_the_one_before() {
    let after = |lang, text| {
        let anchor = Some(one_day(Date::constant(2024, 11, 20)));
        print(days(
            text,
            &Context {
                anchor,
                ..context(lang, Direction::Past)
            },
        ))
    };
    assert_eq!(after("id", "sehari sebelumnya"), "2024-11-19 day");
    assert_eq!(after("id", "keesokan harinya"), "2024-11-21 day");
    assert_eq!(after("id", "hari yang sama"), "2024-11-20 day");
    assert_eq!(after("id", "dua pekan kemudian"), "2024-12-02..2024-12-08 week");
    assert_eq!(after("id", "pukul 08.00 WIB"), "2024-11-20 hour");
    assert_eq!(after("id", "dini hari"), "2024-11-20 day");
    assert_eq!(after("en", "day earlier"), "2024-11-19 day");
    assert_eq!(after("en", "the same evening"), "2024-11-20 day");
    assert_eq!(after("en", "9 a.m."), "2024-11-20 hour");
    assert_eq!(after("id", "9 Agustus tahun yang sama"), "2024-08-09 day");
}

#[test]
fn a_condition_leaves_the_year_open() {
    let either = context("en", Direction::Either);
    assert_eq!(
        print(days("March", &either)),
        "2024-03-01..2024-03-31 month or 2025-03-01..2025-03-31 month"
    );
    assert_eq!(print(days("by Friday", &either)), "2024-11-30..2024-12-06 duration");
}

#[test]
fn a_time_in_running_text_is_found() {
    let c = context("id", Direction::Past);
    let found = |text| last_in(text, &c).map(|r| r.start.to_string());
    assert_eq!(
        found("Pemerintah kota pada Kamis (28/11) mengumumkan"),
        Some("2024-11-28".into())
    );
    assert_eq!(
        found("Banjir sejak 3 November lalu merendam"),
        Some("2024-11-03".into())
    );
    assert_eq!(found("tidak ada hari yang disebut"), None);
    assert_eq!(last_in("They may march on", &context("en", Direction::Past)), None);
}

proptest! {
    #[test]
    fn every_string_gives_an_answer(text in ".{0,200}", lang in "(id|en|ms|es|fr|pt|de|ru)?") {
        for direction in [Direction::Past, Direction::Future, Direction::Either] {
            let c = Context { anchor: Some(one_day(Date::constant(2024, 11, 20))), ..context(&lang, direction) };
            let _ = days(&text, &c);
            let _ = last_in(&text, &c);
        }
    }

    #[test]
    fn heaps_of_time_words_give_an_answer(
        picks in prop::collection::vec(0..400usize, 0..14),
        lang in "(id|en)",
    ) {
        let table = lexicon::TABLES.iter().find(|(l, _)| *l == lang).map(|(_, t)| *t).unwrap_or("");
        let all: Vec<&str> = crate::words::rows(table).filter_map(|r| r.get(1).copied()).chain(["31", "2024", "9999", "12/12", "1.5"]).collect();
        let text: Vec<&str> = picks.iter().map(|i| all[i % all.len()]).collect();
        for direction in [Direction::Past, Direction::Future, Direction::Either] {
            let when = days(&text.join(" "), &Context { anchor: Some(one_day(Date::MAX)), ..context(&lang, direction) });
            if let Resolution::Resolved(r) = when {
                prop_assert!(r.start <= r.end);
            }
        }
    }
}

#[test]
fn tables_are_well_formed() {
    for (lang, table) in lexicon::TABLES {
        for row in crate::words::rows(table) {
            assert!(row.len() >= 2 && !row[1].is_empty(), "{lang}: {row:?}");
        }
    }
}
