//! The one way in which the state changes.

use super::field::Field;
use super::heads::{fit_heads, fit_kv_heads};
use super::options::bring;
use super::paint::paint;
use super::values::not_mask;
use super::{
    Action, CountingAction, ExhibitId, Files, MAX_ITEM, MAX_PLACE, MAX_TEXT, MAX_VOCAB, MAX_WITH, Notice, State,
};
use crate::file;
use crate::model::{Mask, MaskError, Source};
use crate::repr::ladder::Rung;
use crate::text::Tokenizer;
use crate::text::word::MAX_WORD;

/// The state after an action, and what the reader should know of it. Impossible requests change nothing.
#[must_use]
pub fn reduce(state: &State, action: Action) -> (State, Option<Notice>) {
    let mut next = state.clone();
    let mut notice = None;
    let mut brought = None;
    match action {
        Action::Open(exhibit) if exhibit == next.exhibit => {}
        // A merge, a run and a written token have nothing in common but their number.
        Action::Open(exhibit) => (next.exhibit, next.step, next.zoom) = (exhibit, None, None),
        Action::Write(text) => (next.text, notice) = cut(text),
        Action::WriteMended(text, at) => {
            next.text = cut(Some(text)).0;
            notice = Some(Notice::HalfCharacter(at));
        }
        Action::WriteKv(text) => (next.kv_text, notice) = cut(text),
        Action::SetBatch(on) => next.batch = on,
        Action::ShowItem(item) => next.item = item,
        Action::Cut(tokenizer) => next.tokenizer = tokenizer,
        Action::Load { address, .. } if Files::is_elsewhere(&address) => notice = Some(Notice::Elsewhere(address)),
        Action::RollUp(tokenizer) => next.roll_up = tokenizer,
        Action::Compare(place, Some(tokenizer)) if place < next.with.len() => next.with[place] = tokenizer,
        Action::Compare(_, Some(tokenizer)) if next.with.len() < MAX_WITH => next.with.push(tokenizer),
        Action::Compare(place, None) if next.with.len() > 1 && place < next.with.len() => {
            next.with.remove(place);
        }
        Action::Compare(..) => {}
        Action::Load { name, address } => {
            let loaded = next.files.add(name, address, state.tokenizer, &state.with);
            match state.exhibit {
                ExhibitId::Compare => next.with = Files::beside(&state.with, loaded),
                _ => next.tokenizer = loaded,
            }
        }
        Action::Unload(slot) => next.unload(slot),
        Action::SetKind(kind) => (next.kind, next.step, next.word_step) = (kind, None, None),
        Action::WriteTraining(text) => {
            (next.training, notice) = cut(text);
            next.step = None;
        }
        Action::Count(action) => {
            next.counting.reduce(action);
            // Other counts write another text; another place to look at does not.
            next.step = if matches!(action, CountingAction::Look(_)) { next.step } else { None };
        }
        Action::FollowWord(word) => (next.word, next.word_step) = (word.chars().take(MAX_WORD).collect(), None),
        Action::StepWord(step) => next.word_step = step,
        Action::LearnFrom(corpus) => (next.corpus, next.step) = (corpus, None),
        Action::SetVocabSize(size) => (next.vocab_size, next.step) = (size.clamp(1, MAX_VOCAB), None),
        Action::WriteWords(text) => notice = Field::Words.set(&mut next, &text).err().map(Notice::Field),
        Action::SetDModel(d_model) => {
            next.d_model = d_model;
            notice = fit_heads(&mut next);
        }
        Action::SetDim(dim) => {
            next.dim = dim;
            notice = fit_heads(&mut next);
        }
        Action::SetNHeads(n_heads) => {
            next.n_heads = n_heads;
            notice = fit_kv_heads(&mut next);
        }
        Action::SetNKvHeads(n_kv_heads) => next.n_kv_heads = n_kv_heads,
        Action::SetNLayers(n_layers) => next.n_layers = n_layers,
        Action::SetPositions(positions) => next.positions = positions,
        Action::SetBias(on) => next.bias = on,
        Action::SetDropout(p) => next.dropout = p,
        Action::SetSeed(seed) => next.seed = seed,
        Action::SetWeights(weights) => next.weights = weights,
        Action::Bring { stage, name, bytes } => match file::parse(&name, &bytes) {
            Ok(tensor) => {
                brought = Some((name, stage, (tensor.rows(), tensor.cols())));
                bring(&mut next.weights, stage, tensor);
            }
            Err(error) => notice = Some(Notice::File { name, error }),
        },
        Action::SetMask(mask) => next.replace_mask(mask),
        Action::WriteMask(text) => match text.parse() {
            Ok(mask) => next.replace_mask(mask),
            Err(MaskError(part)) => notice = Some(Notice::Field(Field::Mask.error(not_mask(part)))),
        },
        Action::ToggleCausal => {
            next.replace_mask(if state.mask == Mask::causal() { Mask::default() } else { Mask::causal() });
        }
        Action::Paint { shape, stroke } => paint(&mut next, shape, stroke),
        Action::SetBrush(brush) => next.brush = brush,
        Action::Undo => next.history.undo(&mut next.mask),
        Action::Redo => next.history.redo(&mut next.mask),
        Action::MakeSlip(slip, on) => toggle(&mut next.slips, slip, on),
        Action::KeepOneHead(on) => next.one_head = on,
        Action::SwitchHead(head, on) => toggle(&mut next.heads_off, head, !on),
        Action::ShowLayer(layer) => next.layer = layer,
        // On the ladder a rung is what a head is elsewhere: one of several pictures that is shown large.
        Action::ShowHead(place) if state.exhibit == ExhibitId::Ladder => {
            next.rung = Rung::ALL.get(place).copied().unwrap_or(state.rung);
        }
        Action::ShowHead(head) => next.head = head,
        Action::ShowHeadOf { layer, head } => (next.layer, next.head) = (layer, head),
        Action::ShowStage(stage) => next.stage = stage,
        Action::Choose(cell) => next.cell = cell,
        Action::Zoom(part) => next.zoom = part,
        Action::Follow { cell, layer } => {
            (next.cell, next.stage, next.layer) = (Some(cell), cell.stage, layer.unwrap_or(state.layer));
        }
        Action::ShowStep(step) => next.step = step,
        Action::SetView(view) => next.view = view,
        Action::ShowNumbers(on) => next.numbers = on,
        Action::SetScale(scale) => next.scale = scale,
        Action::SetColormap(colormap) => next.colormap = colormap,
        Action::Speak(language) => next.language = language,
        Action::SetTheme(theme) => next.theme = theme,
        Action::Project(on) => next.projector = on,
        Action::Tabulate(on) => next.table = on,
        Action::UseKeys(on) => next.keys = on,
        Action::Read(action) => next.reading.reduce(action),
        Action::Vectorize(action) => notice = next.vectorize(action),
        Action::Embed(action) => notice = next.embed(action),
        Action::Elmo(action) => next.elmo.reduce(action),
        Action::Become(other) => next = *other,
    }
    if let Err(unfit) = next.config() {
        let notice = match brought {
            Some((name, stage, shape)) => Notice::Misfit { name, stage, shape, unfit },
            None => Notice::Unfit(unfit),
        };
        return (state.clone(), Some(notice));
    }
    next.settle();
    (next, notice)
}

