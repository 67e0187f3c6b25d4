//! Saving what a panel shows: the menu beside its heading, and the way of a file to the reader's disk.

use super::browser;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use heedmap::chart::Palette;
use heedmap::exhibit::{Format, Panel, Saved};
use heedmap::i18n::Strings;
use js_sys::{Array, Uint8Array};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Blob, BlobPropertyBag, Element, HtmlAnchorElement, HtmlCanvasElement, HtmlElement, HtmlImageElement, Url,
};
use yew::prelude::*;

/// Pixels of a saved picture to one of the drawing's, for sharp projection.
const DENSITY: f64 = 2.0;
/// The longest side of a picture: canvases of phones end here.
const LONGEST: f64 = 8192.0;

/// The menu of a panel: nothing if its figure is not to be saved.
pub(crate) fn menu(s: &'static Strings, panel: &Rc<Panel>, palette: &Rc<Palette>) -> Html {
    let formats = Format::of(panel);
    if formats.is_empty() {
        return html! {};
    }
    let one = |&format: &Format| {
        let (panel, palette) = (Rc::clone(panel), Rc::clone(palette));
        let onclick = move |event: MouseEvent| {
            close(&event.target_unchecked_into());
            save(&panel, format, &palette);
        };
        html! { <li><button type="button" {onclick}>{ format.name() }</button></li> }
    };
    let onkeydown = |event: KeyboardEvent| {
        let target: Element = event.target_unchecked_into();
        if event.key() == "Escape" && close(&target) {
            event.prevent_default();
            event.stop_propagation();
        }
    };
    html! {
        <details class="save" {onkeydown}>
            <summary aria-label={(s.saving.save_panel)(&panel.title)}>{ s.saving.save }</summary>
            <ul>{ for formats.iter().map(one) }</ul>
        </details>
    }
}

/// Folds the menu around an element and gives its head the focus; whether there was one to fold.
fn close(inside: &Element) -> bool {
    let Some(menu) = inside.closest("details[open]").ok().flatten() else { return false };
    let _was_there = menu.remove_attribute("open");
    browser::focus_element(menu.query_selector("summary").ok().flatten());
    true
}

/// Saves a panel's figure on the reader's disk.
fn save(panel: &Panel, format: Format, palette: &Palette) {
    let file = file(panel, format, palette);
    spawn_local(async move {
        let done = match file.await {
            Ok(Some(file)) => download(&file),
            Ok(None) => Ok(()),
            Err(error) => Err(error),
        };
        super::canvas::report(done);
    });
}

/// The file of a panel's figure, pixels and all; `None` if it has none of this format.
pub(crate) fn file(
    panel: &Panel,
    format: Format,
    palette: &Palette,
) -> impl Future<Output = Result<Option<Saved>, JsValue>> + 'static {
    let saved = panel.save(format, palette);
    async move {
        match saved {
            Some(drawing) if format == Format::Png => {
                let bytes = pixels(&drawing.bytes).await?;
                Ok(Some(Saved { bytes, ..drawing }))
            }
            saved => Ok(saved),
        }
    }
}

/// A drawing as a PNG, with the fonts of this browser.
async fn pixels(svg: &[u8]) -> Result<Vec<u8>, JsValue> {
    let image = HtmlImageElement::new()?;
    // Not a blob's address: some browsers would not let the pixels of such a picture be read.
    image.set_src(&format!("data:image/svg+xml;base64,{}", BASE64_STANDARD.encode(svg)));
    JsFuture::from(image.decode()).await?;
    let (width, height) = (f64::from(image.natural_width()), f64::from(image.natural_height()));
    let density = DENSITY.min(LONGEST / width.max(height).max(1.0));
    let canvas: HtmlCanvasElement = browser::document().create_element("canvas")?.dyn_into()?;
    canvas.set_width((width * density) as u32);
    canvas.set_height((height * density) as u32);
    let context = super::pixels::context(&canvas)?;
    context.draw_image_with_html_image_element_and_dw_and_dh(
        &image,
        0.0,
        0.0,
        canvas.width().into(),
        canvas.height().into(),
    )?;
    let url = canvas.to_data_url_with_type("image/png")?;
    let data = url.split_once(',').map_or("", |(_, data)| data);
    BASE64_STANDARD.decode(data).map_err(|error| error.to_string().into())
}

/// Hands a file to the browser, which saves it as it saves downloads.
pub(crate) fn download(file: &Saved) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(file.media);
    let parts = Array::of1(&Uint8Array::from(&file.bytes[..]));
    let url = Url::create_object_url_with_blob(&Blob::new_with_u8_array_sequence_and_options(&parts, &options)?)?;
    let link: HtmlAnchorElement = browser::document().create_element("a")?.dyn_into()?;
    link.set_href(&url);
    link.set_download(&file.name);
    link.unchecked_ref::<HtmlElement>().click();
    // The browser has taken the file by the time it is asked for anything else.
    gloo::timers::callback::Timeout::new(60_000, move || {
        let _gone = Url::revoke_object_url(&url);
    })
    .forget();
    Ok(())
}
