//! Citations as Pandoc writes them: `[@key, para. 13]`, `[see @a, pp. 33-35; also @b]`, `[-@key]`,
//! `@key says`, `@key [p. 33]`, `[@key, para. 13, sentence 2]`; the same with signs of full width, `［@key，第13段］`; and tags, `#word`.

mod labels;
mod locator;
mod pin;

use crate::id::Tag;
use crate::model::pin::WrittenPin;
use crate::model::place::{Form, Locator, WrittenPlace};
use crate::model::tree::{Inline, Run, Written, WrittenCite};
use crate::script::{in_word, is_close};
use crate::text::Span;
use locator::locator;
use pin::pin;

/// Finds citations and tags in a run and cuts it into inlines around them. `hidden` lists the offsets of
/// characters that a backslash takes out of play.
pub fn split(run: &Run, hidden: &[usize]) -> Vec<Inline<Written>> {
    let text = &run.text;
    if !text.contains(['@', '#']) {
        return run.slice(0, text.len());
    }
    let brackets = Brackets::of(text);
    let mut out = Vec::new();
    let mut done = 0;
    let mut at = 0;
    while let Some((found, sign)) = text[at..].char_indices().find(|(_, c)| "[［@#".contains(*c)) {
        let found = at + found;
        at = found + sign.len_utf8();
        if hidden.binary_search(&found).is_ok() {
            continue;
        }
        let before = text[..found].chars().next_back();
        let parsed = match sign {
            '[' | '［' => group(run, found, &brackets),
            '@' if !before.is_some_and(|c| in_word(c) || matches!(c, '@' | '/' | '.')) => narrative(run, found),
            '#' if !before.is_some_and(|c| !c.is_whitespace() && c != '(') => tag(text, found),
            _ => None,
        };
        if let Some((inline, end)) = parsed {
            out.extend(run.slice(done, found));
            out.push(inline);
            done = end;
            at = end;
        }
    }
    out.extend(run.slice(done, text.len()));
    out
}

/// A place in a source that stands alone: in a field of the front matter, or at the end of a link. The span is that of the
/// words; where these are not written as they read, nothing is written in their stead (`as_it_reads`).
pub fn place(words: &str, span: Span, as_it_reads: bool) -> WrittenPlace {
    let mut run = Run::default();
    run.push_text(words, span);
    let (locator, rest) = locator(&run, 0, run.text.len());
    let locator = locator.filter(|_| rest.is_empty()).map(|l| Locator { span, ..l });
    WrittenPlace { words: words.trim().to_owned(), locator, span, form: as_it_reads.then_some(Form::Words) }
}

/// The brackets that hold citations.
const BRACKETS: [(char, char); 2] = [('[', ']'), ('［', '］')];

/// Where the brackets of a text close that may hold citations. Found once for the whole text: to look for each
/// one's end anew takes for ever where they are many and none closes.
struct Brackets {
    /// Places of opening and closing brackets, in the order of the opening ones.
    pairs: Vec<(usize, usize)>,
}

impl Brackets {
    /// Nobody sets brackets within a citation deeper than this.
    const DEEPEST: usize = 4;

    fn of(text: &str) -> Self {
        let mut pairs = Vec::new();
        for (opening, closing) in BRACKETS {
            // Open brackets, and how deep others are nested in each.
            let mut open: Vec<(usize, usize)> = Vec::new();
            for (at, sign) in text.char_indices() {
                if sign == opening {
                    open.push((at, 0));
                } else if sign == closing
                    && let Some((start, depth)) = open.pop()
                {
                    if let Some((_, outer)) = open.last_mut() {
                        *outer = (*outer).max(depth + 1);
                    }
                    if depth < Self::DEEPEST {
                        pairs.push((start, at));
                    }
                }
            }
        }
        pairs.sort_unstable();
        Self { pairs }
    }

    fn close(&self, open: usize) -> Option<usize> {
        let found = self.pairs.binary_search_by_key(&open, |(start, _)| *start).ok()?;
        Some(self.pairs[found].1)
    }
}

