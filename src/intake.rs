//! The files of a book by what they are for: the way from [`Inputs`] to written documents, before any of
//! them is known to the others.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::config::Config;
use crate::model::source::Source;
use crate::parse;
use crate::path::SitePath;
use crate::report::faults::{RecordOrphan, ThemeMissing};
use crate::report::{Checked, Diagnostic, near_names};
use crate::text::{Inputs, Text};
use crate::theme::{self, Parts, Theme, ThemePart};

/// The files of a book by what they are for.
#[derive(Default)]
pub struct Sorted {
    /// `site.toml`.
    pub config: Option<Text>,
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
    pub assets: BTreeMap<String, Arc<[u8]>>,
    /// Every file that was read as a text.
    pub texts: BTreeMap<SitePath, Text>,
}

/// What a file of the book is for.
enum Role {
    Config,
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
                Role::Config | Role::Note | Role::Source | Role::Record | Role::Library | Role::Template => {
                    Some(parse::decode(path, bytes))
                }
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
                    sorted.assets.insert(inside.to_owned(), Arc::clone(bytes));
                }
            }
            (role, Some(text)) => {
                let Some(text) = text.into_value(&mut remarks) else { continue };
                sorted.texts.insert(path.clone(), text.clone());
                match role {
                    Role::Config => sorted.config = Some(text),
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

/// Converts every source, with its record if it has one.
pub fn sources(sorted: &Sorted) -> Checked<Vec<Source>> {
    let mut remarks = Vec::new();
    let ids: BTreeSet<&str> = sorted.sources.iter().map(|s| s.path.stem()).collect();
    for (id, text) in &sorted.records {
        if !ids.contains(id.as_str()) {
            let near = near_names(id, ids.iter().copied());
            remarks.push(Diagnostic::of(RecordOrphan { id: id.clone(), near }).in_file(&text.path));
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
