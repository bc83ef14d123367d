//! Faults of the site as a folder of files.

use serde::Serialize;

use crate::report::fault::{Fault, Words};
use crate::report::{Code, codes};

/// Two files of the site that cannot both be there.
#[derive(Debug, Serialize)]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum OutputClash {
    /// Another file or folder is in the place, and stays.
    Taken {
        /// The place, from the folder of the site.
        output: String,
    },
    /// Two names that some systems take for one.
    Case {
        /// The first of the two.
        first: String,
        /// The second.
        second: String,
    },
}

impl Fault for OutputClash {
    const CODE: &'static Code = &codes::OUTPUT_CLASH;

    fn english(&self) -> Words {
        match self {
            Self::Taken { output } => {
                Words::new(format!("the site has another file or folder in the place of `{output}`"))
                    .note("only that one was written")
                    .fix("rename this one")
            }
            Self::Case { first, second } => {
                Words::new(format!("`{first}` and `{second}` would be one file on some systems"))
                    .fix("rename one of them")
            }
        }
    }
}

/// A name that Windows refuses.
#[derive(Debug, Serialize)]
pub struct OutputName {
    /// The place, from the folder of the site.
    pub output: String,
    /// What is wrong with it.
    #[serde(flatten)]
    pub flaw: NameFlaw,
}

/// Why Windows refuses a name, as Microsoft's "Naming files, paths, and namespaces" has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum NameFlaw {
    /// A character that none may have.
    Character {
        /// The character.
        character: char,
    },
    /// It, or that of its folder, ends in a dot or a space.
    Ending,
    /// It is that of a device.
    Device {
        /// The name of the device.
        device: String,
    },
}

impl Fault for OutputName {
    const CODE: &'static Code = &codes::OUTPUT_NAME;

    fn english(&self) -> Words {
        let why = match &self.flaw {
            NameFlaw::Character { character } => format!("it holds `{character}`"),
            NameFlaw::Ending => "it, or that of its folder, ends in a dot or a space".to_owned(),
            NameFlaw::Device { device } => format!("`{device}` is that of a device"),
        };
        Words::new(format!("Windows refuses the name `{}`, because {why}", self.output)).fix("rename it")
    }
}

/// Something stands in the output folder where the site wants a file or a folder.
#[derive(Debug, Serialize)]
pub struct OutputTaken {
    /// Where it stands, from the folder of the site.
    pub output: String,
    /// What it is.
    #[serde(flatten)]
    pub obstacle: Obstacle,
}

/// What stands where the site wants a file or a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum Obstacle {
    /// A file of the site that somebody changed.
    Changed,
    /// A file that is not of the site.
    Foreign,
    /// A symbolic link.
    Link,
    /// A folder, where a file is wanted.
    Folder,
    /// Something else than a folder, where a folder is wanted.
    NoFolder,
}

impl Fault for OutputTaken {
    const CODE: &'static Code = &codes::OUTPUT_TAKEN;

    fn english(&self) -> Words {
        let path = &self.output;
        let (message, fix) = match self.obstacle {
            Obstacle::Changed => (
                format!("somebody changed `{path}` in the output folder since it was written"),
                "delete it, and build again; what is to last belongs in the book",
            ),
            Obstacle::Foreign => (
                format!("`{path}` in the output folder is not briefbook's, and stands where the site wants a file"),
                "move it elsewhere, and build again; what is to be in the site belongs in `content/`",
            ),
            Obstacle::Link => (
                format!("`{path}` in the output folder is a symbolic link, and nothing is written through it"),
                "remove the link, and build again",
            ),
            Obstacle::Folder => (
                format!("`{path}` in the output folder is a folder, and the site wants a file there"),
                "move it elsewhere, and build again",
            ),
            Obstacle::NoFolder => (
                format!("`{path}` in the output folder is no folder, and the site wants one there"),
                "move it elsewhere, and build again",
            ),
        };
        let lacks = match self.obstacle {
            Obstacle::Link | Obstacle::NoFolder => "it was left as it is, and the site lacks what was to be there",
            _ => "it was left as it is, and the site lacks its own file",
        };
        Words::new(message).note(lacks).fix(fix)
    }
}

/// A file that is no longer part of the site, and that somebody changed.
#[derive(Debug, Serialize)]
pub struct OutputKept {
    /// Where it stands, from the folder of the site.
    pub output: String,
}

impl Fault for OutputKept {
    const CODE: &'static Code = &codes::OUTPUT_KEPT;

    fn english(&self) -> Words {
        Words::new(format!(
            "`{}` is no longer part of the site, and somebody changed it since it was written, so it was kept",
            self.output
        ))
        .fix("delete it, or move it elsewhere")
    }
}
