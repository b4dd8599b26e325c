//! HTML or plain text.

/// How much of a text is looked at, in bytes.
const WINDOW: usize = 32 * 1024;

/// What the content and, where that leaves doubt, the name say.
pub(crate) fn is_html(text: &str, path: Option<&str>) -> bool {
    let head = &text[..crate::floor(text, WINDOW)];
    let lower = head
        .trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
        .to_ascii_lowercase();
    const STARTS: &[&str] = &[
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<article",
        "<main",
        "<div",
        "<p>",
        "<p ",
        "<section",
        "<meta",
        "<title",
    ];
    if STARTS.iter().any(|s| lower.starts_with(s)) {
        return true;
    }
    const TAGS: &[&str] = &[
        "</p>",
        "</div>",
        "<br>",
        "<br/>",
        "<br />",
        "</h1>",
        "</a>",
        "</li>",
        "</html>",
        "</body>",
        "</span>",
        "</article>",
        "<p>",
        "</script>",
        "</style>",
    ];
    let tags: usize = TAGS.iter().map(|t| lower.matches(t).take(4).count()).sum();
    let extension = path
        .and_then(|p| p.rsplit_once('.'))
        .map(|(_, e)| e.to_ascii_lowercase());
    match extension.as_deref() {
        Some("html" | "htm" | "xhtml" | "shtml" | "asp" | "aspx" | "php") => tags > 0 || lower.starts_with('<'),
        // Markdown may hold tags.
        Some("md" | "markdown" | "txt") => false,
        _ => {
            lower.starts_with("<?xml") && lower.contains("<html") || lower.starts_with("<!--") && tags > 0 || tags >= 3
        }
    }
}

/// Whether a path names a Markdown file.
pub(crate) fn is_markdown(path: Option<&str>) -> bool {
    path.and_then(|p| p.rsplit_once('.'))
        .is_some_and(|(_, e)| e.eq_ignore_ascii_case("md") || e.eq_ignore_ascii_case("markdown"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides_and_the_name_helps() {
        assert!(is_html("  <!DOCTYPE html><html>", Some("a.txt")));
        assert!(is_html("<p>Satu</p>", None));
        assert!(is_html("Satu<br>dua<br>tiga<br>", None));
        assert!(is_html("Satu<br>dua", Some("a.html")));
        assert!(!is_html("Satu", Some("a.html")));
        assert!(!is_html("Jika a < b maka <i>c</i>.", None));
        assert!(!is_html("Satu</p></p></p>", Some("a.md")));
    }
}
