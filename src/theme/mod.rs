//! A theme: templates and files. The default theme is in the program; a book's theme overrides any of
//! its templates, components and files, one by one. A view goes in, text comes out.

mod budget;
mod light;
mod manifest;
mod tags;

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_embed::Embed;
use serde::Serialize;
use tera::{Context, ErrorKind, Tera, Value};

pub use manifest::CONTEXT;

use crate::path::SitePath;
use crate::report::faults::{ThemeTemplate, ThemeUnused};
use crate::report::{Checked, Diagnostic, Near, near_names};
use crate::text::{Span, Text};

use budget::{Bounded, Counting};

#[derive(Embed)]
#[folder = "themes/default"]
struct Default;

/// A theme, ready to render.
pub struct Theme {
    /// The book's templates over those of the default theme.
    own: Tera,
    /// The default theme alone, for what the book's cannot render.
    fallback: Tera,
    /// The book's own templates, by their name, for diagnostics.
    texts: BTreeMap<String, Text>,
    /// What counts the turns of `own`; nothing where that has no templates of the book.
    counting: Option<Counting>,
    /// The files of the theme, by their path under `assets/`.
    pub assets: BTreeMap<String, Arc<[u8]>>,
}

/// Where the default theme's templates are, for templates that extend the one they override.
const DEFAULT: &str = "default/";
/// Files of a theme that every page takes in: the style sheet after all others, the script after `briefbook.js` and
/// before those that run when the page is read.
const STYLE: &str = "theme.css";
const SCRIPT: &str = "theme.js";

/// A name that differs from another in so many letters may be a slip.
const SLIP: usize = 2;

/// What a book has of a theme of its own.
#[derive(Default)]
pub struct Parts {
    /// The name of its folder.
    pub folder: String,
    /// Its `theme.toml`.
    pub manifest: Option<Text>,
    /// Its templates, by their name.
    pub templates: BTreeMap<String, Text>,
    /// Its files, by their path under `assets/`.
    pub assets: BTreeMap<String, Arc<[u8]>>,
    /// Files in its folder that are no part of a theme.
    pub stray: Vec<SitePath>,
}

/// What every template may read beside its view.
#[derive(Debug, Clone, Serialize)]
pub struct ThemeInfo {
    /// What the theme is called: its `name`, or that of its folder.
    pub name: String,
    /// The version of what templates read.
    pub context: i64,
    /// Style sheets to take in after all others, by their path under `frame.assets`.
    pub styles: Vec<&'static str>,
    /// Scripts to run after `briefbook.js`, before the deferred ones.
    pub scripts: Vec<&'static str>,
}

/// Loads the default theme and lays the book's over it. A template that cannot be read is remarked, and the default's
/// is used; so are templates that no page uses, and files that lie where none are looked for.
pub fn load(mut parts: Parts) -> Checked<Theme> {
    let mut remarks = Vec::new();
    let manifest = parts.manifest.as_ref().map(|text| manifest::parse(text).into_value(&mut remarks));
    let mut all_assets = BTreeMap::new();
    let mut defaults: Vec<(String, String)> = Vec::new();
    for name in Default::iter() {
        let Some(file) = Default::get(&name) else { continue };
        if let Some(template) = name.strip_prefix("templates/") {
            let text = String::from_utf8_lossy(&file.data);
            if parts.templates.get(template).is_some_and(|own| *own.text == *text) {
                parts.templates.remove(template);
            }
            defaults.push((template.to_owned(), light::template(&text)));
        } else if let Some(asset) = name.strip_prefix("assets/") {
            // A book that keeps a copy of the default theme means the same by it.
            let own = parts.assets.get(asset).filter(|own| own[..] != *file.data);
            all_assets.insert(asset.to_owned(), own.map_or_else(|| light(asset, &file.data), Arc::clone));
        }
    }
    remarks.extend(unused(&parts, &defaults));
    let has = |name: &'static str| parts.assets.contains_key(name).then_some(name).into_iter().collect();
    let info = ThemeInfo {
        name: manifest.and_then(|m| m.name).unwrap_or(parts.folder),
        context: CONTEXT,
        styles: has(STYLE),
        scripts: has(SCRIPT),
    };
    for (name, bytes) in parts.assets {
        all_assets.entry(name).or_insert(bytes);
    }
    let defaults: Vec<(String, String)> =
        defaults.into_iter().map(|(name, text)| (format!("{DEFAULT}{name}"), text)).collect();
    let fallback = engine(templates(&defaults, &BTreeMap::new()), &info)
        .unwrap_or_else(|e| panic!("the default theme is broken: {e}"));
    let mut texts = parts.templates;
    let own = loop {
        match engine(templates(&defaults, &texts), &info) {
            Ok(tera) => break tera,
            Err(error) => {
                let (name, diagnostic) = diagnose(&error, &texts, None);
                remarks.push(diagnostic);
                // Without the template at fault the rest may stand; if it is not known which, none is used.
                match name {
                    Some(name) => {
                        texts.remove(&name);
                    }
                    None => texts.clear(),
                }
            }
        }
    };
    // The engine that counts is made of what can be read without it.
    let counting = (!texts.is_empty()).then(|| Counting::of(templates(&defaults, &texts)));
    let counted = counting.and_then(|counting| Some((engine(counting.templates(), &info).ok()?, counting)));
    let (own, counting) = match counted {
        Some((engine, counting)) => (engine, Some(counting)),
        None => (own, None),
    };
    Checked::new(Theme { own, fallback, texts, counting, assets: all_assets }, remarks)
}

