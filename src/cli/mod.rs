//! The command line: joins the two doors. Arguments, clock and environment are read here and nowhere else.

mod check;
mod explain;

use std::collections::BTreeMap;
use std::io::{IsTerminal, Write};
use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::{Parser, Subcommand, ValueEnum};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::biblio::export as works;
use crate::model::quote::Tally;
use crate::path::SitePath;
use crate::report::print::{self, Texts};
use crate::report::{Diagnostic, Severity, codes, count};
use crate::text::Inputs;
use crate::{CompileOptions, Compiled, compile, disk, emit, export, formats, settle};

/// Compile raw source texts and Markdown notes into an interlinked briefing book.
#[derive(Parser)]
#[command(name = "briefbook", version, about, disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// When to use colours
    #[arg(long, global = true, default_value = "auto")]
    color: Color,
    /// Print errors only
    #[arg(long, short, global = true)]
    quiet: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Style {
    /// With the lines they are about
    Human,
    /// One line each
    Short,
    /// As JSON on standard output
    Json,
    /// As annotations of GitHub Actions on standard output
    Github,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Data {
    /// The book as JSON: book.json
    Book,
    /// The works it keeps and cites, as BibTeX
    Bibtex,
    /// The same as CSL-JSON
    CslJson,
    /// The same as RIS
    Ris,
}

#[derive(Subcommand)]
enum Command {
    /// Build the book into a folder
    Build {
        /// The book's folder
        #[arg(default_value = ".")]
        book: PathBuf,
        /// Where the site goes; by itself `_site` in the book's folder
        #[arg(long, short)]
        out: Option<PathBuf>,
        /// Include notes marked as drafts
        #[arg(long)]
        drafts: bool,
        /// How remarks are printed
        #[arg(long, default_value = "human")]
        messages: Style,
        /// End with 1 when there are warnings, too
        #[arg(long)]
        strict: bool,
    },
    /// Check the book; writes nothing but what `--fix` mends
    Check(check::Check),
    /// Print the book as data, or its works for reference managers
    Export {
        /// The book's folder
        #[arg(default_value = ".")]
        book: PathBuf,
        /// What is printed
        #[arg(long, default_value = "book")]
        format: Data,
        /// Include notes marked as drafts
        #[arg(long)]
        drafts: bool,
    },
    /// Explain a diagnostic, or list all
    Explain {
        /// The diagnostic's code, such as `link/missing`, or its subject, such as `link`
        code: Option<String>,
    },
}

/// Whether the terminal shows colours, if nobody says so.
#[allow(clippy::disallowed_methods, reason = "a door: it asks the terminal and the environment")]
fn colours() -> bool {
    std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty())
}

/// Runs the program: 0 when all is well, 1 when the book has errors, 2 when it could not be read or written.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    // The thread that runs this works with the others instead of waiting for them. A second pool is not made.
    let _ = rayon::ThreadPoolBuilder::new().use_current_thread().build_global();
    let color = match arguments.color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => colours(),
    };
    let say = Say { color, quiet: arguments.quiet };
    match arguments.command {
        Command::Build { book, out, drafts, messages, strict } => {
            let out = out.unwrap_or_else(|| book.join("_site"));
            build(&book, &out, CompileOptions { drafts }, (messages, strict), &say)
        }
        Command::Check(arguments) => check::run(&arguments, &say),
        Command::Export { book, format, drafts } => export(&book, CompileOptions { drafts }, format, &say),
        Command::Explain { code } => explain::run(code.as_deref()),
    }
}

struct Say {
    color: bool,
    quiet: bool,
}

impl Say {
    /// Prints remarks in the style given, and gives the number of errors. `root` is what [`root()`] gives.
    fn remarks(&self, remarks: &[Diagnostic], texts: &Texts, style: Style, root: &str) -> usize {
        let shown: Vec<Diagnostic> =
            remarks.iter().filter(|r| !self.quiet || r.severity == Severity::Error).cloned().collect();
        let (shown, more) = match style {
            Style::Json | Style::Github => (shown, Vec::new()),
            Style::Human | Style::Short => first_of_each(shown),
        };
        match style {
            Style::Json => out(&(print::json(&shown, texts) + "\n")),
            Style::Github => out(&print::github(&shown, texts, root)),
            Style::Short => shown.iter().for_each(|r| err(&print::short(r, texts))),
            Style::Human => shown.iter().for_each(|r| err(&(print::human(r, texts, self.color) + "\n"))),
        }
        for (code, path, count) in more {
            err(&format!("and {count} more {code} in {path}; `json` prints them all"));
        }
        remarks.iter().filter(|r| r.severity == Severity::Error).count()
    }

    fn line(&self, text: &str) {
        if !self.quiet {
            err(text);
        }
    }

    fn failure(&self, text: &str) -> ExitCode {
        err(&format!("{}: {text}", if self.color { "\u{1b}[1;31merror\u{1b}[0m" } else { "error" }));
        ExitCode::from(2)
    }
}

