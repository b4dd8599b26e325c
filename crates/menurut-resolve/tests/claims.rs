//! Claims: roles, times, amounts and places put together.

mod common;

use common::{article, country};
use menurut_core::{Claim, Precision, Resolution};

fn claims(source: &str) -> Vec<Claim> {
    article(source).resolve().claims
}

#[track_caller]
fn times(source: &str, expected: &[&str]) {
    let got: Vec<String> = claims(source)
        .iter()
        .flat_map(|c| &c.times)
        .map(|time| match &time.range {
            Resolution::Resolved(r) if r.start == r.end => format!("{} {}", r.start, r.granularity),
            Resolution::Resolved(r) => format!("{}..{} {}", r.start, r.end, r.granularity),
            Resolution::Ambiguous(all) => format!("{} fit", all.len()),
            Resolution::Unresolved(why) => format!("? {why}"),
        })
        .collect();
    assert_eq!(got, expected);
}

#[track_caller]
fn amounts(source: &str, expected: &[&str]) {
    let got: Vec<String> = claims(source)
        .iter()
        .flat_map(|c| &c.amounts)
        .map(|a| {
            let max = a.value_max.map_or(String::new(), |m| format!("–{m}"));
            format!("{} {}{max} {} {}", a.bound, a.value, a.unit, a.counts.unwrap_or("-"))
        })
        .collect();
    assert_eq!(got, expected);
}

#[test]
fn the_status_turns_the_weekday() {
    times(
        "# date=2024-11-27
         [m1 GRP|Buruh] [e1 PROTEST|mogok] pada [m2 TIME|Senin] dan akan [e2 PROTEST|berunjuk rasa] pada [m3 TIME|Jumat].
         e1 m1> ^m2 strike ; e2 m1> ^m3 future demo",
        &["2024-11-25 day", "2024-11-29 day"],
    );
}

#[test]
fn an_hour_takes_the_day_beside_it() {
    times(
        "# date=2024-11-27
         [m1 GRP|Buruh] [e1 PROTEST|mogok] pada [m2 TIME|Senin] sejak [m3 TIME|pukul 08.00 WIB].
         e1 m1> ^m2,m3 strike",
        &["2024-11-25 day", "2024-11-25 hour"],
    );
}

#[test]
fn other_days_count_from_the_text_before() {
    times(
        "# date=2024-07-14
         [m1 GRP|Serikat Buruh Kenanga] pada Kamis (11/7) mengumumkan telah [e1 PROTEST|mogok] [m2 TIME|sehari sebelumnya].
         e1 m1> ^m2 strike
         Polisi [e2 COERCE|menangkap] [m1 GRP|tiga buruh] pada [m2 TIME|hari yang sama].
         e2 >m1 ^m2 arrest",
        &["2024-07-10 day", "2024-07-11 day"],
    );
}

#[test]
fn without_a_date_the_reason_is_kept() {
    let c = &claims("[m1 GRP|Buruh] [e1 PROTEST|mogok] pada [m2 TIME|Senin].\n e1 m1> ^m2 strike")[0];
    let open = c
        .unresolved
        .iter()
        .find(|u| u.field == "times[0]")
        .expect("an open time");
    assert!(open.reason.contains("--date"), "{}", open.reason);
}

#[test]
fn a_bare_count_is_recipient_and_amount() {
    let source = "# lang=id
         [e1 ASSAULT|Bom] di pasar menewaskan [m1 AMOUNT|sedikitnya 12 orang] dan melukai [m2 AMOUNT|30 lainnya].
         e1 >m1,m2 #m1,m2 explosives";
    amounts(source, &["at_least 12 orang killed", "exactly 30  injured"]);
    let c = &claims(source)[0];
    assert_eq!(c.recipients.len(), 2);
    assert_eq!(c.recipients.iter().map(country).collect::<Vec<_>>(), ["?", "?"]);
    assert!(c.unresolved.iter().any(|u| u.field == "recipients[0].country"));
}

#[test]
fn the_number_in_a_group_is_an_amount() {
    amounts(
        "[m1 GRP|Lebih dari 4.000 serdadu Veria] [e1 MOBILIZE|dikerahkan] ke [m2 LOC|lembah Oru].
         e1 m1> @m2 troops",
        &["more_than 4000 serdadu Veria deployed"],
    );
    amounts(
        "# lang=en
         Police [e1 COERCE|arrested] [m1 GRP|two students] and fined them [m2 AMOUNT|$300].
         e1 >m1 #m2 arrest",
        &["exactly 2 students arrested", "exactly 300 USD -"],
    );
}

