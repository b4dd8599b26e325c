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

#[inline(always)]
fn quantise_row<I: Isa>(isa: I, row: &[f32], scale: f32, zero: f32, levels: f32, out: &mut [u8]) {
    let (f, i) = (isa.f32(), isa.i32());
    let inverse = f.splat(1.0 / scale);
    let zero = i.splat(zero as i32);
    let top = i.splat(levels as i32);
    let n = f.len();
    for (src, dst) in row.chunks_exact(4 * n).zip(out.chunks_exact_mut(4 * n)) {
        let q = f.load_many::<4>(src).map(
            #[inline(always)]
            |x| i.min(i.add(f.to_int_round(f.mul(x, inverse)), zero), top),
        );
        let (low, high) = (i.narrow_saturate(q[0], q[1]), i.narrow_saturate(q[2], q[3]));
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
            quantise_row(isa, row, scale, zero, self.levels, out);
            (*s, *z) = (scale, zero as u8);
        }
    }
}

/// Products of bytes to numbers: `sums × row scale × column scale + bias`.
pub(crate) struct Dequantise<'a> {
    pub(crate) sums: &'a [i32],
    pub(crate) row_scales: &'a [f32],
    pub(crate) scales: &'a [f32],
    pub(crate) bias: &'a [f32],
    pub(crate) out: &'a mut [f32],
}

#[inline(always)]
fn dequantise_row<I: Isa>(
    isa: I,
    sums: &[i32],
    row_scale: f32,
    scales: &[f32],
    bias: &[f32],
    mut each: impl FnMut(usize, I::F32),
) {
    let (f, i) = (isa.f32(), isa.i32());
    let n = f.len();
    let row_scale = f.splat(row_scale);
    let columns = scales.chunks_exact(n).zip(bias.chunks_exact(n));
    for (k, (x, (scale, bias))) in sums.chunks_exact(n).zip(columns).enumerate() {
        let scale = f.mul(row_scale, f.load(scale));
        each(k * n, f.mul_add(i.to_float(i.load(x)), scale, f.load(bias)));
    }
}

impl SimdOp for Dequantise<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let f = isa.f32();
        let width = self.scales.len();
        let rows = self.sums.chunks_exact(width).zip(self.out.chunks_exact_mut(width));
        for ((sums, out), &row_scale) in rows.zip(self.row_scales) {
            dequantise_row(
                isa,
                sums,
                row_scale,
                self.scales,
                self.bias,
                #[inline(always)]
                |at, x| f.store(x, &mut out[at..]),
            );
        }
    }
}

/// As [`Dequantise`], then GELU (the exact one, by the error function), then quantised again.
pub(crate) struct DequantiseGelu<'a> {
    pub(crate) sums: &'a [i32],
    pub(crate) row_scales: &'a [f32],
    pub(crate) scales: &'a [f32],
    pub(crate) bias: &'a [f32],
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
        let width = self.scales.len();
        let row = &mut self.row[..width];
        let rows = self.sums.chunks_exact(width).zip(self.row_scales);
        let marks = self.out_scales.iter_mut().zip(self.out_zeros);
        let outs = self.out.chunks_exact_mut(width).zip(marks);
        for ((sums, &row_scale), (out, (s, z))) in rows.zip(outs) {
            let (mut low, mut high) = (f.zero(), f.zero());
            dequantise_row(
                isa,
                sums,
                row_scale,
                self.scales,
                self.bias,
                #[inline(always)]
                |at, x| {
                    let y = Gelu {}.eval(isa, x);
                    (low, high) = (f.min(low, y), f.max(high, y));
                    f.store(y, &mut row[at..]);
                },
            );
            let (scale, zero) = range(isa, low, high, self.levels);
            quantise_row(isa, row, scale, zero, self.levels, out);
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
    /// Sums with their row scales; as many rows as `x`.
    pub(crate) add: Option<(&'a [i32], &'a [f32])>,
    pub(crate) scales: &'a [f32],
    pub(crate) bias: &'a [f32],
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
            if let Some((sums, row_scales)) = self.add {
                dequantise_row(
                    isa,
                    &sums[r * width..(r + 1) * width],
                    row_scales[r],
                    self.scales,
                    self.bias,
                    #[inline(always)]
                    |at, x| {
                        let old = &mut row[at..];
                        f.store(f.add(f.load(old), x), old);
                    },
                );
            }
            let (low, high) = norm_row(isa, row, self.norm);
            let (scale, zero) = range(isa, low, high, self.levels);
            quantise_row(isa, row, scale, zero, self.levels, out);
            (*s, *z) = (scale, zero as u8);
        }
    }
}
