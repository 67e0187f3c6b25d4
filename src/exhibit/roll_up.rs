//! Weights between words where tokens are smaller: what a query gives to the tokens of a word is added up, and the tokens
//! of an asking word are averaged, so that a row still sums to 1.

use super::{Panel, Slot, head, matrix};
use crate::chart::{Axis, Figure, Heatmap, Label, Role, label, number};
use crate::engine::Answer;
use crate::i18n::strings;
use crate::model::{Stage, Trace};
use crate::num::Tensor;
use crate::state::State;
use crate::text::Tokens;

/// The panel, if words were asked for and are other than the tokens.
pub(super) fn panel(state: &State, answer: &Answer, trace: &Trace) -> Option<Panel> {
    let s = strings(state.language);
    let tokenizer = state.roll_up?;
    let (words, kv_words) = (answer.words.as_ref()?, answer.kv_words.as_ref());
    let queries = groups(&answer.tokens, words);
    let keys = match &answer.kv_tokens {
        Some(tokens) => groups(tokens, kv_words?),
        None => queries.clone(),
    };
    let (weights, plane) = (&trace[Stage::Weights], head(state, trace));
    let fits = |groups: &[Group], n: usize| groups.iter().map(|group| group.tokens.len()).sum::<usize>() == n;
    if !fits(&queries, weights.rows()) || !fits(&keys, weights.cols()) {
        return None; // rows of matrices that the reader brought are no text's
    }
    if !weights.is_kept() {
        return None; // of a long text another stage was
    }
    let row = |query: usize| weights.row(plane, query);
    let rolled = roll(&queries, &keys, row);
    let mask = &trace[Stage::Mask];
    let allowed = |query: usize, key: usize| mask.row(0, query).get(key).is_none_or(|value| *value == 0.0);
    let blocked = |a: &Group, b: &Group| !a.tokens.iter().any(|&query| b.tokens.iter().any(|&key| allowed(query, key)));
    let additive =
        |a: &Group| keys.iter().map(|b| if blocked(a, b) { f32::NEG_INFINITY } else { 0.0 }).collect::<Vec<_>>();
    let mask = Tensor::matrix(queries.len(), keys.len(), queries.iter().flat_map(additive).collect());
    let values = Tensor::matrix(queries.len(), keys.len(), rolled);
    let axis = |title: &str, role, groups: &[Group]| Axis {
        title: title.to_owned(),
        role,
        labels: groups.iter().map(|group| Label { text: group.text.clone(), id: None }).collect(),
    };
    let most = values.peaks().first().map_or(0.0, |&(_, peak)| peak);
    let figure = Heatmap {
        fill: matrix::folded_fill(s, state, &values, s.settings.rolled),
        rows: axis(s.query, Role::Query, &queries),
        cols: axis(s.key, Role::Key, &keys),
        summary: (s.settings.rolled_summary)(queries.len(), keys.len(), &number::short(most)),
        values,
        plane: 0,
        mask,
        numbers: state.numbers,
        marks: vec![],
        blocked: s.blocked.into(),
    };
    Some(Panel {
        tag: Some(matrix::made_by(s, state)),
        note: (s.settings.rolled_note)((s.tokenizer_name)(tokenizer)),
        shape: Some(format!("n_words × n_words = {} × {}", queries.len(), keys.len())),
        ..Panel::new("rolled", Slot::Below, (s.settings.rolled_title)(plane + 1), Figure::Heatmap(Box::new(figure)))
    })
}

/// Tokens of a word, or one token that is in none.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Group {
    text: String,
    tokens: Vec<usize>,
}

/// Puts each token to the word that it shares most bytes with.
fn groups(tokens: &Tokens, words: &Tokens) -> Vec<Group> {
    let mut groups: Vec<(Option<usize>, Group)> = Vec::new();
    let mut first = 0;
    for (index, token) in tokens.list().iter().enumerate() {
        while words.list().get(first).is_some_and(|word| word.end <= token.start) {
            first += 1;
        }
        let near = words.list().iter().enumerate().skip(first).take_while(|(_, word)| word.start < token.end);
        let shared = |word: &crate::text::Token| word.end.min(token.end).saturating_sub(word.start.max(token.start));
        let word =
            near.filter(|(_, word)| shared(word) > 0).max_by_key(|(place, word)| (shared(word), usize::MAX - place));
        let place = word.map(|(place, _)| place);
        match groups.last_mut() {
            Some((last, group)) if place.is_some() && *last == place => group.tokens.push(index),
            _ => {
                let text =
                    word.map_or_else(|| matrix::name(tokens, *token), |(_, word)| label::visible(words.text_of(*word)));
                groups.push((place, Group { text, tokens: vec![index] }));
            }
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

/// The sum over the keys of a word, and the mean over the queries of one.
fn roll<'a>(queries: &[Group], keys: &[Group], row: impl Fn(usize) -> &'a [f32]) -> Vec<f32> {
    let cell = |a: &Group, b: &Group| {
        let sum: f32 = a.tokens.iter().map(|&query| b.tokens.iter().map(|&key| row(query)[key]).sum::<f32>()).sum();
        sum / a.tokens.len() as f32
    };
    queries.iter().flat_map(|a| keys.iter().map(move |b| cell(a, b))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Engine;
    use crate::exhibit::by_id;
    use crate::model::Mask;
    use crate::text::Tokenizer;

    #[test]
    fn rows_still_sum_to_one() {
        let state = State {
            text: Some("an owl, two".into()),
            tokenizer: Tokenizer::Characters,
            roll_up: Some(Tokenizer::Words),
            mask: Mask::causal(),
            ..State::default()
        };
        let exhibit = by_id(state.exhibit);
        let answer = Engine::default().answer(&(exhibit.job)(&state).unwrap(), |_| {}).unwrap();
        let panels = (exhibit.panels)(&state, &answer);
        let panel = panels.iter().find(|panel| panel.name == "rolled").unwrap();
        let Figure::Heatmap(heat) = &panel.figure else { panic!() };
        let texts: Vec<&str> = heat.rows.labels.iter().map(|label| label.text.as_str()).collect();
        assert_eq!(texts, ["an", "␣", "owl", ",", "␣", "two"]);
        for query in 0..6 {
            let row = heat.values.row(0, query);
            assert!((row.iter().sum::<f32>() - 1.0).abs() < 1e-5);
            assert!((0..6).all(|key| heat.is_blocked(query, key) == (key > query)));
        }
        // By hand: the mean over o, w and l of what each gives to a and n.
        let weights = &answer.layers[0][Stage::Weights];
        let expected = (3..6).map(|query| weights.row(0, query)[..2].iter().sum::<f32>()).sum::<f32>() / 3.0;
        assert!((heat.values.row(0, 2)[0] - expected).abs() < 1e-6);
    }

    #[test]
    fn a_token_belongs_to_the_word_that_it_shares_most_with() {
        let token = |start, end| crate::text::Token { id: 0, start, end };
        let words = Tokens::from_parts("a cat", vec![token(0, 1), token(2, 5)], 2);
        let tokens = Tokens::from_parts("a cat", vec![token(0, 1), token(1, 4), token(4, 5), token(5, 5)], 4);
        let found: Vec<(String, Vec<usize>)> =
            groups(&tokens, &words).into_iter().map(|group| (group.text, group.tokens)).collect();
        assert_eq!(found, [("a".into(), vec![0]), ("cat".into(), vec![1, 2]), ("[PAD]".into(), vec![3])]);
    }
}
