//! A pretrained model from the files of its folder, which are read as they arrive.

use super::{absolute, reason, tokenizers};
use heedmap::engine::{Asset, Doing, FolderFault, Loading, Progress};
use heedmap::model::pretrained::{Folder, Model};
use heedmap::text::Reader;
use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DedicatedWorkerGlobalScope, ReadableStreamDefaultReader, Response};

/// Bytes that weights may have, four for each number: a module's memory ends at four gigabytes.
const LIMIT: u64 = 3 << 30;

/// Loads a model and its tokenizer.
///
/// # Errors
/// Why not.
pub(super) async fn load(
    scope: &DedicatedWorkerGlobalScope,
    folder: &Folder,
    tell: impl Fn(Progress),
) -> Result<(Model, Reader), String> {
    let config = whole(scope, folder, "config.json").await?;
    let tokenizer = whole(scope, folder, "tokenizer.json").await?;
    let reader = tokenizers::reader(&tokenizer).await.map_err(|error| reason(&error))?;
    let fault = |fault: FolderFault| format!("{fault:?}");
    let mut loading = Loading::new(&config, LIMIT).map_err(fault)?;
    let file = "model.safetensors";
    loading.open(file);
    let (body, total) = open(scope, folder, file).await?;
    let mut done = 0;
    while let Some(piece) = next(&body).await.map_err(|error| reason(&error))? {
        done += piece.len();
        tell(Progress { doing: Doing::Loading(Asset::Model), done, total });
        loading.push(&piece).map_err(fault)?;
    }
    loading.close().map_err(fault)?;
    Ok((loading.finish().map_err(fault)?, reader))
}

/// A small file.
async fn whole(scope: &DedicatedWorkerGlobalScope, folder: &Folder, file: &str) -> Result<Vec<u8>, String> {
    let (body, _) = open(scope, folder, file).await?;
    let mut bytes = vec![];
    while let Some(piece) = next(&body).await.map_err(|error| reason(&error))? {
        bytes.extend(piece);
    }
    Ok(bytes)
}

/// Begins to read a file; says how many bytes it has, or 0.
async fn open(
    scope: &DedicatedWorkerGlobalScope,
    folder: &Folder,
    file: &str,
) -> Result<(ReadableStreamDefaultReader, usize), String> {
    let failed = |error: JsValue| format!("{file}: {}", reason(&error));
    let url = match folder {
        Folder::Ours(ours) => absolute(scope, &format!("models/{}/{file}", ours.slug())).map_err(failed)?,
        other => return Err(format!("{} is not the site's", other.name())),
    };
    let response: Response = JsFuture::from(scope.fetch_with_str(&url)).await.map_err(failed)?.unchecked_into();
    if !response.ok() {
        return Err(format!("{file}: HTTP {}", response.status()));
    }
    let length = response.headers().get("content-length").ok().flatten();
    let body = response.body().ok_or_else(|| format!("{file}: empty"))?;
    Ok((body.get_reader().unchecked_into(), length.and_then(|length| length.parse().ok()).unwrap_or(0)))
}

async fn next(body: &ReadableStreamDefaultReader) -> Result<Option<Vec<u8>>, JsValue> {
    let piece = JsFuture::from(body.read()).await?;
    if Reflect::get(&piece, &"done".into())?.is_truthy() {
        return Ok(None);
    }
    let piece: Uint8Array = Reflect::get(&piece, &"value".into())?.dyn_into()?;
    Ok(Some(piece.to_vec()))
}
