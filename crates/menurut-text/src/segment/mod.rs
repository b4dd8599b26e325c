//! Sentences of a paragraph as spans.
//!
//! Invariant: the spans of one paragraph are in order, do not overlap, and together cover everything in it that is not
//! white space. Rules only, so that every boundary can be explained: a terminator ends a sentence unless what stands
//! before it is an abbreviation or what stands behind it goes on.

mod lang;
mod limit;

use menurut_core::Span;

/// How far a closing bracket or the end of an attribution behind a quotation is looked for, in bytes.
const LOOKAHEAD: usize = 240;

/// Cuts `text`, one paragraph, into sentences. Spans count bytes of `text`.
pub(crate) fn sentences(text: &str, lang: Option<&str>) -> Vec<Span> {
    let rules = Rules::of(lang);
    let mut ends = Vec::new();
    let mut start = 0;
    let mut at = 0;
    // The `)` of the bracket that is open, up to which nothing ends.
    let mut bracket_end = 0;
    let bytes = text.as_bytes();
    while at < bytes.len() {
        if bytes[at] == b'(' && at >= bracket_end && !text[start..at].trim().is_empty() {
            bracket_end = closing(bytes, at).unwrap_or(bracket_end);
        }
        let Some(c) = text[at..].chars().next() else { break };
        if !is_terminator(c) {
            at += c.len_utf8();
            continue;
        }
        let stop = Stop::read(text, at);
        if at >= bracket_end && rules.ends(text, start, &stop) {
            ends.push(stop.end);
            start = stop.end;
        }
        at = stop.end.max(at + c.len_utf8());
    }
    ends.push(text.len());
    pieces(text, &ends)
}

/// One whole paragraph as one sentence: headlines. Cut only where it is too long for the parser.
pub(crate) fn whole(text: &str) -> Vec<Span> {
    pieces(text, &[text.len()])
}

/// From boundaries to trimmed spans; a piece without any letter or digit joins its neighbour.
fn pieces(text: &str, ends: &[usize]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::with_capacity(ends.len());
    let mut start = 0;
    let mut wordless: Option<usize> = None;
    for &end in ends {
        let piece = &text[start..end];
        let trimmed = piece.trim();
        if !trimmed.is_empty() {
            let from = start + (piece.len() - piece.trim_start().len());
            let to = from + trimmed.len();
            if trimmed.chars().any(char::is_alphanumeric) {
                spans.push(Span::new(wordless.take().unwrap_or(from), to));
            } else if let Some(last) = spans.last_mut() {
                last.end = to as u32;
            } else {
                wordless = wordless.or(Some(from));
            }
        }
        start = end;
    }
    if let Some(from) = wordless {
        spans.push(Span::new(from, text.trim_end().len()));
    }
    spans.into_iter().flat_map(|s| limit::cut(text, s)).collect()
}

fn is_terminator(c: char) -> bool {
    matches!(
        c,
        '.' | '!'
            | '?'
            | '…'
            | '‼'
            | '⁇'
            | '⁈'
            | '⁉'
            | '؟'
            | '۔'
            | '。'
            | '！'
            | '？'
            | '｡'
            | '।'
            | '॥'
            | '՞'
            | '።'
            | '။'
    )
}

/// Terminators that stand without white space behind them.
fn is_full_width(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '｡')
}

fn is_closer(c: char) -> bool {
    matches!(
        c,
        '”' | '’' | '»' | ')' | ']' | '}' | '」' | '』' | '›' | '）' | '】' | '"' | '\'' | '“' | '‘'
    )
}

fn is_opener(c: char) -> bool {
    matches!(
        c,
        '“' | '‘' | '«' | '(' | '[' | '{' | '「' | '『' | '„' | '‚' | '‹' | '"' | '\'' | '”' | '»' | '¿' | '¡'
    )
}

/// Where the bracket opened at `at` closes, if it does within reach.
fn closing(bytes: &[u8], at: usize) -> Option<usize> {
    let mut depth = 0usize;
    for (i, b) in bytes[at..].iter().take(LOOKAHEAD).enumerate() {
        match b {
            b'(' => depth += 1,
            b')' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + i);
                }
            }
            _ => {}
        }
    }
    None
}

/// A run of terminators with the quotes and brackets that close behind it.
struct Stop {
    /// Where the run begins.
    start: usize,
    /// Behind the closers.
    end: usize,
    /// The run is one full stop.
    single: bool,
    /// It asks, shouts or trails off.
    strong: bool,
    full_width: bool,
    /// A quotation closes here.
    quoted: bool,
}

