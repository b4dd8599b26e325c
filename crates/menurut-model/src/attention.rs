//! Attention of one sentence, in f32: every piece looks at every other of the same sentence and at nothing else, so
//! there is no padding and no mask.

use rten_simd::ops::{BitOps, NumOps};
use rten_simd::{Isa, SimdOp};
use rten_vecmath::Softmax;

/// Rows of queries worked on together, to use each loaded vector of keys and values more than once.
const ROWS: usize = 4;

#[derive(Default)]
pub(crate) struct Scratch {
    keys: Vec<f32>,
    scores: Vec<f32>,
}

/// For each piece (row) of a sentence, the weighted sum of all pieces' values, head by head.
pub(crate) struct Attention<'a> {
    /// Queries (scaled), keys and values beside each other: rows of 3 × width.
    pub(crate) qkv: &'a [f32],
    pub(crate) width: usize,
    pub(crate) heads: usize,
    /// Rows of width.
    pub(crate) out: &'a mut [f32],
    pub(crate) scratch: &'a mut Scratch,
}

/// `scores[r][j] = q_r · k_j` for `R` rows of queries; `keys` in panels of two vectors of columns.
#[inline(always)]
fn scores<I: Isa, const R: usize>(isa: I, q: [&[f32]; R], keys: &[f32], out: &mut [f32], stride: usize) {
    let f = isa.f32();
    let n = f.len();
    let depth = q[0].len();
    for (p, panel) in keys.chunks_exact(depth * 2 * n).enumerate() {
        let mut sum = [[f.zero(); 2]; R];
        for (d, k) in panel.chunks_exact(2 * n).enumerate() {
            let k = f.load_many::<2>(k);
            for r in 0..R {
                let q = f.splat(q[r][d]);
                sum[r] = [f.mul_add(q, k[0], sum[r][0]), f.mul_add(q, k[1], sum[r][1])];
            }
        }
        for (r, sum) in sum.into_iter().enumerate() {
            let out = &mut out[r * stride + p * 2 * n..][..2 * n];
            f.store(sum[0], out);
            f.store(sum[1], &mut out[n..]);
        }
    }
}

/// `out[r] = Σ_j weights[r][j] × v_j` for `R` rows and `count` values of `depth` numbers. Each matrix comes with the
/// distance between its rows.
#[inline(always)]
fn mix<I: Isa, const R: usize>(
    isa: I,
    (weights, stride): (&[f32], usize),
    (values, value_stride): (&[f32], usize),
    (count, depth): (usize, usize),
    (out, out_stride): (&mut [f32], usize),
) {
    let f = isa.f32();
    let n = f.len();
    let weights: [&[f32]; R] = std::array::from_fn(|r| &weights[r * stride..][..count]);
    let mut at = 0;
    while at < depth {
        let two = at + 2 * n <= depth;
        let mut sum = [[f.zero(); 2]; R];
        for j in 0..count {
            let row = &values[j * value_stride + at..];
            let v0 = f.load(row);
            let v1 = if two { f.load(&row[n..]) } else { v0 };
            for r in 0..R {
                let w = f.splat(weights[r][j]);
                sum[r] = [f.mul_add(w, v0, sum[r][0]), f.mul_add(w, v1, sum[r][1])];
            }
        }
        for (r, sum) in sum.into_iter().enumerate() {
            let out = &mut out[r * out_stride + at..];
            f.store(sum[0], out);
            if two {
                f.store(sum[1], &mut out[n..]);
            }
        }
        at += if two { 2 * n } else { n };
    }
}

impl SimdOp for Attention<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let f = isa.f32();
        let Attention {
            qkv,
            width,
            heads,
            out,
            scratch,
        } = self;
        let (row, depth) = (3 * width, width / heads);
        let count = qkv.len() / row;
        let panel = 2 * f.len();
        let stride = count.next_multiple_of(panel);
        scratch.keys.clear();
        scratch.keys.resize(stride * depth, 0.0);
        scratch.scores.resize(ROWS * stride, 0.0);
        for head in 0..heads {
            let (q, k, v) = (head * depth, width + head * depth, 2 * width + head * depth);
            for j in 0..count {
                let key = &qkv[j * row + k..][..depth];
                let to = &mut scratch.keys[j / panel * panel * depth + j % panel..];
                for (to, &x) in to.iter_mut().step_by(panel).zip(key) {
                    *to = x;
                }
            }
            let values = &qkv[v..];
            let mut i = 0;
            while i < count {
                let rows = if i + ROWS <= count { ROWS } else { 1 };
                let query = |r: usize| &qkv[(i + r) * row + q..][..depth];
                if rows == ROWS {
                    let q: [&[f32]; ROWS] = std::array::from_fn(query);
                    scores(isa, q, &scratch.keys, &mut scratch.scores, stride);
                } else {
                    scores(isa, [query(0)], &scratch.keys, &mut scratch.scores, stride);
                }
                for weights in scratch.scores.chunks_exact_mut(stride).take(rows) {
                    Softmax::new_mut(&mut weights[..count]).eval(isa);
                }
                let to = &mut out[i * width + q..];
                let weights = (scratch.scores.as_slice(), stride);
                if rows == ROWS {
                    mix::<I, ROWS>(isa, weights, (values, row), (count, depth), (to, width));
                } else {
                    mix::<I, 1>(isa, weights, (values, row), (count, depth), (to, width));
                }
                i += rows;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The textbook's three lines.
    fn plainly(qkv: &[f32], width: usize, heads: usize) -> Vec<f32> {
        let (count, depth) = (qkv.len() / 3 / width, width / heads);
        let at = |part: usize, i: usize, c: usize| qkv[i * 3 * width + part * width + c];
        let mut out = vec![0.0; count * width];
        for h in 0..heads {
            let columns = h * depth..(h + 1) * depth;
            for i in 0..count {
                let score = |j: usize| columns.clone().map(|c| at(0, i, c) * at(1, j, c)).sum::<f32>();
                let weights: Vec<f32> = (0..count).map(|j| score(j).exp()).collect();
                let sum: f32 = weights.iter().sum();
                for c in columns.clone() {
                    out[i * width + c] = (0..count).map(|j| weights[j] / sum * at(2, j, c)).sum();
                }
            }
        }
        out
    }

    #[test]
    fn attention_is_the_weighted_sum_of_values() {
        let mut scratch = Scratch::default();
        for (count, width, heads) in [
            (1, 64, 2),
            (2, 64, 4),
            (33, 64, 2),
            (41, 384, 12),
            (130, 128, 2),
            (5, 64, 1),
        ] {
            let number = |i: usize| ((i * 7919 + 13) % 101) as f32 / 50.0 - 1.0;
            let qkv: Vec<f32> = (0..count * 3 * width).map(number).collect();
            let mut out = vec![0.0; count * width];
            Attention {
                qkv: &qkv,
                width,
                heads,
                out: &mut out,
                scratch: &mut scratch,
            }
            .dispatch();
            for (i, (found, expected)) in out.iter().zip(plainly(&qkv, width, heads)).enumerate() {
                assert!(
                    (found - expected).abs() < 1e-4,
                    "{count} of {width}/{heads} at {i}: {found}, expected {expected}"
                );
            }
        }
    }
}
