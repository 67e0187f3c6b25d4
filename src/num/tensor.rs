//! The one container for numbers: a shape and its values, row-major.

use super::Window;
use super::found::Found;
use base64::Engine;
use base64::prelude::BASE64_STANDARD_NO_PAD;
use serde::{Deserialize, Serialize};
use std::cell::{OnceCell, RefCell};
use std::fmt;
use std::ops::Range;
use std::rc::Rc;

/// Values in row-major order with their shape: `[rows, cols]`, or `[planes, rows, cols]` for a stack of matrices
/// such as one per head.
///
/// A tensor is never changed once made, so a clone shares the values and costs nothing: every stage of a computation
/// can be kept, handed to a figure and shown without a copy. For the same reason what was found out about its values
/// is found out once.
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Tensor {
    pub(super) shape: Vec<usize>,
    /// Where the values lie, if not all of them are here.
    pub(super) window: Option<Window>,
    values: Rc<Values>,
}

struct Values {
    /// All of them, once somebody asked for all.
    whole: OnceCell<Vec<f32>>,
    /// Single planes that somebody asked for before.
    planes: Vec<OnceCell<Vec<f32>>>,
    /// Where they come from, as long as they are not all here.
    source: RefCell<Option<Source>>,
    found: Found,
}

/// Gives the values of a range of places.
type Source = Box<dyn Fn(Range<usize>) -> Vec<f32>>;

impl Values {
    fn fetch(&self, range: Range<usize>) -> Vec<f32> {
        let mut list = self.source.borrow().as_ref().map_or_else(Vec::new, |source| source(range.clone()));
        list.resize(range.len(), 0.0);
        list
    }
}

impl Tensor {
    /// A matrix `[rows, cols]`. Missing values read as 0 and surplus ones are dropped, so the shape always holds.
    #[must_use]
    pub fn matrix(rows: usize, cols: usize, data: Vec<f32>) -> Self {
        Self::with_shape(vec![rows, cols], data)
    }

    /// A stack of equal matrices, `[planes, rows, cols]`.
    #[must_use]
    pub fn stack(planes: usize, rows: usize, cols: usize, data: Vec<f32>) -> Self {
        Self::with_shape(vec![planes, rows, cols], data)
    }

    /// Any shape of two or three dimensions.
    #[must_use]
    pub fn with_shape(shape: Vec<usize>, mut data: Vec<f32>) -> Self {
        data.resize(shape.iter().product(), 0.0);
        Self::of(shape, data.into(), vec![], None)
    }

    /// Any shape of two or three dimensions, with values that are fetched when somebody first looks at them, all or
    /// those of a plane: of a long computation's stages a page shows a few, and of their heads one.
    #[must_use]
    pub fn lazy(shape: Vec<usize>, source: impl Fn(Range<usize>) -> Vec<f32> + 'static) -> Self {
        let n_planes = if let [planes, _, _] = shape[..] { planes } else { 0 };
        Self::of(shape, OnceCell::new(), vec![OnceCell::new(); n_planes], Some(Box::new(source)))
    }

    fn of(
        shape: Vec<usize>,
        whole: OnceCell<Vec<f32>>,
        planes: Vec<OnceCell<Vec<f32>>>,
        source: Option<Source>,
    ) -> Self {
        debug_assert!(matches!(shape.len(), 2 | 3), "a tensor is a matrix or a stack of matrices");
        let values = Values { whole, planes, source: RefCell::new(source), found: Found::default() };
        Self { shape, window: None, values: Rc::new(values) }
    }

    /// How many values are here.
    fn n_values(&self) -> usize {
        match &self.window {
            Some(window) => window.rows.len() * self.cols(),
            None => self.shape.iter().product(),
        }
    }

    /// `[rows, cols]` or `[planes, rows, cols]`.
    #[must_use]
    pub fn shape(&self) -> &[usize] {
        &self.shape
    }

