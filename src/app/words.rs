//! The reader's own words: a form that adds, counts anew or takes away, and the list of what was changed.

use super::browser;
use super::fields::on_value;
use super::help::Words as Strings;
use heedmap::state::Action;
use heedmap::text::segment::{Edit, Edits, MAX_FREQUENCY};
use std::rc::Rc;
use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

/// The form and the list.
#[component]
pub(crate) fn WordsForm(props: &WordsProps) -> Html {
    let WordsProps { s: Strings(s), words, act } = props.clone();
    let s = &s.segmentation;
    let (word, frequency) = (use_node_ref(), use_node_ref());
    // What was taken into the list need not stand in the fields any more; what was written there meanwhile stays.
    let asked = use_mut_ref(<[String; 2]>::default);
    use_effect_with(words.clone(), {
        let (fields, asked) = ([word.clone(), frequency.clone()], Rc::clone(&asked));
        move |_| {
            for (field, asked) in fields.iter().zip(asked.take()) {
                let field = field.cast::<HtmlInputElement>().filter(|field| field.value() == asked);
                field.into_iter().for_each(|field| field.set_value(""));
            }
        }
    });
    // What cannot be read is answered by the sentence that tells what could be.
    let submit = {
        let (word, frequency, words, act) = (word.clone(), frequency.clone(), words.clone(), act.clone());
        move |is_taken_away: bool| {
            let value =
                |field: &NodeRef| field.cast::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default();
            let written_down = [value(&word), value(&frequency)];
            let (new, count) = (written_down[0].trim().to_owned(), written_down[1].trim().to_owned());
            if new.is_empty() {
                return browser::focus_element(word.cast::<Element>());
            }
            asked.replace(written_down);
            let new = match (is_taken_away, count.as_str()) {
                (true, _) => new + ":0",
                (false, "") => new,
                (false, count) => format!("{new}:{count}"),
            };
            act.emit(written(&words, &new));
        }
    };
    let onkeydown = {
        let submit = submit.clone();
        move |event: KeyboardEvent| {
            if event.key() == "Enter" {
                event.prevent_default();
                submit(false);
            }
        }
    };
    let (set, take_away) = (submit.clone(), submit);
    let field = word.clone();
    let one = |Edit { word, frequency }: &Edit| {
        let forget = {
            let (mut rest, act, field) = (words.clone(), act.clone(), field.clone());
            rest.forget(word);
            move |event: MouseEvent| {
                // The button goes with its word; whose keys pressed it goes on where words are written.
                if browser::is_by_key(&event) {
                    browser::focus_element(field.cast::<Element>());
                }
                act.emit(Action::WriteWords(rest.to_string()));
            }
        };
        let change = {
            let (words, word) = (words.clone(), word.clone());
            on_value(&act, move |count| Some(written(&words, &format!("{word}:{count}"))).filter(|_| !count.is_empty()))
        };
        html! {
            <li key={word.clone()}>
                <span>{ word }</span>
                <input type="number" min="0" max={MAX_FREQUENCY.to_string()} value={frequency.map(|n| n.to_string())} onchange={change}
                    placeholder={s.frequency_hint} aria-label={(s.frequency_of)(word)} />
                <button type="button" class="quiet" aria-label={(s.forget)(word)} onclick={forget}>{ "×" }</button>
            </li>
        }
    };
    html! {
        <div class="words-form">
            <div class="controls">
                <label class="field"><span>{ s.word }</span>
                    <input id="new-word" ref={word} autocomplete="off" onkeydown={onkeydown.clone()} /></label>
                <label class="field"><span>{ s.frequency }</span>
                    <input id="new-frequency" ref={frequency} type="number" min="0" max={MAX_FREQUENCY.to_string()} {onkeydown}
                        placeholder={s.frequency_hint} /></label>
                <div class="buttons">
                    <button id="set-word" type="button" onclick={move |_| set(false)}>{ s.set }</button>
                    <button id="take-word" type="button" onclick={move |_| take_away(true)}>{ s.take_away }</button>
                </div>
            </div>
            if !words.list().is_empty() {
                <ul>{ for words.list().iter().map(one) }</ul>
            }
        </div>
    }
}

/// The changes with one more, as a link has them.
fn written(words: &Edits, new: &str) -> Action {
    let before = words.to_string();
    Action::WriteWords(if before.is_empty() { new.to_owned() } else { format!("{before},{new}") })
}

/// What the form needs.
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct WordsProps {
    pub(crate) s: Strings,
    pub(crate) words: Edits,
    pub(crate) act: Callback<Action>,
}
