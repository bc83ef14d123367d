//! What repeats below or beside a text: threads of comments, forms to write one, lists of other texts.
//! They are told by their units — a name and a time over some words, a headline and a teaser with «read
//! more» — and not by their length, which is often greater than that of the text itself.

use std::ops::Range;

use super::blocks::Draft;
use super::facts::{Facts, bare};
use super::{dates, phrases, references};
use crate::script;

/// What a short block says about the unit it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ThreadSign {
    /// A heading over comments, or over the form for one.
    Head,
    /// Who says something: «Name says:», «Comment by Name».
    Says,
    /// A day with the time of day, or how long ago it was.
    Stamp,
    /// What can be done with a comment: «Reply».
    Act,
    /// The label of a field of a form.
    Field,
    /// The end of a teaser.
    More,
    /// A headline with a date, or a date right below or above a headline.
    Dated,
}

/// For every block, why it belongs to something else than the text, if it does.
pub(super) fn find(drafts: &[Draft], facts: &[Facts]) -> Vec<Option<&'static str>> {
    let entries = references::entries(drafts, facts);
    // What its form has told to be text, code and entries of references are no units of a list.
    let own = |n: usize| drafts[n].is_kept() || facts[n].code || entries.contains(&n);
    let marks: Vec<Option<ThreadSign>> =
        (0..drafts.len()).map(|n| if own(n) { None } else { mark(drafts, facts, n) }).collect();
    let mut beyond = vec![None; drafts.len()];
    let first_time = marks.iter().position(|m| *m == Some(ThreadSign::Stamp));
    let thread = |m: &ThreadSign| !matches!(m, ThreadSign::More | ThreadSign::Dated);
    for group in groups(&marks, facts, thread, 14, 4000) {
        let range = comments(drafts, facts, &marks, first_time, &group);
        // Times alone, with the text going on behind them, are those of a table or of posts that the text shows.
        let timed = group.iter().all(|n| matches!(marks[*n], Some(ThreadSign::Stamp)));
        if let Some(range) = range.filter(|r| !(timed && resumes(facts, r.end))) {
            beyond[range].fill(Some("comments"));
        }
    }
    for range in cards(drafts, facts).into_iter().chain(below_headings(drafts, facts)) {
        beyond[range].iter_mut().for_each(|b| *b = b.or(Some("related")));
    }
    for group in groups(&marks, facts, |m| *m == ThreadSign::More, 7, 1500) {
        // Between the ends of two teasers stands one teaser; where more does, the text goes on.
        for list in group.chunk_by(|a, b| (a + 1..*b).filter(|n| facts[*n].sentence()).count() < 3) {
            if let Some(range) = teasers(drafts, facts, list) {
                beyond[range].iter_mut().for_each(|b| *b = b.or(Some("related")));
            }
        }
    }
    for group in groups(&marks, facts, |m| *m == ThreadSign::Dated, 7, 900) {
        if let Some(range) = dated(drafts, facts, &group) {
            beyond[range].iter_mut().for_each(|b| *b = b.or(Some("related")));
        }
    }
    beyond
}

/// Blocks with such marks that stand so near to each other that they may be units of one list.
fn groups(
    marks: &[Option<ThreadSign>],
    facts: &[Facts],
    wanted: impl Fn(&ThreadSign) -> bool,
    apart: usize,
    weight: usize,
) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut between = 0;
    for (n, mark) in marks.iter().enumerate() {
        if !mark.as_ref().is_some_and(&wanted) {
            between += facts[n].weight;
            continue;
        }
        match groups.last_mut() {
            // A heading over comments begins them: what was posted before it is the text.
            Some(group)
                if *mark != Some(ThreadSign::Head)
                    && group.last().is_some_and(|l| n - l <= apart)
                    && between <= weight =>
            {
                group.push(n)
            }
            _ => groups.push(vec![n]),
        }
        between = 0;
    }
    groups
}

