//! The matrix product on bytes: the tile of [`matmul`](super::matmul), five rows by eight columns, with four steps over `k` in
//! one. A column of weights is a quarter as long as in 32 bits, so panels are met whole, and what comes out is the same to
//! the last bit in every browser and natively.

use super::View;
use super::blocks::{Block, Step, blocks, groups, of_rows};
use super::ints::{Ints, N_BYTES};
use super::lanes::Lanes;
use super::packed::{Lane, TILE_COLS};
use super::product::{Product, whole_rows};
use super::quantized::{Laid, Quantized, Scales, Words, lay};
use super::tiles::put;

/// Rows that one tile holds: a sum of products of bytes takes two registers beside its own.
const TILE_ROWS: usize = 5;
/// Bytes of the rows that meet a panel one after another, which fit into the second nearest memory.
const GROUP: usize = 384 * 1_024;
/// Panels that a single row meets at once, for as many independent sums as a tile has.
const PANELS: usize = 4;

/// `a · right + bias`, shapes `[n, k] · [k, m] → [n, m]`, with `a` in bytes too, row by row ([`Quantized`] says how). `bias` has
/// `m` numbers, or none. A row of `a` with a number that is not finite makes NaN.
pub fn matmul_quantized(a: View, right: &Quantized, bias: &[f32], out: &mut [f32]) {
    matmul_quantized_each(a, &mut [Product { right, bias, out, out_stride: right.cols() }]);
}

/// [`matmul_quantized`] with several right sides, as Q, K and V are made: the rows of `a` become bytes once for all.
pub fn matmul_quantized_each(a: View, products: &mut [Product<Quantized>]) {
    debug_assert!(products.iter().all(|product| product.right.rows() == a.cols), "inner sizes agree");
    if a.col_stride != 1 {
        // Numbers of a row that do not lie side by side are put so first.
        let rows: Vec<f32> = (0..a.rows).flat_map(|row| a.row(row)).collect();
        return matmul_quantized_each(View::new(&rows, a.rows, a.cols), products);
    }
    if a.cols == 0 {
        return products.iter_mut().for_each(|product| product.of_nothing(a.rows, product.right.cols()));
    }
    let n_words = a.cols.div_ceil(N_BYTES);
    if a.rows == 1 {
        let mut words = vec![0; n_words];
        let laid = lay(a.line(0), &mut words);
        return products.iter_mut().for_each(|product| one_row(&words, laid, product));
    }
    let n_group = (GROUP / size_of::<Step<i32>>() / n_words).max(1);
    let blocks: Vec<Block> = blocks(a.rows, TILE_ROWS).collect();
    let (mut words, mut packed, mut laid) = (vec![0; TILE_ROWS * n_words], vec![], vec![]);
    for group in groups(&blocks, n_group) {
        laid.clear();
        packed.clear();
        for block in group {
            let rows = block.row..block.row + block.height;
            laid.extend(rows.zip(words.chunks_exact_mut(n_words)).map(|(row, words)| lay(a.line(row), words)));
            block.pack(|row| &words[(row - block.row) * n_words..][..n_words], &mut packed);
        }
        products.iter_mut().for_each(|product| meet(product, group, &packed, &laid));
    }
}

/// Writes a group's rows of a product.
fn meet(product: &mut Product<Quantized>, group: &[Block], packed: &[Step<i32>], laid: &[Laid]) {
    let Product { right, bias, out, out_stride } = product;
    let n_words = right.n_words();
    for (index, scales) in right.scales.iter().enumerate() {
        let col = index * TILE_COLS;
        let width = TILE_COLS.min(right.cols() - col);
        let bias = Lane::of(bias.get(col..col + width).unwrap_or_default());
        let meeting = Meeting { panel: right.panel(index), scales, bias };
        let (mut packed, mut laid) = (packed, laid);
        for block in group {
            let packed = packed.split_off(..n_words).unwrap_or_default();
            let laid = laid.split_off(..block.height).unwrap_or_default();
            let out = &mut out[block.row * *out_stride + col..];
            whole_rows(out, *out_stride, width, |out, stride| match block.height {
                2 => meeting.with::<2>(packed, laid, out, stride),
                3 => meeting.with::<3>(packed, laid, out, stride),
                4 => meeting.with::<4>(packed, laid, out, stride),
                _ => meeting.with::<TILE_ROWS>(packed, laid, out, stride),
            });
        }
    }
}

/// A panel, which meets rows of `a`.
struct Meeting<'b> {
    panel: &'b [Words],
    scales: &'b Scales,
    bias: Lane,
}

