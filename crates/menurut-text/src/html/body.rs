//! Which part of a page is the article, and its text as blocks.

use menurut_core::{DroppedKind, ParagraphKind};

use super::dom::{Data, Dom, Tag, push_collapsed};
use super::region::{Region, body_mark, region};
use crate::page::Block;

/// A line of running text: what stands between two block boundaries.
#[derive(Debug)]
struct Line {
    /// The nearest block element around it.
    node: usize,
    /// The first text node in it.
    first: usize,
    text: String,
    chars: usize,
    linked: usize,
    bold: usize,
    kind: ParagraphKind,
    heading: Option<u8>,
    region: Option<Region>,
}

impl Line {
    fn link_density(&self) -> f32 {
        self.linked as f32 / self.chars.max(1) as f32
    }

    fn is_sentence(&self) -> bool {
        let text = self.text.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']', ' ']);
        text.ends_with(['.', '!', '?', '…', ':', ';', '。', '！', '？', '؟', '۔', '।', '։'])
    }

    /// How much the line speaks for running text (positive) or for a list of links and labels (negative).
    fn prose(&self) -> f32 {
        if self.region.is_some_and(|r| r != Region::Lead) {
            return 0.0;
        }
        let chars = self.chars as f32;
        let density = self.link_density();
        if self.heading.is_some() {
            return if density > 0.5 { -15.0 } else { 0.0 };
        }
        if density > 0.5 {
            return -chars.min(80.0);
        }
        let base = match self.kind {
            ParagraphKind::List => 0.6,
            _ => 1.0,
        };
        if self.chars >= 80 || self.chars >= 25 && self.is_sentence() {
            base * (chars * (1.0 - density)).min(1500.0)
        } else {
            -(chars.min(30.0)) * 0.5
        }
    }
}

/// Letters and digits; a letter of a script without spaces stands for two.
fn weight_of(c: char) -> usize {
    match c {
        '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' => 3,
        _ => 1,
    }
}

/// What [`extract`] found.
#[derive(Debug, Default)]
pub(crate) struct Body {
    pub(crate) blocks: Vec<Block>,
    pub(crate) dropped: Vec<(DroppedKind, String)>,
}

impl Body {
    pub(crate) fn chars(&self) -> usize {
        self.blocks.iter().map(|b| b.text.len()).sum()
    }
}

/// What other parts of the page say about the article, to find it by.
#[derive(Debug, Default)]
pub(crate) struct Hints<'a> {
    pub(crate) title: Option<&'a str>,
    /// The page's one-sentence description of itself.
    pub(crate) description: Option<&'a str>,
    /// The text as the page's metadata has it, whole or only its beginning.
    pub(crate) article_body: Option<&'a str>,
    pub(crate) authors: &'a [String],
}

/// The article's text, in page order; empty where the page has none.
pub(crate) fn extract(dom: &Dom, hints: &Hints) -> Body {
    if dom.len() == 0 {
        return Body::default();
    }
    let regions = regions(dom);
    let lines = lines(dom, &regions);
    let tree = Tree::new(dom, &lines);
    let Some(main) = main_node(dom, &lines, &tree) else { return Body::default() };
    collect(dom, &lines, main, hints)
}

/// For each node the region in which it stands, inherited downwards.
fn regions(dom: &Dom) -> Vec<Option<Region>> {
    // Letters of unlinked text in paragraphs up to each node: tells in one subtraction how much prose a subtree holds.
    let mut prose = vec![0u32; dom.len() + 1];
    let mut i = 0;
    let mut hidden_until = 0;
    let mut link_until = 0;
    for n in 0..dom.len() {
        let mut add = 0;
        match &dom.nodes[n].data {
            Data::Element { tag, .. } => {
                if tag.is_hidden() && *tag != Tag::Head {
                    hidden_until = hidden_until.max(dom.end(n));
                }
                if *tag == Tag::A {
                    link_until = link_until.max(dom.end(n));
                }
            }
            Data::Text(_) if n >= hidden_until && n >= link_until => {
                let text = dom.own_text(n).trim();
                if text.len() > 60 {
                    add = text.len() as u32;
                }
            }
            Data::Text(_) => {}
        }
        i += add;
        prose[n + 1] = i;
    }
    let total = prose[dom.len()];
    let amount = |n: usize| prose[dom.end(n)] - prose[n];
    let mut out: Vec<Option<Region>> = vec![None; dom.len()];
    for n in 0..dom.len() {
        let inherited = dom.parent(n).and_then(|p| out[p]);
        // The standfirst may hold a byline; everything else is as a whole what it is.
        if inherited.is_some_and(|r| r != Region::Lead) {
            out[n] = inherited;
            continue;
        }
        let own = match region(dom, n) {
            Some(Region::Hidden) => Some(Region::Hidden),
            Some(Region::Comments) if amount(n) * 10 <= total * 9 => Some(Region::Comments),
            // A name is not believed where it would throw away the page's text.
            Some(found) if amount(n) * 10 <= total * 3 || amount(n) < 300 => Some(found),
            _ => None,
        };
        out[n] = own.or(inherited);
    }
    out
}

