//! From bytes to a [`Document`](menurut_core::Document): main content, encoding, language, sentences.
mod page;
