//! Text → [`Tokens`]: one file a tokenizer.
//!
//! A tokenizer cuts the text into byte ranges. Ids number the distinct tokens in the order in which they first appear,
//! unless the tokenizer brings a vocabulary of its own. This room imports nothing of ours.

mod at_step;
mod boundaries;
pub mod bpe;
mod bytes;
mod characters;
mod framed;
mod gpt2;
mod marks;
mod ready;
pub mod segment;
pub mod subwords;
pub mod tokenizer_json;
mod tokens;
pub mod unigram;
mod whitespace;
pub mod word;
pub mod wordpiece;
mod words;

pub use at_step::AtStep;
pub use boundaries::Boundaries;
pub use framed::{Frame, Framer, Piece, Pieces, Reader, Spelling};
pub use gpt2::Gpt2;
pub use ready::{Encoder, MAX_LOADED, Opened, Ready};
pub use segment::{DictionaryError, Segmenter};
pub use tokens::{Token, Tokens, Vocabulary};

use segment::matching::Direction;
use serde::{Deserialize, Serialize};

/// The lines of a text that are not blank: wherever a line is a document, a sentence or a text of a batch, a blank one is none.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.trim().is_empty())
}

/// The ways to cut a text, in the order in which the page offers them.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Tokenizer {
    /// Bytes of UTF-8.
    Bytes,
    /// Grapheme clusters: what a reader calls a character, whatever its number of code points.
    Characters,
    /// Words by the Unicode rules (UAX #29), without the white space between them. Each Han character is a word there.
    #[default]
    Words,
    /// What stands between white space.
    Whitespace,
    /// Chinese words: from the left, the longest of the dictionary.
    Fmm,
    /// From the right, the longest of the dictionary.
    Bmm,
    /// The better of both, by a rule.
    Bimm,
    /// The most probable path through the dictionary.
    JiebaNoHmm,
    /// Chinese words by jieba's dictionary and hidden Markov model.
    Jieba,
    /// The subwords of GPT-2, with its own ids.
    Gpt2,
    /// BERT's English WordPiece.
    BertBaseUncased,
    /// BERT's Chinese WordPiece.
    BertBaseChinese,
    /// A Unigram model of English and Chinese.
    Unigram,
    /// The reader's own `tokenizer.json`.
    Loaded,
    /// The reader's second one.
    #[strum(serialize = "loaded-2")]
    Loaded2,
    /// The reader's third one.
    #[strum(serialize = "loaded-3")]
    Loaded3,
    /// The reader's fourth one.
    #[strum(serialize = "loaded-4")]
    Loaded4,
}

/// Every tokenizer.
pub const ALL: &[Tokenizer] = <Tokenizer as strum::VariantArray>::VARIANTS;

impl Tokenizer {
    /// The name in links and in `heedmap.run`.
    #[must_use]
    pub fn slug(self) -> &'static str {
        self.into()
    }
}

/// What a tokenizer needs and has not got.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Needs {
    /// jieba's dictionary.
    Dictionary,
    /// jieba's hidden Markov model.
    Hmm,
    /// GPT-2's merges.
    Gpt2,
    /// A file.
    Ready(Ready),
    /// Of a file that is there, a token that it lacks; the program that runs it says which.
    Token(Ready, String),
}

/// What tokenizers look things up in, as far as it is there: none of it is part of the program.
#[derive(Clone, Default)]
pub struct Shelf {
    /// For Chinese words.
    pub segmenter: Option<Segmenter>,
    /// GPT-2's tokenizer.
    pub gpt2: Option<Gpt2>,
    /// For ready vocabularies, one of each.
    pub opened: Vec<Opened>,
}

impl Shelf {
    /// Puts a vocabulary on the shelf, in the place of the one that was there.
    pub fn put(&mut self, opened: Opened) {
        self.opened.retain(|other| other.ready != opened.ready);
        self.opened.push(opened);
    }
}

/// Cuts `text` as [`Tokenizer::Words`] does, for which no shelf is needed; keeps the first `limit` tokens.
#[must_use]
pub fn by_words(text: &str, limit: usize) -> Tokens {
    Tokens::number(text, &marks::around(text, words::cut), limit)
}

