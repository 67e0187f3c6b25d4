//! `heedmap.export`: what the page's buttons save, for programs.

use super::api::{Screen, sentence, set};
use super::save;
use heedmap::exhibit::{Format, Library, Panel, Saved, Slot, by_id, snippet};
use heedmap::state::{FieldError, Notice, Problem};
use js_sys::{Error, JsString, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

/// Resolves to `{name, type, bytes}`, and `text` where the file is text. `figure` is the name of a panel, the main one
/// if it is left out; a script is of the whole screen.
pub(super) fn export(screen: &Screen, options: &JsValue) -> Promise {
    match find(screen, &option(options, "format"), &option(options, "figure")) {
        Ok(Found::File(file)) => Promise::resolve(&object(&file)),
        Ok(Found::Figure(panel, format)) => {
            let file = save::file(panel, format, &screen.palette);
            future_to_promise(async move { Ok(file.await?.map_or(JsValue::NULL, |file| object(&file))) })
        }
        Err(error) => Promise::reject(&Error::new(&sentence(&screen.state, &Notice::Field(error)))),
    }
}

enum Found<'a> {
    File(Saved),
    Figure(&'a Panel, Format),
}

fn find<'a>(screen: &'a Screen, format: &str, figure: &str) -> Result<Found<'a>, FieldError> {
    let refused =
        |name: &str, all: Vec<&'static str>| FieldError { name: name.into(), problem: Problem::NotOneOf(all) };
    let has_script = by_id(screen.state.exhibit).has_script;
    if let (Ok(library), Some(answer), true) = (format.parse::<Library>(), &screen.answer, has_script) {
        let bytes = snippet(&screen.state, answer, library).into_bytes();
        let name = format!("heedmap-{}.py", library.slug());
        return Ok(Found::File(Saved { name, media: "text/x-python", bytes }));
    }
    let mut panels = screen.panels.iter().filter(|panel| !Format::of(panel).is_empty());
    let panel = match figure {
        "" => panels.clone().find(|panel| panel.slot == Slot::Main).or_else(|| panels.next()),
        name => panels.find(|panel| panel.name == name),
    };
    let names = || screen.panels.iter().filter(|panel| !Format::of(panel).is_empty()).map(|panel| panel.name);
    let panel = panel.ok_or_else(|| refused("figure", names().collect()))?;
    let formats = Format::of(panel);
    let format = format.parse().ok().filter(|format| formats.contains(format)).ok_or_else(|| {
        let libraries = Library::ALL.iter().map(|library| library.slug());
        refused("format", formats.iter().map(|format| format.slug()).chain(libraries).collect())
    })?;
    Ok(Found::Figure(panel, format))
}

/// A text among the options; empty if it is missing.
fn option(options: &JsValue, name: &str) -> String {
    Reflect::get(options, &name.into()).ok().and_then(|value| value.as_string()).unwrap_or_default()
}

fn object(file: &Saved) -> JsValue {
    let object = Object::new();
    set(&object, "name", &file.name.as_str().into());
    set(&object, "type", &file.media.into());
    set(&object, "bytes", &Uint8Array::from(&file.bytes[..]));
    let is_text = !["application/octet-stream", "image/png"].contains(&file.media);
    if let Some(text) = str::from_utf8(&file.bytes).ok().filter(|_| is_text) {
        set(&object, "text", &JsString::from(text));
    }
    object.into()
}
