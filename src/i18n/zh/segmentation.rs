//! Chinese: Chinese words, by all methods side by side.

use crate::i18n::Segmentation;
use crate::text::segment::matching::{Direction, Rule};
use crate::text::segment::{Method, Why};

/// Sentences that show what the methods are good for; the first is the notes' own.
pub(in crate::i18n) const SEGMENTATION_EXAMPLES: &[&str] =
    &["雍和宫的荷花很美", "南京市长江大桥", "研究生命的起源", "他来到了网易杭研大厦"];

pub(super) const SEGMENTATION: Segmentation = Segmentation {
    title: "中文分词",
    intro: "中文的词与词之间没有空格，得先把词找出来。五种方法切你的文本：哪里切得不一样，为什么。",
    examples: "例句",
    example_texts: SEGMENTATION_EXAMPLES,
    no_text: "还没有文本。在上面输入一句中文，或选一个例句。",
    no_chinese: "文本里没有汉字，也就没有词可分。输入一些，或选一个例句。",
    method: |method| match method {
        Method::Fmm => "正向",
        Method::Bmm => "逆向",
        Method::Bimm => "双向",
        Method::JiebaNoHmm => "最大概率路径",
        Method::Jieba => "路径加HMM",
    },
    method_long: |method| match method {
        Method::Fmm => "正向最大匹配（FMM）",
        Method::Bmm => "逆向最大匹配（BMM）",
        Method::Bimm => "双向最大匹配（BiMM）",
        Method::JiebaNoHmm => "最大概率路径（DAG）",
        Method::Jieba => "路径，词典没有的词用HMM（jieba）",
    },
    methods: "你的文本，五种切法",
    methods_note: |n| match n {
        0 => "五种方法处处一致。".into(),
        n => format!("有{n}处不一致，用粗框标出。"),
    },
    rule: |why| format!("双向最大匹配：{why}。"),
    stretch: |number, n, text| format!("第{number}段，共{n}段：{text}"),
    disputes: "哪里不一致，为什么",
    disputes_note: |shown, n| match (shown, n) {
        (_, 0) => "这段文本里没有不一致。换一个例句就能看到；加一个自己的词也可能看到。".into(),
        (shown, n) if shown < n => format!("共{n}处，从当前这段起列出{shown}处。"),
        _ => "ln p是切出的各词对数概率之和，概率来自词典里的词频；切出的词若词典里没有，就没有这个数。".into(),
    },
    disputes_head: ["位置", "方法", "切法", "ln p", "原因"],
    why: |method, why, words| match why {
        Why::Longest(_) if method == Method::Bmm => format!("从右边看，最长的词是「{}」", words[0]),
        Why::Longest(_) => format!("从左边看，最长的词是「{}」", words[0]),
        Why::Alone(_) if method == Method::Bmm => format!("没有更长的词以「{}」结尾", words[0]),
        Why::Alone(_) => format!("没有更长的词以「{}」开头", words[0]),
        Why::Letters(_) => format!("字母和数字连在一起：「{}」", words[0]),
        Why::Agree => "两个方向一致".into(),
        Why::Rule { chosen, rule, n_words, n_singles } => {
            let chosen = if *chosen == Direction::Forward { "正向" } else { "逆向" };
            match rule {
                Rule::FewerWords => format!("取{chosen}：词数较少（正向{}，逆向{}）", n_words[0], n_words[1]),
                Rule::FewerSingles => {
                    format!("取{chosen}：词数相同，单字较少（正向{}，逆向{}）", n_singles[0], n_singles[1])
                }
                Rule::Backward => "取逆向：词数和单字数都相同，而逆向更常正确".into(),
            }
        }
        Why::Probable => "没有哪条路径的ln p之和更高".into(),
        Why::AsPath => "与路径相同：这里HMM没有改动".into(),
        Why::Found(_) => format!("路径留下单字，HMM把它们合成词：「{}」", words.join("」「")),
    },
    lattice: "词图",
    lattice_note: "词典里找到的每个词是跨过几个字的一条弧，数字是这个词的ln p，即词频除以总词频再取对数。上方的粗弧是概率最大的路径，下方是其余的词。浅色的弧是不成词的单字，当作只出现过一次。",
    lattice_best: "从这里到末尾的最大和",
    lattice_summary: |n_words, path, log_prob| {
        format!("{n_words}个词，每个是跨过几个字的弧。概率最大的路径是{path}，ln p为{log_prob}。")
    },
    route: "路径的计算",
    route_note: "从右往左算：在每个位置，选自身ln p与后面最大和之和最高的词。从上往下读，标出的词连成路径。",
    route_head: ["起点", "词", "词频", "ln p", "+ 后面的最大和", "= 和", "选择"],
    route_best: "此处最优",
    route_path: "在路径上",
    trellis: "HMM的网格图",
    trellis_note: "用于路径留下的单字。每个字是词首（B）、词中（M）、词尾（E）或单字成词（S）。节点里上面是到此为止的最大和，下面是该状态发射这个字的对数概率；连线上是转移的对数概率。粗线是选中的路径。",
    no_trellis: "这里用不上：路径没有留下相邻而词典又不认识的单字。",
    trellis_summary: |words| format!("每个字的各个状态和它们之间的转移。选中的路径切出{words}。"),
    sums: "网格图的数字",
    sums_note: "到每个状态的每条路；每个状态只留下最好的一条。",
    sums_head: ["字", "状态", "来自", "到那里的最大和", "+ 转移", "+ 发射", "= 和", "选择"],
    start: "起始",
    words: "你的词",
    words_note: |n_words, total| {
        format!(
            "词典有{n_words}个词，总词频{total}。可以添加词、改词频，或去掉词。不在当前路径上的词，会写出词频达到多少才会在路径上。"
        )
    },
    words_head: ["词", "原词频", "现词频", "ln p", "路径上"],
    on_path: |times, needed| match (needed, times) {
        (Some(needed), _) => format!("需{needed}"),
        (None, 0) => "否".into(),
        (None, times) => format!("{times}次"),
    },
    removed: "已去掉",
    word: "词",
    frequency: "词频",
    frequency_hint: "够成词即可",
    set: "设定",
    take_away: "去掉",
    frequency_of: |word| format!("「{word}」的词频"),
    forget: |word| format!("让「{word}」恢复词典原样"),
};
