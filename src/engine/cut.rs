//! Tokens on their way between two threads.

use crate::text::{Token, Tokens, Vocabulary};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A text and where its tokens are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cut {
    /// The text, unless it is the one that was asked about.
    pub text: Option<String>,
    /// `id, start, end` of each token.
    pub list: Vec<(u32, usize, usize)>,
    /// How many tokens the text has in all.
    pub n_found: usize,
    /// As [`Tokens::vocabulary`].
    pub vocabulary: Option<Vocabulary>,
    /// As [`Tokens::names`].
    pub names: BTreeMap<u32, String>,
}

impl Cut {
    pub(super) fn new(tokens: &Tokens, asked: Option<&str>) -> Self {
        Self {
            text: (asked != Some(tokens.source())).then(|| tokens.source().to_owned()),
            list: tokens.list().iter().map(|token| (token.id, token.start, token.end)).collect(),
            n_found: tokens.n_found(),
            vocabulary: tokens.vocabulary(),
            names: tokens.names().clone(),
        }
    }

    /// The tokens again.
    #[must_use]
    pub fn open(self, asked: Option<&str>) -> Tokens {
        let list = self.list.into_iter().map(|(id, start, end)| Token { id, start, end }).collect();
        let tokens = Tokens::from_parts(self.text.as_deref().or(asked).unwrap_or_default(), list, self.n_found);
        tokens.with_vocabulary(self.vocabulary).with_names(self.names)
    }
}
