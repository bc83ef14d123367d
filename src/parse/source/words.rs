//! Texts made fit to be compared.

use super::lines::invisible;

/// A text made fit to be compared: lower case, single spaces, no punctuation at its ends.
pub(super) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(invisible).filter(|w| !w.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        match word.is_ascii() {
            true => {
                let start = out.len();
                out.push_str(word);
                out[start..].make_ascii_lowercase();
            }
            false => out.extend(word.chars().flat_map(char::to_lowercase)),
        }
    }
    out
}

/// [`folded`], with what stands around the words taken off.
pub(super) fn bare(text: &str) -> String {
    let low = folded(text);
    low.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '"')).to_owned()
}
