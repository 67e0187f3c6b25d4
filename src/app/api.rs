//! `window.heedmap`: the page for programs. README.md documents it for those who write them.
//!
//! - `run(options)` resolves to every stage of a computation, without touching the screen.
//! - `state()` is the state of the screen, by the names that links use.
//! - `setState(options)` changes the screen and resolves to the state once the picture is there.
//! - `loadTokenizer(json)` opens a `tokenizer.json` and resolves to its name in `tokenizer`.
//! - `loadModel(files or address, name)` opens a pretrained model and resolves to what it is.
//! - `export({format, figure})` resolves to the file that a button of the screen saves.
//! - `ready` resolves when the first picture is there.
//!
//! Whatever is refused is refused with the sentence that the page would show.

use super::browser;
use super::counted;
use super::export;
use super::link::{Heard, Link, Request};
use super::models;
use super::opening;
use super::result::result;
use super::texts;
use super::word2vec;
use heedmap::chart::Palette;
use heedmap::engine::{Answer, Ask, Keep, Run, Trouble};
use heedmap::exhibit::{self, Panel};
use heedmap::i18n::{Strings, strings};
use heedmap::state::{Action, FieldError, Notice, Problem, State, Word2vec};
use js_sys::{Array, Function, JSON, Object, Promise, Reflect};
use serde_json::{Map, Value};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

/// A program wants the screen to show a state, and to know when it does.
pub(crate) struct Call {
    /// What is to change. The state that it changes is the one that the page has when it hears of it: another call may
    /// be on its way.
    pub(crate) options: Map<String, Value>,
    /// A tokenizer or a model to open instead.
    pub(crate) load: Option<Action>,
    pub(crate) settle: Settle,
}

/// The two ends of a promise.
pub(crate) struct Settle {
    resolve: Function,
    /// `None` for a promise that nobody need hold, whose failure nobody would catch.
    reject: Option<Function>,
    state: Mirror,
}

/// The screen, where programs can read it at any time.
#[derive(Clone)]
pub(crate) struct Screen {
    pub(crate) state: Rc<State>,
    /// What it was drawn from last.
    pub(crate) answer: Option<Rc<Answer>>,
    pub(crate) panels: Rc<Vec<Rc<Panel>>>,
    pub(crate) palette: Rc<Palette>,
}

type Mirror = Rc<RefCell<Screen>>;

impl Settle {
    /// Resolves to the state.
    pub(crate) fn resolve(self) {
        finish(&self.resolve, &to_js(&self.state.borrow().state));
    }

    /// Rejects with a sentence; a promise that cannot goes on waiting.
    pub(crate) fn reject(self, sentence: &str) -> Option<Self> {
        let Some(reject) = &self.reject else { return Some(self) };
        finish(reject, &js_sys::Error::new(sentence));
        None
    }
}

/// Puts `heedmap` on the window. `call` hands a new state to the page.
pub(crate) fn install(state: Mirror, call: impl Fn(Call) + 'static) {
    let call = Rc::new(call);
    let api = Object::new();
    let ready = {
        let (state, call) = (Rc::clone(&state), Rc::clone(&call));
        promise(move |resolve, _| {
            call(Call { options: Map::new(), load: None, settle: Settle { resolve, reject: None, state } });
        })
    };
    set(&api, "ready", &ready);

    let shown = Rc::clone(&state);
    set(&api, "state", &Closure::<dyn Fn() -> JsValue>::new(move || to_js(&shown.borrow().state)).into_js_value());

    let (shown, opener) = (Rc::clone(&state), Rc::clone(&call));
    let set_state = move |options: JsValue| {
        let (call, state) = (Rc::clone(&call), Rc::clone(&shown));
        let read = read(&options, words(&shown.borrow().state));
        promise(move |resolve, reject| match read {
            Ok(options) => {
                let settle = Settle { resolve, reject: Some(reject), state: Rc::clone(&state) };
                call(Call { options, load: None, settle });
            }
            Err(sentence) => finish(&reject, &js_sys::Error::new(&sentence)),
        })
    };
    set(&api, "setState", &Closure::<dyn Fn(JsValue) -> Promise>::new(set_state).into_js_value());

    let shown = Rc::clone(&state);
    let open = move |load: Action| {
        let (call, state) = (Rc::clone(&opener), Rc::clone(&shown));
        promise(move |resolve, reject| {
            let settle = Settle { resolve, reject: Some(reject), state };
            call(Call { options: Map::new(), load: Some(load), settle });
        })
    };
    let open = Rc::new(open);
    let opener = Rc::clone(&open);
    opening::install(&api, move |load| opener(load));
    models::install(&api, Rc::clone(&state), move |load| open(load));

    let shown = Rc::clone(&state);
    let export = move |options: JsValue| export::export(&shown.borrow(), &options);
    set(&api, "export", &Closure::<dyn Fn(JsValue) -> Promise>::new(export).into_js_value());

    let link = Rc::new(Link::new(Keep::All, done));
    let run = move |options: JsValue| {
        let shown = Rc::clone(&state.borrow().state);
        let word2vec = Word2vec { file: shown.word2vec.file.clone(), ..Word2vec::default() };
        let base = State { language: shown.language, files: shown.files.clone(), word2vec, ..State::default() };
        match question(&options, &base) {
            Ok((ask, state)) => run(&link, &ask, &state),
            Err(sentence) => Promise::reject(&js_sys::Error::new(&sentence)),
        }
    };
    let run = Closure::<dyn Fn(JsValue) -> Promise>::new(run).into_js_value();
    set(&api, "run", &run);
    texts::install(&api, run.unchecked_ref());
    counted::install(&api, run.unchecked_ref());
    word2vec::install(&api, run.unchecked_ref());
    set(&browser::window(), "heedmap", &api);
}

