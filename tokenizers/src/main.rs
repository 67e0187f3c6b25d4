//! The module: it puts two functions on its global object, which throw a text where they fail.
//!
//! - `openTokenizer(bytes)` returns a function from a text to a `Uint32Array` of `id, start, end` for each token.
//! - `openReader(bytes)` returns what a model needs of its tokenizer: `encode(text, frame)`, where frame is 0 for the text
//!   alone, 1 for what a model wants around it too, 2 for the file's padding and truncation besides; `piece(id)`, a text that
//!   begins with `!` if the token is special and with a space if not, or nothing; `spelling`, `n_tokens`, `mask`, `padding`
//!   and `fixed_length`, of which the last three may be missing.

use heedmap_tokenizers::{Opened, Spelling};
use js_sys::{Object, Reflect, Uint8Array, Uint32Array};
use std::rc::Rc;
use wasm_bindgen::prelude::*;

fn main() {
    console_error_panic_hook::set_once();
    let open = |bytes: Uint8Array| -> Result<JsValue, JsValue> {
        let opened = Opened::new(&bytes.to_vec())?;
        let encode = move |text: String| -> Result<Uint32Array, JsValue> {
            Ok(Uint32Array::from(opened.encode(&text)?.as_flattened()))
        };
        Ok(Closure::<dyn Fn(String) -> Result<Uint32Array, JsValue>>::new(encode).into_js_value())
    };
    set(
        &js_sys::global(),
        "openTokenizer",
        &Closure::<dyn Fn(Uint8Array) -> Result<JsValue, JsValue>>::new(open).into_js_value(),
    );
    set(
        &js_sys::global(),
        "openReader",
        &Closure::<dyn Fn(Uint8Array) -> Result<JsValue, JsValue>>::new(|bytes: Uint8Array| reader(&bytes))
            .into_js_value(),
    );
}

fn reader(bytes: &Uint8Array) -> Result<JsValue, JsValue> {
    let opened = Rc::new(Opened::new(&bytes.to_vec())?);
    let reader = Object::new();
    let spelling = match opened.spelling() {
        Spelling::Plain => "plain",
        Spelling::ByteLevel => "byte-level",
        Spelling::WordPiece => "word-piece",
    };
    set(&reader, "spelling", &spelling.into());
    set(&reader, "n_tokens", &(opened.n_tokens() as u32).into());
    set(&reader, "mask", &opened.mask().into());
    set(&reader, "padding", &opened.padding().into());
    set(&reader, "fixed_length", &opened.fixed_length().map(|length| length as u32).into());
    let encoder = Rc::clone(&opened);
    let encode = move |text: String, frame: u32| -> Result<Uint32Array, JsValue> {
        let tokens = if frame == 0 { encoder.encode(&text)? } else { encoder.frame(&text, frame == 2)? };
        Ok(Uint32Array::from(tokens.as_flattened()))
    };
    let piece = move |id: u32| -> Option<String> {
        let (text, is_special) = opened.piece(id)?;
        Some(format!("{}{text}", if is_special { '!' } else { ' ' }))
    };
    let encode = Closure::<dyn Fn(String, u32) -> Result<Uint32Array, JsValue>>::new(encode);
    set(&reader, "encode", &encode.into_js_value());
    set(&reader, "piece", &Closure::<dyn Fn(u32) -> Option<String>>::new(piece).into_js_value());
    Ok(reader.into())
}

/// Sets a property of an object that takes any.
fn set(object: &JsValue, name: &str, value: &JsValue) {
    let _always = Reflect::set(object, &name.into(), value);
}
