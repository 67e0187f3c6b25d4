//! The vector space model: the notes' example, a cell and its sum, a search, what the order of words does, documents by drop
//! and by program.

use super::Test;
use crate::page::Page;
use anyhow::{Result, ensure};
use serde_json::json;

pub(super) const TESTS: &[Test] = &[
    Test::new("the-notes-sentence-as-a-vector", notes),
    Test::new("the-notes-sentence-as-a-vector-in-chinese", notes_in_chinese).in_chinese(),
    Test::new("a-weight-and-its-sum", sums),
    Test::new("a-query-finds-the-nearest", search),
    Test::new("shuffled-words-have-the-same-vector", order),
    Test::new("documents-are-dropped", dropped),
    Test::new("vectors-by-program", programs),
    Test::new("ten-thousand-documents", many),
    Test::new("no-documents-and-little-ones", edges),
];

/// The numbers of the page, in their order.
const NUMBERS: &str =
    "[...document.querySelectorAll('.panel.amounts tbody td')].map((cell) => cell.textContent).join(' ')";

fn wait_numbers(page: &Page, numbers: &str) -> Result<()> {
    page.wait(&format!("the numbers {numbers}"), &format!("{NUMBERS} === '{numbers}'"))
}

/// `zeros` is the share of numbers that are 0, as the language writes it.
fn is_sparse(page: &Page, zeros: &str) -> Result<()> {
    wait_numbers(page, "1 5 5 16384 16384 5 16379")?;
    let meter = page.text(".panel.sparsity .meter p")?;
    ensure!(meter.contains(zeros), "{meter}");
    let csv = page.run(
        "await heedmap.setState({}); return (await heedmap.export({ format: 'csv', figure: 'term_weights' })).text",
    )?;
    let csv = csv.as_str().unwrap_or_default();
    ensure!(csv.contains("很,的,美,荷花,雍和宫") && csv.trim_end().ends_with("1,1,1,1,1"), "{csv}");
    page.wait_state("dimensions", 16_384)
}

fn notes(page: &Page) -> Result<()> {
    page.open("#exhibit=vectors&language=en")?;
    page.wait("the rail", "document.querySelector('.rail [aria-current]').textContent === 'Chapter 2Vectors (VSM)'")?;
    page.click_button("From the notes")?;
    is_sparse(page, "99.97\u{A0}%")?;
    ensure!(
        page.text(".panel.amounts tbody tr:nth-child(6) th")? == "of them 1",
        "the numbers that are not 0 are ones"
    );
    ensure!(page.text(".panel.sparsity .note")?.contains("the other 16379 stand in none"), "said in words");
    page.wait("the link", "location.hash.includes('dimensions=16384')")?;
    page.reload()?;
    page.ready()?;
    is_sparse(page, "99.97\u{A0}%")
}

fn notes_in_chinese(page: &Page) -> Result<()> {
    page.open("#exhibit=vectors")?;
    page.wait("the title", "document.querySelector('h1').textContent === '向量空间'")?;
    page.click_button("讲义的例子")?;
    is_sparse(page, "99.97%")?;
    ensure!(page.text(".panel.sparsity h2")? == "稀疏率", "in the notes' words");
    page.wait("order", "document.querySelector('.panel.shuffled .note')?.textContent.includes('没有一个不同')")
}

fn sums(page: &Page) -> Result<()> {
    page.open("#exhibit=vectors&language=en")?;
    page.set(json!({ "text": "a b a\nb c", "cell": "term_weights,0,0" }))?;
    // tf 2, idf ln(3/2) + 1, and b's idf 1: 2.811 / √(2.811² + 1²)
    page.wait("the sum", "document.querySelector('.inspector .sum')?.textContent.includes('0.9422')")?;
    let sum = page.text(".inspector .sum")?;
    for part in ["2.811", "8.901", "2.984"] {
        ensure!(sum.contains(part), "{part}: {sum}");
    }
    page.click(".inspector [data-stage=idf]")?;
    page.wait_state("stage", "idf")?;
    page.wait(
        "idf's sum",
        "document.querySelector('.inspector .sum').textContent.includes('ln((1 + 2) ÷ (1 + 1)) + 1 = 1.405')",
    )?;
    page.press(']')?;
    page.press(']')?;
    page.wait_state("stage", "similarity")?;
    page.set(json!({ "cell": "similarity,0,1" }))?;
    page.wait("the cosine", "document.querySelector('.inspector .sum tbody')?.textContent.startsWith('b')")?;
    page.select("#weighting", "counts")?;
    page.wait_state("norm", "none")?;
    // 1 / (√5 · √2)
    page.wait("the cosine of counts", "document.querySelector('.inspector .sum').textContent.includes('0.3162')")
}

fn write_query(page: &Page, query: &str) -> Result<()> {
    page.fill("#query", query)?;
    page.eval("document.querySelector('#query').dispatchEvent(new InputEvent('input', { bubbles: true }))").map(drop)
}

fn search(page: &Page) -> Result<()> {
    page.open("#exhibit=vectors&language=en")?;
    let first = "document.querySelector('.panel.nearest tbody tr')?.textContent";
    page.wait("the example's query", &format!("{first}?.includes('The lotus blooms in the pond.')"))?;
    write_query(page, "chases")?;
    page.wait_state("query", "chases")?;
    page.wait("two documents", "document.querySelectorAll('.panel.nearest tbody tr').length === 2")?;
    write_query(page, "elephant")?;
    page.wait("none", "document.querySelector('.panel.nearest').textContent.includes('No document has “elephant”.')")?;
    page.set(json!({ "language": "zh", "query": "小狗", "tokenizer": "jieba" }))?;
    page.wait("in Chinese", &format!("{first}?.includes('小猫追小狗') || {first}?.includes('小狗追小猫')"))
}

