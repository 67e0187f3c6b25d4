//! Chinese: classic mistakes.

use crate::i18n::Breaks;
use crate::model::Slip;

pub(super) const BREAKS: Breaks = Breaks {
    title: "哪里会出错",
    intro: "犯一个经典的错误，用数字看看会出什么问题。有些错误要有掩码才看得出来。",
    slips: "错误",
    slip_name: |slip| match slip {
        Slip::NoScale => "不除以√d_k",
        Slip::MaskAfterSoftmax => "softmax之后才加掩码",
        Slip::WrongAxis => "softmax弄错方向",
        Slip::SoftmaxTwice => "做两次softmax",
        Slip::NoWO => "没有W_o",
    },
    what: |slip| match slip {
        Slip::NoScale => "分数没有除以√d_k：彼此相差太大，softmax几乎把全部注意力给了一个键。",
        Slip::MaskAfterSoftmax => {
            "softmax之后才把被遮蔽的权重置0：每行不再合计为1，剩下的权重已被不该计入的键分走了一部分。"
        }
        Slip::WrongAxis => "softmax沿列计算：变成每个键把自己分出去，每行合计可以是任何数。",
        Slip::SoftmaxTwice => "对权重又做一次softmax，讲义第4章的代码就是这样：所有权重都差不多了。",
        Slip::NoWO => "各头只是并排，没有混合：权重是对的，输出不对。",
    },
    gap: "",
    none_yet: "还没有错误，两边相同。请在上面勾选一个。",
    wrong: |head| format!("有错误时，第{head}头"),
    right: |head| format!("正确时，第{head}头"),
    right_note: "同样的文本，同样的参数。",
    numbers: "对数字的影响",
    numbers_note: "统计所有头的各行。",
    measure: "指标",
    as_it_should: "正确时",
    with_mistake: "有错误时",
    smallest_sum: "最小的行合计",
    largest_sum: "最大的行合计",
    leaked: "每行被遮蔽键分走的平均份额",
    entropy: "各行的平均熵（比特）",
    largest: "各行最大权重的平均值",
    output: "输出向量的平均长度",
};
