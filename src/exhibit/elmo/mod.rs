//! Chapter 2: ELMo. One word in several sentences has one static vector and as many of ELMo's; what the layers, gates and
//! language models behind them do, what training changes, and what it all costs beside attention.

mod inside;
mod matrices;
mod programs;
mod sums;
mod tables;
mod timing;

pub use programs::{elmo, reciting};
pub use timing::{timed, timing, untimed};

use super::{Control, ElmoControl, Exhibit, Panel, Slot, ask, question};
use crate::chart::{Cut, Cuts, Figure, Word};
use crate::engine::{Answer, Ask, Contextual, Contextualizing, Recited, Run};
use crate::i18n::{Strings, strings};
use crate::model::Unfit;
use crate::model::pretrained::Ours;
use crate::repr::elmo::{Mix, Trained, is_han, pieces};
use crate::state::{ExhibitId, State};
use crate::text::lines;

pub(super) const EXHIBIT: Exhibit = Exhibit {
    id: ExhibitId::Elmo,
    chapters: "2",
    title: |s| s.elmo.title,
    intro: |s| s.elmo.intro,
    has_tokenizer: false,
    has_script: false,
    controls: &[Control::Elmo(ElmoControl::Word), Control::Elmo(ElmoControl::Weights)],
    more: &[Control::Scale, Control::Colormap, Control::Numbers, Control::Table],
    job,
    panels,
    inspect: sums::inspect,
};

/// Tokens on either side of the word that name a place.
const AROUND: usize = 2;

fn job(state: &State) -> Result<Ask, Unfit> {
    let set = &state.elmo;
    let texts: Vec<String> = lines(question::text(state)).map(|line| line.trim().to_owned()).collect();
    let run = Run::Contextualize(Contextualizing {
        model: set.weights.unwrap_or_else(|| Trained::of(question::text(state))),
        word: word(state).to_owned(),
        sentence: set.sentence,
        layer: set.layer,
        direction: set.direction,
        steps: set.steps,
        rate: set.rate,
        whole: false,
    });
    let plain = State { batch: false, kv_text: None, text: Some(String::new()), ..state.clone() };
    Ok(Ask { texts, ..ask(&plain, run) })
}

/// The word that is followed: the reader's own, or the example's as long as the text has it; an empty one is left to the
/// engine.
#[must_use]
pub fn word(state: &State) -> &str {
    let own = strings(state.language).elmo.example_word;
    let own = if question::text(state).contains(own) { own } else { "" };
    state.elmo.word.as_deref().unwrap_or(own)
}

/// What a model of ours has read. All of a language have read the same, so the encoder's list is that of the others too.
pub(super) fn corpora(s: &Strings, language: Trained) -> &'static str {
    (s.model_page.corpus)(match language {
        Trained::En => Ours::EnEncoder,
        Trained::Zh => Ours::ZhEncoder,
    })
}

/// What the panels are made of.
struct Page<'a> {
    s: &'static Strings,
    state: &'a State,
    mix: Mix,
    all: &'a Contextual,
}

fn page<'a>(state: &'a State, answer: &'a Answer) -> Option<Page<'a>> {
    let (s, all) = (strings(state.language), answer.elmo.as_ref()?);
    Some(Page { s, state, mix: state.elmo.mix, all })
}

fn panels(state: &State, answer: &Answer) -> Vec<Panel> {
    let s = &strings(state.language).elmo;
    let Some(page) = page(state, answer).filter(|page| !page.all.sentences.is_empty()) else {
        let nothing = Panel::new("nothing", Slot::Main, s.title, Figure::Chips([].into()));
        return vec![Panel { note: s.nothing.into(), ..nothing }];
    };
    let mut panels = vec![page.sentences()];
    if page.all.places.is_empty() {
        let nothing = Panel::new("nothing", Slot::Main, s.title, Figure::Chips([].into()));
        panels.push(Panel { note: (s.not_found)(&page.all.word), ..nothing });
    } else {
        panels.extend(page.similarities());
        panels.push(page.mix());
        panels.extend(page.vectors());
    }
    panels.extend([page.gate(), page.expected(), page.training(), page.cost(), page.timing()]);
    panels
}

