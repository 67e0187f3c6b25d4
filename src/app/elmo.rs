//! Settings of ELMo.

use super::fields::{Reach, choice, decimal, field, menu, on_value, slid};
use heedmap::exhibit::{ElmoControl, elmo, text};
use heedmap::i18n::Strings;
use heedmap::repr::elmo::{MAX_SENTENCES, MAX_STEPS, N_LAYERS, Trained};
use heedmap::repr::lstm::{Direction, Gate};
use heedmap::state::{Action, ElmoAction, MAX_MIX, State};
use heedmap::text::lines;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The end of the weights' sliders; more can be typed.
const FAR: f32 = 5.0;

/// Draws one of these settings.
pub(crate) fn control(control: ElmoControl, all: &'static Strings, state: &State, act: &Callback<Action>) -> Html {
    let (s, set) = (&all.elmo, &state.elmo);
    match control {
        ElmoControl::Word => {
            let follow = act.reform(|event: InputEvent| {
                let word = event.target_unchecked_into::<HtmlInputElement>().value();
                Action::Elmo(ElmoAction::Follow(word))
            });
            let value = set.word.clone().unwrap_or_default();
            field(
                s.word,
                html! {
                    <input id="elmo-word" type="text" {value} placeholder={elmo::word(state).to_owned()} oninput={follow}
                        dir="auto" autocomplete="off" spellcheck="false" />
                },
            )
        }
        ElmoControl::Weights => {
            let slug = |one: Trained| -> &'static str { one.into() };
            let mut options = vec![("text".to_owned(), s.by_text.to_owned())];
            options.extend(Trained::ALL.iter().map(|&one| (slug(one).to_owned(), (s.weights_name)(one).to_owned())));
            let choose = on_value(act, |value| match value {
                "text" => Some(Action::Elmo(ElmoAction::Choose(None))),
                name => name.parse().ok().map(|one| Action::Elmo(ElmoAction::Choose(Some(one)))),
            });
            field(s.weights, menu("elmo-weights", options, &set.weights.map_or("text", slug), choose))
        }
        ElmoControl::Mix => {
            let reach = |end| Reach { end, most: MAX_MIX, step: 0.1 };
            let one = |layer: usize| {
                let id = ["elmo-w0", "elmo-w1", "elmo-w2"][layer.min(2)];
                slid(id, (s.mix_weight)(layer), set.mix.weights[layer], reach(FAR), act, move |w| {
                    Action::Elmo(ElmoAction::Weigh(layer, w))
                })
            };
            html! {
                <div class="controls">
                    { for (0..N_LAYERS).map(one) }
                    { slid("elmo-gamma", s.gamma, set.mix.gamma, reach(2.0), act, |gamma| Action::Elmo(ElmoAction::SetGamma(gamma))) }
                </div>
            }
        }
        ElmoControl::Inside => {
            let n = lines(text(state)).count().clamp(1, MAX_SENTENCES);
            let look = on_value(act, |value| value.parse::<usize>().ok()?.checked_sub(1).map(look));
            let layers = (1..N_LAYERS).map(|layer| (layer.to_string(), (s.layer_number)(layer))).collect();
            let layer = on_value(act, |value| value.parse().ok().map(|layer| Action::Elmo(ElmoAction::Layer(layer))));
            let turn = |direction| Action::Elmo(ElmoAction::Turn(direction));
            let show = |gate| Action::Elmo(ElmoAction::Show(gate));
            let sentences = (1..=n).map(|sentence| (sentence.to_string(), sentence.to_string())).collect();
            html! {
                <div class="controls">
                    { field(s.sentence, menu("elmo-sentence", sentences, &(set.sentence + 1).min(n), look)) }
                    { field(s.layer, menu("elmo-layer", layers, &set.layer, layer)) }
                    { field(s.direction, choice("elmo-direction", Direction::ALL, set.direction, s.direction_name, act, turn)) }
                    { field(s.gate, choice("elmo-gate", Gate::ALL, set.gate, s.gate_name, act, show)) }
                </div>
            }
        }
        // The stage draws it.
        ElmoControl::Timing => html! {},
        ElmoControl::Training => {
            let train = on_value(act, |value| value.parse().ok().map(|steps| Action::Elmo(ElmoAction::Train(steps))));
            html! {
                <div class="controls">
                    { field(s.steps, html! {
                        <input id="elmo-steps" type="number" min="0" max={MAX_STEPS.to_string()} step="1" value={set.steps.to_string()} onchange={train} />
                    }) }
                    { decimal("elmo-rate", s.rate, set.rate, MAX_MIX, act, |rate| Action::Elmo(ElmoAction::SetRate(rate))) }
                </div>
            }
        }
    }
}

fn look(sentence: usize) -> Action {
    Action::Elmo(ElmoAction::Look(sentence))
}
