//! Chinese: word2vec.

use crate::i18n::Word2vec;
use crate::repr::word2vec::file::FileFault;
use crate::repr::word2vec::shipped::Shipped;
use crate::repr::word2vec::{Architecture, Objective};

pub(super) const WORD2VEC: Word2vec = Word2vec {
    title: "Word2vec",
    intro: "上下文相似的词，词向量也相近。CBOW用周围的词猜中间的词，Skip-gram用中间的词猜周围的词；每猜一次，就把有关的几个向量调整一点点。",
    example: include_str!("word2vec.txt"),
    example_questions: ["国王", "王后", "国王 男人 女人"],
    shipped_questions: ["春风", "东风", "儿子 父亲 母亲"],
    shipped_name: |shipped| match shipped {
        Shipped::En => "现成的词向量：英文",
        Shipped::Zh => "现成的词向量：中文",
    },
    shipped_note: |n_words, dimension| {
        format!(
            "{n_words}个词，每个{dimension}维，用Skip-gram学自约百万词的语料：英文是国情咨文、《白鲸》和《圣经》，中文是成语、诗词和对话。成绩见随附的说明卡。地图和近邻都来自这些向量。"
        )
    },
    example_note: "例子里的词已用空格分开，就按空格切分。",
    nothing: "还没有文本。在上面输入或粘贴，每行一句。",
    too_rare: "没有一个词达到最低词频。请在「更多设置」里调低。",

    architecture: "显示谁的向量",
    architecture_names: ["CBOW", "Skip-gram"],
    architecture_name: |one| match one {
        Architecture::Cbow => "CBOW",
        Architecture::SkipGram => "Skip-gram",
    },
    objective: "训练目标",
    objective_name: |objective| match objective {
        Objective::Softmax => "整个词表（softmax）",
        Objective::NegativeSampling => "负采样",
        Objective::HierarchicalSoftmax => "层次softmax",
    },
    window: "窗口",
    vector_size: "维数d",
    negatives: "负样本数k",
    epochs: "轮数",
    rate: "学习率η",
    subsample: "高频词降采样阈值",
    min_count: "最低词频",
    near_field: "词",
    compared: "比较",
    analogy: "a − b + c",
    analogy_hint: "国王 男人 女人",
    save: "保存词向量",
    load: "加载词向量…",
    unload: "回到训练",
    go_on: "从这些向量继续训练",
    unstart: "改为随机起步",
    reset: "重置",

    step: |step| match step {
        0 => "还没有开始学习".into(),
        100 => "训练完成".into(),
        step => format!("训练进行到{step}%"),
    },
    started: |n, name| format!("其中{n}个词从「{name}」里的向量起步，其余随机起步。"),
    learnt: |n_sentences, n_tokens, n_words| format!("共{n_sentences}句，{n_tokens}个词元，{n_words}个词有向量。"),
    rare: |n| format!("另有{n}个词太少见，没有向量。"),
    full: |n_words, n_distinct| format!("{n_distinct}个词里只放得下最常见的{n_words}个；维数小一些，就能放下更多。"),
    diverged: |name, step| {
        format!("{name}在{}%之后发散：损失比乱猜还大得多，所以停了下来，保留发散之前的向量。请调低学习率。", step - 1)
    },
    stopped_early: |step| format!("训练量较大，先自动完成了前{step}%，点播放继续。"),
    file: "文件里的词向量",
    file_note: |n_words, dimension| format!("{n_words}个词，每个{dimension}维。地图和近邻都来自这个文件。"),
    fault: |fault| match fault {
        FileFault::Header => "无法读取文件：第1行应该是两个整数，词数和维数。".into(),
        FileFault::Dimension(most) => format!("无法读取文件：维数应在1到{most}之间（第1行）。"),
        FileFault::TooMany(most) => format!("文件里的词太多（第1行）：这样的维数最多放得下{most}个词。"),
        FileFault::Length { line, found, expected } => {
            format!("无法读取文件：第{line}行有{found}个数，应该有{expected}个。")
        }
        FileFault::Number { line, found } => format!("无法读取文件：第{line}行的「{found}」不是有限的数。"),
        FileFault::Dimensions { found, wanted } => {
            format!(
                "不能从这些向量继续训练：它们每个{found}维，而现在设的维数d是{wanted}。请把维数改成{found}，或改为随机起步。"
            )
        }
        FileFault::Twice { line } => format!("无法读取文件：第{line}行的词前面已经有了。"),
        FileFault::Lines { found, expected } => format!("无法读取文件：第1行说有{expected}个词，实际有{found}个。"),
    },
    loss: |name| format!("{name}的损失"),
    loss_note: |n_pairs| format!("每一段训练里所有猜测的平均值。一共学了{n_pairs}次。"),
    loss_y: "每次猜测的损失（奈特）",
    parts: "训练进度（%）",
    loss_summary: |name, n, last| format!("{name}在前{n}%训练中的损失，最后是{last}"),

    map: |name| format!("词的地图，{name}"),
    map_note: |n_shown, n_words| match n_shown == n_words {
        true => {
            "向量差别最大的两个方向（PCA）。点一个点，就看那个词：它是橙色，离它最近的词和加减式里的词是青色。".into()
        }
        false => format!(
            "最常见的{n_shown}个词，在差别最大的两个方向上（PCA）。点一个点，就看那个词：它是橙色，离它最近的词和加减式里的词是青色。"
        ),
    },
    map_how: |is_touched| match is_touched {
        true => "双指缩放，拖动平移。",
        false => "Ctrl加滚轮缩放，拖动平移；也可以用+ − 0和方向键。",
    },
    map_summary: |n| format!("{n}个词的地图，相似的词靠得近"),
    component: |which, share| format!("第{which}主成分，占方差的{share}"),
    closer: "放大",
    farther: "缩小",
    whole_map: "看全图",
    near: |word| match word {
        "" => "近邻".into(),
        word => format!("「{word}」的近邻"),
    },
    near_none: "输入一个词，或者在地图上点一个词。",
    cosine: "余弦",
    alike: |a, b, cosines| match cosines {
        [cbow, skip_gram] => format!("cos({a}, {b})：CBOW为{cbow}，Skip-gram为{skip_gram}。"),
        all => format!("cos({a}, {b}) = {}。", all.join("、")),
    },
    unknown: |words| format!("词表里没有：{words}。"),
    analogy_note: "离单位向量之和最近的词，不算这三个词本身。例子里，国王和王后、父亲和母亲能得出来；首都和国家常常得不出来：它们出现在同一句里，学到的是相邻，不是平行。",
    analogy_none: "写三个词a b c：哪个词和c的关系，就像a和b的关系？",
    over_time: |word, name| format!("「{word}」的向量在训练中的变化，{name}"),
    over_time_note: |_| "每5%的训练一行。最初的数是随机的，而且很小。".into(),
    over_time_summary: |word, n_times, dimension| format!("{word}的{dimension}个数在训练中{n_times}个时刻的值"),
    value: "数值",

    window_title: |pair| format!("一次一次地猜：从这里起的第{pair}次"),
    window_note: |step, (index, n)| {
        format!(
            "训练到{step}%之后，接下来要学的就是这些猜测。在这个位置上，CBOW猜1次，Skip-gram猜{n}次，这里是第{}次。看多远是随机抽的，最远到窗口的大小。",
            index + 1
        )
    },
    sentence: "句子",
    beside: "周围的词",
    guess: |name, inputs, target| format!("{name}：{inputs} → {target}"),
    guess_head: ["问的是", "正确答案y", "得分s = u · h", "p", "梯度p − y"],
    likeliest: |shown, n| format!("正确的那个，和其余里最可能的几个：{n}个里的{shown}个。"),
    node: |number| format!("节点{number}"),
    loss_of: |sum| format!("损失 = {sum}。"),
    moves: |name| format!("{name}：这次猜测改变了什么"),
    moves_note: |of, rate, n, n_written, dimension| {
        let shared = match of {
            Architecture::Cbow => format!("v − η e / {n}"),
            Architecture::SkipGram => "v − η e".into(),
        };
        format!(
            "η = {rate}。输出向量：u − η · 梯度 · h；输入向量：{shared}，其中e = Σ 梯度 · u。这里写出{dimension}个数里的前{n_written}个。"
        )
    },
    moves_head: ["向量", "之前", "之后"],
    rank: "名次",
    vector_of: |word| format!("v({word})"),
    output_of: |name| format!("u({name})"),
    hidden: "h（平均）",
    error: "e",
};
