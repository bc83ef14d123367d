//! briefbook compiles a folder of raw source texts and Markdown notes into an interlinked briefing, and
//! checks the book against its evidence.
//!
//! # The map
//!
//! A book goes through these stages, in this order. Each is a function from values to a value, in the
//! module that bears its name; each gives its remarks beside its result ([`report::Checked`]).
//!
//! | stage | function | takes → gives |
//! |---|---|---|
//! | door | [`disk::read`] | a folder → [`text::Inputs`]: path → bytes |
//! | sort | [`intake::sort`] | files by what they are for |
//! | map | [`parse::decode()`] | bytes → [`text::Text`], whatever their encoding |
//! | map | [`parse::note::parse`] | a Markdown file → [`model::note::Note`], [`Written`] |
//! | map | [`parse::record::parse`], [`parse::source::parse`] | a raw text and its record → [`model::source::Source`]: passages and ledger |
//! | map | [`parse::library::parse`] | the bibliography → works that are cited and not kept |
//! | fold | [`catalog::catalog`] | all of these → every name the book offers |
//! | map | [`resolve::note`], [`resolve::source`] | one document and the catalog → links, citations, claims and mentions led to what they name |
//! | fold | [`resolve::kept::keep`] | what cited places said, and what they say now |
//! | fold | [`relate::relate`] | all resolved documents → what they say together |
//! | map | [`pages::pages`] | the [`book::Book`] → typed views, one a page |
//! | map | [`theme::Theme::render`] | a view and a template → text |
//! | bind | [`formats::Format`] | rendered pages → [`text::Outputs`]: path → bytes |
//! | door | [`disk::write`] | outputs → files, only what changed |
//!
//! [`compile`] is the part down to the book, [`emit`] the rest; [`settle`] makes of all remarks what the book's
//! settings and its authors' exceptions want of them. Beside the stages stand what all of them
//! use ([`path`], [`id`], [`text`], [`nfc`], [`numeral`], [`script`], [`sentences`], [`report`]), the settings ([`config`]), [`intake`], the writer of HTML ([`html`],
//! [`highlight`]), works and citations in a style ([`biblio`]), the book as data ([`export`], and for the scripts of
//! search and previews [`lookup`]) and the command line ([`cli`]).
//!
//! Where is a bug? A wrong passage, heading or left-out line: `parse::source`. A wrong link or a missed
//! mention: `resolve`. A wrong list or count: `relate`, or the view in `pages`. Wrong markup: `html` in
//! running text, `themes/default` everywhere else. A file that is not written: `disk`.
//!
//! # Rules of the house
//!
//! - Files, clock and environment are touched in `disk` and `cli` only (`.clippy.toml` holds this).
//! - Modules import downwards only (`tests/layers.rs` has the table).
//! - Bad content is remarked, never fatal, and never lost.
//! - The same inputs give the same bytes, whatever the order of files or the number of threads.

pub mod biblio;
pub mod book;
pub mod book_json;
pub mod catalog;
pub mod cli;
pub mod config;
pub mod disk;
pub mod export;
pub mod fields;
pub mod formats;
pub mod highlight;
pub mod html;
pub mod id;
pub mod intake;
pub mod lookup;
pub mod model;
pub mod nfc;
pub mod numeral;
pub mod pages;
pub mod parse;
pub mod path;
pub mod relate;
pub mod report;
pub mod resolve;
pub mod script;
pub mod sentences;
pub mod text;
pub mod theme;

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use biblio::Biblio;
use book::Book;
use config::Config;
use id::{AssetId, PageId};
use model::edtf::Edtf;
use model::note::Note;
use model::tree::Written;
use nfc::Origins;
use path::{OutPath, SitePath};
use report::faults::{OutputClash, OutputName};
use report::{Checked, Diagnostic, Edit};
use resolve::kept::Keeping;
use resolve::kept::plan::{self, Plan};
use text::{Inputs, Outputs, Span, Text};
use theme::Theme;

/// What [`compile`] gives: the book, its theme, and the texts its remarks point into.
pub struct Compiled {
    /// The book.
    pub book: Book,
    /// The theme that dresses it.
    pub theme: Theme,
    /// What is kept of the cited places, and what became of them.
    pub keeping: Keeping,
    /// Every text that was read, by its path.
    pub texts: BTreeMap<SitePath, Text>,
}

