//! Bytes to text: byte order mark, then what the bytes themselves prove, then the page's declaration, then a guess.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// How far into a page its `charset` declaration is looked for, in bytes.
const DECLARATION_WINDOW: usize = 4096;

/// Text and what was odd about its bytes.
pub(crate) struct Decoded {
    pub(crate) text: String,
    pub(crate) warning: Option<String>,
}

/// Never fails: what cannot be decoded becomes U+FFFD and is said in `warning`.
pub(crate) fn decode(bytes: &[u8]) -> Decoded {
    let encoding = encoding_of(bytes);
    let (text, _, broken) = encoding.decode(bytes);
    let warning = broken.then(|| {
        let n = text.matches('\u{fffd}').count();
        format!(
            "{n} stretch(es) of bytes are no valid {}; they stand as '\u{fffd}' in the text",
            encoding.name()
        )
    });
    Decoded {
        text: text.into_owned(),
        warning,
    }
}

fn encoding_of(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return encoding;
    }
    let declared = declared(bytes);
    match std::str::from_utf8(bytes) {
        // Text of another encoding is practically never valid UTF-8 beyond ASCII, whatever the page declares.
        Ok(text) if !text.is_ascii() => return UTF_8,
        Ok(_) => return declared.unwrap_or(UTF_8),
        Err(_) => {}
    }
    match declared {
        Some(encoding) if encoding != UTF_8 => encoding,
        _ if mostly_utf8(bytes) => UTF_8,
        _ => {
            let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
            detector.feed(bytes, true);
            detector.guess(None, Utf8Detection::Deny)
        }
    }
}

/// UTF-16 shows in text with many ASCII characters as a zero in every second byte.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(2048) & !1];
    if sample.len() < 8 {
        return None;
    }
    let zeros = |offset: usize| sample.iter().skip(offset).step_by(2).filter(|b| **b == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), sample.len() / 2);
    if odd * 10 > half * 6 && even * 20 < half {
        Some(UTF_16LE)
    } else if even * 10 > half * 6 && odd * 20 < half {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Whether a text with some broken bytes is still UTF-8 rather than a single-byte encoding: whole multi-byte
/// characters outnumber the broken places.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().bytes().filter(|b| *b >= 0xc0).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > broken
}

/// `charset=…` of a meta element, or `encoding="…"` of an XML declaration.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(DECLARATION_WINDOW)];
    let lower = head.to_ascii_lowercase();
    if !lower.contains(&b'<') {
        return None;
    }
    for key in [&b"charset"[..], &b"encoding"[..]] {
        let mut from = 0;
        while let Some(at) = find(&lower[from..], key) {
            let rest = &lower[from + at + key.len()..];
            let label: Vec<u8> = rest
                .iter()
                .copied()
                .skip_while(|b| matches!(b, b' ' | b'\t'))
                .skip_while(|b| *b == b'=')
                .skip_while(|b| matches!(b, b' ' | b'\t' | b'"' | b'\''))
                .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':' | b'.'))
                .take(40)
                .collect();
            if let Some(encoding) = Encoding::for_label(&label) {
                // A declaration that could be read as ASCII cannot stand in UTF-16 text.
                return Some(if encoding == UTF_16LE || encoding == UTF_16BE {
                    UTF_8
                } else {
                    encoding
                });
            }
            from += at + key.len();
        }
    }
    None
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|w| w == needle)
}

