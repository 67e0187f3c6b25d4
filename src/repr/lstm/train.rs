//! What a layer learns from an error: backpropagation through time, and the cross entropy that the error comes from.

use super::{Cell, Direction, Run};
use crate::num::{View, add_to, matmul};

/// Goes back through a layer. `dh`, `[n, d]`, is the loss's gradient by the layer's states; adds that by its weights to
/// `gradient` and returns that by its inputs `x`, `[n, d_in]`.
#[must_use]
pub fn backward(cell: &Cell, x: &[f32], run: &Run, direction: Direction, dh: &[f32], gradient: &mut Cell) -> Vec<f32> {
    let (n, d) = (run.n, run.d);
    let mut sums = vec![0.0; n * 4 * d]; // the gradient by what each gate is bent from
    let mut before = vec![0.0; n * d]; // the states that came in at each step
    let (mut dh_next, mut dc) = (vec![0.0; d], vec![0.0; d]);
    for (token, earlier) in direction.steps(n).rev() {
        let gates = &run.gates[token * 4 * d..(token + 1) * 4 * d];
        let row = &mut sums[token * 4 * d..(token + 1) * 4 * d];
        for place in 0..d {
            let [i, f, g, o] = [0, 1, 2, 3].map(|gate| gates[gate * d + place]);
            let bent = run.c[token * d + place].tanh();
            let c_before = earlier.map_or(0.0, |earlier| run.c[earlier * d + place]);
            let dh = dh[token * d + place] + dh_next[place];
            let dc_here = dc[place] + dh * o * (1.0 - bent * bent);
            row[place] = dc_here * g * i * (1.0 - i);
            row[d + place] = dc_here * c_before * f * (1.0 - f);
            row[2 * d + place] = dc_here * i * (1.0 - g * g);
            row[3 * d + place] = dh * bent * o * (1.0 - o);
            dc[place] = dc_here * f;
        }
        dh_next.fill(0.0);
        for (&sum, weights) in row.iter().zip(cell.weight_hh.chunks_exact(d.max(1))) {
            dh_next.iter_mut().zip(weights).for_each(|(dh, weight)| *dh += sum * weight);
        }
        if let Some(earlier) = earlier {
            before[token * d..(token + 1) * d].copy_from_slice(&run.h[earlier * d..(earlier + 1) * d]);
        }
    }
    let by_sum = View::new(&sums, n, 4 * d);
    add_to(&mut gradient.weight_ih, matmul(by_sum.t(), View::new(x, n, cell.d_in)).data());
    add_to(&mut gradient.weight_hh, matmul(by_sum.t(), View::new(&before, n, d)).data());
    for row in sums.chunks_exact((4 * d).max(1)) {
        add_to(&mut gradient.bias_ih, row);
        add_to(&mut gradient.bias_hh, row);
    }
    matmul(by_sum, View::new(&cell.weight_ih, 4 * d, cell.d_in)).data().to_vec()
}

/// The cross entropy of scores `[n, n_classes]`, summed over the rows, in nats; scores become the loss's gradient by them,
/// times `share`.
#[must_use]
pub fn cross_entropy(scores: &mut [f32], targets: &[usize], share: f32) -> f64 {
    let n_classes = scores.len() / targets.len().max(1);
    let mut loss = 0.0;
    for (row, &target) in scores.chunks_exact_mut(n_classes.max(1)).zip(targets) {
        let highest = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let sum: f64 = row.iter().map(|&score| f64::from((score - highest).exp())).sum();
        loss += sum.ln() + f64::from(highest) - f64::from(row[target]);
        let scale = share / sum as f32;
        row.iter_mut().for_each(|score| *score = (*score - highest).exp() * scale);
        row[target] -= share;
    }
    loss
}
