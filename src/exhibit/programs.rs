//! What programs ask beyond what a screen shows: a pretrained model's weights, layer by layer and head by head, and texts
//! of as many tokens as they like.

use super::elmo::reciting;
use super::vectors::vectorizing;
use super::word2vec::embedding;
use super::{by_id, question};
use crate::engine::{Ask, Collecting, MAX_NEW, Run};
use crate::model::Mask;
use crate::state::{ExhibitId, FieldError, Notice, Problem, Reading, State, apply};
use serde_json::{Map, Value};

/// The question that a program's options are, and the state that they make of `base`. With a `model` and no exhibit it
/// is what that model makes of the text, of some `layers` and `heads` alone if these are named; `max_tokens` says how many
/// tokens are written.
///
/// # Errors
/// The notice that the page would show.
pub fn asked(base: &State, mut options: Map<String, Value>) -> Result<(Ask, State), Notice> {
    if let Some(value) = options.remove("max_tokens") {
        let n_new = value.as_u64().filter(|n| (1..=MAX_NEW as u64).contains(n));
        let problem = Problem::NotWithin(1, MAX_NEW as u32);
        let n_new = n_new.ok_or_else(|| Notice::Field(FieldError { name: "max_tokens".into(), problem }))?;
        options.insert("step".into(), n_new.into());
    }
    if options.get("exhibit").is_some_and(|exhibit| exhibit == ExhibitId::Elmo.slug()) {
        return reciting(base, options);
    }
    let is_of_documents = options.get("exhibit").is_some_and(|exhibit| exhibit == ExhibitId::Vectors.slug());
    if is_of_documents {
        return vectorizing(base, options);
    }
    if options.get("exhibit").is_some_and(|exhibit| exhibit == ExhibitId::Word2vec.slug()) {
        return embedding(base, options);
    }
    let is_of_model = options.get("model").is_some_and(|model| !model.is_null());
    if !is_of_model || options.contains_key("exhibit") {
        let state = apply(base, &options)?;
        let mut ask = (by_id(state.exhibit).job)(&state).map_err(Notice::Unfit)?;
        // A program gets the model that it names, or hears why not.
        if let (Some(model), Some(named)) = (&mut ask.model, &state.reading.model) {
            model.clone_from(named);
        }
        return Ok((ask, state));
    }
    let layers = places(&mut options, "layers")?;
    let heads = places(&mut options, "heads")?;
    let state = apply(&State { exhibit: ExhibitId::Model, ..base.clone() }, &options)?;
    let mask = (state.mask != Mask::default()).then(|| state.mask.clone());
    let heads_off = state.reading.ablated.clone();
    let Reading { arithmetic, padded, .. } = state.reading;
    let collecting = Collecting { layers, heads, mask, heads_off, arithmetic, padded };
    let ask = question::ask(&State { kv_text: None, ..state.clone() }, Run::Collect(collecting));
    Ok((ask, state))
}

/// Takes a list of whole numbers out of the options, each once and in order; `null` is as if there were none.
fn places(options: &mut Map<String, Value>, name: &str) -> Result<Option<Vec<usize>>, Notice> {
    let place = |value: &Value| value.as_u64().and_then(|place| usize::try_from(place).ok());
    let list = match options.remove(name) {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::Array(list)) => list.iter().map(place).collect::<Option<Vec<_>>>(),
        Some(_) => None,
    };
    let refused = || Notice::Field(FieldError { name: name.into(), problem: Problem::NotPlaces });
    let mut list = list.ok_or_else(refused)?;
    list.sort_unstable();
    list.dedup();
    Ok(Some(list))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::pretrained::{Arithmetic, Folder, Ours};
    use serde_json::json;

    fn ask(options: Value) -> Result<Ask, Notice> {
        let Value::Object(options) = options else { panic!("{options}") };
        asked(&State::default(), options).map(|(ask, _)| ask)
    }

    #[test]
    fn a_model_is_read_layer_by_layer() {
        let wanted =
            json!({ "model": "en-decoder", "text": "a", "layers": [2, 0, 2], "heads": null, "mask": "causal" });
        let Run::Collect(found) = ask(wanted).unwrap().run else { panic!() };
        assert_eq!((found.layers, found.heads, found.mask), (Some(vec![0, 2]), None, Some(Mask::causal())));
        let Run::Collect(fast) = ask(json!({ "model": "en-decoder", "arithmetic": "fast" })).unwrap().run else {
            panic!()
        };
        assert_eq!((found.arithmetic, fast.arithmetic), (Arithmetic::Exact, Arithmetic::Fast));
        assert!(matches!(ask(json!({ "model": "en-decoder", "exhibit": "generate" })).unwrap().run, Run::Write(_)));
        let encoder = ask(json!({ "model": "en-encoder", "exhibit": "generate" })).unwrap().model;
        assert_eq!(encoder, Some(Folder::Ours(Ours::EnEncoder)), "no other model writes in its place");
        assert!(matches!(ask(json!({ "model": null })).unwrap().run, Run::Attend(_)));
        for layers in [json!(1), json!([-1]), json!([0.5]), json!("0")] {
            let refused = ask(json!({ "model": "en-decoder", "layers": layers }));
            assert!(matches!(&refused, Err(Notice::Field(error)) if error.name == "layers"), "{refused:?}");
        }
    }

    #[test]
    fn as_many_tokens_are_written_as_a_program_likes() {
        let options = |n: Value| json!({ "exhibit": "generate", "max_tokens": n, "temperature": 0, "seed": 4 });
        let Run::Write(writing) = ask(options(json!(7))).unwrap().run else { panic!() };
        assert_eq!((writing.n_new, writing.sampling.temperature, writing.sampling.seed), (7, 0.0, 4));
        for n in [json!(0), json!(201), json!(1.5), json!("7"), json!(null)] {
            let refused = ask(options(n));
            assert!(matches!(&refused, Err(Notice::Field(error)) if error.name == "max_tokens"), "{refused:?}");
        }
    }
}