/// A file of the default theme as it goes out. What a book's own theme has is left as it is.
fn light(name: &str, bytes: &[u8]) -> Arc<[u8]> {
    let text = || String::from_utf8_lossy(bytes);
    match extension(name) {
        Some("css") => Arc::from(light::css(&text()).into_bytes()),
        Some("js") => Arc::from(light::js(&text()).into_bytes()),
        _ => Arc::from(bytes),
    }
}

/// The book's templates and those of the default theme, which have names of their own.
fn templates<'a>(
    defaults: &'a [(String, String)],
    own: &'a BTreeMap<String, Text>,
) -> impl Iterator<Item = (String, &'a str)> {
    let defaults = defaults.iter().map(|(name, text)| (name.clone(), text.as_str()));
    defaults.chain(own.iter().map(|(name, text)| (name.clone(), &*text.text)))
}

/// An engine with these templates; where a name has none, the default theme's is taken.
fn engine<'a>(templates: impl Iterator<Item = (String, &'a str)>, info: &ThemeInfo) -> Result<Tera, tera::Error> {
    let mut tera = Tera::new();
    tera.set_fallback_prefixes([DEFAULT])?;
    tera.autoescape_on(vec![".html", ".xml"]);
    tera.global_context().insert("theme", info);
    budget::register(&mut tera);
    tera.add_raw_templates(templates)?;
    Ok(tera)
}

/// Whether one name is so near another that it may be a slip.
fn is_slip(name: &str, known: &str) -> bool {
    strsim::osa_distance(&name.to_lowercase(), known) <= SLIP
}

/// Whether a template defines a component, however its tag is spaced.
fn defines_component(text: &str) -> bool {
    text.split("{%").skip(1).any(|tag| {
        let word = tag.strip_prefix('-').unwrap_or(tag).trim_start();
        word.strip_prefix("component").is_some_and(|rest| rest.starts_with(char::is_whitespace))
    })
}

/// Templates that no page and no other template uses, and files that lie where none are looked for.
fn unused(parts: &Parts, defaults: &[(String, String)]) -> Vec<Diagnostic> {
    let named = |name: &str| {
        let quoted = [format!("\"{name}\""), format!("'{name}'")];
        parts.templates.values().any(|t| quoted.iter().any(|q| t.text.contains(q)))
    };
    let idle = parts.templates.iter().filter(|(name, text)| {
        !defaults.iter().any(|(d, _)| d == *name) && !named(name) && !defines_component(&text.text)
    });
    let idle = idle.map(|(name, text)| {
        let near = near_names(name, defaults.iter().map(|(d, _)| d.as_str()).filter(|d| is_slip(name, d)));
        Diagnostic::of(ThemeUnused::Template { name: name.clone(), near }).in_file(&text.path)
    });
    let stray =
        parts.stray.iter().map(|path| Diagnostic::of(ThemeUnused::Stray { file: path.to_string() }).in_file(path));
    // What a theme has under `assets/` goes out whole; only a name that is nearly that of a file every page takes in,
    // and that nothing names, is remarked.
    let mentioned = |name: &str| {
        let inside = |text: &[u8]| text.windows(name.len()).any(|part| part == name.as_bytes());
        parts.templates.values().any(|t| t.text.contains(name)) || parts.assets.values().any(|a| inside(a))
    };
    let misspelt = parts.assets.keys().filter_map(|name| {
        let wanted = [STYLE, SCRIPT].into_iter().filter(|wanted| extension(wanted) == extension(name));
        let mut wanted =
            wanted.filter(|w| !parts.assets.contains_key(*w) && Default::get(&format!("assets/{name}")).is_none());
        let wanted = wanted.find(|w| is_slip(name, w))?;
        (!mentioned(name)).then(|| {
            let near = Near(vec![wanted.to_owned()]);
            let d = Diagnostic::of(ThemeUnused::Asset { name: name.clone(), near });
            let path = SitePath::new(format!("themes/{}/assets/{name}", parts.folder)).ok();
            path.iter().fold(d, |d, path| d.in_file(path))
        })
    });
    idle.chain(stray).chain(misspelt).collect()
}

