//! Several layers: a loop, each reading what the one below read plus what it wrote. And rollout over them.

use super::attention::{self, paragraph};
use super::code::Code;
use super::stages::Layer;
use super::{Screen, parameters, show};
use crate::model::Stage;
use crate::state::ExhibitId;

/// How many layers a script has: up to the one that is shown, or all of them where rollout is.
pub(super) fn written(screen: &Screen) -> usize {
    let n_layers = screen.answer.layers.len();
    if rolls(screen) { n_layers } else { n_layers.min(screen.state.layer + 1) }
}

fn rolls(screen: &Screen) -> bool {
    screen.state.exhibit == ExhibitId::Heads && screen.answer.rollout.is_some()
}

/// The first `n_layers` layers, and what is shown of them.
pub(super) fn write(screen: &Screen, code: &mut Code, n_layers: usize) {
    let [first_trace, .., last_trace] = &screen.answer.layers[..n_layers] else { return };
    let before = attention::layer(screen, first_trace);
    let first = Layer { in_loop: true, ..before };
    let later = Layer { trace: last_trace, is_first: false, in_loop: true, ..before };
    let (inputs, rest) = Stage::ALL.split_at(Stage::KvX as usize + 1);
    attention::stages(code, &before, inputs);
    if let Some(given) = screen.config.given() {
        for (&stage, tensor) in given.0.iter().filter(|(stage, _)| rest.contains(stage)) {
            let data = parameters::given(code, tensor);
            code.line(format!("{} = {data}", parameters::first(stage)));
        }
    }
    if rolls(screen) {
        code.line(code.either("own = rollout = np.eye(len(x), dtype=np.float32)", "own = rollout = torch.eye(len(x))"));
    }
    code.gap();
    code.block(format!("for layer in range({n_layers}):"), |code| {
        code.block("if layer > 0:", |code| code.noted("x = x + output", screen.s.stages.from_below));
        let present: Vec<Stage> = rest.iter().copied().filter(|&stage| first.has(stage) || later.has(stage)).collect();
        for (index, &stage) in present.iter().enumerate() {
            if index > 0 && paragraph(present[index - 1]) != paragraph(stage) {
                code.gap();
            }
            either(code, (&first, &later), stage);
        }
        if rolls(screen) {
            code.line("rollout = (weights.mean(0) / 2 + own / 2) @ rollout");
        }
        if screen.state.layer + 1 < n_layers {
            code.block(format!("if layer == {}:", screen.state.layer), |code| {
                show::keep(screen, code);
                show::take(screen, code);
            });
        } else {
            show::take(screen, code);
        }
    });
    code.gap();
    show::write(screen, code);
    if rolls(screen) {
        code.noted("print(rollout)", screen.s.heads.rollout);
    }
}

/// A stage that the first layer may compute in another way than those above it.
fn either(code: &mut Code, (first, later): (&Layer, &Layer), stage: Stage) {
    let is_alike = matches!(stage, Stage::Mask | Stage::Weights | Stage::Concat);
    if is_alike || !later.has(stage) {
        let layer = if later.has(stage) { later } else { first };
        return layer.write(code, stage);
    }
    let above = later.expression(code, stage);
    let below = if first.has(stage) { first.expression(code, stage) } else { above.clone() };
    let made = if above == below { above } else { format!("{below} if layer == 0 else {above}") };
    code.noted(format!("{} = {made}", stage.name()), later.comment(code.s, stage));
}
