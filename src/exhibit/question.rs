//! What a page asks the engine, as far as all of them ask alike.

use super::ladder;
use crate::engine::{Ask, MAX_BATCH, Run};
use crate::i18n::strings;
use crate::state::{ExhibitId, State};
use crate::text::word::MAX_WORD;
use crate::text::{Tokenizer, lines};

/// The text that is shown: the reader's own, or the exhibit's example in the reader's language.
#[must_use]
pub fn text(state: &State) -> &str {
    let s = strings(state.language);
    let example = match state.exhibit {
        ExhibitId::Serial | ExhibitId::Mask => s.serial.example,
        ExhibitId::Segmentation => s.segmentation.example_texts[0],
        ExhibitId::Subwords => s.subwords.example,
        ExhibitId::Ngram => s.ngram.example,
        ExhibitId::Word2vec => s.word2vec.example,
        ExhibitId::Generate => s.generate.example,
        ExhibitId::Vectors => s.vectors.example,
        ExhibitId::Elmo => s.elmo.example,
        ExhibitId::Ladder => s.ladder.example,
        _ => s.example,
    };
    state.text.as_deref().unwrap_or(example)
}

/// The text that is learnt from where it is not the one that is looked at: the reader's own, or an example.
#[must_use]
pub fn training(state: &State) -> &str {
    let example = match state.exhibit {
        ExhibitId::Ladder => ladder::of_text(state).ladder.training,
        _ => strings(state.language).ngram.training,
    };
    state.training.as_deref().unwrap_or(example)
}

/// The name of a tokenizer for readers; of a file of theirs its own.
#[must_use]
pub fn tokenizer_name(state: &State, tokenizer: Tokenizer) -> String {
    let file = state.files.get(tokenizer).map(|file| file.name.clone());
    file.unwrap_or_else(|| (strings(state.language).tokenizer_name)(tokenizer).to_owned())
}

/// The texts of the batch: the lines of the text, or the text itself.
#[must_use]
pub fn texts(state: &State) -> Vec<String> {
    let text = text(state);
    if state.batch { lines(text).take(MAX_BATCH).map(str::to_owned).collect() } else { vec![text.to_owned()] }
}

/// The text that is shown, of so many: a shorter batch has no later one.
#[must_use]
pub fn item(state: &State, n_texts: usize) -> usize {
    state.item.min(n_texts.saturating_sub(1))
}

/// The question about the text that is shown.
pub(super) fn ask(state: &State, run: Run) -> Ask {
    let texts = texts(state);
    Ask {
        item: item(state, texts.len()),
        texts,
        kv_text: state.kv_text.clone(),
        tokenizer: state.tokenizer,
        loaded: state.files.addresses(),
        roll_up: None,
        model: state.exhibit.is_of_model().then(|| state.model()),
        run,
    }
}

/// The word that is followed on its way into tokens: the reader's own, or the longest of the text that is no longer than
/// what can be looked at.
#[must_use]
pub fn word(state: &State) -> &str {
    if !state.word.is_empty() {
        return &state.word;
    }
    let length = |word: &&str| word.chars().count();
    let words = text(state).split(|c: char| !c.is_alphanumeric()).filter(|word| length(word) <= MAX_WORD);
    words.max_by_key(length).unwrap_or_default()
}
