//! Markdown to a tree with places: CommonMark with tables, footnotes, definition lists, strikethrough,
//! tasks, wikilinks, heading attributes, callouts, block anchors, citations and tags.
//!
//! Parsing never fails. Nesting deeper than anyone writes is flattened, so that a hostile file cannot
//! exhaust the stack.

use std::iter::Peekable;
use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, LinkType, OffsetIter, Options, Parser, Tag, TagEnd};

mod anchors;
mod comments;
mod shapes;

use super::cite;
use crate::id::Anchor;
use crate::model::tree::{Align, Block, Definition, Inline, Item, Node, Run, Written, WrittenLink, plain};
use crate::path::SitePath;
use crate::report::faults::MarkdownHtml;
use crate::report::{Checked, Diagnostic};
use crate::text::Span;
pub use anchors::anchor_headings;
use comments::{without_blocks, without_comments, without_html_comments};
use shapes::{push_block, quote_or_callout, take_anchor};

/// Deeper nesting than this is flattened.
const DEEPEST: usize = 64;

/// Parses the Markdown that stands from byte `offset` of the file `path`. With `html`, raw HTML is kept;
/// otherwise it becomes text and is remarked.
pub fn parse(path: &SitePath, text: &str, offset: usize, html: bool) -> Checked<Vec<Block<Written>>> {
    let mut checked = parse_without_anchors(path, text, offset, html);
    anchor_headings(&mut checked.value);
    checked
}

/// [`parse`], but headings have no anchors yet: a note first takes off the one that is its title.
pub fn parse_without_anchors(path: &SitePath, text: &str, offset: usize, html: bool) -> Checked<Vec<Block<Written>>> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_WIKILINKS;
    let text = &*without_blocks(text);
    let events = Parser::new_ext(text, options).into_offset_iter().peekable();
    let mut builder = Builder { path, text, offset, html, events, remarks: Vec::new(), loose: false, task: None };
    let blocks = builder.blocks(None, 0);
    Checked::new(blocks, builder.remarks)
}

struct Builder<'a> {
    path: &'a SitePath,
    text: &'a str,
    offset: usize,
    html: bool,
    events: Peekable<OffsetIter<'a>>,
    remarks: Vec<Diagnostic>,
    /// Whether the container read last holds paragraphs of its own, which a tight list's items do not.
    loose: bool,
    /// Whether the item being read is a task, and done.
    task: Option<bool>,
}

