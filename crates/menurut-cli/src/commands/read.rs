use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::ControlFlow;
use std::sync::Mutex;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use menurut::{ArticleId, ContentHash, Document, Reader, Reading};
use menurut_core::record::{ClaimRecord, LinkRecord, QuotationRecord};
use menurut_store::{State, Store, StoredReading};

use super::{Status, count, short};
use crate::args::{Format, ReadArgs};
use crate::claim_table::ClaimTable;
use crate::input::{Failure, Inputs, Item};
use crate::interrupt::Interrupt;
use crate::printer::{Printer, style};
use crate::rows::{Csv, json_line};

pub(crate) fn run(args: &ReadArgs, printer: &mut Printer) -> anyhow::Result<Status> {
    // Wrong flags and an unusable store are told before the model is loaded.
    let mut inputs = Inputs::new(&args.input)?;
    let mut store = (!args.no_store).then(|| Store::open(&args.store.store)).transpose()?;
    let book = match &store {
        Some(_) => Some(Mutex::new(Store::open_existing(&args.store.store)?)),
        None => None,
    };
    let reader = Reader::new()?;
    let interrupt = Interrupt::listen()?;
    if !args.quiet {
        printer.set_bar(bar(inputs.total()));
    }
    let jobs = args.jobs.unwrap_or_else(cores);
    let work = |item: Item| one(item, &reader, book.as_ref(), args.again);

    let mut output = Output::new(printer.format(&args.format), printer);
    let mut tally = Tally::default();
    let mut fatal = None;
    let position = printer.bar().clone();
    let items = std::iter::from_fn(|| {
        if interrupt.asked() {
            return None;
        }
        let item = inputs.next();
        position.set_position(inputs.taken());
        item
    });
    let mut sink = |read: Read| -> anyhow::Result<bool> {
        match read {
            Read::Failed(failure) => {
                printer.error(format!("{}: {}", failure.path, failure.cause));
                if let Some(store) = &mut store {
                    store.put_failure(&failure.path, &failure.cause)?;
                }
                tally.failed += 1;
            }
            Read::Known { reading, older } => {
                tally.unchanged += 1;
                tally.older += usize::from(older);
                tally.add(&reading);
                output.print(&reading.claims, printer)?;
            }
            Read::New { reading, untrained } => {
                for diagnostic in &reading.diagnostics {
                    if untrained.is_none() {
                        let name = reading.article.path.as_deref().unwrap_or("-");
                        printer.warn(format!("{name}: {diagnostic}"));
                    }
                }
                if let Some(store) = &mut store {
                    match store.put(&reading, args.again) {
                        Ok(menurut_store::Outcome::Added) => tally.new += 1,
                        Ok(menurut_store::Outcome::Replaced) => tally.replaced += 1,
                        Ok(menurut_store::Outcome::Unchanged) => tally.unchanged += 1,
                        Err(error) if error.is_fatal() => return Err(error.into()),
                        Err(error) => {
                            printer.error(error);
                            tally.failed += 1;
                            return Ok(false);
                        }
                    }
                } else {
                    tally.new += 1;
                }
                if let Some(lang) = untrained {
                    *tally.untrained.entry(lang).or_default() += 1;
                }
                tally.add(&reading);
                output.print(&reading.claims, printer)?;
            }
        }
        let (articles, claims) = (tally.articles(), tally.claims);
        printer
            .bar()
            .set_message(format!("{}, {}", count(articles, "article"), count(claims, "claim")));
        Ok(printer.closed())
    };
    let broken = |why: String| Read::Failed(Failure::new("an article", fault(&why)));
    menurut::in_order(items, jobs, work, broken, |read| match sink(read) {
        // With nobody reading and nothing to keep there is nothing left to do.
        Ok(closed) if closed && args.no_store => ControlFlow::Break(()),
        Ok(_) => ControlFlow::Continue(()),
        Err(error) => {
            fatal.get_or_insert(error);
            ControlFlow::Break(())
        }
    })?;
    printer.bar().finish_and_clear();
    if let Some(error) = fatal {
        return Err(error);
    }
    output.end(printer)?;
    printer.flush()?;
    if let Some(store) = &mut store {
        store.tidy()?;
    }
    let interrupted = interrupt.asked();
    if !args.quiet {
        summary(&tally, args, interrupted, printer);
    }
    Ok(match (interrupted, tally.failed) {
        (true, _) => Status::Interrupted,
        (false, 0) => Status::Done,
        (false, _) => Status::SomeFailed,
    })
}

