//! Numbers as bytes: a quarter of the memory, and in a browser with relaxed SIMD a product of several times the speed, for
//! the loss of what lies between the steps.
//!
//! Weights have steps of their column's own, `w ≈ scale · q` with q in −127…127. Rows are not known before they come: each is
//! laid on 128 steps from its least number to its largest, `x ≈ low + step · q` with q in 0…127, so that
//! `x · w ≈ scale · (step · Σ q_x·q_w + low · Σ q_w)`, where both sums are of whole numbers and exact. After Jacob et al.,
//! *Quantization and training of neural networks for efficient integer-arithmetic-only inference* (2018), with
//! [`ints`](super::ints) in mind, which want rows without an eighth bit.

use super::Packed;
use super::ints::{N_BYTES, bytes};
use super::lanes::{Lanes, N_LANES};
use super::packed::TILE_COLS;

/// Steps from a row's least number to its largest, and from 0 to a column's largest.
const STEPS: usize = 127;

/// The right side of products as bytes, in panels of eight columns: for each four rows of the matrix a word of each of these
/// columns. Rows and columns past the last are 0.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantized {
    rows: usize,
    cols: usize,
    words: Vec<Words>,
    pub(super) scales: Vec<Scales>,
}

/// Four rows' part of a panel, within a line of the processor's memory.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[repr(align(32))]
pub(super) struct Words(pub(super) [[i32; N_LANES]; TILE_COLS / N_LANES]);

/// What makes numbers of a panel's sums again.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Scales {
    /// What a step of each column is worth.
    pub(super) scale: [[f32; N_LANES]; TILE_COLS / N_LANES],
    /// The sum of each column, in steps.
    pub(super) sum: [[f32; N_LANES]; TILE_COLS / N_LANES],
}

impl Quantized {
    /// A matrix `[rows, cols]` in bytes. Every number is off by half a step at most, a step being the column's largest by 127
    /// (of more than 130,000 rows there are fewer steps, so that 32 bits hold the sums). A column with a number that is not
    /// finite makes NaN.
    #[must_use]
    pub fn new(matrix: &Packed) -> Self {
        let (rows, cols) = (matrix.rows(), matrix.cols());
        let most = (i32::MAX as usize / (STEPS * rows.max(1))).clamp(1, STEPS) as f32;
        let n_panels = cols.div_ceil(TILE_COLS);
        let n_words = rows.div_ceil(N_BYTES);
        let mut words = vec![Words::default(); n_panels * n_words];
        let mut scales = vec![Scales::default(); n_panels];
        for (index, (words, scales)) in words.chunks_exact_mut(n_words.max(1)).zip(&mut scales).enumerate() {
            let panel = matrix.panel(index);
            let mut largest = [0f32; TILE_COLS];
            for lane in panel {
                for (largest, value) in largest.iter_mut().zip(lane.0.as_flattened()) {
                    if value.abs() > *largest || value.is_nan() {
                        *largest = value.abs();
                    }
                }
            }
            scales.scale.as_flattened_mut().copy_from_slice(&largest.map(|largest| largest / most));
            let mut sums = [0i32; TILE_COLS];
            for (lanes, words) in panel.chunks(N_BYTES).zip(words) {
                let columns = scales.scale.as_flattened().iter().zip(words.0.as_flattened_mut()).zip(&mut sums);
                for (col, ((&scale, word), sum)) in columns.enumerate() {
                    let mut bytes = [0i8; N_BYTES];
                    for (byte, lane) in bytes.iter_mut().zip(lanes) {
                        // Where all are 0, what is no number becomes 0.
                        *byte = (lane.0.as_flattened()[col] / scale).round_ties_even().clamp(-most, most) as i8;
                        *sum += i32::from(*byte);
                    }
                    *word = i32::from_le_bytes(bytes.map(i8::cast_unsigned));
                }
            }
            scales.sum.as_flattened_mut().copy_from_slice(&sums.map(|sum| sum as f32));
        }
        Self { rows, cols, words, scales }
    }

