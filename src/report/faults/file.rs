//! Faults of files: what cannot be read, or is not what it should be.

use serde::Serialize;

use crate::path::PathError;
use crate::report::fault::{Fault, Words};
use crate::report::{Code, codes};

/// A file that is too long to be read.
#[derive(Debug, Serialize)]
pub struct FileLarge {
    /// How many bytes it has.
    pub bytes: u64,
    /// How many it may have.
    pub most: u64,
    /// Whether it would be copied into the site; it is a text otherwise.
    pub copied: bool,
}

impl Fault for FileLarge {
    const CODE: &'static Code = &codes::FILE_LARGE;

    fn english(&self) -> Words {
        let size = |bytes: u64| format!("{} MB", bytes.div_ceil(1 << 20));
        let (what, fix) = match self.copied {
            true => ("a file that is copied into the site", "publish it elsewhere, and link to it there"),
            false => ("a text", "split it into several, or move it elsewhere"),
        };
        Words::new(format!("this file has {}; {what} may have {}", size(self.bytes), size(self.most))).fix(fix)
    }
}

/// A file that a browser would open with more rights than a note has.
#[derive(Debug, Serialize)]
pub struct FileActive {
    /// What the ending of its name says it is.
    pub is: ActiveKind,
    /// What it does that a note may not.
    #[serde(flatten)]
    pub activity: Activity,
}

/// What a file that a browser opens is by the ending of its name.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ActiveKind {
    /// A drawing.
    Svg,
    /// Something else in XML, or packed.
    Xml,
    /// A page.
    Page,
}

/// What a file does, or may do, that a note may not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum Activity {
    /// It is a page of HTML.
    Page,
    /// It is not UTF-8.
    NotUtf8,
    /// It is not well-formed XML.
    NotWellFormed,
    /// It says that it is in another encoding than UTF-8.
    OtherEncoding,
    /// It takes in a style sheet.
    StyleSheet,
    /// It declares entities.
    Entities,
    /// An element of HTML stands in it.
    Html {
        /// The name of the element.
        element: String,
    },
    /// An element stands in it of which the namespace is not declared.
    UnknownElement {
        /// The name of the element.
        element: String,
    },
    /// A script stands in it.
    Script,
    /// An element of SVG stands in it that does more than draw.
    Element {
        /// The name of the element.
        element: String,
    },
    /// One of its attributes cannot be read.
    BrokenAttribute,
    /// An attribute runs a script.
    Handler {
        /// The name of the attribute.
        attribute: String,
    },
    /// It changes where its addresses lead.
    Base,
    /// An animation changes an attribute that may run or fetch something.
    Animation {
        /// The name of the attribute.
        attribute: String,
    },
    /// A link may run a program.
    Link,
    /// It fetches something from elsewhere.
    Fetch,
    /// In its styles letters are written by their numbers.
    EscapedStyle,
    /// Its styles fetch something.
    StyleFetch,
}

impl Activity {
    /// What is said of the file.
    fn english(&self) -> String {
        match self {
            Self::Page => "is a page of HTML".to_owned(),
            Self::NotUtf8 => "is not UTF-8, so that nobody knows what is in it".to_owned(),
            Self::NotWellFormed => "is not well-formed XML, so that nobody knows what a browser makes of it".to_owned(),
            Self::OtherEncoding => "says that it is in another encoding than UTF-8".to_owned(),
            Self::StyleSheet => "takes in a style sheet".to_owned(),
            Self::Entities => "declares entities, which may stand for anything".to_owned(),
            Self::Html { element } => format!("holds HTML (`<{element}>`)"),
            Self::UnknownElement { element } => format!("has an element of an unknown kind, `<{element}>`"),
            Self::Script => "holds a script".to_owned(),
            Self::Element { element } => format!("has an element that does not only draw, `<{element}>`"),
            Self::BrokenAttribute => "has an attribute that cannot be read".to_owned(),
            Self::Handler { attribute } => format!("runs a script (`{attribute}`)"),
            Self::Base => "changes where its addresses lead (`xml:base`)".to_owned(),
            Self::Animation { attribute } => format!("changes `{attribute}` by an animation"),
            Self::Link => "has a link that may run a program".to_owned(),
            Self::Fetch => "fetches something from elsewhere".to_owned(),
            Self::EscapedStyle => "has styles in which letters are written by their numbers".to_owned(),
            Self::StyleFetch => "has styles that fetch something".to_owned(),
        }
    }
}

impl Fault for FileActive {
    const CODE: &'static Code = &codes::FILE_ACTIVE;

    fn english(&self) -> Words {
        let html = "allow HTML in site.toml: `html = true` under `[markdown]`";
        Words::new(format!("this file {}, and was not copied into the site", self.activity.english())).fix(
            match self.is {
                ActiveKind::Svg => format!("save it as plain SVG or as PNG, or {html}"),
                ActiveKind::Xml => format!("take it out, or {html}"),
                ActiveKind::Page => format!("write it as a note, or {html}"),
            },
        )
    }
}

/// The text of a file that was being overwritten when its writer was broken off.
#[derive(Debug, Serialize)]
pub struct FileRescue {
    /// The file that was being written.
    pub of: String,
    /// Whether that file is whole all the same.
    pub whole: bool,
}

impl Fault for FileRescue {
    const CODE: &'static Code = &codes::FILE_RESCUE;

    fn english(&self) -> Words {
        let words = Words::new(format!("`check --fix` was broken off while it wrote `{}`", self.of));
        match self.whole {
            true => words.note("that file is whole all the same").fix("delete this one"),
            false => words
                .note("what it was to hold is in this file; some of it may be missing there")
                .fix("move this one into its place"),
        }
    }
}

