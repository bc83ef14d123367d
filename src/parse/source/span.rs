//! The text itself: what is known to be furniture of the page is left out, and all else is text.
//!
//! Running text is parted where something *known* stands between: a heading over other texts or comments, the notices
//! of a page's foot, the headline of another text. What follows goes on with the text when it flows as a text does,
//! paragraph after paragraph; a list of teasers does not. Repeated lines, tables, dates, code and a menu's length part
//! nothing. Of several texts on a page the first with a title over it is taken, unless another is much longer. A file in
//! which nothing is known to be furniture is text from its first line to its last.

use std::ops::Range;

use super::blocks::Draft;
use super::facts::Facts;

/// Where the text stands, and what in it stands aside.
#[derive(Debug)]
pub(super) struct Body {
    /// From its first block of running text to its last block.
    pub range: Range<usize>,
    /// For every block of the file, why it belongs to something else, if it does.
    pub beyond: Vec<Option<&'static str>>,
    /// Whether nothing in the file is furniture of a page, as in a text that was typed or printed.
    pub plain: bool,
}

/// A paragraph counts as so much at most: one block in which a whole file was run together is not worth all the others.
const MOST_WEIGHT: usize = 2500;
/// Linked words count as less, and half of a block of links still counts so many percent: teasers are links.
const LINKED_AT_MOST: usize = 60;
/// Paragraphs that weigh so much on average (some forty English words) flow even where each stands alone; teasers are
/// shorter.
const LONG_PARAGRAPH: usize = 200;
/// A text of this weight is more than a teaser.
const FLOWING: usize = 260;
/// What goes on behind a box weighs so much at least, or a share of what stands before it: less is a notice.
const RESUMES: usize = 300;
const RESUMES_SHARE: usize = 6;
/// Behind a word that heads comments, more is asked for: comments are paragraphs too.
const RESUMES_AFTER_COMMENTS: usize = 600;
/// The line that closes a text weighs no more: a word or two, and a few names.
const CLOSING: usize = 90;
/// What stands in the file so often and weighs no more is a label of the page, and parts no paragraphs.
const LABEL_COPIES: usize = 5;
const LABEL: usize = 40;
/// What stands above a menu and weighs less, some fifty English words, is a notice.
const NOTICE: usize = 300;
/// But so many lines below a standfirst at most stand its author and date.
const HEAD_LINES: usize = 3;
/// The text below it weighs so many times more.
const NOTICE_SHARE: usize = 3;
/// So many items of a list without a number or a sentence make a menu.
const MENU_ITEMS: usize = 5;
/// Boxes within a text have no more blocks than this; feet of pages do.
const BOX: usize = 40;
/// Prompts within a text are no more blocks than this.
const PROMPTS: usize = 2;
/// So many short blocks without a number among them, and then one short paragraph: a menu, and a notice below it.
const MENU: usize = 10;
/// So many short blocks at most stand below the notice that closes a text.
const FOOT: usize = 30;
/// How far above the text its headline stands at most, and how far above or below its date or byline.
const HEAD_REACH: usize = 12;

/// Some running text without anything known to part it.
#[derive(Debug, Clone)]
struct Run {
    /// From its first block of running text to behind its last.
    range: Range<usize>,
    /// What its running text weighs.
    weight: usize,
    /// How many of its blocks are running text, and how many of these follow right upon another.
    blocks: usize,
    pairs: usize,
}

impl Run {
    /// Whether it goes on from paragraph to paragraph.
    fn flows(&self) -> bool {
        self.pairs > 0 && self.pairs * 3 >= self.blocks - 1 || self.weight >= self.blocks * LONG_PARAGRAPH
    }

    fn join(&mut self, next: &Self) {
        self.range.end = next.range.end;
        self.weight += next.weight;
        self.blocks += next.blocks;
        self.pairs += next.pairs;
    }
}

/// The blocks of a file with what is known of them.
#[derive(Clone, Copy)]
struct Blocks<'a> {
    drafts: &'a [Draft],
    facts: &'a [Facts],
    beyond: &'a [Option<&'static str>],
    /// Whether short sentences are running text by themselves, as where there is nothing longer.
    short: bool,
}

