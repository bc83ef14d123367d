//! `briefbook check`: every remark, and with `--fix` or `--diff` what can be mended safely.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::{Progress, Say, Style, is_seen, out, quotations, read, summary, tally, texts};
use crate::report::mend;
use crate::report::{Diagnostic, count, print};
use crate::text::Inputs;
use crate::{CompileOptions, Compiled, compile, disk, emit, formats, settle};

/// The arguments of `briefbook check`.
#[derive(Args)]
pub(super) struct Check {
    /// The book's folder
    #[arg(default_value = ".")]
    book: PathBuf,
    /// Include notes marked as drafts
    #[arg(long)]
    drafts: bool,
    /// How remarks are printed
    #[arg(long, alias = "messages", default_value = "human")]
    format: Style,
    /// End with 1 when there are warnings, too
    #[arg(long)]
    strict: bool,
    /// Mend what can be mended safely, show the changes, and check again
    #[arg(long)]
    fix: bool,
    /// Show what `--fix` would change, and change nothing
    #[arg(long, conflicts_with = "fix")]
    diff: bool,
}

/// One look at the whole book.
struct Look {
    compiled: Compiled,
    remarks: Vec<Diagnostic>,
}

/// Compiles and renders: rendering is part of the check, as a theme may fail on a page.
fn look(inputs: &Inputs, of_disk: &[Diagnostic], options: CompileOptions, progress: &Progress) -> Look {
    let mut remarks = of_disk.to_vec();
    progress.stage("compiling notes and sources");
    let compiled = compile(inputs, options).into_value(&mut remarks);
    progress.stage("rendering pages");
    emit(&compiled, &formats::ALL[0]).into_value(&mut remarks);
    let remarks = settle(&compiled, remarks);
    Look { compiled, remarks }
}

/// Runs the command: 0 when all is well, 1 when the book, as it then lies on the disk, has errors.
pub(super) fn run(arguments: &Check, say: &Say) -> ExitCode {
    let options = CompileOptions { drafts: arguments.drafts };
    let progress = Progress::new();
    let mut of_disk = Vec::new();
    let inputs = match read(&arguments.book, &mut of_disk) {
        Ok(inputs) => inputs,
        Err(why) => return say.failure(&why),
    };
    let mut now = look(&inputs, &of_disk, options, &progress);
    if arguments.fix || arguments.diff {
        let mut mended = mend::mend(&inputs, &now.remarks);
        for path in &mended.refused {
            say.line(&format!("{path} is not UTF-8 and is left as it is; save it as UTF-8 to have it mended."));
        }
        let mut new = inputs.clone();
        let mut edits = 0;
        let mut then = None;
        // One change may bring another to light, or have been in its way; a few rounds settle it.
        for _ in 0..5 {
            if mended.files.is_empty() {
                break;
            }
            edits += mended.edits;
            new.files.extend(std::mem::take(&mut mended.files));
            let look = look(&new, &of_disk, options, &progress);
            mended = mend::mend(&new, &look.remarks);
            then = Some(look);
        }
        progress.done();
        if matches!(arguments.format, Style::Human | Style::Short) {
            show(&mend::diff(&inputs, &new), say);
        }
        let changed = new.files.iter().filter(|(path, bytes)| inputs.files.get(*path) != Some(*bytes));
        let mut files = 0;
        for (path, bytes) in changed {
            files += 1;
            let Some(before) = inputs.files.get(path).filter(|_| arguments.fix) else { continue };
            if let Err(error) = disk::replace(&arguments.book, path, before, bytes) {
                return say.failure(&format!("not everything could be mended: {error}"));
            }
        }
        let what = format!("{} in {}", count(edits, "place", "places"), count(files, "file", "files"));
        match (edits, arguments.fix) {
            (0, _) => say.line("There is nothing that can be mended safely."),
            (_, true) => say.line(&format!("Mended {what}.")),
            (_, false) => say.line(&format!("`--fix` would mend {what}.")),
        }
        if let Some(then) = then.filter(|_| arguments.fix) {
            now = then;
        }
    }
    progress.done();
    let root = super::root(&arguments.book);
    let errors = say.remarks(&now.remarks, &texts(&now.compiled), arguments.format, &root);
    if arguments.format == Style::Human {
        say.line(&format!("Checked {}: {}.", summary(&now.compiled), tally(&now.remarks)));
        if let Some(line) = quotations(&now.compiled, &now.remarks) {
            say.line(&line);
        }
        let safe = now.remarks.iter().filter(|r| r.edit.is_some()).count();
        if safe > 0 && !arguments.fix && !arguments.diff {
            say.line(&format!("{} can be mended by `briefbook check --fix`.", count(safe, "remark", "remarks")));
        }
    }
    super::exit(errors, &now.remarks, arguments.strict)
}

/// Prints a diff: as it is into a file or another program, in colours and without what a terminal obeys to a person.
fn show(diff: &str, say: &Say) {
    if !is_seen() {
        return out(diff);
    }
    for line in diff.lines() {
        let colour = match line.as_bytes().first() {
            Some(b'+') => "32",
            Some(b'-') => "31",
            Some(b'@') => "36",
            _ => "0",
        };
        let line = print::clean(line);
        out(&if say.color { format!("\u{1b}[{colour}m{line}\u{1b}[0m\n") } else { line + "\n" });
    }
}
