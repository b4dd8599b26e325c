//! The encoder: XLM-R's layers over pieces, int8 weights, one sentence after the other in one long row of pieces.

use std::borrow::Cow;

use rten_simd::SimdOp;

use crate::ModelError;
use crate::attention::{self, Attention};
use crate::bundle::{Bundle, Config, WordTable};
use crate::linear::{Gemm, Int8Linear};
use crate::simd::{AddNorm, Dequantise, DequantiseGelu, Norm, Quantise, Quantised};

/// Rows of one pass through a matrix product: enough to use each weight often, few enough to stay in the cache.
const BLOCK: usize = 128;

struct Layer {
    qkv: Int8Linear,
    attention: Int8Linear,
    norm1: Norm,
    inner: Int8Linear,
    outer: Int8Linear,
    norm2: Norm,
}

pub(crate) struct Encoder {
    words: WordTable,
    /// Position and type together.
    positions: Vec<f32>,
    norm: Norm,
    layers: Vec<Layer>,
    pub(crate) config: Config,
}

/// Buffers of a pass, kept from one to the next.
#[derive(Default)]
pub(crate) struct Scratch {
    sums: Vec<i32>,
    qkv: Vec<f32>,
    context: Vec<f32>,
    row: Vec<f32>,
    /// The layer's input.
    input: Quantised,
    /// What attention made of it.
    mixed: Quantised,
    inner: Quantised,
    attention: attention::Scratch,
}

impl Encoder {
    pub(crate) fn load(gemm: &Gemm, bundle: &Bundle<'_>, words: Cow<'static, [u8]>) -> Result<Encoder, ModelError> {
        let c = bundle.config.clone();
        let norm = |name: &str| -> Result<Norm, ModelError> {
            Ok(Norm {
                weight: bundle.floats(&format!("{name}.weight"), &[c.width])?,
                bias: bundle.floats(&format!("{name}.bias"), &[c.width])?,
                eps: c.eps,
            })
        };
        let mut positions = bundle.floats("embed.position", &[c.positions, c.width])?;
        let kind = bundle.floats("embed.type", &[c.width])?;
        for row in positions.chunks_exact_mut(c.width) {
            row.iter_mut().zip(&kind).for_each(|(p, t)| *p += t);
        }
        let layers = (0..c.layers)
            .map(|l| {
                let linear = |name: &str, input, output| {
                    Int8Linear::load(gemm, bundle, &format!("layer.{l}.{name}"), input, output)
                };
                Ok(Layer {
                    qkv: linear("qkv", c.width, 3 * c.width)?,
                    attention: linear("attention", c.width, c.width)?,
                    norm1: norm(&format!("layer.{l}.norm1"))?,
                    inner: linear("inner", c.width, c.inner)?,
                    outer: linear("outer", c.inner, c.width)?,
                    norm2: norm(&format!("layer.{l}.norm2"))?,
                })
            })
            .collect::<Result<_, ModelError>>()?;
        Ok(Encoder {
            words: WordTable::new(words, c.width),
            positions,
            norm: norm("embed.norm")?,
            layers,
            config: c,
        })
    }

    /// Vectors of all pieces of all sentences, row after row. Each sentence is a run of ids with its marks of
    /// beginning and end, at most as long as the model has positions.
    pub(crate) fn run(&self, gemm: &Gemm, sentences: &[&[u32]], s: &mut Scratch) -> Vec<f32> {
        let width = self.config.width;
        let rows: usize = sentences.iter().map(|s| s.len()).sum();
        let mut x = vec![0.0; rows * width];
        let mut out = x.chunks_exact_mut(width);
        for (sentence, row) in sentences
            .iter()
            .flat_map(|s| s.iter().zip(self.positions.chunks_exact(width)))
            .zip(&mut out)
        {
            let (&id, position) = sentence;
            self.words.write(id, row);
            row.iter_mut().zip(position).for_each(|(x, p)| *x += p);
        }
        s.input.resize(rows, width);
        s.qkv.resize(rows * 3 * width, 0.0);
        s.context.resize(rows * width, 0.0);
        s.row.resize(self.config.inner, 0.0);
        AddNorm {
            x: &mut x,
            sums: None,
            row_scales: &[],
            row_zeros: &[],
            norm: &self.norm,
            levels: gemm.levels,
            out: &mut s.input.bytes,
            out_scales: &mut s.input.scales,
            out_zeros: &mut s.input.zeros,
        }
        .dispatch();
        for layer in &self.layers {
            self.layer(gemm, layer, sentences, &mut x, s);
        }
        x
    }