/// A kind of remark, the file it is about, and how many of it are not printed.
type Cut = (&'static str, String, usize);

/// The first remarks of each kind in each file, and how many of which are left out: the hundredth of a kind
/// tells nothing that the first fifty did not.
fn first_of_each(remarks: Vec<Diagnostic>) -> (Vec<Diagnostic>, Vec<Cut>) {
    const MOST: usize = 50;
    let mut seen: BTreeMap<(&'static str, Option<SitePath>), usize> = BTreeMap::new();
    let mut shown = remarks;
    shown.retain(|r| {
        let count = seen.entry((r.code.id, r.place.as_ref().map(|p| p.path.clone()))).or_insert(0);
        *count += 1;
        *count <= MOST
    });
    let path = |p: Option<SitePath>| p.map_or_else(|| "the book".to_owned(), |p| p.to_string());
    let cut = seen.into_iter().filter(|(_, n)| *n > MOST).map(|((code, p), n)| (code, path(p), n - MOST));
    (shown, cut.collect())
}

/// Says on a terminal what is being done, once it takes longer than one likes to wait without a word.
struct Progress {
    bar: ProgressBar,
    start: Instant,
}

impl Progress {
    const PATIENCE: Duration = Duration::from_millis(500);

    #[allow(clippy::disallowed_methods, reason = "a door: it looks at the clock")]
    fn new() -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}") {
            bar.set_style(style);
        }
        Self { bar, start: Instant::now() }
    }

    /// How long it has taken so far.
    #[allow(clippy::disallowed_methods, reason = "a door: it looks at the clock")]
    fn elapsed(&self) -> Duration {
        self.start.elapsed()
    }

    fn stage(&self, words: &'static str) {
        if self.elapsed() > Self::PATIENCE {
            // Draws nothing when standard error is no terminal.
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
            self.bar.set_message(words);
            self.bar.tick();
        }
    }

    fn done(&self) {
        self.bar.finish_and_clear();
    }
}

/// Prints a line to standard error. Where that leads into a file on a full disk, the build is to go on all the same.
#[allow(clippy::disallowed_methods, reason = "a door: it prints")]
fn err(line: &str) {
    let _ = std::io::stderr().write_all(format!("{line}\n").as_bytes());
}

/// Whether somebody looks at standard output: it is not another program that reads it.
#[allow(clippy::disallowed_methods, reason = "a door: it asks the terminal")]
fn is_seen() -> bool {
    std::io::stdout().is_terminal()
}

/// Prints to standard output; a reader that has gone away is no error.
#[allow(clippy::disallowed_methods, reason = "a door: it prints")]
fn out(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}

/// Reads the book in a folder.
fn read(book: &Path, remarks: &mut Vec<Diagnostic>) -> Result<Inputs, String> {
    let inputs = disk::read(book).map_err(|e| format!("the book in {} could not be read: {e}", book.display()))?;
    let inputs = inputs.into_value(remarks);
    let has = |folder: &str| inputs.files.keys().any(|p| p.strip_folder(folder).is_some());
    if !has("content") && !has("seeds") {
        return Err(format!(
            "there is no book in {}: it has neither `content/` with notes nor `seeds/` with source texts",
            book.display()
        ));
    }
    Ok(inputs)
}

/// Reads and compiles the book in a folder.
fn load(book: &Path, options: CompileOptions, progress: &Progress) -> Result<(Compiled, Vec<Diagnostic>), String> {
    let mut remarks = Vec::new();
    let inputs = read(book, &mut remarks)?;
    progress.stage("compiling notes and sources");
    let compiled = compile(&inputs, options).into_value(&mut remarks);
    Ok((compiled, remarks))
}

fn texts(compiled: &Compiled) -> Texts<'_> {
    compiled.texts.iter().map(|(path, text)| (path, text.written())).collect()
}

/// The book's folder in front of a path in it, as a forge wants it: nothing for the folder one is in.
fn root(book: &Path) -> String {
    let parts: Vec<String> =
        book.components().filter(|c| *c != Component::CurDir).map(|c| c.as_os_str().to_string_lossy().into()).collect();
    match parts.join("/").as_str() {
        "" => String::new(),
        // A path from the top has its slash twice.
        folder => format!("{}/", folder.replacen("//", "/", 1)),
    }
}

/// 1 when there are errors, or with `strict` warnings; else 0.
fn exit(errors: usize, remarks: &[Diagnostic], strict: bool) -> ExitCode {
    let warned = strict && remarks.iter().any(|r| r.severity == Severity::Warning);
    ExitCode::from(u8::from(errors > 0 || warned))
}

