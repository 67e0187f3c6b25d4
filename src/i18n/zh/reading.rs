//! 预训练模型，中文。

use crate::i18n::Reading;

pub(super) const READING: Reading = Reading {
    title: "模型",
    intro: "训练好的模型来读你的文本：每层每头看向哪里，每个数从何而来。",
    model: "模型",
    no_writer: |model| format!("模型{model}不能续写：它同时看前后文，或者没有预测用的输出层。请选一个解码器。"),
    trained: |model| format!("已训练：{model}"),
};
