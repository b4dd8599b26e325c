//! Tables: read by `include_str!`, parsed once.

pub(crate) mod fold;
pub(crate) mod places;

/// Lines of a table without its comments.
pub(crate) fn rows(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|l| !l.is_empty() && !l.starts_with('#'))
}
