//! *Attention* on a long text: there is room for one matrix of queries by keys, so one stage of one head is kept, and another
//! one is worked out when it is chosen.

use super::{Control, Panel};
use crate::i18n::Strings;
use crate::model::{Only, Stage, Trace};
use crate::state::State;

/// What is kept, if not all of it is. To look at what is no matrix of queries by keys, which is kept in any case, asks nothing.
pub(super) fn only(state: &State) -> Option<Only> {
    let stage = if state.stage.is_per_head() && state.stage != Stage::Heads { state.stage } else { Stage::Weights };
    state.one_head.then_some(Only { layer: state.layer, head: state.head, stage })
}

/// Says so under the figure, where another head can be chosen.
pub(super) fn tell(s: &Strings, trace: &Trace, panel: &mut Panel) {
    if let Some((stage, head)) = trace.only() {
        panel.note = (s.settings.one_head_note)((s.stages.name)(stage), head + 1, trace.sizes.n_heads);
        panel.controls = &[Control::Head];
    }
}

#[cfg(test)]
mod tests {
    use super::super::attend::shown;
    use super::super::explain::inspect;
    use super::super::{Slot, by_id, layer};
    use super::*;
    use crate::engine::{Answer, Engine};
    use crate::model::{Hand, Mask, Positions, Source};
    use crate::state::Cell;
    use crate::text::Tokenizer;

    fn answer(state: &State) -> Answer {
        Engine::default().answer(&(by_id(state.exhibit).job)(state).unwrap(), |_| {}).unwrap()
    }

    fn panels(state: &State, answer: &Answer) -> Vec<Panel> {
        (by_id(state.exhibit).panels)(state, answer)
    }

    /// Of a long text one map is kept: it is the one that all of them would have had, and so is what is said of its cells.
    fn is_the_same_alone(base: &State) {
        let whole = answer(base);
        let trace = layer(base, &whole).unwrap();
        for (stage, tensor) in trace.iter() {
            let state = State { one_head: true, stage, ..base.clone() };
            let alone = answer(&state);
            let kept = layer(&state, &alone).unwrap();
            let n_query = trace.n_query();
            assert_eq!((kept.n_query(), kept.sizes), (n_query, trace.sizes));
            assert!(panels(&state, &alone).iter().all(|panel| (panel.name, panel.slot) != ("heads", Slot::Side)));
            if stage.is_per_head() && stage != Stage::Heads {
                assert_eq!(kept.only(), Some((stage, base.head)));
                assert_eq!(kept[stage].plane(base.head), tensor.plane(base.head), "{stage:?}");
                assert_eq!(kept[stage].data().len(), n_query * trace.n_key());
                assert_eq!(shown(&state, kept), stage);
            } else if kept[stage].is_kept() {
                assert_eq!((kept[stage].data(), shown(&state, kept)), (tensor.data(), stage));
            }
            for cell in (0..n_query.min(tensor.rows())).map(|row| Cell { stage, row, col: row % tensor.cols() }) {
                // Before the answer with this stage is there, that of another one tells the same.
                let said = inspect(&state, &alone, cell);
                assert_eq!(said, inspect(base, &whole, cell), "{cell:?}");
                assert_eq!(said, inspect(&state, &answer(&State { stage: Stage::Qk, ..state.clone() }), cell));
            }
        }
    }

    #[test]
    fn one_head_alone_is_what_it_is_among_all() {
        let text = Some("a b c d a b it was".into());
        let base = State { n_heads: 2, d_model: 8, head: 1, mask: Mask::causal(), text, ..State::default() };
        is_the_same_alone(&base);
        let rolled = Some(Tokenizer::Words);
        is_the_same_alone(&State { tokenizer: Tokenizer::Characters, roll_up: rolled, ..base.clone() });
        is_the_same_alone(&State { positions: Positions::Alibi, dropout: 0.3, ..base.clone() });
        is_the_same_alone(&State {
            positions: Positions::Rotary,
            n_layers: 3,
            layer: 1,
            n_kv_heads: Some(1),
            ..base.clone()
        });
        is_the_same_alone(&State { kv_text: Some("it was".into()), mask: Mask::default(), ..base.clone() });
        is_the_same_alone(&State { weights: Source::Hand(Hand::Induction), layer: 1, head: 0, ..base });
    }

    #[test]
    fn one_head_takes_more_tokens() {
        let state =
            State { text: Some("a ".repeat(5_000)), n_heads: 2, d_model: 8, one_head: true, ..State::default() };
        let found = answer(&State { head: 1, ..state.clone() });
        let trace = layer(&state, &found).unwrap();
        assert_eq!((trace.n_query(), trace.only()), (4_096, Some((Stage::Weights, 1))));
        let sum: f32 = trace[Stage::Weights].row(1, 4_095).iter().sum();
        assert!((sum - 1.0).abs() < 1e-4, "{sum}");
        assert!(!trace[Stage::Mask].is_kept() && trace[Stage::Scores].data().is_empty());
    }
}
