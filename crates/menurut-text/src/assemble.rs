//! A [`Page`] and what was known before it become a [`Document`].

use std::collections::HashSet;

use menurut_core::{
    Article, Diagnostic, Document, Dropped, DroppedKind, Paragraph, ParagraphKind, Part, Sentence, Span,
};

use crate::furniture::{self, dateline};
use crate::page::{Block, Page};
use crate::{Refused, byline, date, language, segment};

/// The longest paragraph, in bytes; a longer one is cut at a sentence end into several.
const MAX_PARAGRAPH: usize = 20_000;
/// The longest title, in bytes.
const MAX_TITLE: usize = 1_000;
/// How many titles are believed to follow an announcement of related articles.
const MAX_RELATED: usize = 12;
/// How many letters of prose are enough to tell the language, in bytes.
const LANGUAGE_SAMPLE: usize = 2_400;

/// Builds the document: filters lines, joins paragraphs, cuts sentences, settles the metadata.
pub(crate) fn document(article: &Article, page: Page, diagnostics: Vec<Diagnostic>) -> Result<Document, Refused> {
    let title = article
        .title
        .as_deref()
        .or(page.title.as_deref())
        .map(tidy)
        .filter(|t| !t.is_empty());
    let title = title.map(|mut t| {
        t.truncate(crate::floor(&t, MAX_TITLE));
        t
    });
    let mut sifter = Sifter::new(title, page.title.as_deref());
    sifter.dropped = page
        .dropped
        .into_iter()
        .map(|(kind, text)| Dropped { kind, text })
        .collect();
    sifter.byline = page.byline.iter().map(|n| tidy(n)).filter(|n| !n.is_empty()).collect();
    sifter.known_byline = !sifter.byline.is_empty();
    sifter.agency = page.agency;
    sifter.published = page.published;
    for block in page.blocks {
        for piece in pieces(&tidy(&block.text)) {
            sifter.take(block.kind, piece);
        }
    }
    if !sifter.kept.iter().any(|b| is_prose(b.kind)) {
        return Err(Refused::NoArticle);
    }
    let url = article.url.as_deref().or(page.url.as_deref()).and_then(canonical);
    let outlet = article
        .outlet
        .clone()
        .or(page.outlet.map(|o| tidy(&o)))
        .or(sifter.outlet.take())
        .filter(|o| !o.is_empty())
        .or_else(|| url.as_deref().and_then(host));
    // An agency's own page credits nobody else.
    let agency = sifter
        .agency
        .take()
        .filter(|a| !outlet.as_deref().is_some_and(|o| is_house(o, a)));
    let lang = article
        .lang
        .clone()
        .or_else(|| language(&sifter.sample(), page.lang.as_deref()));
    let mut document = Document {
        path: article.path.clone(),
        identity: article.identity.clone(),
        url,
        byline: std::mem::take(&mut sifter.byline),
        outlet,
        agency,
        dateline: sifter.dateline.take(),
        published: article.published.clone().or(sifter.published.take()),
        lang,
        dropped: std::mem::take(&mut sifter.dropped),
        diagnostics,
        ..Document::default()
    };
    fill(&mut document, sifter);
    Ok(document)
}

fn is_house(outlet: &str, agency: &str) -> bool {
    let key = |s: &str| s.to_lowercase().replace(|c: char| !c.is_alphanumeric(), "");
    key(outlet).starts_with(&key(agency))
}

fn is_prose(kind: ParagraphKind) -> bool {
    !matches!(kind, ParagraphKind::Headline | ParagraphKind::Heading)
}

/// Text, paragraphs and sentences.
fn fill(document: &mut Document, sifter: Sifter) {
    let headline = sifter.title.clone().map(|text| Block {
        kind: ParagraphKind::Headline,
        text,
    });
    document.title = sifter.title;
    // The lead is what the page marks as such, else the first paragraph.
    let marked_lead = sifter.kept.iter().any(|b| b.kind == ParagraphKind::Lead);
    let mut first = true;
    for block in headline.into_iter().chain(sifter.kept) {
        if !document.text.is_empty() {
            document.text.push_str("\n\n");
        }
        let start = document.text.len();
        document.text.push_str(&block.text);
        let paragraph = document.paragraphs.len();
        document.paragraphs.push(Paragraph {
            kind: block.kind,
            span: Span::new(start, document.text.len()),
        });
        let (spans, part) = match block.kind {
            ParagraphKind::Heading => continue,
            ParagraphKind::Headline => (segment::whole(&block.text), Part::Headline),
            kind => {
                let lead = kind == ParagraphKind::Lead || !marked_lead && first;
                first = false;
                (
                    segment::sentences(&block.text, document.lang.as_deref()),
                    if lead { Part::Lead } else { Part::Body },
                )
            }
        };
        document.sentences.extend(spans.into_iter().map(|s| Sentence {
            span: s.shift(start),
            paragraph,
            part,
        }));
    }
}

