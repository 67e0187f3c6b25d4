//! A mistake is made on purpose, and the numbers show it.

use super::Test;
use crate::page::Page;
use anyhow::{Context, Result, ensure};

pub(super) const TESTS: &[Test] = &[Test::new("mistakes-show-in-the-numbers", mistakes)];

/// Smallest sum, largest sum, leaked weight, entropy, largest weight, length of the output: right and wrong.
fn measures(page: &Page) -> Result<Vec<(f64, f64)>> {
    let rows = page.eval(
        "[...document.querySelectorAll('.facts tbody tr')].map((row) => [...row.querySelectorAll('td')] \
         .map((cell) => Number(cell.textContent.replaceAll('−', '-'))))",
    )?;
    let number = |row: &serde_json::Value, index: usize| row[index].as_f64().context("no number");
    rows.as_array().context("no rows")?.iter().map(|row| Ok((number(row, 0)?, number(row, 1)?))).collect()
}

fn mistakes(page: &Page) -> Result<()> {
    page.open("#exhibit=breaks&mask=causal")?;
    let none = measures(page)?;
    ensure!(none.len() == 6 && none.iter().all(|(right, wrong)| right == wrong), "no mistake yet, but {none:?}");
    page.click("#mask-after-softmax")?;
    page.wait_state("slips", "mask-after-softmax")?;
    page.until(|| {
        let [(right, wrong), ..] = measures(page)?[..] else { anyhow::bail!("no measures") };
        ensure!((right - 1.0).abs() < 1e-3 && wrong < 0.9, "the smallest sums are {right} and {wrong}");
        Ok(())
    })?;
    page.click("#mask-after-softmax")?;
    page.click("#no-scale")?;
    page.until(|| {
        let found = measures(page)?;
        let (right, wrong) = *found.get(3).context("no entropy")?;
        ensure!(wrong < right - 0.1, "the entropies are {right} and {wrong}");
        Ok(())
    })
}