/// `#word`, with at least one letter, as Obsidian reads it.
fn tag(text: &str, at: usize) -> Option<(Inline<Written>, usize)> {
    let rest = &text[at + 1..];
    let len = rest.find(|c: char| !(in_word(c) || matches!(c, '-' | '_' | '/'))).unwrap_or(rest.len());
    let word = rest[..len].trim_end_matches(['-', '/']);
    let first = word.chars().next()?;
    (first.is_alphabetic()).then(|| (Inline::Tag(Tag::new(word)), at + 1 + word.len()))
}

/// `[ … @key … ; … ]`: every part between semicolons must cite something.
fn group(run: &Run, at: usize, brackets: &Brackets) -> Option<(Inline<Written>, usize)> {
    let end = brackets.close(at)?;
    let cites = each(run, at + sign_len(&run.text, at), end)?;
    let behind = end + sign_len(&run.text, end);
    Some((Inline::Cite { cites, narrative: false, span: run.span(at, behind) }, behind))
}

/// The length of the sign that stands at a place.
fn sign_len(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(0, char::len_utf8)
}

/// The citations of a stretch, between semicolons. One of full width may belong to the words of one of them, but not in
/// brackets of full width.
fn each(run: &Run, start: usize, end: usize) -> Option<Vec<WrittenCite>> {
    let text = &run.text[start..end];
    let cut_at = |signs: &[char]| {
        let mut from = start;
        let mut cites = Vec::new();
        let cuts = text.char_indices().filter(|(_, c)| signs.contains(c));
        for (to, sign) in cuts.map(|(n, c)| (start + n, c.len_utf8())).chain([(end, 0)]) {
            cites.push(single(run, from, to)?);
            from = to + sign;
        }
        Some(cites)
    };
    let wide = run.text[end..].starts_with('］');
    cut_at(&[';', '；']).or_else(|| (!wide).then(|| cut_at(&[';'])).flatten())
}

/// One part of a group: `see @key, para. 3 and elsewhere`.
fn single(run: &Run, start: usize, end: usize) -> Option<WrittenCite> {
    let part = &run.text[start..end];
    let (sign, key_len) = part.match_indices('@').find_map(|(n, _)| {
        let before = part[..n].chars().next_back();
        let word_before = before.is_some_and(|c| in_word(c) && !is_close(c));
        (!word_before).then(|| key(&part[n + 1..])).flatten().map(|len| (n, len))
    })?;
    let suppress = part[..sign].ends_with('-');
    let before = &part[..sign - usize::from(suppress)];
    let prefix = before.trim();
    let prefix_start = start + before.len() - before.trim_start().len();
    let (name, after) = key_text(part, sign, key_len);
    if !is_balanced(before) || !is_balanced(&part[after..]) {
        return None;
    }
    let rest_at = start + after;
    let (locator, suffix) = locator(run, rest_at, end);
    let (pin, suffix) = pin_behind(run, rest_at, end, locator.is_some(), suffix);
    Some(WrittenCite {
        key: name,
        prefix: prefix.to_owned(),
        prefix_at: run.span(prefix_start, prefix_start + prefix.len()),
        suppress_author: suppress,
        locator,
        pin,
        suffix_at: at_end(run, rest_at, end, &suffix),
        suffix,
        span: run.span(start + sign - usize::from(suppress), start + after),
    })
}

/// Whether every bracket in a text is opened and closed in it: words before a citation hold no other one's bracket.
fn is_balanced(text: &str) -> bool {
    let mut depth = 0usize;
    for byte in text.bytes() {
        match byte {
            b'[' => depth += 1,
            b']' => match depth.checked_sub(1) {
                Some(less) => depth = less,
                None => return false,
            },
            _ => {}
        }
    }
    depth == 0
}

/// What points at sentences at the beginning of the words behind a place, and the words behind that. Where no place is
/// named, they are the author's.
fn pin_behind(run: &Run, start: usize, end: usize, placed: bool, words: String) -> (Option<WrittenPin>, String) {
    match placed {
        true => pin(run, start + run.text[start..end].trim_end().len(), words),
        false => (None, words),
    }
}

/// Where the words stand with which a stretch ends, space aside.
fn at_end(run: &Run, start: usize, end: usize, words: &str) -> Span {
    let stop = start + run.text[start..end].trim_end().len();
    run.span(stop.saturating_sub(words.len()), stop)
}

