//! A trained vocabulary as a Hugging Face `tokenizer.json`, which Python's `tokenizers` loads.

use super::{Normalization, SPACE, Training, UNKNOWN};
use serde_json::{Value, json};

/// The characters that are spaces beside U+0020, and those that go, as regular expressions write a set of them.
const SPACES: &str =
    "[\\t\\n\\f\\r\\x{61C}\\x{1680}\\x{200B}\\x{200C}\\x{200E}\\x{200F}\\x{2028}\\x{2029}\\x{2581}\\x{FEFF}\\x{FFFD}]";
const DROPPED: &str = "[\\x{1}-\\x{8}\\x{B}\\x{E}-\\x{1F}\\x{7F}\\x{8F}\\x{9F}]";

impl Training {
    /// The file of the tokenizer after a step.
    ///
    /// There NFKC is all of Unicode's, so that the tokens may be others where combining marks are many or out of order,
    /// and the full-width tilde becomes the plain one. Without normalization a text's own U+2581 is a space there, and
    /// `<unk>` in a text is the unknown token.
    #[must_use]
    pub fn tokenizer_json(&self, step: usize) -> String {
        let vocab: Vec<(String, f64)> =
            self.pieces(step).into_iter().map(|piece| (piece.text, piece.log_prob)).collect();
        let metaspace = json!({ "type": "Metaspace", "replacement": SPACE, "prepend_scheme": "always", "split": true });
        let unknown = json!({
            "id": 0, "content": UNKNOWN, "single_word": false, "lstrip": false, "rstrip": false, "normalized": false,
            "special": true
        });
        let file = json!({
            "version": "1.0",
            "truncation": null,
            "padding": null,
            "added_tokens": [unknown],
            "normalizer": { "type": "Sequence", "normalizers": normalizers(self.normalization) },
            "pre_tokenizer": metaspace,
            "post_processor": null,
            "decoder": metaspace,
            "model": { "type": "Unigram", "unk_id": 0, "vocab": vocab, "byte_fallback": false },
        });
        format!("{file:#}\n")
    }
}

fn normalizers(normalization: Normalization) -> Vec<Value> {
    let replace = |what: &str, by: &str| json!({ "type": "Replace", "pattern": { "Regex": what }, "content": by });
    let mut all = match normalization {
        Normalization::Identity => vec![],
        Normalization::Nfkc => vec![json!({ "type": "NFKC" })],
        Normalization::NmtNfkc => vec![replace(DROPPED, ""), replace(SPACES, " "), json!({ "type": "NFKC" })],
    };
    all.extend([replace(" {2,}", " "), replace("\\A | \\z", "")]);
    all
}
