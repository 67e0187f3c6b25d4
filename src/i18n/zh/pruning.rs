//! Chinese: the unigram language model, a vocabulary that is pruned.

use crate::i18n::{Pruned, Pruning};
use crate::text::unigram::Kind;

pub(super) const PRUNING: Pruning = Pruning {
    step: |step, last| format!("第{step}步，共{last}步"),
    told: |kind, Pruned { vocab_size, n_dropped, n_lost, n_unknown, loss }| {
        let told = match kind {
            Kind::Seed => {
                format!("种子词表：词里重复出现的所有字符串，共{vocab_size}个片段。出现得越多、越长，初始概率越大。")
            }
            Kind::Em { iteration } => format!(
                "EM第{}轮：每个词的所有切法按各自的概率计数，计数再变成新的概率。{}{vocab_size}个。",
                iteration + 1,
                match n_dropped {
                    0 => "没有期望不到半次的片段，仍有".into(),
                    n => format!("期望不到半次的{n}个片段去掉，剩"),
                }
            ),
            Kind::Pruned => format!("剪枝：去掉{n_lost}个片段，少了它们文本的概率损失最小；剩{vocab_size}个。"),
            Kind::Vocabulary => {
                let dropped = if n_dropped == 0 { String::new() } else { format!("去掉多余的{n_dropped}个，") };
                format!("词表：文本的每个字符都补回来，{dropped}共{vocab_size}个片段。")
            }
        };
        let unknown = match n_unknown {
            0 => String::new(),
            n => format!("此刻文本有{n}个未知词元，字符补回来之后就没有了。"),
        };
        format!("{told}损失为{loss}。{unknown}")
    },
    pieces: "此刻的片段",
    pieces_note: |shown, n_single| {
        format!(
            "概率最大的{shown}个多字符片段，另有{n_single}个单字符片段。期望：所有切法按概率计，它在文本里出现几次；用到：最优切法里出现几次。"
        )
    },
    pieces_head: ["片段", "编号", "ln p", "期望", "用到"],
    words_note: |shown, n| match shown == n {
        true => "文本里的词（▁是词前的空格），以及概率最大的切法。".into(),
        false => format!("{n}个词中最常见的{shown}个（▁是词前的空格），以及概率最大的切法。"),
    },
    pruned: "剪枝的取舍",
    pruned_note: "损失：少了这个片段，词的平均对数概率降低多少。最小的去掉；其下是差一点就去掉的。",
    not_pruned: "这一步不剪枝。",
    pruned_head: ["片段", "损失", "去留"],
    went: "去掉",
    stayed: "留下",
    cut_note: "用这一步的片段，取概率最大的切法（维特比算法）。文本先经NFKC规范化，空格变成▁。",
    loss: "损失",
    loss_note: "训练要减小的量：各词概率（所有切法之和）的−ln，取平均。剪枝使它升高，EM再把它降下来。",
    loss_x: "步",
    loss_y: "词的平均−ln p",
    loss_summary: |step, loss| format!("每一步之后的损失；第{step}步之后为{loss}。"),
};
