//! What a browser does with a file of the book that is opened by itself: whether it is a page that may run scripts and
//! fetch things, or only something to look at.
//!
//! A page of the site has a policy that forbids such things, a file beside it has none. So a file that is a page, or a
//! drawing that could do what a page does, has no more rights than raw HTML in a note.

use std::borrow::Cow;

use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;

use crate::path::SitePath;
use crate::report::faults::Activity;

/// Endings of files that a browser opens as pages, whatever is in them; and of some it cannot be looked into.
const PAGES: [&str; 9] = ["html", "htm", "xhtml", "xht", "shtml", "mhtml", "mht", "hta", "svgz"];

/// Endings of files that a browser reads as XML, in which there may be a page.
const XML: [&str; 7] = ["svg", "xml", "xsl", "xslt", "rdf", "rss", "atom"];

const SVG: &[u8] = b"http://www.w3.org/2000/svg";
const XHTML: &[u8] = b"http://www.w3.org/1999/xhtml";

/// Elements of SVG that only draw, or say what is drawn.
const DRAWING: &str = "a altGlyph altGlyphDef altGlyphItem animate animateColor animateMotion animateTransform circle clipPath defs \
    desc ellipse feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting \
    feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage \
    feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence filter \
    flowPara flowRegion flowRoot font font-face g glyph hatch hatchpath hkern image line linearGradient marker mask \
    mesh meshpatch metadata missing-glyph mpath path pattern polygon polyline radialGradient rect set stop style svg \
    switch symbol text textPath title tref tspan use view vkern";

/// What a browser would do with a file of that name and these bytes that a note could not: nothing for a file
/// that is only looked at.
pub fn active(path: &SitePath, bytes: &[u8]) -> Option<Activity> {
    let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
    if PAGES.contains(&ending.as_str()) {
        return Some(Activity::Page);
    }
    if XML.contains(&ending.as_str()) {
        return match std::str::from_utf8(bytes) {
            Ok(text) => drawing(text.trim_start_matches('\u{feff}'), ending == "svg").err(),
            Err(_) => Some(Activity::NotUtf8),
        };
    }
    // Without an ending, a browser looks at how it begins.
    let begins = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_lowercase();
    let marks = ["<!doctype html", "<html", "<head", "<body", "<script", "<iframe", "<svg", "<?xml"];
    let begins = begins.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    (ending.is_empty() && marks.iter().any(|m| begins.starts_with(m))).then_some(Activity::Page)
}

/// Looks through a file of XML.
fn drawing(text: &str, svg: bool) -> Result<(), Activity> {
    let mut reader = NsReader::from_str(text);
    reader.config_mut().check_comments = true;
    let mut style = None;
    loop {
        match reader.read_resolved_event().map_err(|_| Activity::NotWellFormed)? {
            (namespace, Event::Start(tag)) => {
                element(&namespace, &tag, svg)?;
                if tag.local_name().as_ref() == b"style" {
                    style = Some(String::new());
                }
            }
            (namespace, Event::Empty(tag)) => element(&namespace, &tag, svg)?,
            (_, Event::End(_)) => {
                if let Some(style) = style.take() {
                    styles(&style)?;
                }
            }
            (_, Event::Text(words)) => {
                if let Some(style) = &mut style {
                    style.push_str(&String::from_utf8_lossy(&words));
                }
            }
            (_, Event::CData(words)) => {
                if let Some(style) = &mut style {
                    style.push_str(&String::from_utf8_lossy(&words));
                }
            }
            (_, Event::GeneralRef(name)) => {
                // What is written by its number is not guessed at.
                if let Some(style) = &mut style {
                    style.push_str(if name.is_char_ref() { "\\(" } else { " " });
                }
            }
            (_, Event::Decl(decl)) => {
                let plain = |name: &[u8]| {
                    let name = String::from_utf8_lossy(name).to_ascii_lowercase();
                    ["utf-8", "us-ascii", "ascii"].contains(&name.as_str()) || name.starts_with("iso-8859-")
                };
                if let Some(encoding) = decl.encoding()
                    && !encoding.is_ok_and(|name| plain(&name))
                {
                    return Err(Activity::OtherEncoding);
                }
            }
            (_, Event::PI(instruction)) if instruction.target().eq_ignore_ascii_case(b"xml-stylesheet") => {
                return Err(Activity::StyleSheet);
            }
            (_, Event::DocType(doctype)) if doctype.contains(&b'[') => {
                return Err(Activity::Entities);
            }
            (_, Event::Eof) => return Ok(()),
            _ => {}
        }
    }
}

