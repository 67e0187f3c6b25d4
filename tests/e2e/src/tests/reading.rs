//! A pretrained model reads: every head of every layer, predictions, heads that are off, another text beside.

use super::Test;
use crate::page::Page;
use anyhow::{Result, ensure};
use serde_json::json;

pub(super) const TESTS: &[Test] = &[
    Test::new("a-model-shows-every-head-and-where-numbers-come-from", heads),
    Test::new("a-model-predicts-otherwise-without-a-head", ablation),
    Test::new("fast-arithmetic-tells-what-it-lost", fast),
    Test::new("a-word-is-hidden-and-guessed", hidden),
    Test::new("a-mask-of-another-page-is-told-and-taken-off", masks),
    Test::new("another-text-is-put-beside-what-a-model-reads", beside),
    Test::new("a-model-reads-chinese", chinese).in_chinese(),
];

/// The model's first picture.
fn open(page: &Page, rest: &str) -> Result<()> {
    page.open(&format!("#exhibit=model&language=en{rest}"))?;
    page.wait("the model's map", "document.querySelector('.sheet[data-figure=weights] canvas.cells')?.height === 20")
}

/// The cells of the large map, as text.
const MAP: &str = "(() => { const canvas = document.querySelector('.sheet[data-figure=weights] canvas.cells'); \
    return Array.from(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data).join(); })()";

fn heads(page: &Page) -> Result<()> {
    open(page, "")?;
    ensure!(page.text(".panel.weights .tag")? == "trained: en-decoder", "the page does not say who computed it");
    ensure!(
        page.eval("document.querySelectorAll('.panel.overview .picture button').length")? == 16,
        "heads are missing"
    );
    let badge = page.text("#layer-0-head-0 small")?;
    ensure!(badge == "previous", "the first head looks at the token before, and its badge says «{badge}»");
    let first = page.eval(MAP)?;
    page.click("#layer-1-head-2")?;
    page.wait_state("layer", 1)?;
    page.wait_state("head", 2)?;
    page.wait("its name", "document.querySelector('.panel.weights h2').textContent.startsWith('Weights of head 3')")?;
    page.wait(
        "the layer's other heads",
        "document.querySelector('.panel.heads h2').textContent === 'Heads of layer 2'",
    )?;
    page.settle()?;
    ensure!(page.eval(MAP)? != first, "another head of another layer has the same map");
    // Sorted by badge, the clearest is the first.
    page.eval(
        "(() => { const menu = document.querySelector('#order'); menu.value = 'badge'; \
        menu.dispatchEvent(new Event('change', { bubbles: true })); })()",
    )?;
    page.wait_state("sort", "badge")?;
    page.wait("all heads in a row", "document.querySelectorAll('.panel.overview .multiple').length === 16")?;
    page.click(".panel.overview .multiple")?;
    page.wait_state("layer", 0)?;
    // A dot product of the model's own queries and keys.
    page.set(json!({ "stage": "qk", "cell": "qk,3,1" }))?;
    page.settle()?;
    page.wait("the sum", "document.querySelectorAll('.inspector table tbody tr').length >= 32")
}

fn fast(page: &Page) -> Result<()> {
    open(page, "&layer=2")?;
    let told = "(document.querySelector('.panel.weights .note')?.textContent ?? '')";
    ensure!(page.eval(&format!("{told}.includes('int8')"))? == false, "an exact pass lost something");
    let (exact, menu) = (page.eval(MAP)?, "document.querySelector('#arithmetic')");
    ensure!(page.eval(&format!("{menu}.value"))? == "exact", "fast without being asked");
    page.eval(&format!(
        "(() => {{ const menu = {menu}; menu.value = 'fast'; menu.dispatchEvent(new Event('change', {{ bubbles: true }})); }})()"
    ))?;
    page.wait_state("arithmetic", "fast")?;
    page.wait("what it lost", &format!("/ by [0-9.e−]*[1-9].* on average and [0-9.]+ at most/.test({told})"))?;
    page.settle()?;
    ensure!(page.eval(MAP)? != exact, "the map is the exact one");
    page.wait("the link to say that it is fast", "location.hash.includes('arithmetic=fast')")?;
    page.set(json!({ "arithmetic": "exact" }))?;
    page.settle()?;
    ensure!(page.eval(MAP)? == exact, "it does not become exact again");
    // A program's maps are fast ones throughout.
    let run = |arithmetic: &str| {
        let options =
            format!("{{ model: 'en-decoder', text: 'An owl saw it.', layers: [0], arithmetic: '{arithmetic}' }}");
        page.run(&format!("return [...(await heedmap.run({options})).layers[0].weights].join()"))
    };
    ensure!(run("exact")? != run("fast")?, "a program is not asked how");
    Ok(())
}