/// `@key`, and the locator in brackets that may follow: `@key [p. 33]`.
fn narrative(run: &Run, at: usize) -> Option<(Inline<Written>, usize)> {
    let text = &run.text;
    let len = key(&text[at + 1..])?;
    let (name, after) = key_text(&text[at..], 0, len);
    let mut end = at + after;
    let (mut place, mut point) = (None, None);
    let mut suffix = String::new();
    let mut suffix_at = run.span(end, end);
    let mut also = Vec::new();
    // A place in braces stands right behind the key.
    if text[end..].starts_with('{')
        && let Some(close) = closing_brace(&text[end..])
    {
        (place, suffix) = locator(run, end, end + close + 1);
        (point, suffix) = pin_behind(run, end, end + close + 1, place.is_some(), suffix);
        suffix_at = at_end(run, end, end + close + 1, &suffix);
        end += close + 1;
    } else if let Some((from, close)) = place_in_brackets(text, end) {
        let (found, rest) = locator(run, from, close);
        let more = if text[close..].starts_with([';', '；']) {
            others(run, close + sign_len(text, close))
        } else {
            Some((Vec::new(), close))
        };
        if let (true, Some((list, bracket))) = (found.is_some(), more) {
            place = found;
            (point, suffix) = pin_behind(run, from, close, true, rest);
            suffix_at = at_end(run, from, close, &suffix);
            end = bracket + sign_len(text, bracket);
            also = list;
        }
    }
    let span = run.span(at, end);
    let cite = WrittenCite {
        key: name,
        prefix: String::new(),
        prefix_at: run.span(at, at),
        suppress_author: false,
        locator: place,
        pin: point,
        suffix,
        suffix_at,
        span: run.span(at, at + after),
    };
    // Further works make it a citation in the sentence for the first, and one in brackets for them: they are kept
    // together, as the author wrote them.
    let mut cites = vec![cite];
    cites.extend(also);
    Some((Inline::Cite { cites, narrative: true, span }, end))
}

/// Where, in brackets right behind a key, the place begins and ends that they may name: with them or at a semicolon.
fn place_in_brackets(text: &str, key_end: usize) -> Option<(usize, usize)> {
    let rest = &text[key_end..];
    let inner = rest.trim_start_matches(' ').strip_prefix(['[', '［']).filter(|_| !rest.starts_with("  "))?;
    let from = text.len() - inner.len();
    let ends = [']', '］', ';', '；'];
    let close = from + inner.find(|c| ends.contains(&c) || "@[［".contains(c))?;
    let is_link = text[close..].starts_with("](");
    (text[close..].starts_with(ends) && !is_link).then_some((from, close))
}

/// The works after the semicolon in `@a [p. 3; see also @b]`, and where the bracket closes.
fn others(run: &Run, start: usize) -> Option<(Vec<WrittenCite>, usize)> {
    let rest = &run.text[start..];
    let close = start + rest.find([']', '］', '[', '［']).filter(|n| rest[*n..].starts_with([']', '］']))?;
    Some((each(run, start, close)?, close))
}