impl State {
    /// How many heads and how many layers the model has. Hand-built weights have their own, whatever is set.
    #[must_use]
    pub fn heads_and_layers(&self) -> (usize, usize) {
        match self.weights {
            Source::Hand(hand) => {
                let sizes = hand.plan(1, 1).sizes();
                (sizes.n_heads, sizes.n_layers)
            }
            _ => (self.n_heads, self.n_layers),
        }
    }

    /// Sets another mask, which can be undone.
    fn replace_mask(&mut self, mask: Mask) {
        if mask != self.mask {
            self.history.push(std::mem::replace(&mut self.mask, mask));
        }
    }

    /// Lets what is shown be something that there is.
    pub(super) fn settle(&mut self) {
        let (n_heads, n_layers) =
            if self.exhibit.is_of_model() { (MAX_PLACE + 1, MAX_PLACE + 1) } else { self.heads_and_layers() };
        self.head = self.head.min(n_heads - 1);
        self.layer = self.layer.min(n_layers - 1);
        self.heads_off.retain(|&head| head < n_heads);
        self.item = self.item.min(MAX_ITEM);
        self.roll_up = self.roll_up.filter(|&tokenizer| self.files.has(tokenizer));
        self.with.retain(|&tokenizer| self.files.has(tokenizer));
        if self.with.is_empty() {
            self.with = State::default().with;
        }
        if !self.files.has(self.tokenizer) {
            self.tokenizer = Tokenizer::default();
        }
    }
}

