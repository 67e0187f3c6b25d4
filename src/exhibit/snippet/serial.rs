//! Serial and parallel: one function, called once for all tokens and once for each number of first tokens.

use super::code::{Code, Setting};
use super::stages::Layer;
use super::{Screen, attention, show};
use crate::model::Stage;

/// The masked run, the growing runs, how far they are apart row by row, and what each way costs.
pub(super) fn write(screen: &Screen, code: &mut Code) {
    let s = screen.s;
    let layer = Layer { shows_mask: true, ..attention::layer(screen, screen.trace) };
    let (mut outside, mut inside): (Vec<Stage>, Vec<Stage>) = Stage::ALL.iter().partition(|&&stage| is_outside(stage));
    outside.retain(|&stage| layer.has(stage));
    inside.retain(|&stage| layer.has(stage));
    attention::stages(code, &layer, &outside);
    code.gap();
    // What a chosen cell is of must be known outside, too.
    let cell = show::cell(screen);
    let stage = cell.map(|cell| cell.stage).filter(|stage| inside.contains(stage));
    let returned = match stage.filter(|stage| !matches!(stage, Stage::Weights | Stage::Output)) {
        Some(stage) => format!("weights, output, {}", stage.name()),
        None => "weights, output".into(),
    };
    code.block("def attention(q, k, v, mask):", |code| {
        attention::stages(code, &Layer { in_function: true, ..layer }, &inside);
        code.line(format!("return {returned}"));
    });
    code.gap();
    // Keys and values of a second text are not those of the first tokens.
    let is_cut = screen.trace.get(Stage::KvX).is_none();
    let kv = if is_cut { "k[:t], v[:t]" } else { "k, v" };
    let n = screen.answer.steps.len();
    let shown = screen.state.step.unwrap_or(n.saturating_sub(1)).min(n.saturating_sub(1));
    code.noted(format!("{returned} = attention(q, k, v, mask)"), s.serial.at_once);
    code.noted(format!("steps = [attention(q[:t], {kv}, 0) for t in range(1, {})]", n + 1), s.serial.in_turn);
    code.gap();
    show::options(code);
    code.block(format!("for t, (w, y, *_) in enumerate(steps[:{}]):", shown + 1), |code| {
        code.line("apart = abs(w[:, t] - weights[:, t, : t + 1]).max(), abs(y[t] - output[t]).max()");
        code.line(r#"print(t + 1, "max |Δ|", *(f"{value:.4g}" for value in apart))"#);
    });
    let head = screen.head;
    code.noted(format!("print(steps[{shown}][0][{head}])"), (s.serial.serial)(head + 1));
    code.noted(format!("print(weights[{head}])"), (s.serial.masked)(head + 1));
    costs(screen, code, n);
    if let Some(cell) = cell {
        show::number(screen, code, cell, cell.stage.name());
    }
}

/// Multiplications with their additions, as the page counts them.
fn costs(screen: &Screen, code: &mut Code, n: usize) {
    let sizes = screen.trace.sizes;
    code.set(Setting::DModel, &sizes.d_model);
    code.set(Setting::Dim, &sizes.dim);
    let kv_dim = if sizes.n_kv_heads == sizes.n_heads { "dim" } else { "n_kv_heads * d_head" };
    code.line(format!("costs = [2 * t * d_model * (dim + {kv_dim}) + 2 * t * t * dim for t in range(1, {})]", n + 1));
    code.noted("print(sum(costs), costs[-1])", screen.s.serial.costs);
}

/// What is made once, outside of the function.
fn is_outside(stage: Stage) -> bool {
    stage <= Stage::V || matches!(stage, Stage::Mask | Stage::WO | Stage::BO)
}