fn hidden(page: &Page) -> Result<()> {
    page.open("#exhibit=model&language=en&model=en-encoder")?;
    page.wait("tokens that can be hidden", "!!document.querySelector('#hide-3')")?;
    let word = page.text("#hide-3 bdi")?;
    page.click("#hide-3")?;
    page.wait_state("masked", "3")?;
    page.wait("the token that hides it", "document.querySelector('#hide-3 bdi')?.textContent === '[MASK]'")?;
    // What is hidden is guessed first; the row says what stood there.
    let first = "document.querySelector('.panel.guesses .facts tbody tr').textContent";
    page.wait("its guesses", &format!("{first}.includes('[MASK]')"))?;
    let said = page.eval(first)?;
    ensure!(said.as_str().is_some_and(|said| said.contains(word.trim())), "{said} does not say «{word}»");
    page.click("#hide-3")?;
    page.wait_state("masked", "")
}

fn ablation(page: &Page) -> Result<()> {
    open(page, "&cell=9,4")?;
    ensure!(page.eval("!document.querySelector('.panel.moved')")? == true, "nothing is off, and yet something moved");
    let guesses = "document.querySelector('.panel.guesses .facts tbody').textContent";
    let before = page.eval(guesses)?;
    page.eval("document.querySelector('.panel.guesses .heads-of').open = true")?;
    page.click("#off-0-0")?;
    page.wait_state("ablated", "0.0")?;
    page.wait("both distributions", "document.querySelectorAll('.panel.moved tbody tr').length >= 5")?;
    page.settle()?;
    ensure!(page.eval(guesses)? != before, "the predictions are the same without the head");
    let moved = "[...document.querySelectorAll('.panel.moved tbody tr')].some((row) => row.children[1].textContent !== row.children[2].textContent)";
    ensure!(page.eval(moved)? == true, "no probability moved");
    page.click("#restore")?;
    page.wait_state("ablated", "")?;
    page.wait("all is as it was", "!document.querySelector('.panel.moved')")?;
    ensure!(page.eval(guesses)? == before, "the predictions did not come back");
    page.eval("document.querySelector('.panel.mean .heads-of').open = true")?;
    page.click("#pool-1-1")?;
    page.wait(
        "the mean of one head",
        "document.querySelector('.panel.mean h2').textContent.startsWith('Mean over 1 head')",
    )
}

fn beside(page: &Page) -> Result<()> {
    open(page, "")?;
    page.eval("document.querySelector('details.more').open = true")?;
    page.click("#cross")?;
    page.set(json!({ "kv_text": "It was too tired." }))?;
    page.wait("the other map", "document.querySelector('.sheet[data-figure=other] canvas.cells')?.height > 0")?;
    page.wait(
        "why there is no difference",
        "document.querySelector('.panel.difference').textContent.includes('as many tokens')",
    )?;
    page.set(json!({ "kv_text": "The animal didn't cross the street because he was too tired." }))?;
    page.wait("the difference", "document.querySelector('.sheet[data-figure=difference] canvas.cells')?.height === 20")
}

fn masks(page: &Page) -> Result<()> {
    open(page, "")?;
    let own = page.eval(MAP)?;
    ensure!(page.eval("!document.querySelector('#own-mask')")? == true, "there is nothing to take off");
    page.set(json!({ "exhibit": "mask", "mask": "window.2" }))?;
    page.set(json!({ "exhibit": "model" }))?;
    page.wait("its map", "document.querySelector('.sheet[data-figure=weights] canvas.cells')?.height === 20")?;
    page.settle()?;
    ensure!(page.eval(MAP)? != own, "the mask is not in force");
    let told = page.text(".panel.weights .own-mask")?;
    ensure!(told.contains("In place of the model's own mask: window"), "{told}");
    page.click("#own-mask")?;
    page.wait_state("mask", "none")?;
    page.settle()?;
    page.wait("the model's own weights", &format!("{MAP} === {own}"))?;
    ensure!(page.eval("!document.querySelector('#own-mask')")? == true, "the button stays");
    // It can be undone where masks are made.
    page.set(json!({ "exhibit": "mask" }))?;
    page.click("#undo")?;
    page.wait_state("mask", "window.2")
}

fn chinese(page: &Page) -> Result<()> {
    page.open("#exhibit=model")?;
    page.wait("its map", "document.querySelector('.sheet[data-figure=weights] canvas.cells')?.height === 13")?;
    let tag = page.text(".panel.weights .tag")?;
    ensure!(tag.ends_with("zh-decoder"), "{tag}");
    page.set(json!({ "stage": "q_rotated", "cell": "q_rotated,3,1" }))?;
    page.wait("how a query is turned", "document.querySelector('.inspector').textContent.includes('cos')")
}
