//! The bundle: one file with tokenizer, labels, weights and card. `training/README.md` describes the layout, and
//! `training/export.py` writes it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::ModelError;
use crate::calibration::Calibration;

const MAGIC: &[u8; 8] = b"MENURUT\0";
/// The newest bundle format that this program reads.
pub const FORMAT_VERSION: u32 = 1;
const HEAD: usize = 64;
/// Element type of the word table.
pub(crate) const WORD_TABLE: &str = "q4";

/// What a bundle says about itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    pub name: String,
    pub format_version: u32,
    /// SHA-256 over the bundle's header and tensors, in hex: the model's identity in every claim's provenance.
    pub hash: String,
    pub layers: usize,
    /// Length of a word's vector.
    pub width: usize,
    /// Pieces in the vocabulary.
    pub vocabulary: usize,
    /// ISO 639-1 codes of the languages the model is meant for.
    pub languages: Vec<String>,
    pub trained_on: String,
    pub licence: String,
    /// Day of the export, `YYYY-MM-DD`.
    pub created: String,
}

#[derive(Debug, Deserialize)]
struct CardFields {
    name: String,
    created: String,
    languages: Vec<String>,
    trained_on: String,
    licence: String,
}

/// Sizes of the network.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Config {
    pub(crate) width: usize,
    pub(crate) heads: usize,
    pub(crate) inner: usize,
    pub(crate) positions: usize,
    pub(crate) eps: f32,
    pub(crate) layers: usize,
    pub(crate) vocabulary: usize,
    pub(crate) begin: u32,
    pub(crate) end: u32,
    pub(crate) unknown: u32,
    /// Ids below this are special and never stand for text.
    pub(crate) special: u32,
    #[serde(default)]
    pub(crate) calibration: Calibration,
}

#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Labels {
    pub(crate) types: Vec<String>,
    pub(crate) kinds: Vec<String>,
    pub(crate) statuses: Vec<String>,
    /// The first is the empty word: no mode.
    pub(crate) modes: Vec<String>,
    pub(crate) stances: Vec<String>,
    pub(crate) forms: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Header {
    card: CardFields,
    config: Config,
    labels: Labels,
    tensors: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
struct Entry {
    name: String,
    dtype: String,
    shape: Vec<usize>,
    at: usize,
    bytes: usize,
}

/// A bundle whose head was read; tensors are slices into it.
pub(crate) struct Bundle<'a> {
    body: &'a [u8],
    digest: [u8; 32],
    tensors: BTreeMap<String, Entry>,
    data: usize,
    pub(crate) config: Config,
    pub(crate) labels: Labels,
    pub(crate) card: Card,
}

fn u32_at(b: &[u8], at: usize) -> u32 {
    b.get(at..at + 4)
        .map_or(0, |b| u32::from_le_bytes(b.try_into().unwrap_or_default()))
}

