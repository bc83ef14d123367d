//! Map: one file to one written document.

pub mod cite;
pub mod fields;
pub mod markdown;
pub mod note;
pub mod source;