/// What stands behind the last dot of a name.
fn extension(name: &str) -> Option<&str> {
    name.rsplit_once('.').map(|(_, extension)| extension)
}

impl Theme {
    /// Renders a view with a template. What the book's own template cannot render, or not within a page's
    /// budget, is remarked, and rendered with the default theme's.
    pub fn render(&self, template: &str, view: &dyn erased_serde::Serialize) -> Checked<String> {
        let value = match Value::try_from_serializable(view) {
            Ok(value) => value,
            Err(error) => {
                let d = Diagnostic::of(ThemeTemplate::View { error: error.to_string() });
                return Checked::new(String::new(), vec![d]);
            }
        };
        let values = if self.counting.is_some() { budget::values(&value) } else { 0 };
        let mut context = Context::new();
        for (name, value) in value.into_map().into_iter().flatten() {
            context.insert_value(name.to_string(), value);
        }
        let d = match self.render_own(template, &context, values) {
            Ok(text) => return Checked::clean(clean(text)),
            Err(d) => *d,
        };
        match self.fallback.render(template, &context) {
            Ok(text) => Checked::new(clean(text), vec![d]),
            Err(error) => Checked::new(String::new(), vec![d, diagnose(&error, &self.texts, None).1]),
        }
    }

    fn render_own(&self, template: &str, context: &Context, values: u64) -> Result<String, Box<Diagnostic>> {
        let Some(counting) = &self.counting else {
            return self.own.render(template, context).map_err(|error| Box::new(diagnose(&error, &self.texts, None).1));
        };
        counting.begin(values);
        let mut page = Bounded::default();
        let error = match self.own.render_to(template, context, &mut page) {
            Ok(()) => return Ok(String::from_utf8(page.bytes).unwrap_or_default()),
            Err(error) => error,
        };
        if counting.is_spent() || page.is_full {
            return Err(Box::new(self.beyond(counting)));
        }
        Err(Box::new(diagnose(&error, &self.texts, Some(counting)).1))
    }

    /// A page that has had its budget, and what took most of it.
    fn beyond(&self, counting: &Counting) -> Diagnostic {
        let most = counting.most(|name| self.texts.contains_key(name));
        let here = most.as_ref().and_then(|place| Some((self.texts.get(&place.template)?, place.span)));
        let in_default = most.as_ref().filter(|_| here.is_none());
        let d = Diagnostic::of(ThemeTemplate::Budget {
            turns: budget::LEAST_TURNS,
            turns_for_a_value: budget::TURNS_FOR_A_VALUE,
            bytes: budget::MOST_BYTES,
            here: here.is_some(),
            in_default: in_default.map(|place| bare_name(&place.template).to_owned()),
        });
        match here {
            Some((text, span)) => d.at(&text.path, span),
            None => d,
        }
    }

    /// The names of the variables a template reads, for tests.
    pub fn variables(&self, template: &str) -> Vec<String> {
        let mut names: Vec<String> = self
            .own
            .get_template_variables(template)
            .map(|names| names.into_iter().map(str::to_owned).collect())
            .unwrap_or_default();
        names.sort();
        names
    }
}

