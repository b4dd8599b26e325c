use rten_gemm::{BiasVector, GemmExecutor, GemmInputA, GemmInputB, GemmOptions, PackedBMatrix, QuantParams};
use rten_tensor::prelude::*;
use rten_tensor::{Matrix, NdTensorView};

use crate::ModelError;
use crate::bundle::Bundle;
use crate::simd::Quantised;

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
}

/// A linear map with int8 weights: one scale per output, packed once for this machine's kernel.
pub(crate) struct Int8Linear {
    weight: PackedBMatrix<i8>,
    pub(crate) scales: Vec<f32>,
    pub(crate) bias: Vec<f32>,
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
        let view = NdTensorView::from_data([output, input], weight.as_slice());
        Ok(Int8Linear {
            weight: gemm.int8.prepack_b(view.transposed()),
            scales: bundle.floats(&format!("{name}.scale"), &[output])?,
            bias: bundle.floats(&format!("{name}.bias"), &[output])?,
            input,
        })
    }

    /// Sums of products for rows `from..to` of the input, still to be scaled: exact integers.
    pub(crate) fn sums<'o>(
        &self,
        gemm: &Gemm,
        x: &Quantised,
        from: usize,
        to: usize,
        out: &'o mut Vec<i32>,
    ) -> &'o [i32] {
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
                GemmOptions {
                    a_quant: Some(QuantParams {
                        zero_point: &x.zeros[from..to],
                    }),
                    ..GemmOptions::default()
                },
            )
            .expect("shapes agree: both were checked when the bundle was loaded");
        out
    }
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
