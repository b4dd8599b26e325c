//! Plain text and light Markdown as a [`Page`].

use menurut_core::{DroppedKind, ParagraphKind};

use crate::furniture::{self, is_finished};
use crate::page::{Block, Page};
use crate::{byline, date};

/// A title is at most this long, in characters.
const MAX_TITLE: usize = 300;
/// Lines longer than this, in characters, were not wrapped by hand or program.
const MAX_WRAP: usize = 110;
/// How many lines under the title are looked at for byline and date.
const HEAD_LINES: usize = 8;

/// Reads plain text: a first line without final punctuation followed by a blank line is the title; paragraphs are
/// separated by blank lines, or stand one per line.
pub(crate) fn page(text: &str, markdown: bool) -> Page {
    let mut page = Page::default();
    let mut lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    if markdown {
        front_matter(&mut lines, &mut page);
    }
    let lines = head(&lines, markdown, &mut page);
    let width = wrap_width(lines);
    for group in groups(lines) {
        group_blocks(&group, width, markdown, &mut page);
    }
    headings(&mut page.blocks);
    page
}

/// `---`, `title: …`, `date: …`, `---` at the top of a Markdown file.
fn front_matter(lines: &mut Vec<&str>, page: &mut Page) {
    if lines.first().is_none_or(|l| l.trim() != "---") {
        return;
    }
    let Some(end) = lines.iter().skip(1).take(60).position(|l| l.trim() == "---") else {
        return;
    };
    for line in &lines[1..=end] {
        let Some((key, value)) = line.split_once(':') else {
            continue;
        };
        let value = value.trim().trim_matches(['"', '\'']);
        if value.is_empty() {
            continue;
        }
        match key.trim().to_lowercase().as_str() {
            "title" => page.title = Some(value.to_owned()),
            "date" | "published" => page.published = date::find(value),
            "author" | "authors" | "byline" => page.byline.push(value.to_owned()),
            "outlet" | "site" | "publisher" => page.outlet = Some(value.to_owned()),
            "lang" | "language" => page.lang = Some(value.to_owned()),
            "url" | "canonical" => page.url = Some(value.to_owned()),
            _ => {}
        }
    }
    lines.drain(..end + 2);
}

/// Takes title, byline and date off the top.
fn head<'a, 'b>(lines: &'b [&'a str], markdown: bool, page: &mut Page) -> &'b [&'a str] {
    let mut at = skip_blank(lines, 0);
    if page.title.is_none()
        && let Some(title) = title(lines, at, markdown)
    {
        page.title = Some(title);
        at = skip_blank(lines, at + 1);
    }
    if page.title.is_none() {
        return &lines[at.min(lines.len())..];
    }
    for _ in 0..HEAD_LINES {
        let Some(line) = lines.get(at).map(|l| l.trim()) else {
            break;
        };
        if date::is_line(line) {
            page.published = page.published.take().or_else(|| date::find(line));
            if page.outlet.is_none() {
                page.outlet = line
                    .split([' ', ',', '|', '-'])
                    .find(|w| furniture::is_site(w))
                    .map(str::to_owned);
            }
        } else if let Some(names) = byline::parse(line) {
            if page.byline.is_empty() {
                page.byline = names;
            }
        } else {
            break;
        }
        page.dropped.push((DroppedKind::Signature, line.to_owned()));
        at = skip_blank(lines, at + 1);
    }
    &lines[at.min(lines.len())..]
}

fn skip_blank(lines: &[&str], mut at: usize) -> usize {
    while lines.get(at).is_some_and(|l| l.trim().is_empty()) {
        at += 1;
    }
    at
}

