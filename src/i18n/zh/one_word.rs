//! Chinese: one word on its way through a tokenizer.

use crate::i18n::OneWord;

pub(super) const ONE_WORD: OneWord = OneWord {
    title: "一个词的切分过程",
    word: "词",
    note: |tokens| format!("切成{tokens}。"),
    nothing: "请写一个词。",
    lattice_note: "能匹配的片段各是一条弧，标着ln p；概率最大的切法画在上方，由维特比算法从左到右求出。",
    lattice_best: "从开头到此处最优切法的ln p",
    lattice_summary: |n_edges, n_tokens| format!("网格共{n_edges}个片段；概率最大的切法有{n_tokens}个。"),
    tree_summary: |word, n_joins| format!("“{word}”的合并树，共{n_joins}次合并。"),
    steps: "合并的步骤",
    steps_note: "能合并的相邻对中，总是先合并最早学到的那一对。",
    steps_head: ["步", "相邻对", "第几次合并", "此时的词"],
    tries_note: "从左起找能匹配的最长词元；找不到就缩短一个字符再找。",
    tries_head: ["次", "查找", "找到"],
    not_found: "–",
    no_steps: "此刻没有可以合并的相邻对。",
};
