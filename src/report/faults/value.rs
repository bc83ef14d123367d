//! Faults of what settings, front matter, records and `theme.toml` are written in: TOML, YAML, types of values, keys.
//! Each of these files has a code of its own for them, in which [`BadValue`] and [`UnknownKey`] are one cause among
//! others.

use serde::Serialize;

use crate::report::Diagnostic;
use crate::report::fault::{Near, Words};

/// How the faults of one kind of file are told.
#[derive(Debug, Clone, Copy)]
pub struct FieldFaults {
    /// Of what cannot be read, or has the wrong type.
    pub bad: fn(BadValue) -> Diagnostic,
    /// Of a key that is not known.
    pub unknown: fn(UnknownKey) -> Diagnostic,
}

/// What a value is, or should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueType {
    /// Nothing: an empty value.
    Nothing,
    /// A string.
    String,
    /// A whole number.
    Integer,
    /// Another number.
    Float,
    /// True or false.
    Boolean,
    /// A list.
    List,
    /// A list that holds strings only.
    ListOfStrings,
    /// A table.
    Table,
}

impl ValueType {
    /// What it is called in English.
    fn english(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::String => "a string",
            Self::Integer => "a whole number",
            Self::Float => "a number",
            Self::Boolean => "true or false",
            Self::List => "a list",
            Self::ListOfStrings => "a list of strings",
            Self::Table => "a table",
        }
    }
}

/// Why a YAML file is not read at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Excess {
    /// Lists and tables lie in each other too deeply.
    Depth,
    /// Anchors are referred to too often.
    Aliases,
}

impl Excess {
    /// What it is called in English.
    pub(super) fn english(self) -> &'static str {
        match self {
            Self::Depth => "it is nested too deeply",
            Self::Aliases => "it refers to anchors too often",
        }
    }
}

/// Something that cannot be read, or a value of the wrong type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum BadValue {
    /// It is not TOML.
    NotToml {
        /// What the reader of TOML says, in its own words.
        parser: String,
        /// Whether a colon stands where `=` belongs.
        colon: bool,
    },
    /// It is not YAML.
    NotYaml {
        /// What the reader of YAML says, in its own words.
        parser: String,
    },
    /// It is YAML beyond all measure.
    Excessive {
        /// In what it goes too far.
        excess: Excess,
    },
    /// Front matter that is no table.
    NotKeys {
        /// What it is.
        is: ValueType,
    },
    /// A value of which the fields were to be read.
    NotTable {
        /// What it is.
        is: ValueType,
    },
    /// A value of the wrong type.
    Mistyped {
        /// Its key.
        key: String,
        /// What it should be.
        wanted: ValueType,
        /// What it is.
        is: ValueType,
        /// Whether it is right but for its quotation marks, or at least meant to be.
        quoted: bool,
    },
    /// It should be the tag of a language.
    LanguageTag {
        /// What is written.
        tag: String,
        /// The tag that is meant.
        meant: Option<String>,
    },
}

impl BadValue {
    /// What is said about it in English.
    pub(super) fn english(&self) -> Words {
        match self {
            Self::NotToml { parser, colon } => {
                let fix = if *colon {
                    Some("write `=` behind a key, not a colon: `key = \"words\"`")
                } else {
                    toml_fix(parser)
                };
                Words::new(format!("this is not valid TOML: {parser}")).maybe_fix(fix.map(str::to_owned))
            }
            Self::NotYaml { parser } => {
                Words::new(format!("this is not valid YAML: {parser}")).maybe_fix(yaml_fix(parser).map(str::to_owned))
            }
            Self::Excessive { excess } => Words::new(format!("this YAML is not read: {}", excess.english())),
            Self::NotKeys { is } => Words::new(format!("the front matter is {}, not keys and values", is.english()))
                .fix("write `key: value` lines"),
            Self::NotTable { is } => Words::new(format!("a table is wanted here, this is {}", is.english())),
            Self::Mistyped { key, wanted, is, quoted } => {
                let words = Words::new(format!("`{key}` should be {}, this is {}", wanted.english(), is.english()));
                match wanted {
                    ValueType::Boolean if *quoted => words.fix("write `true` or `false`, without quotation marks"),
                    _ if *quoted => words.fix("write it without quotation marks"),
                    _ => words,
                }
            }
            Self::LanguageTag { tag, meant } => {
                let words = Words::new(format!("`{tag}` is not the tag of a language"));
                match meant {
                    Some(meant) => words.fix(format!("write `{meant}`")),
                    None => words.fix("write a tag of BCP 47, such as `en`, `de`, `pt-BR` or `zh-Hans`"),
                }
            }
        }
    }
}

/// What to do about a fault in TOML, where the parser's words tell.
fn toml_fix(parser: &str) -> Option<&'static str> {
    if parser.contains("must be quoted") {
        Some("set words in quotation marks: `key = \"words\"`")
    } else if parser.contains("string, expected") {
        Some("close the quotation mark, or write long text between `\"\"\"` and `\"\"\"`")
    } else if parser.contains("invalid unquoted key") {
        Some(
            "set a key that has other signs than letters, digits, `-` and `_` in quotation marks: `\"link/missing\" = …`",
        )
    } else {
        None
    }
}

/// What to do about a fault in YAML, where the parser's words tell.
fn yaml_fix(parser: &str) -> Option<&'static str> {
    if parser.contains("quoted scalar") {
        Some("close the quotation mark")
    } else if parser.contains("mapping values are not allowed") {
        Some("set a value that holds a colon in quotation marks: `key: \"words: more words\"`")
    } else if parser.contains("tab") {
        Some("indent with spaces, not with tabs")
    } else {
        None
    }
}

/// A key that means nothing in its table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnknownKey {
    /// The key.
    pub key: String,
    /// Keys that are known in its table and near it.
    pub near: Near,
    /// All keys that are known in its table.
    pub known: Vec<&'static str>,
}

impl UnknownKey {
    /// What is said about it in English: the near keys, or else all.
    pub(super) fn english(&self) -> Words {
        let words = Words::new(format!("the key `{}` is not known here and has no effect", self.key));
        match self.near.advice() {
            Some(advice) => words.fix(advice),
            None => words.note(format!("the keys known here are {}", self.known.join(", "))),
        }
    }
}
