//! A single row of a product, as every new token asks for: it is read as fast as memory gives the matrix.

use super::View;
use super::blocks::steps;
use super::lanes::Lanes;
use super::lists::add_to;
use super::packed::{Lane, Packed, TILE_COLS};
use super::product::Product;

/// Panels that a single row meets at once, for as many independent sums as a tile has.
const PANELS: usize = 4;

/// One row of the product. It has no other row to share a panel with, so it meets several panels at once.
pub(super) fn one_row(row: &[f32], product: &mut Product<Packed>) {
    let n = row.len();
    let out = &mut product.out[..product.right.cols()];
    let mut ends = out.chunks_mut(TILE_COLS);
    let mut write = |sums: &[Lane]| {
        for (Lane(sums), end) in sums.iter().zip(&mut ends) {
            end.copy_from_slice(&sums.as_flattened()[..end.len()]);
        }
    };
    let mut fours = product.right.panels.chunks_exact(PANELS * n);
    for panels in &mut fours {
        write(&sums::<PANELS>(row, std::array::from_fn(|p| &panels[p * n..(p + 1) * n])));
    }
    for panel in fours.remainder().chunks_exact(n) {
        write(&sums(row, [panel]));
    }
    add_to(out, product.bias);
}

/// The sums of a row with some panels. (A function that calls no other, as [`whole_rows`](super::product::whole_rows) says.)
#[inline(never)]
fn sums<const P: usize>(row: &[f32], panels: [&[Lane]; P]) -> [Lane; P] {
    let panels = panels.map(|panel| &panel[..row.len()]); // known once, so that no step asks again
    let mut sums = [[Lanes::splat(0.0); 2]; P];
    for (step, &factor) in row.iter().enumerate() {
        let factor = Lanes::splat(factor);
        for (sums, panel) in sums.iter_mut().zip(&panels) {
            let [left, right] = panel[step].lanes();
            sums[0] = factor.mul_add(left, sums[0]);
            sums[1] = factor.mul_add(right, sums[1]);
        }
    }
    sums.map(|sums| Lane(sums.map(Lanes::values)))
}

/// One row of the product, if `b` lies row by row or column by column in memory; copying it would take longer than the sums.
pub(super) fn one_row_as_it_lies(row: &[f32], b: View, out: &mut [f32]) -> bool {
    if b.col_stride == 1 {
        out.fill(0.0);
        for (k, factor) in row.iter().enumerate() {
            out.iter_mut().zip(b.line(k)).for_each(|(sum, value)| *sum += factor * value);
        }
    } else if b.row_stride == 1 {
        // Several sums at once, since each of its steps waits for the one before.
        let columns = b.t();
        for (out, first) in out.chunks_mut(TILE_COLS).zip((0..).step_by(TILE_COLS)) {
            let mut sums = [0.0; TILE_COLS];
            let lines = columns.lines::<TILE_COLS>(first).map(|line| if line.is_empty() { row } else { line });
            for (factor, values) in row.iter().zip(steps(lines)) {
                sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += factor * value);
            }
            out.copy_from_slice(&sums[..out.len()]);
        }
    }
    b.col_stride == 1 || b.row_stride == 1
}
