//! Tokens of a model's vocabulary, for readers.

use crate::chart::label;
use crate::text::Piece;

/// A token as readers see it: its text with everything invisible made visible, bytes that are no characters in
/// hexadecimal, `##` before what goes on a word.
#[must_use]
pub fn piece_name(piece: &Piece) -> String {
    let text = if piece.is_special { piece.text() } else { label::visible_bytes(&piece.bytes) };
    if piece.continues { format!("##{text}") } else { text }
}
