//! English: classic mistakes.

use crate::i18n::Breaks;
use crate::model::Slip;

pub(super) const BREAKS: Breaks = Breaks {
    title: "What breaks",
    intro: "Make a classic mistake and see in numbers what goes wrong. Some show only under a mask.",
    slips: "Mistakes",
    slip_name: |slip| match slip {
        Slip::NoScale => "no √d_k",
        Slip::MaskAfterSoftmax => "mask after softmax",
        Slip::WrongAxis => "softmax along the wrong axis",
        Slip::SoftmaxTwice => "softmax twice",
        Slip::NoWO => "no W_o",
    },
    what: |slip| match slip {
        Slip::NoScale => {
            "The scores are not divided by √d_k: they are too far apart, and softmax leaves nearly everything to one key."
        }
        Slip::MaskAfterSoftmax => {
            "Blocked weights are set to 0 after softmax: the rows no longer sum to 1, and what is left was shared with keys that should not count."
        }
        Slip::WrongAxis => "Softmax runs down the columns: each key shares itself out, and the rows sum to anything.",
        Slip::SoftmaxTwice => {
            "Softmax of the weights again, as the listing in the notes' chapter 4 does: all weights are nearly alike."
        }
        Slip::NoWO => "The heads stand side by side and nothing mixes them: the weights are right, the output is not.",
    },
    gap: " ",
    none_yet: "No mistake yet: both are the same. Tick one above.",
    wrong: |head| format!("With the mistake, head {head}"),
    right: |head| format!("As it should be, head {head}"),
    right_note: "The same text, the same parameters.",
    numbers: "What it does to the numbers",
    numbers_note: "Over the rows of all heads.",
    measure: "Measure",
    as_it_should: "as it should be",
    with_mistake: "with the mistake",
    smallest_sum: "Smallest sum of a row",
    largest_sum: "Largest sum of a row",
    leaked: "Mean share of a row lost to blocked keys",
    entropy: "Mean entropy of a row, bits",
    largest: "Mean largest weight of a row",
    output: "Mean length of an output vector",
};
