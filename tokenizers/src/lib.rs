//! Any tokenizer of a Hugging Face `tokenizer.json`, run by the `tokenizers` crate, with places in bytes.
//!
//! The crate is larger than everything else on the page, so it is a module of its own (`main.rs`) that is loaded only for
//! those who open such a file. What the file must hold is checked before, by `heedmap::text::tokenizer_json`.

mod places;

use places::Placed;
use tokenizers::{DecoderWrapper, ModelWrapper, Tokenizer};

/// A tokenizer read from its file.
pub struct Opened {
    tokenizer: Tokenizer,
    is_byte_level: bool,
}

/// A token: its id, and where it stands in the text, in bytes.
pub type Token = [u32; 3];

impl Opened {
    /// Reads a `tokenizer.json`. What it says of padding and truncation concerns batches of a model and is left aside, and
    /// so is dropout: a text is always cut the same way.
    ///
    /// # Errors
    /// What the crate says of the file.
    pub fn new(bytes: &[u8]) -> Result<Self, String> {
        let mut tokenizer = Tokenizer::from_bytes(bytes).map_err(|error| error.to_string())?;
        tokenizer.with_padding(None);
        tokenizer.with_truncation(None).map_err(|error| error.to_string())?;
        let mut model = tokenizer.get_model().clone();
        if let ModelWrapper::BPE(bpe) = &mut model {
            bpe.dropout = None;
            tokenizer.with_model(model);
        }
        let parts =
            [serde_json::to_string(&tokenizer.get_pre_tokenizer()), serde_json::to_string(&tokenizer.get_normalizer())];
        let names_it = |part: &String| part.contains("\"ByteLevel\"");
        let is_byte_level = matches!(tokenizer.get_decoder(), Some(DecoderWrapper::ByteLevel(_)))
            || parts.iter().flatten().any(names_it);
        Ok(Self { tokenizer, is_byte_level })
    }

    /// The tokens of a text, without those that a model wants around it.
    ///
    /// # Errors
    /// What the crate says: some vocabularies do not know every character and have no token for the others.
    pub fn encode(&self, text: &str) -> Result<Vec<Token>, String> {
        let encoding = self.tokenizer.encode(text, false).map_err(|error| error.to_string())?;
        let placed = encoding.get_offsets().iter().zip(encoding.get_tokens()).map(|(&(start, end), piece)| Placed {
            start,
            end,
            n_bytes: places::n_bytes(piece, self.is_byte_level),
        });
        let mut placed: Vec<Placed> = placed.collect();
        places::part(&mut placed);
        let tokens = encoding.get_ids().iter().zip(placed);
        Ok(tokens.map(|(&id, Placed { start, end, .. })| [id, start as u32, end as u32]).collect())
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
    fn what_cannot_be_read_is_an_error() {
        assert!(Opened::new(b"").is_err());
        assert!(Opened::new(&FILE.as_bytes()[..300]).is_err());
        assert!(Opened::new(FILE.replace("\"ab\": 2, ", "").as_bytes()).is_err());
    }
}
