//! Faults as data: of each cause one is made here, to see that its facts have the names the manual says, and that its
//! words keep the rules of words. `BRIEFBOOK_BLESS=1 cargo test --test faults` writes the manual's table anew.

#![allow(clippy::disallowed_methods, reason = "this test reads the manual and the program's own files")]
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use briefbook::path::PathError;
use briefbook::report::faults::*;
use briefbook::report::{Diagnostic, Near, codes};

fn word() -> String {
    "word".to_owned()
}

fn near() -> Near {
    Near(vec!["world".to_owned(), "ward".to_owned()])
}

/// What each file of settings can have.
fn values(faults: &FieldFaults) -> Vec<Diagnostic> {
    let values = [
        BadValue::NotToml { parser: word(), colon: true },
        BadValue::NotYaml { parser: word() },
        BadValue::Excessive { excess: Excess::Depth },
        BadValue::NotKeys { is: ValueType::List },
        BadValue::NotTable { is: ValueType::String },
        BadValue::Mistyped { key: word(), wanted: ValueType::Boolean, is: ValueType::String, quoted: true },
        BadValue::LanguageTag { tag: word(), meant: None },
    ];
    let unknown = UnknownKey { key: word(), near: near(), known: vec!["known"] };
    values.into_iter().map(faults.bad).chain([(faults.unknown)(unknown)]).collect()
}

fn moved() -> Diagnostic {
    let moved = ["one", "two"].map(|place| MovedPlace { place: place.to_owned(), said: word(), now: word() }).into();
    Diagnostic::of(CitationMoved { source: word(), moved, written: None, waits: true, naming: 0 })
}

fn changed(change: PlaceChange, cited_in: &[(&str, usize)]) -> Diagnostic {
    let cited_in = cited_in.iter().map(|(file, times)| ((*file).to_owned(), *times)).collect();
    Diagnostic::of(CitationChanged { source: word(), place: word(), said: word(), change, cited_in })
}

fn exceptions_and_settings() -> Vec<Diagnostic> {
    vec![
        Diagnostic::of(ExceptionSyntax::NoParentheses),
        Diagnostic::of(ExceptionSyntax::NoVerb),
        Diagnostic::of(ExceptionSyntax::UnknownVerb { word: word(), near: near() }),
        Diagnostic::of(ExceptionSyntax::Unclosed),
        Diagnostic::of(ExceptionSyntax::NoCode),
        Diagnostic::of(ExceptionCode { name: word(), near: near() }),
        Diagnostic::of(ExceptionUnused { name: word(), covers: Some([1, 2]), remarked_on: Some(3) }),
        Diagnostic::of(ConfigSyntax::Address { url: word() }),
        Diagnostic::of(ConfigSyntax::Number { key: word(), given: 0, least: 1 }),
        Diagnostic::of(ConfigSyntax::Severity { key: word(), given: Some(word()), near: near() }),
        Diagnostic::of(ConfigKey::NotesBesideStyle { style: word() }),
        Diagnostic::of(ConfigKey::Diagnostic { name: word(), near: near() }),
        Diagnostic::of(CitedSyntax::Incomplete { place: word(), missing: vec!["says", "hash"] }),
        Diagnostic::of(ConfigStyle { name: word(), near: near(), known: vec!["apa"] }),
    ]
}

