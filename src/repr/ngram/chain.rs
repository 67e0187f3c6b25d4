//! Along a text, token by token: the chain rule, perplexity, what comes next, and a text that goes on.

use super::smoothing::{Level, Rule, Standing};
use super::{Counts, END, Id, Item, UNKNOWN};
use crate::num::random;
use serde::{Deserialize, Serialize};

/// What keeps the random numbers of this page apart from others.
const STREAM: u64 = 0x500;

/// A factor of the chain rule: P(`item` | `context`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Factor {
    /// The sentence it is of, from 0.
    pub sentence: usize,
    /// What is known: up to N − 1 tokens.
    pub context: Vec<Item>,
    /// What has to be guessed, as the text has it.
    pub item: Item,
    /// Whether that was never counted, so that its probability is that of any unknown token.
    pub is_unknown: bool,
    /// Its probability, from the longest context to the shortest.
    pub levels: Vec<Level>,
}

impl Factor {
    /// P(`item` | `context`).
    #[must_use]
    pub fn probability(&self) -> f64 {
        probability(&self.levels)
    }
}

/// What the longest context knows, of levels from the longest to the shortest.
#[must_use]
pub fn probability(levels: &[Level]) -> f64 {
    levels.first().map_or(0.0, |level| level.probability)
}

/// log₂ of the product of all factors: 0 of none, −∞ if one of them is 0.
#[must_use]
pub fn log2(factors: &[Factor]) -> f64 {
    factors.iter().map(|factor| factor.probability().log2()).sum()
}

/// Among how many equally likely tokens a model would be as uncertain as it is on average: 2^(−log₂ P / n). Infinite if a
/// factor is 0; nothing of no factors.
#[must_use]
pub fn perplexity(factors: &[Factor]) -> Option<f64> {
    (!factors.is_empty()).then(|| (-log2(factors) / factors.len() as f64).exp2())
}

/// Something that may come next.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Possible {
    /// What.
    pub item: Item,
    /// How likely.
    pub probability: f64,
}

/// How a text goes on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Writing {
    /// What was drawn, token by token.
    pub new: Vec<Possible>,
    /// What may come next, the likeliest first; nothing behind the end.
    pub next: Vec<Possible>,
    /// How many things may come next at all.
    pub n_possible: usize,
    /// Which of `next` the seed draws: an unlikely one stands last.
    pub chosen: Option<usize>,
}

