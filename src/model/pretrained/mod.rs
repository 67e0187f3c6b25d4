//! Pretrained models: those that others trained, and ours, run from their files, with every number on the way.
//!
//! In reading order: [`Config`] is what `config.json` says; [`Weights`] collects tensors, whose names and shapes the
//! architectures ask for (`plan`); `bert`, `gpt2` and `llama` put the `blocks` together, each its way, around
//! one `attention`; a [`Pass`] is what came out, layer by layer (`steps`), a [`Session`] reads on, and [`Sampling`] chooses what comes next.
//!
//! Files are somebody else's: tensors come here as names, shapes and numbers.

mod attention;
mod bert;
mod blocks;
mod config;
mod families;
mod fields;
mod folder;
mod gpt2;
mod llama;
mod plan;
mod rotary;
mod run;
mod sample;
mod session;
mod steps;
mod weights;

pub use config::{Activation, Biases, Config, ConfigFault, Family};
pub use folder::{Folder, NoFolder, Ours};
pub use rotary::{Rotary, Scaling, Turn};
pub use run::{Arithmetic, Input, Keep, LayerTrace, Options, Pass, RunFault, Which};
pub use sample::{Candidate, Sampling};
pub use session::Session;
pub use weights::{LoadFault, Weights};

use super::Stage;
use crate::num::Tensor;
use blocks::Linear;
use plan::Source;
use run::Run;

/// A way of building layers.
trait Architecture {
    /// The vectors that the first layer reads; the first token stands at place `first`.
    fn embed(&self, input: &Input, first: usize) -> Tensor;
    /// What the layer's attention finds in what the layer reads.
    fn attend(&self, x: &Tensor, run: &mut Run) -> Tensor;
    /// What the layer makes of what it reads.
    fn layer(&self, x: &Tensor, run: &mut Run) -> Tensor;
    /// The maps that make Q, K and V of one layer, and W_o. Where Q and K are normalized behind theirs, these are left
    /// out: they do not lead to the Q and K that meet.
    fn maps(&self, layer: usize) -> Vec<(Stage, Stage, &Linear)>;
    /// The norm after the last layer, where there is one.
    fn norm(&self, hidden: &Tensor) -> Tensor;
    /// A score for each token of the vocabulary, if the model was made to predict.
    fn head(&self, last: &Tensor) -> Option<Tensor>;
}

/// Asks for all tensors of a model.
fn build(config: &Config, source: &mut impl Source) -> Result<Box<dyn Architecture>, LoadFault> {
    Ok(match config.family {
        Family::Bert | Family::Roberta | Family::DistilBert => Box::new(bert::Bert::read(config, source)?),
        Family::Gpt2 => Box::new(gpt2::Gpt2::read(config, source)?),
        Family::Llama | Family::Mistral | Family::Qwen2 | Family::Qwen3 => {
            Box::new(llama::Llama::read(config, source)?)
        }
    })
}

/// A model that can be run.
pub struct Model {
    config: Config,
    architecture: Box<dyn Architecture>,
}

impl Model {
    fn new(config: Config, architecture: Box<dyn Architecture>) -> Self {
        Self { config, architecture }
    }

    /// What it is.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Reads a whole text. `progress` hears how many layers are done.
    ///
    /// # Errors
    /// [`RunFault`] if the text is not one for this model.
    pub fn run(&self, input: &Input, options: &Options, progress: impl FnMut(usize)) -> Result<Pass, RunFault> {
        self.pass(input, options, 0, None, progress)
    }

    /// For each row of [`Pass::last`], or of some of them, a score for each token of the vocabulary: the next token's,
    /// or, of an encoder, the token's own. `None` if the model was not made to predict.
    #[must_use]
    pub fn logits(&self, last: &Tensor) -> Option<Tensor> {
        self.architecture.head(last)
    }

    /// What the model would predict if some layer were its last, of what that layer wrote: the logit lens
    /// (nostalgebraist, *Interpreting GPT: the logit lens*, 2020).
    #[must_use]
    pub fn lens(&self, hidden: &Tensor) -> Option<Tensor> {
        self.architecture.head(&self.architecture.norm(hidden))
    }

    fn check(&self, Input { ids, segments }: &Input, n_past: usize) -> Result<(), RunFault> {
        let Config { vocab_size, n_segments, .. } = self.config;
        let (n_tokens, most) = (n_past + ids.len(), self.config.max_tokens());
        if let Some(&id) = ids.iter().find(|&&id| id as usize >= vocab_size) {
            return Err(RunFault::Token { id, vocab_size });
        }
        let fits = |segment: &u32| (*segment as usize) < n_segments;
        if !(segments.is_empty() || segments.len() == ids.len() && segments.iter().all(fits)) {
            return Err(RunFault::Segments { n_segments });
        }
        match most {
            _ if ids.is_empty() => Err(RunFault::Empty),
            Some(most) if n_tokens > most => Err(RunFault::TooLong { n_tokens, most }),
            _ => Ok(()),
        }
    }
}

/// Maps with the stages that their weights and biases are.
fn staged([q, k, v, output]: [&Linear; 4]) -> Vec<(Stage, Stage, &Linear)> {
    vec![
        (Stage::WQ, Stage::BQ, q),
        (Stage::WK, Stage::BK, k),
        (Stage::WV, Stage::BV, v),
        (Stage::WO, Stage::BO, output),
    ]
}
