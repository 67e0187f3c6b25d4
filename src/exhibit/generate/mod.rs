//! Chapter 4: a decoder writes the text on, token by token, with its cache of keys and values.

mod cache;
mod tables;

use super::{Control, Exhibit, Panel, Slot, ask, matrix, nothing_yet, piece_name};
use crate::chart::{Bar, Bars, Cut, Cuts, Figure, Word};
use crate::engine::{Answer, MAX_NEW, Possible, Run, Writing, Written};
use crate::i18n::{Strings, strings};
use crate::model::pretrained::Sampling;
use crate::state::{ExhibitId, State};
use crate::text::Token;

pub(super) const EXHIBIT: Exhibit = Exhibit {
    id: ExhibitId::Generate,
    chapters: "4",
    title: |s| s.generate.title,
    intro: |s| s.generate.intro,
    has_tokenizer: false,
    has_script: false,
    controls: &[Control::Model, Control::Sampling, Control::Seed],
    more: &[Control::Scale, Control::Colormap, Control::Table],
    job: |state| {
        let sampling = Sampling { seed: state.seed, ..state.reading.sampling };
        let writing = Writing { n_new: state.step.unwrap_or(0).min(MAX_NEW), sampling };
        Ok(ask(&State { batch: false, kv_text: None, ..state.clone() }, Run::Write(writing)))
    },
    panels,
    inspect: |_, _, _| None,
};

fn panels(state: &State, answer: &Answer) -> Vec<Panel> {
    let s = strings(state.language);
    let Some(written) = &answer.written else { return nothing_yet(s, s.generate.title) };
    let (current, n) = (written.new.len(), written.most + 1);
    vec![
        Panel {
            note: told(s, written),
            ..Panel::new("steps", Slot::Top, (s.generate.step)(current), Figure::Player { current, n })
        },
        Panel {
            tag: Some(matrix::made_by(s, state)),
            ..Panel::new("text", Slot::Top, s.generate.text, Figure::Cuts(text(s, answer, written)))
        },
        Panel {
            note: (s.generate.next_note)(written.n_left, written.vocab_size, &state.reading.sampling),
            shape: Some(format!("vocab_size = {}", written.vocab_size)),
            ..Panel::new("next", Slot::Main, s.generate.next, Figure::Bars(bars(s, written)))
        },
        cache::weights(state, answer, written),
        cache::lengths(state, answer, written, cache::Kind::Keys),
        cache::lengths(state, answer, written, cache::Kind::Values),
        Panel {
            note: tables::saved(s, written),
            ..Panel::new("costs", Slot::Below, s.generate.costs, Figure::Table(tables::costs(s, written)))
        },
        Panel::new("tokens", Slot::Below, s.generate.tokens, Figure::Table(tables::tokens(s, written))),
    ]
}

/// What was written last, or why there is no more.
fn told(s: &Strings, written: &Written) -> String {
    let last = written.new.last().map(|token| (piece_name(&token.piece), token.probability));
    let last = last.as_ref().map(|(name, probability)| (name.as_str(), *probability));
    match (written.end, last) {
        (Some(end), _) => (s.generate.end)(end, written.new.len(), last.map(|(name, _)| name)),
        (None, Some((name, probability))) => (s.generate.last)(name, probability),
        (None, None) => s.generate.none_yet.into(),
    }
}

/// The text in two rows: the reader's, and what the model wrote, its last token marked.
fn text(s: &Strings, answer: &Answer, written: &Written) -> Cuts {
    let prompt = answer.tokens.list().iter().map(|&token| Word {
        text: matrix::name(&answer.tokens, token),
        id: Some(token.id),
        bytes: None,
        is_disputed: false,
    });
    let new = written.new.iter().enumerate().map(|(index, token)| Word {
        text: piece_name(&token.piece),
        id: Some(token.id),
        bytes: None,
        is_disputed: index + 1 == written.new.len(),
    });
    let mut rows = vec![Cut { name: (s.generate.prompt)(answer.tokens.len()), words: prompt.collect() }];
    if !written.new.is_empty() {
        rows.push(Cut { name: (s.generate.new)(written.new.len()), words: new.collect() });
    }
    Cuts { rows, summary: s.generate.text.into() }
}

fn bars(s: &Strings, written: &Written) -> Bars {
    let bar = |(index, one): (usize, &Possible)| Bar {
        label: piece_name(&one.piece),
        before: one.probability,
        after: one.left,
        is_chosen: index == written.chosen,
    };
    let bars: Vec<Bar> = written.possible.iter().enumerate().map(bar).collect();
    let chosen = bars.get(written.chosen).map_or("", |bar| bar.label.as_str());
    let likeliest = bars.first().map_or("", |bar| bar.label.as_str());
    Bars {
        summary: (s.generate.summary)(likeliest, bars.first().map_or(0.0, |bar| bar.before), chosen),
        before: s.generate.before.into(),
        after: s.generate.after.into(),
        cut: s.generate.cut.into(),
        bars,
    }
}

/// Names of all tokens that have been read: the prompt's and those that were written, but for one that ends the text.
fn names(answer: &Answer, written: &Written) -> Vec<(String, u32)> {
    let prompt = answer.tokens.list().iter().map(|&token: &Token| (matrix::name(&answer.tokens, token), token.id));
    let new = written.new.iter().map(|token| (piece_name(&token.piece), token.id));
    prompt.chain(new).take(written.weights.cols()).collect()
}
