//! What a page says about its article: title, authors, day, outlet, address, language.

use std::collections::BTreeMap;

use menurut_core::Published;
use serde_json::{Map, Value};
use url::Url;

use super::body::letters;
use super::dom::{Dom, Tag};
use super::region::named;
use super::{date, jsonld, names};

/// Gathered from linked data, meta elements, microdata and the visible page, in that order of trust.
#[derive(Debug, Default)]
pub(crate) struct Meta {
    pub(crate) title: Option<String>,
    pub(crate) byline: Vec<String>,
    pub(crate) agency: Option<String>,
    pub(crate) outlet: Option<String>,
    pub(crate) published: Option<Published>,
    pub(crate) url: Option<String>,
    pub(crate) lang: Option<String>,
    pub(crate) description: Option<String>,
    /// The article's text in linked data, tags removed, with its line breaks.
    pub(crate) article_body: Option<String>,
}

const ARTICLE: &[&str] = &[
    "Article",
    "BlogPosting",
    "Report",
    "Posting",
    "ArticleOpinion",
    "CreativeWork",
];
const PAGE: &[&str] = &["WebPage", "ItemPage", "VideoObject"];

/// `given` is the address under which the page was fetched.
pub(crate) fn read(dom: &Dom, given: Option<&str>) -> Meta {
    let facts = Facts::gather(dom);
    let mut meta = Meta {
        lang: facts.lang(),
        ..Meta::default()
    };
    meta.url = facts.address(given);
    let article = facts.article();
    let suffix;
    (meta.title, suffix) = facts.title(article);
    meta.outlet = facts.outlet(article).or(suffix);
    meta.published = facts.published(article, meta.url.as_deref().or(given));
    let mut own: Vec<String> = facts.own_names(article);
    own.extend(meta.outlet.clone());
    own.extend(meta.url.as_deref().or(given).map(hosts).unwrap_or_default());
    let byline = facts.byline(article, &own);
    meta.byline = byline.people;
    if meta.byline.is_empty() {
        meta.byline.extend(byline.agency.clone());
    }
    meta.agency = byline.agency;
    meta.description = facts
        .meta(&["og:description", "description", "twitter:description"])
        .map(str::to_owned)
        .or_else(|| {
            article
                .and_then(|a| a.get("description"))
                .and_then(jsonld::text)
                .map(plain)
        });
    meta.article_body = article
        .and_then(|a| a.get("articleBody").or_else(|| a.get("text")))
        .and_then(jsonld::text)
        .map(plain_lines);
    meta
}

/// The host of an address and its parts, as names of the outlet.
fn hosts(address: &str) -> Vec<String> {
    let Some(host) = Url::parse(address).ok().and_then(|u| u.host_str().map(str::to_owned)) else {
        return Vec::new();
    };
    let host = host.trim_start_matches("www.").to_owned();
    let mut out: Vec<String> = host.split('.').map(str::to_owned).collect();
    out.push(host);
    out
}