impl Page<'_> {
    /// Which weights made the numbers, never to be left out beside them.
    fn tag(&self) -> Option<String> {
        let steps = match &self.all.lesson {
            Some(lesson) => lesson.kept(),
            None => 0,
        };
        Some((self.s.elmo.tag)(self.all.model, steps))
    }

    fn sentences(&self) -> Panel {
        let (s, all) = (&self.s.elmo, self.all);
        let inner = |one: &Recited| -> Vec<(String, bool)> {
            let tokens = one.tokens.iter().cloned().zip(one.known.iter().copied());
            tokens.filter(|(token, _)| !token.is_empty()).collect()
        };
        let tokens: Vec<(String, bool)> = all.sentences.iter().flat_map(inner).collect();
        let mut unknown: Vec<String> =
            tokens.iter().filter(|(_, known)| !known).map(|(token, _)| token.clone()).collect();
        unknown.sort_unstable();
        unknown.dedup();
        let n_known = tokens.iter().filter(|(_, known)| *known).count();
        let mut notes = vec![(s.sentences_note)(n_known, tokens.len(), all.vocab_size, &unknown)];
        notes.push((s.trained_on)(all.model, corpora(self.s, all.model)));
        if all.sentences.len() < all.n_found {
            notes.push((s.sentences_cut)(all.sentences.len(), all.n_found));
        }
        let shown = |one: &Recited| one.tokens.len().saturating_sub(2);
        let cut: Vec<usize> =
            all.sentences.iter().zip(1..).filter(|(one, _)| shown(one) < one.n_found).map(|(_, n)| n).collect();
        if let Some(first) = cut.first() {
            notes.push((s.tokens_cut)(shown(&all.sentences[first - 1]), &cut));
        }
        if all.places.len() < all.n_places {
            notes.push((s.places_cut)(all.places.len(), all.n_places));
        }
        let n_word = self.n_word();
        let row = |(index, one): (usize, &Recited)| {
            let is_here = |at: usize| {
                let places = all.places.iter().filter(|place| place.sentence == index);
                places.into_iter().any(|place| (place.at..place.at + n_word).contains(&at))
            };
            let word = |(at, (text, _)): (usize, (&String, &bool))| Word {
                text: text.clone(),
                id: None,
                bytes: None,
                is_disputed: is_here(at),
            };
            let words = one.tokens.iter().zip(&one.known).enumerate();
            let words = words.filter(|(_, (text, _))| !text.is_empty()).map(word).collect();
            Cut { name: (index + 1).to_string(), words }
        };
        let cuts = Cuts { rows: all.sentences.iter().enumerate().map(row).collect(), summary: s.sentences.into() };
        Panel { note: notes.join(" "), ..Panel::new("sentences", Slot::Top, s.sentences, Figure::Cuts(cuts)) }
    }

    /// How many tokens the word has.
    fn n_word(&self) -> usize {
        pieces(&self.all.word).len()
    }

    /// A place by its sentence's number and the word with what stands around it: there is no room for more.
    fn place(&self, index: usize) -> String {
        let Some(place) = self.all.places.get(index) else { return String::new() };
        let Some(one) = self.all.sentences.get(place.sentence) else { return String::new() };
        let end = (place.at + self.n_word() + AROUND).min(one.tokens.len());
        let around = one.tokens.get(place.at.saturating_sub(AROUND)..end).unwrap_or_default();
        format!("{} {}", place.sentence + 1, together(around))
    }
}

/// Tokens as a text, with spaces where a language has them.
fn together(tokens: &[String]) -> String {
    let mut text = String::new();
    for token in tokens.iter().filter(|token| !token.is_empty()) {
        let glued = |c: char| is_han(c) || !c.is_alphanumeric();
        if !text.chars().last().is_none_or(is_han) && !token.starts_with(glued) {
            text.push(' ');
        }
        text.push_str(token);
    }
    text
}
