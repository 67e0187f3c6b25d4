//! Chinese: the vector space model.

use crate::i18n::{Ready, Vectors};
use crate::repr::vsm::{Idf, Norm, Preset, Tf};
use crate::text::Tokenizer;

/// The notes' example of a sparse vector.
pub(in crate::i18n) const NOTES_SENTENCE: &str = "雍和宫的荷花很美";
/// A word of it, to search for.
pub(in crate::i18n) const NOTES_QUERY: &str = "荷花";

pub(super) const VECTORS: Vectors = Vectors {
    title: "向量空间",
    intro: "向量空间模型（VSM）：每一行是一篇文档，每篇文档变成一个向量，每个词是一维，数值是这个词在文档里的权重。这样就能用计算来比较和检索文本。",
    example: "小猫追小狗\n小狗追小猫\n小猫睡在荷花旁边\n池塘里的荷花开了\n大桥很长\n很长的大桥跨过长江",
    example_query: "荷花",
    nothing: "还没有文档。在上面输入或粘贴，每行一篇，也可以把文本文件拖到页面上。",
    no_terms: "文档里没有词：标点不算词，除非在「更多设置」里选上。",

    ready: "例子",
    corpora: &[
        Ready {
            name: "六篇短文",
            text: None,
            tokenizer: Tokenizer::Jieba,
            preset: Preset::TfIdfSklearn,
            dimensions: None,
            query: None,
        },
        Ready {
            name: "讲义的例子",
            text: Some(NOTES_SENTENCE),
            tokenizer: Tokenizer::Jieba,
            preset: Preset::Binary,
            dimensions: Some(16_384),
            query: Some(NOTES_QUERY),
        },
        Ready {
            name: "谁咬谁？",
            text: Some("狗咬人\n人咬狗"),
            tokenizer: Tokenizer::Words,
            preset: Preset::Counts,
            dimensions: None,
            query: Some("人咬"),
        },
        Ready {
            name: "意思相近，词不同",
            text: Some("荷花很美\n莲花真漂亮"),
            tokenizer: Tokenizer::Jieba,
            preset: Preset::Counts,
            dimensions: None,
            query: Some("漂亮的荷花"),
        },
    ],
    weighting: "权重",
    preset_name: |preset| match preset {
        Preset::Counts => "词数",
        Preset::Binary => "二值（有或无）",
        Preset::Tf => "词频TF",
        Preset::Idf => "逆文档频率IDF",
        Preset::TfIdf => "TF-IDF（教科书）",
        Preset::TfIdfSklearn => "TF-IDF（scikit-learn）",
        Preset::TfIdfSublinear => "TF-IDF（scikit-learn，对数词频）",
    },
    own_weighting: "自选组合",
    tf: "词频tf",
    tf_name: |tf| match tf {
        Tf::Count => "次数n",
        Tf::Binary => "n > 0时为1",
        Tf::Frequency => "n ÷ 文档的词元数",
        Tf::Sublinear => "1 + ln n",
    },
    idf: "逆文档频率idf",
    idf_name: |idf| match idf {
        Idf::None => "不用",
        Idf::Textbook => "ln(N ÷ df)",
        Idf::PlusOne => "ln(N ÷ df) + 1",
        Idf::Smooth => "ln((1 + N) ÷ (1 + df)) + 1",
    },
    norm: "归一化",
    norm_name: |norm| match norm {
        Norm::None => "不用",
        Norm::L1 => "L1：各数之和为1",
        Norm::L2 => "L2：长度为1",
    },
    lower: "不分大小写",
    marks: "标点也算词",
    dimensions: "词汇表大小",
    dimensions_hint: "与词数相同",
    query: "查询",
    query_hint: "要检索的词",
    document: "文档",
    shuffle: "打乱",

    strip: "从词数到相似度",
    documents: "文档",
    terms: "词",
    scale_name: ["次数n", "逆文档频率idf", "权重w", "余弦"],
    summary: |name, n_rows, n_cols| format!("{name}：{n_rows}行，{n_cols}列。"),
    capped: |documents, terms| {
        let part = |(shown, n): (usize, usize), which: &str, name: &str| {
            (shown < n).then(|| format!("{n}{name}中{which}{shown}{}", name.chars().next().unwrap_or_default()))
        };
        let parts: Vec<String> =
            [part(documents, "最前的", "篇文档"), part(terms, "最常见的", "个词")].into_iter().flatten().collect();
        format!("图里只放得下{}；检索和相似度用的是全部。", parts.join("、"))
    },

    sparsity: "稀疏率",
    sparsity_note: |n_terms, n_dimensions| match n_dimensions.checked_sub(n_terms) {
        Some(0) | None => format!("每篇文档的向量有{n_terms}维，所有文档里的每个词各占一维。"),
        Some(n) => format!(
            "词汇表大小设为{n_dimensions}。这些文档用到其中{n_terms}个词，其余{n}个没有出现，数值按定义为0，图里不画。"
        ),
    },
    meter: |n_zeros, n, percent| format!("{n_zeros} / {n} = {percent}的数是0"),
    numbers: "用数字说",
    numbers_head: ["项目", "数量"],
    numbers_rows: ["文档", "词元", "不同的词", "维数", "所有向量里的数", "其中不为0", "其中为0"],
    ones: "其中为1",

    search: "检索",
    search_note: |n_found, n_documents, n_shown| {
        let shown = if n_shown < n_found { format!("列出最接近的{n_shown}篇。") } else { String::new() };
        format!(
            "{n_documents}篇文档里有{n_found}篇与查询有共同的、权重不为0的词。{shown}得分是查询向量与文档向量的余弦。"
        )
    },
    search_none: "没有文档与查询有共同的、权重不为0的词。在这个模型里，写法不同的词之间毫无关系。",
    search_empty: "输入几个词，找出与它们最接近的文档。",
    unknown: |terms| format!("没有文档含有「{}」。", terms.join("」「")),
    search_head: ["名次", "得分", "文档", "共同的词"],
    top: "权重最高的词",
    top_note: "每篇文档里权重最高的几个词。",
    top_head: ["文档", "权重最高的词"],
    order: |document| format!("词序丢失：打乱第{document}篇文档"),
    order_note: |n_differing, n_terms, cosine| match n_differing {
        0 => format!("原文与打乱后的{n_terms}个权重没有一个不同，余弦为{cosine}。模型分不出这两段文本。"),
        n => format!("{n_terms}个权重里有{n}个不同，余弦为{cosine}。"),
    },
    order_no_terms: "这篇文档没有可以打乱的词。",
    as_written: "原文",
    shuffled: "打乱后",
    order_weights: "两个向量",
    order_head: ["词", "原文", "打乱后"],
    order_cut: |shown, n| {
        if shown < n {
            format!("{n}个词中的前{shown}个。")
        } else {
            "没有列出的数在两个向量里都是0。".into()
        }
    },

    counted: |term, document, count| match count {
        0 => format!("「{term}」不在第{document}篇文档里。"),
        n => format!("「{term}」在第{document}篇文档里出现{n}次。"),
    },
    rare: |term, df, n| format!("{n}篇文档里有{df}篇含有「{term}」。"),
    weighs: |term, document, weight| format!("「{term}」在第{document}篇文档里的权重为{weight}。"),
    alike: |a, b, cosine, n_shared| {
        format!("第{a}篇与第{b}篇文档有{n_shared}个共同的词，两个向量夹角的余弦为{cosine}。")
    },
    not_there: "没有出现：n = 0，所以权重为0。",
    tokens_of: |n| format!("{n}（词元数）"),
    hidden: "这里放不下所有的词，所以不写出和式。",
    empty_vector: "其中一个向量全是0，没有夹角可言，余弦算作0。",
    fact_names: ["次数n", "tf", "idf", "范数", "权重w"],
};
