use thiserror::Error;

/// Why a bundle could not be loaded, and what mends it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ModelError {
    #[error("this is not a model bundle (it does not begin with the bundle's mark); give the path of a .bundle file")]
    NotABundle,
    #[error(
        "the model bundle has format {found}, this program reads up to {supported}; install a newer menurut or use an older bundle"
    )]
    NewerFormat { found: u32, supported: u32 },
    #[error("the model bundle is cut short ({found} of {expected} bytes); copy or download it again")]
    Truncated { found: u64, expected: u64 },
    #[error("the model bundle is damaged: its checksum is not that of its content; copy or download it again")]
    Checksum,
    #[error("the model bundle cannot be used: {0}; export it again with training/export.py")]
    Content(String),
}

impl ModelError {
    pub(crate) fn content(what: impl Into<String>) -> ModelError {
        ModelError::Content(what.into())
    }
}
