use proptest::prelude::*;

use super::*;

fn print(r: &Reading) -> String {
    let max = r.max.map_or(String::new(), |m| format!("–{m}"));
    format!("{} {}{max} {}", r.bound, r.value, r.unit).trim_end().to_owned()
}

#[track_caller]
fn check(lang: &str, text: &str, expected: &str) {
    let got = read(text, lang).map_or_else(|why| format!("? {why}"), |r| print(&r));
    assert_eq!(got, expected, "{text}");
}

#[test]
fn digits_follow_the_language() {
    check(
        "id",
        "lebih dari 10.000 kontainer amunisi",
        "more_than 10000 kontainer amunisi",
    );
    check("en", "more than 10,000 containers", "more_than 10000 containers");
    check("id", "1,5 ton ikan", "exactly 1.5 ton ikan");
    check("en", "1.5 tonnes of fish", "exactly 1.5 tonnes of fish");
    check("id", "10,000 personel", "exactly 10000 personel");
    check("id", "2.345.678 lembar surat", "exactly 2345678 surat");
    check("id", "1.234,5 hektare", "exactly 1234.5 hektare");
    check("ms", "1,200 orang", "exactly 1200 orang");
    check("fr", "10 000 soldats", "exactly 10000 soldats");
    check("fr", "10\u{a0}000 soldats", "exactly 10000 soldats");
    check("ar", "٢٥", "exactly 25");
}

#[test]
fn words_are_numbers() {
    check("id", "dua belas perahu", "exactly 12 perahu");
    check("id", "tiga puluh lima rumah", "exactly 35 rumah");
    check("id", "dua ratus tujuh puluh sembilan", "exactly 279");
    check("id", "seribu lima ratus karung", "exactly 1500 karung");
    check("id", "sekitar 1,2 juta", "about 1200000");
    check("id", "dua setengah juta pohon", "exactly 2500000 pohon");
    check("id", "sebuah perahu", "exactly 1 perahu");
    check("en", "twenty-five boats", "exactly 25 boats");
    check("en", "two hundred and five homes", "exactly 205 homes");
    check("en", "a hundred tents", "exactly 100 tents");
    check("en", "half a million masks", "exactly 500000 masks");
    check("en", "half a dozen buses", "exactly 6 buses");
    check("en", "two dozen villages", "exactly 24 villages");
    check("en", "three thousand two hundred sacks", "exactly 3200 sacks");
    check("en", "six F-16s", "exactly 6 F-16s");
    check("es", "tres mil soldados", "exactly 3000 soldados");
    check("de", "zwölf Boote", "exactly 12 Boote");
}

#[test]
fn bounds() {
    check("en", "at least 12", "at_least 12");
    check("en", "no fewer than 40 people", "at_least 40 people");
    check("en", "nearly 300 others", "about 300");
    check("en", "up to 20 trucks", "at_most 20 trucks");
    check("en", "500 or more trucks", "at_least 500 trucks");
    check("id", "sedikitnya tujuh orang", "at_least 7 orang");
    check("id", "kurang dari 30 orang", "at_most 30 orang");
    check("id", "hingga 5.000 orang", "at_most 5000 orang");
    check("id", "10.000 lebih buku", "more_than 10000 buku");
    check("es", "al menos 20 muertos", "at_least 20 muertos");
}

#[test]
fn ranges_and_vague_numbers() {
    check("id", "5-7 perahu", "range 5–7 perahu");
    check("id", "antara 10 dan 20 kapal", "range 10–20 kapal");
    check("id", "dua atau tiga perahu", "range 2–3 perahu");
    check("id", "5-7 juta batang", "range 5000000–7000000 batang");
    check("en", "between 10 and 20 boats", "range 10–20 boats");
    check("en", "5 to 7 boats", "range 5–7 boats");
    check("id", "puluhan perahu", "range 20–99 perahu");
    check("id", "ratusan lainnya", "range 100–999");
    check("id", "belasan warga", "range 11–19 warga");
    check("id", "puluhan ribu orang", "range 20000–99999 orang");
    check("id", "beberapa ratus orang", "range 200–999 orang");
    check("en", "dozens of boats", "range 24–99 boats");
    check("en", "tens of thousands of books", "range 20000–99999 books");
    check("en", "several hundred people", "range 200–999 people");
    check("id", "antara tiga bulan dan satu tahun", "range 0.25–1 tahun");
}

