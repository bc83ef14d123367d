//! What a character's script is like: whether it sets spaces, how wide it is, where its sentences end, from which side
//! it is read.
//!
//! The answers come from the Unicode Character Database, by way of ICU's tables; where the database has none, the
//! exception is written here. Nothing past this file names ranges of letters.

use icu_locale::{LanguageIdentifier, LocaleDirectionality};
use icu_properties::props::{
    BidiClass, EastAsianWidth, EmojiPresentation, EnumeratedProperty, GeneralCategory, LineBreak, SentenceTerminal,
};
use icu_properties::{CodePointMapData, CodePointSetData};
use unicode_width::UnicodeWidthStr;

pub use icu_properties::props::Script;

/// The script of a character (UAX #24): `Common` for what many scripts use, such as digits and most punctuation.
pub fn of(c: char) -> Script {
    CodePointMapData::<Script>::new().get(c)
}

/// Whether this is a letter, or a mark upon a letter, of a script written without spaces between words, so that it may
/// stand alone as a word and a word may begin or end at either side of it: Han, kana, bopomofo, Yi, Thai, Lao, Khmer,
/// Myanmar, Tibetan, Javanese, Balinese … Full-width Latin letters and digits are not, nor is Hangul.
///
/// ```
/// use briefbook::script::is_unspaced;
/// assert!("主か𠀀ไขမ".chars().all(is_unspaced));
/// assert!(!"aéж한Ａ３，".chars().any(is_unspaced));
/// ```
pub fn is_unspaced(c: char) -> bool {
    if c < '\u{e00}' {
        return false;
    }
    // UAX #14 has these classes for letters between which a line may be broken without a space.
    let anywhere = matches!(
        LineBreak::for_char(c),
        LineBreak::Ideographic
            | LineBreak::ConditionalJapaneseStarter
            | LineBreak::Nonstarter
            | LineBreak::ComplexContext
            | LineBreak::Aksara
            | LineBreak::AksaraPrebase
            | LineBreak::AksaraStart
            | LineBreak::ViramaFinal
            | LineBreak::Virama
    );
    let letter = || matches!(GeneralCategory::for_char(c), GeneralCategory::LetterNumber) || is_letter_or_mark(c);
    match of(c) {
        Script::Latin | Script::Hangul => false,
        // Lines are broken at the sign between syllables, and words have no sign of their own.
        Script::Tibetan => letter(),
        _ => anywhere && letter(),
    }
}

/// Whether white space beside this character says nothing: East Asian letters and punctuation of any width, but for
/// Hangul, which sets spaces, and emoji. The rule is that of CSS Text 3, §4.1.3, for line ends between letters.
///
/// ```
/// use briefbook::script::is_close;
/// assert!("主かｶ，。「Ａ".chars().all(is_close));
/// assert!(!"a한ไ“😀".chars().any(is_close));
/// ```
pub fn is_close(c: char) -> bool {
    c >= '\u{2329}'
        && matches!(
            EastAsianWidth::for_char(c),
            EastAsianWidth::Wide | EastAsianWidth::Fullwidth | EastAsianWidth::Halfwidth
        )
        && of(c) != Script::Hangul
        && !CodePointSetData::new::<EmojiPresentation>().contains(c)
}

/// Whether words of this character's script take endings that are set close to them, so that a name may end in the
/// middle of what stands between two spaces: Hangul (한국은, 한국의).
pub fn takes_endings(c: char) -> bool {
    !c.is_ascii() && of(c) == Script::Hangul
}

/// Whether a character takes two columns where every other takes one (UAX #11).
pub fn is_wide(c: char) -> bool {
    c >= '\u{1100}' && matches!(EastAsianWidth::for_char(c), EastAsianWidth::Wide | EastAsianWidth::Fullwidth)
}

/// How many columns some text takes in type of one width: two for each wide character, none for marks upon letters and
/// for what shows nothing.
pub fn columns(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.width() }
}

