//! Chapters 3 to 5: who looks at whom, under which mask, in each head.

use super::{Control, Exhibit, Inspection, Panel, Slot, Sum, chips, nothing_yet, text};
use crate::chart::{Axis, Figure, Fill, Heatmap, Label, Role, label, number};
use crate::engine::{Answer, Ask};
use crate::i18n::{Look, Strings, strings};
use crate::model::{ConfigError, Trace};
use crate::state::{Cell, ExhibitId, State};
use std::rc::Rc;

pub(super) const EXHIBIT: Exhibit = Exhibit {
    id: ExhibitId::Attention,
    chapters: "3–5",
    title: |s| s.attention,
    intro: |s| s.attention_intro,
    controls: &[Control::NHeads, Control::DModel, Control::Seed, Control::Scale, Control::Colormap, Control::Table],
    job,
    panels,
    inspect,
};

fn job(state: &State) -> Result<Ask, ConfigError> {
    Ok(Ask { text: text(state).to_owned(), tokenizer: state.tokenizer, attend: Some(state.config()?) })
}

fn panels(state: &State, answer: &Answer) -> Vec<Panel> {
    let s = strings(state.language);
    let Some(trace) = answer.trace.as_ref().filter(|trace| trace.n_tokens() > 0) else {
        return nothing_yet(s, s.attention);
    };
    let n = trace.n_tokens();
    let n_heads = trace.config.n_heads();
    let chips = chips(&answer.tokens);
    let labels: Rc<[Label]> = chips.iter().map(|chip| Label { text: chip.label.clone(), id: Some(chip.id) }).collect();
    let axis = |title: &str, role| Axis { title: title.to_owned(), role, labels: Rc::clone(&labels) };
    let heat = |values, plane, fill, summary| Heatmap {
        values,
        plane,
        mask: trace.mask.clone(),
        numbers: fill != Fill::Allowed,
        fill,
        rows: axis(s.query, Role::Query),
        cols: axis(s.key, Role::Key),
        marks: vec![],
        blocked: s.blocked.into(),
        summary,
    };
    let high = trace.weights.data().iter().copied().fold(0.0, f32::max);
    let weights = |head| {
        let title = (s.scale_title)(state.scale, state.colormap.slug());
        let fill = Fill::Map { map: state.colormap, scale: state.scale, high, title };
        heat(trace.weights.clone(), head, fill, summary(s, trace, head, &labels))
    };
    // A link may name a head that a smaller model lacks while its answer is on the way.
    let head = state.head.min(n_heads - 1);
    let untrained = Some((s.untrained)(trace.config.seed));
    let mask = trace.config.mask;
    vec![
        Panel {
            name: "weights",
            slot: Slot::Main,
            title: (s.weights_of)(head + 1),
            tag: untrained,
            note: String::new(),
            shape: Some(format!("n_query × n_key = {n}\u{A0}×\u{A0}{n}")),
            control: None,
            figure: Figure::Heatmap(Box::new(weights(head))),
        },
        Panel {
            name: "heads",
            slot: Slot::Side,
            title: s.all_heads.into(),
            tag: None,
            note: s.all_heads_note.into(),
            shape: Some(format!("n_heads × n_query × n_key = {n_heads}\u{A0}×\u{A0}{n}\u{A0}×\u{A0}{n}")),
            control: None,
            figure: Figure::Multiples((0..n_heads).map(weights).collect()),
        },
        Panel {
            name: "mask",
            slot: Slot::Side,
            title: s.mask.into(),
            tag: Some((s.mask_name)(mask).into()),
            note: (s.mask_note)(mask).into(),
            shape: Some(format!("n_query × n_key = {n}\u{A0}×\u{A0}{n}")),
            control: Some(Control::Mask),
            figure: Figure::Heatmap(Box::new(heat(trace.mask.clone(), 0, Fill::Allowed, (s.mask_summary)(mask, n)))),
        },
        Panel {
            name: "tokens",
            slot: Slot::Below,
            title: s.tokens.into(),
            tag: None,
            note: String::new(),
            shape: Some(format!("n_tokens = {n}")),
            control: None,
            figure: Figure::Chips(chips),
        },
        Panel {
            name: "formulas",
            slot: Slot::Below,
            title: s.formulas.into(),
            tag: None,
            note: s.formulas_note.into(),
            shape: Some(format!(
                "d_k = d_model / n_heads = {} / {n_heads} = {}",
                trace.config.d_model(),
                trace.config.d_head()
            )),
            control: None,
            figure: Figure::Formulas,
        },
    ]
}

