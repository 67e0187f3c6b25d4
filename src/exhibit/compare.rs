//! Chapter 1: up to four tokenizers on one text: their tokens side by side, where they cut differently, and how tokens lie
//! across characters and bytes.

use super::{Control, Exhibit, Panel, Slot, ask, matrix, nothing_yet, question};
use crate::chart::{Aligned, AlignedRow, Cut, Cuts, Figure, Span, Table, Word, label, number};
use crate::engine::{Answer, Run};
use crate::i18n::{Strings, strings};
use crate::state::{ExhibitId, State};
use crate::text::{Boundaries, Tokens};
use unicode_segmentation::UnicodeSegmentation;

/// Tokens of each row that are shown, and bytes of the text: more are no longer looked at one by one.
const MAX_TOKENS: usize = 400;
const MAX_BYTES: usize = 600;

pub(super) const EXHIBIT: Exhibit = Exhibit {
    id: ExhibitId::Compare,
    chapters: "1",
    title: |s| s.compare.title,
    intro: |s| s.compare.intro,
    has_tokenizer: false,
    has_script: false,
    controls: &[Control::With],
    more: &[],
    job: |state| {
        let state = State { batch: false, kv_text: None, ..state.clone() };
        Ok(ask(&state, Run::Cut(state.with.clone())))
    },
    panels,
    inspect: |_, _, _| None,
};

fn panels(state: &State, answer: &Answer) -> Vec<Panel> {
    let s = strings(state.language);
    if answer.cuts.iter().all(Tokens::is_empty) {
        return nothing_yet(s, s.compare.title);
    }
    let names: Vec<String> = state.with.iter().map(|&tokenizer| question::tokenizer_name(state, tokenizer)).collect();
    let boundaries = Boundaries::new(&answer.cuts);
    let cuts = Figure::Cuts(cuts(s, &names, answer, &boundaries));
    let mut all = vec![
        Panel { note: s.compare.cuts_note.into(), ..Panel::new("side-by-side", Slot::Top, s.compare.cuts, cuts) },
        Panel::new("counts", Slot::Below, s.compare.counts, Figure::Table(counts(s, &names, answer, &boundaries))),
    ];
    if answer.cuts.len() > 1 {
        all.push(Panel::new("pairs", Slot::Below, s.compare.pairs, Figure::Table(pairs(s, &names, &boundaries))));
    }
    let aligned = aligned(s, &names, answer);
    let n_bytes = answer.tokens.source().len();
    let note = (s.compare.aligned_note)(aligned.bytes.len(), n_bytes);
    all.push(Panel { note, ..Panel::new("columns", Slot::Below, s.compare.aligned, Figure::Aligned(aligned)) });
    all
}

fn cuts(s: &Strings, names: &[String], answer: &Answer, boundaries: &Boundaries) -> Cuts {
    let row = |(name, tokens): (&String, &Tokens)| {
        let end = tokens.source().len();
        let word = |&token: &crate::text::Token| Word {
            text: matrix::name(tokens, token),
            id: Some(token.id),
            bytes: Some(token.start..token.end),
            is_disputed: !(boundaries.is_shared(token.start, end) && boundaries.is_shared(token.end, end)),
        };
        Cut { name: name.clone(), words: tokens.list().iter().take(MAX_TOKENS).map(word).collect() }
    };
    Cuts { rows: names.iter().zip(&answer.cuts).map(row).collect(), summary: s.compare.cuts.into() }
}

fn counts(s: &Strings, names: &[String], answer: &Answer, boundaries: &Boundaries) -> Table {
    let row = |(index, (name, tokens)): (usize, (&String, &Tokens))| {
        let kept = tokens.list().last().map_or(0, |token| token.end);
        let end = if tokens.len() < tokens.n_found() { kept } else { tokens.source().len() };
        let text = tokens.source().get(..end).unwrap_or_default();
        let per_token = |n: usize| number::short(n as f32 / tokens.len().max(1) as f32);
        vec![
            name.clone(),
            tokens.n_found().to_string(),
            per_token(text.graphemes(true).count()),
            per_token(text.len()),
            tokens.n_distinct().to_string(),
            boundaries.n(index).to_string(),
        ]
    };
    Table {
        caption: (s.compare.counts_note)(boundaries.n_shared()),
        head: s.compare.counts_head.map(str::to_owned).into(),
        rows: names.iter().zip(&answer.cuts).enumerate().map(row).collect(),
    }
}