pub(crate) fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

pub(crate) fn fault(why: &str) -> String {
    format!("the program itself failed on it ({why}): please report this, with the article if you may")
}

/// What one input became.
enum Read {
    New {
        reading: Box<StoredReading>,
        untrained: Option<String>,
    },
    /// It stands in the book with the same content.
    Known {
        reading: Box<StoredReading>,
        older: bool,
    },
    Failed(Failure),
}

/// Reads one input, on whichever thread. What the book has already is taken from there.
fn one(item: Item, reader: &Reader, book: Option<&Mutex<Store>>, again: bool) -> Read {
    let article = match item.open() {
        Ok(article) => article,
        Err(failure) => return Read::Failed(failure),
    };
    let path = article.path.clone().unwrap_or_else(|| "-".to_owned());
    let read = std::panic::AssertUnwindSafe(|| -> Result<Read, String> {
        let document = reader.document(&article).map_err(|e| e.to_string())?;
        drop(article);
        if let Some(book) = book.filter(|_| !again)
            && let Some(known) = known(&document, reader, book).map_err(|e| e.to_string())?
        {
            return Ok(known);
        }
        let reading = reader.understand(document);
        let untrained = reading.untrained.clone();
        Ok(Read::New {
            reading: Box::new(stored(reading)),
            untrained,
        })
    });
    match std::panic::catch_unwind(read) {
        Ok(Ok(read)) => read,
        Ok(Err(cause)) => Read::Failed(Failure::new(path, cause)),
        Err(_) => Read::Failed(Failure::new(path, fault("the message above says where"))),
    }
}

fn known(document: &Document, reader: &Reader, book: &Mutex<Store>) -> Result<Option<Read>, menurut_store::Error> {
    let provenance = reader.provenance(document);
    let (id, content) = (ArticleId::of(document), ContentHash::of(document));
    let book = book.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let state = book.is_current(
        id.as_str(),
        content.as_str(),
        &provenance.model,
        &provenance.tables,
        &provenance.menurut,
    )?;
    let older = match state {
        Some(State::Current) => false,
        Some(State::OtherVersion) => true,
        Some(State::Changed) | None => return Ok(None),
    };
    let reading = book.article(id.as_str())?;
    Ok(reading.map(|reading| Read::Known {
        reading: Box::new(reading),
        older,
    }))
}

/// A reading as the book takes it.
pub(crate) fn stored(reading: Reading) -> StoredReading {
    StoredReading {
        article: menurut_core::record::ArticleRecord::of(&reading.document),
        identity: reading.document.identity.clone(),
        extract: reading.extract_record(),
        sentences: reading.sentence_records(),
        claims: reading.claim_records(),
        quotations: reading.quotation_records(),
        content_hash: reading.content_hash().to_string(),
        provenance: (&reading.provenance).into(),
        diagnostics: reading.diagnostics(),
    }
}

/// Claims on standard output, in the format asked for.
pub(crate) struct Output {
    format: Format,
    table: ClaimTable,
    csv: Csv,
}

impl Output {
    pub(crate) fn new(format: Format, printer: &Printer) -> Output {
        Output {
            format,
            table: ClaimTable::new(printer.width(), printer.ink()),
            csv: Csv::default(),
        }
    }

    pub(crate) fn print(&mut self, claims: &[ClaimRecord], printer: &mut Printer) -> anyhow::Result<()> {
        match self.format {
            Format::Table => printer.write(&self.table.render(claims))?,
            Format::Jsonl => {
                let mut lines = String::new();
                for claim in claims {
                    lines.push_str(&json_line(claim)?);
                }
                printer.write(&lines)?;
            }
            Format::Csv => claims.iter().try_for_each(|claim| self.csv.row(claim, printer))?,
        }
        // Who follows a long read sees each article when it is done.
        printer.flush()
    }

