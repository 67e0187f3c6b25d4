//! Settings of word2vec, and its vectors as files.

use super::api::set;
use super::browser;
use super::fields::{choice, decimal, field, on_value};
use super::opening::address;
use super::save::download;
use heedmap::exhibit::{Saved, Word2vecControl, word2vec};
use heedmap::i18n::Strings;
use heedmap::repr::word2vec::shipped::Shipped;
use heedmap::repr::word2vec::{
    Architecture, MAX_DIMENSION, MAX_EPOCHS, MAX_NEGATIVES, MAX_WINDOW, Objective, Settings,
};
use heedmap::state::{Action, MAX_RATE, State, Word2vecAction};
use js_sys::{Function, JSON, Object, Promise, Reflect};
use std::str::FromStr;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The most bytes of a file that are read: there is room for no more vectors.
const MAX_BYTES: f64 = 1e8;

/// Draws one of these settings.
pub(crate) fn control(control: Word2vecControl, all: &'static Strings, state: &State, act: &Callback<Action>) -> Html {
    let (s, own, now) = (&all.word2vec, &state.word2vec, state.word2vec.settings);
    if own.is_finished() && is_of_training(control) {
        return html! {};
    }
    let learn = |settings: Settings| Action::Embed(Word2vecAction::Learn(settings));
    match control {
        Word2vecControl::Architecture => {
            let set = |one| Action::Embed(Word2vecAction::Choose(one));
            field(
                s.architecture,
                choice("architecture", Architecture::ALL, own.architecture, s.architecture_name, act, set),
            )
        }
        Word2vecControl::Objective => {
            let set = on_value(act, move |value| {
                Objective::from_str(value).ok().map(|objective| learn(Settings { objective, ..now }))
            });
            let slug = |one: Objective| -> &'static str { one.into() };
            let options =
                Objective::ALL.iter().map(|&one| (slug(one).to_owned(), (s.objective_name)(one).to_owned())).collect();
            let menu = super::fields::menu("objective", options, &slug(now.objective), set);
            html! {
                <>
                { field(s.objective, menu) }
                if now.objective == Objective::NegativeSampling {
                    { whole(s.negatives, "negatives", 0, MAX_NEGATIVES, now.negatives, act, move |negatives| learn(Settings { negatives, ..now })) }
                }
                </>
            }
        }
        Word2vecControl::Window => {
            whole(s.window, "window", 1, MAX_WINDOW, now.window, act, move |window| learn(Settings { window, ..now }))
        }
        Word2vecControl::VectorSize => {
            whole(s.vector_size, "vector-size", 1, MAX_DIMENSION, now.dimension, act, move |dimension| {
                learn(Settings { dimension, ..now })
            })
        }
        Word2vecControl::Epochs => {
            whole(s.epochs, "epochs", 1, MAX_EPOCHS, now.epochs, act, move |epochs| learn(Settings { epochs, ..now }))
        }
        Word2vecControl::MinCount => {
            let count = own.min_count.unwrap_or(1) as usize;
            whole(s.min_count, "min-count", 1, 1_000, count, act, |n| {
                Action::Embed(Word2vecAction::SetMinCount(n as u64))
            })
        }
        Word2vecControl::Rate => {
            decimal("rate", s.rate, now.rate, MAX_RATE, act, move |rate| learn(Settings { rate, ..now }))
        }
        Word2vecControl::Subsample => decimal("subsample", s.subsample, now.subsample, 1.0, act, move |subsample| {
            learn(Settings { subsample, ..now })
        }),
        Word2vecControl::Near => text(s.near_field, "near", word2vec::near(state), "", act, Word2vecAction::Near),
        Word2vecControl::Compared => {
            text(s.compared, "compared", word2vec::compared(state), "", act, Word2vecAction::Compare)
        }
        Word2vecControl::Analogy => {
            text(s.analogy, "analogy", word2vec::analogy(state), s.analogy_hint, act, Word2vecAction::Ask)
        }
        Word2vecControl::Files => files(all, state, act),
    }
}

fn is_of_training(control: Word2vecControl) -> bool {
    let kept = [Word2vecControl::Near, Word2vecControl::Compared, Word2vecControl::Analogy, Word2vecControl::Files];
    !kept.contains(&control)
}

fn whole(
    name: &'static str,
    id: &'static str,
    least: usize,
    most: usize,
    value: usize,
    act: &Callback<Action>,
    action: impl Fn(usize) -> Action + 'static,
) -> Html {
    let set = on_value(act, move |value| value.parse().ok().map(&action));
    let (min, max, value) = (least.to_string(), most.to_string(), value.to_string());
    field(name, html! { <input {id} type="number" {min} {max} {value} onchange={set} /> })
}