impl Compiled {
    /// What is to be done about cited places, by all that was remarked and [settled](settle()). `edits` says of a remark
    /// whether its edit can be made.
    pub fn plan(&self, remarks: &[Diagnostic], edits: impl Fn(&Diagnostic) -> bool) -> Plan {
        plan::plan(&self.keeping, &self.book.sources, remarks, edits)
    }
}

/// How [`compile`] goes about it.
#[derive(Debug, Clone, Copy, Default)]
pub struct CompileOptions {
    /// Whether notes marked as drafts are part of the book.
    pub drafts: bool,
}

/// Compiles a folder's files into a book: everything but the rendering.
pub fn compile(inputs: &Inputs, options: CompileOptions) -> Checked<Compiled> {
    let mut remarks = Vec::new();
    let mut sorted = intake::sort(inputs).into_value(&mut remarks);
    let config = match sorted.config.as_ref() {
        Some(text) => config::parse(text).into_value(&mut remarks),
        None => Config::default(),
    };
    if !config.html {
        remarks.extend(intake::passive(&mut sorted));
    }
    // Map: each file to a written document.
    let notes: Vec<Note<Written>> =
        gather(sorted.notes.par_iter().map(|t| parse::note::parse(t, config.html)).collect(), &mut remarks);
    let drafts: BTreeSet<PageId> = notes.iter().filter(|n| n.front.draft).map(|n| n.id.clone()).collect();
    let (mut notes, left_out): (Vec<_>, Vec<_>) = notes.into_iter().partition(|n| options.drafts || !n.front.draft);
    let kept = intake::kept(&sorted).into_value(&mut remarks);
    let mut sources = intake::sources(&sorted).into_value(&mut remarks);
    let ids: BTreeSet<&str> = sources.iter().map(|s| s.id.as_str()).collect();
    let mut library = parse::library::parse(&sorted.library, &ids).into_value(&mut remarks);
    // Fold: every name.
    let files: BTreeSet<AssetId> = sorted.assets.keys().cloned().collect();
    let mut catalog = catalog::catalog(&notes, &sources, files).into_value(&mut remarks);
    catalog.leave_out(&drafts);
    catalog.works = library.iter().map(|(key, work)| (key.clone(), work.short())).collect();
    // Of two that would be one page, the second has none.
    notes.retain(|n| catalog.pages.get(&n.id).is_some_and(|e| e.path == n.path));
    sources.retain(|s| catalog.pages.get(&PageId::of_source(&s.id)).is_some_and(|e| e.path == s.path));
    notes.sort_by_cached_key(|n| {
        let day = n.front.date.as_deref().and_then(|d| Edtf::parse(d).ok()).map(|d| (d.first_day(), d.last_day()));
        (n.kind, n.front.order.unwrap_or(i64::MAX), day, catalog::fold_name(&n.title), n.id.clone())
    });
    // What drafts cite is kept, too: their citations are to be there when they are published.
    let namings = resolve::kept::naming::namings(notes.iter().chain(&left_out), &catalog, &kept, &sorted.texts);
    // Map: each document with its names led to what they name.
    let matcher = resolve::mention::Matcher::new(&catalog, &config.ignore, &config.language);
    let cycles = resolve::embed::cycles(&notes, &catalog);
    let corpus = resolve::quote::Corpus::new(&sources, config.quotations.reuse_from);
    let checker = resolve::quote::Checker {
        corpus: &corpus,
        catalog: &catalog,
        settings: &config.quotations,
        language: &config.language,
    };
    let context = resolve::Context { catalog: &catalog, matcher: &matcher, cycles: &cycles, checker: &checker };
    let notes = gather(notes.into_par_iter().map(|n| resolve::note(n, &context)).collect(), &mut remarks);
    drop(corpus);
    let sources: Vec<_> = sources.into_par_iter().map(|s| resolve::source(s, &matcher)).collect();
    // Fold: what the cited places said and say.
    let keeping = resolve::kept::keep(kept, namings, &sources);
    keeping.remark(&sorted.texts, &mut remarks);
    // Fold: what they say together.
    let relations = relate::relate(&notes, &sources, &catalog);
    let note_index = notes.iter().enumerate().map(|(n, r)| (r.note.id.clone(), n)).collect();
    let theme = intake::theme(&sorted, &config).into_value(&mut remarks);
    drop(matcher);
    let site = sorted.config.as_ref().map(|t| &t.path);
    // A bibliography may hold thousands of works of which a book cites a few: the others are printed nowhere.
    library.retain(|key, _| relations.citing.contains_key(key));
    let biblio = Biblio::of_book(library, sources.iter().map(|s| &s.source), &config, site).into_value(&mut remarks);
    let parts = book::parts(&notes, &sources, &relations);
    let quotations = notes.iter().map(|n| n.tally).sum();
    let passages = sources.iter().map(|s| s.source.passages() as usize).sum();
    let book = Book {
        parts,
        passages,
        quotations,
        config,
        catalog,
        notes,
        note_index,
        sources,
        relations,
        biblio,
        texts: sorted.sources.iter().map(|t| (t.path.stem().to_owned(), t.clone())).collect(),
        assets: sorted.assets,
        traces: keeping.traces(),
    };
    let compiled = Compiled { book, theme, keeping, texts: sorted.texts };
    Checked::new(compiled, report::in_reading_order(remarks))
}

