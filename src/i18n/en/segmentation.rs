//! English: Chinese words, by all methods side by side.

use crate::i18n::{Segmentation, zh};
use crate::text::segment::matching::{Direction, Rule};
use crate::text::segment::{Method, Why};

pub(super) const SEGMENTATION: Segmentation = Segmentation {
    title: "Chinese words",
    intro: "Chinese puts no space between words, so they must be found before anything else can begin. Five methods on your text, where they disagree, and why.",
    examples: "Examples",
    example_texts: zh::SEGMENTATION_EXAMPLES,
    no_text: "There is no text yet. Type a Chinese sentence above, or choose an example.",
    no_chinese: "There are no Chinese characters in this text, so there are no words to be found. Type some, or choose an example.",
    method: |method| match method {
        Method::Fmm => "forward",
        Method::Bmm => "backward",
        Method::Bimm => "bidirectional",
        Method::JiebaNoHmm => "most probable path",
        Method::Jieba => "path and HMM",
    },
    method_long: |method| match method {
        Method::Fmm => "Forward maximum matching (FMM)",
        Method::Bmm => "Backward maximum matching (BMM)",
        Method::Bimm => "Bidirectional matching (BiMM)",
        Method::JiebaNoHmm => "Most probable path (DAG)",
        Method::Jieba => "Path, and HMM for what it lacks (jieba)",
    },
    methods: "Five ways to cut your text",
    methods_note: |n| match n {
        0 => "All five agree everywhere.".into(),
        1 => "They disagree in one place, in a strong frame.".into(),
        n => format!("They disagree in {n} places, in strong frames."),
    },
    rule: |why| format!("Bidirectional matching: {why}."),
    stretch: |number, n, text| format!("Stretch {number} of {n}: {text}"),
    disputes: "Where they disagree, and why",
    disputes_note: |shown, n| {
        match (shown, n) {
        (_, 0) => "Nowhere in this text. Another example shows them apart; so may a word of your own.".into(),
        (shown, n) if shown < n => format!("{shown} of {n} places, from the stretch that is shown on."),
        _ => "ln p is the sum over the words of the cut, each by its frequency in the dictionary; a cut with words that the dictionary lacks has none.".into(),
    }
    },
    disputes_head: ["Where", "Method", "Cut", "ln p", "Why"],
    why: |method, why, words| match why {
        Why::Longest(_) if method == Method::Bmm => format!("from the right, the longest word is “{}”", words[0]),
        Why::Longest(_) => format!("from the left, the longest word is “{}”", words[0]),
        Why::Alone(_) if method == Method::Bmm => format!("no longer word ends with “{}”", words[0]),
        Why::Alone(_) => format!("no longer word begins with “{}”", words[0]),
        Why::Letters(_) => format!("letters and digits belong together: “{}”", words[0]),
        Why::Agree => "both directions agree".into(),
        Why::Rule { chosen, rule, n_words, n_singles } => {
            let chosen = if *chosen == Direction::Forward { "forward" } else { "backward" };
            match rule {
                Rule::FewerWords => {
                    format!("{chosen}, which has fewer words (forward {}, backward {})", n_words[0], n_words[1])
                }
                Rule::FewerSingles => format!(
                    "{chosen}: as many words, but fewer single characters (forward {}, backward {})",
                    n_singles[0], n_singles[1]
                ),
                Rule::Backward => {
                    "backward: neither has fewer words or fewer single characters, and backward is right more often"
                        .into()
                }
            }
        }
        Why::Probable => "no path has a higher sum of ln p".into(),
        Why::AsPath => "as the path: the HMM changes nothing here".into(),
        Why::Found(_) => {
            format!("the path leaves single characters; the HMM makes words of them: “{}”", words.join("”, “"))
        }
    },
    lattice: "The lattice",
    lattice_note: "Every word that the dictionary finds is an arc over its characters, with ln p of the word: its frequency by the total of all. Above, thick: the most probable path. Below: all other words. Pale arcs are characters that are no word; they count as if seen once.",
    lattice_best: "The best sum from here to the end",
    lattice_summary: |n_words, path, log_prob| {
        format!("{n_words} words as arcs over the characters. The most probable path is {path}, with ln p {log_prob}.")
    },
    route: "The route",
    route_note: "From right to left: at each place the word with the highest sum of its own ln p and the best sum behind it. Read from the top, the marked words are the path.",
    route_head: ["From", "Word", "Frequency", "ln p", "+ best behind it", "= sum", "Choice"],
    route_best: "best here",
    route_path: "on the path",
    trellis: "The HMM's trellis",
    trellis_note: "For characters that the path leaves alone. Each begins a word (B), is in its middle (M), ends it (E) or is one by itself (S). In a node: the best sum up to it, and under it ln of the probability of this character in this state. On a line: ln of the probability of passing on. Thick: the path that was chosen.",
    no_trellis: "Nothing to do here: the path leaves no two neighbours alone that the dictionary does not know together.",
    trellis_summary: |words| {
        format!("The states of each character and the ways between them. The chosen path makes {words}.")
    },
    sums: "The trellis in numbers",
    sums_note: "Every way into every state; the best of each state is kept.",
    sums_head: ["Character", "State", "From", "Best up to there", "+ passing", "+ character", "= sum", "Choice"],
    start: "start",
    words: "Your words",
    words_note: |n_words, total| {
        format!(
            "The dictionary has {n_words} words, counted {total} times. Add a word, count it anew, or take it away. For one that is not on the path, you read from which frequency on it would be."
        )
    },
    words_head: ["Word", "Before", "Now", "ln p", "On path"],
    on_path: |times, needed| match (needed, times) {
        (Some(needed), _) => format!("from {needed}"),
        (None, 0) => "no".into(),
        (None, 1) => "once".into(),
        (None, times) => format!("{times} times"),
    },
    removed: "taken away",
    word: "Word",
    frequency: "Frequency",
    frequency_hint: "as needed",
    set: "Set",
    take_away: "Take away",
    frequency_of: |word| format!("Frequency of “{word}”"),
    forget: |word| format!("Leave “{word}” as the dictionary has it"),
};