/// Looks at an element and its attributes. `svg`: whether one without a namespace counts as one of SVG.
fn element(namespace: &ResolveResult, tag: &BytesStart, svg: bool) -> Result<(), Activity> {
    let name = String::from_utf8_lossy(tag.local_name().into_inner()).into_owned();
    let draws = match namespace {
        ResolveResult::Bound(n) if n.as_ref() == XHTML => return Err(Activity::Html { element: name }),
        ResolveResult::Bound(n) => n.as_ref() == SVG,
        ResolveResult::Unbound => svg,
        ResolveResult::Unknown(_) => return Err(Activity::UnknownElement { element: name }),
    };
    // What belongs to neither is nothing to a browser.
    if !draws {
        return Ok(());
    }
    match name.as_str() {
        "script" => return Err(Activity::Script),
        "foreignObject" => return Err(Activity::Html { element: name }),
        _ if DRAWING.split(' ').any(|known| known == name) => {}
        _ => return Err(Activity::Element { element: name }),
    }
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|_| Activity::BrokenAttribute)?;
        let value = attribute.unescape_value().map_err(|_| Activity::BrokenAttribute)?;
        let key = String::from_utf8_lossy(attribute.key.local_name().into_inner()).to_ascii_lowercase();
        match key.as_str() {
            _ if attribute.key.as_namespace_binding().is_some() => {}
            _ if key.starts_with("on") => return Err(Activity::Handler { attribute: key }),
            "base" => return Err(Activity::Base),
            "href" | "src" if name == "a" => link(&value)?,
            "href" | "src" => address(&value)?,
            "attributename" => {
                let what = value.rsplit(':').next().unwrap_or_default().trim().to_ascii_lowercase();
                if what == "href" || what.starts_with("on") {
                    return Err(Activity::Animation { attribute: what });
                }
            }
            _ => styles(&value)?,
        }
    }
    Ok(())
}

/// An address without the white space that browsers leave out.
fn bare(address: &str) -> Cow<'_, str> {
    let gone = |c: char| c.is_whitespace() || c.is_control();
    if address.contains(gone) { Cow::Owned(address.replace(gone, "")) } else { Cow::Borrowed(address) }
}

/// Whether an address leads to something beside the file, or in it.
fn is_near(address: &str) -> bool {
    let first = address.split(['/', '?', '#']).next().unwrap_or_default();
    !first.contains(':') && !address.starts_with(['/', '\\'])
}

/// Looks at where a link leads that somebody may follow.
fn link(address: &str) -> Result<(), Activity> {
    let address = bare(address).to_ascii_lowercase();
    let known = ["http://", "https://", "mailto:"].iter().any(|scheme| address.starts_with(scheme));
    if known || is_near(&address) { Ok(()) } else { Err(Activity::Link) }
}

/// Looks at the address of something that is shown with the file.
fn address(address: &str) -> Result<(), Activity> {
    let address = bare(address).to_ascii_lowercase();
    let pictures = ["png", "jpeg", "jpg", "gif", "webp", "avif"];
    let picture = address.strip_prefix("data:image/").is_some_and(|rest| {
        pictures.iter().any(|p| rest.strip_prefix(p).is_some_and(|rest| rest.starts_with([';', ','])))
    });
    if picture || is_near(&address) { Ok(()) } else { Err(Activity::Fetch) }
}