/// Text without the characters that neither HTML nor XML may hold; texts that went through many hands have some.
fn clean(text: String) -> String {
    let bad = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t') || matches!(c, '\u{fffe}' | '\u{ffff}');
    // Most pages have none. Only what begins with one of these bytes can be one.
    let may_be = |b: &u8| matches!(b, 0..=0x08 | 0x0b | 0x0c | 0x0e..=0x1f | 0x7f | 0xc2 | 0xef);
    if !text.as_bytes().iter().any(may_be) || !text.contains(bad) {
        return text;
    }
    text.chars()
        .map(|c| {
            if c == '\x0c' {
                ' '
            } else if bad(c) {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect()
}

/// The name of a template of the default theme, without the folder in which it can be had.
fn bare_name(name: &str) -> &str {
    name.strip_prefix(DEFAULT).unwrap_or(name)
}

/// A template engine's error as a diagnostic, and the template it is in if that is one of the book's. `counting` is
/// what changed the texts that the engine read.
fn diagnose(
    error: &tera::Error,
    texts: &BTreeMap<String, Text>,
    counting: Option<&Counting>,
) -> (Option<String>, Diagnostic) {
    let located = match error.kind() {
        ErrorKind::RenderingError(e) | ErrorKind::SyntaxError(e) => {
            Some((e.message().to_owned(), e.filename().to_owned(), e.span().clone()))
        }
        _ => None,
    };
    let Some((message, file, span)) = located else {
        let whole = error.to_string();
        let named = texts.keys().find(|n| whole.contains(n.as_str())).cloned();
        let words = whole.lines().find(|l| !l.trim().is_empty()).unwrap_or_default().trim();
        let words = words.strip_prefix("error:").unwrap_or(words).trim_start();
        let own = named.as_ref().and_then(|n| Some((n, texts.get(n)?)));
        let over = own.filter(|(name, text)| text.text.contains(&format!("extends \"{name}\"")));
        let d = Diagnostic::of(ThemeTemplate::Unread {
            template: named.clone(),
            error: words.to_owned(),
            extends: over.map(|(name, _)| format!("{DEFAULT}{name}")),
        });
        let d = match own {
            Some((_, text)) if over.is_some() => d.at(&text.path, Span::new(0, 0)),
            Some((_, text)) => d.at(&text.path, place_of(words, &text.text)),
            None => d,
        };
        return (named, d);
    };
    let near = meant_field(&message);
    let mut lines = message.lines();
    let error = lines.next().unwrap_or_default().to_owned();
    let details = lines.map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect();
    let text = texts.get(&file);
    let in_default = text.is_none().then(|| bare_name(&file).to_owned());
    let d = Diagnostic::of(ThemeTemplate::Render { error, details, near, in_default });
    let Some(text) = text else { return (None, d) };
    let place = Span::from(span.range);
    let place = counting.map_or(place, |counting| counting.written(&file, place));
    let place = if text.text.get(place.range()).is_some() { place } else { Span::default() };
    (Some(file), d.at(&text.path, place))
}

/// Where a template has what the engine's words name first in quotation marks, as a word of its own; its beginning if
/// it has none of that.
fn place_of(words: &str, text: &str) -> Span {
    let named = words.split(['\'', '`', '"']).nth(1).filter(|name| !name.is_empty()).unwrap_or_default();
    let of_name = |c: char| c.is_alphanumeric() || c == '_';
    let whole = |at: usize| {
        !text[..at].ends_with(of_name) && !text[at + named.len()..].starts_with(of_name) && !named.is_empty()
    };
    let at = text.match_indices(named).map(|(at, _)| at).find(|at| whole(*at));
    at.map_or_else(Span::default, |at| Span::new(at, at + named.len()))
}

/// The field that an unknown one may stand for, from the engine's own words on it.
fn meant_field(message: &str) -> Near {
    let named = message.strip_prefix("Field `").and_then(|rest| rest.split_once('`'));
    let meant = named.and_then(|(name, rest)| {
        let (_, known) = rest.split_once("Available fields: ")?;
        Some(near_names(name, known.lines().next()?.split(", ").map(str::trim)))
    });
    meant.unwrap_or_default()
}

/// Where a book's theme keeps what: the name of a template or file, from its path in the book.
pub fn part_of<'a>(path: &'a SitePath, theme: &str) -> Option<(ThemePart, &'a str)> {
    let inside = path.strip_folder("themes")?.strip_prefix(theme)?.strip_prefix('/')?;
    match inside.split_once('/') {
        Some(("templates", name)) => Some((ThemePart::Template, name)),
        Some(("assets", name)) => Some((ThemePart::Asset, name)),
        None if inside == "theme.toml" => Some((ThemePart::Manifest, inside)),
        _ => Some((ThemePart::Stray, inside)),
    }
}

/// A part of a theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ThemePart {
    /// A template.
    Template,
    /// A file that is copied along.
    Asset,
    /// `theme.toml`.
    Manifest,
    /// No part of it: a file about the theme, or one in the wrong place.
    Stray,
}
