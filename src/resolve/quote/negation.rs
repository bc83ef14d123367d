//! Words that turn a sentence round or narrow it. A change that hides one of them, or puts one in, may change what
//! a source says, however honestly it is marked.

use super::normal::tokens;

/// Such words in the languages of the United Nations and some more, in small letters and with straight
/// apostrophes. Chinese, Japanese and Thai ones are looked for as letters.
const WORDS: &[&str] = &[
    // English
    "not",
    "no",
    "never",
    "none",
    "nor",
    "neither",
    "nobody",
    "nothing",
    "nowhere",
    "without",
    "unless",
    "except",
    "however",
    "only",
    "cannot",
    "hardly",
    "scarcely",
    "barely",
    "rarely",
    "seldom",
    "refuse",
    "refuses",
    "refused",
    "deny",
    "denies",
    "denied",
    "fail",
    "fails",
    "failed",
    // French
    "ne",
    "pas",
    "jamais",
    "aucun",
    "aucune",
    "sans",
    "sauf",
    "seulement",
    "rien",
    "ni",
    "cependant",
    "toutefois",
    // Spanish, Portuguese and Italian
    "nunca",
    "ningún",
    "ninguno",
    "ninguna",
    "sin",
    "salvo",
    "sólo",
    "solo",
    "nada",
    "tampoco",
    "embargo",
    "não",
    "nem",
    "sem",
    "exceto",
    "nenhum",
    "nenhuma",
    "apenas",
    "porém",
    "non",
    "mai",
    "senza",
    "nessun",
    "nessuno",
    "nessuna",
    "tuttavia",
    // German and Dutch
    "nicht",
    "kein",
    "keine",
    "keinen",
    "keiner",
    "keines",
    "keinem",
    "nie",
    "niemals",
    "ohne",
    "außer",
    "nur",
    "jedoch",
    "weder",
    "niet",
    "geen",
    "nooit",
    "zonder",
    "tenzij",
    "echter",
    "slechts",
    // Russian and Ukrainian
    "не",
    "нет",
    "ни",
    "никогда",
    "без",
    "кроме",
    "только",
    "однако",
    "ні",
    "ніколи",
    "крім",
    "тільки",
    "лише",
    // Arabic
    "لا",
    "لم",
    "لن",
    "ليس",
    "ليست",
    "غير",
    "بدون",
    "إلا",
    "فقط",
];

/// Letters that negate or narrow in scripts without spaces.
const LETTERS: &[&str] =
    &["不", "没", "沒", "无", "無", "非", "未", "勿", "莫", "别", "別", "仅", "僅", "唯", "ない", "ません", "ไม่"];

/// Beginnings of words that turn their sense round.
const BEGINNINGS: &[&str] = &["un", "in", "im", "il", "ir", "dis", "non", "mis"];

/// The first word of some normalised text that negates or narrows.
pub fn first(text: &str) -> Option<&str> {
    let words = tokens(text).into_iter().map(|t| &text[t.range()]).find(|word| {
        let low = word.to_lowercase();
        WORDS.contains(&low.as_str()) || low.ends_with("n't") || LETTERS.contains(&low.as_str())
    });
    words.or_else(|| LETTERS.iter().find_map(|l| text.find(l).map(|at| &text[at..at + l.len()])))
}

/// Whether letters at the beginning of a word turn its sense round: `[un]able`.
pub fn is_beginning(letters: &str) -> bool {
    BEGINNINGS.contains(&letters.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_turn_a_sentence_round_are_found() {
        for (text, word) in [
            ("they have not agreed", Some("not")),
            ("they don't agree", Some("don't")),
            ("Unless they agree", Some("Unless")),
            ("notably the norm is known", None),
            ("双方没有达成共识", Some("没")),
            ("стороны не согласны", Some("не")),
        ] {
            assert_eq!(first(text), word, "{text}");
        }
    }
}