    /// Rows of the matrix.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Columns of the matrix.
    #[must_use]
    pub fn cols(&self) -> usize {
        self.cols
    }

    /// Words that a column has.
    pub(super) fn n_words(&self) -> usize {
        self.rows.div_ceil(N_BYTES)
    }

    /// The panel of the columns from `index` · [`TILE_COLS`] on.
    pub(super) fn panel(&self, index: usize) -> &[Words] {
        self.words.get(index * self.n_words()..(index + 1) * self.n_words()).unwrap_or_default()
    }
}

/// How a row lies on its steps.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Laid {
    pub(super) low: f32,
    pub(super) step: f32,
}

/// Added to a number of 0…127, it leaves of it in the lowest byte the nearest whole number, of two as near the even one.
const ROUND: f32 = (1 << 23) as f32;

/// Lays a row that is not empty on its steps and writes these, four in a word. If the row has a number that is not finite, or a
/// range that is not, what is told of it is NaN, and so is everything that is made of it.
pub(super) fn lay(row: &[f32], words: &mut [i32]) -> Laid {
    let laid = range(row);
    // Numbers as good as equal are all the least one.
    let (step, low) = (Lanes::splat(if laid.step > 0.0 { 1.0 / laid.step } else { 0.0 }), Lanes::splat(laid.low));
    let on = |[a, b, c, d]: &[[f32; N_LANES]; N_BYTES]| {
        // Not multiplied and added in one: every browser shall round alike.
        let on = |four| Lanes::load(four).sub(low).mul(step).add(Lanes::splat(ROUND));
        bytes([on(a), on(b), on(c), on(d)])
    };
    let (sixteens, rest) = row.as_chunks::<{ N_BYTES * N_LANES }>();
    let (whole, last) = words.split_at_mut(sixteens.len() * N_BYTES);
    for (sixteen, words) in sixteens.iter().zip(whole.as_chunks_mut().0) {
        if let ([four], _) = sixteen.as_chunks::<N_LANES>().0.as_chunks() {
            *words = on(four);
        }
    }
    if !rest.is_empty() {
        // Filled up with what is no step.
        let mut fours = [[laid.low; N_LANES]; N_BYTES];
        fours.as_flattened_mut()[..rest.len()].copy_from_slice(rest);
        last.copy_from_slice(&on(&fours)[..last.len()]);
    }
    laid
}

/// How a row that is not empty is laid on its steps.
fn range(row: &[f32]) -> Laid {
    let (eights, rest) = row.as_chunks::<{ 2 * N_LANES }>();
    let first = Lanes::splat(row.first().copied().unwrap_or_default());
    let (mut low, mut high, mut nothing) = ([first; 2], [first; 2], [Lanes::splat(0.0); 2]);
    let mut last = [row.first().copied().unwrap_or_default(); 2 * N_LANES];
    last[..rest.len()].copy_from_slice(rest);
    let mut take = |eight: &[f32; 2 * N_LANES]| {
        let [left, right, ..] = eight.as_chunks().0 else { return };
        for (half, four) in [Lanes::load(left), Lanes::load(right)].into_iter().enumerate() {
            low[half] = low[half].min(four);
            high[half] = high[half].max(four);
            nothing[half] = nothing[half].add(four.sub(four)); // 0 unless one of them is not finite
        }
    };
    eights.iter().for_each(&mut take);
    take(&last);
    let low = low[0].min(low[1]).values().into_iter().fold(f32::MAX, f32::min);
    let high = high[0].max(high[1]).values().into_iter().fold(f32::MIN, f32::max);
    let step = (high - low) / STEPS as f32;
    if !(nothing[0].add(nothing[1]).values().iter().sum::<f32>() + step).is_finite() {
        return Laid { low: f32::NAN, step: f32::NAN };
    }
    Laid { low, step: if step < f32::MIN_POSITIVE { 0.0 } else { step } }
}

