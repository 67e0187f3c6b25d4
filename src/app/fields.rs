//! Fields that settings are made of, each of which becomes an action when it changes.

use heedmap::model::MAX_HEADS;
use heedmap::state::Action;
use js_sys::Reflect;
use std::str::FromStr;
use wasm_bindgen::JsValue;
use web_sys::HtmlInputElement;
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

/// A choice among values whose names in links may be long: each under its place in the list.
pub(crate) fn listed<T: Clone + PartialEq + 'static>(
    id: &'static str,
    all: Vec<T>,
    current: &T,
    name: fn(&T) -> String,
    act: &Callback<Action>,
    action: fn(T) -> Action,
) -> Html {
    let option = |(index, one): (usize, &T)| {
        html! { <option value={index.to_string()} selected={one == current}>{ name(one) }</option> }
    };
    let options: Html = all.iter().enumerate().map(option).collect();
    let set = on_value(act, move |value| all.get(value.parse::<usize>().ok()?).cloned().map(action));
    html! { <select {id} onchange={set}>{ options }</select> }
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

/// A choice among numbers.
pub(crate) fn numbers(
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

/// Whether a box is ticked.
pub(crate) fn checked(event: &Event) -> bool {
    event.target_unchecked_into::<HtmlInputElement>().checked()
}
