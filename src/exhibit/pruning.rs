//! Chapter 1, the page of subwords where they are pruned: the unigram language model, step by step.

use super::subwords::{curve, cut};
use super::{Panel, Slot};
use crate::chart::{Curve, Figure, Table, label, number};
use crate::engine::Answer;
use crate::i18n::{Pruned, Strings};
use crate::text::subwords;
use crate::text::unigram::{Cost, Kind, Lesson, Shown, Word};
use std::rc::Rc;

pub(super) fn panels(s: &Strings, answer: &Answer, whole: &Rc<subwords::Lesson>, lesson: &Lesson) -> Vec<Panel> {
    let last = lesson.kinds.len().saturating_sub(1);
    let steps = Figure::Player { current: lesson.step, n: last + 1 };
    let size = lesson.curve.get(lesson.step).map_or(0, |point| point.vocab_size);
    let p = &s.pruning;
    vec![
        Panel { note: told(s, lesson), ..Panel::new("steps", Slot::Top, (p.step)(lesson.step, last), steps) },
        Panel {
            shape: Some(format!("vocab_size = {size}")),
            tokenizer: Some(Rc::clone(whole)),
            ..Panel::new("pieces", Slot::Main, p.pieces, Figure::Table(pieces(s, lesson)))
        },
        Panel::new("pruned", Slot::Main, p.pruned, Figure::Table(pruned(s, lesson))),
        Panel::new("words", Slot::Side, s.subwords.words, Figure::Table(words(s, lesson))),
        cut(s, answer, p.cut_note),
        curve(s, whole),
        Panel { note: p.loss_note.into(), ..Panel::new("loss", Slot::Below, p.loss, Figure::Curve(loss(s, lesson))) },
    ]
}

/// What the step did, in words.
fn told(s: &Strings, lesson: &Lesson) -> String {
    let Some(point) = lesson.curve.get(lesson.step) else { return String::new() };
    let kind = lesson.kinds.get(lesson.step).copied().unwrap_or(Kind::Seed);
    let pruned = Pruned {
        vocab_size: point.vocab_size,
        n_dropped: lesson.n_dropped,
        n_lost: lesson.n_lost,
        n_unknown: lesson.n_unknown,
        loss: &number::short(point.objective as f32),
    };
    (s.pruning.told)(kind, pruned)
}

fn pieces(s: &Strings, lesson: &Lesson) -> Table {
    let row = |Shown { text, id, scored }: &Shown| {
        let numbers = [scored.log_prob, scored.expected].map(|value| number::short(value as f32));
        // What is used in the best cuts is counted.
        let used = scored.used.to_string();
        [vec![label::visible(text), id.to_string()], numbers.into(), vec![used]].concat()
    };
    Table {
        caption: (s.pruning.pieces_note)(lesson.pieces.len(), lesson.n_single),
        head: s.pruning.pieces_head.map(str::to_owned).into(),
        rows: lesson.pieces.iter().map(row).collect(),
    }
}

fn words(s: &Strings, lesson: &Lesson) -> Table {
    let row = |Word { times, tokens, n_tokens }: &Word| {
        let text: String = tokens.iter().map(|(text, _)| text.as_str()).collect();
        let names: Vec<String> = tokens.iter().map(|(text, _)| label::visible(text)).collect();
        let more = if *n_tokens > tokens.len() { " …" } else { "" };
        vec![format!("{}{more}", label::visible(&text)), format!("{}{more}", names.join(" · ")), times.to_string()]
    };
    Table {
        caption: (s.pruning.words_note)(lesson.words.len(), lesson.n_words),
        head: s.subwords.words_head.map(str::to_owned).into(),
        rows: lesson.words.iter().map(row).collect(),
    }
}

/// Pieces that went, and those that were the next to go.
fn pruned(s: &Strings, lesson: &Lesson) -> Table {
    let row = |(cost, fate): (&Cost, &'static str)| {
        vec![label::visible(&cost.text), number::short(cost.loss as f32), fate.to_owned()]
    };
    let lost = lesson.lost.iter().map(|cost| (cost, s.pruning.went));
    let spared = lesson.spared.iter().map(|cost| (cost, s.pruning.stayed));
    let is_empty = lesson.lost.is_empty() && lesson.spared.is_empty();
    Table {
        caption: if is_empty { s.pruning.not_pruned } else { s.pruning.pruned_note }.into(),
        head: s.pruning.pruned_head.map(str::to_owned).into(),
        rows: lost.chain(spared).map(row).collect(),
    }
}

/// The loss after every step.
fn loss(s: &Strings, lesson: &Lesson) -> Curve {
    let points: Vec<(f64, f64)> =
        lesson.curve.iter().enumerate().map(|(step, point)| (step as f64, point.objective)).collect();
    let now = points.get(lesson.step).map_or(0.0, |point| point.1);
    Curve {
        summary: (s.pruning.loss_summary)(lesson.step, &number::short(now as f32)),
        points,
        marked: lesson.step,
        beside: None,
        x_title: s.pruning.loss_x.into(),
        y_title: s.pruning.loss_y.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Engine;
    use crate::exhibit::by_id;
    use crate::state::{ExhibitId, State};

    fn shown(step: Option<usize>) -> Vec<Panel> {
        let text =
            "low low low lower lower new newest newest wide wider widest slow slower slowest snow glow ".repeat(9);
        let state = State {
            exhibit: ExhibitId::Subwords,
            kind: subwords::Kind::Unigram,
            text: Some(text),
            vocab_size: 14,
            step,
            ..State::default()
        };
        let exhibit = by_id(state.exhibit);
        (exhibit.panels)(&state, &Engine::default().answer(&(exhibit.job)(&state).unwrap(), |_| {}).unwrap())
    }

    #[test]
    fn each_step_says_what_it_did() {
        let n = match shown(None)[0].figure {
            Figure::Player { current, n } => {
                assert_eq!(current + 1, n);
                n
            }
            _ => 0,
        };
        let notes: Vec<String> = (0..n).map(|step| shown(Some(step))[0].note.clone()).collect();
        assert!(notes[0].starts_with("The seed:") && notes[1].starts_with("Expectation maximisation"), "{notes:?}");
        assert!(notes.iter().any(|note| note.starts_with("Pruning:")) && notes[n - 1].starts_with("The vocabulary:"));
        let last = shown(None);
        let names: Vec<&str> = last.iter().map(|panel| panel.name).collect();
        assert_eq!(names, ["steps", "pieces", "pruned", "words", "cut", "curve", "loss", "word"]);
        assert!(last[1].tokenizer.as_ref().unwrap().tokenizer_json().contains("Unigram"));
    }
}
