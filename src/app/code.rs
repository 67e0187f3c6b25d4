//! The screen as a script, folded away at the end of the page until somebody wants to run it.

use super::browser;
use super::help::Words;
use super::save::download;
use heedmap::engine::Answer;
use heedmap::exhibit::{Library, Saved, snippet};
use heedmap::state::State;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlDetailsElement;
use yew::prelude::*;

/// The fold, its two libraries and what can be done with the script.
#[component]
pub(crate) fn CodeView(props: &CodeProps) -> Html {
    let CodeProps { s: Words(s), state, answer } = props.clone();
    let s = &s.saving;
    let (is_open, library) = (use_state_eq(|| false), use_state_eq(Library::default));
    let is_copied = use_state_eq(|| false);
    // Only an open fold has its script written, anew whenever the screen changes.
    let code = use_memo((is_open.then(|| (state, answer)), *library), |(shown, library)| {
        shown.as_ref().map(|(state, answer)| snippet(state, answer, *library)).unwrap_or_default()
    });
    use_effect_with(Rc::clone(&code), {
        let is_copied = is_copied.clone();
        move |_| is_copied.set(false)
    });
    let ontoggle = {
        let is_open = is_open.clone();
        move |event: Event| is_open.set(event.target_unchecked_into::<HtmlDetailsElement>().open())
    };
    let tab = |&one: &Library| {
        let (choose, name) = (library.clone(), if one == Library::NumPy { "NumPy" } else { "PyTorch" });
        html! {
            <button id={format!("code-{}", one.slug())} type="button" aria-pressed={(one == *library).to_string()}
                onclick={move |_| choose.set(one)}>{ name }</button>
        }
    };
    let copy = {
        let (code, is_copied) = (Rc::clone(&code), is_copied.clone());
        move |_: MouseEvent| {
            let (code, is_copied) = (Rc::clone(&code), is_copied.clone());
            spawn_local(async move { is_copied.set(browser::copy(&code).await) });
        }
    };
    let save = {
        let (code, name) = (Rc::clone(&code), format!("heedmap-{}.py", library.slug()));
        move |_: MouseEvent| {
            let (name, bytes) = (name.clone(), code.as_bytes().to_vec());
            super::canvas::report(download(&Saved { name, media: "text/x-python", bytes }));
        }
    };
    html! {
        <details class="panel code" {ontoggle}>
            <summary><h2>{ s.code }</h2></summary>
            <p class="note">{ s.code_note }</p>
            <div class="segments" role="group" aria-label={s.library}>{ for Library::ALL.iter().map(tab) }</div>
            <button type="button" id="copy-code" onclick={copy}>{ if *is_copied { s.copied } else { s.copy } }</button>
            <button type="button" id="save-code" onclick={save}>{ s.save_code }</button>
            <pre tabindex="0" role="region" aria-label={s.code}><code>{ (*code).clone() }</code></pre>
        </details>
    }
}

/// What the fold needs.
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct CodeProps {
    pub(crate) s: Words,
    pub(crate) state: Rc<State>,
    pub(crate) answer: Rc<Answer>,
}
