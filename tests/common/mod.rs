//! What several test files need: books made from strings, and a reader of the HTML they become.

#![allow(dead_code, reason = "each test file uses its own part of this")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

use std::collections::{BTreeMap, BTreeSet};

use briefbook::html::{Embedded, FindEmbed};
use briefbook::model::tree::ResolvedEmbed;
use briefbook::path::{OutPath, decode_percent};
use briefbook::report::print::{self, Texts};
use briefbook::report::{Checked, Diagnostic};
use briefbook::text::{Inputs, Outputs};
use briefbook::{CompileOptions, Compiled, compile, emit, formats, settle};
use scraper::{Html, Node};

/// Nothing to embed.
pub struct NoEmbeds;

impl FindEmbed for NoEmbeds {
    fn find_embed<'a>(&'a self, _: &'a ResolvedEmbed) -> Option<Embedded<'a>> {
        None
    }
}

/// A fenced block of a specification: the first word behind its fence, the rest of that line, its text, and where the
/// text stands.
pub struct Fence<'a> {
    pub kind: &'a str,
    pub path: &'a str,
    pub text: &'a str,
    pub start: usize,
}

/// The fenced blocks of a specification.
pub fn fences(spec: &str) -> Vec<Fence<'_>> {
    let mut found = Vec::new();
    let mut open: Option<(&str, &str, &str, usize)> = None;
    let mut at = 0;
    for line in spec.split_inclusive('\n') {
        let words = line.trim_end();
        let ticks = &words[..words.len() - words.trim_start_matches('`').len()];
        match open {
            Some((fence, kind, path, start)) if words == fence => {
                found.push(Fence { kind, path, text: &spec[start..at], start });
                open = None;
            }
            None if ticks.len() > 2 => {
                let (kind, path) = words[ticks.len()..].split_once(' ').unwrap_or((&words[ticks.len()..], ""));
                open = Some((ticks, kind, path, at + line.len()));
            }
            _ => {}
        }
        at += line.len();
    }
    assert!(open.is_none(), "a block is not closed: {spec}");
    found
}

/// A book compiled and written as a site.
pub struct Built {
    pub compiled: Compiled,
    pub outputs: Outputs,
    pub remarks: Vec<Diagnostic>,
}

pub fn build_inputs(inputs: &Inputs, drafts: bool) -> Built {
    let Checked { value: compiled, mut remarks } = compile(inputs, CompileOptions { drafts });
    let outputs = emit(&compiled, &formats::ALL[0]).into_value(&mut remarks);
    let remarks = settle(&compiled, remarks);
    Built { compiled, outputs, remarks }
}

/// A book from paths and texts, drafts left out.
pub fn build(files: &[(&str, &str)]) -> Built {
    build_inputs(&Inputs::of(files.iter().copied()), false)
}

impl Built {
    /// A file of the output as text.
    pub fn file(&self, path: &str) -> &str {
        let path = OutPath::new(path).unwrap();
        let Some(bytes) = self.outputs.files.get(&path) else {
            panic!("there is no {path}; there are {:#?}", self.paths());
        };
        std::str::from_utf8(bytes).unwrap()
    }

    pub fn has(&self, path: &str) -> bool {
        self.outputs.files.contains_key(&OutPath::new(path).unwrap())
    }

    pub fn paths(&self) -> Vec<&str> {
        self.outputs.files.keys().map(OutPath::as_str).collect()
    }

    /// The codes of all remarks, in reading order.
    pub fn codes(&self) -> Vec<&'static str> {
        self.remarks.iter().map(|r| r.code.id).collect()
    }

    /// Every remark in one line.
    pub fn messages(&self) -> Vec<String> {
        let texts: Texts = self.compiled.texts.iter().map(|(path, text)| (path, text.written())).collect();
        self.remarks.iter().map(|r| print::short(r, &texts)).collect()
    }

    /// Every HTML page of the output, read.
    pub fn pages(&self) -> BTreeMap<String, Page> {
        self.outputs
            .files
            .iter()
            .filter(|(path, _)| path.as_str().ends_with(".html"))
            .map(|(path, bytes)| (path.as_str().to_owned(), Page::read(std::str::from_utf8(bytes).unwrap())))
            .collect()
    }
}

/// What a test wants to know of an HTML page.
pub struct Page {
    /// What an HTML parser finds wrong with it.
    pub errors: Vec<String>,
    /// Every `id`, in the order of the page.
    pub ids: Vec<String>,
    /// Every attribute that holds an address: tag, attribute, value.
    pub addresses: Vec<(String, String, String)>,
    /// Every other attribute: tag, attribute, value.
    pub attributes: Vec<(String, String, String)>,
    /// The name of every element.
    pub elements: Vec<String>,
    /// Scripts and styles that stand in the page itself.
    pub inline_code: Vec<String>,
    /// Where relative addresses start from, if the page says so.
    pub base: Option<String>,
}

