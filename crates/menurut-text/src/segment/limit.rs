//! The bound on a sentence's length: what is too long for the parser is cut at clause boundaries, never dropped.

use menurut_core::Span;

/// A sentence of more words than this is cut.
pub(crate) const MAX_WORDS: usize = 400;
/// The most words of a piece of a cut sentence.
pub(crate) const PIECE_WORDS: usize = 250;
/// The same bounds for scripts without spaces and for text that is no prose, in bytes.
const MAX_BYTES: usize = 8000;
const PIECE_BYTES: usize = 4000;

/// Words that join clauses in the languages served, between spaces.
const JOINERS: &[&str] = &[
    "dan",
    "serta",
    "sedangkan",
    "sementara",
    "tetapi",
    "namun",
    "sehingga",
    "karena",
    "yang",
    "bahwa",
    "and",
    "but",
    "while",
    "which",
    "that",
    "because",
    "y",
    "pero",
    "que",
    "et",
    "mais",
    "qui",
    "e",
    "mas",
    "und",
    "aber",
    "и",
    "а",
    "но",
    "что",
    "ve",
    "ama",
];

/// `span` itself, or its pieces.
pub(super) fn cut(text: &str, span: Span) -> Vec<Span> {
    let sentence = span.slice(text);
    if sentence.len() <= MAX_BYTES && words_up_to(sentence, MAX_WORDS + 1) <= MAX_WORDS {
        return vec![span];
    }
    let mut pieces = Vec::new();
    let mut start = span.start as usize;
    let end = span.end as usize;
    while start < end {
        let rest = &text[start..end];
        let window = window(rest);
        let length = if window == rest.len() {
            window
        } else {
            boundary(&rest[..window])
        };
        let piece = &rest[..length];
        let trimmed = piece.trim();
        if !trimmed.is_empty() {
            let from = start + (piece.len() - piece.trim_start().len());
            pieces.push(Span::new(from, from + trimmed.len()));
        }
        start += length;
    }
    pieces
}

fn words_up_to(text: &str, most: usize) -> usize {
    text.split_whitespace().take(most).count()
}

/// The longest prefix, in bytes, with at most `PIECE_WORDS` words and `PIECE_BYTES` bytes.
fn window(text: &str) -> usize {
    let mut words = 0;
    let mut in_word = false;
    for (i, c) in text.char_indices() {
        if c.is_whitespace() {
            in_word = false;
        } else if !in_word {
            in_word = true;
            words += 1;
            if words > PIECE_WORDS {
                return i;
            }
        }
        if i + c.len_utf8() > PIECE_BYTES {
            return i;
        }
    }
    text.len()
}

/// Where to cut a window: behind the last semicolon, else comma, else in front of the last joining word, else at a
/// space; each only in its second half, so that pieces do not get small. Text without any of them is cut at its end.
fn boundary(window: &str) -> usize {
    let half = window.len() / 2;
    let after = |marks: &[char]| {
        window
            .char_indices()
            .rev()
            .take_while(|(i, _)| *i >= half)
            .find_map(|(i, c)| {
                let end = i + c.len_utf8();
                (marks.contains(&c) && !is_between_digits(window, i, end)).then_some(end)
            })
    };
    after(&[';', '；', '؛'])
        .or_else(|| after(&[',', '，', '、', '،', '—', '–']))
        .or_else(|| before_joiner(window, half))
        .or_else(|| {
            window
                .char_indices()
                .rev()
                .take_while(|(i, _)| *i >= half)
                .find(|(_, c)| c.is_whitespace())
                .map(|(i, c)| i + c.len_utf8())
        })
        .unwrap_or(window.len())
}

fn is_between_digits(text: &str, from: usize, to: usize) -> bool {
    text[..from].ends_with(|c: char| c.is_numeric()) && text[to..].starts_with(|c: char| c.is_numeric())
}

fn before_joiner(window: &str, half: usize) -> Option<usize> {
    let mut found = None;
    let mut at = 0;
    for word in window.split_inclusive(char::is_whitespace) {
        if at >= half && JOINERS.contains(&word.trim_end()) {
            found = Some(at);
        }
        at += word.len();
    }
    found
}
