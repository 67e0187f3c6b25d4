//! The first picture: *Attention* on the example, computed and painted before the application has arrived, in a program
//! that is small. It is built as the application will build it, so that nothing moves when that takes its place; nothing
//! of it can be used, and it is honest about that: what looks like a control is inert.

mod frame;
mod markup;
mod stage;

#[path = "../app/looks.rs"]
mod looks;
#[path = "../app/pixels.rs"]
mod pixels;
#[path = "../app/sheet.rs"]
mod sheet;

use heedmap::exhibit;
use heedmap::i18n::strings;
use heedmap::state::State;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

fn main() {
    if let Err(error) = show() {
        wasm_bindgen::throw_val(error); // boot.js goes on without
    }
}

/// Puts the page's frame and the first panels into the page, and paints them.
fn show() -> Result<(), JsValue> {
    let state = State { language: looks::language(), ..State::default() };
    let s = strings(state.language);
    let State { language, theme, projector, embed, .. } = state;
    looks::dress(language, theme, projector, embed, &format!("{} · Heedmap", s.attention));
    let panels = exhibit::first(&state);
    let page: HtmlElement = looks::document().create_element("div")?.dyn_into()?;
    page.set_class_name("app");
    page.set_id("first");
    page.set_inner_html(&format!(
        "{}{}<main><div class=\"head\">{}</div>{}</main>",
        frame::top_bar(s, &state),
        frame::rail(s, state.exhibit),
        frame::head(s, &state),
        stage::stage(s, &panels)
    ));
    looks::document().body().ok_or("no body")?.append_child(&page)?;
    frame::bring_into_sight(&page)?;
    stage::paint(&page, &panels, &looks::palette())
}
