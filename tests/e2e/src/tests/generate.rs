//! A model writes: stepped, played, stopped, taken back, linked; and for programs.

use super::Test;
use super::models::says;
use crate::page::Page;
use anyhow::{Result, ensure};
use serde_json::{Value, json};

pub(super) const TESTS: &[Test] = &[
    Test::new("generate-steps", steps),
    Test::new("a-slider-that-is-drawn-is-answered-where-it-stops", drawn),
    Test::new("where-a-text-is-written-on-no-encoder-is-offered", writers),
    Test::new("generate-for-programs", programs),
    Test::new("run-a-model-for-programs", run),
];

/// The tokens that the page shows as written, one after the other.
const WRITTEN: &str =
    "[...document.querySelectorAll('.panel.tokens tbody tr')].map((row) => row.children[1].textContent)";
/// How many there are.
const COUNT: &str = "document.querySelectorAll('.panel.tokens tbody tr').length";

fn steps(page: &Page) -> Result<()> {
    page.open("#exhibit=generate&language=en&seed=5&top_k=40")?;
    page.wait("the first distribution", "document.querySelector('canvas[data-figure=next]')?.height > 0")?;
    ensure!(page.eval(COUNT)? == 0, "nothing is written at first");
    for n in 1..=3 {
        page.click("#next")?;
        page.wait("one token more", &format!("{COUNT} === {n}"))?;
    }
    let three = page.eval(WRITTEN)?;
    page.click("#play")?;
    page.wait("it plays on", &format!("{COUNT} >= 6"))?;
    page.click("#play")?;
    let paused = "document.querySelector('#play').getAttribute('aria-pressed') === 'false'";
    page.wait("it stops", paused)?;
    let played = page.eval(WRITTEN)?;
    ensure!(starts_with(&played, &three), "{played} does not go on from {three}");
    page.click("#back")?;
    let length = played.as_array().map_or(0, Vec::len);
    page.wait("one token fewer", &format!("{COUNT} < {}", length.max(1)))?;
    ensure!(starts_with(&played, &page.eval(WRITTEN)?), "what is left has changed");
    // The cache has a column for each token, and a link shows the same screen.
    page.set(json!({ "step": 4 }))?;
    page.wait("four tokens", &format!("{COUNT} === 4"))?;
    let four = page.eval(WRITTEN)?;
    page.open("#exhibit=generate&language=en&seed=5&top_k=40&step=4")?;
    page.wait("the linked screen", &format!("{COUNT} === 4"))?;
    ensure!(page.eval(WRITTEN)? == four, "a link has another text");
    page.set(json!({ "seed": 6 }))?;
    page.wait("another text", &format!("{COUNT} === 4 && JSON.stringify({WRITTEN}) !== {:?}", four.to_string()))?;
    // An empty text has nothing to begin with.
    page.set(json!({ "text": "" }))?;
    page.wait("it says so", "document.querySelector('.panel.nothing') !== null")
}

fn drawn(page: &Page) -> Result<()> {
    page.open("#exhibit=generate&language=en&text=And%20God%20said&seed=3&step=4")?;
    page.wait("four tokens", &format!("{COUNT} === 4"))?;
    let before = page.eval(WRITTEN)?;
    let asked = page.run(
        "const post = Worker.prototype.postMessage; let asked = 0; \
         Worker.prototype.postMessage = function (...args) { asked += 1; return post.apply(this, args); }; \
         const slider = document.querySelector('#temperature-slider'); \
         for (let place = 0; place <= 40; place += 1) { slider.value = String(place / 20); \
            slider.dispatchEvent(new Event('input', { bubbles: true })); } \
         await heedmap.setState({}); Worker.prototype.postMessage = post; return asked",
    )?;
    // For the first of 41 places, the last, and at most one or two where an answer came in between.
    ensure!(asked.as_u64().is_some_and(|asked| (1..=4).contains(&asked)), "the worker was asked {asked} times");
    page.wait_state("temperature", 2)?;
    let options =
        json!({ "model": "en-decoder", "text": "And God said", "max_tokens": 4, "seed": 3, "temperature": 2 });
    let alone =
        page.run_with("return (await heedmap.generate(args[0])).tokens.map((token) => token.text)", vec![options])?;
    let alone: Vec<String> = alone
        .as_array()
        .into_iter()
        .flatten()
        .map(|text| text.as_str().unwrap_or_default().replace(' ', "␣"))
        .collect();
    let written = page.eval(WRITTEN)?;
    ensure!(written == json!(alone) && written != before, "{written} is not what {alone:?} says");
    Ok(())
}