/// Looks at styles, and at what may be read as such.
fn styles(css: &str) -> Result<(), Activity> {
    let lower = css.to_ascii_lowercase();
    if lower.contains('\\') && lower.contains(['(', '@']) {
        return Err(Activity::EscapedStyle);
    }
    if ["@import", "image-set(", "image(", "src(", "expression(", "-moz-binding"].iter().any(|w| lower.contains(w)) {
        return Err(Activity::StyleFetch);
    }
    for (at, _) in lower.match_indices("url(") {
        let rest = lower[at + 4..].trim_start().trim_start_matches(['"', '\'']);
        address(rest.split([')', '"', '\'']).next().unwrap_or_default())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(name: &str, text: &str) -> Option<Activity> {
        active(&SitePath::new(format!("content/{name}")).unwrap(), text.as_bytes())
    }

    fn svg(inner: &str) -> Option<Activity> {
        says(
            "a.svg",
            &format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
                 xmlns:h=\"http://www.w3.org/1999/xhtml\" xmlns:i=\"http://www.inkscape.org/x\">{inner}</svg>"
            ),
        )
    }

    #[test]
    fn drawings_that_only_draw_are_let_be() {
        for inner in [
            "<g fill=\"url(#a)\"><path d=\"M0 0\" style=\"fill:url('#b');stroke:red\"/></g>",
            "<style>.a{fill:#fff} @media print{.a{fill:url(#x)}}</style><style><![CDATA[.b{stroke:none}]]></style>",
            "<a xlink:href=\"https://example.org/\"><text>x &amp; y</text></a><a href=\"norms.html#p3\"/>",
            "<image href=\"data:image/png;base64,AA\"/><use xlink:href=\"#a\"/><image href=\"map.png\"/>",
            "<i:view i:onclick=\"x\" i:href=\"http://example.org\"/><metadata><i:x/></metadata><!-- <script/> -->",
            "<animate attributeName=\"fill\" values=\"red;blue\"/><set attributeName=\"x\" to=\"1\"/>",
            "<title>A &lt;script&gt; \\ (in words)</title><desc>on</desc>",
        ] {
            assert_eq!(svg(inner), None, "{inner}");
        }
        let inkscape = "\u{feff}<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n<!DOCTYPE svg PUBLIC \
                        \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">\n<svg \
                        xmlns=\"http://www.w3.org/2000/svg\" xmlns:svg=\"http://www.w3.org/2000/svg\"><svg:g/></svg>";
        assert_eq!(says("a.SVG", inkscape), None);
        assert_eq!(says("data.xml", "<book><script>not one of SVG</script></book>"), None);
        for (name, text) in [("a.txt", "<html>"), ("a.png", "<script>"), ("words", "if a <b"), ("empty", "")] {
            assert_eq!(says(name, text), None, "{name}");
        }
    }

    #[test]
    fn drawings_that_do_more_are_told() {
        for inner in [
            "<script>x</script>",
            "<g onload=\"x\"/>",
            "<g ONCLICK=\"x\"/>",
            "<foreignObject><h:p>x</h:p></foreignObject>",
            "<h:script>x</h:script>",
            "<x:script xmlns:x=\"http://www.w3.org/2000/svg\"/>",
            "<i:g xmlns:i=\"http://www.w3.org/2000/svg\" onload=\"x\"/>",
            "<image href=\"https://example.org/a.png\"/>",
            "<image xlink:href=\"//example.org/a.png\"/>",
            "<use href=\"data:image/svg+xml,x\"/>",
            "<feImage href=\"http://example.org\"/>",
            "<a href=\"javascript:x\"/>",
            "<a xlink:href=\"java&#10;script:x\"/>",
            "<a href=\"&#x6a;avascript:x\"/>",
            "<a href=\"data:text/html,x\"/>",
            "<set attributeName=\"xlink:href\" to=\"javascript:x\"/>",
            "<animate attributeName=\"onload\"/>",
            "<g style=\"fill:url(http://example.org)\"/>",
            "<g fill=\"url( 'https://example.org' )\"/>",
            "<g style=\"fill:\\75rl(http://example.org)\"/>",
            "<style>@import 'x.css';</style>",
            "<style>@font-face{src:url(//example.org)}</style>",
            "<style>a{fill:&#117;rl(http://example.org)}</style>",
            "<style><![CDATA[a{fill:url(http://example.org)}]]></style>",
            "<g xml:base=\"http://example.org/\"/>",
            "<iframe/>",
            "<audio/>",
            "<g><b></g>",
            "<!-- -- --><g/>",
            "<g a=b/>",
            "<n:g/>",
        ] {
            assert!(svg(inner).is_some(), "{inner}");
        }
        for (name, text) in [
            ("a.html", "<p>Words.</p>"),
            ("A.HTM", ""),
            ("a.svgz", ""),
            ("page", "  <!DOCTYPE html><p>"),
            ("page", "\n<script>"),
            ("a.svg", "<?xml version=\"1.0\" encoding=\"utf-7\"?><svg/>"),
            ("a.svg", "<?xml-stylesheet href=\"a.xsl\"?><svg/>"),
            ("a.svg", "<!DOCTYPE svg [<!ENTITY x \"y\">]><svg/>"),
            ("a.svg", "<svg onload=\"x\"/>"),
            ("a.xml", "<x xmlns:h=\"http://www.w3.org/1999/xhtml\"><h:script/></x>"),
            ("a.xml", "<x><script xmlns=\"http://www.w3.org/2000/svg\"/></x>"),
        ] {
            assert!(says(name, text).is_some(), "{name}: {text}");
        }
        assert!(active(&SitePath::new("content/a.svg").unwrap(), b"\xff\xfe<\0").is_some());
    }
}
