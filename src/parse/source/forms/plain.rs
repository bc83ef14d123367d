//! Texts in a markup for writers: wiki markup and Markdown. The file itself says what is a heading, an item, a quotation.

use super::super::blocks::Draft;
use super::super::facts::Facts;
use super::{Document, Found};
use crate::model::layout::Layout;
use crate::model::source::BlockKind;

/// Whether a file is written in such a markup.
pub(super) fn told(drafts: &[Draft], _facts: &[Facts]) -> Option<Layout> {
    let headings = drafts.iter().filter(|d| wiki_heading(&d.text).is_some()).count();
    let signs =
        drafts.iter().filter(|d| d.text.contains("'''") || d.text.contains("[[") || d.text.contains("{{")).count();
    if headings >= 2 && signs >= 1 {
        return Some(Layout::Wiki);
    }
    front_matter(drafts).map(|_| Layout::Markdown)
}

/// `== Heading ==`: how deep, and its words.
fn wiki_heading(text: &str) -> Option<(u8, &str)> {
    let text = text.trim();
    let signs = text.len() - text.trim_start_matches('=').len();
    let inner = text.strip_prefix(&"=".repeat(signs))?.strip_suffix(&"=".repeat(signs))?.trim();
    ((2..=6).contains(&signs) && !inner.is_empty() && !inner.contains("==")).then_some((signs as u8, inner))
}

/// Decides on the blocks of a text in wiki markup.
pub(super) fn wiki(document: &mut Document<'_>) -> Option<Found> {
    let mut open = 0i32;
    for n in 0..document.drafts.len() {
        let draft = &mut document.drafts[n];
        let text = draft.full_text();
        let was_open = open > 0 || text.starts_with("{{") || text.starts_with("{|");
        open += (text.matches("{{").count() + text.matches("{|").count()) as i32;
        open -= (text.matches("}}").count() + text.matches("|}").count()) as i32;
        open = open.max(0);
        let closed = was_open && open == 0 && text.find("}}").is_some_and(|at| at + 2 < text.trim_end().len());
        if was_open && !closed {
            draft.drop("markup");
            continue;
        }
        let low = text.to_lowercase();
        if ["[[category:", "[[kategorie:", "[[catégorie:", "[[分类:", "#redirect", "__toc__", "__notoc__"]
            .iter()
            .any(|s| low.starts_with(s))
        {
            draft.drop("markup");
            continue;
        }
        if ["[[file:", "[[image:", "[[datei:", "[[fichier:", "[[文件:"].iter().any(|s| low.starts_with(s)) {
            draft.drop("picture");
            continue;
        }
        if let Some((level, inner)) = wiki_heading(&text) {
            draft.text = wiki_text(inner);
            draft.marker = None;
            draft.settle(BlockKind::Heading, Some(level));
            continue;
        }
        let own = wiki_text(draft.text.trim_start_matches([':', ';']).trim());
        let item = draft.marker.is_some()
            || own.starts_with(['*', '#']) && draft.text.starts_with(['*', '#']) && !own.starts_with("**");
        draft.text = if item { own.trim_start_matches(['*', '#', ' ']).to_owned() } else { own };
        if draft.text.trim().is_empty() {
            draft.drop("markup");
        } else {
            draft.settle(if item { BlockKind::ListItem } else { BlockKind::Paragraph }, None);
        }
    }
    let end = document.drafts.len();
    document.renew();
    Some(Found { span: 0..end, title: Some(0) })
}

/// The words of a line of wiki markup: links by their words, templates and notes taken off, emphasis with asterisks.
fn wiki_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['[', '{', '<', '\'']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let until = |open: &str, close: &str| {
            rest.strip_prefix(open).and_then(|r| r.find(close).map(|n| (&r[..n], open.len() + n + close.len())))
        };
        if let Some((inner, len)) = until("[[", "]]") {
            out.push_str(inner.rsplit('|').next().unwrap_or(inner));
            rest = &rest[len..];
        } else if let Some((_, len)) =
            until("{{", "}}").or_else(|| until("<!--", "-->")).or_else(|| until("<ref", "</ref>"))
        {
            let single = rest.starts_with("<ref") && rest.find("/>").is_some_and(|n| rest[..n].find('>').is_none());
            rest = &rest[if single { rest.find("/>").map_or(len, |n| n + 2) } else { len }..];
        } else if let Some((_, len)) = until("<ref", "/>") {
            rest = &rest[len..];
        } else if rest.starts_with("[http")
            && let Some((inner, len)) = until("[", "]")
        {
            out.push_str(inner.split_once(' ').map_or(inner, |(_, words)| words));
            rest = &rest[len..];
        } else if rest.starts_with("''") {
            let run = rest.len() - rest.trim_start_matches('\'').len();
            out.push_str(if run == 2 { "*" } else { "**" });
            rest = &rest[run..];
        } else {
            let c = rest.chars().next().unwrap_or(' ');
            out.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    out.push_str(rest);
    out.trim().to_owned()
}

