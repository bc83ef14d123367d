//! So many of something, in English.

use std::fmt::Display;

/// A number with its noun: `1 passage`, `2 passages`, `0 passages`. `one` is the noun of a single thing, `many` that of
/// several and of none.
pub fn count<N: Display + PartialEq + From<u8>>(n: N, one: &str, many: &str) -> String {
    let noun = if n == N::from(1) { one } else { many };
    format!("{n} {noun}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_thing_has_the_noun_of_one() {
        assert_eq!(count(0_usize, "note", "notes"), "0 notes");
        assert_eq!(count(1_u32, "note", "notes"), "1 note");
        assert_eq!(count(2_u64, "entry", "entries"), "2 entries");
    }
}
