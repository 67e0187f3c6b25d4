//! 中文：大矩阵的局部。

use crate::i18n::{Shared, Sight, Zooming};
use std::ops::Range;

pub(super) const ZOOMING: Zooming = Zooming {
    closer: "放大",
    farther: "缩小",
    all: "全貌",
    map: "整个矩阵的缩略图，方框内是当前所见的局部",
    how: |is_touched, is_painted| {
        if is_painted {
            "用按钮、+ − 0 或Ctrl加滚轮缩放，拖动缩略图里的方框平移。保存的文件总是整个矩阵。"
        } else if is_touched {
            "双指缩放，拖动平移。保存的文件总是整个矩阵。"
        } else {
            "按住Ctrl滚动滚轮可缩放，拖动可平移；也可用 + − 0 和方向键。保存的文件总是整个矩阵。"
        }
    },
    seen: |sight| {
        let Sight { rows, cols, n_rows, n_cols } = sight;
        if sight.is_whole() {
            format!("全部{n_rows}行、{n_cols}列。")
        } else {
            format!("第{}行（共{n_rows}行），第{}列（共{n_cols}列）。", span(rows), span(cols))
        }
    },
    shared: |rows, cols| format!("一个像素最多代表{rows}×{cols}格，显示其中最强的一格。"),
    block: |Shared { rows, cols, strongest }| {
        let cells = format!("第{}行，第{}列", span(rows), span(cols));
        match strongest {
            Some((row, col)) => format!("{cells}：最强的是第{}行第{}列。", row + 1, col + 1),
            None => format!("{cells}：全被掩码挡住。"),
        }
    },
};

fn span(places: &Range<usize>) -> String {
    if places.len() == 1 { places.end.to_string() } else { format!("{}–{}", places.start + 1, places.end) }
}