#[test]
fn money_and_shares() {
    check("id", "Rp1,2 triliun", "exactly 1200000000000 IDR");
    check("id", "uang tunai Rp 9,5 juta", "exactly 9500000 IDR");
    check("id", "lima juta dolar AS", "exactly 5000000 USD");
    check("id", "12 juta dolar Selandia Baru", "exactly 12000000 NZD");
    check("en", "$5 million", "exactly 5000000 USD");
    check("en", "US$40m", "exactly 40000000 USD");
    check("en", "A$3 billion", "exactly 3000000000 AUD");
    check("en", "€2,500", "exactly 2500 EUR");
    check("en", "R236m", "exactly 236000000 ZAR");
    check("en", "$5-7 million", "range 5000000–7000000 USD");
    check("en", "7 million pesos", "exactly 7000000 peso");
    check("en", "25%", "exactly 25 percent");
    check("id", "5,2 persen", "exactly 5.2 percent");
}

#[test]
fn nouns() {
    check("id", "dua pucuk senapan serbu", "exactly 2 senapan serbu");
    check("id", "12 orang", "exactly 12 orang");
    check("id", "24 di antaranya", "exactly 24");
    check("en", "six of them", "exactly 6");
    check("en", "18 more soldiers", "exactly 18 soldiers");
    check("id", "tiga tahun penjara", "exactly 3 tahun penjara");
    check("id", "satu tahun dua bulan penjara", "exactly 14 bulan penjara");
    check("en", "eight years in prison", "exactly 8 years in prison");
    check("id", "39 dari 40 perahu", "exactly 39 dari 40 perahu");
}

#[test]
fn what_is_no_number_says_so() {
    check("id", "beberapa orang", "? “beberapa orang” gives no number");
    check("id", "penjara seumur hidup", "? “penjara seumur hidup” gives no number");
    check("en", "crates", "? no number found in “crates”");
    check("en", "", "? no number found in “”");
}

#[test]
fn a_group_has_its_number_in_front() {
    let group = |lang, text| in_group(text, lang).map(|r| print(&r));
    assert_eq!(
        group("id", "lebih dari 10.000 prajurit Andoria").as_deref(),
        Some("more_than 10000 prajurit Andoria")
    );
    assert_eq!(group("id", "12 aktivis").as_deref(), Some("exactly 12 aktivis"));
    assert_eq!(group("en", "two civilians").as_deref(), Some("exactly 2 civilians"));
    assert_eq!(group("id", "ribuan buruh").as_deref(), Some("range 1000–9999 buruh"));
    assert_eq!(group("en", "32-year-old man"), None);
    assert_eq!(group("en", "soldiers of the 3rd brigade"), None);
    assert_eq!(group("id", "pasukan Brigade 12"), None);
    assert_eq!(group("id", "sejumlah aktivis"), None);
    assert_eq!(group("en", "three-member panel"), None);
    assert_eq!(group("en", "half of the workers"), None);
}

proptest! {
    #[test]
    fn every_string_gives_an_answer(text in ".{0,200}", lang in "(id|en|ms|es|fr|pt|de|ru)?") {
        if let Ok(r) = read(&text, &lang) {
            prop_assert!(r.value.is_finite());
            prop_assert!(r.max.is_none_or(|m| m >= r.value));
        }
        let _ = in_group(&text, &lang);
    }

    #[test]
    fn heaps_of_number_words_give_an_answer(picks in prop::collection::vec(0..400usize, 0..20), lang in "(id|en)") {
        let table = numeral::TABLES.iter().find(|(l, _)| *l == lang).map(|(_, t)| *t).unwrap_or("");
        let all: Vec<&str> = crate::words::rows(table).filter_map(|r| r.get(1).copied()).chain(["31", "9.999.999", "1,5", "-", "+"]).collect();
        let text: Vec<&str> = picks.iter().map(|i| all[i % all.len()]).collect();
        if let Ok(r) = read(&text.join(" "), &lang) {
            prop_assert!(r.value.is_finite() && r.max.is_none_or(|m| m >= r.value), "{r:?}");
        }
    }
}

#[test]
fn tables_are_well_formed() {
    for (lang, table) in numeral::TABLES {
        for row in crate::words::rows(table) {
            let fields = match row[0] {
                "vague" | "few" => 4,
                "value" | "times" | "money" | "bound" | "after" | "range" | "currency" | "measure" | "ordinal"
                | "counts" => 3,
                _ => 2,
            };
            assert!(row.len() >= fields, "{lang}: {row:?}");
            if matches!(row[0], "bound" | "after") {
                assert!(row[2].parse::<Bound>().is_ok(), "{lang}: {row:?}");
            }
            if row[0] == "currency" && row.len() == 3 {
                assert!(
                    row[2].len() == 3 && row[2].bytes().all(|b| b.is_ascii_uppercase()),
                    "{lang}: {row:?}"
                );
            }
        }
    }
}
