//! One question, one answer: [`Ask`] → [`Engine::answer`] → [`Answer`].
//!
//! The engine runs in a Web Worker and knows nothing of it; a test calls it like any function.

mod answer;
mod asset;
mod climb;
mod collect;
mod count;
mod cut;
mod elmo;
mod embed;
mod fault;
mod folder;
mod header;
mod kept;
mod models;
mod progress;
mod question;
mod queue;
mod read;
mod script;
mod segment;
mod study;
mod trouble;
mod vectorize;
mod wire;
mod write;

pub use answer::Answer;
pub use asset::{Asset, Stop, unpack};
pub use climb::{Climbing, Ladder, MAX_CLIMBING, OnRung};
pub use collect::{Collected, Collecting};
pub use count::{Count, Counted, MAX_DRAWN};
pub use cut::Cut;
pub use elmo::{Clock, Contextual, Contextualizing, LENGTHS, REPEATS, Recited, Timed, read_elmo};
pub use embed::{Dot, Embedded, Embedding, SLICES, Shown, Side, Similar};
pub use fault::{FolderFault, Silence};
pub use folder::Loading;
pub use header::Header;
pub use kept::{Keeping, Kept};
pub use progress::{Doing, Progress};
pub use question::{Ask, MAX_BATCH, Run};
pub use queue::{Keep, Queue};
pub use read::{Beside, Card, Found, Loss, MAX_READ, Measure, Moved, Numbers, Read, Reading, SIDE, TOLD};
pub use segment::Segmenting;
pub use study::Study;
pub use trouble::Trouble;
pub use vectorize::{Entry, Order, Row, Search, TermFound, Vectorizing, Vectors};
pub use wire::{Broken, Said};
pub use write::{End, MAX_NEW, NewToken, Possible, Writing, Written};

use crate::model::{self, Config, Given, Model, Stage};
use crate::text::subwords::Corpus;
use crate::text::{self, Shelf, Tokenizer, Tokens};
use models::Models;
use script::Scripts;
use segment::Changed;
use std::collections::HashMap;
use study::Studied;

/// Answers questions; keeps what is costly to load.
#[derive(Default)]
pub struct Engine {
    shelf: Shelf,
    studied: Studied,
    corpora: HashMap<Corpus, String>,
    changed: Changed,
    models: Models,
    scripts: Scripts,
    vectorized: vectorize::Vectorized,
    embedded: embed::Remembered,
    ready: embed::Ready,
    elmos: elmo::Elmos,
    climbed: climb::Remembered,
    clock: Option<Clock>,
}

impl Engine {
    /// Computes an answer. The same question has the same answer, to the last bit; only times are never twice the same.
    ///
    /// # Errors
    /// What to hand in before asking again, or why there will be no answer.
    pub fn answer(&self, ask: &Ask, mut progress: impl FnMut(Progress)) -> Result<Answer, Stop> {
        // Each of these is compiled by itself (`inline(never)`), as are trainings: all of them in this one would make a function
        // of 150 kB, which a browser compiles late, and one browser wrongly (`xtask/src/built.rs`).
        if let Run::Learn(study) = &ask.run {
            let corpus = self.corpus(study.corpus, ask.text())?;
            return Ok(self.studied.learn(ask.text(), corpus, study, progress));
        }
        if let Run::Segment(segmenting) = &ask.run {
            return self.changed.segment(&self.shelf, ask.text(), segmenting).map_err(Stop::from);
        }
        if let Run::Count(count) = &ask.run {
            return self.count(ask, count);
        }
        if let Run::Read(reading) = &ask.run {
            return self.models.read(ask, reading, progress);
        }
        if let Run::Collect(collecting) = &ask.run {
            return self.models.collect(ask, collecting, progress);
        }
        if let Run::Write(writing) = &ask.run {
            return self.scripts.write(&self.models, ask, writing, progress);
        }
        if let Run::Embed(wanted) = &ask.run {
            return self.embed(ask, wanted, progress);
        }
        if let Run::Vectorize(wanted) = &ask.run {
            let cut = |text: &str| self.tokenize(ask, text, ask.tokenizer, usize::MAX);
            return self.vectorized.vectorize(ask, wanted, cut);
        }
        if let Run::Climb(wanted) = &ask.run {
            return self.climb(ask, wanted, progress);
        }
        if let Run::Contextualize(wanted) = &ask.run {
            return self.contextualize(ask, wanted, progress);
        }
        if let Run::Time(model) = ask.run {
            return self.time(model, progress);
        }
        let mut answer = self.cut(ask)?;
        let Some(config) = ask.run.config() else { return Ok(answer) };
        let is_serial = matches!(ask.run, Run::Serial(_));
        let kv_tokens = if is_serial { None } else { answer.kv_tokens.as_ref() };
        let asking: Vec<&str> = answer.tokens.texts().collect();
        let asked: Option<Vec<&str>> = kv_tokens.map(|tokens| tokens.texts().collect());
        let model = |config: &Config| Model::new(config, &asking, asked.as_deref());
        let mask = ask.mask(&answer.lengths);
        let built = model(config);
        let sizes = built.input().sizes;
        let total = sizes.n_heads * sizes.n_layers;
        answer.layers =
            built.run(&mask, |done| progress(Progress { doing: Doing::Attending, done: done.min(total), total }));
        match ask.run {
            Run::Compare(_) => {
                let mut right = config.clone();
                right.slips.clear();
                let tell = |_| progress(Progress { doing: Doing::Attending, done: total, total });
                answer.right =
                    if config.slips.is_empty() { answer.layers.clone() } else { model(&right).run(&mask, tell) };
            }
            Run::Serial(_) => {
                let total = asking.len();
                // Keys of one's own may be others than the tokens that ask; then there is no run token by token.
                let input = built.input();
                let is_own = |stage| input.get(stage).is_none_or(|tensor| tensor.rows() == total);
                if input.get(Stage::KvX).is_some() || ![Stage::X, Stage::Q, Stage::K, Stage::V].into_iter().all(is_own)
                {
                    return Ok(answer);
                }
                answer.steps =
                    model::serial(&built, total, |done| progress(Progress { doing: Doing::Stepping, done, total }));
            }
            _ => {}
        }
        if answer.layers.len() > 1 && config.only.is_none() {
            answer.rollout = model::rollout(&answer.layers);
        }
        Ok(answer)
    }

