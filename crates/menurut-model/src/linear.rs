use rten_gemm::{BiasVector, GemmExecutor, GemmInputA, GemmInputB, GemmOptions, PackedBMatrix};
use rten_tensor::{Matrix, NdTensorView};

use crate::ModelError;
use crate::bundle::Bundle;
use crate::simd::{Quantised, Sums};

/// The matrix multipliers, chosen once for this machine.
pub(crate) struct Gemm {
    int8: GemmExecutor<u8, i8, i32>,
    f32: GemmExecutor<f32, f32, f32>,
    /// Greatest byte of a quantised row. Where the machine adds pairs of products in 16 bits (AVX2 without VNNI),
    /// 255 × 127 × 2 would not fit; 127 × 127 × 2 does.
    pub(crate) levels: f32,
}

impl Gemm {
    pub(crate) fn new() -> Gemm {
        let int8 = GemmExecutor::<u8, i8, i32>::default();
        let levels = if int8.may_saturate() { 127.0 } else { 255.0 };
        Gemm {
            int8,
            f32: GemmExecutor::default(),
            levels,
        }
    }

    /// This thread's multipliers: they cannot be sent between threads and cost next to nothing to make. All threads
    /// choose the same kernels, so weights packed on one are good on every other.
    pub(crate) fn with<T>(f: impl FnOnce(&Gemm) -> T) -> T {
        thread_local!(static GEMM: Gemm = Gemm::new());
        GEMM.with(f)
    }
}

/// A linear map with int8 weights: one scale per output, packed once for this machine's kernel.
///
/// The input's zero points are taken off after the product, with the sums of the weights: rten-gemm 0.27 gives every
/// row panel the zero points of the first.
pub(crate) struct Int8Linear {
    weight: PackedBMatrix<i8>,
    /// Sum of each output's weights.
    totals: Vec<i32>,
    scales: Vec<f32>,
    bias: Vec<f32>,
    input: usize,
}

impl Int8Linear {
    pub(crate) fn load(
        gemm: &Gemm,
        bundle: &Bundle<'_>,
        name: &str,
        input: usize,
        output: usize,
    ) -> Result<Int8Linear, ModelError> {
        let weight = bundle.int8(&format!("{name}.weight"), &[output, input])?;
        Ok(Int8Linear {
            weight: pack(gemm, &weight, input, output),
            totals: totals(&weight, input),
            scales: bundle.floats(&format!("{name}.scale"), &[output])?,
            bias: bundle.floats(&format!("{name}.bias"), &[output])?,
            input,
        })
    }

    /// Sums of products for rows `from..to` of the input, still to be shifted and scaled: exact integers.
    pub(crate) fn sums<'o>(
        &'o self,
        gemm: &Gemm,
        x: &Quantised,
        from: usize,
        to: usize,
        out: &'o mut Vec<i32>,
    ) -> Sums<'o> {
        let (rows, columns) = (to - from, self.scales.len());
        if out.len() < rows * columns {
            out.resize(rows * columns, 0);
        }
        let out = &mut out[..rows * columns];
        let a: Matrix<u8> = NdTensorView::from_data([rows, self.input], &x.bytes[from * self.input..to * self.input]);
        gemm.int8
            .gemm(
                out,
                GemmInputA::Unpacked(a),
                GemmInputB::Packed(&self.weight),
                GemmOptions::default(),
            )
            .expect("shapes agree: both were checked when the bundle was loaded");
        Sums {
            sums: out,
            totals: &self.totals,
            scales: &self.scales,
            bias: &self.bias,
        }
    }
}

fn pack(gemm: &Gemm, weight: &[i8], input: usize, output: usize) -> PackedBMatrix<i8> {
    gemm.int8
        .prepack_b(NdTensorView::from_data([output, input], weight).transposed())
}

fn totals(weight: &[i8], input: usize) -> Vec<i32> {
    weight
        .chunks_exact(input)
        .map(|row| row.iter().map(|&w| i32::from(w)).sum())
        .collect()
}

/// A linear map in f32, for the small networks of the heads.
pub(crate) struct Linear {
    weight: PackedBMatrix<f32>,
    bias: Option<Vec<f32>>,
    pub(crate) input: usize,
    pub(crate) output: usize,
}

