//! English: a vocabulary of subwords, learnt merge by merge.

use crate::i18n::{Joined, Subwords};
use crate::text::bpe::Unit;
use crate::text::subwords::{Corpus, Kind};

pub(super) const SUBWORDS: Subwords = Subwords {
    title: "Subwords",
    intro: "A vocabulary is learnt from your text: again and again, one pair of neighbours becomes one token. Byte pair encoding takes the most frequent pair, WordPiece the one with the highest score; Unigram goes the other way and prunes a vocabulary that is far too large.",
    example: "The low tower is lower than the new tower, and the newest tower is the lowest. \
              Whoever knows low and newer can read lower, lowest and newest: the same parts come back in new words.",
    kind: "Learn by",
    kind_name: |kind| match kind {
        Kind::Bpe => "BPE, over characters",
        Kind::ByteBpe => "BPE, over bytes",
        Kind::Wordpiece => "WordPiece, by score",
        Kind::WordpieceCount => "WordPiece, by count (as tokenizers does)",
        Kind::SentencepieceBpe => "SentencePiece: BPE",
        Kind::Unigram => "SentencePiece: Unigram",
    },
    corpus: "Learn from",
    corpus_name: |corpus| match corpus {
        Corpus::Text => "your text",
        Corpus::UdhrEn => "Human Rights, English",
        Corpus::UdhrZh => "Human Rights, Chinese",
    },
    vocab_size: "Vocabulary vocab_size",
    step: |step, n| format!("{step} of {n} merges"),
    no_merge: |unit| match unit {
        Unit::Characters => "Nothing is joined yet: every word is a row of characters.",
        Unit::Bytes => "Nothing is joined yet: every word is a row of bytes, with the space before it.",
        Unit::Pieces | Unit::CountedPieces => {
            "Nothing is joined yet: every word is a row of characters, those inside it with ## before them."
        }
        Unit::Spaced => {
            "Nothing is joined yet: every word is a row of characters, the first one ▁, the space before it."
        }
    },
    merge: |Joined { number, left, right, made, id, count, score }| {
        let times = if count == 1 { "once".into() } else { format!("{count} times") };
        let made = format!(
            "Merge {number}: “{left}” and “{right}” stood side by side {times} and became “{made}”, token {id}."
        );
        match score {
            Some(score) => format!("{made} Their score, {score}, was the highest."),
            None => made,
        }
    },
    pairs: "Pairs now",
    pairs_note: |unit| match unit {
        Unit::Pieces => {
            "The highest score first: it is joined next. The score is how often the pair stands in the text, divided by how often its tokens do, multiplied: pairs that mostly stand together win. Of equal scores, the one with the smaller ids."
        }
        Unit::Characters | Unit::Bytes | Unit::CountedPieces | Unit::Spaced => {
            "The most frequent first: it is joined next. Of equally frequent pairs, the one with the smaller ids."
        }
    },
    no_pairs: "No word has two tokens any more.",
    pairs_head: ["Pair", "would become", "times"],
    score_head: ["its tokens", "score"],
    words: "Words now",
    words_note: |shown, n| match shown == n {
        true => "The words of the text and what they are made of by now. Merges never cross them.".into(),
        false => {
            format!("The {shown} most frequent of {n} words and what they are made of by now. Merges never cross them.")
        }
    },
    words_head: ["Word", "Tokens", "times"],
    merges: "Merges so far",
    merges_note: |n_alphabet| format!("The latest first. Before any merge there were {n_alphabet} tokens."),
    merges_head: ["Merge", "Pair", "became", "times"],
    cut: "Your text in tokens",
    cut_note: |unit| match unit {
        Unit::Characters => "With the merges so far. White space between words is no token.",
        Unit::Bytes => "With the merges so far. A token that is only a part of a character is shown as its bytes.",
        Unit::Pieces | Unit::CountedPieces => {
            "With the tokens so far, without looking at the merges: of each word the longest token that it begins with, then the longest of the rest."
        }
        Unit::Spaced => "With the merges so far. The text was normalized (NFKC) and its spaces became ▁.",
    },
    curve: "What a larger vocabulary is good for",
    curve_note: "Characters that a token holds on average, after each step.",
    curve_y: "characters per token",
    curve_summary: |vocab_size, characters| {
        format!("Characters per token by vocabulary size; with {vocab_size} tokens it is {characters}.")
    },
};
