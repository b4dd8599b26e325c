//! HTML pages: the article's text as blocks, and what the page says about it.

mod body;
mod dom;
mod region;

use crate::page::Page;

/// The page holds no running text that could be an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NoArticle;

/// Reads a decoded page. `url` is the address under which it was fetched, where known.
pub(crate) fn page(html: &str, _url: Option<&str>) -> Result<Page, NoArticle> {
    let dom = dom::Dom::parse(html);
    let body = body::extract(&dom, &body::Hints::default());
    if body.chars() < 20 {
        return Err(NoArticle);
    }
    Ok(Page { blocks: body.blocks, dropped: body.dropped, ..Page::default() })
}
