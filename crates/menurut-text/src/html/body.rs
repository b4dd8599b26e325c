//! Which part of a page is the article, and its text as blocks.

use menurut_core::{DroppedKind, ParagraphKind};

use super::date;
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
        ends_sentence(&self.text)
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
    pub(crate) published: Option<jiff::civil::Date>,
    pub(crate) lang: Option<&'a str>,
}

/// The article's text, in page order; empty where the page has none.
pub(crate) fn extract(dom: &Dom, hints: &Hints) -> Body {
    if dom.len() == 0 {
        return Body::default();
    }
    let regions = regions(dom);
    let lines = lines(dom, &regions);
    let tree = Tree::new(dom, &lines);
    let known = hints.article_body.map(letters).unwrap_or_default();
    let main = main_node(dom, &lines, &tree).map(|m| one_article(dom, &tree, m, hints));
    // Some pages have only the first sentences in their metadata: those tell nothing about where the text ends.
    let whole = main.is_none_or(|m| known.len() as f32 > 0.7 * tree.good(dom, m));
    let known = if whole { known } else { String::new() };
    let mut body = match known_node(dom, &lines, &known).or(main) {
        Some(main) => collect(dom, &lines, main, hints, &known),
        None => Body::default(),
    };
    let found: usize = body
        .blocks
        .iter()
        .filter(|b| b.kind != ParagraphKind::Heading)
        .map(|b| letters(&b.text).len())
        .sum();
    // Some pages show their text by script only.
    if known.len() > 200
        && found * 2 < known.len()
        && let Some(text) = hints.article_body
    {
        body = Body {
            blocks: from_metadata(text),
            dropped: body.dropped,
        };
    }
    body
}