fn mark(drafts: &[Draft], facts: &[Facts], n: usize) -> Option<ThreadSign> {
    let (draft, f) = (&drafts[n], &facts[n]);
    let text = draft.text.as_str();
    if f.bare {
        return None;
    }
    let breaks_off = || f.weight >= 60 && f.weight <= 700 && breaks_off(drafts, facts, n);
    if f.weight > 200 {
        return (teaser_ends(text) || breaks_off()).then_some(ThreadSign::More);
    }
    let plain = bare(text);
    let counted = plain.trim_matches(|c: char| c.is_ascii_digit() || !c.is_alphabetic());
    if f.stops == Some("comments") && !phrases::COMMENT_ACTS.contains(&counted) {
        return Some(ThreadSign::Head);
    }
    if !f.sentence() && phrases::COMMENT_HEADS.iter().any(|h| counted.starts_with(*h) || *h == counted) {
        let numbered = plain.starts_with(|c: char| c.is_ascii_digit());
        let whole = phrases::COMMENT_HEADS.contains(&counted);
        if numbered || whole || counted.chars().count() <= 40 {
            return Some(ThreadSign::Head);
        }
    }
    let on_comment = || phrases::COMMENT_THIS.iter().any(|p| plain.contains(p)) && !f.ends;
    if f.weight <= 70 && (phrases::COMMENT_ACTS.contains(&counted) || on_comment()) {
        return Some(ThreadSign::Act);
    }
    if f.weight <= 45 && field(&plain) {
        return Some(ThreadSign::Field);
    }
    if f.weight <= 130 {
        let says = text.trim_end().ends_with([':', '：']) || dates::first(text).is_some();
        if phrases::COMMENT_BY.iter().any(|p| plain.starts_with(*p)) {
            return Some(ThreadSign::Says);
        }
        let head = plain.split(|c: char| matches!(c, ':' | '：' | ',') || c.is_ascii_digit()).next().unwrap_or("");
        let head = head.trim_end_matches([' ', '(']);
        if says && !f.sentence() && phrases::COMMENT_SAYS.iter().any(|s| head.ends_with(*s)) && head.len() <= 60 {
            return Some(ThreadSign::Says);
        }
    }
    if f.weight <= 110 && f.words <= 16 && stamp(text, &plain) {
        return Some(ThreadSign::Stamp);
    }
    if f.weight <= 90 && phrases::TEASER_ENDS.contains(&plain.trim_matches(|c: char| !c.is_alphabetic()))
        || f.weight >= 60 && teaser_ends(text)
        || breaks_off()
    {
        return Some(ThreadSign::More);
    }
    if f.weight <= 160 && !f.sentence() && !dates::find(text).is_empty() {
        // «— Name (@name) May 3, 2020» signs a post that stands above it.
        let signed = text.starts_with(['—', '–', '―']) || text.contains("(@");
        let own = dates::unexplained(text) >= 20 && !signed && !draft.numbered;
        let neighbour = |m: Option<usize>| m.is_some_and(|m| m < drafts.len() && headline(&drafts[m], &facts[m]));
        if own || f.date && (neighbour(n.checked_sub(1)) || neighbour(Some(n + 1))) {
            return Some(ThreadSign::Dated);
        }
    }
    None
}

/// Whether a block could be the headline of another text.
pub(super) fn headline(draft: &Draft, f: &Facts) -> bool {
    !f.ends
        && !f.bare
        && !f.date
        && f.phrase.is_none()
        && f.words >= 3
        && (14..=220).contains(&f.weight)
        && draft.text.chars().any(char::is_alphabetic)
}

/// Whether a text goes on at a block: two paragraphs right upon each other, before anything of another thread.
fn resumes(facts: &[Facts], from: usize) -> bool {
    let near = from..(from + 12).min(facts.len().saturating_sub(1));
    near.take_while(|n| facts[*n].stops.is_none()).any(|n| facts[n].sentence() && facts[n + 1].sentence())
}

/// A teaser has no more than a sentence or two.
const TEASER: usize = 420;
/// A line that stands in the file so often is no headline of one text.
const EVERYWHERE: usize = 5;
/// So many short blocks at most stand over a teaser: its section, headline, author, date.
const OVER_TEASER: usize = 4;

/// The short blocks that stand right over a teaser, when it is one: no other running text stands beside it.
fn over_teaser(drafts: &[Draft], facts: &[Facts], text: usize) -> Option<Range<usize>> {
    let own = |n: usize| !drafts[n].is_kept() && !facts[n].prose() && !facts[n].code && drafts[n].marked.is_none();
    let mut start = text;
    while start > 0 && text - start < OVER_TEASER && own(start - 1) && facts[start - 1].stops.is_none() {
        start -= 1;
    }
    let alone = (text + 1..facts.len()).find(|n| !facts[*n].bare).is_none_or(|n| !facts[n].prose());
    let teaser = facts[text].prose() && facts[text].weight <= TEASER && !drafts[text].is_kept();
    // What a page puts over every paragraph heads none of them.
    let own_head = (start..text).any(|n| !facts[n].bare && facts[n].copies < EVERYWHERE);
    (teaser && alone && own_head).then_some(start..text)
}

