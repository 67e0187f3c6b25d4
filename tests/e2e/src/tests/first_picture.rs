//! It opens on a good example, in the reader's language, already computed.

use super::Test;
use crate::bench::bytes;
use crate::options::{Kind, Options};
use crate::page::Page;
use crate::picture::Numbers;
use crate::site::watched;
use anyhow::{Context, Result, ensure};
use heedmap::i18n::strings;
use heedmap::state::Language;
use serde_json::Value;
use std::fs;
use xtask::bundle::files;
use xtask::http::Server;

pub(super) const TESTS: &[Test] = &[
    Test::new("first-picture-in-english", |page| first_picture(page, Language::En)),
    Test::new("first-picture-in-chinese", |page| first_picture(page, Language::Zh)).in_chinese(),
    Test::new("address-without-its-last-slash", without_slash),
    Test::new("bytes-before-the-first-picture", few_bytes),
    Test::new("bytes-before-the-page-can-be-used", few_bytes_in_all).unless(no_relaxed_simd),
    Test::new("the-first-picture-stays-on-a-phone", |page| stays(page, 390, Language::En)),
    Test::new("the-first-picture-stays-on-a-laptop", |page| stays(page, 1440, Language::En)),
    Test::new("the-first-picture-stays-on-a-projector", |page| stays(page, 1920, Language::En)),
    Test::new("the-first-picture-stays-on-a-phone-in-chinese", |page| stays(page, 390, Language::Zh)).in_chinese(),
    Test::new("the-first-picture-stays-on-a-laptop-in-chinese", |page| stays(page, 1440, Language::Zh)).in_chinese(),
    Test::new("a-link-and-a-missing-program-do-without-the-first-picture", without_first),
];

/// Most bytes that may travel before the first picture is on the screen, in brotli.
const MOST_FIRST: usize = 215_000;
/// Most bytes that the page may want before it can be used, as they lie on the disk: a twentieth more than there are.
const MOST_BYTES: u64 = 7_880_000;
/// How far the map may move when the application takes over, in CSS pixels.
const MOST_MOVED: f64 = 1.0;

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

/// Only the program of the first picture comes before it, and no worker was started.
fn few_bytes(page: &Page) -> Result<()> {
    page.open("")?;
    ensure!(page.eval("__probe.first?.workers")? == 0, "the worker was started before the first picture was there");
    let asked = bytes::asked_for_first(page, page.options)?;
    let programs: Vec<&String> = asked.iter().filter(|name| name.ends_with(".wasm")).collect();
    ensure!(programs.len() == 1 && programs[0].ends_with("/first_bg.wasm"), "another program came first: {asked:?}");
    if page.kind != Kind::Chromium {
        return Ok(()); // the files are the same in any browser, and to compress them takes a while
    }
    let bytes = bytes::sent(page.options, &asked)?;
    ensure!(bytes <= MOST_FIRST, "{bytes} bytes before the first picture, {MOST_FIRST} at most: {asked:?}");
    Ok(())
}

/// What the first program shows is what the application will show, in the same place, in every frame until it does. In a
/// frame, since no browser makes its window as narrow as a phone.
fn stays(page: &Page, width: usize, language: Language) -> Result<()> {
    page.goto(&format!("{}frame.html?{width},844,", page.server.url()))?;
    page.enter_frame()?;
    page.ready()?;
    page.wait("the frames after the answer", "__probe.seen > 5")?;
    let (first, now) = (page.eval("__probe.first")?, page.eval("__probe.look()")?);
    let shown = |found: &Value, name: &str| found["shown"][name].clone();
    for name in now["shown"].as_object().context("nothing is shown")?.keys() {
        ensure!(
            shown(&first, name) == shown(&now, name),
            "{name} was {} and is {}",
            shown(&first, name),
            shown(&now, name)
        );
    }
    ensure!(shown(&first, "text") == strings(language).example, "the text was {}", shown(&first, "text"));
    ensure!(shown(&first, "cells").as_str().is_some_and(|url| url.len() > 200), "no cells were painted");
    Numbers::of_screen(page)?.wait_for_screen(page)?;
    let place: Vec<f64> = numbers(&now["place"]);
    let frames = page.eval("__probe.frames")?;
    for frame in frames.as_array().context("no frames")?.iter().chain([&first["place"]]) {
        let frame = numbers(frame);
        let is_there = frame.len() == place.len() && frame.iter().zip(&place).all(|(a, b)| (a - b).abs() <= MOST_MOVED);
        ensure!(is_there, "the map was at {frame:?} and is at {place:?}: {frames}");
    }
    Ok(())
}

fn numbers(list: &Value) -> Vec<f64> {
    list.as_array().into_iter().flatten().filter_map(Value::as_f64).collect()
}

/// A link's picture is another one, and whoever cannot have the first program has the application all the same.
fn without_first(page: &Page) -> Result<()> {
    page.open("#mask=causal")?;
    ensure!(page.eval("__probe.first === undefined")? == true, "a link opened on another picture than its own");
    let name = files(&page.options.dist)?.into_iter().find(|name| name.ends_with("/first_bg.wasm")).context("none")?;
    let server = Server::start(watched(page.options).with_file(&name, "no program"), 0)?;
    page.goto(&server.url())?;
    page.ready()?;
    ensure!(
        page.eval("__probe.first === undefined && !document.querySelector('#first')")? == true,
        "something is left"
    );
    Numbers::of_screen(page)?.wait_for_screen(page)
}

fn few_bytes_in_all(page: &Page) -> Result<()> {
    page.open("")?;
    let asked = bytes::asked_for(page, page.options)?;
    let programs = asked.iter().filter(|name| name.ends_with(".wasm")).count();
    ensure!(programs == 3, "not a first program, a page and a worker: {asked:?}");
    let bytes = asked.iter().map(|name| Ok(fs::metadata(page.options.dist.join(name))?.len())).sum::<Result<u64>>()?;
    ensure!(bytes <= MOST_BYTES, "{bytes} bytes before the page can be used, {MOST_BYTES} at most: {asked:?}");
    Ok(())
}
