//! The state as a link's hash: `#language=zh&mask=causal&text=…`.
//!
//! A field that has its default value is left out, but for the language, whose default is the reader's own. A link may
//! come mangled through a mail or a chat: what can be read of it is used, and a notice tells the rest.

use super::field::Field;
use super::{FieldError, MAX_TEXT, Notice, Problem, State};
use crate::model::Source;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::Value;

/// Everything but letters, digits and a few signs that every mail program leaves alone.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b',');

/// The longest link that is written, in bytes: chats and slides cut longer ones.
pub const MAX_LINK: usize = 16_000;

/// The hash of a state, without `#`; `None` if its text makes it longer than [`MAX_LINK`].
#[must_use]
pub fn to_link(state: &State) -> Option<String> {
    let default = State::default();
    let mut parts = Vec::new();
    for &field in Field::ALL {
        let value = field.get(state);
        if field == Field::Language || value != field.get(&default) {
            parts.push(format!("{}={}", field.name(), utf8_percent_encode(&plain(&value), ESCAPED)));
        }
    }
    Some(parts.join("&")).filter(|link| link.len() <= MAX_LINK)
}

/// Reads a link over `base`. Numbers out of range move to the nearest that is allowed; what cannot be read is left as
/// in `base`. Either is told in a notice.
#[must_use]
pub fn from_link(base: &State, link: &str) -> (State, Vec<Notice>) {
    let mut state = base.clone();
    let mut notices = Vec::new();
    for part in link.trim_start_matches(['#', '?']).split('&').filter(|part| !part.is_empty()) {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        if let Err(error) = read(&mut state, name, value) {
            notices.push(Notice::Field(error));
        }
    }
    notices.extend(settle(&mut state));
    (state, notices)
}

fn read(state: &mut State, name: &str, value: &str) -> Result<(), FieldError> {
    let field = Field::by_name(name)?;
    // A plus sign for a space is what forms write.
    let value = value.replace('+', " ");
    let value = percent_decode_str(&value).decode_utf8().map_err(|_| field.error(Problem::NotText))?;
    field.set(state, &value).inspect_err(|error| match (&error.problem, value.parse::<f64>()) {
        (&Problem::NotWithin(low, high), Ok(number)) if !number.is_nan() => {
            let nearest = (number.round() as u32).clamp(low, high);
            let moved = field.set(state, &nearest.to_string());
            debug_assert_eq!(moved, Ok(()), "the nearest value is in range");
        }
        (Problem::TooLong, _) => {
            let start: String = value.chars().take(MAX_TEXT).collect();
            let cut = field.set(state, &start);
            debug_assert_eq!(cut, Ok(()), "the text is now short enough");
        }
        _ => {}
    })
}

/// Makes the parts fit each other, moving the numbers of heads if it must.
fn settle(state: &mut State) -> Vec<Notice> {
    let mut notices: Vec<Notice> = super::heads::fit_heads(state).into_iter().collect();
    let missing = std::iter::once(&state.tokenizer).chain(&state.with).find(|&&tokenizer| !state.files.has(tokenizer));
    notices.extend(missing.map(|&tokenizer| Notice::NotLoaded(tokenizer)));
    if let Err(unfit) = state.config() {
        // Matrices that do not fit each other: none of them is used.
        state.weights = Source::Random;
        notices.push(Notice::Unfit(unfit));
        notices.extend(super::heads::fit_heads(state));
    }
    state.settle();
    notices
}

impl State {
    /// Every field by name, as `heedmap.state()` returns it.
    #[must_use]
    pub fn to_options(&self) -> serde_json::Map<String, Value> {
        Field::ALL.iter().map(|&field| (field.name().to_owned(), field.get(self))).collect()
    }
}