impl Blocks<'_> {
    /// Whether a block is running text of a text. What its form has told to be text is.
    fn is_prose(&self, n: usize) -> bool {
        let (draft, f) = (&self.drafts[n], &self.facts[n]);
        // A headline in a list may ask something; a short item is no running text.
        draft.is_kept()
            || self.beyond[n].is_none() && f.prose() && (draft.marker.is_none() || f.sentence() || f.clause())
            || self.beyond[n].is_none() && self.short && f.short_sentence()
    }

    /// What a block of running text counts.
    fn weight(&self, n: usize) -> usize {
        let linked = self.drafts[n].linked * 100 / self.drafts[n].text.len().max(1);
        (self.facts[n].weight * (100 - linked.min(LINKED_AT_MOST)) / 100).min(MOST_WEIGHT)
    }

    /// What a block says about a text's end.
    fn sign(&self, n: usize) -> Option<&'static str> {
        if self.drafts[n].is_kept() {
            return None;
        }
        let f = &self.facts[n];
        let known = self.beyond[n].or(f.stops).or(f.phrase).filter(|s| !matches!(*s, "credit" | "interface"));
        known.or_else(|| self.closes(n).then_some("closing"))
    }

    /// Whether a block names who edited the text above it.
    fn closes(&self, n: usize) -> bool {
        self.facts[n].weight <= CLOSING && super::sayings::closes(&self.drafts[n].text)
    }

    /// Whether a block is the headline of a text whose date or byline stands right below.
    fn is_headed(&self, n: usize) -> bool {
        super::threads::headline(&self.drafts[n], &self.facts[n])
            && self.facts[n].copies <= 2
            && self.drafts[n].marker.is_none()
            && (n + 1..(n + 3).min(self.drafts.len()))
                .take_while(|m| !self.is_prose(*m))
                .any(|m| self.is_dated(m) && !self.drafts[m].is_kept())
    }

    fn is_dated(&self, n: usize) -> bool {
        let (d, f) = (&self.drafts[n], &self.facts[n]);
        f.date && super::dates::first(&d.text).is_some_and(|d| d.edtf.len() == 10)
            || f.weight <= 130 && !f.sentence() && super::names::is_signature(&d.text)
    }
}

/// The text of a file, if it has any. What belongs to threads and lists of other texts (`beyond`) is no part of it,
/// unless there is nothing else.
pub(super) fn find(drafts: &[Draft], facts: &[Facts], beyond: Vec<Option<&'static str>>) -> Option<Body> {
    let short = !facts.iter().any(Facts::prose) && !drafts.iter().any(Draft::is_kept);
    if is_plain(drafts, facts, &beyond) {
        let all = Blocks { drafts, facts, beyond: &beyond, short };
        let first = (0..drafts.len()).find(|n| all.is_prose(*n))?;
        return Some(Body { range: first..plain_end(all), beyond, plain: true });
    }
    let mut beyond = beyond;
    let all = Blocks { drafts, facts, beyond: &beyond, short };
    let mut chosen = choose(all, texts(all));
    if chosen.as_ref().is_none_or(|run| run.weight < 180) {
        let nothing = vec![None; drafts.len()];
        let all = Blocks { drafts, facts, beyond: &nothing, short };
        chosen = choose(all, texts(all)).or(chosen);
        if let Some(run) = &chosen {
            beyond[run.range.clone()].fill(None);
        }
    }
    let run = chosen?;
    let range = run.range.start..end(Blocks { drafts, facts, beyond: &beyond, short }, run.range.end);
    super::boxes::set_aside(drafts, facts, &mut beyond, &range);
    Some(Body { range, beyond, plain: false })
}

/// Whether nothing in a file is known to be furniture: it is no saved page, and all of it is text.
fn is_plain(drafts: &[Draft], facts: &[Facts], beyond: &[Option<&str>]) -> bool {
    let known = |n: &usize| {
        let f = &facts[*n];
        beyond[*n].is_some()
            || f.stops.is_some()
            || f.links
            || f.machine
            || f.phrase.is_some_and(|p| p != "credit")
            || drafts[*n].text.starts_with("http")
    };
    (0..drafts.len()).filter(|n| !drafts[*n].is_kept()).find(known).is_none() && !opens_with_menu(drafts, facts)
}

