//! Chinese: `MaskPage`.

use crate::i18n::MaskPage;

pub(super) const MASK: MaskPage = MaskPage {
    title: "掩码",
    intro: "每个查询能看到什么：可以选规则，也可以自己涂格子，权重和输出随之改变。",
};
