//! Chinese: one word on its way through a tokenizer.

use crate::i18n::OneWord;

pub(super) const ONE_WORD: OneWord = OneWord {
    title: "一个词的切分过程",
    word: "词",
    note: |tokens| format!("切成{tokens}。"),
    nothing: "请写一个词。",
    with_lattice: |step| {
        format!("{step}能匹配的片段各是一条弧，标着ln p；概率最大的切法画在上方，由维特比算法从左到右求出。")
    },
    lattice_best: "从开头到此处最优切法的ln p",
    lattice_summary: |n_edges, n_tokens| format!("词图共{n_edges}个片段；概率最大的切法有{n_tokens}个。"),
    tree_summary: |word, n_joins, parts| match n_joins {
        0 => format!("「{word}」此时的组成：{parts}。"),
        n => format!("「{word}」的合并树，已合并{n}次：{parts}。"),
    },
    at_join: |step, n, left, right, merge| {
        format!(
            "第{step}步，共{n}步。相邻两部分下面的数，是能合并它们的那次合并的次序。第{merge}次学得最早，下一步合并「{left}」和「{right}」。"
        )
    },
    before: |n| format!("第0步，共{n}步。还没有找到词元，先查整个词。"),
    at_token: |step, n, token, n_tries| match n_tries {
        1 => format!("第{step}步，共{n}步。「{token}」一查就有。"),
        tries => format!("第{step}步，共{n}步。「{token}」是此处能匹配的最长词元，查了{tries}次。"),
    },
    at_place: |step, n, n_pieces, cut, log_prob| match n_pieces {
        0 => format!("第{step}步，共{n}步。在开头，还没有取片段，ln p为{log_prob}。"),
        n_pieces => {
            format!("第{step}步，共{n}步。有{n_pieces}个片段在此结束；到此处的最优切法是{cut}，ln p为{log_prob}。")
        }
    },
    steps: "合并的步骤",
    steps_note: "能合并的相邻对中，总是先合并最早学到的那一对。",
    steps_head: ["步", "相邻对", "第几次合并", "此时的词"],
    tries: "查找的步骤",
    tries_note: "从左起找能匹配的最长词元；找不到就缩短一个字符再找。",
    tries_head: ["次", "查找", "找到"],
    not_found: "–",
    no_steps: "此刻没有可以合并的相邻对。",
};
