//! Screens with everything that a snippet can have in it.

use heedmap::model::{Given, Hand, Mask, Painted, Positions, Rule, Slip, Source, Stage};
use heedmap::num::{Tensor, random};
use heedmap::state::{Cell, ExhibitId, Language, State};
use heedmap::text::Tokenizer;

const ODD: &str = "He said: \"C:\\new\\x41\" — 'it''s' \t\n\r\n#{} \u{0}\u{7f} 👩‍👩‍👧 e\u{301} %s {0}";
const CHINESE: &str = "小猫没有过马路，因为它太累了。“引号”与\\反斜杠\n🐈";

/// A name and a state for each screen.
pub(super) fn all() -> Vec<(String, State)> {
    let small = State { d_model: 16, n_heads: 4, ..State::default() };
    let text = |text: &str| State { text: Some(text.to_owned()), ..small.clone() };
    let mut screens = vec![
        ("default".to_owned(), State::default()),
        ("default zh".to_owned(), State { language: Language::Zh, ..State::default() }),
        ("odd characters".to_owned(), State { tokenizer: Tokenizer::Characters, ..text(ODD) }),
        ("odd words".to_owned(), text(ODD)),
        ("Chinese words".to_owned(), State { tokenizer: Tokenizer::Jieba, language: Language::Zh, ..text(CHINESE) }),
        ("Chinese bytes".to_owned(), State { tokenizer: Tokenizer::Bytes, ..text(CHINESE) }),
        ("one token".to_owned(), State { mask: Mask::causal(), ..text("a") }),
        ("no token".to_owned(), text("  ")),
    ];
    let mut add = |name: &str, state: State| screens.push((name.to_owned(), state));
    for &positions in Positions::ALL {
        add(positions.slug(), State { positions, mask: Mask::causal(), ..small.clone() });
    }
    add("odd rotary", State { d_model: 15, n_heads: 3, positions: Positions::Rotary, ..small.clone() });
    add("rotary of one", State { d_model: 3, n_heads: 3, positions: Positions::Rotary, ..small.clone() });
    add("alibi of six", State { d_model: 12, n_heads: 6, positions: Positions::Alibi, ..small.clone() });
    add("bias", State { bias: true, dim: Some(24), ..small.clone() });
    add("dropout", State { dropout: 0.3, seed: 4_294_967_295, cell: Some(Cell::weight(2, 1)), ..small.clone() });
    add("dropout off the diagonal", State { dropout: 0.7, stage: Stage::Kept, mask: mask("causal"), ..small.clone() });
    add("grouped", State { n_kv_heads: Some(2), bias: true, head: 3, ..small.clone() });
    add(
        "multi-query",
        State { n_kv_heads: Some(1), positions: Positions::Rotary, mask: mask("window.3"), ..small.clone() },
    );
    for rules in [
        "causal",
        "padding.5",
        "padding.0",
        "prefix.3",
        "window.2",
        "window.0",
        "dilated.3.2",
        "block.4",
        "block.1.2.5",
        "causal,window.4",
        "block.3.4,causal,dilated.4.2,block.5.1",
    ] {
        let stage = if rules == "causal" { Stage::Mask } else { Stage::MaskedScores };
        add(rules, State { mask: mask(rules), stage, cell: Some(Cell { stage, row: 4, col: 2 }), ..small.clone() });
    }
    add("mask of nothing", State { stage: Stage::Mask, ..small.clone() });
    let painted = |n, m| Rule::Painted(Painted::new(n, m, |query, key| (query * 7 + key * 3) % 5 > 1));
    add("painted", State { mask: Mask(vec![painted(6, 9)]), ..small.clone() });
    add("painted twice", State { mask: Mask(vec![painted(20, 20), Rule::Causal, painted(3, 30)]), ..small.clone() });
    let long: String = (0..70).map(|i| format!("w{i} ")).collect();
    add("painted wide", State { mask: Mask(vec![painted(80, 80)]), head: 1, ..text(&long) });
    let cross = State { kv_text: Some("它 \"看\" 到了 了".into()), ..small.clone() };
    for positions in [Positions::Sinusoidal, Positions::Learned, Positions::Rotary, Positions::Alibi, Positions::None] {
        let mask = mask(if positions == Positions::None { "none" } else { "causal" });
        add(&format!("cross {}", positions.slug()), State { positions, mask, n_layers: 2, layer: 1, ..cross.clone() });
    }
    let batch =
        State { batch: true, mask: mask("padding.100"), ..text("I like you\nshe does not like it at all\nyes") };
    for item in 0..3 {
        add(&format!("batch {item}"), State { item, ..batch.clone() });
    }
    for layer in 0..3 {
        let deep = State { n_layers: 3, layer, bias: true, mask: Mask::causal(), dropout: 0.1, ..small.clone() };
        add(&format!("layer {layer}"), State { stage: Stage::Output, ..deep.clone() });
        let cell = Some(Cell { stage: Stage::Concat, row: 1, col: 5 });
        add(&format!("rollout {layer}"), State { exhibit: ExhibitId::Heads, heads_off: vec![1], cell, ..deep });
    }
    sources(&mut add, &small);
    exhibits(&mut add, &small);
    screens
}

