//! Writing on, as the page asks for it: the greedy text is transformers', and every step is what a pass without a cache
//! would be, whichever step was shown before.

use super::super::ours::{adopt, reader};
use super::fixture::WEIGHTS;
use super::folder::load;
use heedmap::engine::{Answer, Ask, End, Engine, FolderFault, MAX_NEW, Run, Stop, Trouble, Writing, Written};
use heedmap::model::Stage;
use heedmap::model::pretrained::{Folder, Keep, Model, Options, Ours, Sampling};
use heedmap::text::{Reader, Token};
use serde::Deserialize;
use serde_json::Map;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

const DECODERS: [Ours; 2] = [Ours::EnDecoder, Ours::ZhDecoder];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

fn model(ours: Ours) -> Model {
    load(&root().join("assets/models").join(ours.slug()), &Map::new()).unwrap()
}

/// An engine that takes these tokens for every text.
fn engine_of(ours: Ours, ids: Vec<u32>) -> Engine {
    let folder = root().join("assets/models").join(ours.slug());
    let own = reader(&fs::read(folder.join("tokenizer.json")).unwrap());
    let list = (0..).zip(ids).map(|(place, id)| Token { id, start: place, end: place + 1 }).collect::<Vec<_>>();
    let mut engine = Engine::default();
    engine.adopt(Folder::Ours(ours), model(ours), Reader { encode: Rc::new(move |_, _| Ok(list.clone())), ..own });
    engine
}

fn ask(ours: Ours, text: &str, n_new: usize, sampling: Sampling) -> Ask {
    let run = Run::Write(Writing { n_new, sampling });
    Ask { texts: vec![text.into()], model: Some(Folder::Ours(ours)), ..Ask::new(run) }
}

fn written(engine: &Engine, ask: &Ask) -> Written {
    engine.answer(ask, |_| {}).unwrap().written.unwrap()
}

fn ids(written: &Written) -> Vec<u32> {
    written.new.iter().map(|token| token.id).collect()
}

/// An answer after its way between two threads.
fn sent(ask: &Ask, answer: &Answer) -> Answer {
    let (header, numbers) = answer.pack(ask);
    let header = serde_json::from_str(&serde_json::to_string(&header).unwrap()).unwrap();
    let numbers = numbers.into_iter().map(<[f32]>::to_vec);
    let numbers = numbers.map(|list| (list.len(), move |range: std::ops::Range<usize>| list[range].to_vec())).collect();
    Answer::unpack(ask, header, numbers).unwrap()
}

/// Everything that an answer says, numbers and all.
fn told(answer: &Answer) -> String {
    format!("{answer:?}")
}

#[derive(Deserialize)]
struct Expected {
    texts: Vec<Text>,
}

#[derive(Deserialize)]
struct Text {
    ids: Vec<u32>,
    greedy: Option<Vec<u32>>,
}

#[test]
fn the_greedy_text_is_transformers_until_it_ends() {
    for ours in DECODERS {
        let file = root().join(format!("tests/reference/models/{}.json", ours.slug()));
        let expected: Expected = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
        let mut n_compared = 0;
        for Text { ids: prompt, greedy } in expected.texts {
            let Some(mut greedy) = greedy else { continue };
            let text = "x".repeat(prompt.len());
            let eos = model(ours).config().eos_token_ids.clone();
            // Theirs goes on beyond the end.
            let end = greedy.iter().position(|&id| eos.contains(&(id as usize)));
            greedy.truncate(end.map_or(greedy.len(), |end| end + 1));
            let written = written(&engine_of(ours, prompt), &ask(ours, &text, greedy.len(), Sampling::default()));
            assert_eq!(ids(&written), greedy, "{}", ours.slug());
            assert_eq!(written.end, end.map(|_| End::EndToken));
            n_compared += greedy.len();
        }
        assert!(n_compared >= 1, "{}", ours.slug());
    }
}

