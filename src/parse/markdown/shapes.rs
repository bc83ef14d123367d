//! What plain blocks turn out to be: callouts, quotations with the line that cites, embeds, and the
//! anchors that authors set behind blocks.

use crate::id::Anchor;
use crate::model::tree::{Block, Inline, Node, Written, WrittenLink};
use crate::path::slug;

/// Adds a block; a paragraph that is nothing but `^name` becomes the anchor of the block before it, and one
/// with embeds on lines of their own is cut there.
pub(super) fn push_block(out: &mut Vec<Block<Written>>, block: Block<Written>) {
    let Node::Paragraph(mut content) = block.node else {
        out.push(block);
        return;
    };
    let anchor = take_anchor(&mut content);
    if content.is_empty() && anchor.is_some() {
        if let Some(last) = out.last_mut() {
            // A heading keeps the name its author gave it in the line itself.
            let kept = last.anchor.take().filter(|_| matches!(last.node, Node::Heading { .. }));
            last.anchor = kept.or(anchor);
        }
        return;
    }
    out.extend(cut_at_embeds(content).into_iter().map(|node| Block { span: block.span, anchor: None, node }));
    if let (Some(anchor), Some(last)) = (anchor, out.last_mut()) {
        last.anchor = Some(anchor);
    }
}

/// Takes `^name` off the end of running text.
pub(super) fn take_anchor(content: &mut Vec<Inline<Written>>) -> Option<Anchor> {
    let Some(Inline::Text { text, span }) = content.last_mut() else { return None };
    let at = text.rfind('^')?;
    let name = &text[at + 1..];
    let fits = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if !fits || !(at == 0 || text[..at].ends_with(' ')) {
        return None;
    }
    let name = Anchor::new(name);
    text.truncate(text[..at].trim_end().len());
    span.end = span.start + text.len();
    if text.is_empty() {
        content.pop();
        while matches!(content.last(), Some(Inline::SoftBreak)) {
            content.pop();
        }
    }
    Some(name)
}

/// A block quotation is a callout when it begins with `[!kind]`; otherwise its last line may cite.
pub(super) fn quote_or_callout(mut content: Vec<Block<Written>>) -> Node<Written> {
    if let Some(Block { node: Node::Paragraph(inlines), .. }) = content.first_mut()
        && let Some((kind, folded)) = take_callout(inlines)
    {
        let cut = inlines.iter().position(|i| matches!(i, Inline::SoftBreak | Inline::HardBreak));
        let rest = match cut {
            Some(at) => {
                let rest = inlines.split_off(at + 1);
                inlines.pop();
                rest
            }
            None => Vec::new(),
        };
        let title = std::mem::replace(inlines, rest);
        if inlines.is_empty() {
            content.remove(0);
        }
        return Node::Callout { kind, title, folded, content };
    }
    let attribution = match content.last_mut() {
        Some(Block { node: Node::Paragraph(inlines), .. }) => take_attribution(inlines),
        _ => None,
    };
    if let Some(Block { node: Node::Paragraph(inlines), .. }) = content.last()
        && inlines.is_empty()
    {
        content.pop();
    }
    Node::Quote { content, attribution }
}

/// Takes `[!kind]`, with `+` or `-` behind it, off the start of running text.
fn take_callout(content: &mut Vec<Inline<Written>>) -> Option<(String, Option<bool>)> {
    let Some(Inline::Text { text, span }) = content.first_mut() else { return None };
    let inner = text.strip_prefix("[!")?;
    let close = inner.find(']')?;
    let kind = inner[..close].trim().to_lowercase();
    if kind.is_empty() || !kind.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ')) {
        return None;
    }
    let kind = slug(&kind);
    let mut rest = &inner[close + 1..];
    let folded = match rest.chars().next() {
        Some('-') => Some(true),
        Some('+') => Some(false),
        _ => None,
    };
    if folded.is_some() {
        rest = &rest[1..];
    }
    let rest = rest.trim_start().to_owned();
    span.start = span.end - rest.len().min(span.end - span.start);
    *text = rest;
    if text.is_empty() {
        content.remove(0);
    }
    Some((kind, folded))
}

/// Takes a last line that cites off a quotation: `— [@key, para. 4]`, with or without the dash.
fn take_attribution(content: &mut Vec<Inline<Written>>) -> Option<Vec<Inline<Written>>> {
    let line = content.iter().rposition(|i| matches!(i, Inline::SoftBreak | Inline::HardBreak)).map_or(0, |n| n + 1);
    // A quotation may end in a line break, or hold nothing but a comment.
    let first = content.get(line)?;
    let cites = content[line..].iter().any(|i| matches!(i, Inline::Cite { .. }));
    let dashed = matches!(first, Inline::Text { text, .. } if text.trim_start().starts_with(['—', '–', '-', '―']));
    let alone = matches!(first, Inline::Cite { .. });
    if !cites || !(dashed || alone) {
        return None;
    }
    let mut taken = content.split_off(line);
    content.pop();
    if let Some(Inline::Text { text, span }) = taken.first_mut() {
        let rest = text.trim_start().trim_start_matches(['—', '–', '-', '―']).trim_start().to_owned();
        span.start = span.end - rest.len().min(span.end - span.start);
        *text = rest;
        if text.is_empty() {
            taken.remove(0);
        }
    }
    Some(taken)
}

/// What a line that is nothing but `![[name]]` embeds, unless it is a picture.
fn as_embed(line: &[Inline<Written>]) -> Option<WrittenLink> {
    match line {
        [Inline::Image { target, .. }] if target.wiki && !is_picture(&target.dest) => Some(target.clone()),
        _ => None,
    }
}

/// A paragraph, cut where one of its lines is an embed: that line becomes a block of its own.
fn cut_at_embeds(content: Vec<Inline<Written>>) -> Vec<Node<Written>> {
    let is_break = |i: &Inline<Written>| matches!(i, Inline::SoftBreak | Inline::HardBreak);
    if !content.split(is_break).any(|line| as_embed(line).is_some()) {
        return vec![Node::Paragraph(content)];
    }
    let mut nodes = Vec::new();
    let mut words: Vec<Inline<Written>> = Vec::new();
    for line in content.split(is_break) {
        match as_embed(line) {
            Some(target) => {
                if !words.is_empty() {
                    nodes.push(Node::Paragraph(std::mem::take(&mut words)));
                }
                nodes.push(Node::Embed { target });
            }
            None if line.is_empty() => {}
            None => {
                if !words.is_empty() {
                    words.push(Inline::SoftBreak);
                }
                words.extend_from_slice(line);
            }
        }
    }
    if !words.is_empty() {
        nodes.push(Node::Paragraph(words));
    }
    nodes
}

/// Whether a file of that name is a picture a browser shows.
fn is_picture(name: &str) -> bool {
    let name = name.split(['#', '?']).next().unwrap_or(name).to_ascii_lowercase();
    ["png", "jpg", "jpeg", "gif", "svg", "webp", "avif"].iter().any(|e| name.ends_with(&format!(".{e}")))
}
