//! How a text was cut by [`super::jieba`], kept for whoever wants to see it.

use super::blocks::Block;
use super::dag::{Edge, Lattice, Route};
use super::dictionary::Dictionary;
use super::hmm::{Hmm, Trellis};
use super::jieba::cut;
use std::ops::Range;

/// Why a piece of the text is a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It is a word of the most probable path.
    Path,
    /// The path left this character alone, and nothing joined it to its neighbours.
    Single,
    /// The hidden Markov model cut it out of characters that the path had left alone.
    Hmm,
    /// A run of letters and digits, or of the signs between them.
    Letters,
    /// It stands where no Chinese word can be.
    Between,
}

/// Hears how a text is cut. What nobody listens to costs nothing: every method does nothing unless it is written.
pub trait Watch {
    /// A block begins.
    fn block(&mut self, _block: &Block) {}
    /// An edge of the block's lattice.
    fn edge(&mut self, _edge: Edge) {}
    /// The best path through the block.
    fn route(&mut self, _route: &Route) {}
    /// The model looked at the block's characters from `_start` on.
    fn trellis(&mut self, _start: usize, _trellis: &Trellis) {}
    /// A word, in bytes of the text.
    fn word(&mut self, _bytes: &Range<usize>, _origin: Origin) {}
}

/// Nobody listens.
impl Watch for () {}

/// How a text was cut.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Working {
    /// The stretches in which words were looked for.
    pub blocks: Vec<BlockWorking>,
    /// All words, in bytes of the text, and why they are words.
    pub words: Vec<(Range<usize>, Origin)>,
}

/// How one block was cut. Places count its characters.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BlockWorking {
    /// Its characters.
    pub block: Block,
    /// All words in it, and the best path.
    pub lattice: Lattice,
    /// Where the hidden Markov model looked, and its trellis there.
    pub trellises: Vec<(usize, Trellis)>,
}

impl Working {
    /// Cuts a text as [`cut`] does, and keeps everything.
    #[must_use]
    pub fn new(dictionary: &Dictionary, hmm: Option<&Hmm>, text: &str) -> Self {
        let mut working = Self::default();
        cut(dictionary, hmm, text, &mut working);
        working
    }

    fn last(&mut self, change: impl FnOnce(&mut BlockWorking)) {
        if let Some(block) = self.blocks.last_mut() {
            change(block);
        }
    }
}

impl Watch for Working {
    fn block(&mut self, block: &Block) {
        self.blocks.push(BlockWorking { block: block.clone(), ..BlockWorking::default() });
    }

    fn edge(&mut self, edge: Edge) {
        self.last(|block| block.lattice.edges.push(edge));
    }

    fn route(&mut self, route: &Route) {
        self.last(|block| block.lattice.route = route.clone());
    }

    fn trellis(&mut self, start: usize, trellis: &Trellis) {
        self.last(|block| block.trellises.push((start, trellis.clone())));
    }

    fn word(&mut self, bytes: &Range<usize>, origin: Origin) {
        self.words.push((bytes.clone(), origin));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_working_holds_what_the_short_form_says() {
        let dictionary = Dictionary::from_words("南京 2\n南京市 2\n大桥 1").unwrap();
        let hmm = Hmm::from_gzip(include_bytes!("../../../assets/jieba/hmm.txt.gz")).unwrap();
        let text = "南京市，长江大桥x1.5\r\n";
        let working = Working::new(&dictionary, Some(&hmm), text);
        let words: Vec<_> = working.words.iter().map(|(bytes, _)| bytes.clone()).collect();
        assert_eq!(cut(&dictionary, Some(&hmm), text, &mut ()), words);
        let shown: Vec<_> = working.words.iter().map(|(bytes, origin)| (&text[bytes.clone()], *origin)).collect();
        let expected = [
            ("南京市", Origin::Path),
            ("，", Origin::Between),
            ("长江", Origin::Hmm),
            ("大桥", Origin::Path),
            ("x1.5", Origin::Letters),
            ("\r\n", Origin::Between),
        ];
        assert_eq!(shown, expected);
        assert_eq!(working.blocks.iter().map(|block| block.trellises.len()).collect::<Vec<_>>(), [0, 1]);
        assert_eq!(working.blocks[1].block.bytes(0..2), 12..18);
        assert_eq!(working.blocks[1].lattice, Lattice::new(&dictionary, working.blocks[1].block.chars()));
    }
}
