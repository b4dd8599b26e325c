//! Rows for programs: JSON lines and CSV.

use menurut_core::record::{ActorRecord, ArticleRecord, ClaimRecord, ExtractRecord, QuotationRecord};
use serde::Serialize;

use crate::claim_table::{chain, quantity};
use crate::printer::Printer;

/// What can be written as a line of CSV.
pub(crate) trait Flat {
    const HEADER: &'static [&'static str];

    fn cells(&self) -> Vec<String>;
}

pub(crate) fn json_line(record: &impl Serialize) -> anyhow::Result<String> {
    Ok(serde_json::to_string(record)? + "\n")
}

pub(crate) fn csv_line<C: AsRef<[u8]>>(cells: impl IntoIterator<Item = C>) -> anyhow::Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(cells)?;
    Ok(String::from_utf8(writer.into_inner()?)?)
}

/// CSV with its header in front of the first row.
#[derive(Default)]
pub(crate) struct Csv {
    begun: bool,
}

impl Csv {
    pub(crate) fn begin<T: Flat>(&mut self, printer: &mut Printer) -> anyhow::Result<()> {
        if !std::mem::replace(&mut self.begun, true) {
            printer.write(&csv_line(T::HEADER)?)?;
        }
        Ok(())
    }

    pub(crate) fn row<T: Flat>(&mut self, record: &T, printer: &mut Printer) -> anyhow::Result<()> {
        self.begin::<T>(printer)?;
        printer.write(&csv_line(record.cells())?)
    }
}

fn list<T>(of: &[T], word: impl Fn(&T) -> Option<String>) -> String {
    let words: Vec<String> = of.iter().filter_map(word).collect();
    words.join("; ")
}

fn or(word: Option<&String>) -> String {
    word.cloned().unwrap_or_default()
}

fn names(actors: &[ActorRecord]) -> String {
    list(actors, |a| Some(a.name.clone()))
}

fn countries(actors: &[ActorRecord]) -> String {
    list(actors, |a| a.country.clone())
}

fn sectors(actors: &[ActorRecord]) -> String {
    list(actors, |a| (!a.sectors.is_empty()).then(|| a.sectors.join(" ")))
}

fn article(a: &ArticleRecord) -> [String; 8] {
    [
        a.id.clone(),
        or(a.published.as_ref()),
        or(a.outlet.as_ref()),
        or(a.agency.as_ref()),
        or(a.title.as_ref()),
        or(a.url.as_ref()),
        or(a.path.as_ref()),
        or(a.lang.as_ref()),
    ]
}

impl Flat for ClaimRecord {
    const HEADER: &'static [&'static str] = &[
        "id",
        "article_id",
        "published",
        "outlet",
        "agency",
        "title",
        "url",
        "path",
        "lang",
        "type",
        "mode",
        "quad",
        "status",
        "cameo",
        "trigger",
        "actors",
        "actor_countries",
        "actor_sectors",
        "recipients",
        "recipient_countries",
        "recipient_sectors",
        "time_start",
        "time_end",
        "time_text",
        "places",
        "place_countries",
        "amounts",
        "according_to",
        "also_according_to",
        "source_countries",
        "verdict",
        "part",
        "sentence",
        "unresolved",
        "score",
    ];

    fn cells(&self) -> Vec<String> {
        let e = &self.event;
        let sources: Vec<ActorRecord> = self.according_to.iter().flat_map(|l| l.sources.clone()).collect();
        let mut cells = vec![self.id.clone()];
        cells.extend(article(&self.article));
        cells.extend([
            e.event_type.clone(),
            or(e.mode.as_ref()),
            e.quad.to_string(),
            e.status.clone(),
            or(e.cameo.as_ref()),
            e.trigger.text.clone(),
            names(&self.actors),
            countries(&self.actors),
            sectors(&self.actors),
            names(&self.recipients),
            countries(&self.recipients),
            sectors(&self.recipients),
            list(&self.times, |t| t.start.clone()),
            list(&self.times, |t| t.end.clone()),
            list(&self.times, |t| Some(t.text.clone())),
            list(&self.places, |p| Some(p.name.clone())),
            list(&self.places, |p| p.country.clone()),
            list(&self.amounts, |a| Some(quantity(a))),
            chain(&self.according_to),
            list(&self.also_according_to, |c| Some(chain(c))),
            countries(&sources),
            self.verdict.clone(),
            self.sentence.part.clone(),
            self.sentence.text.clone(),
            list(&self.unresolved, |u| Some(format!("{}: {}", u.field, u.reason))),
            self.scores.event.to_string(),
        ]);
        cells
    }
}

impl Flat for QuotationRecord {
    const HEADER: &'static [&'static str] = &[
        "article_id",
        "published",
        "outlet",
        "agency",
        "title",
        "url",
        "path",
        "lang",
        "according_to",
        "stance",
        "form",
        "content",
        "part",
        "sentence",
    ];

    fn cells(&self) -> Vec<String> {
        let mut cells = article(&self.article).to_vec();
        cells.extend([
            chain(&self.according_to),
            self.stance.clone(),
            self.form.clone(),
            self.content.text.clone(),
            self.sentence.part.clone(),
            self.sentence.text.clone(),
        ]);
        cells
    }
}

impl Flat for ExtractRecord {
    const HEADER: &'static [&'static str] = &[
        "path",
        "url",
        "title",
        "byline",
        "outlet",
        "agency",
        "dateline",
        "published",
        "lang",
        "text",
        "dropped",
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            or(self.path.as_ref()),
            or(self.url.as_ref()),
            or(self.title.as_ref()),
            self.byline.join("; "),
            or(self.outlet.as_ref()),
            or(self.agency.as_ref()),
            or(self.dateline.as_ref()),
            or(self.published.as_ref()),
            or(self.lang.as_ref()),
            self.text.clone(),
            list(&self.dropped, |d| Some(format!("{}: {}", d.kind, d.text))),
        ]
    }
}

/// One line of `menurut articles`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct ArticleRow {
    #[serde(flatten)]
    pub(crate) article: ArticleRecord,
    pub(crate) sentences: usize,
    pub(crate) claims: usize,
    pub(crate) quotations: usize,
    pub(crate) read_at: String,
    pub(crate) diagnostics: Vec<String>,
}

impl Flat for ArticleRow {
    const HEADER: &'static [&'static str] = &[
        "id",
        "published",
        "outlet",
        "agency",
        "title",
        "url",
        "path",
        "lang",
        "sentences",
        "claims",
        "quotations",
        "read_at",
        "diagnostics",
    ];

    fn cells(&self) -> Vec<String> {
        let mut cells = article(&self.article).to_vec();
        cells.extend([
            self.sentences.to_string(),
            self.claims.to_string(),
            self.quotations.to_string(),
            self.read_at.clone(),
            self.diagnostics.join("; "),
        ]);
        cells
    }
}
