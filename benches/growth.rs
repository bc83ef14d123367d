//! How the time of a build grows: `cargo bench --bench growth`, or with words behind `--` the cases that have one of
//! them in their name.
//!
//! Each case is a book that asks for one thing n times. It is built at n, 2n and 4n; printed are the times and by how
//! much each is longer than the one before. Where nothing grows with the square a time about doubles. Times vary from
//! run to run, so nothing is asserted.

#![allow(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
#![allow(clippy::unwrap_used, reason = "a benchmark may fail loudly")]

use std::fmt::Write;
use std::time::Instant;

use briefbook::text::Inputs;
use briefbook::{CompileOptions, compile, emit, formats};

/// The files of a book, by path.
type Files = Vec<(String, String)>;

/// What a case is called, its smallest size, and its book at a size.
type Case = (&'static str, usize, fn(usize) -> Files);

const CASES: &[Case] = &[
    ("missing links, a name each", 1_000, missing_links),
    ("missing links, names that are numbers", 1_000, missing_numbers),
    ("missing links, one name", 1_000, missing_link),
    ("missing places of one page", 1_000, missing_places),
    ("keys of no work", 1_000, missing_keys),
    ("links to a name that all notes have", 400, ambiguous_links),
    ("an alias that waits for a cue, found often", 5_000, one_cue),
    ("aliases of one name with cues, a note each", 50, many_cues),
    ("notes with one label, and its mentions", 500, shared_label),
    ("references cited by name", 2_500, cited_by_name),
    ("references cited by number", 2_500, cited_by_number),
    ("references cited after the name", 2_500, cited_after_name),
    ("entries of a bibliography (BibTeX)", 2_500, bibtex),
    ("entries of a bibliography that borrow fields", 2_500, bibtex_crossref),
    ("entries of a bibliography, a fault in each tenth", 1_000, bibtex_faults),
    ("a bibliography on one line", 1_000, bibtex_one_line),
    ("a long field of a bibliography", 50_000, bibtex_long),
    ("wrong quotations before as many keys", 25, repeated_keys),
    ("top folders", 500, folders),
    ("claims", 2_500, claims),
];

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with('-')).collect();
    println!("{:>50} {:>8} {:>10} {:>10} {:>10}   ratios", "", "n", "n, ms", "2n, ms", "4n, ms");
    for (name, size, files) in CASES {
        if !words.is_empty() && !words.iter().any(|w| name.contains(w.as_str())) {
            continue;
        }
        let times = [1, 2, 4].map(|by| time(&files(size * by)));
        let ratio = |a: usize, b: usize| times[b] / times[a];
        println!(
            "{name:>50} {size:>8} {:>10.1} {:>10.1} {:>10.1}   {:.1} {:.1}",
            times[0],
            times[1],
            times[2],
            ratio(0, 1),
            ratio(1, 2)
        );
    }
}

