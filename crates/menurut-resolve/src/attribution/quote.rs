//! Quotation marks over sentences.

use menurut_core::{Document, Span};

/// Longest text of one quotation, in bytes: past it a mark was left open.
const LONGEST: usize = 4000;

/// The stretches in quotation marks, without the marks, in the order of the text.
///
/// A mark left open closes with its paragraph, unless the next paragraph begins with a mark too: then the speech goes on.
pub(super) fn quotes(document: &Document) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    let mut carried: Option<usize> = None;
    for paragraph in &document.paragraphs {
        let text = document.slice(paragraph.span);
        let offset = paragraph.span.start as usize;
        let mut open: Option<usize> = None;
        let mut close = '"';
        let first = text.trim_start().chars().next();
        let continued = carried.take().filter(|_| first.is_some_and(|c| closing(c).is_some()));
        let mut before = ' ';
        for (i, c) in text.char_indices() {
            match open {
                Some(start) if c == close || (close == '”' && c == '"') => {
                    push(&mut out, start, offset + i);
                    open = None;
                }
                Some(_) => {}
                None => {
                    // A closing mark does not open, and an inch or an apostrophe is no mark.
                    if let Some(end) = closing(c)
                        && !(c == '"' && before.is_alphanumeric())
                    {
                        open = Some(
                            continued
                                .filter(|_| out.last().is_none_or(|s| (s.end as usize) < offset))
                                .unwrap_or(offset + i + c.len_utf8()),
                        );
                        close = end;
                    }
                }
            }
            before = c;
        }
        if let Some(start) = open {
            carried = Some(start);
            // Kept open for a paragraph that goes on; closed here in case none does.
            push(&mut out, start, paragraph.span.end as usize);
        }
    }
    out
}

fn push(out: &mut Vec<Span>, start: usize, end: usize) {
    if start >= end {
        return;
    }
    // The same speech, longer by a paragraph.
    if let Some(last) = out.last_mut()
        && last.start as usize == start
    {
        if end - start <= LONGEST {
            last.end = Span::new(start, end).end;
        }
        return;
    }
    if end - start <= LONGEST {
        out.push(Span::new(start, end));
    }
}

fn closing(c: char) -> Option<char> {
    match c {
        '“' | '„' => Some('”'),
        '"' => Some('"'),
        '«' => Some('»'),
        '「' => Some('」'),
        _ => None,
    }
}
