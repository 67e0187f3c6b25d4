//! A text as a model reads it: with the tokens that its tokenizer puts around a text, and with what each id stands for.
//!
//! As with other files (`ready.rs`), this room does not run a `tokenizer.json`; whoever has it hands in a [`Reader`].

use super::Token;
use super::bpe::byte_level;
use std::rc::Rc;

/// What is put around a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Frame {
    /// Nothing: the text is to be continued, or stands inside another.
    Bare,
    /// The tokens that a model wants around a text, such as `[CLS]` and `[SEP]`.
    #[default]
    Framed,
    /// These, and what the file says of its length: padding that fills it up, an end that is cut off.
    Padded,
}

impl Frame {
    /// What a model reads: its frame, and the file's padding and truncation if they are wanted.
    #[must_use]
    pub fn of_model(is_padded: bool) -> Self {
        if is_padded { Self::Padded } else { Self::Framed }
    }
}

/// A token of a model's vocabulary.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Piece {
    /// The bytes of text that it stands for, or its name if it stands for none.
    pub bytes: Vec<u8>,
    /// Whether it stands for no text: `[CLS]`, `<|endoftext|>`.
    pub is_special: bool,
    /// Whether it goes on a word that began before it, where the vocabulary marks that (`##ing`).
    pub continues: bool,
}

/// How a vocabulary writes its tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumString)]
#[strum(serialize_all = "kebab-case")]
pub enum Spelling {
    /// As they stand in a text, but for `▁`, a space, and `<0xE5>`, a byte.
    Plain,
    /// Each byte as a character, as GPT-2 does.
    ByteLevel,
    /// With `##` before what goes on a word, as BERT does.
    WordPiece,
}

impl Piece {
    /// Reads a token as its vocabulary writes it.
    #[must_use]
    pub fn read(written: &str, spelling: Spelling, is_special: bool) -> Self {
        let plain = |text: &str| text.as_bytes().to_vec();
        let (bytes, continues) = match spelling {
            _ if is_special => (plain(written), false),
            Spelling::ByteLevel => (byte_level::bytes(written).unwrap_or_else(|| plain(written)), false),
            Spelling::WordPiece => {
                written.strip_prefix("##").map_or((plain(written), false), |rest| (plain(rest), true))
            }
            Spelling::Plain => {
                (byte(written).map_or_else(|| plain(&written.replace(SPACE, " ")), |byte| vec![byte]), false)
            }
        };
        Self { bytes, is_special, continues }
    }

    /// Its text for programs; its bytes in hexadecimal, such as `E5 8D`, where they are no whole characters.
    #[must_use]
    pub fn text(&self) -> String {
        let hex = || self.bytes.iter().map(|byte| format!("{byte:02X}")).collect::<Vec<_>>().join(" ");
        std::str::from_utf8(&self.bytes).map_or_else(|_| hex(), str::to_owned)
    }
}

/// SentencePiece's space.
const SPACE: char = '\u{2581}';

/// The byte that `<0xE5>` stands for.
fn byte(written: &str) -> Option<u8> {
    let hex = written.strip_prefix("<0x")?.strip_suffix('>').filter(|hex| hex.len() == 2)?;
    u8::from_str_radix(hex, 16).ok()
}

/// Cuts a text. Tokens of the frame stand nowhere in it: they are empty.
pub type Framer = Rc<dyn Fn(&str, Frame) -> Result<Vec<Token>, String>>;

/// Says what an id stands for; nothing for one that the vocabulary lacks.
pub type Pieces = Rc<dyn Fn(u32) -> Option<Piece>>;

/// A model's tokenizer.
#[derive(Clone)]
pub struct Reader {
    /// Cuts texts.
    pub encode: Framer,
    /// Names ids.
    pub piece: Pieces,
    /// How many tokens the vocabulary has.
    pub n_tokens: usize,
    /// The token that stands for one that is to be guessed, if there is one.
    pub mask: Option<u32>,
    /// The token that fills up a text, if its file wants texts to be filled up.
    pub padding: Option<u32>,
    /// How many tokens its file fills a text up to, or cuts it off at, if it does.
    pub fixed_length: Option<usize>,
}

impl Reader {
    /// What an id stands for. One that the vocabulary lacks is a special token with its number for a name: models may
    /// have more scores than their tokenizers have tokens.
    #[must_use]
    pub fn named(&self, id: u32) -> Piece {
        let unknown = || Piece { bytes: format!("#{id}").into_bytes(), is_special: true, continues: false };
        (self.piece)(id).unwrap_or_else(unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_read_as_they_are_written() {
        let read = |written: &str, spelling| Piece::read(written, spelling, false).bytes;
        assert_eq!(read("Ġowl", Spelling::ByteLevel), b" owl");
        assert_eq!(read("å®", Spelling::ByteLevel), [0xE5, 0xAE]);
        assert_eq!(read("\u{2581}owl", Spelling::Plain), b" owl");
        assert_eq!((read("<0xE5>", Spelling::Plain), read("<0xE>", Spelling::Plain)), (vec![0xE5], b"<0xE>".to_vec()));
        let part = Piece::read("##ing", Spelling::WordPiece, false);
        assert_eq!((part.bytes, part.continues), (b"ing".to_vec(), true));
        assert_eq!(Piece::read("[CLS]", Spelling::WordPiece, true).bytes, b"[CLS]");
        assert_eq!(Piece::read("å®", Spelling::ByteLevel, false).text(), "E5 AE");
        assert_eq!(Piece::read("Ġowl", Spelling::ByteLevel, false).text(), " owl");
    }
}
