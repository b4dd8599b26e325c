//! A flat tree of an HTML page: html5ever's tokenizer, and a tree builder that is bounded on every input.
//!
//! The nodes lie in document order, so a subtree is a range of indices and every walk is a loop. Real pages nest
//! badly now and then; what matters here is where text starts and ends, not how a browser would lay it out, so elements
//! are never moved: an end tag closes what it can, or nothing.

use std::cell::RefCell;
use std::ops::Range;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, CharacterTokens, EndTag, StartTag, Tag as Token, TagToken, TokenSink, TokenSinkResult, Tokenizer,
    TokenizerOpts, states::RawKind,
};

/// Elements nested deeper than this become transparent: their text goes to the deepest kept ancestor.
const MAX_DEPTH: usize = 300;
/// The rest of a page with more nodes is ignored. The longest live blogs have a tenth of it.
const MAX_NODES: usize = 1_000_000;
/// Longer attribute values are inlined images and states of scripts.
const MAX_ATTRIBUTE: usize = 20_000;

macro_rules! tags {
    ($($variant:ident = $name:literal),* $(,)?) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Tag { $($variant,)* Other }

        impl Tag {
            fn parse(name: &str) -> Tag {
                match name { $($name => Tag::$variant,)* _ => Tag::Other }
            }
        }
    };
}

tags! {
    A = "a", Abbr = "abbr", Address = "address", Area = "area", Article = "article", Aside = "aside", Audio = "audio",
    B = "b", Base = "base", Blockquote = "blockquote", Body = "body", Br = "br", Button = "button", Canvas = "canvas",
    Caption = "caption", Center = "center", Cite = "cite", Code = "code", Col = "col", Dd = "dd", Del = "del",
    Details = "details", Dialog = "dialog", Dir = "dir", Div = "div", Dl = "dl", Dt = "dt", Em = "em", Embed = "embed",
    Fieldset = "fieldset", Figcaption = "figcaption", Figure = "figure", Font = "font", Footer = "footer", Form = "form",
    H1 = "h1", H2 = "h2", H3 = "h3", H4 = "h4", H5 = "h5", H6 = "h6", Head = "head", Header = "header",
    Hgroup = "hgroup", Hr = "hr", Html = "html", I = "i", Iframe = "iframe", Img = "img", Input = "input", Ins = "ins",
    Label = "label", Legend = "legend", Li = "li", Link = "link", Main = "main", Map = "map", Math = "math",
    Menu = "menu", Meta = "meta", Nav = "nav", Noembed = "noembed", Noframes = "noframes", Noscript = "noscript",
    Object = "object", Ol = "ol", Optgroup = "optgroup", Option = "option", P = "p", Param = "param",
    Picture = "picture", Pre = "pre", Q = "q", S = "s", Script = "script", Section = "section", Select = "select",
    Small = "small", Source = "source", Span = "span", Strong = "strong", Style = "style", Sub = "sub",
    Summary = "summary", Sup = "sup", Svg = "svg", Table = "table", Tbody = "tbody", Td = "td", Template = "template",
    Textarea = "textarea", Tfoot = "tfoot", Th = "th", Thead = "thead", Time = "time", Title = "title", Tr = "tr",
    Track = "track", U = "u", Ul = "ul", Video = "video", Wbr = "wbr", Xmp = "xmp",
}

