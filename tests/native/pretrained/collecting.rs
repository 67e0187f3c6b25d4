//! What programs are handed of a model: the weights of the layers and heads that they name, and the scores.

use super::super::ours::{adopt, reader};
use super::folder::{load, models};
use heedmap::engine::{Answer, Ask, Collecting, Engine, Run, Stop, Trouble};
use heedmap::model::Stage;
use heedmap::model::pretrained::{Folder, Keep, Options, Ours};
use heedmap::text::{Reader, Token};
use serde_json::Map;
use std::fs;
use std::path::Path;
use std::rc::Rc;

fn ask(text: &str, layers: Option<Vec<usize>>, heads: Option<Vec<usize>>) -> Ask {
    let run = Run::Collect(Collecting { layers, heads, ..Collecting::default() });
    Ask { texts: vec![text.into()], model: Some(Folder::Ours(Ours::EnDecoder)), ..Ask::new(run) }
}

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/models/en-decoder")
}

fn answer(ask: &Ask) -> Result<Answer, Stop> {
    let mut engine = Engine::default();
    adopt(&mut engine, Ours::EnDecoder);
    engine.answer(ask, |_| {})
}

#[test]
fn the_weights_and_scores_are_those_of_a_pass() {
    let text = "The people of the United States";
    let model = load(&folder(), &Map::new()).unwrap();
    let all = answer(&ask(text, None, None)).unwrap();
    let ids: Vec<u32> = all.tokens.list().iter().map(|token| token.id).collect();
    let pass = model.run(&ids.as_slice().into(), &Options { keep: Keep::all(), ..Options::default() }, |_| {}).unwrap();
    let sizes = model.config().sizes();
    assert_eq!(all.layers.len(), sizes.n_layers);
    for (here, there) in all.layers.iter().zip(&pass.layers) {
        assert_eq!(here[Stage::Weights].data(), there.trace[Stage::Weights].data());
        assert!(here.get(Stage::WQ).is_none(), "nothing else travels");
    }
    assert_eq!(all.logits.unwrap().data(), model.logits(&pass.last).unwrap().data());
    let some = answer(&ask(text, Some(vec![1, 3]), Some(vec![2]))).unwrap();
    assert_eq!(some.layers.len(), 2);
    for (here, layer) in some.layers.iter().zip([1, 3]) {
        assert_eq!(here[Stage::Weights].shape(), [1, ids.len(), ids.len()]);
        assert_eq!(here[Stage::Weights].data(), pass.layers[layer].trace[Stage::Weights].plane(2));
    }
    assert_eq!(some.collected.unwrap().layers, [1, 3]);
    assert_eq!(answer(&ask("", None, None)).unwrap().layers, []);
}

#[test]
fn heads_that_are_not_there_and_too_many_numbers_are_refused() {
    let refused = |ask: &Ask| match answer(ask) {
        Err(Stop::Fails(trouble)) => trouble,
        other => panic!("{other:?}"),
    };
    let none = Trouble::NoHead { n_layers: 4, n_heads: 4 };
    assert_eq!(refused(&ask("a", Some(vec![4]), None)), none);
    assert_eq!(refused(&ask("a", None, Some(vec![0, 9]))), none);
    // Refused before anything is read: the model need not be able to.
    let own = reader(&fs::read(folder().join("tokenizer.json")).unwrap());
    let list: Vec<Token> = (0..40_000).map(|place| Token { id: 7, start: place, end: place + 1 }).collect();
    let mut engine = Engine::default();
    let llama = load(&models().join("llama"), &Map::new()).unwrap();
    let sizes = llama.config().sizes();
    engine.adopt(Folder::Ours(Ours::EnDecoder), llama, Reader { encode: Rc::new(move |_, _| Ok(list.clone())), ..own });
    let many = engine.answer(&ask(&"x".repeat(40_000), None, None), |_| {});
    let Err(Stop::Fails(Trouble::TooMuch { n_layers, n_heads, n_tokens, .. })) = many else { panic!("not refused") };
    assert_eq!((n_layers, n_heads, n_tokens), (sizes.n_layers, sizes.n_heads, 40_000));
}
