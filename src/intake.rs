//! The files of a book by what they are for: the way from [`Inputs`] to written documents, before any of
//! them is known to the others.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::config::Config;
use crate::id::AssetId;
use crate::model::kept::{self, Kept};
use crate::model::source::Source;
use crate::parse;
use crate::path::SitePath;
use crate::report::faults::{ActiveKind, FileActive, FileLarge, RecordOrphan, ThemeMissing};
use crate::report::{Checked, Diagnostic, near_names};
use crate::text::{Inputs, Text};
use crate::theme::{self, Parts, Theme, ThemePart};

/// The files of a book by what they are for.
#[derive(Default)]
pub struct Sorted {
    /// `site.toml`.
    pub config: Option<Text>,
    /// `cited.toml`.
    pub cited: Option<Text>,
    /// Whether there is one that is no text.
    pub cited_unread: bool,
    /// Markdown files under `content/`.
    pub notes: Vec<Text>,
    /// Raw texts in `seeds/`.
    pub sources: Vec<Text>,
    /// Records in `seeds/`, by the id of their source.
    pub records: BTreeMap<String, Text>,
    /// The bibliography.
    pub library: Vec<Text>,
    /// Templates of all themes, and their `theme.toml`.
    pub templates: Vec<Text>,
    /// Other files of all themes.
    pub theme_files: Vec<(SitePath, Arc<[u8]>)>,
    /// Other files under `content/`, by their path in it.
    pub assets: BTreeMap<AssetId, Arc<[u8]>>,
    /// Every file that was read as a text.
    pub texts: BTreeMap<SitePath, Text>,
}

/// What a file of the book is for.
enum Role {
    Config,
    Cited,
    Note,
    Source,
    Record,
    Library,
    Template,
    ThemeFile,
    Asset,
    Other,
}

fn role(path: &SitePath) -> Role {
    let hidden = path.as_str().split('/').any(|s| s.starts_with('.'));
    let extension = path.extension().unwrap_or_default().to_ascii_lowercase();
    match path.as_str().split_once('/') {
        _ if hidden => Role::Other,
        None if path.as_str() == "site.toml" => Role::Config,
        None if path.as_str() == kept::FILE => Role::Cited,
        Some(("content", _)) if matches!(extension.as_str(), "md" | "markdown") => Role::Note,
        _ if parse::library::FILES.contains(&path.as_str()) => Role::Library,
        Some(("content", _)) => Role::Asset,
        Some(("seeds", name)) if extension == "txt" && !name.contains('/') => Role::Source,
        Some(("seeds", name)) if extension == "toml" && !name.contains('/') => Role::Record,
        Some(("themes", rest)) => match rest.split('/').nth(1) {
            Some("templates") => Role::Template,
            Some("theme.toml") => Role::Template,
            Some(_) => Role::ThemeFile,
            None => Role::Other,
        },
        _ => Role::Other,
    }
}

/// The longest text that is read, in bytes. A shelf of books has fewer, and of this many a build takes seconds.
pub const MOST_TEXT: u64 = 64 << 20;

/// The longest file of another kind that is read, in bytes: it is held in memory as a whole.
pub const MOST_FILE: u64 = 2 << 30;

/// What is done with a file of which only the first bytes were read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Admission {
    /// It is read.
    Whole,
    /// It is not read, because it is nothing to the book.
    Unwanted,
    /// It is not read, and that is remarked.
    Refused(Box<Diagnostic>),
}

/// Says by the first bytes of a file, an even number of them, and its length in bytes whether the rest is read.
pub fn admit(path: &SitePath, first: &[u8], length: u64) -> Admission {
    let (most, copied) = match role(path) {
        Role::Other => return Admission::Unwanted,
        Role::Asset | Role::ThemeFile => (MOST_FILE, true),
        _ => match parse::glance(path, first) {
            Some(remark) => return Admission::Refused(Box::new(remark)),
            None => (MOST_TEXT, false),
        },
    };
    if length <= most {
        return Admission::Whole;
    }
    Admission::Refused(Box::new(Diagnostic::of(FileLarge { bytes: length, most, copied }).in_file(path)))
}

/// Sorts the files by what they are for, and reads those that are texts.
pub fn sort(inputs: &Inputs) -> Checked<Sorted> {
    let mut sorted = Sorted::default();
    let mut remarks = Vec::new();
    type Decoded = Option<Checked<Option<Text>>>;
    let decoded: Vec<(Role, &SitePath, &Arc<[u8]>, Decoded)> = inputs
        .files
        .par_iter()
        .map(|(path, bytes)| {
            let role = role(path);
            let text = match role {
                Role::Config
                | Role::Cited
                | Role::Note
                | Role::Source
                | Role::Record
                | Role::Library
                | Role::Template => Some(parse::decode(path, bytes)),
                Role::ThemeFile | Role::Asset | Role::Other => None,
            };
            (role, path, bytes, text)
        })
        .collect();
    for (role, path, bytes, text) in decoded {
        match (role, text) {
            (Role::ThemeFile, _) => sorted.theme_files.push((path.clone(), Arc::clone(bytes))),
            (Role::Asset, _) => {
                if let Some(inside) = path.strip_folder("content") {
                    sorted.assets.insert(AssetId::new(inside), Arc::clone(bytes));
                }
            }
            (role, Some(text)) => {
                let Some(text) = text.into_value(&mut remarks) else {
                    sorted.cited_unread |= matches!(role, Role::Cited);
                    continue;
                };
                sorted.texts.insert(path.clone(), text.clone());
                match role {
                    Role::Config => sorted.config = Some(text),
                    Role::Cited => sorted.cited = Some(text),
                    Role::Note => sorted.notes.push(text),
                    Role::Source => sorted.sources.push(text),
                    Role::Library => sorted.library.push(text),
                    Role::Record => {
                        sorted.records.insert(path.stem().to_owned(), text);
                    }
                    _ => sorted.templates.push(text),
                }
            }
            _ => {}
        }
    }
    Checked::new(sorted, remarks)
}

