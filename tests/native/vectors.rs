//! The page of vectors: every number on it, and every operand of every sum.

use heedmap::chart::{Figure, Heatmap};
use heedmap::engine::{Answer, Asset, Engine};
use heedmap::exhibit::vectors::{ready, vectorized, vectorizing};
use heedmap::exhibit::{Inspection, Operand, Panel, Piece, Slot, by_id};
use heedmap::i18n::{Ready, strings};
use heedmap::model::Stage;
use heedmap::num::Tensor;
use heedmap::repr::vsm::{Norm, Preset};
use heedmap::state::{Cell, ExhibitId, Language, Notice, State, Vectors as Settings};
use heedmap::text::Tokenizer;
use serde_json::{Value, json};

thread_local! {
    /// The dictionary takes a while to be read.
    static ENGINE: Engine = {
        let mut engine = Engine::default();
        engine.provide(Asset::Jieba, include_bytes!("../../assets/jieba/dict.txt.gz")).unwrap();
        engine.provide(Asset::JiebaHmm, include_bytes!("../../assets/jieba/hmm.txt.gz")).unwrap();
        engine
    };
}

fn base(language: Language) -> State {
    State { exhibit: ExhibitId::Vectors, language, ..State::default() }
}

fn answer(state: &State) -> Answer {
    ENGINE.with(|engine| engine.answer(&(by_id(state.exhibit).job)(state).unwrap(), |_| {}).unwrap())
}

fn shown(state: &State) -> Vec<Panel> {
    (by_id(state.exhibit).panels)(state, &answer(state))
}

fn of_text(text: &str, preset: Preset) -> State {
    let vectors = Settings { weighting: preset.weighting(), ..Settings::default() };
    State { text: Some(text.into()), vectors, ..base(Language::En) }
}

fn panel<'a>(panels: &'a [Panel], name: &str) -> &'a Panel {
    panels.iter().find(|panel| panel.name == name).unwrap()
}

fn rows<'a>(panels: &'a [Panel], name: &str) -> &'a [Vec<String>] {
    let Figure::Table(table) = &panel(panels, name).figure else { panic!() };
    &table.rows
}

fn heatmap(panels: &[Panel]) -> &Heatmap {
    let main = panels.iter().find(|panel| panel.slot == Slot::Main).unwrap();
    let Figure::Heatmap(heat) = &main.figure else { panic!() };
    heat
}

fn examples(language: Language) -> (State, &'static [Ready]) {
    (base(language), strings(language).vectors.corpora)
}

#[test]
fn the_notes_sentence_is_as_sparse_as_they_say() {
    for (language, zeros) in [(Language::En, "99.97\u{A0}%"), (Language::Zh, "99.97%")] {
        let (state, corpora) = examples(language);
        let panels = shown(&ready(&state, &corpora[1]));
        let numbers: Vec<&str> = rows(&panels, "amounts").iter().map(|row| row[1].as_str()).collect();
        assert_eq!(numbers, ["1", "5", "5", "16384", "16384", "5", "16379"]);
        let Figure::Meter(meter) = &panel(&panels, "sparsity").figure else { panic!() };
        assert!(meter.text.contains(zeros), "{}", meter.text);
        let heat = heatmap(&panels);
        let terms: Vec<&str> = heat.cols.labels.iter().map(|label| label.text.as_str()).collect();
        assert_eq!((terms, heat.values.data()), (vec!["很", "的", "美", "荷花", "雍和宫"], &[1.0; 5][..]));
        assert_eq!(rows(&panels, "nearest")[0][..3], ["1", "0.4472", "1 雍和宫的荷花很美"], "1 / √5");
    }
}

#[test]
fn who_bites_whom_cannot_be_told_and_other_words_share_nothing() {
    for language in [Language::En, Language::Zh] {
        let (state, corpora) = examples(language);
        for (ready_made, expected) in [(&corpora[2], 1.0), (&corpora[3], 0.0)] {
            let state = State { stage: Stage::Similarity, ..ready(&state, ready_made) };
            let panels = shown(&state);
            let cosine = heatmap(&panels).values.data()[1];
            assert!((cosine - expected).abs() < 1e-6, "{}: {cosine}", ready_made.name);
            assert!(panel(&panels, "shuffled").note.contains("1.0000"), "{}", panel(&panels, "shuffled").note);
            assert!(rows(&panels, "both").iter().all(|row| row[1] == row[2]));
        }
    }
}

