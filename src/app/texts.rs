//! What programs ask about texts alone: `heedmap.tokenize`, `heedmap.train`, `heedmap.vectorize`, `heedmap.elmo`, `heedmap.generate`, and how Chinese is cut. Each is a run of the exhibit that shows the
//! same, under names of its own.

use super::api::set;
use heedmap::engine::{End, NewToken, Written};
use heedmap::text::bpe::{Learned, Training};
use heedmap::text::segment::dag::Edge;
use heedmap::text::segment::{Comparison, Method};
use heedmap::text::subwords::Lesson;
use heedmap::text::unigram::Kind;
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

/// How many tokens are written, unless a program says so.
const N_NEW: u32 = 50;

/// Puts `tokenize`, `train`, `vectorize`, `elmo` and `generate` on `heedmap`; `run` is `heedmap.run`.
pub(super) fn install(api: &Object, run: &Function) {
    let tokenize = {
        let run = run.clone();
        move |options: JsValue| part(&run, &renamed(&options, "tokens", &[]), "tokens")
    };
    set(api, "tokenize", &Closure::<dyn Fn(JsValue) -> Promise>::new(tokenize).into_js_value());
    let train = {
        let (run, names) = (run.clone(), [("corpus", "text")]);
        move |options: JsValue| part(&run, &renamed(&options, "subwords", &names), "training")
    };
    set(api, "train", &Closure::<dyn Fn(JsValue) -> Promise>::new(train).into_js_value());
    let vectorize = {
        let run = run.clone();
        move |options: JsValue| part(&run, &renamed(&options, "vectors", &[]), "vectors")
    };
    set(api, "vectorize", &Closure::<dyn Fn(JsValue) -> Promise>::new(vectorize).into_js_value());
    let elmo = {
        let run = run.clone();
        let names =
            [("word", "elmo_word"), ("weights", "elmo_weights"), ("steps", "elmo_steps"), ("rate", "elmo_rate")];
        move |options: JsValue| part(&run, &renamed(&options, "elmo", &names), "elmo")
    };
    set(api, "elmo", &Closure::<dyn Fn(JsValue) -> Promise>::new(elmo).into_js_value());
    let generate = {
        let run = run.clone();
        move |options: JsValue| {
            let options = if options.is_undefined() { Object::new().into() } else { options };
            let options = renamed(&options, "generate", &[]);
            if options.is_object() && Reflect::get(&options, &"max_tokens".into()).is_ok_and(|n| n.is_undefined()) {
                set(&options, "max_tokens", &N_NEW.into());
            }
            part(&run, &options, "written")
        }
    };
    set(api, "generate", &Closure::<dyn Fn(JsValue) -> Promise>::new(generate).into_js_value());
}

/// One part of what a run resolves to.
pub(super) fn part(run: &Function, options: &JsValue, name: &'static str) -> Promise {
    let result = run.call1(&JsValue::NULL, options).map(JsCast::unchecked_into::<Promise>);
    future_to_promise(async move { Reflect::get(&JsFuture::from(result?).await?, &name.into()) })
}

/// The options of a run that are these, some of them under other names.
pub(super) fn renamed(options: &JsValue, exhibit: &str, names: &[(&str, &str)]) -> JsValue {
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

/// `{merges: [{pair, token, id, count}], steps: [kind], vocab, curve: [{vocab_size, n_tokens}], tokenizer}`: merges where
/// tokens are joined, steps where they are pruned; tokens as the file writes them, and the file itself.
pub(super) fn training(lesson: &Lesson) -> Object {
    let object = Object::new();
    let point = |(vocab_size, n_tokens): (usize, usize)| {
        let one = Object::new();
        set(&one, "vocab_size", &(vocab_size as f64).into());
        set(&one, "n_tokens", &(n_tokens as f64).into());
        one
    };
    match lesson {
        Lesson::Merges(lesson) => set(&object, "merges", &merges(&lesson.training)),
        Lesson::Pieces(lesson, _) => {
            let name = |kind: &Kind| match kind {
                Kind::Seed => "seed",
                Kind::Em { .. } => "em",
                Kind::Pruned => "pruned",
                Kind::Vocabulary => "vocabulary",
            };
            let steps = lesson.kinds.iter().map(|kind| JsValue::from(name(kind)));
            set(&object, "steps", &steps.collect::<Array>());
        }
    }
    set(&object, "vocab", &lesson.vocabulary().into_iter().map(JsValue::from).collect::<Array>());
    set(&object, "curve", &lesson.sizes().into_iter().map(point).collect::<Array>());
    set(&object, "tokenizer", &lesson.tokenizer_json().into());
    object
}

fn merges(training: &Training) -> Array {
    let written = |id: u32| JsValue::from(training.written(id));
    let merge = |merge: &Learned| {
        let one = Object::new();
        set(&one, "pair", &Array::of2(&written(merge.pair.0), &written(merge.pair.1)));
        set(&one, "token", &written(merge.id));
        set(&one, "id", &merge.id.into());
        set(&one, "count", &(merge.count as f64).into());
        one
    };
    training.merges.iter().map(merge).collect()
}

/// `{text, tokens: [{id, text, probability}], ended}`: what a model wrote and why it stopped.
pub(super) fn written(written: &Written) -> Object {
    let object = Object::new();
    let token = |token: &NewToken| {
        let one = Object::new();
        set(&one, "id", &token.id.into());
        set(&one, "text", &token.piece.text().into());
        set(&one, "probability", &token.probability.into());
        one
    };
    set(&object, "text", &written.text().into());
    set(&object, "tokens", &written.new.iter().map(token).collect::<Array>());
    let ended: &str = written.end.unwrap_or(End::MaxTokens).into();
    set(&object, "ended", &ended.into());
    object
}

/// `{fmm: [word], bmm, bimm, "jieba-no-hmm", jieba, lattice: [{start, end, word, frequency, log_prob, path_log_prob}]}`: the
/// words of each method, and those of the stretch that is looked at, whose places count its characters.
pub(super) fn segmentation(comparison: &Comparison, text: &str) -> Object {
    let object = Object::new();
    for (method, cut) in Method::ALL.iter().zip(&comparison.cuts) {
        let words = cut.iter().map(|word| JsValue::from(text.get(word.clone()).unwrap_or_default()));
        set(&object, method.slug(), &words.collect::<Array>());
    }
    let shown = comparison.shown.as_ref();
    let stretch = shown.and_then(|shown| text.get(comparison.stretches.get(shown.index)?.clone())).unwrap_or_default();
    let edge = |edge: &Edge| {
        let one = Object::new();
        let word: String = stretch.chars().skip(edge.start).take(edge.end - edge.start).collect();
        set(&one, "word", &word.into());
        let numbers = [
            ("start", edge.start as f64),
            ("end", edge.end as f64),
            ("frequency", edge.frequency as f64),
            ("log_prob", edge.log_prob),
            ("path_log_prob", edge.path_log_prob),
        ];
        numbers.into_iter().for_each(|(name, value)| set(&one, name, &value.into()));
        one
    };
    set(&object, "lattice", &shown.into_iter().flat_map(|shown| shown.edges.iter().map(edge)).collect::<Array>());
    object
}
