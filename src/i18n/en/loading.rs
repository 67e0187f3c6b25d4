//! English: what is loaded or computed, and how far it is.

use crate::engine::{Asset, Doing, Progress};
use crate::text::Ready;

/// The name of a file that an answer needs.
pub(super) fn asset_name(asset: Asset) -> &'static str {
    match asset {
        Asset::Jieba | Asset::JiebaHmm => "Chinese dictionary",
        Asset::Gpt2 => "vocabulary of GPT-2",
        Asset::Corpus(_) => "text to learn from",
        Asset::Vectors(_) | Asset::VectorFile => "word vectors",
        Asset::Ready(Ready::BertBaseUncased | Ready::BertBaseChinese) => "vocabulary of BERT",
        Asset::Ready(Ready::Unigram) => "Unigram vocabulary",
        Asset::Ready(Ready::Loaded(_)) => "tokenizer.json",
        Asset::ElmoVocabulary(_) | Asset::ElmoWeights(_) => "ELMo",
        Asset::Model | Asset::Beside => "model",
    }
}

/// What is done, and how far.
pub(super) fn progress(Progress { doing, done, total }: Progress) -> String {
    match doing {
        Doing::Loading(asset) if total > 0 => {
            format!("Loading the {}: {} of {} kB", asset_name(asset), done / 1_000, total / 1_000)
        }
        Doing::Loading(asset) => format!("Loading the {}: {} kB", asset_name(asset), done / 1_000),
        Doing::Attending => format!("Computing attention: head {done} of {total}"),
        Doing::Stepping => format!("Computing step by step: {done} of {total} tokens"),
        Doing::Learning => format!("Learning subwords: {done} of {total} tokens"),
        Doing::Embedding => format!("Learning vectors: {done} of {total} parts"),
        Doing::Pruning => format!("Learning subwords: step {done} of about {total}"),
        Doing::Reading => format!("The model reads: layer {done} of {total}"),
        Doing::Writing => format!("The model writes: token {done} of {total}"),
        Doing::Training => format!("Training: step {done} of {total}"),
        Doing::Timing => format!("Measuring: {done} of {total} lengths"),
    }
}
