//! A text of 4,096 tokens, of which one head's map is kept at a time.

use super::Test;
use crate::page::Page;
use anyhow::{Context, Result, ensure};
use serde_json::json;

pub(super) const TESTS: &[Test] = &[Test::new("one-head-for-4096-tokens", one_head)];

fn one_head(page: &Page) -> Result<()> {
    page.open("#n_heads=2&d_model=16&mask=causal&language=en")?;
    let text: Vec<String> = (0..4_200).map(|i| format!("w{}", i % 700)).collect();
    page.set(json!({ "text": text.join(" ") }))?;
    let notice = "(document.querySelector('main')?.textContent ?? '')";
    page.wait("how to have more", &format!("{notice}.includes('One head at a time (More settings), up to 4096')"))?;
    page.click("details.more summary")?;
    page.click("#one-head")?;
    let shape = |n: usize| format!("document.querySelector('.panel.weights .sheet')?.dataset.shape === '{n},{n}'");
    page.wait("4,096 tokens", &shape(4_096))?;
    page.settle()?;
    ensure!(page.eval("!document.querySelector('.panel.heads')")? == true, "there are maps of other heads");

    // A row adds up, and its sum is followed to numbers that were not kept.
    page.set(json!({ "cell": "4000,17" }))?;
    let facts = "document.querySelector('.inspector')?.textContent ?? ''";
    page.wait("the row's sum", &format!("/Sum of the row\\s*(1\\.000|0\\.9999)/.test({facts})"))?;
    page.wait("the scores behind it", &format!("/max = /.test({facts})"))?;
    let first = page.eval("document.querySelector('.panel.weights canvas.cells').toDataURL().length")?;
    page.set(json!({ "head": 1 }))?;
    page.wait("the other head", "/head 2/i.test(document.querySelector('.panel.weights h2').textContent)")?;
    ensure!(first.as_u64().context("no picture")? > 1_000, "the picture is empty");

    // A program is handed the one map.
    let body = "const r = await heedmap.run({ text: args[0], n_heads: 2, d_model: 16, mask: 'causal', one_head: true, head: 1 }); \
                const row = r.weights.slice(2000 * 4096, 2001 * 4096); \
                return [r.shapes.weights, r.only, 'scores' in r, row.reduce((a, b) => a + b), row.slice(2001).every((w) => w === 0)];";
    let found = page.run_with(body, vec![text.join(" ").into()])?;
    ensure!(found[0] == json!([4_096, 4_096]) && found[1] == json!({ "layer": 0, "head": 1 }), "{found}");
    ensure!(found[2] == false && found[4] == true, "{found}");
    ensure!((found[3].as_f64().context("no sum")? - 1.0).abs() < 1e-4, "{found}");
    Ok(())
}