#[cfg(test)]
mod tests {
    use super::super::{View, random};
    use super::*;
    use proptest::prelude::*;

    fn laid(row: &[f32]) -> (Laid, Vec<u8>) {
        let mut words = vec![-1; row.len().div_ceil(N_BYTES)];
        let laid = lay(row, &mut words);
        let mut bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
        assert!(
            laid.low.is_nan() || bytes[row.len()..].iter().all(|&byte| byte == 0),
            "what fills a word up adds nothing"
        );
        bytes.truncate(row.len());
        (laid, bytes)
    }

    proptest! {
        #[test]
        fn a_row_is_off_by_half_a_step(row in prop::collection::vec(-1e6f32..1e6, 1..40), shift in -30i32..30) {
            let row: Vec<f32> = row.iter().map(|x| x * 2f32.powi(shift)).collect();
            let (Laid { low, step }, bytes) = laid(&row);
            for (&x, byte) in row.iter().zip(bytes) {
                prop_assert!(byte <= 127);
                let off = (f64::from(low) + f64::from(step) * f64::from(byte) - f64::from(x)).abs();
                prop_assert!(off <= 0.500_1 * f64::from(step), "{} is off by {} steps of {}", x, off / f64::from(step), step);
            }
        }
    }

    #[test]
    fn rows_at_the_edge() {
        assert_eq!(laid(&[2.5; 7]), (Laid { low: 2.5, step: 0.0 }, vec![0; 7]));
        assert_eq!(laid(&[1e-40, 0.0, 3e-40]).1, [0; 3]);
        assert_eq!(laid(&[-1.0, 126.0, 0.4, 0.5, 0.6, 1.5]).1, [0, 127, 1, 2, 2, 2]);
        assert_eq!(laid(&[f32::MIN / 4.0, f32::MAX / 8.0, f32::MAX / 4.0]).1, [0, 95, 127]);
        let no_numbers: [&[f32]; 4] =
            [&[1.0, f32::NAN], &[f32::INFINITY; 5], &[0.0, f32::NEG_INFINITY], &[f32::MIN, f32::MAX]];
        for row in no_numbers {
            let (Laid { low, step }, bytes) = laid(row);
            assert!(low.is_nan() && step.is_nan() && bytes.len() == row.len(), "{row:?}");
        }
    }

    #[test]
    fn weights_are_off_by_half_a_step_of_their_column() {
        let data = random::uniform(3, 7 * 11, 1.0);
        let quantized = Quantized::new(&Packed::new(View::new(&data, 7, 11)));
        for col in 0..11 {
            let column: Vec<f32> = (0..7).map(|row| data[row * 11 + col]).collect();
            let scale = quantized.scales[col / 8].scale.as_flattened()[col % 8];
            assert_eq!(scale, column.iter().fold(0f32, |a, b| a.max(b.abs())) / 127.0);
            let word = |row: usize| quantized.panel(col / 8)[row / 4].0.as_flattened()[col % 8].to_le_bytes()[row % 4];
            let steps: Vec<i8> = (0..7).map(|row| word(row).cast_signed()).collect();
            assert_eq!(
                quantized.scales[col / 8].sum.as_flattened()[col % 8],
                steps.iter().map(|&q| f32::from(q)).sum::<f32>()
            );
            for (&weight, q) in column.iter().zip(steps) {
                assert!((f32::from(q) * scale - weight).abs() <= 0.500_1 * scale);
            }
        }
    }

    #[test]
    fn more_rows_than_32_bits_hold_the_sums_of_have_fewer_steps() {
        let n = 200_000;
        let column = Quantized::new(&Packed::new(View::new(&vec![1.0; n], n, 1)));
        assert_eq!(column.panel(0)[0].0[0][0].to_le_bytes(), [84; 4]);
        assert!(84 * 127 * n <= i32::MAX as usize && column.scales[0].sum[0][0] == 84.0 * n as f32);
    }
}
