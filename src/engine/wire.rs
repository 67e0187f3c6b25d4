//! An answer's journey between two threads that share no memory: a small header that is text, and plain numbers.

use super::cut::Cut;
use super::header::Header;
use super::{Answer, Ask, Beside, Keeping, Numbers, Progress, Read, Trouble, Written};
use crate::model::pretrained::Folder;
use crate::model::{Sizes, Stage, Step, Trace};
use crate::num::Tensor;
use serde::{Deserialize, Serialize};
use std::ops::Range;
use std::rc::Rc;

/// What the worker says to the page, as JSON beside the number of the request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Said {
    /// It listens. Said once, with the number 0.
    Ready,
    /// How far it is.
    Progress(Progress),
    /// The answer; its numbers travel beside this text.
    Answer(Box<Header>),
    /// There will be no answer.
    Trouble(Trouble),
    /// A model that was loaded is kept from now on, or cannot be.
    Kept(Folder, Keeping),
}

/// A header and numbers that do not belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken;

impl Answer {
    /// The header, and the numbers of each tensor in the order of [`Header::shapes`].
    #[must_use]
    pub fn pack(&self, ask: &Ask) -> (Header, Vec<&[f32]>) {
        let stages =
            |layers: &[Trace]| layers.iter().map(|trace| trace.iter().map(|(stage, _)| stage).collect()).collect();
        let weighs = |stage| matches!(stage, Stage::Weights | Stage::Dropped);
        let layers = self.layers.iter().chain(&self.right).flat_map(Trace::iter);
        let layers = layers.map(|(stage, tensor)| (tensor, weighs(stage)));
        let steps = self.steps.iter().flat_map(|step| [&step.weights, &step.output]);
        let found = self.read.iter().flat_map(|read| &read.found).flat_map(|found| found.numbers.tensors());
        let written = self.written.iter().flat_map(Written::tensors);
        let others = steps.chain(written).chain(&self.logits).chain(&self.rollout).chain(found);
        let others = others.map(|tensor| (tensor, false));
        let beside = self.beside.iter().flat_map(|beside| beside.trace.iter());
        let beside = beside.map(|(stage, tensor)| (tensor, weighs(stage)));
        let tensors: Vec<(&Tensor, bool)> = layers.chain(others).chain(beside).collect();
        let peaks = |tensor: &Tensor| tensor.peaks().iter().map(|&(place, peak)| (place, peak.to_bits())).collect();
        let header = Header {
            tokens: Cut::new(&self.tokens, Some(ask.text())),
            kv_tokens: self.kv_tokens.as_ref().map(|tokens| Cut::new(tokens, ask.kv_text.as_deref())),
            words: self.words.as_ref().map(|tokens| Cut::new(tokens, Some(ask.text()))),
            kv_words: self.kv_words.as_ref().map(|tokens| Cut::new(tokens, ask.kv_text.as_deref())),
            lengths: self.lengths.clone(),
            sizes: self.layers.first().map(|trace| trace.sizes),
            layers: stages(&self.layers),
            right: stages(&self.right),
            lesson: self.lesson.as_deref().cloned(),
            word: self.word.clone(),
            cuts: self.cuts.iter().map(|tokens| Cut::new(tokens, Some(ask.text()))).collect(),
            comparison: self.comparison.clone(),
            counted: self.counted.clone(),
            read: self.read.clone(),
            beside: self.beside.as_ref().map(|Beside { tokens, layer, trace }| {
                let stages = trace.iter().map(|(stage, _)| stage).collect();
                (Cut::new(tokens, None), *layer, trace.sizes, stages)
            }),
            has_rollout: self.rollout.is_some(),
            collected: self.collected.clone(),
            written: self.written.clone(),
            vectors: self.vectors.clone(),
            embedded: self.embedded.clone(),
            elmo: self.elmo.clone(),
            timed: self.timed.clone(),
            ladder: self.ladder.clone(),
            n_steps: self.steps.len(),
            shapes: tensors.iter().map(|(tensor, _)| tensor.shape().to_vec()).collect(),
            windows: tensors.iter().map(|(tensor, _)| tensor.window().cloned()).collect(),
            peaks: tensors.iter().map(|&(tensor, weighs)| if weighs { peaks(tensor) } else { vec![] }).collect(),
        };
        (header, tensors.into_iter().map(|(tensor, _)| tensor.data()).collect())
    }

