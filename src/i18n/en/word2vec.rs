//! English: word2vec.

use crate::i18n::Word2vec;
use crate::repr::word2vec::file::FileFault;
use crate::repr::word2vec::shipped::Shipped;
use crate::repr::word2vec::{Architecture, Objective};

pub(super) const WORD2VEC: Word2vec = Word2vec {
    title: "Word2vec",
    intro: "Words that stand beside the same words get similar vectors. CBOW guesses a word from the words around it, Skip-gram the words around from the word; each guess moves a few vectors a little.",
    example: include_str!("word2vec.txt"),
    example_questions: ["king", "queen", "king man woman"],
    shipped_questions: ["son", "daughter", "woman man son"],
    shipped_name: |shipped| match shipped {
        Shipped::En => "Ready vectors: English",
        Shipped::Zh => "Ready vectors: Chinese",
    },
    shipped_note: |n_words, dimension| {
        format!(
            "{n_words} words, {dimension} numbers each, learnt by Skip-gram from a million words of presidents, Moby-Dick and the Bible, or of Chinese idioms, poems and dialogues. What they score stands in their card. Neighbours and the map are theirs."
        )
    },
    example_note: "The example’s words are cut at spaces.",
    nothing: "There is no text yet. Write or paste one above, a sentence a line.",
    too_rare: "No word is there as often as it must be. Lower the minimum count under More settings.",

    architecture: "Vectors of",
    architecture_names: ["CBOW", "Skip-gram"],
    architecture_name: |one| match one {
        Architecture::Cbow => "CBOW",
        Architecture::SkipGram => "Skip-gram",
    },
    objective: "Guesses against",
    objective_name: |objective| match objective {
        Objective::Softmax => "all words (softmax)",
        Objective::NegativeSampling => "a few (negative sampling)",
        Objective::HierarchicalSoftmax => "a tree (hierarchical softmax)",
    },
    window: "Window",
    vector_size: "Dimensions d",
    negatives: "Negatives k",
    epochs: "Epochs",
    rate: "Learning rate η",
    subsample: "Subsample above",
    min_count: "Minimum count",
    near_field: "Word",
    compared: "Compare with",
    analogy: "a − b + c",
    analogy_hint: "king man woman",
    save: "Save vectors",
    load: "Load vectors…",
    unload: "Back to training",
    go_on: "Train on from these",
    unstart: "Start from chance",
    reset: "Reset",

    step: |step| match step {
        0 => "Nothing is learnt yet".into(),
        100 => "The training is done".into(),
        step => format!("{step}\u{A0}% of the training"),
    },
    started: |n, name| format!("Words that start from their vector in “{name}”: {n}; the others start from chance."),
    learnt: |n_sentences, n_tokens, n_words| {
        format!("Sentences: {n_sentences}. Tokens: {n_tokens}. Words with a vector: {n_words}.")
    },
    rare: |n| format!("Left out as too rare: {n}."),
    full: |n_words, n_distinct| {
        format!(
            "There is room for the {n_words} most frequent of {n_distinct} words; smaller vectors make room for more."
        )
    },
    diverged: |name, step| {
        format!(
            "{name} diverged after {}\u{A0}%: the loss grew beyond that of guessing blindly, so it stopped, and its vectors are the last good ones. Lower the learning rate.",
            step - 1
        )
    },
    stopped_early: |step| {
        format!("It is a long training, so only the first {step}\u{A0}% were done by themselves; play goes on.")
    },
    file: "Vectors of a file",
    file_note: |n_words, dimension| {
        format!("{n_words} words, {dimension} numbers each. Neighbours and the map are the file’s.")
    },
    fault: |fault| {
        match fault {
        FileFault::Header => "The file cannot be read: its first line must be two whole numbers, how many words and how many numbers each.".into(),
        FileFault::Dimension(most) => format!("The file cannot be read: a vector must have 1 to {most} numbers (line 1)."),
        FileFault::TooMany(most) => format!("The file has too many words (line 1): there is room for {most} of this length."),
        FileFault::Length { line, found, expected } => {
            format!("The file cannot be read: line {line} has {found} numbers where there should be {expected}.")
        }
        FileFault::Number { line, found } => format!("The file cannot be read: in line {line}, “{found}” is not a finite number."),
        FileFault::Dimensions { found, wanted } => format!(
            "No training can go on from these vectors: they have {found} numbers each, and Dimensions d is {wanted}. Set it to {found}, or start from chance."
        ),
        FileFault::Twice { line } => format!("The file cannot be read: the word of line {line} was there before."),
        FileFault::Lines { found, expected } => {
            format!("The file cannot be read: line 1 promises {expected} words, and there are {found}.")
        }
    }
    },
    loss: |name| format!("Loss, {name}"),
    loss_note: |n_pairs| format!("On average over the guesses of each part. Guesses learnt from: {n_pairs}."),
    loss_y: "Loss of a guess, nats",
    parts: "Training, %",
    loss_summary: |name, n, last| format!("The loss of {name} over {n}\u{A0}% of the training; it is {last} at last"),

    map: |name| format!("Map of the words, {name}"),
    map_note: |n_shown, n_words| {
        match n_shown == n_words {
        true => "The two directions in which the vectors differ most (PCA). Click a point to look at its word: it is orange then, the words nearest to it and those of the sum are blue-green.".into(),
        false => format!(
            "The {n_shown} most frequent words in the two directions in which they differ most (PCA). Click a point to look at its word: it is orange then, the words nearest to it and those of the sum are blue-green."
        ),
    }
    },
    map_how: |is_touched| match is_touched {
        true => "Pinch to zoom, drag to move.",
        false => "Ctrl and the wheel zoom, dragging moves, and so do + − 0 and the arrow keys.",
    },
    map_summary: |n| format!("A map of {n} words, on which similar ones are near each other"),
    component: |which, share| format!("Component {which}, {share} of the variance"),
    closer: "Closer",
    farther: "Farther",
    whole_map: "Whole map",
    near: |word| match word {
        "" => "Neighbours".into(),
        word => format!("Neighbours of “{word}”"),
    },
    near_none: "Write a word, or click one on the map.",
    cosine: "cosine",
    alike: |a, b, cosines| match cosines {
        [cbow, skip_gram] => format!("cos({a}, {b}) = {cbow} by CBOW, {skip_gram} by Skip-gram."),
        all => format!("cos({a}, {b}) = {}.", all.join(", ")),
    },
    unknown: |words| format!("Not in the vocabulary: {words}."),
    analogy_note: "The words nearest to the sum of unit vectors, the three themselves left out. In the example, king and queen, father and mother come out; capitals and countries often do not: beside each other in a sentence, they become neighbours instead of parallels.",
    analogy_none: "Write three words a b c: which word is to c as a is to b?",
    over_time: |word, name| format!("The vector of “{word}” over time, {name}"),
    over_time_note: |_| "A row every 5\u{A0}% of the training. At first the numbers are random and small.".into(),
    over_time_summary: |word, n_times, dimension| {
        format!("The {dimension} numbers of {word} at {n_times} times of the training")
    },
    value: "Value",

    window_title: |pair| format!("One guess after the other: guess {pair} from here"),
    window_note: |step, (index, n)| {
        format!(
            "The guesses that the training takes next, after {step}\u{A0}% of it. CBOW takes this place as one guess, Skip-gram as {n}, of which this is number {}. How far it looks here was drawn, up to the window.",
            index + 1
        )
    },
    sentence: "The sentence",
    beside: "Beside the word",
    guess: |name, inputs, target| format!("{name}: {inputs} → {target}"),
    guess_head: ["asked about", "right y", "score s = u · h", "p", "gradient p − y"],
    likeliest: |shown, n| format!("The right one, and the likeliest of the others: {shown} of {n}."),
    node: |number| format!("node {number}"),
    loss_of: |sum| format!("Loss = {sum}."),
    moves: |name| format!("{name}: what the guess changes"),
    moves_note: |of, rate, n, n_written, dimension| {
        let shared = match of {
            Architecture::Cbow => format!("v − η e / {n}"),
            Architecture::SkipGram => "v − η e".into(),
        };
        format!(
            "η = {rate}. Output vectors: u − η · gradient · h; input vectors: {shared}, where e = Σ gradient · u. The first {n_written} of {dimension} numbers."
        )
    },
    moves_head: ["Vector", "before", "after"],
    rank: "Rank",
    vector_of: |word| format!("v({word})"),
    output_of: |name| format!("u({name})"),
    hidden: "h, the mean",
    error: "e",
};
