//! 链接或程序选项里哪一处不对，中文。

use crate::state::{FieldError, MAX_TEXT, Problem};

use crate::text::segment::{MAX_EDITS, MAX_WORD};

/// The sentence.
pub(super) fn sentence(FieldError { name, problem }: &FieldError) -> String {
    match problem {
        Problem::Unknown(names) => format!("没有名为「{name}」的设置。可用的设置有{}。", names.join("、")),
        Problem::NotOneOf(values) => format!("「{name}」只能是{}之一。", values.join("、")),
        Problem::NotWithin(low, high) => format!("「{name}」须是{low}到{high}之间的整数。"),
        Problem::NotFlag => format!("「{name}」须是true或false。"),
        Problem::NotProbability => format!("「{name}」须是从0到1（不含1）的数。"),
        Problem::NotCell => format!("「{name}」须是行与列，例如3,5；或阶段、行与列，例如scores,3,5。"),
        Problem::NotPart => format!("「{name}」须是局部的首行、首列，以及行数、列数，例如0,0,64,64。"),
        Problem::NotSight => {
            format!("「{name}」须是画面中心从左往右、从下往上的位置（0到1），以及放大的倍数，例如0.5,0.5,4。")
        }
        Problem::NotMask(part, kinds) => format!(
            "「{name}」里的「{part}」不是规则。可用的规则有none、{}，尺寸写在点号后面，例如window.4。",
            kinds.join("、")
        ),
        Problem::NotWords(part) => format!(
            "「{name}」里的「{part}」不是词加词频。请写最多{MAX_WORD}个汉字、字母或数字组成的词，或写成词:词频，0表示去掉；最多改{MAX_EDITS}个词。"
        ),
        Problem::NotTable => format!("「{name}」须是由true和false组成的等长各行。"),
        Problem::NotFolder(ours) => format!(
            "「{name}」须是{}之一，或一个文件夹的地址，里面有config.json、tokenizer.json和权重文件。",
            ours.join("、")
        ),
        Problem::NotPlaces => format!("「{name}」须是从0数起的整数列表，例如[0, 2]。"),
        Problem::NotHead => format!("「{name}」须写成「层.头」，都从0数起，例如0.3,1.2。"),
        Problem::NotWeights => format!("「{name}」须是random、identity、指定了head的hand，或按名称给出的矩阵。"),
        Problem::NotMatrix => format!("「{name}」须是由等长的数字数组组成的数组。"),
        Problem::NotDocuments => format!("「{name}」须是由文本组成的数组，最多100000篇，总共不超过1000000个字符。"),
        Problem::NotText => format!("「{name}」须是UTF-8文本。"),
        Problem::HalfCharacter(at) => {
            format!("「{name}」的第{at}个字符只有一半（孤立的代理项），UTF-8里没有这样的字符。")
        }
        Problem::TooLong => format!("「{name}」最多{MAX_TEXT}个字符。"),
    }
}
