//! What a kind of quotation is, and what has to be said of it.

use crate::chance::Chance;
use crate::ground::{Ground, Stretch};

/// What a case must bring about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expect {
    /// No error, and hardly ever a warning.
    Faithful,
    /// An error: the book does not build.
    Error,
    /// An error or a warning.
    Alarm,
    /// At least a remark: the change is marked as the rules allow, and the reader is to know of it.
    Told,
}

/// A case as it is written into a note.
pub struct Made {
    /// The text.
    pub text: String,
    /// Whether it is a whole note, front matter and all, and in which folder; else it is a part of one.
    pub folder: Option<&'static str>,
}

impl Made {
    /// A part of a note. `{n}` becomes a number of its own.
    pub fn part(text: String) -> Option<Self> {
        Some(Self { text, folder: None })
    }
}

type Make = Box<dyn Fn(&Ground, &mut Chance) -> Option<Made> + Send + Sync>;

/// A kind of quotation.
pub struct Kind {
    /// To which table it belongs.
    pub group: &'static str,
    /// Its name.
    pub name: String,
    /// What has to be said of its cases.
    pub expect: Expect,
    /// Makes a case; nothing if chance fell on no fitting words.
    pub make: Make,
}

impl Kind {
    /// A kind of that name.
    pub fn new(
        group: &'static str,
        name: impl Into<String>,
        expect: Expect,
        make: impl Fn(&Ground, &mut Chance) -> Option<Made> + Send + Sync + 'static,
    ) -> Self {
        Self { group, name: name.into(), expect, make: Box::new(make) }
    }
}

/// A sentence that leads a quotation in, between the marks of the language, with its citation right behind it.
pub fn sentence(g: &Ground, quote: &str, cite: &str) -> Option<Made> {
    let [open, close] = &g.lang.marks;
    marked_sentence(g, &format!("{open}{quote}{close}"), cite)
}

/// The same with the marks that the quotation brings.
pub fn marked_sentence(g: &Ground, quotation: &str, cite: &str) -> Option<Made> {
    let (gap, colon) = (g.lang.gap(), colon(g));
    Made::part(format!("{}{colon}{quotation}{gap}[{cite}]{}", g.lang.says, g.lang.stop))
}

/// A colon, and the space that belongs to it.
pub fn colon(g: &Ground) -> &'static str {
    if g.lang.spaced { ": " } else { "：" }
}

/// A sentence with a quotation of words of a passage, as they were changed.
pub fn quoting(g: &Ground, s: Stretch, quote: &str) -> Option<Made> {
    sentence(g, quote, &g.cite(s.passage))
}

/// A false quotation of some words: nothing if the texts have these as well.
pub fn false_quoting(g: &Ground, s: Stretch, quote: &str) -> Option<Made> {
    g.is_new(quote).then(|| quoting(g, s, quote)).flatten()
}
