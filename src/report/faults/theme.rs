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
