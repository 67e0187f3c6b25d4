//! Chapters 2 and 3: one sentence on every rung, from one-hot vectors to attention, and what each rung can tell.

mod matrices;
mod programs;
mod sums;
mod tables;

pub use programs::ladder;

use super::{Control, Exhibit, Panel, Slot, ask, elmo::corpora, layer, matrix, question};
use crate::chart::{Figure, Heatmap, Label, label};
use crate::engine::{Answer, Ask, Climbing, Ladder, OnRung, Run};
use crate::i18n::{Strings, strings};
use crate::model::pretrained::{Folder, Ours};
use crate::model::{Stage, Unfit};
use crate::repr::elmo::Trained;
use crate::repr::ladder::{Probe, Question};
use crate::state::{ExhibitId, Language, State};
use crate::text::Tokenizer;

pub(super) const EXHIBIT: Exhibit = Exhibit {
    id: ExhibitId::Ladder,
    chapters: "2–3",
    title: |s| s.ladder.title,
    intro: |s| s.ladder.intro,
    has_tokenizer: false,
    has_script: false,
    controls: &[Control::NgramOrder, Control::Smoothing, Control::TrainingCorpus, Control::Training],
    more: &[Control::Colormap, Control::Scale, Control::Numbers, Control::Table],
    job,
    panels,
    inspect: sums::inspect,
};

/// The language that a text is in, which decides who reads it, which probes are asked and what is learnt from: words of one
/// language say nothing to a rung of the other.
fn language(state: &State) -> Trained {
    Trained::of(question::text(state))
}

/// The words of the language that the text is in.
pub(super) fn of_text(state: &State) -> &'static Strings {
    strings(match language(state) {
        Trained::En => Language::En,
        Trained::Zh => Language::Zh,
    })
}

/// The probes, in the text's language.
fn questions(state: &State) -> Vec<Question> {
    let s = &of_text(state).ladder;
    let question = |&probe: &Probe| {
        let (sentences, words) = (s.sentences)(probe);
        let owned = |list: &[&str]| list.iter().map(|&text| text.to_owned()).collect();
        Question { probe, sentences: owned(sentences), words: owned(words) }
    };
    Probe::ALL.iter().map(question).collect()
}

fn job(state: &State) -> Result<Ask, Unfit> {
    let language = language(state);
    let (tokenizer, encoder) = match language {
        Trained::En => (Tokenizer::Words, Ours::EnEncoder),
        Trained::Zh => (Tokenizer::Jieba, Ours::ZhEncoder),
    };
    let run = Run::Climb(Climbing {
        language,
        corpus: state.corpus,
        training: question::training(state).to_owned(),
        order: state.counting.order,
        has_marks: state.counting.has_marks,
        rule: state.counting.rule,
        questions: questions(state),
    });
    let plain = State { batch: false, kv_text: None, ..state.clone() };
    Ok(Ask { tokenizer, model: Some(Folder::Ours(encoder)), ..ask(&plain, run) })
}

/// What the panels are made of.
struct Page<'a> {
    s: &'static Strings,
    state: &'a State,
    all: &'a Ladder,
    /// The rung that is shown large.
    on: &'a OnRung,
}

fn page<'a>(state: &'a State, answer: &'a Answer) -> Option<Page<'a>> {
    let all = answer.ladder.as_ref().filter(|all| !all.words.is_empty())?;
    let on = all.rungs.iter().find(|on| on.rung == state.rung)?;
    Some(Page { s: strings(state.language), state, all, on })
}

fn panels(state: &State, answer: &Answer) -> Vec<Panel> {
    let s = strings(state.language);
    let Some(page) = page(state, answer) else { return super::nothing_yet(s, s.ladder.title) };
    let mut panels = vec![page.rungs(), page.similarity(), page.every()];
    panels.extend(page.vectors());
    panels.extend(attention(s, state, answer));
    panels.push(page.probes());
    panels.extend(questions(state).iter().enumerate().map(|(index, question)| page.probe(index, question)));
    panels
}

/// Who looks at whom in the encoder's last layer.
fn attention(s: &Strings, state: &State, answer: &Answer) -> Option<Panel> {
    let trace = layer(state, answer)?;
    let values = trace[Stage::Weights].mean_of_planes();
    let fill = matrix::folded_fill(s, state, &values, s.ladder.mean_weight);
    let n = values.rows();
    let summary = (s.ladder.summary)(s.ladder.mean_weight, n, n);
    let plain = matrix::heatmap(state, answer, trace, Stage::Weights, 0);
    let figure = Heatmap { values, fill, plane: 0, summary, ..plain };
    Some(Panel {
        note: s.ladder.attention_note.into(),
        shape: Some(format!("n_tokens\u{A0}×\u{A0}n_tokens = {n}\u{A0}×\u{A0}{n}")),
        ..Panel::new("weighing", Slot::Below, s.ladder.attention, Figure::Heatmap(Box::new(figure)))
    })
}

impl Page<'_> {
    /// A word of the sentence, as readers see it.
    fn word(&self, index: usize) -> String {
        self.all.words.get(index).map_or_else(String::new, |word| label::visible(word))
    }

    /// The words on an axis; equal ones have one hue.
    fn labels(&self) -> Vec<Label> {
        let lower: Vec<String> = self.all.words.iter().map(|word| word.to_lowercase()).collect();
        let id = |word: &String| lower.iter().position(|other| other == word).map(|place| place as u32);
        lower.iter().enumerate().map(|(index, word)| Label { text: self.word(index), id: id(word) }).collect()
    }
}
