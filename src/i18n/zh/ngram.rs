//! Chinese: N-grams.

use crate::i18n::{Learnt, Ngram};
use crate::repr::ngram::smoothing::Smoothing;
use crate::text::subwords::Corpus;

pub(super) const NGRAM: Ngram = Ngram {
    title: "N-gram",
    intro: "一段文本有多大的可能？在语料里数一数什么后面接什么：每个词元由前面N − 1个词元来猜，再用链式规则把这些条件概率相乘。",
    example: "雍和宫的荷花很美",
    training: "雍和宫的荷花很美\n公园的荷花很香\n雍和宫的柏树很高\n颐和园的荷花开了\n湖里的荷花很多\n雍和宫的香火很旺\n公园的柏树很老",
    corpus_name: |corpus| match corpus {
        Corpus::Text => "自己的文本",
        Corpus::UdhrEn => "《世界人权宣言》英文",
        Corpus::UdhrZh => "《世界人权宣言》中文",
    },
    training_text: "用来学习的文本",
    training_hint: "一行一句",
    order: "N",
    marks: "句首句尾标记",
    smoothing: "概率的估计",
    smoothing_name: |smoothing| match smoothing {
        Smoothing::MaximumLikelihood => "只按计数（最大似然）",
        Smoothing::AddK => "加k平滑",
        Smoothing::Interpolation => "插值",
        Smoothing::KneserNey => "Kneser–Ney",
    },
    k: "k",
    lambda: "λ",
    discount: "折扣d",
    start: "⟨s⟩",
    end: "⟨/s⟩",
    unknown: "⟨未知⟩",
    step: |n_new| format!("已写{n_new}个词元"),
    none_yet: "还没有写。点「下一步」或「播放」，文本就会续写下去。",
    last: |item, probability| format!("刚写的是「{item}」，抽中它的概率是{probability}。"),
    over: "句子到此结束。",
    no_way_on: "后面接不了任何词元：语料里这段上文之后从来没有下文。用了平滑就有得接。",
    text: "文本",
    given: "你的文本",
    written: "续写",
    chain: |order| match order {
        1 => "链式规则：每个词元只看自己".into(),
        order => format!("链式规则：每个词元看前面{}个", order - 1),
    },
    chain_note: |n, product, perplexity, n_zero| match (perplexity, n_zero) {
        (None, 0) => String::new(),
        (Some(perplexity), 0) => {
            format!("{product}。困惑度：这{n}次猜测平均起来，难度相当于在{perplexity}个同样可能的词元里猜一个。")
        }
        (_, zero) => format!(
            "{product}。其中{zero}个因子为0，因为语料里从未见过，整个乘积因此为0，困惑度为无穷大。平滑就是为此而设的。"
        ),
    },
    chain_caption: |Learnt { smoothing, n_sentences, n_counted, n_distinct, vocab_size, n_shown, n_factors }| {
        let cut = if n_shown < n_factors {
            format!("这里只列出{n_factors}个因子中的前{n_shown}个；乘积是全部因子的。")
        } else {
            String::new()
        };
        format!(
            "每个因子：{}。学自{n_sentences}句话：{n_counted}个位置，{n_distinct}个不同的词元；下一个可能是V = {vocab_size}种之一，其中包括未知词元。{cut}",
            factor(smoothing)
        )
    },
    chain_head: ["词元", "上文", "计数", "P", "log₂ P"],
    next: "下一个是什么",
    quoted: |tokens| format!("「{}」", tokens.join("」「")),
    next_note: |context, n_possible, vocab_size, chosen| {
        let drawn = chosen.map_or_else(String::new, |item| format!("：接着写的是「{item}」（▸）"));
        format!("{}，{vocab_size}种之中有{n_possible}种概率大于0。由种子抽出一个{drawn}。", after(context))
    },
    by_counts: "p：只按计数",
    smoothed: |smoothing| match smoothing {
        Smoothing::MaximumLikelihood => "p′：没有平滑，所以相同".into(),
        Smoothing::AddK => "p′：加k平滑之后".into(),
        Smoothing::Interpolation => "p′：插值之后".into(),
        Smoothing::KneserNey => "p′：Kneser–Ney平滑之后".into(),
    },
    cut_off: "截去",
    next_summary: |item, probability| format!("下一个词元最可能是「{item}」，概率{probability}。"),
    table: "每段上文之后可能出现什么",
    table_note: "文本的每个位置占一行，以那里所能看到的上文为名；每个可能出现的词元占一列。实际出现的用框标出。先列文本自己的词元，再列其余最可能的。",
    table_summary: |n_places, n_items| format!("文本{n_places}个位置上{n_items}个候选词元的概率。"),
    contexts: "上文",
    nexts: "下一个词元",
    probability: "概率",
    working: |item, context| format!("P( {item} | {context} )"),
    likely: |item, context, probability, is_next| {
        let next = if is_next { "，文中出现的正是它" } else { "" };
        format!("{}，「{item}」的概率是{probability}{next}。", after(context))
    },
    working_note: |smoothing, order, is_unknown| {
        let way = match smoothing {
            Smoothing::MaximumLikelihood => "只看数出来的：在这段上文之后从未出现的词元，概率就是0。",
            Smoothing::AddK => {
                "每段上文之后，每个词元都当作多见过k次：做法简单，但词表一大，就把太多概率分给了从不发生的事。"
            }
            Smoothing::Interpolation => {
                "这段上文占λ，其余留给去掉第一个词元的上文，依次缩短，直到没有上文。从未见过的上文把全部概率传下去。"
            }
            Smoothing::KneserNey => {
                "每个计数让出d，让出的部分传给较短的上文。在那里，要看的不是一个词元出现了多少次，而是它跟在多少种不同的词元之后：「Francisco」很常见，却只跟在一个词后面。"
            }
        };
        let unknown = if is_unknown { "语料里根本没有这个词元，按⟨未知⟩计算。" } else { "" };
        let far = if order > 1 {
            format!("再往前超过{}个的内容一概不起作用：这就是马尔可夫假设，也是N-gram的局限。", order - 1)
        } else {
            "N = 1时，前面的内容一概不起作用。".into()
        };
        format!("{way}{unknown}{far}")
    },
    working_caption: "从最长的上文到最短的：P = 自己的份额 + 传下去的份额 · 下一行的P。",
    working_head: ["上文", "自己的份额", "传下去", "P"],
    nothing_before: "无",
    seen: "N-gram究竟能见到多少",
    seen_note: "N越大，可能的组合越多，见到的却越少：语料里长的N-gram几乎都只出现在一处，新文本里的大多一处也没有。这就是讲义所说的数据稀疏。",
    seen_caption: "语料各句之内的N-gram，不含标记。「可能有」是不同词元数的N次方。",
    seen_head: ["N", "位置", "不同的", "可能有", "见到的比例", "只出现一次", "你的文本中见过的"],
    curve: "只出现一次的",
    curve_note: "语料中不同的N-gram里，只出现在一处的所占的比例。从它们身上只能知道它们存在。",
    curve_y: "只出现一次，占不同N-gram的%",
    curve_summary: |order, share| format!("语料的{order}-gram里有{share}%只出现在一处。"),
};

fn after(context: &[String]) -> String {
    if context.is_empty() { "不看上文".into() } else { format!("在{}之后", (NGRAM.quoted)(context)) }
}

/// What a factor is, by the rule that made it.
fn factor(smoothing: Smoothing) -> &'static str {
    match smoothing {
        Smoothing::AddK => {
            "(计数 + k) ÷ (总数 + k · V)，计数是这个词元在该上文之后出现的次数，总数是该上文之后任何词元出现的次数"
        }
        Smoothing::Interpolation => {
            "λ · (计数 ÷ 总数)，计数是这个词元在该上文之后出现的次数，总数是该上文之后任何词元出现的次数；其余由较短的上文决定。表中是最长上文的计数"
        }
        Smoothing::KneserNey => {
            "(计数 − d) ÷ 总数，计数是这个词元在该上文之后出现的次数，总数是该上文之后任何词元出现的次数；让出的部分由较短的上文决定。表中是最长上文的计数"
        }
        Smoothing::MaximumLikelihood => "这个词元在该上文之后出现的次数，除以该上文之后任何词元出现的次数",
    }
}
