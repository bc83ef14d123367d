//! stub
/// stub
pub fn parse(date: &str) -> Option<()> { date.starts_with(|c: char| c.is_ascii_digit()).then_some(()) }