fn notes_and_names() -> Vec<Diagnostic> {
    vec![
        Diagnostic::of(NoteSyntax::Unclosed { fence: "+++" }),
        Diagnostic::of(NoteSyntax::LabelLanguage { tag: word() }),
        Diagnostic::of(NoteKey::Sides { page: word() }),
        Diagnostic::of(NoteKey::SpeaksFor { page: word() }),
        Diagnostic::of(NoteTitle { name: word() }),
        Diagnostic::of(NoteDuplicate { page: word(), first: word() }),
        Diagnostic::of(NoteDate { date: word(), flaw: DateFlaw::Year }),
        Diagnostic::of(ClaimField::Incomplete { missing: vec!["quote"] }),
        Diagnostic::of(ClaimField::Page { role: "holder", name: word(), near: near() }),
        Diagnostic::of(ClaimField::Source { source: word(), near: near() }),
        Diagnostic::of(ClaimVoice {
            holder: word(),
            name: word(),
            written: word(),
            source: word(),
            speaks: true,
            by: vec![VoicePart { name: word(), actor: Some(word()) }],
        }),
        Diagnostic::of(TensionSide::Incomplete { missing: vec!["quote", "source"] }),
        Diagnostic::of(TensionSide::Source { source: word(), near: near() }),
        Diagnostic::of(TensionSides { sides: 1 }),
        Diagnostic::of(ClaimField::Voice { voice: word(), near: near(), known: vec!["own"] }),
        Diagnostic::of(NameShared { label: word(), page: word() }),
        Diagnostic::of(OutputClash::Taken { output: word() }),
        Diagnostic::of(OutputClash::Case { first: word(), second: word() }),
        Diagnostic::of(ThemeMissing { name: word(), near: near() }),
        Diagnostic::of(ThemeSettings::Versions { min: 2, max: 1 }),
        Diagnostic::of(ThemeVersion::Later { min: 2, version: 1 }),
        Diagnostic::of(ThemeVersion::Earlier { max: 1, version: 2 }),
        Diagnostic::of(ThemeUnused::Template { name: word(), near: near() }),
        Diagnostic::of(ThemeUnused::Stray { file: word() }),
        Diagnostic::of(ThemeUnused::Asset { name: word(), near: near() }),
    ]
}

fn links_and_templates() -> Vec<Diagnostic> {
    vec![
        Diagnostic::of(LinkMissing::Name { name: word(), near: near(), draft: true }),
        Diagnostic::of(LinkMissing::Outside { file: word() }),
        Diagnostic::of(LinkMissing::File { file: word(), near: near() }),
        Diagnostic::of(LinkAnchor::Passage { page: word(), anchor: word(), passages: 1, near: near() }),
        Diagnostic::of(LinkAnchor::Heading { page: word(), anchor: word(), near: near() }),
        Diagnostic::of(LinkAmbiguous { name: word(), count: 2, pages: vec![word()] }),
        Diagnostic::of(LinkUnsafe { scheme: word() }),
        Diagnostic::of(ImageRemote { address: word() }),
        Diagnostic::of(EmbedCycle { page: word() }),
        Diagnostic::of(RelationMissing { key: word(), name: word(), near: near() }),
        Diagnostic::of(CitationKey { key: word(), near: near() }),
        Diagnostic::of(MarkdownHtml::Raw),
        Diagnostic::of(MarkdownHtml::BehindComment),
        Diagnostic::of(ThemeTemplate::View { error: word() }),
        Diagnostic::of(ThemeTemplate::Budget {
            turns: 2,
            turns_for_a_value: 1,
            bytes: 1,
            here: true,
            in_default: None,
        }),
        Diagnostic::of(ThemeTemplate::Unread { template: Some(word()), error: word(), extends: Some(word()) }),
        Diagnostic::of(ThemeTemplate::Render {
            error: word(),
            details: vec![word()],
            near: near(),
            in_default: Some(word()),
        }),
    ]
}

