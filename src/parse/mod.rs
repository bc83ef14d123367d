//! Map: one file to one written document, by kind; nothing here knows of any other file.

pub mod active;
pub mod cite;
pub mod decode;
pub mod kept;
pub mod library;
pub mod markdown;
pub mod note;
pub mod record;
pub mod source;

pub use decode::{decode, glance};
