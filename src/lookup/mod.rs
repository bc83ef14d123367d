//! The book as data for the scripts of its pages: what search finds and what previews show. Pages opened
//! from disk may load scripts and nothing else, so each file is a script that calls
//! `briefbook.register(name, data)`. What the book may not show is not in it.

mod excerpt;
mod plain;
mod preview;
mod search;

use serde::Serialize;

use crate::book::Book;
use crate::path::OutPath;

/// How many bytes of data a file holds at most, if it holds more than one thing.
const MOST_BYTES: usize = 300_000;

/// Every script of data, with its place in the output.
pub fn files(book: &Book) -> Vec<(OutPath, String)> {
    let mut files = search::files(book);
    files.extend(preview::files(book));
    files.into_iter().filter_map(|(name, text)| Some((OutPath::new(format!("assets/{name}.js")).ok()?, text))).collect()
}

/// A script that registers some data under its own name, which is its place under `assets/` without `.js`.
fn script(name: &str, data: &impl Serialize) -> (String, String) {
    let data = serde_json::to_string(data).expect("the book is plain data");
    let shown = serde_json::to_string(name).expect("a name is plain data");
    (name.to_owned(), safe(&format!("briefbook.register({shown}, {data});\n")))
}

/// JSON as any script may hold it: neither the end of a script element nor what older browsers take for the
/// end of a line stands in it.
fn safe(json: &str) -> String {
    json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_cannot_end_its_script_nor_its_line() {
        let (name, text) = script("search/text-1", &["</script><!-- \u{2028}\n\"\\"]);
        assert_eq!(name, "search/text-1");
        assert_eq!(
            text,
            "briefbook.register(\"search/text-1\", [\"\\u003c/script>\\u003c!-- \\u2028\\n\\\"\\\\\"]);\n"
        );
    }
}
