//! What stands between the sentences of an article and is none: links to other articles, captions, credits, share boxes,
//! advertisements, signatures. Recognised by wording alone, on blocks of every source format.
//!
//! A false alarm loses evidence, so each rule asks for more than the word: a colon, a missing full stop, a bracket.

pub(crate) mod dateline;
mod words;

use menurut_core::DroppedKind;

use words::{
    AD_GLUED, AD_LINE, AD_START, AGENCIES, CAPTION, OUTLETS, PAGING, PICTURE_AGENCY, PICTURE_CREDIT, PLATFORM, RELATED,
    RELATED_COLON, RELATED_NOUNS, REQUEST, SHARE_LINE, SIGNATURE_END, SIGNATURE_START,
};

/// Blocks longer than this, in bytes, are prose whatever they begin with.
const MAX_LINE: usize = 700;

/// What a whole block is, where it is no prose.
pub(crate) fn line(text: &str) -> Option<DroppedKind> {
    let text = text.trim();
    if text.is_empty() || text.len() > MAX_LINE {
        return None;
    }
    let bare = bare(text);
    if bare.is_empty() {
        return Some(DroppedKind::Signature);
    }
    if AD_LINE.contains(&bare.as_str()) || AD_START.iter().any(|p| after(text, p).is_some()) {
        return Some(DroppedKind::Ad);
    }
    if SHARE_LINE.contains(&bare.as_str()) || is_button_row(text) {
        return Some(DroppedKind::Share);
    }
    if related(text).is_some() {
        return Some(DroppedKind::Related);
    }
    if is_request(text) {
        return Some(DroppedKind::Share);
    }
    if is_signature(text) {
        return Some(DroppedKind::Signature);
    }
    picture(text)
}

/// Whether a related line announces the titles that follow it rather than holding one.
pub(crate) fn announces(text: &str) -> bool {
    related(text.trim()).is_some_and(|rest| rest.chars().all(|c| !c.is_alphanumeric()))
}

/// Letters, digits and single spaces in lower case, without marks at either end.
fn bare(text: &str) -> String {
    text.trim_matches(|c: char| !c.is_alphanumeric())
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

/// `text` behind `phrase` (lower case), if it begins with it as whole words.
pub(crate) fn after<'a>(text: &'a str, phrase: &str) -> Option<&'a str> {
    let mut rest = text
        .char_indices()
        .flat_map(|(i, c)| c.to_lowercase().map(move |l| (i + c.len_utf8(), l)));
    let mut end = 0;
    for expected in phrase.chars() {
        match rest.next() {
            Some((i, c)) if c == expected || expected == ' ' && c.is_whitespace() => end = i,
            _ => return None,
        }
    }
    let tail = text.get(end..)?;
    let whole = !phrase.ends_with(char::is_alphanumeric) || !tail.starts_with(char::is_alphanumeric);
    whole.then_some(tail)
}

/// The longest of `phrases` that `text` begins with: what follows it.
fn after_any<'a>(text: &'a str, phrases: &[&str]) -> Option<&'a str> {
    phrases
        .iter()
        .filter_map(|p| after(text, p))
        .min_by_key(|rest| rest.len())
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// Ends as sentences do, closing quotes and brackets aside.
pub(crate) fn is_finished(text: &str) -> bool {
    text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '”' | '’' | '\'' | '»' | ')' | ']'))
        .ends_with(['.', '!', '?', '…', '؟', '。', '۔', '！', '？', '।'])
}

fn separator(rest: &str) -> Option<(char, &str)> {
    let rest = rest.trim_start();
    let c = rest.chars().next()?;
    matches!(
        c,
        ':' | '：' | '|' | '»' | '>' | '→' | '–' | '—' | '-' | '›' | '▶' | '►'
    )
    .then(|| (c, rest[c.len_utf8()..].trim_start()))
}

