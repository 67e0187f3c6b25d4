//! English: `Serial`.

use crate::i18n::Serial;

pub(super) const SERIAL: Serial = Serial {
    title: "Serial and parallel",
    intro: "One token at a time without a mask, or all at once under the causal mask: the same numbers.",
    example: "[BOS] I like you [EOS]",
};
