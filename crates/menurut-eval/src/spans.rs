//! Stretches of characters, and when two of them count as the same.

/// `[start, end]` in Unicode scalar values, end exclusive.
pub(crate) type Chars = [usize; 2];

/// Shared characters over all characters of two spans.
pub(crate) fn shared(a: Chars, b: Chars) -> f64 {
    let both = common(a, b);
    let all = (length(a) + length(b)).saturating_sub(both);
    if all == 0 { 0.0 } else { both as f64 / all as f64 }
}

/// Spans match when they share at least a third of their union.
pub(crate) fn overlap(a: Chars, b: Chars) -> bool {
    shared(a, b) >= 1.0 / 3.0
}

/// Whether they have a character in common.
pub(crate) fn touch(a: Chars, b: Chars) -> bool {
    a[0] < b[1] && b[0] < a[1]
}

pub(crate) fn same_set(a: &[Chars], b: &[Chars]) -> bool {
    let covered = |x: &[Chars], y: &[Chars]| x.iter().all(|s| y.iter().any(|t| overlap(*s, *t)));
    a.len() == b.len() && covered(a, b) && covered(b, a)
}

/// F1 over the characters of two spans.
pub(crate) fn character_f1(a: Option<Chars>, b: Option<Chars>) -> f64 {
    let (Some(a), Some(b)) = (a, b) else { return 0.0 };
    let sum = length(a) + length(b);
    if sum == 0 {
        0.0
    } else {
        2.0 * common(a, b) as f64 / sum as f64
    }
}

pub(crate) fn length(a: Chars) -> usize {
    a[1].saturating_sub(a[0])
}

fn common(a: Chars, b: Chars) -> usize {
    a[1].min(b[1]).saturating_sub(a[0].max(b[0]))
}

/// Words in front of a participant or a content that one codebook counts in and another leaves out.
const LEADING: [&str; 12] = [
    "the", "a", "an", "that", "whether", "bahwa", "para", "seorang", "sebuah", "his", "her", "its",
];

/// The span without white space, quotation marks and punctuation at its ends and without the words in front that
/// codebooks treat differently; the span itself where nothing else is in it.
pub(crate) fn trimmed(text: &[char], span: Chars) -> Chars {
    let [mut start, mut end] = [span[0].min(text.len()), span[1].min(text.len())];
    let edge = |c: char| c.is_whitespace() || "\"'“”„«»‘’`,.;:!?–—-".contains(c);
    loop {
        while start < end && edge(text[start]) {
            start += 1;
        }
        while start < end && edge(text[end - 1]) {
            end -= 1;
        }
        let word: String = text[start..end].iter().take_while(|c| c.is_alphanumeric()).collect();
        let long = word.chars().count();
        let more = start + long < end && text[start + long].is_whitespace();
        if more && LEADING.contains(&word.to_lowercase().as_str()) {
            start += long;
        } else {
            break;
        }
    }
    if start < end { [start, end] } else { span }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_third_of_the_union_is_enough() {
        assert!(overlap([0, 9], [6, 9]));
        assert!(!overlap([0, 10], [7, 10]));
        assert!(!overlap([3, 3], [3, 3]), "nothing matches nothing");
        assert!(touch([0, 4], [3, 9]) && !touch([0, 3], [3, 9]));
        assert!(same_set(&[[0, 3], [5, 9]], &[[5, 9], [0, 3]]));
        assert!(!same_set(&[[0, 3], [0, 3]], &[[0, 3], [5, 9]]));
    }

    #[test]
    fn borders_that_codebooks_treat_differently_are_cut_off() {
        let check = |text: &str, expected: &str| {
            let chars: Vec<char> = text.chars().collect();
            let [start, end] = trimmed(&chars, [0, chars.len()]);
            assert_eq!(chars[start..end].iter().collect::<String>(), expected);
        };
        check("that “the ship sank”,", "ship sank");
        check("bahwa para nelayan ditahan.", "nelayan ditahan");
        check("The", "The");
        check("Theatre", "Theatre");
        check(" – ", " – ");
    }
}
