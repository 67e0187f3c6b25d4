//! The models that the browser keeps, as every menu of models has them.

use super::browser;
use gloo::events::EventListener;
use heedmap::engine::Kept;
use js_sys::{Array, Reflect};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{CacheQueryOptions, CacheStorage, Response};
use yew::prelude::*;

/// What the window hears when another model is kept, or one no longer.
const CHANGED: &str = "heedmap-kept";

/// The models that are kept, now and whenever that changes; of one that came only half, no files.
#[hook]
pub(crate) fn use_kept() -> Rc<Vec<Kept>> {
    let kept = use_state_eq(Rc::<Vec<Kept>>::default);
    use_effect_with((), {
        let kept = kept.clone();
        move |()| {
            let look = move || {
                let kept = kept.clone();
                spawn_local(async move { kept.set(Rc::new(all().await.unwrap_or_default())) });
            };
            look();
            let listener = EventListener::new(&browser::window(), CHANGED, move |_| look());
            move || drop(listener)
        }
    });
    Rc::clone(&kept)
}

/// Says that another model is kept, or one no longer.
pub(crate) fn tell() {
    if let Ok(event) = Event::new(CHANGED) {
        let _heard = browser::window().dispatch_event(&event);
    }
}

/// Keeps a model no longer.
pub(crate) fn delete(name: String) {
    spawn_local(async move {
        if let Some(caches) = storage() {
            let _gone = JsFuture::from(caches.delete(&Kept::cache(&name))).await;
        }
        tell();
    });
}

async fn all() -> Option<Vec<Kept>> {
    let caches = storage()?;
    let names = Array::from(&JsFuture::from(caches.keys()).await.ok()?);
    let mut found = vec![];
    for cache in names.iter().filter_map(|name| name.as_string()) {
        let Some(name) = Kept::of_cache(&cache) else { continue };
        let nothing = Kept { name: name.into(), is_decoder: false, from: None, files: vec![] };
        let kept = list(&caches, &cache).await;
        found.push(kept.map_or(nothing, |kept| Kept { name: name.into(), ..kept }));
    }
    Some(found)
}

async fn list(caches: &CacheStorage, cache: &str) -> Option<Kept> {
    let options = CacheQueryOptions::new();
    Reflect::set(&options, &"cacheName".into(), &cache.into()).ok()?;
    let found = caches.match_with_str_and_options(&Kept::key(Kept::LIST), &options);
    let response: Response = JsFuture::from(found).await.ok()?.dyn_into().ok()?;
    serde_json::from_str(&JsFuture::from(response.text().ok()?).await.ok()?.as_string()?).ok()
}

/// The browser's store; pages without a secure connection have none.
fn storage() -> Option<CacheStorage> {
    Reflect::get(&browser::window(), &"caches".into()).ok()?.dyn_into().ok()
}
