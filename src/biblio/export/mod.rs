//! Works in the formats that reference managers read.

mod bibtex;
mod csl_json;
mod ris;

pub use bibtex::bibtex;
pub use csl_json::csl_json;
pub use ris::ris;

use crate::model::edtf::{Date, Edtf};

/// The date, or the first of two.
fn first(edtf: &str) -> Option<Date> {
    match Edtf::parse(edtf).ok()? {
        Edtf::Date(d) => Some(d),
        Edtf::Interval { from, to, .. } => from.or(to),
    }
}

/// Text on one line, without control characters.
fn line(text: &str) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    clean.split_whitespace().collect::<Vec<_>>().join(" ")
}