/// Lists of other texts and slide shows, told by what stands over each unit beside its headline: its number among all,
/// `3/12`, or its author.
fn cards(drafts: &[Draft], facts: &[Facts]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut list: Vec<Range<usize>> = Vec::new();
    let first = facts.iter().position(Facts::prose);
    let mut close = |list: &mut Vec<Range<usize>>| {
        if list.len() >= 3
            && let (Some(from), Some(to)) = (list.first(), list.last())
        {
            found.push(from.start..to.end);
        }
        list.clear();
    };
    for n in (0..facts.len()).filter(|n| facts[*n].prose()) {
        let label = |m: &usize| {
            is_counter(drafts[*m].marker.is_some(), &drafts[*m].text) || super::names::is_signature(&drafts[*m].text)
        };
        let over = over_teaser(drafts, facts, n).filter(|_| Some(n) != first);
        match over.and_then(|over| over.clone().find(label).map(|m| (m, over))) {
            Some((label, over)) => {
                // A headline stands over its author or number, or below it, and belongs to the unit.
                let headline = |m: usize| headline(&drafts[m], &facts[m]) && !facts[m].bare;
                let start = if label > over.start && headline(label - 1) { label - 1 } else { label };
                let credits = (n + 1..facts.len()).take_while(|m| facts[*m].phrase == Some("credit")).count();
                list.push(start..n + 1 + credits);
            }
            None => close(&mut list),
        }
    }
    close(&mut list);
    found
}

/// Whether a text begins with its number among all: `3/12`.
fn is_counter(item: bool, text: &str) -> bool {
    let part = text.split(' ').next().unwrap_or("");
    let Some((one, all)) = part.split_once('/') else { return false };
    let number = |s: &str| s.parse::<u32>().ok().filter(|n| (1..=200).contains(n));
    item && number(one).zip(number(all)).is_some_and(|(one, all)| one <= all && all >= 3)
}

/// Teasers below a heading over other texts: headline, a sentence or two, headline, a sentence or two.
fn below_headings(drafts: &[Draft], facts: &[Facts]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for n in (0..facts.len()).filter(|n| facts[*n].stops == Some("related") && !drafts[*n].is_kept()) {
        let (mut end, mut units) = (n + 1, 0);
        while let Some(text) = (end..facts.len().min(end + OVER_TEASER + 1)).find(|m| facts[*m].prose()) {
            if text == end || over_teaser(drafts, facts, text).is_none_or(|over| over.start > end) {
                break;
            }
            (end, units) = (text + 1, units + 1);
        }
        if units >= 2 || units == 1 && !facts[end..].iter().any(Facts::prose) {
            found.push(n + 1..end);
        }
    }
    found
}

/// Whether a block is what closes a teaser: «Read more».
pub(super) fn closes_teaser(text: &str) -> bool {
    phrases::TEASER_ENDS.contains(&bare(text).trim_matches(|c: char| !c.is_alphabetic()))
}

/// Whether a text says that it goes on elsewhere: «… read more».
fn teaser_ends(text: &str) -> bool {
    let tail: String = text.trim_end().chars().rev().take(48).collect::<Vec<_>>().into_iter().rev().collect();
    let tail = bare(&tail);
    phrases::TEASER_ENDS.iter().filter(|p| p.chars().count() >= 4 && p.contains(' ')).any(|p| {
        tail.strip_suffix(*p)
            .is_some_and(|r| r.trim_end().ends_with(|c| script::ends_sentence(c) || "…]»”\"".contains(c)))
    })
}

/// Whether a text breaks off, and stands alone between a headline and something short.
fn breaks_off(drafts: &[Draft], facts: &[Facts], n: usize) -> bool {
    let text = drafts[n].text.trim_end();
    ["...", "…", "[…]", "[...]", "(…)", "(...)", "[..]"].iter().any(|s| text.ends_with(s))
        && n > 0
        && (headline(&drafts[n - 1], &facts[n - 1]) || facts[n - 1].date)
        && facts.get(n + 1).is_none_or(|f| !f.sentence())
}

fn field(plain: &str) -> bool {
    let label = plain.split(['(', '*', ':', '_', '[']).next().unwrap_or("").trim();
    phrases::FORM_FIELDS.contains(&label)
}

