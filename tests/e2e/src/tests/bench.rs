//! Every scenario of the benchmark still does what it says. How fast is not asked here.

use super::Test;
use crate::bench;
use crate::options::Kind;
use crate::page::Page;
use anyhow::{Result, ensure};
use serde_json::Value;

pub(super) const TESTS: &[Test] = &[Test::new("scenarios-of-the-benchmark", scenarios)
    .unless(|kind, _| (kind != Kind::Chromium).then_some("the benchmark is for Chromium"))];

fn scenarios(page: &Page) -> Result<()> {
    for name in bench::open(page)? {
        let calls = page.eval_with("bench.scenarios[args[0]].calls === true", vec![name.as_str().into()])? == true;
        let module = page.eval_with("bench.scenarios[args[0]].module === true", vec![name.as_str().into()])? == true;
        if (calls || module) && page.options.beside.is_none() {
            continue; // a module that `cargo xtask` builds is what would be called
        }
        let found = bench::prepare(page, &name)?;
        let contenders = found["contenders"].as_array().cloned().unwrap_or_default();
        ensure!(contenders.first().is_some_and(|first| first["name"] == "heedmap"), "{name} measures {found}");
        for contender in contenders.iter().filter_map(|contender| contender["name"].as_str()) {
            let before = shown(page)?;
            bench::begin(page, &name, contender, 1, 0)?;
            let times = bench::turn(page, &name, contender, 1, 1)?; // the picture after the first
            // The clock that a page is given ticks ten times in a millisecond: a call may be over before it does.
            let is_time = |&time: &f64| time > 0.0 || calls && time == 0.0;
            ensure!(!times.is_empty() && times.iter().all(is_time), "{name}, {contender}: {times:?}");
            page.settle()?;
            ensure!(calls || contender != "heedmap" || shown(page)? != before, "{name} shows what it had shown before");
        }
    }
    Ok(())
}

/// All cells, and the map, on the page as a number, and what there is to read.
fn shown(page: &Page) -> Result<Value> {
    let seen = "[[...document.querySelectorAll('canvas.cells, .sheet.map canvas')].reduce((sum, canvas) => \
        canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data \
            .reduce((sum, byte) => (sum * 31 + byte) % 1e9, sum), 0), \
        document.querySelector('main').textContent]";
    page.eval(seen)
}
