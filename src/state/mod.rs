//! The whole lesson as one value, the one function that changes it, and its name in a link.
//!
//! `State` + the engine's answer = the screen. What a reader only touches in passing (the pointer's place, an open
//! panel) is not here.

mod action;
mod brush;
mod cell;
mod counting;
mod elmo;
mod exhibit_id;
mod field;
mod field_read;
mod heads;
mod history;
mod language;
mod link;
mod loaded;
mod looks;
mod notice;
mod options;
mod paint;
mod problem;
mod reading;
mod reduce;
mod source;
mod values;
mod vectors;
mod word2vec;

pub use action::Action;
pub use brush::{Brush, Stroke};
pub use cell::Cell;
pub use counting::{Counting, CountingAction, MAX_K};
pub use elmo::{Elmo, ElmoAction, MAX_MIX};
pub use exhibit_id::ExhibitId;
pub use history::History;
pub use language::Language;
pub use link::{MAX_LINK, from_link, to_link};
pub use loaded::{Before, Files, Loaded};
pub use looks::{Theme, View};
pub use notice::Notice;
pub use options::apply;
pub use problem::{FieldError, Problem};
pub use reading::{HeadOf, MAX_PLACE, Order, Reading, ReadingAction};
pub use reduce::reduce;
pub use vectors::{MAX_DIMENSIONS, MAX_QUERY, Vectors, VectorsAction};
pub use word2vec::{MAX_PAIR, MAX_RATE, Word2vec, Word2vecAction};

use crate::chart::{Block, Colormap, Scale};
use crate::model::{Config, MAX_D_MODEL, Mask, Positions, Sizes, Slip, Source, Stage, Unfit};
use crate::repr::ladder::Rung;
use crate::text::Tokenizer;
use crate::text::segment::Edits;
use crate::text::subwords::{Corpus, Kind};

/// The largest number of a text in a batch, from 0.
const MAX_ITEM: usize = 7;
/// The most tokens that are learnt.
pub const MAX_VOCAB: usize = 8_192;
/// The most tokenizers that are compared.
pub const MAX_WITH: usize = 4;
/// The longest text, in characters.
pub const MAX_TEXT: usize = 100_000;
/// Widths of tokens' vectors that are offered; a link or a program may choose any other.
pub const WIDTHS: [usize; 10] = [4, 8, 16, 32, 64, 128, 256, 512, 768, MAX_D_MODEL];

/// Everything a link reproduces.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The page that is open.
    pub exhibit: ExhibitId,
    /// The reader's text; `None` is the example in the reader's language.
    pub text: Option<String>,
    /// A second text, to attend to instead of the first.
    pub kv_text: Option<String>,
    /// Whether each line is a text of a batch.
    pub batch: bool,
    /// The text of the batch that is shown, from 0.
    pub item: usize,
    /// How the text is cut.
    pub tokenizer: Tokenizer,
    /// By what tokens are put together into words where they attend.
    pub roll_up: Option<Tokenizer>,
    /// The tokenizers that are compared: one to [`MAX_WITH`].
    pub with: Vec<Tokenizer>,
    /// Tokenizers of the reader's own.
    pub files: Files,
    /// What kind of subwords is learnt.
    pub kind: Kind,
    /// What they are learnt from.
    pub corpus: Corpus,
    /// A text to learn from that is not the one that is looked at; `None` is an example in the reader's language.
    pub training: Option<String>,
    /// What is set about N-grams.
    pub counting: Counting,
    /// The word that is followed on its way; none is one of the text's.
    pub word: String,
    /// How many of its steps have been taken; `None` is all.
    pub word_step: Option<usize>,
    /// How many tokens are learnt, with the alphabet.
    pub vocab_size: usize,
    /// What the reader changes about the dictionary of Chinese.
    pub words: Edits,
    /// Width of a token's vector.
    pub d_model: usize,
    /// Width of all heads together; `None` is `d_model`.
    pub dim: Option<usize>,
    /// Number of heads.
    pub n_heads: usize,
    /// Number of heads that answer; `None` is `n_heads`.
    pub n_kv_heads: Option<usize>,
    /// Number of layers.
    pub n_layers: usize,
    /// How places are told.
    pub positions: Positions,
    /// Whether projections add a bias.
    pub bias: bool,
    /// The probability with which a weight is dropped.
    pub dropout: f32,
    /// Seed of all random weights.
    pub seed: u32,
    /// Where weights come from.
    pub weights: Source,
    /// What is set about a pretrained model.
    pub reading: Reading,
    /// What is set about the vector space model.
    pub vectors: Vectors,
    /// What is set about word2vec.
    pub word2vec: Word2vec,
    /// What is set about ELMo.
    pub elmo: Elmo,
    /// The rung of the ladder that is shown large.
    pub rung: Rung,
    /// What each query may see.
    pub mask: Mask,
    /// The masks before and after it.
    pub history: History,
    /// What a pointer does to the mask where it can be painted.
    pub brush: Brush,
    /// Mistakes made on purpose.
    pub slips: Vec<Slip>,
    /// Heads that are switched off, in order.
    pub heads_off: Vec<usize>,
    /// Whether one head's map alone is kept, for a longer text.
    pub one_head: bool,
    /// The layer that is shown, from 0.
    pub layer: usize,
    /// The head that is shown large, from 0.
    pub head: usize,
    /// The stage that is shown.
    pub stage: Stage,
    /// The chosen cell.
    pub cell: Option<Cell>,
    /// The part that is seen of matrices of queries by keys that are too large to be seen well; `None` is all of them.
    pub zoom: Option<Block>,
    /// The serial run or the stretch of text that is shown, from 0, or how many merges have been made; `None` is the last
    /// run, the first stretch in which methods disagree, or all merges.
    pub step: Option<usize>,
    /// How weights are shown.
    pub view: View,
    /// Whether cells carry their numbers, where they are large enough.
    pub numbers: bool,
    /// How weights are spread over the colours.
    pub scale: Scale,
    /// Colours of the weights.
    pub colormap: Colormap,
    /// The language of the page.
    pub language: Language,
    /// Light or dark.
    pub theme: Theme,
    /// Large type, no chrome.
    pub projector: bool,
    /// The figure alone, for a frame in somebody else's page.
    pub embed: bool,
    /// The heatmap as a table of numbers.
    pub table: bool,
    /// Whether single letters are commands.
    pub keys: bool,
}