    /// One layer: `x` in and out; `s.input` holds `x` quantised, before and after.
    fn layer(&self, gemm: &Gemm, layer: &Layer, sentences: &[&[u32]], x: &mut [f32], s: &mut Scratch) {
        let width = self.config.width;
        let rows = x.len() / width;
        let blocks = || (0..rows).step_by(BLOCK).map(move |from| (from, rows.min(from + BLOCK)));
        for (from, to) in blocks() {
            let sums = layer.qkv.sums(gemm, &s.input, from, to, &mut s.sums);
            Dequantise {
                sums,
                row_scales: &s.input.scales[from..to],
                row_zeros: &s.input.zeros[from..to],
                out: &mut s.qkv[from * 3 * width..to * 3 * width],
            }
            .dispatch();
        }
        let mut at = 0;
        for sentence in sentences {
            let end = at + sentence.len();
            Attention {
                qkv: &s.qkv[at * 3 * width..end * 3 * width],
                width,
                heads: self.config.heads,
                out: &mut s.context[at * width..end * width],
                scratch: &mut s.attention,
            }
            .dispatch();
            at = end;
        }
        s.mixed.resize(rows, width);
        Quantise {
            rows: &s.context,
            width,
            levels: gemm.levels,
            out: &mut s.mixed.bytes,
            scales: &mut s.mixed.scales,
            zeros: &mut s.mixed.zeros,
        }
        .dispatch();
        for (from, to) in blocks() {
            let x = &mut x[from * width..to * width];
            let sums = layer.attention.sums(gemm, &s.mixed, from, to, &mut s.sums);
            AddNorm {
                x,
                sums: Some(sums),
                row_scales: &s.mixed.scales[from..to],
                row_zeros: &s.mixed.zeros[from..to],
                norm: &layer.norm1,
                levels: gemm.levels,
                out: &mut s.input.bytes[from * width..to * width],
                out_scales: &mut s.input.scales[from..to],
                out_zeros: &mut s.input.zeros[from..to],
            }
            .dispatch();
            let sums = layer.inner.sums(gemm, &s.input, from, to, &mut s.sums);
            s.inner.resize(to - from, self.config.inner);
            DequantiseGelu {
                sums,
                row_scales: &s.input.scales[from..to],
                row_zeros: &s.input.zeros[from..to],
                levels: gemm.levels,
                row: &mut s.row,
                out: &mut s.inner.bytes,
                out_scales: &mut s.inner.scales,
                out_zeros: &mut s.inner.zeros,
            }
            .dispatch();
            let sums = layer.outer.sums(gemm, &s.inner, 0, to - from, &mut s.sums);
            AddNorm {
                x,
                sums: Some(sums),
                row_scales: &s.inner.scales,
                row_zeros: &s.inner.zeros,
                norm: &layer.norm2,
                levels: gemm.levels,
                out: &mut s.input.bytes[from * width..to * width],
                out_scales: &mut s.input.scales[from..to],
                out_zeros: &mut s.input.zeros[from..to],
            }
            .dispatch();
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A small random network and what it makes of two rows of ids, computed in floats by training/fixtures.py.
    #[derive(serde::Deserialize)]
    struct Tiny {
        ids: Vec<Vec<u32>>,
        vectors: Vec<Vec<Vec<f32>>>,
    }

    pub(crate) const TINY: &[u8] = include_bytes!("../tests/fixtures/tiny.bundle");
    pub(crate) const EXPECTED: &str = include_str!("../tests/fixtures/tiny.json");

    fn tiny(gemm: &Gemm) -> Encoder {
        let bundle = Bundle::open(TINY).unwrap();
        let table = bundle.bytes("embed.word", "q4", &[]).unwrap();
        Encoder::load(gemm, &bundle, Cow::Borrowed(table)).unwrap()
    }

    #[test]
    fn int8_layers_are_near_the_same_network_in_floats() {
        near_floats(&Gemm::new(), 0.02, 0.15);
        // Seven bits, as on a machine whose kernel would saturate.
        let mut seven = Gemm::new();
        seven.levels = 127.0;
        near_floats(&seven, 0.03, 0.25);
    }

    fn near_floats(gemm: &Gemm, relative_limit: f32, limit: f32) {
        let expected: Tiny = serde_json::from_str(EXPECTED).unwrap();
        let ids: Vec<&[u32]> = expected.ids.iter().map(Vec::as_slice).collect();
        let found = tiny(gemm).run(gemm, &ids, &mut Scratch::default());
        let expected: Vec<f32> = expected.vectors.into_iter().flatten().flatten().collect();
        assert_eq!(found.len(), expected.len());
        let (mut error, mut size, mut most) = (0.0, 0.0, 0.0f32);
        for (f, e) in found.iter().zip(&expected) {
            error += (f - e) * (f - e);
            size += e * e;
            most = most.max((f - e).abs());
        }
        // Relative error of the whole: int8 weights and activations of two layers make about 1 %.
        let relative = (error / size).sqrt();
        assert!(
            relative < relative_limit && most < limit,
            "relative {relative}, greatest {most}"
        );
    }

    #[test]
    fn a_sentence_comes_out_the_same_to_the_bit_whatever_stands_beside_it() {
        let gemm = Gemm::new();
        let encoder = tiny(&gemm);
        let sentence = |n: u32| -> Vec<u32> { (0..n).map(|i| (i * i + n) % 30).collect() };
        let many: Vec<Vec<u32>> = (1..48).chain([5, 17]).map(sentence).collect();
        let all: Vec<&[u32]> = many.iter().map(Vec::as_slice).collect();
        let mut scratch = Scratch::default();
        let together = encoder.run(&gemm, &all, &mut scratch);
        let mut at = 0;
        for ids in &all {
            let alone = encoder.run(&gemm, &[ids], &mut scratch);
            assert!(alone == together[at..at + alone.len()], "{} pieces", ids.len());
            at += alone.len();
        }
    }
}
