//! Which part of a large matrix is seen, and how it moves: always a block of whole cells that lies within the matrix.

use super::Block;

/// How a part lies in its picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// Rows and columns of the whole matrix.
    pub shape: (usize, usize),
    /// Height and width of the picture.
    pub room: (f64, f64),
}

/// Cells do not grow beyond this: at that size they carry their numbers.
const LARGEST_CELL: f64 = 48.0;
/// Nobody looks at fewer cells than these in a row or a column.
const FEWEST: usize = 4;
/// Between the chosen cell and the edge of what is seen stay one in so many cells.
const MARGIN: usize = 12;

impl Block {
    /// All of a matrix.
    #[must_use]
    pub fn whole((rows, cols): (usize, usize)) -> Self {
        Self { row: 0, col: 0, rows, cols }
    }

    /// What of it lies in a matrix of this size: as much as there was if there is room for it, else all there is.
    #[must_use]
    pub fn within(self, rows: usize, cols: usize) -> Self {
        let side = |from: usize, n: usize, all: usize| {
            let n = n.clamp(1, all.max(1)).min(all);
            (from.min(all - n), n)
        };
        let ((row, rows), (col, cols)) = (side(self.row, self.rows, rows), side(self.col, self.cols, cols));
        Self { row, col, rows, cols }
    }

    /// Moved by so many rows and columns, as far as there are any.
    #[must_use]
    pub fn moved(self, (rows, cols): (isize, isize), shape: (usize, usize)) -> Self {
        let to = |from: usize, by: isize| from.saturating_add_signed(by);
        Self { row: to(self.row, rows), col: to(self.col, cols), ..self }.within(shape.0, shape.1)
    }

    /// Moved as little as brings a cell well into it.
    #[must_use]
    pub fn around(self, (row, col): (usize, usize), shape: (usize, usize)) -> Self {
        let side = |from: usize, n: usize, place: usize| {
            let margin = n / MARGIN;
            from.min(place.saturating_sub(margin)).max((place + margin + 1).saturating_sub(n))
        };
        let (row, col) = (side(self.row, self.rows, row), side(self.col, self.cols, col));
        Self { row, col, ..self }.within(shape.0, shape.1)
    }

    /// Whether it is all of a matrix.
    #[must_use]
    pub fn is_whole(self, shape: (usize, usize)) -> bool {
        (self.rows, self.cols) == shape
    }
}

impl Frame {
    /// `part` with cells `factor` times as large. The point at `at`, in parts of the picture's height and width, stays where
    /// it is if it can. Where cells are taller than wide, or wider than tall, the smaller side grows first and shrinks last.
    #[must_use]
    pub fn zoomed(&self, part: Block, factor: f64, at: (f64, f64)) -> Block {
        let part = part.within(self.shape.0, self.shape.1);
        let size = |room: f64, n: usize| room / n.max(1) as f64;
        let (h, w) = (size(self.room.0, part.rows), size(self.room.1, part.cols));
        let (to_h, to_w) = if factor > 1.0 {
            (h.max(h.min(w) * factor), w.max(h.min(w) * factor))
        } else {
            (h.min(h.max(w) * factor), w.min(h.max(w) * factor))
        };
        let (row, rows) = side((part.row, part.rows, self.shape.0), self.room.0, (h, to_h), at.0);
        let (col, cols) = side((part.col, part.cols, self.shape.1), self.room.1, (w, to_w), at.1);
        Block { row, col, rows, cols }.within(self.shape.0, self.shape.1)
    }

    /// Whether cells can still grow.
    #[must_use]
    pub fn can_grow(&self, part: Block) -> bool {
        part.rows > fewest(self.room.0).min(self.shape.0) || part.cols > fewest(self.room.1).min(self.shape.1)
    }
}

/// The fewest cells that fill so much room.
fn fewest(room: f64) -> usize {
    ((room / LARGEST_CELL) as usize).max(FEWEST)
}