    /// Puts an answer together again. Of each tensor it is handed how many numbers there are and a way to fetch some,
    /// which is only gone when somebody looks at them: a page shows few stages, and often one head of them.
    ///
    /// # Errors
    /// [`Broken`] if a tensor is missing or has not as many numbers as its shape says.
    pub fn unpack<F>(ask: &Ask, header: Header, numbers: Vec<(usize, F)>) -> Result<Self, Broken>
    where
        F: Fn(Range<usize>) -> Vec<f32> + 'static,
    {
        let n = numbers.len();
        if [header.shapes.len(), header.windows.len(), header.peaks.len()] != [n; 3] {
            return Err(Broken);
        }
        let found = header.shapes.into_iter().zip(header.windows).zip(header.peaks);
        let mut tensors = found.zip(numbers).map(|(((shape, window), peaks), (n, fetch))| {
            let peaks = peaks.into_iter().map(|(place, bits)| (place, f32::from_bits(bits))).collect();
            Tensor::arriving(shape, window, n, fetch).map(|tensor| tensor.with_peaks(peaks)).ok_or(Broken)
        });
        let mut next = || tensors.next().unwrap_or(Err(Broken));
        let mut traces = |layers: Vec<Vec<Stage>>| -> Result<Vec<Trace>, Broken> {
            layers.into_iter().map(|stages| trace(header.sizes.ok_or(Broken)?, stages, &mut next)).collect()
        };
        let (layers, right) = (traces(header.layers)?, traces(header.right)?);
        let step = |_| Ok(Step { weights: next()?, output: next()? });
        let steps = (0..header.n_steps).map(step).collect::<Result<_, _>>()?;
        let mut written = header.written;
        if let Some(written) = &mut written {
            written.tensors_mut().into_iter().try_for_each(|tensor| next().map(|found| *tensor = found))?;
        }
        let has_logits = header.collected.as_ref().is_some_and(|collected| collected.has_logits);
        let logits = has_logits.then(&mut next).transpose()?;
        let rollout = if header.has_rollout { Some(next()?) } else { None };
        let mut read = header.read;
        if let Some(Read { card, found: Some(found), .. }) = &mut read {
            found.numbers = Numbers::collect(card.n_layers, &mut next)?;
        }
        let open = |(cut, layer, sizes, stages): (Cut, usize, Sizes, Vec<Stage>)| {
            Ok(Beside { tokens: cut.open(None), layer, trace: trace(sizes, stages, &mut next)? })
        };
        let beside = header.beside.map(open).transpose()?;
        Ok(Self {
            tokens: header.tokens.open(Some(ask.text())),
            kv_tokens: header.kv_tokens.map(|cut| cut.open(ask.kv_text.as_deref())),
            words: header.words.map(|cut| cut.open(Some(ask.text()))),
            kv_words: header.kv_words.map(|cut| cut.open(ask.kv_text.as_deref())),
            lengths: header.lengths,
            layers,
            right,
            steps,
            rollout,
            lesson: header.lesson.map(Rc::new),
            word: header.word,
            cuts: header.cuts.into_iter().map(|cut| cut.open(Some(ask.text()))).collect(),
            comparison: header.comparison,
            counted: header.counted,
            read,
            beside,
            collected: header.collected,
            logits,
            written,
            vectors: header.vectors,
            embedded: header.embedded,
            elmo: header.elmo,
            timed: header.timed,
            ladder: header.ladder,
        })
    }
}

