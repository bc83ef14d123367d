//! Raw HTML of a note in a file of many pages, where only its words stand: its ids would be those of other pages, its
//! addresses would lead elsewhere, and what it leaves open would take in the pages behind it.

/// The words of a block of raw HTML as a paragraph, without its tags, comments, scripts and styles; nothing where it
/// has none.
pub(super) fn words(html: &str) -> String {
    let lower = html.to_ascii_lowercase();
    let mut words = String::new();
    let mut at = 0;
    while let Some(open) = lower[at..].find('<').map(|n| at + n) {
        words.push_str(&html[at..open]);
        let tag = &lower[open + 1..];
        let length = if tag.starts_with("!--") {
            tag.find("-->").map(|n| n + 3)
        } else if is_named(tag, "script") {
            tag.find("</script")
        } else if is_named(tag, "style") {
            tag.find("</style")
        } else if tag.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
            tag.find('>').map(|n| n + 1)
        } else {
            words.push_str("&lt;");
            at = open + 1;
            continue;
        };
        // What a tag parted stays apart.
        words.push(' ');
        at = length.map_or(html.len(), |n| open + 1 + n);
    }
    words.push_str(&html[at..]);
    match words.trim() {
        "" => String::new(),
        words => format!("<p>{words}</p>"),
    }
}

/// What stands for a tag in running text: only the break of a line does.
pub(super) fn line_break(tag: &str) -> &'static str {
    if is_named(tag.to_ascii_lowercase().trim_start_matches('<'), "br") { "<br />" } else { "" }
}

/// Whether a tag in lower case, behind its `<`, has that whole name.
fn is_named(tag: &str, name: &str) -> bool {
    tag.strip_prefix(name).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_are_left_of_raw_html() {
        for (html, expect) in [
            ("<div id=\"x\"><p>One</p><p>two &amp; 3 < 4</p></div>\n", "<p>One  two &amp; 3 &lt; 4</p>"),
            ("<SCRIPT>if (a < b) {}</Script >after<!-- <b>no</b> --> all", "<p>after  all</p>"),
            ("<style>p {}", ""),
            ("<style-guide>kept</style-guide> <scripture>too", "<p>kept too</p>"),
            ("</div>", ""),
            ("<img src=\"a.png\"", ""),
            ("<", "<p>&lt;</p>"),
        ] {
            let words = words(html);
            let plain: Vec<&str> = words.split_whitespace().collect();
            let expect: Vec<&str> = expect.split_whitespace().collect();
            assert_eq!(plain, expect, "{html}");
        }
        assert_eq!(
            [line_break("<br>"), line_break("<BR/>"), line_break("<brx>"), line_break("</b>")],
            ["<br />", "<br />", "", ""]
        );
    }
}
