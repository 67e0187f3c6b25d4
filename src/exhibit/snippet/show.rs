//! The end of a script: it prints what the screen shows.

use super::super::attend;
use super::code::{Code, Setting};
use super::{Screen, by_id, layers, matrix};
use crate::engine::Run;
use crate::model::Stage;
use crate::state::{Cell, ExhibitId};

/// The stages that are shown, the largest first. A page that is not named here is one of stages.
fn shown(screen: &Screen) -> Vec<Stage> {
    match (&screen.ask.run, screen.state.exhibit) {
        (Run::Serial(_) | Run::Compare(_), _) => vec![Stage::Weights],
        (_, ExhibitId::Heads) => vec![screen.trace.weighing()],
        (_, ExhibitId::Mask) => vec![Stage::Mask, screen.trace.weighing(), Stage::Output],
        _ => vec![attend::shown(screen.state, screen.trace)],
    }
}

/// Whether the mask is to be seen, though it may block nothing.
pub(super) fn has_mask(screen: &Screen) -> bool {
    let chosen = cell(screen).map(|cell| cell.stage);
    shown(screen).into_iter().chain(chosen).any(|stage| matches!(stage, Stage::Mask | Stage::MaskedScores))
}

/// The chosen cell, if the page says anything of it.
pub(super) fn cell(screen: &Screen) -> Option<Cell> {
    let cell = screen.state.cell?;
    (by_id(screen.state.exhibit).inspect)(screen.state, screen.answer, cell).map(|_| cell)
}

/// Numbers are printed with four decimals, and not as powers of ten.
pub(super) fn options(code: &mut Code) {
    code.line(code.either(
        "np.set_printoptions(precision=4, suppress=True, linewidth=120)",
        "torch.set_printoptions(precision=4, sci_mode=False, linewidth=120)",
    ));
}

/// Keeps what is shown of a layer that others follow.
pub(super) fn keep(screen: &Screen, code: &mut Code) {
    let names: Vec<&str> = shown(screen).into_iter().map(Stage::name).collect();
    code.line(format!("shown = [{}]", names.join(", ")));
    if let Some(cell) = cell(screen) {
        code.line(format!("chosen = {}", cell.stage.name()));
    }
}

/// Makes what only the page of heads shows: the heads taken together, what each brings to the output of one token, and
/// what the output has lost with those that are off.
pub(super) fn take(screen: &Screen, code: &mut Code) {
    let trace = screen.trace;
    if screen.state.exhibit != ExhibitId::Heads {
        return;
    }
    code.gap();
    code.line(
        code.either(
            "mean, largest = weights.mean(0), weights.max(0)",
            "mean, largest = weights.mean(0), weights.amax(0)",
        ),
    );
    if trace.get(Stage::WO).is_some() {
        let query = super::super::heads::asking(screen.state, trace);
        code.set(Setting::NHeads, &trace.sizes.n_heads);
        let by_head = format!("concat[{query}].reshape(n_heads, 1, d_head) @ w_o.reshape(n_heads, d_head, -1)");
        code.noted(format!("shares = ({by_head})[:, 0]"), screen.s.heads.share);
    }
    if trace.get(Stage::OutputWhole).is_some() {
        let length = code.either("np.linalg.norm", "torch.linalg.norm");
        code.line(format!("was, moved = {length}(output_whole, axis=1), {length}(output - output_whole, axis=1)"));
    }
}

/// Prints the stage, then the cell.
pub(super) fn write(screen: &Screen, code: &mut Code) {
    options(code);
    let s = screen.s;
    let is_kept = screen.state.layer + 1 < layers::written(screen);
    for (index, stage) in shown(screen).into_iter().enumerate() {
        let name = if is_kept { format!("shown[{index}]") } else { stage.name().to_owned() };
        if stage.is_per_head() {
            let head = screen.head;
            code.noted(format!("print({name}[{head}])"), (s.stages.of_head)((s.stages.name)(stage), head + 1));
        } else {
            code.noted(format!("print({name})"), (s.stages.name)(stage));
        }
    }
    if let Some(cell) = cell(screen) {
        number(screen, code, cell, if is_kept { "chosen" } else { cell.stage.name() });
    }
    if screen.state.exhibit == ExhibitId::Heads {
        heads(screen, code);
    }
}

/// Prints a cell of the stage that has this name now.
pub(super) fn number(screen: &Screen, code: &mut Code, cell: Cell, name: &str) {
    let place = place(screen, cell);
    code.line(format!(r#"print(f"{}{place} = {{{name}{place}:.4g}}")"#, cell.stage.name()));
}

/// Where a cell stands in its stage, in brackets.
fn place(screen: &Screen, Cell { stage, row, col }: Cell) -> String {
    if stage.is_per_head() { format!("[{}, {row}, {col}]", screen.head) } else { format!("[{row}, {col}]") }
}

/// Prints what [`take`] has made.
fn heads(screen: &Screen, code: &mut Code) {
    let (s, trace) = (screen.s, screen.trace);
    code.noted("print(mean)", s.heads.mean);
    code.noted("print(largest)", s.heads.max);
    if trace.get(Stage::WO).is_some() {
        let query = super::super::heads::asking(screen.state, trace);
        let token = screen
            .answer
            .tokens
            .list()
            .get(query)
            .map_or(String::new(), |&token| matrix::name(&screen.answer.tokens, token));
        code.noted("print(shares)", (s.heads.shares)(&token));
    }
    if trace.get(Stage::OutputWhole).is_some() {
        code.noted(
            code.either("print(np.stack([was, moved, moved / was]))", "print(torch.stack([was, moved, moved / was]))"),
            s.heads.change,
        );
    }
}