impl Default for State {
    fn default() -> Self {
        Self {
            exhibit: ExhibitId::default(),
            text: None,
            kv_text: None,
            batch: false,
            item: 0,
            tokenizer: Tokenizer::default(),
            roll_up: None,
            with: vec![Tokenizer::Words, Tokenizer::Jieba, Tokenizer::Gpt2, Tokenizer::BertBaseChinese],
            files: Files::default(),
            kind: Kind::default(),
            corpus: Corpus::default(),
            training: None,
            counting: Counting::default(),
            word: String::new(),
            word_step: None,
            vocab_size: 300,
            words: Edits::default(),
            d_model: 64,
            dim: None,
            n_heads: 4,
            n_kv_heads: None,
            n_layers: 1,
            positions: Positions::default(),
            bias: false,
            dropout: 0.0,
            seed: 1,
            weights: Source::default(),
            reading: Reading::default(),
            vectors: Vectors::default(),
            word2vec: Word2vec::default(),
            elmo: Elmo::default(),
            rung: Rung::default(),
            mask: Mask::default(),
            history: History::default(),
            brush: Brush::default(),
            slips: vec![],
            heads_off: vec![],
            one_head: false,
            layer: 0,
            head: 0,
            stage: Stage::default(),
            cell: None,
            zoom: None,
            step: None,
            view: View::default(),
            numbers: true,
            scale: Scale::default(),
            colormap: Colormap::default(),
            language: Language::default(),
            theme: Theme::default(),
            projector: false,
            embed: false,
            table: false,
            keys: true,
        }
    }
}

impl State {
    /// The sizes as they are set, or as the reader's own matrices have them, whether or not they fit.
    #[must_use]
    pub fn sizes(&self) -> Sizes {
        let Self { d_model, n_heads, n_layers, .. } = *self;
        let (dim, n_kv_heads) = (self.dim.unwrap_or(d_model), self.n_kv_heads.unwrap_or(n_heads));
        let sizes = Sizes { d_model, dim, n_heads, n_kv_heads, n_layers };
        if let Source::Given(given) = &self.weights { given.widths(sizes) } else { sizes }
    }

    /// The model, without mistakes and with every head on.
    ///
    /// # Errors
    /// [`Unfit`] if its parts do not fit each other. [`reduce`] and [`from_link`] never leave such a state.
    pub fn config(&self) -> Result<Config, Unfit> {
        let config = Config::new(self.sizes()).and_then(|config| config.with_dropout(self.dropout));
        let mut config = config.map_err(Unfit::Sizes)?.with_source(self.weights.clone())?;
        (config.seed, config.positions, config.bias) = (self.seed, self.positions, self.bias);
        config.mask = self.mask.clone();
        Ok(config)
    }
}
