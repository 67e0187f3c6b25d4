//! `config.json`, right and wrong, and whatever else bytes may be.

use heedmap::model::pretrained::{Activation, Config, ConfigFault, Scaling};
use proptest::prelude::*;
use serde_json::{Map, Value};

fn read(json: &[u8]) -> Result<Config, ConfigFault> {
    Config::read(json)
}

const BERT: &str = r#"{"model_type": "bert", "vocab_size": 50, "hidden_size": 24, "num_hidden_layers": 2,
    "num_attention_heads": 4, "intermediate_size": 40, "max_position_embeddings": 32}"#;
const GPT2: &str = r#"{"model_type": "gpt2", "vocab_size": 50, "n_embd": 24, "n_layer": 2, "n_head": 4,
    "n_positions": 32}"#;
const QWEN2: &str = r#"{"model_type": "qwen2", "vocab_size": 50, "hidden_size": 24, "num_hidden_layers": 3,
    "num_attention_heads": 4, "num_key_value_heads": 2, "intermediate_size": 40, "max_position_embeddings": 32,
    "rope_theta": 1000000.0, "rope_scaling": {"type": "yarn", "factor": 4.0},
    "use_sliding_window": true, "sliding_window": 8, "max_window_layers": 2}"#;

/// A configuration with one field changed or, with nothing, taken away.
fn with(json: &str, field: &str, value: &str) -> Result<Config, ConfigFault> {
    let mut map: Map<String, Value> = serde_json::from_str(json).unwrap();
    match value {
        "" => map.remove(field),
        _ => map.insert(field.into(), serde_json::from_str(value).unwrap()),
    };
    read(&serde_json::to_vec(&map).unwrap())
}

#[test]
fn what_is_missing_has_its_usual_value() {
    let bert = read(BERT.as_bytes()).unwrap();
    assert_eq!((bert.d_head, bert.n_segments, bert.norm_eps, bert.is_tied), (6, 2, 1e-12, true));
    let gpt2 = read(GPT2.as_bytes()).unwrap();
    assert_eq!((gpt2.d_ff, gpt2.activation, gpt2.max_tokens()), (96, Activation::GeluTanh, Some(32)));
    let qwen = read(QWEN2.as_bytes()).unwrap();
    assert_eq!(qwen.windows, [None, None, Some(8)]);
    let rotary = qwen.rotary.unwrap();
    assert!(matches!(rotary.scaling, Scaling::Yarn { original: 32, .. }) && rotary.theta == 1e6);
    assert!(qwen.biases.qkv && !qwen.biases.output && !qwen.is_tied);
    let roberta = with(BERT, "model_type", "\"roberta\"").unwrap();
    assert_eq!(roberta.max_tokens(), Some(30), "the rows of its padding and before are not used");
    let plain = |json, field, value| assert_eq!(with(json, field, value), read(json.as_bytes()), "{field} has no use");
    plain(GPT2, "head_dim", "4");
    plain(BERT, "head_dim", "12");
    plain(BERT, "pad_token_id", "-1");
}