impl Linear {
    pub(crate) fn load(
        gemm: &Gemm,
        bundle: &Bundle<'_>,
        name: &str,
        input: usize,
        output: usize,
    ) -> Result<Linear, ModelError> {
        let weight = bundle.floats(&format!("{name}.weight"), &[output, input])?;
        let view = NdTensorView::from_data([output, input], weight.as_slice());
        Ok(Linear {
            weight: gemm.f32.prepack_b(view.transposed()),
            bias: Some(bundle.floats(&format!("{name}.bias"), &[output])?),
            input,
            output,
        })
    }

    /// A map without bias, whose weights stand as [input, output].
    pub(crate) fn plain(
        gemm: &Gemm,
        bundle: &Bundle<'_>,
        name: &str,
        input: usize,
        output: usize,
    ) -> Result<Linear, ModelError> {
        let weight = bundle.floats(name, &[input, output])?;
        Ok(Linear {
            weight: gemm
                .f32
                .prepack_b(NdTensorView::from_data([input, output], weight.as_slice())),
            bias: None,
            input,
            output,
        })
    }

    /// `rows` of `input` numbers to rows of `output` numbers.
    pub(crate) fn run(&self, gemm: &Gemm, x: &[f32]) -> Vec<f32> {
        let rows = x.len() / self.input;
        let mut out = vec![0.0; rows * self.output];
        let a: Matrix<f32> = NdTensorView::from_data([rows, self.input], &x[..rows * self.input]);
        gemm.f32
            .gemm(
                &mut out,
                GemmInputA::Unpacked(a),
                GemmInputB::Packed(&self.weight),
                GemmOptions {
                    bias: self.bias.as_deref().map(BiasVector::Row),
                    ..GemmOptions::default()
                },
            )
            .expect("shapes agree: both were checked when the bundle was loaded");
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_linear_map_is_what_it_says() {
        let gemm = Gemm::new();
        for (rows, input, output) in [(1, 384, 9), (5, 384, 192), (3, 193, 40), (70, 300, 33)] {
            let number = |i: usize| ((i * 7919 + 13) % 101) as f32 / 50.0 - 1.0;
            let weight: Vec<f32> = (0..input * output).map(number).collect();
            let bias: Vec<f32> = (0..output).map(|i| number(i + 5)).collect();
            let x: Vec<f32> = (0..rows * input).map(|i| number(i + 31)).collect();
            let view = NdTensorView::from_data([output, input], weight.as_slice());
            let linear = Linear {
                weight: gemm.f32.prepack_b(view.transposed()),
                bias: Some(bias.clone()),
                input,
                output,
            };
            let y = linear.run(&gemm, &x);
            for r in 0..rows {
                for o in 0..output {
                    let expected = bias[o]
                        + (0..input)
                            .map(|i| x[r * input + i] * weight[o * input + i])
                            .sum::<f32>();
                    let found = y[r * output + o];
                    assert!(
                        (found - expected).abs() < 1e-3,
                        "{rows}×{input}×{output} at {r},{o}: {found}, expected {expected}"
                    );
                }
            }
        }
    }

    #[test]
    fn integer_sums_are_exact() {
        let gemm = Gemm::new();
        for (rows, input, output) in [
            (1, 64, 64),
            (10, 384, 1152),
            (41, 384, 384),
            (41, 1536, 384),
            (128, 384, 1536),
        ] {
            let byte = |i: usize| (i * 7919 + 13) % 251;
            let weight: Vec<i8> = (0..input * output).map(|i| (byte(i) as i32 - 125) as i8).collect();
            let x = Quantised {
                bytes: (0..rows * input)
                    .map(|i| byte(i * 3).min(gemm.levels as usize) as u8)
                    .collect(),
                scales: vec![1.0; rows],
                zeros: (0..rows).map(|i| byte(i + 7).min(gemm.levels as usize) as u8).collect(),
            };
            let linear = Int8Linear {
                weight: pack(&gemm, &weight, input, output),
                totals: totals(&weight, input),
                scales: vec![1.0; output],
                bias: vec![0.0; output],
                input,
            };
            let mut sums = Vec::new();
            let sums = linear.sums(&gemm, &x, 0, rows, &mut sums);
            for r in 0..rows {
                for o in 0..output {
                    let expected: i32 = (0..input)
                        .map(|i| {
                            (i32::from(x.bytes[r * input + i]) - i32::from(x.zeros[r]))
                                * i32::from(weight[o * input + i])
                        })
                        .sum();
                    let found = sums.sums[r * output + o] - i32::from(x.zeros[r]) * sums.totals[o];
                    assert_eq!(found, expected, "{rows}×{input}×{output} at {r},{o}");
                }
            }
        }
    }
}