/// The article's text as linked data has it: one paragraph per line.
fn from_metadata(text: &str) -> Vec<Block> {
    let mut out = Vec::new();
    for line in text.lines() {
        let mut paragraph = String::new();
        push_collapsed(&mut paragraph, line);
        paragraph.truncate(paragraph.trim_end().len());
        if paragraph.chars().any(char::is_alphanumeric) {
            out.push(Block {
                kind: ParagraphKind::Paragraph,
                text: paragraph,
            });
        }
    }
    out
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
            Some(Region::Hidden) if dom.tag(n).is_some_and(Tag::is_hidden) => Some(Region::Hidden),
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
            // The cells of a row of data are one line; a cell with blocks in it is layout.
            Some(Tag::Td | Tag::Th)
                if !(n + 1..dom.end(n)).any(|i| dom.tag(i).is_some_and(|t| t.is_block() || t == Tag::Br)) =>
            {
                if let Some(line) = &mut current {
                    push_collapsed(&mut line.text, " ");
                }
            }
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
                if inlines.iter().any(|i| i.1 == Tag::A) || dom.ancestors(n).take(4).any(|a| dom.tag(a) == Some(Tag::A))
                {
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
            Some(Tag::Li | Tag::Dd | Tag::Dt | Tag::Tr) => {
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
    Line {
        node,
        first,
        text: String::new(),
        chars: 0,
        linked: 0,
        bold: 0,
        kind,
        heading,
        region,
    }
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
        if score <= 0.0 {
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
    // Outwards, while that brings in as clean text as there is already: bodies come in pieces between advertisements.
    let mut branch = main;
    for parent in dom.ancestors(main).take(6) {
        if matches!(dom.tag(parent), Some(Tag::Html)) || holds_other_articles(dom, parent, main) {
            break;
        }
        let good = tree.good(dom, main);
        let added_bad = tree.bad(dom, parent) - tree.bad(dom, main);
        let pieces = similar_siblings(dom, parent, branch)
            .map(|s| tree.good(dom, s))
            .sum::<f32>();
        if pieces > 0.15 * good && pieces > added_bad {
            main = parent;
        }
        branch = parent;
    }
    Some(main)
}

/// Pages that load one article after the other hold several, each with its headline: the one that the page is about.
fn one_article(dom: &Dom, tree: &Tree, main: usize, hints: &Hints) -> usize {
    let title = hints.title.map(letters).unwrap_or_default();
    let mut articles = Vec::new();
    let mut n = main + 1;
    while n < dom.end(main) && articles.len() < 50 {
        if dom.tag(n) == Some(Tag::Article) {
            let headline = (n..dom.end(n)).find(|&i| matches!(dom.tag(i), Some(Tag::H1)));
            if let Some(headline) = headline
                && tree.good(dom, n) > 80.0
            {
                articles.push((n, letters(&dom.text_of(headline))));
            }
            n = dom.end(n);
        } else {
            n += 1;
        }
    }
    if articles.len() < 2 {
        return main;
    }
    articles
        .iter()
        .find(|a| !title.is_empty() && a.1 == title)
        .unwrap_or(&articles[0])
        .0
}

/// Children of `parent` beside `branch` that may be pieces of the same text: paragraphs, and elements with the same tag
/// and class that do not begin a text of their own.
fn similar_siblings<'a>(dom: &'a Dom, parent: usize, branch: usize) -> impl Iterator<Item = usize> + 'a {
    let mut next = parent + 1;
    let children = std::iter::from_fn(move || {
        let n = next;
        (n < dom.end(parent)).then(|| {
            next = dom.end(n);
            n
        })
    });
    children.filter(move |&n| {
        let alike = || dom.tag(n) == dom.tag(branch) && dom.attr(n, "class") == dom.attr(branch, "class");
        let headed = || (n..dom.end(n)).any(|i| matches!(dom.tag(i), Some(Tag::H1 | Tag::Article)));
        n != branch
            && dom.tag(n).is_some()
            && (matches!(dom.tag(n), Some(Tag::P | Tag::Blockquote)) || alike() && !headed())
    })
}

/// Whether an `<article>` begins in `outer` outside of `inner`, while `inner` is in one of its own.
fn holds_other_articles(dom: &Dom, outer: usize, inner: usize) -> bool {
    let own = std::iter::once(inner)
        .chain(dom.ancestors(inner))
        .take_while(|&n| n > outer)
        .find(|&n| dom.tag(n) == Some(Tag::Article));
    let Some(own) = own else { return false };
    (outer + 1..own)
        .chain(dom.end(own)..dom.end(outer))
        .any(|n| dom.tag(n) == Some(Tag::Article))
}

/// The smallest element around nearly all lines that the page's metadata has as the article's text.
fn known_node(dom: &Dom, lines: &[Line], known: &str) -> Option<usize> {
    if known.len() < 400 {
        return None;
    }
    let mut sums = vec![0usize; dom.len() + 1];
    let mut total = 0;
    let mut next = lines.iter().peekable();
    for n in 0..dom.len() {
        while let Some(line) = next.next_if(|l| l.first == n) {
            if line.chars >= 25 && !matches!(line.region, Some(Region::Hidden | Region::Comments)) {
                let text = letters(&line.text);
                if known.contains(&text) {
                    total += text.len();
                }
            }
        }
        sums[n + 1] = total;
    }
    if total * 10 < known.len() * 6 {
        return None;
    }
    // A repeated line counts twice; the first place that holds most of the text is the one.
    let enough = total.min(known.len()) * 9 / 10;
    (0..dom.len())
        .rev()
        .find(|&n| sums[dom.end(n)] - sums[n] >= enough && dom.tag(n).is_some_and(|t| t.is_block() || t == Tag::Other))
}

fn collect(dom: &Dom, lines: &[Line], main: usize, hints: &Hints, known: &str) -> Body {
    let mut body = Body::default();
    let inside = main..dom.end(main);
    let title = hints.title.map(letters).unwrap_or_default();
    let mut lists = ListDensity::default();
    let mut kept: Vec<Kept> = Vec::new();
    let leads = leads(dom, lines, main, hints);
    let authors: Vec<String> = hints.authors.iter().map(|a| letters(a)).collect();
    for (i, line) in lines.iter().enumerate() {
        if !inside.contains(&line.first) && !leads.contains(&i) {
            continue;
        }
        if line.chars == 0 {
            continue;
        }
        let text = letters(&line.text);
        let is_headline = line.heading == Some(1) && !kept.iter().any(|k| k.block.kind == ParagraphKind::Paragraph);
        if is_headline || !title.is_empty() && text == title {
            continue;
        }
        let is_known = line.chars >= 25 && known.contains(&text);
        if !is_known && !leads.contains(&i) && line.heading.is_none() && is_imprint(line, &text, &authors, hints) {
            body.dropped.push((DroppedKind::Signature, line.text.clone()));
            continue;
        }
        match line.region {
            _ if leads.contains(&i) => {}
            Some(Region::Dropped(kind)) => {
                body.dropped.push((kind, line.text.clone()));
                continue;
            }
            Some(Region::Chrome | Region::Meta) if is_known => {}
            Some(Region::Hidden | Region::Chrome | Region::Comments | Region::Meta) => continue,
            Some(Region::Lead) | None => {}
        }
        let density = line.link_density();
        let dropped = if is_known {
            false
        } else if line.heading.is_some() {
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
            _ if leads.contains(&i) => ParagraphKind::Lead,
            Some(_) => ParagraphKind::Heading,
            None => line.kind,
        };
        // The standfirst again as the first paragraph is said once.
        if kind != ParagraphKind::Heading
            && text.len() > 60
            && kept.iter().rev().take(3).chain(kept.first()).any(|k| k.letters == text)
        {
            continue;
        }
        kept.push(Kept {
            block: Block {
                kind,
                text: line.text.clone(),
            },
            letters: text,
            known: is_known,
            linked: line.linked > 0,
        });
    }
    trim(&mut kept, &mut body.dropped, known);
    body.blocks = kept.into_iter().map(|k| k.block).collect();
    body
}

/// A line that only says who wrote the article, when, or whose it is.
fn is_imprint(line: &Line, text: &str, authors: &[String], hints: &Hints) -> bool {
    if line.chars > 120 || line.text.chars().count() > 160 {
        return false;
    }
    if line.text.starts_with(['©', 'ⓒ']) {
        return true;
    }
    if ends_sentence(&line.text) && line.chars > 60 {
        return false;
    }
    let named: usize = authors
        .iter()
        .filter(|a| a.len() > 5 && text.contains(a.as_str()))
        .map(|a| a.len())
        .sum();
    if named > 0 && text.len() < named * 2 + 12 {
        return true;
    }
    // A day with a weekday and a clock time is about 40 letters long; more is a sentence with a date in it.
    text.len() <= 60
        && date::parse(&line.text, hints.lang).is_some_and(|found| {
            let digits = text.chars().filter(char::is_ascii_digit).count();
            digits >= 5 && hints.published.is_none_or(|p| (found.date - p).get_days().abs() < 400)
        })
}

struct Kept {
    block: Block,
    letters: String,
    /// The page's metadata has it as part of the text.
    known: bool,
    linked: bool,
}

/// Takes off the end what is no text: lists of links with their headings, and what follows the text that is known whole.
fn trim(kept: &mut Vec<Kept>, dropped: &mut Vec<(DroppedKind, String)>, known: &str) {
    let mut end = kept.len();
    let found: usize = kept.iter().filter(|k| k.known).map(|k| k.letters.len()).sum();
    if known.len() > 400
        && found * 100 >= known.len() * 85
        && let Some(last) = kept.iter().rposition(|k| k.known)
    {
        end = last + 1;
    }
    loop {
        let links = kept[..end]
            .iter()
            .rev()
            .take_while(|k| k.block.kind == ParagraphKind::List && k.linked && !ends_sentence(&k.block.text))
            .count();
        end -= links;
        let headings = kept[..end]
            .iter()
            .rev()
            .take_while(|k| k.block.kind == ParagraphKind::Heading && !k.known)
            .count();
        end -= headings;
        if links + headings == 0 {
            break;
        }
        // The words over a list of links, where they are no heading.
        if links > 1
            && end > 1
            && !ends_sentence(&kept[end - 1].block.text)
            && kept[end - 1].letters.len() < 50
            && !kept[end - 1].known
        {
            end -= 1;
        }
    }
    for k in kept.drain(end..) {
        dropped.push((DroppedKind::Related, k.block.text));
    }
}

/// Lines before the text that belong to it: the standfirst, which often stands with the headline.
fn leads(dom: &Dom, lines: &[Line], main: usize, hints: &Hints) -> Vec<usize> {
    let description = hints.description.map(letters).unwrap_or_default();
    let title = hints.title.map(letters).unwrap_or_default();
    let start = lines.partition_point(|l| l.first < main);
    // Nothing before the headline; without one, only what stands close by.
    let headline = lines[..start]
        .iter()
        .rposition(|l| l.heading == Some(1) || !title.is_empty() && letters(&l.text) == title);
    let from = headline
        .map_or(start.saturating_sub(12), |h| h + 1)
        .max(start.saturating_sub(60));
    let inside: String = lines[start..]
        .iter()
        .take_while(|l| l.first < dom.end(main))
        .take(8)
        .map(|l| letters(&l.text))
        .collect::<Vec<_>>()
        .join(" ");
    let mut out = Vec::new();
    for (i, line) in lines.iter().enumerate().take(start).skip(from) {
        if line.chars < 25 || line.link_density() > 0.3 {
            continue;
        }
        let text = letters(&line.text);
        let described = description.len() > 40
            && text.len() > 40
            && (description.starts_with(&text)
                || text.starts_with(&description)
                || common_prefix(&description, &text) > 60);
        let marked = line.region == Some(Region::Lead) && headline.is_some();
        if (described || marked) && !inside.contains(&text) {
            out.push(i);
        }
    }
    out
}

fn common_prefix(a: &str, b: &str) -> usize {
    a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count()
}

fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']', ' ']);
    text.ends_with(['.', '!', '?', '…', ':', ';', '。', '！', '？', '؟', '۔', '।', '։'])
}

/// Letters and digits only, lower case: texts that read the same are equal.
pub(crate) fn letters(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// The share of linked letters in a list, computed once per list.
#[derive(Default)]
struct ListDensity {
    last: Option<(usize, f32)>,
}

impl ListDensity {
    fn of(&mut self, dom: &Dom, lines: &[Line], line: &Line) -> f32 {
        let Some(list) = dom
            .ancestors(line.node)
            .find(|&n| matches!(dom.tag(n), Some(Tag::Ul | Tag::Ol | Tag::Dl)))
        else {
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
