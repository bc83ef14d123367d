//! Fold: every name the book offers. Which pages there are, their anchors, the names that lead to them,
//! and the labels by which text may mention an entity. It handles names, not prose.

mod who;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use crate::id::{Anchor, AssetId, PageId};
use crate::model::note::{Kind, Label, Note};
use crate::model::place::Places;
use crate::model::source::{BlockKind, Source};
use crate::model::tree::{Block, Child, Written, every_block};
use crate::nfc::nfc;
use crate::path::SitePath;
use crate::report::faults::{NameShared, NoteDuplicate};
use crate::report::{Checked, Diagnostic, Names, Near};
use crate::text::Span;

pub use who::{Cast, Part, name_words, writers};

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
    pub anchors: BTreeSet<Anchor>,
    /// For sources, how many passages it has.
    pub passages: u32,
    /// For sources, where its passages stand by the document's own numbers.
    pub places: Arc<Places>,
    /// For sources, who is who of the names it prints.
    pub cast: Cast,
    /// For sources, each heading with the passages under it.
    pub sections: BTreeMap<Anchor, SourceSection>,
    /// Its other names, as written.
    pub labels: Vec<String>,
    /// One sentence on it, for lists and previews.
    pub summary: Option<String>,
}

/// A heading of a source and what stands under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceSection {
    /// The words of the heading.
    pub heading: String,
    /// The numbers of the passages, down to the next heading of its depth or above.
    pub passages: Vec<u32>,
}

/// A label that leads to an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityLabel {
    /// The page of the entity.
    pub page: PageId,
    /// The label with its conditions.
    pub label: Label,
}

/// Every name the book offers.
#[derive(Debug, Clone, Default)]
pub struct Catalog {
    /// Pages by id.
    pub pages: BTreeMap<PageId, PageEntry>,
    /// Names that lead to pages, folded.
    names: BTreeMap<String, Named>,
    /// Labels of entities, in the order of the pages.
    pub labels: Vec<EntityLabel>,
    /// Files that are copied along, by their path under `content/`.
    pub files: BTreeSet<AssetId>,
    /// Works that can be cited though their text is not kept, by key: the name citations call them by.
    pub works: BTreeMap<String, String>,
    /// Ids of notes that are left out because they are drafts, and the last parts of these.
    drafts: BTreeSet<String>,
    /// The paths of these files, by the last part of them, folded.
    file_names: BTreeMap<String, Vec<AssetId>>,
    /// To tell what was meant by names that lead to nothing.
    near: Arc<NameIndexes>,
}

/// The pages that a name may mean, each with how directly it names them (0 is the id itself): the most direct first.
#[derive(Debug, Clone, Default)]
struct Named {
    sources: Vec<(u8, PageId)>,
    notes: Vec<(u8, PageId)>,
}

/// Indexes of names, each made when it is asked first.
#[derive(Debug, Default)]
struct NameIndexes {
    pages: OnceLock<Names>,
    links: OnceLock<Names>,
    sources: OnceLock<Names>,
    citable: OnceLock<Names>,
    /// The anchors of pages, by page.
    anchors: RwLock<BTreeMap<PageId, Arc<Names>>>,
}

/// How a name was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found<'a> {
    /// It names this page.
    One(&'a PageId),
    /// It fits several pages equally well; the first is taken.
    Several(Several<'a>),
    /// It names nothing.
    None,
}

/// The pages that a name fits equally well: two or more. They are not collected, for a book may have thousands of
/// links to a name that as many notes have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Several<'a> {
    first: &'a PageId,
    sources: &'a [(u8, PageId)],
    notes: &'a [(u8, PageId)],
}

impl<'a> Several<'a> {
    /// The one that is taken.
    pub fn first(&self) -> &'a PageId {
        self.first
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.sources.len() + self.notes.len()
    }

    /// All of them, from the first on.
    pub fn pages(&self) -> impl Iterator<Item = &'a PageId> {
        self.sources.iter().chain(self.notes).map(|(_, page)| page)
    }
}