/// Whether a menu stands above the first running text, in whatever language: so many list items right upon each other
/// that are a word or two, and no numbers.
fn opens_with_menu(drafts: &[Draft], facts: &[Facts]) -> bool {
    let first = facts.iter().position(Facts::prose).unwrap_or(0);
    let item = |n: &usize| {
        let digits = drafts[*n].text.contains(|c: char| c.is_ascii_digit());
        drafts[*n].marker.is_some() && !drafts[*n].numbered && facts[*n].words <= 3 && !facts[*n].ends && !digits
    };
    let items: Vec<usize> = (0..first).filter(item).collect();
    items.chunk_by(|a, b| a + 1 == *b).any(|list| list.len() >= MENU_ITEMS)
}

/// Where a file without furniture ends: at its end, or at the notice that closes its text, when hardly a sentence stands
/// below it.
fn plain_end(all: Blocks<'_>) -> usize {
    let last = all.drafts.len();
    let mut below = 0;
    for n in (last.saturating_sub(FOOT)..last).rev() {
        if disclaims(&all.drafts[n], &all.facts[n]) && n > last / 2 {
            return n + 1;
        }
        below += if all.is_prose(n) { all.facts[n].weight } else { 0 };
        if below >= LONG_PARAGRAPH {
            break;
        }
    }
    last
}

/// The texts of a page: runs of running text, put together over what stands between them when they go on behind it.
fn texts(all: Blocks<'_>) -> Vec<Run> {
    let mut texts: Vec<Run> = Vec::new();
    for run in runs(all) {
        match texts.last_mut() {
            Some(text) if goes_on(all, text, &run) => text.join(&run),
            _ => texts.push(run),
        }
    }
    texts
}

/// Running text, parted wherever something that may be an end stands between.
fn runs(all: Blocks<'_>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut parted = true;
    let mut between = 0;
    for n in 0..all.drafts.len() {
        if !all.is_prose(n) {
            parted |= all.sign(n).is_some() || all.is_headed(n);
            let (d, f) = (&all.drafts[n], &all.facts[n]);
            let label = f.copies >= LABEL_COPIES && f.weight <= LABEL && !f.ends && d.marker.is_none();
            between += usize::from(!all.facts[n].bare && !label);
            continue;
        }
        // Whose views these are is said at the end, or at the beginning.
        if let Some(run) = runs.last().filter(|_| !parted && between > 0) {
            parted = disclaims(&all.drafts[run.range.end - 1], &all.facts[run.range.end - 1]);
        }
        let one = Run { range: n..n + 1, weight: all.weight(n), blocks: 1, pairs: 0 };
        match runs.last_mut() {
            Some(run) if !parted && between < MENU => {
                run.pairs += usize::from(between == 0 && all.drafts[n].marker.is_none());
                run.join(&one);
            }
            _ => runs.push(one),
        }
        (parted, between) = (false, 0);
    }
    runs
}

/// Whether a block says whose views a text holds.
fn disclaims(draft: &Draft, f: &Facts) -> bool {
    const LONGEST: usize = 400;
    f.weight <= LONGEST && {
        let low = draft.text.to_lowercase();
        super::phrases::DISCLAIMER.iter().any(|p| low.contains(p))
    }
}

