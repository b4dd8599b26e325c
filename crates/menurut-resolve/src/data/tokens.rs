use super::fold::fold;

/// What stands between a token and the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Gap {
    Space,
    Hyphen,
    Comma,
    /// A bracket, a quotation mark, a full stop, a slash.
    Other,
}

/// A word, as [`fold`] sees words.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    /// Bytes in the text given.
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// End without a possessive.
    pub(crate) stem_end: usize,
    /// Folded, without a possessive `'s`.
    pub(crate) key: String,
    pub(crate) capital: bool,
    /// No small letter, and more than one letter.
    pub(crate) capitals: bool,
    pub(crate) gap: Gap,
}

pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut gap = Gap::Space;
    let mut start = None;
    let mut word = |from: usize, to: usize, gap: Gap| {
        let raw = &text[from..to];
        let stem = raw.strip_suffix("'s").or_else(|| raw.strip_suffix("’s")).unwrap_or(raw);
        let key = fold(stem);
        if key.is_empty() {
            return;
        }
        let letters = stem.chars().filter(|c| c.is_alphabetic());
        out.push(Token {
            start: from,
            end: to,
            stem_end: from + stem.len(),
            key,
            capital: stem
                .chars()
                .find(|c| c.is_alphabetic())
                .is_some_and(|c| !c.is_lowercase()),
            capitals: letters.clone().count() > 1 && letters.clone().all(|c| !c.is_lowercase()),
            gap,
        });
    };
    for (i, c) in text.char_indices() {
        let inside = c.is_alphanumeric()
            || matches!(c, '.' | '\'' | '’' | '‘' | 'ʻ' | 'ʼ' | '`' | '´')
            || unicode_normalization::char::is_combining_mark(c);
        match (inside, start) {
            (true, None) => start = Some(i),
            (false, Some(from)) => {
                word(from, i, gap);
                start = None;
                gap = Gap::Space;
            }
            _ => {}
        }
        if !inside {
            gap = gap.max(match c {
                ' ' | '\t' | '\n' | '\u{a0}' => Gap::Space,
                '-' | '‑' | '–' => Gap::Hyphen,
                ',' => Gap::Comma,
                _ => Gap::Other,
            });
        }
    }
    if let Some(from) = start {
        word(from, text.len(), gap);
    }
    out
}
