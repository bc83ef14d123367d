//! The list of all pages for search engines. It needs the book's address on the web, and is left out without it.

use serde::Serialize;

use super::{Feature, Page, View, home, note, section, source};
use crate::book::Book;
use crate::path::OutPath;

/// The sitemap.
pub const FEATURE: Feature = Feature { name: "sitemap", pages };

/// Kinds of pages that a reader may be led to: not the feed, not the redirects.
const LISTED: [Feature; 4] = [home::FEATURE, note::FEATURE, source::FEATURE, section::FEATURE];

#[derive(Serialize)]
struct SitemapView {
    urls: Vec<String>,
}

fn pages(book: &Book) -> Vec<Page<'_>> {
    let (Some(base), Ok(path)) = (&book.config.base_url, OutPath::new("sitemap.xml")) else { return Vec::new() };
    vec![Page { path, template: "sitemap.xml", view: Box::new(move || view(book, base)) }]
}

fn view(book: &Book, base: &str) -> View {
    let mut urls: Vec<String> = LISTED
        .iter()
        .flat_map(|feature| (feature.pages)(book))
        .filter(|page| page.template != "404.html")
        .map(
            |page| {
                if page.template == "home.html" { format!("{base}/") } else { format!("{base}/{}", page.path.url()) }
            },
        )
        .collect();
    urls.sort();
    urls.dedup();
    Box::new(SitemapView { urls })
}
