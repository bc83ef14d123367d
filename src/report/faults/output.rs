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
