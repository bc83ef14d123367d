//! Thousands of quotations, true and false, made by rule on texts of our own in ten languages: no false one passes in
//! silence, no true one is an error, and hardly any is a warning. The table by kind and language is printed and lies
//! in `target/misquotations.txt`, every case with what is said of it in `target/misquotations-cases.txt`.
//!
//! `misquotations/texts` has the texts and what is known of their languages (`lang`); `ground` reads them back as the
//! book has them and finds stretches to quote; `faithful`, `unmarked`, `carriers` and `marked` have the kinds.

#![allow(clippy::disallowed_methods, reason = "this test writes its table to a file")]
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

#[path = "misquotations/carriers.rs"]
mod carriers;
#[path = "misquotations/chance.rs"]
mod chance;
#[path = "misquotations/faithful.rs"]
mod faithful;
#[path = "misquotations/ground.rs"]
mod ground;
#[path = "misquotations/kinds.rs"]
mod kinds;
#[path = "misquotations/lang.rs"]
mod lang;
#[path = "misquotations/marked.rs"]
mod marked;
#[path = "misquotations/table.rs"]
mod table;
#[path = "misquotations/unmarked.rs"]
mod unmarked;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::RangeInclusive;

use briefbook::report::{Diagnostic, Severity};
use briefbook::text::{Inputs, Lines};
use briefbook::{CompileOptions, Compiled, compile, settle};

use chance::Chance;
use ground::Ground;
use kinds::{Expect, Kind};
use table::{Counts, is_right};

/// So many cases of a kind in a language, if chance finds so many.
const MOST: usize = 6;
/// So often chance is asked for one.
const TRIES: usize = 90;

/// A case in its note.
struct Case {
    kind: usize,
    path: String,
    lines: RangeInclusive<usize>,
    text: String,
}

fn all_kinds() -> Vec<Kind> {
    let mut all = faithful::kinds();
    all.extend(carriers::faithful());
    all.extend(unmarked::kinds());
    all.extend(carriers::changed());
    all.extend(marked::kinds());
    all
}

/// Writes the cases of a language into notes, one a kind or one a case.
fn notes(g: &Ground, kinds: &[Kind]) -> (Vec<(String, String)>, Vec<Case>) {
    let mut files = vec![("content/concepts/idea.md".to_owned(), "# Zyxidea\n".to_owned())];
    let mut cases = Vec::new();
    for (k, kind) in kinds.iter().enumerate() {
        let mut chance = Chance::of(&format!("{} {} {}", g.lang.code, kind.group, kind.name));
        let mut made: Vec<kinds::Made> = Vec::new();
        for _ in 0..TRIES {
            if made.len() < MOST
                && let Some(new) = (kind.make)(g, &mut chance)
                && !made.iter().any(|m| m.text == new.text)
            {
                made.push(new);
            }
        }
        let shared = format!("content/cases/k{k}.md");
        let mut note = format!("+++\ntitle = \"Zyx {k}\"\n+++\n");
        for (n, case) in made.into_iter().enumerate() {
            let text = case.text.replace("{n}", &format!("{k}-{n}"));
            let (path, first) = match case.folder {
                Some(folder) => (format!("content/{folder}/k{k}-{n}.md"), 1),
                None => (shared.clone(), note.matches('\n').count() + 1),
            };
            let lines = first..=first + text.trim_end().matches('\n').count();
            match case.folder {
                Some(_) => files.push((path.clone(), text.clone())),
                None => write!(note, "{text}\n\n***\n\n").unwrap(),
            }
            cases.push(Case { kind: k, path, lines, text });
        }
        files.push((shared, note));
    }
    files.extend(g.files.iter().cloned());
    // So that the element q is one, and not text.
    files.push(("site.toml".to_owned(), "[markdown]\nhtml = true\n".to_owned()));
    (files, cases)
}

