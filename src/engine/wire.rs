//! An answer's journey between two threads that share no memory: a small header that is text, and plain numbers.

use super::{Answer, Progress, Trouble};
use crate::model::{Config, Stage, Trace};
use crate::num::Tensor;
use crate::text::{Token, Tokens};
use serde::{Deserialize, Serialize};

/// What the worker says to the page, as JSON beside the number of the request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Said {
    /// It listens. Said once, with the number 0.
    Ready,
    /// How far it is.
    Progress(Progress),
    /// The answer; its numbers travel beside this text.
    Answer(Header),
    /// There will be no answer.
    Trouble(Trouble),
}

/// Everything about an answer but its numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Header {
    /// `id, start, end` of each token.
    pub tokens: Vec<(u32, usize, usize)>,
    /// How many tokens the text has in all.
    pub n_found: usize,
    /// The sizes, if there is a trace.
    pub config: Option<Config>,
    /// The shape of each stage, in the order of [`Stage::ALL`]; empty without a trace.
    pub shapes: Vec<Vec<usize>>,
}

/// A header and numbers that do not belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken;

impl Answer {
    /// The header, and the numbers of each stage in the order of [`Stage::ALL`].
    #[must_use]
    pub fn pack(&self) -> (Header, Vec<&[f32]>) {
        let stages: Vec<&Tensor> =
            self.trace.iter().flat_map(|trace| Stage::ALL.iter().map(|&stage| trace.get(stage))).collect();
        let header = Header {
            tokens: self.tokens.list().iter().map(|token| (token.id, token.start, token.end)).collect(),
            n_found: self.tokens.n_found(),
            config: self.trace.as_ref().map(|trace| trace.config),
            shapes: stages.iter().map(|tensor| tensor.shape().to_vec()).collect(),
        };
        (header, stages.into_iter().map(Tensor::data).collect())
    }

    /// Puts an answer together again.
    ///
    /// # Errors
    /// [`Broken`] if a stage is missing or has not as many numbers as its shape says.
    pub fn unpack(text: &str, header: Header, numbers: Vec<Vec<f32>>) -> Result<Self, Broken> {
        let list = header.tokens.into_iter().map(|(id, start, end)| Token { id, start, end }).collect();
        let tokens = Tokens::from_parts(text, list, header.n_found);
        let Some(config) = header.config else { return Ok(Self { tokens, trace: None }) };
        let fits = |(shape, data): (&Vec<usize>, &Vec<f32>)| {
            matches!(shape.len(), 2 | 3) && shape.iter().product::<usize>() == data.len()
        };
        let count = Stage::ALL.len();
        let whole = header.shapes.len() == count && numbers.len() == count;
        if !whole || !header.shapes.iter().zip(&numbers).all(fits) {
            return Err(Broken);
        }
        let mut stages = header.shapes.into_iter().zip(numbers);
        let trace = Trace::from_stages(config, |_| {
            let (shape, data) = stages.next().unwrap_or((vec![0, 0], vec![]));
            Tensor::with_shape(shape, data)
        });
        Ok(Self { tokens, trace: Some(trace) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Ask, Engine};
    use crate::model::Mask;
    use crate::text::Tokenizer;

    fn answer(text: &str, attend: bool) -> Answer {
        let attend = attend.then(|| Config::new(8, 2, 3, Mask::Causal).unwrap());
        let ask = Ask { text: text.into(), tokenizer: Tokenizer::Words, attend };
        let through: Ask = serde_json::from_str(&serde_json::to_string(&ask).unwrap()).unwrap();
        assert_eq!(through, ask);
        Engine::default().answer(&ask, |_| {}).unwrap()
    }

    fn through(text: &str, answer: &Answer) -> Result<Answer, Broken> {
        let (header, numbers) = answer.pack();
        let header = serde_json::from_str(&serde_json::to_string(&header).unwrap()).unwrap();
        Answer::unpack(text, header, numbers.into_iter().map(<[f32]>::to_vec).collect())
    }

    #[test]
    fn an_answer_arrives_as_it_left() {
        for (text, attend) in [("它 太 累 了", true), ("", true), ("a b a", false)] {
            let answer = answer(text, attend);
            let arrived = through(text, &answer).unwrap();
            assert_eq!(arrived.tokens, answer.tokens);
            assert_eq!(arrived.trace.is_some(), attend);
            for (sent, got) in answer.trace.iter().zip(&arrived.trace) {
                for &stage in Stage::ALL {
                    assert_eq!(sent.get(stage).data(), got.get(stage).data());
                    assert_eq!(sent.get(stage).shape(), got.get(stage).shape());
                }
            }
        }
    }

    #[test]
    fn parts_that_do_not_belong_together_are_refused() {
        let answer = answer("a b", true);
        let (header, numbers) = answer.pack();
        let mut numbers: Vec<Vec<f32>> = numbers.into_iter().map(<[f32]>::to_vec).collect();
        numbers[3].pop();
        assert_eq!(Answer::unpack("a b", header.clone(), numbers.clone()), Err(Broken));
        numbers.pop();
        assert_eq!(Answer::unpack("a b", header, numbers), Err(Broken));
    }

    #[test]
    fn sizes_from_outside_are_checked() {
        let bad = r#"{"d_model":8,"n_heads":3,"seed":1,"mask":"causal"}"#;
        assert!(serde_json::from_str::<Config>(bad).is_err());
    }
}
