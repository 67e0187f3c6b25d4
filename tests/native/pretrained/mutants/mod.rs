//! Folders of models that something happened to: real files, changed in every way that comes to mind. Each is either a
//! model that can be used, or one sentence says why it is none. Which changes are made is the same at every run.

mod config;
mod header;
mod index;

use super::folder::models;
use heedmap::engine::{Answer, Ask, Collecting, Engine, FolderFault, Loading, Reading, Run, Stop, Trouble, Writing};
use heedmap::file::safetensors::Index;
use heedmap::i18n::strings;
use heedmap::model::pretrained::{Folder, Model, Ours, Sampling};
use heedmap::num::random;
use heedmap::state::Language;
use heedmap::text::{Frame, Reader, Token};
use std::collections::BTreeMap;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::rc::Rc;

const CONFIG: &str = "config.json";
const WEIGHTS: &str = "model.safetensors";
const INDEX: &str = "model.safetensors.index.json";
/// Bytes that weights may have, as in the page.
const LIMIT: u64 = 3 << 30;
/// Characters of the longest sentence.
const LONGEST: usize = 300;

/// The files of a folder, by their names.
type Files = BTreeMap<String, Vec<u8>>;

/// The folders of models that tests have: one of each family, and the site's own.
fn folders() -> Vec<PathBuf> {
    let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/models");
    let all = [models(), ours].into_iter().flat_map(|root| fs::read_dir(root).unwrap());
    let mut all: Vec<PathBuf> = all.map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect();
    all.sort();
    assert_eq!(all.len(), 13);
    all
}

fn read(folder: &Path) -> Files {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let is_read =
        |path: &PathBuf| path.ends_with(CONFIG) || path.to_string_lossy().contains(WEIGHTS.trim_start_matches("model"));
    files
        .filter(is_read)
        .map(|path| (path.file_name().unwrap().to_str().unwrap().into(), fs::read(path).unwrap()))
        .collect()
}

/// Loads a folder in the worker's order.
fn load(files: &Files) -> Result<Model, FolderFault> {
    let file = |name: &str| files.get(name).ok_or_else(|| FolderFault::Missing { file: name.into() });
    let mut loading = Loading::new(file(CONFIG)?, LIMIT)?;
    let names: Vec<String> = match files.get(INDEX) {
        Some(index) => Index::read(index).map_err(FolderFault::Index)?.files().into_iter().map(str::to_owned).collect(),
        None => vec![WEIGHTS.into()],
    };
    for name in names {
        loading.open(&name);
        for piece in file(&name)?.chunks(10_000) {
            loading.push(piece)?;
        }
        loading.close()?;
    }
    loading.finish()
}

/// Numbers that look random and are the same at every run.
struct Dice(u64);

impl Dice {
    /// One of `n`.
    fn of(&mut self, n: usize) -> usize {
        self.0 += 1;
        (random::mix(self.0) % n as u64) as usize
    }

    /// Changes a byte, or inserts, deletes or doubles some, up to four times.
    fn change(&mut self, bytes: &mut Vec<u8>, end: usize) {
        let signs = b"0123456789{}[]:,\"-.eEtrufalsnFBI\\ ";
        let mut end = end;
        for _ in 0..=self.of(4) {
            let place = self.of(end.max(1)).min(bytes.len().saturating_sub(1));
            match self.of(6) {
                0 => bytes[place] ^= 1 << self.of(8),
                1 => bytes[place] = self.of(256) as u8,
                2 => bytes[place] = signs[self.of(signs.len())],
                3 => bytes.insert(place, signs[self.of(signs.len())]),
                4 => drop(bytes.remove(place)),
                _ => {
                    let more: Vec<u8> = bytes[place..].iter().take(1 + self.of(40)).copied().collect();
                    bytes.splice(place..place, more);
                }
            }
            end = end.min(bytes.len());
        }
    }
}

/// What became of all changes.
#[derive(Default)]
struct Tried {
    n: usize,
    /// How many were models all the same.
    n_models: usize,
    broken: Vec<String>,
}