/// For a line that leads to other articles: what follows the announcing words.
fn related(text: &str) -> Option<&str> {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '"' | '“' | '\''));
    if PAGING.iter().any(|p| after(text, p).is_some()) && words(text) <= 20 {
        return Some("");
    }
    if let Some(rest) = after_any(text, RELATED) {
        if rest.chars().all(|c| !c.is_alphanumeric()) {
            return Some("");
        }
        if let Some((_, title)) = separator(rest) {
            return (words(title) <= 45).then_some(title);
        }
        let title = rest.trim_start();
        let first = title.split_whitespace().next().unwrap_or("");
        let capital = title
            .trim_start_matches(|c: char| !c.is_alphanumeric())
            .starts_with(|c: char| !c.is_lowercase());
        let noun = RELATED_NOUNS.contains(&first.trim_end_matches([':', ',']).to_lowercase().as_str());
        let open = !title.trim_end().ends_with(['.', ',']) || title.trim_end().ends_with("...");
        return ((capital || noun) && open && words(title) <= 30).then_some(if title.ends_with(':') {
            ""
        } else {
            title
        });
    }
    let rest = after_any(text, RELATED_COLON)?;
    if rest.trim().is_empty() {
        return Some("");
    }
    match separator(rest) {
        Some((':' | '：', title)) if words(title) <= 30 && !is_several_sentences(title) => Some(title),
        _ => None,
    }
}

fn is_several_sentences(text: &str) -> bool {
    text.match_indices(". ")
        .any(|(i, _)| text[i + 2..].starts_with(|c: char| c.is_uppercase()))
        && is_finished(text)
}

/// "Share Tweet Email": nothing but the names of buttons.
fn is_button_row(text: &str) -> bool {
    let parts: Vec<String> = text
        .split(|c: char| c.is_whitespace() || matches!(c, '|' | '/' | ',' | '•' | '·'))
        .filter(|p| !p.is_empty())
        .map(bare)
        .collect();
    parts.len() >= 2
        && parts.len() <= 12
        && parts
            .iter()
            .all(|p| SHARE_LINE.contains(&p.as_str()) || p.is_empty() || *p == "x")
}

/// "Follow us on …", "Ikuti berita terbaru di Google News".
fn is_request(text: &str) -> bool {
    let opened = text.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '"' | '“' | '\'' | '‘'));
    if words(text) > 60 || after_any(opened, REQUEST).is_none() {
        return false;
    }
    let lower = text.to_lowercase();
    // What somebody says about a channel is reported, not asked: quotations and past tenses are left alone.
    PLATFORM.iter().any(|p| lower.contains(p)) && !lower.contains(['“', '"'])
}

fn is_signature(text: &str) -> bool {
    let inner = text.trim_start_matches(['*', '-', '–', '—', '_', ' ', '#']);
    if SIGNATURE_START.iter().any(|p| after(inner, p).is_some()) && words(text) <= 70 {
        // "Sumber: …" in front of whole sentences is an explanation, not a credit.
        return !(inner.len() > 160 && is_several_sentences(inner) && !inner.to_lowercase().contains("telah tayang"));
    }
    let unbracketed = text.trim_start_matches('(').trim_end_matches(')');
    if text.starts_with('(')
        && [
            "reporting by",
            "writing by",
            "editing by",
            "additional reporting",
            "reporting and writing by",
        ]
        .iter()
        .any(|p| after(unbracketed, p).is_some())
    {
        return true;
    }
    let lower = text.trim_end_matches(['.', ')', ' ']).to_lowercase();
    if SIGNATURE_END.iter().any(|e| lower.ends_with(e)) && words(text) <= 40 && !text.starts_with(['"', '“']) {
        return true;
    }
    if text.starts_with("[Gambas:") && text.ends_with(']') {
        return true;
    }
    initials(text).is_some_and(|at| at == 0) || credit(text).is_some_and(|(at, _)| at == 0)
}

