//! Keeps the files of models in the browser while they are read, so that the next visit needs no network.

use super::source::Source;
use heedmap::engine::{Keeping, Kept};
use heedmap::model::pretrained::Folder;
use js_sys::{Array, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Cache, CacheQueryOptions, CacheStorage, DedicatedWorkerGlobalScope, Response, TransformStream,
    WritableStreamDefaultWriter,
};

/// A model that is being kept. A failure stops the keeping and nothing else.
pub(super) struct Keeper {
    caches: CacheStorage,
    cache: Cache,
    kept: Kept,
    copy: Option<Copy>,
    failure: Option<JsValue>,
}

/// A file that is being written.
struct Copy {
    file: String,
    bytes: u64,
    writer: WritableStreamDefaultWriter,
    /// Done when everything is written.
    put: Promise,
}

impl Keeper {
    /// Begins, under a name that no other model has; a model with the same files is replaced.
    pub(super) async fn begin(
        scope: &DedicatedWorkerGlobalScope,
        source: &Source<'_>,
        folder: &Folder,
    ) -> Result<Self, Keeping> {
        let caches = storage(scope).ok_or(Keeping::NoStorage)?;
        let from = if let Folder::Url(url) = folder { Some(url.clone()) } else { None };
        for name in Kept::names(folder.name()) {
            let cache = Kept::cache(&name);
            let has = JsFuture::from(caches.has(&cache)).await.map_err(|_| Keeping::NoStorage)?;
            if has.is_truthy() {
                if let Some(other) = list(scope, &name).await
                    && (from.is_some() || other.from.is_some() || !is_same(source, &other).await)
                {
                    continue;
                }
                let _old = JsFuture::from(caches.delete(&cache)).await;
            }
            let opened = JsFuture::from(caches.open(&cache)).await.map_err(|_| Keeping::NoStorage)?;
            let kept = Kept { name, is_decoder: false, from, files: vec![] };
            return Ok(Self { caches, cache: opened.unchecked_into(), kept, copy: None, failure: None });
        }
        Err(Keeping::NoStorage)
    }

    /// Begins a file.
    pub(super) fn open(&mut self, file: &str) {
        if self.failure.is_some() {
            return;
        }
        let begin = || {
            let stream = TransformStream::new()?;
            let response = Response::new_with_opt_readable_stream(Some(&stream.readable()))?;
            let put = self.cache.put_with_str(&Kept::key(file), &response);
            Ok((stream.writable().get_writer()?, put))
        };
        match begin() {
            Ok((writer, put)) => self.copy = Some(Copy { file: file.into(), bytes: 0, writer, put }),
            Err(error) => self.failure = Some(error),
        }
    }

    /// Writes the next bytes, and waits until there is room for more: nothing piles up.
    pub(super) async fn write(&mut self, piece: &Uint8Array) {
        let Some(copy) = &mut self.copy else { return };
        copy.bytes += u64::from(piece.length());
        // A store that is full may never take the bytes, but says so.
        let written = Promise::race(&Array::of2(&copy.writer.write_with_chunk(piece), &copy.put));
        if let Err(error) = JsFuture::from(written).await {
            self.fail(error);
        }
    }

    /// Ends the file.
    pub(super) async fn close(&mut self) {
        let Some(copy) = self.copy.take() else { return };
        let closed = Promise::race(&Array::of2(&Promise::all(&Array::of2(&copy.writer.close(), &copy.put)), &copy.put));
        match JsFuture::from(closed).await {
            Ok(_) => self.kept.files.push((copy.file, copy.bytes)),
            Err(error) => self.fail(error),
        }
    }

    /// Ends it all with the list of what there is, and whether it is a decoder's.
    pub(super) async fn finish(mut self, is_decoder: bool) -> Keeping {
        self.kept.is_decoder = is_decoder;
        if self.failure.is_none() {
            let text = serde_json::to_string(&self.kept).unwrap_or_default();
            let written = match Response::new_with_opt_str(Some(&text)) {
                Ok(response) => JsFuture::from(self.cache.put_with_str(&Kept::key(Kept::LIST), &response)).await,
                Err(error) => Err(error),
            };
            self.failure = written.err();
        }
        match self.failure.take() {
            None => Keeping::As(self.kept.name),
            Some(failure) => {
                let name = Reflect::get(&failure, &"name".into()).ok().and_then(|name| name.as_string());
                let is_full = name.is_some_and(|name| name == "QuotaExceededError");
                self.give_up().await;
                if is_full { Keeping::NoRoom } else { Keeping::NoStorage }
            }
        }
    }

    /// Keeps nothing.
    pub(super) async fn give_up(mut self) {
        self.fail(JsValue::NULL);
        let _gone = JsFuture::from(self.caches.delete(&Kept::cache(&self.kept.name))).await;
    }

    fn fail(&mut self, error: JsValue) {
        self.failure = Some(error);
        if let Some(copy) = self.copy.take() {
            // Both fail now, which nobody need hear of.
            for end in [copy.writer.abort(), copy.put] {
                spawn_local(async move { drop(JsFuture::from(end).await) });
            }
        }
    }
}

/// What a kept model consists of; `None` if there is none of this name, or only half of one.
pub(super) async fn list(scope: &DedicatedWorkerGlobalScope, name: &str) -> Option<Kept> {
    let response = matched(scope, name, Kept::LIST).await?;
    let text = JsFuture::from(response.text().ok()?).await.ok()?.as_string()?;
    serde_json::from_str(&text).ok().map(|kept| Kept { name: name.into(), ..kept })
}

/// The kept model that came from an address.
pub(super) async fn of_address(scope: &DedicatedWorkerGlobalScope, name: &str, url: &str) -> Option<Kept> {
    let caches = storage(scope)?;
    for name in Kept::names(name) {
        if !JsFuture::from(caches.has(&Kept::cache(&name))).await.is_ok_and(|has| has.is_truthy()) {
            return None;
        }
        if let Some(kept) = list(scope, &name).await.filter(|kept| kept.from.as_deref() == Some(url)) {
            return Some(kept);
        }
    }
    None
}

/// A file of a kept model.
pub(super) async fn matched(scope: &DedicatedWorkerGlobalScope, name: &str, file: &str) -> Option<Response> {
    let options = CacheQueryOptions::new();
    Reflect::set(&options, &"cacheName".into(), &Kept::cache(name).into()).ok()?;
    let found = storage(scope)?.match_with_str_and_options(&Kept::key(file), &options);
    JsFuture::from(found).await.ok()?.dyn_into().ok()
}

/// The browser's store; private windows and pages without a secure connection may have none.
fn storage(scope: &DedicatedWorkerGlobalScope) -> Option<CacheStorage> {
    Reflect::get(scope, &"caches".into()).ok()?.dyn_into().ok()
}

/// Whether the files of a kept model are as large as those of a folder on the reader's disk.
async fn is_same(source: &Source<'_>, other: &Kept) -> bool {
    for (file, bytes) in &other.files {
        let Ok(body) = source.open(file).await else { return false };
        let total = body.total;
        body.cancel().await;
        if total != *bytes {
            return false;
        }
    }
    true
}