/// A layer's stages, in their order.
fn trace(sizes: Sizes, stages: Vec<Stage>, mut next: impl FnMut() -> Result<Tensor, Broken>) -> Result<Trace, Broken> {
    let mut trace = Trace::new(sizes);
    stages.into_iter().try_for_each(|stage| next().map(|tensor| trace.set(stage, tensor)))?;
    Ok(trace)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Asset, Engine, Run, Segmenting, Study, Vectorizing};
    use crate::model::{Config, Only, Positions, Slip};
    use crate::text::subwords::{Corpus, Kind};

    fn ask(texts: &[&str], run: impl Fn(Config) -> Run) -> Ask {
        let sizes = Sizes { n_layers: 2, ..Sizes::new(8, 2) };
        let mut config = Config::new(sizes).unwrap();
        (config.positions, config.slips) = (Positions::Rotary, vec![Slip::NoScale]);
        let texts = texts.iter().map(ToString::to_string).collect();
        let ask = Ask { texts, ..Ask::new(run(config)) };
        let through: Ask = serde_json::from_str(&serde_json::to_string(&ask).unwrap()).unwrap();
        assert_eq!(through, ask);
        ask
    }

    fn fetched(numbers: Vec<Vec<f32>>) -> Vec<(usize, impl Fn(Range<usize>) -> Vec<f32>)> {
        numbers.into_iter().map(|list| (list.len(), move |range: Range<usize>| list[range].to_vec())).collect()
    }

    fn parts(ask: &Ask) -> (Answer, Header, Vec<Vec<f32>>) {
        let mut engine = Engine::default();
        if matches!(ask.run, Run::Segment(_)) {
            engine.provide(Asset::Jieba, include_bytes!("../../assets/jieba/dict.txt.gz")).unwrap();
            engine.provide(Asset::JiebaHmm, include_bytes!("../../assets/jieba/hmm.txt.gz")).unwrap();
        }
        let answer = engine.answer(ask, |_| {}).unwrap();
        let (header, numbers) = answer.pack(ask);
        let header: Header = serde_json::from_str(&serde_json::to_string(&header).unwrap()).unwrap();
        let numbers = numbers.into_iter().map(<[f32]>::to_vec).collect();
        (answer, header, numbers)
    }

    /// Everything that an answer says, numbers and all: tensors compare by identity, so they are written out.
    fn told(answer: &Answer) -> String {
        format!("{answer:?}")
    }

    #[test]
    fn an_answer_arrives_as_it_left() {
        let cross = Ask { kv_text: Some("a second text".into()), ..ask(&["它 太 累 了"], Run::Attend) };
        let asks = [
            ask(&["它 太 累 了"], Run::Attend),
            ask(&[""], Run::Attend),
            ask(&["a b a"], |_| Run::Tokens),
            ask(&["a b a c"], |mut config| {
                config.only = Some(Only { layer: 1, head: 1, stage: Stage::Scores });
                Run::Attend(config)
            }),
            ask(&["a b", "c d e", ""], Run::Compare),
            ask(&["a b a"], Run::Serial),
            ask(&["a b a 它"], |_| {
                Run::Learn(Study {
                    kind: Kind::ByteBpe,
                    corpus: Corpus::Text,
                    vocab_size: 300,
                    step: Some(1),
                    word: "ab".into(),
                })
            }),
            cross,
            ask(&["他来到了网易杭研大厦"], |_| Run::Segment(Segmenting::default())),
            ask(&["a b", "b c c", ""], |_| Run::Vectorize(Vectorizing { query: "c".into(), ..Vectorizing::default() })),
        ];
        for ask in asks {
            let (answer, header, numbers) = parts(&ask);
            let there = Answer::unpack(&ask, header, fetched(numbers)).unwrap();
            assert_eq!(told(&there), told(&answer));
            for (trace, there) in answer.layers.iter().zip(&there.layers) {
                trace.iter().for_each(|(stage, tensor)| assert_eq!(there[stage].peaks(), tensor.peaks(), "{stage:?}"));
            }
        }
    }

    #[test]
    fn parts_that_do_not_belong_together_are_refused() {
        let ask = ask(&["a b"], Run::Attend);
        let (_, header, mut numbers) = parts(&ask);
        numbers[3].pop();
        assert_eq!(Answer::unpack(&ask, header.clone(), fetched(numbers.clone())), Err(Broken));
        numbers.pop();
        assert_eq!(Answer::unpack(&ask, header, fetched(numbers)), Err(Broken));
    }

    #[test]
    fn sizes_from_outside_are_checked() {
        let good = serde_json::to_string(&Config::new(Sizes::new(8, 2)).unwrap()).unwrap();
        assert!(serde_json::from_str::<Config>(&good).is_ok());
        for (from, to) in [("\"n_heads\":2", "\"n_heads\":3"), ("\"dropout\":0.0", "\"dropout\":1.5")] {
            assert!(good.contains(from), "{good}");
            assert!(serde_json::from_str::<Config>(&good.replace(from, to)).is_err());
        }
    }
}
