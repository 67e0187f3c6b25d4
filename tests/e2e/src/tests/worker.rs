//! Workers that die, hang, fail or are stopped: the page says so, replaces them and goes on.

use super::Test;
use crate::page::Page;
use crate::picture::Numbers;
use anyhow::{Result, ensure};
use heedmap::i18n::strings;
use heedmap::state::Language;
use serde_json::json;

pub(super) const TESTS: &[Test] = &[
    Test::new("worker-killed-in-mid-work", killed),
    Test::new("worker-fails", fails),
    Test::new("worker-for-programs-fails", fails_for_programs),
    Test::new("stop", stop),
    Test::new("heavy-work-leaves-the-page-alive", heavy),
    Test::new("an-answers-memory-goes-back", goes_back),
    Test::new("dictionary-out-of-reach", no_dictionary),
];

const TROUBLE: &str = "!!document.querySelector('.message.trouble')";

/// Sets a state without waiting for its picture, and does something to the newest worker in mid-work.
fn interrupt(page: &Page, options: &str, deed: &str) -> Result<()> {
    page.run(&format!(
        "heedmap.setState({options}).catch(() => {{}}); \
         await new Promise((done) => setTimeout(done)); \
         const worker = __probe.workers[0]; {deed}"
    ))
    .map(drop)
}

fn killed(page: &Page) -> Result<()> {
    page.open("")?;
    ensure!(page.eval("__probe.workers.length")? == 1, "the page has one worker");
    let before = page.text(".panel.tokens")?;
    interrupt(page, "{ text: 'one two three '.repeat(150), d_model: 256 }", "worker.terminate()")?;
    page.wait("work that goes on", "!!document.querySelector('.busy')")?;
    page.wait("the trouble said", TROUBLE)?; // after 20 seconds of silence
    let message = page.text(".message.trouble span")?;
    ensure!(message.contains("20 s") && message.contains("replaced"), "it says {message:?}");
    ensure!(page.text(".panel.tokens")? == before, "the last picture is gone");
    page.click_button(strings(Language::En).again)?;
    page.wait("the picture", "document.querySelector('.sheet[data-figure=weights]')?.dataset.shape === '450,450'")?;
    page.wait("no trouble", "!document.querySelector('.message.trouble')")?;
    ensure!(page.eval("__probe.workers.length")? == 2, "a second worker computed it");
    page.set(json!({ "text": "all is well", "d_model": 64 }))?;
    Numbers::of_screen(page)?.wait_for_screen(page)
}

fn fails(page: &Page) -> Result<()> {
    page.open("")?;
    interrupt(
        page,
        "{ text: 'one two three '.repeat(150), d_model: 256 }",
        "worker.dispatchEvent(new ErrorEvent('error', { message: 'out of luck' }))",
    )?;
    page.wait("the trouble said", TROUBLE)?;
    let message = page.text(".message.trouble span")?;
    ensure!(message.contains("out of luck") && message.contains("replaced"), "it says {message:?}");
    page.set(json!({ "text": "go on", "d_model": 64 }))?;
    page.wait("no trouble", "!document.querySelector('.message.trouble')")?;
    super::text::shows(page, "go on", &["go", "on"])?;
    Numbers::of_screen(page)?.wait_for_screen(page)
}

fn fails_for_programs(page: &Page) -> Result<()> {
    page.open("")?;
    page.run("await heedmap.run({ text: 'makes the worker' })")?;
    let sentences = page.run(
        "const long = heedmap.run({ text: 'one two three '.repeat(150), n_heads: 1, d_model: 256 }); \
         const next = heedmap.run({ text: 'next' }); \
         await new Promise((done) => setTimeout(done)); \
         __probe.workers.at(-1).dispatchEvent(new ErrorEvent('error', { message: 'out of luck' })); \
         const [first, second] = await Promise.allSettled([long, next]); \
         return [first.reason?.message, second.value?.tokens.length]",
    )?;
    ensure!(sentences[0].as_str().is_some_and(|text| text.contains("out of luck")), "{sentences}");
    ensure!(sentences[1] == 1, "the next run was not answered: {sentences}");
    ensure!(page.eval(TROUBLE)? == false, "the screen has nothing to do with it");
    Ok(())
}

