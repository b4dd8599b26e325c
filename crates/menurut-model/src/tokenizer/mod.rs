//! Text to pieces: the tokenizer of multilingual-e5 (XLM-R's SentencePiece Unigram), with the way back to the text.

mod normalize;
mod unigram;
mod words;

pub(crate) use words::WordRules;

use normalize::Normalizer;
use unigram::Unigram;

use crate::ModelError;
use crate::bundle::Bundle;

/// One piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    pub id: u32,
    /// Byte of the text at which what it stands for begins.
    pub start: u32,
    /// Whether a space stands before it, in the text or in thought (at its start).
    pub opens_word: bool,
}

/// Cuts text into the pieces of a bundle's vocabulary, as the base model's official tokenizer does.
///
/// The text is normalised by SentencePiece's own table (NFKC with its exceptions; control characters
/// go), runs of spaces become one, and each stretch between spaces is cut into the likeliest row of pieces
/// (T. Kudo, "Subword Regularization", 2018).
pub struct Tokenizer {
    normalizer: Normalizer,
    unigram: Unigram,
}

impl Tokenizer {
    /// The tokenizer of a bundle (or of a bundle that holds nothing else).
    ///
    /// # Errors
    /// When the bytes are no bundle, or its vocabulary cannot be used.
    pub fn load(bundle: &[u8]) -> Result<Tokenizer, ModelError> {
        let bundle = Bundle::open(bundle)?;
        bundle.verify()?;
        Tokenizer::from_bundle(&bundle)
    }

    pub(crate) fn from_bundle(bundle: &Bundle<'_>) -> Result<Tokenizer, ModelError> {
        let c = &bundle.config;
        Ok(Tokenizer {
            normalizer: Normalizer::new(bundle.bytes("charsmap", "u8", &[])?)?,
            unigram: Unigram::new(
                bundle.bytes("pieces.text", "u8", &[])?,
                &bundle.u32s("pieces.ends")?,
                bundle.floats("pieces.scores", &[c.vocabulary])?,
                c.special,
                c.unknown,
            )?,
        })
    }

    /// The pieces of a text, in its order, without the marks of beginning and end.
    pub fn pieces(&self, text: &str) -> Vec<Piece> {
        let normal = self.normalizer.run(text);
        let mut out = Vec::with_capacity(normal.text.len() / 3 + 2);
        let mut scratch = Vec::new();
        for (start, end) in normal.segments() {
            self.unigram
                .cut(&normal.text[start..end], &mut scratch, |id, at, opens_word| {
                    out.push(Piece {
                        id,
                        start: normal.source(start + at),
                        opens_word,
                    });
                });
        }
        out
    }
}