/// A file that is to be a text and is none.
#[derive(Debug, Serialize)]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum FileBinary {
    /// It begins as files of another kind do.
    Kind {
        /// The kind.
        is: BinaryKind,
    },
    /// It holds control characters.
    Control,
    /// It holds zero bytes.
    Zeros,
    /// It is text in no encoding that is known.
    NoEncoding,
}

/// Kinds of files that people mistake for texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "their names say what they are, and `english` says it in full")]
pub enum BinaryKind {
    Pdf,
    Zip,
    Png,
    Jpeg,
    Gif,
    Gzip,
    Bzip2,
    Xz,
    SevenZip,
    Rar,
    Program,
    OldOffice,
    Rtf,
    Database,
    PropertyList,
    Sound,
}

impl BinaryKind {
    /// What a file of the kind is called.
    fn english(self) -> &'static str {
        match self {
            Self::Pdf => "a PDF",
            Self::Zip => "a ZIP archive (or a DOCX, ODT or EPUB file)",
            Self::Png => "a PNG picture",
            Self::Jpeg => "a JPEG picture",
            Self::Gif => "a GIF picture",
            Self::Gzip => "a gzip archive",
            Self::Bzip2 => "a bzip2 archive",
            Self::Xz => "an xz archive",
            Self::SevenZip => "a 7z archive",
            Self::Rar => "a RAR archive",
            Self::Program => "a program",
            Self::OldOffice => "an old Word, Excel or PowerPoint file",
            Self::Rtf => "an RTF file",
            Self::Database => "a database",
            Self::PropertyList => "a property list",
            Self::Sound => "a sound file",
        }
    }
}

impl Fault for FileBinary {
    const CODE: &'static Code = &codes::FILE_BINARY;

    fn english(&self) -> Words {
        Words::new(match self {
            Self::Kind { is } => format!("this is {}, not text", is.english()),
            Self::Control => "this file holds control characters where text should be".to_owned(),
            Self::Zeros => "this file holds zero bytes, which no text does".to_owned(),
            Self::NoEncoding => "no encoding turns this file into text".to_owned(),
        })
        .fix("convert it to plain text first, or move it elsewhere")
    }
}

/// A text that is not in UTF-8, or not in the encoding it says.
#[derive(Debug, Serialize)]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum FileEncoding {
    /// Its first bytes say which encoding it is in, and others do not fit.
    Damaged {
        /// The encoding, as the Encoding Standard calls it.
        encoding: &'static str,
    },
    /// It does not say which encoding it is in.
    Guessed {
        /// The encoding it was read in, as the Encoding Standard calls it.
        encoding: &'static str,
        /// Whether some bytes do not fit that either.
        damaged: bool,
    },
}

impl Fault for FileEncoding {
    const CODE: &'static Code = &codes::FILE_ENCODING;

    fn english(&self) -> Words {
        match self {
            Self::Damaged { encoding } => {
                Words::new(format!("this file says that it is {encoding}, and some of its bytes are not"))
                    .note("a sign of replacement, \u{fffd}, stands in their place")
            }
            Self::Guessed { encoding, damaged } => {
                let words = Words::new(format!("this file is not UTF-8; it was read as {encoding}"))
                    .fix("save it as UTF-8 if letters look wrong");
                match damaged {
                    true => words.note("some bytes do not fit that encoding either; they are shown as \u{fffd}"),
                    false => words,
                }
            }
        }
    }
}

/// A file or folder that could not be read.
#[derive(Debug, Serialize)]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum FileUnreadable {
    /// The system says so.
    System {
        /// The file.
        file: String,
        /// What the system says, in its own words.
        error: String,
    },
    /// A pipe, a socket or a device.
    NoFile {
        /// Its path.
        file: String,
    },
    /// It grew while it was read.
    Grew {
        /// The file.
        file: String,
    },
}

impl Fault for FileUnreadable {
    const CODE: &'static Code = &codes::FILE_UNREADABLE;

    fn english(&self) -> Words {
        let (file, why) = match self {
            Self::System { file, error } => (file, error.as_str()),
            Self::NoFile { file } => (file, "this is a pipe, a socket or a device, not a file"),
            Self::Grew { file } => (file, "it grew while it was read; try again"),
        };
        Words::new(format!("`{file}` could not be read: {why}"))
    }
}

/// A file that cannot be taken because of its name.
#[derive(Debug, Serialize)]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum FileName {
    /// The name is not Unicode.
    NotUnicode {
        /// The file; what is not Unicode is replaced.
        file: String,
    },
    /// The path is none of a book.
    Path {
        /// The file.
        file: String,
        /// What the path has that none of a book may have.
        #[serde(flatten)]
        flaw: PathError,
    },
    /// Another file has the same name in other bytes.
    Twin {
        /// The file.
        file: String,
    },
}

impl Fault for FileName {
    const CODE: &'static Code = &codes::FILE_NAME;

    fn english(&self) -> Words {
        match self {
            Self::NotUnicode { file } => {
                Words::new(format!("the file `{file}` was left out: its name is not valid Unicode")).fix("rename it")
            }
            Self::Path { file, flaw } => Words::new(format!("the file `{file}` was left out: {flaw}")).fix("rename it"),
            Self::Twin { file } => Words::new(format!("another file has the name `{file}` too"))
                .note("their letters are coded differently, and look the same; only one of them was read")
                .fix("rename one of them"),
        }
    }
}

/// A symbolic link in the book's folder.
#[derive(Debug, Serialize)]
pub struct FileSymlink {
    /// Its path.
    pub file: String,
}

impl Fault for FileSymlink {
    const CODE: &'static Code = &codes::FILE_SYMLINK;

    fn english(&self) -> Words {
        Words::new(format!("`{}` is a symbolic link and was not followed", self.file))
            .fix("put the file itself there, or remove the link")
    }
}
