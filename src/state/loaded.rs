//! Tokenizers of the reader's own: where their files are. What is in them, the worker reads.

use crate::text::{MAX_LOADED, Tokenizer};

/// What addresses begin with that stand for a file in the reader's browser. Nobody else can open them.
const LOCAL: &str = "blob:";

/// A file that holds a tokenizer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// Its name, for readers.
    pub name: String,
    /// Where it is: a path on the site, from its root, or an address that the browser has made for it.
    pub address: String,
    /// How texts were cut before it was opened.
    pub before: Tokenizer,
}

/// The files, by their places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files(pub [Option<Loaded>; MAX_LOADED]);

impl Files {
    /// The file of a tokenizer, if it is one of them and there.
    #[must_use]
    pub fn get(&self, tokenizer: Tokenizer) -> Option<&Loaded> {
        self.0.get(tokenizer.slot()?)?.as_ref()
    }

    /// Whether a tokenizer can be used: it needs no file of the reader's, or its file is there.
    #[must_use]
    pub fn has(&self, tokenizer: Tokenizer) -> bool {
        tokenizer.slot().is_none() || self.get(tokenizer).is_some()
    }

    /// Whether an address is neither the browser's own nor a path on the site.
    pub(super) fn is_elsewhere(address: &str) -> bool {
        !address.starts_with(LOCAL) && (address.starts_with('/') || address.contains(':'))
    }

    /// The address of each; empty where there is none.
    #[must_use]
    pub fn addresses(&self) -> Vec<String> {
        let mut all: Vec<String> =
            self.0.iter().map(|file| file.as_ref().map_or_else(String::new, |file| file.address.clone())).collect();
        while all.last().is_some_and(String::is_empty) {
            all.pop();
        }
        all
    }

    /// Puts a file into the first free place, or into that of the file that is in use, and returns the tokenizer.
    pub(super) fn add(&mut self, name: String, address: String, now: Tokenizer) -> Tokenizer {
        let same = self.0.iter().position(|file| file.as_ref().is_some_and(|file| file.address == address));
        let free = same.or_else(|| self.0.iter().position(Option::is_none));
        let slot = free.or(now.slot()).unwrap_or(MAX_LOADED - 1);
        let before = if now.slot() == Some(slot) { Tokenizer::default() } else { now };
        self.0[slot] = Some(Loaded { name, address, before });
        Tokenizer::loaded(slot).unwrap_or_default()
    }

    /// Takes a file away; returns how texts were cut before it came, as far as that is still possible.
    pub(super) fn remove(&mut self, slot: usize) -> Tokenizer {
        let file = self.0.get_mut(slot).and_then(Option::take);
        file.map(|file| file.before).filter(|&before| self.has(before)).unwrap_or_default()
    }

    /// The paths of those that are on the site, as a link has them.
    pub(super) fn paths(&self) -> Vec<&str> {
        self.0.iter().flatten().map(|file| file.address.as_str()).filter(|path| !path.starts_with(LOCAL)).collect()
    }

    /// Opens the paths of a link.
    pub(super) fn open(&mut self, paths: &str) {
        for path in paths.split(',').filter(|path| !path.is_empty() && !path.starts_with(LOCAL)).take(MAX_LOADED) {
            let name = path.rsplit('/').next().unwrap_or(path).to_owned();
            self.add(name, path.to_owned(), Tokenizer::default());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_take_places_and_give_them_back() {
        let mut files = Files::default();
        let mut now = Tokenizer::Jieba;
        for n in 0..6 {
            now = files.add(format!("{n}.json"), format!("blob:{n}"), now);
        }
        assert_eq!(files.addresses(), ["blob:0", "blob:1", "blob:2", "blob:5"], "the last place is used again");
        assert_eq!((now, files.get(now).unwrap().name.as_str()), (Tokenizer::Loaded4, "5.json"));
        assert_eq!(files.add("again".into(), "blob:1".into(), now), Tokenizer::Loaded2);
        assert_eq!(files.remove(0), Tokenizer::Jieba);
        assert!(!files.has(Tokenizer::Loaded) && files.has(Tokenizer::Loaded2) && files.has(Tokenizer::Bytes));
        assert!(files.paths().is_empty());
    }

    #[test]
    fn a_link_opens_what_is_on_the_site() {
        let mut files = Files::default();
        files.open("course/tokenizer.json,blob:1,,b.json");
        assert_eq!(files.paths(), ["course/tokenizer.json", "b.json"]);
        assert_eq!(files.get(Tokenizer::Loaded).unwrap().name, "tokenizer.json");
    }
}
