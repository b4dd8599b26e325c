//! Gold readers, alignment and scores, and the inputs of benchmarks.
//!
//! [`stm`] reads sentences with their statements marked in them, [`corpus`] checks and counts whole folders of them;
//! [`score`] compares graphs with gold ones, and [`agreement`] two readings of the same sentences; [`sets`] reads public
//! annotated sets in their own formats and scores graphs against them, or, where words are given, what they are
//! resolved to ([`given`]); [`calibration`] holds scores against what came
//! true; [`side_by_side`] shows a gold and a predicted graph for reading; [`report`] prints tables and checks a
//! committed page of them; [`bench`] puts articles together for timing.
//!
//! ```
//! let gold = menurut_eval::stm::read(
//!     "demo",
//!     "# id=demo-1 lang=en\n[m1 GPE|Norland] [e1 SANCTION|expelled] [m2 GRP|two diplomats].\ne1 m1>m2 expel\n",
//! );
//! assert!(gold.faults.is_empty());
//! assert_eq!(gold.items[0].text, "Norland expelled two diplomats.");
//! let records: Vec<_> = gold.items.iter().map(|item| item.to_record()).collect();
//! assert_eq!(menurut_eval::score(&records, &records).row("statement").unwrap().f1, 1.0);
//! ```

pub mod agreement;
pub mod bench;
pub mod calibration;
pub mod corpus;
pub mod given;
pub mod report;
mod scores;
pub mod sets;
pub mod side_by_side;
mod spans;
pub mod stm;
mod tokens;

pub use scores::{Alignment, Pair, Row, Scores, score, table};
