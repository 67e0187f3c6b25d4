//! Files that are dropped anywhere: a tokenizer, the files of a model, in their folder or by themselves, or documents.

use super::browser;
use super::opening::{address, load};
use gloo::events::EventListener;
use heedmap::model::pretrained::Folder;
use heedmap::state::{Action, ReadingAction, VectorsAction};
use js_sys::{Array, Function, Promise, Reflect};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, DataTransfer, DragEvent, Element, FileSystemDirectoryEntry, FileSystemEntry, FileSystemFileEntry};

/// What a folder of files without one is called.
const UNNAMED: &str = "model";

/// How deep in folders a model is looked for, and in how many of one depth: what is dropped may be a whole disk.
const MAX_DEPTH: usize = 4;
const MAX_FOLDERS: usize = 256;

/// Calls with what files amount to that are dropped where no other form takes them. Texts are documents on a page that
/// takes some.
pub(crate) fn listen(takes_texts: impl Fn() -> bool + 'static, call: impl Fn(Action) + 'static) -> EventListener {
    let call = Rc::new(call);
    EventListener::new(&browser::window(), "drop", move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let takes_matrices = target.is_some_and(|element| matches!(element.closest(".matrices"), Ok(Some(_))));
        let data = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer).filter(|_| !takes_matrices);
        let Some(data) = data else { return };
        let files = data.files().map(|files| paths(&Array::from(&files))).unwrap_or_default();
        let (folders, takes_texts) = (folders(&data), takes_texts());
        let call = Rc::clone(&call);
        spawn_local(async move {
            let folder = folders.first().map(|folder| folder.name());
            let files = with_inside(files, folders).await;
            let action = match brought(&files) {
                None if takes_texts => documents(&files).await,
                action => action,
            };
            let action = action.or(folder.map(empty));
            // What is neither is opened as a tokenizer all the same, so that what is wrong with it is said.
            let action = action.or_else(|| files.first().and_then(|(name, file)| load(name, file)));
            action.into_iter().for_each(|action| call(action));
        });
    })
}

/// Blobs with their names, after their folder's if that is known.
pub(crate) fn paths(list: &Array) -> Vec<(String, Blob)> {
    let named = |value: JsValue| {
        let text = |name: &str| Reflect::get(&value, &name.into()).ok()?.as_string().filter(|text| !text.is_empty());
        let path = text("webkitRelativePath").or_else(|| text("name"))?;
        Some((path, value.dyn_into().ok()?))
    };
    list.iter().filter_map(named).collect()
}

/// What files amount to: a model, if there is a part of one among them, or else a tokenizer.
pub(crate) fn brought(files: &[(String, Blob)]) -> Option<Action> {
    let file = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
    let folder = |path: &str| path.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_owned());
    // Of a folder with others in it, the part that is a model.
    let first = files.iter().filter(|(path, _)| is_part(path)).min_by_key(|(path, _)| path.matches('/').count());
    let Some((first, _)) = first else {
        let (path, blob) = files.iter().find(|(path, _)| path.ends_with(".json"))?;
        return load(&file(path), blob);
    };
    let own = folder(first);
    let is_wanted = |path: &str| folder(path) == own && (path.ends_with(".json") || path.ends_with(".safetensors"));
    let wanted = files.iter().filter(|(path, _)| is_wanted(path));
    let files = wanted.filter_map(|(path, blob)| Some((file(path), address(blob)?))).collect();
    let name = if own.is_empty() { UNNAMED.to_owned() } else { file(&own) };
    Some(Action::Read(ReadingAction::Choose(Folder::Local { name, files })))
}

/// Text files are documents, whatever else was dropped with them.
async fn documents(files: &[(String, Blob)]) -> Option<Action> {
    let mut texts = vec![];
    for (_, file) in files.iter().filter(|(path, _)| path.ends_with(".txt")) {
        texts.extend(JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string()));
    }
    (!texts.is_empty()).then_some(Action::Vectorize(VectorsAction::Add(texts)))
}

/// A folder without a part of a model is opened too, so that what is missing is said.
pub(crate) fn empty(folder: String) -> Action {
    Action::Read(ReadingAction::Choose(Folder::Local { name: folder, files: vec![] }))
}

/// Whether a file is one of a model's.
fn is_part(path: &str) -> bool {
    path.rsplit('/').next() == Some("config.json") || path.contains(".safetensors")
}

/// The folders among what is dropped. They must be asked for before the event is over.
fn folders(data: &DataTransfer) -> Vec<FileSystemDirectoryEntry> {
    let items = data.items();
    let entry = |index: u32| items.get(index)?.webkit_get_as_entry().ok()?.filter(FileSystemEntry::is_directory);
    (0..items.length()).filter_map(entry).map(JsCast::unchecked_into).collect()
}

/// Files with those in folders, and in the folders in these, until a part of a model is among them.
async fn with_inside(
    mut files: Vec<(String, Blob)>,
    mut folders: Vec<FileSystemDirectoryEntry>,
) -> Vec<(String, Blob)> {
    for _ in 0..MAX_DEPTH {
        if files.iter().any(|(path, _)| is_part(path)) {
            break;
        }
        let mut next = vec![];
        for folder in &folders {
            // What cannot be read is as good as empty.
            let _unread = inside(folder, &mut files, &mut next).await;
        }
        folders = next;
    }
    files
}

/// The files in a folder that may be of a model or a tokenizer, and the folders in it.
async fn inside(
    folder: &FileSystemDirectoryEntry,
    files: &mut Vec<(String, Blob)>,
    folders: &mut Vec<FileSystemDirectoryEntry>,
) -> Result<(), JsValue> {
    let reader = folder.create_reader();
    // It hands out some at a time, and nothing at the end.
    loop {
        let some = promise(|done, failed| reader.read_entries_with_callback_and_callback(done, failed)).await?;
        let some = Array::from(&some);
        if some.length() == 0 {
            return Ok(());
        }
        for entry in some.iter().map(JsCast::unchecked_into::<FileSystemEntry>) {
            let path = entry.full_path().trim_start_matches('/').to_owned();
            if entry.is_directory() && folders.len() < MAX_FOLDERS {
                folders.push(entry.unchecked_into());
            } else if entry.is_file() && (path.ends_with(".json") || path.ends_with(".safetensors")) {
                let entry: FileSystemFileEntry = entry.unchecked_into();
                let file = promise(|done, failed| {
                    entry.file_with_callback_and_callback(done, failed);
                    Ok(())
                });
                files.push((path, file.await?.unchecked_into()));
            }
        }
    }
}

async fn promise(mut begin: impl FnMut(&Function, &Function) -> Result<(), JsValue>) -> Result<JsValue, JsValue> {
    let promise = Promise::new(&mut |done, failed| {
        if let Err(error) = begin(&done, &failed) {
            let _told = failed.call1(&JsValue::NULL, &error);
        }
    });
    JsFuture::from(promise).await
}
