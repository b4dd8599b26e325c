//! What is put into the book comes out again, found by every filter.

mod common;

use common::reading;
use menurut_core::Date;
use menurut_core::record::ClaimRecord;
use menurut_store::{ArticleFilter, ClaimFilter, Error, Outcome, QuoteFilter, State, Store, StoredReading};
use rusqlite::Connection;

fn filled(n: usize) -> (Store, Vec<StoredReading>) {
    let mut store = Store::in_memory().unwrap();
    let readings: Vec<StoredReading> = (0..n).map(|i| reading(i, 15)).collect();
    let outcomes = store.put_all(&readings, false).unwrap();
    assert!(outcomes.iter().all(|o| *o == Outcome::Added));
    (store, readings)
}

#[test]
fn a_reading_comes_back_exactly() {
    let (store, readings) = filled(9);
    for reading in &readings {
        assert_eq!(store.article(&reading.article.id).unwrap().as_ref(), Some(reading));
    }
}

#[test]
fn a_record_that_disagrees_with_its_article_comes_back_exactly() {
    let mut odd = reading(0, 3);
    odd.claims[0].article.title = None;
    odd.claims[1].sentence.text = "Lain.".to_owned();
    odd.claims[2].provenance.corrections = vec!["c1".to_owned()];
    odd.quotations[0].sentence.part = "headline".to_owned();
    odd.extract.byline.clear();
    odd.extract.paragraphs[1].text = "Bukan kata-kata di sana".to_owned();
    odd.extract.paragraphs[2].span = [10_000, 20_000];
    let mut store = Store::in_memory().unwrap();
    store.put(&odd, false).unwrap();
    assert_eq!(store.article(&odd.article.id).unwrap(), Some(odd));
}

#[test]
fn claims_come_in_the_order_of_day_article_and_text() {
    let (store, readings) = filled(40);
    let claims = store.claims(&ClaimFilter::default()).unwrap();
    let mut expected: Vec<&ClaimRecord> = readings.iter().flat_map(|r| &r.claims).collect();
    let day = |c: &ClaimRecord| {
        c.article
            .published
            .as_deref()
            .map_or(String::new(), |p| p[..10].to_owned())
    };
    expected.sort_by_key(|c| (day(c), c.article.id.clone(), c.sentence.index, c.event.trigger.span[0]));
    assert_eq!(claims.iter().collect::<Vec<_>>(), expected);
}

/// The filter finds exactly the claims for which `expected` holds, and those are some, but not all.
fn check(filter: ClaimFilter, expected: impl Fn(&ClaimRecord) -> bool) {
    let (store, readings) = filled(12);
    let mut found: Vec<String> = store.claims(&filter).unwrap().into_iter().map(|c| c.id).collect();
    let all: Vec<&ClaimRecord> = readings.iter().flat_map(|r| &r.claims).collect();
    let mut wanted: Vec<String> = all.iter().filter(|c| expected(c)).map(|c| c.id.clone()).collect();
    found.sort();
    wanted.sort();
    assert!(
        !wanted.is_empty() && wanted.len() < all.len(),
        "{} of {}",
        wanted.len(),
        all.len()
    );
    assert_eq!(found, wanted, "{filter:?}");
}

fn some(word: &str) -> Option<String> {
    Some(word.to_owned())
}

#[test]
fn filters_by_who() {
    let actor = |word| ClaimFilter {
        actor: some(word),
        ..ClaimFilter::default()
    };
    check(actor("PHL"), |c| c.actors[0].country.as_deref() == Some("PHL"));
    check(actor("phl"), |c| c.actors[0].country.as_deref() == Some("PHL"));
    check(actor("ŽELJKO"), |c| c.actors[0].name.starts_with("Željko"));
    check(actor("zeljko"), |c| c.actors[0].name.starts_with("Željko"));
    check(actor("coastal gua"), |c| c.actors[0].name == "the coastal guard");
    check(actor("COP"), |c| c.actors[0].sectors.iter().any(|s| s == "COP"));
    check(actor("country:IDN"), |c| c.actors[0].actor_id.is_some());
    let recipient = ClaimFilter {
        recipient: some("PHL"),
        ..ClaimFilter::default()
    };
    check(recipient, |c| c.recipients[0].country.as_deref() == Some("PHL"));
}

fn sources(c: &ClaimRecord) -> impl Iterator<Item = &menurut_core::record::ActorRecord> {
    let chains = std::iter::once(&c.according_to).chain(&c.also_according_to);
    chains.flatten().flat_map(|link| &link.sources)
}

