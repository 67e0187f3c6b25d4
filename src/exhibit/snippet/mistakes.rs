//! What breaks: the right computation, then the mistakes from the first stage that they change, and both in numbers.

use super::code::Code;
use super::definitions::Definition;
use super::stages::Layer;
use super::{Screen, attention, show};
use crate::model::{Config, Slip, Stage};

/// The right way, the wrong way, and what the mistake does to the numbers.
pub(super) fn write(screen: &Screen, code: &mut Code) {
    let s = screen.s;
    let mut right = screen.config.clone();
    right.slips.clear();
    let wrong = attention::layer(screen, screen.trace);
    code.comment(s.breaks.as_it_should);
    attention::stages(code, &Layer { config: &right, ..wrong }, Stage::ALL);
    code.line("right_weights, right_output = weights, output");
    let cell = show::cell(screen);
    if let Some(stage) = cell.map(|cell| cell.stage).filter(|stage| !matches!(stage, Stage::Weights | Stage::Output)) {
        code.line(format!("right_{0} = {0}", stage.name()));
    }
    code.gap();
    if let Some(first) = first_changed(screen.config) {
        let made: Vec<&str> = screen.state.slips.iter().map(|&slip| (s.breaks.slip_name)(slip)).collect();
        code.comment(format!("{}: {}", s.breaks.with_mistake, made.join(", ")));
        let changed: Vec<Stage> = Stage::ALL.iter().copied().filter(|&stage| depends(first, stage)).collect();
        attention::stages(code, &wrong, &changed);
        code.gap();
    }
    code.need(Definition::Measures);
    let is_missing = screen.config.slips(Slip::MaskAfterSoftmax) && !screen.config.slips(Slip::WrongAxis);
    let lost = match (is_missing, wrong.has(Stage::Mask)) {
        (true, _) => "(1 - weights.sum(-1)).mean()",
        (false, true) => "(weights * (mask < 0)).sum(-1).mean()",
        (false, false) => "0.0",
    };
    code.noted(format!("lost = lambda weights: {lost}"), s.breaks.leaked);
    code.line("right, wrong = measures(right_weights, right_output), measures(weights, output)");
    show::options(code);
    let head = screen.head;
    code.noted(format!("print(right_weights[{head}])"), (s.breaks.right)(head + 1));
    code.noted(format!("print(weights[{head}])"), (s.breaks.wrong)(head + 1));
    let told = [
        s.breaks.smallest_sum,
        s.breaks.largest_sum,
        s.breaks.leaked,
        s.breaks.entropy,
        s.breaks.largest,
        s.breaks.output,
    ];
    code.comment(told.join(" · "));
    code.line("print([f\"{value:.4g}\" for value in right])");
    code.line("print([f\"{value:.4g}\" for value in wrong])");
    if let Some(cell) = cell {
        show::number(screen, code, cell, &format!("right_{}", cell.stage.name()));
        show::number(screen, code, cell, cell.stage.name());
    }
}

/// The first stage that the mistakes change, if there are any.
fn first_changed(config: &Config) -> Option<Stage> {
    let first = |slip: &Slip| match slip {
        Slip::NoScale => Stage::Scores,
        Slip::MaskAfterSoftmax => Stage::MaskedScores,
        Slip::WrongAxis | Slip::SoftmaxTwice => Stage::Weights,
        Slip::NoWO => Stage::Output,
    };
    config.slips.iter().map(first).min()
}

/// Whether a stage is computed anew if `changed` is another.
fn depends(changed: Stage, stage: Stage) -> bool {
    use Stage::{Concat, Heads, MaskedScores, Output, Scores, Weights};
    stage >= changed && matches!(stage, Scores | MaskedScores | Weights | Heads | Concat | Output)
}
