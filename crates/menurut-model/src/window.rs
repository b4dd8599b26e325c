//! Where a sentence that is longer than the model's positions is cut.

use std::ops::Range;

use menurut_core::Span;

use crate::tokenizer::Piece;

/// Signs after which a clause may end.
const CLAUSE_ENDS: &str = ",;:.!?…–—)”»،؛؟。，；：";

/// Ranges of pieces of at most `limit`, which together are all of them. A range ends after a clause's sign where one
/// stands in its later half, else between words, else (a "word" longer than the model) where it must.
pub(crate) fn cut(text: &str, words: &[Span], firsts: &[usize], pieces: &[Piece], limit: usize) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    while pieces.len() - start > limit {
        let full = start + limit;
        // Words that begin in the later half of what fits.
        let low = firsts.partition_point(|&f| f < start + limit / 2);
        let high = firsts.partition_point(|&f| f <= full);
        let clause = (low.max(1)..high)
            .rev()
            .find(|&w| {
                let sign = words[w - 1].slice(text);
                pieces[firsts[w]].opens_word && CLAUSE_ENDS.contains(sign)
            })
            .map(|w| firsts[w]);
        let space = || (start + limit / 2..=full).rev().find(|&p| pieces[p].opens_word);
        let end = clause.or_else(space).filter(|&e| e > start).unwrap_or(full);
        out.push(start..end);
        start = end;
    }
    if start < pieces.len() {
        out.push(start..pieces.len());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `text` in one piece per character, cut to `limit`; the parts as text.
    fn check(text: &str, limit: usize, parts: &[&str]) {
        let mut opens = true;
        let mut pieces = Vec::new();
        for (i, c) in text.char_indices() {
            if c != ' ' {
                pieces.push(Piece {
                    id: 0,
                    start: i as u32,
                    opens_word: opens,
                });
            }
            opens = c == ' ';
        }
        let rules = crate::tokenizer::WordRules::new(&[0x61, 0x7a]).unwrap();
        let words = rules.words(text);
        let firsts: Vec<usize> = words
            .iter()
            .map(|w| pieces.iter().position(|p| p.start == w.start).unwrap())
            .collect();
        let cuts = cut(text, &words, &firsts, &pieces, limit);
        let found: Vec<String> = cuts
            .iter()
            .map(|r| {
                let end = pieces.get(r.end).map_or(text.len(), |p| p.start as usize);
                text[pieces[r.start].start as usize..end].trim().to_owned()
            })
            .collect();
        assert_eq!(found, parts, "{text}");
        assert!(cuts.iter().all(|r| r.len() <= limit && !r.is_empty()));
    }

    #[test]
    fn a_long_sentence_is_cut_between_clauses_else_words_else_anywhere() {
        check("", 4, &[]);
        check("aa bb", 8, &["aa bb"]);
        check("aa bbb, cc dd ee", 8, &["aa bbb,", "cc dd ee"]);
        check("aa bb cc dd", 5, &["aa bb", "cc dd"]);
        check("aaaaaaaaaaaa", 5, &["aaaaa", "aaaaa", "aa"]);
    }
}
