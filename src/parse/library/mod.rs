//! The bibliography: `content/references.*` to works. BibTeX and BibLaTeX, CSL-JSON as Zotero exports it, and
//! hayagriva's YAML. What cannot be read is remarked, and costs no other entry.

mod bibtex;
mod bounds;
mod csl_json;
mod yaml;

use std::collections::{BTreeMap, BTreeSet};

use crate::model::work::Work;
use crate::path::SitePath;
use crate::report::faults::{LibraryDuplicate, LibraryHeld, LibrarySyntax};
use crate::report::{Checked, Diagnostic};
use crate::text::{Span, Text, boundary_before, boundary_behind};

/// The files that are read as a bibliography, by their place in the book.
pub const FILES: [&str; 4] =
    ["content/references.bib", "content/references.json", "content/references.yaml", "content/references.yml"];

/// A work that was read, and where its key stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
struct ReadWork {
    work: Work,
    span: Span,
}

/// Reads a bibliography; its format is told from the file's ending.
fn entries(text: &Text) -> Checked<Vec<ReadWork>> {
    match text.path.extension() {
        Some("bib") => bibtex::read(text),
        Some("json") => csl_json::read(text),
        _ => yaml::read(text),
    }
}

/// Reads all files of the bibliography into works by key. Of two entries with one key the first is used; an
/// entry with the key of a source gives way to the source, whose text is here to be looked at.
pub fn parse(files: &[Text], sources: &BTreeSet<&str>) -> Checked<BTreeMap<String, Work>> {
    let mut remarks = Vec::new();
    let mut works: BTreeMap<String, Work> = BTreeMap::new();
    let mut places: BTreeMap<String, SitePath> = BTreeMap::new();
    for file in files {
        for ReadWork { work, span } in entries(file).into_value(&mut remarks) {
            if sources.contains(work.key.as_str()) {
                remarks.push(Diagnostic::of(LibraryHeld { key: work.key }).at(&file.path, span));
            } else if let Some(first) = places.get(&work.key) {
                remarks.push(duplicate(&work.key, first, &file.path, span));
            } else {
                places.insert(work.key.clone(), file.path.clone());
                works.insert(work.key.clone(), work);
            }
        }
    }
    Checked::new(works, remarks)
}

fn duplicate(key: &str, first: &SitePath, path: &SitePath, span: Span) -> Diagnostic {
    let first = (first != path).then(|| first.to_string());
    Diagnostic::of(LibraryDuplicate { key: key.to_owned(), first }).at(path, span)
}

/// A remark on a file of the bibliography.
fn bad(path: &SitePath, span: Span, fault: LibrarySyntax) -> Diagnostic {
    Diagnostic::of(fault).at(path, span)
}

