//! A trained vocabulary as a Hugging Face `tokenizer.json`, which Python's `tokenizers` loads.

use super::{INSIDE, Training, UNKNOWN, Unit, byte_level};
use crate::text::unigram::{Normalization, metaspace, normalizer};
use crate::text::wordpiece::MAX_CHARACTERS;
use serde_json::{Map, Value, json};

impl Training {
    /// A token as the file writes it.
    #[must_use]
    pub fn written(&self, id: u32) -> String {
        let bytes = self.tokens.get(id as usize).map_or(&[][..], Vec::as_slice);
        match self.unit {
            Unit::Bytes => byte_level::text(bytes),
            _ => String::from_utf8_lossy(bytes).into_owned(),
        }
    }

    /// The file of the tokenizer after the first `n_merges` merges.
    #[must_use]
    pub fn tokenizer_json(&self, n_merges: usize) -> String {
        let (tokens, merges) = self.first(n_merges);
        let vocab: Map<String, Value> = (0..tokens.len() as u32).map(|id| (self.written(id), id.into())).collect();
        let merges: Vec<[String; 2]> =
            merges.iter().map(|merge| [self.written(merge.pair.0), self.written(merge.pair.1)]).collect();
        let byte_level = |add_prefix_space: bool| json!({ "type": "ByteLevel", "add_prefix_space": add_prefix_space, "trim_offsets": true, "use_regex": true });
        let unknown = json!({
            "id": 0, "content": UNKNOWN, "single_word": false, "lstrip": false, "rstrip": false, "normalized": false,
            "special": true
        });
        let normalizer = if self.unit == Unit::Spaced { normalizer(Normalization::NmtNfkc) } else { Value::Null };
        let words = json!({ "type": "Whitespace" });
        let (pre_tokenizer, decoder, added) = match self.unit {
            Unit::Characters => (words, Value::Null, vec![unknown]),
            // A decoder adds no space, whatever it says.
            Unit::Bytes => (byte_level(false), byte_level(true), vec![]),
            Unit::Pieces | Unit::CountedPieces => {
                (words, json!({ "type": "WordPiece", "prefix": INSIDE, "cleanup": true }), vec![unknown])
            }
            Unit::Spaced => (metaspace(), metaspace(), vec![unknown]),
        };
        let model = match self.unit {
            Unit::Characters | Unit::Bytes | Unit::Spaced => json!({
                "type": "BPE",
                "dropout": null,
                "unk_token": if self.unit == Unit::Bytes { Value::Null } else { UNKNOWN.into() },
                "continuing_subword_prefix": null,
                "end_of_word_suffix": null,
                "fuse_unk": self.unit == Unit::Spaced,
                "byte_fallback": false,
                "ignore_merges": false,
                "vocab": vocab,
                "merges": merges,
            }),
            Unit::Pieces | Unit::CountedPieces => json!({
                "type": "WordPiece",
                "unk_token": UNKNOWN,
                "continuing_subword_prefix": INSIDE,
                "max_input_chars_per_word": MAX_CHARACTERS,
                "vocab": vocab,
            }),
        };
        let file = json!({
            "version": "1.0",
            "truncation": null,
            "padding": null,
            "added_tokens": added,
            "normalizer": normalizer,
            "pre_tokenizer": pre_tokenizer,
            "post_processor": null,
            "decoder": decoder,
            "model": model,
        });
        format!("{file:#}\n")
    }
}
