//! A text as a model reads it: cut, framed, filled up, no longer than the model takes, and with some tokens hidden.

use super::super::Stop;
use super::super::models::Loaded;
use super::{Reading, fails};
use crate::model::{Mask, Rule};
use crate::text::{Frame, Token, Tokens};

/// The most tokens of a text: one head's weights are then four megabytes.
pub const MAX_READ: usize = 1024;

/// The most tokens of a frame that are kept behind a text that is cut.
const MAX_FRAME: usize = 2;

/// A text for a model.
pub(super) struct Text {
    pub(super) tokens: Tokens,
    pub(super) ids: Vec<u32>,
    /// Places of hidden tokens, and what stood there.
    pub(super) masked: Vec<(usize, u32)>,
    /// How many tokens come before the padding.
    pub(super) n_real: usize,
}

impl Text {
    /// Cuts a text for a model.
    pub(super) fn new(loaded: &Loaded, text: &str, reading: &Reading) -> Result<Self, Stop> {
        let (config, reader) = (loaded.model.config(), &loaded.reader);
        let mut list =
            (reader.encode)(text, Frame::of_model(reading.padded)).map_err(|reason| fails(&loaded.folder, reason))?;
        let special = |id: u32| (reader.piece)(id).filter(|piece| piece.is_special);
        let is_frame = |token: &Token| token.start == token.end && special(token.id).is_some();
        let n_found = list.len();
        let most = config.max_tokens().unwrap_or(MAX_READ).min(MAX_READ);
        if n_found > most {
            let n_behind = list.iter().rev().take(MAX_FRAME.min(most)).take_while(|token| is_frame(token)).count();
            list.drain(most - n_behind..n_found - n_behind);
        }
        let is_padding =
            |token: &&Token| reading.padded && Some(token.id) == reader.padding && token.start == token.end;
        let n_real = list.len() - list.iter().rev().take_while(is_padding).count();
        let mut masked = vec![];
        if let Some(mask) = reader.mask {
            for &place in &reading.masked {
                if let Some(token) = list.get_mut(place).filter(|token| !is_frame(token)) {
                    masked.push((place, token.id));
                    *token = Token { id: mask, start: token.start, end: token.start };
                }
            }
        }
        let ids = list.iter().map(|token| token.id).collect();
        let tokens = loaded.tokens(text, list, n_found);
        Ok(Self { tokens, ids, masked, n_real })
    }

    /// Who sees whom, if it is not as the model was trained: padding is seen by nobody.
    pub(super) fn mask(&self, reading: &Reading, is_causal: bool) -> Option<Mask> {
        let is_padded = self.n_real < self.ids.len();
        match &reading.mask {
            Some(mask) if is_padded => Some(mask.padded(self.n_real)),
            Some(mask) => Some(mask.clone()),
            // Nobody in a text that is read from left to right could see the padding behind it.
            None => (is_padded && !is_causal).then(|| Mask(vec![Rule::Padding { length: self.n_real }])),
        }
    }

    /// The token whose prediction is looked at unless another one is chosen: the first that is hidden; of a text that is
    /// continued the last; elsewhere the last that is no frame.
    pub(super) fn place(&self, is_causal: bool) -> usize {
        let last = self.n_real.saturating_sub(1);
        let stands = |token: &Token| token.start < token.end;
        let standing = || self.tokens.list().iter().rposition(stands);
        self.masked
            .first()
            .map(|&(place, _)| place)
            .or_else(|| if is_causal { None } else { standing() })
            .unwrap_or(last)
    }
}
