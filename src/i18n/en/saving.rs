//! English: saving what is shown.

use crate::i18n::Saving;

pub(super) const SAVING: Saving = Saving {
    save: "Save",
    save_panel: |title| format!("Save “{title}”"),
    code: "This screen as Python",
    code_note: "A whole script: it makes the same parameters and computes the same numbers, up to rounding.",
    library: "Library",
    copy: "Copy",
    copied: "Copied",
    save_code: "Save .py",
};
