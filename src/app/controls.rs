//! The settings of an exhibit. Each is shown where the exhibit lists it.

use heedmap::chart::{Colormap, Scale};
use heedmap::exhibit::Control;
use heedmap::i18n::Strings;
use heedmap::model::{Config, MAX_D_MODEL, Mask};
use heedmap::state::{Action, State};
use js_sys::Reflect;
use std::str::FromStr;
use wasm_bindgen::JsValue;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Widths that are offered; a link or a program may choose any other.
const WIDTHS: [usize; 10] = [4, 8, 16, 32, 64, 128, 256, 512, 768, MAX_D_MODEL];

/// Draws the settings.
pub(crate) fn controls(s: &'static Strings, state: &State, list: &[Control], act: &Callback<Action>) -> Html {
    html! {
        <div class="controls" role="group" aria-label={s.settings}>
            { for list.iter().map(|control| self::control(*control, s, state, act)) }
        </div>
    }
}

/// Draws one setting.
pub(crate) fn control(control: Control, s: &'static Strings, state: &State, act: &Callback<Action>) -> Html {
    let field = |name: &'static str, input: Html| html! { <label class="field"><span>{ name }</span>{ input }</label> };
    match control {
        Control::Mask => {
            let is_causal = state.mask == Mask::Causal;
            let toggle =
                act.reform(|event: Event| Action::SetMask(if checked(&event) { Mask::Causal } else { Mask::None }));
            html! {
                <label class="check switch"><input id="causal" type="checkbox" role="switch" checked={is_causal} onchange={toggle} />
                    { s.causal_switch }</label>
            }
        }
        Control::NHeads => {
            let counts: Vec<usize> = Config::head_counts(state.d_model).collect();
            field(s.n_heads, numbers("n-heads", &counts, state.n_heads, act, Action::SetNHeads))
        }
        Control::DModel => {
            let mut widths = WIDTHS.to_vec();
            if !widths.contains(&state.d_model) {
                widths.push(state.d_model);
                widths.sort_unstable();
            }
            field(s.d_model, numbers("d-model", &widths, state.d_model, act, Action::SetDModel))
        }
        Control::Seed => {
            let set = on_value(act, |value| value.parse().ok().map(Action::SetSeed));
            let seed = state.seed.to_string();
            field(
                s.seed,
                html! {
                    <input id="seed" type="number" min="0" max={u32::MAX.to_string()} step="1" value={seed} onchange={set} />
                },
            )
        }
        Control::Scale => field(s.scale, choice("scale", Scale::ALL, state.scale, s.scale_name, act, Action::SetScale)),
        Control::Colormap => field(
            s.colormap,
            choice("colormap", Colormap::ALL, state.colormap, s.colormap_name, act, Action::SetColormap),
        ),
        Control::Table => html! {
            <label class="check"><input id="table" type="checkbox" checked={state.table}
                onchange={act.reform(|event: Event| Action::Tabulate(checked(&event)))} />{ s.as_table }</label>
        },
    }
}

/// What a field's new value does: nothing if it cannot be read, since a number field may be empty for a moment.
fn on_value(act: &Callback<Action>, read: impl Fn(&str) -> Option<Action> + 'static) -> Callback<Event> {
    let act = act.clone();
    Callback::from(move |event: Event| {
        let target = event.target().map(JsValue::from).unwrap_or_default();
        let value = Reflect::get(&target, &"value".into()).ok().and_then(|value| value.as_string());
        if let Some(action) = value.and_then(|value| read(&value)) {
            act.emit(action);
        }
    })
}

/// A choice among the variants of an enum, each under its name in links.
pub(crate) fn choice<T: Copy + PartialEq + FromStr + Into<&'static str> + 'static>(
    id: &'static str,
    all: &[T],
    current: T,
    name: fn(T) -> &'static str,
    act: &Callback<Action>,
    action: fn(T) -> Action,
) -> Html {
    let set = on_value(act, move |value| value.parse().ok().map(action));
    let option = |&one: &T| {
        let slug: &'static str = one.into();
        html! { <option value={slug} selected={one == current}>{ name(one) }</option> }
    };
    html! { <select {id} onchange={set}>{ for all.iter().map(option) }</select> }
}

fn checked(event: &Event) -> bool {
    event.target_unchecked_into::<HtmlInputElement>().checked()
}

fn numbers(
    id: &'static str,
    values: &[usize],
    current: usize,
    act: &Callback<Action>,
    action: fn(usize) -> Action,
) -> Html {
    let set = on_value(act, move |value| value.parse().ok().map(action));
    let option = |&value: &usize| html! { <option selected={value == current}>{ value }</option> };
    html! { <select {id} onchange={set}>{ for values.iter().map(option) }</select> }
}
