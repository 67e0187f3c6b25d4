//! Chinese segmentation against Python's jieba: words with their bytes, the lattice and the best path through it, the
//! hidden Markov model, and a reader's edits. Numbers are compared bit by bit, since a bit can decide between two paths.

use super::load;
use heedmap::text::segment::dag::Lattice;
use heedmap::text::segment::hmm::{STATES, State, Trellis};
use heedmap::text::segment::{Dictionary, Hmm, Segmenter, Working, jieba};
use heedmap::text::{ALL, Gpt2, Shelf, Tokenizer, tokenize};
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Fixture {
    dictionary: Sizes,
    routes: Vec<Route>,
    viterbi: Vec<Viterbi>,
    emissions: Vec<Emission>,
    edits: Vec<Edit>,
    lines: Vec<Line>,
}

#[derive(Deserialize)]
struct Sizes {
    total: u64,
    n_words: usize,
    longest: usize,
}

#[derive(Deserialize)]
struct Route {
    text: String,
    edges: Vec<(usize, usize)>,
    log_prob: Vec<String>,
    next: Vec<usize>,
}

#[derive(Deserialize)]
struct Viterbi {
    text: String,
    log_prob: String,
    states: String,
}

#[derive(Deserialize)]
struct Emission {
    text: char,
    log_prob: [String; 4],
}

#[derive(Deserialize)]
struct Edit {
    kind: String,
    word: String,
    pieces: Vec<String>,
    frequency: u64,
    total: u64,
    text: String,
    hmm: Vec<usize>,
    no_hmm: Vec<usize>,
}

/// Where the words of each method end, in bytes; a method that is not there cuts as jieba does without its model.
#[derive(Deserialize)]
struct Line {
    text: String,
    hmm: Vec<usize>,
    no_hmm: Vec<usize>,
    fmm: Option<Vec<usize>>,
    bmm: Option<Vec<usize>>,
    bimm: Option<Vec<usize>>,
    split: Option<Vec<usize>>,
}

thread_local! {
    static SHELF: &'static Shelf = Box::leak(Box::new(filled()));
}

fn shelf() -> &'static Shelf {
    SHELF.with(|shelf| *shelf)
}

fn filled() -> Shelf {
    let mut segmenter = Segmenter::from_gzip(include_bytes!("../../../assets/jieba/dict.txt.gz")).unwrap();
    segmenter.hmm = Some(Hmm::from_gzip(include_bytes!("../../../assets/jieba/hmm.txt.gz")).unwrap());
    let gpt2 = Some(Gpt2::from_gzip(include_bytes!("../../../assets/gpt2/merges.bin.gz")).unwrap());
    Shelf { segmenter: Some(segmenter), gpt2, opened: vec![] }
}

fn segmenter() -> &'static Segmenter {
    shelf().segmenter.as_ref().unwrap()
}

fn fixture() -> Fixture {
    load("jieba.json")
}

/// Where each word ends; every word must begin where the one before has ended.
fn ends(words: impl IntoIterator<Item = (usize, usize)>) -> Vec<usize> {
    let mut last = 0;
    let end = |(start, end)| {
        assert_eq!(start, last, "something is left out");
        last = end;
        end
    };
    words.into_iter().map(end).collect()
}

/// A number that Python wrote with all its digits.
fn number(digits: &str) -> f64 {
    digits.parse().unwrap()
}

fn cut(text: &str, tokenizer: Tokenizer) -> Vec<(usize, usize)> {
    let tokens = tokenize(text, tokenizer, shelf(), usize::MAX).unwrap();
    tokens.list().iter().map(|token| (token.start, token.end)).collect()
}

