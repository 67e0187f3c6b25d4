//! What the engine sums up of a pass, against a plain second look at everything that `Model::run` returns.

use super::folder::load;
use super::ours::expected;
use crate::ours::adopt;
use heedmap::engine::{Answer, Ask, Engine, Found, Header, Measure, Reading, Run};
use heedmap::model::pretrained::{Candidate, Folder, Keep, Model, Options, Ours, Pass};
use heedmap::model::{Stage, rollout};
use heedmap::num::Tensor;
use heedmap::text::{Frame, Piece, Token};
use std::path::PathBuf;

const TEXT: &str = "The owl saw the owl, and the owl saw nothing.";

fn ask(text: &str, reading: Reading) -> Ask {
    Ask { texts: vec![text.into()], model: Some(Folder::Ours(Ours::EnDecoder)), ..Ask::new(Run::Read(reading)) }
}

fn engine() -> Engine {
    let mut engine = Engine::default();
    adopt(&mut engine, Ours::EnDecoder);
    engine
}

fn found(answer: &Answer) -> &Found {
    answer.read.as_ref().unwrap().found.as_ref().unwrap()
}

/// The whole pass, with nothing summed up.
fn plainly(answer: &Answer, heads_off: Vec<(usize, usize)>) -> (Model, Pass) {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assets/models/en-decoder");
    let model = load(&folder, &serde_json::Map::new()).unwrap();
    let ids: Vec<u32> = answer.tokens.list().iter().map(|token| token.id).collect();
    let options = Options { heads_off, keep: Keep::all(), ..Options::default() };
    let pass = model.run(&ids.as_slice().into(), &options, |_| {}).unwrap();
    (model, pass)
}

fn near(a: f32, b: f32) -> bool {
    (a - b).abs() < 1e-5 || a.is_nan() && b.is_nan()
}

fn softmax(logits: &[f32]) -> Vec<f64> {
    let most = logits.iter().copied().fold(f32::MIN, f32::max);
    let powers: Vec<f64> = logits.iter().map(|x| f64::from(x - most).exp()).collect();
    let sum: f64 = powers.iter().sum();
    powers.into_iter().map(|power| power / sum).collect()
}

fn is_likeliest(guesses: &[Candidate], logits: &[f32]) {
    let probabilities = softmax(logits);
    let mut order: Vec<u32> = (0..logits.len() as u32).collect();
    order.sort_by(|&a, &b| logits[b as usize].total_cmp(&logits[a as usize]));
    assert_eq!(guesses.iter().map(|guess| guess.id).collect::<Vec<_>>(), order[..5]);
    guesses
        .iter()
        .for_each(|guess| assert!((probabilities[guess.id as usize] - f64::from(guess.probability)).abs() < 1e-5));
}

#[test]
fn every_layer_is_the_one_of_a_whole_pass() {
    let engine = engine();
    for layer in [1, 0, 1, 99] {
        let answer = engine.answer(&ask(TEXT, Reading { layer, ..Reading::default() }), |_| {}).unwrap();
        let (_, pass) = plainly(&answer, vec![]);
        let layer = layer.min(pass.layers.len() - 1);
        assert_eq!((answer.layers.len(), answer.read.as_ref().unwrap().layer), (1, layer));
        for (stage, tensor) in pass.layers[layer].trace.iter() {
            assert_eq!(tensor.shape(), answer.layers[0][stage].shape(), "{stage:?}");
            assert!(tensor.data().iter().zip(answer.layers[0][stage].data()).all(|(a, b)| a.to_bits() == b.to_bits()));
        }
    }
}