    /// A CSV file has its header even where there are no rows.
    pub(crate) fn end(&mut self, printer: &mut Printer) -> anyhow::Result<()> {
        match self.format {
            Format::Csv => self.csv.begin::<ClaimRecord>(printer),
            Format::Table | Format::Jsonl => Ok(()),
        }
    }
}

fn bar(total: u64) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr_with_hz(8));
    if let Ok(style) = ProgressStyle::with_template("{bar:24} {percent:>3} %  {msg}  {elapsed}, {eta} left") {
        bar.set_style(style.progress_chars("━╸─"));
    }
    bar
}

/// What was read, for the summary.
#[derive(Default)]
struct Tally {
    new: usize,
    replaced: usize,
    unchanged: usize,
    /// Of the unchanged ones, those that another version of program, model or tables read.
    older: usize,
    failed: usize,
    /// Articles kept without claims, by language.
    untrained: BTreeMap<String, usize>,
    sentences: usize,
    claims: usize,
    quotations: usize,
    /// Hashes of who speaks, which is all that counting them takes.
    sources: BTreeSet<u64>,
    last: Option<String>,
}

impl Tally {
    fn articles(&self) -> usize {
        self.new + self.replaced + self.unchanged
    }

    fn add(&mut self, reading: &StoredReading) {
        self.sentences += reading.sentences.len();
        self.claims += reading.claims.len();
        self.quotations += reading.quotations.len();
        let chains = reading
            .claims
            .iter()
            .flat_map(|c: &ClaimRecord| std::iter::once(&c.according_to).chain(&c.also_according_to));
        let chains = chains.chain(reading.quotations.iter().map(|q: &QuotationRecord| &q.according_to));
        for source in chains.flatten().flat_map(|l: &LinkRecord| &l.sources) {
            let mut hash = DefaultHasher::new();
            source
                .actor_id
                .as_ref()
                .unwrap_or(&source.name)
                .to_lowercase()
                .hash(&mut hash);
            self.sources.insert(hash.finish());
        }
        if !reading.claims.is_empty() {
            self.last = Some(reading.article.id.clone());
        }
    }
}

fn summary(tally: &Tally, args: &ReadArgs, interrupted: bool, printer: &Printer) {
    let store = args.store.store.display();
    let mut parts = Vec::new();
    for (n, word) in [
        (tally.new, "new"),
        (tally.replaced, "replaced"),
        (tally.unchanged, "unchanged"),
    ] {
        if n > 0 {
            parts.push(format!("{n} {word}"));
        }
    }
    let parts = if parts.is_empty() || args.no_store {
        String::new()
    } else {
        format!(" ({})", parts.join(", "))
    };
    let found = [
        count(tally.sentences, "sentence"),
        count(tally.claims, "claim"),
        count(tally.quotations, "quotation"),
        count(tally.sources.len(), "source"),
    ];
    let bold = style::BOLD;
    printer.note(format!(
        "{bold}{}{bold:#}{parts}: {}",
        count(tally.articles(), "article"),
        found.join(", ")
    ));
    if !tally.untrained.is_empty() {
        let langs: Vec<String> = tally.untrained.iter().map(|(l, n)| format!("{l} {n}")).collect();
        printer.note(format!(
            "kept without claims, in languages that the model was not trained for: {}",
            langs.join(", ")
        ));
    }
    if tally.older > 0 {
        printer.note(format!(
            "{} read by another version of the program, model or tables: --again reads them anew",
            count(tally.older, "unchanged article")
        ));
    }
    if tally.failed > 0 {
        printer.note(format!("{} failed, each named above", count(tally.failed, "input")));
    }
    if interrupted {
        let mend = if args.no_store {
            ""
        } else {
            "; the same command goes on from here"
        };
        printer.note(format!("interrupted{mend}"));
    }
    if args.no_store {
        return;
    }
    let flag = if args.store.store.as_os_str() == "menurut.db" {
        String::new()
    } else {
        format!(" --store {store}")
    };
    let show = tally
        .last
        .as_deref()
        .map(|id| format!("menurut show {}{flag}   ", short(id)))
        .unwrap_or_default();
    printer.note(format!("kept in {store}; next: {show}menurut claims{flag} --help"));
}
