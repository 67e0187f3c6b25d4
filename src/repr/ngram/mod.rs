//! N-grams: how often each token stands after the N − 1 before it, and what that says of a text (the notes' chapter 2).
//!
//! ```text
//! P(w₁ … wₙ) = Π P(wᵢ | wᵢ₋ₙ₊₁ … wᵢ₋₁)        the chain rule, cut short by Markov's assumption
//! ```
//!
//! [`Counts`] holds what was counted; [`smoothing`] makes probabilities of it; [`chain`] goes along a text, and writes one;
//! [`seen`] asks how many N-grams there are at all.
//!
//! After Jurafsky and Martin, *Speech and Language Processing*, chapter 3: a sentence has N − 1 marks before it, which nobody
//! has to guess, and one behind it, which is guessed like any token.

pub mod chain;
pub mod seen;
pub mod smoothing;

use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// The longest N-grams.
pub const MAX_ORDER: usize = 5;

/// A token's number.
type Id = u32;

const UNKNOWN: Id = 0;
const START: Id = 1;
const END: Id = 2;
/// The number of the first token that was counted.
const FIRST: Id = 3;

/// What stands at a place of a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Item {
    /// Any token that was never counted.
    Unknown,
    /// The mark before a sentence.
    Start,
    /// The mark behind it.
    End,
    /// A token.
    Token(String),
}

/// How often each token came after each context of up to N − 1 tokens.
#[derive(Clone, Debug)]
pub struct Counts {
    order: usize,
    has_marks: bool,
    tokens: Vec<String>,
    ids: HashMap<String, Id>,
    /// By context: what came after it.
    after: HashMap<Vec<Id>, Followers>,
    /// By context, all but the longest: after how many different tokens before it something came after it. "Francisco" is
    /// frequent, and comes after one word only; Kneser and Ney's estimate asks for that.
    varied: HashMap<Vec<Id>, Followers>,
    n_sentences: usize,
    n_counted: u64,
}

/// What came after a context.
#[derive(Clone, Debug, Default)]
struct Followers {
    total: u64,
    /// Each token and how often, in the order of their numbers.
    each: Vec<(Id, u64)>,
}

impl Followers {
    fn add(&mut self, id: Id) {
        self.total += 1;
        match self.each.binary_search_by_key(&id, |&(id, _)| id) {
            Ok(place) => self.each[place].1 += 1,
            Err(place) => self.each.insert(place, (id, 1)),
        }
    }

    fn of(&self, id: Id) -> u64 {
        self.each.binary_search_by_key(&id, |&(id, _)| id).map_or(0, |place| self.each[place].1)
    }
}

impl Counts {
    /// Counts the N-grams of sentences, up to N = `order`, with marks around each sentence or without.
    #[must_use]
    pub fn new<'t, S>(sentences: impl IntoIterator<Item = S>, order: usize, has_marks: bool) -> Self
    where
        S: IntoIterator<Item = &'t str>,
    {
        let order = order.clamp(1, MAX_ORDER);
        let (tokens, ids, after, varied) = (vec![], HashMap::new(), HashMap::new(), HashMap::new());
        let mut counts = Self { order, has_marks, tokens, ids, after, varied, n_sentences: 0, n_counted: 0 };
        for sentence in sentences {
            let sentence: Vec<Id> = sentence.into_iter().map(|token| counts.learn(token)).collect();
            counts.n_sentences += 1;
            for place in counts.places(&sentence) {
                let (context, id) = place;
                counts.n_counted += 1;
                for start in 0..=context.len() {
                    counts.after.entry(context[start..].to_vec()).or_default().add(id);
                }
            }
        }
        for (context, followers) in counts.after.iter().filter(|(context, _)| !context.is_empty()) {
            let shorter = counts.varied.entry(context[1..].to_vec()).or_default();
            followers.each.iter().for_each(|&(id, _)| shorter.add(id));
        }
        counts
    }

    /// N.
    #[must_use]
    pub fn order(&self) -> usize {
        self.order
    }

    /// How many things may come next: the tokens that were counted, any unknown one, and the end if it is marked.
    #[must_use]
    pub fn vocab_size(&self) -> usize {
        self.tokens.len() + 1 + usize::from(self.has_marks)
    }

    /// How many tokens were counted, ends among them.
    #[must_use]
    pub fn n_counted(&self) -> u64 {
        self.n_counted
    }

    /// How many sentences were counted.
    #[must_use]
    pub fn n_sentences(&self) -> usize {
        self.n_sentences
    }

    /// Each thing that may come next.
    fn vocabulary(&self) -> impl Iterator<Item = Id> {
        let end = self.has_marks.then_some(END);
        std::iter::once(UNKNOWN).chain(end).chain(FIRST..FIRST + self.tokens.len() as Id)
    }

    fn learn(&mut self, token: &str) -> Id {
        if let Some(&id) = self.ids.get(token) {
            return id;
        }
        let id = FIRST + self.tokens.len() as Id;
        self.tokens.push(token.to_owned());
        self.ids.insert(token.to_owned(), id);
        id
    }

    fn id(&self, token: &str) -> Id {
        self.ids.get(token).copied().unwrap_or(UNKNOWN)
    }

