//! A source as a work: what its record and its text say of it, in CSL's terms. Nothing is guessed but what part
//! of a name is the family's.

use crate::catalog::family_name;
use crate::model::edtf::Edtf;
use crate::model::source::Source;
use crate::model::work::{Name, Work};

/// The work that a source is.
pub fn work(source: &Source) -> Work {
    let meta = &source.meta;
    let mut work = Work { key: source.id.clone(), held: true, ..Work::default() };
    work.set("title", meta.title.clone().unwrap_or_else(|| source.id.clone()));
    for (name, text) in [
        ("publisher", &meta.publisher),
        ("container-title", &meta.container_title),
        ("URL", &meta.url),
        ("language", &meta.language),
        ("license", &meta.licence),
    ] {
        work.set(name, text.clone().unwrap_or_default());
    }
    for (name, text) in &meta.variables {
        work.set(name, text.clone());
    }
    work.set("keyword", meta.keywords.join(", "));
    let authors: Vec<Name> = meta.author.iter().map(|n| name(n)).collect();
    if !authors.is_empty() {
        work.names.insert("author".to_owned(), authors);
    }
    for (name, date) in [("issued", &meta.issued), ("accessed", &meta.accessed)] {
        if let Some(date) = date.as_ref().filter(|d| Edtf::parse(d).is_ok()) {
            work.dates.insert(name.to_owned(), date.clone());
        }
    }
    work.kind = kind(meta.kind.as_deref().unwrap_or_default(), &work).to_owned();
    // What a paper or a magazine publishes stands in it.
    if work.kind.starts_with("article-") && !work.words.contains_key("container-title") {
        let publisher = work.words.remove("publisher");
        work.set("container-title", publisher.unwrap_or_default());
    }
    if matches!(work.kind.as_str(), "speech" | "event") {
        work.set("event-place", meta.place.clone().unwrap_or_default());
    }
    work
}

/// CSL's name for a kind of text. A record may use CSL's names themselves.
fn kind(kind: &str, work: &Work) -> &'static str {
    const OWN: [&str; 29] = [
        "article-journal",
        "article-magazine",
        "article-newspaper",
        "bill",
        "book",
        "broadcast",
        "chapter",
        "dataset",
        "document",
        "entry-encyclopedia",
        "hearing",
        "interview",
        "legal_case",
        "legislation",
        "manuscript",
        "motion_picture",
        "pamphlet",
        "paper-conference",
        "personal_communication",
        "post",
        "post-weblog",
        "regulation",
        "report",
        "review",
        "speech",
        "standard",
        "thesis",
        "treaty",
        "webpage",
    ];
    let kind = kind.trim().to_lowercase().replace(' ', "-");
    let within = work.words.contains_key("container-title");
    let in_journal = within && ["volume", "issue", "page"].iter().any(|name| work.words.contains_key(*name));
    match kind.as_str() {
        "article" | "essay" | "review" if in_journal => "article-journal",
        "article" | "essay" | "analysis" | "commentary" | "review" if within => "article-magazine",
        // What CSL calls an article is a preprint.
        "article" | "essay" | "analysis" | "commentary" => "webpage",
        "preprint" => "article",
        "paper" if within => "article-journal",
        "op-ed" | "news" | "editorial" | "news-article" => "article-newspaper",
        "paper" | "white-paper" | "study" | "brief" | "policy-brief" | "working-paper" => "report",
        "blog-post" | "blog" => "post-weblog",
        "law" | "act" | "statute" => "legislation",
        "agreement" | "convention" => "treaty",
        "address" | "remarks" | "statement" | "testimony" => "speech",
        "transcript" => "interview",
        other => match OWN.iter().find(|k| **k == other) {
            Some(own) => own,
            None if work.words.contains_key("URL") => "webpage",
            None if within => "article-magazine",
            None => "document",
        },
    }
}

