use menurut_store::{ArticleFilter, Store};

use super::{Status, count, day, short};
use crate::args::{ArticlesArgs, Format};
use crate::layout::{Plain, clean};
use crate::printer::Printer;
use crate::rows::{ArticleRow, Csv, json_line};

pub(crate) fn run(args: ArticlesArgs, printer: &mut Printer) -> anyhow::Result<Status> {
    let filter = ArticleFilter {
        since: day("--since", args.book.since.as_ref())?,
        until: day("--until", args.book.until.as_ref())?,
        outlet: args.book.outlet,
        lang: args.book.lang.map(|l| l.to_ascii_lowercase()),
        limit: args.book.limit,
        ..ArticleFilter::default()
    };
    let store = Store::open_existing(&args.book.store.store)?;
    let rows: Vec<ArticleRow> = store
        .articles(&filter)?
        .into_iter()
        .map(|a| ArticleRow {
            article: a.article,
            sentences: a.sentences,
            claims: a.claims,
            quotations: a.quotations,
            read_at: a.read_at,
            diagnostics: a.diagnostics,
        })
        .collect();
    match printer.format(&args.book.format) {
        Format::Jsonl => rows.iter().try_for_each(|r| printer.write(&json_line(r)?))?,
        Format::Csv => {
            let mut csv = Csv::default();
            csv.begin::<ArticleRow>(printer)?;
            rows.iter().try_for_each(|r| csv.row(r, printer))?;
        }
        Format::Table => {
            let table = Plain {
                header: vec!["id", "published", "outlet", "title", "lang", "claims", "path or url"],
                stretch: vec![false, false, true, true, false, false, true],
                rows: rows.iter().map(cells).collect(),
            };
            if !rows.is_empty() {
                printer.write(&table.render(printer.width(), printer.ink()))?;
                printer.flush()?;
            }
            printer.note(match rows.len() {
                0 => "no article fits: 'menurut read PATH…' reads some".to_owned(),
                n => count(n, "article"),
            });
        }
    }
    Ok(Status::Done)
}

fn cells(row: &ArticleRow) -> Vec<String> {
    let a = &row.article;
    let or = |word: Option<&String>| word.map_or_else(|| "–".to_owned(), |w| clean(w));
    vec![
        short(&a.id).to_owned(),
        a.published
            .as_deref()
            .map_or("–", |p| p.get(..10).unwrap_or(p))
            .to_owned(),
        or(a.outlet.as_ref()),
        or(a.title.as_ref()),
        or(a.lang.as_ref()),
        row.claims.to_string(),
        or(a.path.as_ref().or(a.url.as_ref())),
    ]
}
