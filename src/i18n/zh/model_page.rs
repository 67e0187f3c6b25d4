//! 预训练模型读文本的页面，中文。

use crate::i18n::ModelPage;
use crate::i18n::model_page::thousands;
use crate::model::pretrained::{Arithmetic, Ours};
use crate::state::Order;

pub(super) const MODEL_PAGE: ModelPage = ModelPage {
    overview_note: "全部使用同一色标。点选一个放大查看。标注说明这个头在这段文本里明显在做什么，数值是对各查询的平均权重。",
    overview_small: |side| {
        format!("全部使用同一色标。每个头画成{side} × {side}块，每块显示其中最大的权重。点选一个放大查看。")
    },
    order: "头的顺序",
    order_name: |order| match order {
        Order::Layer => "按层",
        Order::Entropy => "按熵，最集中的在前",
        Order::Badge => "按标注，最明显的在前",
    },
    bits: |entropy| format!("{entropy}比特"),
    same: "看相同词元",
    induction: "归纳",
    next: "看后一个",
    last: "看最后一个",
    heads_of: |layer| format!("第{layer}层的各个头"),
    badges_note: "点选一个放大查看。",
    arithmetic: "运算",
    arithmetic_name: |arithmetic| match arithmetic {
        Arithmetic::Exact => "精确",
        Arithmetic::Fast => "快速（int8）",
    },
    fast_note: |mean, most| {
        format!(
            "用int8快速算出的有：前面各层、小图、跨多个头或多层的图，以及预测。这一层根据读到的数精确计算，所以每个算式都对得上；与全程精确计算相比，这个头的权重平均相差{mean}，最大相差{most}。"
        )
    },
    no_scores: "文本较长，权重之前的各步没有给出。换一段短些的文本，就能看到每一步。",
    left_out: "文本较长，没有给出算出这个权重的分数。换一段短些的文本就能看到。",
    read_in: |is_first| {
        if is_first {
            "这一层读入的：词元的向量加上位置；如果模型在这里有归一化，就是归一化之后的。"
        } else {
            "这一层读入的：下面一层写出的；如果模型在这里有归一化，就是归一化之后的。"
        }
    },
    normed: "由X算出后又逐头归一化，所以不是简单的乘积。",
    norms: |head| format!("权重乘以所带来的向量的长度，第{head}个头"),
    norm: "‖α·v·W_o‖",
    norms_note: "权重大而向量短，影响也小。每格是αᵢⱼ·‖vⱼW_o‖，其中vⱼ = xⱼW_v + b_v（Kobayashi等，2020）。",
    mean: |n| if n == 0 { "所有层所有头的平均".into() } else { format!("{n}个头的平均") },
    max: |n| if n == 0 { "所有层所有头的最大值".into() } else { format!("{n}个头的最大值") },
    pooled_note: "逐格计算，取勾选的头；一个也不勾选，就是所有的头。",
    guesses: "模型的预测",
    guesses_head: ["位置", "词元"],
    next_note: "每个词元之后会是什么，附概率，左边的最可能。",
    stands_note: "每个位置上是什么词元，附概率。被遮住的排在前面。",
    some_of: |shown, n| format!("显示{n}个位置中的{shown}个。在矩阵里选另一行，可看别处。"),
    between: "",
    no_guesses: "这个模型保存时没有预测词元的部分，所以只有注意力，没有预测。",
    hidden: |mask, stood| format!("{mask}（原为{stood}）"),
    hide_note: "点选一个词元把它遮住，模型就要根据其余的词元来猜它。",
    hide: |token| format!("遮住{token}"),
    lens: |token| format!("「{token}」处的logit lens"),
    lens_note: "如果模型到这一层就结束，会在这里预测什么。在矩阵里选另一行，可看别的词元。",
    lens_embedding: "第1层之前",
    lens_layer: |layer| format!("第{layer}层之后"),
    moved: |token| format!("「{token}」处的预测变了多少"),
    moved_note: |bits| format!("所有头都在时的概率，以及关掉一些头之后的概率。KL散度：{bits}比特。"),
    moved_head: ["词元", "所有头", "关掉之后", "变化"],
    beside: |layer, head| format!("对照：第{layer}层第{head}个头"),
    beside_note: "另一段文本或另一个模型的同一层同一个头；如果没有那么多，就是最后一个。",
    difference: "这里的权重减去对照的权重",
    difference_note: "逐格相减。词元按位置配对，可能并不相同；名称取自第一段文本。",
    other_length: |n, other| format!("两边词元一样多才能相减。这里有{n}个，对照有{other}个。"),
    card: |name| format!("关于{name}"),
    card_head: ["", ""],
    card_family: "类型",
    card_layers: "层数",
    card_heads: "每层的头数",
    card_parameters: "参数",
    card_vocabulary: "词表",
    card_longest: "最长的文本（词元数）",
    card_unlimited: "模型本身不限",
    card_reads: "能看到",
    card_causal: "只有前面的",
    card_both_ways: "前后两边",
    card_corpus: "训练语料",
    corpus: |ours| match ours {
        Ours::EnDecoder => "美国国情咨文、《白鲸》、《圣经》钦定本的部分篇章、《世界人权宣言》，以及重复的随机词元",
        Ours::EnEncoder => "美国国情咨文、《白鲸》、《圣经》钦定本的部分篇章、《世界人权宣言》",
        Ours::ZhEncoder => "成语、唐诗和宋词、ChatterBot的对话、《世界人权宣言》",
        Ours::ZhDecoder => "成语、唐诗和宋词、ChatterBot的对话、《世界人权宣言》，以及重复的随机词元",
    },
    count: thousands,
    as_trained: "与训练时相同",
    no_mask: "什么都不遮",
    other_mask: |mask| format!("没有用模型自己的掩码，用的是：{mask}。"),
    own_mask: "用模型自己的",
    padding: |n| format!("按分词器文件填充或截断到{n}个词元"),
    heads_off: "关掉一些头",
    restore: "全部打开",
    pooled: "参与平均和最大值的头",
    head_of: |layer, head| format!("第{layer}层第{head}个头"),
    model_beside: "对照模型",
    no_model: "无",
    text_beside: "用另一段文本对照",
};
