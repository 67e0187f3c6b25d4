//! Chapter 1: how a vocabulary of subwords is learnt from a text, merge by merge, and what it makes of the text.

use super::{Control, Exhibit, Panel, Slot, ask, chips, nothing_yet, one_word, pruning, question};
use crate::chart::{Curve, Figure, Table, label, number};
use crate::engine::{Answer, Run, Study};
use crate::i18n::{Joined, Strings, strings};
use crate::state::{ExhibitId, State};
use crate::text::bpe::{Id, Learned, Lesson, Standing, Training, Unit};
use crate::text::subwords;
use std::rc::Rc;

/// Merges that are listed, the latest ones.
const MAX_MERGES: usize = 12;

pub(super) const EXHIBIT: Exhibit = Exhibit {
    id: ExhibitId::Subwords,
    chapters: "1",
    title: |s| s.subwords.title,
    intro: |s| s.subwords.intro,
    has_tokenizer: false,
    has_script: false,
    controls: &[Control::Kind, Control::Corpus, Control::VocabSize],
    more: &[],
    job: |state| {
        let State { kind, corpus, vocab_size, step, .. } = *state;
        let study = Study { kind, corpus, vocab_size, step, word: question::word(state).to_owned() };
        Ok(ask(&State { batch: false, kv_text: None, ..state.clone() }, Run::Learn(study)))
    },
    panels,
    inspect: |_, _, _| None,
};

fn panels(state: &State, answer: &Answer) -> Vec<Panel> {
    let s = strings(state.language);
    let Some(whole) = answer.lesson.as_ref().filter(|_| !answer.tokens.is_empty()) else {
        return nothing_yet(s, s.subwords.title);
    };
    let lesson = match &**whole {
        subwords::Lesson::Merges(lesson) => lesson,
        subwords::Lesson::Pieces(lesson, _) => {
            return [pruning::panels(s, answer, whole, lesson), word(state, answer, whole)].concat();
        }
    };
    let n = lesson.training.merges.len();
    let steps = Figure::Player { current: lesson.n_merges, n: n + 1 };
    let point = lesson.curve[lesson.n_merges];
    let panels = vec![
        Panel { note: last(s, lesson), ..Panel::new("steps", Slot::Top, (s.subwords.step)(lesson.n_merges, n), steps) },
        Panel::new("pairs", Slot::Main, s.subwords.pairs, Figure::Table(pairs(s, lesson))),
        Panel {
            shape: Some(format!("vocab_size = {}", point.vocab_size)),
            tokenizer: Some(Rc::clone(whole)),
            ..Panel::new("merges", Slot::Main, s.subwords.merges, Figure::Table(merges(s, lesson)))
        },
        Panel::new("words", Slot::Side, s.subwords.words, Figure::Table(words(s, lesson))),
        cut(s, answer, (s.subwords.cut_note)(lesson.training.unit)),
        curve(s, whole),
    ];
    [panels, word(state, answer, whole)].concat()
}

fn word(state: &State, answer: &Answer, lesson: &subwords::Lesson) -> Vec<Panel> {
    let panels = |word| one_word::panels(strings(state.language), lesson, word, state.word_step);
    answer.word.as_ref().map_or_else(Vec::new, panels)
}

/// The text, cut by what has been learnt.
pub(super) fn cut(s: &Strings, answer: &Answer, note: &str) -> Panel {
    Panel {
        note: note.into(),
        shape: Some(format!("n_tokens = {}", answer.tokens.n_found())),
        ..Panel::new("cut", Slot::Below, s.subwords.cut, Figure::Chips(chips(&answer.tokens)))
    }
}

/// The merge that was made last, in words.
fn last(s: &Strings, lesson: &Lesson) -> String {
    let Some(index) = lesson.n_merges.checked_sub(1) else { return (s.subwords.no_merge)(lesson.training.unit).into() };
    let Learned { pair, id, count, alone, .. } = lesson.training.merges[index];
    let standing = Standing { pair, count, alone };
    let score = (lesson.training.unit == Unit::Pieces)
        .then(|| format!("{count} / ({} × {}) = {}", alone[0], alone[1], number::short(standing.score() as f32)));
    (s.subwords.merge)(Joined {
        number: index + 1,
        left: &name(lesson, pair.0),
        right: &name(lesson, pair.1),
        made: &name(lesson, id),
        id,
        count,
        score: score.as_deref(),
    })
}

/// A token as readers see it.
fn name(lesson: &Lesson, id: Id) -> String {
    label::visible_bytes(&lesson.training.tokens[id as usize])
}

/// Tokens side by side.
fn names(lesson: &Lesson, ids: &[Id]) -> String {
    ids.iter().map(|&id| name(lesson, id)).collect::<Vec<_>>().join(" · ")
}

