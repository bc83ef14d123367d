//! Bind: rendered pages and files to outputs. One format is a file here and a line in [`ALL`].

mod site;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::path::OutPath;
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

/// Pairs of files that cannot be carried to every system together: they differ only in the case of their letters, or in
/// how their accents are coded.
pub fn clashes(rendered: &Rendered) -> Vec<(OutPath, OutPath)> {
    use unicode_normalization::UnicodeNormalization;
    let mut seen: BTreeMap<String, &OutPath> = BTreeMap::new();
    let mut found = Vec::new();
    for path in rendered.keys() {
        let folded: String = path.as_str().nfc().flat_map(char::to_lowercase).collect();
        if let Some(first) = seen.insert(folded, path) {
            found.push((first.clone(), path.clone()));
        }
    }
    found
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
        let found = clashes(&rendered);
        assert_eq!(
            found.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect::<Vec<_>>(),
            [("a/Map.png", "a/map.png")]
        );
    }
}
