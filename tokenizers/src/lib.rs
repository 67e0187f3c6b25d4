//! Any tokenizer of a Hugging Face `tokenizer.json`, run by the `tokenizers` crate, with places in bytes.
//!
//! The crate is larger than everything else on the page, so it is a module of its own (`main.rs`) that is loaded only for
//! those who open such a file. What the file must hold is checked before, by `heedmap::text::tokenizer_json`.

mod places;

use places::{Placed, SPACE};
use std::ops::Range;
use tokenizers::{DecoderWrapper, Encoding, ModelWrapper, PaddingStrategy, Tokenizer};

/// A tokenizer read from its file.
pub struct Opened {
    tokenizer: Tokenizer,
    /// The same with the file's padding and truncation, if it has any.
    padded: Option<Tokenizer>,
    spelling: Spelling,
}

/// How a vocabulary writes its tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelling {
    /// As they stand in a text, but for `▁`, a space, and `<0xE5>`, a byte.
    Plain,
    /// Each byte as a character, as GPT-2 does.
    ByteLevel,
    /// With `##` before what goes on a word, as BERT does.
    WordPiece,
}

/// A token: its id, and where it stands in the text, in bytes.
pub type Token = [u32; 3];

impl Opened {
    /// Reads a `tokenizer.json`. What it says of padding and truncation concerns a model ([`Opened::frame`]), and dropout is
    /// left aside: a text is always cut the same way.
    ///
    /// # Errors
    /// What the crate says of the file.
    pub fn new(bytes: &[u8]) -> Result<Self, String> {
        let mut tokenizer = Tokenizer::from_bytes(bytes).map_err(|error| error.to_string())?;
        let mut model = tokenizer.get_model().clone();
        let is_word_piece = matches!(model, ModelWrapper::WordPiece(_));
        if let ModelWrapper::BPE(bpe) = &mut model {
            bpe.dropout = None;
            tokenizer.with_model(model);
        }
        let is_fixed = tokenizer.get_padding().is_some() || tokenizer.get_truncation().is_some();
        let padded = is_fixed.then(|| tokenizer.clone());
        tokenizer.with_padding(None);
        tokenizer.with_truncation(None).map_err(|error| error.to_string())?;
        let parts =
            [serde_json::to_string(&tokenizer.get_pre_tokenizer()), serde_json::to_string(&tokenizer.get_normalizer())];
        let names_it = |part: &String| part.contains("\"ByteLevel\"");
        let is_byte_level = matches!(tokenizer.get_decoder(), Some(DecoderWrapper::ByteLevel(_)))
            || parts.iter().flatten().any(names_it);
        let spelling = match (is_byte_level, is_word_piece) {
            (true, _) => Spelling::ByteLevel,
            (false, true) => Spelling::WordPiece,
            (false, false) => Spelling::Plain,
        };
        Ok(Self { tokenizer, padded, spelling })
    }

    /// The tokens of a text, without those that a model wants around it.
    ///
    /// # Errors
    /// What the crate says: some vocabularies do not know every character and have no token for the others.
    pub fn encode(&self, text: &str) -> Result<Vec<Token>, String> {
        let encoding = self.tokenizer.encode(text, false).map_err(|error| error.to_string())?;
        Ok(self.place(&encoding, 0..encoding.len()))
    }

    /// The tokens of a text with those that a model wants around it, which stand nowhere: they are empty. If `is_padded`,
    /// the text is filled up or cut off as the file says.
    ///
    /// # Errors
    /// As [`Opened::encode`].
    pub fn frame(&self, text: &str, is_padded: bool) -> Result<Vec<Token>, String> {
        let tokenizer = self.padded.as_ref().filter(|_| is_padded).unwrap_or(&self.tokenizer);
        let encoding = tokenizer.encode(text, true).map_err(|error| error.to_string())?;
        let is_frame = |index: &usize| encoding.get_special_tokens_mask()[*index] == 1;
        let first = (0..encoding.len()).find(|index| !is_frame(index)).unwrap_or(encoding.len());
        let last = (first..encoding.len()).rfind(|index| !is_frame(index)).map_or(first, |last| last + 1);
        let inside = self.place(&encoding, first..last);
        let end = inside.last().map_or(0, |&[_, _, end]| end);
        let empty = |range: Range<usize>, at: u32| encoding.get_ids()[range].iter().map(move |&id| [id, at, at]);
        Ok(empty(0..first, 0).chain(inside).chain(empty(last..encoding.len(), end)).collect())
    }

    /// Puts some of an encoding's tokens into their places.
    fn place(&self, encoding: &Encoding, range: Range<usize>) -> Vec<Token> {
        let is_byte_level = self.spelling == Spelling::ByteLevel;
        let parts = encoding.get_offsets()[range.clone()].iter().zip(&encoding.get_tokens()[range.clone()]);
        let placed = parts.map(|(&(start, end), piece)| Placed {
            start,
            end,
            n_bytes: places::n_bytes(piece, is_byte_level),
            is_space: piece == SPACE,
        });
        let mut placed: Vec<Placed> = placed.collect();
        places::part(&mut placed);
        let tokens = encoding.get_ids()[range].iter().zip(placed);
        tokens.map(|(&id, Placed { start, end, .. })| [id, start as u32, end as u32]).collect()
    }