/// The worst that is said of the quotations of each case, and all of it.
fn verdicts(files: &[(String, String)], cases: &[Case]) -> Vec<(Option<Severity>, String)> {
    let inputs = Inputs::of(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let checked = compile(&inputs, CompileOptions::default());
    let remarks = settle(&checked.value, checked.remarks);
    let by_file = by_line(&checked.value, &remarks);
    let none = Vec::new();
    let of = |case: &Case| {
        let said = by_file.get(case.path.as_str()).unwrap_or(&none);
        let here = said.iter().filter(|(line, _)| case.lines.contains(line)).map(|(_, d)| *d);
        let worst = here.clone().map(|d| d.severity).min();
        let all = here.map(|d| format!("{}: {}", d.code.id, d.words.message)).collect::<Vec<_>>().join("; ");
        (worst, all)
    };
    cases.iter().map(of).collect()
}

/// What is said of quotations, by file and line.
fn by_line<'a>(compiled: &'a Compiled, remarks: &'a [Diagnostic]) -> BTreeMap<&'a str, Vec<(usize, &'a Diagnostic)>> {
    let lines: BTreeMap<&str, Lines> =
        compiled.texts.iter().map(|(path, text)| (path.as_str(), Lines::of(&text.text))).collect();
    let mut all: BTreeMap<&str, Vec<(usize, &Diagnostic)>> = BTreeMap::new();
    for d in remarks.iter().filter(|d| d.code.id.starts_with("quote/")) {
        let Some(place) = &d.place else { continue };
        let path = place.path.as_str();
        let at = place.span.map_or(0, |s| s.start);
        all.entry(path).or_default().push((lines.get(path).map_or(1, |l| l.line_of(at)), d));
    }
    all
}

#[test]
fn every_kind_has_its_verdict() {
    let kinds = all_kinds();
    let codes: Vec<&str> = lang::ALL.iter().map(|(code, ..)| *code).collect();
    let mut counts = Counts::new();
    let mut wrong: BTreeMap<(usize, usize), Vec<String>> = BTreeMap::new();
    let mut warned = Vec::new();
    let mut listing = String::new();
    for (l, (code, toml, harbour, river)) in lang::ALL.iter().enumerate() {
        let ground = Ground::read(lang::read(code, toml), harbour, river);
        let (files, cases) = notes(&ground, &kinds);
        for (case, (verdict, said)) in cases.iter().zip(verdicts(&files, &cases)) {
            let kind = &kinds[case.kind];
            counts.entry((case.kind, l)).or_default().add(verdict);
            let shown = format!("{code}, {}, {}: {:?}\n    {said}\n", kind.group, kind.name, case.text);
            listing.push_str(&shown);
            if !is_right(kind.expect, verdict) {
                wrong.entry((case.kind, l)).or_default().push(shown);
            } else if kind.expect == Expect::Faithful && verdict == Some(Severity::Warning) {
                warned.push(shown);
            }
        }
    }
    let table = table::print(&kinds, &codes, &counts);
    println!("{table}");
    let target = concat!(env!("CARGO_TARGET_TMPDIR"), "/..");
    std::fs::write(format!("{target}/misquotations.txt"), &table).unwrap();
    std::fs::write(format!("{target}/misquotations-cases.txt"), &listing).unwrap();
    judge(&kinds, &counts, &wrong, &warned);
}

/// Fails with the first offenders of each kind.
fn judge(kinds: &[Kind], counts: &Counts, wrong: &BTreeMap<(usize, usize), Vec<String>>, warned: &[String]) {
    let made = |faithful: bool| {
        (0..kinds.len())
            .filter(|k| (kinds[*k].expect == Expect::Faithful) == faithful)
            .filter(|k| counts.range((*k, 0)..=(*k, usize::MAX)).next().is_some())
            .count()
    };
    let of_faithful = |k: &usize| kinds[*k].expect == Expect::Faithful;
    let true_cases: usize = counts.iter().filter(|((k, _), _)| of_faithful(k)).map(|(_, c)| c.cases()).sum();
    let all: usize = counts.values().map(table::Count::cases).sum();
    println!("{} faithful kinds, {} false ones, {all} cases", made(true), made(false));
    println!("{} of {true_cases} faithful quotations are warned of", warned.len());
    let idle = (0..kinds.len()).filter(|k| counts.range((*k, 0)..=(*k, usize::MAX)).next().is_none());
    let idle: Vec<&str> = idle.map(|k| kinds[k].name.as_str()).collect();
    assert!(idle.is_empty(), "no text has words for these kinds: {idle:?}");
    assert!(made(true) >= 60 && made(false) >= 80, "too few kinds");
    assert!(all >= 5000, "too few cases");
    let mut faults = String::new();
    let mut kind = None;
    for ((k, _), cases) in wrong {
        // One offender a kind is enough to see what is wrong with it.
        if kind.replace(*k) != Some(*k) {
            faults.push_str(&cases[0]);
        }
    }
    if warned.len() * 100 > true_cases {
        warned.iter().step_by(warned.len().div_ceil(20)).for_each(|w| faults.push_str(w));
    }
    let count: usize = wrong.values().map(Vec::len).sum();
    assert!(faults.is_empty(), "{count} cases have not the verdict they must have; one of each kind:\n{faults}");
}
