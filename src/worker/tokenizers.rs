//! Hugging Face's tokenizers, a module of its own (`tokenizers/`) that is loaded when the first file is opened.

use heedmap::text::{Encoder, Token};
use js_sys::{Function, Promise, Reflect, Uint8Array, Uint32Array};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// Makes a tokenizer of a `tokenizer.json`.
///
/// # Errors
/// What the module throws, a text, or what kept it from being loaded.
pub(super) async fn open(file: &[u8]) -> Result<Encoder, JsValue> {
    let scope = js_sys::global();
    let load: Function = Reflect::get(&scope, &"loadTokenizers".into())?.dyn_into()?; // worker_loader.js
    JsFuture::from(load.call0(&scope)?.dyn_into::<Promise>()?).await?;
    let open: Function = Reflect::get(&scope, &"openTokenizer".into())?.dyn_into()?;
    let encode: Function = open.call1(&scope, &Uint8Array::from(file))?.dyn_into()?;
    Ok(Rc::new(move |text: &str| {
        let numbers = encode.call1(&JsValue::NULL, &text.into()).and_then(JsCast::dyn_into::<Uint32Array>);
        let numbers = numbers.map_err(|error| super::reason(&error))?.to_vec();
        let (tokens, _) = numbers.as_chunks::<3>();
        let token = |&[id, start, end]: &[u32; 3]| Token { id, start: start as usize, end: end as usize };
        Ok(tokens.iter().map(token).collect())
    }))
}
