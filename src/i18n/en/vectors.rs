//! English: the vector space model.

use super::many;
use crate::i18n::{Ready, Vectors, zh};
use crate::repr::vsm::{Idf, Norm, Preset, Tf};
use crate::text::Tokenizer;

pub(super) const VECTORS: Vectors = Vectors {
    title: "Vectors (VSM)",
    intro: "Each line is a document, and each document becomes a vector: one dimension for each term, one number for how much the term counts there. Texts can then be compared and searched by arithmetic.",
    example: "The cat chases the dog.\nThe dog chases the cat.\nA cat sleeps by the lotus pond.\nThe lotus blooms in the pond.\nThe bridge is long.\nThe long bridge crosses the river.",
    example_query: "lotus pond",
    nothing: "There are no documents yet. Write or paste some above, one a line, or drop text files on the page.",
    no_terms: "No document has a term: punctuation does not count as one, unless you choose so under More settings.",

    ready: "Examples",
    corpora: &[
        Ready {
            name: "Six short texts",
            text: None,
            tokenizer: Tokenizer::Words,
            preset: Preset::TfIdfSklearn,
            dimensions: None,
            query: None,
        },
        Ready {
            name: "From the notes",
            text: Some(zh::NOTES_SENTENCE),
            tokenizer: Tokenizer::Jieba,
            preset: Preset::Binary,
            dimensions: Some(16_384),
            query: Some(zh::NOTES_QUERY),
        },
        Ready {
            name: "Who bites whom?",
            text: Some("The dog bites the man.\nThe man bites the dog."),
            tokenizer: Tokenizer::Words,
            preset: Preset::Counts,
            dimensions: None,
            query: Some("man bites"),
        },
        Ready {
            name: "Same sense, other words",
            text: Some("The lotus is beautiful.\nThese water lilies look lovely."),
            tokenizer: Tokenizer::Words,
            preset: Preset::Counts,
            dimensions: None,
            query: Some("beautiful lilies"),
        },
    ],
    weighting: "Weights",
    preset_name: |preset| match preset {
        Preset::Counts => "Counts",
        Preset::Binary => "Binary (there or not)",
        Preset::Tf => "TF",
        Preset::Idf => "IDF",
        Preset::TfIdf => "TF-IDF (textbook)",
        Preset::TfIdfSklearn => "TF-IDF (scikit-learn)",
        Preset::TfIdfSublinear => "TF-IDF (scikit-learn, sublinear)",
    },
    own_weighting: "Your own mix",
    tf: "Term frequency tf",
    tf_name: |tf| match tf {
        Tf::Count => "count n",
        Tf::Binary => "1 if n > 0",
        Tf::Frequency => "n ÷ tokens of the document",
        Tf::Sublinear => "1 + ln n",
    },
    idf: "Inverse document frequency idf",
    idf_name: |idf| match idf {
        Idf::None => "none",
        Idf::Textbook => "ln(N ÷ df)",
        Idf::PlusOne => "ln(N ÷ df) + 1",
        Idf::Smooth => "ln((1 + N) ÷ (1 + df)) + 1",
    },
    norm: "Norm",
    norm_name: |norm| match norm {
        Norm::None => "none",
        Norm::L1 => "L1: numbers sum to 1",
        Norm::L2 => "L2: length 1",
    },
    lower: "Upper case as lower case",
    marks: "Punctuation counts",
    dimensions: "Size of the vocabulary",
    dimensions_hint: "as many as terms",
    query: "Query",
    query_hint: "Words to search for",
    document: "Document",
    shuffle: "Shuffle",

    strip: "From counts to similarity",
    documents: "Document",
    terms: "Term",
    scale_name: ["Count n", "Rarity idf", "Weight w", "Cosine"],
    summary: |name, n_rows, n_cols| format!("{name}: {} by {}.", many(n_rows, "row"), many(n_cols, "column")),
    capped: |documents, terms| {
        let part = |(shown, n): (usize, usize), which: &str, name: &str| {
            (shown < n).then(|| format!("the {which} {shown} of {n} {name}"))
        };
        let parts: Vec<String> = [part(documents, "first", "documents"), part(terms, "most frequent", "terms")]
            .into_iter()
            .flatten()
            .collect();
        format!("There is room for {}; search and similarity use all.", parts.join(" and "))
    },

    sparsity: "Sparsity",
    sparsity_note: |n_terms, n_dimensions| match n_dimensions.checked_sub(n_terms) {
        Some(0) | None => {
            let dimensions = many(n_terms, "dimension");
            format!("Each document’s vector has {dimensions}, one for each term of all documents together.")
        }
        Some(n) => format!(
            "The vocabulary is said to have {n_dimensions} words. These documents use {n_terms}; the other {n} stand in none, so their numbers are 0 by definition and are not drawn."
        ),
    },
    meter: |n_zeros, n, percent| format!("{n_zeros} / {n} = {percent} of all numbers are 0"),
    numbers: "In numbers",
    numbers_head: ["What", "How many"],
    numbers_rows: [
        "Documents",
        "Tokens",
        "Different terms",
        "Dimensions",
        "Numbers in all vectors",
        "of them not 0",
        "of them 0",
    ],
    ones: "of them 1",

    search: "Search",
    search_note: |n_found, n_documents, n_shown| {
        let share = if n_found == 1 { "shares" } else { "share" };
        let shown = if n_shown < n_found { format!(" The nearest {n_shown} are listed.") } else { String::new() };
        format!(
            "{n_found} of {n_documents} documents {share} a term that counts with the query.{shown} The score is the cosine between the query’s vector and theirs."
        )
    },
    search_none: "No document shares a term that counts with the query. To this model, words that are spelt differently have nothing to do with each other.",
    search_empty: "Write some words to find the documents nearest to them.",
    unknown: |terms| format!("No document has “{}”.", terms.join("”, “")),
    search_head: ["Rank", "Score", "Document", "Shared terms"],
    top: "Top terms",
    top_note: "The terms that count most in each document.",
    top_head: ["Document", "Heaviest terms"],
    order: |document| format!("Order is lost: document {document}, shuffled"),
    order_note: |n_differing, n_terms, cosine| match n_differing {
        0 => format!(
            "Its {} as written and shuffled: none differs, their cosine is {cosine}. The model cannot tell the two texts apart.",
            many(n_terms, "weight")
        ),
        1 => format!("1 of {n_terms} weights differs, the cosine is {cosine}."),
        n => format!("{n} of {n_terms} weights differ, the cosine is {cosine}."),
    },
    order_no_terms: "This document has no term to be shuffled.",
    as_written: "As written",
    shuffled: "Shuffled",
    order_weights: "Both vectors",
    order_head: ["Term", "As written", "Shuffled"],
    order_cut: |shown, n| {
        if shown < n {
            format!("The first {shown} of {n} terms.")
        } else {
            "Numbers that are not listed are 0 in both.".into()
        }
    },

    counted: |term, document, count| match count {
        0 => format!("“{term}” does not stand in document {document}."),
        1 => format!("“{term}” stands once in document {document}."),
        n => format!("“{term}” stands {n} times in document {document}."),
    },
    rare: |term, df, n| format!("“{term}” stands in {df} of {n} documents."),
    weighs: |term, document, weight| format!("“{term}” counts {weight} in document {document}."),
    alike: |a, b, cosine, n_shared| {
        let terms = many(n_shared, "term");
        format!("Documents {a} and {b} share {terms}; the cosine of the angle between their vectors is {cosine}.")
    },
    not_there: "It is not there: n = 0, so the weight is 0.",
    tokens_of: |n| format!("{n} (tokens)"),
    hidden: "There is no room for all terms here, so the sum is not written out.",
    empty_vector: "One of the two vectors is nothing but 0, so there is no angle; the cosine counts as 0.",
    fact_names: ["count n", "tf", "idf", "norm", "weight w"],
};