/// Text that may hold entities and tags, as one line.
fn plain(text: &str) -> String {
    plain_lines(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text that may hold entities and tags, with line breaks where blocks or lines end.
fn plain_lines(text: &str) -> String {
    let mut text = text.to_owned();
    // Some pages escape twice.
    for _ in 0..2 {
        if !(text.contains('<') || text.contains('&') && text.contains(';')) {
            break;
        }
        let dom = Dom::parse(&text);
        let mut out = String::new();
        let mut n = 0;
        while n < dom.len() {
            match dom.tag(n) {
                None => out.push_str(dom.own_text(n)),
                Some(tag) if tag.is_hidden() => {
                    n = dom.end(n);
                    continue;
                }
                Some(tag) if tag.is_block() || tag == Tag::Br => out.push('\n'),
                Some(_) => {}
            }
            n += 1;
        }
        text = out;
    }
    text
}

struct Facts<'a> {
    dom: &'a Dom,
    metas: BTreeMap<String, Vec<&'a str>>,
    objects: Vec<Map<String, Value>>,
    headings: Vec<(usize, String)>,
    title_element: Option<String>,
    canonical: Option<&'a str>,
    declared_lang: Option<&'a str>,
}

impl<'a> Facts<'a> {
    fn gather(dom: &'a Dom) -> Facts<'a> {
        let mut facts = Facts {
            dom,
            metas: BTreeMap::new(),
            objects: jsonld::objects(dom),
            headings: Vec::new(),
            title_element: None,
            canonical: None,
            declared_lang: None,
        };
        let mut svg_until = 0;
        for n in 0..dom.len() {
            match dom.tag(n) {
                Some(Tag::Html) => facts.declared_lang = dom.attr(n, "lang").or(facts.declared_lang),
                Some(Tag::Meta) => {
                    let Some(content) = dom.attr(n, "content").map(str::trim).filter(|c| !c.is_empty()) else {
                        continue;
                    };
                    for key in ["property", "name", "itemprop", "http-equiv"] {
                        if let Some(name) = dom.attr(n, key) {
                            let name = name.trim().to_ascii_lowercase();
                            let name = if key == "itemprop" {
                                format!("itemprop:{name}")
                            } else {
                                name
                            };
                            let list = facts.metas.entry(name).or_default();
                            if list.len() < 20 {
                                list.push(content);
                            }
                        }
                    }
                }
                Some(Tag::Link) if dom.attr(n, "rel").is_some_and(|r| r.eq_ignore_ascii_case("canonical")) => {
                    facts.canonical = facts.canonical.or(dom.attr(n, "href"));
                }
                Some(Tag::Title) if n >= svg_until && facts.title_element.is_none() => {
                    facts.title_element = Some(dom.text_of(n)).filter(|t| !t.is_empty());
                }
                Some(Tag::Svg) => svg_until = dom.end(n),
                Some(Tag::H1) if facts.headings.len() < 12 => {
                    let text = dom.text_of(n);
                    if !text.is_empty() && text.len() < 600 {
                        facts.headings.push((n, text));
                    }
                }
                _ => {}
            }
        }
        facts
    }

    fn meta(&self, names: &[&str]) -> Option<&'a str> {
        names
            .iter()
            .find_map(|n| self.metas.get(*n).and_then(|v| v.first().copied()))
    }

    fn lang(&self) -> Option<String> {
        let linked = self
            .objects
            .iter()
            .find_map(|o| o.get("inLanguage").and_then(jsonld::text));
        [
            self.declared_lang,
            self.meta(&["content-language", "language", "dc.language"]),
            self.meta(&["og:locale"]),
            linked,
        ]
        .into_iter()
        .flatten()
        .find_map(primary_language)
    }

    /// The declared language with its region, for dates.
    fn locale(&self) -> Option<&str> {
        self.declared_lang
            .or_else(|| self.meta(&["og:locale", "content-language"]))
            .filter(|l| !l.is_empty())
    }

    fn address(&self, given: Option<&str>) -> Option<String> {
        let base = given.and_then(|g| Url::parse(g).ok());
        let resolve = |href: &str| {
            let url = match Url::parse(href.trim()) {
                Ok(url) => url,
                Err(_) => base.as_ref()?.join(href.trim()).ok()?,
            };
            (matches!(url.scheme(), "http" | "https") && url.host_str().is_some()).then_some(url)
        };
        let mut candidates: Vec<Url> = Vec::new();
        candidates.extend(self.canonical.and_then(resolve));
        candidates.extend(self.meta(&["og:url", "twitter:url", "parsely-link"]).and_then(resolve));
        for object in &self.objects {
            if jsonld::is_a(object, ARTICLE) {
                for key in ["url", "mainEntityOfPage"] {
                    candidates.extend(
                        object
                            .get(key)
                            .and_then(jsonld::text)
                            .filter(|t| t.starts_with("http"))
                            .and_then(resolve),
                    );
                }
            }
        }
        candidates.extend(base.clone());
        // An address of the front page is no address of the article.
        let at = candidates.iter().position(|u| u.path() != "/" || u.query().is_some());
        at.map(|i| candidates[i].to_string())
    }

    /// The linked object that is this page's article.
    fn article(&self) -> Option<&Map<String, Value>> {
        let titles: Vec<String> = self
            .headings
            .iter()
            .map(|h| letters(&h.1))
            .chain(self.meta(&["og:title"]).map(letters))
            .chain(self.title_element.as_deref().map(letters))
            .collect();
        let mut best: Option<(u32, &Map<String, Value>)> = None;
        for object in &self.objects {
            let kind = if jsonld::is_a(object, ARTICLE) {
                3
            } else if jsonld::is_a(object, PAGE) {
                1
            } else {
                continue;
            };
            let headline = ["headline", "name"]
                .iter()
                .find_map(|k| object.get(*k).and_then(jsonld::text))
                .map(letters)
                .unwrap_or_default();
            let same = !headline.is_empty()
                && titles.iter().any(|t| {
                    *t == headline
                        || headline.len() > 20 && t.starts_with(&headline)
                        || t.len() > 20 && headline.starts_with(t.as_str())
                });
            let score = kind
                + if same { 4 } else { 0 }
                + u32::from(object.contains_key("datePublished"))
                + u32::from(object.contains_key("author"))
                + 2 * u32::from(object.contains_key("articleBody"));
            if best.is_none_or(|(b, _)| score > b) {
                best = Some((score, object));
            }
        }
        best.filter(|b| b.0 >= 2).map(|b| b.1)
    }

    /// The headline, and the outlet's name if the page's title names it behind the headline.
    fn title(&self, article: Option<&Map<String, Value>>) -> (Option<String>, Option<String>) {
        let site = self.site_names(article);
        let mut votes: Vec<(String, f32)> = Vec::new();
        let mut suffix = None;
        let linked = article
            .and_then(|a| a.get("headline").or_else(|| a.get("name")))
            .and_then(jsonld::text)
            .map(plain);
        let social = self.meta(&["og:title", "itemprop:headline"]).map(plain);
        let small = self
            .meta(&[
                "twitter:title",
                "parsely-title",
                "sailthru.title",
                "dc.title",
                "citation_title",
                "dcterms.title",
            ])
            .map(plain);
        let element = self.title_element.clone();
        let heading = match self.headings.len() {
            0 => None,
            _ => {
                // A logo may be an h1 as well: the one that another source repeats, else the longest.
                let others: Vec<String> = [&linked, &social, &element]
                    .into_iter()
                    .flatten()
                    .map(|t| letters(t))
                    .collect();
                let repeated = self.headings.iter().find(|h| {
                    let key = letters(&h.1);
                    key.len() > 8
                        && others
                            .iter()
                            .any(|o| o.starts_with(&key) || key.starts_with(o.as_str()) && !o.is_empty())
                });
                repeated
                    .or_else(|| {
                        self.headings
                            .iter()
                            .filter(|h| !site.contains(&letters(&h.1)))
                            .max_by_key(|h| h.1.chars().count().min(150))
                    })
                    .map(|h| h.1.clone())
            }
        };
        let mut known: Vec<String> = [&heading, &linked].into_iter().flatten().map(|t| letters(t)).collect();
        if known.is_empty() {
            known.extend(element.as_deref().and_then(|t| self.shown_part(t)));
        }
        for (text, weight) in [
            (heading, 1.0f32),
            (linked, 1.05),
            (social, 1.1),
            (small, 0.4),
            (element, 0.5),
        ] {
            let Some(text) = text else { continue };
            let (text, cut) = without_suffix(&text, &site, &known);
            if suffix.is_none() {
                suffix = cut;
            }
            if letters(&text).is_empty() || site.contains(&letters(&text)) {
                continue;
            }
            votes.push((text, weight));
        }
        let mut best: Option<(f32, &str)> = None;
        for (text, _) in &votes {
            let key = letters(text);
            let total: f32 = votes
                .iter()
                .map(|(t, w)| if agrees(&key, &letters(t)) { *w } else { 0.0 })
                .sum();
            // Of titles that agree, the whole one: others may be cut off.
            let total = total
                + if text.ends_with('…') || text.ends_with("...") {
                    -1.0
                } else {
                    0.0
                };
            if best.is_none_or(|(b, _)| total > b + 1e-3) {
                best = Some((total, text));
            }
        }
        (best.map(|b| b.1.to_owned()), suffix)
    }

    /// The longest part of a title (between separators) that stands on the page as a text of its own.
    fn shown_part(&self, title: &str) -> Option<String> {
        let mut parts: Vec<String> = Vec::new();
        let cuts: Vec<(usize, usize)> = SEPARATORS
            .iter()
            .flat_map(|s| title.match_indices(s).map(|(at, s)| (at, at + s.len())))
            .take(8)
            .collect();
        for &(at, after) in &cuts {
            parts.push(letters(&title[..at]));
            parts.push(letters(&title[after..]));
        }
        parts.retain(|p| p.len() > 12);
        parts.sort_by_key(|p| std::cmp::Reverse(p.len()));
        let shown: Vec<String> = (0..self.dom.len())
            .map(|n| self.dom.own_text(n).trim())
            .filter(|t| t.len() > 12 && t.len() <= title.len())
            .map(letters)
            .take(3000)
            .collect();
        parts.into_iter().find(|p| shown.contains(p))
    }

    fn site_names(&self, article: Option<&Map<String, Value>>) -> Vec<String> {
        let mut out: Vec<String> = self.own_names(article).iter().map(|n| letters(n)).collect();
        for url in [self.canonical, self.meta(&["og:url"])].into_iter().flatten() {
            out.extend(hosts(url).iter().map(|h| letters(h)).filter(|h| h.len() > 3));
        }
        out.retain(|n| !n.is_empty());
        out
    }

    /// Names under which the page speaks of its own outlet.
    fn own_names(&self, article: Option<&Map<String, Value>>) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        for name in [
            "og:site_name",
            "application-name",
            "apple-mobile-web-app-title",
            "copyright",
            "dc.publisher",
            "publisher",
            "twitter:site",
            "cre",
            "itemprop:publisher",
        ] {
            out.extend(self.metas.get(name).into_iter().flatten().map(|v| plain(v)));
        }
        out.extend(
            article
                .and_then(|a| a.get("publisher"))
                .and_then(jsonld::text)
                .map(plain),
        );
        for object in &self.objects {
            if jsonld::is_a(object, &["Organization", "WebSite", "Corporation"]) {
                out.extend(object.get("name").and_then(jsonld::text).map(plain));
                out.extend(object.get("alternateName").and_then(jsonld::text).map(plain));
            }
        }
        out
    }

    fn outlet(&self, article: Option<&Map<String, Value>>) -> Option<String> {
        let site = self.meta(&["og:site_name"]).map(plain);
        let publisher = article
            .and_then(|a| self.resolve(a.get("publisher")?))
            .and_then(jsonld::text)
            .map(plain);
        let organisation = self
            .objects
            .iter()
            .find(|o| jsonld::is_a(o, &["NewsMediaOrganization"]))
            .and_then(|o| o.get("name"))
            .and_then(jsonld::text)
            .map(plain);
        let site_object = self
            .objects
            .iter()
            .find(|o| jsonld::is_a(o, &["WebSite"]))
            .and_then(|o| o.get("name"))
            .and_then(jsonld::text)
            .map(plain);
        let other = self
            .meta(&["application-name", "apple-mobile-web-app-title", "dc.publisher"])
            .map(plain);
        [site, publisher, organisation, site_object, other]
            .into_iter()
            .flatten()
            .find(|n| {
                let n = n.trim();
                !n.is_empty() && n.chars().count() <= 80 && !n.starts_with("http")
            })
    }

    /// An object that only refers to another (`{"@id": …}`) is that other one.
    fn resolve(&'a self, value: &'a Value) -> Option<&'a Value> {
        if let Value::Object(map) = value
            && !map.contains_key("name")
            && let Some(id) = map.get("@id").and_then(Value::as_str)
        {
            return self
                .objects
                .iter()
                .find(|o| o.get("@id").and_then(Value::as_str) == Some(id) && o.contains_key("name"))
                .and_then(|o| o.get("name"));
        }
        Some(value)
    }

    fn published(&self, article: Option<&Map<String, Value>>, url: Option<&str>) -> Option<Published> {
        let lang = self.locale();
        let parse = |text: &str| date::parse(text, lang);
        let linked = |key: &str| {
            article
                .and_then(|a| a.get(key))
                .or_else(|| {
                    self.objects
                        .iter()
                        .filter(|o| jsonld::is_a(o, ARTICLE) || jsonld::is_a(o, PAGE))
                        .find_map(|o| o.get(key))
                })
                .and_then(jsonld::text)
                .and_then(parse)
        };
        if let Some(found) = linked("datePublished") {
            return Some(found);
        }
        const METAS: &[&str] = &[
            "article:published_time",
            "og:article:published_time",
            "article:published",
            "og:published_time",
            "parsely-pub-date",
            "sailthru.date",
            "itemprop:datepublished",
            "cxenseparse:recs:publishtime",
            "cxenseparse:publishtime",
            "publishdate",
            "publish-date",
            "publish_date",
            "publisheddate",
            "published_date",
            "pubdate",
            "published",
            "publication_date",
            "publication-date",
            "published_at",
            "rnews:datepublished",
            "citation_publication_date",
            "citation_date",
            "citation_online_date",
            "dcterms.issued",
            "dc.date.issued",
            "dcterms.date",
            "dc.date",
            "dcterms.created",
            "dc.date.created",
            "dcterms.available",
            "bt:pubdate",
            "ptime",
            "article_date_original",
            "originalpublicationdate",
            "content_create_date",
            "content_published_date",
            "contentpubdate",
            "datecreated",
            "date_published",
            "created",
            "displaydate",
            "date",
            "release_date",
            "article.published",
            "article.created",
            "shareaholic:article_published_time",
            "weibo:article:create_at",
            "vr:published_time",
            "analytics:date",
        ];
        for name in METAS {
            if let Some(found) = self.metas.get(*name).and_then(|v| v.iter().find_map(|t| parse(t))) {
                return Some(found);
            }
        }
        if let Some(found) = self.visible_date(lang) {
            return Some(found);
        }
        if let Some(date) = url.and_then(date::in_url) {
            return Some(date.into());
        }
        linked("dateCreated")
            .or_else(|| linked("uploadDate"))
            .or_else(|| linked("dateModified"))
            .or_else(|| {
                [
                    "article:modified_time",
                    "og:updated_time",
                    "last-modified",
                    "dcterms.modified",
                    "itemprop:datemodified",
                ]
                .iter()
                .find_map(|n| self.meta(&[n]).and_then(parse))
            })
    }

    /// The date that a reader sees near the headline.
    fn visible_date(&self, lang: Option<&str>) -> Option<Published> {
        let dom = self.dom;
        let mut best: Option<(u32, usize, Published)> = None;
        let from = self.headings.first().map_or(0, |h| h.0);
        for n in 0..dom.len() {
            let Some(tag) = dom.tag(n) else { continue };
            if matches!(tag, Tag::Meta | Tag::Script | Tag::Html | Tag::Body | Tag::Head) {
                continue;
            }
            let prop = dom.attr(n, "itemprop").is_some_and(|p| {
                p.split_whitespace()
                    .any(|w| w.eq_ignore_ascii_case("datePublished") || w.eq_ignore_ascii_case("dateCreated"))
            });
            let time = tag == Tag::Time;
            let class = !time
                && named(
                    dom,
                    n,
                    &[
                        "date",
                        "datetime",
                        "time",
                        "timestamp",
                        "published",
                        "pubdate",
                        "publishdate",
                        "postdate",
                        "publish",
                        "publication",
                        "tanggal",
                        "waktu",
                        "fecha",
                        "datum",
                        "data",
                        "tarih",
                        "dateline",
                        "byline",
                        "meta",
                        "info",
                        "posted",
                        "updated",
                        "created",
                    ],
                );
            if !prop && !time && !class {
                continue;
            }
            let own = [
                "content",
                "datetime",
                "data-datetime",
                "data-date",
                "data-time",
                "data-published",
                "title",
            ]
            .iter()
            .find_map(|a| dom.attr(n, a).and_then(|v| date::parse(v, lang)));
            let found = match own {
                Some(found) => found,
                None => {
                    // Containers around half of the page have such names too.
                    if dom.end(n) - n > 60 {
                        continue;
                    }
                    let text = dom.text_of(n);
                    if text.len() > 200 {
                        continue;
                    }
                    let Some(found) = date::parse(&text, lang) else {
                        continue;
                    };
                    found
                }
            };
            let updated =
                named(dom, n, &["updated", "update", "modified"]) || dom.attr(n, "itemprop") == Some("dateModified");
            let elsewhere = self.is_elsewhere(n);
            let score = if prop { 6 } else { 0 }
                + if time { 3 } else { 1 }
                + if elsewhere { 0 } else { 4 }
                + if n >= from { 2 } else { 0 }
                - u32::from(updated);
            if best.as_ref().is_none_or(|b| score > b.0) {
                best = Some((score, n, found));
            }
        }
        if let Some((score, _, found)) = &best
            && *score >= 5
        {
            return Some(found.clone());
        }
        // A line with a date and little else, right after the headline.
        let mut seen = 0;
        for n in from..dom.len() {
            let text = dom.own_text(n).trim();
            if text.len() < 6 {
                continue;
            }
            seen += 1;
            if seen > 25 {
                break;
            }
            if text.len() <= 90
                && let Some(found) = date::parse(text, lang)
            {
                return Some(found);
            }
        }
        best.map(|b| b.2)
    }

    /// Whether a node stands in a menu, among comments or in a teaser for another article.
    fn is_elsewhere(&self, node: usize) -> bool {
        const NAMES: &[&str] = &[
            "comment",
            "comments",
            "related",
            "sidebar",
            "widget",
            "footer",
            "recommended",
            "popular",
            "latest",
            "trending",
            "card",
            "teaser",
            "carousel",
            "breadcrumb",
        ];
        let dom = self.dom;
        let holds_headline = |a: usize| self.headings.iter().any(|h| (a..dom.end(a)).contains(&h.0));
        std::iter::once(node).chain(dom.ancestors(node)).take(14).any(|a| {
            !matches!(dom.tag(a), Some(Tag::Body | Tag::Html))
                && (matches!(dom.tag(a), Some(Tag::Nav | Tag::Footer)) || named(dom, a, NAMES))
                && !holds_headline(a)
        })
    }

    fn byline(&self, article: Option<&Map<String, Value>>, own: &[String]) -> names::Byline {
        let mut agency = None;
        let sources: [Box<dyn Fn() -> Vec<String> + '_>; 4] = [
            Box::new(|| self.linked_authors(article)),
            Box::new(|| {
                let mut out = Vec::new();
                for name in [
                    "author",
                    "article:author",
                    "parsely-author",
                    "sailthru.author",
                    "dc.creator",
                    "dcterms.creator",
                    "byl",
                    "byline",
                    "citation_author",
                    "cxenseparse:author",
                    "itemprop:author",
                    "article:author_name",
                    "og:article:author",
                    "creator",
                    "twitter:creator_name",
                    "dc.contributor",
                ] {
                    let found: Vec<String> = self
                        .metas
                        .get(name)
                        .into_iter()
                        .flatten()
                        .map(|v| plain(v))
                        .filter(|v| !v.starts_with("http") && !v.starts_with('@'))
                        .collect();
                    if !found.is_empty() && !names::byline(&found, own).people.is_empty() {
                        out = found;
                        break;
                    }
                    if out.is_empty() {
                        out = found;
                    }
                }
                out
            }),
            Box::new(|| self.marked_authors(own)),
            Box::new(|| self.printed_authors()),
        ];
        for source in sources {
            let found = names::byline(&source(), own);
            if agency.is_none() {
                agency = found.agency;
            }
            if !found.people.is_empty() {
                return names::Byline {
                    people: found.people,
                    agency,
                };
            }
        }
        names::Byline {
            people: Vec::new(),
            agency,
        }
    }

    fn linked_authors(&self, article: Option<&Map<String, Value>>) -> Vec<String> {
        let Some(article) = article else { return Vec::new() };
        let mut out = Vec::new();
        for key in ["author", "creator", "contributor"] {
            let Some(value) = article.get(key) else { continue };
            let list = match value {
                Value::Array(list) => list.as_slice(),
                one => std::slice::from_ref(one),
            };
            for author in list.iter().take(30) {
                let Some(author) = self.resolve(author) else { continue };
                match author {
                    Value::Object(map) => match map.get("name") {
                        Some(Value::Array(names)) => out.extend(names.iter().filter_map(Value::as_str).map(plain)),
                        Some(name) => out.extend(jsonld::text(name).map(plain)),
                        None => {
                            let part = |k: &str| map.get(k).and_then(Value::as_str).unwrap_or_default();
                            out.push(format!("{} {}", part("givenName"), part("familyName")));
                        }
                    },
                    Value::Array(_) | Value::String(_) => out.extend(jsonld::text(author).map(plain)),
                    _ => {}
                }
            }
            out.retain(|n| !n.trim().is_empty() && !n.starts_with("http"));
            if !out.is_empty() {
                break;
            }
        }
        out
    }

    /// Elements that say by their markup that they hold an author.
    fn marked_authors(&self, own: &[String]) -> Vec<String> {
        let dom = self.dom;
        let mut best: (u32, Vec<String>) = (0, Vec::new());
        for n in 0..dom.len() {
            let Some(tag) = dom.tag(n) else { continue };
            if matches!(
                tag,
                Tag::Html | Tag::Body | Tag::Meta | Tag::Link | Tag::Script | Tag::Img
            ) || dom.end(n) - n > 60
            {
                continue;
            }
            let prop = dom
                .attr(n, "itemprop")
                .is_some_and(|p| p.split_whitespace().any(|w| w == "author" || w == "creator"));
            let rel = dom
                .attr(n, "rel")
                .is_some_and(|r| r.split_whitespace().any(|w| w == "author"));
            let score = if prop || rel {
                4
            } else if named(
                dom,
                n,
                &[
                    "authorname",
                    "bylinename",
                    "authors",
                    "author",
                    "byline",
                    "penulis",
                    "reporter",
                    "autor",
                    "auteur",
                    "yazar",
                    "writer",
                    "contributors",
                    "creditname",
                    "bylineauthor",
                ],
            ) {
                3
            } else {
                continue;
            };
            let elsewhere = self.is_elsewhere(n);
            if elsewhere {
                continue;
            }
            let text = (n..dom.end(n))
                .find(|&i| dom.attr(i, "itemprop") == Some("name"))
                .map_or_else(|| dom.text_of(n), |i| dom.text_of(i));
            if text.is_empty() || text.chars().count() > 150 {
                continue;
            }
            if names::byline(std::slice::from_ref(&text), own).people.is_empty() {
                continue;
            }
            if score > best.0 {
                best = (score, vec![text]);
            } else if score == best.0 && best.1.len() < 8 {
                best.1.push(text);
            }
        }
        best.1
    }

    /// A line "By …" near the headline.
    fn printed_authors(&self) -> Vec<String> {
        let dom = self.dom;
        let from = self.headings.first().map_or(0, |h| h.0);
        let mut seen = 0;
        for n in from..dom.len() {
            if !dom.tag(n).is_some_and(Tag::is_block) || dom.end(n) - n > 40 {
                continue;
            }
            let text = dom.text_of(n);
            if text.len() < 5 {
                continue;
            }
            seen += 1;
            if seen > 30 {
                break;
            }
            if text.chars().count() <= 120 && names::has_label(&text) {
                return vec![text];
            }
        }
        Vec::new()
    }
}

