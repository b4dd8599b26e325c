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
        let table = bundle.bytes("embed.word", bundle::WORD_TABLE, &[c.vocabulary, c.width])?;
        Ok(Parser {
            card: bundle.card.clone(),
            tokenizer: Tokenizer::from_bundle(bundle)?,
            rules: WordRules::new(&bundle.u32s("words")?)?,
            encoder: Gemm::with(|gemm| Encoder::load(gemm, bundle, keep(table)))?,
            heads: Gemm::with(|gemm| Heads::load(gemm, bundle))?,
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
        for (graph, text) in graphs.iter_mut().zip(sentences) {
            for m in &mut graph.mentions {
                m.span = without_marks(m.span, text);
            }
        }
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
        let x = Gemm::with(|gemm| self.encoder.run(gemm, &ids, scratch));
        let mut at = 0;
        let mut windows = Vec::with_capacity(batch.len());
        let mut owners = Vec::with_capacity(batch.len());
        for job in batch.drain(..) {
            owners.push(job.sentence);
            let rows = job.firsts.iter().map(|f| at + f).collect();
            at += job.ids.len();
            windows.push(Window { words: job.words, rows });
        }
        let parts = Gemm::with(|gemm| self.heads.run(gemm, &x, &windows));
        for (owner, graph) in owners.into_iter().zip(parts) {
            append(&mut graphs[owner], graph);
        }
    }
}

/// A mention neither begins nor ends with a quotation mark, an apostrophe, a comma or the like; one that is nothing
/// else stays.
fn without_marks(span: Span, text: &str) -> Span {
    let mark = |c: char| c.is_whitespace() || "\"'`’‘“”„«»,;:·–—".contains(c);
    let words = span.slice(text);
    let start = words.trim_start_matches(mark);
    if start.is_empty() {
        return span;
    }
    let from = span.range().start + words.len() - start.len();
    Span::new(from, from + start.trim_end_matches(mark).len())
}

