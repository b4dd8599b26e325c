use std::borrow::Cow;

/// The outcome of any resolver: never a guess that looks like a finding.
#[derive(Debug, Clone, PartialEq)]
pub enum Resolution<T> {
    Resolved(T),
    /// Several fit equally well.
    Ambiguous(Vec<T>),
    /// None fits, and why, in a reader's words.
    Unresolved(Cow<'static, str>),
}

impl<T> Resolution<T> {
    pub fn resolved(&self) -> Option<&T> {
        match self {
            Resolution::Resolved(t) => Some(t),
            _ => None,
        }
    }

    pub fn because(reason: impl Into<Cow<'static, str>>) -> Resolution<T> {
        Resolution::Unresolved(reason.into())
    }

    pub fn map<U>(self, f: impl FnMut(T) -> U) -> Resolution<U> {
        let mut f = f;
        match self {
            Resolution::Resolved(t) => Resolution::Resolved(f(t)),
            Resolution::Ambiguous(ts) => Resolution::Ambiguous(ts.into_iter().map(f).collect()),
            Resolution::Unresolved(why) => Resolution::Unresolved(why),
        }
    }
}
