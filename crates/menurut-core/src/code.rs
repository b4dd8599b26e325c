use std::fmt;

/// A word that is none of a vocabulary's codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownCode {
    /// What the vocabulary is of, for example `event type`.
    pub of: &'static str,
    pub word: String,
    /// The codes that would have been understood.
    pub known: Vec<&'static str>,
}

impl fmt::Display for UnknownCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "'{}' is no {}; known are: {}",
            self.word,
            self.of,
            self.known.join(", ")
        )
    }
}

impl std::error::Error for UnknownCode {}

/// An enum whose variants are words of a public vocabulary: each has its code, and the code finds it again.
macro_rules! codes {
    ($(#[$meta:meta])* pub enum $name:ident of $of:literal { $($(#[$vmeta:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vmeta])* $variant),+ }

        impl $name {
            /// Every code, in the vocabulary's own order.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            pub const fn as_str(self) -> &'static str {
                match self { $($name::$variant => $code),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::UnknownCode;

            /// Codes are found whatever their case.
            fn from_str(word: &str) -> Result<Self, Self::Err> {
                Self::ALL.iter().copied().find(|c| c.as_str().eq_ignore_ascii_case(word)).ok_or_else(|| $crate::UnknownCode {
                    of: $of,
                    word: word.to_owned(),
                    known: Self::ALL.iter().map(|c| c.as_str()).collect(),
                })
            }
        }
    };
}
pub(crate) use codes;
