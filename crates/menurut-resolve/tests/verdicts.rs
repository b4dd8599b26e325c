//! docs/verdicts.md is held to: every worked sentence on the page comes to the chain and verdict printed under it.

mod common;

use common::{article, print_chains};

#[test]
fn the_page_says_what_the_program_does() {
    let page =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/verdicts.md")).expect("the page");
    let mut lines = page.lines();
    let (mut heading, mut worked, mut wrong) = ("", 0, Vec::new());
    let mut per_heading = std::collections::BTreeMap::<&str, Vec<&str>>::new();
    while let Some(line) = lines.next() {
        if let Some(h) = line.strip_prefix("## ") {
            heading = h;
        } else if let Some(lang) = line.strip_prefix("```stm ") {
            let (marked, links) = (lines.next().unwrap_or(""), lines.next().unwrap_or(""));
            assert_eq!(lines.next(), Some("```"), "two lines under {heading}");
            let expected = lines.next().unwrap_or("");
            let resolved = article(&format!("# outlet=Portal | lang={lang}\n{marked}\n{links}")).resolve();
            let got = resolved.claims.first().map(print_chains).unwrap_or_default();
            worked += 1;
            per_heading.entry(heading).or_default().push(lang);
            if got != expected {
                wrong.push(format!("{heading} ({lang}): page “{expected}”, program “{got}”"));
            }
            let verdict = heading.split(':').next().unwrap_or("");
            assert!(expected.ends_with(&format!(": {verdict}")), "{heading}: {expected}");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(worked >= 22, "the page has {worked} worked sentences");
    for (heading, langs) in per_heading {
        assert_eq!(langs, ["id", "en"], "{heading}");
    }
}