fn quotations() -> Vec<Diagnostic> {
    let passage = || Passages { paras: vec![1], name: word() };
    let place = || SourcePlace { source: word(), passage: Some(passage()), kind: None };
    let reads = || SourceText { place: place(), first_line: 1, last_line: 2, text: word() };
    let first = || Some(Difference { quote: word(), source: word() });
    let altered = AlteredWords {
        cited: word(),
        reads: reads(),
        first: first(),
        more: 1,
        negation: Some(Negation { word: word(), left_out: true }),
        printed: Some(word()),
        capitals: true,
    };
    let changes = vec![
        EditorialChange::Replacement { put: word(), printed: word() },
        EditorialChange::Insertion { put: word() },
        EditorialChange::Edge { put: word() },
    ];
    let named = passage();
    vec![
        Diagnostic::of(QuoteOpen { before_list: true }),
        Diagnostic::of(QuoteAbsent::Cited { cited: word(), nearest: Some(reads()), capitals: true }),
        Diagnostic::of(QuoteAbsent::LeftOut { cited: word(), line: 1 }),
        Diagnostic::of(QuoteAbsent::Anywhere { text: word() }),
        Diagnostic::of(QuoteAltered::Words(Box::new(altered))),
        Diagnostic::of(QuoteAltered::Cut { begins: true, word: word(), reads: reads() }),
        Diagnostic::of(QuoteAltered::Apart { passages: passage() }),
        Diagnostic::of(QuoteAltered::Distance { most: 3 }),
        Diagnostic::of(QuoteAltered::Order),
        Diagnostic::of(QuoteAltered::Turned),
        Diagnostic::of(QuoteMisattributed { cited: word(), source: word(), passage: Some(passage()), field: false }),
        Diagnostic::of(QuotePassage {
            source: word(),
            named,
            passage: Some(passage()),
            speaker: Some(word()),
            kind: None,
            all: None,
        }),
        Diagnostic::of(QuotePlace {
            source: word(),
            passage: passage(),
            others: Some(passage()),
            written: word(),
            all: None,
        }),
        Diagnostic::of(QuoteUncited { words: 1, found: Some(place()), in_sight: true, wide: false }),
        Diagnostic::of(QuoteNegation::Hides { word: word(), omission: true, reads: word() }),
        Diagnostic::of(QuoteNegation::PutsIn { word: word(), reads: word() }),
        Diagnostic::of(QuoteNegation::Letters { word: word(), head: word(), put: word(), tail: word() }),
        Diagnostic::of(QuoteEdited::Long { words: 11 }),
        Diagnostic::of(QuoteEdited::Changes { changes }),
        Diagnostic::of(QuoteCut::Before { word: word(), reads: word() }),
        Diagnostic::of(QuoteCut::Behind { word: word(), reads: word() }),
        Diagnostic::of(QuoteCut::Question { reads: word() }),
        Diagnostic::of(QuoteScraps { text: word(), least: 3 }),
        Diagnostic::of(QuoteSic { source: word(), text: word() }),
        Diagnostic::of(QuoteReuse { words: 9, source: word(), passage: Some(passage()) }),
        Diagnostic::of(QuoteUnkept { key: word() }),
    ]
}

fn files() -> Vec<Diagnostic> {
    let activities = [
        Activity::Page,
        Activity::NotUtf8,
        Activity::NotWellFormed,
        Activity::OtherEncoding,
        Activity::StyleSheet,
        Activity::Entities,
        Activity::Html { element: word() },
        Activity::UnknownElement { element: word() },
        Activity::Script,
        Activity::Element { element: word() },
        Activity::BrokenAttribute,
        Activity::Handler { attribute: word() },
        Activity::Base,
        Activity::Animation { attribute: word() },
        Activity::Link,
        Activity::Fetch,
        Activity::EscapedStyle,
        Activity::StyleFetch,
    ];
    let active = activities.map(|activity| Diagnostic::of(FileActive { is: ActiveKind::Svg, activity }));
    let others = [
        Diagnostic::of(FileLarge { bytes: 2, most: 1, copied: false }),
        Diagnostic::of(FileRescue { of: word(), whole: false }),
        Diagnostic::of(FileBinary::Kind { is: BinaryKind::Pdf }),
        Diagnostic::of(FileBinary::Control),
        Diagnostic::of(FileBinary::Zeros),
        Diagnostic::of(FileBinary::NoEncoding),
        Diagnostic::of(FileEncoding::Damaged { encoding: "UTF-16LE" }),
        Diagnostic::of(FileEncoding::Guessed { encoding: "GBK", damaged: true }),
        Diagnostic::of(FileUnreadable::System { file: word(), error: word() }),
        Diagnostic::of(FileUnreadable::NoFile { file: word() }),
        Diagnostic::of(FileUnreadable::Grew { file: word() }),
        Diagnostic::of(FileName::NotUnicode { file: word() }),
        Diagnostic::of(FileName::Path { file: word(), flaw: PathError::BadCharacter(':') }),
        Diagnostic::of(FileName::Twin { file: word() }),
        Diagnostic::of(FileSymlink { file: word() }),
    ];
    active.into_iter().chain(others).collect()
}

