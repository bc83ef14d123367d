//! Numbers as documents print them: in digits of any script, in Han numerals, in Roman numerals.

use chinese_number::{ChineseCountMethod, ChineseToNumber};
use roman_numerals_rs::RomanNumeral;

/// The zeros of the decimal digits that scripts in use today write numbers with; the others of each stand behind it
/// (Unicode, general category Nd).
const ZEROS: [char; 21] =
    ['0', '٠', '۰', '߀', '०', '০', '੦', '૦', '୦', '௦', '౦', '೦', '൦', '๐', '໐', '༠', '၀', '០', '᠐', '᮰', '０'];

/// What a digit of any script is worth.
fn digit(c: char) -> Option<u32> {
    c.to_digit(10).or_else(|| {
        let worth = |zero: char| u32::from(c).checked_sub(u32::from(zero)).filter(|d| *d < 10);
        ZEROS.into_iter().find_map(worth)
    })
}

/// Whether a letter belongs to numbers in digits or in Han numerals.
pub fn is_numeral(c: char) -> bool {
    "〇零一二三四五六七八九十百千两兩".contains(c) || digit(c).is_some()
}

/// What a number in digits of any script comes to.
pub fn digits(text: &str) -> Option<u32> {
    let mut value = None;
    for c in text.chars() {
        value = Some(value.unwrap_or(0u32).checked_mul(10)?.checked_add(digit(c)?)?);
    }
    value
}

/// What a number in Han numerals comes to, counted (`一百零三`) or read out (`二〇`).
pub fn han(text: &str) -> Option<u32> {
    if !text.chars().all(|c| is_numeral(c) && digit(c).is_none()) {
        return None;
    }
    let text = &text.replace(['两', '兩'], "二");
    text.to_number(ChineseCountMethod::TenThousand).or_else(|_| text.to_number_naive()).ok()
}

/// What a number in digits or in Han numerals comes to.
pub fn number(text: &str) -> Option<u32> {
    digits(text).or_else(|| han(text))
}

/// What a Roman number in capitals comes to, if it is written as the rules have it.
pub fn roman(text: &str) -> Option<u32> {
    text.bytes().all(|b| b.is_ascii_uppercase()).then(|| text.parse::<RomanNumeral>().ok())?.map(|n| n.as_u16().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_digits_of_any_script() {
        for text in ["13", "１３", "١٣", "۱۳", "१३", "๑๓", "十三", "一三"] {
            assert_eq!(number(text), Some(13), "{text}");
        }
        for text in ["", "1a", "XIII", "十a", "-1", "1.3"] {
            assert_eq!(number(text), None, "{text}");
        }
        assert_eq!(number("99999999999"), None);
    }

    #[test]
    fn han_numerals_are_counted_or_read_out() {
        let all = [
            ("十", 10),
            ("十二", 12),
            ("二十", 20),
            ("一百零三", 103),
            ("一百二十", 120),
            ("二〇", 20),
            ("二〇二三", 2023),
            ("两百", 200),
            ("一千零一", 1001),
        ];
        for (text, value) in all {
            assert_eq!(han(text), Some(value), "{text}");
        }
    }

    #[test]
    fn roman_numbers_are_written_as_the_rules_have_it() {
        assert_eq!(roman("XLIV"), Some(44));
        for text in ["IIII", "VV", "IC", "xiv", "", "XIVA"] {
            assert_eq!(roman(text), None, "{text}");
        }
    }

    #[test]
    fn the_digits_of_each_script_stand_together() {
        assert!(ZEROS.into_iter().all(|zero| digit(zero) == Some(0) && zero.is_numeric()));
    }
}
