//! A pretrained model from the files of its folder, which are read as they arrive.

use super::keeping::Keeper;
use super::source::{Body, Source};
use super::{reason, tokenizers};
use heedmap::engine::{Asset, Doing, FolderFault, Keeping, Loading, Progress};
use heedmap::file::safetensors::Index;
use heedmap::model::pretrained::{Folder, Model};
use heedmap::text::Reader;
use heedmap::text::tokenizer_json::{Fault, MAX_BYTES, check};
use web_sys::DedicatedWorkerGlobalScope;

/// Bytes that weights may have, four for each number: a module's memory ends at four gigabytes.
const LIMIT: u64 = 3 << 30;
/// Bytes that a `config.json` or a list of files may have: the longest list in use has 9 MB.
const MAX_SMALL: usize = 16 << 20;
/// How often the page hears how far it is, in milliseconds.
const TELLING: f64 = 40.0;

const WEIGHTS: &str = "model.safetensors";
const INDEX: &str = "model.safetensors.index.json";

/// A model that was loaded.
pub(super) struct Opened {
    pub(super) model: Model,
    pub(super) reader: Reader,
    /// What became of keeping it, if it was not kept before.
    pub(super) kept: Option<Keeping>,
}

/// Loads a model and its tokenizer, and keeps their files.
///
/// # Errors
/// Why not; nothing is kept then.
pub(super) async fn load(
    scope: &DedicatedWorkerGlobalScope,
    folder: &Folder,
    tell: impl Fn(Progress),
) -> Result<Opened, FolderFault> {
    let source = Source::find(scope, folder).await?;
    let keeper = if source.is_new() { Some(Keeper::begin(scope, &source, folder).await) } else { None };
    let (keeper, failed) = match keeper {
        Some(Ok(keeper)) => (Some(keeper), None),
        Some(Err(failed)) => (None, Some(failed)),
        None => (None, None),
    };
    let mut reading = Reading { source, keeper, tell, told: 0.0 };
    let read = reading.read().await;
    match (read, reading.keeper) {
        (Ok((model, reader)), Some(keeper)) => {
            let kept = Some(keeper.finish(model.config().is_causal).await);
            Ok(Opened { model, reader, kept })
        }
        (Ok((model, reader)), None) => Ok(Opened { model, reader, kept: failed }),
        (Err(fault), keeper) => {
            if let Some(keeper) = keeper {
                keeper.give_up().await;
            }
            Err(fault)
        }
    }
}

/// A folder that is being read.
struct Reading<'a, T> {
    source: Source<'a>,
    keeper: Option<Keeper>,
    tell: T,
    /// When the page last heard of it.
    told: f64,
}

impl<T: Fn(Progress)> Reading<'_, T> {
    async fn read(&mut self) -> Result<(Model, Reader), FolderFault> {
        let config = self.whole("config.json", MAX_SMALL).await?;
        let mut loading = Loading::new(&config, LIMIT)?;
        let file = self.whole("tokenizer.json", MAX_BYTES).await?;
        check(&file).map_err(FolderFault::Tokenizer)?;
        let reader = tokenizers::reader(&file).await;
        let reader = reader.map_err(|error| FolderFault::Tokenizer(Fault::Refused(reason(&error))))?;
        drop(file);
        let (n_tokens, vocab_size) = (reader.n_tokens, loading.config().vocab_size);
        // Fewer are common: vocabularies are filled up to a round number.
        if n_tokens > vocab_size {
            return Err(FolderFault::Vocabulary { n_tokens, vocab_size });
        }
        match self.source.open(WEIGHTS).await {
            Ok(body) => {
                let total = body.total;
                self.weights(&mut loading, WEIGHTS, body, (0, total)).await?;
            }
            // Perhaps they are in several files.
            Err(fault) if is_absent(&fault) => {
                let index = self
                    .whole(INDEX, MAX_SMALL)
                    .await
                    .map_err(|other| if is_absent(&other) { fault } else { other })?;
                let index = Index::read(&index).map_err(FolderFault::Index)?;
                let mut done = 0;
                for file in index.files() {
                    let body = self.source.open(file).await?;
                    done = self.weights(&mut loading, file, body, (done, index.total_size)).await?;
                }
            }
            Err(fault) => return Err(fault),
        }
        Ok((loading.finish()?, reader))
    }

    /// Reads a file of weights, of all of which so many bytes have come and are there; says how many have come then.
    async fn weights(
        &mut self,
        loading: &mut Loading,
        file: &str,
        body: Body,
        (before, total): (u64, u64),
    ) -> Result<u64, FolderFault> {
        loading.open(file);
        let done = self.stream(file, body, (before, total), |piece| loading.push(piece)).await?;
        loading.close()?;
        Ok(before + done)
    }

    /// A small file, of so many bytes at most.
    async fn whole(&mut self, file: &str, most: usize) -> Result<Vec<u8>, FolderFault> {
        let body = self.source.open(file).await?;
        let (total, mut bytes) = (body.total, vec![]);
        self.stream(file, body, (0, total), |piece| {
            if bytes.len() + piece.len() > most {
                return Err(FolderFault::TooLarge { file: file.into(), most });
            }
            bytes.extend_from_slice(piece);
            Ok(())
        })
        .await?;
        Ok(bytes)
    }

    /// Hands over a file piece by piece, and keeps it; says how many bytes it has.
    async fn stream(
        &mut self,
        file: &str,
        body: Body,
        (before, total): (u64, u64),
        mut take: impl FnMut(&[u8]) -> Result<(), FolderFault>,
    ) -> Result<u64, FolderFault> {
        if let Some(keeper) = &mut self.keeper {
            keeper.open(file);
        }
        let mut done = 0;
        let broke_off = |done| FolderFault::BrokeOff { file: file.into(), done, total: body.total };
        while let Some(piece) = body.next().await.map_err(|_| broke_off(done))? {
            let bytes = piece.to_vec();
            if done == 0
                && let Some(fault) = FolderFault::of_start(file, &bytes)
            {
                return Err(fault);
            }
            done += bytes.len() as u64;
            take(&bytes)?;
            if let Some(keeper) = &mut self.keeper {
                keeper.write(&piece).await;
            }
            self.tell(before + done, total);
        }
        // Not every browser takes that for a failure.
        if done < body.total {
            return Err(broke_off(done));
        }
        if let Some(keeper) = &mut self.keeper {
            keeper.close().await;
        }
        Ok(done)
    }

    fn tell(&mut self, done: u64, total: u64) {
        let now = js_sys::Date::now();
        if now - self.told >= TELLING {
            self.told = now;
            let total = if done > total { 0 } else { total }; // nobody counted right
            let [done, total] = [done, total].map(|bytes| usize::try_from(bytes).unwrap_or(usize::MAX));
            (self.tell)(Progress { doing: Doing::Loading(Asset::Model), done, total });
        }
    }
}

/// Whether there is no such file, rather than one that cannot be had.
fn is_absent(fault: &FolderFault) -> bool {
    matches!(
        fault,
        FolderFault::Missing { .. } | FolderFault::Html { .. } | FolderFault::Status { status: 403 | 404 | 410, .. }
    )
}
