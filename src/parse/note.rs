//! A Markdown file to a written note: front matter, TOML or YAML, then the text.

use std::collections::BTreeMap;

use super::{cite, markdown};
use crate::fields::{self, Data, Fields, Value};
use crate::id::{PageId, Tag};
use crate::model::edtf::Edtf;
use crate::model::note::{Front, Kind, Label, Note, Voice, WrittenClaim, WrittenSide};
use crate::model::place::WrittenPlace;
use crate::model::tree::{Block, Node, Written, plain};
use crate::report::faults::{ClaimField, NOTE_FIELDS, NoteDate, NoteKey, NoteSyntax, NoteTitle};
use crate::report::{Checked, Diagnostic, codes, near_names};
use crate::text::{Span, Text};

/// Parses the note in `text`, whose path starts with `content/`. With `html`, raw HTML is kept.
pub fn parse(text: &Text, html: bool) -> Checked<Note<Written>> {
    let mut remarks = Vec::new();
    let inside = text.path.strip_folder("content").unwrap_or(text.path.as_str());
    let (front, body_at) = split(text, &mut remarks);
    let front = front.map_or_else(Front::default, |value| read_front(text, value, &mut remarks));
    let mut body =
        markdown::parse_without_anchors(&text.path, &text.text[body_at..], body_at, html).into_value(&mut remarks);
    let stem = inside.rsplit_once('.').filter(|(_, e)| !e.contains('/')).map_or(inside, |(stem, _)| stem);
    let id = PageId::of_note(stem);
    // `_index.md` and `Index.md` become the first page too.
    let kind = Kind::of(&id);
    if let Some(first) = front.sides.first().filter(|_| kind != Kind::Tension) {
        remarks.push(Diagnostic::of(NoteKey::Sides { page: id.to_string() }).at(&text.path, first.span));
    }
    if let Some((_, span)) = front.speaks_for.first().filter(|_| kind != Kind::Actor) {
        remarks.push(Diagnostic::of(NoteKey::SpeaksFor { page: id.to_string() }).at(&text.path, *span));
    }
    let title = title(text, kind, &front, &mut body, &mut remarks);
    markdown::anchor_headings(&mut body);
    let order = front.order.or_else(|| leading_number(text.path.stem()));
    let front = Front { order, ..front };
    Checked::new(Note { id, path: text.path.clone(), kind, title, front, body }, remarks)
}

fn leading_number(stem: &str) -> Option<i64> {
    let digits: String = stem.chars().take_while(char::is_ascii_digit).collect();
    let after = stem[digits.len()..].starts_with(['-', '_', '.', ' ']);
    (after && digits.len() < 10).then(|| digits.parse().ok()).flatten()
}

/// Takes the front matter apart from the text, which begins at the offset given back.
fn split(text: &Text, remarks: &mut Vec<Diagnostic>) -> (Option<Value>, usize) {
    let all = &*text.text;
    let Some(fence) = ["+++", "---"]
        .into_iter()
        .find(|f| all.strip_prefix(f).is_some_and(|rest| rest.trim_start_matches([' ', '\t', '\r']).starts_with('\n')))
    else {
        return (None, 0);
    };
    let start = all.find('\n').map_or(all.len(), |n| n + 1);
    let mut at = start;
    for line in all[start..].split_inclusive('\n') {
        if line.trim_end() == fence || (fence == "---" && line.trim_end() == "...") {
            let inner = &all[start..at];
            let parsed = match fence {
                "+++" => fields::toml(&text.path, inner, start, &NOTE_FIELDS),
                _ => fields::yaml(&text.path, inner, start, &NOTE_FIELDS),
            };
            return (Some(parsed.into_value(remarks)), at + line.len());
        }
        at += line.len();
    }
    // A lone `---` may be a line across the page; a lone `+++` cannot be anything.
    if fence == "+++" {
        remarks.push(Diagnostic::of(NoteSyntax::Unclosed { fence }).at(&text.path, Span::new(0, 3)));
    }
    (None, 0)
}

