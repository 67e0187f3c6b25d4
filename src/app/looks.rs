//! How the page looks in this browser: its language, its theme and the colours and sizes that follow. The program of
//! the first picture is made of this very file.

use heedmap::chart::Palette;
use heedmap::state::{Language, Theme};
use wasm_bindgen::JsCast;
use web_sys::{Document, HtmlElement, Window};

/// The window.
pub(crate) fn window() -> Window {
    gloo::utils::window()
}

/// The document.
pub(crate) fn document() -> Document {
    gloo::utils::document()
}

/// The `<html>` element.
pub(crate) fn root() -> Option<HtmlElement> {
    document().document_element()?.dyn_into().ok()
}

/// The reader's language.
pub(crate) fn language() -> Language {
    let tags: Vec<String> = window().navigator().languages().iter().filter_map(|tag| tag.as_string()).collect();
    Language::preferred(tags.iter().map(String::as_str))
}

/// Tells CSS and screen readers what the state says.
pub(crate) fn dress(language: Language, theme: Theme, projector: bool, embed: bool, title: &str) {
    document().set_title(title);
    let Some(root) = root() else { return };
    root.set_lang(if language == Language::Zh { "zh-Hans" } else { language.slug() });
    let theme = if is_dark(theme) { Theme::Dark.slug() } else { Theme::Light.slug() };
    for (name, value) in [("theme", theme), ("projector", flag(projector)), ("embed", flag(embed))] {
        // Only a name with odd characters could fail, and these have none.
        let _fine = root.dataset().set(name, value);
    }
}

fn flag(on: bool) -> &'static str {
    if on { "on" } else { "off" }
}

/// Whether the system is dark, as a media query.
pub(crate) const DARK: &str = "(prefers-color-scheme: dark)";

/// Whether a theme is dark here and now.
pub(crate) fn is_dark(theme: Theme) -> bool {
    match theme {
        Theme::System => media(DARK),
        chosen => chosen == Theme::Dark,
    }
}

/// Whether the page is used with fingers first of all.
pub(crate) fn is_touched() -> bool {
    media("(pointer: coarse)")
}

/// Whether a media query holds.
pub(crate) fn media(query: &str) -> bool {
    window().match_media(query).ok().flatten().is_some_and(|query| query.matches())
}

/// The colours of figures, as CSS has them now.
pub(crate) fn palette() -> Palette {
    let style = root().and_then(|root| window().get_computed_style(&root).ok().flatten());
    Palette::read(|name| style.as_ref()?.get_property_value(name).ok())
}

/// Canvas pixels to a CSS pixel.
pub(crate) fn density() -> f64 {
    window().device_pixel_ratio().clamp(1.0, 4.0)
}

/// Size of the text of an element, in CSS pixels.
pub(crate) fn font_size(element: &HtmlElement) -> f64 {
    let style = window().get_computed_style(element).ok().flatten();
    let size = style.and_then(|style| style.get_property_value("font-size").ok());
    size.and_then(|size| size.trim_end_matches("px").parse().ok()).unwrap_or(14.0)
}