/// Puts `one` on a list that is kept in order, or takes it off.
pub(super) fn toggle<T: Ord>(list: &mut Vec<T>, one: T, on: bool) {
    list.retain(|other| *other != one);
    if on {
        list.push(one);
        list.sort_unstable();
    }
}

/// A text, or as much of it as is held.
pub(super) fn cut(text: Option<String>) -> (Option<String>, Option<Notice>) {
    match text {
        Some(text) if text.chars().count() > MAX_TEXT => {
            (Some(text.chars().take(MAX_TEXT).collect()), Some(Notice::TextCut))
        }
        text => (text, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Stage, Unfit};

    fn after(actions: impl IntoIterator<Item = Action>) -> (State, Option<Notice>) {
        actions.into_iter().fold((State::default(), None), |(state, _), action| reduce(&state, action))
    }

    #[test]
    fn another_page_begins_with_its_own_steps() {
        let stepped = [Action::Open(ExhibitId::Subwords), Action::ShowStep(Some(7)), Action::Open(ExhibitId::Subwords)];
        assert_eq!(after(stepped.clone()).0.step, Some(7));
        assert_eq!(after([&stepped[..], &[Action::Open(ExhibitId::Generate)]].concat()).0.step, None);
    }

    #[test]
    fn a_text_over_the_limit_is_cut_between_characters() {
        let (state, notice) = after([Action::Write(Some("字".repeat(MAX_TEXT + 1)))]);
        assert_eq!((state.text.map(|text| text.chars().count()), notice), (Some(MAX_TEXT), Some(Notice::TextCut)));
        assert_eq!(after([Action::Write(Some("a".into())), Action::Write(None)]).0, State::default());
        let (state, notice) = after([Action::WriteMended("a\u{FFFD}".into(), 2)]);
        assert_eq!((state.text.as_deref(), notice), (Some("a\u{FFFD}"), Some(Notice::HalfCharacter(2))));
    }

    #[test]
    fn a_mask_that_cannot_be_read_changes_nothing() {
        let (state, notice) = after([Action::WriteMask("causal,block.2.3".into())]);
        assert_eq!((state.mask.to_string(), notice), ("causal,block.2.3".into(), None));
        let (same, notice) = reduce(&state, Action::WriteMask("causal,block.x".into()));
        assert_eq!(same, state);
        assert!(matches!(notice, Some(Notice::Field(error)) if error.name == "mask"));
    }

    #[test]
    fn a_matrix_is_taken_or_the_state_stays() {
        let bring = |stage, text: &str| Action::Bring { stage, name: "a.csv".into(), bytes: text.into() };
        let (state, notice) = after([Action::SetNHeads(1), bring(Stage::X, "1,2\n3,4\n")]);
        assert_eq!((state.config().unwrap().sizes().d_model, notice), (2, None));
        let (same, notice) = reduce(&state, bring(Stage::WQ, "1,2,3\n"));
        assert_eq!(same, state);
        let unfit = Unfit::Shape { stage: Stage::WQ, found: (1, 3), expected: (Some(2), None) };
        let misfit = Notice::Misfit { name: "a.csv".into(), stage: Stage::WQ, shape: (1, 3), unfit };
        assert_eq!(notice, Some(misfit));
        let (same, notice) = reduce(&state, bring(Stage::WQ, "1,two\n"));
        assert_eq!(same, state);
        assert!(matches!(notice, Some(Notice::File { .. })));
    }

    #[test]
    fn what_is_shown_is_there() {
        let (state, _) = after([
            Action::SetNLayers(3),
            Action::ShowLayer(2),
            Action::ShowHead(3),
            Action::SwitchHead(3, false),
            Action::SetWeights(Source::Hand(crate::model::Hand::Induction)),
        ]);
        assert_eq!((state.layer, state.head, state.heads_off), (1, 0, vec![]));
        let (state, _) = after([Action::SetNLayers(12), Action::ShowHeadOf { layer: 99, head: 2 }]);
        assert_eq!((state.layer, state.head), (11, 2));
    }
}
