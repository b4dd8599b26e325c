//! What the names on an element (tag, class, id, role) say about the part of the page in it.

use menurut_core::DroppedKind;

use super::dom::{Dom, Tag};

/// A part of a page that is no running text of the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Region {
    /// Not shown, or no text at all.
    Hidden,
    /// Menus, footers, headers of the site, cookie banners, forms: never part of the article.
    Chrome,
    /// What readers wrote below.
    Comments,
    /// Date, byline and the like: read as metadata elsewhere.
    Meta,
    /// The standfirst, wherever it stands.
    Lead,
    /// Stands inside articles and is no sentence of them.
    Dropped(DroppedKind),
}

const RELATED: &[&str] = &[
    "related",
    "relateds",
    "relatedposts",
    "relatednews",
    "recommend",
    "recommended",
    "recommendation",
    "recommendations",
    "recirc",
    "recirculation",
    "readmore",
    "readalso",
    "alsoread",
    "seealso",
    "morestories",
    "morenews",
    "outbrain",
    "taboola",
    "trending",
    "popular",
    "mostread",
    "mostpopular",
    "mostviewed",
    "jeg",
    "yarpp",
    "bacajuga",
    "terkait",
    "beritaterkait",
    "linksisip",
    "populer",
    "terpopuler",
    "lireaussi",
    "leetambien",
    "relacionadas",
    "relacionados",
    "relacionada",
    "relacionado",
    "leiatambem",
    "saibamais",
    "verwandt",
    "ilgili",
    "ilgilihaber",
    "crosslink",
    "interlink",
    "jp-relatedposts",
    "upnext",
    "nextup",
    "tags",
    "taglist",
    "hashtag",
    "hashtags",
    "topics",
    "keywords",
    "teaser",
    "teasers",
    "zergnet",
    "revcontent",
    "mgid",
    "dable",
];
const SHARE: &[&str] = &[
    "share",
    "shares",
    "sharing",
    "sharebar",
    "sharebox",
    "sharebuttons",
    "sharethis",
    "sharedaddy",
    "sharetools",
    "socialshare",
    "socials",
    "social",
    "sosmed",
    "medsos",
    "addthis",
    "addtoany",
    "a2a",
    "addtocalendar",
    "whatsapp",
    "follow",
    "followus",
    "bookmark",
    "clap",
    "compartir",
    "compartilhar",
    "partage",
    "teilen",
    "paylas",
];
const AD: &[&str] = &[
    "ad",
    "ads",
    "adv",
    "advert",
    "adverts",
    "advertisement",
    "advertisements",
    "advertising",
    "adsbygoogle",
    "adslot",
    "adunit",
    "adbox",
    "adcontainer",
    "adwrapper",
    "dfp",
    "gpt",
    "iklan",
    "publicidad",
    "publicite",
    "werbung",
    "anzeige",
    "reklam",
    "reklama",
    "sponsor",
    "sponsored",
    "sponsors",
    "banner",
    "promo",
    "promobox",
    "promotion",
    "newsletter",
    "newsletters",
    "nlsignup",
    "subscribe",
    "subscription",
    "signup",
    "optin",
    "mailchimp",
    "paywall",
    "regwall",
    "donate",
    "donation",
    "marketing",
    "parallax",
];
const CHROME: &[&str] = &[
    "nav",
    "navbar",
    "navigation",
    "menu",
    "submenu",
    "breadcrumb",
    "breadcrumbs",
    "sidebar",
    "widgets",
    "cookie",
    "cookies",
    "gdpr",
    "consent",
    "cmp",
    "login",
    "signin",
    "masthead",
    "sitefooter",
    "colophon",
    "copyright",
    "pager",
    "pagination",
    "toolbar",
    "skip",
    "modal",
    "popup",
    "overlay",
    "lightbox",
    "toc",
    "tooltip",
    "ticker",
    "weather",
    "disclaimer",
    "legal",
    "rating",
    "ratings",
    "poll",
    "quiz",
    "survey",
    "player",
    "playlist",
    "carousel",
    "slider",
    "scoreboard",
    "offscreen",
    "noprint",
    "dropdown",
    "offcanvas",
    "captcha",
    "hotkeys",
];
const COMMENTS: &[&str] = &[
    "comments",
    "comment",
    "commentlist",
    "respond",
    "disqus",
    "komentar",
    "comentarios",
    "kommentare",
    "commentaires",
    "yorumlar",
    "livefyre",
    "viafoura",
];
const SIGNATURE: &[&str] = &[
    "authorbio",
    "authorbox",
    "aboutauthor",
    "bio",
    "biography",
    "contributor",
    "tagline",
];
const META: &[&str] = &[
    "byline",
    "bylines",
    "dateline",
    "timestamp",
    "postmeta",
    "entrymeta",
    "articlemeta",
    "pubdate",
    "publishdate",
    "postdate",
    "datetime",
    "readtime",
    "readingtime",
    "penulis",
];
const CAPTION: &[&str] = &[
    "caption",
    "captions",
    "figcaption",
    "wpcaption",
    "imagecaption",
    "photocaption",
    "imgcaption",
    "legende",
    "bildunterschrift",
    "gallery",
    "slideshow",
    "captiontext",
    "pictureinfo",
];
const CREDIT: &[&str] = &[
    "credit",
    "credits",
    "photocredit",
    "imagecredit",
    "photographer",
    "copyrightholder",
];
const LEAD: &[&str] = &[
    "standfirst",
    "dek",
    "subheadline",
    "subhead",
    "subtitle",
    "subheading",
    "sapo",
    "chapo",
    "chapeau",
    "entradilla",
    "bajada",
    "lead",
    "lede",
    "intro",
    "introduction",
    "strapline",
    "kicker-text",
    "teasertext",
    "vorspann",
    "spot",
    "ozet",
    "summary",
    "excerpt",
    "deck",
    "lidparagraph",
    "perex",
    "anons",
    "copete",
    "sumario",
    "ingress",
    "linea-fina",
    "subtitulo",
    "abstract",
    "leadtext",
    "articlelead",
    "synopsis",
];

