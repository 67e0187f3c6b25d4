//! Tokenizers of the reader's own: where their files are. What is in them, the worker reads.

use super::{MAX_WITH, State};
use crate::text::{MAX_LOADED, Tokenizer};
use std::rc::Rc;

/// What addresses begin with that stand for a file in the reader's browser. Nobody else can open them.
const LOCAL: &str = "blob:";

/// A file that holds a tokenizer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// Its name, for readers.
    pub name: String,
    /// Where it is: a path on the site, from its root, or an address that the browser has made for it.
    pub address: String,
    /// What was there before it was opened, to come back if it is refused.
    pub before: Before,
}

/// What a file takes the place of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Before {
    /// How texts were cut.
    pub tokenizer: Tokenizer,
    /// The tokenizers that were compared.
    pub with: Vec<Tokenizer>,
    /// The file that had its place.
    pub file: Option<Rc<Loaded>>,
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

    /// Puts a file into the first free place, or into that of the file that is in use, and returns the tokenizer. Texts are
    /// cut by `now`, and by `with` where tokenizers are compared.
    pub(super) fn add(&mut self, name: String, address: String, now: Tokenizer, with: &[Tokenizer]) -> Tokenizer {
        let same = self.0.iter().position(|file| file.as_ref().is_some_and(|file| file.address == address));
        let free = same.or_else(|| self.0.iter().position(Option::is_none));
        let slot = free.or(now.slot()).unwrap_or(MAX_LOADED - 1);
        // A file that is opened again takes no other's place.
        let file = match self.0[slot].take() {
            Some(old) if same.is_some() => old.before.file,
            old => old.map(Rc::new),
        };
        self.0[slot] = Some(Loaded { name, address, before: Before { tokenizer: now, with: with.to_vec(), file } });
        Tokenizer::loaded(slot).unwrap_or_default()
    }

    /// Takes a file away, and puts back the one that it took the place of. Returns what was there before.
    pub(super) fn remove(&mut self, slot: usize) -> Before {
        let Some(place) = self.0.get_mut(slot) else { return Before::default() };
        let before = place.take().map(|file| file.before).unwrap_or_default();
        *place = before.file.as_deref().cloned();
        before
    }

    /// The tokenizers that are compared when another one is opened: the last of [`MAX_WITH`] makes room.
    pub(super) fn beside(with: &[Tokenizer], opened: Tokenizer) -> Vec<Tokenizer> {
        let others = with.iter().copied().filter(|&other| other != opened).take(MAX_WITH - 1);
        others.chain([opened]).collect()
    }

    /// The paths of those that are on the site, as a link has them.
    pub(super) fn paths(&self) -> Vec<&str> {
        self.0.iter().flatten().map(|file| file.address.as_str()).filter(|path| !path.starts_with(LOCAL)).collect()
    }

    /// Opens the paths of a link.
    pub(super) fn open(&mut self, paths: &str) {
        for path in paths.split(',').filter(|path| !path.is_empty() && !path.starts_with(LOCAL)).take(MAX_LOADED) {
            let name = path.rsplit('/').next().unwrap_or(path).to_owned();
            self.add(name, path.to_owned(), Tokenizer::default(), &[]);
        }
    }
}

impl State {
    /// Does without a file that cannot be used: everything is as it was before, but what the reader chose since then.
    pub(super) fn unload(&mut self, slot: usize) {
        let Some(gone) = Tokenizer::loaded(slot) else { return };
        let before = self.files.remove(slot);
        if self.tokenizer == gone {
            self.tokenizer = before.tokenizer;
        }
        if self.with == Files::beside(&before.with, gone) {
            self.with = before.with;
        } else if let Some(place) = self.with.iter().position(|&with| with == gone && !self.files.has(gone))
            && let Some(&made_room) = before.with.get(MAX_WITH - 1)
        {
            self.with[place] = made_room;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Action, ExhibitId, reduce};
    use super::*;

    fn after(state: State, actions: impl IntoIterator<Item = Action>) -> State {
        actions.into_iter().fold(state, |state, action| reduce(&state, action).0)
    }

    fn load(name: &str) -> Action {
        Action::Load { name: name.into(), address: format!("blob:{name}") }
    }

    #[test]
    fn a_file_that_is_refused_leaves_everything_as_it_was() {
        for exhibit in [ExhibitId::Compare, ExhibitId::Tokens] {
            let none = State { exhibit, ..State::default() };
            assert_eq!(none.with.len(), MAX_WITH);
            let four = after(none.clone(), ["a", "b", "c", "d"].map(load));
            let chosen = State { tokenizer: Tokenizer::Loaded2, ..four.clone() };
            for state in [none, four, chosen] {
                let opened = after(state.clone(), [load("bad")]);
                assert!(opened.files.0.iter().flatten().any(|file| file.name == "bad"), "{exhibit:?}");
                let slot = opened.files.0.iter().flatten().position(|file| file.name == "bad").unwrap();
                assert_eq!(after(opened, [Action::Unload(slot)]), state, "{exhibit:?}");
                // Two that are bad, of which the second comes before the first has been refused.
                let twice = after(state.clone(), ["bad", "worse"].map(load));
                let slot = |name| move |file: &Option<Loaded>| file.as_ref().is_some_and(|file| file.name == name);
                let worse = twice.files.0.iter().position(slot("worse")).unwrap();
                let once = after(twice, [Action::Unload(worse)]);
                let bad = once.files.0.iter().position(slot("bad")).unwrap();
                assert_eq!(after(once, [Action::Unload(bad)]), state, "{exhibit:?}");
            }
        }
    }

    #[test]
    fn what_was_chosen_since_is_kept() {
        let state = State { exhibit: ExhibitId::Compare, ..State::default() };
        let chosen = after(state, [load("bad"), Action::Compare(0, Some(Tokenizer::Bytes)), Action::Unload(0)]);
        assert_eq!(chosen.with, [Tokenizer::Bytes, Tokenizer::Jieba, Tokenizer::Gpt2, Tokenizer::BertBaseChinese]);
    }

    #[test]
    fn files_take_places_and_give_them_back() {
        let mut files = Files::default();
        let mut now = Tokenizer::Jieba;
        for n in 0..6 {
            now = files.add(format!("{n}.json"), format!("blob:{n}"), now, &[]);
        }
        assert_eq!(files.addresses(), ["blob:0", "blob:1", "blob:2", "blob:5"], "the last place is used again");
        assert_eq!((now, files.get(now).unwrap().name.as_str()), (Tokenizer::Loaded4, "5.json"));
        assert_eq!(files.add("again".into(), "blob:1".into(), now, &[]), Tokenizer::Loaded2);
        assert_eq!(files.remove(0).tokenizer, Tokenizer::Jieba);
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