/// Whether a text goes on with a run behind what stands between them.
fn goes_on(all: Blocks<'_>, text: &Run, next: &Run) -> bool {
    let gap = text.range.end..next.range.start;
    if gap.clone().chain(next.range.clone()).any(|n| all.drafts[n].is_kept()) && all.drafts[next.range.start].is_kept()
    {
        return true;
    }
    // One headline with its date or byline heads what follows; several are a list of other texts.
    let headlines = gap.clone().filter(|n| all.is_headed(*n)).count();
    if headlines == 1 || gap.clone().any(|n| all.drafts[n].marked == Some(1)) {
        return false;
    }
    let mut signs: Vec<&str> = Vec::new();
    for n in gap.clone() {
        signs.extend(all.sign(n).filter(|s| !signs.contains(s)));
    }
    let has = |sign: &str| signs.contains(&sign);
    let long = next.weight >= RESUMES || next.weight * RESUMES_SHARE >= text.weight;
    if disclaims(&all.drafts[text.range.end - 1], &all.facts[text.range.end - 1]) {
        return next.flows() && if signs.is_empty() { long } else { next.weight >= text.weight };
    }
    let dated = gap.clone().take(HEAD_LINES).any(|n| all.is_dated(n));
    if !dated && text.weight < NOTICE && next.weight >= text.weight * NOTICE_SHARE && has_menu(all, gap.clone()) {
        return false;
    }
    if signs.is_empty() {
        let numbers = gap.clone().any(|n| all.drafts[n].text.contains(|c: char| c.is_ascii_digit()));
        let code = gap.clone().any(|n| all.facts[n].code);
        let plain = |n: &usize| !all.facts[*n].bare && !all.drafts[*n].text.contains(|c: char| c.is_ascii_digit());
        if !code && !long && gap.clone().filter(plain).count() > BOX {
            return false;
        }
        return next.flows() || numbers || code || next.weight * 2 >= text.weight.min(FLOWING);
    }
    let thread = gap.clone().any(|n| all.beyond[n] == Some("comments"));
    if thread || gap.clone().filter(|n| all.facts[*n].phrase == Some("footer")).count() >= 2 {
        return false;
    }
    // A prompt between two paragraphs, with nothing else beside it, ends nothing.
    let prompts = gap.clone().filter(|n| !all.facts[*n].bare).all(|n| all.facts[n].phrase.is_some());
    let ends = has("footer") || gap.clone().any(|n| matches!(all.facts[n].stops, Some("comments" | "related")));
    let credits = gap.clone().filter(|n| all.facts[*n].phrase == Some("credit")).count();
    if prompts && gap.len() - credits <= PROMPTS && !ends && all.facts[next.range.start].sentence() {
        return true;
    }
    let short = gap.clone().filter(|n| all.beyond[*n].is_none()).count() <= BOX;
    if has("closing") && next.weight < text.weight {
        return false;
    }
    if has("comments") || has("closing") {
        return short && next.pairs > 0 && next.flows() && next.weight >= RESUMES_AFTER_COMMENTS;
    }
    short && next.flows() && long
}

/// How clearly a title stands over what begins at `start`: 0 not, 1 a headline, 2 a headline with a date or a byline.
fn headed(all: Blocks<'_>, run: &Run) -> u8 {
    let (drafts, facts, start) = (all.drafts, all.facts, run.range.start);
    let near = start.saturating_sub(HEAD_REACH)..(start + 4).min(drafts.len());
    let headline = near.clone().any(|n| {
        let f = &facts[n];
        drafts[n].marked == Some(1) && f.phrase.is_none()
            || drafts[n].marker.is_none()
                && super::threads::headline(&drafts[n], f)
                && f.words >= 4
                && f.copies <= 3
                && !f.links
    });
    // Blogs give the date below the text.
    let below = run.range.end..(run.range.end + 3).min(drafts.len());
    let dated = near.clone().chain(below).any(|n| {
        facts[n].date || facts[n].weight <= 130 && !facts[n].sentence() && super::names::is_signature(&drafts[n].text)
    });
    u8::from(headline) + u8::from(headline && dated)
}

/// How many times heavier, in quarters, a text further down must be than the one held so far to be taken instead: by
/// how clearly a title stands over the one and the other. Pages print their text first; what is long below is a thread
/// or an archive, what is short above a teaser or a notice.
fn needed(held: (u8, usize), one: u8) -> usize {
    const SHORT: usize = 300;
    const LONG: usize = 600;
    match (held.0, one) {
        _ if held.1 < SHORT => 4,
        (1, 2) => 6,
        (0, 1..) => 4,
        (2, 2) if held.1 >= LONG => 14,
        (2, 2) => 8,
        (2, _) if held.1 >= LONG => 20,
        (2, _) | (1, 0) => 12,
        (1, 1) => 7,
        _ => 5,
    }
}

/// The first text with a title over it, unless a later one is much stronger.
fn choose(all: Blocks<'_>, texts: Vec<Run>) -> Option<Run> {
    let kept = |run: &Run| run.range.clone().any(|n| all.drafts[n].is_kept());
    let mut best: Option<(Run, u8)> = None;
    for one in texts {
        if kept(&one) {
            return Some(one);
        }
        let title = headed(all, &one);
        let others = if below_others(all, one.range.start) { 2 } else { 1 };
        match &best {
            Some((held, over)) if one.weight * 4 <= held.weight * others * needed((*over, held.weight), title) => {}
            _ => best = Some((one, title)),
        }
    }
    best.map(|(run, _)| run)
}

