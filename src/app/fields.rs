//! Fields that settings are made of, each of which becomes an action when it changes.

use heedmap::model::MAX_HEADS;
use heedmap::state::Action;
use js_sys::Reflect;
use std::str::FromStr;
use wasm_bindgen::JsValue;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// What a field's new value does: nothing if it cannot be read, since a number field may be empty for a moment.
pub(crate) fn on_value(act: &Callback<Action>, read: impl Fn(&str) -> Option<Action> + 'static) -> Callback<Event> {
    let act = act.clone();
    Callback::from(move |event: Event| {
        let target = event.target().map(JsValue::from).unwrap_or_default();
        let value = Reflect::get(&target, &"value".into()).ok().and_then(|value| value.as_string());
        if let Some(action) = value.and_then(|value| read(&value)) {
            act.emit(action);
        }
    })
}

/// A box to tick.
pub(crate) fn tick(
    id: &'static str,
    name: &'static str,
    on: bool,
    act: &Callback<Action>,
    action: fn(bool) -> Action,
) -> Html {
    let set = act.reform(move |event: Event| action(checked(&event)));
    html! { <label class="check"><input {id} type="checkbox" checked={on} onchange={set} />{ name }</label> }
}

/// A menu that shows what the state says. Once a reader has chosen from it, a browser no longer heeds its options'
/// attributes; so it is told its value, also when a choice was refused.
#[component]
fn Menu(props: &MenuProps) -> Html {
    let menu = use_node_ref();
    use_effect({
        let (menu, current) = (menu.clone(), props.current.clone());
        move || menu.cast::<HtmlSelectElement>().iter().for_each(|menu| menu.set_value(&current))
    });
    let option = |(value, name): &(String, String)| html! { <option value={value.clone()}>{ name }</option> };
    html! { <select id={props.id} ref={menu} onchange={props.set.clone()}>{ for props.options.iter().map(option) }</select> }
}

/// What a menu needs: its options, each with its value and its name.
#[derive(PartialEq, Properties)]
struct MenuProps {
    id: &'static str,
    options: Vec<(String, String)>,
    current: String,
    set: Callback<Event>,
}

/// An input under its name.
pub(crate) fn field(name: &'static str, input: Html) -> Html {
    html! { <label class="field"><span>{ name }</span>{ input }</label> }
}

/// A choice among options, each a value and a name.
pub(crate) fn menu(
    id: &'static str,
    options: Vec<(String, String)>,
    current: &impl ToString,
    set: Callback<Event>,
) -> Html {
    html! { <Menu {id} {options} current={current.to_string()} {set} /> }
}

/// A choice among values whose names in links may be long: each under its place in the list, the current one in any case.
pub(crate) fn listed<T: Clone + PartialEq + 'static>(
    id: &'static str,
    mut all: Vec<T>,
    current: &T,
    name: fn(&T) -> String,
    act: &Callback<Action>,
    action: fn(T) -> Action,
) -> Html {
    let place = all.iter().position(|one| one == current).unwrap_or_else(|| {
        all.push(current.clone());
        all.len() - 1
    });
    let options = all.iter().enumerate().map(|(index, one)| (index.to_string(), name(one))).collect();
    let set = on_value(act, move |value| all.get(value.parse::<usize>().ok()?).cloned().map(action));
    menu(id, options, &place, set)
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
    let slug = |one: T| -> &'static str { one.into() };
    let options = all.iter().map(|&one| (slug(one).to_owned(), name(one).to_owned())).collect();
    menu(id, options, &slug(current), set)
}

/// A choice among numbers.
pub(crate) fn numbers(
    id: &'static str,
    values: &[usize],
    current: usize,
    act: &Callback<Action>,
    action: fn(usize) -> Action,
) -> Html {
    let set = on_value(act, move |value| value.parse().ok().map(action));
    menu(id, values.iter().map(|value| (value.to_string(), value.to_string())).collect(), &current, set)
}

/// A number to be typed, with those that work on offer; another one is answered by a sentence.
pub(crate) fn typed(
    id: &'static str,
    works: &[usize],
    current: usize,
    act: &Callback<Action>,
    action: fn(usize) -> Action,
) -> Html {
    let set = on_value(act, move |value| value.parse().ok().map(action));
    let list = format!("{id}-list");
    let option = |&value: &usize| html! { <option value={value.to_string()} /> };
    html! {
        <>
            <input {id} type="number" min="1" max={MAX_HEADS.to_string()} list={list.clone()} value={current.to_string()} onchange={set} />
            <datalist id={list}>{ for works.iter().map(option) }</datalist>
        </>
    }
}

/// A number from 0 to `most` to be typed.
pub(crate) fn decimal<T: Copy + FromStr + ToString + 'static>(
    id: &'static str,
    name: &'static str,
    value: T,
    most: T,
    act: &Callback<Action>,
    action: impl Fn(T) -> Action + 'static,
) -> Html {
    let set = on_value(act, move |value| value.parse().ok().map(&action));
    let (max, value) = (most.to_string(), value.to_string());
    field(name, html! { <input {id} type="number" min="0" {max} step="any" {value} onchange={set} /> })
}

/// The reach of a slider: where it ends, how far one may type, and a step.
#[derive(Clone, Copy)]
pub(crate) struct Reach {
    pub(crate) end: f32,
    pub(crate) most: f32,
    pub(crate) step: f32,
}

/// A number to be slid, and to be typed as well.
pub(crate) fn slid(
    id: &'static str,
    name: &'static str,
    value: f32,
    Reach { end, most, step }: Reach,
    act: &Callback<Action>,
    action: impl Fn(f32) -> Action + Copy + 'static,
) -> Html {
    let set = on_value(act, move |value| value.parse().ok().map(action));
    let slide = act.reform(move |event: InputEvent| {
        action(event.target_unchecked_into::<HtmlInputElement>().value().parse().unwrap_or_default())
    });
    let [end, most, step, value] = [end, most, step, value].map(|number| number.to_string());
    html! {
        <label class="field"><span>{ name }</span>
            <span class="sized">
                <input {id} type="number" min="0" max={most} step={step.clone()} value={value.clone()} onchange={set} />
                <input id={format!("{id}-slider")} type="range" min="0" max={end} {step} {value} oninput={slide} aria-label={name} />
            </span>
        </label>
    }
}

/// Whether a box is ticked.
pub(crate) fn checked(event: &Event) -> bool {
    event.target_unchecked_into::<HtmlInputElement>().checked()
}
