//! English: `MaskPage`.

use crate::i18n::MaskPage;

pub(super) const MASK: MaskPage = MaskPage {
    title: "Mask",
    intro: "What each query may see. Choose rules, or paint cells yourself; weights and output follow.",
};
