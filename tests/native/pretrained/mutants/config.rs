//! `config.json`: cut, with other bytes, with other values in every field, nested, doubled.

use super::{CONFIG, Dice, Files, Tried, folders, load, read};
use heedmap::engine::FolderFault;
use heedmap::model::pretrained::{Config, ConfigFault, Turn};
use serde_json::{Map, Value, json};
use std::collections::HashSet;
use std::mem::discriminant;

/// What may stand in a field, as it is written.
const VALUES: [&str; 29] = [
    "null",
    "true",
    "false",
    "0",
    "-0",
    "-0.0",
    "1",
    "2",
    "3",
    "-1",
    "0.5",
    "1.0",
    "4.0",
    "1e-300",
    "1e11",
    "1e308",
    "1e400",
    "16777216",
    "16777217",
    "1099511627776",
    "9007199254740993",
    "18446744073709551615",
    "\"\"",
    "\"4\"",
    "\"yarn\"",
    "[]",
    "[4]",
    "{}",
    "{\"type\": \"yarn\", \"factor\": 4}",
];

/// Fields that a family has no use for, or that its file need not have.
const OTHER_FIELDS: [&str; 6] =
    ["head_dim", "num_key_value_heads", "rope_scaling", "layer_types", "sliding_window", "quantization_config"];

const KINDS: [&str; 6] = ["default", "linear", "dynamic", "llama3", "yarn", "longrope"];

const INNER_FIELDS: [&str; 14] = [
    "rope_type",
    "factor",
    "rope_theta",
    "low_freq_factor",
    "high_freq_factor",
    "original_max_position_embeddings",
    "attention_factor",
    "mscale",
    "mscale_all_dim",
    "beta_fast",
    "beta_slow",
    "truncate",
    "partial_rotary_factor",
    "type",
];

/// An object with a field that is given as it is written, in place of the one that it has.
fn with(object: &Map<String, Value>, field: &str, value: &str) -> String {
    let others = object.iter().filter(|(name, _)| *name != field);
    let others: String = others.map(|(name, value)| format!("{}: {value}, ", json!(name))).collect();
    format!("{{{others}{}: {value}}}", json!(field))
}

/// Every folder with its configuration.
fn all() -> Vec<(String, Files, Map<String, Value>)> {
    let one = |folder: std::path::PathBuf| {
        let mut files = read(&folder);
        files.retain(|_, bytes| bytes.len() < 100_000); // the large ones are the site's, in families that are here too
        let config = serde_json::from_slice(&files[CONFIG]).unwrap();
        (folder.file_name().unwrap().to_string_lossy().into_owned(), files, config)
    };
    folders().into_iter().map(one).collect()
}

/// What was tried, and which kinds of configurations were used already.
#[derive(Default)]
struct Configs {
    tried: Tried,
    used: HashSet<String>,
}

impl Configs {
    /// Tries a configuration with the real weights. Those that differ in no more than the numbers of their angles are
    /// used once; of the others the angles are looked at.
    fn answer(&mut self, name: impl Fn() -> String, files: &Files, json: &[u8]) -> Option<ConfigFault> {
        if let Ok(config) = Config::read(json) {
            if let Some(rotary) = &config.rotary {
                let turns = [1, 6, 1 << 20].map(|n_tokens| rotary.turn(config.d_head.min(64), n_tokens));
                let is_finite = |turn: &Turn| turn.scale.is_finite() && turn.frequencies.iter().all(|f| f.is_finite());
                assert!(turns.iter().all(is_finite), "{}: {turns:?}", name());
            }
            let kind = config.rotary.as_ref().map(|rotary| discriminant(&rotary.scaling));
            if !self.used.insert(format!("{kind:?} {:?}", Config { rotary: None, ..config })) {
                self.tried.n += 1;
                return None;
            }
        }
        let mut files = files.clone();
        files.insert(CONFIG.into(), json.to_vec());
        match self.tried.answer(name, || load(&files)) {
            Some(FolderFault::Config(fault)) => Some(fault),
            _ => None,
        }
    }
}

#[test]
fn a_configuration_that_was_cut_or_changed_is_answered() {
    let mut configs = Configs::default();
    for (at, (folder, files, _)) in all().into_iter().enumerate() {
        let json = &files[CONFIG];
        for len in 0..json.len() - 1 {
            let fault = configs.answer(|| format!("{folder} cut after {len}"), &files, &json[..len]);
            assert!(
                len >= json.trim_ascii_end().len() || fault == Some(ConfigFault::NotJson),
                "{folder}, {len}: {fault:?}"
            );
        }
        let mut dice = Dice((at as u64) << 32);
        for _ in 0..400 {
            let mut changed = json.clone();
            dice.change(&mut changed, json.len());
            configs.answer(|| format!("{folder}: {}", String::from_utf8_lossy(&changed)), &files, &changed);
        }
    }
    configs.tried.done(14_000, 10);
}

#[test]
fn any_value_in_any_field_is_answered() {
    let mut configs = Configs::default();
    for (folder, files, config) in all() {
        let mut change = |field: &str, value: &str| {
            let json = with(&config, field, value);
            configs.answer(|| format!("{folder}: {field} is {value}"), &files, json.as_bytes());
        };
        let fields = config.keys().map(String::as_str).chain(OTHER_FIELDS);
        fields.for_each(|field| VALUES.iter().for_each(|value| change(field, value)));
        // How positions are stretched is an object of its own.
        for field in ["rope_parameters", "rope_scaling"].into_iter().filter(|_| folder == "llama" || folder == "qwen3")
        {
            let inner = config.get(field).and_then(Value::as_object).cloned().unwrap_or_default();
            for (kind, name) in KINDS.iter().flat_map(|kind| INNER_FIELDS.map(|name| (kind, name))) {
                let mut inner = inner.clone();
                inner.insert("rope_type".into(), json!(kind));
                inner.insert("factor".into(), json!(2.0));
                VALUES.iter().for_each(|value| change(field, &with(&inner, name, value)));
            }
        }
        for field in config.keys() {
            // Twice: the last one holds, as in Python.
            let doubled = with(&config, field, "7").replacen('{', &format!("{{{}: 1, ", json!(field)), 1);
            let [once, twice] = [&with(&config, field, "7"), &doubled].map(|json| Config::read(json.as_bytes()));
            assert_eq!(once, twice, "{folder}: {field} twice");
            let mut config = config.clone();
            config.remove(field);
            configs.answer(|| format!("{folder} without {field}"), &files, json!(config).to_string().as_bytes());
        }
    }
    configs.tried.done(20_000, 100);
}

#[test]
fn what_is_nested_too_deep_is_answered() {
    let mut configs = Configs::default();
    for (folder, files, config) in all() {
        let (open, close) = ("[".repeat(10_000), "]".repeat(10_000));
        for deep in [open.clone(), "{\"a\": ".repeat(10_000), format!("{open}{close}")] {
            for json in [deep.clone(), with(&config, "rope_scaling", &deep)] {
                let fault = configs.answer(|| format!("{folder} with many brackets"), &files, json.as_bytes());
                assert_eq!(fault, Some(ConfigFault::NotJson));
            }
        }
    }
    configs.tried.done(70, 0);
}
