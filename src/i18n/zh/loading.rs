//! Chinese: what is loaded or computed, and how far it is.

use crate::engine::{Asset, Doing, Progress};
use crate::text::Ready;

/// The name of a file that an answer needs.
pub(super) fn asset_name(asset: Asset) -> &'static str {
    match asset {
        Asset::Jieba | Asset::JiebaHmm => "中文词典",
        Asset::Gpt2 => "GPT-2的词表",
        Asset::Corpus(_) => "学习用的文本",
        Asset::Vectors(_) | Asset::VectorFile => "词向量",
        Asset::Ready(Ready::BertBaseUncased | Ready::BertBaseChinese) => "BERT的词表",
        Asset::Ready(Ready::Unigram) => "Unigram词表",
        Asset::Ready(Ready::Loaded(_)) => "tokenizer.json",
        Asset::ElmoVocabulary(_) | Asset::ElmoWeights(_) => "ELMo",
        Asset::Model | Asset::Beside => "模型",
    }
}

/// What is done, and how far.
pub(super) fn progress(Progress { doing, done, total }: Progress) -> String {
    match doing {
        Doing::Loading(asset) if total > 0 => {
            format!("正在加载{}：{} / {} kB", asset_name(asset), done / 1_000, total / 1_000)
        }
        Doing::Loading(asset) => format!("正在加载{}：{} kB", asset_name(asset), done / 1_000),
        Doing::Attending => format!("正在计算注意力：第{done}头，共{total}头"),
        Doing::Stepping => format!("正在逐步计算：第{done}个词元，共{total}个"),
        Doing::Learning => format!("正在学习子词：第{done}个词元，共{total}个"),
        Doing::Embedding => format!("正在学习词向量：第{done}份，共{total}份"),
        Doing::Pruning => format!("正在学习子词：第{done}步，共约{total}步"),
        Doing::Reading => format!("模型正在读：第{done}层，共{total}层"),
        Doing::Writing => format!("模型续写中：第{done}个词元，共{total}个"),
        Doing::Training => format!("正在训练：第{done}步，共{total}步"),
        Doing::Timing => format!("正在测时：已测{done}种长度，共{total}种"),
    }
}