/// A span that lies in the text, on character boundaries.
fn within(text: &str, start: usize, end: usize) -> Span {
    let start = boundary_before(text, start);
    Span::new(start, boundary_behind(text, end.max(start)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn works(name: &str, text: &str) -> (Vec<Work>, Vec<String>) {
        let text = Text::new(SitePath::new(format!("content/references.{name}")).unwrap(), text);
        let checked = parse(&[text], &BTreeSet::from(["held"]));
        let remarks = checked.remarks.iter().map(|r| format!("{} {}", r.code.id, r.words.message)).collect();
        (checked.value.into_values().collect(), remarks)
    }

    /// What the same two works look like in each format.
    const BIB: &str = "@string{un = {United Nations}}\n\
@report{gge, author = {{United Nations General Assembly}}, title = {Group of Governmental Experts: {A/70/174}}, \
institution = un, date = {2015-07-22}, url = {https://undocs.org/A/70/174}}\n\
@article{huang, author = {van der Berg, Jan and Huang, Zhixiong}, title = {Cyber norms}, journaltitle = {International Affairs}, \
volume = {92}, number = {3}, pages = {425--479}, year = 2016, doi = {10.1/x}}\n";
    const JSON: &str = r#"[
 {"id": "gge", "type": "report", "title": "Group of Governmental Experts: <span class=\"nocase\">A/70/174</span>",
  "author": [{"literal": "United Nations General Assembly"}], "publisher": "United Nations",
  "issued": {"date-parts": [["2015", 7, 22]]}, "URL": "https://undocs.org/A/70/174"},
 {"id": "huang", "type": "article-journal", "title": "Cyber norms", "container-title": "International Affairs",
  "author": [{"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"}, {"family": "Huang", "given": "Zhixiong"}],
  "volume": 92, "issue": "3", "page": "425-479", "issued": {"date-parts": [[2016]]}, "DOI": "10.1/x"}
]"#;
    const YAML: &str = "gge:\n  type: report\n  title: Group of Governmental Experts\n  author: United Nations General Assembly\n  publisher: United Nations\n  date: 2015-07-22\n  url: https://undocs.org/A/70/174\n\
huang:\n  type: article\n  title: Cyber norms\n  author: [\"van der Berg, Jan\", \"Huang, Zhixiong\"]\n  date: 2016\n  page-range: 425-479\n  serial-number:\n    doi: 10.1/x\n  parent:\n    type: periodical\n    title: International Affairs\n    volume: 92\n    issue: 3\n";

    #[test]
    fn the_same_work_is_read_from_each_format() {
        for (name, text) in [("bib", BIB), ("json", JSON), ("yaml", YAML)] {
            let (works, remarks) = works(name, text);
            assert!(remarks.is_empty(), "{name}: {remarks:?}");
            let [gge, huang] = works.as_slice() else { panic!("{name}: {works:?}") };
            assert_eq!((gge.kind.as_str(), huang.kind.as_str()), ("report", "article-journal"), "{name}");
            assert_eq!(gge.dates["issued"], "2015-07-22", "{name}");
            assert_eq!(gge.word("publisher").as_deref(), Some("United Nations"), "{name}");
            assert_eq!(gge.names["author"].len(), 1, "{name}");
            assert_eq!(gge.makers()[0].whole(), "United Nations General Assembly", "{name}");
            assert_eq!(gge.word("URL").as_deref(), Some("https://undocs.org/A/70/174"), "{name}");
            assert_eq!(huang.short(), "van der Berg and Huang", "{name}");
            assert_eq!(huang.word("container-title").as_deref(), Some("International Affairs"), "{name}");
            for (field, value) in [("volume", "92"), ("issue", "3"), ("page", "425-479"), ("DOI", "10.1/x")] {
                assert_eq!(
                    huang.word(field).map(|w| w.replace("--", "-").replace('–', "-")).as_deref(),
                    Some(value),
                    "{name} {field}"
                );
            }
            assert_eq!(huang.dates["issued"], "2016", "{name}");
        }
        assert!(works("bib", BIB).0[0].words["title"].ends_with("<span class=\"nocase\">A/70/174</span>"));
    }

    #[test]
    fn a_broken_entry_costs_no_other() {
        let (found, remarks) = works("bib", "@book{a, title = {A}}\n\n@book{b, title = {B\n\n@book{c, title = {C}}\n");
        assert_eq!(found.iter().map(|w| w.key.as_str()).collect::<Vec<_>>(), ["a", "c"]);
        assert_eq!(remarks.len(), 1, "{remarks:?}");
        let (found, remarks) = works(
            "json",
            r#"[{"id": "a", "type": "book", "title": "A"}, 7, {"title": "no id"}, {"id": "b", "issued": "soon"}]"#,
        );
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!(remarks.len(), 2, "{remarks:?}");
        let (found, remarks) =
            works("yaml", "a:\n  type: book\n  title: A\nb:\n  title: B\nc:\n  type: book\n  title: C\n");
        assert_eq!(found.iter().map(|w| w.key.as_str()).collect::<Vec<_>>(), ["a", "c"]);
        assert_eq!(remarks.len(), 1, "{remarks:?}");
    }

    #[test]
    fn entries_that_lead_nowhere_cost_no_others() {
        let chain: String = (1..5_000).map(|n| format!("@string{{a{n} = a{}}}\n", n - 1)).collect();
        let doubled: String = (1..40).map(|n| format!("@string{{a{n} = a{} # a{}}}\n", n - 1, n - 1)).collect();
        for (hostile, left) in [
            ("@string{a = b}\n@string{b = a}\n@book{x, title = a}".to_owned(), 1),
            (format!("@string{{a0 = {{x}}}}\n{doubled}@book{{x, title = a39}}"), 1),
            (format!("@string{{a0 = {{x}}}}\n{chain}@book{{x, title = a4999}}"), 0),
            ("@book{x, crossref = {y}}\n@book{y, crossref = {x}}".to_owned(), 2),
            ("@book{x, xdata = {x}}".to_owned(), 1),
            (format!("@book{{x, title = {{{}x{}}}}}", "\\\"{".repeat(50_000), "}".repeat(50_000)), 1),
            (format!("@book{{x, title = {}", "{".repeat(100_000)), 1),
            ("@".repeat(100_000), 1),
            (format!("@book{{x, title = {}}}", vec!["{a}"; 1_000].join(" # ")), 1),
        ] {
            let (found, remarks) = works("bib", &format!("{hostile}\n@book{{good, title = {{G}}}}\n"));
            assert!(!remarks.is_empty(), "{}", &hostile[..40]);
            assert_eq!(found.len(), left, "{}: {remarks:?}", &hostile[..20]);
            assert!(left == 0 || found.iter().any(|w| w.key == "good"), "{}", &hostile[..20]);
        }
        // What is long and harmless is read.
        let (found, remarks) = works(
            "bib",
            "@string{u = {UN}}\n@string{v = u # { GGE}}\n@book{a, title = v}\n@inbook{b, crossref = {a}, title = {B}}\n",
        );
        assert!(remarks.is_empty(), "{remarks:?}");
        assert_eq!((found.len(), found[0].title()), (2, "UN GGE".to_owned()));
    }

    #[test]
    fn yaml_of_endless_depth_is_remarked() {
        let lines: String = (0..100).map(|n| format!("{}a:\n", " ".repeat(n))).collect();
        for hostile in [format!("a: {}", "[".repeat(100_000)), lines] {
            let (found, remarks) = works("yaml", &hostile);
            assert!(found.is_empty());
            assert_eq!(remarks, ["library/syntax this bibliography is not read: it is nested too deeply"]);
        }
    }

    #[test]
    fn keys_are_there_once_and_sources_come_first() {
        let (found, remarks) = works("bib", "@book{a, title = {A}}\n@book{a, title = {B}}\n@book{held, title = {H}}\n");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].title(), "A");
        assert_eq!(
            remarks,
            [
                "library/duplicate `a` stands in the bibliography already",
                "library/held `held` is a source of this book too"
            ]
        );
        let (found, remarks) = works("json", r#"[{"id": "a", "title": "A"}, {"id": "a", "title": "B"}]"#);
        assert_eq!((found.len(), remarks.len()), (1, 1));
        let (found, remarks) = works("yaml", "a:\n  type: book\n  title: A\na:\n  type: book\n  title: B\n");
        assert_eq!((found.len(), remarks.len()), (1, 1), "{remarks:?}");
    }

    #[test]
    fn odd_files_are_no_panic() {
        for name in ["bib", "json", "yaml"] {
            for text in [
                "",
                "\n",
                "[",
                "{}",
                "@",
                "@book",
                "@book{",
                "@book{a",
                "@book{é,title={\u{1F600}",
                "a:",
                "- a",
                "\u{0}",
                "null",
                "[[[[",
                "@string{x}",
                "@comment{@book{z, title={Z}}}",
                "@book{a,title={A},date={9999999}}",
                "@book{a,title={A},date={2016-13-45}}",
            ] {
                works(name, text);
            }
        }
    }
}
