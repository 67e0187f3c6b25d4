//! How the next token is chosen: temperature, top-k, top-p.

use super::fields::on_value;
use heedmap::i18n::Strings;
use heedmap::state::{Action, ReadingAction, State};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The highest temperature of the slider; more can be typed.
const HOT: f32 = 2.0;

/// The three fields. What slides is there twice, to be typed as well.
pub(crate) fn sampling(s: &'static Strings, state: &State, act: &Callback<Action>) -> Html {
    let (s, sampling) = (&s.generate, state.reading.sampling);
    let top_k = on_value(act, |value| value.parse().ok().map(|k| Action::Read(ReadingAction::SetTopK(k))));
    html! {
        <>
            { slid("temperature", s.temperature, sampling.temperature, HOT, 100.0, act, ReadingAction::SetTemperature) }
            <label class="field" title={s.top_k_hint}><span>{ s.top_k }</span>
                <input id="top-k" type="number" min="0" step="1" value={sampling.top_k.to_string()} onchange={top_k} /></label>
            { slid("top-p", s.top_p, sampling.top_p, 1.0, 1.0, act, ReadingAction::SetTopP) }
        </>
    }
}

fn slid(
    id: &'static str,
    name: &'static str,
    value: f32,
    end: f32,
    most: f32,
    act: &Callback<Action>,
    action: fn(f32) -> ReadingAction,
) -> Html {
    let set = on_value(act, move |value| value.parse().ok().map(|number| Action::Read(action(number))));
    let slide = act.reform(move |event: InputEvent| {
        let number = event.target_unchecked_into::<HtmlInputElement>().value().parse().unwrap_or_default();
        Action::Read(action(number))
    });
    html! {
        <label class="field"><span>{ name }</span>
            <span class="sized">
                <input {id} type="number" min="0" max={most.to_string()} step="0.05" value={value.to_string()} onchange={set} />
                <input id={format!("{id}-slider")} type="range" min="0" max={end.to_string()} step="0.05" value={value.to_string()} oninput={slide} aria-label={name} />
            </span>
        </label>
    }
}