impl Meeting<'_> {
    /// Writes `R` rows of the product, `stride` apart, of which `out` begins with the panel's columns; `packed` has a word of
    /// each, step by step. (A function of its own, so that no register is kept for what others need.)
    #[inline(never)]
    fn with<const R: usize>(&self, packed: &[Step<i32>], laid: &[Laid], out: &mut [f32], stride: usize) {
        let sums = tile::<R>(packed.iter().map(of_rows), self.panel);
        let bias = self.bias.lanes();
        for (r, (sums, &laid)) in sums.into_iter().zip(laid).enumerate() {
            put(finish(sums, laid, self.scales, bias), out, r * stride);
        }
    }
}

/// The sums of `R` rows with a panel.
#[inline(always)]
fn tile<const R: usize>(steps: impl Iterator<Item = [i32; R]>, panel: &[Words]) -> [[Ints; 2]; R] {
    let mut sums = [[Ints::splat(0); 2]; R];
    for (factors, Words([left, right])) in steps.zip(panel) {
        let (left, right) = (Ints::load(left), Ints::load(right));
        for (sums, factor) in sums.iter_mut().zip(factors) {
            let factor = Ints::splat(factor);
            sums[0] = left.dot(factor, sums[0]);
            sums[1] = right.dot(factor, sums[1]);
        }
    }
    sums
}

/// What a row's sums with a panel stand for.
#[inline(always)]
fn finish(sums: [Ints; 2], laid: Laid, scales: &Scales, bias: [Lanes; 2]) -> [Lanes; 2] {
    let (low, step) = (Lanes::splat(laid.low), Lanes::splat(laid.step));
    let half = |half: usize| {
        let (sum, scale) = (Lanes::load(&scales.sum[half]), Lanes::load(&scales.scale[half]));
        sums[half].lanes().mul(step).add(low.mul(sum)).mul(scale).add(bias[half])
    };
    [half(0), half(1)]
}

/// One row of the product. It has no other row to share a panel with, so it meets several panels at once.
fn one_row(words: &[i32], laid: Laid, product: &mut Product<Quantized>) {
    let Product { right, bias, out, .. } = product;
    let mut ends = out[..right.cols()].chunks_mut(TILE_COLS);
    let mut biases = bias.chunks(TILE_COLS).map(Lane::of).chain(std::iter::repeat(Lane::default()));
    for (group, scales) in right.scales.chunks(PANELS).enumerate() {
        let panel = |p| right.panel(group * PANELS + p);
        let sums = match scales.len() {
            PANELS => sums::<PANELS>(words, std::array::from_fn(panel)),
            // Where fewer are left, the others are empty.
            _ => {
                std::array::from_fn(|p| if p < scales.len() { sums(words, [panel(p)])[0] } else { [Ints::splat(0); 2] })
            }
        };
        for (((sums, scales), bias), end) in sums.into_iter().zip(scales).zip(&mut biases).zip(&mut ends) {
            let row = finish(sums, laid, scales, bias.lanes()).map(Lanes::values);
            end.copy_from_slice(&row.as_flattened()[..end.len()]);
        }
    }
}

