//! What was written and what it cost, in numbers.

use super::piece_name;
use crate::chart::{Table, number};
use crate::engine::{NewToken, Written};
use crate::i18n::Strings;

/// A row for each token that was written.
pub(super) fn tokens(s: &Strings, written: &Written) -> Table {
    let row = |(index, token): (usize, &NewToken)| {
        vec![(index + 1).to_string(), piece_name(&token.piece), token.id.to_string(), number::share(token.probability)]
    };
    Table {
        caption: if written.new.is_empty() { s.generate.no_tokens } else { s.generate.tokens_note }.into(),
        head: s.generate.tokens_head.map(str::to_owned).into(),
        rows: written.new.iter().enumerate().map(row).collect(),
    }
}

/// What the newest token costs with the cache and without it.
pub(super) fn costs(s: &Strings, written: &Written) -> Table {
    let (cached, anew) = written.multiply_adds;
    let row = |name: &str, n_tokens: usize, cost: u64| {
        vec![name.to_owned(), n_tokens.to_string(), cost.to_string(), number::long(cost as f32 / cached as f32)]
    };
    Table {
        caption: s.generate.costs_note.into(),
        head: s.generate.costs_head.map(str::to_owned).into(),
        rows: vec![row(s.generate.with_cache, 1, cached), row(s.generate.without, written.weights.cols(), anew)],
    }
}

/// What the cache saves, in a sentence.
pub(super) fn saved(s: &Strings, written: &Written) -> String {
    let (cached, anew) = written.multiply_adds;
    (s.generate.saved)(anew as f32 / cached as f32)
}
