//! N-grams in numbers: the chain rule, one factor taken apart, and how many there are.

use super::{name, names};
use crate::chart::{Figure, Table, number};
use crate::engine::Counted;
use crate::exhibit::{Panel, Slot};
use crate::i18n::{Learnt, Strings};
use crate::repr::ngram::chain::{Factor, log2, perplexity};
use crate::repr::ngram::seen::Seen;
use crate::repr::ngram::smoothing::{Level, Rule, Smoothing};

/// Factors that are written out as a product, and those that have a row.
const WRITTEN: usize = 6;
const MAX_ROWS: usize = 200;

/// The chain rule: the product written out, and a row for each factor.
pub(super) fn chain(s: &Strings, counted: &Counted, smoothing: Smoothing) -> Panel {
    let factors = &counted.factors;
    let row = |factor: &Factor| {
        let top = factor.levels.first();
        let counts = top.map_or_else(String::new, |level| format!("{} / {}", level.count, level.total));
        vec![
            name(s, &factor.item),
            names(s, &factor.context),
            counts,
            share(factor.probability()),
            number::exact(factor.probability().log2() as f32),
        ]
    };
    // Without a context there is nothing shorter to mix with: then both are counts alone.
    let mixes = matches!(smoothing, Smoothing::Interpolation | Smoothing::KneserNey);
    let learnt = Learnt {
        smoothing: if mixes && counted.order < 2 { Smoothing::MaximumLikelihood } else { smoothing },
        n_sentences: counted.n_sentences,
        n_counted: counted.n_counted,
        n_distinct: counted.n_distinct,
        vocab_size: counted.vocab_size,
        n_shown: factors.len().min(MAX_ROWS),
        n_factors: factors.len(),
    };
    let table = Table {
        caption: (s.ngram.chain_caption)(learnt),
        head: s.ngram.chain_head.map(str::to_owned).into(),
        rows: factors.iter().take(MAX_ROWS).map(row).collect(),
    };
    Panel {
        note: product(s, factors),
        ..Panel::new("chain", Slot::Top, (s.ngram.chain)(counted.order), Figure::Table(table))
    }
}

/// `P(The | ⟨s⟩) · P(quick | The) = 0.5 · 1 = 0.5`, and what it means.
fn product(s: &Strings, factors: &[Factor]) -> String {
    let first = || factors.iter().take(WRITTEN);
    let rest = if factors.len() > WRITTEN { " · …" } else { "" };
    let asked: Vec<String> =
        first().map(|factor| format!("P({} | {})", name(s, &factor.item), names(s, &factor.context))).collect();
    let numbers: Vec<String> = first().map(|factor| share(factor.probability())).collect();
    let product = power_of_two(log2(factors));
    let written = format!("{}{rest} = {}{rest} = {product}", asked.join(" · "), numbers.join(" · "));
    let n_zero = factors.iter().filter(|factor| factor.probability() == 0.0).count();
    let perplexity = perplexity(factors).filter(|perplexity| perplexity.is_finite());
    let perplexity = perplexity.map(|perplexity| number::long(perplexity as f32));
    (s.ngram.chain_note)(factors.len(), &written, perplexity.as_deref(), n_zero)
}

/// 2 to this power, with four digits also where it is far smaller than any `f32`.
fn power_of_two(log2: f64) -> String {
    if log2 > -120.0 {
        return number::long(log2.exp2() as f32);
    }
    if log2 == f64::NEG_INFINITY {
        return "0".into();
    }
    let log10 = log2 * std::f64::consts::LOG10_2;
    let exponent = log10.floor();
    format!("{}e−{}", number::long(10f64.powf(log10 - exponent) as f32), -exponent)
}

/// One factor from its longest context to the shortest: the arithmetic with its numbers.
pub(super) fn working(s: &Strings, counted: &Counted, rule: &Rule, factor: &Factor) -> Table {
    let row = |(index, level): (usize, &Level)| {
        let below = factor.levels.get(index + 1);
        let context = &factor.context[factor.context.len() - level.n_context..];
        let probability = match below {
            Some(below) => format!(
                "{} + {} · {} = {}",
                digits(level.own),
                digits(level.passed),
                digits(below.probability),
                digits(level.probability)
            ),
            None => digits(level.probability),
        };
        vec![
            names(s, context),
            with_value(own(rule, level, counted.vocab_size, below.is_none()), level.own),
            with_value(passed(rule, level, below.is_none()), level.passed),
            probability,
        ]
    };
    Table {
        caption: s.ngram.working_caption.into(),
        head: s.ngram.working_head.map(str::to_owned).into(),
        rows: factor.levels.iter().enumerate().map(row).collect(),
    }
}

/// A share of 1; of a 0 nothing but that, since a small number looks alike.
fn share(value: f64) -> String {
    if value == 0.0 { "0".into() } else { number::share(value as f32) }
}

pub(super) fn digits(value: f64) -> String {
    if value == 0.0 { "0".into() } else { number::long(value as f32) }
}

/// The own share of a context, as it is computed.
pub(super) fn own(rule: &Rule, level: &Level, vocab_size: usize, is_last: bool) -> String {
    let Level { count, total, .. } = *level;
    match rule.smoothing {
        Smoothing::AddK => format!("({count} + {}) / ({total} + {} · {vocab_size})", rule.k, rule.k),
        _ if total == 0 => "0".into(),
        Smoothing::Interpolation if !is_last => format!("{} · {count} / {total}", rule.lambda),
        Smoothing::KneserNey if !is_last => format!("max({count} − {}, 0) / {total}", rule.discount),
        _ => format!("{count} / {total}"),
    }
}

/// What a context passes on to the shorter one, as it is computed.
pub(super) fn passed(rule: &Rule, level: &Level, is_last: bool) -> String {
    match rule.smoothing {
        _ if is_last => "0".into(),
        _ if level.total == 0 => "1".into(),
        Smoothing::Interpolation => format!("(1 − {})", rule.lambda),
        Smoothing::KneserNey => format!("{} · {} / {}", rule.discount, level.n_followers, level.total),
        Smoothing::MaximumLikelihood | Smoothing::AddK => "0".into(),
    }
}

/// A formula and what it comes to, unless it is a number itself.
fn with_value(formula: String, value: f64) -> String {
    if formula.parse::<f64>().is_ok() { formula } else { format!("{formula} = {}", digits(value)) }
}

/// N-grams of each length: how many there are, how many there could be.
pub(super) fn seen(s: &Strings, counted: &Counted) -> Table {
    let part = |part: f64, whole: f64| {
        if whole > 0.0 { (s.percent)(&number::long((100.0 * part / whole) as f32)) } else { "–".into() }
    };
    let row = |seen: &Seen| {
        let could_be = (counted.n_distinct as f64).powi(seen.order as i32);
        vec![
            seen.order.to_string(),
            seen.n.to_string(),
            seen.n_distinct.to_string(),
            if could_be < 1e6 { could_be.to_string() } else { digits(could_be) },
            part(seen.n_distinct as f64, could_be),
            part(seen.n_once as f64, seen.n_distinct as f64),
            format!("{} / {}", seen.n_known, seen.n_asked),
        ]
    };
    Table {
        caption: s.ngram.seen_caption.into(),
        head: s.ngram.seen_head.map(str::to_owned).into(),
        rows: counted.seen.iter().map(row).collect(),
    }
}
