//! The colours of `www/style.css`, which CSS and canvas share: all there, light and dark, and text readable on them.

use super::assert_none;
use super::source::file;
use heedmap::chart::{Palette, Rgb};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Tokens in which text is written, and the grounds that it is written on.
const TEXT: &[&str] = &["--ink", "--muted", "--query", "--key", "--value", "--accent"];
const GROUNDS: &[&str] = &["--surface", "--ground"];

/// WCAG 2, level AA, for text of any size.
const MIN_CONTRAST: f64 = 4.5;

/// A theme's custom properties, with the selector of its rule.
type Theme = (&'static str, BTreeMap<String, String>);

#[test]
fn every_colour_of_a_figure_is_defined_in_light_and_dark() {
    let read = RefCell::new(Vec::new());
    // The palette itself says what it wants, so the list is nowhere written twice.
    Palette::read(|name| {
        read.borrow_mut().push(name.to_owned());
        None
    });
    let read = read.into_inner();
    let wanted: Vec<&str> = read.iter().map(String::as_str).chain(TEXT.iter().chain(GROUNDS).copied()).collect();
    let mut broken = Vec::new();
    for (selector, tokens) in themes() {
        for &name in &wanted {
            match tokens.get(name) {
                None => broken.push(format!("{selector} lacks {name}")),
                Some(value) if Rgb::parse(value).is_none() => broken.push(format!("{selector}: {name}: {value}")),
                Some(_) => {}
            }
        }
    }
    assert_none(
        &broken,
        "Define every token in both rules of www/style.css, each as #rrggbb, which canvas can read too.",
    );
}

#[test]
fn text_has_contrast_in_light_and_dark() {
    let mut broken = Vec::new();
    for (selector, tokens) in themes() {
        let luminance = |name: &&str| tokens.get(*name).and_then(|value| Rgb::parse(value)).map(Rgb::luminance);
        for (ground, text) in GROUNDS.iter().flat_map(|ground| TEXT.iter().map(move |text| (ground, text))) {
            // What is missing is told by the test above.
            let (Some(a), Some(b)) = (luminance(ground), luminance(text)) else { continue };
            let contrast = (a.max(b) + 0.05) / (a.min(b) + 0.05);
            if contrast < MIN_CONTRAST {
                broken.push(format!("{selector}: {text} on {ground} is {contrast:.2}:1"));
            }
        }
    }
    assert_none(&broken, &format!("Text needs a contrast of {MIN_CONTRAST}:1; change the colours in www/style.css."));
}

fn themes() -> [Theme; 2] {
    let css = without_comments(&file("www/style.css").text);
    [":root", "[data-theme=\"dark\"]"].map(|selector| {
        let tokens = custom_properties(&css, selector);
        assert!(!tokens.is_empty(), "www/style.css has no rule `{selector} {{ --name: #rrggbb; … }}`");
        (selector, tokens)
    })
}

/// The custom properties in the rules of exactly this selector, perhaps among others, that stand in no at-rule.
fn custom_properties(css: &str, selector: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let bare = selector.trim_start_matches(":root"); // a theme may be asked for with `:root` or without
    let mut outer = Vec::new();
    let mut from = 0;
    for (i, brace) in css.match_indices(['{', '}']) {
        let piece = &css[from..i];
        if brace == "{" {
            outer.push(piece.rsplit(';').next().unwrap_or_default().trim());
        } else {
            let is_it =
                outer.len() == 1 && outer[0].split(',').any(|one| one.trim().trim_start_matches(":root") == bare);
            let declarations = piece.split(';').filter_map(|declaration| declaration.split_once(':'));
            let custom = declarations.map(|(name, value)| (name.trim(), value.trim()));
            found.extend(
                custom
                    .filter(|(name, _)| is_it && name.starts_with("--"))
                    .map(|(name, value)| (name.into(), value.into())),
            );
            outer.pop();
        }
        from = i + 1;
    }
    found
}

fn without_comments(css: &str) -> String {
    let mut pieces = css.split("/*");
    let first = pieces.next().unwrap_or_default();
    let rest = pieces.map(|piece| piece.split_once("*/").map_or("", |(_, after)| after));
    std::iter::once(first).chain(rest).collect()
}

#[test]
fn rules_are_told_apart() {
    let css = "@import 'x'; :root { --a: #000000; color: red } /* :root { --b: 1 } */\n\
               :root[data-theme=\"dark\"], .x { --a: #ffffff; }\n@media print { :root { --a: 2 } }\n.y { --c: 3 }";
    let css = &without_comments(css);
    let only = |a: &str| BTreeMap::from([("--a".to_owned(), a.to_owned())]);
    assert_eq!(custom_properties(css, ":root"), only("#000000"));
    assert_eq!(custom_properties(css, "[data-theme=\"dark\"]"), only("#ffffff"));
}
