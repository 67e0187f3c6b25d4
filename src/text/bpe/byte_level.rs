//! Bytes as characters that can be seen, as GPT-2 writes its tokens: `Ġ` is a space.
//!
//! A vocabulary file holds text, and not every byte is one. So the 188 bytes that Latin-1 can print stand for
//! themselves, and the other 68, in order, are the characters from U+0100 on.

/// The character of a byte.
pub(super) fn character(byte: u8) -> char {
    if is_printed(byte) {
        return char::from(byte);
    }
    let before = (0..byte).filter(|&other| !is_printed(other)).count();
    char::from_u32(0x100 + before as u32).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// Bytes as such characters.
pub(super) fn text(bytes: &[u8]) -> String {
    bytes.iter().map(|&byte| character(byte)).collect()
}

/// The bytes that such characters stand for; nothing if one of them stands for none.
pub(in crate::text) fn bytes(text: &str) -> Option<Vec<u8>> {
    text.chars().map(|wanted| (0..=u8::MAX).find(|&byte| character(byte) == wanted)).collect()
}

/// All bytes in the order of their characters, which is the order of their ids.
pub(in crate::text) fn alphabet() -> Vec<u8> {
    let mut bytes: Vec<u8> = (0..=u8::MAX).collect();
    bytes.sort_by_key(|&byte| character(byte));
    bytes
}

fn is_printed(byte: u8) -> bool {
    matches!(byte, b'!'..=b'~' | 0xA1..=0xAC | 0xAE..=0xFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_byte_has_a_character_of_its_own() {
        assert_eq!(bytes("ĠaĊÂŃ").as_deref(), Some(" a\n\u{AD}".as_bytes()));
        assert_eq!(bytes("它"), None);
        assert_eq!(text(" a\n\u{AD}".as_bytes()), "ĠaĊÂŃ");
        let mut characters: Vec<char> = (0..=u8::MAX).map(character).collect();
        characters.sort_unstable();
        characters.dedup();
        assert_eq!(characters.len(), 256);
        assert_eq!((alphabet()[0], alphabet()[255]), (b'!', 0xAD));
    }
}
