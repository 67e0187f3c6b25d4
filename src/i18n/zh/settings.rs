//! Chinese: the settings, and what is wrong with them.

use crate::file::FileError;
use crate::i18n::Settings;
use crate::model::{
    ConfigError, Given, Hand, MAX_D_MODEL, MAX_HEADS, MAX_LAYERS, MAX_TOKENS, MAX_TOKENS_ALONE, Positions, Source,
    Unfit,
};
use crate::state::View;

pub(super) const SETTINGS: Settings = Settings {
    more: "更多设置",
    dim: "各头总宽dim",
    n_kv_heads: "键值头数n_kv_heads",
    n_layers: "层数",
    head: "显示的头",
    layer: "显示的层",
    layer_number: |number| format!("第{number}层"),
    positions: "位置编码",
    positions_name: |positions| match positions {
        Positions::None => "无",
        Positions::Sinusoidal => "正弦",
        Positions::Learned => "可学习",
        Positions::Rotary => "旋转（RoPE）",
        Positions::Alibi => "ALiBi",
    },
    bias: "偏置",
    dropout: "Dropout",
    weights: "参数来源",
    weights_name: |source| match source {
        Source::Random => "随机（Xavier）".into(),
        Source::Identity => "单位矩阵".into(),
        Source::Hand(hand) => format!("手工构造：{}", (SETTINGS.hand_name)(*hand)),
        Source::Given(_) => "自带矩阵".into(),
    },
    hand_name: |hand| match hand {
        Hand::PreviousToken => "看前一个词元",
        Hand::FirstToken => "看第一个词元",
        Hand::SameToken => "看相同的词元",
        Hand::Window => "看左右相邻",
        Hand::Four => "以上四个头",
        Hand::Induction => "归纳头（两层）",
    },
    view: "视图",
    view_name: |view| match view {
        View::Heatmap => "热力图",
        View::Lines => "连线",
        View::Text => "文本着色",
    },
    one_head: "一次只算一个头（文本较长时）",
    one_head_note: |stage, head, n_heads| {
        format!(
            "一次只算一个头：共{n_heads}个头，查询乘键的矩阵只保留第{head}头的“{stage}”。换一个头或阶段就现算；指向哪一格，就现算哪一格的算式。键多时权重大多很小，选“对数”色标就分得清。"
        )
    },
    one_head_hint: |found, kept| {
        format!(
            "文本有{found}个词元，这里显示前{kept}个。在“更多设置”里选“一次只算一个头”，最多可到{MAX_TOKENS_ALONE}个。"
        )
    },
    numbers: "显示数字",
    roll_up: "词元合成词",
    no_roll_up: "不合",
    rolled: "词间权重",
    rolled_title: |head| format!("词间权重，第{head}头"),
    rolled_note: |tokenizer| {
        format!("按“{tokenizer}”把词元合成词：键方向对一个词的各词元求和，查询方向取平均。不属于任何词的词元单独成行。")
    },
    rolled_summary: |n_query, n_key, most| format!("{n_query}个词对{n_key}个词的权重，最大为{most}。"),
    batch: "每行一段文本",
    batch_item: "显示哪段",
    batch_cut: |lines, kept| format!("共有{lines}行；一个批次最多{kept}段，只用前{kept}行。"),
    kv_text: "改看另一段文本",
    kv_hint: "键和值来自这段文本",
    bring: "自带矩阵",
    bring_note: "一个.npy、.csv、.tsv或.json文件，里面是一个矩阵，按行列排列。文件不会离开这台电脑。",
    bring_stage: "它是",
    bring_file: "选择文件",
    bring_paste: "或粘贴数字",
    bring_use: "使用",
    bring_name: "粘贴的文字",
    unfit: |unfit| match unfit {
        Unfit::Sizes(error) => sizes(error),
        Unfit::NotInput(stage) => {
            let names: Vec<&str> = Given::STAGES.iter().map(|stage| stage.name()).collect();
            format!("「{}」是算出来的，不能自带。可以自带的有{}。", stage.name(), names.join("、"))
        }
        Unfit::Shape { stage, found: (rows, cols), expected } => {
            let side = |expected: Option<usize>| expected.map_or("任意".to_owned(), |n| n.to_string());
            format!(
                "「{}」是{rows} × {cols}；要与其他矩阵相配，须是{} × {}。",
                stage.name(),
                side(expected.0),
                side(expected.1)
            )
        }
        Unfit::TooLarge { n_query, n_key } => {
            format!("{n_query}个查询乘{n_key}个键太多，无法显示；最多{MAX_TOKENS}个词元，头多时更少。")
        }
    },
    file_error: |name, error| match error {
        FileError::NotText => format!("{name}：既不是.npy，也不是UTF-8文本。"),
        FileError::Empty => format!("{name}：里面没有数字。"),
        FileError::NotNumber { line, column, text } if text.is_empty() => {
            format!("{name}：第{line}行第{column}格是空的，应是数字。")
        }
        FileError::NotNumber { line, column, text } => {
            format!("{name}：第{line}行第{column}格是「{text}」，应是数字。")
        }
        FileError::Ragged { line, expected, found } => {
            format!("{name}：第{line}行有{found}个数，而前面各行有{expected}个。")
        }
        FileError::TooLarge { .. } => format!("{name}：一个矩阵最多{}个数。", crate::file::MAX_NUMBERS),
        FileError::Json { line, column } => format!("{name}：JSON在第{line}行第{column}个字符处中断或有误。"),
        FileError::NotMatrix => format!("{name}：应是由等长的数字数组组成的数组。"),
        FileError::NpyMagic => format!("{name}：开头不是.npy文件的样子。"),
        FileError::NpyVersion { major, minor } => format!("{name}：不认识.npy的{major}.{minor}版，只认识1、2、3版。"),
        FileError::NpyHeader => format!("{name}：.npy文件头无法读取。"),
        FileError::NpyType { descr } => format!("{name}：读不了「{descr}」类型的数，可以是浮点数、整数或布尔值。"),
        FileError::NpyShape { dimensions } => format!("{name}：它有{dimensions}维，矩阵应是两维。"),
        FileError::NpyTruncated { expected, found } => {
            format!("{name}：文件不完整，应有{expected}个字节，只有{found}个。")
        }
        FileError::NpyTrailing => format!("{name}：文件内容比文件头所说的多。"),
    },
};

fn sizes(error: &ConfigError) -> String {
    let list = |nearest: &[usize]| nearest.iter().map(usize::to_string).collect::<Vec<_>>().join("、");
    match error {
        ConfigError::DModel(d_model) => format!("d_model是{d_model}，须在1到{MAX_D_MODEL}之间。"),
        ConfigError::Dim(dim) => format!("dim是{dim}，须在1到{MAX_D_MODEL}之间。"),
        ConfigError::NHeads(n_heads) => format!("n_heads是{n_heads}，须在1到{MAX_HEADS}之间。"),
        ConfigError::NLayers(n_layers) => format!("层数是{n_layers}，须在1到{MAX_LAYERS}之间。"),
        ConfigError::Indivisible { dim, n_heads, nearest } => {
            format!("dim {dim}不能平均分给{n_heads}个头。最接近的可行值：{}。", list(nearest))
        }
        ConfigError::Ungroupable { n_heads, n_kv_heads, nearest } => {
            format!("{n_heads}个头不能平均共用{n_kv_heads}个键值头。最接近的可行值：{}。", list(nearest))
        }
        ConfigError::Dropout => "Dropout须是从0到1（不含1）的数。".into(),
    }
}