#[test]
fn what_gives_no_number_says_so() {
    let c = &claims("[e1 ASSAULT|Bom] menewaskan [m1 AMOUNT|beberapa orang].\n e1 >m1 #m1 explosives")[0];
    assert!(c.amounts.is_empty());
    assert!(
        c.unresolved
            .iter()
            .any(|u| u.field == "amounts" && u.reason.contains("no number"))
    );
}

#[test]
fn a_visited_country_is_the_host() {
    let hosts = |source: &str| claims(source)[0].recipients.iter().map(country).collect::<Vec<_>>();
    assert_eq!(
        hosts("[m1 GRP|Menteri luar negeri Jepang] [e1 CONSULT|berkunjung] ke [m2 GPE|Vietnam].\n e1 m1> @m2 visit"),
        ["VNM"]
    );
    // At home, or with a host, nothing is added.
    assert_eq!(
        hosts("[m1 GRP|Menteri luar negeri Jepang] [e1 CONSULT|berkunjung] ke [m2 GPE|Osaka].\n e1 m1> @m2 visit"),
        [""; 0]
    );
    assert_eq!(
        hosts(
            "[m1 GRP|Menteri luar negeri Jepang] [e1 CONSULT|menemui] [m3 GRP|presiden Filipina] di [m2 GPE|Vietnam].\n e1 m1>m3 @m2 visit"
        ),
        ["PHL"]
    );
}

#[test]
fn a_common_noun_is_no_place_of_that_name() {
    let c = claims("[m1 GRP|Soldiers] [e1 ASSAULT|shelled] the [m2 GPE|capital].\n e1 m1> @m2");
    let place = &c[0].places[0];
    assert!(
        place.country.resolved().is_none() && place.geonames_id.is_none(),
        "{place:?}"
    );
}

#[test]
fn stacked_places_support_each_other() {
    let c = claims(
        "[m1 GRP|Petani] [e1 PROTEST|berdemonstrasi] di [m2 GPE|Sleman], [m3 GPE|Yogyakarta].
         e1 m1> @m2,m3 demo",
    );
    let places = &c[0].places;
    assert_eq!(places.len(), 2);
    for p in places {
        assert_eq!(
            p.country.resolved().map(ToString::to_string).as_deref(),
            Some("IDN"),
            "{p:?}"
        );
        assert_eq!(p.admin1.as_deref(), Some("Yogyakarta"), "{p:?}");
    }
}

/// Name, first division and country of every place, in the order of the claims.
fn where_is(source: &str) -> Vec<String> {
    let shown = |p: &menurut_core::Place| {
        let country = p.country.resolved().map_or("?".to_owned(), ToString::to_string);
        format!("{}, {}, {country}", p.name, p.admin1.as_deref().unwrap_or("-"))
    };
    claims(source)
        .iter()
        .flat_map(|c| c.places.iter().map(shown).collect::<Vec<_>>())
        .collect()
}

#[test]
fn what_stands_behind_a_name_says_where_it_lies() {
    let paris = "# lang=en\n [m1 GRP|Farmers] [e1 PROTEST|rallied] in [m2 GPE|Paris]";
    assert_eq!(
        where_is(&format!("{paris}.\n e1 m1> @m2 demo")),
        ["Paris, Île-de-France, FRA"]
    );
    assert_eq!(
        where_is(&format!("{paris}, [m3 GPE|Texas].\n e1 m1> @m2 demo")),
        ["Paris, Texas, USA"]
    );
    assert_eq!(
        where_is(&format!("{paris}, Tex., at noon.\n e1 m1> @m2 demo")),
        ["Paris, Texas, USA"]
    );
    // A list is no address: there is a Washington in Iowa.
    let list = "# lang=en\n [m1 GRP|Farmers] [e1 PROTEST|rallied] in [m2 GPE|Washington], [m3 GPE|Iowa] and [m4 GPE|Oregon].\n e1 m1> @m2,m3,m4 demo";
    assert!(!where_is(list)[0].contains("Iowa"), "{:?}", where_is(list));
}

#[test]
fn what_an_article_speaks_of_chooses_among_towns_of_one_name() {
    let near = |other: &str| {
        let source = format!(
            "# lang=en\n [m1 GRP|Farmers] [e1 PROTEST|rallied] in [m2 GPE|Manchester], not in [m3 GPE|{other}].\n e1 m1> @m2,m3 demo"
        );
        where_is(&source)[0].clone()
    };
    assert_eq!(near("Liverpool"), "Manchester, England, GBR");
    assert_eq!(
        near("Concord, New Hampshire"),
        "Manchester, England, GBR",
        "one name far off is not enough"
    );
    let source = "# lang=en\n [m1 GRP|Farmers] [e1 PROTEST|rallied] in [m2 GPE|Manchester], [m5 GPE|Nashua], [m3 GPE|Concord] and [m4 GPE|New Hampshire].\n e1 m1> @m2,m5,m3,m4 demo";
    assert_eq!(where_is(source)[0], "Manchester, New Hampshire, USA");
}

