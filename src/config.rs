//! The book's settings: `site.toml` to [`Config`]. A book without one is built with the defaults.

use crate::fields::{self, Data, Fields};
use crate::report::faults::{CONFIG_FIELDS, ConfigKey, ConfigSyntax};
use crate::report::settle::Levels;
use crate::report::{Checked, Diagnostic, Severity, codes, near_names};
use crate::text::{Span, Text};

/// The settings of a book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// Title of the book.
    pub title: String,
    /// What it is about, in a line.
    pub subtitle: Option<String>,
    /// Language of the book's own words, as a BCP 47 tag.
    pub language: String,
    /// Where it will be published; only for canonical links, sitemap and feed.
    pub base_url: Option<String>,
    /// Which theme dresses it: a folder under `themes/`, or `default`.
    pub theme: String,
    /// Which edition this is, in words.
    pub edition: Option<String>,
    /// Who answers for the book.
    pub publisher: Option<String>,
    /// Whether raw HTML in notes is passed on to the page, and files of HTML are copied into the site.
    pub html: bool,
    /// Names that are swallowed whole where text is searched for labels, so that a label inside one of them
    /// is not taken for a mention.
    pub ignore: Vec<String>,
    /// Whether addresses printed in sources and records become links that leave the book.
    pub external_links: bool,
    /// How quotations are checked.
    pub quotations: Quotations,
    /// The severities that this book gives to diagnostics.
    pub levels: Levels,
    /// The style of citations, as site.toml names it; nothing for the book's own short form.
    pub style: Option<Style>,
    /// Whether the short form stands in notes, beside the line or at the end of the page, and not in brackets.
    pub cited_in_notes: bool,
}

/// A citation style named in the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Style {
    /// Its name as written.
    pub name: String,
    /// Where it stands in site.toml.
    pub span: Span,
}

/// From how many words on quotations and source words are looked at. In scripts without spaces two letters count as
/// one word where quotations are measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotations {
    /// Words in quotation marks that cite a source are checked from this length on; shorter ones only where the
    /// citation follows at once, and what fails there is a warning.
    pub least_words: usize,
    /// Words in quotation marks must cite a source from this length on, where no source is cited near them.
    pub cited_from: usize,
    /// So many words of a source in a row must stand in quotation marks; 0 turns this off.
    pub reuse_from: usize,
}

impl Default for Quotations {
    fn default() -> Self {
        Self { least_words: 4, cited_from: 8, reuse_from: 8 }
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            title: "Briefing book".to_owned(),
            subtitle: None,
            language: "en".to_owned(),
            base_url: None,
            theme: "default".to_owned(),
            edition: None,
            publisher: None,
            html: false,
            ignore: Vec::new(),
            external_links: false,
            quotations: Quotations::default(),
            levels: Levels::default(),
            style: None,
            cited_in_notes: false,
        }
    }
}