/// Where the brace with which a text begins is closed.
fn closing_brace(text: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, byte) in text.bytes().enumerate().take(400) {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 1 => return Some(at),
            b'}' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// How many bytes at the start of `text` are a citation key. In braces, anything goes.
fn key(text: &str) -> Option<usize> {
    if let Some(inner) = text.strip_prefix('{') {
        let close = inner.find(['}', '{']).filter(|n| inner[*n..].starts_with('}'))?;
        return (close > 0).then_some(close + 2);
    }
    let first = text.chars().next()?;
    if !(first.is_alphanumeric() || first == '_') {
        return None;
    }
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((n, c)) = chars.next() {
        if in_word(c) || c == '_' {
            end = n + c.len_utf8();
        } else if ":.#$%&-+?<>~/".contains(c) {
            // Punctuation belongs to the key only between letters or digits.
            if !chars.peek().is_some_and(|(_, next)| in_word(*next) || *next == '_') {
                break;
            }
        } else {
            break;
        }
    }
    Some(end)
}

/// The key without braces, and where in `part` it ends.
fn key_text(part: &str, sign: usize, len: usize) -> (String, usize) {
    let end = sign + 1 + len;
    (part[sign + 1..end].trim_matches(['{', '}']).to_owned(), end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::pin::PinBy;
    use crate::text::Span;

    fn show(text: &str) -> String {
        let mut run = Run::default();
        run.push_text(text, Span::new(0, text.len()));
        split(&run, &[])
            .into_iter()
            .map(|inline| match inline {
                Inline::Text { text, .. } => text,
                Inline::Tag(t) => format!("<tag {t}>"),
                Inline::Cite { cites, narrative, span } => {
                    assert!(text.get(span.range()).is_some());
                    let inner: Vec<String> = cites
                        .iter()
                        .map(|c| {
                            let place =
                                c.locator.as_ref().map_or(String::new(), |l| format!("|{} {}", l.label, l.value));
                            let pin = c.pin.as_ref().map_or(String::new(), |p| {
                                match &p.by {
                                    PinBy::Words(words) => assert_eq!(&text[p.span.range()], words),
                                    PinBy::Number(..) => assert!(p.raw.ends_with(&text[p.span.range()])),
                                }
                                format!("|{:?}", p.by)
                            });
                            let minus = if c.suppress_author { "-" } else { "" };
                            assert!(text[c.span.range()].ends_with(&c.key) || text[c.span.range()].ends_with('}'));
                            assert_eq!(&text[c.prefix_at.range()], c.prefix);
                            assert_eq!(&text[c.suffix_at.range()], c.suffix);
                            format!("{}({minus}{}{place}{pin}){}", c.prefix, c.key, c.suffix)
                        })
                        .collect();
                    format!("<{}{}>", if narrative { "n " } else { "" }, inner.join(";"))
                }
                other => panic!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn citations_are_read_as_pandoc_reads_them() {
        for (text, expect) in [
            ("a [@geng, para. 17].", "a <(geng|paragraph 17)>."),
            ("[see @a, pp. 33-35; also @b, chap. 1]", "<see(a|page 33-35);also(b|chapter 1)>"),
            ("[@a, paras. 3, 5 and 7 and passim]", "<(a|paragraph 3, 5 and 7)and passim>"),
            ("[-@key] says", "<(-key)> says"),
            ("@key says", "<n (key)> says"),
            ("@key [p. 33] says", "<n (key|page 33)> says"),
            ("@key [a note] says", "<n (key)> [a note] says"),
            ("[@doe99, 33]", "<(doe99|page 33)>"),
            ("[@{a b}, p. iv]", "<(a b|page iv)>"),
            ("[@smith{ii, A, D-Z}, with a suffix]", "<(smith|page ii, A, D-Z), with a suffix>"),
            (
                "[@smith, {pp. iv, vi-xi, (xv)-(xvii)} with suffix here]",
                "<(smith|page iv, vi-xi, (xv)-(xvii))with suffix here>",
            ),
            ("[@a, {p. 3}, suffix]", "<(a|page 3), suffix>"),
            ("[@smith{}, 99 years later]", "<(smith), 99 years later>"),
            ("@smith{p. 3} says", "<n (smith|page 3)> says"),
            ("@smith{} says", "<n (smith)> says"),
            ("[@doe99, 33, 35-36, and nowhere else]", "<(doe99|page 33, 35-36), and nowhere else>"),
            ("[@a, pp. iv-vi, xi]", "<(a|page iv-vi, xi)>"),
            ("[@a, v. 3; @b, fig. 2, @ end]", "<(a|verse 3);(b|figure 2), @ end>"),
            ("@a [p. 30; see also @b, no. 4]", "<n (a|page 30);see also(b|issue 4)>"),
            ("@a [-@b]", "<n (a)> <(-b)>"),
            ("@a [see; @b", "<n (a)> [see; <n (b)>"),
            (
                "[@{https://example.com/bib?name=foobar&date=2000}, p.  33]",
                "<(https://example.com/bib?name=foobar&date=2000|page 33)>",
            ),
            (
                "[see @doe99, pp. 33-35 and *passim*; @smith04, chap. 1]",
                "<see(doe99|page 33-35)and *passim*;(smith04|chapter 1)>",
            ),
            ("[-@a, p. 3]", "<(-a|page 3)>"),
            ("[@a:b.c, § 4]", "<(a:b.c|section 4)>"),
            ("[@a, p. 3,]", "<(a|page 3)>"),
            ("[@a, words after]", "<(a), words after>"),
            ("[@a. ]", "<(a).>"),
            ("［@a，第1段］", "<(a|paragraph 1)>"),
            ("[@a, 第 3 段]", "<(a|paragraph 3)>"),
            ("[@a，段3]", "<(a|paragraph 3)>"),
            ("［见@a，第33—35页；又见@b，第三条第二款］", "<见(a|page 33-35);又见(b|article 3, para. 2)>"),
            ("[@a, 第3、5段]", "<(a|paragraph 3, 5)>"),
            ("[@a, 第二十一章]", "<(a|chapter 21)>"),
            ("[@a, 第一百零三页]", "<(a|page 103)>"),
            ("[@a, {第３段}]", "<(a|paragraph 3)>"),
            ("[@a, 33頁, 注5]", "<(a|page 33), 注5>"),
            ("[@a, 제3조]", "<(a|article 3)>"),
            ("[@a, 33쪽]", "<(a|page 33)>"),
            ("@a［第3段］说", "<n (a|paragraph 3)>说"),
            ("@a [第3段；另见 @b] 说", "<n (a|paragraph 3);另见(b)> 说"),
            ("[@a, 2016年版]", "<(a|page 2016年版)>"),
            ("[@a, 参见；其他]", "<(a), 参见；其他>"),
            ("［@a [b］ c]", "［<n (a)> [b］ c]"),
            ("［没有；@a］", "［没有；<n (a)>］"),
            ("[@a, S. 33; @b, Abs. 3]", "<(a|page 33);(b|paragraph 3)>"),
            ("[@a, s. 3]", "<(a), s. 3>"),
            ("[@a, Párr. 3; @b, П. 5; @c, الفقرة 3]", "<(a|paragraph 3);(b|paragraph 5);(c|paragraph 3)>"),
            ("mail me@example.org", "mail me@example.org"),
            ("[no citation; @here]", "[no citation; <n (here)>]"),
            ("[plain]", "[plain]"),
            ("[@a, para. 3", "[<n (a)>, para. 3"),
            ("a #tag, #1 and #a/b-c; C#", "a <tag tag>, #1 and <tag a/b-c>; C#"),
            // Marks upon letters are part of the word, also the last.
            ("[@হিন্দী] #কোরিয়া, #नीति", "<(হিন্দী)> <tag কোরিয়া>, <tag नीति>"),
            ("@", "@"),
            ("[@]", "[@]"),
            ("[[@a]]", "[<(a)>]"),
            ("^[“a b” [@s, p. 3]]", "^[“a b” <(s|page 3)>]"),
            ("[“a […] b”, @s, “c [d]”]", "<“a […] b”,(s), “c [d]”>"),
            ("[@a, passage 17, sentence 2]", "<(a|passage 17|Number(2, 2))>"),
            ("[@a, para. 3 (b), sentences 2-4, and so on]", "<(a|paragraph 3 (b)|Number(2, 4)), and so on>"),
            ("[@a, § 12, Abs. 3, Satz 1]", "<(a|section 12, Abs. 3|Number(1, 1))>"),
            ("[@a, p. 3, Sent. 2; @b, p. 4]", "<(a|page 3|Number(2, 2));(b|page 4)>"),
            (
                "［@a，第3段，第2句］［@a，第三条第二至三句］",
                "<(a|paragraph 3|Number(2, 2))><(a|article 3|Number(2, 3))>",
            ),
            ("@a [passage 3, sentence 2] says", "<n (a|passage 3|Number(2, 2))> says"),
            ("[@a, p. 3, “c [d] e”]", "<(a|page 3|Words(\"c [d] e\"))>"),
            ("[@a, p. 3, «c d» and so]", "<(a|page 3|Words(\"c d\"))and so>"),
            ("[@a, 第3段，「主权」]", "<(a|paragraph 3|Words(\"主权\"))>"),
            ("[@a, p. 3, sentence]", "<(a|page 3), sentence>"),
            ("[@a, p. 3, sentence 0]", "<(a|page 3), sentence 0>"),
            ("[@a, p. 3, sentences 4-2]", "<(a|page 3), sentences 4-2>"),
            ("[@a, p. 3, sentence 2b]", "<(a|page 3), sentence 2b>"),
            ("[@a, p. 3, “open]", "<(a|page 3), “open>"),
            ("[@a, sentence 2]", "<(a), sentence 2>"),
        ] {
            assert_eq!(show(text), expect, "{text}");
        }
    }
}