/// Adds the graph of a sentence's next part.
fn append(to: &mut SentenceGraph, mut part: SentenceGraph) {
    let by = to.mentions.len() as u32;
    let shift = |ids: &mut Vec<MentionId>| ids.iter_mut().for_each(|m| m.0 += by);
    for e in &mut part.events {
        e.roles_mut().into_iter().for_each(shift);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoder::tests::TINY;

    fn tiny() -> Parser {
        Parser::load_static(TINY).unwrap()
    }

    #[test]
    fn threads_can_share_and_send_a_parser() {
        fn check<T: Send + Sync>() {}
        check::<Parser>();
    }

    #[test]
    fn a_mention_has_no_marks_at_its_borders() {
        let check = |words: &str, expected: &str| {
            let text = format!("é {words} z");
            let span = without_marks(Span::new(3, 3 + words.len()), &text);
            assert_eq!(span.slice(&text), expected, "{words:?}");
        };
        check("Lebanon’", "Lebanon");
        check("“Komite Rakyat”,", "Komite Rakyat");
        check("O’Neill, Jr.", "O’Neill, Jr.");
        check("Front Pembebasan (FP)", "Front Pembebasan (FP)");
        check("’", "’");
    }

    #[test]
    fn an_empty_sentence_has_an_empty_graph_and_the_order_is_kept() {
        let parser = tiny();
        let graphs = parser.parse(&["", "menteri kata.", " \t\u{a0}", "kata menteri"]);
        assert_eq!(graphs.len(), 4);
        assert_eq!(graphs[0], SentenceGraph::default());
        assert_eq!(graphs[2], SentenceGraph::default());
        assert_eq!(graphs[1], parser.parse(&["menteri kata."])[0]);
        assert_eq!(graphs[3], parser.parse(&["kata menteri"])[0]);
        assert!(parser.parse(&[]).is_empty());
    }

    #[test]
    fn a_long_sentence_is_read_in_parts_and_nothing_is_dropped() {
        let parser = tiny();
        // 46 pieces fit; each clause has 21.
        let clause = "menteri kata, di kata menteri kata abcdefghijklm,";
        let long = [clause; 7].join(" ");
        let jobs: Vec<Job> = parser.jobs(0, &long).collect();
        assert_eq!(jobs.len(), 4);
        let words: Vec<Span> = jobs.iter().flat_map(|j| j.words.iter().copied()).collect();
        assert_eq!(words, parser.rules.words(&long));
        assert!(jobs.iter().all(|j| j.ids.len() <= 48));

        // The parts of equal words have equal graphs, each at its place.
        let graph = &parser.parse(&[&long])[0];
        let pair = format!("{clause} {clause}");
        let part = &parser.parse(&[&pair])[0];
        assert!(!part.mentions.is_empty() && !part.events.is_empty());
        let mut expected = SentenceGraph::default();
        for n in 0..3 {
            append(&mut expected, part.clone().shift(n * (pair.len() + 1)));
        }
        append(
            &mut expected,
            parser.parse(&[clause])[0].clone().shift(3 * (pair.len() + 1)),
        );
        assert_eq!(*graph, expected);
        let mentions = graph.mentions.len() as u32;
        let events = &graph.events;
        assert!(events.iter().flat_map(|e| &e.actors).all(|m| m.0 < mentions));
    }

    #[test]
    fn hostile_text_is_read_without_a_panic_and_spans_fall_on_characters() {
        let parser = tiny();
        let texts = [
            "\0\u{1}\u{1c}\u{feff}\u{202e}".to_owned(),
            "\u{301}\u{301}\u{301}".to_owned(),
            "\u{2581}\u{2581} \u{2581}".to_owned(),
            "👩‍👩‍👧‍👦🇮🇩".repeat(40),
            "a".repeat(5000),
            "a\u{301}".repeat(900),
            "的".repeat(2000),
            ". ".repeat(700),
        ];
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        for (text, graph) in texts.iter().zip(parser.parse(&texts)) {
            let spans = graph.mentions.iter().map(|m| m.span);
            for s in spans.chain(graph.events.iter().map(|e| e.trigger)) {
                assert!(text.get(s.range()).is_some_and(|t| !t.is_empty()), "{text:?} at {s:?}");
            }
        }
    }

    #[test]
    fn a_bundle_that_is_none_says_what_is_wrong() {
        let error = |bytes: &[u8]| Parser::load(bytes).err().unwrap();
        assert_eq!(error(b""), ModelError::NotABundle);
        assert_eq!(error(b"PK\x03\x04 something else"), ModelError::NotABundle);
        let mut newer = TINY.to_vec();
        newer[8] = 9;
        assert_eq!(error(&newer), ModelError::NewerFormat { found: 9, supported: 1 });
        let length = TINY.len() as u64;
        let cut = error(&TINY[..TINY.len() - 1]);
        assert_eq!(
            cut,
            ModelError::Truncated {
                found: length - 1,
                expected: length
            }
        );
        assert!(cut.to_string().contains("again"), "the message says what mends it");
        assert!(matches!(error(&TINY[..40]), ModelError::Truncated { .. }));
        // Any changed byte is noticed, in the header, in the tensors, at the end.
        for at in [70, 300, 9000, TINY.len() / 2, TINY.len() - 1] {
            let mut damaged = TINY.to_vec();
            damaged[at] ^= 0x11;
            assert_eq!(error(&damaged), ModelError::Checksum, "byte {at}");
        }
    }

    /// The tiny bundle with its header changed, and lengths and checksum that fit.
    fn forged(from: &str, to: &str) -> Vec<u8> {
        use sha2::{Digest, Sha256};
        let length = u32::from_le_bytes(TINY[12..16].try_into().unwrap()) as usize;
        let header = std::str::from_utf8(&TINY[64..64 + length]).unwrap();
        assert!(header.contains(from), "{from}");
        let mut header = header.replacen(from, to, 1).trim_end().to_owned();
        while !header.len().is_multiple_of(64) {
            header.push(' ');
        }
        let body = [header.as_bytes(), &TINY[64 + length..]].concat();
        let mut out = TINY[..12].to_vec();
        out.extend((header.len() as u32).to_le_bytes());
        out.extend((body.len() as u64).to_le_bytes());
        out.resize(32, 0);
        out.extend(Sha256::digest(&body));
        out.extend(body);
        out
    }

    #[test]
    fn a_header_that_lies_is_refused() {
        for (from, to) in [
            ("\"width\":64", "\"width\":0"),
            ("\"heads\":2", "\"heads\":0"),
            ("\"layers\":2", "\"layers\":3"),
            ("\"end\":2", "\"end\":99"),
            ("\"AGREE\"", "\"AGREX\""),
            ("\"words\"", "\"wordz\""),
            ("\"q4\"", "\"u8\""),
            ("\"at\":0,", "\"at\":999999999,"),
            ("\"vocabulary\":38", "\"vocabulary\":37"),
        ] {
            let found = Parser::load(&forged(from, to));
            assert!(matches!(found, Err(ModelError::Content(_))), "{from} to {to}");
        }
    }
}
