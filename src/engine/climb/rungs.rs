//! Who comes trained: word2vec's vectors, ELMo and an encoder, each asked for a vector for each word of a sentence.

use super::super::FolderFault;
use super::super::embed::Finished;
use super::super::models::Loaded;
use super::is_word;
use crate::model::pretrained::{Input, Keep, Options, Pass, Which};
use crate::model::{Stage, Trace};
use crate::repr::elmo::{BiLm, Mix, Occurrence, Vocabulary, pieces};
use crate::repr::ladder::{Climbed, Learnt, Rung, mean};
use crate::text::{Frame, Tokens};
use std::ops::Range;

/// A sentence, and where its words stand in it.
pub(super) struct Sentence {
    text: String,
    /// Its words in lower case.
    pub(super) words: Vec<String>,
    ranges: Vec<Range<usize>>,
}

impl Sentence {
    pub(super) fn new(tokens: &Tokens) -> Self {
        let text = tokens.source();
        let of = |range: Range<usize>| {
            text.get(range.clone()).filter(|word| is_word(word)).map(|word| (word.to_lowercase(), range))
        };
        let found = tokens.list().iter().filter_map(|token| of(token.start..token.end));
        let (words, ranges) = found.unzip();
        Self { text: text.to_owned(), words, ranges }
    }

    /// The first words of it, and no text behind them.
    pub(super) fn first(mut self, n: usize) -> Self {
        self.words.truncate(n);
        if self.ranges.len() > n {
            self.ranges.truncate(n);
            self.text.truncate(self.ranges.last().map_or(0, |range| range.end));
        }
        self
    }

    /// Its words as they are written.
    pub(super) fn written(&self) -> impl Iterator<Item = &str> {
        self.ranges.iter().filter_map(|range| self.text.get(range.clone()))
    }

    /// The last place of a word.
    pub(super) fn last(&self, word: &str) -> Option<usize> {
        let word = word.to_lowercase();
        self.words.iter().rposition(|other| *other == word)
    }

    /// Of each word the mean of the vectors of the pieces that lie in it.
    fn gather(&self, pieces: &[Range<usize>], vector: impl Fn(usize) -> Vec<f32>) -> Vec<Option<Vec<f32>>> {
        let of_word = |word: &Range<usize>| {
            let lies = |piece: &Range<usize>| piece.start < word.end && word.start < piece.end;
            let inside: Vec<Vec<f32>> = (0..pieces.len()).filter(|&place| lies(&pieces[place])).map(&vector).collect();
            mean(inside.iter().map(Vec::as_slice))
        };
        self.ranges.iter().map(of_word).collect()
    }
}

/// Everyone who comes trained.
pub(super) struct Rungs<'a> {
    pub(super) vectors: &'a Finished,
    pub(super) elmo: (&'a Vocabulary, &'a BiLm),
    pub(super) model: &'a Loaded,
}

impl Rungs<'_> {
    /// What a rung makes of a sentence; `learnt` is what those know that count.
    pub(super) fn climb(&self, learnt: &Learnt, rung: Rung, sentence: &Sentence) -> Result<Climbed, FolderFault> {
        Ok(match rung {
            Rung::Word2vec => {
                let vector = |word: &String| self.vectors.vector(word).map(<[f32]>::to_vec);
                Climbed { d: self.vectors.dimension(), vectors: sentence.words.iter().map(vector).collect() }
            }
            Rung::Elmo => self.elmo(sentence),
            Rung::Attention => self.attention(sentence, Keep::default())?.0,
            Rung::OneHot | Rung::TfIdf | Rung::Ngram => learnt.climb(rung, &sentence.words).unwrap_or_default(),
        })
    }

    /// The equal mix of ELMo's layers.
    fn elmo(&self, sentence: &Sentence) -> Climbed {
        let (vocabulary, model) = self.elmo;
        let layers = model.run(&vocabulary.cut(&sentence.text).ids);
        // An edge stands before the first token.
        let mixed = |place: usize| Mix::default().of(&Occurrence::new(0, place + 1, 1, &layers).layers);
        let mut found = pieces(&sentence.text);
        found.truncate(crate::repr::elmo::MAX_SENTENCE);
        Climbed { d: layers.width, vectors: sentence.gather(&found, mixed) }
    }

    /// All heads of the encoder's last layer.
    pub(super) fn last_layer(&self) -> Keep {
        let last = self.model.model.config().n_layers.saturating_sub(1);
        Keep { layers: Which::Only(vec![last]), heads: Which::All, ..Keep::default() }
    }

    /// What the encoder makes of a sentence, its pieces, and who of them looks at whom in the layers that are kept.
    pub(super) fn attention(
        &self,
        sentence: &Sentence,
        keep: Keep,
    ) -> Result<(Climbed, Tokens, Vec<Trace>), FolderFault> {
        let (tokens, pass) = self.read(sentence, keep)?;
        let pieces: Vec<Range<usize>> = tokens.list().iter().map(|token| token.start..token.end).collect();
        let vector = |place: usize| pass.as_ref().map_or(vec![], |pass| pass.last.row(0, place).to_vec());
        let climbed = Climbed { d: self.model.model.config().d_model, vectors: sentence.gather(&pieces, vector) };
        let layers = pass.iter().flat_map(|pass| &pass.layers);
        let layers = layers.map(|layer| layer.trace.with_only(&[Stage::Mask, Stage::Weights])).collect();
        Ok((climbed, tokens, layers))
    }

    /// The encoder reads a sentence, as far as it can read; nothing if there is none.
    fn read(&self, sentence: &Sentence, keep: Keep) -> Result<(Tokens, Option<Pass>), FolderFault> {
        if sentence.words.is_empty() {
            return Ok((Tokens::default(), None));
        }
        let mut list = (self.model.reader.encode)(&sentence.text, Frame::of_model(false))?;
        let n_found = list.len();
        list.truncate(self.model.model.config().max_tokens().unwrap_or(usize::MAX));
        let ids: Vec<u32> = list.iter().map(|token| token.id).collect();
        let options = Options { keep, ..Options::default() };
        let pass = self.model.model.run(&Input::from(&ids[..]), &options, |_| {})?;
        Ok((self.model.tokens(&sentence.text, list, n_found), Some(pass)))
    }
}
