//! The book of claims, in one SQLite file.
//!
//! A [`Store`] takes whole readings ([`StoredReading`]: the text of an article with everything that was read from
//! it) and gives back the public records, exactly as they were put in, found by [`ClaimFilter`], [`QuoteFilter`] and
//! [`ArticleFilter`]. It knows only `menurut-core`.
//!
//! One article is one transaction (or a bounded group of articles is, see [`Store::put_all`]), so a killed program
//! loses at most what it had not yet handed over. One process writes at a time; readers are never kept waiting
//! (SQLite's write-ahead log).
//!
//! ```
//! # fn main() -> Result<(), menurut_store::Error> {
//! use menurut_store::{ClaimFilter, Store};
//! let store = Store::in_memory()?;
//! let denied = ClaimFilter { verdict: Some("denied".parse().unwrap()), ..ClaimFilter::default() };
//! assert!(store.claims(&denied)?.is_empty());
//! # Ok(())
//! # }
//! ```

mod error;
mod filter;
mod fold;
mod kept;
mod query;
mod reading;
mod schema;
mod write;

pub use error::Error;
pub use filter::{ArticleFilter, ClaimFilter, QuoteFilter};
pub use query::{ArticleSummary, Counts, Failure};
pub use reading::StoredReading;
pub use schema::{APPLICATION_ID, SCHEMA_VERSION, Store};
pub use write::{Outcome, State};