/// Whether a character may be inside a word: a letter, a digit, a mark upon a letter, or a joiner of letters.
///
/// ```
/// use briefbook::script::in_word;
/// assert!("aé主ไ\u{94d}\u{e49}\u{301}३\u{200d}".chars().all(in_word));
/// assert!(!"'-.。 \u{fe0f}".chars().any(in_word));
/// ```
pub fn in_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    c.is_numeric() || is_letter_or_mark(c) || matches!(c, '\u{200c}' | '\u{200d}')
}

fn is_letter_or_mark(c: char) -> bool {
    c.is_alphabetic() || is_mark(c)
}

/// Whether this is a mark that is set upon the letter before it; those that choose the form of a sign, as of an emoji,
/// are none.
pub fn is_mark(c: char) -> bool {
    c >= '\u{300}'
        && matches!(GeneralCategory::for_char(c), GeneralCategory::NonspacingMark | GeneralCategory::SpacingMark)
        && !matches!(c, '\u{fe00}'..='\u{fe0f}')
}

/// Whether a sentence may end at this sign: `.`, `!`, `?`, and what other scripts have in their place (the database's
/// *Sentence_Terminal*), with the shad of Tibetan.
///
/// ```
/// use briefbook::script::ends_sentence;
/// assert!(".!?。．｡！？؟۔।။។።։༎".chars().all(ends_sentence));
/// assert!(!",;:…、，་".chars().any(ends_sentence));
/// ```
pub fn ends_sentence(c: char) -> bool {
    match c.is_ascii() {
        true => matches!(c, '.' | '!' | '?'),
        false => CodePointSetData::new::<SentenceTerminal>().contains(c) || matches!(c, '\u{f0d}'..='\u{f12}'),
    }
}

/// Whether a sentence that only states may end at this sign: one of [`ends_sentence`] that neither asks nor calls out.
pub fn is_full_stop(c: char) -> bool {
    const OTHERS: &str = "!?՜՞؟‼‽⁇⁈⁉⸘⸮﹖﹗！？፧᥄᥅߹꘏꛷";
    ends_sentence(c) && !OTHERS.contains(c)
}

/// Whether sentences of this character's script end without a sign of their own, at a space: Thai and Lao.
pub fn sets_no_stop(c: char) -> bool {
    matches!(of(c), Script::Thai | Script::Lao)
}

/// Whether a character is read from right to left (UAX #9).
pub fn is_right_to_left(c: char) -> bool {
    c >= '\u{590}' && matches!(BidiClass::for_char(c), BidiClass::RightToLeft | BidiClass::ArabicLetter)
}

/// Whether text in that language (BCP 47) runs from right to left. A script that the tag names decides, else that in
/// which the language is most often written; upper and lower case are one. What is no tag runs from left to right.
pub fn runs_right_to_left(tag: &str) -> bool {
    const ALL: &LocaleDirectionality = &LocaleDirectionality::new_extended();
    // Variants, extensions and private use say nothing of the direction, and may not be well-formed.
    let core: Vec<&str> = tag.split('-').take_while(|part| part.len() > 1).collect();
    let fits = |parts: &[&str]| LanguageIdentifier::try_from_str(&parts.join("-")).ok();
    let Some(id) = (1..=core.len()).rev().find_map(|n| fits(&core[..n])) else { return false };
    ALL.is_right_to_left(&id)
}

/// How much a word of a script without spaces weighs: see [`weight`].
pub const WORD: usize = 4;

/// How much of a word a letter of a script without spaces is: half of one in East Asia, a fourth elsewhere, a mark
/// nothing. It is about what dictionaries cut.
pub fn weight(c: char) -> usize {
    match (is_mark(c), is_close(c)) {
        (true, _) => 0,
        (false, true) => WORD / 2,
        (false, false) => WORD / 4,
    }
}

/// How many words a text has, at least one for each stretch between spaces.
///
/// ```
/// use briefbook::script::words;
/// assert_eq!(words("two words"), 2);
/// assert_eq!(words("在2015年，中美两国"), 3 + 1);
/// ```
pub fn words(text: &str) -> usize {
    text.split_whitespace().map(words_of).sum()
}

