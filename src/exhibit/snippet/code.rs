//! A Python script as it grows: its settings, the definitions that it needs, and its lines.

use super::Library;
use super::definitions::{DEFINITIONS, Definition};
use crate::i18n::Strings;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

/// Comments behind code begin in this column, so that the shapes stand below each other.
const COMMENT: usize = 52;
/// The widest line that a list is broken into.
const WIDTH: usize = 100;

/// A script that is being written.
pub(super) struct Code {
    /// What it is written with.
    pub(super) library: Library,
    /// The words of its comments.
    pub(super) s: &'static Strings,
    settings: BTreeMap<Setting, String>,
    needs: BTreeSet<Definition>,
    imports: BTreeSet<&'static str>,
    lists: String,
    body: String,
    depth: usize,
}

/// The names that stand in one line before all else, in this order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub(super) enum Setting {
    Seed,
    DModel,
    Dim,
    NHeads,
    NKvHeads,
    DHead,
    P,
}

impl Code {
    /// Nothing yet.
    pub(super) fn new(library: Library, s: &'static Strings) -> Self {
        Self {
            library,
            s,
            settings: BTreeMap::new(),
            needs: BTreeSet::new(),
            imports: BTreeSet::new(),
            lists: String::new(),
            body: String::new(),
            depth: 0,
        }
    }

    /// What is written differently in the two libraries.
    pub(super) fn either<T>(&self, numpy: T, torch: T) -> T {
        match self.library {
            Library::NumPy => numpy,
            Library::PyTorch => torch,
        }
    }

    /// One line, indented as deep as the script is.
    pub(super) fn line(&mut self, text: impl AsRef<str>) {
        self.body.push_str(&"    ".repeat(self.depth));
        self.body.push_str(text.as_ref());
        self.body.push('\n');
    }

    /// A line with a comment behind it.
    pub(super) fn noted(&mut self, text: impl AsRef<str>, comment: impl AsRef<str>) {
        let width = COMMENT.saturating_sub(4 * self.depth);
        self.line(format!("{:<width$}  # {}", text.as_ref(), plain(comment.as_ref())));
    }

    /// A comment on a line of its own.
    pub(super) fn comment(&mut self, text: impl AsRef<str>) {
        self.line(format!("# {}", plain(text.as_ref())));
    }

    /// An empty line.
    pub(super) fn gap(&mut self) {
        self.body.push('\n');
    }

    /// A line that opens a block, and what stands in the block.
    pub(super) fn block(&mut self, text: impl AsRef<str>, inside: impl FnOnce(&mut Self)) {
        self.line(text);
        self.depth += 1;
        inside(self);
        self.depth -= 1;
    }

    /// The script needs this name to have this value.
    pub(super) fn set(&mut self, name: Setting, value: &dyn Display) {
        self.settings.insert(name, value.to_string());
    }

    /// The script needs this definition.
    pub(super) fn need(&mut self, definition: Definition) {
        self.needs.insert(definition);
        self.needs.extend(definition.needs());
        let needs = [definition].into_iter().chain(definition.needs().iter().copied());
        self.imports.extend(needs.flat_map(|need| need.imports(self.library)));
    }

    /// The script needs this module of the standard library.
    pub(super) fn import(&mut self, module: &'static str) {
        self.imports.insert(module);
    }

    /// A list of texts with a name, above all else.
    pub(super) fn list<'a>(&mut self, name: &str, texts: impl Iterator<Item = &'a str>) {
        let items: Vec<String> = texts.map(literal).collect();
        self.lists.push_str(&format!("{name} = {}\n", list(&items)));
    }

    /// The whole script under a heading.
    pub(super) fn finish(self, heading: &str) -> String {
        let mut text = format!("# {}\n", plain(heading));
        self.imports.iter().for_each(|module| text.push_str(&format!("import {module}\n")));
        if !self.imports.is_empty() {
            text.push('\n');
        }
        text.push_str(self.either("import numpy as np\n\n", "import torch\n\n"));
        text.push_str(&self.lists);
        if !self.settings.is_empty() {
            let names: Vec<&str> = self.settings.keys().map(|&name| name.into()).collect();
            let values: Vec<&str> = self.settings.values().map(String::as_str).collect();
            text.push_str(&format!("{} = {}\n", names.join(", "), values.join(", ")));
        }
        let needed = DEFINITIONS.iter().filter(|definition| self.needs.contains(definition));
        for (definition, python) in needed.map(|definition| (definition, definition.text(self.library))) {
            if !python.is_empty() {
                text.push('\n');
                text.push_str(&definition.comment(self.s).map_or(String::new(), |comment| format!("# {comment}\n")));
                text.push_str(python);
            }
        }
        text.push('\n');
        text.push_str(&self.body);
        text
    }
}

/// Words as a comment can hold them: on one line, and in code a space is a space.
fn plain(words: &str) -> String {
    words.chars().map(|c| if c.is_control() || c == '\u{A0}' { ' ' } else { c }).collect()
}

/// A text as Python writes it. JSON's escapes are all Python's too, and of both only few are needed.
pub(super) fn literal(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A long text without spaces, broken into lines; whoever reads it has to leave the line ends out.
pub(super) fn block_of_text(text: &str) -> String {
    if text.len() < WIDTH / 2 {
        return literal(text);
    }
    let lines: Vec<String> = text.as_bytes().chunks(WIDTH).map(|line| String::from_utf8_lossy(line).into()).collect();
    format!("\"\"\"\n{}\n\"\"\"", lines.join("\n"))
}

/// Items in brackets, over as many lines as they need.
pub(super) fn list(items: &[String]) -> String {
    let one_line = format!("[{}]", items.join(", "));
    if one_line.chars().count() < WIDTH - 12 {
        return one_line;
    }
    let mut text = String::from("[");
    let mut column = WIDTH;
    for item in items {
        let width = item.chars().count() + 2;
        if column + width > WIDTH {
            text.push_str("\n   ");
            column = 3;
        }
        text.push_str(&format!(" {item},"));
        column += width;
    }
    text.push_str("\n]");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_one_literal_on_one_line() {
        assert_eq!(plain("a\nb\u{0}\u{A0}c"), "a b  c");
        assert_eq!(literal("a\"b\\c\nd\u{0}它🐈"), r#""a\"b\\c\nd\u0000它🐈""#);
    }

    #[test]
    fn long_lists_are_broken_between_items() {
        let items: Vec<String> = (0..100).map(|i| i.to_string()).collect();
        let text = list(&items);
        assert!(text.lines().all(|line| line.chars().count() <= WIDTH), "{text}");
        assert_eq!(
            text.replace("\n   ", "").replace(",\n]", "]").replace("[ ", "["),
            format!("[{}]", items.join(", "))
        );
        assert_eq!(list(&items[..2]), "[0, 1]");
    }
}
