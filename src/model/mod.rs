//! The nouns of a book: sources with their passages and ledgers, notes, claims. Plain values, no work.

pub mod claim;
pub mod edtf;
pub mod kept;
pub mod layout;
pub mod note;
pub mod pin;
pub mod place;
pub mod quote;
pub mod side;
pub mod source;
pub mod tree;
pub mod work;
