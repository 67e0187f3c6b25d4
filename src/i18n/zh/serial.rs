//! Chinese: one token after the other, or all at once.

use crate::i18n::Serial;

pub(super) const SERIAL: Serial = Serial {
    title: "串行与并行",
    intro: "不加掩码，每次多算一个词元；或在因果掩码下一次算完。框出的两行是同样的数。",
    example: "[BOS] I like you [EOS]",
    step: |step, n| format!("第{step}步，共{n}步"),
    serial: |head| format!("多次运行中的一次，第{head}头"),
    other_keys: "逐个词元计算时，每个词元既是查询也是键。你自带的键和值另有自己的行，无法逐步运行。",
    serial_note: |n_tokens| format!("只有前{n_tokens}个词元，仿佛后面的还不存在。没有掩码。"),
    masked: |head| format!("加掩码的一次运行，第{head}头"),
    masked_note: "所有词元一起算，任何查询都看不到它后面的词元。",
    rows: "逐行比较",
    rows_note: "每次运行的输入、接下来应预测的词元，以及它的最后一行与加掩码运行的同一行相差多少（最大差值）。",
    rows_head: ["步", "输入", "下一个", "权重max |Δ|", "输出max |Δ|"],
    costs: "两种做法的开销",
    costs_note: "乘法次数，每次乘法连同一次加法：各投影、QKᵀ、权重乘V，以及W_o。",
    costs_head: ["做法", "运行次数", "乘加次数", "倍数"],
    in_turn: "逐个词元",
    at_once: "在掩码下一次算完",
    back: "上一步",
    next: "下一步",
    play: "播放",
    pause: "暂停",
    scrub: "步",
};
