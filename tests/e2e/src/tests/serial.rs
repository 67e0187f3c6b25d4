//! Serial against parallel: stepped, scrubbed and played, and both agree.

use super::Test;
use crate::page::Page;
use anyhow::{Result, ensure};

pub(super) const TESTS: &[Test] = &[Test::new("serial-against-parallel", serial)];

fn serial(page: &Page) -> Result<()> {
    page.open("#exhibit=serial")?;
    let size = "document.querySelector('.sheet[data-figure=serial] canvas.cells')?.width";
    page.wait("all five steps", &format!("{size} === 5"))?;
    let apart = page.eval(
        "Math.max(...[...document.querySelectorAll('.panel.rows tbody tr')] \
         .flatMap((row) => [...row.children].slice(-2).map((cell) => Number(cell.textContent.replaceAll('−', '-')))))",
    )?;
    ensure!(apart.as_f64().is_some_and(|apart| apart <= 1e-5), "the two ways are {apart} apart");
    page.click("#back")?;
    page.wait("four tokens", &format!("{size} === 4"))?;
    page.eval(
        "(() => { const field = document.querySelector('#scrub'); field.value = 0; \
         field.dispatchEvent(new InputEvent('input', { bubbles: true })); })()",
    )?;
    page.wait("one token", &format!("{size} === 1"))?;
    page.click("#play")?;
    page.wait("it plays to the end", &format!("{size} === 5"))?;
    page.wait(
        "the same pixels in the framed rows",
        "(() => { \
        const row = (name) => { const canvas = document.querySelector(`.sheet[data-figure=${name}] canvas.cells`); \
            return [...canvas.getContext('2d').getImageData(0, canvas.height - 1, canvas.width, 1).data].join(); }; \
        return row('serial') === row('masked'); })()",
    )
}
