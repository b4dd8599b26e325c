use menurut_store::Store;

use super::{Status, count, not_in_store, short};
use crate::args::ForgetArgs;
use crate::layout::clean;
use crate::printer::Printer;

pub(crate) fn run(args: &ForgetArgs, printer: &mut Printer) -> anyhow::Result<Status> {
    // A store that is missing is an error here, and not made.
    drop(Store::open_existing(&args.store.store)?);
    let mut store = Store::open(&args.store.store)?;
    let mut status = Status::Done;
    for name in &args.articles {
        let Some(reading) = store.article(name)? else {
            printer.error(not_in_store(name, &args.store.store));
            status = Status::SomeFailed;
            continue;
        };
        let article = &reading.article;
        store.forget(&article.id)?;
        let title = article
            .title
            .as_deref()
            .or(article.path.as_deref())
            .unwrap_or("an article without title");
        printer.note(format!(
            "forgot {} “{}”: {}, {}",
            short(&article.id),
            clean(title),
            count(reading.claims.len(), "claim"),
            count(reading.quotations.len(), "quotation"),
        ));
    }
    Ok(status)
}