impl Tag {
    fn is_void(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Area | Base | Br | Col | Embed | Hr | Img | Input | Link | Meta | Param | Source | Track | Wbr
        )
    }

    /// Whether a line of running text ends where the element starts and ends.
    pub(crate) fn is_block(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Address
                | Article
                | Aside
                | Blockquote
                | Body
                | Caption
                | Center
                | Dd
                | Details
                | Dialog
                | Dir
                | Div
                | Dl
                | Dt
                | Fieldset
                | Figcaption
                | Figure
                | Footer
                | Form
                | H1
                | H2
                | H3
                | H4
                | H5
                | H6
                | Head
                | Header
                | Hgroup
                | Hr
                | Html
                | Legend
                | Li
                | Main
                | Menu
                | Nav
                | Ol
                | Optgroup
                | Option
                | P
                | Pre
                | Section
                | Select
                | Summary
                | Table
                | Tbody
                | Td
                | Tfoot
                | Th
                | Thead
                | Tr
                | Ul
        )
    }

    pub(crate) fn heading_level(self) -> Option<u8> {
        use Tag::*;
        Some(match self {
            H1 => 1,
            H2 => 2,
            H3 => 3,
            H4 => 4,
            H5 => 5,
            H6 => 6,
            _ => return None,
        })
    }

    /// Elements whose text no reader sees.
    pub(crate) fn is_hidden(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Audio
                | Canvas
                | Embed
                | Head
                | Iframe
                | Math
                | Noembed
                | Noframes
                | Noscript
                | Object
                | Script
                | Select
                | Style
                | Svg
                | Template
                | Textarea
                | Title
                | Video
        )
    }
}

#[derive(Debug)]
pub(crate) enum Data {
    Element {
        tag: Tag,
        attrs: Vec<(Box<str>, StrTendril)>,
    },
    /// A range of [`Dom::text`].
    Text(Range<u32>),
}

#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) parent: u32,
    /// The subtree is `index..end`.
    pub(crate) end: u32,
    pub(crate) data: Data,
}

#[derive(Debug, Default)]
pub(crate) struct Dom {
    pub(crate) nodes: Vec<Node>,
    /// All character data in document order.
    text: String,
}

impl Dom {
    /// Never fails: what is no HTML is text. Takes time in proportion to the input.
    pub(crate) fn parse(html: &str) -> Dom {
        let input = BufferQueue::default();
        let mut rest = html;
        // A tendril holds at most 4 GiB; pieces also let the tokenizer share buffers instead of holding one big one.
        while !rest.is_empty() {
            let mut cut = rest.len().min(1 << 20);
            while !rest.is_char_boundary(cut) {
                cut -= 1;
            }
            input.push_back(StrTendril::from_slice(&rest[..cut]));
            rest = &rest[cut..];
        }
        let tokenizer = Tokenizer::new(Sink::default(), TokenizerOpts::default());
        let _ = tokenizer.feed(&input);
        tokenizer.end();
        tokenizer.sink.0.into_inner().finish()
    }

    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(crate) fn tag(&self, node: usize) -> Option<Tag> {
        match &self.nodes[node].data {
            Data::Element { tag, .. } => Some(*tag),
            Data::Text(_) => None,
        }
    }

    pub(crate) fn attr(&self, node: usize, name: &str) -> Option<&str> {
        match &self.nodes[node].data {
            Data::Element { attrs, .. } => attrs.iter().find(|(n, _)| &**n == name).map(|(_, v)| &**v),
            Data::Text(_) => None,
        }
    }

    /// A text node's characters; empty for an element.
    pub(crate) fn own_text(&self, node: usize) -> &str {
        match &self.nodes[node].data {
            Data::Text(range) => &self.text[range.start as usize..range.end as usize],
            Data::Element { .. } => "",
        }
    }

    pub(crate) fn end(&self, node: usize) -> usize {
        self.nodes[node].end as usize
    }

    pub(crate) fn parent(&self, node: usize) -> Option<usize> {
        (node != 0).then(|| self.nodes[node].parent as usize)
    }

    pub(crate) fn ancestors(&self, node: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.parent(node), |&n| self.parent(n))
    }

    /// The text of a subtree with whitespace collapsed; block elements and line breaks separate words, inline ones do not.
    pub(crate) fn text_of(&self, node: usize) -> String {
        let mut out = String::new();
        let mut i = node;
        let end = self.end(node);
        let mut blocks: Vec<usize> = Vec::new();
        while i < end {
            while blocks.last().is_some_and(|&b| b <= i) {
                blocks.pop();
                push_collapsed(&mut out, " ");
            }
            match &self.nodes[i].data {
                Data::Text(_) => push_collapsed(&mut out, self.own_text(i)),
                Data::Element { tag, .. } => {
                    if i != node && tag.is_hidden() {
                        i = self.end(i);
                        continue;
                    }
                    if tag.is_block() || *tag == Tag::Br {
                        push_collapsed(&mut out, " ");
                        blocks.push(self.end(i));
                    }
                }
            }
            i += 1;
        }
        out.truncate(out.trim_end().len());
        out
    }
}

