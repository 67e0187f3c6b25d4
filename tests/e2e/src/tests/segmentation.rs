//! Chinese words: the methods side by side, and a dictionary that the reader changes.

use super::Test;
use crate::page::Page;
use anyhow::{Context, Result, ensure};
use serde_json::json;

pub(super) const TESTS: &[Test] = &[
    Test::new("methods-disagree-and-say-why", disagree),
    Test::new("a-word-of-ones-own-moves-the-path", words),
    Test::new("the-trellis-of-what-the-dictionary-lacks", trellis),
    Test::new("a-long-text-stretch-by-stretch", stretches),
    Test::new("texts-without-chinese", nothing),
    Test::new("words-by-program", programs),
];

/// The words of the path, read off the route from its first row to its last.
fn wait_path(page: &Page, expected: &str) -> Result<()> {
    page.wait(
        &format!("the path {expected}"),
        &format!(
            "[...document.querySelectorAll('.panel.route tbody tr')].map((row) => [...row.children].map((cell) => cell.textContent)) \
             .filter((row) => row[6] === 'on the path').map((row) => row[1]).join('/') === '{expected}'"
        ),
    )
}

fn open(page: &Page, text: &str) -> Result<()> {
    page.open("#exhibit=segmentation&language=en")?;
    page.set(json!({ "text": text })).map(drop)
}

fn disagree(page: &Page) -> Result<()> {
    page.open("#exhibit=segmentation&language=en")?;
    page.wait("the notes' example", "document.querySelector('#text').value === '雍和宫的荷花很美'")?;
    wait_path(page, "雍和宫/的/荷花/很/美")?;
    page.click_button("研究生命的起源")?;
    wait_path(page, "研究/生命/的/起源")?;
    let rows = page.run(
        "return [...document.querySelectorAll('.panel.disputes tbody tr')] \
             .map((row) => [...row.children].filter((_, i) => i !== 3).map((cell) => cell.textContent).join(' | '))",
    )?;
    for (row, told) in [
        (0, "研究生命 | forward | 研究生 / 命 | from the left, the longest word is “研究生”"),
        (1, "研究生命 | backward | 研究 / 生命 | from the right, the longest word is “生命”"),
        (3, "研究生命 | most probable path | 研究 / 生命 | no path has a higher sum of ln p"),
    ] {
        ensure!(rows[row] == told, "row {row}: {rows}");
    }
    ensure!(
        rows[2].as_str().is_some_and(|row| row.contains("fewer single characters (forward 2, backward 1)")),
        "{rows}"
    );
    ensure!(page.eval("document.querySelectorAll('.cuts .disputed').length")? == 10, "two words in each of five cuts");
    let svg = page.run("return (await heedmap.export({ format: 'svg', figure: 'lattice' })).text")?;
    ensure!(svg.as_str().is_some_and(|svg| svg.contains("<polyline") && svg.contains('究')), "{svg}");
    Ok(())
}

fn words(page: &Page) -> Result<()> {
    open(page, "南京市长江大桥")?;
    wait_path(page, "南京市/长江大桥")?;
    page.fill("#new-word", "江大桥")?;
    page.fill("#new-frequency", "10000000")?;
    page.click("#set-word")?;
    wait_path(page, "南京市/长/江大桥")?;
    page.fill("#new-word", "南京市")?;
    page.click("#take-word")?;
    wait_path(page, "南京/市长/江大桥")?;
    page.wait("the link", "decodeURIComponent(location.hash).includes('words=江大桥:10000000,南京市:0')")?;
    page.reload()?;
    page.ready()?;
    wait_path(page, "南京/市长/江大桥")?;
    page.click("[aria-label='Leave “南京市” as the dictionary has it']")?;
    wait_path(page, "南京市/长/江大桥")?;
    page.fill("[aria-label='Frequency of “江大桥”']", "3")?;
    wait_path(page, "南京市/长江大桥")?;
    // What it is said to need is what it needs.
    let needed = page.text(".panel.words tbody td:last-child")?;
    let needed: u64 = needed.trim_start_matches("from ").parse().with_context(|| needed.clone())?;
    for (frequency, path) in [(needed - 1, "南京市/长江大桥"), (needed, "南京市/长/江大桥")] {
        page.fill("[aria-label='Frequency of “江大桥”']", &frequency.to_string())?;
        page.wait_state("words", format!("江大桥:{frequency}"))?;
        wait_path(page, path)?;
    }
    page.click("[aria-label='Leave “江大桥” as the dictionary has it']")?;
    page.wait_state("words", "")?;
    page.fill("#new-word", "南 京")?;
    page.click("#set-word")?;
    page.wait("the sentence", "document.querySelector('.messages').textContent.includes('“南 京”')")?;
    ensure!(page.eval("document.querySelector('#new-word').value")? == "南 京", "what was refused can be mended");
    Ok(())
}

