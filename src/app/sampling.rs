//! How the next token is chosen: temperature, top-k, top-p.

use super::fields::{Reach, on_value, slid};
use heedmap::i18n::Strings;
use heedmap::state::{Action, ReadingAction, State};
use yew::prelude::*;

/// The highest temperature of the slider; more can be typed.
const HOT: f32 = 2.0;

/// The three fields. What slides is there twice, to be typed as well.
pub(crate) fn sampling(s: &'static Strings, state: &State, act: &Callback<Action>) -> Html {
    let (s, sampling) = (&s.generate, state.reading.sampling);
    let reach = |end, most| Reach { end, most, step: 0.05 };
    let top_k = on_value(act, |value| value.parse().ok().map(|k| Action::Read(ReadingAction::SetTopK(k))));
    html! {
        <>
            { slid("temperature", s.temperature, sampling.temperature, reach(HOT, 100.0), act, |t| Action::Read(ReadingAction::SetTemperature(t))) }
            <label class="field" title={s.top_k_hint}><span>{ s.top_k }</span>
                <input id="top-k" type="number" min="0" step="1" value={sampling.top_k.to_string()} onchange={top_k} /></label>
            { slid("top-p", s.top_p, sampling.top_p, reach(1.0, 1.0), act, |p| Action::Read(ReadingAction::SetTopP(p))) }
        </>
    }
}