#[test]
fn what_is_wrong_is_named() {
    use ConfigFault::{Indivisible, Invalid, Missing, ModelType, NotJson, Ungroupable, Unsupported};
    let field = String::from;
    let invalid = |name: &str, value: &str| Err(Invalid { field: name.into(), value: value.into() });
    let unsupported = |name: &str, value: &str| Err(Unsupported { field: name.into(), value: value.into() });
    assert_eq!(read(b"[1]"), Err(NotJson));
    assert_eq!(read(b"<!doctype html>"), Err(NotJson));
    assert_eq!(read(b"{}"), Err(ModelType { model_type: None }));
    assert_eq!(with(BERT, "model_type", "\"t5\""), Err(ModelType { model_type: Some(field("t5")) }));
    assert_eq!(with(BERT, "hidden_size", ""), Err(Missing { field: field("hidden_size") }));
    assert_eq!(with(GPT2, "n_head", "null"), Err(Missing { field: field("n_head") }));
    assert_eq!(with(GPT2, "n_head", "0"), invalid("n_head", "0"));
    assert_eq!(with(GPT2, "n_head", "5"), Err(Indivisible { d_model: 24, n_heads: 5 }));
    assert_eq!(with(GPT2, "n_layer", "1025"), invalid("n_layer", "1025"));
    assert_eq!(with(GPT2, "vocab_size", "-1"), invalid("vocab_size", "-1"));
    assert_eq!(with(GPT2, "vocab_size", "1e30"), invalid("vocab_size", "1e+30"));
    assert_eq!(with(GPT2, "layer_norm_epsilon", "\"small\""), invalid("layer_norm_epsilon", "\"small\""));
    assert_eq!(with(QWEN2, "num_key_value_heads", "3"), Err(Ungroupable { n_heads: 4, n_kv_heads: 3 }));
    assert_eq!(with(QWEN2, "head_dim", "7"), invalid("head_dim", "7"));
    assert_eq!(with(QWEN2, "head_dim", "16777216"), invalid("head_dim", "16777216"));
    assert_eq!(with(QWEN2, "rope_scaling", r#"{"type": "longrope"}"#), unsupported("type", "longrope"));
    let no_factor = with(QWEN2, "rope_scaling", r#"{"rope_type": "linear"}"#);
    assert_eq!(no_factor, Err(Missing { field: field("factor") }));
    assert_eq!(with(QWEN2, "rope_scaling", "\"yarn\""), invalid("rope_scaling", "\"yarn\""));
    assert_eq!(with(QWEN2, "rope_scaling", r#"{"type": 4}"#), invalid("type", "4"));
    assert_eq!(with(QWEN2, "rope_theta", "1.0"), invalid("rope_theta", "1"), "its logarithm divides");
    let llama3 = with(QWEN2, "rope_scaling", r#"{"type": "llama3", "factor": 8, "low_freq_factor": 4}"#);
    assert_eq!(llama3, invalid("high_freq_factor", "4"), "nothing lies between");
    assert_eq!(with(BERT, "model_type", "7"), invalid("model_type", "7"));
    assert_eq!(with(BERT, "hidden_act", "\"mish\""), unsupported("hidden_act", "mish"));
    assert_eq!(
        with(BERT, "position_embedding_type", "\"relative_key\""),
        unsupported("position_embedding_type", "relative_key")
    );
    assert_eq!(with(BERT, "quantization_config", "{}"), unsupported("quantization_config", "{}"));
}

#[test]
fn what_does_not_fit_is_told_with_its_arithmetic() {
    let config = read(GPT2.as_bytes()).unwrap();
    // Two tables, two layers of 4·d·d + 2·d·d_ff weights, 13·d biases and norms; the last norm.
    let expected = (50 + 32) * 24 + 2 * (4 * 24 * 24 + 2 * 24 * 96 + 13 * 24) + 2 * 24;
    assert_eq!((config.n_parameters(), config.fits(4 * expected)), (expected, Ok(())));
    let (bytes, limit) = (4 * expected, 4 * expected - 1);
    assert_eq!(config.fits(limit), Err(ConfigFault::TooLarge { n_parameters: expected, bytes, limit }));
    let huge = with(GPT2, "vocab_size", "16777216").and_then(|config| config.fits(1 << 20));
    assert!(matches!(huge, Err(ConfigFault::TooLarge { .. })), "{huge:?}");
}

/// Whatever is read can be planned; that nothing panics on the way is the point.
fn read_anything(bytes: &[u8]) {
    if let Ok(config) = read(bytes) {
        let _any_sizes = (config.n_parameters(), config.max_tokens(), config.mask(0), config.divisor(0));
        assert!(config.n_heads > 0 && config.d_head > 0 && config.n_heads.is_multiple_of(config.n_kv_heads));
        if let Some(rotary) = &config.rotary {
            assert!(rotary.turn(config.d_head.min(64), 9).frequencies.len() <= 32);
        }
    }
}

proptest! {
    #[test]
    fn anything_is_answered(
        which in 0usize..3,
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), any::<bool>()), 0..6),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut json = [BERT, GPT2, QWEN2][which].as_bytes().to_vec();
        for (place, byte, sign) in edits {
            let signs = b"0123456789{}[]:,\"-.etrufalsn ";
            let place = place.index(json.len());
            json[place] = if sign { signs[byte as usize % signs.len()] } else { byte };
        }
        read_anything(&json);
        read_anything(&json[..cut.index(json.len())]);
    }

    #[test]
    fn any_value_of_any_field_is_answered(which in 0usize..3, field in any::<prop::sample::Index>(), value in 0usize..12) {
        let json = [BERT, GPT2, QWEN2][which];
        let mut map: Map<String, Value> = serde_json::from_str(json).unwrap();
        let strange = ["0", "1", "-1", "2", "3.5", "16777216", "18446744073709551615", "1e308", "null", "[]", "{}", "\"\""];
        let name = map.keys().nth(field.index(map.len())).unwrap().clone();
        map.insert(name, serde_json::from_str(strange[value]).unwrap());
        read_anything(&serde_json::to_vec(&map).unwrap());
    }
}
