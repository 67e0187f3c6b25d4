//! The one container for numbers: a shape and its values, row-major.

use base64::Engine;
use base64::prelude::BASE64_STANDARD_NO_PAD;
use serde::{Deserialize, Serialize};
use std::cell::{LazyCell, OnceCell};
use std::fmt;
use std::rc::Rc;

/// Values in row-major order with their shape: `[rows, cols]`, or `[planes, rows, cols]` for a stack of matrices
/// such as one per head.
///
/// A tensor is never changed once made, so a clone shares the values and costs nothing: every stage of a computation
/// can be kept, handed to a figure and shown without a copy.
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Tensor {
    shape: Vec<usize>,
    data: Rc<Data>,
}

/// Values, and what is found out of all of them at most once: a scale of colours needs it at every drawing.
struct Data {
    values: LazyCell<Vec<f32>, Fetch>,
    largest: OnceCell<f32>,
    largest_absolute: OnceCell<f32>,
}

/// Brings values when they are first looked at.
type Fetch = Box<dyn FnOnce() -> Vec<f32>>;

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
    pub fn with_shape(shape: Vec<usize>, data: Vec<f32>) -> Self {
        Self::fetched(shape, move || data)
    }

    /// As [`Tensor::with_shape`], of values that are brought when they are first looked at: of all the stages of a
    /// computation that a worker sends, a screen shows a few.
    #[must_use]
    pub fn fetched(shape: Vec<usize>, fetch: impl FnOnce() -> Vec<f32> + 'static) -> Self {
        debug_assert!(matches!(shape.len(), 2 | 3), "a tensor is a matrix or a stack of matrices");
        let size = shape.iter().product();
        let fetch: Fetch = Box::new(move || {
            let mut values = fetch();
            values.resize(size, 0.0);
            values
        });
        let (largest, largest_absolute) = (OnceCell::new(), OnceCell::new());
        Self { shape, data: Rc::new(Data { values: LazyCell::new(fetch), largest, largest_absolute }) }
    }

    /// `[rows, cols]` or `[planes, rows, cols]`.
    #[must_use]
    pub fn shape(&self) -> &[usize] {
        &self.shape
    }

    /// All values, row-major.
    #[must_use]
    pub fn data(&self) -> &[f32] {
        &self.data.values
    }

    /// The largest of all values that are more than 0, else 0; NaN is none.
    #[must_use]
    pub fn largest(&self) -> f32 {
        // Not f32::max, which must mind NaN in a way that the machine does not: this is a comparison at a time, of many.
        let fold = || self.data().iter().fold(0.0, |most, &value| if value > most { value } else { most });
        *self.data.largest.get_or_init(fold)
    }

    /// The largest absolute value of all that are finite, else 0.
    #[must_use]
    pub fn largest_absolute(&self) -> f32 {
        let finite = || self.data().iter().map(|value| value.abs()).filter(|value| value.is_finite());
        *self.data.largest_absolute.get_or_init(|| finite().fold(0.0, f32::max))
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

    /// The values of one matrix of the stack; empty if there is no such plane.
    #[must_use]
    pub fn plane(&self, plane: usize) -> &[f32] {
        let size = self.rows() * self.cols();
        self.data().get(plane * size..(plane + 1) * size).unwrap_or_default()
    }

    /// One row of one matrix; empty if there is none.
    #[must_use]
    pub fn row(&self, plane: usize, row: usize) -> &[f32] {
        let cols = self.cols();
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

/// Two tensors are equal if they are the same values in memory. Comparing a million numbers to decide whether to
/// redraw would cost more than the drawing, and NaN would never equal itself.
impl PartialEq for Tensor {
    fn eq(&self, other: &Self) -> bool {
        self.shape == other.shape && Rc::ptr_eq(&self.data, &other.data)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_fetched_when_they_are_looked_at() {
        let is_fetched = Rc::new(OnceCell::new());
        let told = Rc::clone(&is_fetched);
        let tensor = Tensor::fetched(vec![1, 3], move || {
            told.set(()).unwrap();
            vec![1.0, 2.0]
        });
        let clone = tensor.clone();
        assert_eq!((tensor.cols(), is_fetched.get()), (3, None));
        assert_eq!(tensor.data(), [1.0, 2.0, 0.0]);
        assert_eq!((clone.data().len(), is_fetched.get()), (3, Some(&())));
        assert_eq!(clone, tensor);
    }

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
    fn the_largest_is_known_before_and_after_it_was_asked_for() {
        let values = Tensor::matrix(1, 4, vec![-3.0, f32::NAN, 2.0, f32::NEG_INFINITY]);
        for _ in 0..2 {
            assert_eq!((values.largest(), values.largest_absolute()), (2.0, 3.0));
        }
        let none = Tensor::matrix(0, 0, vec![]);
        assert_eq!((none.largest(), none.largest_absolute()), (0.0, 0.0));
    }

    #[test]
    fn empty_shapes_hold_nothing() {
        let none = Tensor::stack(4, 0, 0, vec![]);
        assert_eq!(none.planes(), 4);
        assert!(none.plane(3).is_empty());
        assert_eq!(none.at(0, 0, 0), None);
    }
}
