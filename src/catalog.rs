//! Fold: every name the book offers. Which pages there are, their anchors, the names that lead to them,
//! and the labels by which text may mention an entity. It handles names, not prose.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::note::{Kind, Label, Note};
use crate::model::source::Source;
use crate::model::tree::{Block, Node, Written};
use crate::path::SitePath;
use crate::report::faults::{NameShared, NoteDuplicate};
use crate::report::{Checked, Diagnostic};
use crate::text::Span;

/// What kind of page an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PageKind {
    /// A note.
    Note(Kind),
    /// A source.
    Source,
}

/// A page that links can lead to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageEntry {
    /// Its kind.
    pub kind: PageKind,
    /// Its title.
    pub title: String,
    /// For sources, the short name used in citations.
    pub short: Option<String>,
    /// Where it comes from.
    pub path: SitePath,
    /// The anchors on it.
    pub anchors: BTreeSet<String>,
    /// For sources, how many passages it has.
    pub passages: u32,
    /// Its other names, as written.
    pub labels: Vec<String>,
    /// One sentence on it, for lists and previews.
    pub summary: Option<String>,
}

/// A label that leads to an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityLabel {
    /// The page of the entity.
    pub page: String,
    /// The label with its conditions.
    pub label: Label,
}

/// Every name the book offers.
#[derive(Debug, Clone, Default)]
pub struct Catalog {
    /// Pages by id.
    pub pages: BTreeMap<String, PageEntry>,
    /// Names that lead to pages, folded, each with how directly it names them (0 is the id itself).
    names: BTreeMap<String, Vec<(u8, String)>>,
    /// Labels of entities, in the order of the pages.
    pub labels: Vec<EntityLabel>,
    /// Files that are copied along, by their path under `content/`.
    pub files: BTreeSet<String>,
    /// Works that can be cited though their text is not kept, by key: the name citations call them by.
    pub works: BTreeMap<String, String>,
    /// Ids of notes that are left out because they are drafts, to say so where a link leads to one.
    pub drafts: BTreeSet<String>,
    /// The paths of these files, by the last part of them, folded.
    file_names: BTreeMap<String, Vec<String>>,
}

