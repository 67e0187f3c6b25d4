//! English: what may be seen, and how it is painted.

use crate::i18n::Masks;
use crate::model::RuleKind;
use crate::state::Brush;

pub(super) const MASKS: Masks = Masks {
    title: "Mask",
    intro: "Which keys a query may see. Put rules together or paint cells; weights and output follow.",
    table: "What may be seen",
    table_note: |brush| match brush {
        Brush::Look => "Choose a cell to see what was added to its score.",
        Brush::Cell => "Drag to block or allow. With keys, Space paints, and Shift with an arrow paints on.",
        Brush::Row => "Drag over rows to block or allow all keys of a query.",
        Brush::Column => "Drag over columns to block or allow a key for all queries.",
        Brush::Rectangle => "Drag from one corner to the other; with keys, Shift and arrows.",
        Brush::Diagonal => "Drag across diagonals: each is one distance between query and key.",
    },
    brush: "Brush",
    brush_name: |brush| match brush {
        Brush::Cell => "Cell",
        Brush::Row => "Row",
        Brush::Column => "Column",
        Brush::Rectangle => "Rectangle",
        Brush::Diagonal => "Diagonal",
        Brush::Look => "None, only look",
    },
    undo: "Undo",
    redo: "Redo",
    rules_note: |rules| match rules {
        0 => "No rule: every query sees every key.",
        1 => "A key is seen if this rule allows it.",
        _ => "A key is seen if every rule allows it.",
    },
    add: "Add a rule",
    remove: |rule| format!("Remove the rule {rule}"),
    parameter: |kind, index| match (kind, index) {
        (RuleKind::Padding, _) => "real tokens",
        (RuleKind::Prefix, _) => "seen by all",
        (RuleKind::Window | RuleKind::Dilated, 0) => "size",
        (RuleKind::Dilated, _) => "step",
        (RuleKind::Block, _) => "lengths",
        (RuleKind::Causal | RuleKind::Painted | RuleKind::Window, _) => "",
    },
    additive: "What is added to the scores",
    additive_note: "0 leaves a score as it is; −∞ makes the weight e^−∞ = 0, exactly.",
    rows: "What each query is given",
    rows_note: "As the notes write it: what a query may not see reads [MASK].",
    one_row_note: "As the notes write it: what a query may not see reads [MASK]. Of so many queries only the chosen one is written out.",
    rows_head: ["Query", "Input", "sees"],
    other_shape: |(rows, cols), (n_query, n_key)| {
        format!(
            "The painted mask has {rows} × {cols} cells and the text {n_query} × {n_key}. Outside of the mask everything is allowed."
        )
    },
    seen: |seen, n_key| format!("{seen} of {n_key}"),
};
