use menurut::Reader;
use serde::Serialize;

use super::Status;
use crate::args::{Format, FormatArgs};
use crate::printer::{Printer, style};

#[derive(Serialize)]
struct Info {
    menurut: &'static str,
    tables: &'static str,
    name: String,
    hash: String,
    format_version: u32,
    layers: usize,
    width: usize,
    vocabulary: usize,
    languages: Vec<String>,
    trained_on: String,
    licence: String,
    created: String,
}

pub(crate) fn info(format: &FormatArgs, printer: &mut Printer) -> anyhow::Result<Status> {
    let reader = Reader::new()?;
    let card = reader.card();
    let info = Info {
        menurut: menurut::VERSION,
        tables: menurut::tables_version(),
        name: card.name.clone(),
        hash: card.hash.clone(),
        format_version: card.format_version,
        layers: card.layers,
        width: card.width,
        vocabulary: card.vocabulary,
        languages: card.languages.clone(),
        trained_on: card.trained_on.clone(),
        licence: card.licence.clone(),
        created: card.created.clone(),
    };
    if printer.format(format) == Format::Jsonl {
        return printer.write(&crate::rows::json_line(&info)?).map(|()| Status::Done);
    }
    let rows = [
        ("model", info.name.clone()),
        ("hash", info.hash.clone()),
        ("format", format!("version {}", info.format_version)),
        (
            "network",
            format!(
                "{} layers of width {}, {} word pieces",
                info.layers,
                info.width,
                super::grouped(info.vocabulary)
            ),
        ),
        ("languages", info.languages.join(" ")),
        ("trained on", info.trained_on.clone()),
        ("licence", info.licence.clone()),
        ("made", info.created.clone()),
        ("tables", info.tables.to_owned()),
        ("program", info.menurut.to_owned()),
    ];
    match printer.format(format) {
        Format::Csv => {
            let mut writer = csv::Writer::from_writer(Vec::new());
            writer.write_record(rows.iter().map(|r| r.0))?;
            writer.write_record(rows.iter().map(|r| &r.1))?;
            printer.write(&String::from_utf8(writer.into_inner()?)?)?;
        }
        Format::Table | Format::Jsonl => {
            for (label, value) in rows {
                let label = printer.ink().paint(style::DIM, &format!("{label:<12}"));
                printer.line(&format!("{label}{value}"))?;
            }
        }
    }
    Ok(Status::Done)
}
