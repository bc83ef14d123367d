//! What came of the cases, by kind and language.

use std::collections::BTreeMap;
use std::fmt::Write;

use briefbook::report::Severity;

use crate::kinds::{Expect, Kind};

/// How many cases there were, and with what verdict.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Errors, warnings, remarks, and nothing said.
    pub verdicts: [usize; 4],
}

impl Count {
    /// Counts one verdict.
    pub fn add(&mut self, verdict: Option<Severity>) {
        self.verdicts[column(verdict)] += 1;
    }

    /// All cases.
    pub fn cases(&self) -> usize {
        self.verdicts.iter().sum()
    }

    fn plus(&mut self, other: Self) {
        self.verdicts.iter_mut().zip(other.verdicts).for_each(|(a, b)| *a += b);
    }
}

fn column(verdict: Option<Severity>) -> usize {
    match verdict {
        Some(Severity::Error) => 0,
        Some(Severity::Warning) => 1,
        Some(Severity::Remark) => 2,
        None => 3,
    }
}

/// Whether a verdict is what a case must bring about. Warnings of faithful quotations are counted apart.
pub fn is_right(expect: Expect, verdict: Option<Severity>) -> bool {
    match expect {
        Expect::Faithful => verdict != Some(Severity::Error),
        Expect::Error => verdict == Some(Severity::Error),
        Expect::Alarm => matches!(verdict, Some(Severity::Error | Severity::Warning)),
        Expect::Told => verdict.is_some(),
    }
}

/// Counts by the number of the kind and the number of the language.
pub type Counts = BTreeMap<(usize, usize), Count>;

/// The table: each kind with its sums, and in each language errors, warnings, remarks and silence.
pub fn print(kinds: &[Kind], languages: &[&str], counts: &Counts) -> String {
    let mut out = String::new();
    let mut group = "";
    for (k, kind) in kinds.iter().enumerate() {
        if kind.group != group {
            group = kind.group;
            head(&mut out, group, languages);
        }
        let expect = match kind.expect {
            Expect::Faithful => "",
            Expect::Error => "error",
            Expect::Alarm => "alarm",
            Expect::Told => "told",
        };
        write!(out, "{:<50}{expect:<6}", kind.name).unwrap();
        row(&mut out, counts, languages.len(), |n| n == k);
    }
    head(&mut out, "all", languages);
    let mut groups: Vec<&str> = kinds.iter().map(|k| k.group).collect();
    groups.dedup();
    for group in groups {
        write!(out, "{group:<56}").unwrap();
        row(&mut out, counts, languages.len(), |n| kinds[n].group == group);
    }
    out
}

fn head(out: &mut String, group: &str, languages: &[&str]) {
    write!(out, "\n{group:<56}{:>6}{:>7}{:>8}{:>7}{:>7} ", "cases", "error", "warning", "remark", "silent").unwrap();
    languages.iter().for_each(|l| write!(out, "{l:>15}").unwrap());
    out.push('\n');
}

fn row(out: &mut String, counts: &Counts, languages: usize, which: impl Fn(usize) -> bool) {
    let mut sum = Count::default();
    let mut cells = vec![Count::default(); languages];
    for (_, count) in counts.iter().filter(|((k, _), _)| which(*k)) {
        sum.plus(*count);
    }
    for ((_, l), count) in counts.iter().filter(|((k, _), _)| which(*k)) {
        cells[*l].plus(*count);
    }
    let [error, warning, remark, silent] = sum.verdicts;
    write!(out, "{:>6}{error:>7}{warning:>8}{remark:>7}{silent:>7} ", sum.cases()).unwrap();
    for cell in cells {
        let [e, w, r, s] = cell.verdicts;
        let text = if cell.cases() == 0 { "-".to_owned() } else { format!("{e}/{w}/{r}/{s}") };
        write!(out, "{text:>15}").unwrap();
    }
    out.push('\n');
}