fn outputs() -> Vec<Diagnostic> {
    let flaws = [NameFlaw::Character { character: '?' }, NameFlaw::Ending, NameFlaw::Device { device: word() }];
    let obstacles = [Obstacle::Changed, Obstacle::Foreign, Obstacle::Link, Obstacle::Folder, Obstacle::NoFolder];
    let names = flaws.map(|flaw| Diagnostic::of(OutputName { output: word(), flaw }));
    let taken = obstacles.map(|obstacle| Diagnostic::of(OutputTaken { output: word(), obstacle }));
    let kept = Diagnostic::of(OutputKept { output: word() });
    names.into_iter().chain(taken).chain([kept]).collect()
}

fn records_and_sources() -> Vec<Diagnostic> {
    let found = || LineOfText { line: 1, text: word(), cut: false };
    vec![
        Diagnostic::of(RecordSyntax::Show { given: Some(word()), known: vec!["full"] }),
        Diagnostic::of(RecordSyntax::Lines { key: "keep" }),
        Diagnostic::of(RecordSyntax::BlockKind { name: word(), near: near(), known: vec!["paragraph"] }),
        Diagnostic::of(RecordSyntax::Layout { name: word(), near: near(), known: vec!["report"] }),
        Diagnostic::of(RecordOrphan { id: word(), near: near() }),
        Diagnostic::of(RecordWho::Nobody { printed: word() }),
        Diagnostic::of(RecordWho::Printed { source: word(), name: word(), near: near() }),
        Diagnostic::of(RecordWho::Page { key: "actor", name: word(), near: near() }),
        Diagnostic::of(RecordDate { date: word(), flaw: DateFlaw::Day }),
        Diagnostic::of(RecordHash { file: word(), stated: word(), actual: word() }),
        Diagnostic::of(RecordOverride::NoGuard { key: "keep", line: 1 }),
        Diagnostic::of(RecordOverride::Incomplete { key: "split" }),
        Diagnostic::of(RecordOverride::NoLine { key: "keep" }),
        Diagnostic::of(RecordOverride::NoSuchLines { first: 0, last: 1 }),
        Diagnostic::of(RecordOverride::BeyondEnd { file: word(), lines: 1, line: 2 }),
        Diagnostic::of(RecordOverride::Guard { file: word(), found: found(), elsewhere: vec![2] }),
        Diagnostic::of(RecordOverride::JoinsNothing { line: 1 }),
        Diagnostic::of(RecordOverride::JoinsToNothing { line: 1 }),
        Diagnostic::of(RecordOverride::SplitsNothing { before: word(), found: found() }),
        Diagnostic::of(RecordOverride::NotShown { text: word(), line: 1 }),
        Diagnostic::of(SourceEmpty { id: word(), lines: 1, blank: false }),
        Diagnostic::of(SourceTitle { id: word() }),
        Diagnostic::of(SourceTitleDoubt { id: word(), title: word(), line: 1 }),
        Diagnostic::of(SourceLeftOut { id: word(), lines: vec![(1, 1)], words: 1, kept: 0, text: word() }),
        Diagnostic::of(SourceAuthor { id: word() }),
        Diagnostic::of(SourceDate { id: word(), impossible: Some(word()) }),
        Diagnostic::of(SourceCitation { text: word(), para: 1 }),
        Diagnostic::of(CitationLocator::Beyond { source: word(), number: 4, last: 3 }),
        Diagnostic::of(CitationLocator::Missing { source: word(), place: word() }),
        Diagnostic::of(CitationLocator::Unknown { source: word(), place: word(), speakers: true, near: near() }),
        Diagnostic::of(CitationLocator::Several { source: word(), place: word(), count: 2 }),
        Diagnostic::of(CitationLocator::Sentence { source: word(), place: word(), number: 9, sentences: 2 }),
        Diagnostic::of(CitationLocator::OtherSentence { source: word(), named: word(), found: word() }),
        Diagnostic::of(CitationCount { source: word(), place: word() }),
        moved(),
        changed(PlaceChange::Other { says: word() }, &[]),
        changed(PlaceChange::Around, &[("content/a.md", 2)]),
        changed(PlaceChange::Gone, &[("content/a.md", 2), ("content/b.md", 1)]),
    ]
}

