//! Chapter 2: vectors that are learnt from the words beside a word, by CBOW and by Skip-gram side by side.

mod guess;
mod programs;
mod seeing;

pub use programs::{embedded, embedding, saved};

use super::{Control, Exhibit, Panel, Slot, Word2vecControl, ask, nothing_yet};
use crate::chart::Figure;
use crate::engine::{Answer, Ask, Embedded, Embedding, Run, SLICES};
use crate::i18n::{Strings, strings};
use crate::model::Unfit;
use crate::repr::word2vec::Settings;
use crate::repr::word2vec::shipped::Shipped;
use crate::state::{ExhibitId, Language, State};
use crate::text::Tokenizer;
use crate::text::subwords::Corpus;

pub(super) const EXHIBIT: Exhibit = Exhibit {
    id: ExhibitId::Word2vec,
    chapters: "2",
    title: |s| s.word2vec.title,
    intro: |s| s.word2vec.intro,
    has_tokenizer: true,
    has_script: false,
    controls: &[
        Control::Corpus,
        Control::Word2vec(Word2vecControl::Objective),
        Control::Word2vec(Word2vecControl::Window),
        Control::Word2vec(Word2vecControl::VectorSize),
        Control::Word2vec(Word2vecControl::Epochs),
        Control::Word2vec(Word2vecControl::Rate),
    ],
    more: &[
        Control::Word2vec(Word2vecControl::Subsample),
        Control::Word2vec(Word2vecControl::MinCount),
        Control::Seed,
        Control::Numbers,
        Control::Table,
    ],
    job,
    panels,
    inspect: |_, _, _| None,
};

/// Whether the page's own example is learnt from.
fn is_example(state: &State) -> bool {
    state.text.is_none() && state.corpus == Corpus::Text
}

/// How the text is cut: the example's words are parted by spaces already, also where its language has none.
fn tokenizer(state: &State) -> Tokenizer {
    match state.tokenizer {
        Tokenizer::Words if is_example(state) => Tokenizer::Whitespace,
        chosen => chosen,
    }
}

/// What a question says: the reader's own, or an example of what there are vectors for, in their language.
fn or_example<'a>(state: &'a State, own: Option<&'a str>, question: usize) -> &'a str {
    let example = match state.word2vec.shipped.filter(|_| state.word2vec.is_finished()) {
        Some(Shipped::En) => strings(Language::En).word2vec.shipped_questions[question],
        Some(Shipped::Zh) => strings(Language::Zh).word2vec.shipped_questions[question],
        None if is_example(state) => strings(state.language).word2vec.example_questions[question],
        None => "",
    };
    own.unwrap_or(example)
}

/// The word whose neighbours are looked for.
#[must_use]
pub fn near(state: &State) -> &str {
    or_example(state, state.word2vec.near.as_deref(), 0)
}

/// The word that is held against it.
#[must_use]
pub fn compared(state: &State) -> &str {
    or_example(state, state.word2vec.compared.as_deref(), 1)
}

/// Three words a b c: a − b + c.
#[must_use]
pub fn analogy(state: &State) -> &str {
    or_example(state, state.word2vec.analogy.as_deref(), 2)
}

fn job(state: &State) -> Result<Ask, Unfit> {
    let set = &state.word2vec;
    let embedding = Embedding {
        corpus: state.corpus,
        settings: Settings { seed: state.seed, ..set.settings },
        min_count: set.min_count.unwrap_or(1),
        step: state.step.map(|step| step.min(SLICES)),
        pair: set.pair,
        architecture: set.architecture,
        near: near(state).trim().to_owned(),
        compared: compared(state).trim().to_owned(),
        analogy: words(analogy(state)),
        shipped: set.shipped,
        file: set.file.as_ref().map(|(_, address)| address.to_string()),
        go_on: set.go_on,
        whole: false,
    };
    let plain = State { batch: false, kv_text: None, tokenizer: tokenizer(state), ..state.clone() };
    Ok(ask(&plain, Run::Embed(embedding)))
}

/// The words of a sum, with or without its signs.
fn words(sum: &str) -> Vec<String> {
    let is_sign = |word: &&str| !matches!(*word, "-" | "−" | "+" | "–");
    sum.split_whitespace().filter(is_sign).map(str::to_owned).collect()
}

/// What the panels are made of.
struct Page<'a> {
    s: &'static Strings,
    state: &'a State,
    all: &'a Embedded,
}

fn panels(state: &State, answer: &Answer) -> Vec<Panel> {
    let s = strings(state.language);
    let Some(all) = &answer.embedded else { return nothing_yet(s, s.word2vec.title) };
    let page = Page { s, state, all };
    if let Some(fault) = &all.fault {
        let title = state.word2vec.shipped.map_or(s.word2vec.file, s.word2vec.shipped_name);
        let nothing = Panel::new("nothing", Slot::Main, title, Figure::Chips([].into()));
        let controls = &[Control::Word2vec(Word2vecControl::Files)];
        return vec![Panel { note: (s.word2vec.fault)(fault), controls, ..nothing }];
    }
    if all.n_words == 0 {
        let nothing = Panel::new("nothing", Slot::Main, s.word2vec.title, Figure::Chips([].into()));
        let note = if all.n_distinct == 0 { s.word2vec.nothing } else { s.word2vec.too_rare };
        return vec![Panel { note: note.into(), ..nothing }];
    }
    let mut panels = vec![page.steps(), page.map(), page.near(), page.analogy()];
    panels.extend(page.losses());
    panels.extend(page.over_time());
    panels.extend(page.guesses());
    panels
}

impl Page<'_> {
    /// How far the training is, and what it has learnt from.
    fn steps(&self) -> Panel {
        let (s, all) = (&self.s.word2vec, self.all);
        let set = &self.state.word2vec;
        let file = set.file.as_ref().map(|(name, _)| (name.clone(), s.file_note));
        let ready = file.or(set.shipped.map(|shipped| ((s.shipped_name)(shipped).to_owned(), s.shipped_note)));
        if let Some((name, note)) = ready.clone().filter(|_| set.is_finished()) {
            return Panel {
                note: note(all.n_words, all.dimension),
                controls: &[Control::Word2vec(Word2vecControl::Files)],
                ..Panel::new("of-file", Slot::Top, name, Figure::Chips([].into()))
            };
        }
        let mut told = vec![(s.learnt)(all.n_sentences, all.n_tokens, all.n_words)];
        if let Some((n, (name, _))) = all.n_started.zip(ready) {
            told.push((s.started)(n, &name));
        }
        if is_example(self.state) && self.state.tokenizer == Tokenizer::Words {
            told.push(s.example_note.into());
        }
        if all.n_words < all.n_distinct && !all.is_full {
            told.push((s.rare)(all.n_distinct - all.n_words));
        }
        if all.is_full {
            told.push((s.full)(all.n_words, all.n_distinct));
        }
        for (side, name) in all.sides.iter().zip(s.architecture_names) {
            told.extend(side.diverged.map(|step| (s.diverged)(name, step)));
        }
        if self.state.step.is_none() && all.step < SLICES {
            told.push((s.stopped_early)(all.step));
        }
        Panel {
            note: told.join(if self.state.language == Language::Zh { "" } else { " " }),
            controls: &[Control::Word2vec(Word2vecControl::Files)],
            ..Panel::new("steps", Slot::Top, (s.step)(all.step), Figure::Player { current: all.step, n: SLICES + 1 })
        }
    }
}
