//! A raw source text to passages and ledger.
