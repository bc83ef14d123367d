//! Faults of claims.

use serde::Serialize;

use crate::report::fault::{Fault, Near, Words};
use crate::report::{Code, codes};

/// A claim lacks something, or names what there is not.
#[derive(Debug, Serialize)]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum ClaimField {
    /// It does not say what each must say.
    Incomplete {
        /// The keys that are missing.
        missing: Vec<&'static str>,
    },
    /// A holder or concept without a note.
    Page {
        /// What it is to the claim: `holder` or `concept`.
        role: &'static str,
        /// Its name as written.
        name: String,
        /// Pages of which the name is near.
        near: Near,
    },
    /// A source that there is not.
    Source {
        /// Its id as written.
        source: String,
        /// Ids near it.
        near: Near,
    },
    /// A voice that there is not.
    Voice {
        /// The voice as written.
        voice: String,
        /// Voices near it.
        near: Near,
        /// The voices there are.
        known: Vec<&'static str>,
    },
}

impl Fault for ClaimField {
    const CODE: &'static Code = &codes::CLAIM_FIELD;

    fn english(&self) -> Words {
        match self {
            Self::Incomplete { missing } => {
                let list = missing.iter().map(|m| format!("`{m}`")).collect::<Vec<_>>().join(", ");
                let example = |m: &&str| match *m {
                    "voice" => "`voice = \"own\"`, `\"quoted\"`, `\"reported\"` or `\"panel\"`".to_owned(),
                    other => format!("`{other} = \"…\"`"),
                };
                let fix = missing.iter().map(example).collect::<Vec<_>>().join(", ");
                Words::new(format!("this claim does not say its {list}")).fix(format!("add {fix}"))
            }
            Self::Page { role, name, near } => {
                Words::new(format!("the {role} `{name}` has no note")).maybe_fix(near.advice())
            }
            Self::Source { source, near } => {
                Words::new(format!("there is no source `{source}`")).maybe_fix(near.advice())
            }
            Self::Voice { voice, near, known } => Words::new(format!("there is no voice `{voice}`"))
                .note(format!("a voice is one of {}", known.join(", ")))
                .maybe_fix(near.advice()),
        }
    }
}

/// A claim in its holder's own voice, whose words somebody else says.
#[derive(Debug, Serialize)]
pub struct ClaimVoice {
    /// The page of the holder.
    pub holder: String,
    /// The name of the holder.
    pub name: String,
    /// How a record names the holder's page.
    pub written: String,
    /// The id of the source.
    pub source: String,
    /// Whether the source has turns, and the words stand in one: they are by who speaks there.
    pub speaks: bool,
    /// Who speaks; or the source's authors, or its publisher where it has none.
    pub by: Vec<VoicePart>,
}

/// One whose words they are.
#[derive(Debug, Serialize)]
pub struct VoicePart {
    /// The name as the source prints it.
    pub name: String,
    /// The page of the actor, where it is known who that is.
    pub actor: Option<String>,
}

impl Fault for ClaimVoice {
    const CODE: &'static Code = &codes::CLAIM_VOICE;

    fn english(&self) -> Words {
        let Self { name, written, source, speaks, by, .. } = self;
        let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
        let message = match by.as_slice() {
            [] => format!("`own` says that “{name}” wrote `{source}`, which names neither author nor publisher"),
            [one, ..] if *speaks => {
                format!("`own` says that “{name}” speaks, but in `{source}` “{}” says these words", one.name)
            }
            all => {
                let names: Vec<&str> = all.iter().map(|p| p.name.as_str()).collect();
                format!("`own` says that “{name}” wrote `{source}`, which is by {}", names.join(", "))
            }
        };
        let words = Words::new(message).fix(
            "write `quoted` if these are the holder's words in another's text, `reported` if the author says it of \
             the holder",
        );
        let Some(first) = by.first() else {
            return words.note(format!("if it did, say so in the record of `{source}`: `author = [{}]`", quoted(name)));
        };
        let words = match by.iter().find(|part| part.actor.is_none()) {
            Some(part) => words.note(format!(
                "if “{}” is “{name}”, the record of `{source}` can say so: `who = {{ {} = {} }}`",
                part.name,
                quoted(&part.name),
                quoted(written)
            )),
            None => words,
        };
        let page = by.iter().find_map(|part| Some((part, part.actor.as_ref()?)));
        words.note(match page {
            Some((part, actor)) => format!(
                "if “{}” speaks for “{name}”, the note `{actor}` can say so: `speaks_for = [{}]`",
                part.name,
                quoted(written)
            ),
            None => format!(
                "if “{}” speaks for “{name}”, give them a page with `speaks_for = [{}]`, and name that in `who`",
                first.name,
                quoted(written)
            ),
        })
    }
}
