//! briefbook: a briefing-book compiler.

pub mod model;
pub mod parse;
pub mod path;
pub mod report;
pub mod text;