/// Whether a menu stands there: many labels, or fewer that are items of a list and hold no number.
fn has_menu(all: Blocks<'_>, gap: Range<usize>) -> bool {
    let label = |n: &usize| !all.facts[*n].bare && all.facts[*n].words <= 4 && all.facts[*n].phrase != Some("share");
    let labels: Vec<usize> = gap.filter(label).collect();
    let item =
        |n: &usize| all.drafts[*n].marker.is_some() && !all.drafts[*n].text.contains(|c: char| c.is_ascii_digit());
    labels.len() >= MENU || labels.iter().filter(|n| item(n)).count() >= MENU_ITEMS
}

/// Whether the last thing over some running text, up to the running text before it, is a heading over other texts.
fn below_others(all: Blocks<'_>, start: usize) -> bool {
    let over = (0..start).rev().take_while(|n| !all.is_prose(*n));
    over.filter_map(|n| all.facts[n].stops).next() == Some("related")
}

/// Whether a list item says something, as those of menus do not: several words, a number, a small letter.
pub(super) fn item(draft: &Draft, facts: &Facts) -> bool {
    let text = draft.text.as_str();
    facts.words >= 4 && facts.small > 0
        || facts.words >= 2 && text.starts_with(|c: char| c.is_ascii_digit() || c.is_lowercase())
        || facts.short_sentence()
}