fn stop(page: &Page) -> Result<()> {
    page.open("")?;
    // On a fast machine no work that is allowed lasts long enough to be stopped, so the worker never hears of this.
    page.eval("void (__probe.hold = true)")?;
    page.type_text("never computed")?;
    page.wait(
        "Stop after a second",
        "getComputedStyle(document.querySelector('.busy .work')).visibility === 'visible'",
    )?;
    page.click(".busy .work button")?;
    page.wait("the stop said", "/Stopped/.test(document.querySelector('.message.trouble')?.textContent)")?;
    page.wait("nothing goes on", "!document.querySelector('.busy')")?;
    let n_troubles = page.eval("document.querySelectorAll('.message.trouble').length")?;
    ensure!(n_troubles == 1, "Stop did not stop all: {}", page.text(".messages")?);
    page.eval("void (__probe.hold = false)")?;
    page.click_button(strings(Language::En).again)?;
    super::text::shows(page, "never computed", &["never", "computed"])?;
    page.type_text("on it goes")?;
    super::text::shows(page, "on it goes", &["on", "it", "goes"])?;
    Numbers::of_screen(page)?.wait_for_screen(page)
}

/// The most that is allowed: the page draws frames all the while.
fn heavy(page: &Page) -> Result<()> {
    page.open("")?;
    let frames = page.run(
        "let frames = 0, over = false; \
         const count = () => { frames += 1; if (!over) requestAnimationFrame(count); }; \
         requestAnimationFrame(count); \
         await heedmap.setState({ text: 'so many words '.repeat(700), n_heads: 1, d_model: 1024 }); \
         over = true; return frames",
    )?;
    ensure!(frames.as_u64().is_some_and(|frames| frames > 10), "{frames} frames in all that time");
    page.wait("the picture", "document.querySelector('.sheet[data-figure=weights]').dataset.shape === '2048,2048'")?;
    ensure!(page.eval(TROUBLE)? == false, "{}", page.text(".messages")?);
    page.set(json!({ "text": "light", "d_model": 64 }))?;
    super::text::shows(page, "light", &["light"])
}

/// The server has lost one file. Its name holds no version where the site is not stamped.
fn no_dictionary(page: &Page) -> Result<()> {
    let folder = crate::runner::output().join("no-dictionary");
    let version = crate::versions::make(&page.options.dist, &folder, "none")?;
    std::fs::remove_file(folder.join(format!("v-{}/jieba/dict.txt.gz", version.id)))?;
    let server = xtask::http::Server::start(crate::site::mount(&folder), 0)?;
    page.announce("404");
    page.goto(&server.url())?;
    page.ready()?;
    page.select("#tokenizer", "jieba")?;
    page.wait("the trouble said", TROUBLE)?;
    let message = page.text(".message.trouble span")?;
    ensure!(message.contains("dictionary") && message.contains("404"), "it says {message:?}");
    page.select("#tokenizer", "characters")?;
    page.wait("no trouble", "!document.querySelector('.message.trouble')")?;
    Numbers::of_screen(page)?.wait_for_screen(page)
}

/// Numbers that nobody looks at any more are sent back, and a shorter answer comes in their memory; numbers that a program was
/// given stay its own.
fn goes_back(page: &Page) -> Result<()> {
    page.open("")?;
    page.run(
        "Object.assign(__probe, { sent: 0, again: 0 }); \
         const post = Worker.prototype.postMessage; \
         Worker.prototype.postMessage = function (...args) { __probe.sent += args[0][2]?.length ?? 0; return post.apply(this, args); }; \
         __probe.workers[0].addEventListener('message', ({ data: [, , lists] }) => { \
           __probe.again += lists?.filter((list) => list.byteLength < list.buffer.byteLength).length ?? 0; \
         })",
    )?;
    for n_tokens in (110..120).rev() {
        page.set(json!({ "text": "one two three four five ".repeat(n_tokens / 5) + &"six ".repeat(n_tokens % 5) }))?;
        let shape = format!("'{n_tokens},{n_tokens}'");
        page.wait(
            "its map",
            &format!("document.querySelector('.sheet[data-figure=weights]')?.dataset.shape === {shape}"),
        )?;
    }
    let (sent, again) = (page.eval("__probe.sent")?, page.eval("__probe.again")?);
    ensure!(sent.as_u64() > Some(0), "no memory went back");
    ensure!(again.as_u64() > Some(0), "{sent} buffers went back and none was used again");
    Numbers::of_screen(page)?.wait_for_screen(page)?;
    let whole = page.run(
        "const all = await Promise.all([200, 190].map((n) => heedmap.run({ text: 'one '.repeat(n) }))); \
         await heedmap.run({ text: 'two '.repeat(180) }); \
         return all.every(({ weights }) => weights.length && weights.byteLength === weights.buffer.byteLength)",
    )?;
    ensure!(whole == true, "a program's numbers went back, or came in others' memory");
    Ok(())
}