/// A name as printed, taken apart: what [`family_name`] finds, what stands before it, and the rest. Names of
/// bodies, names in braces, and names written without spaces stay whole.
pub fn name(printed: &str) -> Name {
    let printed = printed.trim();
    if let Some(whole) = printed.strip_prefix('{').and_then(|p| p.strip_suffix('}')) {
        return Name::Body(whole.trim_matches(['{', '}']).to_owned());
    }
    let (mut rest, mut suffix) = (printed, String::new());
    for end in [", Jr.", " Jr.", ", Sr.", " Sr.", " Jr", " Sr", " III", " II", " IV"] {
        if let Some(before) = rest.strip_suffix(end) {
            suffix = end.trim_start_matches([',', ' ']).to_owned();
            rest = before;
            break;
        }
    }
    if is_body(rest) {
        return Name::Body(printed.to_owned());
    }
    let (mut family, given) = match rest.split_once(',') {
        Some((family, given)) => (family.trim().to_owned(), given.trim().to_owned()),
        None => {
            let family = family_name(rest);
            let words: Vec<&str> = rest.split_whitespace().collect();
            // The family's name may stand anywhere: «GENG Zhao», «Zhao GENG».
            let at = words.iter().rposition(|w| w.to_lowercase() == family.to_lowercase());
            let given: Vec<&str> = words.iter().enumerate().filter(|(n, _)| Some(*n) != at).map(|(_, w)| *w).collect();
            (family, given.join(" "))
        }
    };
    if given.is_empty() {
        return Name::Body(printed.to_owned());
    }
    // Small words right before the family's name belong to it: «Jan van der Berg».
    let mut given: Vec<&str> = given.split(' ').collect();
    let mut particle: Vec<&str> = Vec::new();
    while given.len() > 1 && given.last().is_some_and(|w| w.chars().all(char::is_lowercase)) {
        particle.insert(0, given.pop().unwrap_or_default());
    }
    let mut words: Vec<&str> = family.split(' ').collect();
    while words.len() > 1 && words[0].chars().all(char::is_lowercase) {
        particle.push(words.remove(0));
    }
    let particle = particle.join(" ");
    family = words.join(" ");
    Name::Person { family, given: given.join(" "), particle, suffix }
}

/// Whether a name is that of a body rather than of a person.
fn is_body(name: &str) -> bool {
    const WORDS: [&str; 62] = [
        "academy",
        "administration",
        "agency",
        "alliance",
        "assembly",
        "association",
        "authority",
        "bank",
        "board",
        "bureau",
        "center",
        "centre",
        "chamber",
        "college",
        "command",
        "commission",
        "committee",
        "company",
        "conference",
        "congress",
        "consortium",
        "consulate",
        "corporation",
        "council",
        "court",
        "department",
        "directorate",
        "embassy",
        "experts",
        "federation",
        "forum",
        "foundation",
        "fund",
        "government",
        "group",
        "house",
        "inc.",
        "initiative",
        "institute",
        "institution",
        "international",
        "laboratory",
        "league",
        "ltd",
        "ministry",
        "nations",
        "network",
        "office",
        "organisation",
        "organization",
        "parliament",
        "party",
        "press",
        "project",
        "secretariat",
        "senate",
        "service",
        "society",
        "staff",
        "union",
        "university",
        "agence",
    ];
    let words: Vec<String> = name.split_whitespace().map(|w| w.trim_matches([',', '(', ')']).to_lowercase()).collect();
    let joins = ["of", "for", "on", "the", "and", "&", "des", "für", "pour"];
    words.len() < 2
        || words.len() > 6
        || name.chars().any(|c| c.is_ascii_digit())
        || words.iter().any(|w| joins.contains(&w.as_str()) || WORDS.contains(&w.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_as_printed_are_taken_apart() {
        let person = |family: &str, given: &str, particle: &str, suffix: &str| Name::Person {
            family: family.into(),
            given: given.into(),
            particle: particle.into(),
            suffix: suffix.into(),
        };
        for (printed, expect) in [
            ("Zhao GENG", person("Geng", "Zhao", "", "")),
            ("GENG Zhao", person("Geng", "Zhao", "", "")),
            ("Graham Webster", person("Webster", "Graham", "", "")),
            ("Webster, Graham", person("Webster", "Graham", "", "")),
            ("J. R. R. Tolkien", person("Tolkien", "J. R. R.", "", "")),
            ("Jan van der Berg", person("Berg", "Jan", "van der", "")),
            ("van der Berg, Jan", person("Berg", "Jan", "van der", "")),
            ("Joseph S. Nye Jr.", person("Nye", "Joseph S.", "", "Jr.")),
            ("Joseph S. Nye, Jr.", person("Nye", "Joseph S.", "", "Jr.")),
            ("World Economic Forum", Name::Body("World Economic Forum".into())),
            ("Ministry of Foreign Affairs, China", Name::Body("Ministry of Foreign Affairs, China".into())),
            ("UNIDIR", Name::Body("UNIDIR".into())),
            ("{Young Leaders}", Name::Body("Young Leaders".into())),
            ("耿昭", Name::Body("耿昭".into())),
        ] {
            assert_eq!(name(printed), expect, "{printed}");
        }
    }
}