fn writers(page: &Page) -> Result<()> {
    const MENU: &str = "[...document.querySelectorAll('#model option')].map((option) => option.textContent).join()";
    page.open("#exhibit=generate&language=en&model=en-encoder")?;
    page.wait("the first distribution", "document.querySelector('canvas[data-figure=next]')?.height > 0")?;
    ensure!(page.text(".panel.text .tag")? == "trained: en-decoder", "another model wrote");
    says(page, "en-encoder looks in both directions")?;
    page.wait("a menu of decoders", &format!("{MENU} === 'en-decoder,zh-decoder'"))?;
    // The encoder is there again where a text is only read.
    page.set(json!({ "exhibit": "model" }))?;
    page.wait_state("model", "en-encoder")?;
    ensure!(page.text(".panel.weights .tag")? == "trained: en-encoder", "the encoder is lost");
    // An encoder of the reader's own is kept, but offered only where it can be used.
    let load = "const base = document.documentElement.dataset.base + 'models/en-encoder/'; \
        const names = ['config.json', 'tokenizer.json', 'model.safetensors']; \
        const files = await Promise.all(names.map(async (name) => new File([await (await fetch(base + name)).blob()], name))); \
        await heedmap.loadModel(files, 'mine')";
    page.run(load)?;
    page.wait("it is kept", &format!("{MENU}.endsWith(',mine')"))?;
    let beside = MENU.replace("#model", "#model-beside");
    page.wait("it can stand beside another", &format!("{beside}.endsWith(',mine')"))?;
    page.set(json!({ "exhibit": "generate", "model": "en-decoder" }))?;
    page.wait("a menu without it", &format!("{MENU} === 'en-decoder,zh-decoder'"))?;
    // Chosen all the same, it is refused in a sentence, and the model before goes on.
    page.open("#exhibit=generate&language=en&model=kept:mine")?;
    says(page, "mine: it looks in both directions")?;
    page.wait("a decoder's distribution", "document.querySelector('canvas[data-figure=next]')?.height > 0")
}

fn starts_with(list: &Value, start: &Value) -> bool {
    match (list.as_array(), start.as_array()) {
        (Some(list), Some(start)) => list.starts_with(start),
        _ => false,
    }
}

fn programs(page: &Page) -> Result<()> {
    page.open("#exhibit=generate&language=en&text=And%20God%20said&seed=3&step=6")?;
    page.wait("six tokens", &format!("{COUNT} === 6"))?;
    let options = json!({ "model": "en-decoder", "text": "And God said", "max_tokens": 6, "seed": 3 });
    let result = page.run_with("return heedmap.generate(args[0])", vec![options])?;
    let tokens = result["tokens"].as_array().cloned().unwrap_or_default();
    let texts: Vec<String> =
        tokens.iter().map(|token| token["text"].as_str().unwrap_or_default().replace(' ', "␣")).collect();
    ensure!(page.eval(WRITTEN)? == json!(texts), "a program gets {texts:?}");
    let joined: String = tokens.iter().filter_map(|token| token["text"].as_str()).collect();
    ensure!(result["text"] == joined && result["ended"] == "max-tokens", "{result}");
    let is_share = |token: &Value| token["probability"].as_f64().is_some_and(|p| p > 0.0 && p <= 1.0);
    ensure!(tokens.iter().all(|token| is_share(token) && token["id"].is_u64()), "{result}");
    // At temperature 0 every seed writes the same.
    let greedy = |seed: u32| {
        let options = json!({ "text": "And God said", "max_tokens": 8, "temperature": 0, "seed": seed });
        page.run_with("return (await heedmap.generate(args[0])).text", vec![options])
    };
    ensure!(greedy(1)? == greedy(2)?, "greedy is greedy");
    ensure!(page.run("return heedmap.generate({ text: '' })")?.is_null(), "nothing to begin with");
    for (options, part) in [
        (json!({ "max_tokens": 0 }), "max_tokens"),
        (json!({ "model": "no-model" }), "model"),
        (json!({ "model": "en-encoder", "text": "a" }), "can't write a text on"),
    ] {
        let call = "try { await heedmap.generate(args[0]); return ''; } catch (e) { return e.message; }";
        let sentence = page.run_with(call, vec![options])?;
        ensure!(sentence.as_str().is_some_and(|text| text.contains(part) && text.ends_with('.')), "{sentence}");
    }
    Ok(())
}

fn run(page: &Page) -> Result<()> {
    page.open("")?;
    let script = "const r = await heedmap.run(args[0]); \
        return { n: r.tokens.length, layers: r.layers.map((l) => [l.layer, ...l.heads, l.weights.length]), \
            shapes: r.layers.map((l) => l.shapes.weights), logits: [r.logits.length, ...r.shapes.logits], \
            sums: [...Array(r.tokens.length).keys()].map((row) => \
                r.layers[0].weights.slice(row * r.tokens.length, (row + 1) * r.tokens.length).reduce((a, b) => a + b)) };";
    let options =
        json!({ "model": "en-decoder", "text": "The people of the United States", "layers": [1, 3], "heads": [2] });
    let result = page.run_with(script, vec![options])?;
    let n = result["n"].as_u64().unwrap_or_default();
    ensure!(n > 3 && result["layers"] == json!([[1, 2, n * n], [3, 2, n * n]]), "{result}");
    ensure!(result["shapes"] == json!([[1, n, n], [1, n, n]]), "{result}");
    ensure!(result["logits"] == json!([n * 2_048, n, 2_048]), "{}", result["logits"]);
    let is_one = |sum: &Value| sum.as_f64().is_some_and(|sum| (sum - 1.0).abs() < 1e-4);
    ensure!(result["sums"].as_array().is_some_and(|sums| sums.iter().all(is_one)), "{result}");
    for (options, part) in [(json!({ "layers": [4] }), "0 to 3"), (json!({ "heads": 1 }), "heads")] {
        let call = "try { await heedmap.run({ model: 'en-decoder', text: 'a', ...args[0] }); return ''; } \
            catch (e) { return e.message; }";
        let sentence = page.run_with(call, vec![options])?;
        ensure!(sentence.as_str().is_some_and(|text| text.contains(part) && text.ends_with('.')), "{sentence}");
    }
    Ok(())
}
