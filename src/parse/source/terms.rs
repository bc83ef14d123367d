//! Under what terms a text stands, and who publishes it.

use super::blocks::Draft;
use super::facts::Facts;
use super::phrases;
use crate::model::source::Meta;

/// The licence a text states, as an SPDX id where it is a Creative Commons one.
pub(super) fn licence_id(text: &str) -> Option<String> {
    let low = text.to_lowercase().replace(['‑', '–'], "-");
    let named = low.contains("creative commons")
        && (low.contains("attribution")
            || low.contains("namensnennung")
            || low.contains("licen")
            || low.contains("cc"))
        || low.contains("cc by")
        || low.contains("cc-by")
        || low.contains("creativecommons.org/licenses/");
    if !named {
        return None;
    }
    if low.contains("cc0") || low.contains("publicdomain/zero") {
        return Some("CC0-1.0".to_owned());
    }
    let has = |words: &[&str]| words.iter().any(|w| low.contains(w));
    let by = has(&["attribution", "cc by", "cc-by", "licenses/by", "namensnennung", "署名"]);
    if !by {
        return None;
    }
    let mut id = String::from("CC-BY");
    if has(&["noncommercial", "non-commercial", "by-nc", "nicht-kommerziell", "nicht kommerziell"]) {
        id += "-NC";
    }
    if has(&["noderiv", "no-deriv", "no deriv", "-nd", "keine bearbeitung"]) {
        id += "-ND";
    } else if has(&["sharealike", "share-alike", "share alike", "-sa"]) {
        id += "-SA";
    }
    let version = ["4.0", "3.0", "2.5", "2.0", "1.0"].into_iter().find(|v| low.contains(v)).unwrap_or("4.0");
    if !low.contains(version) {
        return Some(id);
    }
    Some(format!("{id}-{version}"))
}

/// Publisher and publication, from the copyright line and from what the site says of itself.
pub(super) fn publisher(drafts: &[Draft], facts: &[Facts], meta: &mut Meta) {
    let holder =
        drafts.iter().zip(facts).rev().filter(|(_, f)| f.weight < 160).find_map(|(d, _)| copyright_holder(&d.text));
    let Some(holder) = holder else { return };
    // Taken only when the page says the name elsewhere too.
    let said = drafts.iter().filter(|d| d.text.contains(holder.as_str())).count() >= 2;
    if !said {
        return;
    }
    let mut owner = None;
    for d in
        drafts.iter().filter(|d| d.text.starts_with(holder.as_str()) || d.text.starts_with(&format!("The {holder}")))
    {
        let rest = &d.text[d.text.find(holder.as_str()).unwrap_or(0) + holder.len()..];
        let periodical = |i: &usize| phrases::PERIODICALS.iter().any(|p| rest[..*i].to_lowercase().ends_with(p));
        if (rest.starts_with(" is the ") || rest.starts_with(" is a "))
            && let Some(of) = rest.find(" of the ").filter(periodical)
        {
            let name = rest[of + 8..].split([',', '.', ';']).next().unwrap_or("").trim();
            if name.chars().next().is_some_and(char::is_uppercase) {
                owner = Some(name.to_owned());
            }
        }
    }
    match owner {
        Some(owner) => {
            meta.publisher = Some(owner);
            meta.container_title.get_or_insert(holder);
        }
        None => meta.publisher = Some(holder),
    }
}

/// Who holds the copyright, from a line such as «© 2024 Name. All rights reserved».
fn copyright_holder(text: &str) -> Option<String> {
    let low = text.to_lowercase();
    if !(low.starts_with('©') || low.starts_with("copyright") || low.starts_with("(c) ")) {
        return None;
    }
    let rest = text.trim_start_matches(|c: char| c == '©' || c.is_whitespace());
    let rest =
        rest.strip_prefix("Copyright").or(rest.strip_prefix("copyright")).or(rest.strip_prefix("(c)")).unwrap_or(rest);
    let rest = rest.trim_start_matches(|c: char| {
        c == '©' || c.is_whitespace() || c.is_ascii_digit() || matches!(c, '-' | '–' | ',' | '|' | '.' | ':')
    });
    let rest = rest.strip_prefix("by ").unwrap_or(rest);
    let end = rest.find(['.', '|', '·', ',', '•', '–', ';', '(']).unwrap_or(rest.len());
    let name = rest[..end].trim();
    let name = name.split(" All rights").next().unwrap_or(name).split(" Alle Rechte").next().unwrap_or(name).trim();
    let words = name.split(' ').count();
    (!name.is_empty() && words <= 8 && name.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_ascii()))
        .then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn licences_become_spdx_ids() {
        assert_eq!(
            licence_id(
                "under the Creative Commons Attribution-NonCommercial-NoDerivatives 4.0 International Public License"
            )
            .as_deref(),
            Some("CC-BY-NC-ND-4.0")
        );
        assert_eq!(licence_id("CC BY-SA 3.0").as_deref(), Some("CC-BY-SA-3.0"));
        assert_eq!(licence_id("All rights reserved"), None);
    }

    #[test]
    fn copyright_lines_name_their_holder() {
        assert_eq!(
            copyright_holder("© 2024 Example Society. All rights reserved.").as_deref(),
            Some("Example Society")
        );
        assert_eq!(copyright_holder("© 2024"), None);
    }
}
