//! Pronouns and short names to the nearest fitting antecedent.
