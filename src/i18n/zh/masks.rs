//! Chinese: what may be seen, and how it is painted.

use crate::i18n::Masks;
use crate::model::RuleKind;
use crate::state::Brush;

pub(super) const MASKS: Masks = Masks {
    title: "掩码",
    intro: "每个查询可以看到哪些键。组合规则，或者直接涂画；权重和输出随之变化。",
    table: "可以看到什么",
    table_note: |brush| match brush {
        Brush::Look => "点选一格，看它的分数加上了什么。",
        Brush::Cell => "拖动来屏蔽或放行。用键盘则空格涂一格，Shift加方向键连续涂。",
        Brush::Row => "拖过几行，屏蔽或放行一个查询的所有键。",
        Brush::Column => "拖过几列，对所有查询屏蔽或放行一个键。",
        Brush::Rectangle => "从一角拖到对角；用键盘则按Shift加方向键。",
        Brush::Diagonal => "拖过几条对角线：每条是查询与键之间的一种距离。",
    },
    brush: "画笔",
    brush_name: |brush| match brush {
        Brush::Cell => "单格",
        Brush::Row => "整行",
        Brush::Column => "整列",
        Brush::Rectangle => "矩形",
        Brush::Diagonal => "对角线",
        Brush::Look => "不画，只看",
    },
    undo: "撤销",
    redo: "重做",
    rules_note: |rules| match rules {
        0 => "没有规则：每个查询看得到所有键。",
        1 => "这条规则允许的键才看得到。",
        _ => "所有规则都允许的键才看得到。",
    },
    add: "添加规则",
    remove: |rule| format!("删除规则“{rule}”"),
    parameter: |kind, index| match (kind, index) {
        (RuleKind::Padding, _) => "真实词元数",
        (RuleKind::Prefix, _) => "人人可见",
        (RuleKind::Window | RuleKind::Dilated, 0) => "大小",
        (RuleKind::Dilated, _) => "间隔",
        (RuleKind::Block, _) => "各段长度",
        (RuleKind::Causal | RuleKind::Painted | RuleKind::Window, _) => "",
    },
    additive: "加到分数上的数",
    additive_note: "加0，分数不变；加−∞，权重就是e^−∞，恰好为0。",
    rows: "每个查询的输入",
    rows_note: "写法与讲义相同：查询看不到的写作[MASK]。",
    one_row_note: "写法与讲义相同：查询看不到的写作[MASK]。查询太多，只写出选中的那一个。",
    rows_head: ["查询", "输入", "看得到"],
    other_shape: |(rows, cols), (n_query, n_key)| {
        format!("涂画的掩码有{rows} × {cols}格，文本有{n_query} × {n_key}格。掩码之外的格子都可见。")
    },
    seen: |seen, n_key| format!("{n_key}个中的{seen}个"),
};
