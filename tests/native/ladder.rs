//! The ladder over what is shipped.

use super::ours;
use heedmap::chart::{Figure, Heatmap};
use heedmap::engine::{Answer, Ladder};
use heedmap::exhibit::{Panel, by_id};
use heedmap::i18n::strings;
use heedmap::model::Stage;
use heedmap::repr::elmo::Vocabulary;
use heedmap::repr::ladder::{Probe, Rung, Verdict};
use heedmap::state::{Action, Cell, ExhibitId, Language, State, reduce};

fn state(language: Language) -> State {
    State { exhibit: ExhibitId::Ladder, language, ..State::default() }
}

fn answer(state: &State) -> Answer {
    ours::ENGINE.with(|engine| engine.answer(&(by_id(ExhibitId::Ladder).job)(state).unwrap(), |_| {}).unwrap())
}

fn ladder(state: &State) -> Ladder {
    answer(state).ladder.unwrap()
}

fn verdict(found: &Ladder, probe: Probe, rung: Rung) -> Verdict {
    found.verdicts[probe as usize][rung as usize]
}

fn panels(state: &State, answer: &Answer) -> Vec<Panel> {
    (by_id(ExhibitId::Ladder).panels)(state, answer)
}

fn heatmap<'a>(panels: &'a [Panel], name: &str) -> &'a Heatmap {
    match &panels.iter().find(|panel| panel.name == name).unwrap().figure {
        Figure::Heatmap(figure) => figure,
        other => panic!("{other:?}"),
    }
}

/// One test, since an engine takes longer to fill than all of it does to run.
#[test]
fn the_ladder_holds() {
    every_rung_fails_where_it_must_and_attention_tells_what_hangs_on_the_rest();
    one_word_in_two_places_comes_apart_on_the_way_up();
    a_cell_is_the_sum_that_is_told_of_it();
    nothing_little_and_much_climb_too();
    smoothing_knows_of_all_contexts();
}

/// What follows from how a rung is made, whatever it has learnt.
fn every_rung_fails_where_it_must_and_attention_tells_what_hangs_on_the_rest() {
    for &language in Language::ALL {
        let found = ladder(&state(language));
        for rung in [Rung::OneHot, Rung::TfIdf, Rung::Word2vec] {
            for probe in [Probe::Order, Probe::Senses, Probe::Distance] {
                let Verdict { cosine, other, passes } = verdict(&found, probe, rung);
                let near = |value: Option<f32>| value.is_some_and(|value| (value - 1.0).abs() < 1e-5);
                assert!(near(cosine) && !passes && other.is_none_or(|other| near(Some(other))), "{probe:?} {rung:?}");
            }
        }
        for rung in [Rung::OneHot, Rung::TfIdf] {
            assert_eq!(verdict(&found, Probe::Synonyms, rung).cosine, Some(0.0), "{rung:?}");
        }
        for rung in [Rung::OneHot, Rung::TfIdf, Rung::Word2vec] {
            assert_eq!(verdict(&found, Probe::Unseen, rung).cosine, None, "{rung:?}: the words are in no list");
        }
        assert!(verdict(&found, Probe::Order, Rung::Ngram).passes, "{language:?}");
        assert!(!verdict(&found, Probe::Distance, Rung::Ngram).passes, "ten words are more than N");
        assert!(verdict(&found, Probe::Order, Rung::Elmo).passes);
        for probe in [Probe::Order, Probe::Unseen, Probe::Distance] {
            assert!(verdict(&found, probe, Rung::Attention).passes, "{probe:?}");
        }
        // Every word of a probe is one that the rungs find in its sentence: where it has no vector, it is unknown.
        for probe in [Probe::Synonyms, Probe::Senses, Probe::Distance] {
            for &rung in Rung::ALL {
                assert!(verdict(&found, probe, rung).cosine.is_some(), "{language:?} {probe:?} {rung:?}");
            }
        }
    }
}

#[test]
fn the_words_of_the_probe_that_nobody_has_seen_are_in_no_list() {
    for &language in Language::ALL {
        let (_, words) = (strings(language).ladder.sentences)(Probe::Unseen);
        let slug = language.slug();
        let list =
            std::fs::read_to_string(format!("{}/assets/elmo/{slug}/vocab.txt", env!("CARGO_MANIFEST_DIR"))).unwrap();
        assert!(!Vocabulary::new(&list).is_empty());
        for word in words {
            assert!(list.lines().all(|known| known != *word), "{word}");
            assert!(!strings(language).ladder.training.to_lowercase().contains(word), "{word}");
        }
    }
}

