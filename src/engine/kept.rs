//! Models that the browser keeps: under which names, with what sizes. Each has a cache of its own, so that it can be
//! deleted by itself; the list of its files is put in last, so that one that came only half has none.

use serde::{Deserialize, Serialize};

/// What the names of their caches begin with. No name of a version of the site begins so (`www/sw.js`).
const CACHE: &str = "heedmap model ";

/// A model that is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Its name.
    pub name: String,
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

    /// Bytes of all files.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|(_, bytes)| bytes).sum()
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
        let kept = Kept { name: "a".into(), from: None, files: vec![("x".into(), 3), ("y".into(), 4)] };
        assert_eq!(kept.bytes(), 7);
    }
}
