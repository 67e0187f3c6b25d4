//! A pretrained model writes a text on, token by token, with its cache of keys and values.

use super::models::{Loaded, Models};
use super::read::fails;
use super::write::{End, MAX_NEW, NewToken, Possible, Writing, Written};
use super::{Answer, Ask, Asset, Doing, FolderFault, Progress, Stop};
use crate::model::Stage;
use crate::model::pretrained::{Config, Folder, Keep, Options, Pass, Sampling, Session, Which};
use crate::num::{Tensor, softmax_row};
use crate::text::{Frame, Token, Tokens};
use std::cell::RefCell;

/// How many of the likeliest tokens are told.
const N_LIKELIEST: usize = 20;

/// The text that was written last, so that the next token costs no more than itself.
#[derive(Default)]
pub(super) struct Scripts(RefCell<Option<Script>>);

/// A text on its way.
struct Script {
    folder: Folder,
    sampling: Sampling,
    prompt: Vec<u32>,
    session: Session,
    /// Tokens that have been chosen; some may not be read yet.
    new: Vec<NewToken>,
    /// What the token that was read last made of all before it.
    last: Option<Last>,
}

/// What reading the newest token brought.
struct Last {
    pass: Pass,
    logits: Vec<f32>,
}

impl Scripts {
    /// Forgets what was written.
    pub(super) fn forget(&self) {
        self.0.take();
    }

    /// Lets the model of a question write its text on.
    #[inline(never)]
    pub(super) fn write(
        &self,
        models: &Models,
        ask: &Ask,
        writing: &Writing,
        mut progress: impl FnMut(Progress),
    ) -> Result<Answer, Stop> {
        let Some(folder) = &ask.model else { return Ok(Answer::default()) };
        let loaded = models.get(folder, Asset::Model)?;
        if !loaded.model.config().is_causal {
            return Err(fails(folder, FolderFault::NoWriter));
        }
        let tokens = prompt(loaded, ask.text()).map_err(|reason| fails(folder, reason))?;
        if tokens.is_empty() {
            return Ok(Answer { tokens, ..Answer::default() });
        }
        let prompt: Vec<u32> = tokens.list().iter().map(|token| token.id).collect();
        let kept = self.0.take().filter(|script| script.folder == *folder && script.prompt == prompt);
        let mut script = kept.unwrap_or_else(|| Script::new(folder.clone(), writing.sampling, prompt));
        script.choose_by(writing.sampling);
        let written = script.write(loaded, writing.n_new.min(MAX_NEW), &mut progress)?;
        self.0.replace(Some(script));
        Ok(Answer { tokens, written: Some(written), ..Answer::default() })
    }
}

/// The text with what its model wants before it, but nothing that would close it.
fn prompt(loaded: &Loaded, text: &str) -> Result<Tokens, String> {
    let mut list = (loaded.reader.encode)(text, Frame::Framed)?;
    let is_own = |token: &Token| token.start < token.end || !loaded.reader.named(token.id).is_special;
    // Of no text at all the first token of the frame is left to begin with.
    list.truncate(list.iter().rposition(is_own).map_or(1, |last| last + 1));
    let n_found = list.len();
    Ok(loaded.tokens(text, list, n_found))
}

impl Script {
    fn new(folder: Folder, sampling: Sampling, prompt: Vec<u32>) -> Self {
        Self { folder, sampling, prompt, session: Session::default(), new: vec![], last: None }
    }

    /// Chooses otherwise from now on. What was chosen is forgotten; the prompt need not be read again, so that a slider can
    /// be drawn.
    fn choose_by(&mut self, sampling: Sampling) {
        if self.sampling != sampling {
            self.sampling = sampling;
            self.new.clear();
            self.last = None;
            self.session.rewind(self.prompt.len() - 1);
        }
    }

    /// Writes until there are `n` new tokens, or goes back to when there were so many.
    fn write(&mut self, loaded: &Loaded, n: usize, progress: &mut impl FnMut(Progress)) -> Result<Written, Stop> {
        let config = loaded.model.config();
        let n_prompt = self.prompt.len();
        let room = config.max_tokens().map_or(MAX_NEW, |most| most.saturating_sub(n_prompt).min(MAX_NEW));
        let n = n.min(room);
        // The token that ends a text is not read, since nothing comes behind it.
        let n_read = loop {
            let ending = self.new.iter().take(n + 1).position(|token| token.ends);
            let n_read = n_prompt + ending.map_or(n, |ending| ending.min(n));
            let now = self.session.ids().len();
            if now == n_read && self.last.is_some() {
                break n_read;
            }
            if now >= n_read {
                self.session.rewind(n_read - 1);
            }
            self.read(loaded)?;
            progress(Progress {
                doing: Doing::Writing,
                done: self.session.ids().len().saturating_sub(n_prompt),
                total: n,
            });
        };
        let ending = self.new.iter().take(n).position(|token| token.ends);
        let n_new = ending.map_or(n, |ending| ending + 1);
        let end = match ending {
            Some(_) => Some(End::EndToken),
            None if n < room => None,
            None if room == MAX_NEW => Some(End::MaxTokens),
            None => Some(End::MaxPositions),
        };
        let Some(Last { pass, logits }) = &self.last else { return Err(fails(&self.folder, FolderFault::NoWriter)) };
        let (possible, chosen, n_left) = self.possible(loaded, logits, n_read - n_prompt);
        let weights = pass.layers.iter().flat_map(|layer| layer.trace[Stage::Weights].data()).copied().collect();
        let lengths = |numbers: fn(&Session, usize) -> &[f32]| lengths(config, &self.session, numbers);
        Ok(Written {
            new: self.new[..n_new].to_vec(),
            most: if end.is_some() { n_new } else { room },
            end,
            possible,
            chosen,
            n_left,
            vocab_size: config.vocab_size,
            n_kv_heads: config.n_kv_heads,
            d_head: config.d_head,
            multiply_adds: (config.multiply_adds(1, n_read), config.multiply_adds(n_read, n_read)),
            weights: Tensor::stack(config.n_layers, config.n_heads, n_read, weights),
            keys: lengths(Session::keys),
            values: lengths(Session::values),
        })
    }