/// One side whose cells go from one size to another: where it begins, and how many cells there are.
fn side((from, n, all): (usize, usize, usize), room: f64, (size, to): (f64, f64), at: f64) -> (usize, usize) {
    if size == to {
        return (from, n);
    }
    // However small the step, there is one.
    let wish = (room / to).round() as usize;
    let wish = if to > size { wish.min(n.saturating_sub(1)) } else { wish.max(n + 1) };
    // A link may show fewer cells than a reader comes to; closer is never farther.
    let fewest = if to > size { fewest(room).min(n) } else { fewest(room) };
    let wish = wish.clamp(fewest.min(all), all.max(1));
    let fixed = from as f64 + at * n as f64;
    ((fixed - at * wish as f64).round().max(0.0) as usize, wish)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SQUARE: Frame = Frame { shape: (4096, 4096), room: (600.0, 600.0) };

    #[test]
    fn what_is_pointed_at_stays_under_the_pointer() {
        let whole = Block::whole(SQUARE.shape);
        let half = SQUARE.zoomed(whole, 2.0, (0.5, 0.5));
        assert_eq!(half, Block { row: 1024, col: 1024, rows: 2048, cols: 2048 });
        assert_eq!(SQUARE.zoomed(half, 0.5, (0.5, 0.5)), whole);
        assert_eq!(SQUARE.zoomed(whole, 4.0, (0.0, 1.0)), Block { row: 0, col: 3072, rows: 1024, cols: 1024 });
        assert_eq!(SQUARE.zoomed(whole, 0.1, (0.0, 1.0)), whole);
        let least = SQUARE.zoomed(whole, 1e9, (0.5, 0.5));
        assert_eq!((least.rows, least.cols, SQUARE.can_grow(least)), (12, 12, false));
        let cell = Block { row: 7, col: 9, rows: 1, cols: 1 }; // as a link may say
        assert_eq!(SQUARE.zoomed(cell, 2.0, (0.5, 0.5)), cell);
    }

    #[test]
    fn the_smaller_side_of_a_cell_grows_first() {
        let tall = Frame { shape: (4096, 64), room: (512.0, 512.0) };
        let whole = Block::whole(tall.shape);
        let near = tall.zoomed(whole, 8.0, (0.0, 0.0));
        assert_eq!((near.rows, near.cols), (512, 64));
        let nearer = tall.zoomed(near, 16.0, (0.0, 0.0));
        assert_eq!((nearer.rows, nearer.cols), (32, 32), "then both");
        assert_eq!(tall.zoomed(tall.zoomed(nearer, 0.5, (0.0, 0.0)), 0.125, (0.0, 0.0)).cols, 64);
    }

    #[test]
    fn a_part_goes_where_the_cursor_goes() {
        let part = Block { row: 100, col: 100, rows: 24, cols: 24 };
        let around = |cell| part.around(cell, SQUARE.shape);
        assert_eq!(around((110, 110)), part);
        assert_eq!(around((124, 110)), Block { row: 103, ..part });
        assert_eq!(around((99, 0)), Block { row: 97, col: 0, ..part });
        assert_eq!(around((4095, 4095)), Block { row: 4072, col: 4072, ..part });
        assert_eq!(part.moved((-999, 5), SQUARE.shape), Block { row: 0, col: 105, ..part });
    }

    proptest! {
        #[test]
        fn every_part_lies_within(
            (rows, cols) in (1usize..5000, 1usize..5000),
            (row, col, n, m) in (0usize..6000, 0usize..6000, 0usize..6000, 0usize..6000),
            (factor, y, x) in (0.01..100.0, 0.0..1.0, 0.0..1.0),
            (down, right) in (-9000isize..9000, -9000isize..9000),
        ) {
            let frame = Frame { shape: (rows, cols), room: (600.0, 300.0) };
            let start = Block { row, col, rows: n, cols: m };
            let lies = |part: Block| part.rows > 0 && part.cols > 0 && part.row + part.rows <= rows && part.col + part.cols <= cols;
            let part = start.within(rows, cols);
            let zoomed = frame.zoomed(part, factor, (y, x));
            prop_assert!(lies(part) && lies(zoomed), "{zoomed:?}");
            prop_assert!(lies(zoomed.moved((down, right), frame.shape)));
            let cell = (row % rows, col % cols);
            let around = zoomed.around(cell, frame.shape);
            prop_assert!(lies(around) && (around.row..around.row + around.rows).contains(&cell.0), "{around:?}");
            prop_assert!((around.col..around.col + around.cols).contains(&cell.1));
            if factor > 1.001 {
                prop_assert!(zoomed.rows <= part.rows && zoomed.cols <= part.cols);
                prop_assert!(!frame.can_grow(part) || zoomed != part);
            }
        }
    }
}
