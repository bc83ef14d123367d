//! Citation styles by name. Releases of hayagriva rename styles, and people know them by other names than the
//! archive does; this table keeps what books say stable.

use hayagriva::archive::ArchivedStyle;

/// Names people use, and the archive's.
const ALIASES: [(&str, &str); 38] = [
    ("apa-7", "apa"),
    ("chicago", "chicago-author-date"),
    ("chicago-18", "chicago-author-date"),
    ("chicago-author-date-18th-edition", "chicago-author-date"),
    ("chicago-fullnote", "chicago-notes"),
    ("chicago-fullnote-bibliography", "chicago-notes"),
    ("chicago-full-note", "chicago-notes"),
    ("chicago-note", "chicago-notes"),
    ("chicago-note-bibliography", "chicago-notes"),
    ("chicago-notes-bibliography", "chicago-notes"),
    ("chicago-shortened-notes-bibliography", "chicago-shortened-notes"),
    ("turabian", "turabian-fullnote-8"),
    ("turabian-notes", "turabian-fullnote-8"),
    ("mla-9", "mla"),
    ("modern-language-association-9", "mla"),
    ("mhra", "modern-humanities-research-association-notes"),
    ("mhra-notes", "modern-humanities-research-association-notes"),
    ("harvard", "harvard-cite-them-right"),
    ("cite-them-right", "harvard-cite-them-right"),
    ("acm", "association-for-computing-machinery"),
    ("acs", "american-chemical-society"),
    ("ama", "american-medical-association"),
    ("aps", "american-physics-society"),
    ("apsa", "american-political-science-association"),
    ("asa", "american-sociological-association"),
    ("aaa", "american-anthropological-association"),
    ("abnt", "associacao-brasileira-de-normas-tecnicas"),
    ("iso-690", "iso-690-author-date"),
    ("gost", "gost-r-705-2008-numeric"),
    ("gb-7714", "gb-7714-2015-numeric"),
    ("gb-t-7714", "gb-7714-2015-numeric"),
    ("gb-t-7714-2015", "gb-7714-2015-numeric"),
    ("gb-t-7714-2015-numeric", "gb-7714-2015-numeric"),
    ("gb-t-7714-2015-author-date", "gb-7714-2015-author-date"),
    ("gb-t-7714-2015-note", "gb-7714-2015-note"),
    ("china-national-standard-gb-t-7714-2015-numeric", "gb-7714-2015-numeric"),
    ("china-national-standard-gb-t-7714-2015-author-date", "gb-7714-2015-author-date"),
    ("lncs", "springer-lecture-notes-in-computer-science"),
];

/// The style of that name, however its letters and hyphens are written: `apa`, `Chicago notes`, `GB/T 7714`.
pub fn find(name: &str) -> Option<ArchivedStyle> {
    let folded: String = name.trim().to_lowercase().trim_end_matches(".csl").replace([' ', '_', '/', '.'], "-");
    let name = ALIASES.iter().find(|(alias, _)| *alias == folded).map_or(folded.as_str(), |(_, name)| name);
    ArchivedStyle::by_name(name)
}

/// The name of every style, the shortest each has.
pub fn names() -> Vec<&'static str> {
    let shortest = |s: &ArchivedStyle| s.names().iter().copied().min_by_key(|n| n.len());
    let mut names: Vec<&str> = ArchivedStyle::all().iter().filter_map(shortest).collect();
    names.sort_unstable();
    names
}

/// Every name by which a style is known, to suggest from.
pub fn known() -> impl Iterator<Item = &'static str> {
    let own = ArchivedStyle::all().iter().flat_map(|s| s.names().iter().copied());
    own.chain(ALIASES.iter().map(|(alias, _)| *alias))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_alias_leads_to_a_style_of_the_archive() {
        for (alias, name) in ALIASES {
            assert!(ArchivedStyle::by_name(name).is_some(), "{alias}: there is no {name}");
            assert!(ArchivedStyle::by_name(alias).is_none(), "{alias} is a name of the archive itself");
        }
        assert_eq!(find("Chicago Notes"), Some(ArchivedStyle::ChicagoNotes));
        assert_eq!(find("GB/T 7714"), Some(ArchivedStyle::Gb77142015Numeric));
        assert_eq!(find("oscola"), None);
    }
}
