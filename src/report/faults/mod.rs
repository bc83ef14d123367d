//! Every fault, and what is said about it: a file for each subject of a code, so that `note/date` is
//! [`note::Date`]. What finds a fault makes the struct; all prose about faults stands here.
//!
//! To add a fault: its code in [`codes`](super::codes), its struct and words here, [`Diagnostic::of`](super::Diagnostic::of)
//! where it is found, and a spec in `tests/specs/diagnostics`.

pub mod claim;
pub mod config;
pub mod date;
pub mod exception;
pub mod library;
pub mod name;
pub mod note;
pub mod output;
pub mod record;
pub mod source;
pub mod theme;
pub mod value;