fn is_inline_tag(tag: &Tag) -> bool {
    matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

impl<'a> Builder<'a> {
    fn span(&self, range: &Range<usize>) -> Span {
        Span::from(range.clone()).shifted(self.offset)
    }

    /// Blocks up to the end tag given, or to the end of the text. Words that stand directly in a container
    /// (a tight list's items) become paragraphs.
    fn blocks(&mut self, end: Option<TagEnd>, depth: usize) -> Vec<Block<Written>> {
        let mut out: Vec<Block<Written>> = Vec::new();
        let mut flattened = 0usize;
        let mut loose = false;
        while let Some((event, range)) = self.events.peek().cloned() {
            match event {
                Event::End(tag) => {
                    self.events.next();
                    if flattened == 0 && Some(tag) == end {
                        break;
                    }
                    flattened = flattened.saturating_sub(1);
                }
                Event::Start(ref tag) if !is_inline_tag(tag) => {
                    self.events.next();
                    let Event::Start(tag) = event else { unreachable!("matched above") };
                    let deep = depth >= DEEPEST;
                    if deep
                        && matches!(
                            tag,
                            Tag::BlockQuote(_)
                                | Tag::List(_)
                                | Tag::Item
                                | Tag::FootnoteDefinition(_)
                                | Tag::DefinitionList
                                | Tag::DefinitionListTitle
                                | Tag::DefinitionListDefinition
                        )
                    {
                        flattened += 1;
                        continue;
                    }
                    loose |= tag == Tag::Paragraph;
                    let span = self.span(&range);
                    let mut anchor = None;
                    if let Some(node) = self.block(tag, depth, span, &mut anchor) {
                        push_block(&mut out, Block { span, anchor, node });
                    }
                }
                Event::Rule => {
                    self.events.next();
                    out.push(Block { span: self.span(&range), anchor: None, node: Node::Rule });
                }
                _ => {
                    let content = self.inlines(None, depth);
                    let stop = self.events.peek().map_or(self.text.len(), |(_, r)| r.start).max(range.start);
                    let span = self.span(&(range.start..stop));
                    if !content.is_empty() {
                        push_block(&mut out, Block { span, anchor: None, node: Node::Paragraph(content) });
                    }
                }
            }
        }
        self.loose = loose;
        out
    }

    /// The block that begins with this tag. The anchor that a heading was given is put into `anchor`.
    fn block(&mut self, tag: Tag<'a>, depth: usize, span: Span, anchor: &mut Option<Anchor>) -> Option<Node<Written>> {
        let end = tag.to_end();
        Some(match tag {
            Tag::Paragraph => Node::Paragraph(self.inlines(Some(end), depth)),
            Tag::Heading { level, id, classes, .. } => {
                let mut content = self.inlines(Some(end), depth);
                *anchor = take_anchor(&mut content).or(id.map(|i| Anchor::new(&*i)));
                let classes = classes.into_iter().map(|c| c.into_string()).collect();
                Node::Heading { level: level as u8, classes, content }
            }
            Tag::BlockQuote(_) => {
                let content = self.blocks(Some(end), depth + 1);
                quote_or_callout(content)
            }
            Tag::CodeBlock(kind) => {
                let mut text = String::new();
                for (event, _) in self.events.by_ref() {
                    match event {
                        Event::Text(t) => text.push_str(&t),
                        Event::End(TagEnd::CodeBlock) => break,
                        _ => {}
                    }
                }
                let language = match kind {
                    CodeBlockKind::Fenced(info) => {
                        info.split_whitespace().next().filter(|w| !w.is_empty()).map(str::to_owned)
                    }
                    CodeBlockKind::Indented => None,
                };
                Node::Code { language, text }
            }
            Tag::HtmlBlock => {
                let mut text = String::new();
                for (event, _) in self.events.by_ref() {
                    match event {
                        Event::Html(t) | Event::Text(t) => text.push_str(&t),
                        Event::End(TagEnd::HtmlBlock) => break,
                        _ => {}
                    }
                }
                let kept = without_html_comments(&text);
                let words = kept.trim();
                if words.is_empty() {
                    return None;
                }
                if self.html {
                    return Some(Node::Html(kept.into_owned()));
                }
                // A comment makes all of its line HTML.
                self.remark_html(
                    span,
                    if words.starts_with('<') { MarkdownHtml::Raw } else { MarkdownHtml::BehindComment },
                );
                Node::Paragraph(vec![Inline::Text { text: words.to_owned(), span }])
            }
            Tag::List(start) => self.list(start, depth),
            Tag::FootnoteDefinition(label) => {
                Node::Footnote { label: label.to_lowercase(), content: self.blocks(Some(end), depth + 1) }
            }
            Tag::DefinitionList => self.definitions(depth),
            Tag::Table(align) => self.table(&align, depth),
            Tag::MetadataBlock(_) => {
                self.blocks(Some(end), depth + 1);
                return None;
            }
            // Items and the parts of tables and definition lists are read by their lists; what is left
            // here is out of place and only read past.
            _ => {
                let inner = self.blocks(Some(end), depth + 1);
                return inner.into_iter().next().map(|b| b.node);
            }
        })
    }

    fn list(&mut self, start: Option<u64>, depth: usize) -> Node<Written> {
        let mut items = Vec::new();
        let mut tight = true;
        // The item that holds this list may have one.
        let outer = self.task.take();
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(Tag::Item) => {
                    let around = self.task.take();
                    let mut content = self.blocks(Some(TagEnd::Item), depth + 1);
                    let task = std::mem::replace(&mut self.task, around);
                    tight &= !self.loose;
                    let anchor = match content.first_mut() {
                        Some(first) => first.anchor.take(),
                        None => None,
                    };
                    items.push(Item { task, anchor, content });
                }
                Event::End(TagEnd::List(_)) => break,
                _ => {}
            }
        }
        self.task = outer;
        Node::List { start, tight, items }
    }

    fn definitions(&mut self, depth: usize) -> Node<Written> {
        let mut list: Vec<Definition<Written>> = Vec::new();
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(Tag::DefinitionListTitle) => {
                    let term = self.inlines(Some(TagEnd::DefinitionListTitle), depth);
                    list.push(Definition { term, definitions: Vec::new() });
                }
                Event::Start(Tag::DefinitionListDefinition) => {
                    let definition = self.blocks(Some(TagEnd::DefinitionListDefinition), depth + 1);
                    if let Some(entry) = list.last_mut() {
                        entry.definitions.push(definition);
                    }
                }
                Event::End(TagEnd::DefinitionList) => break,
                _ => {}
            }
        }
        Node::Definitions(list)
    }

    fn table(&mut self, align: &[Alignment], depth: usize) -> Node<Written> {
        let align = align
            .iter()
            .map(|a| match a {
                Alignment::None => Align::None,
                Alignment::Left => Align::Left,
                Alignment::Center => Align::Center,
                Alignment::Right => Align::Right,
            })
            .collect();
        let mut head = Vec::new();
        let mut rows: Vec<Vec<Vec<Inline<Written>>>> = Vec::new();
        let mut in_head = false;
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(Tag::TableHead) => in_head = true,
                Event::End(TagEnd::TableHead) => in_head = false,
                Event::Start(Tag::TableRow) => rows.push(Vec::new()),
                Event::Start(Tag::TableCell) => {
                    let cell = self.inlines(Some(TagEnd::TableCell), depth);
                    match rows.last_mut() {
                        Some(row) if !in_head => row.push(cell),
                        _ => head.push(cell),
                    }
                }
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        Node::Table { align, head, rows }
    }

    /// Running text up to the end tag given; without one, up to the next block or end.
    fn inlines(&mut self, end: Option<TagEnd>, depth: usize) -> Vec<Inline<Written>> {
        let mut out: Vec<Inline<Written>> = Vec::new();
        let mut hidden: Vec<usize> = Vec::new();
        let mut flattened = 0usize;
        while let Some((event, range)) = self.events.peek().cloned() {
            match &event {
                Event::End(tag) => {
                    if flattened > 0 {
                        flattened -= 1;
                        self.events.next();
                        continue;
                    }
                    if end.is_some() && Some(*tag) == end {
                        self.events.next();
                    } else if end.is_some() {
                        // An end that does not belong here: read past it.
                        self.events.next();
                        continue;
                    }
                    break;
                }
                Event::Start(tag) if !is_inline_tag(tag) => {
                    if end.is_some() {
                        self.events.next();
                        flattened += 1;
                        continue;
                    }
                    break;
                }
                Event::Rule if end.is_none() => break,
                _ => {}
            }
            self.events.next();
            let span = self.span(&range);
            match event {
                Event::Text(text) => self.push_text(&mut out, &text, &range, &mut hidden),
                Event::Code(code) => out.push(Inline::Code(code.into_string())),
                Event::SoftBreak => out.push(Inline::SoftBreak),
                Event::HardBreak => out.push(Inline::HardBreak),
                Event::FootnoteReference(label) => out.push(Inline::FootnoteSign(label.to_lowercase())),
                Event::InlineHtml(html) | Event::Html(html) => self.inline_html(&mut out, &html, span),
                Event::InlineMath(text) | Event::DisplayMath(text) => {
                    out.push(Inline::Text { text: text.into_string(), span });
                }
                Event::TaskListMarker(done) => {
                    self.task.get_or_insert(done);
                }
                Event::Start(tag) if depth >= DEEPEST => {
                    drop(tag);
                    flattened += 1;
                }
                Event::Start(tag) => out.push(self.inline(tag, depth, span)),
                Event::Rule | Event::End(_) => {}
            }
        }
        self.find_citations(out, &hidden)
    }

    fn inline(&mut self, tag: Tag<'a>, depth: usize, span: Span) -> Inline<Written> {
        let end = tag.to_end();
        let content = self.inlines(Some(end), depth + 1);
        match tag {
            Tag::Strong => Inline::Strong(content),
            Tag::Strikethrough => Inline::Strikethrough(content),
            Tag::Link { link_type, dest_url, title, .. } => {
                let wiki = matches!(link_type, LinkType::WikiLink { .. });
                let dest = match link_type {
                    LinkType::Email => format!("mailto:{dest_url}"),
                    // In a table the bar of a wikilink is escaped: `[[name\|words]]`.
                    LinkType::WikiLink { .. } => dest_url.trim_end_matches('\\').to_owned(),
                    _ => dest_url.into_string(),
                };
                let content = match link_type {
                    LinkType::WikiLink { has_pothole: false } => wiki_text(&dest, span),
                    _ => content,
                };
                Inline::Link { target: written_link(dest, wiki, span), title: title.into_string(), content }
            }
            Tag::Image { link_type, dest_url, title, .. } => {
                let wiki = matches!(link_type, LinkType::WikiLink { .. });
                let mut alt = plain(&content);
                // Obsidian writes a width behind the bar: `![[map.png|300]]`.
                if wiki && alt.chars().all(|c| c.is_ascii_digit() || c == 'x') {
                    alt = dest_url.rsplit('/').next().unwrap_or(&dest_url).to_owned();
                }
                Inline::Image {
                    target: written_link(dest_url.into_string(), wiki, span),
                    title: title.into_string(),
                    alt,
                }
            }
            _ => Inline::Emphasis(content),
        }
    }

    /// Adds words; neighbours that stand side by side in the file become one.
    fn push_text(&self, out: &mut Vec<Inline<Written>>, text: &str, range: &Range<usize>, hidden: &mut Vec<usize>) {
        let span = self.span(range);
        let verbatim = self.text.get(range.clone()) == Some(text);
        if let Some(Inline::Text { text: last, span: last_span }) = out.last_mut()
            && verbatim
            && last_span.end == span.start
            && last_span.end - last_span.start == last.len()
        {
            last.push_str(text);
            last_span.end = span.end;
            return;
        }
        if range.start > 0 && self.text.as_bytes().get(range.start - 1) == Some(&b'\\') {
            hidden.push(span.start);
        }
        out.push(Inline::Text { text: text.to_owned(), span });
    }

    fn inline_html(&mut self, out: &mut Vec<Inline<Written>>, html: &str, span: Span) {
        if html.starts_with("<!--") {
            // A comment is for the author alone.
        } else if self.html {
            out.push(Inline::Html(html.to_owned()));
        } else if html.trim_end_matches(['/', '>']).trim().eq_ignore_ascii_case("<br") {
            out.push(Inline::HardBreak);
        } else {
            // The tag that closes an element is not worth a second remark.
            if !html.starts_with("</") {
                self.remark_html(span, MarkdownHtml::Raw);
            }
            out.push(Inline::Text { text: html.to_owned(), span });
        }
    }

    fn remark_html(&mut self, span: Span, fault: MarkdownHtml) {
        self.remarks.push(Diagnostic::of(fault).at(self.path, span));
    }

    fn find_citations(&self, content: Vec<Inline<Written>>, hidden: &[usize]) -> Vec<Inline<Written>> {
        let cut = |run: Run| {
            let run = without_comments(run);
            let hidden: Vec<usize> =
                run.starts().filter(|(place, _)| hidden.binary_search(place).is_ok()).map(|(_, at)| at).collect();
            cite::split(&run, &hidden)
        };
        let mut out = Vec::with_capacity(content.len());
        let mut run = Run::default();
        for inline in content {
            match inline {
                Inline::Text { text, span } => run.push_text(&text, span),
                Inline::SoftBreak => run.push_break(),
                other => {
                    if !run.is_empty() {
                        out.extend(cut(std::mem::take(&mut run)));
                    }
                    out.push(other);
                }
            }
        }
        if !run.is_empty() {
            out.extend(cut(run));
        }
        out
    }
}

