//! In whose voice a claim is known: `own` only where the holder wrote the source.

use std::collections::BTreeSet;

use super::Context;
use crate::model::note::Voice;
use crate::report::Diagnostic;
use crate::report::faults::ClaimVoice;
use crate::script;

/// What is to be said of a claim in its holder's own voice whose holder did not write the source. The
/// holder's title and labels are compared with the source's authors, or its publisher where it has none.
pub fn remark(voice: Voice, holder: &str, source: &str, context: &Context) -> Option<Diagnostic> {
    let entry = context.catalog.pages.get(holder).filter(|_| voice == Voice::Own)?;
    let source = context.checker.corpus.source(source)?;
    let meta = &source.meta;
    let writers: Vec<&str> = match meta.author.as_slice() {
        [] => meta.publisher.iter().map(String::as_str).collect(),
        authors => authors.iter().map(String::as_str).collect(),
    };
    let written: Vec<BTreeSet<String>> = writers.iter().map(|w| name_words(w)).collect();
    let names = std::iter::once(&entry.title).chain(&entry.labels);
    if names.map(|n| name_words(n)).any(|name| !name.is_empty() && written.contains(&name)) {
        return None;
    }
    Some(Diagnostic::of(ClaimVoice {
        holder: holder.to_string(),
        name: entry.title.clone(),
        source: source.id.to_string(),
        writers: writers.into_iter().map(str::to_owned).collect(),
    }))
}

/// A name as names are compared: its words in small letters, whatever their order and what stands between
/// them, so that «GENG, Zhao» is «Zhao Geng».
fn name_words(name: &str) -> BTreeSet<String> {
    name.split(|c: char| !script::in_word(c)).filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_as_sets_of_words() {
        for (a, b) in [
            ("Zhao GENG", "Geng Zhao"),
            ("GENG, Zhao", "Zhao Geng"),
            ("J.R.R. Tolkien", "Tolkien, J. R. R."),
            ("耿昭", "耿昭"),
        ] {
            assert_eq!(name_words(a), name_words(b));
        }
        assert_ne!(name_words("Zhao GENG"), name_words("Zhao"));
    }
}
