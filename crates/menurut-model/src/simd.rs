//! The passes between matrix products, each over a block of rows, fused so that a row is read and written once.
//!
//! All rows are a multiple of 64 wide (checked when the bundle is opened), so no vector has a tail.

use rten_simd::ops::{BitOps, FloatOps, NarrowSaturate, NumOps, ToFloat};
use rten_simd::{Isa, Simd, SimdOp, SimdUnaryOp};
use rten_vecmath::Gelu;

/// Rows of unsigned bytes with the scale and the zero point of each: value = (byte − zero) × scale.
///
/// Each row is quantised by its own range, so that it comes out the same whatever stands beside it.
#[derive(Default)]
pub(crate) struct Quantised {
    pub(crate) bytes: Vec<u8>,
    pub(crate) scales: Vec<f32>,
    pub(crate) zeros: Vec<u8>,
}

impl Quantised {
    pub(crate) fn resize(&mut self, rows: usize, width: usize) {
        self.bytes.resize(rows * width, 0);
        self.scales.resize(rows, 0.0);
        self.zeros.resize(rows, 0);
    }
}

#[inline(always)]
fn range<I: Isa>(isa: I, low: I::F32, high: I::F32, levels: f32) -> (f32, f32) {
    let _ = isa;
    // Zero is always in the range, so that it is met exactly.
    let low = low.to_array().into_iter().fold(0.0f32, f32::min);
    let high = high.to_array().into_iter().fold(0.0f32, f32::max);
    let scale = ((high - low) / levels).max(f32::MIN_POSITIVE);
    // Neither an infinity nor a NaN may come out of a row, whatever the weights are.
    let scale = if scale.is_finite() { scale } else { 1.0 };
    (scale, (-low / scale).round_ties_even().clamp(0.0, levels))
}

/// Rounding may lead one step past the greatest byte: 256 saturates, and 128 is still safe where 127 is the greatest.
#[inline(always)]
fn quantise_row<I: Isa>(isa: I, row: &[f32], scale: f32, zero: f32, out: &mut [u8]) {
    let (f, i) = (isa.f32(), isa.i32());
    let inverse = f.splat(1.0 / scale);
    let zero = f.splat(zero);
    let n = f.len();
    for (src, dst) in row.chunks_exact(4 * n).zip(out.chunks_exact_mut(4 * n)) {
        // Not by `map`: the compiler does not inline its closure here, which costs a third of the whole program.
        let [a, b, c, d] = f.load_many::<4>(src);
        let a = f.to_int_round(f.mul_add(a, inverse, zero));
        let b = f.to_int_round(f.mul_add(b, inverse, zero));
        let c = f.to_int_round(f.mul_add(c, inverse, zero));
        let d = f.to_int_round(f.mul_add(d, inverse, zero));
        let (low, high) = (i.narrow_saturate(a, b), i.narrow_saturate(c, d));
        isa.u8().store(isa.i16().narrow_saturate(low, high), dst);
    }
}

/// Quantises rows of `width`.
pub(crate) struct Quantise<'a> {
    pub(crate) rows: &'a [f32],
    pub(crate) width: usize,
    pub(crate) levels: f32,
    pub(crate) out: &'a mut [u8],
    pub(crate) scales: &'a mut [f32],
    pub(crate) zeros: &'a mut [u8],
}

impl SimdOp for Quantise<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let f = isa.f32();
        let rows = self.rows.chunks_exact(self.width);
        let outs = self.out.chunks_exact_mut(self.width);
        let marks = self.scales.iter_mut().zip(self.zeros);
        for ((row, out), (s, z)) in rows.zip(outs).zip(marks) {
            let (mut low, mut high) = (f.zero(), f.zero());
            for x in row.chunks_exact(f.len()) {
                let x = f.load(x);
                (low, high) = (f.min(low, x), f.max(high, x));
            }
            let (scale, zero) = range(isa, low, high, self.levels);
            quantise_row(isa, row, scale, zero, out);
            (*s, *z) = (scale, zero as u8);
        }
    }
}

/// A matrix product of bytes, row by row, with what turns it into numbers:
/// `(sum − row's zero × column's total) × row's scale × column's scale + bias`.
#[derive(Clone, Copy)]
pub(crate) struct Sums<'a> {
    pub(crate) sums: &'a [i32],
    /// Sum of the weights of each column.
    pub(crate) totals: &'a [i32],
    pub(crate) scales: &'a [f32],
    pub(crate) bias: &'a [f32],
}

impl Sums<'_> {
    fn width(&self) -> usize {
        self.scales.len()
    }

    /// Calls `each(column, numbers)` for each vector of row `r`.
    #[inline(always)]
    fn row<I: Isa>(&self, isa: I, r: usize, scale: f32, zero: u8, mut each: impl FnMut(usize, I::F32)) {
        let (f, i) = (isa.f32(), isa.i32());
        let n = f.len();
        let (row_scale, zero) = (f.splat(scale), i.splat(i32::from(zero)));
        let sums = self.sums[r * self.width()..][..self.width()].chunks_exact(n);
        let totals = self.totals.chunks_exact(n);
        let columns = self.scales.chunks_exact(n).zip(self.bias.chunks_exact(n));
        for (k, ((x, total), (scale, bias))) in sums.zip(totals).zip(columns).enumerate() {
            let x = i.to_float(i.sub(i.load(x), i.mul(zero, i.load(total))));
            let scale = f.mul(row_scale, f.load(scale));
            each(k * n, f.mul_add(x, scale, f.load(bias)));
        }
    }
}