impl Stop {
    fn read(text: &str, start: usize) -> Stop {
        let mut stop = Stop {
            start,
            end: start,
            single: false,
            strong: false,
            full_width: false,
            quoted: false,
        };
        let mut count = 0usize;
        let mut chars = text[start..].char_indices().peekable();
        while let Some(&(i, c)) = chars.peek() {
            let here = start + i;
            if is_terminator(c) {
                count += 1;
                stop.strong |= !matches!(c, '.' | '。' | '۔' | '।');
                stop.full_width |= is_full_width(c);
            } else if is_closer(c) {
                let next = text[here + c.len_utf8()..].chars().next();
                // A mark that can open as well as close opens where a word follows at once.
                let opens = matches!(c, '"' | '\'' | '“' | '‘') && next.is_some_and(char::is_alphanumeric);
                if opens {
                    break;
                }
                // “ and ‘ close only in languages that open with „ (German, Polish): elsewhere they begin a quotation.
                if matches!(c, '“' | '‘') && next.is_some_and(|n| !n.is_whitespace() && !is_terminator(n)) {
                    break;
                }
                stop.quoted |= !matches!(c, ')' | ']' | '}' | '）' | '】');
            } else if c == ' ' && count > 0 && text[here..].starts_with(" .") && text[..here].ends_with('.') {
                // The dots of ". . ." belong together.
            } else if c.is_whitespace() && closes_after_space(text, here) {
                // French and careless typing: a space in front of the closing mark.
            } else {
                break;
            }
            stop.end = here + c.len_utf8();
            chars.next();
        }
        stop.single = count == 1 && !stop.strong && !stop.full_width;
        stop
    }
}

/// White space followed by a mark that can only close.
fn closes_after_space(text: &str, at: usize) -> bool {
    let mut rest = text[at..].chars();
    rest.next().is_some_and(|c| matches!(c, ' ' | '\u{a0}' | '\u{202f}'))
        && rest.next().is_some_and(|c| matches!(c, '»' | '”'))
        && rest.next().is_none_or(|c| !c.is_alphanumeric())
}

struct Rules {
    lists: Vec<&'static lang::Words>,
}

impl Rules {
    fn of(lang: Option<&str>) -> Rules {
        Rules {
            lists: lang::words(lang),
        }
    }

    /// Whether the sentence that began at `start` ends at this stop.
    fn ends(&self, text: &str, start: usize, stop: &Stop) -> bool {
        let rest = &text[stop.end..];
        let after = rest.trim_start();
        let Some(next) = after.chars().next() else { return true };
        if stop.full_width {
            return !continues_quotation(after);
        }
        if rest.len() == after.len() {
            return self.glued(text, start, stop);
        }
        // The first letter or digit behind quotes, brackets and dashes.
        let head = after.trim_start_matches(|c: char| is_opener(c) || matches!(c, '–' | '—' | '-' | ' ' | '*' | '•'));
        let Some(first) = head.chars().next() else { return true };
        if first.is_lowercase() {
            return false;
        }
        if matches!(first, ',' | ';' | ':') || matches!(next, ',' | ';' | ':' | ')') {
            return false;
        }
        if stop.quoted && stop.strong && self.speaks(after) {
            return false;
        }
        if !stop.single {
            return true;
        }
        let token = token_before(text, start, stop.start);
        if stop.end > stop.start + 1 {
            // A quotation or bracket closed behind the stop: only an abbreviation inside brackets goes on.
            return !(text[stop.start + 1..stop.end].starts_with(')') && self.is_abbreviation(token));
        }
        self.full_stop(text, start, stop, token, head, first)
    }

    /// A single full stop in front of white space and something that could begin a sentence.
    fn full_stop(&self, text: &str, start: usize, stop: &Stop, token: &str, head: &str, first: char) -> bool {
        if token.is_empty() {
            return true;
        }
        let digits = token.chars().all(|c| c.is_ascii_digit());
        let opens_sentence = text[start..stop.start].trim() == token;
        if opens_sentence && (digits && token.len() <= 3 || is_list_letter(token)) {
            return false;
        }
        let next_word = word(head);
        if digits {
            // "30. November": an ordinal.
            return !(token.len() <= 2 && self.any(|w| w.months, &next_word.to_lowercase()));
        }
        if first.is_numeric() && self.listed(|w| w.before_number, token) {
            return false;
        }
        if self.listed(|w| w.before_name, token) {
            return false;
        }
        if self.listed(|w| w.closing, token) {
            return !first.is_numeric();
        }
        let initial = is_initial(token);
        if initial || is_acronym(token) || self.listed(|w| w.either, token) {
            if first.is_numeric() {
                // "Nov. 30", "U.S. 7th Fleet".
                return false;
            }
            return (self.any(|w| w.openers, next_word) || is_quotation(text, stop.end))
                && !(initial && names(head, next_word));
        }
        true
    }

