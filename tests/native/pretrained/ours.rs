//! The models that we ship, as they are shipped, against transformers: every head's weights, logits, greedy continuations.

use super::fixture::{RELATIVE, WEIGHTS, likeliest};
use super::folder::load;
use heedmap::model::Stage;
use heedmap::model::pretrained::{Keep, Options, Session};
use heedmap::num::Tensor;
use serde::Deserialize;
use serde_json::Map;
use std::fs;
use std::path::PathBuf;

#[derive(Deserialize)]
pub(super) struct Expected {
    pub(super) texts: Vec<Text>,
}

#[derive(Deserialize)]
pub(super) struct Text {
    pub(super) ids: Vec<u32>,
    /// The token whose prediction is compared.
    pub(super) at: usize,
    pub(super) top_ids: Vec<u32>,
    top_logits: Vec<f32>,
    rows: Vec<Row>,
    /// What a decoder goes on with.
    greedy: Option<Vec<u32>>,
}

#[derive(Deserialize)]
struct Row {
    layer: usize,
    head: usize,
    query: usize,
    weights: Vec<f32>,
}

/// What transformers says of one of our models.
pub(super) fn expected(name: &str) -> Expected {
    let file = format!("{}/tests/reference/models/{name}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_slice(&fs::read(file).unwrap()).unwrap()
}

#[test]
fn our_models_are_transformers() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let mut n_models = 0;
    for folder in fs::read_dir(root.join("assets/models")).unwrap() {
        let folder = folder.unwrap().path();
        let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
        let expected = expected(&name);
        let model = load(&folder, &Map::new()).unwrap();
        for Text { ids, at, top_ids, top_logits, rows, greedy } in expected.texts {
            let options = Options { keep: Keep::all(), ..Options::default() };
            let pass = model.run(&ids.as_slice().into(), &options, |_| {}).unwrap();
            let sizes = model.config().sizes();
            assert!(rows.len() >= sizes.n_layers * sizes.n_heads, "{name}: {} rows", rows.len());
            for Row { layer, head, query, weights } in rows {
                let ours = pass.layers[layer].trace[Stage::Weights].row(head, query);
                assert_eq!(ours.len(), weights.len(), "{name}");
                let is_close = ours.iter().zip(&weights).all(|(a, b)| (a - b).abs() <= WEIGHTS);
                assert!(is_close, "{name}, layer {layer}, head {head}, query {query}: {ours:?} is not {weights:?}");
            }
            let row = Tensor::matrix(1, pass.last.cols(), pass.last.row(0, at).to_vec());
            let logits = model.logits(&row).unwrap();
            let mut order: Vec<u32> = (0..logits.cols() as u32).collect();
            order.sort_by(|&a, &b| logits.data()[b as usize].total_cmp(&logits.data()[a as usize]));
            assert_eq!(order[0], top_ids[0], "{name}: the likeliest token");
            for (&id, theirs) in top_ids.iter().zip(top_logits) {
                let far = (logits.data()[id as usize] - theirs).abs() / logits.reach();
                assert!(far <= RELATIVE, "{name}: token {id} is off by {far}");
            }
            let Some(greedy) = greedy else { continue };
            assert_eq!(greedy.len(), 50);
            // Without a cache it is the same, as other models show faster.
            let (mut session, mut new) = (Session::default(), ids);
            for token in greedy {
                let last = session.read(&model, &new, &Options::default()).unwrap().last;
                assert_eq!(likeliest(&model, &last, session.ids().len()), token, "{name}");
                new = vec![token];
            }
        }
        n_models += 1;
    }
    assert!(n_models >= 4, "{n_models} models");
}
