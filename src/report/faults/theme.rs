//! Faults of themes.

use serde::Serialize;

use super::value::{BadValue, FieldFaults, UnknownKey};
use crate::report::fault::{Fault, Near, Words};
use crate::report::{Code, Diagnostic, codes};

/// How faults of `theme.toml` are told.
pub const THEME_FIELDS: FieldFaults = FieldFaults {
    bad: |value| Diagnostic::of(ThemeSettings::Value(value)),
    unknown: |key| Diagnostic::of(ThemeSettings::UnknownKey(key)),
};

/// A theme that there is not.
#[derive(Debug, Serialize)]
pub struct ThemeMissing {
    /// Its name as the settings give it.
    pub name: String,
    /// Themes near it.
    pub near: Near,
}

impl Fault for ThemeMissing {
    const CODE: &'static Code = &codes::THEME_MISSING;

    fn english(&self) -> Words {
        Words::new(format!("there is no theme `themes/{}`", self.name))
            .note("the default theme was used")
            .maybe_fix(self.near.advice())
    }
}

/// `theme.toml` cannot be read, or a value in it is none that it can have.
#[derive(Debug, Serialize)]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum ThemeSettings {
    /// The lowest version is higher than the highest.
    Versions {
        /// The lowest version.
        min: i64,
        /// The highest version.
        max: i64,
    },
    /// A key that is not known.
    UnknownKey(UnknownKey),
    /// A fault that all files of settings can have.
    #[serde(untagged)]
    Value(BadValue),
}

impl Fault for ThemeSettings {
    const CODE: &'static Code = &codes::THEME_SETTINGS;

    fn english(&self) -> Words {
        match self {
            Self::Versions { min, max } => {
                Words::new(format!("`max` is {max} and `min` is {min}")).fix("give the lower version as `min`")
            }
            Self::UnknownKey(key) => key.english(),
            Self::Value(value) => value.english(),
        }
    }
}

/// A theme for other versions of what templates read.
#[derive(Debug, Serialize)]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum ThemeVersion {
    /// It is for later ones.
    Later {
        /// The lowest version it is for.
        min: i64,
        /// The version of this program.
        version: i64,
    },
    /// It is for earlier ones.
    Earlier {
        /// The highest version it is for.
        max: i64,
        /// The version of this program.
        version: i64,
    },
}

impl Fault for ThemeVersion {
    const CODE: &'static Code = &codes::THEME_VERSION;

    fn english(&self) -> Words {
        let (given, side, version, fix) = match self {
            Self::Later { min, version } => {
                (min, "and later", version, "use a newer briefbook, or an older edition of the theme")
            }
            Self::Earlier { max, version } => {
                (max, "and earlier", version, "look through the changelog and the pages, then raise `max`")
            }
        };
        Words::new(format!(
            "this theme is for version {given} {side} of what templates read; this briefbook has {version}"
        ))
        .note("the theme is used all the same")
        .fix(fix)
    }
}

/// A file of a theme that has no effect.
#[derive(Debug, Serialize)]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum ThemeUnused {
    /// A template that no page asks for.
    Template {
        /// Its name.
        name: String,
        /// Templates of the default theme near it.
        near: Near,
    },
    /// A file that is neither a template nor below `assets/`.
    Stray {
        /// Its path in the book.
        file: String,
    },
    /// A style sheet or script with nearly the name of one that every page takes in.
    Asset {
        /// Its path below `assets/`.
        name: String,
        /// The name of the one.
        near: Near,
    },
}

impl Fault for ThemeUnused {
    const CODE: &'static Code = &codes::THEME_UNUSED;

    fn english(&self) -> Words {
        match self {
            Self::Template { name, near } => Words::new(format!("no page uses the template `{name}`"))
                .fix("name it as the template of the default theme that it is to override, or remove it")
                .maybe_fix(near.advice()),
            Self::Stray { .. } => Words::new("this file is no part of the theme")
                .fix("put templates into the theme's folder `templates/`, and all other files into `assets/`"),
            Self::Asset { name, near } => {
                Words::new(format!("no page takes in `assets/{name}`")).maybe_fix(near.advice())
            }
        }
    }
}

/// A template that cannot be read or rendered, so that the default theme's is used.
#[derive(Debug, Serialize)]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum ThemeTemplate {
    /// What a page gives to its template could not be read.
    View {
        /// What the reader says, in its own words.
        error: String,
    },
    /// It takes more than a page may have.
    Budget {
        /// How many turns of its loops a page may have.
        turns: u64,
        /// And how many more for each value of its view.
        turns_for_a_value: u64,
        /// How many bytes a page may have.
        bytes: usize,
        /// Whether the place is known in the template that repeats most.
        here: bool,
        /// The template of the default theme that repeats most, if it is one of that.
        in_default: Option<String>,
    },
    /// It cannot be read.
    Unread {
        /// Its name, if the engine says which it is.
        template: Option<String>,
        /// What the engine says, in its own words.
        error: String,
        /// The name by which a template that builds on itself can have the default theme's.
        extends: Option<String>,
    },
    /// It cannot be rendered.
    Render {
        /// What the engine says, in its own words.
        error: String,
        /// What else the engine says.
        details: Vec<String>,
        /// Fields that may be meant by one that there is not.
        near: Near,
        /// The template of the default theme in which that is, if it is in one of that.
        in_default: Option<String>,
    },
}

impl Fault for ThemeTemplate {
    const CODE: &'static Code = &codes::THEME_TEMPLATE;

    fn english(&self) -> Words {
        const INSTEAD: &str = "the default theme's template was used instead";
        match self {
            Self::View { error } => Words::new(format!("a view could not be read: {error}")),
            Self::Budget { turns, turns_for_a_value, bytes, here, in_default } => {
                let mut words = Words::new("this template takes more than a page may have");
                if *here {
                    words = words.label("this repeats most");
                }
                if let Some(template) = in_default {
                    words = words.note(format!("most repeats in the default theme's `{template}`"));
                }
                words
                    .note(format!(
                        "a page may have {turns} turns of its loops, and {turns_for_a_value} more for each value of \
                         its view; and {} MB",
                        bytes / 1_000_000
                    ))
                    .note(INSTEAD)
                    .fix("let fewer loops stand within each other, or let them go over less")
            }
            Self::Unread { template, error, extends } => {
                let what = match template {
                    Some(_) => "this template is not used",
                    None => "the theme's templates are not used",
                };
                Words::new(format!("{what}: {error}")).note(INSTEAD).maybe_fix(
                    extends
                        .as_ref()
                        .map(|e| format!("to build on the template it overrides, write `{{% extends \"{e}\" %}}`")),
                )
            }
            Self::Render { error, details, near, in_default } => {
                let words = Words::new(format!("this template cannot be rendered: {error}")).maybe_fix(near.advice());
                let words = details.iter().fold(words, |words, line| words.note(line.as_str()));
                match in_default {
                    Some(template) => words.note(format!("in the default theme's `{template}`")),
                    None => words.note(INSTEAD),
                }
            }
        }
    }
}