#[test]
fn small_pictures_and_measures_are_what_the_weights_say() {
    let long = TEXT.repeat(9);
    for text in [TEXT, &long] {
        let answer = engine().answer(&ask(text, Reading::default()), |_| {}).unwrap();
        let (_, pass) = plainly(&answer, vec![]);
        let ids: Vec<u32> = answer.tokens.list().iter().map(|token| token.id).collect();
        let (n, side) = (ids.len(), ids.len().min(64));
        assert_eq!(n > 64, text == long, "one text is longer than a picture: {n}");
        let numbers = &found(&answer).numbers;
        for (layer, pass) in pass.layers.iter().enumerate() {
            let weights = &pass.trace[Stage::Weights];
            for head in 0..weights.planes() {
                for (block, &value) in numbers.maps[layer].plane(head).iter().enumerate() {
                    let inside = |index: usize, block: usize| index * side / n == block;
                    let rows = (0..n).filter(|&row| inside(row, block / side));
                    let cells =
                        rows.flat_map(|row| (0..n).filter(|&col| inside(col, block % side)).map(move |col| (row, col)));
                    let most = cells.map(|(row, col)| weights.at(head, row, col).unwrap()).fold(0.0, f32::max);
                    assert_eq!(value, most, "layer {layer}, head {head}, block {block}");
                }
                let row = |query: usize| weights.row(head, query);
                let mean = |list: Vec<f32>| list.iter().sum::<f32>() / list.len() as f32;
                let over = |is_key: &dyn Fn(usize, usize) -> bool| {
                    let rows = (0..n).map(|query| {
                        (0..=query).filter(|&key| is_key(query, key)).map(|key| row(query)[key]).collect::<Vec<_>>()
                    });
                    mean(rows.filter(|row| !row.is_empty()).map(|row| row.iter().sum()).collect())
                };
                let entropy =
                    |query: usize| row(query).iter().filter(|w| **w > 0.0).map(|w| -w * w.log2()).sum::<f32>();
                let expected = [
                    (Measure::Entropy, mean((0..n).map(entropy).collect())),
                    (Measure::Previous, over(&|query, key| key + 1 == query)),
                    (Measure::First, over(&|query, key| query > 0 && key == 0)),
                    (Measure::Itself, over(&|query, key| query > 0 && key == query)),
                    (Measure::Same, over(&|query, key| key < query && ids[key] == ids[query])),
                    (Measure::Induction, over(&|query, key| key > 0 && key < query && ids[key - 1] == ids[query])),
                    (Measure::Next, f32::NAN),
                    (Measure::Last, f32::NAN),
                ];
                for (measure, expected) in expected {
                    let value = numbers.measure(layer, head, measure);
                    assert!(
                        (value - expected).abs() < 1e-4 || value.is_nan() && expected.is_nan(),
                        "layer {layer}, head {head}, {measure:?}: {value}, {expected}"
                    );
                }
            }
        }
        let traces: Vec<_> = pass.layers.iter().map(|layer| layer.trace.clone()).collect();
        let (ours, theirs) = (answer.rollout.as_ref().unwrap(), rollout(&traces).unwrap());
        assert!(ours.data().iter().zip(theirs.data()).all(|(&a, &b)| near(a, b)));
    }
}

#[test]
fn the_mean_and_the_maximum_are_those_of_the_chosen_heads() {
    let engine = engine();
    for pooled in [vec![], vec![(0, 1)], vec![(0, 1), (1, 0), (1, 2)], vec![]] {
        let answer =
            engine.answer(&ask(TEXT, Reading { pooled: pooled.clone(), ..Reading::default() }), |_| {}).unwrap();
        let (_, pass) = plainly(&answer, vec![]);
        let heads = pass.layers.iter().flat_map(|layer| (0..4).map(move |head| (layer, head)));
        let heads: Vec<&[f32]> = heads
            .filter(|(layer, head)| pooled.is_empty() || pooled.contains(&(layer.layer, *head)))
            .filter(|(layer, head)| *head < layer.heads.len())
            .map(|(layer, head)| layer.trace[Stage::Weights].plane(head))
            .collect();
        assert_eq!(
            heads.len(),
            if pooled.is_empty() { pass.layers.len() * pass.layers[0].heads.len() } else { pooled.len() }
        );
        let numbers = &found(&answer).numbers;
        for (cell, (&mean, &max)) in numbers.mean.data().iter().zip(numbers.max.data()).enumerate() {
            assert!(near(mean, heads.iter().map(|head| head[cell]).sum::<f32>() / heads.len() as f32));
            assert!(near(max, heads.iter().map(|head| head[cell]).fold(0.0, f32::max)));
        }
    }
}