fn summary(s: &Strings, trace: &Trace, head: usize, labels: &[Label]) -> String {
    let n = trace.n_tokens();
    let plane = trace.weights.plane(head);
    let largest =
        plane.iter().enumerate().fold((0, f32::NEG_INFINITY), |best, (i, &w)| if w > best.1 { (i, w) } else { best });
    let text = |index: usize| labels.get(index).map_or("", |label| &label.text);
    (s.weights_summary)(head + 1, n, largest.1, text(largest.0 / n), text(largest.0 % n))
}

fn inspect(state: &State, answer: &Answer, Cell { query, key }: Cell) -> Option<Inspection> {
    let s = strings(state.language);
    let trace = answer.trace.as_ref()?;
    let head = state.head.min(trace.config.n_heads() - 1);
    let weight = trace.weights.at(head, query, key)?;
    let row = trace.weights.row(head, query);
    let (score, masked) = (trace.scores.at(head, query, key)?, trace.masked_scores.at(head, query, key)?);
    let token = |index| answer.tokens.list().get(index).map(|&token| label::visible(answer.tokens.text_of(token)));
    let (query_text, key_text, weight_text) = (token(query)?, token(key)?, number::short(weight));
    let look = Look {
        row: query + 1,
        query: &query_text,
        key: &key_text,
        weight: &weight_text,
        is_largest: row.iter().all(|&other| other <= weight),
        is_blocked: masked == f32::NEG_INFINITY,
    };
    let mut facts = vec![(s.weight, weight), (s.row_sum, row.iter().sum()), (s.score, score)];
    if trace.mask.at(0, query, key) != Some(0.0) {
        facts.push((s.masked_score, masked));
    }
    let d_head = trace.config.d_head();
    let part =
        |row: usize, tensor: &crate::num::Tensor| tensor.row(0, row)[head * d_head..(head + 1) * d_head].to_vec();
    let exps: f32 = trace.masked_scores.row(head, query).iter().map(|score| score.exp()).sum();
    Some(Inspection {
        sentence: (s.looks_at)(look),
        spoken: (s.spoken)(look),
        facts,
        sum: Some(Sum {
            terms: part(query, &trace.q).into_iter().zip(part(key, &trace.k)).collect(),
            qk: trace.qk.at(head, query, key)?,
            d_head,
            score,
            softmax: (s.where_from_softmax)(&number::long(masked), &number::long(exps), &number::long(weight)),
        }),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Engine;
    use crate::model::Mask;

    fn answer(state: &State) -> Answer {
        Engine::default().answer(&job(state).unwrap(), |_| {}).unwrap()
    }

    #[test]
    fn a_cells_numbers_are_the_traces_and_its_sum_adds_up() {
        let state = State { mask: Mask::Causal, head: 2, ..State::default() };
        let answer = answer(&state);
        let trace = answer.trace.as_ref().unwrap();
        for query in 0..trace.n_tokens() {
            for key in 0..trace.n_tokens() {
                let inspection = inspect(&state, &answer, Cell { query, key }).unwrap();
                assert_eq!(inspection.facts[0].1, trace.weights.at(2, query, key).unwrap());
                assert!((inspection.facts[1].1 - 1.0).abs() < 1e-5);
                assert_eq!(inspection.facts.len(), if key > query { 4 } else { 3 });
                let sum = inspection.sum.unwrap();
                let total: f32 = sum.terms.iter().map(|(q, k)| q * k).sum();
                assert!((total - sum.qk).abs() < 1e-4);
                assert!((sum.qk / (sum.d_head as f32).sqrt() - sum.score).abs() < 1e-6);
            }
        }
        assert_eq!(inspect(&state, &answer, Cell { query: 0, key: 999 }), None);
    }

    #[test]
    fn a_text_without_tokens_says_so() {
        let state = State { text: Some(" \n".into()), ..State::default() };
        let panels = panels(&state, &answer(&state));
        assert_eq!((panels.len(), panels[0].name), (1, "nothing"));
    }
}
