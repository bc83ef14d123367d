//! Resolved blocks to HTML. Targets become addresses only here, by the page they are seen from; every
//! word is escaped here, once.

mod cite;
mod footnotes;
mod inline;
mod raw;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use pulldown_cmark_escape::escape_html;

use crate::biblio::{Biblio, FormattedReference};
use crate::highlight::highlight;
use crate::id::Anchor;
use crate::model::tree::{Align, Block, Inline, Item, Node, Resolved, ResolvedEmbed, Target, every_block, plain};
use crate::path::{Layout, OutPath, slug};
use cite::Cited;
use footnotes::{Beside, Footnote};

/// What an embed shows.
pub enum Embedded<'a> {
    /// Passages of a source.
    Passages {
        /// The source's short name.
        name: String,
        /// The heading they stand under, where they are shown as a section.
        heading: Option<&'a str>,
        /// What the place is called at which all of them stand.
        called: Option<&'a str>,
        /// The passages.
        parts: Vec<EmbeddedPassage<'a>>,
        /// Their language, where it is known.
        lang: Option<&'a str>,
    },
    /// A note, a section or a block of one.
    Blocks {
        /// The note's title.
        title: String,
        /// What is shown of it.
        blocks: &'a [Block<Resolved>],
    },
}

/// A passage that an embed shows.
pub struct EmbeddedPassage<'a> {
    /// Its number.
    pub para: u32,
    /// Where it stands, as the document counts; else by our number.
    pub place: String,
    /// Its words.
    pub text: &'a str,
}

/// Finds what embeds show.
pub trait FindEmbed: Sync {
    /// What stands where an embed leads.
    fn find_embed<'a>(&'a self, embed: &'a ResolvedEmbed) -> Option<Embedded<'a>>;
}

/// How blocks are written.
pub struct Options<'a> {
    /// The page they are seen from, and how it addresses others.
    pub layout: Layout<'a>,
    /// Whether raw HTML is passed on.
    pub html: bool,
    /// What embeds show.
    pub embed: &'a dyn FindEmbed,
    /// The works that citations lead to, and the style they are printed in.
    pub biblio: &'a Biblio,
    /// Works that the page rests on beside those its text cites.
    pub also: &'a BTreeSet<&'a str>,
}

/// An entry of a page's outline.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct OutlineEntry {
    /// The heading's level, from 2.
    pub level: u8,
    /// Its anchor.
    pub id: String,
    /// Its words.
    pub text: String,
}

/// Blocks as HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The text, footnotes at its end.
    pub html: String,
    /// Its headings of levels 2 and 3.
    pub outline: Vec<OutlineEntry>,
    /// The works it cites, formatted.
    pub references: Vec<FormattedReference>,
}

/// Embeds within embeds go no deeper than this, then they are links.
const DEEPEST_EMBED: usize = 3;
/// A page shows at most so many embeds, then they are links.
const MOST_EMBEDS: usize = 200;

/// Writes blocks as HTML.
pub fn render<'a>(blocks: &'a [Block<Resolved>], options: &'a Options<'a>) -> Rendered {
    let mut writer = Writer::new(options);
    writer.collect_notes(blocks);
    writer.blocks(blocks);
    writer.footnotes();
    let references = writer.finish_citations();
    Rendered { html: writer.out, outline: writer.outline, references }
}

/// The address of a page of the book, as seen from another.
pub fn page_url<'a>(page: &str, anchor: Option<&str>, here: impl Into<Layout<'a>>) -> String {
    here.into().url(&OutPath::page(page), anchor)
}

/// Text made safe for HTML, in words and in quoted attributes.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    push_escaped(&mut out, text);
    out
}

fn push_escaped(out: &mut String, text: &str) {
    // Writing to a string does not fail.
    let _ = escape_html(&mut *out, text);
}

struct Writer<'a> {
    options: &'a Options<'a>,
    out: String,
    outline: Vec<OutlineEntry>,
    /// The text of each footnote, by label.
    notes: BTreeMap<&'a str, Vec<&'a [Block<Resolved>]>>,
    /// Footnotes in the order of their first sign.
    order: Vec<Footnote<'a>>,
    /// How many signs each footnote has so far.
    signs: BTreeMap<&'a str, usize>,
    /// The number of each footnote that has a sign.
    numbers: BTreeMap<&'a str, usize>,
    /// How deep in embeds this is.
    depth: usize,
    embeds: usize,
    /// Whether this is the text of a link, in which no other may stand.
    in_link: bool,
    /// Whether this is the text of a footnote.
    in_footnote: bool,
    cited: Cited<'a>,
    beside: Beside,
}