    fn item(&self, id: Id) -> Item {
        match id {
            UNKNOWN => Item::Unknown,
            START => Item::Start,
            END => Item::End,
            id => self.tokens.get((id - FIRST) as usize).map_or(Item::Unknown, |token| Item::Token(token.clone())),
        }
    }

    fn number(&self, item: &Item) -> Id {
        match item {
            Item::Unknown => UNKNOWN,
            Item::Start => START,
            Item::End => END,
            Item::Token(token) => self.id(token),
        }
    }

    /// The context at the end of what stands so far: the last N − 1 tokens, with marks before the first.
    fn context(&self, so_far: &[Id]) -> Vec<Id> {
        let n = self.order - 1;
        let n_marks = if self.has_marks { n.saturating_sub(so_far.len()) } else { 0 };
        let last = &so_far[so_far.len() - n.min(so_far.len())..];
        std::iter::repeat_n(START, n_marks).chain(last.iter().copied()).collect()
    }

    /// Each place of a sentence that has to be guessed: its context, and what stands there.
    fn places(&self, sentence: &[Id]) -> Vec<(Vec<Id>, Id)> {
        let guessed = sentence.iter().copied().chain(self.has_marks.then_some(END));
        guessed.enumerate().map(|(place, id)| (self.context(&sentence[..place]), id)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::chain::{Factor, log2, perplexity};
    use super::smoothing::{Rule, Smoothing};
    use super::*;
    use proptest::prelude::*;

    const FOX: &str = "The quick brown fox";

    fn sentences(text: &str) -> Vec<Vec<&str>> {
        text.lines().map(|line| line.split_whitespace().collect()).collect()
    }

    fn counts(text: &str, order: usize, has_marks: bool) -> Counts {
        Counts::new(sentences(text), order, has_marks)
    }

    /// The notes' example, by hand: P(brown | The, quick) · P(fox | quick, brown).
    #[test]
    fn the_notes_trigrams() {
        let counts = counts("The quick brown fox\nThe quick brown dog\nThe quick red fox", 3, false);
        let factors = counts.factors(&Rule::default(), 0, FOX.split(' '));
        let found: Vec<f64> = factors.iter().map(Factor::probability).collect();
        // Of 12 tokens 3 are "The", after which there is only "quick".
        assert_eq!(found, [3.0 / 12.0, 1.0, 2.0 / 3.0, 1.0 / 2.0]);
        assert!((log2(&factors) - (1.0f64 / 12.0).log2()).abs() < 1e-12);
        assert_eq!(perplexity(&[]), None);
    }

    proptest! {
        #[test]
        fn probabilities_of_all_that_may_come_next_add_up_to_1(
            text in "([abcd] ){0,9}(\n([abcd] ){0,9}){0,3}", asked in "[abcx]( [abcx]){0,5}", order in 1usize..7, has_marks: bool,
            k in 0.001f64..9.0, lambda in 0.0f64..=1.0, discount in 0.0f64..=1.0,
        ) {
            let counts = counts(&text, order, has_marks);
            for &smoothing in Smoothing::ALL {
                let rule = Rule { smoothing, k, lambda, discount };
                let so_far: Vec<Id> = asked.split(' ').map(|token| counts.id(token)).collect();
                let context = counts.context(&so_far);
                let standing = counts.standing(&rule, &context);
                let sum: f64 = counts.vocabulary().map(|id| standing.probability(&rule, counts.vocab_size(), id)).sum();
                let was_seen = counts.after.contains_key(&context);
                // Counts alone know nothing after what they never saw, and the others nothing if they saw nothing at all.
                let expected = match smoothing {
                    Smoothing::MaximumLikelihood => was_seen,
                    Smoothing::AddK => true,
                    Smoothing::Interpolation | Smoothing::KneserNey => counts.n_counted() > 0,
                };
                prop_assert!((sum - f64::from(u8::from(expected))).abs() < 1e-9, "{smoothing:?}: {sum}");
                for factor in counts.factors(&rule, 0, asked.split(' ')) {
                    prop_assert!((0.0..=1.0 + 1e-12).contains(&factor.probability()));
                    let [first, .., last] = [&factor.levels[0], &factor.levels[factor.levels.len() - 1]];
                    prop_assert!(first.n_context >= last.n_context && last.passed == 0.0);
                }
            }
        }
    }

    #[test]
    fn what_is_written_ends_and_is_the_same_each_time() {
        let counts = counts("a b c\na b d\na c", 2, true);
        let rule = Rule { smoothing: Smoothing::KneserNey, ..Rule::default() };
        let write = |seed, n| counts.write(&rule, ["a"], seed, n, 2);
        for seed in 0..20 {
            let all = write(seed, 50);
            let ends = all.new.last().is_some_and(|last| last.item == Item::End);
            assert!(all.new.len() == 50 || ends && all.next.is_empty(), "{all:?}");
            for n in 0..all.new.len() {
                let some = write(seed, n);
                assert_eq!(some.new, all.new[..n], "the first tokens do not depend on how many there will be");
                let next = &some.next[some.chosen.unwrap()];
                assert_eq!(next, &all.new[n], "what is marked as next comes next");
            }
            assert!(all.new.iter().all(|one| one.item != Item::Unknown && one.item != Item::Start));
        }
        assert_eq!(counts.write(&Rule::default(), ["x"], 1, 5, 9).new, [], "after what was never seen, nothing");
    }
}
