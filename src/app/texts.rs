//! What programs ask about texts alone: `heedmap.tokenize` and `heedmap.train`. Each is a run of the exhibit that shows the
//! same, under names of its own.

use super::api::set;
use heedmap::text::bpe::{Learned, Lesson, Point};
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

/// Puts both on `heedmap`; `run` is `heedmap.run`.
pub(super) fn install(api: &Object, run: &Function) {
    let tokenize = {
        let run = run.clone();
        move |options: JsValue| part(&run, &renamed(&options, "tokens", &[]), "tokens")
    };
    set(api, "tokenize", &Closure::<dyn Fn(JsValue) -> Promise>::new(tokenize).into_js_value());
    let train = {
        let (run, names) = (run.clone(), [("corpus", "text"), ("kind", "unit")]);
        move |options: JsValue| part(&run, &renamed(&options, "subwords", &names), "training")
    };
    set(api, "train", &Closure::<dyn Fn(JsValue) -> Promise>::new(train).into_js_value());
}

/// One part of what a run resolves to.
fn part(run: &Function, options: &JsValue, name: &'static str) -> Promise {
    let result = run.call1(&JsValue::NULL, options).map(JsCast::unchecked_into::<Promise>);
    future_to_promise(async move { Reflect::get(&JsFuture::from(result?).await?, &name.into()) })
}

/// The options of a run that are these, some of them under other names.
fn renamed(options: &JsValue, exhibit: &str, names: &[(&str, &str)]) -> JsValue {
    if !options.is_object() {
        return options.clone();
    }
    let own = Object::assign(&Object::new(), options.unchecked_ref());
    for (from, to) in names {
        let value = Reflect::get(&own, &(*from).into()).unwrap_or_default();
        if !value.is_undefined() {
            let _always = Reflect::delete_property(&own, &(*from).into());
            set(&own, to, &value);
        }
    }
    set(&own, "exhibit", &exhibit.into());
    own.into()
}

/// `{merges: [{pair, token, id, count}], vocab, curve: [{vocab_size, n_tokens}], tokenizer}`: tokens as the file writes
/// them, and the file itself.
pub(super) fn training(lesson: &Lesson) -> Object {
    let (object, training) = (Object::new(), &lesson.training);
    let written = |id: u32| JsValue::from(training.written(id));
    let merge = |merge: &Learned| {
        let one = Object::new();
        set(&one, "pair", &Array::of2(&written(merge.pair.0), &written(merge.pair.1)));
        set(&one, "token", &written(merge.id));
        set(&one, "id", &merge.id.into());
        set(&one, "count", &(merge.count as f64).into());
        one
    };
    let point = |point: &Point| {
        let one = Object::new();
        set(&one, "vocab_size", &(point.vocab_size as f64).into());
        set(&one, "n_tokens", &(point.n_tokens as f64).into());
        one
    };
    set(&object, "merges", &training.merges.iter().map(merge).collect::<Array>());
    set(&object, "vocab", &(0..training.tokens.len() as u32).map(written).collect::<Array>());
    set(&object, "curve", &lesson.curve.iter().map(point).collect::<Array>());
    set(&object, "tokenizer", &training.tokenizer_json(lesson.n_merges).into());
    object
}