/// Where the signing initials at the end of a text begin: "(abc/def)", "[abc]", "(rds)".
fn initials(text: &str) -> Option<usize> {
    let text = text.trim_end_matches([' ', '*', '.']);
    let (open, close) = if text.ends_with(')') {
        ('(', ')')
    } else if text.ends_with(']') {
        ('[', ']')
    } else {
        return None;
    };
    let at = text.rfind(open)?;
    let inner = text[at + 1..].trim_end_matches(close);
    if inner.is_empty() || inner.len() > 24 {
        return None;
    }
    let parts: Vec<&str> = inner.split(['/', '-', '|']).map(str::trim).collect();
    let fits = |p: &&str| (2..=6).contains(&p.chars().count()) && p.chars().all(|c| c.is_alphanumeric());
    if !parts.iter().all(fits) {
        return None;
    }
    let lower = |p: &str| p.chars().all(|c| c.is_lowercase() || c.is_ascii_digit());
    let before = text[..at].trim_end();
    // Alone on its line, or behind a finished sentence.
    let placed = before.is_empty() || is_finished(before) || before.ends_with("***");
    let shaped = if parts.len() > 1 {
        parts.iter().any(|p| lower(p)) && !inner.chars().all(|c| c.is_ascii_digit() || c == '/')
    } else {
        lower(inner) && inner.len() <= 4 && !inner.chars().all(|c| c.is_ascii_digit())
    };
    (placed && shaped).then_some(at)
}

/// A bracket at the end of a text that credits agencies or outlets, and nothing else: "(ANTARA)", "(Reuters/AFP)",
/// "(detik.com)". Where it begins, and the agency.
fn credit(text: &str) -> Option<(usize, Option<&'static str>)> {
    let text = text.trim_end_matches([' ', '*', '.']);
    let body = text.strip_suffix(')')?;
    let at = body.rfind('(')?;
    let before = text[..at].trim_end().trim_end_matches('*').trim_end();
    if !before.is_empty() && !is_finished(before) {
        return None;
    }
    let inner = &body[at + 1..];
    if inner.len() > 60 {
        return None;
    }
    let mut found = None;
    let mut known = false;
    for part in inner
        .split(['/', ',', '&', '|'])
        .map(str::trim)
        .filter(|p| !p.is_empty())
    {
        if let Some(name) = agency(part) {
            found = found.or(Some(name));
            known = true;
        } else if is_site(part) || is_outlet(part) || after(part, "sumber").is_some() {
            known = true;
        } else if words(part) > 3 || !part.starts_with(char::is_alphabetic) {
            return None;
        }
    }
    known.then_some((at, found))
}

/// An agency by the name with which it signs.
pub(crate) fn agency(name: &str) -> Option<&'static str> {
    let name = name.trim().trim_matches(['(', ')', '/', '.']);
    // "ap", "aa" and their like are words elsewhere: short signs count in capitals only.
    let short = name.chars().count() <= 3;
    if short && name != "dpa" && name.chars().any(|c| c.is_lowercase() && c.is_ascii()) {
        return None;
    }
    let lower = name.to_lowercase();
    AGENCIES.iter().find(|(sign, _)| *sign == lower).map(|(_, name)| *name)
}

/// An outlet known by a name without a domain.
pub(crate) fn is_outlet(name: &str) -> bool {
    OUTLETS.contains(&name.trim().to_lowercase().as_str())
}

/// A bare domain such as `KOMPAS.com` or `NUSAKINI.co.id`.
pub(crate) fn is_site(name: &str) -> bool {
    const TOP: &[&str] = &[
        "com", "id", "net", "org", "co", "news", "tv", "info", "my", "sg", "uk", "au", "us", "in", "de", "fr", "es",
        "it", "nl", "br", "pt", "mx", "ar", "ru", "ua", "tr", "ph", "pk", "bd", "lk", "ng", "ke", "za", "eu", "ch",
        "at", "be", "ca", "ie", "nz", "jp", "kr", "cn", "hk", "tw", "vn", "th", "online", "press", "media", "today",
        "asia", "xyz", "site", "io", "me", "live", "world", "post", "report", "press", "ae", "sa", "eg", "il", "ir",
        "qa", "cl", "pe", "ve", "uy", "ec",
    ];
    let name = name.trim().trim_start_matches("www.");
    let mut labels = name.split('.');
    let Some(first) = labels.next() else { return false };
    let rest: Vec<&str> = labels.collect();
    let label = |l: &str| !l.is_empty() && l.len() <= 40 && l.chars().all(|c| c.is_alphanumeric() || c == '-');
    !rest.is_empty()
        && rest.len() <= 3
        && first.len() >= 2
        && label(first)
        && first.chars().any(char::is_alphabetic)
        && rest.iter().all(|l| label(l))
        && rest
            .last()
            .is_some_and(|top| TOP.contains(&top.to_lowercase().as_str()))
}