impl<'a> Writer<'a> {
    fn new(options: &'a Options<'a>) -> Self {
        Self {
            options,
            out: String::new(),
            outline: Vec::new(),
            notes: BTreeMap::new(),
            order: Vec::new(),
            signs: BTreeMap::new(),
            numbers: BTreeMap::new(),
            in_link: false,
            in_footnote: false,
            cited: Cited::default(),
            beside: Beside::default(),
            depth: 0,
            embeds: 0,
        }
    }

    fn collect_notes(&mut self, blocks: &'a [Block<Resolved>]) {
        for block in every_block(blocks) {
            if let Node::Footnote { label, content } = &block.node {
                self.notes.entry(label.as_str()).or_default().push(content);
            }
        }
    }

    fn line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    /// An `id` attribute; what is embedded keeps its own page's anchors to itself.
    fn id(&mut self, anchor: Option<&str>) {
        if let (Some(anchor), 0) = (anchor, self.depth) {
            self.out.push_str(" id=\"");
            push_escaped(&mut self.out, &self.options.layout.id(anchor));
            self.out.push('"');
        }
    }

    fn blocks(&mut self, blocks: &'a [Block<Resolved>]) {
        for block in blocks {
            self.block(block, false);
        }
    }

    fn open(&mut self, name: &str, anchor: Option<&str>) {
        self.line();
        self.out.push('<');
        self.out.push_str(name);
        self.id(anchor);
        self.out.push('>');
    }

    fn block(&mut self, block: &'a Block<Resolved>, tight: bool) {
        let anchor = block.anchor.as_deref();
        // Notes stand beside the lines of the running text only.
        let apart = match &block.node {
            Node::Heading { .. } | Node::Callout { .. } | Node::Table { .. } | Node::Embed { .. } => true,
            Node::Quote { attribution, .. } => attribution.is_some(),
            _ => false,
        };
        self.beside.held += usize::from(apart);
        match &block.node {
            Node::Paragraph(content) => {
                if tight && anchor.is_none() {
                    self.inlines(content);
                } else {
                    self.open("p", anchor);
                    self.inlines(content);
                    self.out.push_str("</p>\n");
                }
            }
            Node::Heading { level, classes, content } => {
                self.line();
                let tag = self.options.layout.level(*level);
                let _ = write!(self.out, "<h{tag}");
                self.id(anchor);
                if !classes.is_empty() {
                    self.out.push_str(" class=\"");
                    push_escaped(&mut self.out, &classes.join(" "));
                    self.out.push('"');
                }
                self.out.push('>');
                self.inlines(content);
                let _ = writeln!(self.out, "</h{tag}>");
                if let (2..=3, Some(id), 0) = (level, anchor, self.depth) {
                    self.outline.push(OutlineEntry { level: *level, id: id.to_owned(), text: plain(content) });
                }
            }
            Node::Quote { content, attribution } => self.quote(content, attribution.as_deref(), anchor),
            Node::Callout { kind, title, folded, content } => self.callout(kind, title, *folded, content, anchor),
            Node::Code { language, text } => self.code(language.as_deref(), text, anchor),
            Node::List { start, tight, items } => self.list(*start, *tight, items, anchor),
            Node::Definitions(list) => {
                self.open("dl", anchor);
                self.out.push('\n');
                for entry in list {
                    self.out.push_str("<dt>");
                    self.inlines(&entry.term);
                    self.out.push_str("</dt>\n");
                    for definition in &entry.definitions {
                        self.out.push_str("<dd>");
                        self.item_content(definition, definition.len() == 1);
                        self.out.push_str("</dd>\n");
                    }
                }
                self.out.push_str("</dl>\n");
            }
            Node::Table { align, head, rows } => self.table(align, head, rows, anchor),
            Node::Rule => {
                self.line();
                self.out.push_str("<hr");
                self.id(anchor);
                self.out.push_str(" />\n");
            }
            Node::Html(html) => {
                if anchor.is_some() && self.depth == 0 {
                    self.open("a", anchor);
                    self.out.push_str("</a>");
                }
                self.line();
                match self.options.layout.is_bound() {
                    true => self.out.push_str(&raw::words(html)),
                    false => self.out.push_str(html),
                }
                self.line();
            }
            // Footnotes stand at the end of the page.
            Node::Footnote { .. } => {}
            Node::Embed { target } => self.embed(target, anchor),
        }
        self.beside.held -= usize::from(apart);
    }

