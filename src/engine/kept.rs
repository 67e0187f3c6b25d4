//! Models that the browser keeps: under which names, with what sizes. Each has a cache of its own, so that it can be
//! deleted by itself; the list of its files is put in last, so that one that came only half has none.

use crate::model::pretrained::{Folder, Ours};
use serde::{Deserialize, Serialize};

/// What the names of their caches begin with. No name of a version of the site begins so (`www/sw.js`).
const CACHE: &str = "heedmap model ";

/// A model that is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Its name.
    pub name: String,
    /// Whether it can write a text on: it sees only what comes before.
    pub is_decoder: bool,
    /// The address of its folder; none if it was opened from a disk.
    pub from: Option<String>,
    /// Its files, with their sizes in bytes.
    pub files: Vec<(String, u64)>,
}

impl Kept {
    /// The name of the file in each cache that lists the others.
    pub const LIST: &str = "heedmap-kept.json";

    /// The name of a model's cache.
    #[must_use]
    pub fn cache(name: &str) -> String {
        format!("{CACHE}{name}")
    }

    /// Where a file is in its cache: a path, which the page and its worker take for the same address.
    #[must_use]
    pub fn key(file: &str) -> String {
        format!("/{file}")
    }

    /// The model whose cache this is, if it is one's.
    #[must_use]
    pub fn of_cache(cache: &str) -> Option<&str> {
        cache.strip_prefix(CACHE)
    }

    /// Whether all of it came.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        !self.files.is_empty()
    }

    /// Bytes of all files.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|(_, bytes)| bytes).sum()
    }

    /// What a menu of models has: the site's and those that are kept, all or the decoders only, and the chosen one.
    #[must_use]
    pub fn menu(kept: &[Self], decoders_only: bool, chosen: Option<&Folder>) -> Vec<Folder> {
        let ours = Ours::ALL.iter().filter(|&&ours| !decoders_only || ours == ours.decoder());
        let whole = kept.iter().filter(|kept| kept.is_whole() && (!decoders_only || kept.is_decoder));
        let kept = whole.map(|kept| Folder::Kept(kept.name.clone()));
        let mut all: Vec<Folder> = ours.map(|&ours| Folder::Ours(ours)).chain(kept).collect();
        all.extend(chosen.filter(|chosen| !all.contains(chosen)).cloned());
        all
    }

    /// Names that are tried for a model, one after the other, as long as another model has them.
    pub fn names(name: &str) -> impl Iterator<Item = String> {
        std::iter::once(name.to_owned()).chain((2..).map(move |number| format!("{name} {number}")))
    }
}

/// What became of keeping a model.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Keeping {
    /// It is kept under this name.
    As(String),
    /// The browser has no room for it.
    NoRoom,
    /// The browser keeps nothing here.
    NoStorage,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cache_is_named_after_its_model() {
        assert_eq!(Kept::of_cache(&Kept::cache("my model")), Some("my model"));
        assert_eq!(Kept::of_cache("heedmap-/course/#0123"), None);
        assert_eq!(Kept::names("a").take(3).collect::<Vec<_>>(), ["a", "a 2", "a 3"]);
        assert_eq!(kept("a", true, &[3, 4]).bytes(), 7);
    }

    fn kept(name: &str, is_decoder: bool, files: &[u64]) -> Kept {
        let files = files.iter().map(|&bytes| ("x".into(), bytes)).collect();
        Kept { name: name.into(), is_decoder, from: None, files }
    }

    #[test]
    fn a_menu_of_writers_has_no_encoder_but_the_chosen_one() {
        let all = [kept("llama", true, &[1]), kept("bert", false, &[1]), kept("half", true, &[])];
        let (llama, bert) = (Folder::Kept("llama".into()), Folder::Kept("bert".into()));
        let ours = |list: &[Ours]| list.iter().map(|&ours| Folder::Ours(ours)).collect::<Vec<_>>();
        let every = [ours(Ours::ALL), vec![llama.clone(), bert.clone()]].concat();
        assert_eq!(Kept::menu(&all, false, None), every);
        assert_eq!(Kept::menu(&all, false, Some(&bert)), every, "none stands there twice");
        let writers = [ours(&[Ours::EnDecoder, Ours::ZhDecoder]), vec![llama]].concat();
        assert_eq!(Kept::menu(&all, true, None), writers);
        assert_eq!(Kept::menu(&all, true, Some(&bert)), [writers, vec![bert]].concat());
    }
}