fn pairs(s: &Strings, names: &[String], boundaries: &Boundaries) -> Table {
    let row = |(a, name): (usize, &String)| {
        let cell = |b: usize| match boundaries.of_two(a, b) {
            (_, 0) => "–".to_owned(),
            (both, either) => format!("{both} / {either}"),
        };
        [vec![name.clone()], (0..names.len()).map(cell).collect()].concat()
    };
    Table {
        caption: s.compare.pairs_note.into(),
        head: [vec![s.compare.counts_head[0].to_owned()], names.to_vec()].concat(),
        rows: names.iter().enumerate().map(row).collect(),
    }
}

fn aligned(s: &Strings, names: &[String], answer: &Answer) -> Aligned {
    let text = answer.tokens.source();
    let end = text.floor_char_boundary(MAX_BYTES);
    let shown = &text[..end];
    let characters = shown.grapheme_indices(true).map(|(start, text)| Span {
        range: start..start + text.len(),
        text: label::visible(text),
        id: 0,
    });
    let row = |(name, tokens): (&String, &Tokens)| {
        let inside = tokens.list().iter().filter(|token| token.start < token.end && token.end <= end);
        let span = |&token: &crate::text::Token| Span {
            range: token.start..token.end,
            text: matrix::name(tokens, token),
            id: token.id,
        };
        AlignedRow { name: name.clone(), spans: inside.map(span).collect() }
    };
    Aligned {
        bytes: shown.as_bytes().into(),
        characters: characters.collect(),
        names: [s.compare.characters, s.compare.bytes].map(str::to_owned),
        rows: names.iter().zip(&answer.cuts).map(row).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Engine;
    use crate::text::Tokenizer;

    fn shown(text: &str, with: &[Tokenizer]) -> Vec<Panel> {
        let state =
            State { exhibit: ExhibitId::Compare, text: Some(text.into()), with: with.to_vec(), ..State::default() };
        panels(&state, &Engine::default().answer(&(EXHIBIT.job)(&state).unwrap(), |_| {}).unwrap())
    }

    #[test]
    fn what_only_some_cut_is_marked() {
        let panels = shown("an owl", &[Tokenizer::Words, Tokenizer::Characters]);
        let Figure::Cuts(cuts) = &panels[0].figure else { panic!() };
        let marked = |row: usize| cuts.rows[row].words.iter().map(|word| word.is_disputed).collect::<Vec<_>>();
        assert_eq!((marked(0), marked(1)), (vec![false; 2], vec![true, true, false, true, true, true]));
        let Figure::Table(counts) = &panels[1].figure else { panic!() };
        assert_eq!(counts.rows[1][1..], ["6", "1.00", "1.00", "6", "5"].map(str::to_owned));
    }

    #[test]
    fn a_character_of_several_tokens_shows_as_such() {
        let panels = shown("a它👩\u{200d}👧", &[Tokenizer::Bytes]);
        let Figure::Aligned(aligned) = &panels.last().unwrap().figure else { panic!() };
        let ends: Vec<usize> = aligned.characters.iter().map(|span| span.range.end).collect();
        assert_eq!((ends, aligned.rows[0].spans.len()), (vec![1, 4, 15], 15));
        assert_eq!(aligned.rows[0].spans[1].text, "E5");
        assert!(shown("a", &[Tokenizer::Words]).iter().all(|panel| panel.name != "pairs"));
        assert_eq!(shown("", &[Tokenizer::Words, Tokenizer::Bytes])[0].name, "nothing");
    }
}
