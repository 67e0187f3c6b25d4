//! The tokenizers.

use heedmap::text::segment::{Hmm, Segmenter, jieba};
use heedmap::text::{DictionaryError, Gpt2};
use wasm_bindgen::prelude::wasm_bindgen;

/// GPT-2's tokenizer.
#[wasm_bindgen]
pub struct Subwords(Gpt2);

/// jieba, with its hidden Markov model.
#[wasm_bindgen]
pub struct Words(Segmenter);

#[wasm_bindgen]
impl Subwords {
    /// Reads the site's `gpt2/merges.bin.gz`.
    ///
    /// # Errors
    /// What is wrong with it.
    #[wasm_bindgen(constructor)]
    pub fn new(merges: &[u8]) -> Result<Self, String> {
        Gpt2::from_gzip(merges).map(Self).map_err(reason)
    }

    /// The ids of a text's tokens.
    #[must_use]
    pub fn encode(&self, text: &str) -> Vec<u32> {
        let mut ids = Vec::with_capacity(text.len() / 3);
        self.0.encode_each(text, |token| ids.push(token.id));
        ids
    }
}

#[wasm_bindgen]
impl Words {
    /// Reads the site's `jieba/dict.txt.gz` and `jieba/hmm.txt.gz`.
    ///
    /// # Errors
    /// What is wrong with them.
    #[wasm_bindgen(constructor)]
    pub fn new(dictionary: &[u8], hmm: &[u8]) -> Result<Self, String> {
        let mut segmenter = Segmenter::from_gzip(dictionary).map_err(reason)?;
        segmenter.hmm = Some(Hmm::from_gzip(hmm).map_err(reason)?);
        Ok(Self(segmenter))
    }

    /// Where each word of a text ends, in characters as JavaScript counts them.
    #[must_use]
    pub fn ends(&self, text: &str) -> Vec<u32> {
        let words = jieba::cut(&self.0.dictionary, self.0.hmm.as_ref(), text, &mut ());
        let mut ends = Vec::with_capacity(words.len());
        let mut end = 0;
        for word in words {
            let bytes = text.as_bytes().get(word).unwrap_or_default();
            // One for each character, two for those of four bytes.
            end += bytes.iter().map(|&byte| u32::from(byte & 0xC0 != 0x80) + u32::from(byte >= 0xF0)).sum::<u32>();
            ends.push(end);
        }
        ends
    }
}

fn reason(error: DictionaryError) -> String {
    error.0
}
