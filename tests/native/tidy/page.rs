//! The page's own file, `www/index.html`: what it lets the browser load, and that it keeps to it.

use super::assert_none;
use super::source::{Source, file};

/// The strict policy: everything is forbidden but these. WebAssembly wants `wasm-unsafe-eval`; widths and places that
/// Rust sets on elements are style attributes.
const POLICY: &[&str] = &[
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self'",
    "connect-src 'self'",
    "style-src 'self'",
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
];

fn page() -> Source {
    file("www/index.html")
}

#[test]
fn the_policy_is_strict() {
    let page = page().text;
    let is_policy = |tag: &&str| tag.contains("http-equiv=\"Content-Security-Policy\"");
    let metas: Vec<&str> = tags(&page).map(|(_, tag)| tag).filter(is_policy).collect();
    let [meta] = metas[..] else { panic!("www/index.html must have one Content-Security-Policy, not {}", metas.len()) };
    let content = meta.split_once("content=\"").and_then(|(_, rest)| rest.split('"').next()).unwrap_or_default();
    let directives: Vec<&str> = content.split(';').map(str::trim).collect();
    let rule = "the policy in www/index.html is not the one in tests/native/tidy/page.rs; to loosen it, say there why";
    assert_eq!(directives, POLICY, "{rule}");
}

#[test]
fn the_policy_comes_before_what_it_governs() {
    let page = page().text;
    let place = |text| page.find(text).unwrap_or(page.len());
    let policy = place("Content-Security-Policy");
    let first = ["<script", "<link", "<img", "<style"].map(place).into_iter().min().unwrap();
    assert!(policy < first, "move the Content-Security-Policy of www/index.html above every link and script");
}

#[test]
fn no_script_or_style_is_inline() {
    let source = page();
    let page = &source.text;
    let mut broken = Vec::new();
    for (end, tag) in tags(page) {
        let is_allowed_script =
            !tag.starts_with("<script") || tag.contains(" src=") && page[end..].starts_with("</script>");
        let mut attributes = tag.split_whitespace().filter_map(|part| part.split_once('='));
        let is_inline = attributes.any(|(name, _)| name == "style" || name.starts_with("on"));
        if !is_allowed_script || is_inline || tag.starts_with("<style") || tag.contains("javascript:") {
            broken.push(format!("{}: {tag}", source.at(page, end)));
        }
    }
    assert_none(&broken, "The policy forbids inline scripts and styles: put them in a file of www/ and refer to it.");
}

/// Every tag from `<` to `>`, with the byte after it; no attribute of ours holds a `>`.
fn tags(page: &str) -> impl Iterator<Item = (usize, &str)> {
    page.match_indices('<').filter_map(|(start, _)| {
        let end = start + page[start..].find('>')? + 1;
        Some((end, &page[start..end]))
    })
}