const ADDRESSES: [&str; 10] =
    ["href", "src", "cite", "action", "data", "poster", "srcset", "formaction", "ping", "xlink:href"];

impl Page {
    pub fn read(html: &str) -> Self {
        let document = Html::parse_document(html);
        let mut page = Self {
            errors: document.errors.iter().map(ToString::to_string).collect(),
            ids: Vec::new(),
            addresses: Vec::new(),
            attributes: Vec::new(),
            elements: Vec::new(),
            inline_code: Vec::new(),
            base: None,
        };
        for node in document.tree.nodes() {
            let Node::Element(element) = node.value() else { continue };
            let tag = element.name().to_owned();
            for (name, value) in element.attrs() {
                let row = (tag.clone(), name.to_owned(), value.to_owned());
                if name == "id" {
                    page.ids.push(value.to_owned());
                } else if tag == "base" && name == "href" {
                    page.base = Some(value.to_owned());
                } else if ADDRESSES.contains(&name) {
                    page.addresses.push(row);
                } else if tag == "meta" && name == "content" && element.attr("http-equiv") == Some("refresh") {
                    let url = value.split_once("url=").map_or("", |(_, url)| url);
                    page.addresses.push((tag.clone(), "refresh".to_owned(), url.to_owned()));
                } else {
                    page.attributes.push(row);
                }
            }
            if tag == "style" || tag == "script" && element.attr("src").is_none() {
                page.inline_code.push(tag.clone());
            }
            page.elements.push(tag);
        }
        page
    }

    /// The pages it links to by `<a href>`, as seen from its own path.
    pub fn links_from(&self, here: &str) -> BTreeSet<String> {
        let links = self.addresses.iter().filter(|(tag, attribute, _)| tag == "a" && attribute == "href");
        links.filter_map(|(_, _, url)| locate(here, url)).map(|(path, _)| path).collect()
    }
}

/// Whether an address leads away from the folder of the book, wherever that is.
pub fn leaves_the_book(url: &str) -> bool {
    let first = url.split(['/', '#', '?']).next().unwrap_or("");
    url.starts_with('/') || url.starts_with('\\') || first.contains(':')
}

/// The file and the fragment that a relative address leads to from the page at `here`; nothing when it
/// leads out of the book.
pub fn locate(here: &str, url: &str) -> Option<(String, Option<String>)> {
    if leaves_the_book(url) {
        return None;
    }
    let (path, fragment) = match url.split_once('#') {
        Some((path, fragment)) => (path, Some(decode_percent(fragment))),
        None => (url, None),
    };
    if path.is_empty() {
        return Some((here.to_owned(), fragment));
    }
    let mut parts: Vec<String> = here.split('/').map(str::to_owned).collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            ".." => {
                parts.pop()?;
            }
            "." => {}
            other => parts.push(decode_percent(other)),
        }
    }
    Some((parts.join("/"), fragment))
}

/// Everything that is wrong with the addresses, ids and markup of a site; empty for a good one. `may_leave`
/// says of a page and an address outside the book whether it is as it should be.
pub fn faults(built: &Built, may_leave: impl Fn(&str, &str) -> bool) -> Vec<String> {
    let pages = built.pages();
    let mut faults = Vec::new();
    for (path, page) in &pages {
        for error in &page.errors {
            faults.push(format!("{path}: not well formed: {error}"));
        }
        let mut seen = BTreeSet::new();
        for id in &page.ids {
            if !seen.insert(id) {
                faults.push(format!("{path}: the id {id:?} stands there twice"));
            }
            if id.is_empty() || id.contains(char::is_whitespace) {
                faults.push(format!("{path}: {id:?} is no id"));
            }
        }
        for (tag, attribute, url) in &page.addresses {
            if leaves_the_book(url) {
                if !may_leave(path, url) {
                    faults.push(format!("{path}: <{tag} {attribute}> leaves the book: {url}"));
                }
                continue;
            }
            match locate(path, url) {
                Some((file, _)) if !built.has_file(&file) => {
                    faults.push(format!("{path}: <{tag} {attribute}> leads to no file: {url}"));
                }
                Some((file, Some(fragment))) if !fragment.is_empty() => {
                    if pages.get(&file).is_none_or(|p| !p.ids.contains(&fragment)) {
                        faults.push(format!("{path}: <{tag} {attribute}> leads to no place: {url}"));
                    }
                }
                Some(_) => {}
                None => faults.push(format!("{path}: <{tag} {attribute}> leads out of the output folder: {url}")),
            }
        }
        for tag in &page.inline_code {
            faults.push(format!("{path}: there is a <{tag}> in the page"));
        }
        for (tag, attribute, value) in &page.attributes {
            if attribute == "style" || attribute.starts_with("on") {
                faults.push(format!("{path}: <{tag} {attribute}={value:?}>"));
            }
        }
    }
    faults
}

impl Built {
    fn has_file(&self, path: &str) -> bool {
        OutPath::new(path).is_ok_and(|p| self.outputs.files.contains_key(&p))
    }
}
