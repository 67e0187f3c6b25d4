//! What programs ask of ELMo and what they get: the layers of every token, the mix, and the working.

use super::super::by_id;
use crate::engine::{Ask, Contextual, Run};
use crate::repr::elmo::{Occurrence, Prediction, cosines};
use crate::state::{ExhibitId, FieldError, Notice, Problem, State, apply};
use serde_json::{Map, Value, json};

/// The question of a program that has sentences: `{sentences, word, model, steps, …}`.
///
/// # Errors
/// The notice that the page would show.
pub fn reciting(base: &State, mut options: Map<String, Value>) -> Result<(Ask, State), Notice> {
    let sentences = options.remove("sentences").filter(|value| !value.is_null());
    let refused = || Notice::Field(FieldError { name: "sentences".into(), problem: Problem::NotDocuments });
    let one = |value: &Value| value.as_str().map(str::to_owned);
    let texts = |value: &Value| value.as_array()?.iter().map(one).collect::<Option<Vec<_>>>();
    let texts = sentences.map(|sentences| texts(&sentences).ok_or_else(refused)).transpose()?;
    if let Some(texts) = &texts {
        options.insert("text".into(), texts.join("\n").into());
    }
    let state = apply(&State { exhibit: ExhibitId::Elmo, ..base.clone() }, &options)?;
    let mut ask = (by_id(ExhibitId::Elmo).job)(&state).map_err(Notice::Unfit)?;
    if let Some(texts) = texts {
        ask.texts = texts;
    }
    if let Run::Contextualize(wanted) = &mut ask.run {
        wanted.whole = true;
    }
    Ok((ask, state))
}

/// What a program gets: `{model, d, sentences: [{tokens, known, layers, mix}], word, places, static, similarity, shares, gates,
/// expected, training}`.
#[must_use]
pub fn elmo(state: &State, all: &Contextual) -> Value {
    let (mix, d) = (state.elmo.mix, all.d);
    let rows = |list: &[f32], width: usize| -> Vec<Vec<f32>> {
        list.chunks_exact(width.max(1)).map(<[f32]>::to_vec).collect()
    };
    let sentence = |(index, one): (usize, &crate::engine::Recited)| {
        let layers: Vec<Vec<Vec<f32>>> =
            all.layers.get(index).into_iter().flatten().map(|layer| rows(layer, 2 * d)).collect();
        let mixed = |at: usize| mix.of(&layers.iter().filter_map(|layer| layer.get(at).cloned()).collect::<Vec<_>>());
        let mixed: Vec<Vec<f32>> = (0..one.tokens.len()).map(mixed).collect();
        json!({ "tokens": one.tokens, "known": one.known, "n_found": one.n_found, "layers": layers, "mix": mixed })
    };
    let place = |place: &Occurrence| {
        let mixed = mix.of(&place.layers);
        json!({ "sentence": place.sentence, "at": place.at, "layers": place.layers, "mix": mixed })
    };
    let square = |vectors: Vec<Vec<f32>>| rows(&cosines(&vectors), vectors.len());
    let layer = |layer: usize| all.places.iter().filter_map(|place| place.layers.get(layer).cloned()).collect();
    let told = |one: &Option<Prediction>| {
        one.as_ref().map(|Prediction { top, actual }| json!({ "top": top, "actual": actual }))
    };
    let expected = |list: &Vec<Option<Prediction>>| list.iter().map(told).collect::<Vec<_>>();
    let training = all.lesson.as_ref().map(|lesson| {
        let losses: Vec<Value> = lesson.losses.iter().map(|(before, after)| json!([before, after])).collect();
        json!({ "losses": losses, "ran_away": lesson.ran_away(), "kept": lesson.kept() })
    });
    let [before, after] = &all.expected;
    json!({
        "model": all.model,
        "d": d,
        "vocab_size": all.vocab_size,
        "n_parameters": all.n_parameters,
        "n_sentences": all.n_found,
        "sentences": all.sentences.iter().enumerate().map(sentence).collect::<Vec<_>>(),
        "word": all.word,
        "n_places": all.n_places,
        "places": all.places.iter().map(place).collect::<Vec<_>>(),
        "static": square(layer(0)),
        "lower": square(layer(1)),
        "upper": square(layer(2)),
        "similarity": square(all.places.iter().map(|place| mix.of(&place.layers)).collect()),
        "shares": mix.shares(),
        "gamma": mix.gamma,
        "inside": {
            "sentence": all.sentence,
            "layer": state.elmo.layer,
            "direction": state.elmo.direction,
            "from_input": rows(&all.from_input, 4 * d),
            "from_state": rows(&all.from_state, 4 * d),
            "gates": rows(&all.gates, 4 * d),
            "c": rows(&all.c, d),
            "h": rows(&all.h, d),
            "forwards": expected(before),
            "backwards": expected(after),
        },
        "training": training,
    })
}
