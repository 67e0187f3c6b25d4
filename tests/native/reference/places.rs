//! Places of tokens as Python counts them, in characters.

use heedmap::text::Token;

/// Start and end of each token. A token of no bytes has its place all the same; one of some bytes of a character has the
/// place of the whole character.
pub(super) fn in_characters(text: &str, tokens: &[Token]) -> Vec<usize> {
    let starts: Vec<usize> = text.char_indices().map(|(start, _)| start).collect();
    // How many characters begin before a byte.
    let before = |byte: usize| starts.partition_point(|&start| start < byte);
    let start = |token: &Token| {
        if text.is_char_boundary(token.start) { before(token.start) } else { before(token.start) - 1 }
    };
    tokens.iter().flat_map(|token| [start(token), before(token.end)]).collect()
}
