//! Reads news articles into attributed, evidence-linked claims: who did what to whom, when, where, according to whom.
//!
//! One Indonesian sentence becomes a claim:
//!
//! ```
//! # #[cfg(feature = "bundled-model")] {
//! use menurut::{Article, Body, Reader};
//!
//! let reader = Reader::new()?;
//! let mut article = Article::new(Body::Text(
//!     "Pemerintah Indonesia mengecam serangan militer Israel di Jalur Gaza, kata juru bicara kementerian luar negeri.".into(),
//! ));
//! article.outlet = Some("Warta Nusa".into());
//! let reading = reader.read(&article)?;
//!
//! let accusation = reading.claim_records().into_iter().find(|c| c.event.event_type == "ACCUSE").expect("it condemns");
//! assert_eq!(accusation.event.trigger.text, "mengecam");
//! assert_eq!(accusation.actors[0].country.as_deref(), Some("IDN"));
//! assert_eq!(accusation.according_to[0].sources[0].name, "Warta Nusa", "the outlet is the outermost source");
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A [`Reader`] is loaded once and shared by threads; [`Reader::read_all`] reads many articles on several of them and
//! hands out the readings in the order of the articles. The shapes in [`record`] are the public formats.

mod error;
mod ordered;
mod reader;
mod reading;

pub use error::{Error, Refused, Unread};
pub use menurut_core::{Article, ArticleId, Body, ContentHash, Date, Document, Published, Span, record};
pub use menurut_model::Card;
pub use menurut_resolve::{Resolved, resolve, tables_version};
pub use menurut_text::{MAX_BYTES, read as document};
pub use ordered::in_order;
pub use reader::Reader;
pub use reading::Reading;

/// Version of the program, as it stands in every claim's provenance.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
