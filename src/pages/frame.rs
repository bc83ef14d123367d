//! What every page shows around its own matter: the book's name, the ways through it, where one is.

use serde::Serialize;

use crate::book::{Book, Part};
use crate::catalog::PageKind;
use crate::html::page_url;
use crate::id::PageId;
use crate::pages::words;
use crate::path::{Layout, OutPath};

/// The frame of a page.
#[derive(Debug, Clone, Serialize)]
pub struct Frame {
    /// The book.
    pub book: BookInfo,
    /// The page's title, plain.
    pub title: String,
    /// A sentence on the page, for search engines and previews of links.
    pub description: Option<String>,
    /// The page's language, as a BCP 47 tag.
    pub lang: String,
    /// Its direction, `ltr` or `rtl`.
    pub dir: &'static str,
    /// Address of the home page.
    pub home: String,
    /// Address of the theme's files, with a slash at its end where it is not empty.
    pub assets: String,
    /// Address of the search page.
    pub search: String,
    /// Address of the book as data.
    pub data: String,
    /// The page's own address on the web, when the book has one.
    pub canonical: Option<String>,
    /// Address of the feed, when there is one.
    pub feed: Option<String>,
    /// Address of the bibliography, when there is one.
    pub bibliography: Option<String>,
    /// The ways through the book.
    pub nav: Vec<NavItem>,
    /// What shows all of it at once: the matrix, the timeline, the map.
    pub views: Vec<NavItem>,
    /// Address of the balance of the book's quotations, when it quotes.
    pub balance: Option<String>,
    /// Address of the whole book on one page, when there is anything in it.
    pub print: Option<String>,
    /// The way from home to here.
    pub crumbs: Vec<Crumb>,
}

/// A page of which the template knows all but what is around it.
#[derive(Serialize)]
pub struct FrameView {
    /// What is around it.
    pub frame: Frame,
}

/// What every page knows of the book.
#[derive(Debug, Clone, Serialize)]
pub struct BookInfo {
    /// Its title.
    pub title: String,
    /// What it is about.
    pub subtitle: Option<String>,
    /// Which edition this is.
    pub edition: Option<String>,
    /// Who answers for it.
    pub publisher: Option<String>,
    /// Language of its own words, as a BCP 47 tag; a page may have another.
    pub lang: String,
    /// The direction of that language, `ltr` or `rtl`.
    pub dir: &'static str,
    /// The version of briefbook that made it.
    pub briefbook: &'static str,
    /// How many sources it has.
    pub sources: usize,
    /// How many passages they have.
    pub passages: usize,
    /// How many notes it has.
    pub notes: usize,
    /// How many claims it has.
    pub claims: usize,
    /// How many quotations of its sources it makes.
    pub quotations: usize,
    /// How many of them stand in their sources word for word.
    pub quotations_held: usize,
}

/// A way through the book.
#[derive(Debug, Clone, Serialize)]
pub struct NavItem {
    /// Its name.
    pub title: String,
    /// Its address.
    pub url: String,
    /// Whether the page belongs to it.
    pub current: bool,
}

impl NavItem {
    /// The way to a page at the top of the site, by the address it has as seen from `here`.
    fn named(title: &str, url: &str, here: &OutPath) -> Self {
        Self { title: title.to_owned(), url: url.to_owned(), current: here.as_str() == url }
    }
}

/// A step on the way from home.
#[derive(Debug, Clone, Serialize)]
pub struct Crumb {
    /// Its name.
    pub title: String,
    /// Its address; nothing for the page itself.
    pub url: Option<String>,
}

/// A page named in another's view.
#[derive(Debug, Clone, Serialize)]
pub struct PageLink {
    /// Its title.
    pub title: String,
    /// Its address.
    pub url: String,
    /// What kind it is: `concept`, `actor`, `source` …
    pub kind: &'static str,
    /// A sentence on it.
    pub summary: Option<String>,
    /// Its language, where it is not the book's.
    pub lang: Option<String>,
}

/// The views that lie beside the parts: name, page, and whether a book has it.
type HasView = fn(&Book) -> bool;
const VIEWS: [(&str, &str, HasView); 3] = [
    ("Matrix", "matrix", |book| !book.relations.claims.is_empty()),
    ("Timeline", "timeline", |book| book.relations.dated > 0),
    ("Concept map", "map", |book| book.relations.mapped),
];

/// The views a book has, as ways in from the page at `here`.
pub fn views(book: &Book, here: &OutPath) -> Vec<NavItem> {
    let has = VIEWS.iter().filter(|(_, _, has)| has(book));
    has.map(|(title, page, _)| {
        let page = OutPath::page(page);
        NavItem { title: (*title).to_owned(), url: page.url_from(here), current: page == *here }
    })
    .collect()
}