/// Goes over the blocks in reading order and keeps the prose.
#[derive(Default)]
struct Sifter {
    title: Option<String>,
    /// Letters of the titles, by which repetitions are known.
    title_keys: Vec<String>,
    kept: Vec<Block>,
    dropped: Vec<Dropped>,
    byline: Vec<String>,
    /// The page named its authors: further lines that name some say nothing new.
    known_byline: bool,
    outlet: Option<String>,
    agency: Option<String>,
    dateline: Option<menurut_core::Dateline>,
    published: Option<menurut_core::Published>,
    /// Prose was seen.
    begun: bool,
    /// Blocks taken so far.
    taken: usize,
    /// Titles of related articles that may still follow.
    announced: usize,
    seen: HashSet<String>,
}

impl Sifter {
    fn new(title: Option<String>, own: Option<&str>) -> Sifter {
        let title_keys = title
            .iter()
            .map(String::as_str)
            .chain(own)
            .map(key)
            .filter(|k| !k.is_empty())
            .collect();
        Sifter {
            title,
            title_keys,
            ..Sifter::default()
        }
    }

    fn drop(&mut self, kind: DroppedKind, text: &str) {
        self.dropped.push(Dropped {
            kind,
            text: text.trim().to_owned(),
        });
    }

    fn take(&mut self, kind: ParagraphKind, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        self.taken += 1;
        if kind == ParagraphKind::Headline && self.title.is_none() {
            self.title_keys.push(key(text));
            self.title = Some(text[..crate::floor(text, MAX_TITLE)].to_owned());
            return;
        }
        // A title stands again at the top of many texts, or as the page's own heading; below, it may be a link.
        if text.len() <= MAX_TITLE && self.title_keys.contains(&key(text)) {
            return;
        }
        let kind = if kind == ParagraphKind::Headline {
            ParagraphKind::Heading
        } else {
            kind
        };
        if let Some(dropped) = furniture::line(text) {
            if dropped == DroppedKind::Related && furniture::announces(text) {
                self.announced = MAX_RELATED;
            }
            if matches!(dropped, DroppedKind::Signature | DroppedKind::Credit)
                && let Some(agency) = furniture::credited_agency(text)
            {
                self.agency.get_or_insert_with(|| agency.to_owned());
            }
            // "Pewarta: … Editor: … COPYRIGHT ©" names people too.
            if dropped == DroppedKind::Signature {
                self.names(text);
            }
            self.drop(dropped, text);
            return;
        }
        if self.is_announced(kind, text) {
            self.drop(DroppedKind::Related, text);
            return;
        }
        if self.names(text) {
            self.drop(DroppedKind::Signature, text);
            return;
        }
        if date::is_line(text) {
            if self.published.is_none() && !self.begun {
                self.published = date::find(text);
            }
            self.drop(DroppedKind::Signature, text);
            return;
        }
        self.prose(kind, text);
    }

    /// Whether a block is one of the titles under "Related articles".
    fn is_announced(&mut self, kind: ParagraphKind, text: &str) -> bool {
        if self.announced == 0 {
            return false;
        }
        let words = text.split_whitespace().count();
        let title =
            kind != ParagraphKind::Lead && words <= 30 && (3..).contains(&words) && !text.trim_end().ends_with('.');
        if title {
            self.announced -= 1;
        } else {
            self.announced = 0;
        }
        title
    }

    /// Whether a line names the authors; they are taken over where none are known.
    fn names(&mut self, text: &str) -> bool {
        if let Some(names) = byline::parse(text) {
            if !self.known_byline {
                for name in names {
                    if !self.byline.contains(&name) {
                        self.byline.push(name);
                    }
                }
            }
            return true;
        }
        // The names alone, without a label, as the page's metadata has them.
        self.known_byline && !self.begun && text.len() <= 200 && {
            let line = key(text);
            line == key(&self.byline.join("")) || self.byline.iter().any(|n| key(n) == line)
        }
    }

    fn prose(&mut self, kind: ParagraphKind, text: &str) {
        let stripped = furniture::strip(text);
        for (kind, piece) in &stripped.dropped {
            self.drop(*kind, piece);
        }
        if let Some(agency) = stripped.agency {
            self.agency.get_or_insert_with(|| agency.to_owned());
        }
        let mut text = stripped.text.as_str();
        if kind != ParagraphKind::Heading
            && let Some(found) = dateline::find(text, !self.begun)
        {
            self.drop(DroppedKind::Dateline, &text[..found.end]);
            if let Some(agency) = found.agency {
                self.agency.get_or_insert_with(|| agency.to_owned());
            }
            if self.dateline.is_none() {
                self.outlet = self.outlet.take().or(found.outlet);
                self.dateline = Some(found.dateline);
            }
            text = text[found.end..].trim_start();
        }
        if text.is_empty() {
            return;
        }
        let words = text.split_whitespace().count();
        // A page that holds its text twice (a printed version, an excerpt) says it once.
        if words >= 8 && !self.seen.insert(key(text)) {
            return;
        }
        if kind != ParagraphKind::Heading && (words >= 6 || furniture::is_finished(text)) {
            self.begun = true;
        }
        self.kept.push(Block {
            kind,
            text: text.to_owned(),
        });
    }