/// A link with this destination. A wikilink may name a place in a source: `[[report#para. 13]]`.
fn written_link(dest: String, wiki: bool, span: Span) -> WrittenLink {
    let end = dest.split_once('#').map(|(_, end)| end.trim()).filter(|end| wiki && !end.is_empty());
    let place = end.map(|words| cite::place(words, span, false));
    WrittenLink { dest, wiki, place, span }
}

/// The words a bare wikilink shows: its name, or the heading or block it points to on the same page.
fn wiki_text(dest: &str, span: Span) -> Vec<Inline<Written>> {
    let shown = match dest.split_once('#') {
        Some(("", anchor)) => anchor.trim_start_matches('^'),
        Some((name, _)) => name,
        None => dest,
    };
    let shown = shown.trim_start_matches('!').trim();
    vec![Inline::Text { text: shown.to_owned(), span }]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::tree::{every_block, every_inline};

    fn tree(text: &str) -> Vec<Block<Written>> {
        parse(&SitePath::new("content/a.md").unwrap(), text, 0, false).value
    }

    #[test]
    fn deep_nesting_is_flattened_not_fatal() {
        for hostile in
            [">".repeat(20_000), "- ".repeat(5_000), "*a ".repeat(20_000), "[".repeat(20_000), "![".repeat(5_000)]
        {
            tree(&(hostile + "end"));
        }
        let emphasis = format!("{}x{}", "*_".repeat(300), "_*".repeat(300));
        tree(&emphasis);
    }

    #[test]
    fn a_quotation_gives_up_the_line_that_cites() {
        let blocks = tree("> Norms are standards.\n> — [@geng, para. 4]\n");
        let Node::Quote { content, attribution } = &blocks[0].node else { panic!("{blocks:?}") };
        assert_eq!(
            plain(match &content[0].node {
                Node::Paragraph(c) => c,
                _ => panic!(),
            }),
            "Norms are standards."
        );
        assert!(matches!(attribution.as_deref(), Some([Inline::Cite { .. }])), "{attribution:?}");
    }

    #[test]
    fn quotations_that_end_in_a_break_or_hold_a_comment_are_read() {
        for text in ["> a<br>", "> a\n> %%c%%", "> %%c%%", "> > a<br>", "> a<br> ^x", "> ![x](y)\n> <br/>", ">"] {
            assert!(matches!(tree(text)[0].node, Node::Quote { .. }), "{text:?}");
        }
    }

    #[test]
    fn callouts_have_kind_title_and_fold() {
        let blocks = tree("> [!Note]- Not from *the* sources\n> Body [@a].\n>\n> More.\n");
        let Node::Callout { kind, title, folded, content } = &blocks[0].node else { panic!("{blocks:?}") };
        assert_eq!(
            (kind.as_str(), plain(title).as_str(), *folded, content.len()),
            ("note", "Not from the sources", Some(true), 2)
        );
        let blocks = tree("> [!warning]\n> Body.\n");
        let Node::Callout { kind, title, content, .. } = &blocks[0].node else { panic!("{blocks:?}") };
        assert_eq!((kind.as_str(), title.len(), content.len()), ("warning", 0, 1));
    }

    #[test]
    fn block_anchors_are_taken_off() {
        let blocks = tree("One. ^first\n\n- item ^i1\n- other\n\nTable\n\n^t\n\n## Head ^h\n\n## Head\n\n## Head\n");
        assert_eq!(blocks[0].anchor.as_deref(), Some("first"));
        let Node::List { items, tight: true, .. } = &blocks[1].node else { panic!("{blocks:?}") };
        assert_eq!(items[0].anchor.as_deref(), Some("i1"));
        assert_eq!(blocks[2].anchor.as_deref(), Some("t"));
        let anchors: Vec<_> = blocks[3..].iter().map(|b| b.anchor.as_deref().unwrap()).collect();
        assert_eq!(anchors, ["h", "head", "head-2"]);
    }

    #[test]
    fn a_walk_comes_by_every_block_and_every_word_in_reading_order() {
        let text = "# a\n\n> b\n>\n> - c\n>   - d\n>\n> — e [@x]\n\n> [!note] f\n> g\n\nh\n: i\n\n    j\n\n\
                    | k | l |\n|---|---|\n| m | *n **o*** [p](q) |\n\n1. r\n2. s\n\nz[^1]\n\n[^1]: t\n";
        let blocks = tree(text);
        let words: Vec<String> =
            every_block(&blocks).flat_map(|b| b.node.words()).map(|w| plain(w).trim().to_owned()).collect();
        assert_eq!(words.join("|"), "a|e|b|c|d|f|g|h|i|j|k|l|m|n o p|r|s|z|t");
        let kinds: Vec<&str> = every_block(&blocks)
            .flat_map(|b| b.node.words())
            .flat_map(every_inline)
            .filter_map(|i| match i {
                Inline::Strong(_) => Some("strong"),
                Inline::Emphasis(_) => Some("emphasis"),
                Inline::Link { .. } => Some("link"),
                _ => None,
            })
            .collect();
        assert_eq!(kinds, ["emphasis", "strong", "link"]);
    }

    #[test]
    fn citations_may_cross_a_line_end_and_are_not_found_in_code() {
        let blocks = tree("See [@a, para. 1;\n@b] and `[@c]` and \\[@d].");
        let Node::Paragraph(content) = &blocks[0].node else { panic!() };
        let groups: Vec<usize> = content
            .iter()
            .filter_map(|i| match i {
                Inline::Cite { cites, .. } => Some(cites.len()),
                _ => None,
            })
            .collect();
        assert_eq!(groups, [2, 1], "{content:?}");
        assert!(matches!(
            content.iter().rev().find(|i| matches!(i, Inline::Cite { .. })),
            Some(Inline::Cite { narrative: true, .. })
        ));
    }

    #[test]
    fn spans_point_into_the_file() {
        let text = "å &amp; [[china|the *state*]] and [@geng,\npara. 2]";
        for block in tree(text) {
            let Node::Paragraph(content) = &block.node else { panic!() };
            for inline in content {
                match inline {
                    Inline::Link { target, .. } => assert_eq!(&text[target.span.range()], "[[china|the *state*]]"),
                    Inline::Cite { cites, .. } => assert_eq!(&text[cites[0].span.range()], "@geng"),
                    Inline::Text { text: words, span } if words != "&" => assert_eq!(&text[span.range()], words),
                    _ => {}
                }
            }
        }
    }

    #[test]
    fn embeds_stand_alone_and_raw_html_is_shown() {
        assert!(matches!(&tree("![[geng#p17]]")[0].node, Node::Embed { target } if target.dest == "geng#p17"));
        assert!(matches!(&tree("![[map.png]]")[0].node, Node::Paragraph(_)));
        let blocks = tree("Words:\n![[a]]\nmore words ^x");
        assert!(matches!(
            blocks.iter().map(|b| &b.node).collect::<Vec<_>>()[..],
            [Node::Paragraph(_), Node::Embed { .. }, Node::Paragraph(_)]
        ));
        assert_eq!(blocks[2].anchor.as_deref(), Some("x"));
        let checked = parse(&SitePath::new("content/a.md").unwrap(), "a <b onclick=x>c</b><br>d<!-- e -->", 0, false);
        assert_eq!(checked.remarks.len(), 1);
        let Node::Paragraph(content) = &checked.value[0].node else { panic!() };
        assert_eq!(plain(content), "a <b onclick=x>c</b> d");
    }

    #[test]
    fn comments_for_the_author_are_left_out() {
        let Node::Paragraph(content) = &tree("One %%not [@a]\nthis%% two %% three [[x]].")[0].node else { panic!() };
        assert_eq!(plain(content), "One  two %% three x.");
        assert!(!content.iter().any(|i| matches!(i, Inline::Cite { .. })));
    }

    #[test]
    fn comments_vanish_whether_html_is_allowed_or_not() {
        for html in [false, true] {
            let text = "<!-- a -->\n\nB <!-- c\nd -->e\n\n<!-- f\n\ng -->\n\n%%\n# h\n\ni\n%%\n";
            let checked = parse(&SitePath::new("content/a.md").unwrap(), text, 0, html);
            assert!(checked.remarks.is_empty(), "{:?}", checked.remarks);
            let [Block { node: Node::Paragraph(content), .. }] = &checked.value[..] else {
                panic!("{:?}", checked.value)
            };
            assert_eq!(plain(content), "B e");
        }
        let checked = parse(&SitePath::new("content/a.md").unwrap(), "<!-- a --> *b*", 0, false);
        assert_eq!(checked.remarks[0].words.message, "Markdown is not read behind a comment that begins its line");
    }

    #[test]
    fn a_wikilink_in_a_table_escapes_its_bar() {
        let Node::Table { rows, .. } = &tree("| a | b |\n|---|---|\n| [[x\\|words]] | c |\n")[0].node else { panic!() };
        assert_eq!(rows[0].len(), 2);
        assert!(
            matches!(&rows[0][0][..], [Inline::Link { target, content, .. }] if target.dest == "x" && plain(content) == "words"),
            "{rows:?}"
        );
    }

    #[test]
    fn tasks_are_read_in_tight_and_loose_lists() {
        for text in ["- [x] done\n- [ ] open\n", "- [x] done\n\n- [ ] open\n"] {
            let blocks = tree(text);
            let Node::List { items, .. } = &blocks[0].node else { panic!() };
            assert_eq!(items.iter().map(|i| i.task).collect::<Vec<_>>(), [Some(true), Some(false)], "{text}");
        }
        let blocks = tree("- [ ] open\n\n  - [x] done\n  - none\n\n  words\n- none\n");
        let Node::List { items, .. } = &blocks[0].node else { panic!() };
        assert_eq!(items.iter().map(|i| i.task).collect::<Vec<_>>(), [Some(false), None]);
        let Node::List { items, .. } = &items[0].content[1].node else { panic!() };
        assert_eq!(items.iter().map(|i| i.task).collect::<Vec<_>>(), [Some(true), None]);
        // No text can pass itself off as the mark.
        for text in ["- &#1; hello\n", "- &#2;\n", "- \\[x] a\n"] {
            let blocks = tree(text);
            let Node::List { items, .. } = &blocks[0].node else { panic!() };
            assert_eq!(items[0].task, None, "{text}");
            assert_eq!(items[0].content.len(), 1, "{text}");
        }
    }
}