/// A word's two places are one vector below, and two above.
fn one_word_in_two_places_comes_apart_on_the_way_up() {
    for (language, word) in [(Language::En, "bank"), (Language::Zh, "花")] {
        let found = ladder(&state(language));
        let places: Vec<usize> = (0..found.words.len()).filter(|&place| found.words[place] == word).collect();
        let (a, b) = (places[0], places[1]);
        // To a trigram they are one where the word before them is the same.
        for on in found.rungs.iter().filter(|on| on.rung != Rung::Ngram) {
            let cosine = on.cosines[a * found.words.len() + b].unwrap_or(f32::NAN);
            let is_one = (cosine - 1.0).abs() < 1e-5;
            assert_eq!(is_one, !matches!(on.rung, Rung::Elmo | Rung::Attention), "{:?}: {cosine}", on.rung);
        }
    }
}

fn a_cell_is_the_sum_that_is_told_of_it() {
    for (rung, place) in Rung::ALL.iter().zip(0..) {
        let (state, _) = reduce(&state(Language::En), Action::ShowHead(place));
        assert_eq!(state.rung, *rung);
        let answer = answer(&state);
        let panels = panels(&state, &answer);
        for (stage, name) in [(Stage::LadderSimilarity, "likeness"), (Stage::LadderVectors, "rung-vectors")] {
            let figure = heatmap(&panels, name);
            for (row, col) in [(0, 0), (1, 2), (4, 3), (5, 15 % figure.values.cols())] {
                let inspection = (by_id(ExhibitId::Ladder).inspect)(&state, &answer, Cell { stage, row, col });
                let is_blocked = figure.mask.at(0, row, col).is_some_and(|value| value < 0.0);
                assert_eq!(inspection.is_none(), is_blocked, "{rung:?} {row} {col}");
                let Some(inspection) = inspection else { continue };
                let value = figure.values.at(0, row, col).unwrap();
                assert_eq!(inspection.facts[0].1, value);
                let sum = &inspection.sum;
                if !sum.terms.is_empty() {
                    let terms: f32 = sum.terms.iter().map(|term| term.value).sum();
                    assert!(
                        (terms - sum.total).abs() < 1e-3 * sum.total.abs().max(1.0),
                        "{rung:?}: {terms} {}",
                        sum.total
                    );
                }
            }
            assert!((by_id(ExhibitId::Ladder).inspect)(&state, &answer, Cell { stage, row: 99, col: 0 }).is_none());
        }
    }
}

fn nothing_little_and_much_climb_too() {
    let long = "the king ".repeat(300);
    for text in ["", " \n", "!", "king", "blicket blicket", &long, "花", "𠀀 花"] {
        for training in [None, Some(String::new()), Some("a".into()), Some("king".into())] {
            let state = State { text: Some(text.into()), training, ..state(Language::En) };
            let answer = answer(&state);
            let found = answer.ladder.as_ref().unwrap();
            let through: Ladder = serde_json::from_str(&serde_json::to_string(found).unwrap()).unwrap();
            assert_eq!(&through, found, "nothing in it is infinite or no number");
            assert!(found.words.len() <= 32 && found.rungs.len() == 6, "{text:?}");
            for panel in panels(&state, &answer) {
                let Figure::Heatmap(figure) = &panel.figure else { continue };
                assert!(figure.n_rows() > 0 && figure.n_cols() > 0, "{text:?}: nothing has no picture");
            }
        }
    }
}

fn smoothing_knows_of_all_contexts() {
    let mut state = state(Language::En);
    state.counting.rule.smoothing = heedmap::repr::ngram::smoothing::Smoothing::Interpolation;
    let found = ladder(&state);
    let on = &found.rungs[Rung::Ngram as usize];
    assert!(on.rows.iter().all(Option::is_some));
    let unseen = verdict(&found, Probe::Unseen, Rung::Ngram);
    assert!(
        !unseen.passes && unseen.cosine.is_some_and(|cosine| cosine > 0.999),
        "all unknown words are one: {unseen:?}"
    );
}