/// Takes out of the files that are copied into the site those in which a browser would find a page, or a drawing that
/// does more than draw: raw HTML has no more rights in a file of its own than in a note.
pub fn passive(sorted: &mut Sorted) -> Vec<Diagnostic> {
    let found: Vec<(AssetId, Diagnostic)> = sorted
        .assets
        .par_iter()
        .filter_map(|(name, bytes)| {
            let path = name.file().ok()?;
            let activity = parse::active::active(&path, bytes)?;
            let is = match path.extension().map(str::to_ascii_lowercase).as_deref() {
                Some("svg") => ActiveKind::Svg,
                Some("xml" | "xsl" | "xslt" | "rdf" | "rss" | "atom" | "svgz") => ActiveKind::Xml,
                _ => ActiveKind::Page,
            };
            Some((name.clone(), Diagnostic::of(FileActive { is, activity }).in_file(&path)))
        })
        .collect();
    found
        .into_iter()
        .map(|(name, remark)| {
            sorted.assets.remove(&name);
            remark
        })
        .collect()
}

/// Converts every source, with its record if it has one.
pub fn sources(sorted: &Sorted) -> Checked<Vec<Source>> {
    let mut remarks = Vec::new();
    let ids: BTreeSet<&str> = sorted.sources.iter().map(|s| s.path.stem()).collect();
    let names = crate::report::Names::of(ids.iter().copied());
    for (id, text) in &sorted.records {
        if !ids.contains(id.as_str()) {
            let orphan = RecordOrphan { id: id.clone(), near: names.near_names(id) };
            remarks.push(Diagnostic::of(orphan).in_file(&text.path));
        }
    }
    let parsed: Vec<Checked<Source>> = sorted
        .sources
        .par_iter()
        .map(|text| {
            let mut inner = Vec::new();
            let record = sorted.records.get(text.path.stem()).map(|r| parse::record::parse(r).into_value(&mut inner));
            let source = parse::source::parse(text, record.as_ref()).into_value(&mut inner);
            Checked::new(source, inner)
        })
        .collect();
    let mut sources: Vec<Source> = parsed.into_iter().map(|c| c.into_value(&mut remarks)).collect();
    sources.sort_by(|a, b| a.id.cmp(&b.id));
    Checked::new(sources, remarks)
}

/// What is kept of the cited places; nothing where there is no such file.
pub fn kept(sorted: &Sorted) -> Checked<Kept> {
    let unread = Kept { present: sorted.cited_unread, broken: sorted.cited_unread, ..Kept::default() };
    sorted.cited.as_ref().map_or_else(|| Checked::clean(unread), parse::kept::parse)
}

/// The theme the settings name, over the default one.
pub fn theme(sorted: &Sorted, config: &Config) -> Checked<Theme> {
    let mut remarks = Vec::new();
    let mut parts = Parts { folder: config.theme.clone(), ..Parts::default() };
    for text in &sorted.templates {
        match theme::part_of(&text.path, &config.theme) {
            Some((ThemePart::Template, name)) => {
                parts.templates.insert(name.to_owned(), text.clone());
            }
            Some((ThemePart::Manifest, _)) => parts.manifest = Some(text.clone()),
            _ => {}
        }
    }
    // Whoever copies a theme has words and pictures of it beside; what pages are made of is meant to be in them.
    let meant = |path: &SitePath| matches!(path.extension(), Some("html" | "xml" | "css" | "js" | "toml"));
    for (path, bytes) in &sorted.theme_files {
        match theme::part_of(path, &config.theme) {
            Some((ThemePart::Asset, name)) => {
                parts.assets.insert(name.to_owned(), Arc::clone(bytes));
            }
            Some((ThemePart::Stray, _)) if meant(path) => parts.stray.push(path.clone()),
            _ => {}
        }
    }
    let empty = parts.templates.is_empty() && parts.assets.is_empty() && parts.manifest.is_none();
    if config.theme != "default" && empty {
        let paths = sorted.templates.iter().map(|t| &t.path).chain(sorted.theme_files.iter().map(|(path, _)| path));
        let themes: BTreeSet<&str> = paths.filter_map(|p| p.as_str().split('/').nth(1)).chain(["default"]).collect();
        let near = near_names(&config.theme, themes);
        let d = Diagnostic::of(ThemeMissing { name: config.theme.clone(), near });
        remarks.push(match &sorted.config {
            Some(text) => d.in_file(&text.path),
            None => d,
        });
    }
    let theme = theme::load(parts).into_value(&mut remarks);
    Checked::new(theme, remarks)
}
