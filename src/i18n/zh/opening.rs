//! Chinese: the names of tokenizers, and those of the reader's own.

use crate::i18n::Opening;
use crate::text::Tokenizer;
use crate::text::tokenizer_json::{Fault, MAX_BYTES, MAX_ENTRIES};

pub(super) const OPENING: Opening = Opening {
    title: "自己的tokenizer.json",
    note: "任何Hugging Face的tokenizer.json都能在这里切分你的文本，用它自己的编号。选择文件，或把文件拖到页面任意处；文件不会离开浏览器。",
    file: "文件",
    address: "或它在本站的地址",
    open: "打开",
    fault: |name, fault| match fault {
        Fault::TooLarge => format!("{name}太大：最多能读{} MB。", MAX_BYTES >> 20),
        Fault::EndsEarly => format!("{name}不完整，内容中途断了，可能没有复制完。"),
        Fault::NotJson { line, column } => format!("{name}不是JSON：第{line}行第{column}列有误。"),
        Fault::Wrong(part) => format!("{name}不是分词器：缺少“{part}”，或其内容不对。"),
        Fault::UnknownModel(kind) => {
            format!("{name}的模型类型是“{kind}”；认得的有BPE、WordPiece、Unigram和WordLevel。")
        }
        Fault::TooMany { part, n } => format!("{name}的“{part}”有{n}项，最多能读{MAX_ENTRIES}项。"),
        Fault::Merge { number, token } => format!("{name}的第{number}次合并要用词元“{token}”，词表里没有。"),
        Fault::Cycle { number } => format!("{name}的第{number}次合并有一边是空的，这样会合并个没完。"),
        Fault::NoUnknown(token) => format!("{name}的未知词元“{token}”不在词表里。"),
        Fault::Refused(reason) => format!("{name}不能用：{reason}"),
    },
    not_loaded: |slug| format!("“{slug}”切分所用的文件没有在这里打开，请重新打开。"),
    elsewhere: |address| format!("“{address}”不在本站，本页不访问别的网站。请把文件存下来，再从本机打开。"),
};

pub(super) fn tokenizer_name(tokenizer: Tokenizer) -> &'static str {
    match tokenizer {
        Tokenizer::Bytes => "字节（UTF-8）",
        Tokenizer::Characters => "字符",
        Tokenizer::Words => "词（Unicode规则）",
        Tokenizer::Whitespace => "词（按空白切分）",
        Tokenizer::Fmm => "中文分词（正向最大匹配）",
        Tokenizer::Bmm => "中文分词（逆向最大匹配）",
        Tokenizer::Bimm => "中文分词（双向最大匹配）",
        Tokenizer::JiebaNoHmm => "中文分词（jieba，不用HMM）",
        Tokenizer::Jieba => "中文分词（jieba）",
        Tokenizer::Gpt2 => "子词（GPT-2）",
        Tokenizer::BertBaseUncased => "子词（BERT英文，不分大小写）",
        Tokenizer::BertBaseChinese => "子词（BERT中文）",
        Tokenizer::Unigram => "子词（Unigram，中英文）",
        Tokenizer::Loaded | Tokenizer::Loaded2 | Tokenizer::Loaded3 | Tokenizer::Loaded4 => "tokenizer.json",
    }
}