impl<'a> Bundle<'a> {
    /// Reads head and directory. The checksum is compared by [`Bundle::verify`], so that it can be computed beside
    /// other work.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Bundle<'a>, ModelError> {
        if !bytes.starts_with(MAGIC) {
            return Err(ModelError::NotABundle);
        }
        let truncated = |expected: u64| ModelError::Truncated {
            found: bytes.len() as u64,
            expected,
        };
        if bytes.len() < HEAD {
            return Err(truncated(HEAD as u64));
        }
        let version = u32_at(bytes, 8);
        if version > FORMAT_VERSION {
            return Err(ModelError::NewerFormat {
                found: version,
                supported: FORMAT_VERSION,
            });
        }
        let header_len = u32_at(bytes, 12) as usize;
        let body_len = u64::from(u32_at(bytes, 16)) | u64::from(u32_at(bytes, 20)) << 32;
        let body = &bytes[HEAD..];
        if body_len > body.len() as u64 {
            return Err(truncated(body_len.saturating_add(HEAD as u64)));
        }
        let body = &body[..body_len as usize];
        let mut digest = [0; 32];
        digest.copy_from_slice(&bytes[32..HEAD]);
        let header = body.get(..header_len).ok_or(ModelError::Checksum)?;
        // A header that cannot be read is damage where the checksum fails, and a wrong export where it does not.
        let header: Header = serde_json::from_slice(header).map_err(|e| {
            if Sha256::digest(body)[..] == digest {
                ModelError::content(format!("its header cannot be read: {e}"))
            } else {
                ModelError::Checksum
            }
        })?;
        let c = &header.config;
        let sizes = [c.width, c.heads, c.inner, c.positions, c.layers, c.vocabulary];
        if sizes.iter().any(|&s| s == 0 || s > 1 << 20)
            || !c.width.is_multiple_of(64)
            || !c.inner.is_multiple_of(64)
            || !c.width.is_multiple_of(c.heads)
            || !(c.width / c.heads).is_multiple_of(16)
            || c.positions < 16
            || (c.begin.max(c.end).max(c.unknown) as usize) >= c.vocabulary
        {
            return Err(ModelError::content(
                "sizes of its network are none that this program can run",
            ));
        }
        if !c.calibration.is_sound() {
            return Err(ModelError::content(
                "the calibration of its scores is none that rises with the score",
            ));
        }
        let card = Card {
            name: header.card.name,
            format_version: version,
            hash: digest.iter().map(|b| format!("{b:02x}")).collect(),
            layers: c.layers,
            width: c.width,
            vocabulary: c.vocabulary,
            languages: header.card.languages,
            trained_on: header.card.trained_on,
            licence: header.card.licence,
            created: header.card.created,
        };
        Ok(Bundle {
            body,
            digest,
            tensors: header.tensors.into_iter().map(|t| (t.name.clone(), t)).collect(),
            data: header_len,
            config: header.config,
            labels: header.labels,
            card,
        })
    }

    pub(crate) fn verify(&self) -> Result<(), ModelError> {
        if Sha256::digest(self.body)[..] == self.digest {
            Ok(())
        } else {
            Err(ModelError::Checksum)
        }
    }

    fn raw(&self, name: &str, dtypes: &[&str], shape: &[usize]) -> Result<(&'a [u8], &str), ModelError> {
        let entry = self
            .tensors
            .get(name)
            .ok_or_else(|| ModelError::content(format!("tensor {name} is missing")))?;
        if !dtypes.contains(&entry.dtype.as_str()) || (!shape.is_empty() && entry.shape != shape) {
            return Err(ModelError::content(format!(
                "tensor {name} is {} {:?}, expected {} {shape:?}",
                entry.dtype,
                entry.shape,
                dtypes.join(" or "),
            )));
        }
        let count = entry.shape.iter().try_fold(1usize, |a, &b| a.checked_mul(b));
        let expected = count.and_then(|n| match entry.dtype.as_str() {
            "f32" | "u32" => n.checked_mul(4),
            "f16" => n.checked_mul(2),
            "q4" => (n % 32 == 0).then_some(n / 32 * 18),
            _ => Some(n),
        });
        let bytes = self
            .data
            .checked_add(entry.at)
            .and_then(|start| Some(start..start.checked_add(entry.bytes)?))
            .and_then(|r| self.body.get(r));
        match bytes {
            Some(b) if expected == Some(b.len()) => Ok((b, &entry.dtype)),
            _ => Err(ModelError::content(format!("tensor {name} lies outside the file"))),
        }
    }

    /// Numbers of a tensor, row by row, as f32. An empty `shape` takes any.
    pub(crate) fn floats(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, ModelError> {
        let (bytes, dtype) = self.raw(name, &["f32", "f16"], shape)?;
        Ok(if dtype == "f16" {
            bytes
                .chunks_exact(2)
                .map(|b| f16_to_f32(u16::from_le_bytes([b[0], b[1]])))
                .collect()
        } else {
            bytes
                .chunks_exact(4)
                .map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]]))
                .collect()
        })
    }

    pub(crate) fn shape(&self, name: &str) -> Result<&[usize], ModelError> {
        self.tensors
            .get(name)
            .map(|t| t.shape.as_slice())
            .ok_or_else(|| ModelError::content(format!("tensor {name} is missing")))
    }

    pub(crate) fn bytes(&self, name: &str, dtype: &str, shape: &[usize]) -> Result<&'a [u8], ModelError> {
        Ok(self.raw(name, &[dtype], shape)?.0)
    }

    pub(crate) fn int8(&self, name: &str, shape: &[usize]) -> Result<Vec<i8>, ModelError> {
        Ok(self.bytes(name, "i8", shape)?.iter().map(|&b| b as i8).collect())
    }

    pub(crate) fn u32s(&self, name: &str) -> Result<Vec<u32>, ModelError> {
        let bytes = self.bytes(name, "u32", &[])?;
        Ok(bytes
            .chunks_exact(4)
            .map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
            .collect())
    }
}

