//! Chapter 2: N-grams, counted in a corpus, and how likely they find a text.

mod sums;
mod tables;
mod writing;

use super::{Control, Exhibit, Panel, Slot, ask, matrix, nothing_yet, question};
use crate::chart::{Axis, Block, Curve, Figure, Fill, Heatmap, Label, Role, label, number};
use crate::engine::{Answer, Count, Counted, MAX_DRAWN, Run};
use crate::i18n::{Strings, strings};
use crate::model::Stage;
use crate::num::Tensor;
use crate::repr::ngram::Item;
use crate::repr::ngram::chain::{Factor, probability};
use crate::repr::ngram::seen::Seen;
use crate::state::{ExhibitId, State};

pub(super) const EXHIBIT: Exhibit = Exhibit {
    id: ExhibitId::Ngram,
    chapters: "2",
    title: |s| s.ngram.title,
    intro: |s| s.ngram.intro,
    has_tokenizer: true,
    has_script: false,
    controls: &[
        Control::NgramOrder,
        Control::Smoothing,
        Control::Ends,
        Control::Seed,
        Control::TrainingCorpus,
        Control::Training,
    ],
    more: &[Control::Scale, Control::Colormap, Control::Numbers, Control::Table],
    job: |state| {
        let count = Count {
            corpus: state.corpus,
            training: question::training(state).to_owned(),
            order: state.counting.order,
            has_marks: state.counting.has_marks,
            rule: state.counting.rule,
            seed: state.seed,
            n_new: state.step.unwrap_or(0).min(MAX_DRAWN),
        };
        Ok(ask(&State { batch: false, kv_text: None, ..state.clone() }, Run::Count(count)))
    },
    panels,
    inspect: sums::inspect,
};

fn panels(state: &State, answer: &Answer) -> Vec<Panel> {
    let s = strings(state.language);
    let Some(counted) = answer.counted.as_ref().filter(|counted| !counted.factors.is_empty()) else {
        return nothing_yet(s, s.ngram.title);
    };
    let place = state.counting.place.unwrap_or(usize::MAX).min(counted.factors.len() - 1);
    let looked = &counted.factors[place];
    let context = names(s, &looked.context);
    let mut all = vec![
        tables::chain(s, counted, state.counting.rule.smoothing),
        Panel {
            note: (s.ngram.working_note)(state.counting.rule.smoothing, counted.order, looked.is_unknown),
            steps: Some((place, counted.factors.len())),
            ..Panel::new(
                "working",
                Slot::Top,
                (s.ngram.working)(&name(s, &looked.item), &context),
                Figure::Table(tables::working(s, counted, &state.counting.rule, looked)),
            )
        },
        Panel {
            note: s.ngram.table_note.into(),
            stage: Some(Stage::Conditional),
            shape: Some(format!(
                "n_places\u{A0}×\u{A0}n_items = {}\u{A0}×\u{A0}{}",
                counted.table.len() / counted.columns.len().max(1),
                counted.columns.len()
            )),
            ..Panel::new("contexts", Slot::Main, s.ngram.table, Figure::Heatmap(Box::new(table(state, counted))))
        },
    ];
    all.extend(writing::panels(state, answer, counted));
    all.extend([
        Panel {
            note: s.ngram.seen_note.into(),
            ..Panel::new("seen", Slot::Below, s.ngram.seen, Figure::Table(tables::seen(s, counted)))
        },
        Panel {
            note: s.ngram.curve_note.into(),
            ..Panel::new("curve", Slot::Below, s.ngram.curve, Figure::Curve(curve(s, counted)))
        },
    ]);
    all
}

/// What stands at a place, as readers see it.
pub(super) fn name(s: &Strings, item: &Item) -> String {
    match item {
        Item::Unknown => s.ngram.unknown.into(),
        Item::Start => s.ngram.start.into(),
        Item::End => s.ngram.end.into(),
        Item::Token(text) => label::visible(text),
    }
}

/// The tokens of a context, as sentences name them.
fn each(s: &Strings, items: &[Item]) -> Vec<String> {
    items.iter().map(|item| name(s, item)).collect()
}

/// A context, as readers see it.
fn names(s: &Strings, items: &[Item]) -> String {
    if items.is_empty() {
        return s.ngram.nothing_before.into();
    }
    each(s, items).join(" ")
}

/// The probability of each column at each place, with what really comes framed.
fn table(state: &State, counted: &Counted) -> Heatmap {
    let s = strings(state.language);
    let (n_columns, columns) = (counted.columns.len(), &counted.columns);
    let n_places = counted.table.len() / n_columns.max(1);
    let values =
        Tensor::matrix(n_places, n_columns, counted.table.iter().map(|levels| probability(levels) as f32).collect());
    let places = &counted.factors[..n_places];
    let marks = places
        .iter()
        .enumerate()
        .filter_map(|(row, factor)| column_of(counted, factor).map(|col| Block { row, col, rows: 1, cols: 1 }));
    let label = |text: String| Label { text, id: None };
    Heatmap {
        fill: fill(s, state, &values),
        values,
        plane: 0,
        mask: Tensor::matrix(0, 0, vec![]),
        rows: Axis {
            title: s.ngram.contexts.into(),
            role: Role::Query,
            labels: places.iter().map(|factor| label(names(s, &factor.context))).collect(),
        },
        cols: Axis {
            title: s.ngram.nexts.into(),
            role: Role::Key,
            labels: columns.iter().map(|item| label(name(s, item))).collect(),
        },
        numbers: state.numbers,
        marks: marks.collect(),
        blocked: s.blocked.into(),
        summary: (s.ngram.table_summary)(n_places, n_columns),
    }
}