    fn quote(
        &mut self,
        content: &'a [Block<Resolved>],
        attribution: Option<&'a [Inline<Resolved>]>,
        anchor: Option<&str>,
    ) {
        if attribution.is_some() {
            self.line();
            self.out.push_str("<figure class=\"quote\"");
            self.id(anchor);
            self.out.push('>');
        }
        self.open("blockquote", anchor.filter(|_| attribution.is_none()));
        self.out.push('\n');
        self.blocks(content);
        self.line();
        self.out.push_str("</blockquote>\n");
        if let Some(line) = attribution {
            self.out.push_str("<figcaption class=\"quote-source\">");
            self.attribution(line);
            self.out.push_str("</figcaption>\n</figure>\n");
        }
    }

    /// The line that says where a quotation is from: its citations without brackets.
    fn attribution(&mut self, line: &'a [Inline<Resolved>]) {
        for inline in line {
            match inline {
                Inline::Cite { cites, .. } => self.cite_attribution(cites),
                other => self.inline(other),
            }
        }
    }

    fn callout(
        &mut self,
        kind: &str,
        title: &'a [Inline<Resolved>],
        folded: Option<bool>,
        content: &'a [Block<Resolved>],
        anchor: Option<&str>,
    ) {
        self.line();
        let (tag, role) = if folded.is_some() { ("details", "") } else { ("div", " role=\"note\"") };
        let _ = write!(self.out, "<{tag} class=\"callout callout-{}\"{role}", slug(kind));
        self.id(anchor);
        self.out.push_str(if folded == Some(false) { " open>\n" } else { ">\n" });
        let (open, close) = match folded {
            Some(_) => ("<summary class=\"callout-title\">", "</summary>\n"),
            None => ("<p class=\"callout-title\">", "</p>\n"),
        };
        self.out.push_str(open);
        let icon = match kind {
            "warning" | "caution" | "danger" | "error" | "attention" | "failure" | "bug" => "icon-warning",
            _ => "icon-note",
        };
        let _ = write!(self.out, "<svg class=\"icon\" aria-hidden=\"true\"><use href=\"#{icon}\"/></svg> ");
        if title.is_empty() {
            let mut letters = kind.chars();
            let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
            push_escaped(&mut self.out, &(first + letters.as_str()));
        } else {
            self.inlines(title);
        }
        self.out.push_str(close);
        self.blocks(content);
        self.line();
        let _ = writeln!(self.out, "</{tag}>");
    }

    fn code(&mut self, language: Option<&str>, text: &str, anchor: Option<&str>) {
        self.line();
        self.out.push_str("<pre class=\"code\" tabindex=\"0\"");
        self.id(anchor);
        self.out.push_str("><code");
        if let Some(language) = language {
            self.out.push_str(" class=\"language-");
            push_escaped(&mut self.out, language);
            self.out.push('"');
        }
        self.out.push('>');
        match language.and_then(|l| highlight(l, text)) {
            Some(html) => self.out.push_str(&html),
            None => push_escaped(&mut self.out, text),
        }
        self.out.push_str("</code></pre>\n");
    }

    fn list(&mut self, start: Option<u64>, tight: bool, items: &'a [Item<Resolved>], anchor: Option<&str>) {
        match start {
            None => self.open("ul", anchor),
            Some(1) => self.open("ol", anchor),
            Some(n) => {
                self.line();
                let _ = write!(self.out, "<ol start=\"{n}\"");
                self.id(anchor);
                self.out.push('>');
            }
        }
        self.out.push('\n');
        for item in items {
            self.out.push_str("<li");
            self.id(item.anchor.as_deref());
            if item.task.is_some() {
                self.out.push_str(" class=\"task\"");
            }
            self.out.push('>');
            if let Some(done) = item.task {
                let (sign, words) = if done { ("☑", "done") } else { ("☐", "open") };
                let _ = write!(self.out, "<span role=\"img\" aria-label=\"{words}\">{sign}</span> ");
            }
            self.item_content(&item.content, tight);
            self.out.push_str("</li>\n");
        }
        self.out.push_str(if start.is_some() { "</ol>\n" } else { "</ul>\n" });
    }

    fn item_content(&mut self, content: &'a [Block<Resolved>], tight: bool) {
        for (n, block) in content.iter().enumerate() {
            let bare = tight && matches!(block.node, Node::Paragraph(_));
            if !bare || n > 0 {
                self.line();
            }
            self.block(block, tight);
        }
    }