/// Whether a short text gives a time of day with its day, or says how long ago it was.
fn stamp(text: &str, plain: &str) -> bool {
    let day = dates::first(text).is_some_and(|d| d.edtf.len() == 10);
    if day && clock(text) {
        return true;
    }
    let digit = plain.chars().any(|c| c.is_ascii_digit());
    digit
        && plain.chars().count() <= 60
        && phrases::AGO.iter().any(|p| match p.strip_suffix(' ') {
            Some(_) => plain.find(*p).is_some_and(|at| {
                plain[at + p.len()..].starts_with(|c: char| c.is_ascii_digit()) && plain.len() - at <= p.len() + 14
            }),
            None => plain.ends_with(*p) && (p.starts_with(' ') || plain.chars().count() <= 8),
        })
}

/// Whether a time of day stands in a text: two numbers with a colon, a full stop or an «h» between them.
fn clock(text: &str) -> bool {
    let bytes = text.as_bytes();
    (1..bytes.len().saturating_sub(2)).any(|n| {
        matches!(bytes[n], b':' | b'h' | b'H')
            && bytes[n - 1].is_ascii_digit()
            && bytes[n + 1].is_ascii_digit()
            && bytes[n + 2].is_ascii_digit()
            && !bytes.get(n + 3).is_some_and(u8::is_ascii_digit)
    }) || ["am", "pm", "a.m.", "p.m."].iter().any(|s| {
        let low = text.to_ascii_lowercase();
        low.find(s).is_some_and(|at| low[..at].trim_end().ends_with(|c: char| c.is_ascii_digit()))
    })
}

/// The range a thread of comments takes, when a group of marks is one.
fn comments(
    drafts: &[Draft],
    facts: &[Facts],
    marks: &[Option<ThreadSign>],
    first_time: Option<usize>,
    group: &[usize],
) -> Option<Range<usize>> {
    // The first time on a page is that of the text itself, unless a heading says otherwise.
    let own = first_time.is_some() && group.first().copied() == first_time;
    let group = if own { &group[1..] } else { group };
    let count = |mark: ThreadSign| group.iter().filter(|n| marks[**n] == Some(mark)).count();
    let (heads, says, stamps, acts) =
        (count(ThreadSign::Head), count(ThreadSign::Says), count(ThreadSign::Stamp), count(ThreadSign::Act));
    let distinct_fields = {
        let mut labels: Vec<String> =
            group.iter().filter(|n| marks[**n] == Some(ThreadSign::Field)).map(|n| bare(&drafts[*n].text)).collect();
        labels.sort();
        labels.dedup();
        labels.len()
    };
    let text_between =
        group.windows(2).filter(|w| (w[0] + 1..w[1]).any(|n| facts[n].ends && facts[n].words >= 3)).count();
    let enough = says + acts >= 2 && says + acts + stamps >= 3 && text_between >= 1
        || says >= 2 && text_between >= 1
        || stamps >= 3 && text_between >= 2
        || heads > 0 && says + acts + stamps >= 1 && (text_between >= 1 || says > 0)
        || heads > 0 && distinct_fields >= 2
        || distinct_fields >= 3;
    if !enough {
        return None;
    }
    let mut start = *group.first()?;
    if said(marks[start]) {
        // The name over the time.
        while start > 0
            && group[0] - start < 2
            && facts[start - 1].weight <= 40
            && facts[start - 1].words <= 5
            && !facts[start - 1].ends
            && !facts[start - 1].bare
        {
            start -= 1;
        }
    }
    let last = *group.last()?;
    let mut end = last + 1;
    if matches!(marks[last], Some(ThreadSign::Says | ThreadSign::Stamp | ThreadSign::Head)) {
        while end < drafts.len() && end - last <= 10 && facts[end].ends && !facts[end].date {
            end += 1;
        }
    }
    Some(start..end)
}

fn said(mark: Option<ThreadSign>) -> bool {
    matches!(mark, Some(ThreadSign::Says | ThreadSign::Stamp | ThreadSign::Act))
}

/// The range a list of teasers takes that each end with «read more».
fn teasers(drafts: &[Draft], facts: &[Facts], group: &[usize]) -> Option<Range<usize>> {
    // The teaser stands right over what closes it, or holds it; a headline alone with «Read more» is a promotion that
    // stands within a text.
    const LEAST: usize = 60;
    let teaser = |n: usize| facts[n].ends && facts[n].weight >= LEAST || facts[n].weight >= 2 * LEAST;
    let closes = |n: usize| facts[n].weight >= LEAST || n.checked_sub(1).is_some_and(teaser);
    let units = group.windows(2).filter(|w| closes(w[1])).count();
    if group.len() < 2 || units + 1 < group.len().min(3) || units == 0 {
        return None;
    }
    let first = *group.first()?;
    // The teaser itself, and its headline, date and section; but a paragraph among others is no teaser.
    let text = if facts[first].weight < 60 { first.checked_sub(1)? } else { first };
    let over = |n: usize| facts[n].phrase.is_none() && (headline(&drafts[n], &facts[n]) || facts[n].date);
    let mut start = text;
    while start > 0 && text - start < 3 && over(start - 1) {
        start -= 1;
    }
    let start = if start < text { start } else { first + 1 };
    Some(start..group.last()? + 1)
}