/// Names that say "this is the article's text".
const BODY: &[&str] = &[
    "articlebody",
    "articlecontent",
    "articletext",
    "storybody",
    "storycontent",
    "storytext",
    "entrycontent",
    "postcontent",
    "postbody",
    "posttext",
    "newsbody",
    "newscontent",
    "newstext",
    "bodycontent",
    "bodytext",
    "contentbody",
    "detailcontent",
    "detailtext",
    "itemcontent",
    "articledetail",
    "maincontent",
    "readcontent",
    "detailbody",
    "textcontent",
    "newsdetail",
    "singlecontent",
    "pagecontent",
    "contentdetail",
    "contenttext",
    "fulltext",
    "richtext",
    "articlefulltext",
    "articlewrap",
    "bodycopy",
    "storybodytext",
    "contentarticle",
    "prose",
    "articlebodytext",
    "txtarticle",
    "sidearticle",
    "tdpostcontent",
    "paragraphs",
    "bodyarticle",
    "paragraf",
];

/// The words of a class attribute: `article__body-text` and `articleBodyText` are [article, body, text].
fn words(token: &str, out: &mut Vec<String>) {
    out.clear();
    let mut last_lower = false;
    let mut fresh = true;
    for c in token.chars() {
        if !c.is_alphanumeric() {
            fresh = true;
            last_lower = false;
            continue;
        }
        if fresh || (c.is_uppercase() && last_lower) {
            out.push(String::new());
            fresh = false;
        }
        last_lower = c.is_lowercase();
        if let Some(word) = out.last_mut() {
            word.extend(c.to_lowercase());
        }
    }
}

struct Names {
    /// Each class token and the id, as its words.
    tokens: Vec<Vec<String>>,
}

impl Names {
    fn of(dom: &Dom, node: usize) -> Names {
        let mut tokens = Vec::new();
        for name in [
            "class",
            "id",
            "data-component",
            "data-testid",
            "data-gu-name",
            "data-module",
            "data-type",
        ] {
            let Some(value) = dom.attr(node, name) else { continue };
            for token in value.split_ascii_whitespace().take(24) {
                if token.len() > 80 {
                    continue;
                }
                let mut list = Vec::new();
                words(token, &mut list);
                // "has-sidebar", "no-ads": what stands elsewhere, or nowhere.
                if list.len() > 1 && matches!(list[0].as_str(), "has" | "no" | "with" | "without" | "not") {
                    continue;
                }
                tokens.push(list);
            }
        }
        Names { tokens }
    }

    /// Whether a class token holds one of the words, alone or as two neighbouring words written together.
    fn any(&self, list: &[&str]) -> bool {
        self.tokens.iter().any(|token| {
            token.iter().enumerate().any(|(i, word)| {
                list.contains(&word.as_str())
                    || token.get(i + 1).is_some_and(|next| {
                        let joined = format!("{word}{next}");
                        list.contains(&joined.as_str())
                    })
            })
        })
    }

    /// Like `any`, but the token must end with the word: "article-lead" and not "lead-image-wrapper".
    fn ends(&self, list: &[&str]) -> bool {
        self.tokens.iter().any(|token| {
            let Some(last) = token.last() else { return false };
            list.contains(&last.as_str())
                || token.len() > 1 && list.contains(&format!("{}{last}", token[token.len() - 2]).as_str())
        })
    }

    fn has(&self, word: &str) -> bool {
        self.tokens.iter().any(|t| t.iter().any(|w| w == word))
    }
}

/// Whether a class or id of the element holds one of the words.
pub(crate) fn named(dom: &Dom, node: usize, list: &[&str]) -> bool {
    Names::of(dom, node).any(list)
}

