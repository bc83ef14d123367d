//! Small wordings that more than one view needs.

use serde::Serialize;

use crate::model::edtf::Edtf;
use crate::model::place::Places;
use crate::model::tree::{Block, Node, Resolved, plain};
use crate::script;

/// A date for a template.
#[derive(Debug, Clone, Serialize)]
pub struct DateView {
    /// In EDTF, for machines.
    pub edtf: String,
    /// In words, no more exact than it is known.
    pub words: String,
}

impl DateView {
    /// The view of an EDTF date.
    pub fn of(edtf: &str) -> Self {
        Self { edtf: edtf.to_owned(), words: date(edtf) }
    }
}

/// A stretch of text around a spot, cut at words.
pub fn context(text: &str, start: usize, end: usize, width: usize) -> (String, String) {
    let mut from = start;
    let mut count = 0;
    while from > 0 && count < width {
        from -= text[..from].chars().next_back().map_or(1, char::len_utf8);
        count += 1;
    }
    if from > 0 && !text[..from].ends_with(' ') {
        // Step on to the next word, unless the script sets no spaces.
        if let Some(space) = text[from..start].find(' ').filter(|n| *n < 24) {
            from += space + 1;
        }
    }
    let mut to = end;
    let mut count = 0;
    while to < text.len() && count < width {
        to += text[to..].chars().next().map_or(1, char::len_utf8);
        count += 1;
    }
    if to < text.len()
        && let Some(space) = text[end..to].rfind(' ').filter(|n| to - end - *n < 24)
    {
        to = end + space;
    }
    let before = if from > 0 { format!("… {}", &text[from..start]) } else { text[..start].to_owned() };
    let after = if to < text.len() { format!("{} …", &text[end..to]) } else { text[end..].to_owned() };
    (before, after)
}

/// So much of a description is shown by search engines and with links.
const DESCRIPTION: usize = 160;

/// A description for a page whose author wrote none: the first words of its text.
pub fn described(body: &[Block<Resolved>]) -> Option<String> {
    let first = body.iter().find_map(|block| match &block.node {
        Node::Paragraph(content) => Some(plain(content)).filter(|text| !text.trim().is_empty()),
        _ => None,
    })?;
    let mut line = first.split_whitespace().collect::<Vec<_>>().join(" ");
    // A citation that is left out leaves the space before it.
    for mark in [".", ",", ";", ":"] {
        line = line.replace(&format!(" {mark}"), mark);
    }
    Some(opening(&line, DESCRIPTION))
}

/// A description for a list: its name and the first of what is in it.
pub fn listed<'a>(title: &str, names: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut all = format!("{title}: ");
    let bare = all.len();
    for name in names {
        if all.len() > bare {
            all.push_str("; ");
        }
        all.push_str(name);
        if all.len() > 4 * DESCRIPTION {
            break;
        }
    }
    (all.len() > bare).then(|| opening(&all, DESCRIPTION))
}

/// The first words of a text, about `width` characters of it, cut between words where the script sets spaces.
pub fn opening(text: &str, width: usize) -> String {
    let text = text.trim();
    let Some((cut, _)) = text.char_indices().nth(width) else { return text.to_owned() };
    let end = text[..cut].rfind(char::is_whitespace).filter(|end| cut - end < 24).unwrap_or(cut);
    format!("{} …", text[..end].trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':')))
}

/// The English name of a language tag, for a reader; the tag itself where no name is known.
pub fn language(tag: &str) -> String {
    const NAMES: [(&str, &str); 34] = [
        ("zh-Hans", "Chinese, simplified"),
        ("zh-Hant", "Chinese, traditional"),
        ("zh-Hant-HK", "Chinese, Hong Kong"),
        ("zh-Hant-TW", "Chinese, Taiwan"),
        ("zh-Latn", "Chinese, pinyin"),
        ("zh", "Chinese"),
        ("en", "English"),
        ("en-GB", "English, British"),
        ("en-US", "English, American"),
        ("de", "German"),
        ("fr", "French"),
        ("es", "Spanish"),
        ("pt", "Portuguese"),
        ("it", "Italian"),
        ("nl", "Dutch"),
        ("pl", "Polish"),
        ("cs", "Czech"),
        ("sv", "Swedish"),
        ("da", "Danish"),
        ("fi", "Finnish"),
        ("ru", "Russian"),
        ("uk", "Ukrainian"),
        ("tr", "Turkish"),
        ("ar", "Arabic"),
        ("fa", "Persian"),
        ("he", "Hebrew"),
        ("hi", "Hindi"),
        ("ur", "Urdu"),
        ("ja", "Japanese"),
        ("ko", "Korean"),
        ("vi", "Vietnamese"),
        ("th", "Thai"),
        ("id", "Indonesian"),
        ("el", "Greek"),
    ];
    let exact = NAMES.iter().find(|(t, _)| t.eq_ignore_ascii_case(tag));
    exact.map_or_else(|| tag.to_owned(), |(_, name)| (*name).to_owned())
}

/// An EDTF date in words, no more exact than it is known; as written when it is not one.
pub fn date(edtf: &str) -> String {
    Edtf::parse(edtf).map_or_else(|_| edtf.to_owned(), |d| d.words())
}

/// The direction of text in that language (BCP 47), as HTML names it.
pub fn direction(tag: &str) -> &'static str {
    if script::runs_right_to_left(tag) { "rtl" } else { "ltr" }
}

/// Where a passage stands, in words whose numbers stay beside their units.
pub fn place(places: &Places, para: u32) -> String {
    places.name(para).replace(". ", ".\u{a0}").replace("passage ", "passage\u{a0}").replace(" (", "\u{a0}(")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_at_a_word_if_they_have_any() {
        assert_eq!(opening("one two three", 9), "one two …");
        assert_eq!(opening("一二三四五", 3), "一二三 …");
        assert_eq!(opening("one", 3), "one");
        assert_eq!(opening(" short ", 10), "short");
    }

    #[test]
    fn context_is_cut_at_words_and_whole_where_it_can_be() {
        let text = "In addition, the concept of cyber sovereignty is used by both sides of the table.";
        let at = text.find("cyber").unwrap();
        let (before, after) = context(text, at, at + 17, 16);
        assert_eq!((before.as_str(), after.as_str()), ("… the concept of ", " is used by …"));
        let (before, after) = context("所谓网络主权是一个概念", 6, 18, 2);
        assert_eq!((before.as_str(), after.as_str()), ("所谓", "是一 …"));
    }
}