/// Cuts `text`, keeping the first `limit` tokens.
///
/// # Errors
/// [`Needs`] if the tokenizer wants something that is not on the `shelf`.
pub fn tokenize(text: &str, tokenizer: Tokenizer, shelf: &Shelf, limit: usize) -> Result<Tokens, Needs> {
    if let Some(ready) = tokenizer.ready() {
        let opened = shelf.opened.iter().find(|opened| opened.ready == ready).ok_or(Needs::Ready(ready))?;
        let list = (opened.encoder)(text).map_err(|reason| Needs::Token(ready, reason))?;
        return Ok(Tokens::of_vocabulary(text, list, limit, opened.vocabulary));
    }
    let segmenter = shelf.segmenter.as_ref();
    let dictionary = segmenter.map(|segmenter| &segmenter.dictionary).ok_or(Needs::Dictionary);
    let hmm = segmenter.and_then(|segmenter| segmenter.hmm.as_ref()).ok_or(Needs::Hmm);
    let matched = |direction| {
        dictionary.clone().map(|words| marks::around(text, |piece| segment::matching::cut(words, direction, piece)))
    };
    let probable = |words, hmm| marks::around(text, |piece| segment::jieba::cut(words, hmm, piece, &mut ()));
    let ranges = match tokenizer {
        // Neither leaves a mark whole: to both it is text like any other.
        Tokenizer::Bytes => bytes::cut(text),
        Tokenizer::Whitespace => whitespace::cut(text),
        Tokenizer::Characters => marks::around(text, characters::cut),
        Tokenizer::Words => return Ok(by_words(text, limit)),
        Tokenizer::Fmm => matched(Some(Direction::Forward))?,
        Tokenizer::Bmm => matched(Some(Direction::Backward))?,
        Tokenizer::Bimm => matched(None)?,
        Tokenizer::JiebaNoHmm => probable(dictionary?, None),
        Tokenizer::Jieba => probable(dictionary?, Some(hmm?)),
        Tokenizer::Gpt2 => {
            let gpt2 = shelf.gpt2.as_ref().ok_or(Needs::Gpt2)?;
            return Ok(Tokens::of_vocabulary(text, gpt2.encode(text), limit, Gpt2::VOCABULARY));
        }
        // These have been cut by their files.
        Tokenizer::BertBaseUncased
        | Tokenizer::BertBaseChinese
        | Tokenizer::Unigram
        | Tokenizer::Loaded
        | Tokenizer::Loaded2
        | Tokenizer::Loaded3
        | Tokenizer::Loaded4 => vec![],
    };
    Ok(Tokens::number(text, &ranges, limit))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    thread_local! {
        static GPT2: Gpt2 = Gpt2::from_gzip(include_bytes!("../../assets/gpt2/merges.bin.gz")).unwrap();
        static HMM: segment::Hmm = segment::Hmm::from_gzip(include_bytes!("../../assets/jieba/hmm.txt.gz")).unwrap();
    }

    #[test]
    fn ids_follow_first_appearance() {
        let tokens = tokenize("the cat the dog", Tokenizer::Words, &Shelf::default(), 100).unwrap();
        assert_eq!(tokens.texts().collect::<Vec<_>>(), ["the", "cat", "the", "dog"]);
        assert_eq!(tokens.list().iter().map(|t| t.id).collect::<Vec<_>>(), [0, 1, 0, 2]);
        assert_eq!(tokens.n_distinct(), 3);
    }

    #[test]
    fn the_limit_keeps_the_first_and_counts_all() {
        let tokens = tokenize(&"字".repeat(5_000), Tokenizer::Characters, &Shelf::default(), 2_048).unwrap();
        assert_eq!((tokens.len(), tokens.n_found(), tokens.n_distinct()), (2_048, 5_000, 1));
    }

    #[test]
    fn jieba_says_that_it_needs_its_dictionary() {
        let mut shelf = Shelf::default();
        assert_eq!(tokenize("南京", Tokenizer::Jieba, &shelf, 9), Err(Needs::Dictionary));
        shelf.segmenter = Some(Segmenter::from_words("南京 1").unwrap());
        assert_eq!(tokenize("南京", Tokenizer::Jieba, &shelf, 9), Err(Needs::Hmm));
        assert_eq!(tokenize("南京", Tokenizer::Fmm, &shelf, 9).unwrap().len(), 1);
    }

    proptest! {
        #[test]
        fn spans_are_in_order_and_inside_the_text(text in "\\PC{0,60}|[\\x00-\\x7f]{0,60}|[一-龥 a-z]{0,60}") {
            let mut segmenter = Segmenter::from_words("雍和宫 5 nt\n荷花 3 n\n").unwrap();
            segmenter.hmm = HMM.with(|hmm| Some(hmm.clone()));
            let shelf = Shelf { segmenter: Some(segmenter), gpt2: GPT2.with(|gpt2| Some(gpt2.clone())), opened: vec![] };
            for &tokenizer in ALL.iter().filter(|tokenizer| tokenizer.ready().is_none()) {
                let tokens = tokenize(&text, tokenizer, &shelf, 1_000).unwrap();
                let mut last = 0;
                for token in tokens.list() {
                    prop_assert!(last <= token.start && token.start < token.end && token.end <= text.len());
                    last = token.end;
                }
                if !matches!(tokenizer, Tokenizer::Words | Tokenizer::Whitespace) {
                    let bytes: Vec<u8> = tokens.list().iter().flat_map(|t| &text.as_bytes()[t.start..t.end]).copied().collect();
                    prop_assert_eq!(bytes, text.as_bytes(), "nothing is lost");
                }
            }
        }
    }
}