#[test]
fn filters_by_source_on_any_link_of_any_chain() {
    let source = |word| ClaimFilter {
        source: some(word),
        ..ClaimFilter::default()
    };
    check(source("ilona brask"), |c| sources(c).any(|s| s.name.contains("Ilona")));
    check(source("two officials"), |c| {
        sources(c).any(|s| s.name.contains("two officials"))
    });
    check(source("EST"), |c| {
        sources(c).any(|s| s.country.as_deref() == Some("EST"))
    });
    let country = ClaimFilter {
        source_country: Some("EST".parse().unwrap()),
        ..ClaimFilter::default()
    };
    check(country, |c| sources(c).any(|s| s.country.as_deref() == Some("EST")));
}

#[test]
fn filters_by_what_and_verdict() {
    let f = ClaimFilter::default;
    let event_type = Some("ASSAULT".parse().unwrap());
    check(ClaimFilter { event_type, ..f() }, |c| c.event.event_type == "ASSAULT");
    let mode = Some("visit".parse().unwrap());
    check(ClaimFilter { mode, ..f() }, |c| {
        c.event.mode.as_deref() == Some("visit")
    });
    check(ClaimFilter { quad: Some(2), ..f() }, |c| c.event.quad == 2);
    let status = Some("future".parse().unwrap());
    check(ClaimFilter { status, ..f() }, |c| c.event.status == "future");
    let verdict = Some("denied".parse().unwrap());
    check(ClaimFilter { verdict, ..f() }, |c| c.verdict == "denied");
    // Several at once, all of which hold.
    check(ClaimFilter { verdict, status, ..f() }, |c| {
        c.verdict == "denied" && c.event.status == "future"
    });
    let id = some("00000000010000000003");
    check(ClaimFilter { id, ..f() }, |c| c.id == "00000000010000000003");
}

#[test]
fn filters_by_when_and_where() {
    let f = ClaimFilter::default;
    let day = Date::constant;
    let published = |c: &ClaimRecord| {
        c.article
            .published
            .as_deref()
            .map_or(String::new(), |p| p[..10].to_owned())
    };
    let since = Some(day(2025, 1, 5));
    check(ClaimFilter { since, ..f() }, |c| *published(c) >= *"2025-01-05");
    let until = Some(day(2025, 1, 5));
    check(ClaimFilter { until, ..f() }, |c| {
        !published(c).is_empty() && *published(c) <= *"2025-01-05"
    });
    check(ClaimFilter { since, until, ..f() }, |c| published(c) == "2025-01-05");
    // Times that reach into the asked days count, whole days at both ends.
    let days = |c: &ClaimRecord| {
        (
            c.times[0].start.clone().unwrap_or_default(),
            c.times[0].end.clone().unwrap_or_default(),
        )
    };
    let event_since = Some(day(2025, 1, 6));
    check(ClaimFilter { event_since, ..f() }, |c| *days(c).1 >= *"2025-01-06");
    let event_until = Some(day(2025, 1, 6));
    check(ClaimFilter { event_until, ..f() }, |c| {
        !days(c).0.is_empty() && *days(c).0 <= *"2025-01-06"
    });
    check(
        ClaimFilter {
            event_since,
            event_until,
            ..f()
        },
        |c| {
            let (start, end) = days(c);
            !start.is_empty() && *start <= *"2025-01-06" && *end >= *"2025-01-06"
        },
    );
    let place_country = Some("EST".parse().unwrap());
    check(ClaimFilter { place_country, ..f() }, |c| {
        c.places[0].country.as_deref() == Some("EST")
    });
}

#[test]
fn filters_by_article_and_words() {
    let f = ClaimFilter::default;
    check(
        ClaimFilter {
            outlet: some("reef"),
            ..f()
        },
        |c| c.article.outlet.as_deref() == Some("The Reef Post"),
    );
    check(
        ClaimFilter {
            outlet: some("samudra"),
            ..f()
        },
        |c| c.article.agency.is_some(),
    );
    check(
        ClaimFilter {
            lang: some("en"),
            ..f()
        },
        |c| c.article.lang.as_deref() == Some("en"),
    );
    let article = some("news/3.txt");
    check(ClaimFilter { article, ..f() }, |c| {
        c.article.path.as_deref() == Some("news/3.txt")
    });
    let text = some("perundingan zeljko");
    check(ClaimFilter { text, ..f() }, |c| c.sentence.text.contains("perundingan"));
    let text = some("\"gencatan senjata\"");
    check(ClaimFilter { text, ..f() }, |c| {
        c.sentence.text.contains("gencatan senjata")
    });
    let text = some("unjuk nelay*");
    check(ClaimFilter { text, ..f() }, |c| c.sentence.text.contains("nelayan"));
}

