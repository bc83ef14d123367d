//! Bind: rendered pages and files to outputs. One format is a file here and a line in [`ALL`].

mod site;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::path::OutPath;
use crate::report::{Checked, Diagnostic, codes};
use crate::text::Outputs;

/// Rendered pages and files, by their place in the output.
pub type Rendered = BTreeMap<OutPath, Arc<[u8]>>;

/// A way in which an edition is packed.
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// Packs.
    pub bind: fn(Rendered) -> Outputs,
}

/// All formats, the usual one first.
pub const ALL: &[Format] = &[site::FORMAT];

/// Packs with the format of that name, after a look at what cannot be carried to every system.
pub fn bind(format: &Format, rendered: Rendered) -> Checked<Outputs> {
    let remarks = clashes(&rendered);
    Checked::new((format.bind)(rendered), remarks)
}

/// Files that differ only in the case of their letters, or in how their accents are coded.
fn clashes(rendered: &Rendered) -> Vec<Diagnostic> {
    use unicode_normalization::UnicodeNormalization;
    let mut seen: BTreeMap<String, &OutPath> = BTreeMap::new();
    let mut remarks = Vec::new();
    for path in rendered.keys() {
        let folded: String = path.as_str().nfc().flat_map(char::to_lowercase).collect();
        if let Some(first) = seen.insert(folded, path) {
            remarks.push(
                Diagnostic::new(
                    &codes::OUTPUT_CLASH,
                    format!("`{first}` and `{path}` would be one file on some systems"),
                )
                .fix("rename one of them"),
            );
        }
    }
    remarks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_differ_in_case_only_are_remarked() {
        let rendered: Rendered = ["a/Map.png", "a/map.png", "b.html"]
            .into_iter()
            .map(|p| (OutPath::new(p).unwrap(), Arc::from(&b""[..])))
            .collect();
        let bound = bind(&ALL[0], rendered);
        assert_eq!(bound.remarks.len(), 1);
        assert_eq!(bound.value.files.len(), 3);
    }
}
