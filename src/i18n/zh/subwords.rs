//! Chinese: a vocabulary of subwords, learnt merge by merge.

use crate::i18n::{Joined, Subwords};
use crate::text::bpe::Unit;
use crate::text::subwords::{Corpus, Kind};

pub(super) const SUBWORDS: Subwords = Subwords {
    title: "子词切分",
    intro: "从你的文本里学出词表：一次又一次，把相邻的一对合并成一个词元。字节对编码（BPE）取次数最多的一对，WordPiece取得分最高的一对；Unigram反过来，从一个过大的词表剪枝。",
    example: "荷花池里的荷花开了，荷花很美。小猫看荷花，小狗也看荷花。小猫很小，小狗也很小，荷花池很大。",
    kind: "学习方法",
    kind_name: |kind| match kind {
        Kind::Bpe => "BPE（按字符）",
        Kind::ByteBpe => "BPE（按字节）",
        Kind::Wordpiece => "WordPiece（按得分）",
        Kind::WordpieceCount => "WordPiece（按次数，同tokenizers库）",
        Kind::SentencepieceBpe => "SentencePiece：BPE",
        Kind::Unigram => "SentencePiece：Unigram",
    },
    corpus: "学习的文本",
    corpus_name: |corpus| match corpus {
        Corpus::Text => "你的文本",
        Corpus::UdhrEn => "《世界人权宣言》英文",
        Corpus::UdhrZh => "《世界人权宣言》中文",
    },
    vocab_size: "词表大小vocab_size",
    step: |step, n| format!("第{step}次合并，共{n}次"),
    no_merge: |unit| match unit {
        Unit::Characters => "还没有合并：每个词都是一串字符。",
        Unit::Bytes => "还没有合并：每个词都是一串字节，连同前面的空格。",
        Unit::Pieces | Unit::CountedPieces => "还没有合并：每个词都是一串字符，词首以外的字符前面带##。",
        Unit::Spaced => "还没有合并：每个词都是一串字符，第一个是▁，即词前的空格。",
    },
    merge: |Joined { number, left, right, made, id, count, score }| {
        let made = format!("第{number}次合并：「{left}」和「{right}」相邻{count}次，合成「{made}」，编号{id}。");
        match score {
            Some(score) => format!("{made}得分{score}，是最高的。"),
            None => made,
        }
    },
    pairs: "此刻的相邻对",
    pairs_note: |unit| match unit {
        Unit::Pieces => {
            "得分最高的排第一，下一次就合并它。得分是相邻的次数除以两个词元各自次数的乘积：总在一起出现的对得分高。得分相同，编号小的在前。"
        }
        Unit::Characters | Unit::Bytes | Unit::CountedPieces | Unit::Spaced => {
            "次数最多的排第一，下一次就合并它；次数相同，编号小的在前。"
        }
    },
    no_pairs: "每个词都只剩一个词元了。",
    pairs_head: ["相邻对", "合并后", "次数"],
    score_head: ["各自次数", "得分"],
    words: "此刻的词",
    words_note: |shown, n| match shown == n {
        true => "文本里的词，以及此刻的组成。合并不会跨过词的边界。".into(),
        false => format!("{n}个词中最常见的{shown}个，以及此刻的组成。合并不会跨过词的边界。"),
    },
    words_head: ["词", "词元", "次数"],
    merges: "已有的合并",
    merges_note: |n_alphabet| format!("最近的在前。合并之前有{n_alphabet}个词元。"),
    merges_head: ["次序", "相邻对", "合成", "次数"],
    cut: "你的文本切成词元",
    cut_note: |unit| match unit {
        Unit::Characters => "用目前的合并切分。词与词之间的空白不是词元。",
        Unit::Bytes => "用目前的合并切分。只含半个字的词元，显示它的字节。",
        Unit::Pieces | Unit::CountedPieces => {
            "用目前的词元切分，不看合并的次序：每个词先取能匹配的最长词元，再从余下的部分取最长的。"
        }
        Unit::Spaced => "用目前的合并切分。文本先经NFKC规范化，空格变成▁。",
    },
    curve: "词表大了有什么好处",
    curve_note: "每一步之后，一个词元平均含多少个字符。",
    curve_y: "每个词元的字符数",
    curve_summary: |vocab_size, characters| {
        format!("每个词元的字符数随词表大小的变化；词表有{vocab_size}个词元时为{characters}。")
    },
};
