//! Chinese: ELMo.

use crate::i18n::Elmo;
use crate::repr::elmo::{Ended, Trained};
use crate::repr::lstm::{Direction, Gate};

pub(super) const ELMO: Elmo = Elmo {
    title: "ELMo",
    intro: "静态词表里，一个词只有一个向量，不管它是什么意思。ELMo先从前往后、再从后往前读整个句子，于是同一个词在不同句子里有不同的向量：一词多义。",
    example: "他吃了一个又大又红的苹果。\n树上的苹果熟了。\n我喜欢吃苹果和梨。\n苹果公司的电脑很好用。\n他买了苹果公司的新手机。\n苹果公司发布了新系统。",
    example_word: "苹果",
    nothing: "还没有句子。请在上面写几句，一行一句，让同一个词出现在其中几句里。",
    not_found: |word| format!("没有一句里有「{word}」。请选一个在几句里都出现的词。"),
    tag: |trained, steps| {
        let name = trained.name();
        if steps == 0 {
            format!("{name}，由我们预训练")
        } else {
            format!("{name}，由我们预训练，又在此训练{steps}步")
        }
    },

    word: "词",
    weights: "模型",
    by_text: "按文本选择",
    weights_name: |trained| match trained {
        Trained::En => "elmo-en（英文）",
        Trained::Zh => "elmo-zh（中文）",
    },
    sentence: "句子",
    layer: "LSTM层",
    layer_number: |layer| if layer == 1 { "1（下层）".into() } else { format!("{layer}（上层）") },
    direction: "方向",
    direction_name: |direction| match direction {
        Direction::Forwards => "前向 →",
        Direction::Backwards => "后向 ←",
    },
    gate: "显示",
    gate_name: |gate| match gate {
        Gate::Input => "输入门 i",
        Gate::Forget => "遗忘门 f",
        Gate::Candidate => "候选值 g",
        Gate::Output => "输出门 o",
        Gate::Cell => "细胞状态 c",
        Gate::State => "隐藏状态 h",
    },
    mix_weight: |layer| ["权重 w₀（静态）", "权重 w₁（下层）", "权重 w₂（上层）"][layer.min(2)],
    gamma: "缩放 γ",
    steps: "训练步数",
    rate: "学习率",

    sentences: "句子",
    sentences_note: |n_known, n, vocab_size, unknown| {
        let lost = if unknown.is_empty() {
            String::new()
        } else {
            format!("其余的它都不认识，一律读作⟨unk⟩：{}。", unknown.join("、"))
        };
        format!("模型认识{vocab_size}个词元；这里的{n}个词元中它认识{n_known}个。{lost}")
    },
    trained_on: |trained, corpora| format!("{}由我们训练，语料是{corpora}。", trained.name()),
    sentences_cut: |shown, n| format!("共有{n}句，只读前{shown}句。"),
    tokens_cut: |shown, sentences| {
        let numbers: Vec<String> = sentences.iter().map(ToString::to_string).collect();
        format!("第{}句只读前{shown}个词元。", numbers.join("、"))
    },
    places_cut: |shown, n| format!("这个词出现了{n}次，只比较前{shown}处。"),

    place: "句子",
    scale_name: "余弦",
    between: |map| format!("余弦（{map}，两图同一色标：从其中最小的余弦到1）"),
    fixed: |word| format!("静态词向量：各句里的「{word}」"),
    fixed_note: "只用词嵌入。每一处的向量都一样，所以余弦处处为1：水果苹果和苹果公司，它分不出来。",
    mixed: |word| format!("ELMo词向量：各句里的「{word}」"),
    mixed_note: "各层混合之后，每一处都有自己的向量：两句里的用法越相近，余弦越接近1。这么小的模型主要看相邻的词和词在句中的位置，还谈不上懂词义：在同一句里换一个词，就能看出来。词嵌入处处相同，它也在混合之中，把各处拉得更近；用下面的滑块可以减少它的份额。",
    summary: |name, n_rows, n_cols| format!("{name}：{n_rows}行，{n_cols}列。"),
    mix: "任务的混合：γ · Σ sⱼ · hⱼ",
    mix_note: "第一阶段，用语言模型预训练；第二阶段，由具体任务学出每一层要用多少，混合出的向量作为新特征。这里由你来当这个任务：s = softmax(w)。γ只把所有向量同比拉长，余弦看不出来。",
    mix_head: ["层", "w", "份额 s", "各处之间的平均余弦"],
    layer_name: |layer| ["第0层：词嵌入", "第1层：下层LSTM", "第2层：上层LSTM"][layer.min(2)],
    all_mixed: "混合",
    vectors_of: |layer| ["第0层：词嵌入", "第1层：下层LSTM", "第2层：上层LSTM"][layer.min(2)],
    vectors_note: |layer, d| match layer {
        0 => "每一处都是同一行：词元的嵌入，重复一遍，好与其他层一样长。".into(),
        _ => format!("前{d}个数是前向状态，它读过前文；后{d}个数是后向状态，它读过后文。"),
    },
    mixed_vectors: "混合后的向量",
    mixed_vectors_note: "交给任务的就是它：一行一处，γ · (s₀ · h₀ + s₁ · h₁ + s₂ · h₂)。",
    dimension: "维",
    value: "数值",

    inside: |sentence, layer, direction| {
        let way = match direction {
            Direction::Forwards => "前向",
            Direction::Backwards => "后向",
        };
        format!("LSTM内部：第{sentence}句，第{layer}层，{way}")
    },
    gate_note: |gate| match gate {
        Gate::Input => "i = σ(W·x + U·h₋₁ + b)：新内容放进来多少，在0和1之间。",
        Gate::Forget => "f = σ(W·x + U·h₋₁ + b)：细胞里的旧内容留下多少，在0和1之间。",
        Gate::Candidate => "g = tanh(W·x + U·h₋₁ + b)：新内容，在−1和1之间。",
        Gate::Output => "o = σ(W·x + U·h₋₁ + b)：细胞露出多少，在0和1之间。",
        Gate::Cell => "c = f · c₋₁ + i · g：记住的内容。",
        Gate::State => "h = o · tanh(c)：交给下一个词元，也交给上一层。",
    },
    unit: "单元",
    token: "词元",
    edge: "⟨s⟩",
    expected: |sentence| format!("两个语言模型在第{sentence}句里的预测"),
    expected_note: "两个模型都是靠猜下一个词元训练出来的，一个从前往后读，一个从后往前读。猜的时候，都看不到要猜的那一个。",
    expected_head: ["词元", "前向预测", "给它的概率", "后向预测", "给它的概率"],

    training: "用你的文本接着训练",
    training_none: "现在用的是随页面提供的权重。选几步训练，两个模型就会用上面的句子继续学习：Adam，每一步用全部句子。一切都在你的浏览器里进行。",
    training_note: |ended, steps, first, last| match ended {
        Ended::Whole => format!(
            "训练{steps}步，损失从每词元{first}降到{last}纳特（两个方向之和）。这是在这几句上的损失，模型已经把它们背下来了；换一段文本，可能反而更差。"
        ),
        Ended::RanAway { made, kept } => format!(
            "损失发散了：{made}步之后，它超过了开始时的一倍半，或者已不是数。学习率太大。训练已停止，保留的是损失最低的第{kept}步的权重（每词元{last}纳特，开始时{first}）。"
        ),
    },
    training_x: "步",
    training_y: "损失",
    training_summary: |steps, loss| format!("{steps}步训练中的损失，最后是{loss}。"),

    cost: "代价：与注意力相比",
    cost_note: |d, n| {
        format!(
            "一层、一个方向，向量{d}维。LSTM每读一个词元都要等前一个：n步只能一步接一步，核再多也不会变少。注意力一次看全部词元，但每两个都要比一次。上面这句 n = {n}。"
        )
    },
    cost_head: ["词元数 n", "LSTM：先后步数", "注意力：先后步数", "LSTM：乘法次数", "注意力：乘法次数"],
    timing: "代价：在你的机器上实测",
    timing_note: |least, most| {
        format!(
            "从{least}到{most}个词元，在你的机器上算一遍双向LSTM的一层要多久，算一遍注意力的一层又要多久？不按按钮就不会开始计时；全程只需几秒。"
        )
    },
    time: "开始测时",
    time_again: "再测一次",
    timing_told: |width, n_heads, repeats| {
        format!(
            "两种层对每个词元都给出{width}个数：一种是随页面提供的双向LSTM的下层，两个方向都算；另一种是{n_heads}头的多头注意力。每个点是{repeats}次测量的中位数。全部在一个线程上计算：注意力可以同时算所有词元而LSTM不能，这一点在这里看不出来；看得出来的是计算量如何增长：LSTM与n成正比，注意力最终与n²成正比。"
        )
    },
    timing_names: ["双向LSTM层", "注意力层"],
    timing_x: "词元数 n",
    timing_y: "算一遍的时间（毫秒）",
    timing_summary: |n, [lstm, attention]| {
        format!("时间随词元数的变化。{n}个词元时，双向LSTM层用{lstm}毫秒，注意力层用{attention}毫秒。")
    },
    timing_head: ["词元数 n", "双向LSTM层（毫秒）", "注意力层（毫秒）", "注意力 ÷ 双向LSTM"],

    alike: |a, b, cosine, is_static| {
        let kind = if is_static { "词嵌入" } else { "ELMo向量" };
        format!("「{a}」与「{b}」里，这个词的{kind}的余弦是{cosine}。")
    },
    halves: ["前向的一半", "后向的一半"],
    number_of: |place, layer, dimension, direction| match (layer, direction) {
        (0, _) => format!("这个词的嵌入的第{dimension}维，在「{place}」里和在别处都一样。"),
        (_, Direction::Forwards) => format!("第{layer}层前向状态的第{dimension}个单元，在「{place}」里的这个词处。"),
        (_, Direction::Backwards) => format!("第{layer}层后向状态的第{dimension}个单元，在「{place}」里的这个词处。"),
    },
    mixed_number: |place, dimension| format!("「{place}」里，这个词混合后的向量的第{dimension}维。"),
    gate_of: |token, gate, unit| format!("「{token}」处，第{unit}个单元的{}。", (ELMO.gate_name)(gate)),
};