/// The range a list of dated headlines with teasers takes.
fn dated(drafts: &[Draft], facts: &[Facts], group: &[usize]) -> Option<Range<usize>> {
    let texts = group.windows(2).filter(|w| (w[0] + 1..w[1]).any(|n| facts[n].sentence())).count();
    if group.len() < 3 || texts < 2 {
        return None;
    }
    let (first, second) = (*group.first()?, *group.get(1)?);
    // The first may be that of the text itself.
    let prose = (first + 1..second).filter(|n| facts[*n].sentence()).count();
    let first = if prose >= 2 { second } else { first };
    let start = if facts[first].date && first > 0 && headline(&drafts[first - 1], &facts[first - 1]) {
        first - 1
    } else {
        first
    };
    let mut end = group.last()? + 1;
    while end < drafts.len()
        && end <= group.last()? + 2
        && (headline(&drafts[end], &facts[end]) || facts[end].sentence())
    {
        let teaser = facts[end].sentence();
        end += 1;
        if teaser {
            break;
        }
    }
    Some(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::source::{blocks, lines, span};

    /// What is told of each line of a page, and which lines the text takes.
    fn told(text: &str) -> (Vec<Option<&'static str>>, Option<Range<usize>>) {
        let lines = lines::read(text);
        let drafts = blocks::group(&lines, &lines::shape(&lines));
        let facts = crate::parse::source::survey::all(&drafts);
        let beyond = find(&drafts, &facts);
        let span = span::find(&drafts, &facts, beyond.clone()).map(|b| b.range);
        (beyond, span)
    }

    const TEXT: &str = "The harbour that was never finished\n\nMarch 3, 2014 at 5:04 pm\n\nThe harbour was begun in the spring of that year, and it was given up in the autumn, when the money had run out.\n\nNobody has been able to say since then who was to blame for it, although many have tried to do so in the papers.\n\n";

    #[test]
    fn threads_of_comments_are_told_by_names_and_times() {
        let comment = "Somebody says:\nMarch 4, 2014 at 6:10 am\nI was there at the time, and it was not like this at all; the money had not run out, and everybody knew who had it, as I have said before.\nReply\n\n";
        let (beyond, span) = told(&format!("{TEXT}3 Comments\n\n{}", comment.repeat(3)));
        assert!(beyond[..4].iter().all(Option::is_none), "{beyond:?}");
        assert!(beyond[4..].iter().all(|b| *b == Some("comments")), "{beyond:?}");
        assert_eq!(span.map(|s| s.end), Some(4));
    }

    #[test]
    fn teasers_are_told_by_what_closes_them() {
        let teaser = "Another headline of the same site\n\nA ship was seen off the coast, and it was gone before anybody could say what ship it had been or where it went.\n\nRead more\n\n";
        let (beyond, span) = told(&format!("{TEXT}{}", teaser.repeat(3)));
        assert!(beyond[..4].iter().all(Option::is_none), "{beyond:?}");
        assert!(beyond[4..].iter().all(|b| *b == Some("related")), "{beyond:?}");
        assert_eq!(span.map(|s| s.end), Some(4));
    }

    #[test]
    fn times_of_the_text_itself_are_no_thread() {
        let (beyond, _) = told(&format!(
            "{TEXT}Updated: March 5, 2014 at 9:00 am\n\nA last paragraph that stands here, and says no more than that it is the last one of them all."
        ));
        assert!(beyond.iter().all(Option::is_none), "{beyond:?}");
    }

    #[test]
    fn how_long_ago_is_a_time() {
        for yes in ["3 hours ago", "vor 3 Stunden", "il y a 2 jours", "hace 5 horas", "2 дня назад", "3小时前"]
        {
            assert!(stamp(yes, &bare(yes)), "{yes}");
        }
        for no in ["long ago", "vor allem", "March 3, 2014"] {
            assert!(!stamp(no, &bare(no)), "{no}");
        }
    }
}
