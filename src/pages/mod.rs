//! Map: the book to typed views, one page a view. A template reads its view and nothing else, so the
//! view is the whole list of what a page depends on.
//!
//! A feature is one file here and one line in [`ALL`].

mod balance;
mod bibliography;
mod claims;
mod drawing;
mod feed;
mod frame;
mod home;
mod map;
mod matrix;
mod note;
mod passages;
mod print;
mod redirect;
mod references;
mod running;
mod search;
mod section;
pub mod sentences;
mod sitemap;
mod source;
mod spine;
mod tension;
mod ties;
mod timeline;
pub mod words;

use crate::book::Book;
use crate::path::OutPath;

pub use claims::voice_words;
pub use frame::Frame;
pub use running::css as book_css;

/// A page that is to be: where it goes, which template dresses it, and how its view is made. Views are
/// made when they are rendered, in parallel, and dropped at once.
pub struct Page<'a> {
    /// Its place in the output.
    pub path: OutPath,
    /// The name of its template.
    pub template: &'static str,
    /// Makes its view.
    pub view: Box<dyn Fn() -> View + Send + Sync + 'a>,
}

/// What a template reads.
pub type View = Box<dyn erased_serde::Serialize + Send>;

/// A kind of page.
pub struct Feature {
    /// Its name.
    pub name: &'static str,
    /// The pages of this kind that a book has.
    pub pages: for<'a> fn(&'a Book) -> Vec<Page<'a>>,
}

/// All kinds of pages. Of two pages in one place the first stands, so those that every book has come before its notes.
pub const ALL: &[Feature] = &[
    home::FEATURE,
    matrix::FEATURE,
    timeline::FEATURE,
    map::FEATURE,
    balance::FEATURE,
    search::FEATURE,
    bibliography::FEATURE,
    print::FEATURE,
    note::FEATURE,
    source::FEATURE,
    section::FEATURE,
    redirect::FEATURE,
    sitemap::FEATURE,
    feed::FEATURE,
];

/// All pages of a book, in no particular order.
pub fn pages(book: &Book) -> Vec<Page<'_>> {
    ALL.iter().flat_map(|feature| (feature.pages)(book)).collect()
}

/// The templates that pages use.
pub const TEMPLATES: [&str; 17] = [
    "bibliography.html",
    "home.html",
    "note.html",
    "concept.html",
    "tension.html",
    "matrix.html",
    "timeline.html",
    "map.html",
    "balance.html",
    "source.html",
    "section.html",
    "print.html",
    "search.html",
    "404.html",
    "redirect.html",
    "sitemap.xml",
    "feed.xml",
];