/// What the book holds, in a line.
fn summary(compiled: &Compiled) -> String {
    let book = &compiled.book;
    let concepts = book.notes_of(crate::model::note::Kind::Concept).filter(|n| !book.is_list(&n.note.id)).count();
    let passages: usize = book.sources.iter().map(|s| s.source.passages() as usize).sum();
    let links: usize = book.notes.iter().map(|n| n.links.len()).sum();
    let cites: usize = book.notes.iter().map(|n| n.cites.len()).sum();
    let mentions: usize = book.sources.iter().map(|s| s.mentions.len()).sum::<usize>()
        + book.notes.iter().map(|n| n.mentions.values().sum::<usize>()).sum::<usize>();
    [
        format!("{} with {}", count(book.sources.len(), "source", "sources"), count(passages, "passage", "passages")),
        count(book.notes.len(), "note", "notes"),
        count(concepts, "concept", "concepts"),
        count(book.relations.claims.len(), "claim", "claims"),
        count(links, "link", "links"),
        count(cites, "citation", "citations"),
        count(mentions, "mention", "mentions"),
    ]
    .join(", ")
}

/// How many quotations were checked and hold; where not all do, how many are excepted: by an exception beside the
/// text, by a severity, or by a setting that leaves short ones out.
fn quotations(compiled: &Compiled, remarks: &[Diagnostic]) -> Option<String> {
    let Tally { made, held } = compiled.book.quotations;
    let failing = |r: &&Diagnostic| r.severity == Severity::Error && crate::resolve::quote::fails(r.code);
    let excepted = (made - held).saturating_sub(remarks.iter().filter(failing).count());
    let rest = if excepted > 0 { format!("; {excepted} excepted") } else { String::new() };
    (made > 0).then(|| format!("Quotations checked: {held} of {made}{rest}."))
}

fn tally(remarks: &[Diagnostic]) -> String {
    let of = |s: Severity| remarks.iter().filter(|r| r.severity == s).count();
    [
        count(of(Severity::Error), "error", "errors"),
        count(of(Severity::Warning), "warning", "warnings"),
        count(of(Severity::Remark), "remark", "remarks"),
    ]
    .join(", ")
}

fn build(book: &Path, to: &Path, options: CompileOptions, (style, strict): (Style, bool), say: &Say) -> ExitCode {
    let progress = Progress::new();
    if let Some(part) = disk::part_around(book, to) {
        let why = format!(
            "the site cannot go to {}: it lies in `{part}`, which the next build reads; choose another folder",
            to.display()
        );
        return say.failure(&why);
    }
    let (compiled, mut remarks) = match load(book, options, &progress) {
        Ok(loaded) => loaded,
        Err(why) => return say.failure(&why),
    };
    progress.stage("rendering pages");
    let outputs = emit(&compiled, &formats::ALL[0]).into_value(&mut remarks);
    progress.stage("writing files");
    let waiting =
        || say.line(&format!("Another build is writing into {}; this one waits until it is done.", to.display()));
    let written = disk::write(to, &outputs, &waiting).map(|written| written.into_value(&mut remarks));
    progress.done();
    let remarks = crate::resolve::kept::once(settle(&compiled, remarks));
    let errors = say.remarks(&remarks, &texts(&compiled), style, &root(book));
    let written = match written {
        Ok(written) => written,
        Err(error) => return say.failure(&format!("the site could not be written: {error}")),
    };
    say.line(&format!("Read {}.", summary(&compiled)));
    say.line(&format!(
        "Wrote {} to {} ({} changed, {} removed{}) in {:.2} s.",
        count(outputs.files.len(), "file", "files"),
        to.display(),
        written.changed,
        written.removed,
        if written.left > 0 { format!(", {} not briefbook's and left", written.left) } else { String::new() },
        progress.elapsed().as_secs_f64()
    ));
    say.line(&format!("{}.", tally(&remarks)));
    if let Some(line) = quotations(&compiled, &remarks) {
        say.line(&line);
    }
    if errors > 0 {
        say.line("The book has errors; `briefbook explain CODE` tells more about each.");
        return ExitCode::from(1);
    }
    say.line(&format!("Open {}", to.join("index.html").display()));
    exit(errors, &remarks, strict)
}

fn export(book: &Path, options: CompileOptions, format: Data, say: &Say) -> ExitCode {
    let progress = Progress::new();
    match load(book, options, &progress) {
        Ok((compiled, remarks)) => {
            progress.done();
            let book = &compiled.book;
            out(&match format {
                Data::Book => export::book_json(book),
                Data::Bibtex => works::bibtex(book.works()),
                Data::CslJson => works::csl_json(book.works()),
                Data::Ris => works::ris(book.works()),
            });
            // Nothing was rendered, so nothing can be said of exceptions for what rendering remarks.
            let mut errors = settle(&compiled, remarks);
            errors.retain(|r| r.severity == Severity::Error && r.code != &codes::EXCEPTION_UNUSED);
            match say.remarks(&errors, &texts(&compiled), Style::Short, "") {
                0 => ExitCode::SUCCESS,
                _ => ExitCode::from(1),
            }
        }
        Err(why) => say.failure(&why),
    }
}