fn bibliography() -> Vec<Diagnostic> {
    let excess = BibtexExcess::Loans;
    vec![
        Diagnostic::of(LibrarySyntax::BibtexUnclosed { gave_up: false }),
        Diagnostic::of(LibrarySyntax::BibtexString { name: word(), gave_up: false }),
        Diagnostic::of(LibrarySyntax::NotBibtex { parser: word(), gave_up: true }),
        Diagnostic::of(LibrarySyntax::BibtexExcessive { excess, name: Some(word()), gave_up: false }),
        Diagnostic::of(LibrarySyntax::NotJson { parser: word() }),
        Diagnostic::of(LibrarySyntax::NoItem { number: 1 }),
        Diagnostic::of(LibrarySyntax::NoId { number: 1 }),
        Diagnostic::of(LibrarySyntax::YamlExcessive { excess: Excess::Aliases }),
        Diagnostic::of(LibrarySyntax::NotHayagriva { key: word(), parser: word() }),
        Diagnostic::of(LibrarySyntax::NoEntries),
        Diagnostic::of(LibraryDuplicate { key: word(), first: Some(word()) }),
        Diagnostic::of(LibraryHeld { key: word() }),
    ]
}

/// One fault of each cause of each code.
fn samples() -> Vec<Diagnostic> {
    let settings =
        [&NOTE_FIELDS, &RECORD_FIELDS, &CONFIG_FIELDS, &CITED_FIELDS, &THEME_FIELDS].into_iter().flat_map(values);
    settings
        .chain(exceptions_and_settings())
        .chain(notes_and_names())
        .chain(records_and_sources())
        .chain(bibliography())
        .chain(files())
        .chain(quotations())
        .chain(links_and_templates())
        .chain(outputs())
        .collect()
}

fn manual() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/manual/diagnostics.md")
}

#[test]
fn every_code_has_facts() {
    let with: BTreeSet<&str> = samples().iter().map(|d| d.code.id).collect();
    for code in codes::ALL {
        assert!(with.contains(code.id), "{} has no fault in src/report/faults", code.id);
    }
}

#[test]
fn a_fault_is_called_as_its_code_is() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/report/faults");
    for code in codes::ALL {
        let words: Vec<&str> = code.id.split(['/', '-']).collect();
        let name: String = words.iter().map(|w| w[..1].to_uppercase() + &w[1..]).collect();
        let constant = words.join("_").to_uppercase();
        let text = fs::read_to_string(folder.join(format!("{}.rs", code.subject()))).unwrap();
        let wanted = format!("impl Fault for {name} {{\n    const CODE: &'static Code = &codes::{constant};");
        assert!(text.contains(&wanted), "{name} is not the fault of {}", code.id);
    }
}

