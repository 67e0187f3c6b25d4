//! Chinese, with the terms of the notes. No space stands between Chinese and Latin letters: the style sheet sets the gap.

mod breaks;
mod compare;
mod elmo;
mod generate;
mod heads;
mod ladder;
mod loading;
mod masks;
mod model_faults;
mod model_page;
mod models;
mod ngram;
mod one_word;
mod opening;
mod problems;
mod pruning;
mod reading;
mod saving;
mod segmentation;
mod serial;
mod settings;
mod snippet;
mod stages;
mod subwords;
mod vectors;
mod word2vec;
mod zooming;

pub(super) use segmentation::SEGMENTATION_EXAMPLES;
pub(super) use vectors::{NOTES_QUERY, NOTES_SENTENCE};

use super::{Counts, Look, Strings};
use crate::chart::{Colormap, Scale};
use crate::engine::{Asset, Trouble};
use crate::model::{Mask, RuleKind};
use crate::state::{MAX_TEXT, Notice, Theme};

pub(super) const STRINGS: Strings = Strings {
    tagline: "看见注意力",
    skip: "跳到图",
    exhibits: "展项",
    chapter: |chapter| format!("第{chapter}章"),
    language: "语言",
    language_name: "中文",
    theme: "配色",
    theme_name: |theme| match theme {
        Theme::System => "跟随系统",
        Theme::Light => "浅色",
        Theme::Dark => "深色",
    },
    share: "复制链接",
    shared: "已复制本画面的链接。",
    not_shared: "浏览器不允许复制，链接就在地址栏里。",
    too_long_to_share: "文本太长，放不进链接。一个链接大约能装1,700个汉字或5,000个字母。",
    help: "快捷键",
    projector: "投影",
    leave_projector: "退出投影视图",
    close: "关闭",
    notes: "消息",
    open_in_heedmap: "在Heedmap中打开",
    loading: "正在计算第一幅图",

    example: "小猫没有过马路，因为它太累了。",
    text: "文本",
    text_hint: "输入一句话",
    back_to_example: "例句",
    tokenizer: "切分",
    tokenizer_name: opening::tokenizer_name,
    model: "模型",
    d_model: "维度d_model",
    n_heads: "头数n_heads",
    seed: "随机种子",
    mask: "掩码",
    mask_name: |kind| match kind {
        RuleKind::Causal => "因果",
        RuleKind::Padding => "填充",
        RuleKind::Prefix => "前缀",
        RuleKind::Window => "滑动窗口",
        RuleKind::Dilated => "空洞窗口",
        RuleKind::Block => "分块",
        RuleKind::Painted => "手绘",
    },
    mask_text: |Mask(rules)| {
        let one = |rule| {
            let numbers: Vec<String> = crate::model::Rule::numbers(rule).iter().map(usize::to_string).collect();
            format!("{}{}", (STRINGS.mask_name)(rule.into()), numbers.join("、"))
        };
        if rules.is_empty() { "无".into() } else { rules.iter().map(one).collect::<Vec<_>>().join("且") }
    },
    causal_switch: "因果掩码",
    scale: "色标",
    scale_name: |scale| match scale {
        Scale::Shared => "各头共用",
        Scale::Row => "逐行",
        Scale::Log => "对数",
    },
    scale_of_matrix: |scale| match scale {
        Scale::Shared => "整个矩阵",
        scale => (STRINGS.scale_name)(scale),
    },
    colormap: "色图",
    colormap_name: |map| match map {
        Colormap::Viridis => "viridis（蓝紫到黄）",
        Colormap::Cividis => "cividis（蓝到黄）",
        Colormap::Magma => "magma（黑到米黄）",
        Colormap::Greys => "greys（灰）",
    },
    as_table: "显示为表格",

    tokens: "词元",
    tokens_intro: "模型读的不是文字，而是词元（token）。你的文本是这样切分的。",
    tokens_note: |vocab_size| match vocab_size {
        None => "编号（id）按不同词元首次出现的先后排列；字节位置按UTF-8从0数起。".into(),
        Some(size) => format!("编号（id）是词元在词表中的位置，词表共{size}个词元；字节位置按UTF-8从0数起。"),
    },
    tokens_counted: |Counts { n_tokens, n_distinct, n_characters, n_bytes }| {
        let per_token = n_characters as f64 / n_tokens.max(1) as f64;
        format!(
            "共{n_tokens}个词元，其中{n_distinct}个互不相同；原文{n_characters}个字符，{n_bytes}个字节，平均每个词元{per_token:.2}个字符。"
        )
    },
    id: "编号",
    bytes: "字节",
    no_tokens: "还没有词元。请在上面输入一句话。",
    tokens_cut: |found, kept| format!("文本有{found}个词元，这里显示前{kept}个。"),

    attention: "注意力",
    attention_intro: "每个词元都会发问（查询值Query），再去看能作答的词元（键值Key）。一行就是它分配注意力的方式。",
    query: "查询值 Query",
    key: "键值 Key",
    head: |number| format!("第{number}头"),
    all_heads: "所有的头",
    all_heads_note: "点选一个放大查看。",
    weights_of: |head| format!("第{head}头的注意力权重"),
    untrained: |seed| format!("未经训练，由种子{seed}随机生成"),
    weight_share: "权重，每行合计为1",
    scale_title: |name, is_of_all_heads, scale, map| {
        let heads = if is_of_all_heads { "，各头共用色标" } else { "" };
        match scale {
            Scale::Shared => format!("{name}（{map}{heads}）"),
            Scale::Row => format!("{name}，除以本行最大值（{map}，逐行色标）"),
            Scale::Log => format!("{name}（{map}，对数色标{heads}）"),
        }
    },
    blocked: "被遮蔽",
    formulas: "计算的是什么",
    formulas_note: "讲义的公式(1)和(2)，用于你的词元。",
    weights_summary: |head, n_query, n_key, largest, query, key| {
        format!("第{head}头的注意力权重，{n_query}个查询乘{n_key}个键。最大值{largest:.2}：「{query}」看「{key}」。")
    },

    inspector: "选中的格子",
    inspector_hint: "指向或轻点一个格子，或用方向键移动，即可读出它的数值。",
    quote: |name| format!("「{name}」"),
    percent: |number| format!("{number}%"),
    list: |names| names.join("、"),
    looks_at: |Look { row, query, key, weight, is_blocked, is_blind, .. }| {
        if is_blind {
            format!("第{row}行是「{query}」。掩码遮住了所有键，包括「{key}」：没有东西可分，结果不是数（NaN）。")
        } else if is_blocked {
            format!("第{row}行是「{query}」。掩码遮住了「{key}」：分数变成−∞，权重恰好是0。")
        } else {
            format!("第{row}行是「{query}」。它把{weight}的注意力分给了「{key}」。")
        }
    },
    spoken: |Look { query, key, weight, is_largest, is_blocked, .. }| {
        let more = match (is_blocked, is_largest) {
            (true, _) => "，被掩码遮蔽",
            (false, true) => "，本行最大",
            (false, false) => "",
        };
        format!("查询「{query}」，键「{key}」：{weight}{more}")
    },
    weight: "权重",
    score: "分数QKᵀ/√d_k",
    row_sum: "本行合计",
    masked_score: "加掩码后的分数",
    where_from: "数值从何而来",
    product: "乘积",
    more_terms: |n| format!("还有{n}项"),
    show_full: "显示全部数位",

    asset_name: loading::asset_name,
    working: "正在计算",
    progress: loading::progress,
    stop: "停止",
    again: "重试",
    dismiss: "知道了",
    trouble: |trouble| match trouble {
        Trouble::Died(message) => format!("计算中断（{message}）。后台线程已更换，画面仍是上一次的结果。"),
        Trouble::Silent(seconds) => format!("计算{seconds}秒没有动静。后台线程已更换，画面仍是上一次的结果。"),
        Trouble::Stopped => "已停止。画面仍是上一次的结果。".into(),
        Trouble::NoAsset(asset, reason) => {
            format!("{}没能加载（{reason}）。请联网一次，或改用别的切分方式。", loading::asset_name(*asset))
        }
        Trouble::NoModel(folder, fault) => (models::MODELS.fault)(folder.name(), fault),
        Trouble::NoHead { n_layers, n_heads } => (reading::READING.no_head)(*n_layers, *n_heads),
        &Trouble::TooMuch { n_layers, n_heads, n_tokens, vocab_size, most } => {
            (reading::READING.too_much)((n_layers, n_heads), n_tokens, vocab_size, most)
        }
        Trouble::Refused(ready, fault) => (opening::OPENING.fault)(loading::asset_name(Asset::Ready(*ready)), fault),
    },
    notice: |notice| match notice {
        Notice::Field(error) => problems::sentence(error),
        Notice::HalfCharacter(at) => {
            format!("文本的第{at}个字符只有一半（孤立的代理项）。UTF-8里没有这样的字符，现以U+FFFD代替。")
        }
        Notice::TextCut => format!("文本超过{MAX_TEXT}个字符，末尾已截去。"),
        Notice::Refused { name, fault } => (opening::OPENING.fault)(name, fault),
        Notice::NotLoaded(tokenizer) => (opening::OPENING.not_loaded)(tokenizer.slug()),
        Notice::Elsewhere(address) => (opening::OPENING.elsewhere)(address),
        Notice::File { name, error } => (settings::SETTINGS.file_error)(name, error),
        Notice::Misfit { name, stage, shape: (rows, cols), unfit } => {
            format!("{name}：{rows} × {cols}的矩阵不能用作「{}」。{}", stage.name(), (settings::SETTINGS.unfit)(unfit))
        }
        Notice::Unfit(unfit) => (settings::SETTINGS.unfit)(unfit),
        Notice::HeadsMoved { dim, from, to } => {
            format!("dim {dim}不能平均分给{from}个头，已改为{to}个。")
        }
        Notice::KvHeadsMoved { n_heads, from, to } => {
            format!("{n_heads}个头不能平均共用{from}个键头，已改为{to}个。")
        }
    },

    compare: compare::COMPARE,
    one_word: one_word::ONE_WORD,
    opening: opening::OPENING,
    pruning: pruning::PRUNING,
    settings: settings::SETTINGS,
    stages: stages::STAGES,
    segmentation: segmentation::SEGMENTATION,
    ngram: ngram::NGRAM,
    word2vec: word2vec::WORD2VEC,
    subwords: subwords::SUBWORDS,
    elmo: elmo::ELMO,
    ladder: ladder::LADDER,
    vectors: vectors::VECTORS,
    serial: serial::SERIAL,
    generate: generate::GENERATE,
    heads: heads::HEADS,
    masks: masks::MASKS,
    saving: saving::SAVING,
    zooming: zooming::ZOOMING,
    breaks: breaks::BREAKS,
    models: models::MODELS,
    reading: reading::READING,
    model_page: model_page::MODEL_PAGE,
    snippet: snippet::SNIPPET,

    options_are_no_object: "选项须是一个对象，例如{text: \"…\", n_heads: 4}。",

    keys_title: "按键",
    keys: &[
        ("← ↑ → ↓", "在矩阵里移动格子光标；对比分词器时，从一个词元到另一个"),
        ("Home End", "本行第一个、最后一个键"),
        ("Page Up, Page Down", "第一个、最后一个查询；投影视图中为上一步、下一步，或上一头、下一头"),
        ("+ − 0", "大矩阵中：放大，缩小，全貌"),
        ("Enter", "显示数值从何而来"),
        ("Esc", "关闭，放开格子"),
        ("1 … 9", "显示该头"),
        ("[ ]", "上一阶段、下一阶段"),
        ("M", "开关因果掩码"),
        ("S", "串行与并行"),
        ("L", "English，中文"),
        ("T", "浅色，深色"),
        ("P", "投影视图"),
        ("?", "本列表"),
    ],
    use_keys: "允许单个字母作为命令",
};