#[test]
fn no_word_of_a_user_reaches_the_sql() {
    let (store, _) = filled(2);
    for word in [
        "' OR 1=1 --",
        "\"",
        "\" OR \"",
        "NEAR(x",
        "*",
        "a AND",
        "text:",
        "\0",
        "",
        "%",
        "^x",
        "-x",
        "{a b}:c",
    ] {
        let w = some(word);
        let filters = [
            ClaimFilter {
                text: w.clone(),
                ..ClaimFilter::default()
            },
            ClaimFilter {
                actor: w.clone(),
                ..ClaimFilter::default()
            },
            ClaimFilter {
                outlet: w.clone(),
                ..ClaimFilter::default()
            },
            ClaimFilter {
                article: w.clone(),
                ..ClaimFilter::default()
            },
            ClaimFilter {
                lang: w.clone(),
                ..ClaimFilter::default()
            },
        ];
        for filter in filters {
            assert!(store.claims(&filter).unwrap().is_empty(), "{filter:?}");
        }
    }
}

#[test]
fn reading_stops_when_told_to() {
    let (store, _) = filled(3);
    let mut seen = 0;
    let count = store.each_claim(&ClaimFilter::default(), |_| {
        seen += 1;
        if seen == 4 {
            std::ops::ControlFlow::Break(())
        } else {
            std::ops::ControlFlow::Continue(())
        }
    });
    assert_eq!((count.unwrap(), seen), (4, 4));
    let limited = ClaimFilter {
        limit: Some(7),
        ..ClaimFilter::default()
    };
    assert_eq!(store.claims(&limited).unwrap().len(), 7);
}

#[test]
fn quotations_are_found_by_source_stance_and_words() {
    let (store, readings) = filled(6);
    let find = |filter: &QuoteFilter| store.quotations(filter).unwrap();
    let all = find(&QuoteFilter::default());
    assert_eq!(all.len(), 6);
    assert!(readings.iter().all(|r| all.contains(&r.quotations[0])));
    let f = QuoteFilter::default;
    assert_eq!(
        find(&QuoteFilter {
            source: some("ilona"),
            ..f()
        })
        .len(),
        6
    );
    assert_eq!(
        find(&QuoteFilter {
            source: some("nobody"),
            ..f()
        })
        .len(),
        0
    );
    assert_eq!(
        find(&QuoteFilter {
            source_country: Some("EST".parse().unwrap()),
            ..f()
        })
        .len(),
        6
    );
    assert_eq!(
        find(&QuoteFilter {
            stance: Some("denies".parse().unwrap()),
            ..f()
        })
        .len(),
        6
    );
    assert_eq!(
        find(&QuoteFilter {
            stance: Some("asserts".parse().unwrap()),
            ..f()
        })
        .len(),
        0
    );
    let article = Some(readings[2].article.id.clone());
    assert_eq!(find(&QuoteFilter { article, ..f() }), readings[2].quotations);
    let text = Some("\"juru bicara\"".to_owned());
    let with_words = all.iter().filter(|q| q.sentence.text.contains("juru bicara")).count();
    assert_eq!(find(&QuoteFilter { text, ..f() }).len(), with_words);
    assert!(with_words > 0 && with_words < 6);
}