fn mask(text: &str) -> Mask {
    text.parse().unwrap()
}

/// Matrices of the reader's own, of these shapes.
fn given(list: &[(Stage, usize, usize)]) -> Source {
    let matrix = |&(stage, rows, cols): &(Stage, usize, usize)| {
        (stage, Tensor::matrix(rows, cols, random::uniform(stage as u64, rows * cols, 0.5)))
    };
    Source::Given(Given(list.iter().map(matrix).collect()))
}

/// The other ways to come by weights.
fn sources(add: &mut impl FnMut(&str, State), small: &State) {
    let causal = State { mask: Mask::causal(), ..small.clone() };
    add("identity", State { weights: Source::Identity, bias: true, dim: Some(24), ..causal.clone() });
    for &hand in Hand::ALL {
        let text = Some("a b c a b d a".to_owned());
        let state = State { weights: Source::Hand(hand), text, layer: 0, bias: true, ..causal.clone() };
        add(&format!("hand {}", hand.slug()), state.clone());
        add(&format!("hand {} cross", hand.slug()), State { kv_text: Some("d e a".into()), ..state.clone() });
        add(&format!("hand {} heads", hand.slug()), State { layer: 1, exhibit: ExhibitId::Heads, ..state });
    }
    let own = |list: &[(Stage, usize, usize)]| State { weights: given(list), n_heads: 2, ..small.clone() };
    let projected = [(Stage::Q, 3, 4), (Stage::K, 5, 4), (Stage::V, 5, 4)];
    add("own q k v", State { mask: mask("causal,window.2"), ..own(&projected) });
    add("own q k v w_o", own(&[&projected[..], &[(Stage::WO, 4, 6), (Stage::BO, 1, 6)]].concat()));
    add("own x", State { cell: Some(Cell { stage: Stage::X, row: 1, col: 2 }), ..own(&[(Stage::X, 4, 6)]) });
    add("own large x", own(&[(Stage::X, 14, 10), (Stage::KvX, 9, 10)]));
    let some = [(Stage::WQ, 16, 8), (Stage::BV, 1, 4), (Stage::WO, 8, 16)];
    add("own some", State { stage: Stage::Output, ..own(&some) });
    for layer in 0..2 {
        let deep = State { n_layers: 2, layer, ..own(&some) };
        add(&format!("own some, layer {layer}"), deep.clone());
        let all = [&projected[..], &[(Stage::X, 3, 4)]].concat();
        let all: Vec<_> = all.into_iter().map(|(stage, _, cols)| (stage, 3, cols)).collect();
        add(&format!("own x q k v, layer {layer}"), State { n_layers: 2, layer, ..own(&all) });
    }
    let odd = [1.5, f32::NAN, -0.0, f32::INFINITY, 0.1, 2.0, 3.0, -4.0];
    let odd = Source::Given(Given([(Stage::X, Tensor::matrix(4, 2, odd.to_vec()))].into()));
    add("own odd x", State { weights: odd, n_heads: 2, mask: Mask::causal(), ..small.clone() });
}

