//! Treaties and laws: parts, chapters, articles, their paragraphs and items, a preamble before and signatures behind.

use std::ops::Range;

use super::super::blocks::Draft;
use super::super::facts::{Facts, folded};
use super::numbers::Number;
use super::outline::{self, Rules};
use super::{Document, Found, end, head, share};
use crate::model::layout::Layout;
use crate::model::place::Unit;

/// So many articles in a row make a law; two do where they are most of the text.
const ARTICLES: usize = 3;

/// What treaties call themselves, in lower case; each is a part of a word.
const TREATIES: &[&str] = &[
    "treaty",
    "convention",
    "agreement",
    "covenant",
    "protocol",
    "traité",
    "accord",
    "pacte",
    "vertrag",
    "abkommen",
    "übereinkommen",
    "tratado",
    "convenio",
    "trattato",
    "verdrag",
    "договор",
    "конвенция",
    "соглашение",
    "معاهدة",
    "اتفاقية",
    "公约",
    "公約",
    "条约",
    "條約",
    "协定",
    "協定",
];

/// What other documents built of articles call themselves.
const LAWS: &[&str] = &[
    "charter",
    "statute",
    "constitution",
    "declaration",
    "regulation",
    "directive",
    "decree",
    "ordinance",
    " act",
    "law on",
    "law of",
    "code",
    "rules",
    "principles",
    "charte",
    "loi ",
    "règlement",
    "décret",
    "gesetz",
    "verordnung",
    "ordnung",
    "convención",
    "ley ",
    "reglamento",
    "decreto",
    "legge",
    "lag (",
    "закон",
    "устав",
    "قانون",
    "条例",
    "條例",
    "法",
    "规定",
    "規定",
    "办法",
    "辦法",
    "章程",
    "规则",
    "規則",
    "规范",
    "法律",
];

/// Whether a document is built of articles.
pub(super) fn told(drafts: &[Draft], facts: &[Facts]) -> Option<Layout> {
    let all = 0..drafts.len();
    let numbers = outline::read_all(drafts, &all);
    let (first, last) = articles(&numbers)?;
    let count = numbers[first..=last].iter().flatten().filter(|n| is_article(n)).count();
    let bodied = (first..end(facts, last)).filter(|n| facts[*n].ends && facts[*n].words >= 5).count();
    let enough = count >= ARTICLES || count == 2;
    let whole = share(facts, &(first..end(facts, last))) >= if count >= 5 { 35 } else { 50 };
    (enough && bodied >= 2 && whole).then_some(Layout::Law)
}

fn is_article(number: &Number) -> bool {
    matches!(number.word(), Some(Unit::Article | Unit::Section))
}

/// The first and last article of the longest row of them that rises from the first one. A table of contents counts the
/// same articles: the last row that is as long holds the text.
fn articles(numbers: &[Option<Number>]) -> Option<(usize, usize)> {
    let mut best: Option<(usize, usize, u32)> = None;
    let mut row: Option<(usize, usize, u32, Unit)> = None;
    for (n, number) in numbers.iter().enumerate() {
        let Some(number) = number.as_ref().filter(|n| is_article(n)) else { continue };
        let unit = number.word().unwrap_or(Unit::Article);
        row = match row {
            Some((first, _, last, u)) if u == unit && (number.value == last + 1 || number.value == last) => {
                Some((first, n, number.value, u))
            }
            Some((first, _, last, u)) if u == unit && number.value > last && number.value <= last + 3 => {
                Some((first, n, number.value, u))
            }
            _ if number.value == 1 => Some((n, n, 1, unit)),
            held => held,
        };
        if let Some((first, at, last, _)) = row
            && best.is_none_or(|(_, _, most)| last >= most)
        {
            best = Some((first, at, last));
        }
    }
    best.filter(|(_, _, last)| *last >= 2).map(|(first, last, _)| (first, last))
}