impl Tried {
    /// Tries one change: it must be a model that can be used, or have a sentence. Gives back the fault.
    fn answer(
        &mut self,
        name: impl Fn() -> String,
        load: impl FnOnce() -> Result<Model, FolderFault>,
    ) -> Option<FolderFault> {
        self.n += 1;
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            let loaded = load();
            self.n_models += usize::from(loaded.is_ok());
            let fault = loaded.map(used).err();
            fault.iter().for_each(told);
            fault
        }));
        outcome.unwrap_or_else(|panic| {
            let said = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
            self.broken.push(format!("{}: {}", name(), said.unwrap_or_default()));
            None
        })
    }

    /// All was answered: so many changes at least, of which so many at least were models all the same.
    fn done(self, least: usize, least_models: usize) {
        let Self { n, n_models, broken } = self;
        assert!(broken.is_empty(), "{} of {n} are not answered:\n  {}", broken.len(), broken.join("\n  "));
        assert!(n >= least && n_models >= least_models, "only {n} were tried, {n_models} of them models");
    }
}

/// A fault is one short sentence in both languages, for readers.
fn told(fault: &FolderFault) {
    let debug = format!("{fault:?}");
    let variants = debug.split(|c: char| !c.is_alphanumeric()).filter(|word| word.starts_with(char::is_uppercase));
    let variants: Vec<&str> = variants.collect();
    for (language, end) in [(Language::En, '.'), (Language::Zh, '。')] {
        let sentence = (strings(language).models.fault)("my-model", fault);
        assert!(sentence.starts_with("my-model") && sentence.ends_with(end), "{sentence}");
        let length = sentence.chars().count();
        assert!(length <= LONGEST, "{length} characters: {}", sentence.chars().take(200).collect::<String>());
        assert!(!sentence.contains(char::is_control), "{sentence:?} has signs that cannot be seen");
        for variant in &variants {
            let shown = [format!("{variant}("), format!("{variant} {{")];
            assert!(!shown.iter().any(|shown| sentence.contains(shown)), "{sentence} is for programmers");
        }
    }
}

/// Lets a model read, write on and be looked at by a program.
fn used(model: Model) {
    let (vocab_size, n_layers) = (model.config().vocab_size, model.config().n_layers);
    let list: Vec<Token> = (0..6).map(|i| Token { id: i * 7 % 40, start: i as usize, end: i as usize + 1 }).collect();
    let encode = move |_: &str, _: Frame| Ok(list.clone());
    let reader = Reader {
        encode: Rc::new(encode),
        piece: Rc::new(|_| None),
        n_tokens: vocab_size,
        mask: Some(3),
        padding: None,
        fixed_length: None,
    };
    let mut engine = Engine::default();
    let folder = Folder::Ours(Ours::EnDecoder);
    engine.adopt(folder.clone(), model, reader);
    let reading = Reading { masked: vec![1], heads_off: vec![(0, 0)], layer: n_layers - 1, ..Reading::default() };
    let writing = Writing { n_new: 2, sampling: Sampling { temperature: 1.0, ..Sampling::default() } };
    for run in [Run::Read(reading), Run::Collect(Collecting::default()), Run::Write(writing)] {
        let ask = Ask { texts: vec!["abcdef".into()], model: Some(folder.clone()), ..Ask::new(run) };
        match engine.answer(&ask, |_| {}) {
            Ok(answer) => sent(&ask, &answer),
            Err(Stop::Fails(Trouble::NoModel(_, fault))) => told(&fault),
            Err(other) => panic!("{other:?}"),
        }
    }
}

/// An answer reaches the page.
fn sent(ask: &Ask, answer: &Answer) {
    let (header, numbers) = answer.pack(ask);
    let text = serde_json::to_string(&header).unwrap();
    let header = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
    let numbers = numbers.into_iter().map(<[f32]>::to_vec);
    let numbers = numbers.map(|list| (list.len(), move |range: std::ops::Range<usize>| list[range].to_vec())).collect();
    assert!(Answer::unpack(ask, header, numbers).is_ok());
}
