//! Chinese: many heads.

use crate::i18n::Heads;

pub(super) const HEADS: Heads = Heads {
    title: "多头",
    intro: "每个头各看各的，再由W_o把它们看到的混合起来。关掉一些头，看看输出少了什么。",
    badges_note: "点选一个放大查看。标注说明这个头明显在做什么，数值是对各查询的平均。",
    on: "参与的头",
    previous: "看前一个",
    first: "看第一个",
    diagonal: "看自己",
    uniform: "平均看",
    grid: "所有层的所有头",
    grid_note: "全部使用同一色标。点选一个放大查看，也可用方向键逐个浏览。",
    grid_layer: "层",
    grid_head: "头",
    mean: "各头平均",
    mean_weight: "平均权重，每行合计为1",
    max_weight: "各头中最大的权重",
    rollout_share: "一个词元所占的份额",
    in_numbers: |token| format!("同样的计算，用数字看「{token}」"),
    in_numbers_note: |first, last, n| format!("第{first}到{last}维，共{n}维。点选W_o里的一格，可看别的维度。"),
    max: "各头最大",
    share: "headₕ·W_oₕ",
    shares: |token| format!("每个头给「{token}」带来什么"),
    shares_note: |apart| {
        format!(
            "把W_o按行分块，每个头一块。各头的贡献相加就是Concat·W_o，最大差值{apart}。在上面选另一行，可看别的词元。"
        )
    },
    change: "输出少了什么",
    change_note: "关掉一些头之后，每个词元的输出移动了多远：长度，以及与原来相比。",
    change_head: ["词元", "原来的长度", "移动", "相对"],
    rollout: "贯穿各层：rollout",
    rollout_note: "最后一层的每个词元由哪些词元构成：每一层里，一半保持原样，一半来自各头平均看到的。",
};