    /// Reads the next token: of a text that was not begun, all but the last token of the prompt first, so that every step
    /// is computed alike, whichever was shown before.
    fn read(&mut self, loaded: &Loaded) -> Result<(), Stop> {
        let refuse = |fault: FolderFault| fails(&self.folder, fault);
        self.last = None;
        let n_prompt = self.prompt.len();
        let now = self.session.ids().len();
        if now + 1 < n_prompt {
            self.session
                .read(&loaded.model, &self.prompt[now..n_prompt - 1], &Options::default())
                .map_err(|fault| refuse(fault.into()))?;
        }
        let now = self.session.ids().len();
        let known = self.prompt.iter().copied().chain(self.new.iter().map(|token| token.id));
        let next: Vec<u32> = known.skip(now).take(1).collect();
        let keep = Keep { layers: Which::All, heads: Which::All, ..Keep::default() };
        let options = Options { keep, ..Options::default() };
        let pass = self.session.read(&loaded.model, &next, &options).map_err(|fault| refuse(fault.into()))?;
        let logits = loaded.model.logits(&pass.last).ok_or_else(|| refuse(FolderFault::NoWriter))?.data().to_vec();
        let n_tokens = self.session.ids().len();
        if self.new.len() + n_prompt == n_tokens {
            let id = self.sampling.choose(&logits, n_tokens).ok_or_else(|| refuse(FolderFault::NotNumbers))?;
            let probability = shares(&logits).get(id as usize).copied().unwrap_or_default();
            let ends = loaded.model.config().eos_token_ids.contains(&(id as usize));
            self.new.push(NewToken { id, piece: loaded.reader.named(id), probability, ends });
        }
        self.last = Some(Last { pass, logits });
        Ok(())
    }

    /// What may come next, the place of the one that does, and how many are left to choose from.
    fn possible(&self, loaded: &Loaded, logits: &[f32], step: usize) -> (Vec<Possible>, usize, usize) {
        let shares = shares(logits);
        let left = self.sampling.candidates(logits);
        let mut order: Vec<usize> = (0..shares.len()).filter(|&id| logits[id].is_finite()).collect();
        order.sort_by(|&a, &b| logits[b].total_cmp(&logits[a]));
        let chosen = self.new.get(step).map_or(0, |token| token.id as usize);
        let place = order.iter().position(|&id| id == chosen).unwrap_or(0);
        order.truncate(N_LIKELIEST);
        if place >= N_LIKELIEST {
            order.push(chosen);
        }
        let one = |&id: &usize| Possible {
            id: id as u32,
            piece: loaded.reader.named(id as u32),
            probability: shares[id],
            left: left.iter().find(|candidate| candidate.id as usize == id).map(|candidate| candidate.probability),
        };
        (order.iter().map(one).collect(), place.min(N_LIKELIEST), left.len())
    }
}

/// Each token's share by softmax; of scores that are no numbers none.
fn shares(logits: &[f32]) -> Vec<f32> {
    let score = |&logit: &f32| if logit.is_finite() { logit } else { f32::NEG_INFINITY };
    let mut row: Vec<f32> = logits.iter().map(score).collect();
    softmax_row(&mut row);
    row
}

/// The length of each vector in the cache: `[n_layers, n_kv_heads, n_tokens]`.
fn lengths(config: &Config, session: &Session, numbers: fn(&Session, usize) -> &[f32]) -> Tensor {
    let Config { n_layers, n_kv_heads, d_head, .. } = *config;
    let mut values = Vec::with_capacity(n_layers * n_kv_heads * session.ids().len());
    for layer in 0..n_layers {
        for head in 0..n_kv_heads {
            let rows = numbers(session, layer).chunks_exact(n_kv_heads * d_head);
            let length = |row: &[f32]| row[head * d_head..][..d_head].iter().map(|x| x * x).sum::<f32>().sqrt();
            values.extend(rows.map(length));
        }
    }
    Tensor::stack(n_layers, n_kv_heads, session.ids().len(), values)
}
