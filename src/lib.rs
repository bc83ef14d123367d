//! briefbook: a briefing-book compiler.

pub mod catalog;
pub mod config;
pub mod highlight;
pub mod html;
pub mod model;
pub mod parse;
pub mod path;
pub mod relate;
pub mod report;
pub mod resolve;
pub mod text;
