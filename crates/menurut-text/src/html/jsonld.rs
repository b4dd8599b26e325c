//! Linked data in script elements: schema.org objects, also from JSON that is not quite JSON.

use serde_json::{Map, Value};

use super::dom::{Dom, Tag};

/// Objects beyond this many are lists of other articles.
const MAX_OBJECTS: usize = 400;

/// All objects on the page, outermost first; a node of `@graph` or of an array counts as outermost.
pub(crate) fn objects(dom: &Dom) -> Vec<Map<String, Value>> {
    let mut out = Vec::new();
    for n in 0..dom.len() {
        if dom.tag(n) != Some(Tag::Script) {
            continue;
        }
        let text = (n + 1..dom.end(n)).map(|c| dom.own_text(c)).collect::<String>();
        if text.trim().is_empty() {
            continue;
        }
        if let Some(value) = parse(&text) {
            flatten(value, &mut out);
        }
        if out.len() >= MAX_OBJECTS {
            break;
        }
    }
    out
}

fn flatten(value: Value, out: &mut Vec<Map<String, Value>>) {
    let mut level = vec![value];
    while !level.is_empty() && out.len() < MAX_OBJECTS {
        let mut inner = Vec::new();
        for value in level {
            match value {
                Value::Array(list) => inner.extend(list),
                Value::Object(mut map) => {
                    if let Some(graph) = map.remove("@graph") {
                        inner.push(graph);
                    }
                    for key in ["mainEntity", "mainEntityOfPage", "hasPart", "liveBlogUpdate"] {
                        if key == "liveBlogUpdate" {
                            continue;
                        }
                        if let Some(nested @ (Value::Object(_) | Value::Array(_))) = map.get(key) {
                            inner.push(nested.clone());
                        }
                    }
                    if out.len() < MAX_OBJECTS {
                        out.push(map);
                    }
                }
                _ => {}
            }
        }
        level = inner;
    }
}

/// JSON as pages write it. What cannot be mended is `None`.
pub(crate) fn parse(text: &str) -> Option<Value> {
    let text = text.trim().trim_start_matches('\u{feff}');
    if let Ok(value) = serde_json::from_str(text) {
        return Some(value);
    }
    let mended = mend(text);
    let mut stream = serde_json::Deserializer::from_str(&mended).into_iter::<Value>();
    match stream.next() {
        Some(Ok(value)) => {
            // Several objects one after the other, without the list around them.
            let mut all = vec![value];
            all.extend(stream.map_while(Result::ok).take(20));
            Some(Value::Array(all))
        }
        _ => None,
    }
}

/// Mends what pages get wrong most: comments around, raw line breaks in strings, commas before a closing bracket,
/// quotation marks inside of strings, escapes that JSON does not know.
fn mend(text: &str) -> String {
    let opens = |at: usize| {
        let inside = text[at + 1..].trim_start();
        inside.starts_with(['{', '[', '"', '}', ']', '/'])
    };
    let Some((start, _)) = text.match_indices(['{', '[']).take(50).find(|&(at, _)| opens(at)) else {
        return String::new();
    };
    let chars: Vec<char> = text[start..].chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut in_string = false;
    let mut i = 0;
    let next_visible = |from: usize| chars[from..].iter().take(200).find(|c| !c.is_whitespace()).copied();
    while i < chars.len() {
        let c = chars[i];
        if in_string {
            match c {
                '\\' => match chars.get(i + 1) {
                    Some('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't') => {
                        out.push('\\');
                        out.push(chars[i + 1]);
                        i += 1;
                    }
                    Some('u') if chars.len() > i + 5 && chars[i + 2..i + 6].iter().all(char::is_ascii_hexdigit) => {
                        out.push('\\')
                    }
                    _ => {}
                },
                '"' => match next_visible(i + 1) {
                    Some(',' | ':' | '}' | ']') | None => {
                        in_string = false;
                        out.push('"');
                    }
                    _ => out.push_str("\\\""),
                },
                c if c.is_control() => out.push(' '),
                c => out.push(c),
            }
        } else {
            match c {
                '"' => {
                    in_string = true;
                    out.push('"');
                }
                ',' if matches!(next_visible(i + 1), Some('}' | ']' | ',')) => {}
                '/' if chars.get(i + 1) == Some(&'*') => {
                    i += 2;
                    while i + 1 < chars.len() && !(chars[i] == '*' && chars[i + 1] == '/') {
                        i += 1;
                    }
                    i += 1;
                }
                '/' if chars.get(i + 1) == Some(&'/') => {
                    while i + 1 < chars.len() && chars[i + 1] != '\n' {
                        i += 1;
                    }
                }
                c => out.push(c),
            }
        }
        i += 1;
    }
    out
}

/// Whether the object's type ends with one of the names ("NewsArticle" is an "Article").
pub(crate) fn is_a(object: &Map<String, Value>, kinds: &[&str]) -> bool {
    let matches = |v: &Value| v.as_str().is_some_and(|t| kinds.iter().any(|k| t.ends_with(k)));
    match object.get("@type") {
        Some(Value::Array(list)) => list.iter().any(matches),
        Some(value) => matches(value),
        None => false,
    }
}

/// The first string of a value that may be a string, a list, or an object with a name.
pub(crate) fn text(value: &Value) -> Option<&str> {
    match value {
        Value::String(s) => Some(s.as_str()).filter(|s| !s.trim().is_empty()),
        Value::Array(list) => list.iter().find_map(|v| match v {
            Value::Array(_) => None,
            other => text(other),
        }),
        Value::Object(map) => ["@value", "name", "@id"]
            .iter()
            .find_map(|k| map.get(*k).and_then(Value::as_str))
            .filter(|s| !s.trim().is_empty()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str, expected: &str) {
        let value = parse(json).unwrap_or(Value::Null);
        let value = if let Value::Array(list) = &value {
            &list[0]
        } else {
            &value
        };
        assert_eq!(value["headline"], expected, "{json}");
    }

    #[test]
    fn broken_json_is_mended() {
        check(r#"{"headline":"a"}"#, "a");
        check("{\"headline\":\"a\nb\",}", "a b");
        check(r#"<!-- {"headline":"a",} -->"#, "a");
        check(r#"{"headline":"the "new" one","x":1}"#, r#"the "new" one"#);
        check(r#"{"headline":"it\'s"}"#, "it's");
        check("/*<![CDATA[*/{\"headline\":\"a\"}/*]]>*/", "a");
        check(r#"{"headline":"a"}{"headline":"b"}"#, "a");
        assert_eq!(parse("nothing"), None);
        assert_eq!(parse(&"[".repeat(100_000)), None);
    }
}