/// Decides on the blocks of a treaty or law.
pub(super) fn read(document: &mut Document<'_>, form: Layout) -> Option<Found> {
    let all = 0..document.drafts.len();
    let numbers = outline::read_all(document.drafts, &all);
    let (mut first, last) = articles(&numbers)?;
    // The parts over the first article.
    while first > 0 {
        let wide = |n: usize| numbers[n].as_ref().and_then(Number::word).is_some_and(|u| u < Unit::Article);
        let caption = first > 1 && wide(first - 2) && !document.facts[first - 1].ends;
        match (wide(first - 1), caption) {
            (true, _) => first -= 1,
            (_, true) => first -= 2,
            _ => break,
        }
    }
    let title = find_title(document, first);
    let start = title.unwrap_or_else(|| preamble(document, first));
    let stop = end(&document.facts, last);
    let mut next = start;
    if let Some(title) = title {
        next = head::title(document, title);
    }
    head::dated(document, next..first.min(next + 4));
    contents(document, next..first, &numbers);
    outline::set(document.drafts, &document.facts, &(start..stop), Rules::default());
    signed(document, last..stop);
    let form = match form {
        Layout::Law if names_itself(document.meta.title.as_deref().unwrap_or(""), TREATIES) => Layout::Treaty,
        form => form,
    };
    document.meta.kind = Some(if form == Layout::Treaty { "treaty" } else { "law" }.to_owned());
    let lines = document.drafts[stop.max(1) - 1].last();
    document.renew();
    let stop = document.drafts.iter().rposition(|d| d.first() <= lines).map_or(0, |n| n + 1);
    let title = title.and_then(|_| document.drafts.iter().position(|d| d.is(crate::model::source::BlockKind::Title)));
    Some(Found { span: title.unwrap_or(start).min(stop)..stop, title })
}

/// The title: what the record says, what the file marks, or the line above that says what the document is.
fn find_title(document: &Document<'_>, first: usize) -> Option<usize> {
    if let Some(given) = head::given(document, 0..first) {
        return Some(given);
    }
    let possible: Vec<usize> = (0..first).filter(|n| head::may_be_title(document, *n)).collect();
    let rate = |n: usize| {
        let (draft, f) = (&document.drafts[n], &document.facts[n]);
        let below = document.facts.get(n + 1);
        let opens = below.is_some_and(|f| f.date || f.ends || f.words >= 12)
            || document.drafts.get(n + 1).is_some_and(|d| head::is_bracketed(&d.text) || d.text.ends_with([',', '，']))
            || n + 1 == first;
        let gap = (n..first).filter(|m| document.facts[*m].ends).count().min(4) as i32;
        i32::from(draft.marked == Some(1)) * 4
            + i32::from([TREATIES, LAWS].iter().any(|genres| names_itself(&draft.text, genres))) * 4
            + i32::from(opens) * 2
            + i32::from(f.words >= 4)
            + i32::from(draft.apart)
            - i32::from(draft.text.contains(" > ") || draft.text.contains(" | ")) * 3
            - gap / 2
    };
    // Of equals the first.
    possible.into_iter().min_by_key(|n| (-rate(*n), *n)).filter(|n| rate(*n) >= 3)
}

fn names_itself(title: &str, genres: &[&str]) -> bool {
    let low = format!(" {}", folded(title));
    genres.iter().any(|g| low.contains(g))
}

/// Where the preamble begins, when there is no title over it: as far up as there is text.
fn preamble(document: &Document<'_>, first: usize) -> usize {
    let text = |n: usize| {
        let f = &document.facts[n];
        f.phrase.is_none() && !f.links && (f.ends || document.drafts[n].text.ends_with([',', '，']))
    };
    let mut start = first;
    while start > 0 && text(start - 1) {
        start -= 1;
    }
    start
}

/// Leaves out a table of contents: parts and articles one under another, all of which come again below.
fn contents(document: &mut Document<'_>, range: Range<usize>, numbers: &[Option<Number>]) {
    let listed: Vec<usize> = range
        .clone()
        .filter(|n| numbers[*n].as_ref().is_some_and(|k| k.word().is_some()) && !document.facts[*n].ends)
        .collect();
    let (Some(&from), Some(&to), true) = (listed.first(), listed.last(), listed.len() >= 3) else { return };
    for n in from..=to {
        if document.drafts[n].is_open() && !document.facts[n].ends {
            document.drafts[n].drop("contents");
        }
    }
    let head = (range.start..from).next_back().filter(|n| {
        [
            "contents",
            "table of contents",
            "sommaire",
            "table des matières",
            "inhaltsverzeichnis",
            "inhalt",
            "目录",
            "目錄",
            "目次",
        ]
        .contains(&&*folded(&document.drafts[*n].text))
    });
    if let Some(n) = head.filter(|n| document.drafts[*n].is_open()) {
        document.drafts[n].drop("contents");
    }
}

/// Takes the date from the last clauses, where no line at the head gives one.
fn signed(document: &mut Document<'_>, range: Range<usize>) {
    if document.meta.issued.is_some() {
        return;
    }
    for n in range {
        let text = &document.drafts[n].text;
        if outline::closes(text)
            && let Some(found) = super::super::dates::first(text)
        {
            document.meta.issued = Some(found.edtf);
            return;
        }
    }
}
