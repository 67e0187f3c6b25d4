//! The bar at the top: the text, which is the hero, how it is cut, and the page's own settings.

use super::browser;
use super::fields::{menu, on_value};
use super::keys::next;
use heedmap::exhibit;
use heedmap::i18n::Strings;
use heedmap::state::{Action, Language, State, Theme};
use heedmap::text;
use js_sys::Reflect;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

/// Draws the bar.
pub(crate) fn top_bar(
    s: &'static Strings,
    state: &State,
    is_dark: bool,
    act: &Callback<Action>,
    share: &Callback<()>,
    help: &Callback<()>,
) -> Html {
    let other = next(Language::ALL, state.language);
    let other_name = heedmap::i18n::strings(other).language_name;
    let other_tag = if other == Language::Zh { "zh-Hans" } else { "en" };
    let theme = if is_dark { Theme::Light } else { Theme::Dark };
    let write = act.reform(|event: InputEvent| {
        let field = event.target_unchecked_into::<HtmlTextAreaElement>();
        let written = Reflect::get(&field, &"value".into()).unwrap_or_default();
        match browser::text(&written).unwrap_or_default() {
            (text, Some(at)) => Action::WriteMended(text, at),
            (text, None) => Action::Write(Some(text)),
        }
    });
    let back = act.reform(|event: MouseEvent| {
        // The button goes, and whose keys pressed it goes on in the text.
        if browser::is_by_key(&event) {
            browser::focus_element(browser::document().get_element_by_id("text"));
        }
        Action::Write(None)
    });
    let usable = text::ALL.iter().filter(|&&tokenizer| state.files.has(tokenizer));
    let options = usable.map(|&tokenizer| (tokenizer.slug().to_owned(), exhibit::tokenizer_name(state, tokenizer)));
    let cut = on_value(act, |slug| slug.parse().ok().map(Action::Cut));
    let tokenizer = menu("tokenizer", options.collect(), &state.tokenizer.slug(), cut);
    let text = exhibit::text(state).to_owned();
    // One line that grows: by its own line ends here, by CSS where the browser can.
    let rows = text.lines().count().clamp(1, 6).to_string();
    html! {
        <header class="top">
            <div class="brand"><strong>{ "Heedmap" }</strong><span>{ s.tagline }</span></div>
            <div class="hero">
                <label for="text" class="sr">{ s.text }</label>
                <textarea id="text" {rows} value={text} placeholder={s.text_hint} spellcheck="false" dir="auto"
                    autocomplete="off" oninput={write} />
            </div>
            if exhibit::by_id(state.exhibit).has_tokenizer {
                <label class="field"><span>{ s.tokenizer }</span>{ tokenizer }</label>
            }
            <div class="page-tools">
                if state.text.is_some() {
                    <button type="button" onclick={back}>{ s.back_to_example }</button>
                }
                <button type="button" lang={other_tag} onclick={act.reform(move |_| Action::Speak(other))}>
                    { other_name }
                </button>
                <button type="button" aria-label={format!("{}: {}", s.theme, (s.theme_name)(theme))}
                    onclick={act.reform(move |_| Action::SetTheme(theme))}>{ (s.theme_name)(theme) }</button>
                <button type="button" id="project" class="wide-only" onclick={act.reform(|_| Action::Project(true))}>{ s.projector }</button>
                <button type="button" onclick={share.reform(|_| ())}>{ s.share }</button>
                <button type="button" class="wide-only" onclick={help.reform(|_| ())}>{ s.help }</button>
            </div>
        </header>
    }
}