impl Counts {
    /// The factors of a sentence.
    #[must_use]
    pub fn factors<'t>(&self, rule: &Rule, sentence: usize, tokens: impl IntoIterator<Item = &'t str>) -> Vec<Factor> {
        let tokens: Vec<&str> = tokens.into_iter().collect();
        let ids: Vec<Id> = tokens.iter().map(|token| self.id(token)).collect();
        let mut written = tokens.iter();
        let mut factor = |(context, id): (Vec<Id>, Id)| Factor {
            sentence,
            levels: self.levels(rule, &context, id),
            context: context.into_iter().map(|id| self.item(id)).collect(),
            // An unknown token is called by its name.
            item: written.next().map_or_else(|| self.item(id), |&token| Item::Token(token.to_owned())),
            is_unknown: id == UNKNOWN,
        };
        self.places(&ids).into_iter().map(&mut factor).collect()
    }

    /// How likely each thing is after a context, the likeliest first; of equals that which was counted first.
    fn distribution(&self, rule: &Rule, context: &[Id]) -> Vec<(Id, f64)> {
        let (standing, vocab_size) = (self.standing(rule, context), self.vocab_size());
        let mut all: Vec<(Id, f64)> =
            self.vocabulary().map(|id| (id, standing.probability(rule, vocab_size, id))).collect();
        all.retain(|&(_, probability)| probability > 0.0);
        all.sort_by(|a, b| b.1.total_cmp(&a.1));
        all
    }

    /// How likely each of [`Counts::items`] is to come next, in their order; they sum to 1, or are all 0 where nothing is known.
    #[must_use]
    pub fn next<'t>(&self, rule: &Rule, tokens: impl IntoIterator<Item = &'t str>) -> Vec<f32> {
        let so_far: Vec<Id> = tokens.into_iter().map(|token| self.id(token)).collect();
        let (standing, vocab_size) = (self.standing(rule, &self.context(&so_far)), self.vocab_size());
        self.vocabulary().map(|id| standing.probability(rule, vocab_size, id) as f32).collect()
    }

    /// Each thing that may come next.
    #[must_use]
    pub fn items(&self) -> Vec<Item> {
        self.vocabulary().map(|id| self.item(id)).collect()
    }

    /// Writes a sentence on by up to `n_new` tokens, each drawn by the seed and its place, until its end; and lists up to
    /// `n_listed` of what may come next. Unknown tokens cannot be written and are not drawn.
    #[must_use]
    pub fn write<'t>(
        &self,
        rule: &Rule,
        tokens: impl IntoIterator<Item = &'t str>,
        seed: u32,
        n_new: usize,
        n_listed: usize,
    ) -> Writing {
        let mut so_far: Vec<Id> = tokens.into_iter().map(|token| self.id(token)).collect();
        let mut writing = Writing::default();
        loop {
            let all = self.distribution(rule, &self.context(&so_far));
            let drawn = draw(&all, seed, so_far.len());
            let possible = |&(id, probability): &(Id, f64)| Possible { item: self.item(id), probability };
            let is_over = so_far.last() == Some(&END);
            if is_over || writing.new.len() == n_new || drawn.is_none() {
                if !is_over {
                    writing.n_possible = all.len();
                    writing.next = all.iter().take(n_listed).map(possible).collect();
                    writing.next.extend(drawn.filter(|&place| place >= n_listed).map(|place| possible(&all[place])));
                    writing.chosen = drawn.map(|place| place.min(n_listed));
                }
                return writing;
            }
            let Some(chosen) = drawn.and_then(|place| all.get(place)) else { return writing };
            writing.new.push(possible(chosen));
            so_far.push(chosen.0);
        }
    }

    /// How likely the tokens of a text, and then whatever is likeliest, are at each of its places: up to `n_columns` things, and
    /// for each factor and each of them the probability, from the longest context to the shortest.
    #[must_use]
    pub fn table(&self, rule: &Rule, factors: &[Factor], n_columns: usize) -> (Vec<Item>, Vec<Vec<Level>>) {
        let contexts: Vec<Vec<Id>> =
            factors.iter().map(|factor| factor.context.iter().map(|item| self.number(item)).collect()).collect();
        let mut columns: Vec<Id> = vec![];
        let mut add = |id| {
            if columns.len() < n_columns && !columns.contains(&id) {
                columns.push(id);
            }
        };
        factors.iter().for_each(|factor| add(self.number(&factor.item)));
        let mut sums: Vec<(Id, f64)> = self.vocabulary().map(|id| (id, 0.0)).collect();
        let standings: Vec<_> = contexts.iter().map(|context| self.standing(rule, context)).collect();
        let of = |standing: &Standing, id| standing.probability(rule, self.vocab_size(), id);
        for (id, sum) in &mut sums {
            *sum = standings.iter().map(|standing| of(standing, *id)).sum();
        }
        sums.retain(|&(_, sum)| sum > 0.0);
        sums.sort_by(|a, b| b.1.total_cmp(&a.1));
        sums.iter().for_each(|&(id, _)| add(id));
        let of = |context: &Vec<Id>, id| self.levels(rule, context, id);
        let table = contexts.iter().flat_map(|context| columns.iter().map(move |&id| of(context, id))).collect();
        (columns.into_iter().map(|id| self.item(id)).collect(), table)
    }

    /// What counts alone say of that which may come next behind a sentence and what was written.
    #[must_use]
    pub fn unsmoothed<'t>(&self, tokens: impl IntoIterator<Item = &'t str>, writing: &Writing) -> Vec<f64> {
        let rule = Rule::default();
        let new = writing.new.iter().map(|possible| self.number(&possible.item));
        let so_far: Vec<Id> = tokens.into_iter().map(|token| self.id(token)).chain(new).collect();
        let standing = self.standing(&rule, &self.context(&so_far));
        let by_counts =
            |possible: &Possible| standing.probability(&rule, self.vocab_size(), self.number(&possible.item));
        writing.next.iter().map(by_counts).collect()
    }
}

/// The place of what the seed draws for a text's place; nothing if there is nothing that can be written.
fn draw(all: &[(Id, f64)], seed: u32, position: usize) -> Option<usize> {
    let writable = || all.iter().enumerate().filter(|(_, (id, _))| *id != UNKNOWN);
    let whole: f64 = writable().map(|(_, (_, probability))| probability).sum();
    let key = random::key(seed.into(), STREAM) ^ random::mix(position as u64);
    let drawn = random::uniform(key, 1, 0.5).first().map_or(0.0, |&number| f64::from(number) + 0.5) * whole;
    let mut sum = 0.0;
    let is_it = |(_, (_, probability)): &(usize, &(Id, f64))| {
        sum += probability;
        drawn < sum
    };
    // Rounding may leave the sum of all below what was drawn.
    writable().find(is_it).or_else(|| writable().next_back()).map(|(place, _)| place)
}
