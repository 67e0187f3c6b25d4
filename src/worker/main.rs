//! The thread that computes: the engine behind `postMessage`.
//!
//! It hears `[seq, ask, spare]` and says `[seq, said]`, both texts being JSON (`engine::Ask`, `engine::Said`); an answer's
//! numbers follow as an array of `Float32Array`s whose buffers change hands without a copy, and come back as `spare` with a
//! later question.

mod keeping;
mod model;
mod source;
mod spare;
mod tokenizers;

use heedmap::engine::{Answer, Ask, Asset, Doing, Engine, Keeping, Progress, Said, Stop, Trouble, unpack};
use heedmap::model::pretrained::Folder;
use heedmap::text::Ready;
use heedmap::text::tokenizer_json::{Fault, MAX_BYTES};
use js_sys::{Array, Float32Array, Reflect, Uint8Array};
use spare::Spare;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent, ReadableStreamDefaultReader, Response};

fn main() {
    console_error_panic_hook::set_once();
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let engine = Rc::new(RefCell::new(Engine::with_clock(now)));
    let spare = Rc::new(RefCell::new(Spare::default()));
    let answering = scope.clone();
    let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let Some((seq, ask, buffers)) = parse(&event.data()) else { return };
        let (scope, engine, spare) = (answering.clone(), Rc::clone(&engine), Rc::clone(&spare));
        buffers.iter().filter_map(|buffer| buffer.dyn_into().ok()).for_each(|buffer| spare.borrow_mut().put(buffer));
        spawn_local(async move {
            let mut kept = vec![];
            match answer(&scope, &engine, seq, &ask, &mut kept).await {
                Ok(answer) => post_answer(&scope, seq, &ask, &answer, &mut spare.borrow_mut()),
                Err(trouble) => post(&scope, seq, &Said::Trouble(trouble), None),
            }
            for (folder, keeping) in kept {
                if let Keeping::As(name) = &keeping {
                    engine.borrow_mut().alias(&folder, Folder::Kept(name.clone()));
                }
                post(&scope, seq, &Said::Kept(folder, keeping), None);
            }
        });
    });
    scope.set_onmessage(Some(hear.as_ref().unchecked_ref()));
    hear.forget(); // it listens for as long as the thread lives
    post(&scope, 0.0, &Said::Ready, None);
}

/// The time since the worker began, in milliseconds.
fn now() -> f64 {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    scope.performance().map_or_else(js_sys::Date::now, |clock| clock.now())
}

fn parse(data: &JsValue) -> Option<(f64, Ask, Array)> {
    let message = data.dyn_ref::<Array>()?;
    let ask = serde_json::from_str(&message.get(1).as_string()?).ok()?;
    Some((message.get(0).as_f64()?, ask, message.get(2).dyn_into().unwrap_or_default()))
}

/// Answers, fetching the files that the answer needs if it has to; adds the models that were kept on the way.
async fn answer(
    scope: &DedicatedWorkerGlobalScope,
    engine: &RefCell<Engine>,
    seq: f64,
    ask: &Ask,
    kept: &mut Vec<(Folder, Keeping)>,
) -> Result<Answer, Trouble> {
    let tell = |progress| post(scope, seq, &Said::Progress(progress), None);
    // A file that was provided is not asked for again, so this ends.
    loop {
        let asset = match engine.borrow().answer(ask, tell) {
            Ok(answer) => return Ok(answer),
            Err(Stop::Wants(asset)) => asset,
            Err(Stop::Fails(trouble)) => return Err(trouble),
        };
        let failed = |reason: String| Trouble::NoAsset(asset, reason);
        if let Some(folder) = asset.folder(ask) {
            let refused = |fault| Trouble::NoModel(folder.clone(), Box::new(fault));
            let opened = model::load(scope, folder, tell).await.map_err(refused)?;
            engine.borrow_mut().adopt(folder.clone(), opened.model, opened.reader);
            kept.extend(opened.kept.map(|keeping| (folder.clone(), keeping)));
            continue;
        }
        let bytes = fetch(scope, ask, asset, tell).await.map_err(|error| failed(reason(&error)))?;
        match asset {
            Asset::Ready(ready) => {
                let (file, facts) = unpack(ready, bytes).map_err(|fault| Trouble::Refused(ready, fault))?;
                let encoder = tokenizers::open(&file).await.map_err(|error| {
                    let reason = reason(&error);
                    Trouble::Refused(ready, Fault::Refused(reason))
                })?;
                engine.borrow_mut().open(ready, ask, facts, encoder);
            }
            Asset::VectorFile => engine.borrow_mut().open_vectors(ask, &bytes),
            _ => engine.borrow_mut().provide(asset, &bytes).map_err(|error| failed(error.0))?,
        }
    }
}

