//! Attention built by hand, so that its weights can be read by eye: each number is 0, 1 or one large constant.
//!
//! A token's vector says in plain ones what it is and where it stands: one dimension for each different token, then one
//! for each place, and for the induction head one more for each token, *which token stands before*, empty at first. A
//! head's W_q writes down what its query is looking for, W_k what a key has to offer; where they meet, the score is
//! large enough for softmax to leave next to nothing to the others. W_v and W_o copy the token that was found.
//!
//! The induction head, which finds what came after the last time, is that of Olsson et al., *In-context learning and
//! induction heads* (2022): a previous-token head writes each token's predecessor beside it, and a head in the next
//! layer looks for the place whose predecessor is the token that asks.

use super::{Sizes, Stage, Trace};
use crate::num::Tensor;
use serde::{Deserialize, Serialize};

/// The score, after scaling, of a key that is looked for; e¹² is 160,000 times e⁰.
const LOUD: f64 = 12.0;

/// What is built.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Hand {
    /// Looks at the token before; the first token looks at itself.
    #[default]
    PreviousToken,
    /// Looks at the first token.
    FirstToken,
    /// Looks at the same token wherever it stands, itself included.
    SameToken,
    /// Looks at itself and at its two neighbours.
    Window,
    /// These four beside each other.
    Four,
    /// Two layers: looks at what came after the same token before. Means something under the causal mask only.
    Induction,
}

/// What a dimension of a hand-built vector says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dimension {
    /// This is the token with this number.
    Token(usize),
    /// It stands at this place.
    Place(usize),
    /// The token with this number stands before it.
    Before(usize),
}

/// One head of a layer.
#[derive(Clone, Copy)]
enum Head {
    Previous,
    First,
    Same,
    Neighbours,
    /// Looks for the place before which the token that asks stands.
    AfterSame,
}

/// A text as hand-built attention sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    hand: Hand,
    n_vocab: usize,
    n_places: usize,
}

impl Hand {
    /// Everything that can be built.
    pub const ALL: &[Self] = <Self as strum::VariantArray>::VARIANTS;

    /// The longest text: a vector has a dimension for each place.
    pub const MAX_TOKENS: usize = 128;

    /// The name in links and in `heedmap.run`.
    #[must_use]
    pub fn slug(self) -> &'static str {
        self.into()
    }

    /// Built for texts of so many different tokens and so many places.
    #[must_use]
    pub fn plan(self, n_vocab: usize, n_places: usize) -> Plan {
        Plan { hand: self, n_vocab: n_vocab.max(1), n_places: n_places.max(1) }
    }

    fn heads(self, layer: usize) -> &'static [Head] {
        match (self, layer) {
            (Self::PreviousToken, _) | (Self::Induction, 0) => &[Head::Previous],
            (Self::FirstToken, _) => &[Head::First],
            (Self::SameToken, _) => &[Head::Same],
            (Self::Window, _) => &[Head::Neighbours],
            (Self::Four, _) => &[Head::Previous, Head::First, Head::Same, Head::Neighbours],
            (Self::Induction, _) => &[Head::AfterSame],
        }
    }
}

impl Plan {
    /// The sizes of the model.
    #[must_use]
    pub fn sizes(self) -> Sizes {
        let n_heads = self.hand.heads(0).len();
        let d_head = self.n_vocab.max(self.n_places);
        Sizes {
            d_model: self.before(0) + if self.remembers() { self.n_vocab } else { 0 },
            dim: n_heads * d_head,
            n_heads,
            n_kv_heads: n_heads,
            n_layers: if self.remembers() { 2 } else { 1 },
        }
    }

    /// What each dimension of a vector says.
    pub fn dimensions(self) -> impl Iterator<Item = Dimension> {
        let tokens = (0..self.n_vocab).map(Dimension::Token);
        let before = (0..if self.remembers() { self.n_vocab } else { 0 }).map(Dimension::Before);
        tokens.chain((0..self.n_places).map(Dimension::Place)).chain(before)
    }

    /// The vectors of a text, `[n_tokens, d_model]`; `ids` are its tokens' numbers in the vocabulary.
    #[must_use]
    pub fn vectors(self, ids: &[usize]) -> Tensor {
        let mut matrix = Grid::new(ids.len(), self.sizes().d_model);
        for (place, &id) in ids.iter().enumerate() {
            matrix.put(place, id, 1.0);
            matrix.put(place, self.place(place), 1.0);
        }
        matrix.into()
    }

    /// Gives a trace the parameters of a layer.
    pub fn fill(self, layer: usize, trace: &mut Trace) {
        let sizes = self.sizes();
        let d_head = sizes.d_head();
        let loud = (LOUD * (d_head as f64).sqrt()).ceil() as f32;
        let mut w_q = Grid::new(sizes.d_model, sizes.dim);
        let mut w_k = Grid::new(sizes.d_model, sizes.dim);
        let mut w_v = Grid::new(sizes.d_model, sizes.dim);
        let mut w_o = Grid::new(sizes.dim, sizes.d_model);
        for (index, head) in self.hand.heads(layer).iter().enumerate() {
            let start = index * d_head;
            match head {
                Head::Previous | Head::First | Head::Neighbours => {
                    for place in 0..self.n_places {
                        w_k.put(self.place(place), start + place, 1.0);
                        for wanted in head.wants(place, self.n_places) {
                            w_q.put(self.place(place), start + wanted, loud);
                        }
                    }
                }
                Head::Same | Head::AfterSame => {
                    for token in 0..self.n_vocab {
                        let offer = if matches!(head, Head::Same) { token } else { self.before(token) };
                        w_q.put(token, start + token, loud);
                        w_k.put(offer, start + token, 1.0);
                        if matches!(head, Head::AfterSame) {
                            // Nothing stands before the first token, which the layer below could only say as «itself».
                            w_k.put(self.place(0), start + token, -1.0);
                        }
                    }
                }
            }
            for token in 0..self.n_vocab {
                let target = if self.remembers() && layer == 0 { self.before(token) } else { token };
                w_v.put(token, start + token, 1.0);
                w_o.put(start + token, target, 1.0);
            }
        }
        for (stage, grid) in [(Stage::WQ, w_q), (Stage::WK, w_k), (Stage::WV, w_v), (Stage::WO, w_o)] {
            trace.set(stage, grid.into());
        }
    }

    fn place(self, place: usize) -> usize {
        self.n_vocab + place
    }

    fn before(self, token: usize) -> usize {
        self.n_vocab + self.n_places + token
    }

    fn remembers(self) -> bool {
        self.hand == Hand::Induction
    }
}

impl Head {
    /// The places that a query at `place` looks for.
    fn wants(self, place: usize, n_places: usize) -> std::ops::Range<usize> {
        match self {
            Self::Previous => place.saturating_sub(1)..place.saturating_sub(1) + 1,
            Self::Neighbours => place.saturating_sub(1)..(place + 2).min(n_places),
            Self::First | Self::Same | Self::AfterSame => 0..1,
        }
    }
}

/// A matrix of zeros to write into.
struct Grid {
    rows: usize,
    cols: usize,
    values: Vec<f32>,
}

impl Grid {
    fn new(rows: usize, cols: usize) -> Self {
        Self { rows, cols, values: vec![0.0; rows * cols] }
    }

    fn put(&mut self, row: usize, col: usize, value: f32) {
        if let Some(cell) = self.values.get_mut(row * self.cols + col) {
            *cell = value;
        }
    }
}

impl From<Grid> for Tensor {
    fn from(grid: Grid) -> Self {
        Self::matrix(grid.rows, grid.cols, grid.values)
    }
}
