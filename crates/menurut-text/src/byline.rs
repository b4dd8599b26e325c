//! Lines that name the writers of an article.

use crate::furniture::{agency, is_outlet, is_site};

/// Labels in front of authors; those marked `true` count only with a colon, since they are words of prose too.
const AUTHOR: &[(&str, bool)] = &[
    ("oleh", false),
    ("penulis", true),
    ("reporter", true),
    ("pewarta", true),
    ("wartawan", true),
    ("kontributor", true),
    ("jurnalis", true),
    ("laporan", true),
    ("ditulis oleh", false),
    ("teks", true),
    ("naskah", true),
    ("by", false),
    ("written by", false),
    ("reported by", false),
    ("story by", false),
    ("words by", false),
    ("words", true),
    ("author", true),
    ("authors", true),
    ("text", true),
    ("writer", true),
    ("por", false),
    ("autor", true),
    ("autora", true),
    ("par", false),
    ("auteur", true),
    ("von", false),
    ("text von", false),
    ("yazan", true),
    ("haber", true),
    ("автор", true),
    ("авторы", true),
    ("текст", true),
    ("بقلم", false),
    ("كتب", true),
    ("door", false),
    ("di", true),
];

/// Labels in front of people who are not the authors.
const EDITOR: &[&str] = &[
    "editor",
    "penyunting",
    "redaktur",
    "edited by",
    "fotografer",
    "foto",
    "photographer",
    "photos by",
    "photographs by",
    "penerjemah",
    "sumber",
    "source",
    "copyright",
    "uploader",
    "videografer",
    "produser",
    "edición",
    "redakteur",
];

/// The names that a byline names, without editors; `None` where the line is no byline. An empty list: a byline that
/// names no person ("By Staff", "Editor: Budi").
pub(crate) fn parse(line: &str) -> Option<Vec<String>> {
    let line = line.trim();
    if line.is_empty() || line.len() > 240 || line.split_whitespace().count() > 30 {
        return None;
    }
    let mut names = Vec::new();
    let mut any = false;
    for segment in segments(line) {
        if let Some((rest, colon, editor)) = label(segment) {
            if editor {
                if !colon && !people(rest, 5) {
                    return None;
                }
            } else {
                if !colon && (!people(rest, 5) || rest.trim_end().ends_with(['.', '!', '?', ':', ';'])) {
                    return None;
                }
                if colon && rest.split_whitespace().count() > 16 {
                    return None;
                }
                names.extend(split(rest));
            }
            any = true;
        } else if !any {
            return None;
        } else if people(segment, 4) && !crate::date::is_line(segment) {
            // "Reporter: A | B" goes on with names; a date or a section does not.
            continue;
        }
    }
    any.then(|| {
        let mut unique: Vec<String> = Vec::new();
        for name in names {
            if !unique.iter().any(|n| n.eq_ignore_ascii_case(&name)) {
                unique.push(name);
            }
        }
        unique
    })
}

/// A line is cut at bars and in front of every further label ("Pewarta: A Editor: B").
fn segments(line: &str) -> Vec<&str> {
    let mut cuts = vec![0];
    for (i, c) in line.char_indices() {
        let start = i + c.len_utf8();
        let labelled = || label(&line[start..]).is_some_and(|(_, colon, _)| colon);
        if matches!(c, '|' | '•' | '·') || c.is_whitespace() && labelled() {
            cuts.push(start);
        }
    }
    cuts.push(line.len());
    cuts.windows(2)
        .map(|w| {
            line[w[0]..w[1]].trim_matches(|c: char| c.is_whitespace() || matches!(c, '|' | '•' | '·' | '/' | '-' | ';'))
        })
        .filter(|s| !s.is_empty())
        .collect()
}

/// The text behind a label, whether a colon separates them, whether it is an editor's.
fn label(segment: &str) -> Option<(&str, bool, bool)> {
    let find = |word: &str| -> Option<(&str, bool)> {
        let rest = crate::furniture::after(segment, word)?;
        let trimmed = rest.trim_start();
        match trimmed.strip_prefix([':', '：']) {
            Some(names) => Some((names.trim(), true)),
            None if trimmed.is_empty() => None,
            None => Some((trimmed, false)),
        }
    };
    for word in EDITOR {
        if let Some((rest, colon)) = find(word)
            && (colon || word.ends_with("by"))
        {
            return Some((rest, colon, true));
        }
    }
    AUTHOR
        .iter()
        .filter_map(|(word, strict)| find(word).filter(|(_, colon)| *colon || !*strict))
        .min_by_key(|(rest, _)| rest.len())
        .map(|(rest, colon)| (rest, colon, false))
}

