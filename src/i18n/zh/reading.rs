//! 预训练模型，中文。

use crate::i18n::Reading;

pub(super) const READING: Reading = Reading {
    title: "模型",
    intro: "训练好的模型来读你的文本：每层每头看向哪里，每个数从何而来。",
    model: "模型",
    no_head: |n_layers, n_heads| {
        format!("这个模型的层是0到{}，每层的头是0到{}；layers和heads只能取其中的值。", n_layers - 1, n_heads - 1)
    },
    too_much: |(n_layers, n_heads), n_tokens, vocab_size, most| {
        let numbers = n_layers * n_heads * n_tokens * n_tokens + n_tokens * vocab_size;
        format!(
            "{n_layers} × {n_heads}个头 × {n_tokens} × {n_tokens}个权重，加上{n_tokens} × {vocab_size}个得分，共{numbers}个数，超过一次能交出的{most}个。请只选一部分，例如layers: [0]、heads: [0, 1]，或缩短文本。"
        )
    },
    trained: |model| format!("已训练：{model}"),
};