/// Where what stands at a place has its column.
fn column_of(counted: &Counted, factor: &Factor) -> Option<usize> {
    let item = if factor.is_unknown { &Item::Unknown } else { &factor.item };
    counted.columns.iter().position(|column| column == item)
}

fn fill(s: &Strings, state: &State, values: &Tensor) -> Fill {
    matrix::folded_fill(s, state, values, s.ngram.probability)
}

/// The part of N-grams that stand in one place only, for each N; the one that is set is marked.
fn curve(s: &Strings, counted: &Counted) -> Curve {
    let share = |seen: &Seen| 100.0 * seen.n_once as f64 / seen.n_distinct.max(1) as f64;
    let points: Vec<(f64, f64)> =
        counted.seen.iter().filter(|seen| seen.n > 0).map(|seen| (seen.order as f64, share(seen))).collect();
    let marked = (counted.order - 1).min(points.len().saturating_sub(1));
    let (order, at) = points.get(marked).copied().unwrap_or_default();
    Curve {
        points,
        marked,
        beside: None,
        x_title: s.ngram.order.into(),
        y_title: s.ngram.curve_y.into(),
        summary: (s.ngram.curve_summary)(order as usize, &number::short(at as f32)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Engine;
    use crate::repr::ngram::smoothing::Smoothing;
    use crate::state::Language;

    fn shown(change: impl FnOnce(&mut State)) -> Vec<Panel> {
        let mut state = State { exhibit: ExhibitId::Ngram, ..State::default() };
        change(&mut state);
        panels(&state, &Engine::default().answer(&(EXHIBIT.job)(&state).unwrap(), |_| {}).unwrap())
    }

    fn rows<'a>(panels: &'a [Panel], name: &str) -> &'a [Vec<String>] {
        match &panels.iter().find(|panel| panel.name == name).unwrap().figure {
            Figure::Table(table) => &table.rows,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn each_line_of_the_working_makes_the_one_above() {
        let panels = shown(|state| {
            state.training = Some("a b\nb a\na c".into());
            state.text = Some("a b".into());
            (state.counting.order, state.counting.rule.smoothing) = (2, Smoothing::KneserNey);
            state.counting.place = Some(1);
        });
        // b comes after a and after the start, of 8 different pairs; a has 3 different followers.
        let expected = [
            ["a", "max(1 − 0.75, 0) / 3 = 0.08333", "0.75 · 3 / 3 = 0.7500", "0.08333 + 0.7500 · 0.2500 = 0.2708"],
            ["none", "2 / 8 = 0.2500", "0", "0.2500"],
        ];
        assert_eq!(rows(&panels, "working"), expected.map(|row| row.map(str::to_owned).to_vec()));
    }

    #[test]
    fn a_factor_is_told_by_its_rule() {
        let caption = |smoothing, order| {
            let panels = shown(|state| (state.counting.order, state.counting.rule.smoothing) = (order, smoothing));
            match &panels[0].figure {
                Figure::Table(table) => table.caption.clone(),
                other => panic!("{other:?}"),
            }
        };
        let of_two: Vec<String> = Smoothing::ALL.iter().map(|&smoothing| caption(smoothing, 2)).collect();
        assert!(of_two.iter().enumerate().all(|(index, one)| !of_two[..index].contains(one)), "{of_two:?}");
        // Without a context there is nothing shorter to mix with.
        assert_eq!(caption(Smoothing::KneserNey, 1), caption(Smoothing::MaximumLikelihood, 1));
        assert_ne!(caption(Smoothing::AddK, 1), caption(Smoothing::MaximumLikelihood, 1));
    }

    #[test]
    fn what_comes_is_framed() {
        let panels = shown(|state| state.text = Some("The quick purple".into()));
        let Figure::Heatmap(table) = &panels.iter().find(|panel| panel.name == "contexts").unwrap().figure else {
            panic!()
        };
        let framed: Vec<&str> = table.marks.iter().map(|mark| table.cols.labels[mark.col].text.as_str()).collect();
        assert_eq!(framed, ["The", "quick", "⟨unknown⟩", "⟨/s⟩"]);
        assert_eq!(table.rows.labels[2].text, "The quick");
        assert_eq!(table.values.cols(), table.cols.labels.len());
    }

    #[test]
    fn a_text_that_is_over_goes_no_further() {
        let over = shown(|state| state.step = Some(MAX_DRAWN));
        let Figure::Player { current, n } = over.iter().find(|panel| panel.name == "steps").unwrap().figure else {
            panic!()
        };
        assert!(current + 1 == n && over.iter().all(|panel| panel.name != "next"));
        assert_eq!(shown(|state| state.text = Some(" \n".into()))[0].name, "nothing");
        let never = shown(|state| (state.text, state.language) = (Some("x y z".into()), Language::Zh));
        assert!(never.iter().any(|panel| panel.note == strings(Language::Zh).ngram.no_way_on));
    }

    #[test]
    fn a_product_of_many_factors_is_told_even_where_no_f32_holds_it() {
        let long = shown(|state| {
            state.text = Some("The quick fox ".repeat(60));
            state.counting.rule.smoothing = Smoothing::AddK;
        });
        assert!(long[0].note.contains("e−"), "{}", long[0].note);
        assert_eq!(rows(&long, "chain").len(), 181);
    }
}
