//! 文件夹为何不是模型，模型为何读不了文本，中文。

use super::opening;
use crate::engine::{FolderFault, Silence};
use crate::file::safetensors::{IndexError, SafetensorsError};
use crate::i18n::families;
use crate::model::pretrained::{ConfigFault, LoadFault, RunFault};

/// The sentence.
pub(super) fn sentence(name: &str, fault: &FolderFault) -> String {
    let said = match fault {
        FolderFault::NotKept => {
            return format!("本浏览器没有存名为“{name}”的模型，请重新打开它的文件或网址。");
        }
        FolderFault::Tokenizer(fault) => return (opening::OPENING.fault)(&format!("{name}的tokenizer.json"), fault),
        FolderFault::Missing { file } => {
            format!("缺少{file}。一个模型要有config.json、tokenizer.json和model.safetensors")
        }
        FolderFault::Status { file, status: status @ (404 | 410) } => format!("此网址没有{file}（HTTP {status}）"),
        FolderFault::Status { file, status } => format!("服务器不给{file}（HTTP {status}）"),
        FolderFault::Html { file } => format!("服务器用网页代替了{file}。网址须是文件本身所在的文件夹"),
        FolderFault::Pointer { file } => {
            format!("{file}不是文件本身，只是Git LFS的指针。用“git lfs pull”取回文件本身")
        }
        FolderFault::NoAnswer { silence: Silence::Offline, .. } => "没有网络。请联网，或从本机打开文件".into(),
        FolderFault::NoAnswer { server, silence: Silence::Unreachable } => format!("连不上{server}"),
        FolderFault::NoAnswer { server, silence: Silence::Forbidden } => format!(
            "{server}有回应，但不许本页读它的文件。它须随文件发送“Access-Control-Allow-Origin: *”这一标头；也可以把文件存下来，再从本机打开"
        ),
        FolderFault::BrokeOff { file, done: 0, total: 0 } => format!("{file}读不出来"),
        FolderFault::BrokeOff { file, done, total: 0 } => format!("{file}收到{done}字节后中断"),
        FolderFault::BrokeOff { file, done, total } => format!("{file}共{total}字节，收到{done}字节后中断"),
        FolderFault::TooLarge { file, most } => format!("{file}超过{most}字节，不会是这种文件"),
        FolderFault::Config(fault) => config(fault),
        FolderFault::Index(error) => format!("model.safetensors.index.json{}", index(error)),
        FolderFault::File { file, error } => format!("{file}{}", safetensors(error)),
        FolderFault::Weights(fault) => weights(fault),
        FolderFault::Vocabulary { n_tokens, vocab_size } => {
            format!("分词器有{n_tokens}个词元，模型只认得{vocab_size}个，两者不是一套")
        }
        FolderFault::Text(reason) => format!("它的分词器切不了这段文本：{reason}"),
        FolderFault::Run(fault) => run(fault),
        FolderFault::NoWriter => "它同时看前后文，或者没有预测用的输出层，不能续写。请选一个解码器".into(),
        FolderFault::NotNumbers => "它给出的分数没有一个是数，无从选择；权重里可能有NaN".into(),
    };
    format!("{name}：{said}。")
}

fn config(fault: &ConfigFault) -> String {
    match fault {
        ConfigFault::NotJson => "config.json不是JSON对象".into(),
        ConfigFault::ModelType { model_type: Some(kind) } => {
            format!("这里运行不了“{kind}”类型的模型，能运行的有{}", families("、"))
        }
        ConfigFault::ModelType { model_type: None } => {
            format!("config.json没有“model_type”，能运行的有{}", families("、"))
        }
        ConfigFault::Missing { field } => format!("config.json缺少“{field}”"),
        ConfigFault::Invalid { field, value } => format!("config.json里“{field}”是{value}，不可能如此"),
        ConfigFault::Unsupported { field, value } => format!("config.json要求“{field}”为{value}，这里还不支持"),
        ConfigFault::Indivisible { d_model, n_heads } => {
            format!("config.json要把宽度{d_model}平分给{n_heads}个头，分不尽")
        }
        ConfigFault::Ungroupable { n_heads, n_kv_heads } => {
            format!("config.json要让{n_heads}个头平均共用{n_kv_heads}个键头，分不尽")
        }
        ConfigFault::TooLarge { n_parameters, bytes, limit } => {
            format!("{n_parameters}个参数 × 4字节 = {bytes}字节，而网页最多放得下{limit}字节。没有下载权重")
        }
    }
}

fn index(error: &IndexError) -> String {
    match error {
        IndexError::Malformed => "不是含有“weight_map”的JSON".into(),
        IndexError::Empty => "没有列出文件".into(),
        IndexError::Elsewhere { file } => format!("列出的“{file}”不在同一文件夹里"),
    }
}

fn safetensors(error: &SafetensorsError) -> String {
    match error {
        SafetensorsError::HeaderTooLarge { claimed } => {
            format!("自称文件头有{claimed}字节，safetensors文件不会如此")
        }
        SafetensorsError::Header => "的文件头读不出来".into(),
        SafetensorsError::Entry { tensor } => format!("没有写明张量“{tensor}”的类型、形状和位置"),
        SafetensorsError::Dtype { tensor, dtype } => {
            format!("的“{tensor}”是{dtype}类型的数；能读的有F32、F16和BF16")
        }
        SafetensorsError::Size { tensor, expected: Some(expected), found } => {
            format!("的“{tensor}”占{found}字节，按形状应占{expected}字节")
        }
        SafetensorsError::Size { tensor, expected: None, .. } => format!("的“{tensor}”形状大得数不过来"),
        SafetensorsError::Offsets { tensor } => format!("的“{tensor}”与别的张量重叠，或前面留有空隙"),
        SafetensorsError::Truncated { tensor: Some(tensor), expected, found } => {
            format!("在“{tensor}”中间断了，共应{expected}字节，只有{found}字节")
        }
        SafetensorsError::Truncated { tensor: None, expected, found } => {
            format!("在文件头里就断了，至少应有{expected}字节，只有{found}字节")
        }
        SafetensorsError::Trailing { expected } => format!("应有{expected}字节，后面却还有内容"),
        SafetensorsError::Memory { tensor } => format!("的“{tensor}”放不进内存"),
    }
}

fn weights(fault: &LoadFault) -> String {
    match fault {
        LoadFault::Missing { tensor } => format!("所有文件里都没有张量“{tensor}”"),
        LoadFault::Shape { tensor, expected, found } => {
            format!("张量“{tensor}”的形状是{found:?}，按config.json应为{expected:?}")
        }
        LoadFault::NotFinite { tensor, index } => format!("张量“{tensor}”的第{index}个数（从0数起）是NaN或无穷"),
    }
}

fn run(fault: &RunFault) -> String {
    match fault {
        RunFault::Empty => "没有词元可读".into(),
        RunFault::Token { id, vocab_size } => {
            format!("分词器给出词元{id}，模型只认得从0到{}的词元", vocab_size.saturating_sub(1))
        }
        RunFault::Segments { n_segments } => format!("它只区分{n_segments}种片段，文本里有别的"),
        RunFault::TooLong { n_tokens, most } => {
            format!("文本有{n_tokens}个词元，模型只有{most}个位置。请缩短文本")
        }
    }
}
