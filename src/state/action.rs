//! What a reader can do: each is one change of the state, which `reduce.rs` makes.

use super::{
    Brush, Cell, CountingAction, ElmoAction, ExhibitId, Language, ReadingAction, State, Stroke, Theme, VectorsAction,
    View, Word2vecAction,
};
use crate::chart::{Block, Colormap, Scale};
use crate::model::{Mask, Positions, Slip, Source, Stage};
use crate::text::Tokenizer;
use crate::text::subwords::{Corpus, Kind};

/// What a reader can do.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Open an exhibit.
    Open(ExhibitId),
    /// Write a text; `None` goes back to the example.
    Write(Option<String>),
    /// Write a text whose character at this place, from 1, was half of one before it came here.
    WriteMended(String, usize),
    /// Write a second text to attend to; `None` is self-attention.
    WriteKv(Option<String>),
    /// Take each line for a text of a batch, or no longer.
    SetBatch(bool),
    /// Show a text of the batch.
    ShowItem(usize),
    /// Cut it another way.
    Cut(Tokenizer),
    /// Put tokens together into words where they attend, or no longer.
    RollUp(Option<Tokenizer>),
    /// Compare another tokenizer in this place, or none there; the place behind the last one adds it.
    Compare(usize, Option<Tokenizer>),
    /// Cut it by a `tokenizer.json` of one's own.
    Load {
        /// Its name.
        name: String,
        /// Where it is ([`Loaded::address`](super::Loaded)).
        address: String,
    },
    /// Do without the file in this place, which is none that can be used.
    Unload(usize),
    /// Choose the kind of subwords that is learnt.
    SetKind(Kind),
    /// Choose what they are learnt from.
    LearnFrom(Corpus),
    /// Write a text to learn from; `None` goes back to the example.
    WriteTraining(Option<String>),
    /// Change something about N-grams.
    Count(CountingAction),
    /// Follow a word on its way into tokens.
    FollowWord(String),
    /// Show it after so many of its steps; `None` is after all.
    StepWord(Option<usize>),
    /// Choose how many tokens are learnt.
    SetVocabSize(usize),
    /// Change words of the dictionary of Chinese, by their text as a link has it.
    WriteWords(String),
    /// Choose the width of vectors.
    SetDModel(usize),
    /// Choose the width of all heads together; `None` is that of vectors.
    SetDim(Option<usize>),
    /// Choose the number of heads.
    SetNHeads(usize),
    /// Choose the number of heads that answer; `None` is all.
    SetNKvHeads(Option<usize>),
    /// Choose the number of layers.
    SetNLayers(usize),
    /// Choose how places are told.
    SetPositions(Positions),
    /// Add biases, or no longer.
    SetBias(bool),
    /// Choose the probability of dropout.
    SetDropout(f32),
    /// Choose the seed.
    SetSeed(u32),
    /// Choose where weights come from.
    SetWeights(Source),
    /// Bring a matrix of one's own, as the bytes of a file.
    Bring {
        /// What it takes the place of.
        stage: Stage,
        /// The file's name, or whatever the reader knows it by.
        name: String,
        /// What is in it.
        bytes: Vec<u8>,
    },
    /// Choose the mask.
    SetMask(Mask),
    /// Choose the mask by its text, as a link has it.
    WriteMask(String),
    /// Switch between no mask and the causal one.
    ToggleCausal,
    /// Paint the mask of a text of this shape. A stroke begins by what it does to its first cell: a cell that was
    /// allowed becomes blocked, and the others with it, or the other way round.
    Paint {
        /// `[n_query, n_key]`.
        shape: (usize, usize),
        /// The stroke so far.
        stroke: Stroke,
    },
    /// Choose a brush.
    SetBrush(Brush),
    /// Go back to the mask before.
    Undo,
    /// Take that back.
    Redo,
    /// Make a mistake, or no longer.
    MakeSlip(Slip, bool),
    /// Keeps the map of one head alone, or those of all.
    KeepOneHead(bool),
    /// Switch a head on or off.
    SwitchHead(usize, bool),
    /// Show a layer.
    ShowLayer(usize),
    /// Show a head.
    ShowHead(usize),
    /// Show a head of a layer.
    ShowHeadOf {
        /// The layer.
        layer: usize,
        /// The head.
        head: usize,
    },
    /// Show a stage.
    ShowStage(Stage),
    /// Choose a cell, or none.
    Choose(Option<Cell>),
    /// Show this part of large matrices, or all of them.
    Zoom(Option<Block>),
    /// Choose a cell and show its stage.
    Follow {
        /// The cell.
        cell: Cell,
        /// Its layer, if it is another than the one that is shown.
        layer: Option<usize>,
    },
    /// Show a serial run, a stretch of the text, or the text after so many merges; `None` is what there is at first.
    ShowStep(Option<usize>),
    /// Show weights another way.
    SetView(View),
    /// Write numbers into cells, or no longer.
    ShowNumbers(bool),
    /// Choose how weights are spread over the colours.
    SetScale(Scale),
    /// Choose the colours of weights.
    SetColormap(Colormap),
    /// Speak a language.
    Speak(Language),
    /// Choose light or dark.
    SetTheme(Theme),
    /// Start or end the projector's view.
    Project(bool),
    /// Show the heatmap as a table, or no longer.
    Tabulate(bool),
    /// Let single letters be commands, or no longer.
    UseKeys(bool),
    /// Change something about the pretrained model.
    Read(ReadingAction),
    /// Change something about the vector space model, or its documents.
    Vectorize(VectorsAction),
    /// Change something about word2vec.
    Embed(Word2vecAction),
    /// Change something about ELMo.
    Elmo(ElmoAction),
    /// Become a whole other state, as from a link.
    Become(Box<State>),
}