/// A value as it is written in a link; nothing for what is not set.
pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(flag) => u8::from(*flag).to_string(),
        Value::Array(parts) => parts.iter().map(plain).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::*;
    use super::*;
    use crate::chart::{Colormap, Scale};
    use crate::model::{Hand, Positions, Slip, Stage};
    use proptest::prelude::*;
    use strum::VariantArray;

    fn round_trip(state: &State) {
        let link = to_link(state).expect("short enough");
        assert!(link.is_ascii(), "{link}");
        assert_eq!(from_link(&State::default(), &link), (state.clone(), vec![]), "{link}");
        assert_eq!(apply(&State::default(), &state.to_options()), Ok(state.clone()));
    }

    #[test]
    fn every_variant_of_every_enum_survives() {
        let default = State::default();
        round_trip(&default);
        ExhibitId::VARIANTS.iter().for_each(|&exhibit| round_trip(&State { exhibit, ..default.clone() }));
        Language::VARIANTS.iter().for_each(|&language| round_trip(&State { language, ..default.clone() }));
        Theme::VARIANTS.iter().for_each(|&theme| round_trip(&State { theme, ..default.clone() }));
        Colormap::VARIANTS.iter().for_each(|&colormap| round_trip(&State { colormap, ..default.clone() }));
        Scale::VARIANTS.iter().for_each(|&scale| round_trip(&State { scale, ..default.clone() }));
        View::VARIANTS.iter().for_each(|&view| round_trip(&State { view, ..default.clone() }));
        Stage::VARIANTS.iter().for_each(|&stage| round_trip(&State { stage, ..default.clone() }));
        Positions::VARIANTS.iter().for_each(|&positions| round_trip(&State { positions, ..default.clone() }));
        for &hand in Hand::ALL {
            round_trip(&State { weights: Source::Hand(hand), ..default.clone() });
        }
        for mask in ["none", "causal", "causal,window.3", "block.1.2,prefix.0", "painted.2.2.Y2AAAA"] {
            round_trip(&State { mask: mask.parse().unwrap_or_default(), ..default.clone() });
        }
        let words = "江大桥:200000,很美:0,杭研".parse().unwrap();
        round_trip(&State { words, ..default.clone() });
        for &tokenizer in Tokenizer::VARIANTS {
            let mut state = State { tokenizer, ..default.clone() };
            if tokenizer.slot().is_some() {
                state.files.open("a.json,b.json,c/d.json,e.json");
            }
            round_trip(&state);
        }
    }

    #[test]
    fn a_default_state_is_a_short_link() {
        assert_eq!(to_link(&State::default()).as_deref(), Some("language=en"));
    }

    #[test]
    fn a_mangled_link_is_read_as_far_as_it_goes() {
        let link = "#n_heads=999&mask=casual&&seed&x=%ff&text=%E5%AE%83+a&cell=1&d_model=-4&head=%zz&projector=2";
        let (state, notices) = from_link(&State::default(), link);
        assert_eq!(state.text.as_deref(), Some("它 a"));
        assert_eq!((state.d_model, state.n_heads, state.mask), (1, 1, Mask::default()));
        let told: Vec<&str> = notices
            .iter()
            .map(|notice| match notice {
                Notice::Field(error) => error.name.as_str(),
                Notice::HeadsMoved { .. } => "moved",
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(told, ["n_heads", "mask", "seed", "x", "cell", "d_model", "head", "projector", "moved"]);
    }

    #[test]
    fn a_long_text_has_no_link() {
        let state = State { text: Some("长".repeat(3_000)), ..State::default() };
        assert_eq!(to_link(&state), None);
        let (state, notices) = from_link(&State::default(), &format!("text={}", "a".repeat(MAX_TEXT + 5)));
        assert_eq!(state.text.map(|text| text.len()), Some(MAX_TEXT));
        assert_eq!(notices.len(), 1);
    }

    #[test]
    fn a_programs_options_are_all_taken_or_none() {
        let options = |json: &str| serde_json::from_str::<serde_json::Map<String, Value>>(json).unwrap();
        let state =
            apply(&State::default(), &options(r#"{"n_heads":8,"cell":[1,2],"text":"","mask":"causal"}"#)).unwrap();
        assert_eq!((state.n_heads, state.cell), (8, Some(Cell::weight(1, 2))));
        assert_eq!(state.text.as_deref(), Some(""));
        let state = apply(&State::default(), &options(r#"{"words":{"江大桥":200000,"杭研":null}}"#)).unwrap();
        assert_eq!(state.words.to_string(), "杭研,江大桥:200000");
        for bad in [
            r#"{"words":{"甲":-1}}"#,
            r#"{"words":"甲:x"}"#,
            r#"{"n_heads":5}"#,
            r#"{"n_head":4}"#,
            r#"{"n_heads":2.5}"#,
            r#"{"text":7}"#,
            r#"{"mask":null}"#,
        ] {
            assert!(apply(&State::default(), &options(bad)).is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn any_state_survives_its_link(
            text in prop::option::of("\\PC{0,40}|[\\x00-\\x7f&=#%+]{0,40}"), heads in 0u32..7, width in 1usize..16, seed: u32,
            cell in prop::option::of((0usize..4_096, 0usize..4_096)), flags: [bool; 4],
        ) {
            let n_heads = 1usize << heads;
            let [projector, embed, table, keys] = flags;
            let stage = Stage::ALL[seed as usize % Stage::ALL.len()];
            let cell = cell.map(|(row, col)| Cell { stage, row, col });
            let head = seed as usize % n_heads;
            let dropout = (seed % 1_000) as f32 / 1_000.0;
            let slips = Slip::ALL.iter().copied().skip(seed as usize % 4).collect();
            round_trip(&State {
                text: text.clone(), kv_text: text, n_heads, d_model: n_heads * width, seed, cell, head, projector, embed, table, keys,
                batch: projector, numbers: !embed, dropout, bias: keys, slips, heads_off: vec![head], one_head: embed, n_layers: 1 + head % 6,
                step: cell.map(|cell| cell.row), zoom: cell.map(|Cell { row, col, .. }| Block { row, col, rows: col + 1, cols: 1 }), dim: embed.then_some(n_heads * 2), ..State::default()
            });
        }

        #[test]
        fn no_link_is_too_strange(link in "\\PC{0,80}|[a-z_]{1,9}=[-0-9a-z,%+]{0,9}(&[a-z_]{1,9}=[-0-9a-z,%.]{0,9}){0,4}") {
            let (state, _) = from_link(&State::default(), &link);
            prop_assert!(state.config().is_ok());
            prop_assert!(state.head < state.n_heads);
        }
    }
}
