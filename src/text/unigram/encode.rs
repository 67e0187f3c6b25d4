//! Cutting a text by a vocabulary: word by word, the most probable way.

use super::viterbi::{Lexicon, Precision};
use super::{Best, Edge, Id, Joined, Normalization, Piece, Prepared};
use crate::text::Token;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A tokenizer.
#[derive(Clone, Debug)]
pub struct Unigram {
    normalization: Normalization,
    lexicon: Lexicon,
}

/// Hears how a text is cut. What nobody listens to costs nothing: every method does nothing unless it is written.
pub trait Watch {
    /// A word begins: its text as it is cut, and its bytes of the original.
    fn word(&mut self, _word: &str, _place: Range<usize>) {}
    /// An edge of the word's lattice, in bytes of the word.
    fn edge(&mut self, _edge: Edge) {}
    /// The best ways through the word.
    fn best(&mut self, _best: &Best) {}
    /// Two neighbours became one: [`super::SentencePiece`] by merges has no lattice, but these.
    fn join(&mut self, _join: Joined) {}
}

/// Nobody listens.
impl Watch for () {}

impl Unigram {
    /// A tokenizer of these pieces, by id, the first being the unknown one.
    #[must_use]
    pub fn new(normalization: Normalization, pieces: &[Piece]) -> Self {
        let pieces = pieces.iter().enumerate().map(|(id, piece)| (piece.text.as_str(), piece.log_prob, id > 0));
        Self { normalization, lexicon: Lexicon::new(pieces, 0, Precision::Double) }
    }

    /// The tokens of a text, in bytes of it. Unknown characters side by side are one token. `watch` hears how, and
    /// `&mut ()` hears nothing.
    pub fn encode(&self, text: &str, watch: &mut impl Watch) -> Vec<Token> {
        let prepared = Prepared::new(text, self.normalization);
        let mut best = Best::default();
        let mut tokens = Vec::new();
        for range in prepared.words() {
            let word = prepared.text.get(range.clone()).unwrap_or_default();
            watch.word(word, prepared.original(range.clone()));
            best.find(&self.lexicon, word, |edge| watch.edge(edge));
            watch.best(&best);
            let place = |start, end| prepared.original(range.start + start..range.start + end);
            fuse(&mut tokens, best.path(), self.lexicon.unknown(), place);
        }
        tokens
    }

    /// The pieces of a word that needs no more to be done to it: start, end and id. Each unknown character is one.
    pub(super) fn cut(&self, word: &str) -> Vec<(usize, usize, Id)> {
        let mut best = Best::default();
        best.find(&self.lexicon, word, |_| {});
        best.path()
    }
}

/// Adds pieces to the tokens, unknown ones side by side as one.
pub(super) fn fuse(
    tokens: &mut Vec<Token>,
    pieces: Vec<(usize, usize, Id)>,
    unknown: Id,
    place: impl Fn(usize, usize) -> Range<usize>,
) {
    let mut after_unknown = false;
    for (start, end, id) in pieces {
        let Range { start, end } = place(start, end);
        match tokens.last_mut().filter(|_| after_unknown && id == unknown) {
            Some(last) => last.end = end,
            None => tokens.push(Token { id, start, end }),
        }
        after_unknown = id == unknown;
    }
}

/// How a text was cut, kept for whoever wants to see it: the first words of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Working {
    /// The words.
    pub words: Vec<WordWorking>,
    /// How many words are kept.
    limit: usize,
    /// How many there were.
    pub n_words: usize,
}

/// How a word was cut. Places count its bytes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct WordWorking {
    /// Its text as it was cut.
    pub text: String,
    /// Its bytes of the original.
    pub place: Range<usize>,
    /// Its lattice, by start and from short to long.
    pub edges: Vec<Edge>,
    /// The places between its characters.
    pub nodes: Vec<Node>,
    /// The pieces of the best way: start, end and id.
    pub path: Vec<(usize, usize, Id)>,
    /// What was joined, in order, if it was cut by merges.
    pub joins: Vec<Joined>,
}

/// A place between two characters, and the best way to it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Node {
    /// The place.
    pub at: usize,
    /// The log probability of the best way.
    pub log_prob: f64,
    /// Where its last piece begins.
    pub back: usize,
    /// Its last piece. The first place has none, and says 0.
    pub id: Id,
}

impl Working {
    /// Will hear of so many words.
    #[must_use]
    pub fn of(limit: usize) -> Self {
        Self { limit, ..Self::default() }
    }

    /// Cuts a text as [`Unigram::encode`] does, and keeps everything of its first `limit` words.
    #[must_use]
    pub fn new(model: &Unigram, text: &str, limit: usize) -> Self {
        let mut working = Self::of(limit);
        model.encode(text, &mut working);
        working
    }

    fn last(&mut self, change: impl FnOnce(&mut WordWorking)) {
        if let Some(word) = self.words.last_mut().filter(|_| self.n_words <= self.limit) {
            change(word);
        }
    }
}

