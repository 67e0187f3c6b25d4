//! SentencePiece: a whole text, white space included, is cut in one go, by either kind of vocabulary.
//!
//! Kudo and Richardson (2018). Nothing splits the text into words before: that pieces do not cross words is because none
//! that was learnt has a space in its middle.

use super::encode::fuse;
use super::sentence_bpe::SentenceBpe;
use super::viterbi::{Lexicon, Precision};
use super::{Best, Normalization, Piece, Prepared, Watch};
use crate::text::{Token, bpe};
use serde::{Deserialize, Serialize};

/// How a text is cut into pieces.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, strum::EnumString)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Method {
    /// The most probable way.
    #[default]
    Unigram,
    /// Neighbours are joined, those with the highest score first.
    Bpe,
}

/// A tokenizer as Python's `sentencepiece` makes one of a model file.
#[derive(Clone, Debug)]
pub struct SentencePiece {
    normalization: Normalization,
    model: Model,
}

#[derive(Clone, Debug)]
enum Model {
    Unigram(Lexicon),
    Bpe(SentenceBpe),
}

impl SentencePiece {
    /// A tokenizer of these pieces, by id, with their scores in place of log probabilities. The first `n_special` stand
    /// for no text, and number 0 is the unknown one.
    #[must_use]
    pub fn new(normalization: Normalization, method: Method, pieces: &[Piece], n_special: usize) -> Self {
        let model = match method {
            Method::Unigram => {
                let pieces = pieces.iter().enumerate();
                let pieces = pieces.map(|(id, piece)| (piece.text.as_str(), piece.log_prob, id >= n_special));
                Model::Unigram(Lexicon::new(pieces, 0, Precision::Single))
            }
            Method::Bpe => Model::Bpe(SentenceBpe::new(pieces, n_special, 0)),
        };
        Self { normalization, model }
    }

    /// The tokens of a text, in bytes of it. Unknown characters side by side are one token. `watch` hears of the whole
    /// text as of one word.
    ///
    /// Of what one character became several tokens were made: of those the last has the character, the others are empty.
    pub fn encode(&self, text: &str, watch: &mut impl Watch) -> Vec<Token> {
        let prepared = Prepared::new(text, self.normalization);
        watch.word(&prepared.text, prepared.original(0..prepared.text.len()));
        let pieces = match &self.model {
            Model::Unigram(lexicon) => {
                let mut best = Best::default();
                best.find(lexicon, &prepared.text, |edge| watch.edge(edge));
                watch.best(&best);
                best.path()
            }
            Model::Bpe(bpe) => bpe.cut(&prepared.text, |join| watch.join(join)),
        };
        let mut tokens = Vec::new();
        fuse(&mut tokens, pieces, 0, |start, end| prepared.original(start..end));
        tokens
    }
}

/// Merges as SentencePiece writes them, the ids being those of the training: a piece's score is minus its rank, and
/// characters come behind all that was joined. They are to be learnt of [`super::count_words`], by [`bpe::train_words`].
#[must_use]
pub fn bpe_pieces(training: &bpe::Training, n_merges: usize) -> Vec<Piece> {
    let (tokens, merges) = training.first(n_merges);
    let mut scores: Vec<f64> = (0..tokens.len()).map(|id| -((merges.len() + id) as f64)).collect();
    // Of several merges that make the same piece the first counts.
    for (rank, merge) in merges.iter().enumerate().rev() {
        scores[merge.id as usize] = -(rank as f64);
    }
    let text = |token: &Vec<u8>| String::from_utf8_lossy(token).into_owned();
    tokens.iter().zip(scores).map(|(token, log_prob)| Piece { text: text(token), log_prob }).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Working, count_words};
    use super::*;
    use proptest::prelude::*;

    fn model(method: Method, pieces: &[(&str, f64)]) -> SentencePiece {
        let special = [("<unk>", 0.0), ("<s>", 0.0), ("</s>", 0.0)];
        let pieces = special.iter().chain(pieces);
        let pieces: Vec<Piece> = pieces.map(|&(text, log_prob)| Piece { text: text.into(), log_prob }).collect();
        SentencePiece::new(Normalization::NmtNfkc, method, &pieces, 3)
    }

    #[test]
    fn the_highest_score_is_joined_first() {
        let bpe = model(
            Method::Bpe,
            &[("ab", 0.0), ("bc", -1.0), ("▁ab", -2.0), ("a", -3.0), ("b", -4.0), ("c", -5.0), ("▁", -6.0)],
        );
        let cut = |text: &str| bpe.encode(text, &mut ()).iter().map(|t| (t.id, t.start..t.end)).collect::<Vec<_>>();
        assert_eq!(cut("abc bc"), [(5, 0..2), (8, 2..3), (9, 3..4), (4, 4..6)]);
        assert_eq!(cut("xy<s>"), [(9, 0..0), (0, 0..5)], "a special piece is no text");
        assert_eq!(cut(" \n"), []);
        let mut working = Working::of(1);
        bpe.encode("abc", &mut working);
        let joins: Vec<_> = working.words[0].joins.iter().map(|j| (j.start, j.middle, j.end, j.id)).collect();
        assert_eq!(joins, [(3, 4, 5, 3), (0, 3, 5, 5)]);
    }

    #[test]
    fn merges_that_were_learnt_are_applied() {
        let nmt = Normalization::NmtNfkc;
        let training =
            bpe::train_words(count_words("low low\nlow lower lower new", nmt), bpe::Unit::Characters, 99, 0, |_| {});
        for (n_merges, expected) in [(0, "▁ l o w"), (2, "▁lo w"), (usize::MAX, "▁low")] {
            let pieces = bpe_pieces(&training, n_merges);
            let tokens = SentencePiece::new(nmt, Method::Bpe, &pieces, 1).encode("low", &mut ());
            let texts: Vec<&str> = tokens.iter().map(|token| pieces[token.id as usize].text.as_str()).collect();
            assert_eq!(texts.join(" "), expected);
        }
    }

    #[test]
    fn one_very_long_word_takes_no_time_to_speak_of() {
        let pieces = [("▁", -2.0), ("a", -30.0), ("aa", -40.0), ("aaaaaaaaaaaaaaaa", -41.0)];
        for (method, n_tokens) in [(Method::Unigram, 6_251), (Method::Bpe, 50_001)] {
            let tokens = model(method, &pieces).encode(&"a".repeat(100_000), &mut ());
            assert_eq!((tokens.len(), tokens.last().unwrap().end), (n_tokens, 100_000));
        }
    }

    proptest! {
        #[test]
        fn tokens_are_in_order_and_inside_the_text(text in "\\PC{0,40}|[ab \\x00-\\x1f]{0,60}|[它累①㌀\u{301}\u{308}]{0,20}") {
            for method in [Method::Unigram, Method::Bpe] {
                let tokens = model(method, &[("▁", -1.0), ("a", -2.0), ("ab", -3.0), ("1", -4.0)]).encode(&text, &mut ());
                let mut last = 0;
                for token in tokens {
                    prop_assert!(last <= token.start && token.start <= token.end && text.get(token.start..token.end).is_some());
                    last = token.end;
                }
            }
        }
    }
}
