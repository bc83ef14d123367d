//! The search page. A script fills it; without one it says how to look things up instead.

use super::frame::{Frame, FrameView};
use super::{Feature, Page};
use crate::book::Book;
use crate::path::OutPath;

/// The search page.
pub const FEATURE: Feature = Feature { name: "search", pages };

fn pages(book: &Book) -> Vec<Page<'_>> {
    let here = OutPath::page("search");
    let path = here.clone();
    let view = Box::new(move || {
        let mut frame = Frame::new(book, &here, "Search", None);
        frame.description = Some(format!("Search in {}", book.config.title));
        Box::new(FrameView { frame }) as super::View
    });
    vec![Page { path, template: "search.html", view }]
}