fn title(lines: &[&str], at: usize, markdown: bool) -> Option<String> {
    let line = lines.get(at)?.trim();
    if markdown && let Some(heading) = line.strip_prefix("# ") {
        return Some(inline(heading.trim_end_matches('#').trim()));
    }
    if is_finished(line) || line.ends_with([':', ',', ';']) || line.chars().take(MAX_TITLE + 1).count() > MAX_TITLE {
        return None;
    }
    if list_item(line).is_some()
        || furniture::line(line).is_some()
        || byline::parse(line).is_some()
        || date::is_line(line)
    {
        return None;
    }
    let rest = &lines[at + 1..];
    let next = rest.iter().find(|l| !l.trim().is_empty())?.trim();
    let blank = rest.first().is_some_and(|l| l.trim().is_empty());
    // Without a blank line, what follows must show that this line is none of the text: a byline, or a whole paragraph.
    let short = line.split_whitespace().count() <= 25;
    let paragraph = is_finished(next) && next.chars().count() > MAX_WRAP.max(line.chars().count());
    (blank || short && (byline::parse(next).is_some() || date::is_line(next) || paragraph)).then(|| line.to_owned())
}

/// Lines between blank lines.
fn groups<'a>(lines: &[&'a str]) -> Vec<Vec<&'a str>> {
    let mut groups = Vec::new();
    let mut group: Vec<&str> = Vec::new();
    for line in lines {
        if line.trim().is_empty() {
            if !group.is_empty() {
                groups.push(std::mem::take(&mut group));
            }
        } else {
            group.push(line);
        }
    }
    if !group.is_empty() {
        groups.push(group);
    }
    groups
}

/// The column at which the text is wrapped, in characters; `None` where its lines are whole paragraphs.
fn wrap_width(lines: &[&str]) -> Option<usize> {
    let width = lines.iter().map(|l| l.chars().take(MAX_WRAP + 1).count()).max()?;
    (width <= MAX_WRAP).then_some(width)
}

/// Whether the lines of a group are one paragraph cut at the right margin: each is so long that the next line's first
/// word would not have fitted.
fn is_wrapped(group: &[&str], width: usize) -> bool {
    let full = group
        .windows(2)
        .filter(|pair| {
            let next = pair[1].split_whitespace().next().map_or(0, |w| w.chars().count());
            // Editors differ by a few columns, and ragged text more so.
            (pair[0].chars().count() + 1 + next) * 100 >= width * 85
        })
        .count();
    full * 5 >= (group.len() - 1) * 4 && width >= 30
}

fn group_blocks(group: &[&str], width: Option<usize>, markdown: bool, page: &mut Page) {
    let wrapped = width.is_some_and(|w| group.len() > 1 && is_wrapped(group, w));
    let mut open: Option<Block> = None;
    for line in group {
        let line = line.trim();
        let marked = if markdown { markdown_line(line) } else { None };
        let block = match marked {
            Some(Marked::Drop) => continue,
            Some(Marked::Picture(text)) => {
                page.dropped.push((DroppedKind::Caption, text));
                continue;
            }
            Some(Marked::Block(kind, text)) => Block { kind, text },
            None => match list_item(line) {
                Some(item) => Block {
                    kind: ParagraphKind::List,
                    text: item.to_owned(),
                },
                None => Block {
                    kind: ParagraphKind::Paragraph,
                    text: line.to_owned(),
                },
            },
        };
        let goes_on = block.kind == ParagraphKind::Paragraph || block.kind == ParagraphKind::Quote;
        match &mut open {
            Some(last)
                if wrapped
                    && goes_on
                    && (last.kind == block.kind || last.kind == ParagraphKind::List)
                    && !starts_line_of_its_own(line) =>
            {
                // A word cut by a hyphen at the margin is left as it stands: which hyphens are real is not known.
                last.text.push(' ');
                last.text.push_str(&block.text);
            }
            _ => page.blocks.extend(open.replace(block)),
        }
    }
    page.blocks.extend(open);
}

/// Lines that never continue the line before them, however full that is.
fn starts_line_of_its_own(line: &str) -> bool {
    furniture::line(line).is_some() || byline::parse(line).is_some()
}

/// The text of a list item behind its marker.
fn list_item(line: &str) -> Option<&str> {
    for marker in ["- ", "* ", "• ", "· ", "▪ ", "● ", "‣ ", "– "] {
        if let Some(item) = line.strip_prefix(marker) {
            return Some(item.trim());
        }
    }
    // Numbers stay: they are part of what is cited ("Pasal 1 …").
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &line[digits..];
    let marker = (1..=2).contains(&digits) && (rest.starts_with(". ") || rest.starts_with(") "));
    let letter = rest
        .get(1..)
        .is_some_and(|r| r.trim_start().starts_with(|c: char| !c.is_numeric()));
    (marker && letter).then_some(line)
}