/// A name as names are compared: small letters in composed form, spaces for hyphens and underscores.
pub fn fold_name(name: &str) -> String {
    let spaced: String = nfc(name)
        .chars()
        .flat_map(char::to_lowercase)
        .map(|c| if matches!(c, '-' | '_' | '\u{a0}') { ' ' } else { c })
        .collect();
    nfc(&spaced).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The last part of a path, as names of files are compared.
fn file_key(path: &str) -> String {
    nfc(path.rsplit('/').next().unwrap_or(path)).to_lowercase()
}

/// Folds notes and sources into the catalog. Two files that would be the same page, and labels that two
/// entities claim, are remarked.
pub fn catalog(notes: &[Note<Written>], sources: &[Source], files: BTreeSet<AssetId>) -> Checked<Catalog> {
    let mut remarks = Vec::new();
    let mut catalog = Catalog { files, ..Catalog::default() };
    for file in &catalog.files {
        let name = file_key(file);
        catalog.file_names.entry(name).or_default().push(file.clone());
    }
    for source in sources {
        let of_blocks = source.anchors();
        let headings = source.blocks.iter().enumerate().filter(|(_, b)| b.kind == BlockKind::Heading);
        let sections = headings
            .map(|(n, b)| {
                (of_blocks[n].clone(), SourceSection { heading: b.text.clone(), passages: source.section(n) })
            })
            .collect();
        let anchors = of_blocks.into_iter().collect();
        let title = source.meta.title.clone().unwrap_or_else(|| source.id.clone());
        let entry = PageEntry {
            kind: PageKind::Source,
            title: title.clone(),
            short: Some(short_name(source)),
            path: source.path.clone(),
            anchors,
            passages: source.passages(),
            places: Arc::clone(&source.places),
            cast: Cast::default(),
            sections,
            labels: Vec::new(),
            summary: None,
        };
        let page = PageId::of_source(&source.id);
        if catalog.insert(page.clone(), entry, &mut remarks) {
            catalog.name(0, &page, &page);
            catalog.name(1, &source.id, &page);
            catalog.name(3, &title, &page);
        }
    }
    for note in notes {
        let entry = PageEntry {
            kind: PageKind::Note(note.kind),
            title: note.title.clone(),
            short: None,
            path: note.path.clone(),
            anchors: anchors_in(&note.body),
            passages: 0,
            places: Arc::default(),
            cast: Cast::default(),
            sections: BTreeMap::new(),
            labels: note.front.aliases.iter().chain(&note.front.labels).map(|l| l.text.clone()).collect(),
            summary: note.front.summary.clone().or_else(|| note.front.definition.clone()),
        };
        if !catalog.insert(note.id.clone(), entry, &mut remarks) {
            continue;
        }
        let file = note.path.strip_folder("content").unwrap_or(note.path.as_str()).trim_end_matches(".md").to_owned();
        catalog.name(0, &note.id, &note.id);
        catalog.name(0, &file, &note.id);
        catalog.name(1, note.id.name(), &note.id);
        catalog.name(1, note.path.stem(), &note.id);
        catalog.name(2, &note.title, &note.id);
        for label in note.front.aliases.iter().chain(&note.front.labels) {
            catalog.name(3, &label.text, &note.id);
        }
        // What stands over a list is no entity, though it lies in the folder of them.
        if note.kind.is_entity() && note.id.listed_folder().is_none() {
            let labels: Vec<EntityLabel> =
                note.all_labels().map(|label| EntityLabel { page: note.id.clone(), label }).collect();
            catalog.labels.extend(labels);
        }
    }
    for named in catalog.names.values_mut() {
        named.sources.sort_by_key(|(directness, _)| *directness);
        named.notes.sort_by_key(|(directness, _)| *directness);
    }
    remark_shared(&catalog, &mut remarks);
    remarks.extend(who::cast(notes, sources, &mut catalog));
    Checked::new(catalog, remarks)
}

impl Catalog {
    fn insert(&mut self, page: PageId, entry: PageEntry, remarks: &mut Vec<Diagnostic>) -> bool {
        if let Some(first) = self.pages.get(&page) {
            let fault = NoteDuplicate { page: page.to_string(), first: first.path.to_string() };
            remarks.push(Diagnostic::of(fault).at(&entry.path, Span::default()));
            return false;
        }
        self.pages.insert(page, entry);
        true
    }

    /// Gives a page a name. All names of a page are given one after the other, the most direct first.
    fn name(&mut self, directness: u8, name: &str, page: &PageId) {
        let named = self.names.entry(fold_name(name)).or_default();
        let is_source = self.pages.get(page).is_some_and(|e| e.kind == PageKind::Source);
        let list = if is_source { &mut named.sources } else { &mut named.notes };
        if list.last().is_none_or(|(_, last)| last != page) {
            list.push((directness, page.clone()));
        }
    }

    /// The page that `name` names: an id or path, a file name, a title, or another label, in this order.
    pub fn find(&self, name: &str) -> Found<'_> {
        self.named(name).map_or(Found::None, |named| best(&named.sources, &named.notes))
    }

    /// The note that `name` names, as [`Catalog::find`] does; a source of that name does not stand in its way.
    pub fn find_note(&self, name: &str) -> Found<'_> {
        self.named(name).map_or(Found::None, |named| best(&[], &named.notes))
    }

    fn named(&self, name: &str) -> Option<&Named> {
        self.names.get(&fold_name(name.trim_end_matches(".md")))
    }

    /// Whether a folded name is that of a page.
    pub fn names_page(&self, folded: &str) -> bool {
        self.names.contains_key(folded)
    }

    /// The file that a wikilink names: by its whole path, or by its name alone where only one has it.
    pub fn file(&self, name: &str) -> Option<&AssetId> {
        if let Some(path) = self.files.get(nfc(name).as_ref()) {
            return Some(path);
        }
        match self.file_names.get(&file_key(name)).map(Vec::as_slice) {
            Some([one]) => Some(one),
            _ => None,
        }
    }

    /// The source with that id: its page and entry.
    pub fn source(&self, id: &str) -> Option<(&PageId, &PageEntry)> {
        let (page, entry) = self.pages.get_key_value(&PageId::of_source(id))?;
        (entry.kind == PageKind::Source && entry.path.stem() == id).then_some((page, entry))
    }

    /// Takes in the ids of notes that are left out because they are drafts, to say so where a link leads to one.
    pub fn leave_out(&mut self, drafts: &BTreeSet<PageId>) {
        self.drafts = drafts.iter().flat_map(|id| [id.as_str(), id.name()]).map(str::to_owned).collect();
    }

    /// Whether a name that leads to nothing is that of a draft.
    pub fn is_draft(&self, name: &str) -> bool {
        self.drafts.contains(&crate::path::slug_path(name))
    }

    /// What may have been meant by a name that is that of no page: «did you mean …?»
    pub fn near_page(&self, name: &str) -> Near {
        self.near.pages.get_or_init(|| Names::of(self.page_names())).near_names(name)
    }

    /// What may have been meant by a link that leads to no page and no file.
    pub fn near_link(&self, name: &str) -> Near {
        let known = || self.page_names().chain(self.files.iter().map(AssetId::as_str));
        self.near.links.get_or_init(|| Names::of(known())).near_names(name)
    }

    /// What may have been meant by an id that is that of no source.
    pub fn near_source(&self, id: &str) -> Near {
        self.near.sources.get_or_init(|| Names::of(self.source_ids())).near_names(id)
    }

    /// What may have been meant by a key of neither a source nor a work.
    pub fn near_citable(&self, key: &str) -> Near {
        let known = || self.source_ids().chain(self.works.keys().map(String::as_str));
        self.near.citable.get_or_init(|| Names::of(known())).near_names(key)
    }

    /// What may have been meant by an anchor that a page does not have.
    pub fn near_anchor(&self, page: &PageId, anchor: &str) -> Near {
        let known = self.near.anchors.read().unwrap_or_else(PoisonError::into_inner).get(page).cloned();
        let known = known.or_else(|| {
            let names = Arc::new(Names::of(self.pages.get(page)?.anchors.iter().map(Anchor::as_str)));
            let mut all = self.near.anchors.write().unwrap_or_else(PoisonError::into_inner);
            Some(Arc::clone(all.entry(page.clone()).or_insert(names)))
        });
        known.map(|known| known.near_names(anchor)).unwrap_or_default()
    }

    fn page_names(&self) -> impl Iterator<Item = &str> {
        self.pages.keys().map(PageId::name).chain(self.names.keys().map(String::as_str))
    }

    fn source_ids(&self) -> impl Iterator<Item = &str> {
        self.pages.values().filter(|e| e.kind == PageKind::Source).map(|e| e.path.stem())
    }
}