impl Watch for Working {
    fn word(&mut self, word: &str, place: Range<usize>) {
        self.n_words += 1;
        if self.n_words <= self.limit {
            self.words.push(WordWorking { text: word.into(), place, ..WordWorking::default() });
        }
    }

    fn edge(&mut self, edge: Edge) {
        self.last(|word| word.edges.push(edge));
    }

    fn best(&mut self, best: &Best) {
        let ways = best.log_prob.iter().zip(&best.back).enumerate().filter(|(_, (sum, _))| sum.is_finite());
        let nodes = ways.map(|(at, (&log_prob, back))| Node { at, log_prob, back: back.start, id: back.id });
        self.last(|word| (word.nodes, word.path) = (nodes.collect(), best.path()));
    }

    fn join(&mut self, join: Joined) {
        self.last(|word| word.joins.push(join));
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Training, train};
    use super::*;
    use proptest::prelude::*;
    use std::sync::LazyLock;

    /// The tokenizers of all steps of a training with each normalization, and how many pieces they have.
    static MODELS: LazyLock<Vec<(usize, Unigram)>> = LazyLock::new(|| {
        let learnt = |&normalization| train("the cat sat\non the mat, 它累了", normalization, 30, |_, _| {});
        let models = |training: Training| {
            let n_steps = training.steps.len();
            (0..n_steps).map(move |step| (training.pieces(step).len(), training.model(step)))
        };
        Normalization::ALL.iter().map(learnt).flat_map(models).collect()
    });

    proptest! {
        #[test]
        fn tokens_are_in_order_and_inside_the_text(text in "\\PC{0,40}|[the cat\\x00-\\x1f]{0,60}|[它累①㌀\u{301}\u{308}]{0,20}") {
            for (n_pieces, model) in MODELS.iter() {
                let mut last = 0;
                for token in model.encode(&text, &mut ()) {
                    prop_assert!(last <= token.start && token.start <= token.end);
                    prop_assert!(text.get(token.start..token.end).is_some());
                    prop_assert!((token.id as usize) < *n_pieces);
                    last = token.end;
                }
            }
        }
    }

    fn model(pieces: &[(&str, f64)]) -> Unigram {
        let unknown = [("<unk>", 0.0)];
        let pieces = unknown.iter().chain(pieces);
        let pieces: Vec<Piece> = pieces.map(|&(text, log_prob)| Piece { text: text.into(), log_prob }).collect();
        Unigram::new(Normalization::NmtNfkc, &pieces)
    }

    #[test]
    fn the_most_probable_way_is_taken() {
        let model =
            model(&[("▁", -2.0), ("▁un", -3.0), ("related", -4.0), ("▁unre", -9.0), ("lated", -1.0), ("it", -5.0)]);
        let text = "unrelated  qxit x";
        let pieces: Vec<(&str, Id)> =
            model.encode(text, &mut ()).iter().map(|t| (&text[t.start..t.end], t.id)).collect();
        assert_eq!(pieces, [("un", 2), ("related", 3), ("  ", 1), ("qx", 0), ("it", 6), (" ", 1), ("x", 0)]);
    }

    #[test]
    fn the_working_holds_the_lattice() {
        let model = model(&[("▁", -2.0), ("▁a", -3.0), ("ab", -1.5), ("b", -1.0)]);
        let working = Working::new(&model, "ab b", 1);
        assert_eq!((working.words.len(), working.n_words), (1, 2));
        let word = &working.words[0];
        assert_eq!((word.text.as_str(), word.place.clone()), ("▁ab", 0..2));
        let edges: Vec<_> = word.edges.iter().map(|e| (e.start, e.end, e.id, e.path_log_prob)).collect();
        assert_eq!(edges, [(0, 3, 1, -2.0), (0, 4, 2, -3.0), (3, 5, 3, -3.5), (3, 4, 0, -15.0), (4, 5, 4, -4.0)]);
        assert_eq!(word.path, [(0, 3, 1), (3, 5, 3)]);
        let nodes: Vec<_> = word.nodes.iter().map(|node| (node.at, node.log_prob, node.back)).collect();
        assert_eq!(nodes, [(0, 0.0, 0), (3, -2.0, 0), (4, -3.0, 0), (5, -3.5, 3)]);
        let json = serde_json::to_string(&working).unwrap();
        assert_eq!(serde_json::from_str::<Working>(&json).unwrap(), working);
    }

    #[test]
    fn one_very_long_word_takes_no_time_to_speak_of() {
        let model = model(&[("▁", -2.0), ("a", -3.0), ("aa", -4.0), ("aaaaaaaaaaaaaaaa", -4.5)]);
        let tokens = model.encode(&"a".repeat(100_000), &mut ());
        assert_eq!((tokens.len(), tokens.last().unwrap().end), (6_251, 100_000));
    }
}