fn text(
    name: &'static str,
    id: &'static str,
    value: &str,
    placeholder: &'static str,
    act: &Callback<Action>,
    action: fn(String) -> Word2vecAction,
) -> Html {
    let write = act.reform(move |event: InputEvent| {
        Action::Embed(action(event.target_unchecked_into::<HtmlInputElement>().value()))
    });
    let value = value.to_owned();
    field(
        name,
        html! { <input {id} type="text" {value} {placeholder} oninput={write} dir="auto" autocomplete="off" spellcheck="false" /> },
    )
}

/// Reset, save, load, and the way back from a file.
fn files(all: &'static Strings, state: &State, act: &Callback<Action>) -> Html {
    let s = &all.word2vec;
    let load = {
        let act = act.clone();
        move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            if let Some(file) = input.files().and_then(|files| files.get(0)) {
                // What is in it stays with the browser until the worker reads it.
                let part = file.slice_with_f64_and_f64(0.0, MAX_BYTES).ok();
                let open = |address: String| Word2vecAction::Open(Some((file.name(), address.into())));
                part.as_ref().and_then(address).map(open).into_iter().for_each(|open| act.emit(Action::Embed(open)));
            }
            input.set_value(""); // so that the same file can be chosen again after it was mended
        }
    };
    let state_now = state.clone();
    let save = move |_: MouseEvent| save(&state_now);
    let back = act.reform(|_: MouseEvent| Action::Embed(Word2vecAction::Open(None)));
    let go_on = act.reform(|_: MouseEvent| Action::Embed(Word2vecAction::GoOn));
    let has_ready = state.word2vec.file.is_some() || state.word2vec.shipped.is_some();
    let ready = |&one: &Shipped| {
        let slug: &str = one.into();
        let look = act.reform(move |_: MouseEvent| Action::Embed(Word2vecAction::Look(Some(one))));
        html! {
            <button id={format!("vectors-{slug}")} type="button" aria-pressed={(state.word2vec.shipped == Some(one) && !state.word2vec.go_on).to_string()}
                onclick={look}>{ (s.shipped_name)(one) }</button>
        }
    };
    let reset = act.reform(|_: MouseEvent| Action::ShowStep(Some(0)));
    html! {
        <div class="controls vector-files">
            if has_ready {
                <button id="unload-vectors" type="button" onclick={back}>{ if state.word2vec.go_on { s.unstart } else { s.unload } }</button>
            }
            if state.word2vec.is_finished() {
                <button id="go-on" type="button" onclick={go_on}>{ s.go_on }</button>
            } else {
                <button id="reset" type="button" onclick={reset}>{ s.reset }</button>
                <button id="save-vectors" type="button" onclick={save}>{ s.save }</button>
            }
            { for Shipped::ALL.iter().map(ready) }
            <label class="button file"><span>{ s.load }</span><input id="load-vectors" type="file" accept=".txt,.vec,text/plain" onchange={load} /></label>
        </div>
    }
}

/// Saves the vectors that are drawn as the text that word2vec.c writes. They are learnt once more, as a program would have them:
/// the page itself is never handed all their digits.
fn save(state: &State) {
    let options = serde_json::Value::from(state.to_options()).to_string();
    let run = Reflect::get(&browser::window(), &"heedmap".into()).and_then(|api| Reflect::get(&api, &"run".into()));
    let (Ok(options), Ok(run)) = (JSON::parse(&options), run) else { return };
    let asked = run.unchecked_into::<Function>().call1(&JsValue::NULL, &options);
    let architecture: &str = state.word2vec.architecture.into();
    spawn_local(async move {
        let Ok(asked) = asked.map(JsCast::unchecked_into::<Promise>) else { return };
        let done = JsFuture::from(asked).await.and_then(|found| {
            let found = Reflect::get(&Reflect::get(&found, &"word2vec".into())?, &"file".into())?;
            let bytes = found.as_string().unwrap_or_default().into_bytes();
            download(&Saved { name: format!("heedmap-{architecture}.txt"), media: "text/plain", bytes })
        });
        super::canvas::report(done);
    });
}

/// Puts `word2vec` on `heedmap`; `run` is `heedmap.run`.
pub(super) fn install(api: &Object, run: &Function) {
    let run = run.clone();
    let word2vec = move |options: JsValue| {
        let options = super::counted::of_corpus(&options, "word2vec", "text", &[("kind", "architecture")]);
        super::texts::part(&run, &options, "word2vec")
    };
    set(api, "word2vec", &Closure::<dyn Fn(JsValue) -> Promise>::new(word2vec).into_js_value());
}
