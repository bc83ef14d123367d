//! Bind: rendered pages and files to outputs. One format is a file here and a line in [`ALL`].

mod site;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::path::{OutPath, is_device};
use crate::report::faults::NameFlaw;
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

/// Files that cannot be on Windows because of their names, each with the reason, as Microsoft's "Naming files, paths, and
/// namespaces" has them.
pub fn refused_by_windows(rendered: &Rendered) -> Vec<(&OutPath, NameFlaw)> {
    let why = |segment: &str| {
        if let Some(character) = segment.chars().find(|c| matches!(c, '<' | '>' | '"' | '|' | '?' | '*')) {
            return Some(NameFlaw::Character { character });
        }
        if segment.ends_with(['.', ' ']) {
            return Some(NameFlaw::Ending);
        }
        let stem = segment.split('.').next().unwrap_or_default().trim_end();
        is_device(stem).then(|| NameFlaw::Device { device: stem.to_owned() })
    };
    rendered.keys().filter_map(|path| Some((path, path.as_str().split('/').find_map(why)?))).collect()
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

    #[test]
    fn names_that_windows_refuses_are_told() {
        let names = [
            "a/con.png",
            "COM9",
            "lpt¹.x.png",
            "nul .txt",
            "a|b*.png",
            "what?.png",
            "x\"y<z>.png",
            "dot./a.png",
            "space ",
            "console.png",
            "com10.png",
            "aux-x.html",
            "a.con",
            ".nul",
            "a b.png",
        ];
        let rendered: Rendered = names.into_iter().map(|p| (OutPath::new(p).unwrap(), Arc::from(&b""[..]))).collect();
        let found: std::collections::BTreeSet<&str> =
            refused_by_windows(&rendered).into_iter().map(|(p, _)| p.as_str()).collect();
        assert_eq!(found, names[..9].iter().copied().collect());
    }
}