/// The title: from the front matter, from a first heading of level 1, or from the file's name. A heading
/// that says the title is taken off the text, since the page shows its title itself.
fn title(
    text: &Text,
    kind: Kind,
    front: &Front,
    body: &mut Vec<Block<Written>>,
    remarks: &mut Vec<Diagnostic>,
) -> String {
    let first = match body.first() {
        Some(Block { node: Node::Heading { level: 1, content, .. }, .. }) => Some(plain(content)),
        _ => None,
    };
    match (&front.title, first) {
        (Some((title, _)), heading) => {
            if heading.as_deref() == Some(title) {
                body.remove(0);
            }
            title.clone()
        }
        (None, Some(heading)) => {
            body.remove(0);
            heading
        }
        (None, None) => {
            let name = text.path.stem();
            // Broken front matter may hold the title; one remark on it will do.
            if kind != Kind::Home && remarks.iter().all(|r| r.code != &codes::NOTE_SYNTAX) {
                let fault = NoteTitle { name: name.to_owned() };
                remarks.push(Diagnostic::of(fault).at(&text.path, Span::new(0, 0)));
            }
            name.trim_start_matches(|c: char| c.is_ascii_digit())
                .trim_start_matches(['-', '_'])
                .replace(['-', '_'], " ")
        }
    }
}

fn read_front(text: &Text, value: Value, remarks: &mut Vec<Diagnostic>) -> Front {
    let mut f = Fields::of(&text.path, value, &NOTE_FIELDS);
    if text.text.starts_with("---") {
        // YAML comes from a vault, whose notes have properties of their own.
        f = f.lenient();
    }
    let mut places = BTreeMap::new();
    let mut plain = |f: &mut Fields, key: &'static str| {
        let (text, span) = f.string(key)?;
        places.insert(key, span);
        Some(text)
    };
    let mut front = Front {
        title: f.string("title").map(|(t, s)| (t.trim().to_owned(), s)).filter(|(t, _)| !t.is_empty()),
        label_note: plain(&mut f, "label_note"),
        definition: plain(&mut f, "definition"),
        scope_note: plain(&mut f, "scope_note"),
        summary: plain(&mut f, "summary"),
        broader: f.strings("broader").unwrap_or_default(),
        narrower: f.strings("narrower").unwrap_or_default(),
        related: f.strings("related").unwrap_or_default(),
        speaks_for: f.strings("speaks_for").unwrap_or_default(),
        tags: f
            .strings("tags")
            .unwrap_or_default()
            .into_iter()
            .map(|(t, _)| Tag::new(t.trim_start_matches('#')))
            .filter(|t| t.contains(char::is_alphanumeric))
            .collect(),
        order: f.integer("order").map(|(n, _)| n),
        draft: f.bool("draft").unwrap_or(false),
        language: f.language("language").filter(|l| !l.is_empty()),
        ..Front::default()
    };
    front.places = places;
    if let Some((date, span)) = f.string("date") {
        front.date = checked_date(text, date, span, &mut f.remarks);
    }
    if let Some((date, span)) = f.string("updated") {
        front.updated = checked_date(text, date, span, &mut f.remarks);
    }
    for value in f.list("aliases") {
        front.aliases.extend(label(&mut f, value, None));
    }
    for (key, value) in f.table("labels") {
        if !fields::is_language_tag(&key.name) {
            let fault = NoteSyntax::LabelLanguage { tag: key.name.clone() };
            f.remarks.push(Diagnostic::of(fault).at(&text.path, key.span));
        }
        let values = match value.data {
            Data::List(list) => list,
            _ => vec![value],
        };
        for value in values {
            front.labels.extend(label(&mut f, value, Some(&key.name)));
        }
    }
    for value in f.list("claims") {
        let claim = claim(text, &mut f, value);
        front.claims.push(claim);
    }
    for value in f.list("sides") {
        let side = side(&mut f, value);
        front.sides.push(side);
    }
    // Keys of an Obsidian vault that mean nothing here, but are no mistake there.
    for harmless in ["cssclasses", "cssclass", "publish", "permalink", "created", "modified"] {
        f.take(harmless);
    }
    remarks.extend(f.finish());
    front
}

