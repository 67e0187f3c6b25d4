//! What programs ask of the vector space model and what they get: all documents and all terms, with the working.

use super::super::by_id;
use crate::engine::{Ask, Entry, Row, Run, TermFound, Vectors};
use crate::repr::vsm::{Hit, Preset, Weighting};
use crate::state::{ExhibitId, FieldError, Notice, Problem, State, apply};
use serde_json::{Map, Value, json};

/// The most characters that the documents of a program may have together.
const MAX_CORPUS: usize = 1_000_000;
/// And how many they may be.
const MAX_DOCUMENTS: usize = 100_000;
/// The most numbers that a matrix is written out in; a larger one is handed out without its zeros alone.
const MAX_DENSE: u64 = 1_000_000;

/// The question of a program that has documents: `{documents, tokenizer, weighting, lower, marks, query, …}`.
///
/// # Errors
/// The notice that the page would show.
pub fn vectorizing(base: &State, mut options: Map<String, Value>) -> Result<(Ask, State), Notice> {
    let refused = |name: &str, problem| Notice::Field(FieldError { name: name.into(), problem });
    let named = options.remove("weighting").filter(|value| !value.is_null());
    let documents = options.remove("documents").filter(|value| !value.is_null());
    let texts = documents.map(|documents| texts(&documents).ok_or_else(|| refused("documents", Problem::NotDocuments)));
    let base = State { exhibit: ExhibitId::Vectors, ..base.clone() };
    let preset = named.map(|value| value.as_str().and_then(|name| name.parse::<Preset>().ok()));
    let preset = preset.map(|preset| {
        let names = Preset::ALL.iter().map(|&preset| preset.into()).collect();
        preset.ok_or_else(|| refused("weighting", Problem::NotOneOf(names)))
    });
    let mut base = base;
    if let Some(preset) = preset.transpose()? {
        base.vectors.weighting = preset.weighting();
    }
    let state = apply(&base, &options)?;
    let mut ask = (by_id(ExhibitId::Vectors).job)(&state).map_err(Notice::Unfit)?;
    let texts = texts.transpose()?;
    if let Run::Vectorize(wanted) = &mut ask.run {
        (wanted.whole, wanted.by_line) = (true, texts.is_none());
        // The example's query is about the example.
        wanted.query = state.vectors.query.clone().unwrap_or_default();
    }
    if let Some(texts) = texts {
        ask.texts = texts;
    }
    Ok((ask, state))
}

fn texts(documents: &Value) -> Option<Vec<String>> {
    let one = |value: &Value| value.as_str().map(str::to_owned);
    let texts = documents.as_array()?.iter().map(one).collect::<Option<Vec<_>>>()?;
    let fits =
        texts.iter().map(|text| text.chars().count()).sum::<usize>() <= MAX_CORPUS && texts.len() <= MAX_DOCUMENTS;
    fits.then_some(texts)
}

/// What a program gets: `{terms, df, idf, counts, weights, rows, similarity, search, weighting, n_documents, n_tokens,
/// n_dimensions, n_nonzero, sparsity}`, as README.md says.
#[must_use]
pub fn vectorized(state: &State, all: &Vectors) -> Value {
    let n_cells = all.n_documents as u64 * all.terms.len() as u64;
    let dense = |of: fn(&Entry) -> Value| {
        let row = |row: &Row| {
            let mut numbers = vec![json!(0); all.terms.len()];
            row.entries.iter().for_each(|entry| numbers[entry.term] = of(entry));
            numbers
        };
        (n_cells <= MAX_DENSE).then(|| all.rows.iter().map(row).collect::<Vec<_>>())
    };
    let terms = |of: fn(&TermFound) -> Value| all.terms.iter().map(of).collect::<Vec<_>>();
    let n_dimensions = state.vectors.dimensions.unwrap_or(0).max(all.n_terms);
    let all_cells = all.n_documents as f64 * n_dimensions as f64;
    let sparse = |row: &Row| {
        let list = |of: fn(&Entry) -> Value| row.entries.iter().map(of).collect::<Vec<_>>();
        json!({
            "terms": list(|entry| entry.term.into()),
            "counts": list(|entry| entry.count.into()),
            "tf": list(|entry| entry.tf.into()),
            "weights": list(|entry| entry.weight.into()),
            "n_tokens": row.n_tokens,
            "norm": row.norm,
        })
    };
    let Weighting { tf, idf, norm } = state.vectors.weighting;
    let search = all.search.as_ref().map(|search| {
        let hit = |(hit, _, shared): &(Hit, String, Vec<String>)| {
            json!({ "document": hit.document, "score": hit.score, "shared": shared })
        };
        let weights: Vec<Value> = search.terms.iter().map(|(term, weight)| json!([term, weight])).collect();
        let hits: Vec<Value> = search.hits.iter().map(hit).collect();
        json!({ "query": weights, "unknown": search.unknown, "hits": hits, "n_found": search.n_found })
    });
    json!({
        "n_documents": all.n_documents,
        "terms": terms(|term| term.text.clone().into()),
        "df": terms(|term| term.df.into()),
        "idf": terms(|term| term.idf.into()),
        "counts": dense(|entry| entry.count.into()),
        "weights": dense(|entry| entry.weight.into()),
        "rows": all.rows.iter().map(sparse).collect::<Vec<_>>(),
        "similarity": (!all.similarity.is_empty() || all.n_documents == 0).then_some(&all.similarity),
        "search": search,
        "weighting": { "tf": tf, "idf": idf, "norm": norm },
        "n_tokens": all.n_tokens,
        "n_dimensions": n_dimensions,
        "n_nonzero": all.n_kept,
        "sparsity": if all_cells == 0.0 { 0.0 } else { 1.0 - all.n_kept as f64 / all_cells },
    })
}