    /// All values that are here, row-major.
    #[must_use]
    pub fn data(&self) -> &[f32] {
        self.values.whole.get_or_init(|| {
            let whole = self.values.fetch(0..self.n_values());
            self.values.source.take();
            whole
        })
    }

    /// [`data`](Self::data), without a copy if nobody else has this tensor.
    #[must_use]
    pub fn into_data(self) -> Vec<f32> {
        let data = self.data();
        if Rc::strong_count(&self.values) > 1 {
            return data.to_vec();
        }
        Rc::try_unwrap(self.values).ok().and_then(|values| values.whole.into_inner()).unwrap_or_default()
    }

    /// What is known about the values so far.
    pub(super) fn found(&self) -> &Found {
        &self.values.found
    }

    /// How many matrices are stacked; 1 for a plain matrix.
    #[must_use]
    pub fn planes(&self) -> usize {
        if let [planes, _, _] = self.shape[..] { planes } else { 1 }
    }

    /// Rows of each matrix.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.shape[self.shape.len() - 2]
    }

    /// Columns of each matrix.
    #[must_use]
    pub fn cols(&self) -> usize {
        self.shape[self.shape.len() - 1]
    }

    /// The values of one matrix of the stack; empty if there is no such plane, or if not all of it is here.
    #[must_use]
    pub fn plane(&self, plane: usize) -> &[f32] {
        if let Some(window) = &self.window {
            return if *window == (Window { plane, rows: 0..self.rows() }) { self.data() } else { &[] };
        }
        let size = self.rows() * self.cols();
        let range = plane * size..(plane + 1) * size;
        match (self.values.whole.get(), self.values.planes.get(plane)) {
            (None, Some(alone)) => alone.get_or_init(|| self.values.fetch(range)),
            _ => self.data().get(range).unwrap_or_default(),
        }
    }

    /// One row of one matrix; empty if there is none, or if it is not here.
    #[must_use]
    pub fn row(&self, plane: usize, row: usize) -> &[f32] {
        let cols = self.cols();
        if let Some(window) = &self.window {
            let is_here = window.plane == plane && window.rows.contains(&row);
            let row = row.wrapping_sub(window.rows.start);
            return if is_here { &self.data()[row * cols..(row + 1) * cols] } else { &[] };
        }
        self.plane(plane).get(row * cols..(row + 1) * cols).unwrap_or_default()
    }

    /// One value, if the place exists.
    #[must_use]
    pub fn at(&self, plane: usize, row: usize, col: usize) -> Option<f32> {
        self.row(plane, row).get(col).copied()
    }
}

impl fmt::Debug for Tensor {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.debug_struct("Tensor").field("shape", &self.shape).field("data", &self.data()).finish()
    }
}

/// A tensor as text: its shape, and its values as little-endian bytes in base 64, which keeps every bit, NaN included.
#[derive(Serialize, Deserialize)]
struct Written {
    shape: Vec<usize>,
    data: String,
}

impl From<Tensor> for Written {
    fn from(tensor: Tensor) -> Self {
        let bytes: Vec<u8> = tensor.data().iter().flat_map(|value| value.to_le_bytes()).collect();
        Self { shape: tensor.shape, data: BASE64_STANDARD_NO_PAD.encode(bytes) }
    }
}

impl TryFrom<Written> for Tensor {
    type Error = &'static str;

    fn try_from(Written { shape, data }: Written) -> Result<Self, &'static str> {
        let bytes = BASE64_STANDARD_NO_PAD.decode(data).map_err(|_| "values in base 64")?;
        let (values, rest) = bytes.as_chunks::<4>();
        let size = shape.iter().try_fold(1usize, |size, &side| size.checked_mul(side));
        if !matches!(shape.len(), 2 | 3) || size != Some(values.len()) || !rest.is_empty() {
            return Err("as many values as the shape says");
        }
        Ok(Self::with_shape(shape, values.iter().map(|&bytes| f32::from_le_bytes(bytes)).collect()))
    }
}

