use std::ops::Range;

/// A half-open stretch of a text, in bytes.
///
/// ```
/// use menurut_core::Span;
/// let text = "Kim Jong Un";
/// assert_eq!(Span::new(4, 8).slice(text), "Jong");
/// assert!(Span::new(0, 3).overlaps(Span::new(2, 8)));
/// assert!(!Span::new(0, 3).overlaps(Span::new(3, 8)), "touching is not overlapping");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    /// # Panics
    /// When `start` lies after `end`, or a text is longer than 4 GiB (readers refuse such input long before).
    #[track_caller]
    pub fn new(start: usize, end: usize) -> Span {
        assert!(start <= end, "a span ends ({end}) before it starts ({start})");
        Span {
            start: u32::try_from(start).expect("text under 4 GiB"),
            end: u32::try_from(end).expect("text under 4 GiB"),
        }
    }

    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The words under the span; empty where the span does not fall on characters of `text`.
    pub fn slice(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The same stretch counted from `by` bytes earlier.
    #[must_use]
    pub fn shift(self, by: usize) -> Span {
        Span::new(self.start as usize + by, self.end as usize + by)
    }

    /// The smallest span over both.
    #[must_use]
    pub fn cover(self, other: Span) -> Span {
        Span {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// Bytes between two spans, 0 where they touch or overlap.
    pub fn distance(self, other: Span) -> usize {
        (other
            .start
            .saturating_sub(self.end)
            .max(self.start.saturating_sub(other.end))) as usize
    }
}

impl From<Range<usize>> for Span {
    fn from(r: Range<usize>) -> Span {
        Span::new(r.start, r.end)
    }
}

/// Turns byte offsets of one text into offsets in Unicode scalar values and back: the public formats count what
/// Python's slicing counts.
#[derive(Debug, Clone)]
pub struct CharOffsets {
    /// For each block of bytes, how many characters start before it; `None` for ASCII text, where both agree.
    starts: Option<Vec<u32>>,
    bytes: usize,
}

impl CharOffsets {
    pub fn new(text: &str) -> CharOffsets {
        let starts = (!text.is_ascii()).then(|| text.char_indices().map(|(i, _)| i as u32).collect());
        CharOffsets {
            starts,
            bytes: text.len(),
        }
    }

    fn char_at(&self, byte: usize) -> usize {
        match &self.starts {
            None => byte.min(self.bytes),
            Some(starts) => starts.partition_point(|&s| (s as usize) < byte),
        }
    }

    fn byte_at(&self, char: usize) -> usize {
        match &self.starts {
            None => char.min(self.bytes),
            Some(starts) => starts.get(char).map_or(self.bytes, |&b| b as usize),
        }
    }

    /// `[start, end]` in Unicode scalar values.
    pub fn chars(&self, span: Span) -> [usize; 2] {
        [self.char_at(span.start as usize), self.char_at(span.end as usize)]
    }

    /// The byte span of `[start, end]` in Unicode scalar values; offsets past the end are the end.
    pub fn bytes(&self, chars: [usize; 2]) -> Span {
        let start = self.byte_at(chars[0]);
        Span::new(start, self.byte_at(chars[1]).max(start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn char_offsets_round_trip_in_every_script() {
        for text in [
            "",
            "plain",
            "“Rusia” berhak",
            "Путин и Ким",
            "مصر تدين",
            "北京方面否认",
            "e\u{301} 👩‍👩‍👧 x",
        ] {
            let offsets = CharOffsets::new(text);
            let chars: Vec<(usize, char)> = text.char_indices().collect();
            for (n, &(byte, c)) in chars.iter().enumerate() {
                let span = Span::new(byte, byte + c.len_utf8());
                assert_eq!(offsets.chars(span), [n, n + 1], "{text}");
                assert_eq!(offsets.bytes([n, n + 1]), span, "{text}");
            }
        }
    }

    #[test]
    fn distance_is_symmetric() {
        let (a, b) = (Span::new(0, 3), Span::new(7, 9));
        assert_eq!((a.distance(b), b.distance(a), a.distance(a)), (4, 4, 0));
    }
}