    fn tokenize(&self, ask: &Ask, text: &str, tokenizer: Tokenizer, limit: usize) -> Result<Tokens, Stop> {
        if let Some(ready) = tokenizer.ready().filter(|&ready| !self.is_current(ready, ask)) {
            return Err(Stop::Wants(Asset::Ready(ready)));
        }
        text::tokenize(text, tokenizer, &self.shelf, limit).map_err(Stop::from)
    }

    /// Cuts the texts, pads them to the longest of the batch, and finds names for the rows of matrices that the reader
    /// brought.
    fn cut(&self, ask: &Ask) -> Result<Answer, Stop> {
        let limit = match &ask.run {
            Run::Attend(config) | Run::Compare(config) => config.max_tokens(),
            Run::Serial(config) => config.max_tokens().min(model::MAX_STEPS),
            _ => model::MAX_TOKENS,
        };
        if let Run::Cut(tokenizers) = &ask.run {
            let cut = |&tokenizer: &Tokenizer| self.tokenize(ask, ask.text(), tokenizer, limit);
            let cuts = tokenizers.iter().map(cut).collect::<Result<Vec<_>, _>>()?;
            return Ok(Answer { tokens: cuts.first().cloned().unwrap_or_default(), cuts, ..Answer::default() });
        }
        let cut = |text: &str| self.tokenize(ask, text, ask.tokenizer, limit);
        let mut batch = ask.texts.iter().take(MAX_BATCH).map(|text| cut(text)).collect::<Result<Vec<_>, _>>()?;
        let lengths: Vec<usize> = if batch.len() > 1 { batch.iter().map(Tokens::len).collect() } else { vec![] };
        let mut answer = Answer::default();
        if ask.item < batch.len() {
            answer.tokens = batch.swap_remove(ask.item).padded(lengths.iter().copied().max().unwrap_or(0));
        }
        answer.lengths = lengths;
        answer.kv_tokens = ask.kv_text.as_deref().map(cut).transpose()?;
        if let Some(tokenizer) = ask.roll_up {
            let words = |text: &str| self.tokenize(ask, text, tokenizer, usize::MAX);
            answer.words = Some(words(ask.text())?);
            answer.kv_words = ask.kv_text.as_deref().map(words).transpose()?;
        }
        if let Some(given) = ask.run.config().and_then(Config::given) {
            name_rows(given, &mut answer);
        }
        Ok(answer)
    }
}

/// Where a given matrix has another number of rows than the text has tokens, the rows get numbers for names.
fn name_rows(given: &Given, answer: &mut Answer) {
    let (n_query, n_key) = given.n_tokens();
    if let Some(n) = n_query.filter(|&n| n != answer.tokens.len()) {
        answer.tokens = Tokens::numbered(n);
        answer.lengths.clear(); // such rows are no text's, and none of them is padding
    }
    let asked = answer.kv_tokens.as_ref().map_or(answer.tokens.len(), Tokens::len);
    let brings_keys = [Stage::K, Stage::V, Stage::KvX].iter().any(|stage| given.0.contains_key(stage));
    if let Some(n) = n_key.filter(|&n| brings_keys && n != asked) {
        answer.kv_tokens = Some(Tokens::numbered(n));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Mask, Sizes};

    fn ask(text: &str, tokenizer: Tokenizer, n_heads: usize) -> Ask {
        let mut config = Config::new(Sizes::new(64, n_heads)).unwrap();
        config.mask = Mask::causal();
        Ask { texts: vec![text.into()], tokenizer, ..Ask::new(Run::Attend(config)) }
    }

    #[test]
    fn what_is_missing_is_asked_for_once() {
        let mut engine = Engine::default();
        let ask = ask("南京市长江大桥", Tokenizer::Jieba, 2);
        assert_eq!(engine.answer(&ask, |_| {}), Err(Stop::Wants(Asset::Jieba)));
        assert!(engine.provide(Asset::Jieba, b"no gzip").is_err());
        let hmm = include_bytes!("../../assets/jieba/hmm.txt.gz");
        assert!(engine.provide(Asset::JiebaHmm, hmm).is_err());
        engine.provide(Asset::Jieba, include_bytes!("../../assets/jieba/dict.txt.gz")).unwrap();
        assert_eq!(engine.answer(&ask, |_| {}), Err(Stop::Wants(Asset::JiebaHmm)));
        engine.provide(Asset::JiebaHmm, hmm).unwrap();
        let answer = engine.answer(&ask, |_| {}).unwrap();
        assert_eq!(answer.tokens.texts().collect::<Vec<_>>(), ["南京市", "长江大桥"]);
        assert_eq!(answer.layers[0].n_query(), 2);
    }

    #[test]
    fn a_long_text_is_cut_to_what_can_be_attended_to() {
        let answer = Engine::default().answer(&ask(&"长".repeat(100_000), Tokenizer::Words, 64), |_| {}).unwrap();
        assert_eq!((answer.tokens.len(), answer.tokens.n_found()), (256, 100_000));
        assert_eq!(answer.layers[0].n_query(), 256);
    }
}
