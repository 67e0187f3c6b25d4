//! Chinese: a model writes the text on.

use crate::chart::number;
use crate::engine::End;
use crate::i18n::Generate;
use crate::model::pretrained::Sampling;

pub(super) const GENERATE: Generate = Generate {
    title: "生成",
    intro: "解码器把你的文本续写下去：先给词表里每个词元一个概率，再选出一个接在文末，如此反复。之前词元算过的结果都留在缓存里。",
    example: "春眠不觉晓，",
    instead: |chosen, writer| format!("{chosen}同时看前后文，不能续写，这里由{writer}代它写。"),
    temperature: "温度",
    top_k: "top-k",
    top_k_hint: "0表示保留全部词元",
    top_p: "top-p",
    step: |n_new| format!("已写{n_new}个词元"),
    none_yet: "还没有写。点“下一步”或“播放”。",
    last: |token, probability| format!("刚写的是「{token}」，模型给它的概率是{}。", number::share(probability)),
    end: |end, n_new, last| match end {
        End::EndToken => format!("文本到此结束：模型选了结束词元{}。", last.unwrap_or_default()),
        End::MaxPositions if n_new == 0 => "文本已达到这个模型能读的最大长度，没有续写的余地。".into(),
        End::MaxPositions => "到此为止：文本已达到这个模型能读的最大长度。".into(),
        End::MaxTokens => format!("到此为止：本页最多写{n_new}个词元。"),
    },
    text: "文本",
    prompt: |n_tokens| format!("你的文本，{n_tokens}个词元"),
    new: |n_tokens| format!("模型续写，{n_tokens}个词元"),
    next: "下一个词元",
    next_note: |n_left, vocab_size, sampling| next_note(n_left, vocab_size, sampling),
    before: "p：模型给出的概率，即得分z的softmax：exp(z) / Σ exp(z)",
    after: "p′：经过温度、top-k和top-p之后，可供选择的概率",
    cut: "截去",
    summary: |likeliest, probability, chosen| {
        format!("下一个词元最可能是「{likeliest}」，概率{}；选中的是「{chosen}」。", number::share(probability))
    },
    weights: |token| format!("「{token}」看向哪里"),
    weights_note: |token| format!("只有最新的词元「{token}」在查询：每层每头一行。键是到目前为止的词元，取自缓存。"),
    weights_summary: |token, n_layers, n_heads, n_tokens| {
        format!("「{token}」对{n_tokens}个词元的注意力权重，共{n_layers}层，每层{n_heads}头。")
    },
    layer: "层",
    layer_head: "层.头",
    tokens_so_far: "词元",
    not_yet: "尚未写到",
    cache_keys: "缓存：键",
    cache_values: "缓存：值",
    key_length: "键的长度",
    value_length: "值的长度",
    cache_note: |formula, bytes, per_token| {
        format!(
            "每来一个词元，缓存就多一列，每层多{per_token}个数。现在缓存有2 · n_layers · n_kv_heads · d_head · n_tokens = {formula}个数，每个4字节，共{bytes}。框出的是最新一列；颜色表示每个键的长度。"
        )
    },
    values_note: "每个键旁边都有一个值，最新的词元按权重取用。",
    cache_summary: |title, n_layers, n_tokens| format!("{title}，{n_tokens}个词元，{n_layers}层。"),
    costs: "缓存省下多少",
    costs_note: "求出下一个词元所需的乘法次数：用缓存只需读最新的词元，不用缓存则要重读全文。每次乘法连同一次加法，包括各投影、注意力、前馈网络，以及词表的得分。",
    costs_head: ["做法", "读入词元", "乘加次数", "倍数"],
    with_cache: "用缓存",
    without: "不用缓存",
    saved: |times| format!("不用缓存，算这个词元的开销是现在的{}倍；文本越长，倍数越大。", number::short(times)),
    tokens: "逐步记录",
    tokens_note: "每一步选中的词元，以及模型给它的概率（温度为1，不作截断）。",
    no_tokens: "每写一个词元，这里就多一行。",
    tokens_head: ["步", "词元", "id", "概率"],
};

fn next_note(n_left: usize, vocab_size: usize, Sampling { temperature, .. }: &Sampling) -> String {
    if *temperature <= 0.0 {
        return "温度为0时总是取概率最大的词元（贪心解码），以▸标出。".into();
    }
    let left = if n_left == vocab_size {
        format!("{vocab_size}个词元全部可选")
    } else {
        format!("{vocab_size}个词元中还剩{n_left}个可选")
    };
    format!(
        "得分先除以温度T = {temperature}再做softmax，即exp(z/T) / Σ exp(z/T)；然后由top-k和top-p截断，{left}。由种子抽出一个：▸就是下一个词元。"
    )
}
