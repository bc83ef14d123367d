//! YAML to [`Value`]s with places, and what can be read of it when it is broken.

use saphyr::{LoadableYamlNode, MarkedYaml, Scalar, YamlData};

use super::{Data, Key, Value};
use crate::path::SitePath;
use crate::report::Checked;
use crate::report::faults::{BadValue, Excess, FieldFaults};
use crate::text::Span;

/// Parses YAML that stands at byte `offset` of the file `path`; its faults are told as `faults` has it.
pub fn yaml(path: &SitePath, text: &str, offset: usize, faults: &FieldFaults) -> Checked<Value> {
    // The YAML scanner counts characters; spans count bytes.
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let at = |index: usize| bytes.get(index).copied().unwrap_or(text.len()) + offset;
    let empty = Value { span: Span::new(offset, offset), data: Data::Table(Vec::new()) };
    let bad = |fault, span| vec![(faults.bad)(fault).at(path, span)];
    if let Some((index, excess)) = excessive(text, MOST_ALIASES) {
        return Checked::new(empty, bad(BadValue::Excessive { excess }, Span::new(at(index), at(index))));
    }
    match MarkedYaml::load_from_str(text) {
        Ok(documents) => match documents.into_iter().next() {
            None => Checked::clean(empty),
            Some(first) => {
                let value = from_yaml(&first, &at);
                match &value.data {
                    Data::Table(_) => Checked::clean(value),
                    Data::Null => Checked::clean(empty),
                    other => Checked::new(empty, bad(BadValue::NotKeys { is: other.shape() }, value.span)),
                }
            }
        },
        Err(error) => {
            let spot = at(error.marker().index());
            let remarks = bad(BadValue::NotYaml { parser: error.info().to_owned() }, Span::new(spot, spot));
            Checked::new(Value { data: Data::Table(salvage(text, offset)), ..empty }, remarks)
        }
    }
}

/// What can be read of broken YAML: each key at its outermost level, with the lines up to the next, is read by
/// itself, so that one fault does not cost the rest.
fn salvage(text: &str, offset: usize) -> Vec<(Key, Value)> {
    let mut starts: Vec<usize> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with(|c: char| !c.is_whitespace() && !matches!(c, '-' | '#' | ']' | '}')) {
            starts.push(at);
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let mut entries: Vec<(Key, Value)> = Vec::new();
    for (start, end) in starts.iter().copied().zip(ends) {
        let part = &text[start..end];
        let bytes: Vec<usize> = part.char_indices().map(|(at, _)| at).chain([part.len()]).collect();
        let at = |index: usize| bytes.get(index).copied().unwrap_or(part.len()) + start + offset;
        if excessive(part, MOST_ALIASES).is_none()
            && let Ok(documents) = MarkedYaml::load_from_str(part)
            && let Some(first) = documents.first()
            && let Data::Table(table) = from_yaml(first, &at).data
        {
            entries.extend(table);
        }
    }
    entries
}

/// Deeper YAML than this, or more references to anchors, is not read: it could exhaust stack or memory.
const DEEPEST: usize = 48;
const MOST_ALIASES: usize = 16;
/// More brackets than this are not open at once even where they are words.
const MOST_OPEN: usize = 1_000;

/// Where YAML goes beyond what a note or a bibliography can mean, by its character, and how. Only the stream of events
/// is looked at, which needs no memory for depth.
pub fn excessive(text: &str, most_aliases: usize) -> Option<(usize, Excess)> {
    use saphyr_parser::{Event, Parser};
    // The scanner looks at all open brackets again for each sign behind them, before it gives any event.
    let mut open = 0usize;
    for (index, c) in text.chars().enumerate() {
        match c {
            '[' | '{' => open += 1,
            ']' | '}' => open = open.saturating_sub(1),
            _ => {}
        }
        if open > MOST_OPEN {
            return Some((index, Excess::Depth));
        }
    }
    let (mut depth, mut aliases) = (0usize, 0usize);
    for event in Parser::new_from_str(text) {
        let Ok((event, span)) = event else { break };
        match event {
            Event::SequenceStart(..) | Event::MappingStart(..) => depth += 1,
            Event::SequenceEnd | Event::MappingEnd => depth = depth.saturating_sub(1),
            Event::Alias(..) => aliases += 1,
            _ => {}
        }
        if depth > DEEPEST {
            return Some((span.start.index(), Excess::Depth));
        }
        if aliases > most_aliases {
            return Some((span.start.index(), Excess::Aliases));
        }
    }
    None
}

fn from_yaml(node: &MarkedYaml, at: &dyn Fn(usize) -> usize) -> Value {
    let span = Span::new(at(node.span.start.index()), at(node.span.end.index()));
    let data = match &node.data {
        YamlData::Value(scalar) => match scalar {
            Scalar::Null => Data::Null,
            Scalar::Boolean(b) => Data::Bool(*b),
            Scalar::Integer(i) => Data::Integer(*i),
            Scalar::FloatingPoint(f) => Data::Float(f.to_string()),
            Scalar::String(s) => Data::string(s),
        },
        YamlData::Representation(s, ..) => Data::string(s),
        YamlData::Sequence(list) => Data::List(list.iter().map(|v| from_yaml(v, at)).collect()),
        YamlData::Mapping(map) => Data::Table(
            map.iter()
                .map(|(k, v)| {
                    let key = from_yaml(k, at);
                    let name = match key.data {
                        Data::String(s) => s,
                        Data::Integer(n) => n.to_string(),
                        Data::Bool(b) => b.to_string(),
                        _ => String::new(),
                    };
                    (Key { name, span: key.span }, from_yaml(v, at))
                })
                .collect(),
        ),
        YamlData::Tagged(_, inner) => return from_yaml(inner, at),
        YamlData::Alias(_) | YamlData::BadValue => Data::Null,
    };
    Value { span, data }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::faults::NOTE_FIELDS;

    fn path() -> SitePath {
        SitePath::new("content/a.md").unwrap()
    }

    #[test]
    fn broken_yaml_still_gives_its_other_keys() {
        let text = "title: \"A\ntags:\n  - x\nsummary: one: two\naliases: [网, b]\n";
        let y = yaml(&path(), text, 4, &NOTE_FIELDS);
        assert_eq!(y.remarks.len(), 1);
        let Data::Table(entries) = y.value.data else { panic!() };
        assert_eq!(entries.iter().map(|(k, _)| k.name.as_str()).collect::<Vec<_>>(), ["tags", "aliases"]);
        let span = entries[1].1.span;
        assert!(text[span.start - 4..].starts_with("[网"), "{span:?}");
    }

    #[test]
    fn yaml_without_end_is_remarked_and_not_read() {
        for hostile in [
            format!("a:\n  {}x", "- ".repeat(10_000)),
            format!("{}x", "? ".repeat(12_000)),
            format!("a: {}", "[".repeat(100_000)),
            format!("a: &a x\ntags: [{}]", "*a, ".repeat(1_000)),
        ] {
            let checked = yaml(&path(), &hostile, 0, &NOTE_FIELDS);
            assert_eq!(checked.remarks.len(), 1);
        }
    }

    #[test]
    fn spans_count_bytes_from_the_start_of_the_file() {
        let text = "title: 网络\ntag: 主\n";
        let y = yaml(&path(), text, 4, &NOTE_FIELDS);
        let Data::Table(entries) = y.value.data else { panic!() };
        let (key, value) = &entries[1];
        assert_eq!(&text[key.span.start - 4..key.span.end - 4], "tag");
        assert_eq!(&text[value.span.start - 4..value.span.end - 4], "主");
    }
}