pub(crate) struct Dequantise<'a> {
    pub(crate) sums: Sums<'a>,
    /// Of the product's left side.
    pub(crate) row_scales: &'a [f32],
    pub(crate) row_zeros: &'a [u8],
    pub(crate) out: &'a mut [f32],
}

impl SimdOp for Dequantise<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let f = isa.f32();
        let rows = self.row_scales.iter().zip(self.row_zeros);
        for (r, (out, (&scale, &zero))) in self.out.chunks_exact_mut(self.sums.width()).zip(rows).enumerate() {
            self.sums.row(
                isa,
                r,
                scale,
                zero,
                #[inline(always)]
                |at, x| f.store(x, &mut out[at..]),
            );
        }
    }
}

/// As [`Dequantise`], then GELU (the exact one, by the error function), then quantised again.
pub(crate) struct DequantiseGelu<'a> {
    pub(crate) sums: Sums<'a>,
    pub(crate) row_scales: &'a [f32],
    pub(crate) row_zeros: &'a [u8],
    pub(crate) levels: f32,
    /// Scratch space of one row.
    pub(crate) row: &'a mut [f32],
    pub(crate) out: &'a mut [u8],
    pub(crate) out_scales: &'a mut [f32],
    pub(crate) out_zeros: &'a mut [u8],
}

impl SimdOp for DequantiseGelu<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let f = isa.f32();
        let width = self.sums.width();
        let row = &mut self.row[..width];
        let rows = self.row_scales.iter().zip(self.row_zeros);
        let marks = self.out_scales.iter_mut().zip(self.out_zeros);
        let outs = self.out.chunks_exact_mut(width).zip(marks);
        for (r, ((out, (s, z)), (&scale, &zero))) in outs.zip(rows).enumerate() {
            let (mut low, mut high) = (f.zero(), f.zero());
            self.sums.row(
                isa,
                r,
                scale,
                zero,
                #[inline(always)]
                |at, x| {
                    let y = Gelu {}.eval(isa, x);
                    (low, high) = (f.min(low, y), f.max(high, y));
                    f.store(y, &mut row[at..]);
                },
            );
            let (scale, zero) = range(isa, low, high, self.levels);
            quantise_row(isa, row, scale, zero, out);
            (*s, *z) = (scale, zero as u8);
        }
    }
}

/// Weight and bias of a layer normalisation.
pub(crate) struct Norm {
    pub(crate) weight: Vec<f32>,
    pub(crate) bias: Vec<f32>,
    pub(crate) eps: f32,
}

/// Normalises a row in place; gives its least and greatest number.
#[inline(always)]
fn norm_row<I: Isa>(isa: I, row: &mut [f32], norm: &Norm) -> (I::F32, I::F32) {
    let f = isa.f32();
    let n = f.len();
    let mut sum = f.zero();
    for x in row.chunks_exact(n) {
        sum = f.add(sum, f.load(x));
    }
    let count = row.len() as f32;
    let mean = f.splat(sum.to_array().into_iter().sum::<f32>() / count);
    let mut squares = f.zero();
    for x in row.chunks_exact(n) {
        let d = f.sub(f.load(x), mean);
        squares = f.mul_add(d, d, squares);
    }
    let variance = squares.to_array().into_iter().sum::<f32>() / count;
    let scale = f.splat(1.0 / (variance + norm.eps).sqrt());
    let (mut low, mut high) = (f.zero(), f.zero());
    let affine = norm.weight.chunks_exact(n).zip(norm.bias.chunks_exact(n));
    for (x, (weight, bias)) in row.chunks_exact_mut(n).zip(affine) {
        let y = f.mul(f.sub(f.load(x), mean), scale);
        let y = f.mul_add(y, f.load(weight), f.load(bias));
        (low, high) = (f.min(low, y), f.max(high, y));
        f.store(y, x);
    }
    (low, high)
}

/// `x = norm(x + dequantised sums)`, and `x` quantised. Without sums, only the norm.
pub(crate) struct AddNorm<'a> {
    pub(crate) x: &'a mut [f32],
    /// As many rows as `x`.
    pub(crate) sums: Option<Sums<'a>>,
    pub(crate) row_scales: &'a [f32],
    pub(crate) row_zeros: &'a [u8],
    pub(crate) norm: &'a Norm,
    pub(crate) levels: f32,
    pub(crate) out: &'a mut [u8],
    pub(crate) out_scales: &'a mut [f32],
    pub(crate) out_zeros: &'a mut [u8],
}

impl SimdOp for AddNorm<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let f = isa.f32();
        let width = self.norm.weight.len();
        let marks = self.out_scales.iter_mut().zip(self.out_zeros);
        let outs = self.out.chunks_exact_mut(width).zip(marks);
        for (r, (row, (out, (s, z)))) in self.x.chunks_exact_mut(width).zip(outs).enumerate() {
            if let Some(sums) = &self.sums {
                sums.row(
                    isa,
                    r,
                    self.row_scales[r],
                    self.row_zeros[r],
                    #[inline(always)]
                    |at, x| {
                        let old = &mut row[at..];
                        f.store(f.add(f.load(old), x), old);
                    },
                );
            }
            let (low, high) = norm_row(isa, row, self.norm);
            let (scale, zero) = range(isa, low, high, self.levels);
            quantise_row(isa, row, scale, zero, out);
            (*s, *z) = (scale, zero as u8);
        }
    }
}
