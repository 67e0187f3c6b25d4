//! English: N-grams.

use super::many;
use crate::i18n::{Learnt, Ngram};
use crate::repr::ngram::smoothing::Smoothing;
use crate::text::subwords::Corpus;

pub(super) const NGRAM: Ngram = Ngram {
    title: "N-grams",
    intro: "How likely is a text? Count in a corpus what stands after what: each token is guessed from the N − 1 before it, and the chain rule multiplies the guesses.",
    example: "The quick brown fox",
    training: "The quick brown fox jumps over the lazy dog\nThe quick brown dog sleeps\nThe quick red fox runs over the hill\nWe saw a quick brown fox\nThe lazy dog sleeps under the tree\nA brown fox sleeps under the tree\nA quick fox jumps over the brown dog\nThe fox and the dog run over the hill",
    corpus_name: |corpus| match corpus {
        Corpus::Text => "a text of your own",
        Corpus::UdhrEn => "Human Rights, English",
        Corpus::UdhrZh => "Human Rights, Chinese",
    },
    training_text: "The text to learn from",
    training_hint: "one sentence a line",
    order: "N",
    marks: "Start and end marks",
    smoothing: "Probabilities by",
    smoothing_name: |smoothing| match smoothing {
        Smoothing::MaximumLikelihood => "counts alone",
        Smoothing::AddK => "add-k",
        Smoothing::Interpolation => "interpolation",
        Smoothing::KneserNey => "Kneser–Ney",
    },
    k: "k",
    lambda: "λ",
    discount: "Discount d",
    start: "⟨s⟩",
    end: "⟨/s⟩",
    unknown: "⟨unknown⟩",
    step: |n_new| match n_new {
        1 => "1 token written".into(),
        n => format!("{n} tokens written"),
    },
    none_yet: "Nothing is written yet. Step on or play, and the text goes on.",
    last: |item, probability| format!("The last one is “{item}”, drawn with the probability {probability}."),
    over: "The sentence ends here.",
    no_way_on: "Nothing can come next: the corpus never goes on after this context. Smoothing would know of something.",
    text: "The text",
    given: "Your text",
    written: "Written on",
    chain: |order| match order {
        1 => "The chain rule, each token by itself".into(),
        order => format!("The chain rule, each token from the {} before it", order - 1),
    },
    chain_note: |n, product, perplexity, n_zero| match (perplexity, n_zero) {
        (None, 0) => String::new(),
        (Some(perplexity), 0) => format!(
            "{product}. Perplexity: the {n} guesses are on average as hard as one among {perplexity} equally likely tokens."
        ),
        (_, 1) => format!(
            "{product}. One factor is 0, since the corpus has never seen it, and with it the whole product; perplexity is infinite. Smoothing is made for this."
        ),
        (_, zero) => format!(
            "{product}. {zero} factors are 0, since the corpus has never seen them, and with them the whole product; perplexity is infinite. Smoothing is made for this."
        ),
    },
    chain_caption: |Learnt { smoothing, n_sentences, n_counted, n_distinct, vocab_size, n_shown, n_factors }| {
        let cut = if n_shown < n_factors {
            format!(" These are the first {n_shown} of {n_factors} factors; the product is that of all.")
        } else {
            String::new()
        };
        format!(
            "Each factor: {}. Learnt from {}: {}, {}; V = {vocab_size} things may come next, an unknown token among them.{cut}",
            factor(smoothing),
            many(n_sentences, "sentence"),
            many(n_counted as usize, "place"),
            many(n_distinct, "different token")
        )
    },
    chain_head: ["Token", "after", "counts", "P", "log₂ P"],
    next: "What comes next",
    quoted: |tokens| format!("“{}”", tokens.join(" ")),
    next_note: |context, n_possible, vocab_size, chosen| {
        let have = if n_possible == 1 { "has" } else { "have" };
        let drawn = chosen.map_or_else(String::new, |item| format!(": “{item}”\u{A0}▸ is written next"));
        format!(
            "{}, {n_possible} of {vocab_size} things {have} a probability above 0. The seed draws one of them{drawn}.",
            after(context)
        )
    },
    by_counts: "p: by counts alone",
    smoothed: |smoothing| match smoothing {
        Smoothing::MaximumLikelihood => "p′: the same, since nothing is smoothed".into(),
        Smoothing::AddK => "p′: by add-k".into(),
        Smoothing::Interpolation => "p′: by interpolation".into(),
        Smoothing::KneserNey => "p′: by Kneser–Ney".into(),
    },
    cut_off: "cut off",
    next_summary: |item, probability| format!("The likeliest next token is “{item}” with {probability}."),
    table: "What may come after each context",
    table_note: "A row for each place of the text, named by all that is known there; a column for each token that might come. What really comes is framed. The text’s own tokens stand first, then the likeliest others.",
    table_summary: |n_places, n_items| {
        format!("Probabilities of {} at {} of the text.", many(n_items, "next token"), many(n_places, "place"))
    },
    contexts: "Context",
    nexts: "Next token",
    probability: "Probability",
    working: |item, context| format!("P( {item} | {context} )"),
    likely: |item, context, probability, is_next| {
        let next = if is_next { ", and this is what stands there" } else { "" };
        format!("{}, “{item}” has the probability {probability}{next}.", after(context))
    },
    working_note: |smoothing, order, is_unknown| {
        let way = match smoothing {
            Smoothing::MaximumLikelihood => {
                "What was counted, and nothing else: a token that never came after this context has the probability 0."
            }
            Smoothing::AddK => {
                "Every token counts k times more often than it was seen, after every context: simple, and with a large vocabulary far too generous to what never happens."
            }
            Smoothing::Interpolation => {
                "The context has the share λ, and the context without its first token the rest, and so on down to none. A context that was never seen passes everything on."
            }
            Smoothing::KneserNey => {
                "Each count gives up d, and what is given up goes to the shorter context. There it matters not how often a token came, but after how many different tokens: “Francisco” is frequent and fits after one word only."
            }
        };
        let unknown = if is_unknown {
            " The corpus does not have this token at all; it is counted as ⟨unknown⟩."
        } else {
            ""
        };
        let far = if order > 1 {
            format!(
                " Whatever stands more than {} back changes nothing: that is Markov’s assumption, and the limit of N-grams.",
                order - 1
            )
        } else {
            " With N = 1 nothing before it matters at all.".into()
        };
        format!("{way}{unknown}{far}")
    },
    working_caption: "From the longest context to the shortest: P = own share + passed on · P of the line below.",
    working_head: ["Context", "Own share", "passed on", "P"],
    nothing_before: "none",
    seen: "How many N-grams are ever seen",
    seen_note: "The longer they are, the more could be and the fewer are: almost every long N-gram of a corpus stands in one place only, and most of a new text’s are in none. The notes call it sparsity.",
    seen_caption: "N-grams of the corpus inside its sentences, without marks. “Could be” is the number of different tokens to the power of N.",
    seen_head: ["N", "places", "different", "could be", "seen of them", "once only", "your text’s, known"],
    curve: "Seen once only",
    curve_note: "Of the different N-grams of the corpus, the part that stands in a single place. From these nothing can be learnt but that they exist.",
    curve_y: "Once only, % of the different ones",
    curve_summary: |order, share| {
        format!("Of the {order}-grams of the corpus, {share}\u{A0}% stand in one place only.")
    },
};

fn after(context: &[String]) -> String {
    if context.is_empty() { "Whatever came before".into() } else { format!("After {}", (NGRAM.quoted)(context)) }
}

/// What a factor is, by the rule that made it.
fn factor(smoothing: Smoothing) -> &'static str {
    match smoothing {
        Smoothing::AddK => {
            "(count + k) ÷ (total + k · V), where the count is how often the token came after its context, the total how often anything did"
        }
        Smoothing::Interpolation => {
            "λ · (count ÷ total), where the count is how often the token came after its context, the total how often anything did; the rest is what the shorter contexts say. The counts below are those of the longest"
        }
        Smoothing::KneserNey => {
            "(count − d) ÷ total, where the count is how often the token came after its context, the total how often anything did; what d sets free goes by what the shorter contexts say. The counts below are those of the longest"
        }
        Smoothing::MaximumLikelihood => "how often the token came after its context, of how often anything did",
    }
}
