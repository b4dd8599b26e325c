//! What of a record is kept as JSON: all that the tables do not already say.
//!
//! Every record is taken apart field by field, so that a field added to a public format fails to compile here until
//! it is kept too.

use std::borrow::Cow;

use menurut_core::CharOffsets;
use menurut_core::record::{
    ActorRecord, AmountRecord, ArticleRecord, CandidateRecord, ClaimRecord, DroppedRecord, EventRecord, ExtractRecord,
    LinkRecord, ParagraphRecord, PlaceRecord, ProvenanceRecord, QuotationRecord, ScoresRecord, SentenceRecord,
    TextSpan, TimeRecord,
};
use serde::{Deserialize, Serialize};

type Kept<'a, T> = Option<Cow<'a, T>>;

/// `value`, unless it is what the tables say anyway.
fn unless<'a, T: Clone + PartialEq>(value: &'a T, known: &T) -> Kept<'a, T> {
    (value != known).then_some(Cow::Borrowed(value))
}

fn or<T: Clone>(kept: Kept<'_, T>, known: &T) -> T {
    kept.map_or_else(|| known.clone(), Cow::into_owned)
}

/// An article's records: line 0 its extract, then its claims, then its quotations.
pub(crate) struct Lines {
    text: String,
    /// Where each line ends.
    ends: Vec<usize>,
}

impl Lines {
    /// Fast, and already a tenth of the size.
    const LEVEL: i32 = 1;
    /// Far above any reading of an article of the size that readers accept.
    const LARGEST: usize = 1 << 30;

    pub(crate) fn new() -> Lines {
        Lines {
            text: String::new(),
            ends: Vec::new(),
        }
    }

    pub(crate) fn push(&mut self, record: &impl Serialize) -> Result<(), Unreadable> {
        self.text.push_str(&serde_json::to_string(record)?);
        self.ends.push(self.text.len());
        self.text.push('\n');
        Ok(())
    }

    pub(crate) fn size(&self) -> usize {
        self.text.len()
    }

    pub(crate) fn compressed(&self) -> Result<Vec<u8>, Unreadable> {
        Ok(zstd::bulk::compress(self.text.as_bytes(), Lines::LEVEL)?)
    }

    pub(crate) fn decompressed(bytes: &[u8], size: usize) -> Result<Lines, Unreadable> {
        if size > Lines::LARGEST {
            return Err("its size is beyond all measure".into());
        }
        let text = String::from_utf8(zstd::bulk::decompress(bytes, size)?)?;
        let ends = text
            .bytes()
            .enumerate()
            .filter(|(_, b)| *b == b'\n')
            .map(|(i, _)| i)
            .collect();
        Ok(Lines { text, ends })
    }

    pub(crate) fn read<'a, T: Deserialize<'a>>(&'a self, line: usize) -> Result<T, Unreadable> {
        let end = *self.ends.get(line).ok_or("a record is missing")?;
        let start = line.checked_sub(1).map_or(0, |before| self.ends[before] + 1);
        Ok(serde_json::from_str(&self.text[start..end])?)
    }
}

/// Why an article's records cannot be read or written.
pub(crate) type Unreadable = Box<dyn std::error::Error + Send + Sync>;

/// What claims and quotations share with the article they stand in.
pub(crate) struct Context {
    pub(crate) article: ArticleRecord,
    pub(crate) sentence: SentenceRecord,
    pub(crate) provenance: ProvenanceRecord,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct KeptClaim<'a> {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    article: Kept<'a, ArticleRecord>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sentence: Kept<'a, SentenceRecord>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    provenance: Kept<'a, ProvenanceRecord>,
    event: Cow<'a, EventRecord>,
    actors: Cow<'a, [ActorRecord]>,
    recipients: Cow<'a, [ActorRecord]>,
    places: Cow<'a, [PlaceRecord]>,
    times: Cow<'a, [TimeRecord]>,
    amounts: Cow<'a, [AmountRecord]>,
    according_to: Cow<'a, [LinkRecord]>,
    also_according_to: Cow<'a, [Vec<LinkRecord>]>,
    verdict: Cow<'a, str>,
    unresolved: Cow<'a, [CandidateRecord]>,
    scores: Cow<'a, ScoresRecord>,
}

impl<'a> KeptClaim<'a> {
    pub(crate) fn of(
        record: &'a ClaimRecord,
        in_article: &ArticleRecord,
        in_sentence: &SentenceRecord,
        made_by: &ProvenanceRecord,
    ) -> KeptClaim<'a> {
        let ClaimRecord {
            id: _,
            article,
            sentence,
            event,
            actors,
            recipients,
            places,
            times,
            amounts,
            according_to,
            also_according_to,
            verdict,
            unresolved,
            scores,
            provenance,
        } = record;
        KeptClaim {
            article: unless(article, in_article),
            sentence: unless(sentence, in_sentence),
            provenance: unless(provenance, made_by),
            event: Cow::Borrowed(event),
            actors: actors.into(),
            recipients: recipients.into(),
            places: places.into(),
            times: times.into(),
            amounts: amounts.into(),
            according_to: according_to.into(),
            also_according_to: also_according_to.into(),
            verdict: verdict.into(),
            unresolved: unresolved.into(),
            scores: Cow::Borrowed(scores),
        }
    }

    pub(crate) fn record(self, id: String, context: &Context) -> ClaimRecord {
        ClaimRecord {
            id,
            article: or(self.article, &context.article),
            sentence: or(self.sentence, &context.sentence),
            event: self.event.into_owned(),
            actors: self.actors.into_owned(),
            recipients: self.recipients.into_owned(),
            places: self.places.into_owned(),
            times: self.times.into_owned(),
            amounts: self.amounts.into_owned(),
            according_to: self.according_to.into_owned(),
            also_according_to: self.also_according_to.into_owned(),
            verdict: self.verdict.into_owned(),
            unresolved: self.unresolved.into_owned(),
            scores: self.scores.into_owned(),
            provenance: or(self.provenance, &context.provenance),
        }
    }
}

