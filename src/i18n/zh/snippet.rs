//! Chinese: a screen as a script of Python.

use crate::i18n::Snippet;

pub(super) const SNIPPET: Snippet = Snippet {
    random: "由键和序号得出的随机数：SplitMix64",
    embed: "词元的向量只取决于它的文本和种子",
    vectors: "一维表示是哪个词元，一维表示站在哪里",
    data: "矩阵的字节：base64编码的float32",
    by_hand: "手工构造：前面的维度对应不同的词元，后面的对应位置",
    share: "每组查询头共用一个键头",
    padding: "空词元是填充",
    not_a_number: "这里出现NaN并不是错误",
    heads_off: |heads| {
        let list: Vec<String> = heads.iter().map(usize::to_string).collect();
        format!("关掉第{}头", list.join("、"))
    },
    at_once: "PyTorch 2一次调用就能算完，结果必须一致",
};