/// Reads `site.toml`. What is missing or wrong is remarked and has its default.
pub fn parse(text: &Text) -> Checked<Config> {
    let mut remarks = Vec::new();
    let value = fields::toml(&text.path, &text.text, 0, &CONFIG_FIELDS).into_value(&mut remarks);
    let mut f = Fields::of(&text.path, value, &CONFIG_FIELDS);
    let default = Config::default();
    let mut config = Config {
        title: f.text("title").filter(|t| !t.trim().is_empty()).unwrap_or(default.title),
        subtitle: f.text("subtitle"),
        language: f.language("language").filter(|l| !l.is_empty()).unwrap_or(default.language),
        theme: f.text("theme").unwrap_or(default.theme),
        edition: f.text("edition"),
        publisher: f.text("publisher"),
        ..default
    };
    if let Some((url, span)) = f.string("base_url") {
        let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        if rest.is_some_and(|r| !r.is_empty() && !r.contains(char::is_whitespace)) {
            config.base_url = Some(url.trim_end_matches('/').to_owned());
        } else if !url.is_empty() {
            f.remarks.push(Diagnostic::of(ConfigSyntax::Address { url }).at(&text.path, span));
        }
    }
    let mut markdown = f.section("markdown");
    config.html = markdown.bool("html").unwrap_or(false);
    f.remarks.extend(markdown.finish());
    let mut mentions = f.section("mentions");
    config.ignore = mentions.strings("ignore").unwrap_or_default().into_iter().map(|(name, _)| name).collect();
    f.remarks.extend(mentions.finish());
    let mut links = f.section("links");
    config.external_links = links.bool("external").unwrap_or(false);
    f.remarks.extend(links.finish());
    let mut quotations = f.section("quotations");
    let q = &mut config.quotations;
    for (key, least, value) in [
        ("least_words", 1, &mut q.least_words),
        ("cited_from", 1, &mut q.cited_from),
        ("reuse_from", 4, &mut q.reuse_from),
    ] {
        let Some((n, span)) = quotations.integer(key) else { continue };
        match usize::try_from(n) {
            Ok(n) if n >= least || n == 0 && key == "reuse_from" => *value = n,
            _ => {
                let fault = ConfigSyntax::Number { key: key.to_owned(), given: n, least };
                quotations.remarks.push(Diagnostic::of(fault).at(&text.path, span));
            }
        }
    }
    f.remarks.extend(quotations.finish());
    config.levels = levels(text, &mut f);
    let mut citations = f.section("citations");
    config.style =
        citations.string("style").filter(|(n, _)| !n.trim().is_empty()).map(|(name, span)| Style { name, span });
    config.cited_in_notes = citations.bool("notes").unwrap_or(false);
    if let (true, Some(style)) = (config.cited_in_notes, &config.style) {
        let fault = ConfigKey::NotesBesideStyle { style: style.name.clone() };
        citations.remarks.push(Diagnostic::of(fault).at(&text.path, style.span));
    }
    f.remarks.extend(citations.finish());
    remarks.extend(f.finish());
    Checked::new(config, remarks)
}

/// Reads `[diagnostics]`: severities by code, or by subject as in `"quote/*"`.
fn levels(text: &Text, f: &mut Fields) -> Levels {
    let mut levels = Levels::default();
    for (key, value) in f.table("diagnostics") {
        if !codes::ALL.iter().any(|c| codes::fits(&key.name, c)) {
            let near = near_names(&key.name, codes::ALL.iter().map(|c| c.id));
            f.remarks.push(Diagnostic::of(ConfigKey::Diagnostic { name: key.name, near }).at(&text.path, key.span));
            continue;
        }
        let severities = [Severity::Error, Severity::Warning, Severity::Remark];
        let level = match &value.data {
            Data::String(word) if word == "off" => Some(None),
            Data::String(word) => severities.into_iter().find(|s| s.word() == word).map(Some),
            _ => None,
        };
        match level {
            Some(level) => levels.set(key.name, level),
            None => {
                let given = match value.data {
                    Data::String(word) => Some(word),
                    _ => None,
                };
                let known = ["error", "warning", "remark", "off"];
                let near = given.as_deref().map(|word| near_names(word, known)).unwrap_or_default();
                let fault = ConfigSyntax::Severity { key: key.name, given, near };
                f.remarks.push(Diagnostic::of(fault).at(&text.path, value.span));
            }
        }
    }
    levels
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path::SitePath;

    #[test]
    fn unknown_keys_and_bad_addresses_are_remarked() {
        let text = "titel = \"X\"\nbase_url = \"example.org\"\n[markdown]\nhtml = true\n";
        let checked = parse(&Text::new(SitePath::new("site.toml").unwrap(), text));
        assert!(checked.value.html && checked.value.base_url.is_none());
        let ids: Vec<_> = checked.remarks.iter().map(|r| r.code.id).collect();
        assert_eq!(ids, ["config/syntax", "config/key"]);
        assert_eq!(checked.remarks[1].words.fix.as_deref(), Some("did you mean `title`?"));
    }
}
