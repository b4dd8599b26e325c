use thiserror::Error as ThisError;

pub use menurut_text::Refused;

/// Why no reader could be made.
#[derive(Debug, ThisError)]
#[non_exhaustive]
pub enum Error {
    #[error(transparent)]
    Model(#[from] menurut_model::ModelError),
    #[error("cannot start {jobs} reading threads: {cause}; ask for fewer jobs")]
    Threads { jobs: usize, cause: String },
}

/// Why an article has no reading.
#[derive(Debug, Clone, PartialEq, ThisError)]
#[non_exhaustive]
pub enum Unread {
    #[error(transparent)]
    Refused(#[from] Refused),
    /// An error in the program itself; the other articles are not touched by it.
    #[error("the program failed on this article ({0}): please report it, with the article if you may")]
    Fault(String),
}