/// The sums of a row with some panels. (A function that calls no other, as [`whole_rows`] says.)
#[inline(never)]
fn sums<const P: usize>(words: &[i32], panels: [&[Words]; P]) -> [[Ints; 2]; P] {
    let mut sums = [[Ints::splat(0); 2]; P];
    let panels = panels.map(|panel| &panel[..words.len()]); // known once, so that no step asks again
    for (step, &word) in words.iter().enumerate() {
        let factor = Ints::splat(word);
        for (sums, panel) in sums.iter_mut().zip(&panels) {
            let Words([left, right]) = &panel[step];
            sums[0] = Ints::load(left).dot(factor, sums[0]);
            sums[1] = Ints::load(right).dot(factor, sums[1]);
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::super::{Packed, random};
    use super::*;
    use proptest::prelude::*;

    /// The same by the rule, without tiles, words or lanes.
    fn naive(a: &[f32], b: &[f32], bias: &[f32], [n, k, m]: [usize; 3]) -> Vec<f32> {
        let mut out = vec![];
        for row in a.chunks(k).take(n) {
            let (low, high) = row.iter().fold((f32::MAX, f32::MIN), |(low, high), &x| (low.min(x), high.max(x)));
            let step = (high - low) / 127.0;
            let of_row: Vec<i64> = row.iter().map(|x| ((x - low) * (1.0 / step)).round_ties_even() as i64).collect();
            for col in 0..m {
                let column: Vec<f32> = (0..k).map(|row| b[row * m + col]).collect();
                let scale = column.iter().fold(0f32, |most, x| most.max(x.abs())) / 127.0;
                let of_column: Vec<i64> = column.iter().map(|x| (x / scale).round_ties_even() as i64).collect();
                let products: i64 = of_row.iter().zip(&of_column).map(|(x, w)| x * w).sum();
                let sum: i64 = of_column.iter().sum();
                out.push((products as f32 * step + low * sum as f32) * scale + bias.get(col).copied().unwrap_or(0.0));
            }
        }
        out
    }

    proptest! {
        #[test]
        fn tiles_add_up_to_the_rule(n in 0usize..11, k in 1usize..27, m in 0usize..45, seed: u64, has_bias: bool) {
            let key = random::key(seed, 98);
            let (a, b) = (random::uniform(key, n * k, 2.0), random::uniform(key ^ 1, k * m, 1.0));
            let bias = if has_bias { random::uniform(key ^ 2, m, 1.0) } else { vec![] };
            let quantized = Quantized::new(&Packed::new(View::new(&b, k, m)));
            let mut out = vec![f32::NAN; n * m];
            matmul_quantized(View::new(&a, n, k), &quantized, &bias, &mut out);
            prop_assert_eq!(&out, &naive(&a, &b, &bias, [n, k, m]));
            // Seen through a transpose.
            let turned: Vec<f32> = (0..k).flat_map(|col| (0..n).map(move |row| (row, col))).map(|(row, col)| a[row * k + col]).collect();
            let mut again = vec![f32::NAN; n * m];
            matmul_quantized(View::new(&turned, k, n).t(), &quantized, &bias, &mut again);
            prop_assert_eq!(out, again);
        }

        /// Each product is off by half a step of the row times the weight, and half a step of the column times what stands
        /// for the number.
        #[test]
        fn the_product_is_near_the_exact_one(n in 1usize..6, k in 1usize..60, m in 1usize..20, seed: u64) {
            let key = random::key(seed, 97);
            let (a, b) = (random::uniform(key, n * k, 3.0), random::uniform(key ^ 1, k * m, 1.0));
            let mut out = vec![0.0; n * m];
            matmul_quantized(View::new(&a, n, k), &Quantized::new(&Packed::new(View::new(&b, k, m))), &[], &mut out);
            for (place, &found) in out.iter().enumerate() {
                let exact: f64 = (0..k).map(|i| f64::from(a[place / m * k + i]) * f64::from(b[i * m + place % m])).sum();
                let bound = k as f64 * (6.0 / 254.0 + 3.0 / 254.0) + 1e-4;
                prop_assert!((f64::from(found) - exact).abs() <= bound);
            }
        }
    }

    /// More rows than a group has, and each number of rows left over.
    #[test]
    fn large_products_are_the_rule() {
        for [n, k, m] in [[1, 7, 75], [1, 1, 32], [70, 6_001, 9], [259, 384, 17], [7, 70, 300], [98, 2, 8]] {
            let (a, b) = (random::uniform(5, n * k, 1.0), random::uniform(6, k * m, 1.0));
            let bias = random::uniform(7, m, 1.0);
            let mut out = vec![f32::NAN; n * m];
            let quantized = Quantized::new(&Packed::new(View::new(&b, k, m)));
            matmul_quantized(View::new(&a, n, k), &quantized, &bias, &mut out);
            assert_eq!(out, naive(&a, &b, &bias, [n, k, m]), "{n} × {k} × {m}");
        }
    }

    #[test]
    fn no_numbers_and_nothing_to_add() {
        let product = |a: &[f32], [n, k, m]: [usize; 3], bias: &[f32]| {
            let b: Vec<f32> = (1..=k * m).map(|x| x as f32).collect();
            let mut out = vec![7.0; n * m];
            let quantized = Quantized::new(&Packed::new(View::new(&b, k, m)));
            assert_eq!((quantized.rows(), quantized.cols()), (k, m));
            matmul_quantized(View::new(a, n, k), &quantized, bias, &mut out);
            out
        };
        assert_eq!(product(&[], [2, 0, 3], &[]), [0.0; 6]);
        assert_eq!(product(&[], [2, 0, 2], &[1.0, 2.0]), [1.0, 2.0, 1.0, 2.0]);
        assert!(product(&[1.0, 2.0], [2, 1, 0], &[]).is_empty());
        for bad in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
            let out = product(&[1.0, bad, 1.0, 1.0], [2, 2, 3], &[]);
            assert!(out[..3].iter().all(|x| x.is_nan()) && out[3..].iter().all(|x| x.is_finite()), "{out:?}");
        }
        let zeros = Quantized::new(&Packed::new(View::new(&[0.0, 1.0, 2.0, 0.0, f32::NAN, f32::INFINITY], 2, 3)));
        let mut out = [7.0; 3];
        matmul_quantized(View::new(&[3.0, 3.0], 1, 2), &zeros, &[], &mut out);
        assert!(out[0] == 0.0 && out[1].is_nan() && out[2].is_nan(), "{out:?}");
    }
}
