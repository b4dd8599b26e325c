//! From sentences to their graphs: tokenizer, encoder and heads, and the bundle they come in.
//!
//! [`Parser::load`] takes a bundle's bytes, [`Parser::parse`] sentences. The network is XLM-R's encoder (cut to fewer
//! layers) with many small heads, one pass per sentence for all of mentions, events, roles and attributions. Weights
//! are int8 with one scale per output; activations are quantised row by row as they come, so that no sentence's
//! result depends on its neighbours. This crate knows nothing of countries or dates.

mod attention;
mod bundle;
mod calibration;
mod encoder;
mod error;
mod heads;
mod linear;
mod parser;
mod simd;
mod tokenizer;
mod window;

pub use bundle::{Card, FORMAT_VERSION};
pub use error::ModelError;
pub use parser::Parser;
pub use tokenizer::{Piece, Tokenizer};
