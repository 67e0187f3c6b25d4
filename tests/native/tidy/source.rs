//! Files as the rules read them: their path, their text, and their code without comments or tests.

use std::fs;
use std::path::Path;

/// A text file, its path relative to the repository with `/` between the parts.
pub(super) struct Source {
    pub(super) path: String,
    pub(super) text: String,
}

/// One file, which must be there.
pub(super) fn file(path: &str) -> Source {
    let text = fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    Source { path: path.into(), text }
}

/// Every text file under a folder, `""` being the whole repository; what git ignores is left out.
pub(super) fn under(folder: &str) -> Vec<Source> {
    let ignored = file(".gitignore").text;
    let mut ignored: Vec<&str> = ignored.lines().map(|line| line.trim().trim_matches('/')).collect();
    ignored.push(".git");
    let mut found = Vec::new();
    walk(folder, &ignored, &mut found);
    found
}

/// Every Rust file under these folders.
pub(super) fn rust(folders: &[&str]) -> Vec<Source> {
    let found: Vec<Source> =
        folders.iter().flat_map(|folder| under(folder)).filter(|f| f.path.ends_with(".rs")).collect();
    assert!(!found.is_empty(), "no Rust files in {folders:?}");
    found
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn walk(folder: &str, ignored: &[&str], found: &mut Vec<Source>) {
    let Ok(entries) = fs::read_dir(root().join(folder)) else { return };
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    for name in names.iter().filter(|name| !ignored.contains(&name.as_str())) {
        let path = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
        let full = root().join(&path);
        if full.is_symlink() {
            continue; // its target is read where it stands, or is not ours
        } else if full.is_dir() {
            walk(&path, ignored, found);
        } else if let Ok(text) = String::from_utf8(fs::read(&full).unwrap()) {
            found.push(Source { path, text });
        }
    }
}

/// The attribute before a file's tests; by convention they are the last thing in it.
pub(super) const TESTS: &str = "#[cfg(test)]";

impl Source {
    /// The code without its comments. Line numbers stay.
    pub(super) fn code(&self) -> String {
        without_comments(&self.text)
    }

    /// The code without comments and tests.
    pub(super) fn shipped(&self) -> String {
        let mut code = self.code();
        code.truncate(code.find(TESTS).unwrap_or(code.len()));
        code
    }

    /// The room of `src/` that this file belongs to: a folder, or a file beside `lib.rs`.
    pub(super) fn room(&self) -> &str {
        let inside = self.path.strip_prefix("src/").unwrap_or_default();
        inside.split('/').next().unwrap_or_default().trim_end_matches(".rs")
    }

    /// The lines of `text`, some form of this file's, that are wrong, each with its place.
    pub(super) fn lines(&self, text: &str, is_wrong: impl Fn(&str) -> bool) -> Vec<String> {
        let lines = text.lines().enumerate().filter(|(_, line)| is_wrong(line));
        lines.map(|(i, line)| format!("{}:{}: {}", self.path, i + 1, line.trim())).collect()
    }

    /// A place in `text`, some form of this file's, by byte.
    pub(super) fn at(&self, text: &str, byte: usize) -> String {
        format!("{}:{}", self.path, text[..byte].matches('\n').count() + 1)
    }
}

/// The identifiers and keywords of some code, with the byte where each begins.
pub(super) fn names(code: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + code[from..].find(is_part)?;
        let len = code[start..].find(|c| !is_part(c)).unwrap_or(code.len() - start);
        from = start + len;
        Some((start, &code[start..from]))
    })
}

/// Takes comments out of Rust, but for their line ends. Strings are stepped over, since `//` in one is no comment.
fn without_comments(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let comment = comment(rest);
        let len = comment.unwrap_or_else(|| match c {
            '"' => string(rest, &code),
            '\'' => character(rest),
            _ => c.len_utf8(),
        });
        let (piece, after) = rest.split_at(len);
        code.extend(piece.chars().filter(|&c| comment.is_none() || c == '\n'));
        rest = after;
    }
    code
}

/// The length of the comment that begins here.
fn comment(rest: &str) -> Option<usize> {
    if rest.starts_with("//") {
        return Some(rest.find('\n').unwrap_or(rest.len()));
    }
    let mut depth = usize::from(rest.starts_with("/*")); // these nest in Rust
    let mut len = 2;
    while depth > 0 && len < rest.len() {
        let here = rest.get(len..).unwrap_or_default();
        let step = if here.starts_with("/*") || here.starts_with("*/") { 2 } else { 1 };
        depth = if here.starts_with("/*") { depth + 1 } else { depth - usize::from(step == 2) };
        len += step;
    }
    rest.starts_with("/*").then_some(len)
}

/// The length of the string literal that begins here; `before` tells whether it is raw.
fn string(rest: &str, before: &str) -> usize {
    let prefix = before.trim_end_matches('#');
    if prefix.ends_with('r') {
        let end = format!("\"{}", &before[prefix.len()..]);
        return rest[1..].find(&end).map_or(rest.len(), |i| 1 + i + end.len());
    }
    let mut escaped = false;
    let end = rest[1..].find(|c| {
        let ends = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    });
    end.map_or(rest.len(), |i| i + 2)
}

/// The length of the character literal that begins here, or of the lifetime's mark.
fn character(rest: &str) -> usize {
    let mut inside = rest[1..].chars();
    match (inside.next(), inside.next()) {
        // The first character after the backslash may itself be a quote.
        (Some('\\'), Some(c)) => rest[2 + c.len_utf8()..].find('\'').map_or(rest.len(), |i| 3 + c.len_utf8() + i),
        (Some(c), Some('\'')) => c.len_utf8() + 2,
        _ => 1,
    }
}

#[test]
fn comments_are_told_from_strings() {
    for (text, code) in [
        ("a // b\nc", "a \nc"),
        ("a /* b /* \n */ c */ d", "a \n d"),
        (r#"let a = "// no \" // no"; // yes"#, r#"let a = "// no \" // no"; "#),
        ("r#\"a \" // no\"# // yes", "r#\"a \" // no\"# "),
        (r"['/', '\'', '\\', '它', '\u{1}'] // yes", r"['/', '\'', '\\', '它', '\u{1}'] "),
        ("&'a str, '\"' // \"yes", "&'a str, '\"' "),
    ] {
        assert_eq!(without_comments(text), code);
    }
}
