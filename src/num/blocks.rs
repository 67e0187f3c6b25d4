//! Rows of a product's left side, as many as a tile holds together.

use super::packed::TILE_COLS;

/// Rows that meet a panel together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Block {
    /// The first of them.
    pub(super) row: usize,
    /// How many they are: from 2 to [`MOST_ROWS`], or 1 where a product has no other.
    pub(super) height: usize,
}

/// More rows than that no tile holds.
pub(super) const MOST_ROWS: usize = 6;

/// The rows of a product in blocks of `height`. What is left for the last two is shared between them: a block of one or two
/// rows has too few sums to keep a processor busy.
pub(super) fn blocks(n_rows: usize, height: usize) -> impl Iterator<Item = Block> {
    let mut row = 0;
    std::iter::from_fn(move || {
        let left = n_rows - row;
        let is_shared = height < left && left < 2 * height;
        let block = Block { row, height: if is_shared { left.div_ceil(2) } else { left.min(height) } };
        row += block.height;
        (left > 0).then_some(block)
    })
}

/// Blocks in groups of about `n`, up to half as many more, and of nearly the same size: each group meets all panels, so a last
/// one of few would fetch them from far for little.
pub(super) fn groups(blocks: &[Block], n: usize) -> impl Iterator<Item = &[Block]> {
    let n_groups = ((blocks.len() + n / 2) / n).max(1);
    blocks.chunks(blocks.len().div_ceil(n_groups).max(1))
}

/// A number of each row of a block, side by side, and room for more: so wide that a step of rows and one of a panel are found by
/// the same shift. (A step of 24 bytes would be found by multiplying, in the unit that adds products.)
pub(super) type Step<T> = [T; TILE_COLS];

impl Block {
    /// Adds to `packed` the numbers of these rows in the order in which a tile meets them: the first number of each row, then
    /// the second of each, and so on.
    pub(super) fn pack<'a, T: Copy + Default + 'a>(self, line: impl Fn(usize) -> &'a [T], packed: &mut Vec<Step<T>>) {
        match self.height {
            2 => packed.extend(self.steps::<T, 2>(line).map(widened)),
            3 => packed.extend(self.steps::<T, 3>(line).map(widened)),
            4 => packed.extend(self.steps::<T, 4>(line).map(widened)),
            5 => packed.extend(self.steps::<T, 5>(line).map(widened)),
            _ => packed.extend(self.steps::<T, MOST_ROWS>(line).map(widened)),
        }
    }

    /// The numbers of `R` rows, a step of them at a time. A row that is longer than another one ends with it.
    #[inline(always)]
    fn steps<'a, T: Copy + 'a, const R: usize>(self, line: impl Fn(usize) -> &'a [T]) -> impl Iterator<Item = [T; R]> {
        steps(std::array::from_fn(|r| line(self.row + r)))
    }
}

#[inline(always)]
fn widened<T: Copy + Default, const R: usize>(numbers: [T; R]) -> Step<T> {
    std::array::from_fn(|row| numbers.get(row).copied().unwrap_or_default())
}

/// The numbers of the first `R` rows of a step.
#[inline(always)]
pub(super) fn of_rows<T: Copy, const R: usize>(step: &Step<T>) -> [T; R] {
    std::array::from_fn(|row| step[row])
}

/// Of `R` rows their first numbers, then their second ones, and so on.
#[inline(always)]
pub(super) fn steps<T: Copy, const R: usize>(rows: [&[T]; R]) -> impl Iterator<Item = [T; R]> {
    let n = rows.iter().map(|row| row.len()).min().unwrap_or_default();
    let rows = rows.map(|row| &row[..n]); // known once, so that no step asks again
    (0..n).map(move |step| rows.map(|row| row[step]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_in_one_block_and_none_is_alone() {
        for height in 4..=MOST_ROWS {
            for n_rows in 0..40 {
                let mut next = 0;
                for block in blocks(n_rows, height) {
                    assert_eq!(block.row, next);
                    assert!(
                        block.height <= height && (block.height >= 2 || n_rows == 1),
                        "{n_rows} in {height}: {block:?}"
                    );
                    next += block.height;
                }
                assert_eq!(next, n_rows);
            }
        }
        assert_eq!(blocks(14, 6).map(|block| block.height).collect::<Vec<_>>(), [6, 4, 4]);
    }

    #[test]
    fn groups_are_alike() {
        let all: Vec<Block> = blocks(6 * 22, 6).collect();
        for (n, sizes) in
            [(21, vec![22]), (15, vec![22]), (14, vec![11, 11]), (4, vec![4, 4, 4, 4, 4, 2]), (1, vec![1; 22])]
        {
            assert_eq!(groups(&all, n).map(<[_]>::len).collect::<Vec<_>>(), sizes, "in groups of {n}");
        }
        assert_eq!(groups(&[], 3).count(), 0);
    }

    #[test]
    fn rows_are_packed_step_by_step() {
        let rows = [[1, 2], [3, 4], [5, 6], [7, 8]];
        let mut packed = vec![];
        Block { row: 1, height: 3 }.pack(|row| &rows[row][..], &mut packed);
        assert_eq!(packed, [[3, 5, 7, 0, 0, 0, 0, 0], [4, 6, 8, 0, 0, 0, 0, 0]]);
        assert_eq!(of_rows(&packed[1]), [4, 6, 8]);
    }
}