enum Marked {
    Block(ParagraphKind, String),
    Picture(String),
    Drop,
}

fn markdown_line(line: &str) -> Option<Marked> {
    let hashes = line.bytes().take_while(|b| *b == b'#').count();
    if (1..=6).contains(&hashes) && line[hashes..].starts_with(' ') {
        return Some(Marked::Block(
            ParagraphKind::Heading,
            inline(line[hashes..].trim_matches([' ', '#'])),
        ));
    }
    if let Some(quote) = line.strip_prefix('>') {
        let quote = quote.trim_start_matches(['>', ' ']);
        return Some(if quote.is_empty() {
            Marked::Drop
        } else {
            Marked::Block(ParagraphKind::Quote, inline(quote))
        });
    }
    if line.len() >= 3 && line.chars().all(|c| matches!(c, '-' | '*' | '_' | '=' | ' ')) {
        return Some(Marked::Drop);
    }
    if line.starts_with("![")
        && let Some(end) = line.find("](")
        && line.ends_with(')')
    {
        return Some(Marked::Picture(line[2..end].to_owned()));
    }
    if let Some(item) = list_item(line) {
        return Some(Marked::Block(ParagraphKind::List, inline(item)));
    }
    Some(Marked::Block(ParagraphKind::Paragraph, inline(line)))
}

/// Emphasis marks and link addresses taken out of a line of Markdown.
fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['*', '_', '`', '[', '\\']) {
        out.push_str(&rest[..at]);
        let tail = &rest[at..];
        let c = tail.as_bytes()[0];
        let boundary = out.chars().next_back().is_none_or(|p| !p.is_alphanumeric())
            || tail[1..].chars().next().is_none_or(|n| !n.is_alphanumeric());
        // An address is short; a bracket without one near is prose.
        let near = &tail[..crate::floor(tail, 600)];
        if c == b'['
            && let Some(mid) = near.find("](")
            && let Some(close) = near[mid..].find(')')
        {
            out.push_str(&tail[1..mid]);
            rest = &tail[mid + close + 1..];
            continue;
        }
        if c == b'[' || c == b'_' && !boundary {
            out.push(c as char);
        }
        rest = &tail[1..];
    }
    out.push_str(rest);
    out
}

/// A short line without final punctuation between two paragraphs is a sub-heading.
fn headings(blocks: &mut [Block]) {
    for i in 0..blocks.len() {
        let prose = |b: Option<&Block>| {
            b.is_some_and(|b| b.kind != ParagraphKind::Heading && b.text.split_whitespace().count() >= 8)
        };
        let block = &blocks[i];
        if block.kind != ParagraphKind::Paragraph
            || !prose(blocks.get(i + 1)) && blocks.get(i + 1).is_none_or(|b| b.kind != ParagraphKind::List)
        {
            continue;
        }
        if is_heading(&block.text) && furniture::line(&block.text).is_none() {
            blocks[i].kind = ParagraphKind::Heading;
        }
    }
}