#[test]
fn regions_continents_and_parts_of_countries() {
    let of = |name: &str| {
        let source = format!("[m1 GRP|Petani] [e1 PROTEST|berdemonstrasi] di [m2 GPE|{name}].\n e1 m1> @m2 demo");
        claims(&source)[0].places[0].clone()
    };
    let sumatra = of("Sumatera");
    assert_eq!(
        sumatra.country.resolved().map(ToString::to_string).as_deref(),
        Some("IDN")
    );
    assert_eq!(sumatra.precision, Some(Precision::Admin1));
    assert!(sumatra.lat.is_some_and(|d| d.abs() < 3.0), "{sumatra:?}");
    // A village in Mexico is called so.
    assert!(of("Afrika").lat.is_none() && of("Eropa").lat.is_none());
    assert_eq!(of("England").precision, Some(Precision::Admin1));
    assert_eq!(of("Meksiko").precision, Some(Precision::Country));
}

#[test]
fn countries_and_sites() {
    let place = |source: &str| claims(source)[0].places[0].clone();
    let vietnam = place("[m1 GRP|Petani] [e1 PROTEST|berdemonstrasi] di [m2 GPE|Vietnam].\n e1 m1> @m2 demo");
    assert_eq!(vietnam.precision, Some(Precision::Country));
    let hanoi = place("[m1 GRP|Petani] [e1 PROTEST|berdemonstrasi] di [m2 GPE|Hanoi].\n e1 m1> @m2 demo");
    assert_eq!((hanoi.precision, hanoi.lat.is_some()), (Some(Precision::City), true));
    let site = place("# lang=en\n [m1 GRP|Farmers] [e1 PROTEST|rallied] at [m2 LOC|Hanoi airport].\n e1 m1> @m2 demo");
    assert_eq!(site.precision, Some(Precision::Site));
    assert_eq!(site.country.resolved().map(ToString::to_string).as_deref(), Some("VNM"));
    let unknown = claims("[m1 GRP|Petani] [e1 PROTEST|berdemonstrasi] di [m2 LOC|lembah Qwxyz].\n e1 m1> @m2 demo");
    assert!(unknown[0].unresolved.iter().any(|u| u.field == "places[0].country"));
}

#[test]
fn a_broken_graph_is_no_panic() {
    let mut a = article(
        "[m1 GRP|Petani] [e1 PROTEST|mogok] [m2 TIME|Senin], [a1 CUE|kata] [m3 PER|Tavo].\n e1 m1> ^m2 ; a1 <m3",
    );
    let mut broken = a.graph.clone();
    for s in &mut broken.sentences {
        s.mentions.truncate(1);
    }
    a.graph = broken;
    assert_eq!(a.resolve().claims.len(), 1);
    a.graph.sentences.push(a.graph.sentences[0].clone());
    assert_eq!(a.resolve().claims.len(), 1);
    a.graph.sentences[0].events[0].trigger = menurut_core::Span::new(0, 1_000_000);
    assert_eq!(a.resolve().claims.len(), 0);
    a.graph.sentences[0].events[0].trigger = menurut_core::Span::new(0, 6);
    a.document.paragraphs.clear();
    assert_eq!(a.resolve().claims.len(), 1);
}

#[test]
fn rebels_are_of_the_country_whose_rebels_were_spoken_of() {
    let c = claims(
        "# lang=en
         [m1 GRP|Rebels] [e1 ASSAULT|captured] a town in [m2 GPE|Chad].
         e1 m1> @m2
         The [m1 GPE|United States] [e1 REQUEST|urged] [m2 GPE|France] to act.
         e1 m1>m2
         The [m1 GPE|United States] said the [m2 GRP|rebels] had [e1 AGREE|accepted] talks.
         e1 m2>
         [m1 GRP|Insurgent groups] [e1 ASSAULT|shelled] two villages.
         e1 m1>",
    );
    for n in [2, 3] {
        let country = c[n].actors[0].actor.country.resolved().map(ToString::to_string);
        assert_eq!(country.as_deref(), Some("TCD"));
    }
}
