//! What is seen of a matrix: all of it, or of a large one a part, and in no more cells than there are pixels.

use super::browser;
use super::hands::{Looked, Point};
use heedmap::chart::{self, Block, Frame, Heatmap, Layout, Seen};
use std::rc::Rc;
use yew::prelude::*;

/// What is seen, and where it stands.
#[derive(Clone)]
pub(crate) struct Sight {
    /// Whether other parts can be looked at.
    pub(crate) is_zoomable: bool,
    /// How parts lie in the picture.
    pub(crate) frame: Frame,
    /// The part that is seen.
    pub(crate) part: Block,
    /// The cells that are drawn.
    pub(crate) seen: Rc<Seen>,
    /// The same of the whole matrix.
    pub(crate) whole: Rc<Seen>,
    /// Where they are drawn.
    pub(crate) layout: Rc<Layout>,
}

/// The room that there is: width, height, the font, and the smallest cell.
pub(crate) type Room = (f64, f64, f64, f64);

/// Looks at a part of a figure. Each thing is found out once for each figure, part and room.
#[hook]
pub(crate) fn use_sight(figure: &Heatmap, room: Room, part: Option<Block>) -> Sight {
    let shape = (figure.n_rows(), figure.n_cols());
    let is_zoomable = chart::is_zoomable(figure);
    let all = use_memo((figure.clone(), room), move |(figure, (width, height, font, floor))| {
        Layout::new(figure, *width, *height, *font, *floor)
    });
    // A pixel of the screen a cell, never more: so none is lost when the browser scales them.
    let pixels = |room: f64| if is_zoomable { (room * browser::density()).floor() as usize } else { usize::MAX };
    let most = (pixels(all.plot.h), pixels(all.plot.w));
    let whole = use_memo((figure.clone(), most), move |(figure, most)| Seen::new(figure, Block::whole(shape), *most));
    let part = part.filter(|_| is_zoomable).unwrap_or(Block::whole(shape)).within(shape.0, shape.1);
    let seen = use_memo((Rc::clone(&whole), part), |(whole, part)| {
        if part.is_whole(shape) { (**whole).clone() } else { Seen::new(figure, *part, most) }
    });
    let layout = use_memo((Rc::clone(&all), Rc::clone(&seen)), |(all, seen)| {
        if is_zoomable { all.with_cells(&seen.figure) } else { (**all).clone() }
    });
    let frame = Frame { shape, room: (layout.plot.h, layout.plot.w) };
    Sight { is_zoomable, frame, part, seen, whole, layout }
}

impl Sight {
    /// The cell under a point of the sheet: of a block its strongest, or its first.
    pub(crate) fn cell_at(&self, figure: &Heatmap, (x, y): (f64, f64), first: bool) -> Option<(usize, usize)> {
        let (row, col) = self.layout.cell_at(x, y)?;
        let (row, col) = (row.min(self.seen.rows.len().checked_sub(1)?), col.min(self.seen.cols.len().checked_sub(1)?));
        let block = self.seen.block(row, col);
        Some(if first { (block.row, block.col) } else { self.seen.strongest(figure, row, col) })
    }

    /// The drawn cell that stands for a cell of the matrix, if that is in sight.
    pub(crate) fn drawn(&self, (row, col): (usize, usize)) -> Option<(usize, usize)> {
        Some((self.seen.rows.of(row)?, self.seen.cols.of(col)?))
    }

    /// A point of the sheet in parts of the picture's height and width.
    pub(crate) fn in_parts(&self, (x, y): (f64, f64)) -> (f64, f64) {
        let plot = self.layout.plot;
        (((y - plot.y) / plot.h).clamp(0.0, 1.0), ((x - plot.x) / plot.w).clamp(0.0, 1.0))
    }

    /// The part after cells have grown so many times around a point, given in parts of the picture.
    pub(crate) fn zoomed(&self, factor: f64, at: (f64, f64)) -> Option<Block> {
        self.named(self.frame.zoomed(self.part, factor, at))
    }

    /// The part moved as little as brings a cell into sight; `None` if it is there already.
    pub(crate) fn following(&self, cell: (usize, usize)) -> Option<Block> {
        (self.is_zoomable && self.drawn(cell).is_none()).then(|| self.part.around(cell, self.frame.shape))
    }
}

impl Looked for Sight {
    type Part = Block;

    fn part(&self) -> Block {
        self.part
    }

    fn is_zoomable(&self) -> bool {
        self.is_zoomable
    }

    fn closer(&self, part: Block, factor: f64, at: Point) -> Block {
        self.frame.zoomed(part, factor, self.in_parts(at))
    }

    fn along(&self, part: Block, (dx, dy): Point) -> Block {
        let plot = self.layout.plot;
        let by = |way: f64, cells: usize, room: f64| (-way * cells as f64 / room).round() as isize;
        part.moved((by(dy, part.rows, plot.h), by(dx, part.cols, plot.w)), self.frame.shape)
    }

    fn named(&self, part: Block) -> Option<Block> {
        Some(part).filter(|part| !part.is_whole(self.frame.shape))
    }
}