/// Where a text ends whose last running text ends at `end`: lists, rows of tables and short sentences right below it are
/// its own, up to the first thing that is furniture.
fn end(all: Blocks<'_>, from: usize) -> usize {
    const REACH: usize = 60;
    // So many short lines at most stand before one with a stop, where each sentence is broken into lines.
    const LINES: usize = 3;
    let broken = |n: usize| !all.drafts[n].apart || all.drafts.get(n + 1).is_some_and(|d| !d.apart);
    let mut end = from;
    let mut short = 0;
    for n in from..all.drafts.len().min(from + REACH) {
        let (draft, f) = (&all.drafts[n], &all.facts[n]);
        if draft.is_kept() {
            end = n + 1;
            continue;
        }
        let furniture = all.beyond[n].is_some() || f.phrase.is_some() || f.stops.is_some() || f.links || f.machine;
        if furniture || f.copies > 1 || f.date || f.bare || all.is_headed(n) {
            break;
        }
        let row = draft.text.chars().filter(char::is_ascii_digit).count() >= 2 && f.words >= 3 && f.small == 0;
        if draft.marker.is_some() && item(draft, f) || f.ends && f.words >= 3 || row || f.code {
            end = n + 1;
            short = 0;
        } else if draft.marker.is_none() && (short == 0 && f.words >= 2 || short < LINES && broken(n)) {
            short += 1;
        } else {
            break;
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::super::{blocks, lines, survey, threads};
    use super::*;

    const ONE: &str = "The harbour was begun in the spring of that year, and it was given up in the autumn, when the money had run out.";
    const TWO: &str = "Nobody has been able to say since then who was to blame for it, although many have tried to do so in the papers.";
    const SHORT: &str = "Nobody has been able to say who was to blame for it.";

    /// The text of a page, as the first and last words of what it takes.
    fn taken(text: &str) -> Vec<String> {
        let lines = lines::read(text);
        let drafts = blocks::group(&lines, &lines::shape(&lines));
        let facts = survey::all(&drafts);
        let body = find(&drafts, &facts, threads::find(&drafts, &facts));
        let range = body.as_ref().map_or(0..0, |b| b.range.clone());
        range
            .filter(|n| body.as_ref().is_some_and(|b| b.beyond[*n].is_none()))
            .map(|n| drafts[n].text.clone())
            .collect()
    }

    /// Whether a page takes what stands below `between` as well as what stands above it.
    fn goes_on_over(between: &str, below: &str) -> bool {
        let text = format!(
            "Home\n\nThe harbour that was never finished\n\nMay 3, 2014\n\n{ONE}\n\n{TWO}\n\n{ONE} Then.\n\n{TWO} Then.\n\n{between}\n\n{below}\n\nContact us\n"
        );
        let first = below.split("\n\n").next().unwrap_or("");
        taken(&text).iter().any(|t| t == first)
    }

    #[test]
    fn what_is_not_known_to_be_furniture_parts_nothing() {
        for between in
            ["12\n\n12\n\n12\n\n14", "Left\n\nRight\n\nLeft\n\nRight", "A heading of the text", "x = f(y)\n\nx = f(z)"]
        {
            assert!(goes_on_over(between, &format!("{ONE} Again.")), "{between}");
        }
    }

    #[test]
    fn behind_a_box_a_text_goes_on_that_flows() {
        let flows = format!("{ONE} Again.\n\n{TWO} Again.");
        for between in
            ["Newsletter\n\nEvery morning", "Related articles\n\nAnother headline of the site", "Share\n\nCopied!"]
        {
            assert!(goes_on_over(between, &flows), "{between}");
            assert!(!goes_on_over(between, SHORT), "{between}");
        }
    }

    #[test]
    fn one_prompt_between_paragraphs_ends_nothing_and_a_foot_does() {
        assert!(goes_on_over("Subscribe to our newsletter", &format!("{ONE} Again.")));
        let foot = "© 2014 The Harbour Post\n\nAll rights reserved";
        assert!(!goes_on_over(foot, &format!("{ONE} Again.\n\n{TWO} Again.")));
    }

    #[test]
    fn behind_a_word_over_comments_more_is_asked_for() {
        let two = format!("{ONE} Again.\n\n{TWO} Again.");
        assert!(!goes_on_over("Comments", &two));
        let more: String = ["Once.", "Twice.", "Thrice."].map(|w| format!("{ONE} {w}\n\n{TWO} {w}\n\n")).concat();
        assert!(goes_on_over("Comments", &format!("{more}{two}")));
    }

    #[test]
    fn the_headline_of_another_text_ends_one() {
        let other = format!("{ONE} Again.\n\n{TWO} Again.");
        assert!(!goes_on_over("Share\n\nAnother headline of this site\n\nBy Ann Example", &other));
    }

    #[test]
    fn a_short_paragraph_below_a_menu_is_a_notice() {
        let menu = ["Reports", "Maps", "Ships", "Ports", "Ropes", "Nets", "Lamps", "Bells", "Flags", "Oars", "Sails"]
            .join("\n\n");
        assert!(!goes_on_over(&menu, SHORT));
        assert!(goes_on_over(&menu, &format!("{ONE} Again.\n\n{TWO} Again.")));
    }

    #[test]
    fn links_count_for_less_and_one_block_for_no_more_than_a_few_paragraphs() {
        let long = format!("{ONE} ").repeat(60);
        let lines = lines::read(&long);
        let mut drafts = blocks::group(&lines, &lines::shape(&lines));
        let facts = survey::all(&drafts);
        let weight = |drafts: &[Draft]| Blocks { drafts, facts: &facts, beyond: &[None], short: false }.weight(0);
        assert_eq!(weight(&drafts), MOST_WEIGHT);
        drafts[0].linked = drafts[0].text.len();
        assert_eq!(weight(&drafts), (facts[0].weight * (100 - LINKED_AT_MOST) / 100).min(MOST_WEIGHT));
    }

    #[test]
    fn a_text_further_down_must_be_heavier_the_more_clearly_a_title_stands_over_the_first() {
        assert!(needed((2, 1000), 0) > needed((2, 1000), 2));
        assert!(needed((2, 1000), 2) > needed((2, 400), 2));
        assert!(needed((1, 1000), 1) > needed((1, 1000), 2));
        assert_eq!((needed((0, 1000), 1), needed((2, 100), 0)), (4, 4));
    }

    #[test]
    fn without_furniture_all_is_text_down_to_the_notice_that_closes_it() {
        let text = format!("A title\n\n{ONE}\n\n{TWO}\n\nThe ports are:\n\nMillbay\n\nSaltford\n");
        assert_eq!(taken(&text).last().map(String::as_str), Some("Saltford"));
        let notice = "The views expressed are those of the author and do not necessarily reflect those of the council.";
        assert_eq!(
            taken(&format!("{text}\n{notice}\n\nSpeakers\n\nAnn Example\n")).last().map(String::as_str),
            Some(notice)
        );
    }
}
