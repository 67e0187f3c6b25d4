//! Where parts of a character stand.
//!
//! To the crate, each token of a character's bytes has the place of the whole character. Their bytes can be counted, so
//! they can be told apart.

/// A token's place, in bytes, and how many bytes it has, as far as its text says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Placed {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) n_bytes: Option<usize>,
}

/// How many bytes a token stands for. Byte-level tokenizers write each byte as a character; others write those that they
/// know no token for as `<0xE5>`.
pub(crate) fn n_bytes(piece: &str, is_byte_level: bool) -> Option<usize> {
    let hex = piece.strip_prefix("<0x").and_then(|rest| rest.strip_suffix('>'));
    if hex.is_some_and(|hex| hex.len() == 2 && u8::from_str_radix(hex, 16).is_ok()) {
        return Some(1);
    }
    is_byte_level.then(|| piece.chars().count())
}

/// Parts what overlaps: where tokens share bytes of the text and have together as many, each gets its own.
pub(crate) fn part(tokens: &mut [Placed]) {
    let mut from = 0;
    while from < tokens.len() {
        let mut end = tokens[from].end;
        let mut to = from + 1;
        while to < tokens.len() && tokens[to].start < end {
            end = end.max(tokens[to].end);
            to += 1;
        }
        let group = &mut tokens[from..to];
        let n_bytes: Option<usize> = group.iter().map(|token| token.n_bytes).sum();
        if group.len() > 1 && n_bytes == Some(end - group[0].start) {
            let mut at = group[0].start;
            for token in group {
                token.start = at;
                at += token.n_bytes.unwrap_or(0);
                token.end = at;
            }
        }
        from = to;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parted(tokens: &[(usize, usize, Option<usize>)]) -> Vec<(usize, usize)> {
        let mut tokens: Vec<Placed> =
            tokens.iter().map(|&(start, end, n_bytes)| Placed { start, end, n_bytes }).collect();
        part(&mut tokens);
        tokens.into_iter().map(|token| (token.start, token.end)).collect()
    }

    #[test]
    fn tokens_that_share_a_character_share_its_bytes() {
        assert_eq!(parted(&[(0, 3, Some(1)), (0, 3, Some(2)), (3, 4, Some(1))]), [(0, 1), (1, 3), (3, 4)]);
        // Two characters cut as 2 + 4 bytes: the places of the crate are those of the characters.
        assert_eq!(parted(&[(0, 3, Some(2)), (0, 6, Some(4))]), [(0, 2), (2, 6)]);
    }

    #[test]
    fn what_does_not_add_up_is_left() {
        assert_eq!(parted(&[(0, 2, Some(1)), (0, 2, Some(3))]), [(0, 2), (0, 2)]);
        assert_eq!(parted(&[(0, 2, None), (0, 2, None)]), [(0, 2), (0, 2)]);
        assert!(parted(&[]).is_empty());
    }

    #[test]
    fn bytes_are_counted_by_their_names() {
        assert_eq!(n_bytes("<0xE5>", false), Some(1));
        assert_eq!((n_bytes("<0xE5", true), n_bytes("<0xZZ>", false), n_bytes("å®", true)), (Some(5), None, Some(2)));
    }
}
