use menurut_core::{EventMention, EventType, Mode, Span};

use super::Numerals;
use crate::words::{Word, words};

/// Words on each side of an amount that may say what happened to those counted.
const WINDOW: usize = 5;

/// What happened to those counted, by the nearest word that tells, else by the event's type and mode.
pub(crate) fn counts(
    text: &str,
    sentence: Span,
    amount: Span,
    event: &EventMention,
    is_recipient: bool,
    lang: &str,
) -> Option<&'static str> {
    let table = Numerals::of(lang);
    let inside = |s: &str| {
        let w = words(s);
        (0..w.len()).find_map(|i| table.counts.at(&w, i).map(|(c, _)| *c))
    };
    if let Some(found) = inside(amount.slice(text)) {
        return Some(found);
    }
    let after = text
        .get(amount.end as usize..(sentence.end as usize).max(amount.end as usize))
        .unwrap_or("");
    let before = text
        .get((sentence.start as usize).min(amount.start as usize)..amount.start as usize)
        .unwrap_or("");
    let right = near(&words(head(after)), table, false);
    let left = near(&last_words(before), table, true);
    let nearest = match (left, right) {
        (Some((l, a)), Some((r, b))) => Some(if r < l { b } else { a }),
        (l, r) => l.or(r).map(|(_, c)| c),
    };
    if let Some(found) = nearest {
        return Some(found);
    }
    if let Some(found) = inside(event.trigger.slice(text)) {
        return Some(found);
    }
    let by_type = match (event.event_type, event.mode) {
        (EventType::Coerce, Some(Mode::Arrest)) => "arrested",
        (EventType::Coerce, Some(Mode::Deport)) => "deported",
        (EventType::Coerce, Some(Mode::Seize)) => "seized",
        (EventType::Assault, Some(Mode::Abduct)) => "abducted",
        (EventType::Retreat, Some(Mode::Release)) => "released",
        (EventType::Sanction, Some(Mode::Expel)) => "expelled",
        (EventType::Mobilize, Some(Mode::Troops | Mode::Police | Mode::Militia)) => return Some("deployed"),
        _ => return None,
    };
    is_recipient.then_some(by_type)
}

/// The first characters of a stretch: more than [`WINDOW`] words need.
fn head(text: &str) -> &str {
    let end = text.char_indices().nth(160).map_or(text.len(), |(i, _)| i);
    &text[..end]
}

fn last_words(text: &str) -> Vec<Word> {
    let start = text.char_indices().rev().nth(160).map_or(0, |(i, _)| i);
    words(&text[start..])
}

/// Distance in words and meaning of the nearest telling word, not past the end of a clause.
fn near(words: &[Word], table: &Numerals, backwards: bool) -> Option<(usize, &'static str)> {
    let order: Vec<usize> = if backwards {
        (0..words.len()).rev().collect()
    } else {
        (0..words.len()).collect()
    };
    for (distance, &i) in order.iter().take(WINDOW).enumerate() {
        if words[i].is(",") || words[i].is(";") || words[i].is(".") || words[i].is(":") {
            return None;
        }
        if let Some((c, _)) = table.counts.at(words, i) {
            return Some((distance, c));
        }
        // Another number has its own word.
        if table.number(words, i, false).is_some() {
            return None;
        }
    }
    None
}
