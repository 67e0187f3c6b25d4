//! What is saved is what is shown: the files of the buttons and of `heedmap.export`, read again.

use super::Test;
use crate::page::Page;
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

pub(super) const TESTS: &[Test] = &[
    Test::new("saved-numbers-are-those-shown", numbers),
    Test::new("saved-pictures-are-pictures", pictures),
    Test::new("a-saved-matrix-is-read-again", read_again),
    Test::new("the-screen-as-a-script", script),
];

/// Keeps what would go to the reader's disk: the bytes and the name of each download.
const CATCH: &str = "window.caught = []; \
    const make = URL.createObjectURL; let last; \
    URL.createObjectURL = (blob) => { last = blob; return make.call(URL, blob); }; \
    HTMLAnchorElement.prototype.click = function () { caught.push({ name: this.download, blob: last }); };";

/// Chooses a format in a panel's menu and returns the file's name, type and bytes.
fn save(page: &Page, panel: &str, format: &str) -> Result<Value> {
    page.eval("caught.length = 0")?;
    page.click(&format!(".panel.{panel} .save summary"))?;
    page.eval_with(
        "[...document.querySelectorAll(`.panel.${args[0]} .save button`)].find((one) => one.textContent === args[1]).click()",
        vec![panel.into(), format.into()],
    )?;
    page.wait("the file", "caught.length === 1")?;
    ensure!(
        page.eval(&format!("document.querySelector('.panel.{panel} .save').open"))? == false,
        "the menu stays open"
    );
    page.run(
        "const { name, blob } = caught[0]; \
         return { name, type: blob.type, bytes: [...new Uint8Array(await blob.arrayBuffer())] };",
    )
}

/// The same file by program.
fn export(page: &Page, options: Value) -> Result<Value> {
    page.run_with(
        "const file = await heedmap.export(args[0]); \
         return { name: file.name, type: file.type, bytes: [...file.bytes], text: file.text ?? null };",
        vec![options],
    )
}

fn numbers(page: &Page) -> Result<()> {
    page.open("#language=en&mask=causal&head=1&text=I%20like%20it,%20%22you%22")?;
    page.run(CATCH)?;
    let csv = save(page, "weights", "CSV")?;
    ensure!(
        csv["name"] == "heedmap-weights-head-2.csv" && csv["type"] == "text/csv",
        "{}: {}",
        csv["name"],
        csv["type"]
    );
    let by_program = export(page, json!({ "format": "csv" }))?;
    ensure!(csv["bytes"] == by_program["bytes"], "the button and heedmap.export differ");
    let same = page.run_with(
        "const r = await heedmap.run({ text: 'I like it, \"you\"', mask: 'causal' }); const n = r.tokens.length; \
         const expected = [...r.weights.slice(n * n, 2 * n * n)]; \
         const rows = args[0].trim().split('\\n').slice(1).map((row) => row.split(',').slice(-n).map(Number)); \
         const npy = await heedmap.export({ format: 'npy' }); const header = new DataView(npy.bytes.buffer).getUint16(8, true); \
         const floats = [...new Float32Array(npy.bytes.slice(10 + header).buffer)]; \
         const all = await heedmap.export({ format: 'npy', figure: 'heads' }); \
         return [rows.flat().every((w, i) => Math.fround(w) === expected[i]), rows.length === n, \
            floats.join() === expected.join(), new TextDecoder().decode(all.bytes.slice(0, 128)).includes(`(4, ${n}, ${n})`)];",
        vec![by_program["text"].clone()],
    )?;
    ensure!(same == json!([true, true, true, true]), "csv, its rows, npy, all heads: {same}");
    let latex = export(page, json!({ "format": "latex" }))?;
    let text = latex["text"].as_str().unwrap_or_default();
    ensure!(text.contains("\\begin{bmatrix}\n1.0000 & 0.0000"), "{text}");
    for (options, words) in [
        (json!({ "format": "gif" }), "“format” must be one of svg, png, csv, npy, latex, numpy, pytorch."),
        (json!({ "format": "svg", "figure": "strip" }), "“figure” must be one of weights, heads, mask, tokens."),
    ] {
        let said =
            page.run_with("return heedmap.export(args[0]).then(() => '', (error) => error.message)", vec![options])?;
        ensure!(said == words, "{said}");
    }
    Ok(())
}

