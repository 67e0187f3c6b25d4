//! `window.heedmap`: the page for programs. README.md documents it for those who write them.
//!
//! - `run(options)` resolves to every stage of a computation, without touching the screen.
//! - `state()` is the state of the screen, by the names that links use.
//! - `setState(options)` changes the screen and resolves to the state once the picture is there.
//! - `ready` resolves when the first picture is there.
//!
//! Whatever is refused is refused with the sentence that the page would show.

use super::link::{Heard, Link, Parcel, Request};
use heedmap::engine::{Ask, Keep, Trouble};
use heedmap::exhibit;
use heedmap::i18n::{Strings, strings};
use heedmap::model::Stage;
use heedmap::state::{Notice, State, apply};
use js_sys::{Array, Function, JSON, Object, Promise, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// A program wants the screen to show a state, and to know when it does.
pub(crate) struct Call {
    pub(crate) state: State,
    pub(crate) settle: Settle,
}

/// The two ends of a promise.
pub(crate) struct Settle {
    resolve: Function,
    /// `None` for a promise that nobody need hold, whose failure nobody would catch.
    reject: Option<Function>,
    state: Mirror,
}

/// The state of the screen, where programs can read it at any time.
type Mirror = Rc<RefCell<Rc<State>>>;

impl Settle {
    /// Resolves to the state.
    pub(crate) fn resolve(self) {
        finish(&self.resolve, &to_js(&self.state.borrow()));
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
            let shown = (**state.borrow()).clone();
            call(Call { state: shown, settle: Settle { resolve, reject: None, state } });
        })
    };
    set(&api, "ready", &ready);

    let shown = Rc::clone(&state);
    set(&api, "state", &Closure::<dyn Fn() -> JsValue>::new(move || to_js(&shown.borrow())).into_js_value());

    let shown = Rc::clone(&state);
    let set_state = move |options: JsValue| {
        let base = (**shown.borrow()).clone();
        let (call, state) = (Rc::clone(&call), Rc::clone(&shown));
        promise(move |resolve, reject| match read(&options, &base) {
            Ok(next) => call(Call { state: next, settle: Settle { resolve, reject: Some(reject), state } }),
            Err(sentence) => finish(&reject, &js_sys::Error::new(&sentence)),
        })
    };
    set(&api, "setState", &Closure::<dyn Fn(JsValue) -> Promise>::new(set_state).into_js_value());

    let link = Rc::new(Link::new(Keep::All, done));
    let run = move |options: JsValue| {
        let base = State { language: state.borrow().language, ..State::default() };
        let link = Rc::clone(&link);
        promise(move |resolve, reject| match question(&options, &base) {
            Ok((ask, state)) => link.ask(Request { ask, tag: Program { resolve, reject, state } }),
            Err(sentence) => finish(&reject, &js_sys::Error::new(&sentence)),
        })
    };
    set(&api, "run", &Closure::<dyn Fn(JsValue) -> Promise>::new(run).into_js_value());
    set(&super::browser::window(), "heedmap", &api);
}

/// Who asked for a run.
struct Program {
    resolve: Function,
    reject: Function,
    state: State,
}

fn question(options: &JsValue, base: &State) -> Result<(Ask, State), String> {
    let state = read(options, base)?;
    let ask = (exhibit::by_id(state.exhibit).job)(&state).map_err(|e| sentence(base, &Notice::Config(e)))?;
    Ok((ask, state))
}

/// Reads options over a state.
fn read(options: &JsValue, base: &State) -> Result<State, String> {
    let text = if options.is_undefined() { None } else { JSON::stringify(options).ok().map(String::from) };
    let options = serde_json::from_str(text.as_deref().unwrap_or("{}"))
        .map_err(|_| words(base).options_are_no_object.to_owned())?;
    apply(base, &options).map_err(|notice| sentence(base, &notice))
}

fn words(state: &State) -> &'static Strings {
    strings(state.language)
}

fn sentence(state: &State, notice: &Notice) -> String {
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

/// `{tokens, n_found, notice, config, shapes, x, w_q, …}`
fn result(ask: &Ask, state: &State, Parcel { header, numbers }: Parcel) -> Object {
    let result = Object::new();
    let (kept, found) = (header.tokens.len(), header.n_found);
    let tokens = header.tokens.iter().map(|&(id, start, end)| {
        let token = Object::new();
        set(&token, "text", &ask.text.get(start..end).unwrap_or_default().into());
        set(&token, "id", &id.into());
        set(&token, "start", &(start as f64).into());
        set(&token, "end", &(end as f64).into());
        token
    });
    set(&result, "tokens", &tokens.collect::<Array>());
    set(&result, "n_found", &(found as f64).into());
    let notice = if kept < found { (words(state).tokens_cut)(found, kept).into() } else { JsValue::NULL };
    set(&result, "notice", &notice);
    if let Some(config) = header.config {
        let sizes = Object::new();
        let numbers = [("d_model", config.d_model()), ("n_heads", config.n_heads()), ("d_head", config.d_head())];
        numbers.into_iter().for_each(|(name, value)| set(&sizes, name, &(value as f64).into()));
        set(&sizes, "seed", &config.seed.into());
        set(&sizes, "mask", &config.mask.slug().into());
        set(&result, "config", &sizes);
    }
    let shapes = Object::new();
    for ((stage, shape), numbers) in Stage::ALL.iter().zip(header.shapes).zip(numbers) {
        let shape: Array = shape.into_iter().map(|size| JsValue::from(size as f64)).collect();
        set(&shapes, stage.name(), &shape);
        set(&result, stage.name(), &numbers);
    }
    set(&result, "shapes", &shapes);
    result
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
fn set(object: &JsValue, name: &str, value: &JsValue) {
    let _always = Reflect::set(object, &name.into(), value);
}
