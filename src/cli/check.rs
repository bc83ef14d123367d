//! `briefbook check`: every remark, and with `--fix` or `--diff` what can be mended safely.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;

use super::{Progress, Say, Style, is_seen, out, quotations, read, summary, tally, texts};
use crate::path::SitePath;
use crate::report::{Diagnostic, codes, count, mend, print};
use crate::resolve::kept::plan::Plan;
use crate::text::Inputs;
use crate::{CompileOptions, Compiled, compile, disk, emit, formats, model, resolve::kept, settle};

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
    /// What is to be done about cited places.
    plan: Plan,
}

/// Compiles and renders: rendering is part of the check, as a theme may fail on a page.
fn look(inputs: &Inputs, of_disk: &[Diagnostic], options: CompileOptions, progress: &Progress) -> Look {
    let mut remarks = of_disk.to_vec();
    progress.stage("compiling notes and sources");
    let compiled = compile(inputs, options).into_value(&mut remarks);
    progress.stage("rendering pages");
    emit(&compiled, &formats::ALL[0]).into_value(&mut remarks);
    let remarks = settle(&compiled, remarks);
    let plan = compiled.plan(&remarks, |remark| mend::is_possible(inputs, remark));
    Look { compiled, remarks: kept::once(remarks), plan }
}

/// A book that was mended, as far as it can be.
struct Mended {
    inputs: Inputs,
    /// How many edits were made.
    edits: usize,
    /// The last look at it, if something was changed.
    look: Option<Look>,
}

/// Mends a book in a few rounds: one change may bring another to light, or have been in its way.
fn mended(inputs: &Inputs, first: &Look, look: impl Fn(&Inputs) -> Look) -> Mended {
    const ROUNDS: usize = 8;
    let mut mended = Mended { inputs: inputs.clone(), edits: 0, look: None };
    for _ in 0..ROUNDS {
        let now = mended.look.as_ref().unwrap_or(first);
        // Citations follow their words in one step with the file that keeps these, and in no other.
        let others = || now.remarks.iter().filter(|r| r.code != &codes::CITATION_MOVED).cloned().collect::<Vec<_>>();
        let edits = if now.plan.edits.is_empty() { others() } else { now.plan.edits.clone() };
        let mut step = mend::mend(&mended.inputs, &edits);
        if let (Some(text), Ok(path)) = (&now.plan.text, SitePath::new(model::kept::FILE)) {
            step.files.insert(path, text.as_bytes().into());
        }
        if step.files.is_empty() {
            break;
        }
        mended.edits += step.edits;
        mended.inputs.files.extend(step.files);
        mended.look = Some(look(&mended.inputs));
    }
    mended
}

/// Writes the files that were mended into the book's folder.
fn write(book: &Path, before: &Inputs, after: &Inputs) -> Result<(), String> {
    for (path, bytes) in changed(before, after) {
        let written = match before.files.get(path) {
            Some(old) => disk::replace(book, path, old, bytes),
            None => disk::create(book, path, bytes),
        };
        written.map_err(|error| format!("not everything could be mended: {error}"))?;
    }
    Ok(())
}

/// The files that have changed.
fn changed<'a>(before: &'a Inputs, after: &'a Inputs) -> impl Iterator<Item = (&'a SitePath, &'a Arc<[u8]>)> {
    after.files.iter().filter(|(path, bytes)| before.files.get(*path) != Some(*bytes))
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
        for path in mend::mend(&inputs, &now.remarks).refused {
            say.line(&format!("{path} is not UTF-8 and is left as it is; save it as UTF-8 to have it mended."));
        }
        let mended = mended(&inputs, &now, |inputs| look(inputs, &of_disk, options, &progress));
        progress.done();
        if matches!(arguments.format, Style::Human | Style::Short) {
            show(&mend::diff(&inputs, &mended.inputs), say);
        }
        if arguments.fix
            && let Err(why) = write(&arguments.book, &inputs, &mended.inputs)
        {
            return say.failure(&why);
        }
        told(arguments, &inputs, &mended, say);
        if let Some(then) = mended.look.filter(|_| arguments.fix) {
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
        let mends = arguments.fix || arguments.diff;
        let safe = now.remarks.iter().filter(|r| r.edit.is_some()).count();
        if safe > 0 && !mends {
            say.line(&format!("{} can be mended by `briefbook check --fix`.", count(safe, "remark", "remarks")));
        }
        if let Some(line) = kept(&now).filter(|_| !mends) {
            say.line(&line);
        }
    }
    super::exit(errors, &now.remarks, arguments.strict)
}

/// Says what was mended, or would be.
fn told(arguments: &Check, before: &Inputs, mended: &Mended, say: &Say) {
    let is_kept = |path: &SitePath| path.as_str() == model::kept::FILE;
    let files = changed(before, &mended.inputs).filter(|(path, _)| !is_kept(path)).count();
    let what = format!("{} in {}", count(mended.edits, "place", "places"), count(files, "file", "files"));
    let keeps = changed(before, &mended.inputs).any(|(path, _)| is_kept(path));
    match (mended.edits, arguments.fix) {
        (0, _) if keeps => {}
        (0, _) => say.line("There is nothing that can be mended safely."),
        (_, true) => say.line(&format!("Mended {what}.")),
        (_, false) => say.line(&format!("`--fix` would mend {what}.")),
    }
    let places = mended.look.as_ref().map_or(0, |look| look.plan.places);
    if keeps {
        let verb = if arguments.fix { "keeps" } else { "would keep" };
        let what =
            if places == 1 { "what 1 cited place says".to_owned() } else { format!("what {places} cited places say") };
        say.line(&format!("cited.toml {verb} {what}; commit it with the book."));
    }
}

/// Says of how many cited places it is not kept what they say.
fn kept(look: &Look) -> Option<String> {
    let kept = &look.compiled.keeping.kept;
    let (cited, known) = look.compiled.keeping.counts();
    if kept.broken || known == cited {
        return None;
    }
    let places = count(cited, "cited place", "cited places");
    Some(match kept.present {
        true => format!("cited.toml keeps {known} of {places}; `briefbook check --fix` adds the others."),
        false => format!("`briefbook check --fix` keeps what {places} say, so that none moves unseen."),
    })
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
