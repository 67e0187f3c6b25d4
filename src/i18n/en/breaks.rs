//! English: `Breaks`.

use crate::i18n::Breaks;

pub(super) const BREAKS: Breaks =
    Breaks { title: "What breaks", intro: "Make a classic mistake and see in numbers what goes wrong." };
