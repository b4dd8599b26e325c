//! HTML pages: the article's text as blocks, and what the page says about it.

mod body;
mod date;
mod dom;
mod jsonld;
mod meta;
mod names;
mod region;

use crate::page::Page;

/// The page holds no running text that could be an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NoArticle;

/// Reads a decoded page. `url` is the address under which it was fetched, where known.
pub(crate) fn page(html: &str, url: Option<&str>) -> Result<Page, NoArticle> {
    let dom = dom::Dom::parse(html);
    let meta = meta::read(&dom, url);
    let hints = body::Hints {
        title: meta.title.as_deref(),
        description: meta.description.as_deref(),
        article_body: meta.article_body.as_deref(),
        authors: &meta.byline,
        published: meta.published.as_ref().map(|p| p.date),
        lang: meta.lang.as_deref(),
    };
    let body = body::extract(&dom, &hints);
    if body.chars() < 20 {
        return Err(NoArticle);
    }
    Ok(Page {
        title: meta.title,
        byline: meta.byline,
        outlet: meta.outlet,
        agency: meta.agency,
        published: meta.published,
        url: meta.url,
        lang: meta.lang,
        blocks: body.blocks,
        dropped: body.dropped,
    })
}
