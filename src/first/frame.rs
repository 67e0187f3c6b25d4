//! Around the stage: the bar with the text, the menu of pages, the heading and its settings, as they will stand there.

use super::looks;
use super::markup::{escape, field, fold, menu, number, tick};
use heedmap::chart::{Colormap, Scale};
use heedmap::exhibit::{self, Heading, MENU};
use heedmap::i18n::{Strings, strings};
use heedmap::model::{Hand, Source};
use heedmap::state::{ExhibitId, Language, State, Theme, View, WIDTHS};
use heedmap::text;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

/// The bar at the top.
pub(crate) fn top_bar(s: &Strings, state: &State) -> String {
    let usable = text::ALL.iter().filter(|&&tokenizer| state.files.has(tokenizer));
    let tokenizers = menu(usable.map(|&one| ((s.tokenizer_name)(one).to_owned(), one == state.tokenizer)));
    let other = if state.language == Language::En { Language::Zh } else { Language::En };
    let theme = if looks::is_dark(state.theme) { Theme::Light } else { Theme::Dark };
    let tools = [
        ("", strings(other).language_name),
        ("", (s.theme_name)(theme)),
        ("wide-only", s.projector),
        ("", s.share),
        ("wide-only", s.help),
    ];
    let tools =
        tools.map(|(class, name)| format!("<button type=\"button\" class=\"{class}\">{}</button>", escape(name)));
    format!(
        "<header class=\"top\" inert><div class=\"brand\"><strong>Heedmap</strong><span>{}</span></div>\
         <div class=\"hero\"><textarea rows=\"1\" dir=\"auto\">{}</textarea></div>{}\
         <div class=\"page-tools\">{}</div></header>",
        escape(s.tagline),
        escape(exhibit::text(state)),
        field(s.tokenizer, &tokenizers),
        tools.concat()
    )
}

/// The menu of pages.
pub(crate) fn rail(s: &Strings, open: ExhibitId) -> String {
    let one = |heading: &Heading| {
        let current = if heading.id == open { " aria-current=\"page\"" } else { "" };
        let (chapter, title) = (escape(&(s.chapter)(heading.chapters)), escape((heading.title)(s)));
        format!("<li><button type=\"button\"{current}><span>{chapter}</span>{title}</button></li>")
    };
    format!("<nav class=\"rail\" inert><ul>{}</ul></nav>", MENU.iter().map(one).collect::<String>())
}

/// Where the menu is a row that is too long, the page that is open is in its middle.
pub(crate) fn bring_into_sight(page: &HtmlElement) -> Result<(), JsValue> {
    let (nav, current) = (page.query_selector(".rail")?, page.query_selector(".rail [aria-current]")?);
    if let (Some(nav), Some(current)) = (nav, current.and_then(|current| current.dyn_into::<HtmlElement>().ok())) {
        nav.set_scroll_left(current.offset_left() - (nav.client_width() - current.offset_width()) / 2);
    }
    Ok(())
}

/// The heading and the settings.
pub(crate) fn head(s: &Strings, state: &State) -> String {
    let mut sources = vec![Source::Random, Source::Identity];
    sources.extend(Hand::ALL.iter().map(|&hand| Source::Hand(hand)));
    let (settings, is_source) = (&s.settings, |source: &Source| *source == state.weights);
    let sources = menu(sources.iter().map(|source| ((settings.weights_name)(source), is_source(source))));
    let widths = menu(WIDTHS.iter().map(|width| (width.to_string(), *width == state.d_model)));
    let views = menu(View::ALL.iter().map(|&view| ((settings.view_name)(view).to_owned(), view == state.view)));
    let scales = menu(Scale::ALL.iter().map(|&scale| ((s.scale_name)(scale).to_owned(), scale == state.scale)));
    let maps = Colormap::ALL.iter().map(|&map| ((s.colormap_name)(map).to_owned(), map == state.colormap));
    let fields = [
        field(settings.weights, &sources),
        field(s.n_heads, &number(state.n_heads)),
        field(s.d_model, &widths),
        field(s.seed, &number(state.seed)),
        field(settings.view, &views),
        field(s.scale, &scales),
        field(s.colormap, &menu(maps)),
        tick("check", s.as_table),
        fold("more", settings.more),
        fold("bring", s.opening.title),
    ];
    format!(
        "<div><h1>{}</h1><p class=\"intro\">{}</p></div><div class=\"controls\" inert>{}</div>",
        escape(s.attention),
        escape(s.attention_intro),
        fields.concat()
    )
}
