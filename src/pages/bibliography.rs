//! The bibliography of the whole book: the sources it keeps, and the works it cites and does not keep, each with
//! the pages that rest on it. Beside it lie the same works for reference managers.

use std::collections::BTreeSet;

use serde::Serialize;

use super::frame::{Frame, PageLink, page_link};
use super::references::{ReferenceView, view as reference};
use super::{Feature, Page, View};
use crate::book::Book;
use crate::path::OutPath;

/// The bibliography page.
pub const FEATURE: Feature = Feature { name: "bibliography", pages };

#[derive(Serialize)]
struct BibliographyView {
    frame: Frame,
    /// Works whose text is kept.
    held: Vec<WorkView>,
    /// Works that are cited only.
    cited: Vec<WorkView>,
    /// The same works for reference managers: what they are called, and where they are.
    files: Vec<FileView>,
}

#[derive(Serialize)]
struct WorkView {
    #[serde(flatten)]
    reference: ReferenceView,
    /// The pages that cite it.
    cited_by: Vec<PageLink>,
}

#[derive(Serialize)]
struct FileView {
    title: &'static str,
    url: String,
}

fn pages(book: &Book) -> Vec<Page<'_>> {
    if book.works().next().is_none() {
        return Vec::new();
    }
    let path = OutPath::page("bibliography");
    let here = path.clone();
    vec![Page { path, template: "bibliography.html", view: Box::new(move || view(book, &here)) }]
}

fn view(book: &Book, here: &OutPath) -> View {
    let (held, cited): (Vec<_>, Vec<_>) = book.works().partition(|w| w.held);
    let list = |works: Vec<&crate::model::work::Work>| -> Vec<WorkView> {
        let keys: BTreeSet<&str> = works.iter().map(|w| w.key.as_str()).collect();
        book.biblio
            .entries_of(&keys)
            .into_iter()
            .map(|r| {
                let pages = book.relations.citing.get(&r.key);
                WorkView {
                    cited_by: pages.into_iter().flatten().map(|p| page_link(book, p, here)).collect(),
                    reference: reference(book, r, here),
                }
            })
            .collect()
    };
    let files = [("BibTeX", "references.bib"), ("CSL-JSON", "references.json"), ("RIS", "references.ris")]
        .into_iter()
        .filter_map(|(title, file)| Some(FileView { title, url: OutPath::new(file).ok()?.url_from(here) }))
        .collect();
    let mut frame = Frame::new(book, here, "Bibliography", None);
    frame.description = Some(format!("The works that this book keeps or cites: {}", book.config.title));
    Box::new(BibliographyView { frame, held: list(held), cited: list(cited), files })
}
