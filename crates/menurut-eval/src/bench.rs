//! Inputs of benchmarks: articles put together from a pool of sentences, the same on every run.

use menurut_core::{Article, Body, Date, Published};

/// A sentence of the pool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PoolSentence<'a> {
    /// ISO 639-1.
    pub lang: &'a str,
    pub text: &'a str,
}

const POOL: &str = include_str!("../data/bench.txt");

/// Sentences to an article, as in a short news report.
const SENTENCES: usize = 15;

/// The sentences that come with the program: some 200 Indonesian and 200 English ones, invented.
pub fn pool() -> Vec<PoolSentence<'static>> {
    let line = |line: &'static str| {
        let (lang, text) = line.split_once('\t')?;
        Some(PoolSentence { lang, text })
    };
    POOL.lines().filter(|l| !l.starts_with('#')).filter_map(line).collect()
}

/// `n` articles, no two alike, each of 15 sentences of one language in paragraphs of one to three, with title, outlet
/// and date. Made one at a time, so that memory measured over them is the reader's own.
///
/// Languages take turns in the order in which the pool first names them. Sentences repeat over articles, never within
/// one that the pool has enough sentences for.
pub fn articles<'a>(n: usize, sentences: &'a [PoolSentence<'a>]) -> impl Iterator<Item = Article> + use<'a> {
    let mut langs: Vec<(&str, Vec<&str>)> = Vec::new();
    for s in sentences {
        match langs.iter_mut().find(|(lang, _)| *lang == s.lang) {
            Some((_, texts)) => texts.push(s.text),
            None => langs.push((s.lang, vec![s.text])),
        }
    }
    let n = if langs.is_empty() { 0 } else { n };
    (0..n).map(move |i| {
        let (lang, texts) = &langs[i % langs.len()];
        article(i, lang, texts)
    })
}

fn article(i: usize, lang: &str, texts: &[&str]) -> Article {
    let mut random = Random::new(i as u64);
    // The first picks of a shuffle: any sentence, none twice.
    let mut order: Vec<usize> = (0..texts.len()).collect();
    let wanted = SENTENCES.min(texts.len());
    for at in 0..wanted {
        let other = at + random.below(order.len() - at);
        order.swap(at, other);
    }
    // The number makes articles differ even where a small pool gives the same sentences twice.
    let title = match lang {
        "id" => format!("Laporan nomor {}", i + 1),
        _ => format!("Report number {}", i + 1),
    };
    let mut text = format!("{title}\n");
    let mut in_paragraph = 0;
    for &at in &order[..wanted] {
        if in_paragraph == 0 {
            text.push('\n');
            in_paragraph = 1 + random.below(3);
        } else {
            text.push(' ');
        }
        text.push_str(texts[at]);
        in_paragraph -= 1;
        if in_paragraph == 0 {
            text.push('\n');
        }
    }
    let month = i8::try_from(random.below(12) + 1).unwrap_or(1);
    let day = i8::try_from(random.below(28) + 1).unwrap_or(1);
    Article {
        path: Some(format!("bench/{:06}.txt", i + 1)),
        identity: Some(format!("/bench/{:06}.txt", i + 1)),
        outlet: Some(format!("Harian {}", i % 20 + 1)),
        published: Some(Published::from(Date::new(2025, month, day).unwrap_or_default())),
        lang: Some(lang.to_owned()),
        ..Article::new(Body::Text(text))
    }
}

/// SplitMix64 (Steele, Lea and Flood 2014): small, and the same everywhere.
struct Random(u64);

impl Random {
    fn new(seed: u64) -> Random {
        Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^= z >> 31;
        (z % n.max(1) as u64) as usize
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_pool_holds_news_sentences_in_two_languages() {
        let pool = pool();
        for lang in ["id", "en"] {
            assert!(pool.iter().filter(|s| s.lang == lang).count() >= 190, "{lang}");
        }
        let texts: BTreeSet<&str> = pool.iter().map(|s| s.text).collect();
        assert_eq!(texts.len(), pool.len(), "no sentence twice");
        for s in &pool {
            let words = s.text.split_whitespace().count();
            assert!((8..=45).contains(&words), "{words} words: {}", s.text);
            assert!(s.text.ends_with(['.', '”', '"', '?', '!']), "{}", s.text);
        }
    }

    #[test]
    fn articles_differ_and_are_the_same_on_every_run() {
        let pool = pool();
        let text = |a: &Article| match &a.body {
            Body::Text(text) => text
                .split_once('\n')
                .map(|(_, body)| body.to_owned())
                .unwrap_or_default(),
            _ => String::new(),
        };
        let all: Vec<Article> = articles(2000, &pool).collect();
        let texts: BTreeSet<String> = all.iter().map(text).collect();
        assert_eq!(texts.len(), 2000, "no body twice, even without the titles");
        assert_eq!(all, articles(2000, &pool).collect::<Vec<_>>());
        assert_eq!(
            all[7],
            articles(8, &pool).last().unwrap(),
            "how many are made does not change one"
        );
        assert_eq!(articles(3, &[]).count(), 0);
    }
}