fn checked_date(text: &Text, date: String, span: Span, remarks: &mut Vec<Diagnostic>) -> Option<String> {
    if date.is_empty() {
        return None;
    }
    let Err(flaw) = Edtf::parse(&date) else { return Some(date) };
    remarks.push(Diagnostic::of(NoteDate { date, flaw }).at(&text.path, span));
    None
}

/// A label: a string, or a table with conditions.
fn label(f: &mut Fields, value: Value, language: Option<&str>) -> Option<Label> {
    let span = value.span;
    let language = language.map(str::to_owned);
    if let Data::String(text) = value.data {
        let text = text.trim().to_owned();
        return (!text.is_empty()).then(|| Label {
            text,
            language,
            case: false,
            requires: vec![],
            not_in: vec![],
            span,
        });
    }
    let mut inner = f.inner(value);
    let words = |list: Option<Vec<(String, Span)>>| list.unwrap_or_default().into_iter().map(|(w, _)| w).collect();
    let text = inner.text("text");
    let made = Label {
        text: text.clone().unwrap_or_default(),
        language: inner.language("language").or(language),
        case: inner.bool("case").unwrap_or(false),
        requires: words(inner.strings("requires")),
        not_in: words(inner.strings("not_in")),
        span,
    };
    f.remarks.extend(inner.finish());
    text.filter(|t| !t.trim().is_empty()).map(|_| made)
}

fn claim(text: &Text, f: &mut Fields, value: Value) -> WrittenClaim {
    let mut c = f.inner(value);
    let mut concepts = c.strings("concept").unwrap_or_default();
    concepts.extend(c.strings("concepts").unwrap_or_default());
    let mut claim = WrittenClaim {
        span: c.span,
        holder: c.string("holder"),
        concepts,
        quote: c.string("quote"),
        source: c.string("source"),
        place: place(&mut c),
        voice: None,
        voice_at: None,
        via: c.string("via"),
        date: None,
        translation: c.text("translation"),
        note: c.string("note"),
    };
    if let Some((voice, span)) = c.string("voice") {
        claim.voice_at = Some(span);
        claim.voice = Voice::ALL.into_iter().find(|v| v.name() == voice);
        if claim.voice.is_none() {
            let known = Voice::ALL.map(Voice::name);
            let near = near_names(&voice, known);
            let fault = ClaimField::Voice { voice, near, known: known.to_vec() };
            c.remarks.push(Diagnostic::of(fault).at(&text.path, span));
        }
    }
    if let Some((date, span)) = c.string("date") {
        claim.date = checked_date(text, date, span, &mut c.remarks);
    }
    f.remarks.extend(c.finish());
    claim
}

/// The place in the source that a claim or side names: `place = "para. 13 (b)"`, or by our number alone, `para = 17`, as it
/// was written first.
fn place(f: &mut Fields) -> Option<WrittenPlace> {
    let counted = f.integer("para").map(|(number, span)| WrittenPlace::of_number(number, span));
    let Some((words, span)) = f.string("place").filter(|(words, _)| !words.trim().is_empty()) else { return counted };
    // Quotation marks around it, of one or three characters, and nothing escaped within.
    Some(match (span.end - span.start).checked_sub(words.len()) {
        Some(marks @ (0 | 2 | 6)) => {
            let inner = Span::new(span.start + marks / 2, span.end - marks / 2);
            cite::place(&words, inner, true)
        }
        _ => cite::place(&words, span, false),
    })
}