/// Milliseconds to build a book: the best of three, or of one where that takes long.
fn time(files: &Files) -> f64 {
    let inputs = Inputs::of(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let once = || {
        let start = Instant::now();
        let compiled = compile(&inputs, CompileOptions::default()).value;
        std::hint::black_box(emit(&compiled, &formats::ALL[0]).value);
        start.elapsed().as_secs_f64() * 1e3
    };
    let first = once();
    if first > 2_000.0 { first } else { first.min(once()).min(once()) }
}

/// The n-th of many words, made of syllables.
fn word(n: usize) -> String {
    const SYLLABLES: [&str; 12] = ["ba", "co", "di", "fe", "gu", "ka", "lo", "mi", "ne", "ru", "sa", "to"];
    // Numbers that follow each other give words that share little.
    let mut n = (n + 1) * 7_919 % 248_832;
    let mut out = String::new();
    for _ in 0..5 {
        out.push_str(SYLLABLES[n % 12]);
        n /= 12;
    }
    out
}

/// A note in each of n files, the n-th with what `text` says of it.
fn notes(n: usize, text: impl Fn(usize) -> String) -> Files {
    (0..n).map(|k| (format!("content/concepts/{} {}.md", word(k), word(k / 7)), text(k))).collect()
}

fn page(text: String) -> Files {
    vec![("content/page.md".to_owned(), text)]
}

fn source(text: String) -> (String, String) {
    ("seeds/s.txt".to_owned(), text)
}

fn list(n: usize, mut line: impl FnMut(usize) -> String) -> String {
    (0..n).fold(String::new(), |text, k| text + &line(k) + "\n\n")
}

fn missing_links(n: usize) -> Files {
    notes(n, |k| format!("See [[{} x{}]].\n", word(k), word(k / 7)))
}

fn missing_numbers(n: usize) -> Files {
    let name = |k: usize| 202_601_010_000 + k * 37;
    (0..n).map(|k| (format!("content/{}.md", name(k)), format!("See [[{}]].\n", name(k) + 1))).collect()
}

fn missing_link(n: usize) -> Files {
    notes(n, |_| "See [[bacodi fegux]].\n".to_owned())
}

fn missing_places(n: usize) -> Files {
    let mut files = page(list(n, |k| format!("# {} {}", word(k), word(k / 7))));
    files.push(("content/links.md".to_owned(), list(n, |k| format!("See [[page#{} x{}]].", word(k), word(k / 7)))));
    files
}

fn missing_keys(n: usize) -> Files {
    let mut files = page(list(n, |k| format!("As said [@{}x].", word(k))));
    files.push(("content/references.bib".to_owned(), list(n, |k| format!("@book{{{}, title = {{T}}}}", word(k)))));
    files
}

fn ambiguous_links(n: usize) -> Files {
    (0..n)
        .map(|k| {
            (format!("content/{}/readme.md", word(k / 20)) + &word(k) + "/readme.md", "See [[readme]].\n".to_owned())
        })
        .collect()
}

fn one_cue(n: usize) -> Files {
    let note = "+++\naliases = [{ text = \"the group\", requires = [\"never said\"] }]\n+++\nText.\n";
    vec![
        ("content/concepts/group.md".to_owned(), note.to_owned()),
        ("content/page.md".to_owned(), "It is said that the group met there, ".repeat(n)),
    ]
}

fn many_cues(n: usize) -> Files {
    let mut files = notes(n, |k| {
        let cues: Vec<String> = (0..50).map(|c| format!("\"{}x\"", word(k * 50 + c))).collect();
        format!("+++\naliases = [{{ text = \"the group\", requires = [{}] }}]\n+++\nText.\n", cues.join(", "))
    });
    files.push(("content/page.md".to_owned(), "It is said that the group met there, ".repeat(10 * n)));
    files
}

fn shared_label(n: usize) -> Files {
    let mut files = notes(n, |_| "+++\naliases = [\"the group\"]\n+++\nText.\n".to_owned());
    files.push(("content/page.md".to_owned(), "It is said that the group met there, ".repeat(10 * n)));
    files
}

/// A source that cites n entries of its list of references, each by `cite`, and lists them by `entry`.
fn cited(n: usize, cite: impl Fn(usize) -> String, entry: impl Fn(usize) -> String) -> Files {
    let mut text = "A study of many things\n\nBy Ann Author\n\n".to_owned();
    text += &list(n, |k| format!("In this case the ministry reviewed its earlier report {} and said so.", cite(k)));
    text += "References\n\n";
    text += &list(n, entry);
    vec![source(text)]
}

fn capital(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}

fn entry(k: usize) -> String {
    format!("{}, A. ({}). On the {} of things. City: Press.", capital(&word(k)), 1950 + k % 60, word(k / 3))
}

fn cited_by_name(n: usize) -> Files {
    cited(n, |k| format!("({}, {})", capital(&word(k)), 1950 + k % 60), entry)
}

fn cited_after_name(n: usize) -> Files {
    cited(n, |k| format!("by {} ({})", capital(&word(k)), 1950 + k % 60), entry)
}

fn cited_by_number(n: usize) -> Files {
    cited(n, |k| format!("[{}]", k + 1), |k| format!("[{}] {}", k + 1, entry(k)))
}

/// A page that cites the first of n entries.
fn library(entries: String) -> Files {
    let mut files = page("As said [@k0].\n".to_owned());
    files.push(("content/references.bib".to_owned(), entries));
    files
}

fn bib_entry(k: usize) -> String {
    format!(
        "@article{{k{k},\n  author = {{{} {}, Ann and Roe, Richard}},\n  title = {{On the {{UN}} and its {}}},\n  journal = {{Daily Paper}},\n  year = {},\n  pages = {{1--9}},\n}}",
        capital(&word(k)),
        capital(&word(k / 2)),
        word(k / 3),
        1950 + k % 60
    )
}

fn bibtex(n: usize) -> Files {
    library(list(n, bib_entry))
}

fn bibtex_crossref(n: usize) -> Files {
    library(list(n, |k| format!("@inbook{{k{k}, title = {{{}}}, crossref = {{k{}}}}}", word(k), k - k % 10)))
}

fn bibtex_faults(n: usize) -> Files {
    library(list(n, |k| if k % 10 == 9 { bib_entry(k).replace("},\n}", "\n") } else { bib_entry(k) }))
}

fn bibtex_one_line(n: usize) -> Files {
    library(list(n, bib_entry).replace('\n', " "))
}

fn bibtex_long(n: usize) -> Files {
    library(format!("@book{{k0, title = {{{}}}}}", list(n, word).replace('\n', " ")))
}

fn repeated_keys(n: usize) -> Files {
    let keys = vec!["@s, passage 2"; n].join("; ");
    let words: Vec<String> = (0..n).map(|k| format!("“{} {} {} zea”", word(k), word(k + 1), word(k + 2))).collect();
    let mut files = page(format!("{} [{keys}].\n", words.join(" and ")));
    let text: String = (0..20_000).fold(String::new(), |text, k| text + &word(k) + " ");
    files.push(source(format!("A study\n\nBy Ann Author\n\nIt begins here with a few words.\n\n{text}.\n")));
    files
}

fn folders(n: usize) -> Files {
    (0..n).map(|k| (format!("content/{}/note{k}.md", word(k)), format!("# {}\n\nText.\n", word(k)))).collect()
}

fn claims(n: usize) -> Files {
    let mut text = "+++\ntitle = \"Norms\"\n".to_owned();
    let mut said = "A study\n\nBy Ann Author\n\n".to_owned();
    for k in 0..n {
        let words = format!("the {} of {} and {} is {}", word(k), word(k + 1), word(k + 2), word(k + 3));
        let _ = write!(said, "In this case {words} in every way.\n\n");
        let _ = write!(
            text,
            "\n[[claims]]\nholder = \"h{}\"\nquote = \"{words}\"\nsource = \"s\"\nvoice = \"reported\"\n",
            k % 10
        );
    }
    let mut files: Files = (0..10).map(|k| (format!("content/actors/h{k}.md"), format!("# Holder {k}\n"))).collect();
    files.push(("content/concepts/norms.md".to_owned(), text + "+++\nText.\n"));
    files.push(source(said));
    files
}