#[test]
fn each_step_is_a_pass_without_a_cache() {
    for (ours, text) in [(Ours::EnDecoder, "In the beginning"), (Ours::ZhDecoder, "春眠不觉晓，")] {
        let sampling = Sampling { temperature: 0.8, top_k: 40, top_p: 0.95, seed: 3 };
        let (mut engine, model) = (Engine::default(), model(ours));
        adopt(&mut engine, ours);
        let sizes = model.config().sizes();
        for n_new in [0, 1, 6] {
            let answer = engine.answer(&ask(ours, text, n_new, sampling), |_| {}).unwrap();
            let written = answer.written.unwrap();
            let prompt: Vec<u32> = answer.tokens.list().iter().map(|token| token.id).collect();
            assert_eq!((written.new.len(), written.end), (n_new, None), "it goes on");
            let all = [&prompt[..], &ids(&written)].concat();
            let options = Options { keep: Keep::all(), ..Options::default() };
            let pass = model.run(&all.as_slice().into(), &options, |_| {}).unwrap();
            let last = all.len() - 1;
            assert_eq!(written.weights.shape(), [sizes.n_layers, sizes.n_heads, all.len()]);
            assert_eq!(written.keys.shape(), [sizes.n_layers, sizes.n_kv_heads, all.len()]);
            for (layer, of) in pass.layers.iter().enumerate() {
                for head in 0..sizes.n_heads {
                    let whole = of.trace[Stage::Weights].row(head, last);
                    let near = |(a, b): (&f32, &f32)| (a - b).abs() <= WEIGHTS;
                    assert!(written.weights.row(layer, head).iter().zip(whole).all(near), "{layer}, {head}");
                }
                for (head, token) in (0..sizes.n_kv_heads).flat_map(|head| (0..all.len()).map(move |t| (head, t))) {
                    for (lengths, stage) in [(&written.keys, Stage::K), (&written.values, Stage::V)] {
                        let row = &of.trace[stage].row(0, token)[head * sizes.d_head()..][..sizes.d_head()];
                        let length = row.iter().map(|x| x * x).sum::<f32>().sqrt();
                        let ours = lengths.at(layer, head, token).unwrap();
                        assert!((ours - length).abs() <= 1e-4 * length.max(1.0), "{stage:?}: {ours} {length}");
                    }
                }
            }
            let logits = model.logits(&pass.last).unwrap();
            let logits = logits.row(0, last);
            let next = sampling.choose(logits, all.len()).unwrap();
            let chosen = &written.possible[written.chosen];
            assert_eq!(chosen.id, next);
            let left: f32 =
                sampling.candidates(logits).iter().filter(|one| one.id == next).map(|o| o.probability).sum();
            assert!((chosen.left.unwrap() - left).abs() < 1e-4);
            let sum: f32 = logits.iter().map(|logit| logit.exp()).sum();
            assert!((chosen.probability - logits[next as usize].exp() / sum).abs() < 1e-4);
        }
    }
}

#[test]
fn a_step_is_the_same_whichever_was_shown_before() {
    let ours = Ours::EnDecoder;
    let sampling = Sampling { temperature: 1.0, seed: 3, ..Sampling::default() };
    let mut walked = Engine::default();
    adopt(&mut walked, ours);
    let mut first = vec![];
    for n_new in [0, 1, 2, 9, 4, 4, 0, 5, 9] {
        let question = ask(ours, "The people of the United States", n_new, sampling);
        let mut fresh = Engine::default();
        adopt(&mut fresh, ours);
        let here = walked.answer(&question, |_| {}).unwrap();
        assert_eq!(told(&here), told(&fresh.answer(&question, |_| {}).unwrap()), "{n_new}");
        assert_eq!(told(&sent(&question, &here)), told(&here), "{n_new} arrives as it left");
        first = ids(&here.written.unwrap());
    }
    let other = Sampling { seed: 4, ..sampling };
    let other = written(&walked, &ask(ours, "The people of the United States", 9, other));
    assert_ne!(ids(&other), first, "another seed, another text");
}

#[test]
fn another_temperature_writes_what_it_writes_alone() {
    let ours = Ours::EnDecoder;
    let sampling = |temperature| Sampling { temperature, seed: 3, ..Sampling::default() };
    let mut drawn = Engine::default();
    adopt(&mut drawn, ours);
    let texts = [(1.0, 6), (1.5, 6), (0.0, 6), (1.5, 0), (1.0, 3)].map(|(temperature, n_new)| {
        let question = ask(ours, "In the beginning", n_new, sampling(temperature));
        let mut alone = Engine::default();
        adopt(&mut alone, ours);
        let answer = drawn.answer(&question, |_| {}).unwrap();
        assert_eq!(told(&answer), told(&alone.answer(&question, |_| {}).unwrap()), "{temperature}, {n_new}");
        ids(&answer.written.unwrap())
    });
    assert!(texts[0] != texts[1] && texts[1] != texts[2], "temperature changes the text: {texts:?}");
    assert_eq!(texts[4], texts[0][..3]);
}

#[test]
fn it_stops_where_there_is_no_more_room() {
    let ours = Ours::EnDecoder;
    let most = model(ours).config().max_tokens().unwrap();
    let at = |n_prompt: usize, n_new| {
        let question = ask(ours, &"x".repeat(n_prompt), n_new, Sampling { temperature: 1.0, ..Sampling::default() });
        engine_of(ours, vec![300; n_prompt]).answer(&question, |_| {})
    };
    let whole = at(most - 2, MAX_NEW + 9).unwrap().written.unwrap();
    assert_eq!((whole.new.len(), whole.most, whole.end), (2, 2, Some(End::MaxPositions)));
    assert_eq!(whole.weights.cols(), most);
    assert!(matches!(at(most + 1, 0), Err(Stop::Fails(Trouble::NoModel(..)))));
    assert_eq!(at(0, 3).unwrap().written, None);
}

#[test]
fn a_model_that_looks_both_ways_cannot_write() {
    let bert = load(&root().join("tests/reference/models/bert"), &Map::new()).unwrap();
    let folder = Folder::Ours(Ours::EnDecoder);
    let file = root().join("assets/models/en-decoder/tokenizer.json");
    let mut engine = Engine::default();
    engine.adopt(folder, bert, reader(&fs::read(file).unwrap()));
    let refused = engine.answer(&ask(Ours::EnDecoder, "a", 1, Sampling::default()), |_| {});
    let Err(Stop::Fails(Trouble::NoModel(_, fault))) = refused else { panic!("{refused:?}") };
    assert_eq!(*fault, FolderFault::NoWriter);
}
