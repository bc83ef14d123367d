//! Map: one file to one written document.

pub mod source;
