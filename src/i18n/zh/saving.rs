//! Chinese: saving what is shown.

use crate::i18n::Saving;

pub(super) const SAVING: Saving = Saving {
    save: "保存",
    save_panel: |title| format!("保存“{title}”"),
    code: "本画面的Python代码",
    code_note: "一个完整的脚本：造出同样的参数，算出同样的数，只差舍入。",
    library: "库",
    copy: "复制",
    copied: "已复制",
    save_code: "保存.py",
};
