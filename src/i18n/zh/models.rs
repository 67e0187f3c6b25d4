//! 读者自己的预训练模型，中文。

use super::model_faults;
use crate::i18n::Models;

pub(super) const MODELS: Models = Models {
    title: "打开模型",
    note: "模型是一个Hugging Face文件夹：config.json、tokenizer.json和model.safetensors。选择这些文件，或把文件或文件夹拖到页面任意处；文件不会离开浏览器。能运行BERT、RoBERTa、DistilBERT、GPT-2、Llama、Mistral、Qwen2和Qwen3。",
    files: "文件",
    folder: "或文件夹",
    address: "或文件夹的网址",
    open: "打开",
    kept: "存在本浏览器里的",
    nothing_kept: "还没有存下的模型。打开过的模型会存下来，下次不用联网。",
    size: |bytes| format!("{:.1} MB", bytes as f64 / 1e6),
    half: "没有下载完",
    show: |name| format!("显示{name}"),
    delete: "删除",
    delete_model: |name| format!("删除{name}"),
    no_files: "loadModel需要模型的各个文件（都带文件名），或一个网址。",
    fault: model_faults::sentence,
    no_room: |name| format!("{name}已打开，但浏览器没有空间存下它。请删掉一个存着的模型，否则下次要重新打开。"),
    no_storage: |name| format!("{name}已打开，但浏览器在这里不存文件，下次要重新打开。"),
};
