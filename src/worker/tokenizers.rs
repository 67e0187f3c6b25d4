//! Hugging Face's tokenizers, a module of its own (`tokenizers/`) that is loaded when the first file is opened.

use heedmap::text::{Encoder, Frame, Piece, Reader, Spelling, Token};
use js_sys::{Function, Object, Promise, Reflect, Uint8Array, Uint32Array};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// Makes the tokenizer of a model.
///
/// # Errors
/// As [`open`].
pub(super) async fn reader(file: &[u8]) -> Result<Reader, JsValue> {
    let scope = js_sys::global();
    load(&scope).await?;
    let open: Function = Reflect::get(&scope, &"openReader".into())?.dyn_into()?;
    let opened = open.call1(&scope, &Uint8Array::from(file))?;
    let get = |name: &str| Reflect::get(&opened, &name.into());
    let number = |name: &str| Ok::<_, JsValue>(get(name)?.as_f64().map(|number| number as u32));
    let spelling = get("spelling")?.as_string().and_then(|name| name.parse().ok()).unwrap_or(Spelling::Plain);
    let (encode, piece): (Function, Function) = (get("encode")?.dyn_into()?, get("piece")?.dyn_into()?);
    let encode = move |text: &str, frame: Frame| {
        let frame = match frame {
            Frame::Bare => 0,
            Frame::Framed => 1,
            Frame::Padded => 2,
        };
        tokens(encode.call2(&JsValue::NULL, &text.into(), &frame.into()))
    };
    let piece = move |id: u32| {
        let written = piece.call1(&JsValue::NULL, &id.into()).ok()?.as_string()?;
        Some(Piece::read(written.get(1..)?, spelling, written.starts_with('!')))
    };
    Ok(Reader {
        encode: Rc::new(encode),
        piece: Rc::new(piece),
        n_tokens: number("n_tokens")?.unwrap_or(0) as usize,
        mask: number("mask")?,
        padding: number("padding")?,
        fixed_length: number("fixed_length")?.map(|length| length as usize),
    })
}

/// Imports the module, the first time.
async fn load(scope: &Object) -> Result<(), JsValue> {
    let load: Function = Reflect::get(scope, &"loadTokenizers".into())?.dyn_into()?; // worker_loader.js
    JsFuture::from(load.call0(scope)?.dyn_into::<Promise>()?).await?;
    Ok(())
}

/// Tokens as the module gives them, three numbers each.
fn tokens(given: Result<JsValue, JsValue>) -> Result<Vec<Token>, String> {
    let numbers = given.and_then(JsCast::dyn_into::<Uint32Array>);
    let numbers = numbers.map_err(|error| super::reason(&error))?.to_vec();
    let (tokens, _) = numbers.as_chunks::<3>();
    let token = |&[id, start, end]: &[u32; 3]| Token { id, start: start as usize, end: end as usize };
    Ok(tokens.iter().map(token).collect())
}

/// Makes a tokenizer of a `tokenizer.json`.
///
/// # Errors
/// What the module throws, a text, or what kept it from being loaded.
pub(super) async fn open(file: &[u8]) -> Result<Encoder, JsValue> {
    let scope = js_sys::global();
    load(&scope).await?;
    let open: Function = Reflect::get(&scope, &"openTokenizer".into())?.dyn_into()?;
    let encode: Function = open.call1(&scope, &Uint8Array::from(file))?.dyn_into()?;
    Ok(Rc::new(move |text: &str| tokens(encode.call1(&JsValue::NULL, &text.into()))))
}
