//! The nouns of a book: sources with their passages and ledgers, notes, claims. Plain values, no work.

pub mod source;