/// The blocks of front matter between two lines of hyphens at the head of a file.
fn front_matter(drafts: &[Draft]) -> Option<usize> {
    let rule = |d: &Draft| d.full_text().trim() == "---";
    let first = drafts.first().filter(|d| d.first() == 1 && rule(d))?;
    let close = (1..drafts.len().min(40)).find(|n| rule(&drafts[*n]))?;
    let keyed = (1..close).filter(|n| drafts[*n].text.split_once(':').is_some_and(|(k, _)| is_key(k))).count();
    (first.is_open() && keyed >= 1 && keyed * 2 >= close - 1).then_some(close)
}

fn is_key(text: &str) -> bool {
    !text.is_empty() && text.len() <= 30 && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
}

/// Decides on the blocks of a Markdown file: what it marks is what it says, and all else is text.
pub(super) fn markdown(document: &mut Document<'_>) -> Option<Found> {
    let body = front_matter(document.drafts).map_or(0, |close| close + 1);
    let mut given: Option<String> = None;
    for n in 0..body {
        let text = document.drafts[n].text.clone();
        if let Some((key, value)) = text.split_once(':') {
            let value = value.trim().trim_matches(['"', '\'']).trim();
            let meta = &mut *document.meta;
            match key.to_lowercase().as_str() {
                "title" if !value.is_empty() => given = Some(value.to_owned()),
                "author" | "authors" if meta.author.is_empty() && !value.is_empty() => {
                    let names = value
                        .trim_matches(['[', ']'])
                        .split(',')
                        .map(|a| a.trim().trim_matches(['"', '\'', '[', ']']).to_owned());
                    meta.author = names.filter(|a| !a.is_empty()).collect();
                }
                "date" | "published" | "issued" if meta.issued.is_none() => {
                    meta.issued = super::super::dates::first(value).map(|d| d.edtf);
                }
                "source" | "url" if meta.url.is_none() && value.starts_with("http") => {
                    meta.url = Some(value.to_owned())
                }
                _ => {}
            }
        }
        document.drafts[n].drop("front matter");
    }
    let known = document.known.map(str::to_owned).or(given.clone());
    let title = (body..document.drafts.len()).find(|n| {
        let draft = &document.drafts[*n];
        known.as_deref().map_or(draft.marked == Some(1), |k| {
            super::super::facts::folded(&draft.text) == super::super::facts::folded(k) && draft.marked.is_some()
        })
    });
    let title = title.or_else(|| {
        (body..document.drafts.len()).find(|n| document.drafts[*n].marked == Some(1)).filter(|_| given.is_none())
    });
    document.meta.title = given;
    if let Some(title) = title {
        let had = document.meta.title.take();
        super::head::title(document, title);
        document.meta.title = had.or(document.meta.title.take());
    }
    for n in body..document.drafts.len() {
        let draft = &mut document.drafts[n];
        if !draft.is_open() {
            continue;
        }
        let f = &document.facts[n];
        if let Some(level) = draft.marked.filter(|_| f.weight < 400) {
            draft.fate = super::super::blocks::Fate::Keep(BlockKind::Heading, None);
            draft.marked = Some(level);
        } else if f.bare && draft.text.chars().all(|c| !c.is_alphanumeric()) {
            draft.drop("rule");
        } else if draft.quoted {
            draft.settle(BlockKind::Quote, None);
        } else if draft.marker.is_some() {
            draft.settle(BlockKind::ListItem, None);
        } else {
            draft.settle(BlockKind::Paragraph, None);
        }
    }
    let end = document.drafts.len();
    Some(Found { span: 0..end, title: Some(title.unwrap_or(0)) })
}