#[test]
fn articles_are_listed_and_named_in_several_ways() {
    let (store, readings) = filled(8);
    let list = |filter: &ArticleFilter| store.articles(filter).unwrap();
    let all = list(&ArticleFilter::default());
    assert_eq!(all.len(), 8);
    assert_eq!((all[0].sentences, all[0].claims, all[0].quotations), (6, 15, 1));
    assert_eq!(all[0].article.published, None, "undated first");
    assert!(all.windows(2).all(|w| w[0].article.published <= w[1].article.published));
    let f = ArticleFilter::default;
    assert_eq!(
        list(&ArticleFilter {
            outlet: some("harian"),
            ..f()
        })
        .len(),
        3
    );
    assert_eq!(
        list(&ArticleFilter {
            lang: some("en"),
            ..f()
        })
        .len(),
        2
    );
    assert_eq!(
        list(&ArticleFilter {
            since: Some(Date::constant(2025, 1, 6)),
            ..f()
        })
        .len(),
        2
    );
    assert_eq!(
        list(&ArticleFilter {
            text: some("teluk sembilan"),
            ..f()
        })
        .len(),
        8
    );
    assert_eq!(
        list(&ArticleFilter {
            text: some("gunung"),
            ..f()
        })
        .len(),
        0
    );
    assert_eq!(list(&ArticleFilter { limit: Some(3), ..f() }).len(), 3);

    let named = |name: &str| store.article(name).map(|found| found.map(|r| r.article.id));
    let id = Some(readings[4].article.id.clone());
    assert_eq!(named("news/4.txt").unwrap(), id);
    assert_eq!(named("/home/reader/news/4.txt").unwrap(), id);
    assert_eq!(
        named("/home/reader/news/../news/./4.txt").unwrap(),
        None,
        "paths are taken as written"
    );
    assert_eq!(named("https://example.org/kabar/4").unwrap(), id);
    assert_eq!(named(&readings[4].article.id[..16]).unwrap(), id);
    assert_eq!(named("news/99.txt").unwrap(), None);
    assert_eq!(named("").unwrap(), None);
    let error = named("00").unwrap_err();
    assert!(
        matches!(&error, Error::Ambiguous { candidates, .. } if candidates.len() > 1),
        "{error}"
    );
    assert!(!error.is_fatal());
}

/// All rows of all tables, in their order: what "nothing changed" means.
fn dump(path: &std::path::Path) -> Vec<String> {
    let connection = Connection::open(path).unwrap();
    let mut tables = connection
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%' ORDER BY name")
        .unwrap();
    let names: Vec<String> = tables
        .query_map([], |r| r.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let mut rows = Vec::new();
    for name in names {
        let mut statement = connection.prepare(&format!("SELECT * FROM {name}")).unwrap();
        let columns = statement.column_count();
        let mut found = statement.query([]).unwrap();
        while let Some(row) = found.next().unwrap() {
            let cells: Vec<String> = (0..columns).map(|i| format!("{:?}", row.get_ref(i).unwrap())).collect();
            rows.push(format!("{name}: {}", cells.join(" | ")));
        }
    }
    rows
}

#[test]
fn reading_twice_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.db");
    let mut store = Store::open(&path).unwrap();
    store.put(&reading(1, 15), false).unwrap();
    let before = dump(&path);
    assert_eq!(store.put(&reading(1, 15), false).unwrap(), Outcome::Unchanged);
    let mut newer = reading(1, 2);
    newer.provenance.model = "another".to_owned();
    assert_eq!(
        store.put(&newer, false).unwrap(),
        Outcome::Unchanged,
        "a newer model reads again only when told to"
    );
    assert_eq!(dump(&path), before);
    assert_eq!(store.put(&newer, true).unwrap(), Outcome::Replaced);
    assert_eq!(store.article(&newer.article.id).unwrap(), Some(newer));
}

#[test]
fn a_changed_article_replaces_its_own_claims_only() {
    let (mut store, readings) = filled(4);
    let mut changed = reading(1, 3);
    changed.content_hash = "changed".to_owned();
    changed.sentences[0].text = "Kalimat yang baru sama sekali.".to_owned();
    for claim in changed.claims.iter_mut().filter(|c| c.sentence.index == 0) {
        claim.sentence.text.clone_from(&changed.sentences[0].text);
    }
    assert_eq!(store.put(&changed, false).unwrap(), Outcome::Replaced);
    for (n, old) in readings.iter().enumerate() {
        let expected = if n == 1 { &changed } else { old };
        assert_eq!(store.article(&old.article.id).unwrap().as_ref(), Some(expected));
    }
    let counts = store.counts().unwrap();
    assert_eq!(
        (counts.articles, counts.claims, counts.sentences, counts.quotations),
        (4, 48, 24, 4)
    );
    let found = |word| {
        store
            .articles(&ArticleFilter {
                text: some(word),
                ..ArticleFilter::default()
            })
            .unwrap()
            .len()
    };
    assert_eq!(found("sama sekali"), 1);
}

#[test]
fn the_state_tells_whether_to_read_again() {
    let (store, readings) = filled(1);
    let r = &readings[0];
    let p = &r.provenance;
    let state = |id: &str, hash: &str, model: &str| store.is_current(id, hash, model, &p.tables, &p.menurut).unwrap();
    assert_eq!(state(&r.article.id, &r.content_hash, &p.model), Some(State::Current));
    assert_eq!(
        state(&r.article.id, &r.content_hash, "newer"),
        Some(State::OtherVersion)
    );
    assert_eq!(state(&r.article.id, "other", &p.model), Some(State::Changed));
    assert_eq!(state("00", &r.content_hash, &p.model), None);
}

