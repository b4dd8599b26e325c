use menurut::{Article, Body};

/// The fields of an archive's row.
const FIELDS: [&str; 8] = ["text", "html", "title", "url", "outlet", "published", "lang", "id"];

/// Which column of an archive holds which field.
#[derive(Debug, Clone)]
pub(crate) struct Columns {
    names: [String; 8],
}

impl Columns {
    /// From `--column FIELD=NAME`.
    pub(crate) fn new(given: &[String]) -> Result<Columns, String> {
        let mut names = FIELDS.map(str::to_owned);
        for word in given {
            let known = || format!("the fields are {}", FIELDS.join(", "));
            let Some((field, name)) = word.split_once('=') else {
                return Err(format!(
                    "--column '{word}' names no column: write FIELD=NAME; {}",
                    known()
                ));
            };
            let Some(n) = FIELDS.iter().position(|f| *f == field) else {
                return Err(format!("--column '{word}': '{field}' is no field; {}", known()));
            };
            names[n] = name.to_owned();
        }
        Ok(Columns { names })
    }

    fn name(&self, field: &str) -> &str {
        let n = FIELDS.iter().position(|f| *f == field).unwrap_or(0);
        &self.names[n]
    }

    /// The article of one row; `get` gives the words of a column.
    pub(crate) fn article(&self, get: impl Fn(&str) -> Option<String>) -> Result<Row, String> {
        let of = |field: &str| get(self.name(field)).filter(|v| !v.trim().is_empty());
        let body = match (of("html"), of("text")) {
            (Some(html), _) => Body::Html(html),
            (None, Some(text)) => Body::Text(text),
            (None, None) => {
                return Err(format!(
                    "has neither a '{}' nor an '{}': name the column with --column text=NAME",
                    self.name("text"),
                    self.name("html")
                ));
            }
        };
        let mut article = Article::new(body);
        article.title = of("title");
        article.url = of("url");
        article.outlet = of("outlet");
        article.lang = of("lang").map(|l| l.trim().to_ascii_lowercase());
        let date = of("published");
        article.published = date.as_deref().and_then(super::published);
        let odd_date = date.filter(|_| article.published.is_none());
        Ok(Row {
            article,
            id: of("id"),
            odd_date,
        })
    }
}

#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) article: Article,
    pub(crate) id: Option<String>,
    /// A publication date that could not be understood.
    pub(crate) odd_date: Option<String>,
}
