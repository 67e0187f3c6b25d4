//! `window.heedmap`, for teachers' pages, notebooks and these tests.

use super::Test;
use crate::page::Page;
use anyhow::{Result, ensure};
use heedmap::model::Stage;
use serde_json::{Value, json};

pub(super) const TESTS: &[Test] = &[
    Test::new("api-run", run),
    Test::new("api-refuses", refuses),
    Test::new("api-concurrent-runs", concurrent),
    Test::new("api-state", state),
    Test::new("api-waits-for-the-picture", picture),
];

fn run(page: &Page) -> Result<()> {
    page.open("#mask=causal&n_heads=2")?;
    // What a run is about is what it is told: nothing of the screen but the language.
    let script = "const r = await heedmap.run(args[0]); \
        const kind = (x) => Object.prototype.toString.call(x).slice(8, -1); \
        return { tokens: r.tokens, n_found: r.n_found, notice: r.notice, config: r.config, shapes: r.shapes, \
            lengths: Object.fromEntries(Object.keys(r.shapes).map((name) => [name, r[name].length])), \
            kinds: Object.keys(r.shapes).map((name) => kind(r[name])) };";
    let result = page.run_with(script, vec![json!({ "text": "它 was 🐈", "seed": 3 })])?;
    let token =
        |text: &str, id: u32, start: usize, end: usize| json!({ "text": text, "id": id, "start": start, "end": end });
    let tokens = json!([token("它", 0, 0, 3), token("was", 1, 4, 7), token("🐈", 2, 8, 12)]);
    ensure!(result["tokens"] == tokens, "the tokens are {}", result["tokens"]);
    ensure!(result["n_found"] == 3 && result["notice"].is_null(), "{}", result["notice"]);
    let config = json!({ "d_model": 64, "n_heads": 4, "d_head": 16, "seed": 3, "mask": "none" });
    ensure!(result["config"] == config, "the sizes are {}", result["config"]);
    for stage in Stage::ALL {
        let (name, shape) = (stage.name(), &result["shapes"][stage.name()]);
        let size: u64 = shape.as_array().into_iter().flatten().filter_map(Value::as_u64).product();
        ensure!(shape.is_array() && result["lengths"][name] == size, "{name}: {shape}, {}", result["lengths"][name]);
    }
    ensure!(result["shapes"]["weights"] == json!([4, 3, 3]), "weights are {}", result["shapes"]["weights"]);
    let kinds = result["kinds"].as_array().cloned().unwrap_or_default();
    ensure!(kinds.len() == Stage::ALL.len() && kinds.iter().all(|kind| kind == "Float32Array"), "{kinds:?}");
    ensure!(page.state("mask")? == "causal", "a run changed the screen");
    let plain = page.run("return (await heedmap.run()).tokens.length")?;
    ensure!(plain == 12, "without options it is the example, and not {plain} tokens");
    Ok(())
}

fn refuses(page: &Page) -> Result<()> {
    page.open("")?;
    let cases: [(Value, &[&str]); 9] = [
        (json!({ "n_heads": 5 }), &["64", "5", "4", "8"]),
        (json!({ "n_head": 4 }), &["n_head", "n_heads"]),
        (json!({ "d_model": 4_096 }), &["d_model", "1024"]),
        (json!({ "n_heads": 65 }), &["n_heads", "64"]),
        (json!({ "n_heads": 2.5 }), &["n_heads", "whole"]),
        (json!({ "mask": "casual" }), &["mask", "none, causal"]),
        (json!({ "text": 7 }), &["text"]),
        (json!({ "text": "a".repeat(100_001) }), &["text", "100000"]),
        (json!([1, 2]), &["object"]),
    ];
    for (options, parts) in cases {
        for function in ["run", "setState"] {
            let call =
                format!("try {{ await heedmap.{function}(args[0]); return ''; }} catch (e) {{ return e.message; }}");
            let sentence = page.run_with(&call, vec![options.clone()])?;
            let sentence = sentence.as_str().unwrap_or_default();
            let is_named = parts.iter().all(|part| sentence.contains(part)) && sentence.ends_with('.');
            ensure!(is_named, "{function} says {sentence:?} instead of naming {parts:?}");
        }
    }
    ensure!(page.state("n_heads")? == 4 && page.state("text")?.is_null(), "a refusal changed the state");
    // The sentence is in the page's language.
    page.set(json!({ "language": "zh" }))?;
    let chinese = page.run("try { await heedmap.run({ n_heads: 5 }); } catch (e) { return e.message; }")?;
    ensure!(chinese.as_str().is_some_and(|text| text.contains('头')), "{chinese}");
    Ok(())
}

