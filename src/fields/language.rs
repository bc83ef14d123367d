//! The shape of language tags.

/// Whether a text has the shape of a BCP 47 tag (RFC 5646, 2.1). A language is two or three letters: the standard
/// keeps longer ones free, and none is registered, but people write `English`.
pub fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split('-').peekable();
    let letters = |part: &str| part.chars().all(|c| c.is_ascii_alphabetic());
    let Some(first) = parts.next() else { return false };
    if !tag.split('-').all(|p| (1..=8).contains(&p.len()) && p.chars().all(|c| c.is_ascii_alphanumeric())) {
        return false;
    }
    if matches!(first, "x" | "X" | "i" | "I") {
        return parts.peek().is_some();
    }
    if !(2..=3).contains(&first.len()) || !letters(first) {
        return false;
    }
    let mut extended = 0;
    while extended < 3 && parts.next_if(|p| p.len() == 3 && letters(p)).is_some() {
        extended += 1;
    }
    parts.next_if(|p| p.len() == 4 && letters(p));
    parts.next_if(|p| p.len() == 2 && letters(p) || p.len() == 3 && p.chars().all(|c| c.is_ascii_digit()));
    while parts.next_if(|p| p.len() > 4 || p.len() == 4 && p.starts_with(|c: char| c.is_ascii_digit())).is_some() {}
    // What follows a single letter is an extension of its own shape.
    parts.peek().is_none_or(|p| p.len() == 1) && tag.rsplit('-').next().is_some_and(|p| p.len() > 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_languages_are_told_by_their_shape() {
        for good in [
            "en",
            "de-CH",
            "zh-Hans",
            "zh-Hant-HK",
            "sl-rozaj-biske",
            "es-419",
            "de-1996",
            "en-u-ca-iso8601",
            "x-own",
            "gsw",
            "zh-yue",
        ] {
            assert!(is_language_tag(good), "{good}");
        }
        for bad in
            ["", "English", "en_US", "e", "en-", "-en", "en--US", "zh Hans", "en-US-x", "网", "en-Latn-Latn", "1n"]
        {
            assert!(!is_language_tag(bad), "{bad}");
        }
    }
}
