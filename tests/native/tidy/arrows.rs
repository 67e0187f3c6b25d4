//! Who may name whom. Comments are free to name anybody: a link in them imports nothing.

use super::assert_none;
use super::source::{Source, file, names, rust};
use std::collections::BTreeSet;

/// Each room of the core and the rooms that it may name beside itself, in the order of `ARCHITECTURE.md`.
///
/// `state` may name enums only; a text can't tell an enum from a struct, so that part is the reviewer's.
const ROOMS: &[(&str, &[&str])] = &[
    ("num", &[]),
    ("file", &["num"]),
    ("text", &[]),
    ("repr", &["num", "text"]),
    ("model", &["num", "text"]),
    ("chart", &["num"]),
    ("state", &["num", "file", "model", "text", "repr", "chart"]),
    ("engine", &["num", "file", "text", "model", "repr"]),
    ("i18n", &["file", "model", "text", "repr", "state", "engine", "chart"]),
    ("exhibit", &["num", "file", "text", "model", "repr", "chart", "state", "engine", "i18n"]),
];

/// The programs. They may name anything, as `heedmap::<room>`, and nothing may name them.
pub(super) const PROGRAMS: &[&str] = &["app", "first", "worker"];

#[test]
fn every_room_is_in_the_table() {
    let files = rust(&["src"]);
    let rooms: BTreeSet<&str> = files.iter().map(Source::room).filter(|&room| room != "lib").collect();
    let known: BTreeSet<&str> = ROOMS.iter().map(|&(room, _)| room).chain(PROGRAMS.iter().copied()).collect();
    let apart: Vec<String> = rooms.symmetric_difference(&known).map(|room| format!("src/{room}")).collect();
    let rule = "The rooms of src/ and the table ROOMS in tests/native/tidy/arrows.rs differ. Add a new room there, \
                with the rooms that it may name, and to ARCHITECTURE.md; take away one that is gone.";
    assert_none(&apart, rule);
}

#[test]
fn rooms_name_only_the_rooms_before_them() {
    let mut broken = Vec::new();
    for source in rust(&["src"]) {
        let Some(&(room, may_name)) = ROOMS.iter().find(|&&(room, _)| room == source.room()) else { continue };
        let code = source.code();
        for (byte, named) in named_under_crate(&code) {
            if named != room && !may_name.contains(&named) {
                broken.push(format!("{}: {room} names crate::{named}", source.at(&code, byte)));
            }
        }
    }
    let rule = "A room names one that it must not know (the table ROOMS in tests/native/tidy/arrows.rs says which it \
                may). Move the code to the room that may know both, or hand the value in as an argument.";
    assert_none(&broken, rule);
}

/// `super::` that climbs out of its room would be a way around the table.
#[test]
fn other_rooms_are_named_from_the_crate() {
    let mut broken = Vec::new();
    for source in rust(&["src"]).iter().filter(|source| ROOMS.iter().any(|&(room, _)| room == source.room())) {
        // From `src/num/mod.rs` one step up leaves the room, from `src/num/tensor.rs` two; tests stand one step deeper.
        let depth = source.path.matches('/').count() - if source.path.ends_with("/mod.rs") { 2 } else { 1 };
        let climbs = |steps| move |line: &str| line.contains(&"super::".repeat(steps));
        broken.extend(source.lines(&source.shipped(), climbs(depth + 1)));
        broken.extend(source.lines(&source.code(), climbs(depth + 2)));
    }
    assert_none(&broken, "Write `crate::<room>` for a thing of another room, so that the arrows can be read.");
}

#[test]
fn nothing_names_the_programs() {
    let mut broken = Vec::new();
    for source in rust(&["src"]) {
        let code = source.code();
        let words: Vec<_> = names(&code).collect();
        for pair in words.windows(2) {
            let ((byte, before), (_, name)) = (pair[0], pair[1]);
            if PROGRAMS.contains(&name) && (before == "heedmap" || before == "mod" && source.room() == "lib") {
                broken.push(format!("{}: {before} {name}", source.at(&code, byte)));
            }
        }
        // The first picture is painted by the application's own files, so that it is the same.
        let is_of_app = |line: &str| source.room() == "first" && line.contains("\"../app/");
        broken.extend(source.lines(&code, |line| line.contains("#[path") && !is_of_app(line)));
    }
    assert_none(
        &broken,
        "app, first and worker are programs: nothing may import them, in no way. Move what is shared to a room.",
    );
}

#[test]
fn the_crate_declares_every_room() {
    let lib = file("src/lib.rs").code();
    let words: Vec<&str> = names(&lib).map(|(_, name)| name).collect();
    // `num` is a package, which the crate hands on.
    let is_declared = |room: &str| words.windows(2).any(|pair| pair == ["mod", room] || pair == ["as", room]);
    let missing: Vec<String> =
        ROOMS.iter().filter(|(room, _)| !is_declared(room)).map(|(room, _)| format!("mod {room};")).collect();
    assert_none(&missing, "src/lib.rs must declare every room, or its tests never run.");
}

/// What stands after each `crate::`, with its byte: the name, or each name of the group in braces.
fn named_under_crate(code: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    for (start, path) in code.match_indices("crate::") {
        if code[..start].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
            continue; // some other crate whose name ends so
        }
        let from = start + path.len();
        let mut depth = 0;
        let mut expects_name = true;
        for (i, c) in code[from..].char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 1 => expects_name = true,
                _ if c.is_whitespace() => {}
                _ if expects_name => {
                    expects_name = false;
                    let name = names(&code[from + i..]).next().map_or("", |(_, name)| name);
                    // `crate::*` has no name and may not be written.
                    found.push((from + i, if c == '*' { "*" } else { name }));
                }
                _ => {}
            }
            if depth == 0 && !expects_name {
                break;
            }
        }
    }
    found
}

#[test]
fn groups_of_rooms_are_taken_apart() {
    let code = "use crate::{num::{Tensor, View}, text};\nuse crate::model; crate::chart::f(); my_crate::x(); crate::*";
    let named: Vec<&str> = named_under_crate(code).into_iter().map(|(_, name)| name).collect();
    assert_eq!(named, ["num", "text", "model", "chart", "*"]);
}
