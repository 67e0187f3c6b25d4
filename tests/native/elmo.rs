//! ELMo's page over the weights that are shipped.

use super::ours::provide_elmo;
use heedmap::chart::{Figure, Fill, Heatmap, Scale};
use heedmap::engine::{Answer, Asset, Engine, Header, LENGTHS, Stop};
use heedmap::exhibit::elmo::{elmo, reciting, timed, timing};
use heedmap::exhibit::{Panel, by_id};
use heedmap::i18n::strings;
use heedmap::model::Stage;
use heedmap::repr::elmo::Trained;
use heedmap::repr::lstm::{Direction, Gate};
use heedmap::state::{Cell, ExhibitId, Language, State};

fn engine() -> Engine {
    provided(Engine::default())
}

fn provided(mut engine: Engine) -> Engine {
    provide_elmo(&mut engine);
    engine
}

fn state(change: impl FnOnce(&mut State)) -> State {
    let mut state = State { exhibit: ExhibitId::Elmo, ..State::default() };
    change(&mut state);
    state
}

fn answer(state: &State) -> Answer {
    engine().answer(&(by_id(ExhibitId::Elmo).job)(state).unwrap(), |_| {}).unwrap()
}

fn panels(state: &State, answer: &Answer) -> Vec<Panel> {
    (by_id(ExhibitId::Elmo).panels)(state, answer)
}

fn heatmap<'a>(panels: &'a [Panel], name: &str) -> &'a Heatmap {
    match &panels.iter().find(|panel| panel.name == name).unwrap().figure {
        Figure::Heatmap(figure) => figure,
        other => panic!("{other:?}"),
    }
}

#[test]
fn one_word_has_one_static_vector_and_several_of_elmos() {
    for &language in Language::ALL {
        let state = state(|state| state.language = language);
        let answer = answer(&state);
        let panels = panels(&state, &answer);
        assert_eq!(answer.elmo.as_ref().unwrap().word, strings(language).elmo.example_word);
        let fixed = heatmap(&panels, "elmo_static");
        assert!(fixed.values.rows() == 6 && fixed.values.data().iter().all(|cosine| (cosine - 1.0).abs() < 1e-6));
        let mixed = heatmap(&panels, "elmo_similarity");
        for row in 0..6 {
            for col in 0..6 {
                let cosine = mixed.values.at(0, row, col).unwrap();
                assert!(if row == col { (cosine - 1.0).abs() < 1e-5 } else { cosine < 0.9999 }, "{row} {col} {cosine}");
            }
        }
        let one = state.elmo.mix.shares();
        assert!((one.iter().sum::<f32>() - 1.0).abs() < 1e-6);
    }
}

#[test]
fn both_matrices_take_their_colours_from_the_least_cosine_of_them_to_1() {
    let ends = |state: &State| {
        let panels = panels(state, &answer(state));
        let [mixed, fixed] = ["elmo_similarity", "elmo_static"].map(|name| heatmap(&panels, name));
        assert_eq!(mixed.fill, fixed.fill, "so that they can be compared");
        let least = mixed.values.data().iter().copied().fold(1.0, f32::min);
        let Fill::Between { low, high, .. } = mixed.fill else { panic!("{:?}", mixed.fill) };
        (low, least, high)
    };
    for &language in Language::ALL {
        let (low, least, high) = ends(&state(|state| state.language = language));
        assert!(low <= least && least - low < 0.0011 && high == 1.0, "{low} {least} {high}");
    }
    let (low, _, high) = ends(&state(|state| state.text = Some("the bank\nthe bank".into())));
    assert!((high - low - 0.001).abs() < 1e-6, "what is rounded differently is no difference: {low}");
    let by_row = state(|state| state.scale = Scale::Row);
    let panels = panels(&by_row, &answer(&by_row));
    assert!(matches!(heatmap(&panels, "elmo_static").fill, Fill::Map { scale: Scale::Row, .. }));
}

#[test]
fn layers_are_timed_when_it_is_asked_for() {
    thread_local!(static NOW: std::cell::Cell<f64> = const { std::cell::Cell::new(0.0) });
    // It goes on whenever it is looked at, so that no time passes in vain.
    let clock = || {
        NOW.set(NOW.get() + 100.0);
        NOW.get()
    };
    let ask = timing(Trained::Zh);
    let ask = serde_json::from_str(&serde_json::to_string(&ask).unwrap()).unwrap();
    assert_eq!(Engine::with_clock(clock).answer(&ask, |_| {}), Err(Stop::Wants(Asset::ElmoVocabulary(Trained::Zh))));
    let mut heard = 0;
    let answer = provided(Engine::with_clock(clock)).answer(&ask, |_| heard += 1).unwrap();
    let (header, _) = answer.pack(&ask);
    let header: Header = serde_json::from_str(&serde_json::to_string(&header).unwrap()).unwrap();
    let times = header.timed.unwrap();
    assert_eq!((heard, times.passes.len(), times.width), (LENGTHS.len(), LENGTHS.len(), 128));
    assert!(times.passes.iter().zip(LENGTHS).all(|(&(n, times), length)| n == length && times == [100.0; 2]));
    for &language in Language::ALL {
        let (curve, table, told) = timed(strings(language), &times);
        assert_eq!([curve.points.len(), curve.beside.unwrap().points.len(), table.rows.len()], [LENGTHS.len(); 3]);
        assert!(told.contains("128") && curve.summary.contains("512"), "{told}");
    }
}

