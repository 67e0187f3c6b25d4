//! Chinese: the ladder of representations.

use crate::i18n::Ladder;
use crate::repr::ladder::{Probe, Rung};

pub(super) const LADDER: Ladder = Ladder {
    title: "表示的阶梯",
    intro: "同一句话，六种把词变成数的办法，从计数一直到注意力。每上一级，就能分辨下一级分辨不了的东西；五个探针用数字说明分辨了什么。",
    example: "春天的花很美，老师花了很多钱看山上的花",
    training: "春天的花很美\n山上的花很多\n今天的花很美\n我们去看山上的花\n老师花了很多钱\n学生花了一天看书\n老师在路上看见学生\n学生看见老朋友\n老师今天很高兴\n学生今天很快乐\n他今天很勇敢\n皇帝那天走到朋友家里\n老师走到门外笑了\n皇帝从大路上走来\n我们在老朋友家里笑了\n他们有很多书",
    sentences: |probe| match probe {
        Probe::Order => (&["老师在路上看见学生", "学生在路上看见老师"], &[]),
        Probe::Synonyms => (&["他今天很高兴", "他今天很快乐", "他今天很勇敢"], &["高兴", "快乐", "勇敢"]),
        Probe::Unseen => (&["火车今天来了", "飞机今天来了"], &["火车", "飞机"]),
        Probe::Senses => (&["春天的花很美", "山上的花很美", "老师花了很多钱"], &["花", "花", "花"]),
        Probe::Distance => (
            &["皇帝那天夜里从东门外的大路上走到老朋友家里笑了", "老师那天夜里从东门外的大路上走到老朋友家里笑了"],
            &["笑", "笑"],
        ),
    },
    rung: |rung| match rung {
        Rung::OneHot => "独热",
        Rung::TfIdf => "TF-IDF",
        Rung::Ngram => "N-gram",
        Rung::Word2vec => "Word2vec",
        Rung::Elmo => "ELMo",
        Rung::Attention => "注意力",
    },
    rungs: "这句话在每一级上",
    rungs_note: |n_words, n_found, n_lines, n_distinct, corpora| {
        let cut = if n_words < n_found {
            format!("全句{n_found}个词，这里取前{n_words}个。")
        } else {
            String::new()
        };
        format!(
            "共{n_words}个词，不分大小写，不计标点。{cut}靠计数的三级从一份{n_lines}行、{n_distinct}个不同的词的语料里学，语料可以自己换；其余三级是事先训练好的，语料是{corpora}。"
        )
    },
    rungs_caption: "从最低一级到最高一级。",
    rungs_head: ["级", "每词几个数", "不为0的", "认得的词", "从哪里学来", "新在何处"],
    of: |n, all| format!("{n}/{all}"),
    numbers: |n, all| {
        let share = if all == 0 { 0.0 } else { 100.0 * n as f64 / all as f64 };
        format!("{all}个中的{n}个（{share:.1}%）")
    },
    from_corpus: "这份语料",
    trained: "事先，我们自己的语料",
    is_new: |rung| match rung {
        Rung::OneHot => "词不过是词表里的一个位置",
        Rung::TfIdf => "少见的词比常见的词更重要",
        Rung::Ngram => "接下来是什么，取决于前面是什么",
        Rung::Word2vec => "几十个数就够；常与同样的词相伴的词相近",
        Rung::Elmo => "每一处各有自己的向量，左右两边都读过",
        Rung::Attention => "任何一个词一步就够得着任何一个词",
    },
    alike: |rung| format!("{rung}：词与词有多像"),
    alike_note: |rung| match rung {
        Rung::OneHot => {
            "词只像它自己，与其他词都互相垂直：在这一级上，「高兴」与「快乐」同「高兴」与「石头」一样毫不相干。"
        }
        Rung::TfIdf => "权重只改变向量的长短，不改变方向：词仍旧只像它自己。",
        Rung::Ngram => "接下来可能出现的词元相同，两处就相像。这只看最近的N − 1个词，再往前的一概不管。",
        Rung::Word2vec => "常与同样的词相伴的词相像。同一个词的两处是同一个向量，不管在那里是什么意思。",
        Rung::Elmo => "三层等权混合，左右两边都读过：同一个词的两处不再相同。",
        Rung::Attention => "编码器最后一层写出的向量，一个词取它各片的平均：每个词一路上都看过其他的词。",
    },
    all: "全部六级",
    all_note: "每一级都画同一张图，用同一把尺。点一张就放大来看；按数字1到6也行。",
    vectors: |rung| format!("{rung}：各个词的向量"),
    vectors_note: |n_drawn, d, rung| match rung {
        Rung::OneHot | Rung::TfIdf => {
            format!("共{d}维，语料里每个词占一维。这里画出这句话用到的{n_drawn}维，其余全是0。")
        }
        Rung::Ngram => {
            format!("读完这个词和它前面的词之后，{d}个词元各有多大可能接下来出现。这里画出最可能的{n_drawn}个。")
        }
        _ => format!("学来的{d}个数，单看哪一个都没有含义。"),
    },
    word: "词",
    dimension: "维",
    value: "数值",
    cosine: "余弦",
    no_vector: "没有向量",
    summary: |title, n_rows, n_cols| format!("{title}：{n_rows}行{n_cols}列。"),
    likeness: |a, b, cosine| format!("「{a}」与「{b}」的余弦是{cosine}。"),
    number_of: |word, dimension| format!("「{word}」在{dimension}上的数。"),
    not_drawn: "没有画出的维",
    attention: "注意力从这里开始",
    attention_note: "编码器最后一层的权重，各头取平均：句子的每一片从其他各片取多少。一个词可能是好几片，首尾有[CLS]和[SEP]。这些数从哪里来，就是后面各页要讲的。",
    mean_weight: "平均权重",
    probes: "五个探针",
    probes_note: |margin| {
        format!("几句话只差一处，看每一级怎么对待。✓：分辨得出；✗：分辨不出。差别达到{margin}才算数。")
    },
    probe_title: "探针",
    probe: |probe| match probe {
        Probe::Order => "词序",
        Probe::Synonyms => "近义词",
        Probe::Unseen => "没见过的词",
        Probe::Senses => "一词两义",
        Probe::Distance => "很远的词",
    },
    question: |probe, words| match (probe, words) {
        (Probe::Order, _) => "词相同而次序不同的两句话，是不是两回事？一句话取各词向量的平均。".into(),
        (Probe::Synonyms, [a, b, c, ..]) => format!("「{a}」是不是离「{b}」比离「{c}」更近？"),
        (Probe::Unseen, [a, b, ..]) => format!("「{a}」和「{b}」在语料和词向量里都没有。它们是不是各有自己的向量？"),
        (Probe::Senses, [a, ..]) => format!("「{a}」是不是离同一个意思的自己比离另一个意思的自己更近？"),
        (Probe::Distance, [a, ..]) => format!("十个词以前的那个词换了，「{a}」察觉得到吗？"),
        _ => String::new(),
    },
    compared: |sentences| {
        let numbered: Vec<String> =
            sentences.iter().zip(["①", "②", "③"]).map(|(text, n)| format!("{n}{text}")).collect();
        numbered.join("　")
    },
    probe_head: ["级", "cos ① ②", "cos ① ③", "为什么"],
    reason: |probe, rung| match (probe, rung) {
        (Probe::Order, Rung::OneHot | Rung::TfIdf | Rung::Word2vec) => "取平均就忘了次序",
        (Probe::Order, Rung::Ngram) => "每个向量取决于最近的N − 1个词",
        (Probe::Order, Rung::Elmo) => "每个状态取决于之前读过什么",
        (Probe::Order, Rung::Attention) => "向量里加进了位置",
        (Probe::Synonyms, Rung::OneHot | Rung::TfIdf) => "任何两个词都互相垂直",
        (Probe::Synonyms, Rung::Ngram) => "语料里后面接的词元相同，才算像",
        (Probe::Synonyms, Rung::Word2vec) => "常与同样的词相伴，就像",
        (Probe::Synonyms, Rung::Elmo) => "训练时学来的；邻词相同也使三者都像",
        (Probe::Synonyms, Rung::Attention) => "训练时学来的；三者看的是同样的邻词",
        (Probe::Unseen, Rung::OneHot | Rung::TfIdf) => "没有为它留的一维",
        (Probe::Unseen, Rung::Ngram) => "不认得的词全是同一个⟨未知⟩",
        (Probe::Unseen, Rung::Word2vec) => "没有为它学过向量",
        (Probe::Unseen, Rung::Elmo) => "不认得的词起初是同一个向量；中文按字来读，字是认得的",
        (Probe::Unseen, Rung::Attention) => "切成认得的片",
        (Probe::Senses, Rung::OneHot | Rung::TfIdf | Rung::Word2vec) => "一词一向量，不管旁边是什么",
        (Probe::Senses, Rung::Ngram) => "只看最近的N − 1个词",
        (Probe::Senses, Rung::Elmo) => "状态从左右两边读过整句",
        (Probe::Senses, Rung::Attention) => "它看过旁边的词",
        (Probe::Distance, Rung::OneHot | Rung::TfIdf | Rung::Word2vec) => "句中别的词改变不了它",
        (Probe::Distance, Rung::Ngram) => "N − 1个词以前的，等于没有",
        (Probe::Distance, Rung::Elmo) => "一个状态一个状态地传过来，每过一步，门都忘掉一些",
        (Probe::Distance, Rung::Attention) => "再远也只要一步",
    },
};