    /// How the vocabulary writes its tokens.
    #[must_use]
    pub fn spelling(&self) -> Spelling {
        self.spelling
    }

    /// A token as the vocabulary writes it, and whether it stands for no text.
    #[must_use]
    pub fn piece(&self, id: u32) -> Option<(String, bool)> {
        let added = self.tokenizer.get_added_vocabulary();
        let is_special = added.get_added_tokens_decoder().get(&id).is_some_and(|token| token.special);
        Some((self.tokenizer.id_to_token(id)?, is_special))
    }

    /// How many tokens the vocabulary has.
    #[must_use]
    pub fn n_tokens(&self) -> usize {
        self.tokenizer.get_vocab_size(true)
    }

    /// The token that stands for one that is to be guessed.
    #[must_use]
    pub fn mask(&self) -> Option<u32> {
        ["[MASK]", "<mask>"].iter().find_map(|name| self.tokenizer.token_to_id(name))
    }

    /// The token that fills up a text.
    #[must_use]
    pub fn padding(&self) -> Option<u32> {
        Some(self.padded.as_ref()?.get_padding()?.pad_id)
    }

    /// How many tokens the file fills a text up to, or cuts it off at.
    #[must_use]
    pub fn fixed_length(&self) -> Option<usize> {
        let tokenizer = self.padded.as_ref()?;
        let filled = tokenizer.get_padding().and_then(|padding| match padding.strategy {
            PaddingStrategy::Fixed(length) => Some(length),
            PaddingStrategy::BatchLongest => None,
        });
        filled.or(tokenizer.get_truncation().map(|truncation| truncation.max_length))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = r#"{ "version": "1.0", "added_tokens": [], "normalizer": null, "post_processor": null, "decoder": null,
        "truncation": { "direction": "Right", "max_length": 2, "strategy": "LongestFirst", "stride": 0 },
        "padding": { "strategy": { "Fixed": 9 }, "direction": "Right", "pad_to_multiple_of": null, "pad_id": 0, "pad_type_id": 0, "pad_token": "a" },
        "pre_tokenizer": { "type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": true },
        "model": { "type": "BPE", "dropout": 0.9, "unk_token": null, "continuing_subword_prefix": null,
            "end_of_word_suffix": null, "fuse_unk": false, "byte_fallback": false,
            "vocab": { "a": 0, "b": 1, "ab": 2, "å": 3, "®": 4, "ħ": 5, "å®": 6 }, "merges": [["a", "b"], ["å", "®"]] } }"#;

    #[test]
    fn parts_of_a_character_stand_where_their_bytes_do() {
        let opened = Opened::new(FILE.as_bytes()).unwrap();
        // 宅 is E5 AE 85, of which the file joins the first two.
        assert_eq!(opened.encode("ab\u{5B85}a").unwrap(), [[2, 0, 2], [6, 2, 4], [5, 4, 5], [0, 5, 6]]);
        assert!(opened.encode("").unwrap().is_empty());
    }

    #[test]
    fn a_models_frame_stands_nowhere() {
        let processor = r#""post_processor": { "type": "BertProcessing", "sep": ["ab", 2], "cls": ["b", 1] }"#;
        let opened = Opened::new(FILE.replace("\"post_processor\": null", processor).as_bytes()).unwrap();
        let framed = [[1, 0, 0], [6, 0, 2], [5, 2, 3], [0, 3, 4], [2, 4, 4]];
        assert_eq!(opened.frame("\u{5B85}a", false).unwrap(), framed);
        assert_eq!(opened.frame("", false).unwrap(), [[1, 0, 0], [2, 0, 0]]);
        // The file cuts off at 2 tokens, frame included, and fills up to 9.
        assert_eq!(
            opened.frame("a", true).unwrap(),
            [[1, 0, 0], [2, 0, 0]].into_iter().chain([[0, 0, 0]; 7]).collect::<Vec<_>>()
        );
        assert_eq!((opened.fixed_length(), opened.padding(), opened.mask()), (Some(9), Some(0), None));
        assert_eq!((opened.piece(6), opened.piece(7), opened.n_tokens()), (Some(("å®".into(), false)), None, 7));
        assert_eq!(opened.spelling(), Spelling::ByteLevel);
    }

    #[test]
    fn what_cannot_be_read_is_an_error() {
        assert!(Opened::new(b"").is_err());
        assert!(Opened::new(&FILE.as_bytes()[..300]).is_err());
        assert!(Opened::new(FILE.replace("\"ab\": 2, ", "").as_bytes()).is_err());
    }
}
