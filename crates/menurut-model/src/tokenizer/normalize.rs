use spm_precompiled::Precompiled;
use unicode_segmentation::UnicodeSegmentation;

use crate::ModelError;

/// SentencePiece's sign for a space.
pub(crate) const SPACE: char = '\u{2581}';

/// A text as the vocabulary spells it: normalised, with [`SPACE`] for spaces and before the first word.
pub(crate) struct Normal {
    pub(crate) text: String,
    /// For each byte of `text`, the source byte that its character comes from.
    sources: Vec<u32>,
    /// Bytes of `text` at which segments begin.
    starts: Vec<u32>,
}

impl Normal {
    pub(crate) fn segments(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let ends = self.starts.iter().skip(1).copied().chain([self.text.len() as u32]);
        self.starts.iter().zip(ends).map(|(&s, e)| (s as usize, e as usize))
    }

    pub(crate) fn source(&self, at: usize) -> u32 {
        let sources = &self.sources;
        sources.get(at).or(sources.last()).copied().unwrap_or(0)
    }
}

pub(crate) struct Normalizer {
    map: Precompiled,
    /// ASCII characters that the map leaves alone.
    plain: [bool; 128],
}

struct Writer {
    text: String,
    sources: Vec<u32>,
    starts: Vec<u32>,
}

impl Writer {
    fn push(&mut self, c: char, source: usize) {
        let c = if c == ' ' { SPACE } else { c };
        if c == SPACE || self.text.is_empty() {
            self.starts.push(self.text.len() as u32);
            if c != SPACE {
                // The official tokenizer puts a space before the first word.
                self.text.push(SPACE);
                self.sources.resize(self.text.len(), source as u32);
            }
        }
        self.text.push(c);
        self.sources.resize(self.text.len(), source as u32);
    }
}

impl Normalizer {
    pub(crate) fn new(charsmap: &[u8]) -> Result<Normalizer, ModelError> {
        // The crate indexes its table without asking; a table that names nodes outside itself must not get there.
        check(charsmap).ok_or_else(|| ModelError::content("its normalisation table is malformed"))?;
        let map =
            Precompiled::from(charsmap).map_err(|_| ModelError::content("its normalisation table cannot be read"))?;
        let plain = std::array::from_fn(|c| {
            let c = c as u8 as char;
            let mut buffer = [0; 4];
            let s: &str = c.encode_utf8(&mut buffer);
            c == ' ' || (c.is_ascii_graphic() && map.transform(s).is_none_or(|n| n == s))
        });
        Ok(Normalizer { map, plain })
    }

    pub(crate) fn run(&self, text: &str) -> Normal {
        let mut w = Writer {
            text: String::with_capacity(text.len() + text.len() / 4 + 8),
            sources: Vec::with_capacity(text.len() + text.len() / 4 + 8),
            starts: Vec::new(),
        };
        let mut last_space = false;
        // Runs of spaces become one; the first stands for all.
        let mut push = |c: char, source: usize| {
            if c != ' ' || !last_space {
                w.push(c, source);
            }
            last_space = c == ' ';
        };
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            // A plain character followed by ASCII is a grapheme of its own.
            let plain = |b: u8| b < 128 && self.plain[b as usize];
            let run = bytes[at..].iter().take_while(|&&b| plain(b)).count();
            let run = match bytes.get(at + run) {
                Some(b) if !b.is_ascii() => run.saturating_sub(1),
                _ => run,
            };
            for &b in &bytes[at..at + run] {
                push(b as char, at);
                at += 1;
            }
            // The rest up to the next plain run, by graphemes.
            let rest = &bytes[at..];
            let end = rest
                .windows(2)
                .position(|w| plain(w[0]) && plain(w[1]))
                .map_or(rest.len(), |i| i + 1);
            for (offset, grapheme) in text[at..at + end].grapheme_indices(true) {
                self.grapheme(grapheme, at + offset, &mut push);
            }
            at += end;
        }
        Normal {
            text: w.text,
            sources: w.sources,
            starts: w.starts,
        }
    }

    /// As SentencePiece's table is applied by the official tokenizer: short graphemes whole, all others by character.
    fn grapheme(&self, grapheme: &str, at: usize, push: &mut impl FnMut(char, usize)) {
        if grapheme.len() < 6
            && let Some(normal) = self.map.transform(grapheme)
        {
            normal.chars().for_each(|c| push(c, at));
            return;
        }
        for (i, c) in grapheme.char_indices() {
            match self.map.transform(&grapheme[i..i + c.len_utf8()]) {
                Some(normal) => normal.chars().for_each(|c| push(c, at + i)),
                None => push(c, at + i),
            }
        }
    }
}

/// Whether every node reachable by a byte lies inside the table and every value inside the replacements.
fn check(charsmap: &[u8]) -> Option<()> {
    let size = u32::from_le_bytes(charsmap.get(..4)?.try_into().ok()?) as usize;
    let table = charsmap.get(4..4usize.checked_add(size)?)?;
    let values = std::str::from_utf8(&charsmap[4 + size..]).ok()?;
    let units: Vec<usize> = table
        .chunks_exact(4)
        .map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]) as usize)
        .collect();
    let offset = |u: usize| (u >> 10) << ((u & (1 << 9)) >> 6);
    let root = *units.first()?;
    let mut seen = vec![false; units.len()];
    let mut open = vec![offset(root)];
    while let Some(base) = open.pop() {
        for byte in 1..=255usize {
            let node = base ^ byte;
            let &unit = units.get(node)?;
            if unit & ((1 << 31) | 0xff) != byte || std::mem::replace(&mut seen[node], true) {
                continue;
            }
            let next = node ^ offset(unit);
            if unit >> 8 & 1 == 1 {
                let value = units.get(next)? & ((1 << 31) - 1);
                values.get(value..)?;
            }
            open.push(next);
        }
    }
    Some(())
}