#[test]
fn guesses_and_the_lens_are_the_logits() {
    let off = vec![(0, 0), (1, 1)];
    let answer = engine()
        .answer(&ask(TEXT, Reading { heads_off: off.clone(), place: Some(3), ..Reading::default() }), |_| {})
        .unwrap();
    let found = found(&answer);
    let (model, pass) = plainly(&answer, off);
    let logits = model.logits(&pass.last).unwrap();
    assert_eq!((found.place, found.guesses.len()), (3, answer.tokens.len()));
    found.guesses.iter().enumerate().for_each(|(place, guesses)| is_likeliest(guesses, logits.row(0, place)));
    assert_eq!(found.lens.len(), pass.layers.len() + 1);
    assert_eq!(found.lens.last(), Some(&found.guesses[3]));
    for (lens, hidden) in found.lens.iter().zip(&pass.hidden) {
        is_likeliest(lens, model.lens(hidden).unwrap().row(0, 3));
    }
    // What moved, against the two distributions.
    let (_, whole) = plainly(&answer, vec![]);
    let whole_logits = model.logits(&whole.last).unwrap();
    let (p, q) = (softmax(whole_logits.row(0, 3)), softmax(logits.row(0, 3)));
    let moved = found.moved.as_ref().unwrap();
    let bits: f64 = p.iter().zip(&q).map(|(p, q)| p * (p / q).log2()).sum();
    assert!((bits - f64::from(moved.bits)).abs() < 1e-3 && moved.bits > 0.0, "{bits} {moved:?}");
    for &(id, before, after) in &moved.tokens {
        assert!((p[id as usize] - f64::from(before)).abs() < 1e-5 && (q[id as usize] - f64::from(after)).abs() < 1e-5);
        assert!(found.pieces.contains_key(&id));
    }
}

/// The fixture's texts, through the engine: what transformers says is likeliest.
#[test]
fn the_likeliest_token_is_that_of_transformers() {
    let engine = engine();
    let mut n = 0;
    for text in expected("en-decoder").texts {
        let model = engine_text(&text.ids);
        let answer = engine.answer(&ask(&model, Reading::default()), |_| {}).unwrap();
        let ids: Vec<u32> = answer.tokens.list().iter().map(|token| token.id).collect();
        if ids != text.ids {
            continue; // it is cut otherwise when it is one text
        }
        let guesses = &found(&answer).guesses[text.at];
        assert_eq!(guesses[0].id, text.top_ids[0]);
        n += 1;
    }
    assert!(n > 0, "no text of the fixture is read as it stands there");
}

/// The text of tokens.
fn engine_text(ids: &[u32]) -> String {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assets/models/en-decoder/tokenizer.json");
    let reader = crate::ours::reader(&std::fs::read(file).unwrap());
    let bytes =
        ids.iter().filter_map(|&id| (reader.piece)(id)).filter(|piece| !piece.is_special).flat_map(|piece| piece.bytes);
    String::from_utf8_lossy(&bytes.collect::<Vec<_>>()).into_owned()
}

#[test]
fn a_long_text_is_cut_and_another_is_put_beside_it() {
    let engine = engine();
    let asked = Ask { kv_text: Some("It was too tired.".into()), ..ask(&TEXT.repeat(400), Reading::default()) };
    let answer = engine.answer(&asked, |_| {}).unwrap();
    let card = &answer.read.as_ref().unwrap().card;
    assert_eq!(answer.tokens.len(), card.max_tokens.unwrap().min(1024));
    assert!(answer.tokens.n_found() > answer.tokens.len());
    let alone = engine.answer(&ask("It was too tired.", Reading::default()), |_| {}).unwrap();
    let beside = answer.beside.as_ref().unwrap();
    assert_eq!(beside.tokens.list(), alone.tokens.list());
    let data = |tensor: &Tensor| tensor.data().to_vec();
    assert_eq!(data(&beside.trace[Stage::Weights]), data(&alone.layers[0][Stage::Weights]));
}

