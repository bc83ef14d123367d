//! Running text: words, links, pictures, tags.

use std::fmt::Write;

use pulldown_cmark_escape::escape_href;

use super::{Writer, escape, page_url, push_escaped, raw};
use crate::biblio;
use crate::id::Anchor;
use crate::model::tree::{Inline, Resolved, Target};
use crate::path::OutPath;

impl<'a> Writer<'a> {
    pub(super) fn inlines(&mut self, content: &'a [Inline<Resolved>]) {
        let mut list = content.iter().peekable();
        while let Some(inline) = list.next() {
            // A raised sign follows the stop or comma that the author set behind the citation.
            if let (Inline::Cite { .. }, Some(Inline::Text { text, .. })) = (inline, list.peek())
                && let Some(stop) = text.chars().next().filter(|c| matches!(c, '.' | ',' | ';' | ':' | '!' | '?'))
                && self.raised()
            {
                list.next();
                self.stop_before(stop, inline);
                push_escaped(&mut self.out, &text[1..]);
                continue;
            }
            self.inline(inline);
        }
    }

    fn wrapped(&mut self, tag: &str, content: &'a [Inline<Resolved>]) {
        let _ = write!(self.out, "<{tag}>");
        self.inlines(content);
        let _ = write!(self.out, "</{tag}>");
    }

    pub(super) fn inline(&mut self, inline: &'a Inline<Resolved>) {
        match inline {
            Inline::Text { text, .. } => push_escaped(&mut self.out, text),
            Inline::Emphasis(content) => self.wrapped("em", content),
            Inline::Strong(content) => self.wrapped("strong", content),
            Inline::Strikethrough(content) => self.wrapped("del", content),
            Inline::Code(code) => {
                self.out.push_str("<code>");
                push_escaped(&mut self.out, code);
                self.out.push_str("</code>");
            }
            Inline::SoftBreak => self.out.push('\n'),
            Inline::HardBreak => self.out.push_str("<br />\n"),
            Inline::Html(html) if self.options.html && self.options.layout.is_bound() => {
                self.out.push_str(raw::line_break(html))
            }
            Inline::Html(html) if self.options.html => self.out.push_str(html),
            Inline::Html(html) => push_escaped(&mut self.out, html),
            Inline::Link { target, title, content } => self.link(target, None, title, content),
            Inline::Mention { target, linked, content } => match (target, linked) {
                (Target::Page { .. }, true) => self.link(target, Some("mention"), "", content),
                _ => self.inlines(content),
            },
            Inline::Altered { printed, content } => self.altered(printed, content),
            Inline::Image { target, title, alt } => self.image(target, title, alt),
            Inline::FootnoteSign(label) => self.footnote_sign(label),
            Inline::Tag(tag) if self.in_link => {
                self.out.push('#');
                push_escaped(&mut self.out, tag);
            }
            Inline::Tag(tag) => {
                let url = page_url(&tag.page(), None, self.options.layout);
                let _ = write!(self.out, "<a class=\"tag\" href=\"{}\">#", escape(&url));
                push_escaped(&mut self.out, tag);
                self.out.push_str("</a>");
            }
            Inline::Cite { cites, narrative, .. } => self.cite(cites, *narrative),
        }
    }

    /// Words in the place of a source's, with these for who points at them or listens.
    fn altered(&mut self, printed: &str, content: &'a [Inline<Resolved>]) {
        let printed = escape(printed);
        let _ = write!(self.out, "<span class=\"altered\" title=\"The source prints “{printed}”\">");
        self.inlines(content);
        let _ = write!(self.out, "<span class=\"printed\"> (the source prints “{printed}”)</span></span>");
    }

    pub(super) fn href(&mut self, target: &Target) -> bool {
        match target {
            Target::Page { page, anchor } => {
                let url = page_url(page, anchor.as_deref(), self.options.layout);
                push_escaped(&mut self.out, &url);
                false
            }
            Target::File(file) => {
                if let Ok(path) = OutPath::new(file.as_str()) {
                    let url = self.options.layout.url(&path, None);
                    push_escaped(&mut self.out, &url);
                }
                false
            }
            Target::Work(key) => {
                // Pages that are bound together share one list of works, unless the style counts works page by page.
                let layout = self.options.layout;
                let shared = layout.is_bound() && self.options.biblio.form() != biblio::Form::InText;
                let list = if shared { &OutPath::page("bibliography") } else { layout.here() };
                let url = layout.url(list, Some(&Anchor::of_work(key)));
                push_escaped(&mut self.out, &url);
                false
            }
            Target::External(url) => {
                let _ = escape_href(&mut self.out, url);
                true
            }
            Target::Missing => false,
        }
    }

    fn link(&mut self, target: &Target, class: Option<&str>, title: &str, content: &'a [Inline<Resolved>]) {
        if self.in_link {
            return self.inlines(content);
        }
        if *target == Target::Missing {
            self.out.push_str("<span class=\"missing\">");
            self.inlines(content);
            self.out.push_str("</span>");
            return;
        }
        self.out.push_str("<a");
        if let Some(class) = class {
            let _ = write!(self.out, " class=\"{class}\"");
        }
        self.out.push_str(" href=\"");
        let external = self.href(target);
        self.out.push('"');
        if !title.is_empty() {
            self.out.push_str(" title=\"");
            push_escaped(&mut self.out, title);
            self.out.push('"');
        }
        if external {
            self.out.push_str(" rel=\"external noopener noreferrer\"");
        }
        self.out.push('>');
        self.in_link = true;
        self.inlines(content);
        self.in_link = false;
        self.out.push_str("</a>");
    }

    fn image(&mut self, target: &Target, title: &str, alt: &str) {
        match target {
            Target::File(_) => {
                self.out.push_str("<img src=\"");
                self.href(target);
                self.out.push_str("\" alt=\"");
                push_escaped(&mut self.out, alt);
                self.out.push('"');
                if !title.is_empty() {
                    self.out.push_str(" title=\"");
                    push_escaped(&mut self.out, title);
                    self.out.push('"');
                }
                self.out.push_str(" />");
            }
            Target::Missing => push_escaped(&mut self.out, alt),
            _ if self.in_link => push_escaped(&mut self.out, alt),
            _ => {
                self.out.push_str("<a href=\"");
                let external = self.href(target);
                self.out.push_str(if external { "\" rel=\"external noopener noreferrer\">" } else { "\">" });
                push_escaped(&mut self.out, if alt.is_empty() { "picture" } else { alt });
                self.out.push_str("</a>");
            }
        }
    }
}