/// How a name was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found<'a> {
    /// It names this page.
    One(&'a str),
    /// It fits several pages equally well; the first is taken.
    Several(Vec<&'a str>),
    /// It names nothing.
    None,
}

/// A name as names are compared: small letters, spaces for hyphens and underscores.
pub fn fold_name(name: &str) -> String {
    let spaced: String = name
        .chars()
        .flat_map(char::to_lowercase)
        .map(|c| if matches!(c, '-' | '_' | '\u{a0}') { ' ' } else { c })
        .collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The page of the source with that id.
pub fn source_page(id: &str) -> String {
    format!("sources/{}", crate::path::slug(id))
}

/// Folds notes and sources into the catalog. Two files that would be the same page, and labels that two
/// entities claim, are remarked.
pub fn catalog(notes: &[Note<Written>], sources: &[Source], files: BTreeSet<String>) -> Checked<Catalog> {
    let mut remarks = Vec::new();
    let mut catalog = Catalog { files, ..Catalog::default() };
    for file in &catalog.files {
        let name = file.rsplit('/').next().unwrap_or(file).to_lowercase();
        catalog.file_names.entry(name).or_default().push(file.clone());
    }
    for source in sources {
        let mut anchors: BTreeSet<String> = (1..=source.passages()).map(|n| format!("p{n}")).collect();
        anchors.extend(source.references.iter().enumerate().map(|(n, _)| format!("ref-{}", n + 1)));
        let title = source.meta.title.clone().unwrap_or_else(|| source.id.clone());
        let entry = PageEntry {
            kind: PageKind::Source,
            title: title.clone(),
            short: Some(short_name(source)),
            path: source.path.clone(),
            anchors,
            passages: source.passages(),
            labels: Vec::new(),
            summary: None,
        };
        let page = source_page(&source.id);
        if catalog.insert(page.clone(), entry, &mut remarks) {
            catalog.name(0, &page, &page);
            catalog.name(1, &source.id, &page);
            catalog.name(3, &title, &page);
        }
    }
    for note in notes {
        let mut anchors = BTreeSet::new();
        collect_anchors(&note.body, &mut anchors);
        let entry = PageEntry {
            kind: PageKind::Note(note.kind),
            title: note.title.clone(),
            short: None,
            path: note.path.clone(),
            anchors,
            passages: 0,
            labels: note.front.aliases.iter().chain(&note.front.labels).map(|l| l.text.clone()).collect(),
            summary: note.front.summary.clone().or_else(|| note.front.definition.clone()),
        };
        if !catalog.insert(note.id.clone(), entry, &mut remarks) {
            continue;
        }
        let file = note.path.strip_folder("content").unwrap_or(note.path.as_str()).trim_end_matches(".md").to_owned();
        catalog.name(0, &note.id, &note.id);
        catalog.name(0, &file, &note.id);
        catalog.name(1, note.id.rsplit('/').next().unwrap_or(&note.id), &note.id);
        catalog.name(1, note.path.stem(), &note.id);
        catalog.name(2, &note.title, &note.id);
        for label in note.front.aliases.iter().chain(&note.front.labels) {
            catalog.name(3, &label.text, &note.id);
        }
        // What stands over a list is no entity, though it lies in the folder of them.
        if note.kind.is_entity() && !note.id.ends_with("/index") {
            let labels: Vec<EntityLabel> =
                note.all_labels().map(|label| EntityLabel { page: note.id.clone(), label }).collect();
            catalog.labels.extend(labels);
        }
    }
    remark_shared(&catalog, &mut remarks);
    Checked::new(catalog, remarks)
}

impl Catalog {
    fn insert(&mut self, page: String, entry: PageEntry, remarks: &mut Vec<Diagnostic>) -> bool {
        if let Some(first) = self.pages.get(&page) {
            let fault = NoteDuplicate { page, first: first.path.to_string() };
            remarks.push(Diagnostic::of(fault).at(&entry.path, Span::default()));
            return false;
        }
        self.pages.insert(page, entry);
        true
    }

    fn name(&mut self, directness: u8, name: &str, page: &str) {
        let list = self.names.entry(fold_name(name)).or_default();
        if !list.iter().any(|(_, p)| p == page) {
            list.push((directness, page.to_owned()));
        }
    }

    /// The page that `name` names: an id or path, a file name, a title, or another label, in this order.
    pub fn find(&self, name: &str) -> Found<'_> {
        self.best(name, |_| true)
    }

    /// The note that `name` names, as [`Catalog::find`] does; a source of that name does not stand in its way.
    pub fn find_note(&self, name: &str) -> Found<'_> {
        self.best(name, |page| self.pages.get(page).is_some_and(|e| e.kind != PageKind::Source))
    }

    fn best(&self, name: &str, fits: impl Fn(&str) -> bool) -> Found<'_> {
        let Some(list) = self.names.get(&fold_name(name.trim_end_matches(".md"))) else { return Found::None };
        let list: Vec<&(u8, String)> = list.iter().filter(|(_, page)| fits(page)).collect();
        let best = list.iter().map(|(d, _)| *d).min().unwrap_or(0);
        let mut pages: Vec<&str> = list.iter().filter(|(d, _)| *d == best).map(|(_, p)| p.as_str()).collect();
        match pages.len() {
            0 => Found::None,
            1 => Found::One(pages.remove(0)),
            _ => Found::Several(pages),
        }
    }

    /// Whether a folded name is that of a page.
    pub fn names_page(&self, folded: &str) -> bool {
        self.names.contains_key(folded)
    }

    /// The file that a wikilink names: by its whole path, or by its name alone where only one has it.
    pub fn file(&self, name: &str) -> Option<&str> {
        if let Some(path) = self.files.get(name) {
            return Some(path);
        }
        match self.file_names.get(&name.rsplit('/').next().unwrap_or(name).to_lowercase()).map(Vec::as_slice) {
            Some([one]) => Some(one),
            _ => None,
        }
    }

    /// The source with that id: its page and entry.
    pub fn source(&self, id: &str) -> Option<(&str, &PageEntry)> {
        let (page, entry) = self.pages.get_key_value(&source_page(id))?;
        (entry.kind == PageKind::Source && entry.path.stem() == id).then_some((page.as_str(), entry))
    }

    /// Whether a name that leads to nothing is that of a draft.
    pub fn is_draft(&self, name: &str) -> bool {
        let name = crate::path::slug_path(name);
        self.drafts.iter().any(|id| *id == name || id.rsplit('/').next() == Some(&name))
    }

    /// Every name there is, to suggest from.
    pub fn known_names(&self) -> impl Iterator<Item = &str> {
        self.pages.keys().map(|p| p.rsplit('/').next().unwrap_or(p)).chain(self.names.keys().map(String::as_str))
    }

    /// Everything that can be cited: sources, and works that are not kept.
    pub fn citable(&self) -> impl Iterator<Item = &str> {
        self.source_ids().chain(self.works.keys().map(String::as_str))
    }

    /// The ids of all sources.
    pub fn source_ids(&self) -> impl Iterator<Item = &str> {
        self.pages.values().filter(|e| e.kind == PageKind::Source).map(|e| e.path.stem())
    }
}

