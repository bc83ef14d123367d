//! `theme.toml`: what a theme is called, and for which versions of what templates read it was made.

use crate::fields::{self, Fields};
use crate::report::faults::{THEME_FIELDS, ThemeSettings, ThemeVersion};
use crate::report::{Checked, Diagnostic};
use crate::text::Text;

/// The version of what templates read: the views, `frame`, `theme`, the components of the default theme and the blocks
/// of its templates. It rises when one of these is renamed or goes; what is added leaves it as it is.
pub const CONTEXT: i64 = 1;

/// What `theme.toml` says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manifest {
    /// What the theme is called, for readers.
    pub name: Option<String>,
}

/// Reads `theme.toml`. A theme made for other versions of what templates read is remarked, and used all the same: what
/// of it cannot be rendered is rendered with the default theme.
pub fn parse(text: &Text) -> Checked<Manifest> {
    let mut remarks = Vec::new();
    let value = fields::toml(&text.path, &text.text, 0, &THEME_FIELDS).into_value(&mut remarks);
    let mut f = Fields::of(&text.path, value, &THEME_FIELDS);
    let name = f.text("name").filter(|n| !n.trim().is_empty());
    // For people who look into the folder.
    for key in ["description", "author", "licence"] {
        f.text(key);
    }
    let mut context = f.section("context");
    let (least, most) = (context.integer("min"), context.integer("max"));
    f.remarks.extend(context.finish());
    if let (Some((min, _)), Some((max, span))) = (least, most)
        && min > max
    {
        f.remarks.push(Diagnostic::of(ThemeSettings::Versions { min, max }).at(&text.path, span));
    }
    let version = CONTEXT;
    if let Some((min, span)) = least.filter(|(min, _)| *min > version) {
        f.remarks.push(Diagnostic::of(ThemeVersion::Later { min, version }).at(&text.path, span));
    }
    if let Some((max, span)) = most.filter(|(max, _)| *max < version) {
        f.remarks.push(Diagnostic::of(ThemeVersion::Earlier { max, version }).at(&text.path, span));
    }
    remarks.extend(f.finish());
    Checked::new(Manifest { name }, remarks)
}
