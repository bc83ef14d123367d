//! Works, citations and references in a CSL style. Values in, HTML out: no files, no clock.
//!
//! hayagriva formats; what it cannot be trusted with is done here: HTML is written and escaped from its tree of
//! elements (`runs`), letters that must keep their case are hidden from it (`item`), and styles are
//! found by names that stay ([`style`]).

pub mod export;
mod format;
pub mod held;
mod item;
mod kit;
mod runs;
pub mod style;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use hayagriva::archive::ArchivedStyle;
use hayagriva::citationberg::json::Item;

use crate::config::Config;
use crate::model::source::Source;
use crate::model::work::Work;
use crate::path::SitePath;
use crate::report::faults::ConfigStyle;
use crate::report::{Checked, Diagnostic, near_names};

pub use format::{CitationGroup, CitationPiece, Form, FormattedReference, PageCitations};
use kit::Kit;
pub use kit::PlaceMark;

/// Every work of a book, and the style in which they are cited. What a book without citations does not need
/// (styles, locales, formatted entries) is made when it is first asked for.
#[derive(Debug, Default)]
pub struct Biblio {
    /// All works, sources among them, by key.
    pub works: BTreeMap<String, Work>,
    /// The style of citations; nothing for the book's own short form.
    style: Option<ArchivedStyle>,
    /// Whether the short form stands in notes.
    in_notes: bool,
    /// The language of the book's own words.
    language: String,
    /// Whether addresses become links that leave the book.
    links: bool,
    items: OnceLock<BTreeMap<String, Item>>,
    kit: OnceLock<Kit>,
    entries: OnceLock<BTreeMap<String, (usize, String)>>,
}

impl Biblio {
    /// The works of a book: its sources, and its bibliography. A style there is not is remarked, in `site`, the file
    /// of the settings.
    pub fn of_book<'a>(
        library: BTreeMap<String, Work>,
        sources: impl Iterator<Item = &'a Source>,
        config: &Config,
        site: Option<&SitePath>,
    ) -> Checked<Self> {
        let mut remarks = Vec::new();
        let mut works = library;
        works.extend(sources.map(|s| (s.id.clone(), held::work(s))));
        let wanted = config.style.as_ref();
        let style = wanted.and_then(|w| style::find(&w.name));
        if let (Some(wanted), None) = (wanted, style) {
            let near = near_names(&wanted.name, style::known());
            let d = Diagnostic::of(ConfigStyle { name: wanted.name.clone(), near, known: style::names() });
            remarks.push(match site {
                Some(path) => d.at(path, wanted.span),
                None => d,
            });
        }
        let biblio = Self::new(works, style, &config.language, config.external_links);
        Checked::new(Self { in_notes: config.cited_in_notes, ..biblio }, remarks)
    }

    /// Works, and how they are cited. `style` is one of [`style::find`]'s; `links` says whether addresses may be
    /// links.
    pub fn new(works: BTreeMap<String, Work>, style: Option<ArchivedStyle>, language: &str, links: bool) -> Self {
        Self { works, style, language: language.to_owned(), links, ..Self::default() }
    }

    fn items(&self) -> &BTreeMap<String, Item> {
        self.items.get_or_init(|| self.works.iter().map(|(key, work)| (key.clone(), item::item(work))).collect())
    }

    fn kit(&self) -> &Kit {
        self.kit.get_or_init(|| Kit::of(self.style.unwrap_or(ArchivedStyle::ChicagoAuthorDate), &self.language))
    }
}

/// Text made safe for HTML.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // Writing to a string does not fail.
    let _ = pulldown_cmark_escape::escape_html(&mut out, text);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_book_without_works_needs_no_style() {
        let mut biblio = Biblio::default();
        biblio.prepare();
        assert!(biblio.kit.get().is_none());
        biblio = Biblio::new(BTreeMap::from([("a".to_owned(), Work::default())]), None, "en", true);
        biblio.prepare();
        assert!(biblio.kit.get().is_some());
    }
}
