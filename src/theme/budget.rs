//! What a page may cost a template of the book's own. Tera bounds no loop, and a theme may come from elsewhere: three
//! loops of some thousands within each other would never end.
//!
//! What repeats is counted: each turn of a loop or of a list comprehension, each component and each include. Tera has no
//! place to count at, so calls of a function are put into the text of the templates before they are read, and what Tera
//! says of places is led back to the text as it was written. No clock is asked: a page that is within its budget is so on
//! every machine.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io;

use tera::{Kwargs, State, Tera, TeraResult, Value};

use super::tags;
use crate::text::Span;

/// So many turns a page may have, however little it shows: those of the longest `range` and as many again.
pub(super) const LEAST_TURNS: u64 = 200_000;
/// So many more it may have for each value of its view.
pub(super) const TURNS_FOR_A_VALUE: u64 = 20;
/// So many bytes a page may have.
pub(super) const MOST_BYTES: usize = 256_000_000;

/// The functions that count: one that is written and shows nothing, and one that is asked and is true.
const WRITTEN: &str = "__turn";
const ASKED: &str = "__turned";

/// Something that repeats, in the text of a template.
pub(super) struct Place {
    /// The name of the template.
    pub template: String,
    /// The tag, or the brackets of a comprehension.
    pub span: Span,
}

/// Templates with calls put in that count.
#[derive(Default)]
pub(super) struct Counting {
    /// What repeats, by the number that the calls give.
    places: Vec<Place>,
    /// The texts, by the names of the templates.
    texts: BTreeMap<String, Counted>,
}

/// A text with calls put in.
struct Counted {
    text: String,
    /// Where in the text as it was each was put in, and how long it is; in their order.
    calls: Vec<(usize, usize)>,
}

thread_local! {
    /// What the page that this thread renders has had so far: the turns that are left, and those of each place.
    static SPENT: RefCell<(u64, Vec<u64>)> = const { RefCell::new((0, Vec::new())) };
}

/// Makes the functions that count known to an engine.
pub(super) fn register(tera: &mut Tera) {
    tera.register_function(WRITTEN, |kwargs: Kwargs, _: &State| turn(&kwargs).map(|()| Value::safe_string("")));
    tera.register_function(ASKED, |kwargs: Kwargs, _: &State| turn(&kwargs).map(|()| true));
}

/// Counts one turn.
fn turn(kwargs: &Kwargs) -> TeraResult<()> {
    let at = kwargs.must_get::<u64>("at")? as usize;
    SPENT.with_borrow_mut(|(left, turns)| {
        if let Some(turns) = turns.get_mut(at) {
            *turns += 1;
        }
        *left = left.saturating_sub(1);
        if *left == 0 { Err(tera::Error::message("the page has had its turns")) } else { Ok(()) }
    })
}

impl Counting {
    /// Puts the calls into templates, which are given by name.
    pub(super) fn of<'a>(templates: impl Iterator<Item = (String, &'a str)>) -> Self {
        let mut counting = Self::default();
        for (name, text) in templates {
            let counted = counted(&name, text, &mut counting.places);
            counting.texts.insert(name, counted);
        }
        counting
    }

    /// The texts with the calls in them, by name.
    pub(super) fn templates(&self) -> impl Iterator<Item = (String, &str)> {
        self.texts.iter().map(|(name, counted)| (name.clone(), counted.text.as_str()))
    }

    /// Begins a page whose view has so many values.
    pub(super) fn begin(&self, values: u64) {
        let turns = LEAST_TURNS + values * TURNS_FOR_A_VALUE;
        SPENT.set((turns, vec![0; self.places.len()]));
    }

    /// Whether the page has had all its turns.
    pub(super) fn is_spent(&self) -> bool {
        SPENT.with_borrow(|(left, _)| *left == 0)
    }

    /// What repeated most on the page, among the templates of which `wanted` is true where any of these did.
    pub(super) fn most(&self, wanted: impl Fn(&str) -> bool) -> Option<&Place> {
        SPENT.with_borrow(|(_, turns)| {
            // Of two that are equal the inner one, which stands behind the outer.
            let most = self.places.iter().zip(turns).filter(|(_, turns)| **turns > 0);
            most.max_by_key(|(place, turns)| (wanted(&place.template), **turns)).map(|(place, _)| place)
        })
    }

    /// A stretch of a template's text with calls in it, in the text as it was written.
    pub(super) fn written(&self, template: &str, span: Span) -> Span {
        let Some(counted) = self.texts.get(template) else { return span };
        let place = |at: usize| {
            let mut put_in = 0;
            for (before, long) in &counted.calls {
                if before + put_in >= at {
                    break;
                }
                put_in += (*long).min(at - before - put_in);
            }
            at - put_in
        };
        Span::new(place(span.start), place(span.end))
    }
}

/// How many values there are in one, itself among them.
pub(super) fn values(value: &Value) -> u64 {
    let inside = match (value.as_map(), value.as_array()) {
        (Some(map), _) => map.iter().map(|(_, value)| values(value)).sum(),
        (None, Some(list)) => list.iter().map(values).sum(),
        (None, None) => 0,
    };
    inside + 1
}

/// A page as it is written; it takes no more than [`MOST_BYTES`].
#[derive(Default)]
pub(super) struct Bounded {
    /// What was written.
    pub bytes: Vec<u8>,
    /// Whether there was too much of it.
    pub is_full: bool,
}

