use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::rc::Rc;

use menurut::Article;

use super::columns::Columns;
use super::{Failure, describe, too_large};

/// A row may hold an article and what an archive says about it.
const LONGEST_ROW: u64 = menurut::MAX_BYTES as u64 + (1 << 20);

/// A `.jsonl` or `.csv` file, read row by row.
pub(super) struct Archive {
    shown: String,
    identity: String,
    rows: Rows,
    /// Bytes read from the file so far, and of them since the last row ended.
    meter: Meter,
}

enum Rows {
    Jsonl {
        lines: BufReader<Metered>,
        line: u64,
    },
    Csv {
        reader: Box<csv::Reader<Metered>>,
        header: BTreeMap<String, usize>,
    },
    Over,
}

#[derive(Clone, Default)]
struct Meter {
    all: Rc<Cell<u64>>,
    row: Rc<Cell<u64>>,
}

/// Counts what is read; a row without an end (a quote that is never closed) is an error before it fills the memory.
struct Metered {
    file: File,
    meter: Meter,
    bounded: bool,
}

impl Read for Metered {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.bounded && self.meter.row.get() > LONGEST_ROW {
            return Err(std::io::Error::other(
                "a row without an end: a quotation mark may be missing",
            ));
        }
        let n = self.file.read(buffer)?;
        self.meter.all.set(self.meter.all.get() + n as u64);
        self.meter.row.set(self.meter.row.get() + n as u64);
        Ok(n)
    }
}

impl Archive {
    pub(super) fn open(path: &Path) -> Result<Archive, Failure> {
        let shown = path.display().to_string();
        let failed = |e: &std::io::Error| Failure::new(&shown, describe(e));
        let file = File::open(path).map_err(|e| failed(&e))?;
        let absolute = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let meter = Meter::default();
        let csv = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("csv"));
        let metered = Metered {
            file,
            meter: meter.clone(),
            bounded: csv,
        };
        let rows = if csv {
            let delimiter = delimiter(path).map_err(|e| failed(&e))?;
            let mut reader = csv::ReaderBuilder::new()
                .delimiter(delimiter)
                .flexible(true)
                .from_reader(metered);
            let names = reader.byte_headers().map_err(|e| Failure::new(&shown, csv_cause(&e)))?;
            let name = |bytes: &[u8]| {
                String::from_utf8_lossy(bytes)
                    .trim_matches(['\u{feff}', ' '])
                    .to_owned()
            };
            let header: BTreeMap<String, usize> = names.iter().enumerate().map(|(n, b)| (name(b), n)).collect();
            if header.is_empty() {
                return Err(Failure::new(
                    &shown,
                    "the archive is empty: its first line has to name the columns",
                ));
            }
            Rows::Csv {
                reader: Box::new(reader),
                header,
            }
        } else {
            Rows::Jsonl {
                lines: BufReader::with_capacity(1 << 16, metered),
                line: 0,
            }
        };
        Ok(Archive {
            identity: absolute.display().to_string(),
            shown,
            rows,
            meter,
        })
    }

    /// Bytes read so far.
    pub(super) fn taken(&self) -> u64 {
        self.meter.all.get()
    }

    pub(super) fn next_row(&mut self, columns: &Columns) -> Option<Result<Box<Article>, Failure>> {
        self.meter.row.set(0);
        let (line, row) = match &mut self.rows {
            Rows::Over => return None,
            Rows::Jsonl { lines, line } => loop {
                *line += 1;
                let mut bytes = Vec::new();
                match lines.by_ref().take(LONGEST_ROW).read_until(b'\n', &mut bytes) {
                    Err(e) => {
                        let failure = Failure::new(format!("{}:{line}", self.shown), describe(&e));
                        self.rows = Rows::Over;
                        return Some(Err(failure));
                    }
                    Ok(0) => {
                        self.rows = Rows::Over;
                        return None;
                    }
                    Ok(_) => {}
                }
                if bytes.len() as u64 == LONGEST_ROW && bytes.last() != Some(&b'\n') {
                    let ended = skip_line(lines);
                    let failure = Failure::new(format!("{}:{line}", self.shown), too_large());
                    if !ended {
                        self.rows = Rows::Over;
                    }
                    return Some(Err(failure));
                }
                if bytes.trim_ascii().is_empty() {
                    continue;
                }
                break (*line, from_json(&bytes, columns));
            },
            Rows::Csv { reader, header } => {
                let mut record = csv::ByteRecord::new();
                let line = reader.position().line();
                match reader.read_byte_record(&mut record) {
                    Ok(false) => {
                        self.rows = Rows::Over;
                        return None;
                    }
                    Ok(true) => {
                        let line = record.position().map_or(line, csv::Position::line);
                        let get = |name: &str| {
                            let bytes = record.get(*header.get(name)?)?;
                            Some(String::from_utf8_lossy(bytes).into_owned())
                        };
                        (line, columns.article(get))
                    }
                    Err(e) => {
                        let failure = Failure::new(format!("{}:{line}", self.shown), csv_cause(&e));
                        self.rows = Rows::Over;
                        return Some(Err(failure));
                    }
                }
            }
        };
        let place = format!("{}:{line}", self.shown);
        Some(match row {
            Err(cause) => Err(Failure::new(place, cause)),
            Ok(row) => match row.odd_date {
                Some(date) => Err(Failure::new(
                    place,
                    format!(
                        "the date '{}' is not understood: write it as 2024-11-30",
                        date.chars().take(40).collect::<String>()
                    ),
                )),
                None => {
                    let mut article = row.article;
                    // A row's own id stays when lines are added above it.
                    let row_name = row.id.map_or_else(|| line.to_string(), |id| format!("#{id}"));
                    article.identity = Some(format!("{}:{row_name}", self.identity));
                    article.path = Some(place);
                    Ok(Box::new(article))
                }
            },
        })
    }
}

