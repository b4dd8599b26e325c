//! An article with its claims as one HTML page: no script, nothing loaded, everything from the article escaped.

use std::fmt::Write;

use menurut_core::record::{ActorRecord, ClaimRecord, LinkRecord, QuotationRecord};
use menurut_store::StoredReading;
use sha2::{Digest, Sha256};

use crate::claim_table::{quantity, time};
use crate::commands::count;
use crate::marks::{Role, Segment, marked};

const STYLE: &str = include_str!("page.css");

/// Text from an article as it may stand in a page, in elements and in quoted attributes.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            // No control character is text, and a turn of direction must end where its words end.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let n = chunk
            .iter()
            .enumerate()
            .fold(0u32, |n, (i, &b)| n | u32::from(b) << (16 - 8 * i));
        for i in 0..4 {
            let digit = DIGITS[(n >> (18 - 6 * i)) as usize & 63] as char;
            out.push(if i <= chunk.len() { digit } else { '=' });
        }
    }
    out
}

/// The whole page.
pub(crate) fn html(reading: &StoredReading) -> String {
    let a = &reading.article;
    let title = a.title.as_deref().or(a.path.as_deref()).unwrap_or("An article");
    let style = base64(&Sha256::digest(STYLE.as_bytes()));
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{style}'; \
         base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n",
        escape(title)
    );
    let lang = a
        .lang
        .as_deref()
        .map(|l| format!(" lang=\"{}\"", escape(l)))
        .unwrap_or_default();
    let _ = write!(out, "<article{lang}>\n<header>\n<h1 dir=\"auto\">");
    let paragraphs = marked(reading);
    let headline = paragraphs.first().filter(|p| p.kind == "headline");
    match headline {
        Some(headline) => segments(&mut out, &headline.segments, &reading.claims),
        None => out.push_str(&escape(title)),
    }
    out.push_str("</h1>\n");
    about(&mut out, reading);
    legend(&mut out);
    out.push_str("</header>\n");
    for paragraph in paragraphs.iter().skip(usize::from(headline.is_some())) {
        let (open, close) = match paragraph.kind.as_str() {
            "headline" | "heading" => ("<h2 dir=\"auto\">", "</h2>"),
            "quote" => ("<blockquote dir=\"auto\">", "</blockquote>"),
            "list" => ("<p class=\"list\" dir=\"auto\">", "</p>"),
            "lead" => ("<p class=\"lead\" dir=\"auto\">", "</p>"),
            _ => ("<p dir=\"auto\">", "</p>"),
        };
        out.push_str(open);
        segments(&mut out, &paragraph.segments, &reading.claims);
        out.push_str(close);
        out.push('\n');
    }
    out.push_str("</article>\n<aside>\n");
    let _ = writeln!(
        out,
        "<h2>{}</h2>\n<ol class=\"claims\">",
        count(reading.claims.len(), "claim")
    );
    for (n, c) in reading.claims.iter().enumerate() {
        claim(&mut out, n, c);
    }
    out.push_str("</ol>\n");
    if !reading.quotations.is_empty() {
        let _ = writeln!(
            out,
            "<h2>{}</h2>\n<ol class=\"claims\">",
            count(reading.quotations.len(), "quotation")
        );
        for q in &reading.quotations {
            quotation(&mut out, q);
        }
        out.push_str("</ol>\n");
    }
    out.push_str("</aside>\n");
    let p = &reading.provenance;
    let _ = write!(
        out,
        "<footer>Read by menurut {} · model {} · tables {} · article {}. Each claim rests on the words marked in the \
         text; what could not be told stays open.</footer>\n</main>\n</body>\n</html>\n",
        escape(&p.menurut),
        escape(p.model.get(..12).unwrap_or(&p.model)),
        escape(&p.tables),
        escape(&a.id)
    );
    out
}

