use std::fmt;

use sha2::{Digest, Sha256};

use crate::{Document, EventType};

/// Characters of a printed id: 80 bits, where 10 million articles meet by chance once in 10¹⁰ archives.
const LENGTH: usize = 20;

fn digest(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        // The length in front keeps ("ab", "c") and ("a", "bc") apart.
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize().iter().map(|b| format!("{b:02x}")).collect()
}

macro_rules! id {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }
    };
}

id! {
    /// Hash of an article's identity: its canonical url, else its absolute path, else text, outlet and date.
    ///
    /// ```compile_fail
    /// let article = menurut_core::ArticleId::of(&menurut_core::Document::default());
    /// let claim: menurut_core::ClaimId = article;
    /// ```
    ArticleId
}
id! {
    /// Hash of article, sentence span, trigger span and event type.
    ClaimId
}
id! {
    /// Hash of everything about a document that its claims rest on; tells whether an article changed.
    ContentHash
}

impl ArticleId {
    pub fn of(document: &Document) -> ArticleId {
        let hash = if let Some(url) = &document.url {
            digest(&["url", url])
        } else if let Some(path) = &document.identity {
            digest(&["path", path])
        } else {
            let published = document
                .published
                .as_ref()
                .map(|p| p.date.to_string())
                .unwrap_or_default();
            digest(&[
                "text",
                &document.text,
                document.outlet.as_deref().unwrap_or(""),
                &published,
            ])
        };
        ArticleId(hash[..LENGTH].to_owned())
    }
}

impl ClaimId {
    /// Spans as the public formats count them, so that the id can be made again from a record.
    pub fn of(article: &ArticleId, sentence: [usize; 2], trigger: [usize; 2], event_type: EventType) -> ClaimId {
        let place = format!("{}-{} {}-{}", sentence[0], sentence[1], trigger[0], trigger[1]);
        ClaimId(digest(&[article.as_str(), &place, event_type.as_str()])[..LENGTH].to_owned())
    }
}

impl ContentHash {
    pub fn of(document: &Document) -> ContentHash {
        let d = document;
        let or = |o: &Option<String>| o.clone().unwrap_or_default();
        let published = d.published.as_ref().map(ToString::to_string).unwrap_or_default();
        let kinds: String = d.paragraphs.iter().map(|p| format!("{} ", p.kind)).collect();
        ContentHash(digest(&[
            &d.text,
            &kinds,
            &or(&d.title),
            &d.byline.join("\u{1f}"),
            &or(&d.outlet),
            &or(&d.agency),
            &published,
            &or(&d.lang),
        ]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_keeps_its_id_when_its_text_changes() {
        let mut d = Document {
            url: Some("https://example.org/a".into()),
            text: "Satu.".into(),
            ..Document::default()
        };
        let (id, content) = (ArticleId::of(&d), ContentHash::of(&d));
        d.text = "Dua.".into();
        assert_eq!(ArticleId::of(&d), id);
        assert_ne!(ContentHash::of(&d), content);
    }

    #[test]
    fn equal_texts_of_two_outlets_are_two_articles() {
        let d = |outlet: &str| Document {
            text: "Sama.".into(),
            outlet: Some(outlet.into()),
            ..Document::default()
        };
        assert_ne!(ArticleId::of(&d("Antara")), ArticleId::of(&d("Tempo")));
    }
}
