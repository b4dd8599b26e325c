use std::borrow::Cow;

use menurut_core::{MentionId, SentenceGraph, Span};

use crate::bundle::{Bundle, Card};
use crate::encoder::{Encoder, Scratch};
use crate::heads::{Heads, Window};
use crate::linear::Gemm;
use crate::tokenizer::{Piece, Tokenizer, WordRules};
use crate::window;
use crate::{ModelError, bundle};

/// Pieces that go through the encoder together: bounds the memory of a call.
const BATCH: usize = 1024;

/// Reads sentences into graphs. Loaded once, shared by threads.
///
/// A sentence's graph depends on that sentence alone: neither on what else is in the call nor on how many threads
/// run, so that the same input always gives the same rows.
pub struct Parser {
    card: Card,
    tokenizer: Tokenizer,
    rules: WordRules,
    gemm: Gemm,
    encoder: Encoder,
    heads: Heads,
}

/// A stretch of one sentence that goes through the encoder at once; most sentences are one.
struct Job {
    sentence: usize,
    ids: Vec<u32>,
    words: Vec<Span>,
    /// Piece of each word, counted in `ids`.
    firsts: Vec<usize>,
}

impl Parser {
    /// Loads a bundle, with a copy of its word table.
    ///
    /// # Errors
    /// When the bytes are no bundle, of a newer format, cut short, damaged, or of no use to this program.
    pub fn load(bundle: &[u8]) -> Result<Parser, ModelError> {
        Parser::build(bundle, |table| Cow::Owned(table.to_vec()))
    }

    /// As [`Parser::load`], for a bundle that stays in memory anyway (`include_bytes!`): nothing is copied.
    ///
    /// # Errors
    /// As [`Parser::load`].
    pub fn load_static(bundle: &'static [u8]) -> Result<Parser, ModelError> {
        Parser::build(bundle, Cow::Borrowed)
    }

    fn build<'a>(bytes: &'a [u8], keep: impl FnOnce(&'a [u8]) -> Cow<'static, [u8]>) -> Result<Parser, ModelError> {
        let bundle = Bundle::open(bytes)?;
        // The checksum takes about as long as the rest of loading, so it runs beside it; what it finds weighs more.
        let (checked, built) = std::thread::scope(|scope| {
            let check = scope.spawn(|| bundle.verify());
            let built = Parser::from_bundle(&bundle, keep);
            (check.join().unwrap_or(Err(ModelError::Checksum)), built)
        });
        checked?;
        built
    }

    fn from_bundle<'a>(
        bundle: &Bundle<'a>,
        keep: impl FnOnce(&'a [u8]) -> Cow<'static, [u8]>,
    ) -> Result<Parser, ModelError> {
        let c = &bundle.config;
        let gemm = Gemm::new();
        let table = bundle.bytes("embed.word", bundle::WORD_TABLE, &[c.vocabulary, c.width])?;
        Ok(Parser {
            card: bundle.card.clone(),
            tokenizer: Tokenizer::from_bundle(bundle)?,
            rules: WordRules::new(&bundle.u32s("words")?)?,
            encoder: Encoder::load(&gemm, bundle, keep(table))?,
            heads: Heads::load(&gemm, bundle)?,
            gemm,
        })
    }

    pub fn card(&self) -> &Card {
        &self.card
    }

    /// The graph of each sentence, in their order; spans are bytes of the sentence. An empty or blank sentence has an
    /// empty graph; one longer than the model's positions (about 400 words) is cut between clauses and read in parts.
    ///
    /// Runs on the calling thread. Inside a rayon pool of several threads the matrix products spread over the pool;
    /// for one article per thread, call it from threads that are in no such pool or in one of a single thread.
    pub fn parse(&self, sentences: &[&str]) -> Vec<SentenceGraph> {
        let mut graphs = vec![SentenceGraph::default(); sentences.len()];
        let mut scratch = Scratch::default();
        let mut batch = Vec::new();
        let mut size = 0;
        for (i, text) in sentences.iter().enumerate() {
            for job in self.jobs(i, text) {
                if size + job.ids.len() > BATCH && size > 0 {
                    self.flush(&mut batch, &mut scratch, &mut graphs);
                    size = 0;
                }
                size += job.ids.len();
                batch.push(job);
            }
        }
        self.flush(&mut batch, &mut scratch, &mut graphs);
        graphs
    }