fn is_heading(text: &str) -> bool {
    let words = text.split_whitespace().count();
    let end = text.trim_end_matches(['"', '”', '’', '\'', '»', ')']);
    let open = !end.ends_with(['.', '!', '…', ',', ';', '。', '۔']) && !text.starts_with(['"', '“', '«', '„']);
    let starts =
        text.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || c.is_alphabetic() && !c.is_lowercase());
    open && starts && (1..=14).contains(&words) && text.chars().count() <= 110
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Title, then `kind: text` of each block, one per line.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        check_as(text, false, expected);
    }

    #[track_caller]
    fn check_as(text: &str, markdown: bool, expected: &str) {
        let page = page(text, markdown);
        let mut found = vec![format!("= {}", page.title.as_deref().unwrap_or("-"))];
        found.extend(page.blocks.iter().map(|b| format!("{}: {}", b.kind, b.text)));
        assert_eq!(found.join("\n"), expected.trim(), "in {text:?}");
    }

    #[test]
    fn title_and_paragraphs() {
        check(
            "Menteri Mundur\n\nIa pergi.\n\nIa kembali.\n",
            "= Menteri Mundur\nparagraph: Ia pergi.\nparagraph: Ia kembali.",
        );
        check(
            "Menteri itu mundur.\n\nIa pergi.",
            "= -\nparagraph: Menteri itu mundur.\nparagraph: Ia pergi.",
        );
        check("Menteri mundur", "= -\nparagraph: Menteri mundur");
        check(
            "\n\n  Menteri Mundur  \n\n\nIa pergi.",
            "= Menteri Mundur\nparagraph: Ia pergi.",
        );
    }

    #[test]
    fn one_paragraph_per_line() {
        let long = "Menteri itu mengumumkan pengunduran dirinya di hadapan wartawan di ibu kota pada hari Senin setelah rapat panjang dengan presiden.";
        check(
            &format!("Menteri Mundur\n{long}\nIa pergi.\nIa kembali."),
            &format!("= Menteri Mundur\nparagraph: {long}\nparagraph: Ia pergi.\nparagraph: Ia kembali."),
        );
    }

    #[test]
    fn hard_wrapped_text_is_joined() {
        check(
            "Menteri Mundur\n\nMenteri itu mengumumkan pengunduran dirinya di\nhadapan wartawan pada hari Senin setelah rapat\npanjang.\n\nIa pergi.",
            "= Menteri Mundur\nparagraph: Menteri itu mengumumkan pengunduran dirinya di hadapan wartawan pada hari Senin setelah rapat panjang.\nparagraph: Ia pergi.",
        );
    }

    #[test]
    fn bylines_and_dates_under_the_title() {
        let p = page(
            "Menteri Mundur\n\nOleh: Budi Santoso\nSabtu, 30 November 2024 14:05 WIB\n\nIa pergi.",
            false,
        );
        assert_eq!(p.byline, ["Budi Santoso"]);
        assert_eq!(p.published.map(|p| p.date.to_string()).as_deref(), Some("2024-11-30"));
        assert_eq!(p.blocks.len(), 1);
        let p = page("Menteri Mundur\nKabar.com - 30/11/2024, 14:05 WIB\n\nIa pergi.", false);
        assert_eq!(
            (p.title.as_deref(), p.outlet.as_deref()),
            (Some("Menteri Mundur"), Some("Kabar.com"))
        );
    }

    #[test]
    fn sub_headings_and_lists() {
        let prose = "Menteri itu pergi ke luar negeri bersama istrinya kemarin.";
        check(
            &format!(
                "Judul Berita\n\n{prose}\n\nLatar Belakang Kasus\n\n{prose}\n\n- satu\n- dua\n\n1. Pertama\n2. Kedua\n\nAkhir"
            ),
            &format!(
                "= Judul Berita\nparagraph: {prose}\nheading: Latar Belakang Kasus\nparagraph: {prose}\nlist: satu\nlist: dua\nlist: 1. Pertama\nlist: 2. Kedua\nparagraph: Akhir"
            ),
        );
    }

    #[test]
    fn light_markdown() {
        check_as(
            "---\ntitle: \"Menteri Mundur\"\ndate: 2024-11-30\n---\n\nIa **pergi** ke [Bandung](https://x.id/a).\n\n## Latar\n\n> Kami _siap_.\n\n* satu\n\n![Menteri](a.jpg)\n\n---\n\nsnake_case tetap [begini].",
            true,
            "= Menteri Mundur\nparagraph: Ia pergi ke Bandung.\nheading: Latar\nquote: Kami siap.\nlist: satu\nparagraph: snake_case tetap [begini].",
        );
        check_as(
            "# Menteri Mundur\n\nIa pergi.",
            true,
            "= Menteri Mundur\nparagraph: Ia pergi.",
        );
    }
}