/// Captions and photo credits.
fn picture(text: &str) -> Option<DroppedKind> {
    if words(text) > 80 || text.starts_with(['"', '“']) {
        return None;
    }
    let bare_start = text.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '(' && c != '[');
    if let Some(rest) = after_any(bare_start, CAPTION) {
        let rest = rest.trim_start();
        if rest.is_empty() || rest.starts_with([':', '：', '|', '/']) {
            return Some(DroppedKind::Caption);
        }
        // "Ilustrasi. …", "FILE PHOTO - …", "Ilustrasi banjir (Istimewa)"
        if rest.starts_with(['–', '—', '-', '.', '(']) && (!is_finished(text) || words(text) <= 30) {
            return Some(DroppedKind::Caption);
        }
        if (after(bare_start, "ilustrasi").is_some() || after(bare_start, "file photo").is_some())
            && !is_finished(text)
            && words(text) <= 25
        {
            return Some(DroppedKind::Caption);
        }
    }
    if bare_start.starts_with("FILE - ") || bare_start.starts_with("FILE – ") || bare_start.starts_with("FILE — ") {
        return Some(DroppedKind::Caption);
    }
    // A bracket around the whole line: "(Foto: Antara/Budi)".
    let inner = text.trim_start_matches(['(', '[']).trim_end_matches([')', ']', '.']);
    if inner.len() < text.len()
        && text.starts_with(['(', '['])
        && words(inner) <= 12
        && (is_picture_credit(inner)
            || after_any(inner, CAPTION).is_some_and(|r| r.trim_start().starts_with([':', '/'])))
    {
        return Some(DroppedKind::Credit);
    }
    let end = text.trim_end_matches(['.', ' ']);
    if let Some(body) = end.strip_suffix([')', ']'])
        && let Some(at) = body.rfind(['(', '['])
        && words(&body[at + 1..]) <= 14
        && is_picture_credit(&body[at + 1..])
    {
        return Some(DroppedKind::Caption);
    }
    // "Warga menunggu bantuan. Foto: Antara/Budi", "… | Photo: AP"
    for mark in [
        "Foto:",
        "Foto :",
        "Photo:",
        "Photograph:",
        "Photo credit:",
        "Image:",
        "FOTO:",
        "Credit:",
        "Kredit:",
        "Fotografer:",
        "Sumber foto:",
        "Foto/",
        "Foto by",
        "Photo by",
        "Image credit:",
    ] {
        if let Some(at) = text.rfind(mark)
            && at > 0
            && words(&text[at + mark.len()..]) <= 10
            && !text[..at].ends_with(char::is_alphanumeric)
            && !is_several_sentences(&text[at..])
            && !(is_finished(text) && words(&text[at + mark.len()..]) > 5)
        {
            return Some(DroppedKind::Caption);
        }
    }
    let lower = end.to_lowercase();
    if PICTURE_AGENCY.iter().any(|a| lower.ends_with(a)) && words(text) <= 60 {
        return Some(if words(text) <= 6 {
            DroppedKind::Credit
        } else {
            DroppedKind::Caption
        });
    }
    // "REUTERS/Jane Doe", "ANTARA FOTO/Budi/foc."
    if words(text) <= 8
        && let Some((sign, name)) = end.split_once('/')
        && (agency(sign).is_some() || is_picture_credit(sign))
        && name.starts_with(|c: char| c.is_uppercase())
    {
        return Some(DroppedKind::Credit);
    }
    // "… in Kyiv. REUTERS/Jane Doe": the photographer signs behind a slash.
    if let Some(last) = end
        .rfind("REUTERS/")
        .or_else(|| end.rfind("ANTARA/"))
        .or_else(|| end.rfind("AFP/"))
        .or_else(|| end.rfind("EPA/"))
        && words(&end[last..]) <= 5
        && !end[..last].ends_with('(')
        && last > 0
    {
        return Some(DroppedKind::Caption);
    }
    None
}

