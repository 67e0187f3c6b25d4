//! Chinese: several tokenizers on one text.

use crate::i18n::Compare;

pub(super) const COMPARE: Compare = Compare {
    title: "分词器对比",
    intro: "同一段文本，最多用四种分词器切分：各自的词元和编号，哪里切得不同，词元与字符、字节怎样对应。",
    with: |number| format!("分词器{number}"),
    add: "添加",
    none: "无",
    cuts: "并排对照",
    cuts_note: "粗框的词元，起点或终点不是所有分词器都切的地方。词元下面是编号。",
    counts: "数量",
    counts_note: |n_shared| format!("文本内部有{n_shared}处是所有分词器共同的边界。"),
    counts_head: ["分词器", "词元数", "每词元字符数", "每词元字节数", "不同词元", "边界数"],
    pairs: "两两比较边界",
    pairs_note: "两者都切的位置数／至少一方切的位置数，只算文本内部。",
    aligned: "字符、字节、词元",
    aligned_note: |shown, n| match shown == n {
        true => {
            "每一列是UTF-8的一个字节。一个字符有一到四个字节，带连接符的表情更多；词元可能只是字符的一部分。".into()
        }
        false => format!("只显示{n}个字节中的前{shown}个。每一列是UTF-8的一个字节；词元可能只是字符的一部分。"),
    },
    characters: "字符",
    bytes: "字节",
};
