//! `theme.toml`: what a theme is called, and for which versions of what templates read it was made.

use crate::fields::{self, Fields};
use crate::report::{Checked, Diagnostic, codes};
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
    let value = fields::toml(&text.path, &text.text, 0, &codes::THEME_SETTINGS).into_value(&mut remarks);
    let mut f = Fields::of(&text.path, value, &codes::THEME_SETTINGS, &codes::THEME_SETTINGS);
    let name = f.text("name").filter(|n| !n.trim().is_empty());
    // For people who look into the folder.
    for key in ["description", "author", "licence"] {
        f.text(key);
    }
    let mut context = f.section("context");
    let (least, most) = (context.integer("min"), context.integer("max"));
    f.remarks.extend(context.finish());
    if let (Some((least, _)), Some((most, span))) = (&least, &most)
        && least > most
    {
        let d = Diagnostic::new(&codes::THEME_SETTINGS, format!("`max` is {most} and `min` is {least}"));
        f.remarks.push(d.at(&text.path, *span).fix("give the lower version as `min`"));
    }
    let beyond = [
        (least.filter(|(n, _)| *n > CONTEXT), "and later", "use a newer briefbook, or an older edition of the theme"),
        (
            most.filter(|(n, _)| *n < CONTEXT),
            "and earlier",
            "look through the changelog and the pages, then raise `max`",
        ),
    ];
    for (version, side, fix) in beyond {
        let Some((version, span)) = version else { continue };
        let d =
            format!("this theme is for version {version} {side} of what templates read; this briefbook has {CONTEXT}");
        let d = Diagnostic::new(&codes::THEME_VERSION, d).at(&text.path, span);
        f.remarks.push(d.note("the theme is used all the same").fix(fix));
    }
    remarks.extend(f.finish());
    Checked::new(Manifest { name }, remarks)
}