/// Passes over the rest of a line; `false` where the file ends in it.
fn skip_line(lines: &mut impl BufRead) -> bool {
    loop {
        let Ok(buffer) = lines.fill_buf() else { return false };
        if buffer.is_empty() {
            return false;
        }
        let end = buffer.iter().position(|&b| b == b'\n');
        let n = end.map_or(buffer.len(), |e| e + 1);
        lines.consume(n);
        if end.is_some() {
            return true;
        }
    }
}

fn from_json(bytes: &[u8], columns: &Columns) -> Result<super::columns::Row, String> {
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_matches(|c: char| c == '\u{feff}' || c.is_whitespace());
    let row: serde_json::Value =
        serde_json::from_str(text).map_err(|e| format!("is no JSON ({e}): each line has to be one object"))?;
    let Some(row) = row.as_object() else {
        return Err("is no JSON object: each line has to be one, such as {\"text\": \"…\"}".to_owned());
    };
    columns.article(|name| match row.get(name)? {
        serde_json::Value::String(s) => Some(s.clone()),
        serde_json::Value::Number(n) => Some(n.to_string()),
        _ => None,
    })
}

/// Comma, semicolon or tab: whichever stands most often in the first line.
fn delimiter(path: &Path) -> std::io::Result<u8> {
    let mut first = Vec::new();
    BufReader::new(File::open(path)?.take(1 << 16)).read_until(b'\n', &mut first)?;
    let count = |d: u8| first.iter().filter(|&&b| b == d).count();
    Ok([b',', b';', b'\t']
        .into_iter()
        .rev()
        .max_by_key(|&d| count(d))
        .unwrap_or(b','))
}

fn csv_cause(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::Io(e) => format!("cannot be read on: {e}"),
        _ => format!("is no row of the archive: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use menurut::Body;

    use super::*;

    fn check(name: &str, content: &[u8], mapped: &[&str], expected: &[&str]) {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let path = dir.path().join(name);
        std::fs::write(&path, content).expect("an archive");
        let mapped: Vec<String> = mapped.iter().map(|m| (*m).to_owned()).collect();
        let columns = Columns::new(&mapped).expect("columns");
        let mut archive = Archive::open(&path).expect("an archive");
        let mut rows = Vec::new();
        while let Some(row) = archive.next_row(&columns) {
            let folder = format!("{}/", dir.path().display());
            rows.push(match row {
                Ok(article) => {
                    let body = match &article.body {
                        Body::Text(t) => t.clone(),
                        Body::Html(h) => format!("html {h}"),
                        Body::Bytes(_) => unreachable!("archives hold text"),
                    };
                    let published = article.published.map(|p| format!(" on {p}")).unwrap_or_default();
                    let outlet = article.outlet.map(|o| format!(" by {o}")).unwrap_or_default();
                    format!(
                        "{}: {body}{outlet}{published}",
                        article.path.unwrap_or_default().replace(&folder, "")
                    )
                }
                Err(failure) => format!("! {}: {}", failure.path.replace(&folder, ""), failure.cause),
            });
        }
        assert_eq!(rows.len(), expected.len(), "{rows:#?}");
        for (row, start) in rows.iter().zip(expected) {
            assert!(row.starts_with(start), "{row}\n  does not start with\n{start}");
        }
    }

    #[test]
    fn json_lines_are_rows_and_a_bad_one_costs_only_itself() {
        check(
            "a.jsonl",
            "\u{feff}{\"text\":\"Satu.\",\"outlet\":\"Warta\",\"published\":\"2024-11-30\"}\n\nnot json\n[1]\n{\"title\":\"x\"}\n{\"html\":\"<p>Dua.</p>\"}".as_bytes(),
            &[],
            &[
                "a.jsonl:1: Satu. by Warta on 2024-11-30",
                "! a.jsonl:3: is no JSON",
                "! a.jsonl:4: is no JSON object",
                "! a.jsonl:5: has neither a 'text' nor an 'html'",
                "a.jsonl:6: html <p>Dua.</p>",
            ],
        );
    }

    #[test]
    fn columns_have_other_names_and_rows_run_over_lines() {
        check(
            "a.csv",
            "\u{feff}isi;tanggal\n\"Satu;\ndua.\";2024-11-30\n;2024-11-30\n\"Tiga.\";kemarin\nEmpat.\n".as_bytes(),
            &["text=isi", "published=tanggal"],
            &[
                "a.csv:2: Satu;\ndua. on 2024-11-30",
                "! a.csv:4: has neither a 'isi'",
                "! a.csv:5: the date 'kemarin' is not understood",
                "a.csv:6: Empat.",
            ],
        );
    }

    #[test]
    fn invalid_utf8_is_read_with_replacement_characters() {
        check("a.csv", b"text\nSat\xffu.\n", &[], &["a.csv:2: Sat\u{fffd}u."]);
    }

    #[test]
    fn a_wrong_column_flag_says_what_the_fields_are() {
        for flag in ["body", "isi=text"] {
            let error = Columns::new(&[flag.to_owned()]).expect_err("no field");
            assert!(error.contains("text, html, title"), "{error}");
        }
    }
}