fn is_hidden(dom: &Dom, node: usize, tag: Tag) -> bool {
    if tag.is_hidden() || dom.attr(node, "hidden").is_some() {
        return true;
    }
    if dom.attr(node, "aria-hidden") == Some("true")
        && !matches!(tag, Tag::Div | Tag::Section | Tag::Article | Tag::Main)
    {
        return true;
    }
    if let Some(style) = dom.attr(node, "style") {
        let style: String = style
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect::<String>()
            .to_ascii_lowercase();
        if style.contains("display:none") || style.contains("visibility:hidden") {
            return true;
        }
    }
    false
}

/// What region an element opens, if it is not plainly part of its parent's.
pub(crate) fn region(dom: &Dom, node: usize) -> Option<Region> {
    let tag = dom.tag(node)?;
    if matches!(tag, Tag::Html | Tag::Body) {
        return None;
    }
    if is_hidden(dom, node, tag) {
        return Some(Region::Hidden);
    }
    match tag {
        Tag::Nav | Tag::Menu | Tag::Button | Tag::Input | Tag::Label | Tag::Dialog => return Some(Region::Chrome),
        Tag::Footer => return Some(Region::Chrome),
        Tag::Figcaption => return Some(Region::Dropped(DroppedKind::Caption)),
        Tag::Figure | Tag::Picture => return Some(Region::Dropped(DroppedKind::Caption)),
        Tag::Time => return Some(Region::Meta),
        _ => {}
    }
    match dom.attr(node, "role") {
        Some(
            "navigation" | "menu" | "search" | "banner" | "contentinfo" | "dialog" | "alert" | "button" | "menubar"
            | "tablist",
        ) => {
            return Some(Region::Chrome);
        }
        Some("complementary") => return Some(Region::Dropped(DroppedKind::Related)),
        _ => {}
    }
    match dom.attr(node, "itemprop") {
        Some("author" | "datePublished" | "dateModified" | "publisher") => return Some(Region::Meta),
        Some("caption") => return Some(Region::Dropped(DroppedKind::Caption)),
        Some("description" | "abstract" | "alternativeHeadline") if tag != Tag::Meta => return Some(Region::Lead),
        Some("articleBody") => return None,
        _ => {}
    }
    let names = Names::of(dom, node);
    if names.tokens.is_empty() {
        return (tag == Tag::Aside).then_some(Region::Dropped(DroppedKind::Related));
    }
    // Utility classes of a page's frame say nothing about the text ("has-sidebar", "no-ads", "with-comments").
    if names.any(BODY) && !names.any(COMMENTS) && !names.any(RELATED) {
        return None;
    }
    if names.any(COMMENTS) {
        return Some(Region::Comments);
    }
    if names.any(SIGNATURE)
        || names.has("author") && (names.has("bio") || names.has("about") || names.has("box") || names.has("info"))
    {
        return Some(Region::Dropped(DroppedKind::Signature));
    }
    if names.any(CREDIT) {
        return Some(Region::Dropped(DroppedKind::Credit));
    }
    if names.any(CAPTION) {
        return Some(Region::Dropped(DroppedKind::Caption));
    }
    if names.any(RELATED)
        || names.has("baca")
        || names.has("read") && (names.has("also") || names.has("next") || names.has("more"))
    {
        return Some(Region::Dropped(DroppedKind::Related));
    }
    if names.any(SHARE) {
        return Some(Region::Dropped(DroppedKind::Share));
    }
    if names.any(AD) {
        return Some(Region::Dropped(DroppedKind::Ad));
    }
    if names.any(CHROME) || names.has("footer") && !names.has("article") {
        return Some(Region::Chrome);
    }
    if names.any(META) || names.ends(&["author", "authors", "date", "time", "published"]) {
        return Some(Region::Meta);
    }
    if names.ends(LEAD) {
        return Some(Region::Lead);
    }
    (tag == Tag::Aside).then_some(Region::Dropped(DroppedKind::Related))
}

/// How plainly an element is named as the holder of the article's text.
pub(crate) fn body_mark(dom: &Dom, node: usize) -> u8 {
    match dom.attr(node, "itemprop") {
        Some("articleBody") => return 3,
        Some("text") => return 1,
        _ => {}
    }
    let names = Names::of(dom, node);
    if names.any(BODY) || names.has("article") && (names.has("body") || names.has("content") || names.has("text")) {
        return 2;
    }
    if matches!(dom.tag(node), Some(Tag::Article | Tag::Main)) || dom.attr(node, "role") == Some("main") {
        return 1;
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expected: Option<Region>) {
        let dom = Dom::parse(html);
        assert_eq!(region(&dom, 1), expected, "{html}");
    }

    #[test]
    fn names_tell_regions() {
        check(
            "<div class='related-posts'>",
            Some(Region::Dropped(DroppedKind::Related)),
        );
        check(
            "<div class='articleShareBar'>",
            Some(Region::Dropped(DroppedKind::Share)),
        );
        check("<div class='td-ad-slot'>", Some(Region::Dropped(DroppedKind::Ad)));
        check("<div class='article-body has-ads'>", None);
        check("<div class='header shadow'>", None);
        check("<div style='display: none'>", Some(Region::Hidden));
        check("<p class='article__lead'>", Some(Region::Lead));
        check("<div class='lead-image'>", None);
    }
}