    /// No white space behind the stop: a boundary only where the writer forgot it ("…katanya.Presiden …").
    fn glued(&self, text: &str, start: usize, stop: &Stop) -> bool {
        let after = &text[stop.end..];
        let opened = after.starts_with(['“', '«', '‘']);
        let token = token_before(text, start, stop.start);
        if opened {
            return !self.is_abbreviation(token);
        }
        if !stop.single && !stop.strong {
            return false;
        }
        let lower = token.chars().count() >= 2 && token.chars().all(char::is_lowercase);
        let near = &after[..crate::floor(after, 64)];
        let next: &str = near.split(char::is_whitespace).next().unwrap_or("");
        let mut chars = next.chars();
        let capital = chars.next().is_some_and(char::is_uppercase) && chars.next().is_some_and(char::is_lowercase);
        lower
            && capital
            && !self.is_abbreviation(token)
            && !next
                .trim_end_matches(['.', ',', '!', '?', '"', '”', ')'])
                .contains(['.', '/', '@', '_', '='])
    }

    fn is_abbreviation(&self, token: &str) -> bool {
        is_initial(token)
            || is_acronym(token)
            || self.listed(|w| w.before_name, token)
            || self.listed(|w| w.either, token)
    }

    /// Whether `after`, which stands behind a closed quotation, is a short clause saying who speaks.
    fn speaks(&self, after: &str) -> bool {
        if after.starts_with(is_opener) {
            return false;
        }
        let clause = match after.char_indices().find(|(i, c)| is_terminator(*c) || *i >= LOOKAHEAD) {
            Some((i, _)) => &after[..i],
            None => after,
        };
        let mut words = clause.split_whitespace();
        // The verb stands early: "Smith asked", "Presiden Joko Widodo menegaskan".
        words.by_ref().take(5).any(|w| {
            let w = w.trim_matches(|c: char| !c.is_alphanumeric());
            self.lists.iter().any(|l| l.speech.contains(&w))
        }) && clause.split_whitespace().count() <= 9
    }

    /// Exact lookup.
    fn any(&self, list: impl Fn(&lang::Words) -> &'static [&'static str], word: &str) -> bool {
        self.lists.iter().any(|l| list(l).contains(&word))
    }

    /// Lookup of an abbreviation: entries in lower case stand for every spelling, others for capitalised ones.
    fn listed(&self, list: impl Fn(&lang::Words) -> &'static [&'static str], token: &str) -> bool {
        let token = token.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '№');
        let token = token.rsplit_once('/').map_or(token, |(_, last)| last);
        let Some(first) = token.chars().next() else {
            return false;
        };
        if token.len() > 24 {
            return false;
        }
        let lower = token.to_lowercase();
        self.lists.iter().any(|l| {
            list(l).iter().any(|entry| {
                let capital = entry.starts_with(char::is_uppercase);
                (!capital || first.is_uppercase()) && (*entry == token || entry.to_lowercase() == lower)
            })
        })
    }
}

/// The word in front of byte `end`, not reaching before `start`: back to white space or an opening mark.
fn token_before(text: &str, start: usize, end: usize) -> &str {
    let mut from = end;
    for (i, c) in text[start..end].char_indices().rev() {
        if c.is_whitespace() || is_opener(c) || end - (start + i) > 64 {
            break;
        }
        from = start + i;
    }
    &text[from..end]
}

/// The leading letters and digits.
fn word(text: &str) -> &str {
    let end = text
        .char_indices()
        .find(|(_, c)| !c.is_alphanumeric())
        .map_or(text.len(), |(i, _)| i);
    &text[..end]
}

/// One capital letter, or several joined by dots or hyphens ("J", "J.-C", "Sh"? no): an initial.
fn is_initial(token: &str) -> bool {
    let mut chars = token.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
}

/// Letters with dots between them, all parts short: "U.S", "a.n", "S.H", "Ph.D", "M.Si".
fn is_acronym(token: &str) -> bool {
    let token = token.trim_start_matches(|c: char| !c.is_alphanumeric());
    let mut parts = 0;
    for part in token.split('.') {
        let n = part.chars().count();
        if n == 0 || n > 3 || !part.chars().all(char::is_alphabetic) {
            return false;
        }
        parts += 1;
    }
    parts >= 2 && token.split('.').any(|p| p.chars().count() == 1)
}

fn is_list_letter(token: &str) -> bool {
    let mut chars = token.chars();
    chars.next().is_some_and(char::is_lowercase) && chars.next().is_none()
}

/// Whether what follows an initial goes on as a name although it could open a sentence: another initial or a
/// capitalised word behind it.
fn names(head: &str, next_word: &str) -> bool {
    let behind = &head[next_word.len()..];
    behind.starts_with('.')
        || behind
            .trim_start_matches([' ', ','])
            .starts_with(|c: char| c.is_uppercase())
            && next_word.chars().count() <= 2
}

fn is_quotation(text: &str, at: usize) -> bool {
    text[at..].trim_start().starts_with(['“', '"', '«', '„', '‘'])
}

/// Behind a full-width stop the sentence goes on only to a particle of quotation.
fn continues_quotation(after: &str) -> bool {
    after.starts_with(['，', '、', '；']) || after.starts_with('と')
}

#[cfg(test)]
mod tests;
