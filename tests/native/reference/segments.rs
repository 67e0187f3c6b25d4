//! Cutting text: characters and words against uniseg.
//!
//! Pieces are compared with their byte ranges. Where the crates that Heedmap uses are known to differ, the fixture
//! gives the reason, and such a line must still differ: a reason that is no longer true has to go.

use super::load;
use heedmap::text::{Shelf, Tokenizer, tokenize};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct Fixture<Line> {
    lines: Vec<Line>,
}

#[derive(Deserialize)]
struct UnicodeLine {
    text: String,
    graphemes: Vec<String>,
    words: Vec<String>,
    #[serde(default)]
    differs: BTreeMap<String, String>,
}

/// A text, the pieces that the outsider cut it into, and why ours are others, if they are.
struct Line<'a> {
    text: &'a str,
    pieces: &'a [String],
    differs: Option<&'a String>,
}

#[test]
fn characters_are_unicodes_grapheme_clusters() {
    let lines = load::<Fixture<UnicodeLine>>("segments.json").lines;
    let lines = lines.iter().map(|l| Line { text: &l.text, pieces: &l.graphemes, differs: l.differs.get("graphemes") });
    let n_agree = compare(lines, Tokenizer::Characters);
    assert!(n_agree >= 140, "only {n_agree} lines agree");
}

#[test]
fn words_are_unicodes_words() {
    let lines = load::<Fixture<UnicodeLine>>("segments.json").lines;
    let lines = lines.iter().map(|l| Line { text: &l.text, pieces: &l.words, differs: l.differs.get("words") });
    let n_agree = compare(lines, Tokenizer::Words);
    assert!(n_agree >= 140, "only {n_agree} lines agree");
}

/// Holds every line to its pieces or to its reason, and counts those that agree.
fn compare<'a>(lines: impl Iterator<Item = Line<'a>>, tokenizer: Tokenizer) -> usize {
    let mut n_agree = 0;
    let mut wrong = Vec::new();
    for Line { text, pieces, differs } in lines {
        let mut expected = with_ranges(pieces);
        if tokenizer == Tokenizer::Words {
            // The fixture has every segment; white space is no token of this tokenizer.
            expected.retain(|(_, _, piece)| !piece.chars().all(char::is_whitespace));
        }
        let tokens = tokenize(text, tokenizer, &Shelf::default(), usize::MAX).unwrap();
        let got: Vec<_> = tokens.list().iter().map(|t| (t.start, t.end, &text[t.start..t.end])).collect();
        assert!(
            tokens.texts().eq(got.iter().map(|&(_, _, piece)| piece)),
            "{text:?}: texts() are not the ranges' text"
        );
        match (got == expected, differs) {
            (true, None) => n_agree += 1,
            (false, Some(_)) => {}
            (false, None) => wrong.push(format!("{text:?}\n     got {got:?}\nexpected {expected:?}")),
            (true, Some(reason)) => wrong.push(format!("{text:?} agrees now, so take away its mark: {reason}")),
        }
    }
    assert!(wrong.is_empty(), "{} lines:\n{}", wrong.len(), wrong.join("\n"));
    n_agree
}

/// Start, end and text of pieces that lie end to end.
fn with_ranges(pieces: &[String]) -> Vec<(usize, usize, &str)> {
    let mut end = 0;
    let range = |piece: &'_ String| {
        let start = end;
        end += piece.len();
        (start, end)
    };
    pieces.iter().map(range).zip(pieces).map(|((start, end), piece)| (start, end, piece.as_str())).collect()
}