    fn table(
        &mut self,
        align: &[Align],
        head: &'a [Vec<Inline<Resolved>>],
        rows: &'a [Vec<Vec<Inline<Resolved>>>],
        anchor: Option<&str>,
    ) {
        self.line();
        self.out.push_str("<div class=\"table-scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Table\"");
        self.id(anchor);
        self.out.push_str(">\n<table>\n<thead>\n<tr>");
        for (n, cell) in head.iter().enumerate() {
            match cell.is_empty() {
                // A head cell must say something; an empty corner is no head.
                true => self.cell("td", "td", align.get(n), cell),
                false => self.cell("th scope=\"col\"", "th", align.get(n), cell),
            }
        }
        self.out.push_str("</tr>\n</thead>\n");
        if !rows.is_empty() {
            self.out.push_str("<tbody>\n");
            for row in rows {
                self.out.push_str("<tr>");
                for (n, cell) in row.iter().enumerate() {
                    self.cell("td", "td", align.get(n), cell);
                }
                self.out.push_str("</tr>\n");
            }
            self.out.push_str("</tbody>\n");
        }
        self.out.push_str("</table>\n</div>\n");
    }

    fn cell(&mut self, open: &str, close: &str, align: Option<&Align>, content: &'a [Inline<Resolved>]) {
        let class = match align {
            Some(Align::Left) => " class=\"left\"",
            Some(Align::Center) => " class=\"center\"",
            Some(Align::Right) => " class=\"num\"",
            _ => "",
        };
        let _ = write!(self.out, "<{open}{class}>");
        self.inlines(content);
        let _ = write!(self.out, "</{close}>");
    }

    fn embed(&mut self, embed: &'a ResolvedEmbed, anchor: Option<&str>) {
        let Target::Page { page, anchor: place } = &embed.target else {
            return;
        };
        let url = page_url(page, place.as_deref(), self.options.layout);
        let found = self.options.embed.find_embed(embed);
        let (Some(found), true) = (found, self.depth < DEEPEST_EMBED && self.embeds < MOST_EMBEDS) else {
            self.open("p", anchor);
            let _ = write!(self.out, "<a href=\"{}\">", escape(&url));
            push_escaped(&mut self.out, place.as_deref().unwrap_or(page));
            self.out.push_str("</a></p>\n");
            return;
        };
        // Bound with others, a note stands in the same file already, or did not fit: to repeat it at every place that
        // shows it would have no bound.
        if let (Embedded::Blocks { title, .. }, true) = (&found, self.options.layout.is_bound()) {
            self.open("p", anchor);
            let _ = write!(self.out, "<a href=\"{}\">", escape(&url));
            push_escaped(&mut self.out, title);
            self.out.push_str("</a></p>\n");
            return;
        }
        self.embeds += 1;
        self.line();
        self.out.push_str("<figure class=\"card\"");
        self.id(anchor);
        self.out.push_str(">\n");
        let url = escape(&url);
        match found {
            Embedded::Passages { name, heading, called, parts, lang } => {
                let lang = lang.map_or_else(String::new, |l| format!(" lang=\"{}\"", escape(l)));
                for EmbeddedPassage { para, place, text } in &parts {
                    let url = page_url(page, Some(&Anchor::of_passage(*para)), self.options.layout);
                    let (url, place) = (escape(&url), escape(place));
                    let _ = write!(
                        self.out,
                        "<a class=\"pn\" href=\"{url}\" aria-label=\"{place}\">{para}</a>\n<blockquote{lang}>"
                    );
                    push_escaped(&mut self.out, text);
                    self.out.push_str("</blockquote>\n");
                }
                let what = match (heading, parts.len()) {
                    (Some(_), _) => "Section",
                    (None, 1) => "Passage",
                    (None, _) => "Passages",
                };
                let _ = write!(self.out, "<figcaption class=\"card-source\">{what} from <a href=\"{url}\">");
                push_escaped(&mut self.out, &name);
                self.out.push_str(", ");
                let place = heading.or(called).or(parts.first().map(|p| p.place.as_str()));
                push_escaped(&mut self.out, place.unwrap_or_default());
                self.out.push_str("</a></figcaption>\n");
            }
            Embedded::Blocks { title, blocks } => {
                let mut writer = Writer {
                    out: std::mem::take(&mut self.out),
                    cited: std::mem::take(&mut self.cited),
                    beside: std::mem::take(&mut self.beside),
                    depth: self.depth + 1,
                    embeds: self.embeds,
                    ..Writer::new(self.options)
                };
                writer.blocks(blocks);
                self.embeds = writer.embeds;
                self.out = writer.out;
                self.cited = writer.cited;
                self.beside = writer.beside;
                let _ = write!(self.out, "<figcaption class=\"card-source\">From <a href=\"{url}\">");
                push_escaped(&mut self.out, &title);
                self.out.push_str("</a></figcaption>\n");
            }
        }
        self.out.push_str("</figure>\n");
    }
}
