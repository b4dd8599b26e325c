use super::normalize::SPACE;
use crate::ModelError;

/// Below the least likely piece, an unknown character costs this much more (SentencePiece's constant).
const UNKNOWN_PENALTY: f64 = 10.0;
const EMPTY: u32 = u32::MAX;

/// The vocabulary with its log probabilities, and the search for the likeliest row of pieces.
pub(crate) struct Unigram {
    text: Vec<u8>,
    ends: Vec<u32>,
    scores: Vec<f32>,
    /// Open addressing: id of the piece whose hash falls here.
    table: Vec<u32>,
    mask: usize,
    /// Characters of the longest piece.
    longest: usize,
    unknown: u32,
    unknown_score: f64,
}

/// The best way to reach one byte of a segment.
#[derive(Clone, Copy)]
pub(crate) struct Node {
    score: f64,
    from: u32,
    id: u32,
}

fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte))
        .wrapping_mul(0x9e37_79b9_7f4a_7c15)
        .rotate_left(23)
}

impl Unigram {
    /// `ends`: where each piece ends in `text`. Pieces below `special` are no text.
    pub(crate) fn new(
        text: &[u8],
        ends: &[u32],
        scores: Vec<f32>,
        special: u32,
        unknown: u32,
    ) -> Result<Unigram, ModelError> {
        let bad = |what: &str| ModelError::content(format!("its vocabulary cannot be used: {what}"));
        if ends.len() != scores.len() || ends.last().is_none_or(|&e| e as usize != text.len()) {
            return Err(bad("pieces and scores differ in number"));
        }
        if ends.windows(2).any(|w| w[0] > w[1]) || std::str::from_utf8(text).is_err() {
            return Err(bad("pieces are malformed"));
        }
        if scores.iter().any(|s| !s.is_finite()) {
            return Err(bad("a score is no number"));
        }
        let size = (ends.len() * 2).next_power_of_two();
        let mut table = vec![EMPTY; size];
        let mask = size - 1;
        let mut longest = 1;
        let mut start = 0;
        for (id, &end) in ends.iter().enumerate() {
            let piece = &text[start..end as usize];
            start = end as usize;
            if piece.is_empty() || (id as u32) < special {
                continue;
            }
            longest = longest.max(piece.iter().filter(|&&b| b & 0xc0 != 0x80).count());
            let mut slot = piece.iter().fold(0, |h, &b| step(h, b)) as usize & mask;
            while table[slot] != EMPTY {
                slot = (slot + 1) & mask;
            }
            table[slot] = id as u32;
        }
        let least = scores.iter().copied().fold(f32::INFINITY, f32::min);
        Ok(Unigram {
            text: text.to_vec(),
            ends: ends.to_vec(),
            scores,
            table,
            mask,
            longest,
            unknown,
            unknown_score: f64::from(least) - UNKNOWN_PENALTY,
        })
    }

    fn piece(&self, id: u32) -> &[u8] {
        let id = id as usize;
        let start = if id == 0 { 0 } else { self.ends[id - 1] as usize };
        &self.text[start..self.ends[id] as usize]
    }

    fn find(&self, hash: u64, piece: &[u8]) -> Option<u32> {
        let mut slot = hash as usize & self.mask;
        loop {
            match self.table[slot] {
                EMPTY => return None,
                id if self.piece(id) == piece => return Some(id),
                _ => slot = (slot + 1) & self.mask,
            }
        }
    }

    /// Calls `emit(id, byte, opens a word)` for each piece of a segment, in order; `byte` is where its text begins,
    /// after a leading space sign. `nodes` is scratch space.
    pub(crate) fn cut(&self, segment: &str, nodes: &mut Vec<Node>, mut emit: impl FnMut(u32, usize, bool)) {
        let bytes = segment.as_bytes();
        let unreached = Node {
            score: f64::NEG_INFINITY,
            from: 0,
            id: EMPTY,
        };
        nodes.clear();
        nodes.resize(bytes.len() + 1, unreached);
        nodes[0].score = 0.0;
        for (start, c) in segment.char_indices() {
            let here = nodes[start].score;
            let one = c.len_utf8();
            let mut single = false;
            let mut hash = 0;
            let mut characters = 0;
            for end in start + 1..=bytes.len() {
                hash = step(hash, bytes[end - 1]);
                // A piece ends between characters.
                if bytes.get(end).is_some_and(|b| b & 0xc0 == 0x80) {
                    continue;
                }
                characters += 1;
                if characters > self.longest {
                    break;
                }
                let Some(id) = self.find(hash, &bytes[start..end]) else {
                    continue;
                };
                let score = here + f64::from(self.scores[id as usize]);
                if nodes[end].id == EMPTY || score > nodes[end].score {
                    nodes[end] = Node {
                        score,
                        from: start as u32,
                        id,
                    };
                }
                single |= end - start == one;
            }
            if !single {
                let score = here + self.unknown_score;
                let node = &mut nodes[start + one];
                if node.id == EMPTY || score > node.score {
                    *node = Node {
                        score,
                        from: start as u32,
                        id: self.unknown,
                    };
                }
            }
        }
        // The way back turns the links around: each node on the path comes to know where its piece ends.
        let mut at = bytes.len();
        let mut next = EMPTY;
        while at > 0 {
            let Node { from, id, .. } = nodes[at];
            nodes[at].from = next;
            nodes[at].id = id;
            next = at as u32;
            at = from as usize;
        }
        let (mut start, mut end) = (0, next);
        let mut last = EMPTY;
        while end != EMPTY {
            let Node { from: next, id, .. } = nodes[end as usize];
            // Unknown characters beside each other are one piece.
            if id != self.unknown || last != self.unknown {
                let opens = segment[start..].starts_with(SPACE);
                let text = if opens { start + SPACE.len_utf8() } else { start };
                emit(id, text, opens);
            }
            last = id;
            start = end as usize;
            end = next;
        }
    }
}