/// Whether a text is nothing but names: capitalised words joined by commas, "and", "dan".
fn people(text: &str, most_words: usize) -> bool {
    let parts: Vec<&str> = parts(text).collect();
    !parts.is_empty()
        && parts.len() <= 6
        && parts.iter().all(|p| {
            let words: Vec<&str> = p.split_whitespace().collect();
            words.len() <= most_words
                && words.iter().any(|w| w.chars().any(char::is_alphabetic))
                && words.iter().all(|w| {
                    w.starts_with(|c: char| c.is_uppercase() || c.is_alphabetic() && !c.is_lowercase())
                        || matches!(
                            *w,
                            "de" | "del"
                                | "la"
                                | "van"
                                | "von"
                                | "der"
                                | "den"
                                | "bin"
                                | "binti"
                                | "al"
                                | "el"
                                | "di"
                                | "da"
                                | "dos"
                                | "du"
                                | "ter"
                        )
                })
        })
}

fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', '/', '&', ';', '|'])
        .flat_map(|p| p.split(" and "))
        .flat_map(|p| p.split(" dan "))
        .flat_map(|p| p.split(" y "))
        .flat_map(|p| p.split(" et "))
        .flat_map(|p| p.split(" und "))
        .flat_map(|p| p.split(" e "))
        .flat_map(|p| p.split(" и "))
        .map(str::trim)
        .filter(|p| !p.is_empty())
}

fn split(text: &str) -> impl Iterator<Item = String> {
    parts(text).filter_map(|p| {
        let name = p.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | ':' | '*' | '(' | ')'));
        const NOBODY: &[&str] = &[
            "admin",
            "redaksi",
            "staff",
            "staf",
            "editor",
            "tim",
            "tim redaksi",
            "newsroom",
            "editorial board",
            "the editors",
            "web desk",
            "news desk",
            "staff writer",
            "staff reporter",
            "staff writers",
            "our correspondent",
            "agencies",
            "administrator",
            "reuters staff",
            "redaction",
            "rédaction",
            "redacción",
            "redação",
            "redaktion",
        ];
        let lower = name.to_lowercase();
        let person = !name.is_empty()
            && name.chars().count() <= 60
            && name.chars().any(char::is_alphabetic)
            && !name.contains('@')
            && !NOBODY.contains(&lower.as_str())
            && agency(name).is_none()
            && !is_site(name)
            && !is_outlet(name)
            && !crate::date::is_line(name);
        person.then(|| name.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: &[&str]) {
        assert_eq!(
            parse(line).unwrap_or_else(|| panic!("no byline: {line:?}")),
            expected,
            "{line:?}"
        );
    }

    #[test]
    fn names_are_read_and_editors_are_not() {
        check("Oleh: Budi Santoso", &["Budi Santoso"]);
        check("Oleh Budi Santoso", &["Budi Santoso"]);
        check("By Jane Doe and John Roe", &["Jane Doe", "John Roe"]);
        check("BY JANE DOE, Reuters", &["JANE DOE"]);
        check("Reporter: Budi Santoso | Editor: Citra Dewi", &["Budi Santoso"]);
        check("Pewarta: Budi Santoso Editor: Citra Dewi", &["Budi Santoso"]);
        check("Penulis: Budi Santoso, Citra Dewi", &["Budi Santoso", "Citra Dewi"]);
        check("Pewarta : Budi Editor : Citra COPYRIGHT © ANTARA 2024", &["Budi"]);
        check("Editor: Citra Dewi", &[]);
        check("By Staff", &[]);
        check("Por María Gómez", &["María Gómez"]);
        check("Автор: Иван Петров", &["Иван Петров"]);
    }

    #[test]
    fn prose_is_no_byline() {
        for line in [
            "Oleh karena itu pasukan mundur.",
            "By Monday the troops had left.",
            "By Friday, officials said, it was over",
            "Laporan itu menyebut dua korban.",
            "Reporter asing dilarang masuk.",
            "Editor surat kabar itu ditahan",
            "Par conséquent il est parti",
        ] {
            assert_eq!(parse(line), None, "{line:?}");
        }
    }
}
