//! The vector space model.

use crate::repr::vsm::{Idf, Norm, Preset, Tf};
use crate::text::Tokenizer;

/// The words of the page.
#[expect(missing_docs, reason = "each name says where its string stands")]
pub struct Vectors {
    pub title: &'static str,
    pub intro: &'static str,
    pub example: &'static str,
    pub example_query: &'static str,
    pub nothing: &'static str,
    pub no_terms: &'static str,

    // The settings.
    pub ready: &'static str,
    pub corpora: &'static [Ready],
    pub weighting: &'static str,
    pub preset_name: fn(Preset) -> &'static str,
    pub own_weighting: &'static str,
    pub tf: &'static str,
    pub tf_name: fn(Tf) -> &'static str,
    pub idf: &'static str,
    pub idf_name: fn(Idf) -> &'static str,
    pub norm: &'static str,
    pub norm_name: fn(Norm) -> &'static str,
    pub lower: &'static str,
    pub marks: &'static str,
    pub dimensions: &'static str,
    pub dimensions_hint: &'static str,
    pub query: &'static str,
    pub query_hint: &'static str,
    pub document: &'static str,
    pub shuffle: &'static str,

    // The matrices.
    pub strip: &'static str,
    pub documents: &'static str,
    pub terms: &'static str,
    pub scale_name: [&'static str; 4],
    pub summary: fn(name: &str, n_rows: usize, n_cols: usize) -> String,
    /// So many of so many documents and terms are shown.
    pub capped: fn(documents: (usize, usize), terms: (usize, usize)) -> String,

    // The numbers.
    pub sparsity: &'static str,
    pub sparsity_note: fn(n_terms: usize, n_dimensions: usize) -> String,
    pub meter: fn(n_zeros: u64, n: u64, percent: &str) -> String,
    pub numbers: &'static str,
    pub numbers_head: [&'static str; 2],
    /// Documents, tokens, terms, dimensions, numbers, ones or others that are not 0, zeros.
    pub numbers_rows: [&'static str; 7],
    pub ones: &'static str,

    // What is found.
    pub search: &'static str,
    pub search_note: fn(n_found: usize, n_documents: usize, n_shown: usize) -> String,
    pub search_none: &'static str,
    pub search_empty: &'static str,
    pub unknown: fn(terms: &[String]) -> String,
    pub search_head: [&'static str; 4],
    pub top: &'static str,
    pub top_note: &'static str,
    pub top_head: [&'static str; 2],
    pub order: fn(document: usize) -> String,
    pub order_note: fn(n_differing: usize, n_terms: usize, cosine: &str) -> String,
    pub order_no_terms: &'static str,
    pub as_written: &'static str,
    pub shuffled: &'static str,
    pub order_weights: &'static str,
    pub order_head: [&'static str; 3],
    pub order_cut: fn(shown: usize, n: usize) -> String,

    // A cell.
    pub counted: fn(term: &str, document: usize, count: usize) -> String,
    pub rare: fn(term: &str, df: usize, n: usize) -> String,
    pub weighs: fn(term: &str, document: usize, weight: &str) -> String,
    pub alike: fn(a: usize, b: usize, cosine: &str, n_shared: usize) -> String,
    pub not_there: &'static str,
    pub tokens_of: fn(n: usize) -> String,
    pub hidden: &'static str,
    pub empty_vector: &'static str,
    pub fact_names: [&'static str; 5],
}

/// Documents that are ready, with what shows them best.
#[expect(missing_docs, reason = "the names are those of the state's fields")]
pub struct Ready {
    pub name: &'static str,
    /// `None` is the page's own example.
    pub text: Option<&'static str>,
    pub tokenizer: Tokenizer,
    pub preset: Preset,
    pub dimensions: Option<usize>,
    pub query: Option<&'static str>,
}