fn side(f: &mut Fields, value: Value) -> WrittenSide {
    let mut s = f.inner(value);
    let side = WrittenSide {
        span: s.span,
        quote: s.string("quote"),
        source: s.string("source"),
        place: place(&mut s),
        says: s.string("says").map(|(t, at)| (t.trim().to_owned(), at)).filter(|(t, _)| !t.is_empty()),
        translation: s.text("translation"),
    };
    f.remarks.extend(s.finish());
    side
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path::SitePath;

    fn note(path: &str, text: &str) -> (Note<Written>, Vec<String>) {
        let checked = parse(&Text::new(SitePath::new(path).unwrap(), text), false);
        let remarks = checked.remarks.iter().map(|r| r.words.message.clone()).collect();
        (checked.value, remarks)
    }

    #[test]
    fn toml_yaml_and_bare_notes_are_read() {
        let (n, r) = note("content/concepts/A b.md", "+++\ntitle = \"T\"\ntags = [\"x\"]\n+++\nBody");
        assert_eq!((n.id.as_str(), n.title.as_str(), n.kind, r.len()), ("concepts/a-b", "T", Kind::Concept, 0));
        let (n, r) = note("content/x.md", "---\ntitle: T\ntags: x\naliases:\n  - one\n---\n# T\n\nBody");
        assert_eq!((n.title.as_str(), n.body.len(), n.front.aliases.len(), r.len()), ("T", 1, 1, 0));
        let (n, r) = note("content/x.md", "# Heading *one*\n\nBody");
        assert_eq!((n.title.as_str(), n.body.len(), r.len()), ("Heading one", 1, 0));
        let (n, r) = note("content/some-file.md", "Body");
        assert_eq!((n.title.as_str(), r.len()), ("some file", 1));
        let (n, _) = note("content/x.md", "---\n\nA line across the page first.");
        assert_eq!(n.body.len(), 2);
    }

    #[test]
    fn chapters_are_ordered_by_number_and_named_without_it() {
        let (n, _) = note("content/chapters/10-two-words.md", "# T");
        assert_eq!((n.id.as_str(), n.front.order), ("chapters/two-words", Some(10)));
        let (n, _) = note("content/events/2014-indictment.md", "# T");
        assert_eq!(n.id, "events/2014-indictment");
        let (n, _) = note("content/index.md", "+++\ntitle=\"Home\"\n+++\n");
        assert_eq!((n.id.as_str(), n.kind), ("index", Kind::Home));
    }

    #[test]
    fn claims_keep_what_is_right_and_remark_the_rest() {
        let text = "+++\ntitle = \"T\"\n[[claims]]\nholder = \"china\"\nquote = \"q\"\nsource = \"geng\"\npara = 3\nvoice = \"reportd\"\ndate = \"May\"\nvai = 1\n+++\n";
        let (n, r) = note("content/concepts/x.md", text);
        assert_eq!(n.front.claims.len(), 1);
        assert_eq!(n.front.claims[0].place.as_ref().map(|p| p.words.as_str()), Some("passage 3"));
        assert_eq!(r.len(), 3, "{r:?}");
    }

    #[test]
    fn sides_are_a_tensions_own() {
        let text = "+++\ntitle = \"T\"\n[[sides]]\nquote = \"q\"\nsource = \"geng\"\npara = 3\nsays = \" Three \"\n[[sides]]\nqote = \"x\"\n+++\n";
        let (n, r) = note("content/tensions/x.md", text);
        assert_eq!((n.front.sides.len(), n.front.sides[0].says.as_ref().map(|(t, _)| t.as_str())), (2, Some("Three")));
        assert_eq!(r, ["the key `qote` is not known here and has no effect"]);
        let (_, r) = note("content/concepts/x.md", text);
        assert_eq!(r[1], "`sides` has no effect here: only a tension has sides");
    }

    #[test]
    fn front_matter_that_does_not_end_is_remarked_and_nothing_is_lost() {
        let (n, r) = note("content/x.md", "+++\ntitle = 'x'\n\nText");
        assert_eq!(r[0], "the front matter that starts here does not end");
        assert!(!n.body.is_empty());
    }
}