fn order(page: &Page) -> Result<()> {
    page.open("#exhibit=vectors&language=en")?;
    page.click_button("Who bites whom?")?;
    page.wait("the words", "document.querySelectorAll('.panel.shuffled .cuts li').length === 10")?;
    let shuffled =
        "[...document.querySelectorAll('.panel.shuffled .cuts li')].slice(5).map((li) => li.textContent).join()";
    let before = page.eval(shuffled)?;
    page.click("#shuffle")?;
    page.wait("another order", &format!("{shuffled} !== {before}"))?;
    ensure!(page.text(".panel.shuffled .note")?.contains("none differs, their cosine is 1.0000"), "the same vector");
    page.fill("#document", "2")?;
    page.wait("the second", "document.querySelector('.panel.shuffled h2').textContent.includes('document 2')")?;
    page.click("#stage-similarity")?;
    let csv = page.run(
        "await heedmap.setState({}); return (await heedmap.export({ format: 'csv', figure: 'similarity' })).text",
    )?;
    let numbers = csv.as_str().unwrap_or_default().lines().skip(1).flat_map(|line| line.rsplit(',').take(2));
    let numbers: Vec<f64> = numbers.filter_map(|number| number.parse().ok()).collect();
    ensure!(numbers.len() == 4 && numbers.iter().all(|cosine| (cosine - 1.0).abs() < 1e-6), "{csv}");
    Ok(())
}

fn dropped(page: &Page) -> Result<()> {
    page.open("#exhibit=vectors&language=en")?;
    let drop = "const data = new DataTransfer(); args[0].forEach((text, i) => data.items.add(new File([text], `${i}.txt`))); \
        document.querySelector('main').dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }))";
    page.run_with(drop, vec![json!(["one\ntwo", "three"])])?;
    page.wait_state("text", "one two\nthree")?;
    page.run_with(drop, vec![json!(["four"])])?;
    page.wait_state("text", "one two\nthree\nfour")?;
    wait_numbers(page, "3 4 4 4 12 4 8")
}

fn programs(page: &Page) -> Result<()> {
    page.open("#exhibit=tokens&language=en")?;
    let found = page.run(
        "const v = await heedmap.vectorize({ documents: ['雍和宫的荷花很美', '荷花'], tokenizer: 'jieba', weighting: 'tf-idf-sklearn', query: '荷花' }); \
         return [v.terms.join('/'), JSON.stringify(v.counts), v.weights[1][3], v.similarity[0][1].toFixed(6), v.rows[1].norm, v.search.hits[0].document, v.sparsity].join(' ')",
    )?;
    // scikit-learn: idf of four terms ln(3/2) + 1, of 荷花 1
    ensure!(found == "很/的/美/荷花/雍和宫 [[1,1,1,1,1],[0,0,0,1,0]] 1 0.335176 1 1 0.4", "{found}");
    ensure!(page.state("exhibit")? == "tokens" && page.state("text")?.is_null(), "the screen stays");
    for (options, told) in [
        (json!({ "documents": "a" }), "documents"),
        (json!({ "documents": ["a"], "weighting": "bm25" }), "tf-idf-sklearn"),
        (json!({ "documents": ["a"], "dimensions": 0 }), "dimensions"),
    ] {
        let script = "try { await heedmap.vectorize(args[0]); } catch (e) { return e.message; }";
        let refused = page.run_with(script, vec![options])?;
        ensure!(refused.as_str().is_some_and(|sentence| sentence.contains(told)), "{refused}");
    }
    let none = page.run("return JSON.stringify((await heedmap.vectorize({ documents: [] })).terms)")?;
    ensure!(none == "[]", "{none}");
    Ok(())
}

fn many(page: &Page) -> Result<()> {
    page.open("#exhibit=vectors&language=en")?;
    let text: Vec<String> = (0..10_000).map(|i| format!("w{} x{}", i % 97, i % 89)).collect();
    page.set(json!({ "text": text.join("\n"), "query": "w96 x88" }))?;
    page.wait("all of them", &format!("{NUMBERS}.startsWith('10000 20000 186 186 1860000 20000')"))?;
    let first = page.text(".panel.nearest tbody tr td:nth-child(3)")?;
    ensure!(first == "8633 w96 x88", "the only kind that has both: {first}");
    ensure!(page.text(".panel.term_weights .note")?.contains("first 64 of 10000 documents"), "what is shown is said");
    Ok(())
}

fn edges(page: &Page) -> Result<()> {
    page.open("#exhibit=vectors&language=en")?;
    for (text, told) in
        [("", "There are no documents yet."), (" \n ", "There are no documents"), ("…", "No document has a term")]
    {
        page.set(json!({ "text": text }))?;
        page.wait(told, &format!("document.querySelector('.panel.nothing .note')?.textContent.startsWith('{told}')"))?;
    }
    page.set(json!({ "text": "again again again", "tf": "frequency", "idf": "textbook", "norm": "l2" }))?;
    wait_numbers(page, "1 3 1 1 1 1 0")?;
    page.set(json!({ "cell": "term_weights,0,0" }))?;
    page.wait("ln 1", "document.querySelector('.inspector').textContent.includes('counts 0.00 in document 1')")
}