fn pictures(page: &Page) -> Result<()> {
    page.open("#language=zh&exhibit=heads&n_layers=2&mask=causal")?;
    page.run(CATCH)?;
    for figure in ["weights", "heads", "grid", "mean"] {
        let svg = export(page, json!({ "format": "svg", "figure": figure }))?;
        let sizes = page.eval_with(
            "(() => { const xml = new DOMParser().parseFromString(args[0], 'image/svg+xml'); \
             return xml.querySelector('parsererror') ? 0 : [xml.querySelectorAll('image').length, \
                Number(xml.documentElement.getAttribute('width')), xml.querySelectorAll('text').length]; })()",
            vec![svg["text"].clone()],
        )?;
        let at_least = |index: usize, least: u64| sizes[index].as_u64().is_some_and(|found| found >= least);
        ensure!(at_least(0, 1) && at_least(1, 300) && at_least(2, 3), "{figure}: images, width, texts: {sizes}");
        let png = save(page, figure, "PNG")?;
        ensure!(png["type"] == "image/png", "{}", png["type"]);
        let picture = page.run_with(
            "const image = await createImageBitmap(new Blob([new Uint8Array(args[0])], { type: 'image/png' })); \
             const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height }); \
             const context = canvas.getContext('2d'); context.drawImage(image, 0, 0); \
             const data = new Uint32Array(context.getImageData(0, 0, image.width, image.height).data.buffer); \
             return [image.width, new Set(data).size];",
            vec![png["bytes"].clone()],
        )?;
        let wide = sizes[1].as_u64().context("no width")?;
        ensure!(picture[0] == wide * 2, "{figure} is {} pixels wide, drawn {wide}", picture[0]);
        ensure!(picture[1].as_u64().is_some_and(|colours| colours > 20), "{figure} has {} colours", picture[1]);
    }
    Ok(())
}

/// A matrix that was saved is brought back as the reader's own, and is the same again.
fn read_again(page: &Page) -> Result<()> {
    page.open("#language=en&stage=w_q&d_model=8&n_heads=2")?;
    let first = export(page, json!({ "format": "csv" }))?;
    ensure!(first["name"] == "heedmap-w_q.csv", "{}", first["name"]);
    page.set(json!({ "seed": 7 }))?;
    let other = export(page, json!({ "format": "csv" }))?;
    ensure!(first["bytes"] != other["bytes"], "another seed gave the same matrix");
    page.eval("document.querySelectorAll('details').forEach((one) => { one.open = true; })")?;
    page.select("#bring-stage", "w_q")?;
    page.eval_with("document.querySelector('#bring-numbers').value = args[0]", vec![first["text"].clone()])?;
    page.click("#bring-use")?;
    page.until(|| {
        let now = export(page, json!({ "format": "csv" }))?;
        ensure!(now["bytes"] == first["bytes"], "the matrix came back otherwise");
        Ok(())
    })
}

fn script(page: &Page) -> Result<()> {
    page.open("#language=en&mask=causal")?;
    page.run(CATCH)?;
    page.click(".code summary")?;
    page.wait("the script", "document.querySelector('.code code').textContent.includes('import numpy as np')")?;
    page.click("#code-pytorch")?;
    page.wait("the other one", "document.querySelector('.code code').textContent.includes('import torch')")?;
    page.set(json!({ "mask": "none", "seed": 5 }))?;
    page.wait("it follows the screen", "/seed.* = 5,/.test(document.querySelector('.code code').textContent)")?;
    page.eval("caught.length = 0")?;
    page.click("#save-code")?;
    let same = page.run(
        "const text = await caught[0].blob.text(); const file = await heedmap.export({ format: 'pytorch' }); \
         return [caught[0].name, text === file.text, text === document.querySelector('.code code').textContent];",
    )?;
    ensure!(same == json!(["heedmap-pytorch.py", true, true]), "{same}");
    Ok(())
}
