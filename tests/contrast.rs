//! The colours of each theme of this repository hold enough contrast for reading, on light pages and on dark ones
//! (WCAG 2.2, level AA: 1.4.3 for text, 1.4.11 for the lines of drawings).

#![allow(clippy::disallowed_methods, reason = "this test reads the themes' files")]
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Relative luminance of `#rgb` or `#rrggbb`, as WCAG defines it.
fn luminance(colour: &str) -> f64 {
    let digits: Vec<u32> = colour[1..].chars().map(|c| c.to_digit(16).unwrap()).collect();
    let parts: Vec<u32> = match digits.len() {
        3 => digits.iter().map(|d| d * 17).collect(),
        _ => digits.chunks(2).map(|d| d[0] * 16 + d[1]).collect(),
    };
    let linear = |c: u32| {
        let c = f64::from(c) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(parts[0]) + 0.7152 * linear(parts[1]) + 0.0722 * linear(parts[2])
}

fn contrast(a: &str, b: &str) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The colours given in a rule: for light pages and for dark ones.
fn colours(rule: &str, into: &mut BTreeMap<String, (String, String)>) {
    for line in rule.split(';') {
        let Some((name, value)) = line.split_once("--").and_then(|(_, rest)| rest.split_once(": ")) else { continue };
        let pair = match value.strip_prefix("light-dark(").and_then(|v| v.strip_suffix(')')?.split_once(", ")) {
            Some((light, dark)) => (light.to_owned(), dark.to_owned()),
            None if value.starts_with('#') => (value.to_owned(), value.to_owned()),
            None => match value.strip_prefix("var(--").and_then(|v| into.get(v.strip_suffix(')')?)) {
                Some(pair) => pair.clone(),
                None => continue,
            },
        };
        into.insert(name.to_owned(), pair);
    }
}

#[track_caller]
fn assert_readable(theme: &str, c: &BTreeMap<String, (String, String)>) {
    let mut faint = Vec::new();
    let texts = ["ink", "ink-2", "link", "link-seen", "rubric", "warn"];
    let grounds = ["paper", "tint"];
    let pairs = texts.iter().flat_map(|t| grounds.map(|g| (*t, g, 4.5)));
    let lines = [("rule-2", "paper", 3.0), ("focus", "paper", 3.0), ("ink", "mark", 4.5)];
    for (a, b, least) in pairs.chain(lines) {
        let ((light, dark), (light_ground, dark_ground)) = (&c[a], &c[b]);
        for (of, on, page) in [(light, light_ground, "light"), (dark, dark_ground, "dark")] {
            let found = contrast(of, on);
            if found < least {
                faint.push(format!("{theme}: --{a} on --{b}, {page}: {found:.2}, and {least} is needed"));
            }
        }
    }
    assert!(faint.is_empty(), "{}", faint.join("\n"));
}

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn rule<'a>(css: &'a str, selector: &str) -> &'a str {
    css.split(&format!("{selector} {{")).nth(1).unwrap().split('}').next().unwrap()
}

#[test]
fn the_contrast_is_that_of_the_standard() {
    assert!((contrast("#000", "#ffffff") - 21.0).abs() < 0.001);
    assert!((contrast("#777777", "#fff") - 4.48).abs() < 0.005);
}

#[test]
fn every_theme_can_be_read_by_day_and_by_night() {
    let mut default = BTreeMap::new();
    colours(rule(&read("themes/default/assets/briefbook.css"), ":root"), &mut default);
    assert_readable("default", &default);
    let css = read("themes/memo/assets/theme.css");
    let mut memo = default.clone();
    colours(rule(&css, ":root"), &mut memo);
    assert_readable("memo", &memo);
    // Its header has colours of its own, which do not change at night.
    colours(rule(&css, ".site-header"), &mut memo);
    for text in ["ink", "ink-2", "link", "link-seen"] {
        for ground in ["paper", "tint"] {
            assert!(contrast(&memo[text].0, &memo[ground].0) >= 4.5, "--{text} on --{ground} in the band");
            assert!(contrast(&memo[text].1, &memo[ground].1) >= 4.5, "--{text} on --{ground} in the band at night");
        }
    }
}
