//! Which characters of an article carry which part of a claim.

use menurut_core::record::{ActorRecord, ClaimRecord, LinkRecord};
use menurut_store::StoredReading;

/// What a stretch of text is to the claims made of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Role {
    Actor,
    Recipient,
    /// Place, time or amount.
    Context,
    Source,
    Cue,
}

/// A stretch in which nothing begins or ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Segment {
    pub(crate) text: String,
    pub(crate) roles: Vec<Role>,
    /// Positions in the list of claims whose trigger covers the stretch.
    pub(crate) triggers: Vec<usize>,
    /// Those of them whose trigger begins, and ends, with the stretch.
    pub(crate) begins: Vec<usize>,
    pub(crate) ends: Vec<usize>,
}

pub(crate) struct MarkedParagraph {
    pub(crate) kind: String,
    pub(crate) segments: Vec<Segment>,
}

enum What {
    Role(Role),
    Trigger(usize),
}

/// The paragraphs of an article, cut wherever a mark begins or ends.
pub(crate) fn marked(reading: &StoredReading) -> Vec<MarkedParagraph> {
    let mut marks: Vec<([usize; 2], What)> = Vec::new();
    for (n, claim) in reading.claims.iter().enumerate() {
        marks.push((claim.event.trigger.span, What::Trigger(n)));
        marks.extend(roles(claim).into_iter().map(|(span, role)| (span, What::Role(role))));
    }
    marks.sort_by_key(|m| m.0);
    let mut first = 0;
    reading
        .extract
        .paragraphs
        .iter()
        .map(|paragraph| {
            let [start, end] = paragraph.span;
            // Marks lie inside sentences, sentences inside paragraphs, and both lists are in the order of the text.
            while marks.get(first).is_some_and(|m| m.0[0] < start) {
                first += 1;
            }
            let inside = marks[first..].iter().take_while(|m| m.0[0] < end);
            let inside: Vec<_> = inside.filter(|m| m.0[1] <= end && m.0[0] < m.0[1]).collect();
            MarkedParagraph {
                kind: paragraph.kind.clone(),
                segments: segments(&paragraph.text, start, &inside),
            }
        })
        .collect()
}

fn segments(text: &str, start: usize, marks: &[&([usize; 2], What)]) -> Vec<Segment> {
    let chars: Vec<char> = text.chars().collect();
    let mut cuts: Vec<usize> = marks.iter().flat_map(|m| m.0).map(|at| at - start).collect();
    cuts.extend([0, chars.len()]);
    cuts.sort_unstable();
    cuts.dedup();
    let mut segments: Vec<Segment> = cuts
        .windows(2)
        .filter(|w| w[1] <= chars.len())
        .map(|w| Segment {
            text: chars[w[0]..w[1]].iter().collect(),
            roles: Vec::new(),
            triggers: Vec::new(),
            begins: Vec::new(),
            ends: Vec::new(),
        })
        .collect();
    for (span, what) in marks {
        let at = |x: usize| cuts.partition_point(|&c| c < x - start);
        let (from, to) = (at(span[0]), at(span[1]).min(segments.len()));
        for segment in &mut segments[from.min(to)..to] {
            match what {
                What::Role(role) if !segment.roles.contains(role) => segment.roles.push(*role),
                What::Role(_) => {}
                What::Trigger(n) => segment.triggers.push(*n),
            }
        }
        if let What::Trigger(n) = what
            && from < to
        {
            segments[from].begins.push(*n);
            segments[to - 1].ends.push(*n);
        }
    }
    for segment in &mut segments {
        segment.roles.sort_unstable();
    }
    segments
}

fn roles(claim: &ClaimRecord) -> Vec<([usize; 2], Role)> {
    let mut all = Vec::new();
    let mut people = |actors: &[ActorRecord], role| {
        all.extend(actors.iter().filter_map(|a| a.span).map(|span| (span, role)));
    };
    people(&claim.actors, Role::Actor);
    people(&claim.recipients, Role::Recipient);
    let links: Vec<&LinkRecord> = claim
        .according_to
        .iter()
        .chain(claim.also_according_to.iter().flatten())
        .collect();
    for link in &links {
        people(&link.sources, Role::Source);
    }
    all.extend(
        links
            .iter()
            .filter_map(|l| l.cue.as_ref())
            .map(|cue| (cue.span, Role::Cue)),
    );
    all.extend(claim.places.iter().map(|p| (p.span, Role::Context)));
    all.extend(claim.times.iter().map(|t| (t.span, Role::Context)));
    all.extend(claim.amounts.iter().map(|a| (a.span, Role::Context)));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_marks_cut_a_paragraph_where_they_begin_and_end() {
        let text = "Kim – “é” – menemui Putin";
        let marks = [
            ([10, 13], What::Role(Role::Actor)),
            ([22, 29], What::Trigger(0)),
            ([22, 35], What::Role(Role::Context)),
            ([30, 35], What::Role(Role::Recipient)),
        ];
        let cut = segments(text, 10, &marks.iter().collect::<Vec<_>>());
        let shown: Vec<String> = cut
            .iter()
            .map(|s| format!("{}|{:?}{:?}", s.text, s.roles, s.triggers))
            .collect();
        assert_eq!(
            shown,
            [
                "Kim|[Actor][]",
                " – “é” – |[][]",
                "menemui|[Context][0]",
                " |[Context][]",
                "Putin|[Recipient, Context][]"
            ]
        );
        assert_eq!((&cut[2].begins[..], &cut[2].ends[..]), (&[0][..], &[0][..]));
        assert_eq!(cut.iter().map(|s| s.text.as_str()).collect::<String>(), text);
    }
}