#[test]
fn forgetting_leaves_no_trace() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.db");
    let mut store = Store::open(&path).unwrap();
    store.put(&reading(1, 15), false).unwrap();
    let before = dump(&path);
    store.put(&reading(2, 15), false).unwrap();
    assert_eq!(store.forget("news/2.txt").unwrap(), Some(reading(2, 0).article.id));
    assert_eq!(store.forget("news/2.txt").unwrap(), None);
    // The search index keeps its own books (segments), which may differ; its answers may not.
    let rows = |all: Vec<String>| -> Vec<String> {
        all.into_iter()
            .filter(|row| !row.starts_with("sentences_fts_"))
            .collect()
    };
    assert_eq!(rows(dump(&path)), rows(before));
    let other = Connection::open(&path).unwrap();
    other
        .execute(
            "INSERT INTO sentences_fts (sentences_fts, rank) VALUES ('integrity-check', 1)",
            [],
        )
        .unwrap();
    let indexed: i64 = other
        .query_row(
            "SELECT count(*) FROM sentences_fts WHERE sentences_fts MATCH 'teluk'",
            [],
            |r| r.get(0),
        )
        .unwrap();
    assert_eq!(indexed, 1);
}

#[test]
fn failures_stay_until_the_path_is_read() {
    let mut store = Store::in_memory().unwrap();
    store.put_failure("news/1.txt", "it is empty").unwrap();
    store.put_failure("news/1.txt", "it is no text").unwrap();
    store
        .put_failure("/home/reader/news/2.txt", "permission denied")
        .unwrap();
    let failures = store.failures().unwrap();
    assert_eq!(failures.len(), 2);
    assert_eq!(
        (failures[1].path.as_str(), failures[1].cause.as_str()),
        ("news/1.txt", "it is no text")
    );
    assert_eq!(store.counts().unwrap().failures, 2);
    store.put(&reading(1, 1), false).unwrap();
    store.put(&reading(2, 1), false).unwrap();
    assert!(store.failures().unwrap().is_empty());
}

#[test]
fn counts_tell_sources_apart_by_id_or_name() {
    let (store, _) = filled(3);
    let counts = store.counts().unwrap();
    assert_eq!(
        (counts.articles, counts.claims, counts.quotations, counts.sources),
        (3, 45, 3, 3)
    );
}

#[test]
fn a_reading_that_contradicts_itself_is_refused_whole() {
    fn check(change: impl Fn(&mut StoredReading), expected: &str) {
        let mut store = Store::in_memory().unwrap();
        let mut wrong = reading(0, 2);
        change(&mut wrong);
        let error = store.put(&wrong, false).unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
        assert!(!error.is_fatal());
        assert_eq!(store.counts().unwrap().articles, 0);
    }
    check(|r| r.claims[1].sentence.index = 77, "sentence 77 is missing");
    check(|r| r.quotations[0].sentence.index = 78, "sentence 78 is missing");
    check(|r| r.sentences[1].index = 0, "sentence 0 stands there twice");
    check(|r| r.claims[0].scores.event = f64::NAN, "is NaN");
    check(|r| r.claims[0].amounts[0].value = f64::INFINITY, "is inf");
}

#[test]
fn two_claims_of_one_id_are_both_kept() {
    let mut twice = reading(0, 2);
    twice.claims[1].id = twice.claims[0].id.clone();
    let mut store = Store::in_memory().unwrap();
    store.put(&twice, false).unwrap();
    assert_eq!(store.article(&twice.article.id).unwrap(), Some(twice));
}

#[test]
fn a_store_can_move_to_a_writing_thread() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.db");
    let mut store = Store::open(&path).unwrap();
    let (send, receive) = std::sync::mpsc::sync_channel::<StoredReading>(4);
    let writer = std::thread::spawn(move || {
        receive
            .iter()
            .map(|r| store.put(&r, false).unwrap())
            .filter(|o| *o == Outcome::Added)
            .count()
    });
    let reader = Store::open_existing(&path).unwrap();
    for n in 0..20 {
        send.send(reading(n, 2)).unwrap();
        reader.counts().unwrap();
    }
    drop(send);
    assert_eq!(writer.join().unwrap(), 20);
    assert_eq!(reader.counts().unwrap().articles, 20);
}
