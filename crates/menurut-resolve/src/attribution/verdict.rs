//! What the chains of a claim come to (docs/verdicts.md).

use menurut_core::{Chain, Link, SourceType, Stance, Verdict};

use super::table::cue_words;

/// The verdict of one chain: its innermost link that does not simply assert decides.
pub(crate) fn of_chain(chain: &Chain, text: &str) -> Verdict {
    let links = &chain.0;
    for (i, link) in links.iter().enumerate().rev() {
        match link.stance {
            Stance::Denies => return Verdict::Denied,
            Stance::Unconfirmed => return Verdict::Unconfirmed,
            Stance::Asserts => {
                if links.get(i + 1).is_some_and(|inner| calls_untrue(link, inner, text)) {
                    return Verdict::Denied;
                }
            }
        }
    }
    let hedged = links.iter().any(is_hedge);
    let vouched = links.iter().any(|l| l.cue.is_some() && !l.sources.is_empty());
    if hedged && !vouched {
        Verdict::Unconfirmed
    } else {
        Verdict::Asserted
    }
}

/// All chains together.
pub(crate) fn of_chains<'a>(chains: impl IntoIterator<Item = &'a Chain>, text: &str) -> Verdict {
    let mut verdicts = chains.into_iter().map(|c| of_chain(c, text));
    let first = verdicts.next().unwrap_or(Verdict::Asserted);
    if verdicts.all(|v| v == first) {
        first
    } else {
        Verdict::Mixed
    }
}

/// "diduga", "reportedly": attributed to nobody.
fn is_hedge(link: &Link) -> bool {
    link.cue.is_some()
        && link.sources.is_empty()
        && link.unworded.is_none()
        && link.source_type == SourceType::Anonymous
}

/// "The ministry said Kim's claim that X is false": the words around the inner claim say so.
fn calls_untrue(outer: &Link, inner: &Link, text: &str) -> bool {
    let (Some(content), Some(cue), Some(claim)) = (outer.content, inner.cue, inner.content) else {
        return false;
    };
    if !content.contains(cue) || !content.contains(claim) || outer.cue.is_none() {
        return false;
    }
    let inside = cue.cover(claim);
    let before = text.get(content.start as usize..inside.start as usize).unwrap_or("");
    let after = text.get(inside.end as usize..content.end as usize).unwrap_or("");
    let tail = before.char_indices().rev().nth(120).map_or(0, |(i, _)| i);
    cue_words().says_untrue(&before[tail..]) || cue_words().says_untrue(after)
}
