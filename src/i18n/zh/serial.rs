//! Chinese: `Serial`.

use crate::i18n::Serial;

pub(super) const SERIAL: Serial = Serial {
    title: "串行与并行",
    intro: "不加掩码逐个词元地算，或在因果掩码下一次算完：得到的数完全相同。",
    example: "[BOS] I like you [EOS]",
};