/// Whether the inside of a bracket names a picture's maker or owner.
fn is_picture_credit(inner: &str) -> bool {
    let lower = inner.trim().to_lowercase();
    let mut tokens = lower
        .split(|c: char| c.is_whitespace() || matches!(c, ':' | '/' | ',' | '|'))
        .filter(|t| !t.is_empty());
    if inner.chars().all(|c| !c.is_alphabetic()) || lower.len() > 120 {
        return false;
    }
    // One of the words at the beginning, or a wording of two words anywhere.
    let first = tokens.next().unwrap_or("");
    let second = tokens.next().unwrap_or("");
    PICTURE_CREDIT.iter().any(|w| {
        let word = !w.contains([' ', '/', ':']);
        if word {
            first == *w
                || second == *w
                || (*w == "getty" || *w == "foto" || *w == "photo")
                    && lower.split(|c: char| !c.is_alphanumeric()).any(|t| t == *w)
        } else {
            lower.contains(w)
        }
    }) || signed_by_photographer(inner)
}

/// "ANTARA/Budi Santoso", "Kompas.com/BUDI S", "AFP/John Doe": an agency or site, a slash, a name.
fn signed_by_photographer(inner: &str) -> bool {
    let Some((sign, name)) = inner.split_once('/') else {
        return false;
    };
    let (sign, name) = (sign.trim(), name.trim());
    let person = words(name) >= 2
        && name
            .split_whitespace()
            .take(2)
            .all(|w| w.starts_with(char::is_uppercase));
    (agency(sign).is_some() || is_site(sign) || is_outlet(sign))
        && (person || is_site(sign) && name.starts_with(char::is_uppercase))
        && !name.split('/').any(|n| agency(n).is_some())
}

/// A block with what was glued to its prose cut away.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Stripped {
    pub(crate) text: String,
    pub(crate) dropped: Vec<(DroppedKind, String)>,
    pub(crate) agency: Option<&'static str>,
}

/// Cuts related links, advertisements, signatures and credits out of a paragraph of prose.
pub(crate) fn strip(text: &str) -> Stripped {
    let mut found = Stripped {
        text: text.trim().to_owned(),
        ..Stripped::default()
    };
    cut_ads(&mut found);
    cut_video_marks(&mut found);
    cut_related(&mut found);
    cut_tail(&mut found);
    found
}

fn cut(found: &mut Stripped, range: std::ops::Range<usize>, kind: DroppedKind) {
    let piece = found.text[range.clone()].trim().to_owned();
    let tail = found.text[range.end..].trim_start().to_owned();
    found.text.truncate(range.start);
    let kept = found.text.trim_end().len();
    found.text.truncate(kept);
    if !found.text.is_empty() && !tail.is_empty() {
        found.text.push(' ');
    }
    found.text.push_str(&tail);
    found.dropped.push((kind, piece));
}

fn cut_ads(found: &mut Stripped) {
    for mark in AD_GLUED {
        // A handful per paragraph at most: more is no prose.
        for _ in 0..4 {
            let Some(at) = found.text.find(mark) else { break };
            let end = at + mark.len();
            let whole = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
            if !whole(found.text[..at].chars().next_back()) || !whole(found.text[end..].chars().next()) {
                break;
            }
            cut(found, at..end, DroppedKind::Ad);
        }
    }
}

/// "[Gambas:Video 20detik]"
fn cut_video_marks(found: &mut Stripped) {
    for _ in 0..4 {
        let Some(at) = found.text.find("[Gambas:") else { return };
        let Some(length) = found.text[at..].find(']') else {
            return;
        };
        cut(found, at..at + length + 1, DroppedKind::Signature);
    }
}

fn cut_related(found: &mut Stripped) {
    for _ in 0..4 {
        let Some((range, bracket)) = glued_related(&found.text) else {
            return;
        };
        debug_assert!(range.start < range.end || bracket);
        cut(found, range, DroppedKind::Related);
    }
}