const SEPARATORS: &[&str] = &[
    " | ", " - ", " – ", " — ", " :: ", " · ", " • ", " » ", " « ", " / ", "| ", " |",
];

/// Whether two titles (as letters) are the same one, one of them perhaps cut or with a site's name behind it.
fn agrees(a: &str, b: &str) -> bool {
    a == b || a.len() > 24 && b.len() > 24 && (a.starts_with(b) || b.starts_with(a))
}

/// A title without the site's name or section behind (or before) a separator, and what was cut off.
fn without_suffix(title: &str, site: &[String], known: &[String]) -> (String, Option<String>) {
    let mut text = title.trim().to_owned();
    let mut cut = None;
    for _ in 0..3 {
        let last = SEPARATORS
            .iter()
            .filter_map(|s| text.rfind(s).map(|at| (at, s.len())))
            .max_by_key(|f| f.0);
        if let Some((at, len)) = last {
            let (front, back) = (text[..at].trim(), text[at + len..].trim());
            let key = letters(back);
            let is_site = site.iter().any(|s| {
                *s == key || s.len() > 4 && key.starts_with(s.as_str()) || key.len() > 4 && s.starts_with(&key)
            });
            let is_known = known.contains(&letters(front));
            if !letters(front).is_empty() && (is_site || is_known) {
                if !back.is_empty() && back.chars().count() <= 40 {
                    cut = Some(back.to_owned());
                }
                text = front.to_owned();
                continue;
            }
        }
        let first = [" | ", " - ", " – ", " — ", ": "]
            .iter()
            .filter_map(|s| text.find(s).map(|at| (at, s.len())))
            .min_by_key(|f| f.0);
        if let Some((at, len)) = first
            && known.contains(&letters(&text[at + len..]))
            && (site.contains(&letters(&text[..at])) || text[..at].chars().count() <= 40)
        {
            text = text[at + len..].trim().to_owned();
            continue;
        }
        break;
    }
    (text, cut)
}