fn words_of(stretch: &str) -> usize {
    if stretch.is_ascii() {
        return 1;
    }
    let (mut unspaced, mut spaced) = (0, false);
    for c in stretch.chars().filter(|c| in_word(*c)) {
        if is_unspaced(c) {
            unspaced += weight(c);
        } else {
            spaced = true;
        }
    }
    (unspaced.div_ceil(WORD) + usize::from(spaced)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A character, and of it: written without spaces, white space beside it says nothing, two columns wide, in a word.
    const LETTERS: &[(&str, char, [bool; 4])] = &[
        ("Latin", 'a', [false, false, false, true]),
        ("Latin with an accent", 'é', [false, false, false, true]),
        ("an accent by itself", '\u{301}', [false, false, false, true]),
        ("full-width Latin", 'Ａ', [false, true, true, true]),
        ("full-width digit", '３', [false, true, true, true]),
        ("Cyrillic", 'ж', [false, false, false, true]),
        ("Arabic", 'ع', [false, false, false, true]),
        ("Devanagari vowel sign", 'ि', [false, false, false, true]),
        ("Devanagari virama", '\u{94d}', [false, false, false, true]),
        ("Bengali", 'ক', [false, false, false, true]),
        ("Han", '主', [true, true, true, true]),
        ("Han, extension A", '\u{3400}', [true, true, true, true]),
        ("Han, extension B", '\u{20000}', [true, true, true, true]),
        ("Han, extension C", '\u{2a700}', [true, true, true, true]),
        ("Han, extension G", '\u{30000}', [true, true, true, true]),
        ("Han, extension H", '\u{31350}', [true, true, true, true]),
        ("Han, extension I", '\u{2ebf0}', [true, true, true, true]),
        ("Han, compatibility", '\u{f900}', [true, true, true, true]),
        ("Han zero", '〇', [true, true, true, true]),
        ("iteration mark", '々', [true, true, true, true]),
        ("Hiragana", 'か', [true, true, true, true]),
        ("Katakana", 'カ', [true, true, true, true]),
        ("long vowel", 'ー', [true, true, true, true]),
        ("half-width Katakana", 'ｶ', [true, true, false, true]),
        ("kana supplement", '\u{1b000}', [true, true, true, true]),
        ("small kana extension", '\u{1b150}', [true, true, true, true]),
        ("bopomofo", 'ㄅ', [true, true, true, true]),
        ("Yi", 'ꀀ', [true, true, true, true]),
        ("Hangul syllable", '한', [false, false, true, true]),
        ("Hangul jamo", 'ᄒ', [false, false, true, true]),
        ("half-width Hangul", 'ﾡ', [false, false, false, true]),
        ("Thai", 'ไ', [true, false, false, true]),
        ("Thai mark", '\u{e49}', [true, false, false, true]),
        ("Lao", 'ລ', [true, false, false, true]),
        ("Khmer", 'ក', [true, false, false, true]),
        ("Myanmar", 'မ', [true, false, false, true]),
        ("Myanmar, extended", '\u{aa60}', [true, false, false, true]),
        ("New Tai Lue", '\u{1980}', [true, false, false, true]),
        ("Tai Tham", '\u{1a20}', [true, false, false, true]),
        ("Tibetan", 'ཀ', [true, false, false, true]),
        ("Javanese", 'ꦲ', [true, false, false, true]),
        ("ideographic comma", '、', [false, true, true, false]),
        ("full-width comma", '，', [false, true, true, false]),
        ("corner bracket", '「', [false, true, true, false]),
        ("curly mark", '“', [false, false, false, false]),
        ("won sign", '₩', [false, false, false, false]),
        ("emoji", '😀', [false, false, true, false]),
        ("form of an emoji", '\u{fe0f}', [false, false, false, false]),
        ("joiner", '\u{200d}', [false, false, false, true]),
    ];

    #[test]
    fn letters_are_what_their_scripts_are() {
        for &(name, c, expect) in LETTERS {
            let found = [is_unspaced(c), is_close(c), is_wide(c), in_word(c)];
            assert_eq!(found, expect, "{name} {c:?} U+{:04X}", c as u32);
        }
    }

    #[test]
    fn all_letters_of_a_script_are_written_alike() {
        // Each block from end to end, what is not yet assigned left out.
        for (from, to) in [
            ('\u{3041}', '\u{3096}'),
            ('\u{30a1}', '\u{30fa}'),
            ('\u{3400}', '\u{4dbf}'),
            ('\u{4e00}', '\u{9fff}'),
            ('\u{20000}', '\u{2a6df}'),
            ('\u{2a700}', '\u{2ee5d}'),
            ('\u{30000}', '\u{323af}'),
            ('\u{e01}', '\u{e2e}'),
            ('\u{e81}', '\u{eae}'),
            ('\u{1000}', '\u{103f}'),
            ('\u{1780}', '\u{17b3}'),
        ] {
            let odd: Vec<char> = (from..=to).filter(|c| c.is_alphabetic() && !is_unspaced(*c)).collect();
            assert!(odd.is_empty(), "{odd:?} of {from:?}..={to:?}");
        }
        let hangul = ('\u{ac00}'..='\u{d7a3}').all(|c| takes_endings(c) && !is_unspaced(c) && is_wide(c));
        assert!(hangul);
        assert!(!takes_endings('主') && !takes_endings('a'));
    }

    #[test]
    fn sentences_end_in_every_script() {
        for c in ".!?。．｡！？؟۔।॥။។።፧։༎᠃꓿…،、,;:·".chars() {
            assert_eq!(ends_sentence(c), !"…،、,;:·".contains(c), "{c:?}");
        }
        for c in ".。．｡۔।။។።։".chars() {
            assert!(is_full_stop(c), "{c:?}");
        }
        for c in "!?！？؟፧".chars() {
            assert!(!is_full_stop(c), "{c:?}");
        }
        assert!("ไทยລາວ".chars().all(sets_no_stop) && !"ខမ".chars().any(sets_no_stop));
    }

    #[test]
    fn columns_are_those_of_a_terminal() {
        for (text, width) in [
            ("abc", 3),
            ("网络", 4),
            ("한국", 4),
            ("한국", 4),
            ("ｶﾅ", 2),
            ("e\u{301}", 1),
            ("\u{e01}\u{e34}", 1),
            ("a\u{200b}b\u{ad}", 2),
            ("，", 2),
        ] {
            assert_eq!(columns(text), width, "{text:?}");
        }
    }

    #[test]
    fn a_script_decides_the_direction_and_the_language_where_none_is_named() {
        for tag in [
            "ar",
            "AR-EG",
            "he",
            "iw",
            "yi",
            "ckb",
            "ks",
            "nqo",
            "ug",
            "dv",
            "azb",
            "pa-Arab",
            "PA-arab-PK",
            "pa-PK",
            "ku-Arab",
            "az-Arab",
            "ff-Adlm",
            "ar-x-what",
            "fa-u-ca-persian",
        ] {
            assert!(runs_right_to_left(tag), "{tag}");
        }
        for tag in [
            "",
            "no tag",
            "en",
            "zh-Hans",
            "ar-Latn",
            "fa-Cyrl-TJ",
            "ks-Deva",
            "yi-latn",
            "de-1901",
            "pa-IN",
            "en-x-arab",
            "ja",
        ] {
            assert!(!runs_right_to_left(tag), "{tag}");
        }
        assert!("אعܐ߀𞤀".chars().all(is_right_to_left));
        assert!(!"aж主1 .".chars().any(is_right_to_left));
    }

    #[test]
    fn words_are_counted_with_spaces_and_without() {
        for (text, count) in [
            ("", 0),
            (" one  two — three ", 4),
            ("网络主权", 2),
            ("网络主权，是", 3),
            ("在2015年", 2),
            ("한국은 사이버", 2),
            ("ประเทศไทย", 3),
        ] {
            assert_eq!(words(text), count, "{text:?}");
        }
    }
}
