//! The plain site: a folder of files that any web server serves and a browser opens from disk.

use super::Format;
use crate::text::Outputs;

/// A folder of files.
pub const FORMAT: Format = Format { name: "site", bind: |files| Outputs { files } };
