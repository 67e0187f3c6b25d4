//! What `heedmap.run` resolves to: an answer as an object of JavaScript, numbers and all.

use super::api::set;
use super::counted;
use super::link::Parcel;
use super::texts;
use heedmap::engine::{Ask, Cut, Run};
use heedmap::exhibit::{self, Extent};
use heedmap::model::{Sizes, Stage};
use heedmap::state::State;
use heedmap::text::Token;
use js_sys::{Array, Float32Array, JSON, Object, Reflect};
use wasm_bindgen::prelude::*;

/// `{tokens, kv_tokens, n_found, notice, lengths, config, shapes, x, w_q, …, layers, rollout}`: the stages are those of
/// the last layer, and `layers` has those of each. With `one_head` there is one matrix of queries by keys in all, and
/// `only` says whose.
pub(super) fn result(ask: &Ask, state: &State, Parcel { header, numbers, .. }: Parcel) -> Object {
    let (result, header) = (Object::new(), *header);
    let (kept, found) = (header.tokens.list.len(), header.tokens.n_found);
    set(&result, "tokens", &tokens(header.tokens, ask.text()));
    let queries = (kept, found);
    let keys = header.kv_tokens.as_ref().map_or(queries, |cut| (cut.list.len(), cut.n_found));
    let kv_tokens =
        header.kv_tokens.map_or(JsValue::NULL, |cut| tokens(cut, ask.kv_text.as_deref().unwrap_or_default()).into());
    set(&result, "kv_tokens", &kv_tokens);
    set(&result, "n_found", &(found as f64).into());
    set(&result, "notice", &exhibit::notice(state, Extent { queries, keys }).into());
    if let Some(lesson) = &header.lesson {
        set(&result, "training", &texts::training(lesson));
    }
    if let Some(comparison) = &header.comparison {
        set(&result, "segmentation", &texts::segmentation(comparison, ask.text()));
    }
    if let Some(found) = &header.counted {
        set(&result, "ngram", &counted::counted(found));
    }
    if let Some(vectors) = &header.vectors {
        let json = exhibit::vectors::vectorized(state, vectors).to_string();
        set(&result, "vectors", &JSON::parse(&json).unwrap_or_default());
    }
    if let Some(found) = &header.embedded {
        let json = exhibit::word2vec::embedded(state, found).to_string();
        set(&result, "word2vec", &JSON::parse(&json).unwrap_or_default());
    }
    if let Some(found) = &header.elmo {
        let json = exhibit::elmo::elmo(state, found).to_string();
        set(&result, "elmo", &JSON::parse(&json).unwrap_or_default());
    }
    if let Some(found) = &header.ladder {
        let json = exhibit::ladder::ladder(state, found).to_string();
        set(&result, "ladder", &JSON::parse(&json).unwrap_or_default());
    }
    let lengths: Array = header.lengths.iter().map(|&length| JsValue::from(length as f64)).collect();
    set(&result, "lengths", &lengths);
    if let Some(sizes) = header.sizes {
        let config = Object::new();
        let Sizes { d_model, dim, n_heads, n_kv_heads, n_layers } = sizes;
        let numbers = [
            ("d_model", d_model),
            ("dim", dim),
            ("n_heads", n_heads),
            ("n_kv_heads", n_kv_heads),
            ("n_layers", n_layers),
            ("d_head", sizes.d_head()),
        ];
        numbers.into_iter().for_each(|(name, value)| set(&config, name, &(value as f64).into()));
        let settings = state.to_options();
        let names = ["mask", "seed", "positions", "bias", "dropout", "weights"];
        for name in if header.collected.is_some() { &names[..1] } else { &names } {
            let value = settings.get(*name).and_then(|value| JSON::parse(&value.to_string()).ok());
            set(&config, name, &value.unwrap_or_default());
        }
        set(&result, "config", &config);
    }
    if let Some(only) = ask.run.config().and_then(|config| config.only) {
        let object = Object::new();
        set(&object, "layer", &(only.layer as f64).into());
        set(&object, "head", &(only.head as f64).into());
        set(&result, "only", &object);
    }
    let windows = header.windows.iter();
    // Of what was kept in part, the shape is that of the part; of what was not, there is none.
    let shapes = header.shapes.into_iter().zip(windows).map(|(shape, window)| match (window, &shape[..]) {
        (Some(window), _) if window.rows.is_empty() => vec![],
        (Some(window), [.., cols]) => vec![window.rows.len(), *cols],
        _ => shape,
    });
    let mut tensors = shapes.zip(numbers);
    let layers: Array = header.layers.iter().map(|stages| layer(stages, &mut tensors)).collect();
    if let Some(last) = layers.at(-1).dyn_ref::<Object>() {
        let _always = Object::assign(&result, last);
    }
    set(&result, "layers", &layers);
    if let Some(collected) = &header.collected {
        let heads: Array = collected.heads.iter().map(|&head| JsValue::from(head as f64)).collect();
        for (object, &layer) in layers.iter().zip(&collected.layers) {
            set(&object, "layer", &(layer as f64).into());
            set(&object, "heads", &heads);
        }
        let logits = tensors.next().filter(|_| collected.has_logits);
        set(
            &result,
            "logits",
            &logits.map_or(JsValue::NULL, |(shape, logits)| named(&result, "logits", shape, &logits)),
        );
    }
    if matches!(ask.run, Run::Write(_)) {
        let written = header.written.as_ref().map_or(JsValue::NULL, |written| texts::written(written).into());
        set(&result, "written", &written);
    }
    // What other exhibits compute beside the layers has no name here.
    let is_plain = header.right.is_empty() && header.n_steps == 0 && header.has_rollout;
    if let Some((shape, rollout)) = tensors.next().filter(|_| is_plain) {
        set(&result, "rollout", &named(&result, "rollout", shape, &rollout));
    }
    result
}

/// Some numbers, with their shape among the others of the result.
fn named(result: &Object, name: &str, shape: Vec<usize>, numbers: &Float32Array) -> JsValue {
    let shapes = Reflect::get(result, &"shapes".into()).unwrap_or_default();
    if let Some(shapes) = shapes.dyn_ref::<Object>() {
        set(shapes, name, &sizes(shape));
    }
    numbers.into()
}

/// `[{text, id, start, end}]`
fn tokens(cut: Cut, asked: &str) -> Array {
    let tokens = cut.open(Some(asked));
    let one = |&token: &Token| {
        let object = Object::new();
        set(&object, "text", &tokens.text_of(token).into());
        set(&object, "id", &token.id.into());
        set(&object, "start", &(token.start as f64).into());
        set(&object, "end", &(token.end as f64).into());
        object
    };
    tokens.list().iter().map(one).collect()
}

/// The stages of one layer by name, and the shape of each.
fn layer(stages: &[Stage], tensors: &mut impl Iterator<Item = (Vec<usize>, Float32Array)>) -> Object {
    let (layer, shapes) = (Object::new(), Object::new());
    let is_kept = |(_, (shape, _)): &(&Stage, (Vec<usize>, Float32Array))| !shape.is_empty();
    for (stage, (shape, numbers)) in stages.iter().zip(tensors).filter(is_kept) {
        set(&shapes, stage.name(), &sizes(shape));
        set(&layer, stage.name(), &numbers);
    }
    set(&layer, "shapes", &shapes);
    layer
}

fn sizes(shape: Vec<usize>) -> Array {
    shape.into_iter().map(|size| JsValue::from(size as f64)).collect()
}