fn primary_language(tag: &str) -> Option<String> {
    let primary = tag.trim().split(['-', '_', ',', ';', ' ']).next()?.to_ascii_lowercase();
    let code = match primary.as_str() {
        "in" | "ind" => "id",
        "iw" => "he",
        "fil" | "tgl" => "tl",
        "eng" => "en",
        "spa" => "es",
        "fra" | "fre" => "fr",
        "deu" | "ger" => "de",
        "por" => "pt",
        "rus" => "ru",
        "ara" => "ar",
        "tur" => "tr",
        "msa" | "may" => "ms",
        other => other,
    };
    (code.len() == 2 && code.bytes().all(|b| b.is_ascii_lowercase())).then(|| code.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(html: &str) -> Meta {
        read(&Dom::parse(html), None)
    }

    #[test]
    fn a_title_is_the_headline() {
        let check = |html: &str, expected: &str| assert_eq!(of(html).title.as_deref(), Some(expected), "{html}");
        check(
            "<title>Harga beras naik lagi - Kabar Contoh</title><h1>Harga beras naik lagi</h1>",
            "Harga beras naik lagi",
        );
        check(
            "<meta property='og:site_name' content='Example Times'><title>Rice prices rise again | Example Times</title>",
            "Rice prices rise again",
        );
        check(
            "<meta property='og:site_name' content='Kabar'><title>Kabar</title><h1>Kabar</h1><meta property='og:title' content='Pasar tutup - dan buka lagi'>",
            "Pasar tutup - dan buka lagi",
        );
    }

    #[test]
    fn authors_may_stand_in_other_objects() {
        let html = r##"<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"x","author":{"@id":"#p"}},
            {"@type":"Person","@id":"#p","name":"Rina Wulandari"}]}</script>"##;
        assert_eq!(of(html).byline, ["Rina Wulandari"]);
    }
}
