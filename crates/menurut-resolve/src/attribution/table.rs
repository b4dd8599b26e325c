//! Words of attribution (`words.tsv`).

use std::sync::OnceLock;

use crate::words::{Lexicon, Word, rows, words};

pub(super) const TABLE: &str = include_str!("words.tsv");

pub(super) struct CueWords {
    relay: Lexicon<()>,
    confirm: Lexicon<()>,
    active: Lexicon<()>,
    auxiliary: Lexicon<()>,
    untrue: Lexicon<()>,
}

pub(super) fn cue_words() -> &'static CueWords {
    static WORDS: OnceLock<CueWords> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut t = CueWords {
            relay: Lexicon::new(),
            confirm: Lexicon::new(),
            active: Lexicon::new(),
            auxiliary: Lexicon::new(),
            untrue: Lexicon::new(),
        };
        for row in rows(TABLE) {
            let [class, _, key] = row[..] else { continue };
            match class {
                "relay" => t.relay.insert(key, ()),
                "confirm" => t.confirm.insert(key, ()),
                "active" => t.active.insert(key, ()),
                "auxiliary" => t.auxiliary.insert(key, ()),
                "false" => t.untrue.insert(key, ()),
                _ => {}
            }
        }
        t
    })
}

fn holds(lexicon: &Lexicon<()>, words: &[Word]) -> bool {
    (0..words.len()).any(|i| lexicon.at(words, i).is_some())
}

impl CueWords {
    pub(super) fn relays(&self, cue: &str) -> bool {
        holds(&self.relay, &words(cue))
    }

    pub(super) fn confirms(&self, cue: &str) -> bool {
        holds(&self.confirm, &words(cue))
    }

    pub(super) fn says_untrue(&self, text: &str) -> bool {
        holds(&self.untrue, &words(text))
    }

    /// Whether a cue without a source leaves the content hanging ("diduga", "reportedly", "is said to") instead of only
    /// keeping back who speaks.
    pub(super) fn hedges(&self, cue: &str, before: &str) -> bool {
        let cue = words(cue);
        if !holds(&self.active, &cue) {
            // "ujarnya": the speaker is in the word.
            return !cue.iter().any(|w| {
                w.lower
                    .strip_suffix("nya")
                    .is_some_and(|stem| self.active.get(stem).is_some())
            });
        }
        let tail = before.char_indices().rev().nth(24).map_or(0, |(i, _)| i);
        let before = words(&before[tail..]);
        holds(&self.auxiliary, &cue) || before.last().is_some_and(|w| self.auxiliary.get(&w.lower).is_some())
    }
}