    /// The beginning of the prose.
    fn sample(&self) -> String {
        let mut sample = String::new();
        for block in self.kept.iter().filter(|b| is_prose(b.kind)) {
            if sample.len() > LANGUAGE_SAMPLE {
                break;
            }
            sample.push_str(&block.text[..crate::floor(&block.text, LANGUAGE_SAMPLE)]);
            sample.push(' ');
        }
        if sample.len() < 200
            && let Some(title) = &self.title
        {
            sample.push_str(title);
        }
        sample
    }
}

/// Letters and digits in lower case: what two wordings of one line share.
fn key(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// One line, single spaces, nothing invisible.
pub(crate) fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if crate::is_invisible(c) {
            continue;
        }
        if c.is_whitespace() || c.is_control() {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else {
            out.push(c);
        }
    }
    let end = out.trim_end().len();
    out.truncate(end);
    out
}

/// A block in pieces of bounded length, cut at a sentence end, else at a space, else anywhere between characters.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while rest.len() > MAX_PARAGRAPH {
        let window = &rest[..crate::floor(rest, MAX_PARAGRAPH)];
        let half = crate::floor(window, window.len() / 2);
        let cut = [". ", "! ", "? ", "。", "؟ ", " "]
            .iter()
            .find_map(|mark| window[half..].rfind(mark).map(|i| half + i + mark.len()))
            .unwrap_or(window.len());
        pieces.push(&rest[..cut]);
        rest = &rest[cut..];
    }
    pieces.push(rest);
    pieces
}

/// An address without what does not say which article it is: fragment and tracking parameters.
pub(crate) fn canonical(url: &str) -> Option<String> {
    let trimmed = url.trim();
    let Ok(mut parsed) = url::Url::parse(trimmed) else {
        return (!trimmed.is_empty()).then(|| trimmed.to_owned());
    };
    if !matches!(parsed.scheme(), "http" | "https") {
        return Some(trimmed.to_owned());
    }
    parsed.set_fragment(None);
    const TRACKING: &[&str] = &[
        "fbclid",
        "gclid",
        "dclid",
        "msclkid",
        "yclid",
        "igshid",
        "mc_cid",
        "mc_eid",
        "ref_src",
        "ref_url",
        "cmpid",
        "ocid",
        "smid",
        "s_cid",
        "ncid",
        "__twitter_impression",
        "_ga",
        "gaa_at",
        "at_medium",
        "at_campaign",
        "ns_mchannel",
        "ns_source",
        "ns_campaign",
        "xtor",
        "wt.mc_id",
    ];
    let kept: Vec<(String, String)> = parsed
        .query_pairs()
        .filter(|(name, _)| {
            let name = name.to_lowercase();
            !name.starts_with("utm_") && !TRACKING.contains(&name.as_str())
        })
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    if kept.len() < parsed.query_pairs().count() {
        if kept.is_empty() {
            parsed.set_query(None);
        } else {
            parsed.query_pairs_mut().clear().extend_pairs(kept);
        }
    } else if kept.is_empty() {
        parsed.set_query(None);
    }
    Some(parsed.into())
}

/// The site of an address as a reader names it: `megapolitan.kompas.com` → `kompas.com`.
fn host(url: &str) -> Option<String> {
    let parsed = url::Url::parse(url).ok()?;
    let domain = parsed.domain()?.to_lowercase();
    let labels: Vec<&str> = domain.split('.').collect();
    if labels.len() < 2 {
        return None;
    }
    const SECOND: &[&str] = &[
        "co", "com", "net", "org", "gov", "go", "ac", "or", "edu", "web", "my", "sch", "mil", "desa", "gob", "gouv",
        "ne", "info", "biz",
    ];
    let (top, second) = (labels[labels.len() - 1], labels[labels.len() - 2]);
    let keep = if top.len() == 2 && SECOND.contains(&second) && labels.len() > 2 {
        3
    } else {
        2
    };
    Some(labels[labels.len().saturating_sub(keep)..].join("."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lose_what_only_tracks() {
        let check = |url: &str, expected: &str| assert_eq!(canonical(url).as_deref(), Some(expected));
        check(
            "https://Example.org/a?utm_source=x&page=2&fbclid=1#top",
            "https://example.org/a?page=2",
        );
        check("https://example.org/a?utm_source=x", "https://example.org/a");
        check(
            "https://example.org/a?id=%C3%A9&x=1%2B1",
            "https://example.org/a?id=%C3%A9&x=1%2B1",
        );
        check("/relative/a", "/relative/a");
    }

    #[test]
    fn sites_are_named_by_their_domain() {
        assert_eq!(
            host("https://megapolitan.kompas.com/read/1").as_deref(),
            Some("kompas.com")
        );
        assert_eq!(host("https://www.warta.co.id/a").as_deref(), Some("warta.co.id"));
        assert_eq!(host("https://news.bbc.co.uk/a").as_deref(), Some("bbc.co.uk"));
        assert_eq!(host("https://127.0.0.1/a"), None);
    }
}
