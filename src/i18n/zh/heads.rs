//! Chinese: `Heads`.

use crate::i18n::Heads;

pub(super) const HEADS: Heads = Heads {
    title: "多头",
    intro: "每个头各看各的，再由W_o混合。关掉一些头，看看输出怎样变化。",
};
