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

/// Whether a box is ticked.
pub(crate) fn checked(event: &Event) -> bool {
    event.target_unchecked_into::<HtmlInputElement>().checked()
}
