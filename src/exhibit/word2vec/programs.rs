//! What programs ask of word2vec and what they get, and the file that others read.

use super::super::by_id;
use crate::engine::{Ask, Embedded, Run, SLICES, Shown, Side, Similar};
use crate::repr::word2vec::file;
use crate::repr::word2vec::step::{Candidate, Moved};
use crate::state::{ExhibitId, Notice, State, apply};
use serde_json::{Map, Value, json};

/// The question of a program: `{text, learn_from, architecture, objective, window, …, step, pair, near, compared, analogy}`.
///
/// # Errors
/// The notice that the page would show.
pub fn embedding(base: &State, mut options: Map<String, Value>) -> Result<(Ask, State), Notice> {
    if let Some(words) = options.get("analogy").and_then(Value::as_array) {
        let words: Vec<&str> = words.iter().filter_map(Value::as_str).collect();
        let joined = words.join(" ");
        options.insert("analogy".into(), joined.into());
    }
    // Without a step the training is done.
    options.entry("step").or_insert(SLICES.into());
    let mut state = apply(&State { exhibit: ExhibitId::Word2vec, ..base.clone() }, &options)?;
    // The page's file is for trainings that go on from it; whoever asks for vectors wants to learn some.
    state.word2vec.file.take_if(|_| !state.word2vec.go_on);
    let mut ask = (by_id(ExhibitId::Word2vec).job)(&state).map_err(Notice::Unfit)?;
    if let Run::Embed(wanted) = &mut ask.run {
        wanted.whole = true;
    }
    Ok((ask, state))
}

/// The vectors that were handed out as word2vec's text.
#[must_use]
pub fn saved(all: &Embedded) -> String {
    let numbers: Vec<f32> = all.vectors.iter().flatten().copied().collect();
    file::write(all.words.iter().map(String::as_str), all.dimension, &numbers)
}

/// What a program gets: `{words, counts, vectors, dimension, step, sides: [{losses, near, analogy, similarity, diverged, pair}]}`.
#[must_use]
pub fn embedded(state: &State, all: &Embedded) -> Value {
    let sides = ["cbow", "skip_gram"].iter().zip(&all.sides).map(|(&name, side)| (name.to_owned(), one_side(side)));
    let architecture: &str = state.word2vec.architecture.into();
    json!({
        "architecture": architecture,
        "words": all.words,
        "counts": all.dots.iter().map(|dot| dot.count).collect::<Vec<_>>(),
        "map": all.dots.iter().map(|dot| dot.place).collect::<Vec<_>>(),
        "vectors": all.vectors,
        "dimension": all.dimension,
        "n_sentences": all.n_sentences,
        "n_tokens": all.n_tokens,
        "step": all.step,
        "unknown": all.unknown,
        "sides": sides.collect::<Map<_, _>>(),
        "file": saved(all),
    })
}

fn one_side(side: &Side) -> Value {
    let similar =
        |list: &[Similar]| list.iter().map(|one| json!({ "word": one.word, "cosine": one.cosine })).collect::<Vec<_>>();
    json!({
        "losses": side.losses,
        "n_pairs": side.n_pairs,
        "diverged": side.diverged,
        "near": similar(&side.near),
        "analogy": similar(&side.analogy),
        "similarity": side.similarity,
        "pair": side.shown.as_ref().map(pair),
    })
}

fn pair(shown: &Shown) -> Value {
    let step = &shown.step;
    let input = |(word, Moved { before, after, .. }): (&String, &Moved)| json!({ "word": word, "before": before, "after": after });
    let candidate = |(name, one): (&String, &Candidate)| {
        json!({
            "name": name,
            "wanted": one.wanted,
            "times": one.times,
            "before": one.vector.before,
            "score": one.score,
            "probability": one.probability,
            "gradient": one.gradient,
            "after": one.vector.after,
        })
    };
    json!({
        "inputs": shown.inputs.iter().zip(&step.inputs).map(input).collect::<Vec<_>>(),
        "target": shown.target,
        "hidden": step.hidden,
        "candidates": shown.candidates.iter().zip(&step.candidates).map(candidate).collect::<Vec<_>>(),
        "n_candidates": step.n_candidates,
        "loss": step.loss,
        "error": step.error,
        "rate": step.rate,
    })
}
