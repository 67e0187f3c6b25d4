//! What computes, in the browsers that run it: both binaries, held against sums written out in JavaScript.

use super::Test;
use crate::options::Kind;
use crate::page::Page;
use anyhow::{Result, ensure};
use serde_json::json;

pub(super) const TESTS: &[Test] = &[Test::new("kernels-of-both-binaries", kernels)
    .unless(|_, options| options.beside.is_none().then_some("it wants the module that `cargo xtask` builds"))];

fn kernels(page: &Page) -> Result<()> {
    page.open("#language=en")?;
    let ran = page.run(include_str!("kernels.js"))?;
    let all = json!(["", "relaxed/"]);
    ensure!(ran == all || ran == json!([""]) && page.kind != Kind::Chromium, "only {ran} ran");
    Ok(())
}