/// Reads a file of the site piece by piece, so that the page hears how far it is.
async fn fetch(
    scope: &DedicatedWorkerGlobalScope,
    ask: &Ask,
    asset: Asset,
    tell: impl Fn(Progress),
) -> Result<Vec<u8>, JsValue> {
    let path = asset.path(ask);
    // A file of the reader's own is a blob of the page, or lies beside the page, one folder above the program. What is put
    // before its path keeps it on the site, whatever it says.
    let url = match asset {
        Asset::VectorFile => path.to_owned(),
        Asset::Ready(Ready::Loaded(_)) if path.starts_with("blob:") => path.to_owned(),
        Asset::Ready(Ready::Loaded(_)) => absolute(scope, &format!("../{path}"))?,
        _ => absolute(scope, path)?,
    };
    let response: Response = JsFuture::from(scope.fetch_with_str(&url)).await?.dyn_into()?;
    if !response.ok() {
        return Err(format!("{path}: HTTP {}", response.status()).into());
    }
    let length = response.headers().get("content-length")?.and_then(|length| length.parse().ok()).unwrap_or(0);
    let body = response.body().ok_or_else(|| JsValue::from(format!("{path}: empty")))?;
    let reader: ReadableStreamDefaultReader = body.get_reader().dyn_into()?;
    // Of a file of the reader's own no more is read than shows that it is too large.
    let most = if matches!(asset, Asset::Ready(Ready::Loaded(_))) { MAX_BYTES } else { usize::MAX };
    let mut bytes = Vec::with_capacity(length.min(most));
    loop {
        tell(Progress { doing: Doing::Loading(asset), done: bytes.len(), total: length });
        if bytes.len() > most {
            let _stopped = reader.cancel();
            return Ok(bytes);
        }
        let piece = JsFuture::from(reader.read()).await?;
        if Reflect::get(&piece, &"done".into())?.is_truthy() {
            return Ok(bytes);
        }
        let piece: Uint8Array = Reflect::get(&piece, &"value".into())?.dyn_into()?;
        bytes.extend(piece.to_vec());
    }
}

fn absolute(scope: &DedicatedWorkerGlobalScope, path: &str) -> Result<String, JsValue> {
    Ok(web_sys::Url::new_with_base(path, &scope.location().href())?.href())
}

/// What an exception says of itself.
fn reason(error: &JsValue) -> String {
    let message = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
    message.or_else(|| error.as_string()).unwrap_or_else(|| format!("{error:?}"))
}

fn post_answer(scope: &DedicatedWorkerGlobalScope, seq: f64, ask: &Ask, answer: &Answer, spare: &mut Spare) {
    let (header, numbers) = answer.pack(ask);
    post(scope, seq, &Said::Answer(Box::new(header)), Some(&spare.lists(numbers)));
}

fn post(scope: &DedicatedWorkerGlobalScope, seq: f64, said: &Said, numbers: Option<&Array>) {
    let Ok(text) = serde_json::to_string(said) else { return };
    let message = Array::of2(&seq.into(), &text.into());
    let buffers = Array::new();
    if let Some(numbers) = numbers {
        message.push(numbers);
        numbers.iter().for_each(|array| {
            buffers.push(&array.unchecked_into::<Float32Array>().buffer());
        });
    }
    if let Err(error) = scope.post_message_with_transfer(&message, &buffers) {
        web_sys::console::error_1(&error);
    }
}
