//! Redirects: a page at the address of each alias, which leads on to the entity's own.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{Feature, Page};
use crate::book::Book;
use crate::html::page_url;
use crate::id::PageId;

/// The redirect pages.
pub const FEATURE: Feature = Feature { name: "redirect", pages };

#[derive(Serialize)]
struct RedirectView {
    title: String,
    url: String,
    lang: String,
}

fn pages(book: &Book) -> Vec<Page<'_>> {
    let mut taken: BTreeSet<PageId> = book.catalog.pages.keys().cloned().collect();
    let mut pages = Vec::new();
    for note in &book.notes {
        let note = &note.note;
        let Some((folder, _)) = note.id.rsplit_once('/') else { continue };
        for label in &note.front.aliases {
            // A name that means this entity only under a condition is no address for it.
            if !label.requires.is_empty() || !label.not_in.is_empty() {
                continue;
            }
            let id = PageId::in_folder(folder, &label.text);
            if book.is_list(&id) || !taken.insert(id.clone()) {
                continue;
            }
            let path = id.out();
            let here = path.clone();
            pages.push(Page {
                path,
                template: "redirect.html",
                view: Box::new(move || {
                    Box::new(RedirectView {
                        title: note.title.clone(),
                        url: page_url(&note.id, None, &here),
                        lang: book.config.language.clone(),
                    })
                }),
            });
        }
    }
    pages
}