/// Renders a book and packs it in the format given.
pub fn emit(compiled: &Compiled, format: &formats::Format) -> Checked<Outputs> {
    let mut places = SitePlaces { book: &compiled.book, rendered: BTreeMap::new(), remarks: Vec::new() };
    // What the program makes itself comes first: where two want the same place, the first has it.
    places.own_files();
    let about_pages = places.pages(&compiled.theme);
    places.files_of_others(&compiled.theme);
    places.free_folders();
    let SitePlaces { book, rendered, mut remarks } = places;
    remarks.extend(about_pages);
    for (first, second) in formats::clashes(&rendered) {
        let fault = OutputClash::Case { first: first.to_string(), second: second.to_string() };
        remarks.push(about(book, &second, Diagnostic::of(fault)));
    }
    for (path, flaw) in formats::refused_by_windows(&rendered) {
        remarks.push(about(book, path, Diagnostic::of(OutputName { output: path.to_string(), flaw })));
    }
    Checked::new((format.bind)(rendered), report::in_reading_order(remarks))
}

/// The places of the site, as they are taken one after another.
struct SitePlaces<'a> {
    book: &'a Book,
    rendered: formats::Rendered,
    remarks: Vec<Diagnostic>,
}

impl SitePlaces<'_> {
    /// Takes a place. Where it is taken already, that is remarked, in the file given or in that of which the place's
    /// page is made.
    fn add(&mut self, path: OutPath, bytes: Arc<[u8]>, file: Option<SitePath>) {
        match self.rendered.entry(path) {
            Entry::Vacant(free) => {
                free.insert(bytes);
            }
            Entry::Occupied(taken) => self.remarks.push(match file {
                Some(file) => clash(taken.key()).in_file(&file),
                None => about(self.book, taken.key(), clash(taken.key())),
            }),
        }
    }

    /// The files that are made of the book and are no pages.
    fn own_files(&mut self) {
        let book = self.book;
        let own = [
            ("book.json", export::book_json(book)),
            ("robots.txt", robots(book)),
            ("assets/book.css", pages::book_css(book)),
        ];
        for (name, text) in own.into_iter().chain(references(book)) {
            if let Ok(path) = OutPath::new(name) {
                self.add(path, Arc::from(text.into_bytes()), None);
            }
        }
        for (path, text) in lookup::files(book) {
            self.add(path, Arc::from(text.into_bytes()), None);
        }
    }

    /// The pages, rendered side by side. Gives what was remarked while they were.
    fn pages(&mut self, theme: &Theme) -> Vec<Diagnostic> {
        self.book.biblio.prepare();
        let pages: Vec<(OutPath, Checked<String>)> = pages::pages(self.book)
            .into_par_iter()
            .map(|page| {
                let view = (page.view)();
                (page.path, theme.render(page.template, &*view))
            })
            .collect();
        let mut remarks = Vec::new();
        for (path, text) in pages {
            self.add(path, Arc::from(text.into_value(&mut remarks).into_bytes()), None);
        }
        remarks
    }

    /// The files of the theme, and those that lie beside the notes.
    fn files_of_others(&mut self, theme: &Theme) {
        let book = self.book;
        let theirs = format!("themes/{}/assets/", book.config.theme);
        for (name, bytes) in &theme.assets {
            if let Ok(path) = OutPath::new(format!("assets/{name}")) {
                self.add(path, Arc::clone(bytes), SitePath::new(format!("{theirs}{name}")).ok());
            }
        }
        for (asset, bytes) in &book.assets {
            if let Ok(path) = asset.out() {
                self.add(path, Arc::clone(bytes), asset.file().ok());
            }
        }
    }

    /// Where there is a file in the place of a folder, the author's of the two gives way.
    fn free_folders(&mut self) {
        let folders: BTreeSet<&str> = self
            .rendered
            .keys()
            .flat_map(|p| p.as_str().match_indices('/').map(|(n, _)| &p.as_str()[..n]).collect::<Vec<_>>())
            .collect();
        let blocking: Vec<OutPath> = self.rendered.keys().filter(|p| folders.contains(p.as_str())).cloned().collect();
        let assets = &self.book.assets;
        for path in blocking {
            let inside = format!("{path}/");
            let mine = |p: &OutPath| assets.contains_key(p.as_str());
            let gone: Vec<OutPath> = match mine(&path) {
                true => vec![path],
                false => self.rendered.keys().filter(|p| p.as_str().starts_with(&inside) && mine(p)).cloned().collect(),
            };
            for path in gone {
                self.rendered.remove(&path);
                self.remarks.push(about(self.book, &path, clash(&path)));
            }
        }
    }
}