impl io::Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > MOST_BYTES {
            self.is_full = true;
            return Err(io::Error::other("the page is too long"));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Puts calls into a template. What is no template that can be read comes out as one that cannot.
fn counted(name: &str, text: &str, places: &mut Vec<Place>) -> Counted {
    let mut calls: Vec<(usize, String)> = Vec::new();
    let mut place = |span: Span| {
        places.push(Place { template: name.to_owned(), span });
        places.len() - 1
    };
    for tag in tags::all(text) {
        // What trims the white space beside a tag trims it beside the call too.
        match tag.word {
            "for" | "component" => {
                let dash = if text[tag.span.range()].ends_with("-%}") { "-" } else { "" };
                calls.push((tag.span.end, format!("{{{{ {WRITTEN}(at={}) {dash}}}}}", place(tag.span))));
            }
            "include" => {
                let dash = if text[tag.span.range()].starts_with("{%-") { "-" } else { "" };
                calls.push((tag.span.start, format!("{{{{{dash} {WRITTEN}(at={}) }}}}", place(tag.span))));
            }
            _ => {}
        }
        for list in tag.comprehensions {
            let end = list.span.end - 1;
            let asked = format!("{ASKED}(at={})", place(list.span));
            match list.condition {
                Some(condition) => {
                    calls.push((condition, format!(" {asked} and (")));
                    calls.push((end, ")".to_owned()));
                }
                None => calls.push((end, format!(" if {asked}"))),
            }
        }
    }
    calls.sort_by_key(|(at, _)| *at);
    let mut out = String::with_capacity(text.len() + calls.len() * 24);
    let mut done = 0;
    for (at, call) in &calls {
        out.push_str(&text[done..*at]);
        out.push_str(call);
        done = *at;
    }
    out.push_str(&text[done..]);
    Counted { text: out, calls: calls.into_iter().map(|(at, call)| (at, call.len())).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_calls(text: &str) -> String {
        counted("x", text, &mut Vec::new()).text
    }

    #[test]
    fn calls_stand_where_something_repeats_and_nowhere_else() {
        for (text, expected) in [
            ("{% for x in y %}a{% endfor %}", "{% for x in y %}{{ __turn(at=0) }}a{% endfor %}"),
            ("{%- for x in y -%} a {%- endfor %}", "{%- for x in y -%}{{ __turn(at=0) -}} a {%- endfor %}"),
            ("a {%- include 'b' -%} c", "a {{- __turn(at=0) }}{%- include 'b' -%} c"),
            ("{{ [x for x in y] }}", "{{ [x for x in y if __turned(at=0)] }}"),
            ("{{ [x for x in y if x or z] }}", "{{ [x for x in y if __turned(at=0) and ( x or z)] }}"),
            (
                "{{ [[a for a in b] for b in c if d[0]] | f(g=[1]) }}",
                "{{ [[a for a in b if __turned(at=0)] for b in c if __turned(at=1) and ( d[0])] | f(g=[1]) }}",
            ),
            ("{% if [x for x in y] %}{% endif %}", "{% if [x for x in y if __turned(at=0)] %}{% endif %}"),
            (
                "{# {% for x in y %} #}{% raw %}{% for x in y %}{% endraw %}",
                "{# {% for x in y %} #}{% raw %}{% for x in y %}{% endraw %}",
            ),
            (
                "{{ \"%} [x for x in y]\" }}{{ x.for }}{% set format = [1] %}",
                "{{ \"%} [x for x in y]\" }}{{ x.for }}{% set format = [1] %}",
            ),
            ("{% for x in", "{% for x in"),
            ("{{ \"open", "{{ \"open"),
        ] {
            assert_eq!(with_calls(text), expected);
        }
    }

    #[test]
    fn places_lead_back_to_the_text_as_it_was() {
        let text = "{% for é in y %}{{ é }}{% for b in c -%} {{ wrong }}{% endfor %}{% endfor %}{{ last }}";
        let counting = Counting::of([("x".to_owned(), text)].into_iter());
        let now = &counting.texts["x"].text;
        for word in ["{{ é }}", "wrong", "last", "{% for é in y %}"] {
            let span = |text: &str| text.find(word).map(|at| Span::new(at, at + word.len())).unwrap();
            assert_eq!(counting.written("x", span(now)), span(text), "{word}");
        }
        let inside = now.find("turn").unwrap();
        assert_eq!(counting.written("x", Span::new(inside, inside + 4)), Span::new(17, 17));
        assert_eq!(counting.written("y", Span::new(3, 4)), Span::new(3, 4));
    }

    #[test]
    fn the_default_theme_says_the_same_with_calls_as_without() {
        use super::super::Default;
        for name in Default::iter().filter(|name| name.ends_with(".html")) {
            let text = String::from_utf8(Default::get(&name).unwrap().data.to_vec()).unwrap();
            let (with, tags) = (with_calls(&text), text.matches("{% for ").count() + text.matches("{%- for ").count());
            assert_eq!(
                with.matches(WRITTEN).count(),
                tags + text.matches("% component").count()
                    + text.matches("- component").count()
                    + text.matches("% include").count(),
                "{name}"
            );
        }
    }
}
