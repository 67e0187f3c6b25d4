//! Every word on the page, in every language: a struct, so that a missing string does not compile.
//!
//! Sentences with numbers in them are functions, since languages put them together differently.

mod breaks;
mod compare;
mod elmo;
mod en;
mod generate;
mod heads;
mod ladder;
mod masks;
mod model_page;
mod models;
mod ngram;
mod one_word;
mod opening;
mod pruning;
mod reading;
mod saving;
mod segmentation;
mod serial;
mod settings;
mod snippet;
mod stages;
mod subwords;
mod vectors;
mod word2vec;
mod zh;
mod zooming;

pub use breaks::Breaks;
pub use compare::Compare;
pub use elmo::Elmo;
pub use generate::Generate;
pub use heads::Heads;
pub use ladder::Ladder;
pub use masks::Masks;
pub use model_page::ModelPage;
pub use models::Models;
pub use ngram::{Learnt, Ngram};
pub use one_word::OneWord;
pub use opening::Opening;
pub use pruning::{Pruned, Pruning};
pub use reading::Reading;
pub use saving::Saving;
pub use segmentation::Segmentation;
pub use serial::Serial;
pub use settings::Settings;
pub use snippet::Snippet;
pub use stages::Stages;
pub use subwords::{Joined, Subwords};
pub use vectors::{Ready, Vectors};
pub use word2vec::Word2vec;
pub use zooming::{Shared, Sight, Zooming};

use crate::chart::{Colormap, Scale};
use crate::engine::{Asset, Progress, Trouble};
use crate::model::pretrained::Family;
use crate::model::{Mask, RuleKind};
use crate::state::{Language, Notice, Theme};
use crate::text::Tokenizer;

/// The words of one language.
#[expect(missing_docs, reason = "each name says where its string stands; the strings are in en.rs and zh.rs")]
pub struct Strings {
    // The frame.
    pub tagline: &'static str,
    pub skip: &'static str,
    pub exhibits: &'static str,
    pub chapter: fn(chapter: &str) -> String,
    pub language: &'static str,
    pub language_name: &'static str,
    pub theme: &'static str,
    pub theme_name: fn(Theme) -> &'static str,
    pub share: &'static str,
    pub shared: &'static str,
    pub not_shared: &'static str,
    pub too_long_to_share: &'static str,
    pub help: &'static str,
    pub projector: &'static str,
    pub leave_projector: &'static str,
    pub close: &'static str,
    pub notes: &'static str,
    pub open_in_heedmap: &'static str,
    pub loading: &'static str,

    // The text and the settings.
    pub example: &'static str,
    pub text: &'static str,
    pub text_hint: &'static str,
    pub back_to_example: &'static str,
    pub tokenizer: &'static str,
    pub tokenizer_name: fn(Tokenizer) -> &'static str,
    pub model: &'static str,
    pub d_model: &'static str,
    pub n_heads: &'static str,
    pub seed: &'static str,
    pub mask: &'static str,
    pub mask_name: fn(RuleKind) -> &'static str,
    pub mask_text: fn(&Mask) -> String,
    pub causal_switch: &'static str,
    pub scale: &'static str,
    pub scale_name: fn(Scale) -> &'static str,
    /// The same where there are no heads.
    pub scale_of_matrix: fn(Scale) -> &'static str,
    pub colormap: &'static str,
    pub colormap_name: fn(Colormap) -> &'static str,
    pub as_table: &'static str,

    // Tokens.
    pub tokens: &'static str,
    pub tokens_intro: &'static str,
    pub tokens_note: fn(Option<usize>) -> String,
    pub tokens_counted: fn(Counts) -> String,
    pub id: &'static str,
    pub bytes: &'static str,
    pub no_tokens: &'static str,
    pub tokens_cut: fn(found: usize, kept: usize) -> String,

    // Attention.
    pub attention: &'static str,
    pub attention_intro: &'static str,
    pub query: &'static str,
    pub key: &'static str,
    pub head: fn(number: usize) -> String,
    pub all_heads: &'static str,
    pub all_heads_note: &'static str,
    pub weights_of: fn(head: usize) -> String,
    pub untrained: fn(seed: u32) -> String,
    pub weight_share: &'static str,
    pub scale_title: fn(name: &str, is_of_all_heads: bool, scale: Scale, map: &str) -> String,
    pub blocked: &'static str,
    pub formulas: &'static str,
    pub formulas_note: &'static str,
    pub weights_summary: fn(head: usize, n_query: usize, n_key: usize, largest: f32, query: &str, key: &str) -> String,

    // The inspector.
    pub inspector: &'static str,
    pub inspector_hint: &'static str,
    pub quote: fn(&str) -> String,
    pub percent: fn(number: &str) -> String,
    pub list: fn(&[String]) -> String,
    pub looks_at: fn(Look) -> String,
    pub spoken: fn(Look) -> String,
    pub weight: &'static str,
    pub score: &'static str,
    pub row_sum: &'static str,
    pub masked_score: &'static str,
    pub where_from: &'static str,
    pub product: &'static str,
    pub more_terms: fn(usize) -> String,
    pub show_full: &'static str,

    // What happens.
    pub asset_name: fn(Asset) -> &'static str,
    pub working: &'static str,
    pub progress: fn(Progress) -> String,
    pub stop: &'static str,
    pub again: &'static str,
    pub dismiss: &'static str,
    pub trouble: fn(&Trouble) -> String,
    pub notice: fn(&Notice) -> String,
    pub options_are_no_object: &'static str,

    // A page or a topic each.
    pub compare: Compare,
    pub one_word: OneWord,
    pub opening: Opening,
    pub pruning: Pruning,
    pub settings: Settings,
    pub stages: Stages,
    pub segmentation: Segmentation,
    pub ngram: Ngram,
    pub word2vec: Word2vec,
    pub subwords: Subwords,
    pub vectors: Vectors,
    pub elmo: Elmo,
    pub ladder: Ladder,
    pub serial: Serial,
    pub generate: Generate,
    pub heads: Heads,
    pub masks: Masks,
    pub saving: Saving,
    pub zooming: Zooming,
    pub breaks: Breaks,
    pub models: Models,
    pub reading: Reading,
    pub model_page: ModelPage,
    pub snippet: Snippet,

    // Keys.
    pub keys_title: &'static str,
    pub keys: &'static [(&'static str, &'static str)],
    pub use_keys: &'static str,
}

/// What a text amounts to.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Counts {
    pub n_tokens: usize,
    pub n_distinct: usize,
    pub n_characters: usize,
    pub n_bytes: usize,
}

/// A query looking at a key.
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    /// The query's row, from 1.
    pub row: usize,
    /// The query's text.
    pub query: &'a str,
    /// The key's text.
    pub key: &'a str,
    /// The weight, with two decimals.
    pub weight: &'a str,
    /// Whether no other key of the row has more.
    pub is_largest: bool,
    /// Whether the mask blocks the key.
    pub is_blocked: bool,
    /// Whether it blocks every key, so that there is nothing to share out.
    pub is_blind: bool,
}

/// The families of models that can be run, in a row.
fn families(between: &str) -> String {
    Family::ALL.iter().map(|family| family.model_type()).collect::<Vec<_>>().join(between)
}

/// The words of a language.
#[must_use]
pub fn strings(language: Language) -> &'static Strings {
    match language {
        Language::En => &en::STRINGS,
        Language::Zh => &zh::STRINGS,
    }
}