fn pairs(s: &Strings, lesson: &Lesson) -> Table {
    let Training { unit, tokens, .. } = &lesson.training;
    let is_scored = *unit == Unit::Pieces;
    let row = |standing: &Standing| {
        let Standing { pair: (left, right), count, alone } = *standing;
        let made = unit.joined(&tokens[left as usize], &tokens[right as usize]);
        let mut cells = vec![names(lesson, &[left, right]), label::visible_bytes(&made), count.to_string()];
        if is_scored {
            cells.extend([format!("{} × {}", alone[0], alone[1]), number::short(standing.score() as f32)]);
        }
        cells
    };
    let mut head: Vec<String> = s.subwords.pairs_head.map(str::to_owned).into();
    if is_scored {
        head.extend(s.subwords.score_head.map(str::to_owned));
    }
    Table {
        caption: if lesson.pairs.is_empty() { s.subwords.no_pairs } else { (s.subwords.pairs_note)(*unit) }.into(),
        head,
        rows: lesson.pairs.iter().map(row).collect(),
    }
}

fn words(s: &Strings, lesson: &Lesson) -> Table {
    let row = |((word, times), split): (&(String, usize), &Vec<Id>)| {
        vec![label::visible(word), names(lesson, split), times.to_string()]
    };
    Table {
        caption: (s.subwords.words_note)(lesson.training.words.len(), lesson.n_words),
        head: s.subwords.words_head.map(str::to_owned).into(),
        rows: lesson.training.words.iter().zip(&lesson.splits).map(row).collect(),
    }
}

/// The latest merges, the last one first.
fn merges(s: &Strings, lesson: &Lesson) -> Table {
    let merges = lesson.training.merges.iter().take(lesson.n_merges).enumerate().rev().take(MAX_MERGES);
    let row = |(index, merge): (usize, &Learned)| {
        let pair = names(lesson, &[merge.pair.0, merge.pair.1]);
        vec![
            (index + 1).to_string(),
            pair,
            format!("{} #{}", name(lesson, merge.id), merge.id),
            merge.count.to_string(),
        ]
    };
    Table {
        caption: (s.subwords.merges_note)(lesson.training.n_alphabet),
        head: s.subwords.merges_head.map(str::to_owned).into(),
        rows: merges.map(row).collect(),
    }
}

/// Characters a token holds on average, for every size that the vocabulary has had.
pub(super) fn curve(s: &Strings, lesson: &subwords::Lesson) -> Panel {
    let n_characters = lesson.n_characters() as f64;
    let point = |(size, n_tokens): (usize, usize)| (size as f64, n_characters / n_tokens.max(1) as f64);
    let points: Vec<(f64, f64)> = lesson.sizes().into_iter().map(point).collect();
    let (marked, _) = lesson.step();
    let (size, chars) = points.get(marked).copied().unwrap_or_default();
    let curve = Curve {
        summary: (s.subwords.curve_summary)(size as usize, &number::short(chars as f32)),
        points,
        marked,
        beside: None,
        x_title: "vocab_size".into(),
        y_title: s.subwords.curve_y.into(),
    };
    Panel {
        note: s.subwords.curve_note.into(),
        ..Panel::new("curve", Slot::Below, s.subwords.curve, Figure::Curve(curve))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Engine;

    fn shown(state: &State) -> Vec<Panel> {
        let state = State { exhibit: ExhibitId::Subwords, ..state.clone() };
        panels(&state, &Engine::default().answer(&(EXHIBIT.job)(&state).unwrap(), |_| {}).unwrap())
    }

    fn rows<'a>(panels: &'a [Panel], name: &str) -> &'a [Vec<String>] {
        match &panels.iter().find(|panel| panel.name == name).unwrap().figure {
            Figure::Table(table) => &table.rows,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_next_pair_is_the_next_merge() {
        let state = State { text: Some("low low low lower lower new".into()), ..State::default() };
        let before = shown(&State { step: Some(1), ..state.clone() });
        assert_eq!(rows(&before, "pairs")[0], ["lo · w", "low", "5"]);
        assert_eq!(rows(&before, "words")[1], ["lower", "lo · w · e · r", "2"]);
        let after = shown(&State { step: Some(2), ..state });
        assert_eq!(rows(&after, "merges")[0][1..], ["lo · w", "low #8", "5"].map(str::to_owned));
    }

    #[test]
    fn a_part_of_a_character_is_shown_as_bytes() {
        let text = Some("\u{5B83}".to_owned());
        let panels =
            shown(&State { text, kind: subwords::Kind::ByteBpe, step: Some(1), vocab_size: 300, ..State::default() });
        let Figure::Chips(chips) = &panels.iter().find(|panel| panel.name == "cut").unwrap().figure else { panic!() };
        assert_eq!(chips.iter().map(|chip| chip.label.as_str()).collect::<Vec<_>>(), ["E5", "AE 83"]);
    }

    #[test]
    fn no_text_is_said_to_be_none() {
        assert_eq!(shown(&State { text: Some(" ".into()), ..State::default() })[0].name, "nothing");
        assert_eq!(shown(&State { vocab_size: 1, ..State::default() })[0].name, "steps");
    }
}
