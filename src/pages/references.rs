//! What pages show of the works they rest on: their references, and how to cite the pages themselves.

use std::collections::BTreeSet;

use serde::Serialize;

use super::words;
use crate::biblio::FormattedReference;
use crate::book::Book;
use crate::html::{self, Options, Rendered, page_url};
use crate::id::{Anchor, PageId};
use crate::model::edtf::Edtf;
use crate::path::{Layout, OutPath};
use crate::resolve::ResolvedNote;
use crate::script;

/// An entry of a list of references.
#[derive(Debug, Clone, Serialize)]
pub struct ReferenceView {
    /// Its anchor.
    pub id: String,
    /// Its number, where the style sets one.
    pub number: Option<String>,
    /// The entry as HTML.
    pub html: String,
    /// The address of the source's page, where its text is kept.
    pub url: Option<String>,
    /// How many passages of it are kept.
    pub passages: u32,
    /// The language of the work, where it is known and not the book's.
    pub lang: Option<String>,
}

/// A tag for programs that read how to cite a page.
#[derive(Debug, Clone, Serialize)]
pub struct MetaTag {
    /// Its name.
    pub name: &'static str,
    /// What it says.
    pub content: String,
}

/// How to cite a page of the book.
#[derive(Debug, Clone, Serialize)]
pub struct CiteView {
    /// Title, book, publisher, edition, date and address, in one line of plain text.
    pub text: String,
    /// On a source's page: the work itself, as HTML.
    pub work: Option<String>,
}

/// A note's text as HTML, with the works it rests on: those it cites, and those its claims are from.
pub fn render<'a>(
    book: &Book,
    note: &ResolvedNote,
    claims: &BTreeSet<&str>,
    here: impl Into<Layout<'a>>,
) -> (Rendered, Vec<ReferenceView>) {
    let layout = here.into();
    let mut also: BTreeSet<&str> = claims.clone();
    also.extend(note.cites.iter().map(|(source, _)| source.as_str()));
    let options = Options { layout, html: book.config.html, embed: book, biblio: &book.biblio, also: &also };
    let mut rendered = html::render(&note.note.body, &options);
    let references = std::mem::take(&mut rendered.references);
    let views = references.into_iter().map(|r| view(book, r, layout)).collect();
    (rendered, views)
}

/// An entry as a page shows it.
pub fn view<'a>(book: &Book, reference: FormattedReference, here: impl Into<Layout<'a>>) -> ReferenceView {
    let layout = here.into();
    let work = book.biblio.works.get(&reference.key);
    let page = work.filter(|w| w.held).map(|w| PageId::of_source(&w.key));
    let entry = page.as_ref().and_then(|p| book.catalog.pages.get(p));
    let lang = work.and_then(|w| w.word("language")).filter(|l| *l != book.config.language);
    ReferenceView {
        id: layout.id(&Anchor::of_work(&reference.key)).into_owned(),
        number: reference.number,
        html: reference.html,
        url: page.as_ref().filter(|_| entry.is_some()).map(|p| page_url(p, None, layout)),
        passages: entry.map_or(0, |e| e.passages),
        // A tag is letters, digits and hyphens; what a file says may be anything.
        lang: lang.filter(|l| l.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')),
    }
}

/// How to cite the page at `here`: «“Title.” In *Book*, edition. Publisher, date. Address.» Nothing in it is from
/// the clock, and a page that does not say when it was changed has no date.
pub fn cite_page(book: &Book, title: &str, updated: Option<&str>, here: &OutPath) -> CiteView {
    let config = &book.config;
    let stop = |text: &str| if text.ends_with(|c| c == '…' || script::ends_sentence(c)) { "" } else { "." };
    let mut text = format!("“{title}{}” In {}", stop(title), config.title);
    for part in [config.edition.as_deref()].into_iter().flatten() {
        text.push_str(", ");
        text.push_str(part);
    }
    text.push_str(stop(&text));
    let published: Vec<String> =
        config.publisher.iter().cloned().chain(updated.map(words::date)).filter(|p| !p.is_empty()).collect();
    if !published.is_empty() {
        let words = published.join(", ");
        text.push(' ');
        text.push_str(&words);
        text.push_str(stop(&words));
    }
    if let Some(address) = address(book, here) {
        text.push(' ');
        text.push_str(&address);
    }
    CiteView { text, work: None }
}

/// The address of a page on the web, where the book has one.
pub fn address(book: &Book, here: &OutPath) -> Option<String> {
    let base = book.config.base_url.as_ref()?;
    Some(format!("{base}/{}", if here.as_str() == "index.html" { String::new() } else { here.url() }))
}

/// How to cite a source's page: the work itself, and where it is kept.
pub fn cite_source(book: &Book, id: &str, title: &str, here: &OutPath) -> CiteView {
    let work = book.biblio.entries_of(&BTreeSet::from([id])).into_iter().next().map(|r| r.html);
    CiteView { work, ..cite_page(book, title, None, here) }
}

/// The tags by which Zotero and search engines for papers know a work: Highwire's `citation_title` and so on.
pub fn highwire(book: &Book, id: &str, here: &OutPath) -> Vec<MetaTag> {
    let Some(work) = book.biblio.works.get(id) else { return Vec::new() };
    let mut tags = Vec::new();
    let mut tag = |name: &'static str, content: Option<String>| {
        if let Some(content) = content.filter(|c| !c.is_empty()) {
            tags.push(MetaTag { name, content });
        }
    };
    tag("citation_title", Some(work.title()));
    for name in work.names.get("author").into_iter().flatten() {
        tag("citation_author", Some(name.inverted()));
    }
    let date = work.dates.get("issued").and_then(|d| Edtf::parse(d).ok());
    tag("citation_publication_date", date.map(|d| d.slashes()));
    let container = work.word("container-title");
    match work.kind.as_str() {
        "report" => tag("citation_technical_report_institution", work.word("publisher")),
        "thesis" => tag("citation_dissertation_institution", work.word("publisher")),
        "paper-conference" => tag("citation_conference_title", container.clone()),
        "chapter" => tag("citation_inbook_title", container.clone()),
        _ => tag("citation_journal_title", container.clone()),
    }
    for (name, field) in [
        ("citation_publisher", "publisher"),
        ("citation_language", "language"),
        ("citation_keywords", "keyword"),
        ("citation_doi", "DOI"),
    ] {
        tag(name, work.word(field));
    }
    tag("citation_public_url", address(book, here));
    tag("citation_abstract_html_url", work.word("URL"));
    tags
}