/// The whole visible page as lines.
fn lines(dom: &Dom, regions: &[Option<Region>]) -> Vec<Line> {
    let mut out = Vec::new();
    let mut blocks: Vec<usize> = Vec::new();
    let mut inlines: Vec<(usize, Tag)> = Vec::new();
    let mut current: Option<Line> = None;
    let mut flush = |line: &mut Option<Line>| {
        if let Some(mut line) = line.take() {
            line.text.truncate(line.text.trim_end().len());
            if !line.text.is_empty() {
                out.push(line);
            }
        }
    };
    let mut n = 0;
    while n < dom.len() {
        while blocks.last().is_some_and(|&b| dom.end(b) <= n) {
            blocks.pop();
            flush(&mut current);
        }
        while inlines.last().is_some_and(|&(b, _)| dom.end(b) <= n) {
            inlines.pop();
        }
        if regions[n] == Some(Region::Hidden) {
            if dom.tag(n).is_some_and(Tag::is_block) {
                flush(&mut current);
            }
            n = dom.end(n);
            continue;
        }
        match dom.tag(n) {
            Some(Tag::Br) => flush(&mut current),
            Some(tag) if tag.is_block() => {
                flush(&mut current);
                blocks.push(n);
            }
            Some(tag) => {
                // An inline element of its own region (a caption in a span, a share link) is a line of its own.
                let parent_region = dom.parent(n).and_then(|p| regions[p]);
                if regions[n] != parent_region {
                    flush(&mut current);
                    blocks.push(n);
                }
                inlines.push((n, tag));
            }
            None => {
                let text = dom.own_text(n);
                if current.is_none() && text.trim().is_empty() {
                    n += 1;
                    continue;
                }
                let node = blocks.last().copied().unwrap_or(0);
                let line = current.get_or_insert_with(|| new_line(dom, node, n, regions));
                push_collapsed(&mut line.text, text);
                let chars: usize = text.chars().filter(|c| c.is_alphanumeric()).map(weight_of).sum();
                line.chars += chars;
                if inlines.iter().any(|i| i.1 == Tag::A) || dom.ancestors(n).take(4).any(|a| dom.tag(a) == Some(Tag::A)) {
                    line.linked += chars;
                }
                if inlines.iter().any(|i| matches!(i.1, Tag::B | Tag::Strong)) {
                    line.bold += chars;
                }
            }
        }
        n += 1;
    }
    flush(&mut current);
    out
}

fn new_line(dom: &Dom, node: usize, first: usize, regions: &[Option<Region>]) -> Line {
    let mut kind = ParagraphKind::Paragraph;
    let mut heading = None;
    for n in std::iter::once(node).chain(dom.ancestors(node)).take(6) {
        match dom.tag(n) {
            Some(Tag::Blockquote | Tag::Q) => {
                kind = ParagraphKind::Quote;
                break;
            }
            Some(Tag::Li | Tag::Dd | Tag::Dt) => {
                kind = ParagraphKind::List;
                break;
            }
            Some(tag) if tag.heading_level().is_some() => {
                heading = tag.heading_level();
                kind = ParagraphKind::Heading;
                break;
            }
            Some(Tag::Article | Tag::Section | Tag::Main | Tag::Td) => break,
            _ => {}
        }
    }
    let region = regions[first].or(regions[node]);
    if region == Some(Region::Lead) && kind != ParagraphKind::List {
        kind = ParagraphKind::Lead;
    }
    Line { node, first, text: String::new(), chars: 0, linked: 0, bold: 0, kind, heading, region }
}

/// Sums over the lines, for any subtree in one subtraction.
struct Tree {
    good: Vec<f32>,
    bad: Vec<f32>,
}

impl Tree {
    fn new(dom: &Dom, lines: &[Line]) -> Tree {
        let mut good = vec![0.0; dom.len() + 1];
        let mut bad = vec![0.0; dom.len() + 1];
        let mut next = lines.iter().peekable();
        for n in 0..dom.len() {
            good[n + 1] = good[n];
            bad[n + 1] = bad[n];
            while let Some(line) = next.next_if(|l| l.first == n) {
                let prose = line.prose();
                good[n + 1] += prose.max(0.0);
                bad[n + 1] += (-prose).max(0.0);
            }
        }
        Tree { good, bad }
    }

    fn good(&self, dom: &Dom, n: usize) -> f32 {
        self.good[dom.end(n)] - self.good[n]
    }

    fn bad(&self, dom: &Dom, n: usize) -> f32 {
        self.bad[dom.end(n)] - self.bad[n]
    }
}

