//! Tab-separated text whose fields may stand in quotation marks.

/// More rows than any such file of sentences has.
const MOST: usize = 200_000;

/// The fields of each line. A field that begins with a quotation mark goes to the next single one, over tabs and line
/// breaks; two of them stand for one. Carriage returns at line ends are dropped.
pub(super) fn records(text: &str) -> Vec<Vec<String>> {
    let mut records = Vec::new();
    let (mut record, mut field) = (Vec::new(), String::new());
    let (mut quoted, mut begun) = (false, false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                field.push('"');
                chars.next();
            }
            '"' if quoted => quoted = false,
            _ if quoted => field.push(c),
            '"' if !begun => {
                quoted = true;
                begun = true;
            }
            '\t' => {
                record.push(std::mem::take(&mut field));
                begun = false;
            }
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' => {
                record.push(std::mem::take(&mut field));
                records.push(std::mem::take(&mut record));
                begun = false;
                if records.len() >= MOST {
                    return records;
                }
            }
            c => {
                field.push(c);
                begun = true;
            }
        }
    }
    if begun || !field.is_empty() || !record.is_empty() {
        record.push(field);
        records.push(record);
    }
    records
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_may_be_quoted() {
        assert_eq!(
            records("a\t\"b \"\"c\"\"\td\"\r\ne\t5\" f\n"),
            [vec!["a", "b \"c\"\td"], vec!["e", "5\" f"]]
        );
        assert_eq!(records("\tx"), [["", "x"]]);
        assert_eq!(records(""), Vec::<Vec<String>>::new());
        assert_eq!(records("\"never closed\tx"), [["never closed\tx"]]);
    }
}
