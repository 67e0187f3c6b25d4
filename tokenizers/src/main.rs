//! The module: it puts `openTokenizer(bytes)` on its global object, which returns a function from a text to a
//! `Uint32Array` of `id, start, end` for each token. Both throw a text where they fail.

use heedmap_tokenizers::Opened;
use js_sys::{Reflect, Uint8Array, Uint32Array};
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
    let open = Closure::<dyn Fn(Uint8Array) -> Result<JsValue, JsValue>>::new(open).into_js_value();
    // A global object takes any property.
    let _always = Reflect::set(&js_sys::global(), &"openTokenizer".into(), &open);
}