#[test]
fn every_example_token_is_known_and_every_cell_explained() {
    for &language in Language::ALL {
        let state = state(|state| state.language = language);
        let answer = answer(&state);
        assert!(answer.elmo.as_ref().unwrap().sentences.iter().all(|one| one.known.iter().all(|&known| known)));
        for &stage in Stage::ALL.iter().filter(|stage| stage.name().starts_with("elmo_")) {
            let inspect = |row| (by_id(ExhibitId::Elmo).inspect)(&state, &answer, Cell { stage, row, col: 2 });
            let told = inspect(1).unwrap();
            assert!(!told.sentence.is_empty() && !told.sum.lines.is_empty(), "{stage:?}");
            assert!(inspect(99).is_none(), "{stage:?}");
        }
    }
}

#[test]
fn gates_follow_from_their_sums_in_both_directions() {
    for &direction in Direction::ALL {
        for &gate in Gate::ALL {
            let state = state(|state| (state.elmo.direction, state.elmo.gate, state.elmo.layer) = (direction, gate, 2));
            let answer = answer(&state);
            let panels = panels(&state, &answer);
            let (all, shown) = (answer.elmo.as_ref().unwrap(), &heatmap(&panels, "elmo_gate").values);
            let (d, row, col) = (all.d, 3, 5);
            let of = |gate: Gate| {
                let at = row * 4 * d + gate as usize * d + col;
                gate.bend(all.from_input[at] + all.from_state[at])
            };
            let before = if direction == Direction::Forwards { row - 1 } else { row + 1 };
            let [i, f, g, o] = [Gate::Input, Gate::Forget, Gate::Candidate, Gate::Output].map(of);
            let c = f * all.c[before * d + col] + i * g;
            let expected = match gate {
                Gate::Cell => c,
                Gate::State => o * c.tanh(),
                gate => of(gate),
            };
            assert!((shown.at(0, row, col).unwrap() - expected).abs() < 1e-6, "{direction:?} {gate:?}");
        }
    }
}

#[test]
fn training_lowers_the_loss_and_a_rate_too_high_is_named() {
    let good = state(|state| (state.elmo.steps, state.text) = (3, Some("the bank\nthe river".into())));
    let lesson = answer(&good).elmo.unwrap().lesson.unwrap();
    assert!(lesson.losses.len() == 4 && !lesson.ran_away());
    assert!(lesson.losses[3].0 < lesson.losses[0].0, "{lesson:?}");
    let bad = state(|state| (state.elmo.steps, state.elmo.rate, state.text) = (8, 10.0, good.text.clone()));
    let found = answer(&bad);
    let lesson = found.elmo.as_ref().unwrap().lesson.clone().unwrap();
    assert!(lesson.ran_away() && lesson.kept() < lesson.losses.len(), "{lesson:?}");
    let panels = panels(&bad, &found);
    let told = panels.iter().find(|panel| panel.name == "training").unwrap();
    assert!(told.note.contains("ran away"), "{}", told.note);
    assert!(
        found.elmo.unwrap().places.iter().all(|place| place.layers.iter().flatten().all(|value| value.is_finite()))
    );
}

#[test]
fn little_texts_and_long_ones() {
    let shown = |text: &str, word: Option<&str>| {
        let state = state(|state| (state.text, state.elmo.word) = (Some(text.into()), word.map(str::to_owned)));
        let found = answer(&state);
        (panels(&state, &found), found.elmo.unwrap())
    };
    let (panels, _) = shown(" \n\n", None);
    assert_eq!(panels[0].name, "nothing");
    let (panels, found) = shown("bank", None);
    assert_eq!((found.word.as_str(), found.places.len()), ("bank", 1));
    assert!(panels.iter().any(|panel| panel.name == "elmo_similarity"));
    let (panels, found) = shown("a river", Some("elephant"));
    assert!(found.places.is_empty() && panels.iter().any(|panel| panel.note.contains("elephant")));
    let (panels, found) = shown("🙂 !!!", None);
    assert!(found.places.is_empty() && !panels.is_empty());
    let long = format!("{}\n", "bank ".repeat(100)).repeat(40);
    let (panels, found) = shown(&long, Some("bank"));
    assert_eq!((found.sentences.len(), found.n_found, found.places.len(), found.n_places), (32, 40, 24, 32 * 64));
    for told in ["40 sentences", "first 64 tokens", "2048 places"] {
        assert!(panels[0].note.contains(told), "{told}: {}", panels[0].note);
    }
}

#[test]
fn a_program_gets_every_layer_of_every_token() {
    let options = serde_json::json!({ "sentences": ["The bank.", "苹果"], "elmo_word": "bank" });
    let serde_json::Value::Object(options) = options else { panic!() };
    let (ask, state) = reciting(&State::default(), options).unwrap();
    let found = engine().answer(&ask, |_| {}).unwrap().elmo.unwrap();
    let told = elmo(&state, &found);
    assert_eq!(told["sentences"][0]["layers"].as_array().unwrap().len(), 3);
    assert_eq!(told["sentences"][0]["mix"].as_array().unwrap().len(), 5);
    assert_eq!((&told["places"][0]["sentence"], &told["places"][0]["at"]), (&0.into(), &2.into()));
    let refused = reciting(&State::default(), serde_json::Map::from_iter([("sentences".to_owned(), 1.into())]));
    assert!(refused.is_err());
}

#[test]
fn an_answer_arrives_as_it_left() {
    let state = state(|state| (state.elmo.steps, state.text) = (2, Some("the bank\nthe river".into())));
    let ask = (by_id(ExhibitId::Elmo).job)(&state).unwrap();
    let ask = serde_json::from_str(&serde_json::to_string(&ask).unwrap()).unwrap();
    let answer = engine().answer(&ask, |_| {}).unwrap();
    let (header, numbers) = answer.pack(&ask);
    assert!(numbers.is_empty());
    let header: Header = serde_json::from_str(&serde_json::to_string(&header).unwrap()).unwrap();
    assert_eq!(header.elmo, answer.elmo);
}