/// The element that holds the article's text.
fn main_node(dom: &Dom, lines: &[Line], tree: &Tree) -> Option<usize> {
    // Paragraphs of one article stand beside each other: each speaks for its parent, less for those further out.
    const DECAY: [f32; 6] = [1.0, 0.85, 0.6, 0.4, 0.25, 0.15];
    let mut scores = vec![0.0f32; dom.len()];
    for line in lines {
        let prose = line.prose();
        if prose <= 0.0 {
            continue;
        }
        let start = match dom.tag(line.node) {
            Some(Tag::P | Tag::Blockquote | Tag::Li) | None => dom.parent(line.node),
            _ => Some(line.node),
        };
        let Some(start) = start else { continue };
        for (n, decay) in std::iter::once(start).chain(dom.ancestors(start)).zip(DECAY) {
            scores[n] += prose * decay;
        }
    }
    let mut best: Option<(usize, f32)> = None;
    for (n, &score) in scores.iter().enumerate() {
        if score <= 0.0 || matches!(dom.tag(n), Some(Tag::Html)) {
            continue;
        }
        let boost = [1.0, 1.1, 1.3, 1.5][usize::from(body_mark(dom, n))];
        let clean = 1.0 - 0.5 * tree.bad(dom, n) / (tree.bad(dom, n) + tree.good(dom, n)).max(1.0);
        let score = score * boost * clean;
        if best.is_none_or(|(_, b)| score > b) {
            best = Some((n, score));
        }
    }
    let (mut main, _) = best?;
    // Outwards, while that brings in as clean text as there is already.
    let mut current = main;
    for parent in dom.ancestors(main).take(6) {
        if matches!(dom.tag(parent), Some(Tag::Html)) || dom.tag(current) == Some(Tag::Article) || body_mark(dom, current) >= 2 {
            break;
        }
        let (good, more) = (tree.good(dom, main), tree.good(dom, parent));
        let added_bad = tree.bad(dom, parent) - tree.bad(dom, main);
        if more - good > 0.2 * good && more - good > 3.0 * added_bad {
            main = parent;
        }
        current = parent;
    }
    Some(main)
}

fn collect(dom: &Dom, lines: &[Line], main: usize, hints: &Hints) -> Body {
    let mut body = Body::default();
    let inside = main..dom.end(main);
    let title = hints.title.map(letters).unwrap_or_default();
    let mut lists = ListDensity::default();
    for line in lines {
        if !inside.contains(&line.first) {
            continue;
        }
        match line.region {
            Some(Region::Dropped(kind)) => {
                body.dropped.push((kind, line.text.clone()));
                continue;
            }
            Some(Region::Hidden | Region::Chrome | Region::Comments | Region::Meta) => continue,
            Some(Region::Lead) | None => {}
        }
        if line.chars == 0 {
            continue;
        }
        if !title.is_empty() && letters(&line.text) == title {
            continue;
        }
        let density = line.link_density();
        let dropped = if line.heading.is_some() {
            density > 0.5
        } else if line.kind == ParagraphKind::List {
            density > 0.6 || lists.of(dom, lines, line) > 0.6
        } else {
            density > 0.7 && !line.is_sentence() || density > 0.9
        };
        if dropped {
            body.dropped.push((DroppedKind::Related, line.text.clone()));
            continue;
        }
        let kind = match line.heading {
            Some(_) => ParagraphKind::Heading,
            None => line.kind,
        };
        body.blocks.push(Block { kind, text: line.text.clone() });
    }
    // A heading over nothing is the heading of what was dropped.
    while body.blocks.last().is_some_and(|b| b.kind == ParagraphKind::Heading) {
        if let Some(block) = body.blocks.pop() {
            body.dropped.push((DroppedKind::Related, block.text));
        }
    }
    body
}

/// Letters and digits only, lower case: texts that read the same are equal.
pub(crate) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The share of linked letters in a list, computed once per list.
#[derive(Default)]
struct ListDensity {
    last: Option<(usize, f32)>,
}

impl ListDensity {
    fn of(&mut self, dom: &Dom, lines: &[Line], line: &Line) -> f32 {
        let Some(list) = dom.ancestors(line.node).find(|&n| matches!(dom.tag(n), Some(Tag::Ul | Tag::Ol | Tag::Dl))) else {
            return 0.0;
        };
        if let Some((node, density)) = self.last
            && node == list
        {
            return density;
        }
        let range = list..dom.end(list);
        let from = lines.partition_point(|l| l.first < range.start);
        let (mut chars, mut linked) = (0, 0);
        for l in lines[from..].iter().take_while(|l| range.contains(&l.first)) {
            chars += l.chars;
            linked += l.linked;
        }
        let density = linked as f32 / chars.max(1) as f32;
        self.last = Some((list, density));
        density
    }
}