/// Appends `text` with every run of whitespace, over the seam too, as one space; `out` never starts with one.
pub(crate) fn push_collapsed(out: &mut String, text: &str) {
    for c in text.chars() {
        if c.is_whitespace() {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else if !is_invisible(c) {
            out.push(c);
        }
    }
}

/// Characters that only steer line breaking and would split words. Joiners stay: several scripts need them.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' | '\0'..='\u{8}' | '\u{e}'..='\u{1f}' | '\u{7f}')
}

#[derive(Default)]
struct Builder {
    dom: Dom,
    open: Vec<(u32, Tag)>,
    /// Start tags beyond the depth limit whose end tags are still to come.
    skipped: usize,
    foreign: usize,
    /// Inside a script or style whose text nobody needs.
    muted: bool,
    full: bool,
}

#[derive(Default)]
struct Sink(RefCell<Builder>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: html5ever::tokenizer::Token, _line: u64) -> TokenSinkResult<()> {
        let mut builder = self.0.borrow_mut();
        match token {
            CharacterTokens(text) => builder.characters(&text),
            TagToken(tag) if tag.kind == StartTag => return builder.start(tag),
            TagToken(tag) if tag.kind == EndTag => builder.end(&tag),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Builder {
    fn characters(&mut self, text: &str) {
        if self.muted || self.full {
            return;
        }
        if self.dom.nodes.is_empty() {
            if text.trim().is_empty() {
                return;
            }
            self.push(Data::Element {
                tag: Tag::Html,
                attrs: Vec::new(),
            });
            self.open.push((0, Tag::Html));
        }
        if self.dom.text.len() + text.len() > u32::MAX as usize {
            self.full = true;
            return;
        }
        let start = self.dom.text.len() as u32;
        self.dom.text.push_str(text);
        let end = self.dom.text.len() as u32;
        let parent = self.open.last().map_or(0, |o| o.0);
        if let Some(Node {
            parent: p,
            data: Data::Text(range),
            ..
        }) = self.dom.nodes.last_mut()
            && *p == parent
            && range.end == start
        {
            range.end = end;
            return;
        }
        self.push(Data::Text(start..end));
    }

    fn push(&mut self, data: Data) -> u32 {
        let index = self.dom.nodes.len() as u32;
        let parent = self.open.last().map_or(0, |o| o.0);
        self.dom.nodes.push(Node {
            parent,
            end: index + 1,
            data,
        });
        if self.dom.nodes.len() >= MAX_NODES {
            self.full = true;
        }
        index
    }

    fn start(&mut self, token: Token) -> TokenSinkResult<()> {
        let tag = Tag::parse(&token.name);
        let raw = match tag {
            Tag::Script => Some(RawKind::ScriptData),
            Tag::Style | Tag::Iframe | Tag::Noembed | Tag::Noframes | Tag::Xmp => Some(RawKind::Rawtext),
            Tag::Title | Tag::Textarea if self.foreign == 0 => Some(RawKind::Rcdata),
            _ => None,
        };
        if !self.full {
            self.open_element(tag, token);
        }
        match raw {
            Some(kind) => TokenSinkResult::RawData(kind),
            None => TokenSinkResult::Continue,
        }
    }

    fn open_element(&mut self, tag: Tag, token: Token) {
        if matches!(tag, Tag::Html | Tag::Body) && !self.dom.nodes.is_empty() {
            // A second <html> or <body> opens nothing, but its attributes may be the only ones.
            if tag == Tag::Body && !self.open.iter().any(|o| o.1 == Tag::Body) && self.open.len() <= 2 {
                self.pop_while(|t| t != Tag::Html);
            } else {
                return;
            }
        }
        if self.dom.nodes.is_empty() && tag != Tag::Html {
            self.push(Data::Element {
                tag: Tag::Html,
                attrs: Vec::new(),
            });
            self.open.push((0, Tag::Html));
        }
        self.close_implied(tag);
        self.muted = match tag {
            Tag::Script => !token.attrs.iter().any(|a| {
                &*a.name.local == "type" && {
                    let kind = a.value.to_ascii_lowercase();
                    kind.contains("ld+json")
                }
            }),
            Tag::Style => true,
            _ => false,
        };
        if self.open.len() >= MAX_DEPTH {
            if !tag.is_void() && !token.self_closing {
                self.skipped += 1;
            }
            // Breaks still part words.
            if !tag.is_block() && tag != Tag::Br {
                return;
            }
            self.push(Data::Element {
                tag: Tag::Br,
                attrs: Vec::new(),
            });
            return;
        }
        let attrs = token
            .attrs
            .into_iter()
            .filter(|a| is_useful(&a.name.local) && a.value.len() <= MAX_ATTRIBUTE)
            .map(|a| (Box::from(&*a.name.local), a.value))
            .collect();
        let index = self.push(Data::Element { tag, attrs });
        let closes_itself = token.self_closing && (self.foreign > 0 || !tag.is_block() && tag != Tag::Script);
        if tag.is_void() || closes_itself {
            return;
        }
        if matches!(tag, Tag::Svg | Tag::Math) {
            self.foreign += 1;
        }
        self.open.push((index, tag));
    }

    fn close_implied(&mut self, tag: Tag) {
        use Tag::*;
        match tag {
            Meta | Link | Title | Script | Style | Base | Noscript | Template | Head | Html => {}
            _ if self.open.iter().take(3).any(|o| o.1 == Head) => self.pop_while(|t| t != Html),
            _ => {}
        }
        match tag {
            Li => self.close_up_to(&[Li], &[Ul, Ol, Menu, Dir, Table, Td, Th, Article, Section]),
            Dt | Dd => self.close_up_to(&[Dt, Dd], &[Dl, Ul, Ol, Table, Td, Th, Article, Section]),
            Option | Optgroup => self.close_up_to(&[Option], &[Select, Optgroup]),
            Td | Th => self.close_up_to(&[Td, Th], &[Tr, Table]),
            Tr => self.close_up_to(&[Tr], &[Tbody, Thead, Tfoot, Table]),
            Tbody | Thead | Tfoot => self.close_up_to(&[Tbody, Thead, Tfoot], &[Table]),
            // A link ends where the next one starts, unless a block lies in between.
            A => {
                if let Some(at) = self.open.iter().rposition(|o| o.1 == A || o.1.is_block())
                    && self.open[at].1 == A
                {
                    self.truncate(at);
                }
            }
            _ => {}
        }
        if tag.is_block() && !matches!(tag, Td | Th | Tr | Tbody | Thead | Tfoot | Option | Optgroup) {
            // A block ends the paragraph in which it starts.
            if let Some(at) = self.open.iter().rposition(|o| o.1.is_block() || o.1 == Button)
                && self.open[at].1 == P
            {
                self.truncate(at);
            }
            if tag.heading_level().is_some()
                && let Some(&(_, top)) = self.open.last()
                && top.heading_level().is_some()
            {
                self.truncate(self.open.len() - 1);
            }
        }
    }

    /// Closes the nearest open element of `targets`, unless one of `barriers` stands in between.
    fn close_up_to(&mut self, targets: &[Tag], barriers: &[Tag]) {
        for at in (0..self.open.len()).rev() {
            let tag = self.open[at].1;
            if targets.contains(&tag) {
                return self.truncate(at);
            }
            if barriers.contains(&tag) {
                return;
            }
        }
    }

    fn pop_while(&mut self, keep_popping: impl Fn(Tag) -> bool) {
        let mut at = self.open.len();
        while at > 0 && keep_popping(self.open[at - 1].1) {
            at -= 1;
        }
        self.truncate(at);
    }

    fn truncate(&mut self, at: usize) {
        let end = self.dom.nodes.len() as u32;
        for &(index, tag) in &self.open[at..] {
            self.dom.nodes[index as usize].end = end;
            if matches!(tag, Tag::Svg | Tag::Math) {
                self.foreign -= 1;
            }
        }
        self.open.truncate(at);
    }

    fn end(&mut self, token: &Token) {
        let tag = Tag::parse(&token.name);
        self.muted = false;
        if self.full || tag.is_void() || matches!(tag, Tag::Html | Tag::Body) {
            return;
        }
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        for at in (1..self.open.len()).rev() {
            let open = self.open[at].1;
            let same = if tag.heading_level().is_some() {
                open.heading_level().is_some()
            } else if tag == Tag::Other {
                // Names of unknown elements are not kept; they nest like divs do.
                open == Tag::Other
            } else {
                open == tag
            };
            if same {
                return self.truncate(at);
            }
            let barrier = matches!(open, Tag::Td | Tag::Th | Tag::Table)
                && !matches!(tag, Tag::Table | Tag::Tr | Tag::Tbody)
                || (open.is_block() && !tag.is_block() && tag != Tag::Other)
                || (tag == Tag::P && open.is_block());
            if barrier {
                return;
            }
        }
    }

    fn finish(mut self) -> Dom {
        self.truncate(0);
        self.dom
    }
}

fn is_useful(name: &str) -> bool {
    matches!(
        name,
        "class"
            | "id"
            | "itemprop"
            | "itemtype"
            | "itemscope"
            | "content"
            | "name"
            | "property"
            | "datetime"
            | "href"
            | "rel"
            | "type"
            | "role"
            | "style"
            | "hidden"
            | "aria-hidden"
            | "aria-label"
            | "lang"
            | "dir"
            | "title"
            | "http-equiv"
            | "value"
    ) || name.starts_with("data-") && name.len() < 40
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expected: &str) {
        let dom = Dom::parse(html);
        let mut out = String::new();
        let mut ends: Vec<usize> = Vec::new();
        for i in 0..dom.len() {
            while ends.last().is_some_and(|&e| e <= i) {
                ends.pop();
                out.push(')');
            }
            match dom.tag(i) {
                None => out.push_str(dom.own_text(i)),
                Some(tag) => {
                    out.push_str(&format!("({tag:?} "));
                    ends.push(dom.end(i));
                }
            }
        }
        out.extend(ends.iter().map(|_| ')'));
        assert_eq!(out, expected, "{html}");
    }

    #[test]
    fn unclosed_elements_end_where_html_says() {
        check("<p>a<p>b", "(Html (P a)(P b))");
        check(
            "<ul><li>a<li>b<ul><li>c</ul></ul>d",
            "(Html (Ul (Li a)(Li b(Ul (Li c))))d)",
        );
        check(
            "<table><tr><td>a<td>b<tr><td>c</table>",
            "(Html (Table (Tr (Td a)(Td b))(Tr (Td c))))",
        );
        check("<b><p>a</b>b</p>c", "(Html (B (P ab)c))");
        check("<h2>a<h2>b</h3>c", "(Html (H2 a)(H2 b)c)");
        check("<head><title>t</title><div>x", "(Html (Head (Title t))(Div x))");
        check("<a>x<a>y</a>z", "(Html (A x)(A y)z)");
        check(
            "<svg><path/><title>a<b></title></svg>t",
            "(Html (Svg (Other )(Title a(B )))t)",
        );
    }

    #[test]
    fn depth_and_size_are_bounded() {
        let deep = format!("{}x{}y", "<div>".repeat(100_000), "</div>".repeat(100_000));
        let dom = Dom::parse(&deep);
        assert!(dom.text_of(0).ends_with("x y") || dom.text_of(0).ends_with("xy"));
        let wide = Dom::parse(&"<b>".repeat(3_000_000));
        assert!(wide.len() <= MAX_NODES);
    }

    #[test]
    fn inline_tags_do_not_split_words_and_blocks_do() {
        let dom = Dom::parse("<div>Kabar<b>nya</b> baik<div>Contoh</div>Jumat<br>siang</div>");
        assert_eq!(dom.text_of(0), "Kabarnya baik Contoh Jumat siang");
    }
}
