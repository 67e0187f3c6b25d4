//! The strongest of each block of a matrix: what that means, and how it is found in one pass.

use super::fill::Fill;
use super::heatmap::Heatmap;
use super::{Scale, Strips};
use crate::num::Tensor;
use std::ops::Range;

/// By what a row's values are measured where rows do not share a scale.
pub(super) enum Ruler {
    Whole,
    Top(f32),
}

impl Ruler {
    pub(super) fn of(figure: &Heatmap, row: usize) -> Option<Self> {
        let by_row = matches!(figure.fill, Fill::Map { scale: Scale::Row, .. });
        by_row.then(|| Self::Top(Scale::Row.top(figure.values.row(figure.plane, row), 1.0)))
    }

    pub(super) fn measure(&self, value: f32) -> f32 {
        match *self {
            Self::Whole => value,
            Self::Top(top) => Scale::Row.position(value, top),
        }
    }
}

/// Whether nothing is gained by putting `other` in the place of `one`.
pub(super) fn is_as_strong(fill: &Fill, one: f32, other: f32) -> bool {
    if let Fill::Signed { .. } = fill { is_as_far(one, other) } else { is_as_large(one, other) }
}

fn is_as_far(one: f32, other: f32) -> bool {
    (one.abs() >= other.abs()) | one.is_nan()
}

fn is_as_large(one: f32, other: f32) -> bool {
    (one >= other) | one.is_nan()
}

fn farther(most: f32, value: f32) -> f32 {
    if is_as_far(most, value) { most } else { value }
}

fn larger(most: f32, value: f32) -> f32 {
    if is_as_large(most, value) { most } else { value }
}

/// The strongest of each block, and where all of a block is blocked.
pub(super) fn strongest(whole: &Heatmap, rows: Strips, cols: Strips) -> (Tensor, Tensor, Fill) {
    let (mut values, mut blocked) = (Vec::with_capacity(rows.len() * cols.len()), vec![]);
    let (width, across) = (cols.places().len(), Across::new(cols));
    // Most masks that are large block nothing, and then they need not be read.
    let is_masked = whole.has_blocked();
    let weakest = if matches!(whole.fill, Fill::Map { .. } | Fill::Between { .. }) { f32::NEG_INFINITY } else { 0.0 };
    let (mut most, mut open) = (vec![weakest; width], vec![f32::NEG_INFINITY; width]);
    for strip in rows.iter() {
        most.fill(weakest);
        open.fill(f32::NEG_INFINITY);
        for row in strip {
            let all = whole.values.row(whole.plane, row);
            let mask = whole.mask.row(0, row).get(cols.places()).filter(|_| is_masked).unwrap_or_default();
            let values = all.get(cols.places()).unwrap_or_default();
            let ruler = Ruler::of(whole, row);
            match (&whole.fill, ruler) {
                // All that may be seen is alike.
                (Fill::Allowed, _) => {}
                (Fill::Signed { .. }, _) => fold(&mut most, values, mask, weakest, farther),
                (_, Some(Ruler::Top(top))) => {
                    let shares: Vec<f32> = values.iter().map(|&value| Scale::Row.position(value, top)).collect();
                    fold(&mut most, &shares, mask, weakest, larger);
                }
                _ => fold(&mut most, values, mask, weakest, larger),
            }
            fold(&mut open, mask, &[], f32::NEG_INFINITY, larger);
        }
        match whole.fill {
            Fill::Signed { .. } => across.fold(&mut values, &most, weakest, farther),
            _ => across.fold(&mut values, &most, weakest, larger),
        }
        if is_masked {
            across.fold(&mut blocked, &open, f32::NEG_INFINITY, larger);
        }
    }
    let fill = match &whole.fill {
        Fill::Map { map, scale: Scale::Row, title, .. } => {
            Fill::Map { map: *map, scale: Scale::Shared, high: 1.0, title: title.clone() }
        }
        other => other.clone(),
    };
    let mask = if is_masked { (rows.len(), cols.len()) } else { (0, 0) };
    (Tensor::matrix(rows.len(), cols.len(), values), Tensor::matrix(mask.0, mask.1, blocked), fill)
}

/// Column by column the stronger of what there is and what comes; blocked cells come as the weakest. There may be millions: no
/// branch, so that several are compared at once.
fn fold(most: &mut [f32], values: &[f32], mask: &[f32], weakest: f32, stronger: impl Fn(f32, f32) -> f32) {
    if mask.is_empty() {
        return most.iter_mut().zip(values).for_each(|(most, &value)| *most = stronger(*most, value));
    }
    for ((most, &value), &mask) in most.iter_mut().zip(values).zip(mask) {
        let value = if mask == f32::NEG_INFINITY { weakest } else { value };
        *most = stronger(*most, value);
    }
}

/// The columns of the strips: the first of every strip, then the second, and so on; of a shorter strip the last one comes again,
/// which changes nothing. So no loop has an end that cannot be guessed, and several strips are compared at once.
struct Across(Vec<Vec<usize>>);

impl Across {
    fn new(cols: Strips) -> Self {
        let (first, longest) = (cols.places().start, cols.iter().map(|strip| strip.len()).max().unwrap_or(0));
        let column = |strip: Range<usize>, step: usize| (strip.start + step).min(strip.end - 1) - first;
        Self((0..longest).map(|step| cols.iter().map(|strip| column(strip, step)).collect()).collect())
    }

    /// Adds the strongest of each strip to `all`.
    fn fold(&self, all: &mut Vec<f32>, most: &[f32], weakest: f32, stronger: impl Fn(f32, f32) -> f32) {
        let (from, n) = (all.len(), self.0.first().map_or(0, Vec::len));
        all.resize(from + n, weakest);
        let mut next = Vec::with_capacity(n);
        for columns in &self.0 {
            next.clear();
            next.extend(columns.iter().map(|&column| most[column]));
            fold(&mut all[from..], &next, &[], weakest, &stronger);
        }
    }
}