/// IEEE 754 binary16.
pub(crate) fn f16_to_f32(h: u16) -> f32 {
    let (sign, exponent, fraction) = (u32::from(h >> 15) << 31, (h >> 10) & 31, u32::from(h & 0x3ff));
    match exponent {
        0 => {
            let value = fraction as f32 * f32::from_bits(0x3380_0000); // 2⁻²⁴
            f32::from_bits(value.to_bits() | sign)
        }
        31 => f32::from_bits(sign | 0x7f80_0000 | fraction << 13),
        e => f32::from_bits(sign | (u32::from(e) + 112) << 23 | fraction << 13),
    }
}

/// The table of word vectors in blocks of 32 weights of 4 bits: one f16 scale and 16 bytes, low halves first,
/// value = (half − 8) × scale. The base model ships so, and training leaves the table as it is.
pub(crate) struct WordTable {
    blocks: Cow<'static, [u8]>,
    row: usize,
}

impl WordTable {
    pub(crate) fn new(blocks: Cow<'static, [u8]>, width: usize) -> WordTable {
        WordTable {
            blocks,
            row: width / 32 * 18,
        }
    }

    /// Writes the vector of a piece; a piece outside the table has the zero vector.
    pub(crate) fn write(&self, id: u32, out: &mut [f32]) {
        let start = id as usize * self.row;
        let Some(row) = self.blocks.get(start..start + self.row) else {
            out.fill(0.0);
            return;
        };
        for (block, out) in row.chunks_exact(18).zip(out.chunks_exact_mut(32)) {
            let scale = f16_to_f32(u16::from_le_bytes([block[0], block[1]]));
            let (low, high) = out.split_at_mut(16);
            for ((&b, l), h) in block[2..].iter().zip(low).zip(high) {
                *l = (f32::from(b & 15) - 8.0) * scale;
                *h = (f32::from(b >> 4) - 8.0) * scale;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_precision_is_read_exactly() {
        for (bits, value) in [
            (0x0000u16, 0.0f32),
            (0x3c00, 1.0),
            (0xc000, -2.0),
            (0x3555, 0.333_251_95),
            (0x0001, 5.960_464_5e-8),
            (0x83ff, -6.097_555e-5),
            (0x7bff, 65504.0),
        ] {
            assert_eq!(f16_to_f32(bits), value, "{bits:#x}");
        }
        assert!(f16_to_f32(0x7e00).is_nan());
        assert_eq!(f16_to_f32(0xfc00), f32::NEG_INFINITY);
    }

    #[test]
    fn a_word_vector_is_decoded_low_halves_first() {
        let mut block = vec![0x00, 0x38]; // 0.5
        block.extend((0..16).map(|i| i | (15 - i) << 4));
        let table = WordTable::new(Cow::Owned([vec![0; 18], block].concat()), 32);
        let mut row = vec![9.0; 32];
        table.write(1, &mut row);
        assert_eq!((row[0], row[15], row[16], row[31]), (-4.0, 3.5, 3.5, -4.0));
        table.write(7, &mut row);
        assert_eq!(row, vec![0.0; 32]);
    }
}
