use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Words as they are searched: no case, no accents, no punctuation, one space between words.
///
/// "Recep Tayyip Erdoğan" and "recep  tayyip ERDOGAN" fold to the same.
pub(crate) fn fold(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut gap = false;
    for c in words.nfkd().filter(|c| !is_combining_mark(*c)) {
        if c.is_alphanumeric() {
            if std::mem::take(&mut gap) && !out.is_empty() {
                out.push(' ');
            }
            for lower in c.to_lowercase() {
                match plain(lower) {
                    Some(letters) => out.push_str(letters),
                    None => out.push(lower),
                }
            }
        } else {
            gap = true;
        }
    }
    out
}

/// Latin letters with a stroke or ligature, which Unicode does not take apart.
fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'đ' | 'ð' => "d",
        'ł' => "l",
        'ø' => "o",
        'ı' => "i",
        'ħ' => "h",
        'ŧ' => "t",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        _ => return None,
    })
}

/// Several names as one searchable column: a space on both sides of each word, a bar between names, so that a whole
/// word can be asked for and no match runs from one name into the next.
pub(crate) fn column<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let mut out = String::from(" ");
    let mut seen: Vec<String> = Vec::new();
    for name in names {
        let folded = fold(name);
        if folded.is_empty() || seen.contains(&folded) {
            continue;
        }
        if !seen.is_empty() {
            out.push_str("| ");
        }
        out.push_str(&folded);
        out.push(' ');
        seen.push(folded);
    }
    out
}

/// What to look for in a [`column`]: codes, acronyms and very short words are whole words ("USA" is not in
/// "pengusaha"), anything longer may be part of one.
pub(crate) fn needle(term: &str) -> Option<String> {
    let folded = fold(term);
    if folded.is_empty() {
        return None;
    }
    let one_word = !folded.contains(' ');
    let acronym = folded.len() <= 6 && term.chars().all(|c| !c.is_lowercase());
    if one_word && (acronym || folded.chars().count() <= 3) {
        return Some(format!(" {folded} "));
    }
    Some(folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, text: &str, term: &str, expected: bool) {
        let found = needle(term).is_some_and(|n| column([name, text]).contains(&n));
        assert_eq!(found, expected, "'{term}' in '{name}' / '{text}'");
    }

    #[test]
    fn names_are_found_whatever_their_case_and_accents() {
        check("Recep Tayyip Erdoğan", "Presiden", "erdogan", true);
        check("Kim Jong Un", "Ia", "kim jong-un", true);
        check("Željko Đurić", "", "zeljko djuric", false);
        check("Željko Đurić", "", "zeljko duric", true);
        check("Владимир Путин", "", "путин", true);
        check("Korea Utara", "pasukan Korea Utara", "korea utar", true);
    }

    #[test]
    fn acronyms_are_whole_words() {
        check("para pengusaha", "", "USA", false);
        check("Ketua KPK", "", "KPK", true);
        check("KCNA", "kantor berita KCNA", "KCNA", true);
        check("Alireza", "", "ali", false);
    }

    #[test]
    fn no_match_runs_over_two_names() {
        check("Kim Jong", "Un Report", "kim jong un", false);
        check("", "", "x", false);
        check("Kim", "Kim", "…", false);
    }
}
