//! A citation style made ready: decoded, with the locales it needs, and what is known of how it cites.

use std::sync::OnceLock;

use hayagriva::archive::{self, ArchivedStyle};
use hayagriva::citationberg::json::Item;
use hayagriva::citationberg::taxonomy::Locator as CslLocator;
use hayagriva::citationberg::{CitationFormat, IndependentStyle, Locale, LocaleCode, Style, StyleCategory};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, LocatorPayload, Rendered, SpecificLocator,
};

use super::runs;
use crate::model::work::{Name, Work};

/// A style and the locales it needs, decoded.
#[derive(Debug)]
pub(super) struct Kit {
    pub(super) style: IndependentStyle,
    /// For lists, where the style has none.
    pub(super) list: Option<IndependentStyle>,
    /// The style without its rules for lists.
    bare: IndependentStyle,
    locale: Option<LocaleCode>,
    locales: Vec<Locale>,
    /// Where places stand that the style's own rules leave out.
    pub(super) lost_places: Option<PlaceMark>,
}

/// Where the place of a citation stands in a style whose rules print none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceMark {
    /// In the citation: `[2, p. 12]`.
    Inside,
    /// Raised behind its brackets, as GB/T 7714-2015 (10.1.3, 10.2.4) has it; the number of a page stands alone.
    Raised,
}

/// All locales, decoded once: it takes as long as many citations.
fn locales() -> &'static [Locale] {
    static ALL: OnceLock<Vec<Locale>> = OnceLock::new();
    ALL.get_or_init(archive::locales)
}

fn decoded(style: ArchivedStyle) -> IndependentStyle {
    let mut style = match style.get() {
        Style::Independent(style) => style,
        // The archive holds no dependent styles.
        Style::Dependent(_) => match ArchivedStyle::ChicagoAuthorDate.get() {
            Style::Independent(style) => style,
            Style::Dependent(_) => unreachable!("an archived style has its own rules"),
        },
    };
    if let Some(list) = &mut style.bibliography {
        // «———» for the same author again says nothing to who comes to an entry by a link.
        list.subsequent_author_substitute = None;
    }
    style
}

impl Kit {
    pub(super) fn of(archived: ArchivedStyle, language: &str) -> Self {
        let style = decoded(archived);
        let list = style.bibliography.is_none().then(|| decoded(ArchivedStyle::ChicagoAuthorDate));
        let own = style.default_locale.clone();
        let wanted = locale_of(language);
        let locale = if own.is_some() { None } else { wanted.clone() };
        let keep = [own, wanted, Some(LocaleCode::en_us())];
        let locales = locales().iter().filter(|l| l.lang.is_some() && keep.contains(&l.lang)).cloned().collect();
        let bare = IndependentStyle { bibliography: None, ..style.clone() };
        let mut kit = Self { style, list, bare, locale, locales, lost_places: None };
        let raised = archived.names().iter().any(|name| name.starts_with("gb-7714"));
        kit.lost_places = (!kit.prints_places()).then_some(if raised { PlaceMark::Raised } else { PlaceMark::Inside });
        kit
    }

    /// Whether the style prints the place of a citation: one is formatted, and looked at.
    fn prints_places(&self) -> bool {
        const PLACE: &str = "7771";
        let mut work = Work { key: "a".to_owned(), kind: "book".to_owned(), ..Work::default() };
        work.set("title", "A");
        work.dates.insert("issued".to_owned(), "2000".to_owned());
        work.names.insert("author".to_owned(), vec![Name::Body("A".to_owned())]);
        let item = super::item::item(&work);
        let place = SpecificLocator(CslLocator::Page, LocatorPayload::Str(PLACE));
        let mut driver: BibliographyDriver<Item> = BibliographyDriver::new();
        driver.citation(self.request(vec![CitationItem::new(&item, Some(place), None, false, None)], Some(1)));
        let rendered = self.finish_notes(driver);
        rendered.citations.first().is_some_and(|c| runs::plain(&runs::runs(&c.citation)).contains(PLACE))
    }

    pub(super) fn cites_by(&self, wanted: CitationFormat) -> bool {
        let fits = |c: &StyleCategory| matches!(c, StyleCategory::CitationFormat { format } if *format == wanted);
        self.style.info.category.iter().any(fits)
    }

    fn list_style(&self) -> &IndependentStyle {
        self.list.as_ref().unwrap_or(&self.style)
    }

    pub(super) fn request<'a>(
        &'a self,
        items: Vec<CitationItem<'a, Item>>,
        note: Option<usize>,
    ) -> CitationRequest<'a, Item> {
        CitationRequest::new(items, &self.style, self.locale.clone(), &self.locales, note)
    }

    /// Formats citations without a list.
    pub(super) fn finish_notes(&self, driver: BibliographyDriver<'_, Item>) -> Rendered {
        driver.finish(BibliographyRequest::new(&self.bare, self.locale.clone(), &self.locales))
    }

    pub(super) fn finish(&self, driver: BibliographyDriver<'_, Item>) -> Rendered {
        driver.finish(BibliographyRequest::new(self.list_style(), self.locale.clone(), &self.locales))
    }
}

/// The locale for a language: itself, or the one that is usual for it.
fn locale_of(language: &str) -> Option<LocaleCode> {
    let code = match language.to_lowercase().as_str() {
        "zh-hans" | "zh-hans-cn" => "zh-CN",
        "zh-hant" | "zh-hant-hk" | "zh-hant-tw" | "zh-hk" => "zh-TW",
        _ => language,
    };
    let all = || locales().iter().filter_map(|l| l.lang.as_ref());
    let base = code.split('-').next().unwrap_or(code).to_lowercase();
    let usual = match base.as_str() {
        "en" => "en-US",
        "zh" => "zh-CN",
        "pt" => "pt-PT",
        "fr" => "fr-FR",
        "de" => "de-DE",
        "es" => "es-ES",
        _ => "",
    };
    let exact = all().find(|l| l.0.eq_ignore_ascii_case(code)).or_else(|| all().find(|l| l.0 == usual));
    exact.or_else(|| all().find(|l| l.0.split('-').next() == Some(base.as_str()))).cloned()
}