#[test]
fn a_search_lists_the_nearest_and_says_what_is_in_none() {
    let query = Some("lotus temple".to_owned());
    let mut state = base(Language::En);
    state.vectors.query = query;
    let panels = shown(&state);
    assert_eq!(rows(&panels, "nearest")[0][2..], ["4 The lotus blooms in the pond.", "lotus"]);
    let Figure::Table(table) = &panel(&panels, "nearest").figure else { panic!() };
    assert!(table.caption.starts_with("2 of 6 documents") && table.caption.contains("“temple”"), "{}", table.caption);
    state.vectors.query = Some(String::new());
    assert!(rows(&shown(&state), "nearest").is_empty());
}

#[test]
fn nothing_and_little_are_shown_as_such() {
    let note = |text: &str| panel(&shown(&of_text(text, Preset::TfIdf)), "nothing").note.clone();
    assert!(note("").starts_with("There are no documents") && note(" \n\t\n").starts_with("There are no documents"));
    assert!(note("…\n!").starts_with("No document has a term"));
    for &preset in Preset::ALL {
        for text in ["a", "a a a a", "a\n.\na", "a b\nc"] {
            for stage in [Stage::Counts, Stage::Idf, Stage::TermWeights, Stage::Similarity] {
                let state = State { stage, ..of_text(text, preset) };
                assert!(heatmap(&shown(&state)).values.data().iter().all(|value| value.is_finite()));
            }
        }
    }
}

#[test]
fn what_there_is_no_room_for_is_said() {
    let words: Vec<String> = (0..300).map(|i| format!("w{i} all")).collect();
    let state = of_text(&words.join("\n"), Preset::TfIdfSklearn);
    let panels = shown(&state);
    let heat = heatmap(&panels);
    assert_eq!((heat.n_rows(), heat.n_cols()), (64, 128));
    let note = &panels.iter().find(|panel| panel.slot == Slot::Main).unwrap().note;
    assert!(note.contains("the first 64 of 300 documents and the most frequent 128 of 301 terms"), "{note}");
    assert_eq!(rows(&panels, "amounts")[2][1], "301");
}

#[test]
fn more_numbers_are_counted_than_32_bits_can() {
    let words: Vec<String> = (0..20_000).map(|i| format!("w{i}")).collect();
    let mut state = of_text(&words.join("\n"), Preset::Counts);
    state.vectors.dimensions = Some(1_000_000);
    let panels = shown(&state);
    let numbers: Vec<&str> = rows(&panels, "amounts").iter().map(|row| row[1].as_str()).collect();
    assert_eq!(numbers, ["20000", "20000", "20000", "1000000", "20000000000", "20000", "19999980000"]);
    let Figure::Meter(meter) = &panel(&panels, "sparsity").figure else { panic!() };
    assert!(meter.text.contains("> 99.99\u{A0}%"), "{}", meter.text);
}

#[test]
fn options_of_the_counting_are_heeded() {
    let terms = |change: fn(&mut State)| {
        let mut state = of_text("The cat, the dog.", Preset::Counts);
        change(&mut state);
        let labels = heatmap(&shown(&state)).cols.labels.iter().map(|label| label.text.clone()).collect::<Vec<_>>();
        labels.join(" ")
    };
    assert_eq!(terms(|_| {}), "cat dog the");
    assert_eq!(terms(|state| state.vectors.lower = false), "The cat dog the");
    assert_eq!(terms(|state| state.vectors.marks = true), ", . cat dog the");
    assert_eq!(terms(|state| state.tokenizer = Tokenizer::Whitespace), "cat, dog. the");
}

/// Every matrix that there is.
fn matrices(state: &State) -> Vec<(Stage, Tensor)> {
    let all = [Stage::Counts, Stage::Idf, Stage::TermWeights, Stage::Similarity];
    let one = |stage| {
        let panels = shown(&State { stage, ..state.clone() });
        // Without idf another one is shown in its place.
        let is_there = panels.iter().any(|panel| panel.stage == Some(stage));
        is_there.then(|| (stage, heatmap(&panels).values.clone()))
    };
    all.into_iter().filter_map(one).collect()
}