    /// How many pieces the encoder reads for a sentence, the marks of beginning and end not counted.
    pub fn pieces(&self, sentence: &str) -> usize {
        self.tokenizer.pieces(sentence.trim_end()).len()
    }

    fn jobs<'a>(&'a self, sentence: usize, text: &'a str) -> impl Iterator<Item = Job> + 'a {
        // Spans count in 32 bits; nobody's sentence is longer.
        let text = if u32::try_from(text.len()).is_ok() { text } else { "" };
        let words = self.rules.words(text);
        let pieces = if words.is_empty() {
            Vec::new()
        } else {
            self.tokenizer.pieces(text.trim_end())
        };
        let firsts = first_pieces(&words, &pieces);
        let limit = self.encoder.config.positions - 2;
        let cuts = window::cut(text, &words, &firsts, &pieces, limit);
        let (begin, end) = (self.encoder.config.begin, self.encoder.config.end);
        let mut word = 0;
        cuts.into_iter().filter_map(move |range| {
            let from = word;
            while word < words.len() && firsts[word] < range.end {
                word += 1;
            }
            if from == word {
                return None;
            }
            let ids = std::iter::once(begin)
                .chain(pieces[range.clone()].iter().map(|p| p.id))
                .chain([end])
                .collect();
            Some(Job {
                sentence,
                ids,
                words: words[from..word].to_vec(),
                firsts: firsts[from..word].iter().map(|f| f - range.start + 1).collect(),
            })
        })
    }

    fn flush(&self, batch: &mut Vec<Job>, scratch: &mut Scratch, graphs: &mut [SentenceGraph]) {
        if batch.is_empty() {
            return;
        }
        let ids: Vec<&[u32]> = batch.iter().map(|j| j.ids.as_slice()).collect();
        let x = self.encoder.run(&self.gemm, &ids, scratch);
        let mut at = 0;
        let mut windows = Vec::with_capacity(batch.len());
        let mut owners = Vec::with_capacity(batch.len());
        for job in batch.drain(..) {
            owners.push(job.sentence);
            let rows = job.firsts.iter().map(|f| at + f).collect();
            at += job.ids.len();
            windows.push(Window { words: job.words, rows });
        }
        for (owner, graph) in owners.into_iter().zip(self.heads.run(&self.gemm, &x, &windows)) {
            append(&mut graphs[owner], graph);
        }
    }
}

/// Adds the graph of a sentence's next part.
fn append(to: &mut SentenceGraph, mut part: SentenceGraph) {
    let by = to.mentions.len() as u32;
    let shift = |ids: &mut Vec<MentionId>| ids.iter_mut().for_each(|m| m.0 += by);
    for e in &mut part.events {
        for ids in [
            &mut e.actors,
            &mut e.recipients,
            &mut e.places,
            &mut e.times,
            &mut e.amounts,
        ] {
            shift(ids);
        }
    }
    part.attributions.iter_mut().for_each(|a| shift(&mut a.sources));
    to.mentions.append(&mut part.mentions);
    to.events.append(&mut part.events);
    to.attributions.append(&mut part.attributions);
}

/// For each word the last piece that begins at or before it: the piece that carries the word's vector.
fn first_pieces(words: &[Span], pieces: &[Piece]) -> Vec<usize> {
    let mut at = 0;
    words
        .iter()
        .map(|w| {
            while pieces.get(at + 1).is_some_and(|p| p.start <= w.start) {
                at += 1;
            }
            at
        })
        .collect()
}
