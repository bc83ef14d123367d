//! Faults of links.

use serde::Serialize;

use crate::report::fault::{Fault, Near, Words};
use crate::report::{Code, codes, count};

/// A link to what there is not.
#[derive(Debug, Serialize)]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum LinkMissing {
    /// A wikilink to a name that nothing has.
    Name {
        /// The name.
        name: String,
        /// Pages and files of which the name is near.
        near: Near,
        /// Whether a note of that name is a draft, and was left out.
        draft: bool,
    },
    /// A path that leads out of the book.
    Outside {
        /// The path as written.
        file: String,
    },
    /// A path to a file that there is not.
    File {
        /// Its path below `content/` or `seeds/`.
        file: String,
        /// Pages and files of which the name is near.
        near: Near,
    },
}

impl Fault for LinkMissing {
    const CODE: &'static Code = &codes::LINK_MISSING;

    fn english(&self) -> Words {
        match self {
            Self::Name { name, near, draft } => {
                let words = Words::new(format!("there is no note, source or file called `{name}`"))
                    .label("leads to nothing")
                    .fix("correct the name, or write a note of that name")
                    .maybe_fix(near.advice());
                match draft {
                    true => {
                        words.note("a note of that name is a draft, and drafts are left out; `--drafts` takes them in")
                    }
                    false => words,
                }
            }
            Self::Outside { file } => Words::new(format!("`{file}` leads out of the book"))
                .note("only what lies in `content/` and `seeds/` is in the site")
                .fix("put the file into `content/`"),
            Self::File { file, near } => Words::new(format!("there is no file `{file}` in the book"))
                .label("leads to nothing")
                .fix("correct the path, or put the file there")
                .maybe_fix(near.advice()),
        }
    }
}

/// A link to a place that its page does not have.
#[derive(Debug, Serialize)]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum LinkAnchor {
    /// A place in a source.
    Passage {
        /// The page of the source.
        page: String,
        /// The place as written.
        anchor: String,
        /// How many passages the source has.
        passages: u32,
        /// Places of the page near it.
        near: Near,
    },
    /// A place in a note.
    Heading {
        /// The page of the note.
        page: String,
        /// The place as written.
        anchor: String,
        /// Places of the page near it.
        near: Near,
    },
}

impl Fault for LinkAnchor {
    const CODE: &'static Code = &codes::LINK_ANCHOR;

    fn english(&self) -> Words {
        let (message, near) = match self {
            Self::Passage { page, anchor, passages, near } => {
                let passages = count(*passages, "passage", "passages");
                (format!("`{page}` has no passage or place `{anchor}`; it has {passages}"), near)
            }
            Self::Heading { page, anchor, near } => (format!("`{page}` has no heading or block `{anchor}`"), near),
        };
        Words::new(message)
            .label("the page is there, this place is not")
            .fix("correct it, or leave out what follows the `#`")
            .maybe_fix(near.advice())
    }
}

/// A name that several pages have.
#[derive(Debug, Serialize)]
pub struct LinkAmbiguous {
    /// The name.
    pub name: String,
    /// How many pages have it.
    pub count: usize,
    /// The first of them; the link leads to the very first.
    pub pages: Vec<String>,
}

impl Fault for LinkAmbiguous {
    const CODE: &'static Code = &codes::LINK_AMBIGUOUS;

    fn english(&self) -> Words {
        let list = self.pages.join(", ");
        Words::new(format!("`{}` could be any of {} notes", self.name, self.count))
            .note(match self.count - self.pages.len() {
                0 => format!("they are {list}; the first is taken"),
                more => format!("they are {list} and {more} more; the first is taken"),
            })
            .fix(format!("name the folder too: `[[{}]]`", self.pages.first().map_or("", String::as_str)))
    }
}

/// A link that would run something.
#[derive(Debug, Serialize)]
pub struct LinkUnsafe {
    /// The scheme of its address, in small letters.
    pub scheme: String,
}

impl Fault for LinkUnsafe {
    const CODE: &'static Code = &codes::LINK_UNSAFE;

    fn english(&self) -> Words {
        Words::new(format!("a link may not use the scheme `{}:`", self.scheme))
    }
}