#[test]
fn what_was_read_arrives_as_it_left() {
    let reading = Reading { heads_off: vec![(0, 1)], ..Reading::default() };
    let asked = Ask { kv_text: Some("an owl".into()), ..ask(TEXT, reading) };
    let answer = engine().answer(&asked, |_| {}).unwrap();
    let (header, numbers) = answer.pack(&asked);
    let header: Header = serde_json::from_str(&serde_json::to_string(&header).unwrap()).unwrap();
    let numbers: Vec<Vec<f32>> = numbers.into_iter().map(<[f32]>::to_vec).collect();
    let fetched =
        numbers.into_iter().map(|list| (list.len(), move |range: std::ops::Range<usize>| list[range].to_vec()));
    let there = Answer::unpack(&asked, header, fetched.collect()).unwrap();
    assert_eq!(format!("{there:?}"), format!("{answer:?}"));
}

/// The tiny BERT with a tokenizer of characters, which hides by 1, fills up to 12 by 0 and frames nothing.
fn bert() -> (Engine, Model, Folder) {
    let folder = super::folder::models().join("bert");
    let load = || load(&folder, &serde_json::Map::new()).unwrap();
    let n_tokens = load().config().vocab_size;
    let mut reader = super::sums::characters(n_tokens);
    let bare = std::rc::Rc::clone(&reader.encode);
    reader.encode = std::rc::Rc::new(move |text, frame| {
        let mut list = bare(text, frame)?;
        if frame == Frame::Padded {
            list.resize(12, Token { id: 0, start: text.len(), end: text.len() });
        }
        Ok(list)
    });
    reader.piece =
        std::rc::Rc::new(|id| Some(Piece { bytes: format!("<{id}>").into(), is_special: id < 2, continues: false }));
    (reader.mask, reader.padding, reader.fixed_length) = (Some(1), Some(0), Some(12));
    let local = Folder::Local { name: "bert".into(), files: vec![] };
    let mut engine = Engine::default();
    engine.adopt(local.clone(), load(), reader);
    (engine, load(), local)
}

#[test]
fn a_hidden_token_is_guessed_and_padding_is_seen_by_nobody() {
    let (engine, model, folder) = bert();
    let asked =
        |reading| Ask { texts: vec!["an owl".into()], model: Some(folder.clone()), ..Ask::new(Run::Read(reading)) };
    let answer = engine.answer(&asked(Reading { masked: vec![3, 99], ..Reading::default() }), |_| {}).unwrap();
    let ids: Vec<u32> = answer.tokens.list().iter().map(|token| token.id).collect();
    let n_tokens = model.config().vocab_size as u32;
    let plain: Vec<u32> = "an owl".chars().map(|letter| letter as u32 % n_tokens).collect();
    assert_eq!((ids[3], answer.tokens.list()[3].end, &answer.tokens.names()[&1][..]), (1, 3, "<1>"));
    assert_eq!((&ids[..3], &ids[4..]), (&plain[..3], &plain[4..]));
    let found = found(&answer);
    assert_eq!((found.place, &found.masked[..]), (3, &[(3, plain[3])][..]));
    let pass = model.run(&ids.as_slice().into(), &Options::default(), |_| {}).unwrap();
    is_likeliest(&found.guesses[3], model.logits(&pass.last).unwrap().row(0, 3));
    // Filled up, the six tokens look as they do alone, and none of them sees the padding.
    let [alone, padded] =
        [false, true].map(|padded| engine.answer(&asked(Reading { padded, ..Reading::default() }), |_| {}).unwrap());
    assert_eq!((alone.tokens.len(), padded.tokens.len()), (6, 12));
    let (alone, padded) = (&alone.layers[0][Stage::Weights], &padded.layers[0][Stage::Weights]);
    for (head, query) in (0..alone.planes()).flat_map(|head| (0..6).map(move |query| (head, query))) {
        assert!(padded.row(head, query)[6..].iter().all(|&weight| weight == 0.0));
        assert!(alone.row(head, query).iter().zip(padded.row(head, query)).all(|(&a, &b)| near(a, b)));
    }
}