#[test]
fn every_cause_is_looked_at_here() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/report/faults");
    let tests = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults.rs")).unwrap();
    let mut seen = 0;
    for file in fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()) {
        let text = fs::read_to_string(&file).unwrap();
        // The variants of each enum that has a cause, but for those that hold a fault of all settings.
        for part in text.split("#[serde(tag = \"cause\"").skip(1) {
            let body = part.split("pub enum ").nth(1).unwrap();
            let (name, body) = body.split_once(" {").unwrap();
            let body = &body[..body.find("\n}").unwrap()];
            let variants =
                body.lines().filter_map(|l| l.strip_prefix("    ")).filter(|l| l.starts_with(char::is_uppercase));
            for variant in variants.filter(|l| !l.contains("(BadValue)") && !l.contains("(UnknownKey)")) {
                let variant: String = variant.chars().take_while(|c| c.is_alphanumeric()).collect();
                assert!(tests.contains(&format!("{name}::{variant}")), "{name}::{variant} in {file:?} has no sample");
                seen += 1;
            }
        }
    }
    assert!(seen > 30, "only {seen} causes were seen");
}

/// The table in the manual. `rows` are the names of the facts, by the place of their code and by their cause. What several
/// codes have in common stands there once.
fn table(rows: &BTreeMap<(usize, String), Vec<String>>) -> String {
    let quoted = |names: &[String]| names.iter().map(|n| format!("`{n}`")).collect::<Vec<_>>().join(", ");
    let mut table = String::from("\n| code | cause | facts |\n|---|---|---|\n");
    let mut done = BTreeSet::new();
    for ((place, cause), fields) in rows {
        let same = rows.iter().filter(|((p, c), f)| c == cause && *f == fields && (p == place || !cause.is_empty()));
        let ids: Vec<String> = same.map(|((place, _), _)| codes::ALL[*place].id.to_owned()).collect();
        if done.insert((ids.clone(), cause)) {
            let cause = if cause.is_empty() { String::new() } else { format!("`{cause}`") };
            let _ = writeln!(table, "| {} | {cause} | {} |", quoted(&ids), quoted(fields));
        }
    }
    table.push('\n');
    table
}

#[test]
fn the_manual_names_every_fact() {
    const OPEN: &str = "by `BRIEFBOOK_BLESS=1 cargo test --test faults`. -->\n";
    const CLOSE: &str = "<!-- /facts -->";
    let mut rows: BTreeMap<(usize, String), Vec<String>> = BTreeMap::new();
    for d in samples() {
        let place = codes::ALL.iter().position(|c| *c == d.code).unwrap();
        let facts = d.facts.json();
        let facts = facts.as_object().unwrap_or_else(|| panic!("the facts of {} are no object", d.code.id));
        let cause = facts.get("cause").map_or("", |c| c.as_str().unwrap()).to_owned();
        let fields: Vec<String> = facts.keys().filter(|k| *k != "cause").cloned().collect();
        assert!(!cause.is_empty() || !fields.is_empty(), "{} has no facts", d.code.id);
        let before = rows.insert((place, cause.clone()), fields);
        assert!(before.is_none(), "{}: two causes are called `{cause}`", d.code.id);
    }
    let table = table(&rows);
    let page = fs::read_to_string(manual()).unwrap();
    let start = page.find(OPEN).unwrap() + OPEN.len();
    let end = page.find(CLOSE).unwrap();
    if std::env::var_os("BRIEFBOOK_BLESS").is_some() {
        fs::write(manual(), format!("{}{table}{}", &page[..start], &page[end..])).unwrap();
    } else {
        assert!(page[start..end] == table, "src/manual/diagnostics.md does not name the facts there are: {table}");
    }
}

#[test]
fn words_keep_the_rules_of_words() {
    const NAMES: &[&str] = &["Windows ", "Markdown "];
    for d in samples() {
        let said = [Some(&d.words.message), d.words.label.as_ref(), d.words.fix.as_ref()];
        let said = said.into_iter().flatten().chain(&d.words.notes);
        for line in said {
            let sentence = line.ends_with('.') && !line.ends_with("..");
            assert!(!line.is_empty() && !line.contains('\n') && !sentence, "{}: {line:?}", d.code.id);
            let proper = NAMES.iter().any(|name| line.starts_with(name));
            assert!(proper || !line.starts_with(char::is_uppercase), "{}: {line:?}", d.code.id);
        }
    }
}
