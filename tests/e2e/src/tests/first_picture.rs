//! It opens on a good example, in the reader's language, already computed.

use super::Test;
use crate::bench::bytes;
use crate::options::{Kind, Options};
use crate::page::Page;
use crate::picture::Numbers;
use anyhow::{Result, ensure};
use heedmap::i18n::strings;
use heedmap::state::Language;
use std::fs;

pub(super) const TESTS: &[Test] = &[
    Test::new("first-picture-in-english", |page| first_picture(page, Language::En)),
    Test::new("first-picture-in-chinese", |page| first_picture(page, Language::Zh)).in_chinese(),
    Test::new("address-without-its-last-slash", without_slash),
    Test::new("bytes-before-the-first-picture", few_bytes).unless(no_relaxed_simd),
];

/// Most bytes that the page may want before its first picture, as they lie on the disk: a twentieth more than there are.
const MOST_BYTES: u64 = 5_600_000;

fn first_picture(page: &Page, language: Language) -> Result<()> {
    page.open("")?;
    let s = strings(language);
    let tag = if language == Language::Zh { "zh-Hans" } else { "en" };
    ensure!(page.eval("document.documentElement.lang")? == tag, "html lang is not {tag}");
    ensure!(page.eval("document.querySelector('#text').value")? == s.example, "the text is not the example");
    ensure!(page.text("h1")? == s.attention, "the heading is {}", page.text("h1")?);
    ensure!(page.eval("document.querySelectorAll('.multiple').length")? == 4, "not four heads");
    let tag = page.text(".panel.weights h2 .tag")?;
    ensure!(tag == (s.untrained)(1), "the tag beside the weights is {tag}");
    ensure!(page.eval("document.querySelectorAll('.message').length")? == 0, "a message: {}", page.text(".messages")?);
    ensure!(page.eval("location.hash")? == "", "opening wrote a hash");
    Numbers::of_screen(page)?.wait_for_screen(page)
}

fn without_slash(page: &Page) -> Result<()> {
    page.goto(page.server.url().trim_end_matches('/'))?;
    page.ready()
}

fn no_relaxed_simd(kind: Kind, _: &Options) -> Option<&'static str> {
    (kind != Kind::Chromium).then_some("files are counted where the worker is surely the one with relaxed SIMD")
}

fn few_bytes(page: &Page) -> Result<()> {
    page.open("")?;
    let asked = bytes::asked_for(page, page.options)?;
    ensure!(asked.iter().filter(|name| name.ends_with(".wasm")).count() == 2, "not a page and a worker: {asked:?}");
    let bytes = asked.iter().map(|name| Ok(fs::metadata(page.options.dist.join(name))?.len())).sum::<Result<u64>>()?;
    ensure!(bytes <= MOST_BYTES, "{bytes} bytes before the first picture, {MOST_BYTES} at most: {asked:?}");
    Ok(())
}
