//! As much of XML as the sets' files need: elements by name, attributes, the five named entities.

/// An element of an XML text: its attributes as written, and what is inside.
pub(super) struct Element<'a> {
    pub(super) attributes: &'a str,
    pub(super) content: &'a str,
}

impl<'a> Element<'a> {
    pub(super) fn attribute(&self, name: &str) -> Option<&'a str> {
        let mut rest = self.attributes;
        while let Some((before, after)) = rest.split_once('=') {
            let after = after.trim_start();
            let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            let (value, next) = after[1..].split_once(quote)?;
            if before.trim() == name {
                return Some(value);
            }
            rest = next;
        }
        None
    }
}

/// The elements of that name, in order; such elements do not nest.
pub(super) fn elements<'a>(xml: &'a str, name: &'a str) -> impl Iterator<Item = Element<'a>> {
    let (open, close) = (format!("<{name}"), format!("</{name}>"));
    let mut rest = xml;
    std::iter::from_fn(move || {
        loop {
            let after = &rest[rest.find(&open)? + open.len()..];
            // `<token_anchor` begins like `<token`.
            if !after.starts_with(|c: char| c.is_whitespace() || c == '/' || c == '>') {
                rest = after;
                continue;
            }
            let (head, body) = after.split_once('>')?;
            if let Some(attributes) = head.strip_suffix('/') {
                rest = body;
                return Some(Element {
                    attributes,
                    content: "",
                });
            }
            let (content, next) = body.split_once(close.as_str())?;
            rest = next;
            return Some(Element {
                attributes: head,
                content,
            });
        }
    })
}

pub(super) fn unescape(text: &str) -> String {
    let named = [
        ("&quot;", "\""),
        ("&apos;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ];
    named
        .iter()
        .fold(text.trim().to_owned(), |text, (from, to)| text.replace(from, to))
}
