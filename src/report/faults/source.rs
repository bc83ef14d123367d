//! Faults of sources: what of a text is not clearly its own.

use serde::Serialize;

use crate::report::fault::{Fault, Words};
use crate::report::{Code, codes, count};

/// A source in which no text was found.
#[derive(Debug, Serialize)]
pub struct SourceEmpty {
    /// Its id.
    pub id: String,
    /// How many lines its file has.
    pub lines: usize,
    /// Whether there is nothing on them but white space.
    pub blank: bool,
}

impl Fault for SourceEmpty {
    const CODE: &'static Code = &codes::SOURCE_EMPTY;

    fn english(&self) -> Words {
        let words = Words::new("no text was found in this source");
        if self.blank {
            return words.note("the file is empty").fix("put the text into it, or remove it");
        }
        words.note(format!("everything in its {} looks like menus, widgets or notices", count(self.lines, "line", "lines"))).fix(
            "show the text in its record: `[[keep]]` with `lines = [first, last]`, and `text` = words of the first line",
        )
    }
}

/// A source without a title.
#[derive(Debug, Serialize)]
pub struct SourceTitle {
    /// Its id, which is shown for its title.
    pub id: String,
}

impl Fault for SourceTitle {
    const CODE: &'static Code = &codes::SOURCE_TITLE;

    fn english(&self) -> Words {
        Words::new("no line of this source is clearly its title").fix("give `title` in the record")
    }
}

/// A title that another line could be as well.
#[derive(Debug, Serialize)]
pub struct SourceTitleDoubt {
    /// The source's id.
    pub id: String,
    /// What was taken for its title.
    pub title: String,
    /// The line it stands on, from 1.
    pub line: usize,
}

impl Fault for SourceTitleDoubt {
    const CODE: &'static Code = &codes::SOURCE_TITLE_DOUBT;

    fn english(&self) -> Words {
        Words::new(format!("“{}” on line {} was taken for the title, which is doubtful", self.title, self.line))
            .fix("give `title` in the record, this one or the right one")
    }
}

/// Sentences of a source that are not shown, and may be its own.
#[derive(Debug, Serialize)]
pub struct SourceLeftOut {
    /// The source's id.
    pub id: String,
    /// The lines on which they stand, from 1: runs with their first and last line.
    pub lines: Vec<(usize, usize)>,
    /// How many words stand there.
    pub words: usize,
    /// How many words are shown.
    pub kept: usize,
    /// How the first of these lines begins.
    pub text: String,
}

impl Fault for SourceLeftOut {
    const CODE: &'static Code = &codes::SOURCE_LEFT_OUT;

    fn english(&self) -> Words {
        const MOST: usize = 5;
        let run = |(first, last): &(usize, usize)| match first == last {
            true => first.to_string(),
            false => format!("{first} to {last}"),
        };
        let mut named: Vec<String> = self.lines.iter().take(MOST).map(run).collect();
        if self.lines.len() > MOST {
            named.push(format!("{} more places", self.lines.len() - MOST));
        }
        let (first, last) = self.lines.first().copied().unwrap_or((1, 1));
        let plural = if self.lines.len() == 1 && first == last { "line" } else { "lines" };
        let words = if self.words == 1 { "word" } else { "words" };
        Words::new(format!(
            "{} {words} that may be of this source's text were left out: {plural} {}",
            self.words,
            and(&named)
        ))
        .note(format!("{} words are shown", self.kept))
        .fix(format!(
            "if it is text, keep it in the record: `[[keep]]` with `lines = [{first}, {last}]` and `text = {}`; else \
             `[[drop]]` says that it is none",
            toml::Value::String(self.text.clone())
        ))
    }
}

/// Words in a row: «1, 2 and 3».
fn and(words: &[String]) -> String {
    match words {
        [all @ .., last] if !all.is_empty() => format!("{} and {last}", all.join(", ")),
        _ => words.join(""),
    }
}

/// A source without an author.
#[derive(Debug, Serialize)]
pub struct SourceAuthor {
    /// Its id.
    pub id: String,
}

impl Fault for SourceAuthor {
    const CODE: &'static Code = &codes::SOURCE_AUTHOR;

    fn english(&self) -> Words {
        Words::new("this source names no author that is clearly its own")
            .fix("give `author` in the record, or `author = []` when it has none")
    }
}

/// A source without a date.
#[derive(Debug, Serialize)]
pub struct SourceDate {
    /// Its id.
    pub id: String,
    /// A day that it prints near its beginning and that no calendar has.
    pub impossible: Option<String>,
}

impl Fault for SourceDate {
    const CODE: &'static Code = &codes::SOURCE_DATE;

    fn english(&self) -> Words {
        let words = match &self.impossible {
            Some(printed) => Words::new(format!("this source is dated “{printed}”, and there is no such day")),
            None => Words::new("this source gives no date that is clearly its own"),
        };
        words.fix("give `issued` in the record, or `issued = \"\"` when it is not known")
    }
}

/// A citation in a source that leads to no single entry of its references.
#[derive(Debug, Serialize)]
pub struct SourceCitation {
    /// The citation as printed.
    pub text: String,
    /// The number of the passage it stands in; 0 where that is none.
    pub para: u32,
}

impl Fault for SourceCitation {
    const CODE: &'static Code = &codes::SOURCE_CITATION;

    fn english(&self) -> Words {
        Words::new(format!("`{}` in paragraph {} leads to no single entry of the references", self.text, self.para))
            .note("it is shown as printed, without a link")
    }
}
