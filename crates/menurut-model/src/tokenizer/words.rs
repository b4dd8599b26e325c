use menurut_core::Span;

use crate::ModelError;

/// What the heads call a word: a run of word characters, or any other single character that is no space.
///
/// Which characters are word characters comes with the bundle: it is what the language of training called so.
pub(crate) struct WordRules {
    /// First and last code point of each run, ascending.
    ranges: Vec<(u32, u32)>,
    ascii: [bool; 128],
}

impl WordRules {
    pub(crate) fn new(bounds: &[u32]) -> Result<WordRules, ModelError> {
        if !bounds.len().is_multiple_of(2) || !bounds.is_sorted() {
            return Err(ModelError::content("its table of word characters is malformed"));
        }
        let ranges: Vec<(u32, u32)> = bounds.chunks_exact(2).map(|r| (r[0], r[1])).collect();
        let mut rules = WordRules {
            ranges,
            ascii: [false; 128],
        };
        rules.ascii = std::array::from_fn(|c| rules.look_up(c as u32));
        Ok(rules)
    }

    fn look_up(&self, c: u32) -> bool {
        let i = self.ranges.partition_point(|&(first, _)| first <= c);
        i > 0 && self.ranges[i - 1].1 >= c
    }

    fn is_word(&self, c: char) -> bool {
        let c = c as u32;
        self.ascii.get(c as usize).copied().unwrap_or_else(|| self.look_up(c))
    }

    /// The words of a text, in bytes.
    pub(crate) fn words(&self, text: &str) -> Vec<Span> {
        let mut out = Vec::with_capacity(text.len() / 5 + 1);
        let mut open = None;
        for (i, c) in text.char_indices() {
            if self.is_word(c) {
                open.get_or_insert(i);
                continue;
            }
            if let Some(start) = open.take() {
                out.push(Span::new(start, i));
            }
            // Python's white space, beyond Unicode's: the four separators of ASCII.
            if !c.is_whitespace() && !('\u{1c}'..='\u{1f}').contains(&c) {
                out.push(Span::new(i, i + c.len_utf8()));
            }
        }
        if let Some(start) = open {
            out.push(Span::new(start, text.len()));
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, words: &[&str]) {
        let rules = WordRules::new(&[0x30, 0x39, 0x41, 0x5a, 0x5f, 0x5f, 0x61, 0x7a, 0xe9, 0xe9]).unwrap();
        let found: Vec<&str> = rules.words(text).iter().map(|w| w.slice(text)).collect();
        assert_eq!(found, words, "{text:?}");
    }

    #[test]
    fn words_are_runs_of_word_characters_or_single_signs() {
        check("", &[]);
        check(" \u{a0}\t", &[]);
        check("Rp1,2 triliun.", &["Rp1", ",", "2", "triliun", "."]);
        check("“a_b” café", &["“", "a_b", "”", "café"]);
        // A combining mark is no word character: it stands alone, as in training.
        check("e\u{301}x", &["e", "\u{301}", "x"]);
        check("a\u{1c}b", &["a", "b"]);
    }
}