#[derive(Serialize, Deserialize)]
pub(crate) struct KeptQuotation<'a> {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    article: Kept<'a, ArticleRecord>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sentence: Kept<'a, SentenceRecord>,
    according_to: Cow<'a, [LinkRecord]>,
    content: Cow<'a, TextSpan>,
    stance: Cow<'a, str>,
    form: Cow<'a, str>,
}

impl<'a> KeptQuotation<'a> {
    pub(crate) fn of(
        record: &'a QuotationRecord,
        in_article: &ArticleRecord,
        in_sentence: &SentenceRecord,
    ) -> KeptQuotation<'a> {
        let QuotationRecord {
            article,
            sentence,
            according_to,
            content,
            stance,
            form,
        } = record;
        KeptQuotation {
            article: unless(article, in_article),
            sentence: unless(sentence, in_sentence),
            according_to: according_to.into(),
            content: Cow::Borrowed(content),
            stance: stance.into(),
            form: form.into(),
        }
    }

    pub(crate) fn record(self, context: &Context) -> QuotationRecord {
        QuotationRecord {
            article: or(self.article, &context.article),
            sentence: or(self.sentence, &context.sentence),
            according_to: self.according_to.into_owned(),
            content: self.content.into_owned(),
            stance: self.stance.into_owned(),
            form: self.form.into_owned(),
        }
    }
}

/// The fields that an extract shares with its article, kept only where they differ.
#[derive(Serialize, Deserialize, Clone, PartialEq)]
struct Head {
    path: Option<String>,
    url: Option<String>,
    title: Option<String>,
    byline: Vec<String>,
    outlet: Option<String>,
    agency: Option<String>,
    published: Option<String>,
    lang: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct KeptParagraph<'a> {
    kind: Cow<'a, str>,
    span: [usize; 2],
    /// Only where it is not the words under the span.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<Cow<'a, str>>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct KeptExtract<'a> {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    head: Option<Head>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    dateline: Option<Cow<'a, str>>,
    text: Cow<'a, str>,
    paragraphs: Vec<KeptParagraph<'a>>,
    dropped: Cow<'a, [DroppedRecord]>,
}

impl<'a> KeptExtract<'a> {
    pub(crate) fn of(record: &'a ExtractRecord, in_article: &ArticleRecord) -> KeptExtract<'a> {
        let ExtractRecord {
            path,
            url,
            title,
            byline,
            outlet,
            agency,
            dateline,
            published,
            lang,
            text,
            paragraphs,
            dropped,
        } = record;
        let head = Head {
            path: path.clone(),
            url: url.clone(),
            title: title.clone(),
            byline: byline.clone(),
            outlet: outlet.clone(),
            agency: agency.clone(),
            published: published.clone(),
            lang: lang.clone(),
        };
        let offsets = CharOffsets::new(text);
        KeptExtract {
            head: (head != head_of(in_article)).then_some(head),
            dateline: dateline.as_deref().map(Cow::Borrowed),
            text: text.into(),
            paragraphs: paragraphs
                .iter()
                .map(|p| KeptParagraph {
                    kind: Cow::Borrowed(&p.kind),
                    span: p.span,
                    text: (offsets.bytes(p.span).slice(text) != p.text).then_some(Cow::Borrowed(p.text.as_str())),
                })
                .collect(),
            dropped: dropped.into(),
        }
    }

    pub(crate) fn record(self, in_article: &ArticleRecord) -> ExtractRecord {
        let text = self.text.into_owned();
        let head = self.head.unwrap_or_else(|| head_of(in_article));
        let offsets = CharOffsets::new(&text);
        let paragraphs = self
            .paragraphs
            .into_iter()
            .map(|p| ParagraphRecord {
                kind: p.kind.into_owned(),
                text: p
                    .text
                    .map_or_else(|| offsets.bytes(p.span).slice(&text).to_owned(), Cow::into_owned),
                span: p.span,
            })
            .collect();
        ExtractRecord {
            path: head.path,
            url: head.url,
            title: head.title,
            byline: head.byline,
            outlet: head.outlet,
            agency: head.agency,
            dateline: self.dateline.map(Cow::into_owned),
            published: head.published,
            lang: head.lang,
            text,
            paragraphs,
            dropped: self.dropped.into_owned(),
        }
    }
}

fn head_of(article: &ArticleRecord) -> Head {
    let a = article.clone();
    Head {
        path: a.path,
        url: a.url,
        title: a.title,
        byline: a.byline,
        outlet: a.outlet,
        agency: a.agency,
        published: a.published,
        lang: a.lang,
    }
}