/// Runs a question; of a batch, every text in turn.
fn run(link: &Rc<Link<Program>>, ask: &Ask, state: &State) -> Promise {
    let one = |item: usize| {
        let (ask, state, link) = (Ask { item, ..ask.clone() }, state.clone(), Rc::clone(link));
        promise(move |resolve, reject| link.ask(Request { ask, tag: Program { resolve, reject, state } }))
    };
    // Documents are no batch: they are looked at together.
    if ask.texts.len() < 2 || matches!(ask.run, Run::Vectorize(_) | Run::Contextualize(_)) {
        return one(ask.item);
    }
    let (item, all) = (ask.item as u32, Promise::all(&(0..ask.texts.len()).map(one).collect::<Array>()));
    future_to_promise(async move {
        let results: Array = JsFuture::from(all).await?.unchecked_into();
        let result = Object::assign(&Object::new(), results.get(item).unchecked_ref());
        set(&result, "batch", &results);
        Ok(result.into())
    })
}

/// Who asked for a run.
struct Program {
    resolve: Function,
    reject: Function,
    state: State,
}

fn question(options: &JsValue, base: &State) -> Result<(Ask, State), String> {
    let options = read(options, words(base))?;
    exhibit::asked(base, options).map_err(|notice| sentence(base, &notice))
}

/// Reads options.
fn read(options: &JsValue, s: &Strings) -> Result<Map<String, Value>, String> {
    // JSON has no NaN and no infinity, so they travel by name.
    let half = Rc::new(RefCell::new(None));
    let found = Rc::clone(&half);
    let named = Closure::<dyn Fn(JsValue, JsValue) -> JsValue>::new(move |name: JsValue, value: JsValue| {
        if let Some((_, Some(at))) = browser::text(&value) {
            let name = name.as_string().unwrap_or_default();
            found.replace(Some(FieldError { name, problem: Problem::HalfCharacter(at) }));
        }
        match value.as_f64() {
            Some(number) if !number.is_finite() => number.to_string().into(),
            _ => value,
        }
    });
    let written = || JSON::stringify_with_replacer(options, named.as_ref()).ok().map(String::from);
    let text = if options.is_undefined() { None } else { written() };
    if let Some(error) = half.take() {
        return Err((s.notice)(&Notice::Field(error)));
    }
    serde_json::from_str(text.as_deref().unwrap_or("{}")).map_err(|_| s.options_are_no_object.to_owned())
}

fn words(state: &State) -> &'static Strings {
    strings(state.language)
}

pub(super) fn sentence(state: &State, notice: &Notice) -> String {
    (words(state).notice)(notice)
}

/// A run is done: hands everything over, or the reason why not.
fn done(heard: Heard<Program>) {
    let Heard::Done(Request { ask, tag: Program { resolve, reject, state } }, outcome) = heard else { return };
    match outcome {
        Ok(parcel) => finish(&resolve, &result(&ask, &state, parcel)),
        Err(trouble) => finish(&reject, &error_of(&state, &trouble)),
    }
}

fn error_of(state: &State, trouble: &Trouble) -> js_sys::Error {
    js_sys::Error::new(&(words(state).trouble)(trouble))
}

fn to_js(state: &State) -> JsValue {
    serde_json::to_string(&state.to_options()).ok().and_then(|text| JSON::parse(&text).ok()).unwrap_or_default()
}

/// A promise whose work starts at once.
fn promise(work: impl FnOnce(Function, Function) + 'static) -> Promise {
    let mut work = Some(work);
    Promise::new(&mut move |resolve, reject| {
        if let Some(work) = work.take() {
            work(resolve, reject);
        }
    })
}

fn finish(end: &Function, value: &JsValue) {
    if let Err(error) = end.call1(&JsValue::NULL, value) {
        web_sys::console::error_1(&error);
    }
}

/// Sets a property of an object of our own, which cannot refuse.
pub(super) fn set(object: &JsValue, name: &str, value: &JsValue) {
    let _always = Reflect::set(object, &name.into(), value);
}
