//! Where the files of a model's folder come from, each as a stream of bytes.

use super::absolute;
use super::keeping::{self, matched};
use heedmap::engine::{FolderFault, Kept, Silence};
use heedmap::model::pretrained::Folder;
use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DedicatedWorkerGlobalScope, ReadableStreamDefaultReader, RequestInit, RequestMode, Response, Url};

/// A folder that can be read.
pub(super) struct Source<'a> {
    scope: &'a DedicatedWorkerGlobalScope,
    folder: &'a Folder,
    /// The kept model that is read in its place.
    kept: Option<Kept>,
}

/// A file on its way.
pub(super) struct Body {
    reader: ReadableStreamDefaultReader,
    /// Bytes of the file; 0 if that is not known.
    pub(super) total: u64,
}

impl Body {
    /// The next bytes; none at the end.
    pub(super) async fn next(&self) -> Result<Option<Uint8Array>, JsValue> {
        let piece = JsFuture::from(self.reader.read()).await?;
        if Reflect::get(&piece, &"done".into())?.is_truthy() {
            return Ok(None);
        }
        Reflect::get(&piece, &"value".into())?.dyn_into().map(Some)
    }

    /// Wants no more of it.
    pub(super) async fn cancel(self) {
        let _gone = JsFuture::from(self.reader.cancel()).await;
    }
}

impl<'a> Source<'a> {
    /// Finds a folder. What is kept of an address is read in its place.
    ///
    /// # Errors
    /// [`FolderFault::NotKept`].
    pub(super) async fn find(scope: &'a DedicatedWorkerGlobalScope, folder: &'a Folder) -> Result<Self, FolderFault> {
        let kept = match folder {
            Folder::Kept(name) => Some(keeping::list(scope, name).await.ok_or(FolderFault::NotKept)?),
            Folder::Url(url) => keeping::of_address(scope, folder.name(), url).await,
            Folder::Ours(_) | Folder::Local { .. } => None,
        };
        Ok(Self { scope, folder, kept })
    }

    /// Whether the browser does not keep it yet. What the site has is the service worker's to keep.
    pub(super) fn is_new(&self) -> bool {
        self.kept.is_none() && !matches!(self.folder, Folder::Ours(_))
    }

    /// Begins to read a file.
    ///
    /// # Errors
    /// Why it cannot be had.
    pub(super) async fn open(&self, file: &str) -> Result<Body, FolderFault> {
        let name = || file.to_owned();
        let unread = || FolderFault::BrokeOff { file: name(), done: 0, total: 0 };
        let response = match (&self.kept, self.folder) {
            (Some(kept), _) => {
                let response = matched(self.scope, &kept.name, file).await;
                response.ok_or_else(|| FolderFault::Missing { file: name() })?
            }
            (None, Folder::Local { files, .. }) => {
                let address = files.iter().find(|(own, _)| own == file).map(|(_, address)| address);
                let address = address.ok_or_else(|| FolderFault::Missing { file: name() })?;
                JsFuture::from(self.scope.fetch_with_str(address)).await.map_err(|_| unread())?.unchecked_into()
            }
            (None, folder) => {
                let url = address(self.scope, folder, file).map_err(|_| unread())?;
                match JsFuture::from(self.scope.fetch_with_str(&url)).await {
                    Ok(response) => response.unchecked_into::<Response>(),
                    Err(_) => return Err(self.silence(&url).await),
                }
            }
        };
        if !response.ok() {
            return Err(FolderFault::Status { file: name(), status: response.status() });
        }
        let header = |name: &str| response.headers().get(name).ok().flatten();
        if header("content-type").is_some_and(|kind| kind.starts_with("text/html")) {
            return Err(FolderFault::Html { file: name() });
        }
        let size = self.kept.iter().flat_map(|kept| &kept.files).find(|(own, _)| own == file).map(|&(_, size)| size);
        // The length of what was packed for the way is another one.
        let length = || header("content-length").filter(|_| header("content-encoding").is_none())?.parse().ok();
        let total = size.or_else(length).unwrap_or(0);
        let Some(body) = response.body() else {
            return Err(FolderFault::BrokeOff { file: name(), done: 0, total });
        };
        Ok(Body { reader: body.get_reader().unchecked_into(), total })
    }

    /// Why an address does not answer: a request whose answer nobody may read shows whether anybody is there.
    async fn silence(&self, url: &str) -> FolderFault {
        let origin = |url: &str| Url::new(url).map_or_else(|_| url.to_owned(), |url| url.origin());
        let (server, own) = (origin(url), self.scope.location().origin());
        let blind = RequestInit::new();
        blind.set_method("HEAD");
        blind.set_mode(RequestMode::NoCors);
        let silence = if !self.scope.navigator().on_line() {
            Silence::Offline
        } else if server != own && JsFuture::from(self.scope.fetch_with_str_and_init(url, &blind)).await.is_ok() {
            Silence::Forbidden
        } else {
            Silence::Unreachable
        };
        FolderFault::NoAnswer { server, silence }
    }
}

/// The address of a file that a server has. What stands before a path keeps it on the site, whatever it says.
fn address(scope: &DedicatedWorkerGlobalScope, folder: &Folder, file: &str) -> Result<String, JsValue> {
    let path = match folder {
        Folder::Ours(ours) => format!("models/{}/{file}", ours.slug()),
        Folder::Url(url) if folder.is_elsewhere() => return Ok(format!("{url}{file}")),
        other => format!("../{}{file}", other.address()),
    };
    absolute(scope, &path)
}