fn concurrent(page: &Page) -> Result<()> {
    page.open("")?;
    let script = "const heads = [1, 2, 4, 8, 16, 32]; \
        const runs = await Promise.all(heads.map((n_heads) => heedmap.run({ text: `run ${n_heads}`, n_heads }))); \
        return runs.every((r, i) => r.config.n_heads === heads[i] && r.tokens[1].text === String(heads[i]) \
            && r.weights.length === heads[i] * 4);";
    ensure!(page.run(script)? == true, "each run must get its own answer");
    // One that is refused keeps no other back.
    let mixed = page.run(
        "const all = await Promise.allSettled([heedmap.run({ text: 'a' }), heedmap.run({ n_heads: 5 }), \
         heedmap.run({ text: 'b' })]); return all.map((one) => one.status).join()",
    )?;
    ensure!(mixed == "fulfilled,rejected,fulfilled", "{mixed}");
    let same = page.run(
        "const [a, b] = await Promise.all([heedmap.run({ seed: 9 }), heedmap.run({ seed: 9 })]); \
         return a.weights.every((w, i) => w === b.weights[i])",
    )?;
    ensure!(same == true, "the same question had two answers");
    Ok(())
}

fn state(page: &Page) -> Result<()> {
    page.goto(&page.server.url())?;
    page.ready()?;
    let names = page.eval("Object.keys(heedmap.state()).sort().join()")?;
    ensure!(
        names
            == "cell,colormap,d_model,embed,exhibit,head,keys,language,mask,n_heads,projector,scale,seed,table,text,theme,tokenizer",
        "the state has {names}"
    );
    let returned = page.run("return await heedmap.setState({ n_heads: 8, text: 'set by a program' })")?;
    ensure!(returned == page.eval("heedmap.state()")?, "setState resolves to the state");
    ensure!(returned["n_heads"] == 8 && returned["mask"] == "none", "{returned}");
    super::text::shows(page, "set by a program", &["set", "by", "a", "program"])?;
    ensure!(page.eval("document.querySelector('#text').value")? == "set by a program", "the field shows another text");
    page.set(json!({ "exhibit": "tokens" }))?;
    page.wait(
        "the other exhibit",
        "!document.querySelector('.sheet') && document.querySelectorAll('.chip').length === 4",
    )?;
    page.set(page.run("return heedmap.state()")?)?; // a whole state is a partial one too
    page.set(json!({ "exhibit": "attention", "text": null }))?;
    page.wait("the example", "document.querySelector('#text').value.startsWith('The animal')")
}

/// When a promise resolves, the picture is there, and not only on its way.
fn picture(page: &Page) -> Result<()> {
    page.goto(&page.server.url())?;
    let size = "const size = () => document.querySelector('.sheet[data-figure=weights] canvas.cells')?.width;";
    page.wait("window.heedmap", "!!window.heedmap")?;
    let first = page.run(&format!("{size} await heedmap.ready; return size()"))?;
    ensure!(first == 12, "ready, with {first} columns");
    let sizes = page.run(&format!(
        "{size} const sizes = []; \
         for (const n of [3, 500, 1, 30]) {{ await heedmap.setState({{ text: 'a '.repeat(n) }}); sizes.push(size()); }} \
         return sizes"
    ))?;
    ensure!(sizes == json!([3, 500, 1, 30]), "after setState there are {sizes} columns");
    let back = page.run(&format!(
        "{size} await heedmap.setState({{ exhibit: 'tokens' }}); await heedmap.setState({{ exhibit: 'attention' }}); return size()"
    ))?;
    ensure!(back == 30, "after another exhibit there are {back} columns");
    Ok(())
}
