//! The core knows of no browser: a slip would be a compile error, and these rules keep it one.

use super::arrows::PROGRAMS;
use super::assert_none;
use super::source::{file, names, rust};

/// Crates that want a browser, in the spelling of code. One that merely begins so (`gloo_timers`) counts too.
const BROWSER: &[&str] = &[
    "console_error_panic_hook",
    "gloo",
    "js_sys",
    "plotters_canvas",
    "serde_wasm_bindgen",
    "wasm_bindgen",
    "wasm_streams",
    "web_sys",
    "web_time",
    "yew",
];

#[test]
fn browser_crates_are_named_by_the_programs_only() {
    let mut broken = Vec::new();
    for source in rust(&["src"]).iter().filter(|source| !PROGRAMS.contains(&source.room())) {
        let code = source.code();
        let named = names(&code).filter(|(_, name)| is_browser(name));
        broken.extend(named.map(|(byte, name)| format!("{}: {name}", source.at(&code, byte))));
    }
    let rule = "The core must not know of a browser. Move this to src/app or src/worker, and hand the core what it \
                needs as a value or a closure.";
    assert_none(&broken, rule);
}

#[test]
fn browser_crates_are_optional_and_behind_web() {
    let manifest = file("Cargo.toml").text;
    let (features, dependencies) = (entries(&manifest, "[features]"), dependencies(&manifest));
    let feature = |name| features.iter().find(|(feature, _)| feature == name).map_or("", |(_, value)| value);
    let mut broken = Vec::new();
    for (name, value) in dependencies.iter().filter(|(name, _)| is_browser(&name.replace('-', "_"))) {
        if !value.contains("optional = true") {
            broken.push(format!("{name} lacks `optional = true`"));
        }
        if !feature("web").contains(&format!("\"dep:{name}\"")) {
            broken.push(format!("{name} is not in the feature `web` as \"dep:{name}\""));
        }
    }
    if names(feature("default")).any(|(_, name)| name == "web") {
        broken.push("`default` turns `web` on".into());
    }
    assert!(dependencies.len() > 10, "only {} dependencies were read from Cargo.toml", dependencies.len());
    assert_none(
        &broken,
        "In Cargo.toml, whatever wants a browser is optional and behind `web`, which is off by default.",
    );
}

/// A feature that turns the core's own code on and off would leave some of it out of native tests.
#[test]
fn the_core_does_not_ask_for_the_web() {
    let mut broken = Vec::new();
    for source in rust(&["src"]).iter().filter(|source| !PROGRAMS.contains(&source.room())) {
        broken.extend(source.lines(&source.code(), |line| line.contains("feature = \"web\"")));
    }
    assert_none(&broken, "Code that only runs with `web` belongs in src/app or src/worker.");
}

fn is_browser(name: &str) -> bool {
    BROWSER.iter().any(|known| name.strip_prefix(known).is_some_and(|rest| rest.is_empty() || rest.starts_with('_')))
}

/// All normal dependencies, for every target, written as `name = …` or as `[dependencies.name]`.
fn dependencies(manifest: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for header in manifest.lines().filter(|line| line.starts_with('[')) {
        let inside = header.trim_start_matches('[').split(']').next().unwrap_or_default();
        let Some((before, after)) = inside.split_once("dependencies") else { continue };
        // Those of tests never reach the page, and those of the workspace are taken up by name elsewhere.
        if !(before.is_empty() || before.starts_with("target.") && before.ends_with('.')) {
            continue;
        }
        if after.is_empty() {
            found.extend(entries(manifest, header));
        } else if let Some(name) = after.strip_prefix('.') {
            let body = entries(manifest, header).into_iter().map(|(key, value)| format!("{key} = {value}\n"));
            found.push((name.into(), body.collect()));
        }
    }
    found
}

/// The keys and values under a header; a value's further lines are indented or close its bracket.
fn entries(manifest: &str, header: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    let section = manifest.lines().skip_while(|line| *line != header).skip(1).take_while(|line| !line.starts_with('['));
    for line in section.filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        match (line.split_once('='), found.last_mut()) {
            (Some((key, value)), _) if line.starts_with(char::is_alphanumeric) => {
                found.push((key.trim().into(), value.trim().into()));
            }
            (_, Some((_, value))) => value.extend([line, "\n"]),
            _ => {}
        }
    }
    found
}