/// The other pages.
fn exhibits(add: &mut impl FnMut(&str, State), small: &State) {
    let at = |exhibit| State { exhibit, ..small.clone() };
    add("tokens", at(ExhibitId::Tokens));
    add("tokens odd", State { text: Some(ODD.into()), ..at(ExhibitId::Tokens) });
    let tokens = at(ExhibitId::Tokens);
    for &tokenizer in heedmap::text::ALL.iter().filter(|tokenizer| tokenizer.ready().is_none()) {
        let zh = State { text: Some(CHINESE.into()), tokenizer, ..tokens.clone() };
        add(&format!("tokens zh {}", tokenizer.slug()), zh);
    }
    for &positions in Positions::ALL {
        let step = (positions == Positions::Learned).then_some(2);
        add(&format!("serial {}", positions.slug()), State { positions, step, head: 1, ..at(ExhibitId::Serial) });
    }
    for stage in [Stage::Weights, Stage::Q, Stage::MaskedScores, Stage::Heads, Stage::Output] {
        let cell = Some(Cell { stage, row: 2, col: 1 });
        add(&format!("serial cell {}", stage.name()), State { cell, head: 3, ..at(ExhibitId::Serial) });
        let slips = vec![Slip::NoScale, Slip::NoWO];
        let breaks = State { mask: Mask::causal(), slips, ..at(ExhibitId::Breaks) };
        add(&format!("breaks cell {}", stage.name()), State { cell, ..breaks });
        add(&format!("mask cell {}", stage.name()), State { cell, mask: mask("window.2"), ..at(ExhibitId::Mask) });
    }
    for layer in 0..2 {
        let deep = State { n_layers: 2, layer, dropout: 0.2, ..at(ExhibitId::Mask) };
        add(&format!("mask of nothing, layer {layer}"), deep);
    }
    add("serial grouped", State { n_kv_heads: Some(2), bias: true, ..at(ExhibitId::Serial) });
    for n_query in [3, 5] {
        let own = [(Stage::Q, n_query, 16), (Stage::K, 5, 16), (Stage::V, 5, 16)];
        add(&format!("serial own {n_query} q k v"), State { weights: given(&own), ..at(ExhibitId::Serial) });
    }
    add("serial own x", State { weights: given(&[(Stage::X, 5, 16)]), ..at(ExhibitId::Serial) });
    add("serial by hand", State { weights: Source::Hand(Hand::Four), ..at(ExhibitId::Serial) });
    add("heads", State { heads_off: vec![0, 2], mask: Mask::causal(), ..at(ExhibitId::Heads) });
    let odd = State { text: Some(ODD.into()), tokenizer: Tokenizer::Characters, ..at(ExhibitId::Heads) };
    for row in [23, 24, 25, 29] {
        add(&format!("heads odd {row}"), State { cell: Some(Cell::weight(row, 0)), ..odd.clone() });
    }
    add("heads all on", State { bias: true, ..at(ExhibitId::Heads) });
    for &slip in Slip::ALL {
        for rules in ["none", "causal"] {
            let state = State { slips: vec![slip], mask: mask(rules), bias: true, ..at(ExhibitId::Breaks) };
            add(&format!("breaks {} {rules}", slip.slug()), state);
        }
    }
    add("breaks all", State { slips: Slip::ALL.to_vec(), mask: mask("window.3"), ..at(ExhibitId::Breaks) });
    add("breaks blind", State { slips: vec![Slip::SoftmaxTwice], mask: mask("padding.0"), ..at(ExhibitId::Breaks) });
    let blind = Mask(vec![Rule::Painted(Painted::new(9, 30, |query, _| query != 4))]);
    add("breaks blind row", State { slips: vec![Slip::MaskAfterSoftmax], mask: blind, ..at(ExhibitId::Breaks) });
    add("breaks none", State { mask: Mask::causal(), ..at(ExhibitId::Breaks) });
    let alibi = State { positions: Positions::Alibi, ..at(ExhibitId::Breaks) };
    add(
        "breaks alibi",
        State { slips: vec![Slip::MaskAfterSoftmax, Slip::SoftmaxTwice], mask: Mask::causal(), ..alibi },
    );
}