/// What a part is called.
pub fn part_title(part: &Part) -> String {
    capital(&part.folder.replace('-', " "))
}

/// With a first capital letter.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    first + letters.as_str()
}

impl Frame {
    /// The frame of the page at `here`. Its part is the first folder of its path.
    pub fn new(book: &Book, here: &OutPath, title: &str, language: Option<&str>) -> Self {
        let home = OutPath::page("index");
        let part = here.as_str().split_once('/').map(|(top, _)| top);
        let all = &book.parts;
        let mut crumbs = Vec::new();
        if *here != home {
            crumbs.push(Crumb { title: book.config.title.clone(), url: Some(home.url_from(here)) });
            if let Some(part) = all.iter().find(|p| Some(p.folder.as_str()) == part)
                && part_title(part) != title
            {
                let list = PageId::list_of(&part.folder).out();
                crumbs.push(Crumb { title: part_title(part), url: Some(list.url_from(here)) });
            }
            crumbs.push(Crumb { title: title.to_owned(), url: None });
        }
        let mut nav: Vec<NavItem> = all
            .iter()
            .map(|p| NavItem {
                title: part_title(p),
                url: PageId::list_of(&p.folder).out().url_from(here),
                current: Some(p.folder.as_str()) == part,
            })
            .collect();
        let bibliography = book.works().next().map(|_| OutPath::page("bibliography").url_from(here));
        nav.extend(bibliography.iter().map(|url| NavItem::named("Bibliography", url, here)));
        let lang = language.unwrap_or(&book.config.language).to_owned();
        let depth = here.as_str().matches('/').count();
        Self {
            book: BookInfo {
                title: book.config.title.clone(),
                subtitle: book.config.subtitle.clone(),
                edition: book.config.edition.clone(),
                publisher: book.config.publisher.clone(),
                dir: words::direction(&book.config.language),
                lang: book.config.language.clone(),
                briefbook: env!("CARGO_PKG_VERSION"),
                sources: book.sources.len(),
                passages: book.passages,
                notes: book.notes.len(),
                claims: book.relations.claims.len(),
                quotations: book.quotations.made,
                quotations_held: book.quotations.held,
            },
            title: title.to_owned(),
            description: None,
            dir: words::direction(&lang),
            lang,
            home: home.url_from(here),
            assets: format!("{}assets/", "../".repeat(depth)),
            search: OutPath::page("search").url_from(here),
            data: format!("{}book.json", "../".repeat(depth)),
            canonical: book.config.base_url.as_ref().map(|base| match here.as_str() {
                "index.html" => format!("{base}/"),
                _ => format!("{base}/{}", here.url()),
            }),
            feed: super::feed::has_feed(book).then(|| format!("{}feed.xml", "../".repeat(depth))),
            bibliography,
            nav,
            views: views(book, here),
            balance: book.relations.quotes.then(|| OutPath::page("balance").url_from(here)),
            print: (!book.is_empty()).then(|| OutPath::page("print").url_from(here)),
            crumbs,
        }
    }
}

impl Frame {
    /// The frame of a page at the top of the site, with its addresses behind `root`.
    pub fn rooted(mut self, root: &str) -> Self {
        let addresses = [&mut self.home, &mut self.assets, &mut self.search, &mut self.data].into_iter();
        let addresses = addresses
            .chain(&mut self.feed)
            .chain(&mut self.balance)
            .chain(&mut self.bibliography)
            .chain(&mut self.print);
        let addresses = addresses.chain(self.nav.iter_mut().chain(&mut self.views).map(|n| &mut n.url));
        for address in addresses.chain(self.crumbs.iter_mut().filter_map(|c| c.url.as_mut())) {
            address.insert_str(0, root);
        }
        self
    }
}

/// A page named in the view of the page at `here`.
pub fn page_link<'a>(book: &Book, page: &str, here: impl Into<Layout<'a>>) -> PageLink {
    let entry = book.catalog.pages.get(page);
    PageLink {
        title: entry.map_or_else(|| page.to_owned(), |e| e.title.clone()),
        url: page_url(page, None, here),
        kind: match entry.map(|e| e.kind) {
            Some(PageKind::Note(kind)) => kind.name(),
            Some(PageKind::Source) => "source",
            None => "page",
        },
        summary: entry.and_then(|e| e.summary.clone()),
        lang: match entry.map(|e| e.kind) {
            Some(PageKind::Note(_)) => book.note(page).and_then(|n| n.note.front.language.clone()),
            Some(PageKind::Source) => book.source_at(page).and_then(|s| s.source.meta.language.clone()),
            None => None,
        }
        .filter(|l| *l != book.config.language),
    }
}
