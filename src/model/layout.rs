//! How a document is laid out: the forms in which documents are told, and which a record can name.

/// A form of documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layout {
    /// A text as pages of the web have it: sought among what sites set around it.
    Article,
    /// A treaty: preamble, articles, last clauses.
    Treaty,
    /// A law: parts, chapters, articles or sections.
    Law,
    /// A report with a masthead and paragraphs that are numbered throughout.
    Report,
    /// A resolution: preambular and operative paragraphs.
    Resolution,
    /// Turns of speakers.
    Transcript,
    /// A paper in pages.
    Paper,
    /// An official text in Chinese or Japanese, with points `一、` and `（一）`.
    Official,
    /// Wiki markup.
    Wiki,
    /// Markdown.
    Markdown,
}

impl Layout {
    /// Every form, in the order of this file.
    pub const ALL: [Self; 10] = [
        Self::Article,
        Self::Treaty,
        Self::Law,
        Self::Report,
        Self::Resolution,
        Self::Transcript,
        Self::Paper,
        Self::Official,
        Self::Wiki,
        Self::Markdown,
    ];

    /// The name that records use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Treaty => "treaty",
            Self::Law => "law",
            Self::Report => "report",
            Self::Resolution => "resolution",
            Self::Transcript => "transcript",
            Self::Paper => "paper",
            Self::Official => "official",
            Self::Wiki => "wiki",
            Self::Markdown => "markdown",
        }
    }

    /// The form of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|l| l.name() == name)
    }
}