/// "… kemarin. Baca juga: Judul Lain", "(Baca juga: Judul Lain)".
fn glued_related(text: &str) -> Option<(std::ops::Range<usize>, bool)> {
    let mut previous = '.';
    let mut spaced = true;
    let mut candidates = 0;
    for (i, c) in text.char_indices() {
        if c.is_whitespace() {
            spaced = true;
            continue;
        }
        let starts_word = spaced || matches!(previous, '(' | '[' | '*');
        spaced = false;
        let opens = matches!(
            previous,
            '.' | '!' | '?' | '”' | '"' | '»' | ')' | ']' | '(' | '[' | '…' | '؟' | '*'
        );
        let bracket = matches!(previous, '(' | '[');
        previous = c;
        if !opens || !starts_word || !c.is_alphabetic() {
            continue;
        }
        // Prose has a few dozen sentences per paragraph; what has more is no prose and gets no more time.
        candidates += 1;
        if candidates > 400 {
            return None;
        }
        let rest = &text[i..];
        let Some(tail) = after_any(rest, RELATED).or_else(|| bracket.then(|| after(rest, "baca")).flatten()) else {
            continue;
        };
        let Some((':' | '：' | '»' | '>' | '|', title)) = separator(tail) else {
            continue;
        };
        if bracket {
            let open = text[..i].rfind(['(', '['])?;
            let close = text[i..].find([')', ']']).map(|e| i + e + 1)?;
            if close - open <= 400 {
                // A full stop behind the bracket belongs to the sentence before it.
                return Some((open..close, true));
            }
            continue;
        }
        let from = text.len() - title.len();
        return Some((i..from + title_end(title), false));
    }
    None
}

/// How far a link's title reaches into the text it is glued to: to its end, or up to where prose begins.
fn title_end(text: &str) -> usize {
    if !is_finished(text) && !is_several_sentences(text) || words(text) <= 12 {
        return text.len();
    }
    // Titles are written with capitals or end in a mark; prose is the first capitalised word followed by words in
    // lower case.
    let starts: Vec<usize> = text
        .split_whitespace()
        .map(|w| w.as_ptr() as usize - text.as_ptr() as usize)
        .take(40)
        .collect();
    let small = |i: usize| {
        starts
            .get(i)
            .is_some_and(|s| text[*s..].starts_with(char::is_lowercase))
    };
    for i in 3..starts.len() {
        let capital = text[starts[i]..].starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '“'));
        if capital && small(i + 1) && (1..=4).filter(|n| small(i + n)).count() >= 3 {
            return starts[i];
        }
    }
    text.match_indices(['.', '?', '!'])
        .next()
        .map_or(text.len(), |(i, m)| i + m.len())
}

/// Initials, agency brackets and the like behind the last sentence.
fn cut_tail(found: &mut Stripped) {
    for _ in 0..3 {
        let text = found.text.trim_end();
        if let Some(at) = initials(text).filter(|at| *at > 0) {
            let end = found.text.len();
            cut(found, at..end, DroppedKind::Signature);
        } else if let Some((at, agency)) = credit(text).filter(|(at, _)| *at > 0) {
            found.agency = found.agency.or(agency);
            let end = found.text.len();
            cut(found, at..end, DroppedKind::Signature);
        } else if let Some(at) = reporting_bracket(text) {
            let end = found.text.len();
            cut(found, at..end, DroppedKind::Signature);
        } else {
            break;
        }
    }
    let stars = found.text.trim_end_matches(['*', ' ']);
    if stars.len() + 2 <= found.text.len() && is_finished(stars) {
        let (start, end) = (stars.len(), found.text.len());
        cut(found, start..end, DroppedKind::Signature);
    }
}

/// "(Reporting by …; Editing by …)" glued to the last paragraph.
fn reporting_bracket(text: &str) -> Option<usize> {
    if !text.ends_with([')', '.']) {
        return None;
    }
    let lower = text.to_ascii_lowercase();
    [
        "(reporting by",
        "(additional reporting",
        "(writing by",
        "(editing by",
        "(compiled by",
        "(reporting and",
    ]
    .iter()
    .filter_map(|m| lower.rfind(m))
    .filter(|at| *at > 0)
    .min()
}

/// The agency that a whole-line credit or signature names: "(ANTARA)", "Sumber: Reuters".
pub(crate) fn credited_agency(line: &str) -> Option<&'static str> {
    let inner = line.trim().trim_matches(['(', ')', '.', '*', ' ']);
    let inner = inner.split_once(':').map_or(inner, |(_, rest)| rest);
    inner.split(['/', ',', '|']).find_map(agency)
}

#[cfg(test)]
mod tests;