fn about(out: &mut String, reading: &StoredReading) {
    let a = &reading.article;
    let bdi = |text: &str| format!("<bdi>{}</bdi>", escape(text));
    let mut parts = vec![a.outlet.as_deref().map_or_else(|| "outlet unknown".to_owned(), bdi)];
    parts.extend(a.agency.as_deref().map(|x| format!("from {}", bdi(x))));
    if !a.byline.is_empty() {
        parts.push(format!("by {}", bdi(&a.byline.join(", "))));
    }
    parts.push(
        a.published
            .as_deref()
            .map_or_else(|| "date unknown".to_owned(), |p| format!("<time>{}</time>", escape(p))),
    );
    if let Some(url) = a.url.as_deref() {
        let web = url.starts_with("https://") || url.starts_with("http://");
        parts.push(if web {
            format!(
                "<a href=\"{0}\" rel=\"noopener noreferrer nofollow\">{0}</a>",
                escape(url)
            )
        } else {
            escape(url)
        });
    } else if let Some(path) = a.path.as_deref() {
        parts.push(bdi(path));
    }
    let _ = writeln!(out, "<p class=\"about\">{}</p>", parts.join(" · "));
    for diagnostic in &reading.diagnostics {
        let _ = writeln!(out, "<p class=\"about\">Note: {}</p>", escape(diagnostic));
    }
}

fn legend(out: &mut String) {
    out.push_str(
        "<ul class=\"legend\" aria-label=\"Legend\">\n\
         <li><span class=\"t q1\">verbal cooperation</span></li><li><span class=\"t q2\">material cooperation</span></li>\
         <li><span class=\"t q3\">verbal conflict</span></li><li><span class=\"t q4\">material conflict</span></li>\
         <li><span class=\"w\">who</span></li><li><span class=\"r\">to whom</span></li>\
         <li><span class=\"c\">when, where, how many</span></li><li><span class=\"s\">according to whom</span></li>\n</ul>\n",
    );
}

fn segments(out: &mut String, segments: &[Segment], claims: &[ClaimRecord]) {
    for segment in segments {
        let mut classes: Vec<&str> = segment
            .roles
            .iter()
            .map(|role| match role {
                Role::Actor => "w",
                Role::Recipient => "r",
                Role::Context => "c",
                Role::Source | Role::Cue => "s",
            })
            .collect();
        classes.dedup();
        let text = escape(&segment.text);
        if let Some(&n) = segment.triggers.first() {
            let quad = claims[n].event.quad;
            // One element may stand for several claims: each has its own place to be jumped to.
            for begins in &segment.begins {
                if begins != segment.begins.first().unwrap_or(begins) {
                    let _ = write!(out, "<span id=\"t{}\"></span>", begins + 1);
                }
            }
            let id = segment
                .begins
                .first()
                .map(|b| format!(" id=\"t{}\"", b + 1))
                .unwrap_or_default();
            let class = if classes.is_empty() {
                String::new()
            } else {
                format!(" {}", classes.join(" "))
            };
            let numbers: Vec<String> = segment.ends.iter().map(|e| (e + 1).to_string()).collect();
            let sup = if numbers.is_empty() {
                String::new()
            } else {
                format!("<sup>{}</sup>", numbers.join(" "))
            };
            let _ = write!(
                out,
                "<a class=\"t q{quad}{class}\"{id} href=\"#c{}\">{text}{sup}</a>",
                n + 1
            );
        } else if classes.is_empty() {
            out.push_str(&text);
        } else {
            let _ = write!(out, "<span class=\"{}\">{text}</span>", classes.join(" "));
        }
    }
}

fn people(actors: &[ActorRecord]) -> String {
    let names: Vec<String> = actors
        .iter()
        .map(|a| {
            let name = if a.name.is_empty() { &a.text } else { &a.name };
            let country = a
                .country
                .as_ref()
                .map(|c| format!(" <span class=\"country\">{}</span>", escape(c)));
            let former = if a.former { "former " } else { "" };
            format!("{former}<bdi>{}</bdi>{}", escape(name), country.unwrap_or_default())
        })
        .collect();
    names.join("; ")
}

fn chain(links: &[LinkRecord]) -> String {
    let links: Vec<String> = links
        .iter()
        .filter_map(|l| {
            let who = match (l.sources.is_empty(), &l.cue) {
                (false, _) => people(&l.sources),
                (true, Some(cue)) => format!(
                    "<span class=\"soft\">unnamed <q><bdi>{}</bdi></q></span>",
                    escape(&cue.text)
                ),
                (true, None) => return None,
            };
            let stance = match l.stance.as_str() {
                "denies" => " <span class=\"denied\">denies</span>",
                "unconfirmed" => " <span class=\"unconfirmed\">does not confirm</span>",
                _ => "",
            };
            Some(format!("{who}{stance}"))
        })
        .collect();
    if links.is_empty() {
        return "<span class=\"soft\">outlet unknown</span>".to_owned();
    }
    links.join(" <span class=\"arrow\">←</span> ")
}

