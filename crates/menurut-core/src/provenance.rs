/// What made a claim: enough to make it again.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Provenance {
    /// Version of the program.
    pub menurut: String,
    /// Hash of the model bundle.
    pub model: String,
    /// Version of the resolution tables.
    pub tables: String,
    /// Hash of the document's text.
    pub document: String,
    /// Corrections applied, by id.
    pub corrections: Vec<String>,
}
