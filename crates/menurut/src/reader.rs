use std::ops::ControlFlow;

use menurut_core::{Article, ContentHash, Document, Graph, Provenance, SentenceGraph};
use menurut_model::{Card, Parser};

use crate::{Error, Reading, Refused, Unread, in_order};

#[cfg(feature = "bundled-model")]
static BUNDLE: &[u8] = include_bytes!("../../../models/menurut-base.bundle");

/// Turns articles into readings. Loaded once, shared by threads; the same article always gives the same reading.
pub struct Reader {
    parser: Parser,
}

impl Reader {
    /// A reader with the model inside the program.
    ///
    /// # Errors
    /// When the bundle is of another format version than this program, which a build of this repository is not.
    #[cfg(feature = "bundled-model")]
    pub fn new() -> Result<Reader, Error> {
        Reader::with_bundle(BUNDLE)
    }

    /// A reader with another model: the bytes of a bundle file.
    ///
    /// # Errors
    /// When `bundle` is no model bundle, is damaged, or of a newer format version.
    pub fn with_bundle(bundle: &[u8]) -> Result<Reader, Error> {
        Ok(Reader {
            parser: Parser::load(bundle)?,
        })
    }

    /// What the model is and was made from.
    pub fn card(&self) -> &Card {
        self.parser.card()
    }

    /// Whether the model was trained for a language (ISO 639-1).
    pub fn speaks(&self, lang: &str) -> bool {
        self.card().languages.iter().any(|l| l == lang)
    }

    /// The clean text of an article with its metadata; no model is asked.
    ///
    /// # Errors
    /// When the input is no readable article: empty, binary, too large, a page without a text.
    pub fn document(&self, article: &Article) -> Result<Document, Refused> {
        menurut_text::read(article)
    }

    /// The graphs of single sentences, one each, spans in bytes of the sentence; nothing is resolved.
    pub fn parse(&self, sentences: &[&str]) -> Vec<SentenceGraph> {
        self.parser.parse(sentences)
    }

    /// From an article as fetched to its claims.
    ///
    /// # Errors
    /// As [`Reader::document`].
    pub fn read(&self, article: &Article) -> Result<Reading, Refused> {
        Ok(self.understand(self.document(article)?))
    }

    /// The claims of a document. A document in a language that the model was not trained for is kept without claims,
    /// and [`Reading::untrained`] names the language.
    pub fn understand(&self, document: Document) -> Reading {
        let untrained = document.lang.clone().filter(|lang| !self.speaks(lang));
        let graph = if untrained.is_some() {
            Graph {
                sentences: vec![SentenceGraph::default(); document.sentences.len()],
            }
        } else {
            let sentences: Vec<&str> = document.sentences.iter().map(|s| document.slice(s.span)).collect();
            let graphs = self.parser.parse(&sentences);
            let starts = document.sentences.iter().map(|s| s.span.start as usize);
            Graph {
                sentences: graphs.into_iter().zip(starts).map(|(g, at)| g.shift(at)).collect(),
            }
        };
        let resolved = menurut_resolve::resolve(&document, &graph);
        let provenance = self.provenance(&document);
        Reading {
            document,
            graph,
            claims: resolved.claims,
            quotations: resolved.quotations,
            provenance,
            untrained,
        }
    }

    /// What would stand as provenance in the claims of a document, so that a stored reading can be known as current.
    pub fn provenance(&self, document: &Document) -> Provenance {
        Provenance {
            menurut: crate::VERSION.to_owned(),
            model: self.card().hash.clone(),
            tables: menurut_resolve::tables_version().to_owned(),
            document: ContentHash::of(document).to_string(),
            corrections: Vec::new(),
        }
    }

    /// Reads articles on `jobs` threads and hands the readings out in the order of the articles, see [`in_order`].
    ///
    /// # Errors
    /// When the threads cannot be started.
    pub fn read_all(
        &self,
        articles: impl IntoIterator<Item = Article>,
        jobs: usize,
        sink: impl FnMut(Result<Reading, Unread>) -> ControlFlow<()>,
    ) -> Result<(), Error> {
        let read = |article| self.read(&article).map_err(Unread::Refused);
        in_order(articles, jobs, read, |why| Err(Unread::Fault(why)), sink)
    }
}
