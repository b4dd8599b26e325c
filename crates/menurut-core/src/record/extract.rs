use serde::{Deserialize, Serialize};

use crate::{CharOffsets, Document};

/// One line of `menurut extract`: what an input was made into.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExtractRecord {
    pub path: Option<String>,
    pub url: Option<String>,
    pub title: Option<String>,
    pub byline: Vec<String>,
    pub outlet: Option<String>,
    pub agency: Option<String>,
    /// The dateline as written, without its dash.
    pub dateline: Option<String>,
    /// RFC 3339, or a date alone.
    pub published: Option<String>,
    pub lang: Option<String>,
    pub text: String,
    pub paragraphs: Vec<ParagraphRecord>,
    pub dropped: Vec<DroppedRecord>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ParagraphRecord {
    pub kind: String,
    pub text: String,
    pub span: [usize; 2],
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DroppedRecord {
    pub kind: String,
    pub text: String,
}

impl From<&Document> for ExtractRecord {
    fn from(d: &Document) -> ExtractRecord {
        let offsets = CharOffsets::new(&d.text);
        ExtractRecord {
            path: d.path.clone(),
            url: d.url.clone(),
            title: d.title.clone(),
            byline: d.byline.clone(),
            outlet: d.outlet.clone(),
            agency: d.agency.clone(),
            dateline: d.dateline.as_ref().map(|l| l.text.clone()),
            published: d.published.as_ref().map(ToString::to_string),
            lang: d.lang.clone(),
            text: d.text.clone(),
            paragraphs: d
                .paragraphs
                .iter()
                .map(|p| ParagraphRecord {
                    kind: p.kind.to_string(),
                    text: d.slice(p.span).to_owned(),
                    span: offsets.chars(p.span),
                })
                .collect(),
            dropped: d
                .dropped
                .iter()
                .map(|x| DroppedRecord {
                    kind: x.kind.to_string(),
                    text: x.text.clone(),
                })
                .collect(),
        }
    }
}
