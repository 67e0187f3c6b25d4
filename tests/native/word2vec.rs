//! Word2vec's page: its panels in both languages, and what programs get.

use heedmap::chart::{Figure, Map, Table};
use heedmap::engine::{Answer, Ask, Asset, Engine, Stop};
use heedmap::exhibit::word2vec::{embedded, embedding};
use heedmap::exhibit::{Panel, by_id};
use heedmap::repr::word2vec::file::read;
use heedmap::repr::word2vec::{Architecture, Objective};
use heedmap::state::{ExhibitId, Language, State};
use serde_json::json;

fn shown(change: impl FnOnce(&mut State)) -> Vec<Panel> {
    let mut state = State { exhibit: ExhibitId::Word2vec, step: Some(2), ..State::default() };
    change(&mut state);
    let exhibit = by_id(ExhibitId::Word2vec);
    (exhibit.panels)(&state, &answer(&(exhibit.job)(&state).unwrap(), &state))
}

/// The answer; the address of a file is what is in it.
fn answer(ask: &Ask, state: &State) -> Answer {
    let mut engine = Engine::default();
    let first = engine.answer(ask, |_| {});
    let (Err(Stop::Wants(Asset::VectorFile)), Some((_, file))) = (&first, &state.word2vec.file) else {
        return first.unwrap();
    };
    engine.open_vectors(ask, file.as_bytes());
    engine.answer(ask, |_| {}).unwrap()
}

fn table<'a>(panels: &'a [Panel], name: &str) -> &'a Table {
    match &panels.iter().find(|panel| panel.name == name).unwrap().figure {
        Figure::Table(table) => table,
        other => panic!("{other:?}"),
    }
}

fn map(panels: &[Panel]) -> &Map {
    match &panels.iter().find(|panel| panel.name == "map").unwrap().figure {
        Figure::Map(map) => map,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_examples_words_are_whole_in_both_languages() {
    for (language, word) in [(Language::En, "king"), (Language::Zh, "国王")] {
        let panels = shown(|state| state.language = language);
        let map = map(&panels);
        assert_eq!(map.points[map.chosen.unwrap()].name, word);
        assert_eq!(table(&panels, "near").rows.len(), 10);
        assert_eq!(table(&panels, "analogy").rows.len(), 10);
    }
}

#[test]
fn analogies_of_the_examples_come_out() {
    for (language, word) in [(Language::En, "queen"), (Language::Zh, "王后")] {
        let panels = shown(|state| (state.language, state.step) = (language, None));
        let [rank, cbow, _, skip_gram, _] = &table(&panels, "analogy").rows[0][..] else { panic!() };
        assert_eq!((rank.as_str(), cbow.as_str(), skip_gram.as_str()), ("1", word, word));
    }
}

#[test]
fn every_kind_of_guess_is_told() {
    for &objective in Objective::ALL {
        for pair in [0, 1, 7] {
            let panels = shown(|state| {
                state.word2vec.settings.objective = objective;
                state.word2vec.pair = pair;
            });
            for name in ["guess-cbow", "guess-skip-gram", "moves-cbow", "moves-skip-gram"] {
                let table = table(&panels, name);
                assert!(table.rows.iter().all(|row| row.len() == table.head.len()) && !table.rows.is_empty(), "{name}");
            }
        }
    }
}

#[test]
fn nothing_and_files_have_their_words() {
    assert_eq!(shown(|state| state.text = Some(" \n".into()))[0].name, "nothing");
    assert_eq!(shown(|state| state.word2vec.min_count = Some(9_999))[0].name, "nothing");
    let file = |text: &str| shown(|state| state.word2vec.file = Some(("a.txt".into(), text.into())));
    assert!(file("2 2\nking 1 2\n")[0].note.contains('2'));
    assert_eq!(table(&file("2 2\nking 1 2\nqueen 2 1\n"), "near").rows[0][1], "queen");
    let unknown = shown(|state| state.word2vec.near = Some("xyzzy".into()));
    assert!(unknown.iter().any(|panel| panel.note.contains("xyzzy")));
}

#[test]
fn programs_get_vectors_working_and_the_file() {
    let serde_json::Value::Object(options) = json!({
        "text": "a b c\nb c d", "tokenizer": "whitespace", "architecture": "cbow", "vector_size": 3, "epochs": 2, "near": "a",
        "analogy": ["a", "b", "c"], "pair": 1,
    }) else {
        panic!()
    };
    let (ask, state) = embedding(&State::default(), options).unwrap();
    assert_eq!(state.word2vec.architecture, Architecture::Cbow);
    let all = Engine::default().answer(&ask, |_| {}).unwrap().embedded.unwrap();
    let found = embedded(&state, &all);
    assert_eq!((found["words"].as_array().unwrap().len(), found["vectors"][0].as_array().unwrap().len()), (4, 3));
    assert_eq!(found["sides"]["skip_gram"]["pair"]["hidden"].as_array().unwrap().len(), 3);
    assert!(found["file"].as_str().unwrap().starts_with("4 3\nb "));
    assert!(read(found["file"].as_str().unwrap(), 99).is_ok());
}