fn claim(out: &mut String, n: usize, c: &ClaimRecord) {
    let (no, event) = (n + 1, &c.event);
    let mode = event
        .mode
        .as_ref()
        .map(|m| format!(" {}", escape(m)))
        .unwrap_or_default();
    let status = if event.status == "actual" {
        String::new()
    } else {
        format!("<span>{}</span>", escape(&event.status))
    };
    let verdict = escape(&c.verdict);
    let _ = write!(
        out,
        "<li class=\"claim\" id=\"c{no}\">\n<p class=\"top\"><a class=\"no\" href=\"#t{no}\" title=\"to the words in the \
         text\">↩ {no}</a> <span class=\"type q{}\">{}{mode}</span>{status}<span class=\"verdict {verdict}\">{verdict}</span></p>\n",
        event.quad,
        escape(&event.event_type),
    );
    let or = |people: String| {
        if people.is_empty() {
            "<span class=\"soft\">–</span>".to_owned()
        } else {
            people
        }
    };
    let _ = writeln!(
        out,
        "<p class=\"deed\">{} <span class=\"arrow\">→</span> <em><bdi>{}</bdi></em> <span class=\"arrow\">→</span> {}</p>",
        or(people(&c.actors)),
        escape(&event.trigger.text),
        or(people(&c.recipients)),
    );
    let times = c.times.iter().map(|t| escape(&time(t)));
    let places = c.places.iter().map(|p| {
        let name = if p.name.is_empty() { &p.text } else { &p.name };
        let country = p
            .country
            .as_ref()
            .map(|c| format!(" <span class=\"country\">{}</span>", escape(c)));
        format!("<bdi>{}</bdi>{}", escape(name), country.unwrap_or_default())
    });
    let context: Vec<String> = times
        .chain(places)
        .chain(c.amounts.iter().map(|a| escape(&quantity(a))))
        .collect();
    if !context.is_empty() {
        let _ = writeln!(out, "<p class=\"c\">{}</p>", context.join(" · "));
    }
    let _ = writeln!(
        out,
        "<p><span class=\"soft\">according to</span> {}</p>",
        chain(&c.according_to)
    );
    for also in &c.also_according_to {
        let _ = writeln!(out, "<p><span class=\"soft\">and to</span> {}</p>", chain(also));
    }
    if !c.unresolved.is_empty() {
        let _ = write!(out, "<details><summary>{} open</summary>", c.unresolved.len());
        for u in &c.unresolved {
            let candidates = if u.candidates.is_empty() {
                String::new()
            } else {
                format!(" ({})", u.candidates.join(" or "))
            };
            let _ = write!(
                out,
                "<p>{}</p>",
                escape(&format!("{}: {}{candidates}", u.field, u.reason))
            );
        }
        out.push_str("</details>\n");
    }
    out.push_str("</li>\n");
}

fn quotation(out: &mut String, q: &QuotationRecord) {
    let _ = writeln!(
        out,
        "<li class=\"claim\"><p>{}</p><p dir=\"auto\">{}</p></li>",
        chain(&q.according_to),
        escape(&q.content.text)
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_an_article_is_markup() {
        assert_eq!(escape("<script>\"&'\u{0}\u{202e}x"), "&lt;script&gt;&quot;&amp;&#39; x");
    }

    #[test]
    fn base64_is_the_common_one() {
        let check = |bytes: &[u8], expected: &str| assert_eq!(base64(bytes), expected);
        check(b"", "");
        check(b"f", "Zg==");
        check(b"fo", "Zm8=");
        check(b"foo", "Zm9v");
        check(&[0xfb, 0xff], "+/8=");
    }

    #[test]
    fn the_style_holds_nothing_that_ends_or_loads_anything() {
        assert!(!STYLE.contains("</") && !STYLE.contains("url(") && !STYLE.contains("@import"));
    }
}