fn trellis(page: &Page) -> Result<()> {
    open(page, "他来到了网易杭研大厦")?;
    wait_path(page, "他/来到/了/网易/杭/研/大厦")?;
    page.wait("the model's words", "!!document.querySelector('canvas[data-figure=trellis]')")?;
    let told = page.text(".panel.disputes tbody tr:nth-child(5)")?;
    ensure!(told.contains("the HMM makes words of them: “杭研”"), "{told}");
    let sums = page.run("return (await heedmap.export({ format: 'csv', figure: 'sums' })).text")?;
    // 4 ways into the states of the first character, 8 into those of the second, and the names of the columns.
    ensure!(sums.as_str().is_some_and(|sums| sums.lines().count() == 13), "{sums}");
    let nodes = page.run("return (await heedmap.export({ format: 'csv', figure: 'trellis' })).text")?;
    let chosen: Vec<&str> = nodes.as_str().unwrap_or_default().lines().filter(|line| line.ends_with("true")).collect();
    ensure!(chosen.len() == 2 && chosen[0].starts_with("杭,B") && chosen[1].starts_with("研,E"), "{nodes}");
    Ok(())
}

fn stretches(page: &Page) -> Result<()> {
    open(page, &"雍和宫的荷花很美。南京市长江大桥！".repeat(40))?;
    page.wait("the stretches", "document.querySelector('#scrub')?.max === '79'")?;
    page.click("#next")?;
    wait_path(page, "南京市/长江大桥")?;
    page.wait_state("step", 1)?;
    // Long rows grow where they are looked at.
    let all = 40 * (3 * 8 + 2 * 9);
    page.wait(
        "all of the text, cut",
        &format!("(document.querySelector('.cuts .more')?.scrollIntoView(), document.querySelectorAll('.cuts li').length === {all})"),
    )?;
    ensure!(page.text(".panel.methods .note")?.contains("40 places"), "{}", page.text(".panel.methods .note")?);
    Ok(())
}

fn nothing(page: &Page) -> Result<()> {
    for (text, told) in [("", "There is no text yet."), ("no Chinese 1.5", "There are no Chinese characters")] {
        open(page, text)?;
        page.wait(told, &format!("document.querySelector('.panel.nothing .note')?.textContent.startsWith('{told}')"))?;
    }
    Ok(())
}

fn programs(page: &Page) -> Result<()> {
    page.open("#exhibit=segmentation&language=en")?;
    let cut = page.run(
        "const run = (words) => heedmap.run({ exhibit: 'segmentation', text: '南京市长江大桥', words }); \
         const [before, after] = [await run(null), await run({ 江大桥: 10000000 })]; \
         const [edge] = after.segmentation.lattice.filter(({ word }) => word === '江大桥'); \
         return [before.segmentation.jieba.join('/'), after.segmentation.jieba.join('/'), \
             after.tokens.map(({ text }) => text).join('/'), edge.frequency, edge.log_prob.toFixed(4)].join(' ')",
    )?;
    // ln(10,000,000 / 70,101,967)
    ensure!(cut == "南京市/长江大桥 南京市/长/江大桥 南京市/长/江大桥 10000000 -1.9474", "{cut}");
    let refused = page.run("try { await heedmap.run({ words: { '，': 1 } }); } catch (e) { return e.message; }")?;
    ensure!(refused.as_str().is_some_and(|why| why.contains("words") && why.contains("，:1")), "{refused}");
    Ok(())
}