#[test]
fn words_are_pythons() {
    let lines = fixture().lines;
    assert!(lines.len() > 2_000, "only {} lines", lines.len());
    let mut wrong = Vec::new();
    for line in &lines {
        let ways = [
            (Tokenizer::Jieba, Some(&line.hmm)),
            (Tokenizer::JiebaNoHmm, None),
            (Tokenizer::Fmm, line.fmm.as_ref()),
            (Tokenizer::Bmm, line.bmm.as_ref()),
            (Tokenizer::Bimm, line.bimm.as_ref()),
        ];
        for (tokenizer, expected) in ways {
            let (got, expected) = (ends(cut(&line.text, tokenizer)), expected.unwrap_or(&line.no_hmm));
            if got != *expected {
                wrong.push(format!("{tokenizer:?} of {:?}\n     got {got:?}\nexpected {expected:?}", line.text));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), lines.len() * 5, wrong.join("\n"));
}

#[test]
fn white_space_is_pythons() {
    for line in fixture().lines {
        let got: Vec<usize> =
            cut(&line.text, Tokenizer::Whitespace).into_iter().flat_map(|(start, end)| [start, end]).collect();
        assert_eq!(got, line.split.unwrap_or(vec![0, line.text.len()]), "{:?}", line.text);
    }
}

#[test]
fn the_dictionary_is_pythons() {
    let (dictionary, expected) = (&segmenter().dictionary, fixture().dictionary);
    let sizes = (dictionary.total(), dictionary.n_words(), dictionary.longest());
    assert_eq!(sizes, (expected.total, expected.n_words, expected.longest));
}

#[test]
fn lattices_and_best_paths_are_pythons() {
    for expected in fixture().routes {
        let chars: Vec<char> = expected.text.chars().collect();
        let mut lattice = Lattice::new(&segmenter().dictionary, &chars);
        lattice.edges.sort_by_key(|edge| (edge.start, edge.end));
        let edges: Vec<_> = lattice.edges.iter().map(|edge| (edge.start, edge.end)).collect();
        assert_eq!(edges, expected.edges, "{}", expected.text);
        let log_prob: Vec<f64> = expected.log_prob.iter().map(|digits| number(digits)).collect();
        assert_eq!(lattice.route.log_prob, log_prob, "{}", expected.text);
        assert_eq!(lattice.route.next, expected.next, "{}", expected.text);
        let best = lattice.edges.iter().filter(|edge| edge.start == 0).map(|edge| edge.path_log_prob);
        assert_eq!(best.fold(f64::NEG_INFINITY, f64::max), log_prob[0]);
    }
}

#[test]
fn the_hidden_markov_model_is_pythons() {
    let (fixture, hmm) = (fixture(), segmenter().hmm.as_ref().unwrap());
    for Emission { text, log_prob } in fixture.emissions {
        assert_eq!(hmm.emission(text), log_prob.each_ref().map(|digits| number(digits)), "{text}");
    }
    for Viterbi { text, log_prob, states } in fixture.viterbi {
        let chars: Vec<char> = text.chars().collect();
        let trellis = Trellis::new(hmm, &chars);
        let named: String = trellis.states.iter().map(|state| format!("{state:?}")).collect();
        assert_eq!(named, states, "{text}");
        let (last, end) = (trellis.log_prob[chars.len() - 1], trellis.states[chars.len() - 1]);
        assert_eq!(last[end as usize], number(&log_prob), "{text}");
        assert_sums(hmm, &trellis, &chars);
    }
}

/// Each number of the trellis is the one that its pointer leads back to, with the transition and the emission.
fn assert_sums(hmm: &Hmm, trellis: &Trellis, chars: &[char]) {
    for (i, &c) in chars.iter().enumerate() {
        for state in STATES.map(|state| state as usize) {
            let back: State = trellis.back[i][state];
            let before = if i == 0 {
                hmm.start()[state]
            } else {
                trellis.log_prob[i - 1][back as usize] + hmm.transition(back)[state]
            };
            assert_eq!(before + hmm.emission(c)[state], trellis.log_prob[i][state]);
        }
    }
}

#[test]
fn edits_are_pythons() {
    let Segmenter { mut dictionary, hmm } = segmenter().clone();
    for edit in fixture().edits {
        let Edit { kind, word, pieces, frequency, total, text, .. } = &edit;
        let pieces: Vec<&str> = pieces.iter().map(String::as_str).collect();
        match kind.as_str() {
            "join" => assert_eq!(dictionary.join(word), Ok(*frequency), "{word}"),
            "split" => {
                assert_eq!(dictionary.frequency_to_split(&pieces), *frequency, "{word}");
                dictionary.add(word, *frequency).unwrap();
            }
            "add" => dictionary.add(word, *frequency).unwrap(),
            "remove" => dictionary.remove(word).unwrap(),
            other => panic!("{other}"),
        }
        assert_eq!(dictionary.total(), *total, "{word}");
        let cut = |dictionary: &Dictionary, hmm| {
            ends(jieba::cut(dictionary, hmm, text, &mut ()).into_iter().map(|word| (word.start, word.end)))
        };
        assert_eq!(cut(&dictionary, hmm.as_ref()), edit.hmm, "{kind} {word}");
        assert_eq!(cut(&dictionary, None), edit.no_hmm, "{kind} {word}");
    }
}

/// The longest word of the dictionary bounds what is looked at from each place, so this ends soon.
#[test]
fn a_word_of_a_hundred_thousand_characters_is_cut() {
    for text in ["长", "a", "中华人民共和国", "龘", "👩\u{200d}", ".5%"]
        .map(|piece| piece.repeat(100_000 / piece.chars().count()))
    {
        for &tokenizer in ALL.iter().filter(|tokenizer| tokenizer.ready().is_none()) {
            let tokens = tokenize(&text, tokenizer, shelf(), usize::MAX).unwrap();
            assert_eq!(tokens.list().last().map(|token| token.end), Some(text.len()), "{tokenizer:?}");
        }
    }
}

proptest! {
    #[test]
    fn pieces_join_to_the_text(text in "(\\PC|[一-龥]{1,4}|[a-c1-3.%-]|长江大桥|雍和宫|\\s|\\PC\u{200d}){0,30}") {
        for &tokenizer in ALL.iter().filter(|tokenizer| tokenizer.ready().is_none()) {
            if matches!(tokenizer, Tokenizer::Words | Tokenizer::Whitespace) {
                continue;
            }
            prop_assert_eq!(ends(cut(&text, tokenizer)).last().copied().unwrap_or(0), text.len());
        }
        let Segmenter { dictionary, hmm } = segmenter();
        for hmm in [None, hmm.as_ref()] {
            let working = Working::new(dictionary, hmm, &text);
            let words: Vec<_> = working.words.into_iter().map(|(bytes, _)| bytes).collect();
            prop_assert_eq!(words, jieba::cut(dictionary, hmm, &text, &mut ()));
        }
    }
}
