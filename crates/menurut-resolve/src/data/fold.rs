//! What names are compared by.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case, no accents, apostrophes and full stops gone, all other punctuation one space.
///
/// `scripts/tables.py` does the same to the keys of its tables.
pub(crate) fn fold(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut gap = false;
    let mut push = |c: char, gap: &mut bool| {
        if *gap && !out.is_empty() {
            out.push(' ');
        }
        *gap = false;
        out.push(c);
    };
    if words.is_ascii() {
        for b in words.bytes() {
            match b {
                b'.' | b'\'' | b'`' => {}
                b if b.is_ascii_alphanumeric() => push(b.to_ascii_lowercase() as char, &mut gap),
                _ => gap = true,
            }
        }
        return out;
    }
    for c in words.chars().flat_map(char::to_lowercase).nfd() {
        match c {
            '.' | '\'' | '’' | '‘' | 'ʻ' | 'ʼ' | '`' | '´' => {}
            c if is_combining_mark(c) => {}
            'ł' => push('l', &mut gap),
            'ø' => push('o', &mut gap),
            'đ' => push('d', &mut gap),
            'ı' => push('i', &mut gap),
            'ə' => push('a', &mut gap),
            'ħ' => push('h', &mut gap),
            'ð' => push('d', &mut gap),
            'ß' => ['s', 's'].into_iter().for_each(|c| push(c, &mut gap)),
            'æ' => ['a', 'e'].into_iter().for_each(|c| push(c, &mut gap)),
            'œ' => ['o', 'e'].into_iter().for_each(|c| push(c, &mut gap)),
            'þ' => ['t', 'h'].into_iter().for_each(|c| push(c, &mut gap)),
            c if c.is_alphanumeric() => push(c, &mut gap),
            _ => gap = true,
        }
    }
    out
}
