//! English: the ladder of representations.

use super::many;
use crate::i18n::Ladder;
use crate::repr::ladder::{Probe, Rung};

pub(super) const LADDER: Ladder = Ladder {
    title: "The ladder",
    intro: "One sentence, six ways to turn its words into numbers, from counting to attention. Each rung can tell something that the one below it cannot; five probes show what, in numbers.",
    example: "The king sat on the bank of the river and counted the money of the bank",
    training: "The king sat on the bank of the river\nThe queen sat by the river\nHe put his money in the bank\nThe bank lent money to the king\nShe kept her money in the bank\nThey sat upon the bank of the river\nThe king counted the money of the bank\nThe dog followed the man to the house\nThe man saw the dog\nHe saw the ship on the water\nHe saw the boat on the river\nHe saw the bread on the table\nThe ship came to the bank of the river\nThe boat sat by the house\nThe queen whom we saw that morning spoke\nWe saw the man at the gate of the old house\nThe old man spoke to the king\nThe king at the gate of the house spoke",
    sentences: |probe| match probe {
        Probe::Order => (&["the dog followed the man", "the man followed the dog"], &[]),
        Probe::Synonyms => (
            &["he saw the ship on the water", "he saw the boat on the water", "he saw the bread on the water"],
            &["ship", "boat", "bread"],
        ),
        Probe::Unseen => (&["the wug sat by the river", "the blicket sat by the river"], &["wug", "blicket"]),
        Probe::Senses => (
            &["he put his money in the bank", "she kept her money in the bank", "they sat upon the bank of the river"],
            &["bank", "bank", "bank"],
        ),
        Probe::Distance => (
            &[
                "the queen whom we saw that morning at the gate of the old house spoke",
                "the king whom we saw that morning at the gate of the old house spoke",
            ],
            &["spoke", "spoke"],
        ),
    },
    rung: |rung| match rung {
        Rung::OneHot => "One-hot",
        Rung::TfIdf => "TF-IDF",
        Rung::Ngram => "N-gram",
        Rung::Word2vec => "Word2vec",
        Rung::Elmo => "ELMo",
        Rung::Attention => "Attention",
    },
    rungs: "The sentence on every rung",
    rungs_note: |n_words, n_found, n_lines, n_distinct, corpora| {
        let cut = if n_words < n_found {
            format!(" Of {n_found} words these are the first {n_words}.")
        } else {
            String::new()
        };
        format!(
            "{}, upper and lower case alike, without punctuation.{cut} The three rungs that count learn from a corpus of {} with {}, which you can change; the others come trained, on {corpora}.",
            many(n_words, "word"),
            many(n_lines, "line"),
            many(n_distinct, "different word")
        )
    },
    rungs_caption: "From the lowest rung to the highest.",
    rungs_head: ["Rung", "Numbers a word", "Not 0", "Words it knows", "Learnt from", "What is new"],
    of: |n, all| format!("{n} of {all}"),
    numbers: |n, all| {
        let share = if all == 0 { 0.0 } else { 100.0 * n as f64 / all as f64 };
        format!("{n} of {all} ({share:.1}\u{A0}%)")
    },
    from_corpus: "the corpus",
    trained: "our own corpora, beforehand",
    is_new: |rung| match rung {
        Rung::OneHot => "A word is a place in a list, no more",
        Rung::TfIdf => "Rare words count more than common ones",
        Rung::Ngram => "What comes next hangs on what came before",
        Rung::Word2vec => "Few numbers; words in like company are alike",
        Rung::Elmo => "Each place has its own vector, from both sides",
        Rung::Attention => "Every word reaches every other in one step",
    },
    alike: |rung| format!("{rung}: how alike the words are"),
    alike_note: |rung| match rung {
        Rung::OneHot => {
            "A word is like itself and at right angles to all others: to this rung “ship” and “boat” are as strange to each other as “ship” and “bread”."
        }
        Rung::TfIdf => "Weights stretch the vectors and do not turn them: as before, a word is like itself alone.",
        Rung::Ngram => {
            "Places are alike where the same tokens may come next. That hangs on the last N − 1 words and on nothing before them."
        }
        Rung::Word2vec => {
            "Words are alike that stood among the same words. The two places of one word are one vector, whatever it means there."
        }
        Rung::Elmo => {
            "The equal mix of three layers, read from both sides: two places of one word are no longer the same."
        }
        Rung::Attention => {
            "What the encoder’s last layer writes, the mean over a word’s pieces: each word has looked at all others on the way."
        }
    },
    all: "All rungs",
    all_note: "The same picture for each rung, on one scale. Press one to see it large; the digits 1 to 6 do the same.",
    vectors: |rung| format!("{rung}: the words’ vectors"),
    vectors_note: |n_drawn, d, rung| match rung {
        Rung::OneHot | Rung::TfIdf => format!(
            "{d} dimensions, one for each word of the corpus. Drawn are the {n_drawn} that this sentence uses; all others are 0."
        ),
        Rung::Ngram => format!(
            "How likely each of {d} tokens is to come next, after this word and the ones before it. Drawn are the {n_drawn} likeliest."
        ),
        _ => format!("{d} learnt numbers, of which none means anything by itself."),
    },
    word: "Word",
    dimension: "Dimension",
    value: "Value",
    cosine: "Cosine",
    no_vector: "no vector",
    summary: |title, n_rows, n_cols| format!("{title}: {} by {}.", many(n_rows, "row"), many(n_cols, "column")),
    likeness: |a, b, cosine| format!("“{a}” and “{b}” have a cosine of {cosine}."),
    number_of: |word, dimension| format!("The number of “{word}” at {dimension}."),
    not_drawn: "dimensions not drawn",
    attention: "Here attention begins",
    attention_note: "The weights of the encoder’s last layer, the mean over its heads: how much each piece of the sentence takes from each other one. A word may be several pieces, and [CLS] and [SEP] frame them. Where these numbers come from is what the following pages are about.",
    mean_weight: "Mean weight",
    probes: "Five probes",
    probes_note: |margin| {
        format!(
            "What each rung makes of sentences that differ in one thing. ✓: it tells them apart; ✗: it does not. A difference counts from {margin} on."
        )
    },
    probe_title: "Probe",
    probe: |probe| match probe {
        Probe::Order => "Word order",
        Probe::Synonyms => "Near-synonyms",
        Probe::Unseen => "A word never seen",
        Probe::Senses => "One word, two meanings",
        Probe::Distance => "A word far before",
    },
    question: |probe, words| match (probe, words) {
        (Probe::Order, _) => {
            "Are two sentences of the same words two things? Each is the mean of its words’ vectors.".into()
        }
        (Probe::Synonyms, [a, b, c, ..]) => format!("Is “{a}” nearer to “{b}” than to “{c}”?"),
        (Probe::Unseen, [a, b, ..]) => format!("“{a}” and “{b}” are in no corpus. Does each have a vector of its own?"),
        (Probe::Senses, [a, ..]) => format!("Is “{a}” nearer to itself in the same meaning than in another?"),
        (Probe::Distance, [a, ..]) => {
            format!("Does “{a}” notice that a word more than ten places before it is another one?")
        }
        _ => String::new(),
    },
    compared: |sentences| {
        let numbered: Vec<String> =
            sentences.iter().zip(["①", "②", "③"]).map(|(text, n)| format!("{n} {text}")).collect();
        numbered.join(" · ")
    },
    probe_head: ["Rung", "cos ① ②", "cos ① ③", "Why"],
    reason: |probe, rung| match (probe, rung) {
        (Probe::Order, Rung::OneHot | Rung::TfIdf | Rung::Word2vec) => "A mean forgets the order of what it is made of",
        (Probe::Order, Rung::Ngram) => "Each vector hangs on the N − 1 last words",
        (Probe::Order, Rung::Elmo) => "Each state hangs on what was read before it",
        (Probe::Order, Rung::Attention) => "Positions are added to the vectors",
        (Probe::Synonyms, Rung::OneHot | Rung::TfIdf) => "Any two words are at right angles",
        (Probe::Synonyms, Rung::Ngram) => "Alike is what the same tokens follow in the corpus",
        (Probe::Synonyms, Rung::Word2vec) => "Alike is what stood among the same words",
        (Probe::Synonyms, Rung::Elmo) => "So it learnt; and the same neighbours make all three alike",
        (Probe::Synonyms, Rung::Attention) => "So it learnt; and all look at the same neighbours",
        (Probe::Unseen, Rung::OneHot | Rung::TfIdf) => "No dimension stands for it",
        (Probe::Unseen, Rung::Ngram) => "All unknown words are one ⟨unknown⟩",
        (Probe::Unseen, Rung::Word2vec) => "Nothing was learnt for it",
        (Probe::Unseen, Rung::Elmo) => {
            "All unknown words begin as one vector; Chinese is read by characters, which are known"
        }
        (Probe::Unseen, Rung::Attention) => "It is cut into pieces that are known",
        (Probe::Senses, Rung::OneHot | Rung::TfIdf | Rung::Word2vec) => "One vector a word, whatever stands around it",
        (Probe::Senses, Rung::Ngram) => "Only the N − 1 last words count",
        (Probe::Senses, Rung::Elmo) => "The states know the sentence from both sides",
        (Probe::Senses, Rung::Attention) => "It has looked at the words around it",
        (Probe::Distance, Rung::OneHot | Rung::TfIdf | Rung::Word2vec) => "Nothing else in the sentence changes it",
        (Probe::Distance, Rung::Ngram) => "What is more than N − 1 back does not exist",
        (Probe::Distance, Rung::Elmo) => "Handed on from state to state; at each the gates forget some of it",
        (Probe::Distance, Rung::Attention) => "One step, however far away",
    },
};
