//! Whole stages over synthetic books of growing size: `cargo bench`.
//!
//! Divan prints times. What matters is their ratio from one size to the next: ten times the notes should take
//! about ten times as long, and the table printed first says how long a note takes at each size.

#![allow(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
#![allow(clippy::unwrap_used, reason = "a benchmark may fail loudly")]

use std::fmt::Write;
use std::time::{Duration, Instant};

use briefbook::parse;
use briefbook::text::Inputs;
use briefbook::{CompileOptions, Compiled, compile, emit, formats};
use divan::{Bencher, black_box};

const SIZES: [usize; 3] = [100, 1_000, 10_000];

fn main() {
    ratios();
    quotations();
    divan::main();
}

/// A book of `notes` notes that link to, mention and cite each other, and of a source for each hundred.
fn book(notes: usize) -> Inputs {
    const KINDS: [&str; 5] = ["concepts", "actors", "events", "chapters", "papers"];
    let fields =
        ["cyber", "digital", "strategic", "nuclear", "economic", "data", "space", "export", "climate", "border"];
    let notions = [
        "sovereignty",
        "deterrence",
        "resilience",
        "governance",
        "treaty",
        "review",
        "response",
        "norm",
        "accord",
        "regime",
    ];
    let name = |n: usize| format!("{} {} {}", fields[n % 10], notions[n / 10 % 10], n / 100);
    let prose = |n: usize, sentences: usize| -> String {
        (0..sentences).fold(String::new(), |mut text, k| {
            let end = if k % 5 == 4 { "\n\n" } else { " " };
            let _ = write!(
                text,
                "In case {n}-{k} the ministry reviewed the {} and *postponed* its {} report.{end}",
                name((n + k * 37) % notes),
                fields[k % 10]
            );
            text
        })
    };
    let mut files: Vec<(String, String)> = (0..notes)
        .map(|n| {
            let text = format!(
                "+++\ntitle = \"{}\"\ntags = [\"t{}\"]\n+++\n{}\n## Part\n\nSee [[n{}]] and [@s{}, passage 2].\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
                name(n),
                n % 50,
                prose(n, 30),
                (n + 1) % notes,
                n / 100 % notes.div_ceil(100)
            );
            (format!("content/{}/n{n}.md", KINDS[n % 5]), text)
        })
        .collect();
    files.extend((0..notes.div_ceil(100)).map(|n| {
        (format!("seeds/s{n}.txt"), format!("A study of number {n}\n\nBy Ann Author\n\n{}", prose(n * 1_000_003, 200)))
    }));
    Inputs::of(files.iter().map(|(path, text)| (path.as_str(), text.as_str())))
}

fn compiled(inputs: &Inputs) -> Compiled {
    compile(inputs, CompileOptions::default()).value
}

/// A book whose notes quote its sources: `megabytes` of sources, and a hundred quotations for each, which stand in a
/// passage that is named, in one that is not, or nowhere, because one word is another.
fn quoting_book(megabytes: usize, named: bool, wrong: bool) -> Inputs {
    // Words as common as in a language: the n-th most common one about 1/n as often as the first.
    let mut state = 0x9e37_79b9_7f4a_7c15u64;
    let mut random = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as f64 / f64::from(1u32 << 31)
    };
    let word = |n: usize| -> String {
        let syllables = ["ba", "co", "di", "fe", "gu", "ka", "lo", "mi", "ne", "ru", "sa", "to"];
        let mut n = n + 12;
        let mut out = String::new();
        while n > 0 {
            out.push_str(syllables[n % 12]);
            n /= 12;
        }
        out
    };
    let mut files = Vec::new();
    let mut notes = String::from("# Quotations\n");
    for s in 0..megabytes {
        let mut text = format!("Report number {s}\n\nBy Ann Author\n\n");
        let mut passages: Vec<Vec<String>> = Vec::new();
        while text.len() < 1_000_000 {
            let words: Vec<String> = (0..80).map(|_| word((20_000f64.powf(random())) as usize)).collect();
            let _ = write!(text, "{}.\n\n", words.join(" "));
            passages.push(words);
        }
        for _ in 0..100 {
            let para = (random() * passages.len() as f64) as usize;
            let at = (random() * 65.0) as usize;
            let mut words = passages[para][at..at + 12].to_vec();
            if wrong {
                words[6] = "other".to_owned();
            }
            let place = if named { format!(", passage {}", para + 1) } else { String::new() };
            let _ = write!(notes, "\nIt says “{}” [@s{s:02}{place}].\n", words.join(" "));
        }
        files.push((format!("seeds/s{s:02}.txt"), text));
    }
    files.push(("content/notes.md".to_owned(), notes));
    Inputs::of(files.iter().map(|(path, text)| (path.as_str(), text.as_str())))
}

/// How long a book takes to compile for each megabyte of sources and hundred quotations: as long when there are more.
fn quotations() {
    println!(
        "\n{:>8} {:>12} {:>12} {:>12}   ms for each megabyte of sources with a hundred quotations",
        "MB", "named", "not named", "wrong"
    );
    for megabytes in [2, 20] {
        let times = [(true, false), (false, false), (true, true)].map(|(named, wrong)| {
            let inputs = quoting_book(megabytes, named, wrong);
            let start = Instant::now();
            black_box(compile(&inputs, CompileOptions::default()));
            start.elapsed().as_secs_f64() * 1e3 / megabytes as f64
        });
        println!("{megabytes:>8} {:>12.1} {:>12.1} {:>12.1}", times[0], times[1], times[2]);
    }
    println!();
}

/// How long each stage takes for one note, at each size: as long as at the smallest, where nothing is quadratic.
fn ratios() {
    fn best(mut work: impl FnMut()) -> Duration {
        (0..3)
            .map(|_| {
                let start = Instant::now();
                work();
                start.elapsed()
            })
            .min()
            .unwrap()
    }
    println!("{:>8} {:>14} {:>14}   µs for each note", "notes", "compile", "emit");
    for notes in SIZES {
        let inputs = book(notes);
        let each = |time: Duration| time.as_secs_f64() * 1e6 / notes as f64;
        let compile = each(best(|| drop(black_box(compiled(&inputs)))));
        let book = compiled(&inputs);
        let emit = each(best(|| drop(black_box(emit(&book, &formats::ALL[0])))));
        println!("{notes:>8} {compile:>14.1} {emit:>14.1}");
    }
}

/// All notes of a book to written documents, one after the other.
#[divan::bench(args = [100, 1_000], sample_count = 10)]
fn parse_notes(bencher: Bencher, notes: usize) {
    let inputs = book(notes);
    let texts: Vec<_> = inputs
        .files
        .iter()
        .filter(|(path, _)| path.extension() == Some("md"))
        .filter_map(|(path, bytes)| parse::decode(path, bytes).value)
        .collect();
    bencher.bench_local(|| {
        texts.iter().map(|text| parse::note::parse(black_box(text), false).value.body.len()).sum::<usize>()
    });
}

#[divan::bench(args = [100, 1_000], sample_count = 10)]
fn compile_book(bencher: Bencher, notes: usize) {
    let inputs = book(notes);
    bencher.bench_local(|| compiled(black_box(&inputs)));
}

#[divan::bench(args = [100, 1_000], sample_count = 10)]
fn emit_site(bencher: Bencher, notes: usize) {
    let book = compiled(&book(notes));
    bencher.bench_local(|| emit(black_box(&book), &formats::ALL[0]).value);
}
