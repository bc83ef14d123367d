//! Faults of pictures.

use serde::Serialize;

use crate::report::fault::{Fault, Words};
use crate::report::{Code, codes};

/// A picture that lies elsewhere.
#[derive(Debug, Serialize)]
pub struct ImageRemote {
    /// Its address.
    pub address: String,
}

impl Fault for ImageRemote {
    const CODE: &'static Code = &codes::IMAGE_REMOTE;

    fn english(&self) -> Words {
        Words::new("this picture would be fetched from the network")
            .note("a book must read without a network; a link stands in its place")
            .fix("put the picture beside the note and name it by its path")
    }
}
