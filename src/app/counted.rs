//! What programs ask about N-grams: `heedmap.ngram`, a run of the exhibit that shows the same, under names of its own.

use super::api::set;
use super::texts::{part, renamed};
use heedmap::engine::Counted;
use heedmap::repr::ngram::Item;
use heedmap::repr::ngram::chain::{Factor, Possible, log2, perplexity};
use heedmap::repr::ngram::seen::Seen;
use heedmap::repr::ngram::smoothing::Level;
use heedmap::text::subwords::Corpus;
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;

/// Puts `ngram` on `heedmap`; `run` is `heedmap.run`.
pub(super) fn install(api: &Object, run: &Function) {
    let run = run.clone();
    let ngram = move |options: JsValue| part(&run, &of_corpus(&options, "ngram", "training", &[]), "ngram");
    set(api, "ngram", &Closure::<dyn Fn(JsValue) -> Promise>::new(ngram).into_js_value());
}

/// The options of a run that learns from a `corpus`: one that comes with the page has a name, any other is the state's `text`, a
/// text or a list of sentences.
pub(super) fn of_corpus(options: &JsValue, exhibit: &str, text: &str, names: &[(&str, &str)]) -> JsValue {
    let corpus = Reflect::get(options, &"corpus".into()).unwrap_or_default();
    let is_bundled = corpus.as_string().is_some_and(|name| name.parse().is_ok_and(|it: Corpus| it != Corpus::Text));
    let to = if is_bundled { "learn_from" } else { text };
    let options = renamed(options, exhibit, &[&[("corpus", to)], names].concat());
    // Sentences are lines.
    if let Some(sentences) = corpus.dyn_ref::<Array>() {
        set(&options, to, &sentences.join("\n").into());
    }
    options
}

/// `{n, vocab_size, n_counted, n_sentences, factors: [{token, context, probability, levels}], log2_probability, perplexity,
/// next: [{token, probability}], written, seen}`.
pub(super) fn counted(counted: &Counted) -> Object {
    let object = Object::new();
    let numbers = [
        ("n", counted.order as f64),
        ("vocab_size", counted.vocab_size as f64),
        ("n_counted", counted.n_counted as f64),
        ("n_sentences", counted.n_sentences as f64),
        ("log2_probability", log2(&counted.factors)),
        ("perplexity", perplexity(&counted.factors).unwrap_or(f64::NAN)),
    ];
    set_numbers(&object, &numbers);
    set(&object, "factors", &counted.factors.iter().map(factor).collect::<Array>());
    set(&object, "next", &counted.writing.next.iter().map(possible).collect::<Array>());
    set(&object, "written", &counted.writing.new.iter().map(possible).collect::<Array>());
    set(&object, "seen", &counted.seen.iter().map(seen).collect::<Array>());
    object
}

fn set_numbers(object: &Object, numbers: &[(&str, f64)]) {
    numbers.iter().for_each(|&(name, value)| set(object, name, &value.into()));
}

fn name(item: &Item) -> JsValue {
    match item {
        Item::Unknown => "<unk>".into(),
        Item::Start => "<s>".into(),
        Item::End => "</s>".into(),
        Item::Token(token) => token.into(),
    }
}

fn factor(factor: &Factor) -> Object {
    let object = Object::new();
    set(&object, "sentence", &(factor.sentence as f64).into());
    set(&object, "token", &name(&factor.item));
    set(&object, "context", &factor.context.iter().map(name).collect::<Array>());
    set(&object, "is_unknown", &factor.is_unknown.into());
    set(&object, "probability", &factor.probability().into());
    set(&object, "levels", &factor.levels.iter().map(level).collect::<Array>());
    object
}

fn level(level: &Level) -> Object {
    let object = Object::new();
    let numbers = [
        ("n_context", level.n_context as f64),
        ("count", level.count as f64),
        ("total", level.total as f64),
        ("n_followers", level.n_followers as f64),
        ("own", level.own),
        ("passed", level.passed),
        ("probability", level.probability),
    ];
    set_numbers(&object, &numbers);
    object
}

fn possible(possible: &Possible) -> Object {
    let object = Object::new();
    set(&object, "token", &name(&possible.item));
    set(&object, "probability", &possible.probability.into());
    object
}

fn seen(seen: &Seen) -> Object {
    let object = Object::new();
    let numbers = [
        ("n", seen.order as f64),
        ("places", seen.n as f64),
        ("distinct", seen.n_distinct as f64),
        ("once", seen.n_once as f64),
        ("asked", seen.n_asked as f64),
        ("known", seen.n_known as f64),
    ];
    set_numbers(&object, &numbers);
    object
}
