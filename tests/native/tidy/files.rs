//! What every Rust file is like.

use super::assert_none;
use super::source::{Source, TESTS, names, rust};

/// A file is a topic that reads as a lesson. The aim is 250 lines; past this nobody reads it in one go.
const MAX_LINES: usize = 300;

fn all() -> Vec<Source> {
    rust(&["src", "xtask", "tests", "benches"])
}

#[test]
fn files_are_short() {
    let lines = |source: &Source| source.text.lines().count();
    let long = all().into_iter().filter(|source| lines(source) > MAX_LINES);
    let long: Vec<String> = long.map(|source| format!("{}: {} lines", source.path, lines(&source))).collect();
    assert_none(&long, &format!("A file has at most {MAX_LINES} lines. Look for the seam and make two topics of it."));
}

#[test]
fn files_begin_by_saying_what_they_are() {
    let silent = all().into_iter().filter(|source| !source.text.starts_with("//! "));
    let silent: Vec<String> = silent.map(|source| source.path).collect();
    assert_none(&silent, "Begin the file with a `//!` comment: one sentence that says what it is, above all else.");
}

#[test]
fn nothing_is_left_for_later() {
    let marks = ["TO_DO", "FIX_ME", "X_XX", "HA_CK"].map(|mark| mark.replace('_', ""));
    let is_wrong = |line: &str| names(line).any(|(_, name)| marks.iter().any(|mark| mark == name));
    let broken: Vec<String> = all().iter().flat_map(|source| source.lines(&source.text, is_wrong)).collect();
    assert_none(&broken, "Do it now, or write an issue; the code holds no notes to oneself.");
}

#[test]
fn white_space_is_plain() {
    let mut broken = Vec::new();
    for source in all() {
        let is_wrong = |line: &str| line.contains(['\t', '\r']) || line.ends_with(char::is_whitespace);
        // Not `lines`, which would take the carriage return away.
        let lines = source.text.split('\n').enumerate().filter(|(_, line)| is_wrong(line));
        broken.extend(lines.map(|(i, _)| format!("{}:{}", source.path, i + 1)));
        if !source.text.ends_with('\n') || source.text.ends_with("\n\n") {
            broken.push(format!("{}: its end", source.path));
        }
    }
    let rule =
        "No tabs, no white space at the end of a line, and one line end at the end of the file: run `cargo fmt`.";
    assert_none(&broken, rule);
}

/// The lints say the same, but a lint can be allowed away; input must never reach a panic.
#[test]
fn nothing_that_ships_panics() {
    const PANICS: &[&str] = &[".unwrap()", ".expect(", "panic!", "unreachable!", "todo!", "unimplemented!"];
    let is_wrong = |line: &str| PANICS.iter().any(|panic| line.contains(panic));
    let broken: Vec<String> =
        rust(&["src"]).iter().flat_map(|source| source.lines(&source.shipped(), is_wrong)).collect();
    assert_none(&broken, "Return an error or a sensible value; only tests may panic.");
}

/// The rules above look at what stands before the tests, so nothing that ships may stand behind them.
#[test]
fn tests_are_the_end_of_their_file() {
    let mut broken = Vec::new();
    for source in rust(&["src"]) {
        let code = source.code();
        let Some((_, after)) = code.split_once(TESTS) else { continue };
        let is_last = after.find("\n}").is_some_and(|end| after[end..].trim() == "}");
        if !after.trim_start().starts_with("mod tests {") || !is_last {
            broken.push(source.path);
        }
    }
    assert_none(&broken, "Use #[cfg(test)] once in a file, for a `mod tests { … }` that ends it.");
}