/// Every operand is the number in the cell that it names.
#[test]
fn every_operand_stands_where_it_says() {
    let mut n_operands = 0;
    for &preset in Preset::ALL {
        for norm in [Norm::None, Norm::L1, Norm::L2] {
            let mut state = of_text("the cat the dog\nthe dog sat\n.\nlotus pond", preset);
            state.vectors.weighting.norm = norm;
            let answer = answer(&state);
            let all = matrices(&state);
            let inspect = by_id(state.exhibit).inspect;
            for &(stage, ref values) in &all {
                for (row, col) in (0..values.rows()).flat_map(|row| (0..values.cols()).map(move |col| (row, col))) {
                    let cell = Cell { stage, row, col };
                    let found: Inspection = inspect(&state, &answer, cell).unwrap();
                    assert!(!found.sentence.is_empty() && !found.sum.lines.is_empty(), "{cell:?}");
                    let pieces = found.sum.lines.iter().flatten();
                    let in_lines = pieces.filter_map(|piece| match piece {
                        Piece::Number(operand) => Some(operand),
                        Piece::Text(_) => None,
                    });
                    let in_terms = found.sum.terms.iter().flat_map(|term| &term.factors);
                    for &Operand { value, cell, .. } in in_lines.chain(in_terms) {
                        let Some(Cell { stage, row, col }) = cell else { continue };
                        let there = all
                            .iter()
                            .find(|(other, _)| *other == stage)
                            .and_then(|(_, values)| values.at(0, row, col));
                        assert_eq!(there, Some(value), "{stage:?} {row} {col}");
                        n_operands += 1;
                    }
                    let sum: f32 = found.sum.terms.iter().map(|term| term.value).sum();
                    assert!(found.sum.terms.is_empty() || (sum - found.sum.total).abs() < 1e-5, "{cell:?}");
                }
            }
            assert!(inspect(&state, &answer, Cell { stage: Stage::Counts, row: 9, col: 0 }).is_none());
            assert!(inspect(&state, &answer, Cell::weight(0, 0)).is_none());
        }
    }
    assert!(n_operands > 1_000, "{n_operands}");
}

fn program(options: Value) -> Result<Value, Notice> {
    let Value::Object(options) = options else { panic!() };
    let (ask, state) = vectorizing(&State::default(), options)?;
    let answer = ENGINE.with(|engine| engine.answer(&ask, |_| {}).unwrap());
    Ok(vectorized(&state, answer.vectors.as_ref().unwrap()))
}

#[test]
fn a_program_gets_all_of_it() {
    let documents = ["the cat\nsat", "the dog"];
    let found = program(json!({ "documents": documents, "weighting": "tf-idf", "query": "cat owl" })).unwrap();
    assert_eq!(found["terms"], json!(["cat", "dog", "sat", "the"]));
    assert_eq!(found["counts"], json!([[1, 0, 1, 1], [0, 1, 0, 1]]));
    assert_eq!(found["weights"][1], json!([0, 0.5 * 2f64.ln(), 0, 0.0]));
    assert_eq!(found["idf"][0], json!(2f64.ln()));
    assert_eq!((&found["search"]["unknown"], &found["search"]["hits"][0]["document"]), (&json!(["owl"]), &json!(0)));
    assert_eq!((&found["n_nonzero"], &found["sparsity"]), (&json!(5), &json!(0.375)));
    let notes =
        json!({ "documents": ["雍和宫的荷花很美"], "tokenizer": "jieba", "weighting": "binary", "dimensions": 16_384 });
    assert_eq!(program(notes).unwrap()["sparsity"], json!(16_379.0 / 16_384.0));
    let none = program(json!({ "documents": [] })).unwrap();
    assert_eq!((&none["terms"], &none["counts"], &none["sparsity"]), (&json!([]), &json!([]), &json!(0.0)));
    let many: Vec<String> = (0..2_000).map(|i| format!("w{i} all")).collect();
    let sparse = program(json!({ "documents": many })).unwrap();
    assert_eq!((&sparse["counts"], &sparse["similarity"]), (&Value::Null, &Value::Null));
    assert_eq!(sparse["rows"].as_array().map(Vec::len), Some(2_000));
}

#[test]
fn a_program_is_refused_in_one_sentence() {
    for (options, name) in [
        (json!({ "documents": "a b" }), "documents"),
        (json!({ "documents": ["a", 3] }), "documents"),
        (json!({ "documents": ["a".repeat(1_000_001)] }), "documents"),
        (json!({ "documents": ["a"], "weighting": "bm25" }), "weighting"),
        (json!({ "documents": ["a"], "tf": "log" }), "tf"),
        (json!({ "documents": ["a"], "dimensions": 0 }), "dimensions"),
        (json!({ "documents": ["a"], "stemming": true }), "stemming"),
    ] {
        let refused = program(options);
        assert!(matches!(&refused, Err(Notice::Field(error)) if error.name == name), "{refused:?}");
    }
}