/// Two tensors are equal if they are the same values in memory, or have none. Comparing a million numbers to decide whether to
/// redraw would cost more than the drawing, and NaN would never equal itself.
impl PartialEq for Tensor {
    fn eq(&self, other: &Self) -> bool {
        (&self.shape, &self.window) == (&other.shape, &other.window)
            && (Rc::ptr_eq(&self.values, &other.values) || self.shape.contains(&0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn planes_and_rows_are_where_they_should_be() {
        let stack = Tensor::stack(2, 2, 3, (0..12u8).map(f32::from).collect());
        assert_eq!((stack.planes(), stack.rows(), stack.cols()), (2, 2, 3));
        assert_eq!(stack.row(1, 0), [6.0, 7.0, 8.0]);
        assert_eq!(stack.at(1, 1, 2), Some(11.0));
        assert_eq!(stack.at(2, 0, 0), None);
        assert!(stack.row(0, 9).is_empty());
    }

    #[test]
    fn values_are_handed_over_whoever_else_has_them() {
        let values = vec![1.0, 2.0, 3.0, 4.0];
        let alone = Tensor::matrix(2, 2, values.clone());
        let at = alone.data().as_ptr();
        let handed = alone.into_data();
        assert_eq!((handed.as_ptr(), &handed), (at, &values), "nothing is copied");
        let shared = Tensor::matrix(2, 2, values.clone());
        assert_eq!((shared.clone().into_data(), shared.data()), (values.clone(), &values[..]));
        assert_eq!(
            Tensor::lazy(vec![2, 2], |places| places.map(|x| x as f32).collect()).into_data(),
            [0.0, 1.0, 2.0, 3.0]
        );
    }

    #[test]
    fn every_bit_survives_the_text() {
        let values = vec![0.1, -0.0, f32::NAN, f32::INFINITY, f32::MIN_POSITIVE, 1.0];
        let text = serde_json::to_string(&Tensor::matrix(2, 3, values.clone())).unwrap();
        let back: Tensor = serde_json::from_str(&text).unwrap();
        assert_eq!(back.shape(), [2, 3]);
        assert!(back.data().iter().zip(&values).all(|(a, b)| a.to_bits() == b.to_bits()));
        for bad in
            [r#"{"shape":[2,3],"data":"AAAA"}"#, r#"{"shape":[1],"data":"AAAAAA"}"#, r#"{"shape":[1,1],"data":"!"}"#]
        {
            assert!(serde_json::from_str::<Tensor>(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn lazy_values_are_fetched_once_and_only_if_looked_at() {
        let fetched = Rc::new(RefCell::new(vec![]));
        let lazy = Tensor::lazy(vec![3, 1, 2], {
            let fetched = Rc::clone(&fetched);
            move |range| {
                fetched.borrow_mut().push(range.clone());
                range.take(5).map(|place| place as f32).collect()
            }
        });
        let clone = lazy.clone();
        assert!(clone == lazy && lazy.planes() == 3 && fetched.borrow().is_empty());
        assert_eq!((clone.at(1, 0, 1), lazy.plane(1), lazy.plane(3)), (Some(3.0), &[2.0, 3.0][..], &[][..]));
        assert_eq!(lazy.data(), [0.0, 1.0, 2.0, 3.0, 4.0, 0.0], "the shape always holds");
        assert_eq!((clone.plane(2), clone.plane(1)), (&[4.0, 0.0][..], &[2.0, 3.0][..]));
        assert_eq!(*fetched.borrow(), [2..4, 0..6]);
        assert_eq!(Rc::strong_count(&fetched), 1, "when all is here, its source is gone");
    }

    #[test]
    fn empty_shapes_hold_nothing() {
        let none = Tensor::stack(4, 0, 0, vec![]);
        assert_eq!(none.planes(), 4);
        assert!(none.plane(3).is_empty());
        assert_eq!(none.at(0, 0, 0), None);
    }
}