/// The remarks about a book as its settings and the exceptions in its texts have them. They are to be all there are:
/// of the disk, of [`compile`] and of [`emit`], or an exception seems to excuse nothing. From here on their places are
/// those in the files ([`Text::written`]).
pub fn settle(compiled: &Compiled, remarks: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let book = &compiled.book;
    let read: BTreeSet<&SitePath> = book.notes.iter().map(|n| &n.note.path).collect();
    let idle = |path: &SitePath| path.strip_folder("content").is_some() && !read.contains(path);
    let texts = compiled.texts.iter().map(|(path, text)| (path, &*text.text));
    let mut remarks = report::settle::settle(remarks, texts, &book.config.levels, idle);
    as_written(&mut remarks, &compiled.texts);
    remarks
}

/// Leads the places of remarks from the composed text back to the file, where that is written in another form. An edit
/// that would cut a letter of the file in two is none.
fn as_written(remarks: &mut [Diagnostic], texts: &BTreeMap<SitePath, Text>) {
    let mut ways: BTreeMap<&SitePath, Origins> = BTreeMap::new();
    for remark in remarks {
        let Some(place) = &mut remark.place else { continue };
        let Some((path, text)) = texts.get_key_value(&place.path) else { continue };
        let Some(written) = &text.written else { continue };
        let way = ways.entry(path).or_insert_with(|| Origins::of(written));
        place.span = place.span.map(|span| way.around(span.range()).into());
        remark.edit = remark.edit.take().and_then(|edit| {
            let span = Span::new(way.origin(edit.span.start)?, way.origin(edit.span.end)?);
            Some(Edit { span, ..edit })
        });
    }
}

/// Two files that want the same place in the output.
fn clash(path: &OutPath) -> Diagnostic {
    Diagnostic::of(OutputClash::Taken { output: path.to_string() })
}

/// Says of which file of the book one of the output is made, where that can be told.
fn about(book: &Book, path: &OutPath, d: Diagnostic) -> Diagnostic {
    if book.assets.contains_key(path.as_str())
        && let Ok(file) = SitePath::new(format!("content/{path}"))
    {
        return d.in_file(&file);
    }
    match book.notes.iter().find(|n| OutPath::page(&n.note.id) == *path) {
        Some(note) => d.in_file(&note.note.path),
        None => d,
    }
}

fn robots(book: &Book) -> String {
    match &book.config.base_url {
        Some(base) => format!("User-agent: *\nAllow: /\nSitemap: {base}/sitemap.xml\n"),
        None => "User-agent: *\nAllow: /\n".to_owned(),
    }
}

/// The works of the book for reference managers.
fn references(book: &Book) -> Vec<(&'static str, String)> {
    if book.works().next().is_none() {
        return Vec::new();
    }
    vec![
        ("references.bib", biblio::export::bibtex(book.works())),
        ("references.json", biblio::export::csl_json(book.works())),
        ("references.ris", biblio::export::ris(book.works())),
    ]
}

/// Collects the values of a map, and its remarks.
fn gather<T>(all: Vec<Checked<T>>, remarks: &mut Vec<Diagnostic>) -> Vec<T> {
    all.into_iter().map(|c| c.into_value(remarks)).collect()
}