/// What a file that is no text looks like, in a reader's words; `None` for text.
pub(crate) fn binary(bytes: &[u8]) -> Option<&'static str> {
    const MAGIC: &[(&[u8], &str)] = &[
        (b"%PDF", "a PDF document"),
        (b"PK\x03\x04", "a zip archive or an office document (docx, odt, epub)"),
        (b"PK\x05\x06", "an empty zip archive"),
        (b"\x89PNG", "a PNG image"),
        (b"\xff\xd8\xff", "a JPEG image"),
        (b"GIF8", "a GIF image"),
        (b"II*\0", "a TIFF image"),
        (b"MM\0*", "a TIFF image"),
        (b"\x1f\x8b", "a gzip archive"),
        (b"BZh", "a bzip2 archive"),
        (b"\xfd7zXZ\0", "an xz archive"),
        (b"\x28\xb5\x2f\xfd", "a zstd archive"),
        (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
        (b"Rar!", "a rar archive"),
        (b"SQLite format 3\0", "a SQLite database"),
        (b"\xd0\xcf\x11\xe0", "an old office document (doc, xls, ppt)"),
        (b"{\\rtf", "a rich text document (RTF)"),
        (b"\x7fELF", "a program"),
        (b"MZ\x90", "a program"),
        (b"ID3", "an audio file"),
        (b"OggS", "an audio or video file"),
        (b"fLaC", "an audio file"),
        (b"wOFF", "a font"),
        (b"wOF2", "a font"),
    ];
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(what);
    }
    if bytes.starts_with(b"RIFF") && bytes.len() > 12 {
        return Some(if &bytes[8..12] == b"WEBP" {
            "a WebP image"
        } else {
            "an audio or video file"
        });
    }
    if bytes.len() > 12 && &bytes[4..8] == b"ftyp" {
        return Some("a video file");
    }
    if Encoding::for_bom(bytes).is_some() || utf16_without_mark(bytes).is_some() {
        return None;
    }
    let sample = &bytes[..bytes.len().min(16_384)];
    let controls = sample.iter().filter(|b| is_control(**b)).count();
    (controls * 50 > sample.len()).then_some("a binary file of an unknown kind")
}

/// Controls that no text file has reason to hold: neither white space nor the escape of ISO-2022-JP.
fn is_control(b: u8) -> bool {
    b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c | 0x1b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expected: &str) {
        assert_eq!(decode(bytes).text, expected);
    }

    #[test]
    fn byte_order_marks_win() {
        check(b"\xef\xbb\xbfSabtu", "Sabtu");
        check(b"\xff\xfeS\0a\0b\0", "Sab");
        check(b"\xfe\xff\0S\0a\0b", "Sab");
    }

    #[test]
    fn utf16_is_seen_without_a_mark() {
        let le: Vec<u8> = "Presiden berkata “ya”."
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        check(&le, "Presiden berkata “ya”.");
        let be: Vec<u8> = "Presiden berkata “ya”."
            .encode_utf16()
            .flat_map(u16::to_be_bytes)
            .collect();
        check(&be, "Presiden berkata “ya”.");
    }

    #[test]
    fn the_declaration_counts_where_the_bytes_are_no_utf8() {
        let mut page = b"<html><head><meta charset=\"windows-1251\"></head><body>".to_vec();
        page.extend(encoding_rs::WINDOWS_1251.encode("Президент заявил").0.iter());
        assert!(decode(&page).text.contains("Президент заявил"));
        let wrong = "<meta charset=iso-8859-1><p>“Rusia”".as_bytes();
        assert!(decode(wrong).text.contains("“Rusia”"));
    }

    #[test]
    fn undeclared_single_byte_text_is_guessed() {
        let text =
            "El ministro explicó que la reunión será mañana en Bogotá, según fuentes de la cancillería española.";
        check(&encoding_rs::WINDOWS_1252.encode(text).0, text);
    }

    #[test]
    fn broken_utf8_is_kept_and_named() {
        let d = decode(b"Kata \xe2\x80\x9cya\xe2\x80\x9d dan \xff tidak");
        assert_eq!(d.text, "Kata “ya” dan \u{fffd} tidak");
        assert!(d.warning.is_some_and(|w| w.contains("UTF-8")));
    }

    #[test]
    fn binaries_are_named() {
        assert_eq!(binary(b"%PDF-1.7\n"), Some("a PDF document"));
        assert_eq!(binary(&[0u8; 64]), Some("a binary file of an unknown kind"));
        assert_eq!(binary("Presiden berkata “ya”.\r\n\t".as_bytes()), None);
        assert_eq!(binary(b"P\0r\0e\0s\0i\0d\0e\0n\0"), None);
        assert_eq!(
            binary("Один\0 два три четыре пять шесть семь восемь девять десять".as_bytes()),
            None
        );
    }
}