/// How a source is called in a citation: as its record says, by its first author's family name, or else who published it, or its id.
fn short_name(source: &Source) -> String {
    if let Some(short) = &source.meta.short {
        return short.clone();
    }
    match source.meta.author.as_slice() {
        [] => source.meta.publisher.clone().unwrap_or_else(|| source.id.clone()),
        [one] => family_name(one),
        [one, two] => format!("{} and {}", family_name(one), family_name(two)),
        [one, ..] => format!("{} et al.", family_name(one)),
    }
}

/// The family name in a name as printed: the part in capitals («Zhao GENG»), what stands before a comma,
/// all of a name written without spaces, or else its last word.
pub fn family_name(name: &str) -> String {
    if let Some((family, _)) = name.split_once(',') {
        return family.trim().to_owned();
    }
    let capital = |w: &&str| {
        w.chars().filter(|c| c.is_alphabetic()).count() > 1 && w.chars().all(|c| !c.is_lowercase()) && !w.contains('.')
    };
    let words: Vec<&str> = name.split_whitespace().collect();
    let caps: Vec<&&str> = words.iter().filter(|w| capital(w) && w.chars().any(char::is_uppercase)).collect();
    if let ([one], true) = (caps.as_slice(), words.len() > 1) {
        let mut letters = one.chars();
        let first = letters.next().map(String::from).unwrap_or_default();
        return first + &letters.as_str().to_lowercase();
    }
    words.last().map_or_else(|| name.to_owned(), |w| (*w).to_owned())
}

/// Collects the anchors of headings and marked blocks, and of footnotes.
fn collect_anchors(blocks: &[Block<Written>], anchors: &mut BTreeSet<String>) {
    for block in blocks {
        anchors.extend(block.anchor.clone());
        match &block.node {
            Node::Quote { content, .. } | Node::Callout { content, .. } => collect_anchors(content, anchors),
            Node::Footnote { content, .. } => collect_anchors(content, anchors),
            Node::List { items, .. } => {
                for item in items {
                    anchors.extend(item.anchor.clone());
                    collect_anchors(&item.content, anchors);
                }
            }
            Node::Definitions(list) => {
                list.iter().flat_map(|d| &d.definitions).for_each(|d| collect_anchors(d, anchors))
            }
            _ => {}
        }
    }
}

/// Remarks labels that two entities claim without telling them apart.
fn remark_shared(catalog: &Catalog, remarks: &mut Vec<Diagnostic>) {
    let mut by_name: BTreeMap<String, Vec<&EntityLabel>> = BTreeMap::new();
    for label in &catalog.labels {
        by_name.entry(fold_name(&label.label.text)).or_default().push(label);
    }
    for labels in by_name.values() {
        let open: Vec<&&EntityLabel> =
            labels.iter().filter(|l| l.label.requires.is_empty() && l.label.not_in.is_empty()).collect();
        let Some(first) = open.first() else { continue };
        for other in &open[1..] {
            if other.page == first.page {
                continue;
            }
            let Some(entry) = catalog.pages.get(&other.page) else { continue };
            let fault = NameShared { label: other.label.text.clone(), page: first.page.clone() };
            remarks.push(Diagnostic::of(fault).at(&entry.path, other.label.span));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn family_names_are_told_from_names_as_printed() {
        for (name, family) in [
            ("Zhao GENG", "Geng"),
            ("GENG Zhao", "Geng"),
            ("Graham Webster", "Webster"),
            ("Webster, Graham", "Webster"),
            ("UNIDIR", "UNIDIR"),
            ("耿昭", "耿昭"),
            ("J. R. R. Tolkien", "Tolkien"),
        ] {
            assert_eq!(family_name(name), family);
        }
    }

    #[test]
    fn names_are_compared_without_case_hyphens_and_double_spaces() {
        assert_eq!(fold_name("Cyber-Sovereignty"), fold_name("cyber  sovereignty"));
        assert_ne!(fold_name("网络主权"), fold_name("網絡主權"));
    }
}