/// The pages that a name names most directly.
fn best<'a>(sources: &'a [(u8, PageId)], notes: &'a [(u8, PageId)]) -> Found<'a> {
    let Some(best) = sources.first().into_iter().chain(notes.first()).map(|(directness, _)| *directness).min() else {
        return Found::None;
    };
    let of = |list: &'a [(u8, PageId)]| &list[..list.partition_point(|(directness, _)| *directness <= best)];
    let (sources, notes) = (of(sources), of(notes));
    match (sources.first().or(notes.first()), sources.len() + notes.len()) {
        (Some((_, first)), 1) => Found::One(first),
        (Some((_, first)), _) => Found::Several(Several { first, sources, notes }),
        (None, _) => Found::None,
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

/// The anchors in some blocks: of headings, of marked blocks and of marked items.
fn anchors_in(blocks: &[Block<Written>]) -> BTreeSet<Anchor> {
    let mut anchors = BTreeSet::new();
    for block in every_block(blocks) {
        let of_items = block.node.children().into_iter().filter_map(|child| match child {
            Child::Blocks(_, anchor) => anchor,
            Child::Words(..) => None,
        });
        anchors.extend(block.anchor.iter().chain(of_items).cloned());
    }
    anchors
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
            let fault = NameShared { label: other.label.text.clone(), page: first.page.to_string() };
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
        assert_eq!(fold_name("CAFE\u{301} A\u{30a}"), fold_name("Café \u{212b}"));
        assert_eq!(fold_name("\u{1112}\u{1161}\u{11ab}국"), fold_name("한국"));
    }
}
