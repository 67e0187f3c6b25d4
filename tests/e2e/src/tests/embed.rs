//! The figure alone, for a frame in somebody else's page.

use super::Test;
use crate::page::Page;
use crate::picture::Numbers;
use anyhow::{Result, ensure};

pub(super) const TESTS: &[Test] =
    &[Test::new("embed", embed), Test::new("embed-in-a-frame", in_a_frame), Test::new("projector", projector)];

const SHOWN: &str = "(css) => Array.from(document.querySelectorAll(css)).filter((one) => one.checkVisibility?.() \
    ?? one.getClientRects().length > 0).length";

fn shown(page: &Page, css: &str) -> Result<u64> {
    let count = page.eval_with(&format!("({SHOWN})(args[0])"), vec![css.into()])?;
    Ok(count.as_u64().unwrap_or_default())
}

fn is_figure_alone(page: &Page) -> Result<()> {
    page.wait("the attribute", "document.documentElement.dataset.embed === 'on'")?;
    for css in [".top", ".rail", ".head", ".chips", ".inspector", ".sheet[data-figure=mask]", "textarea"] {
        ensure!(shown(page, css)? == 0, "{css} is shown");
    }
    ensure!(shown(page, ".sheet[data-figure=weights]")? == 1, "the figure is not shown");
    Ok(())
}

fn embed(page: &Page) -> Result<()> {
    page.open("?embed=1&text=It%20was+tired&mask=causal")?;
    is_figure_alone(page)?;
    ensure!(page.state("text")? == "It was tired", "the search was not read");
    let link = page.eval("document.querySelector('.embed-link a').href")?;
    ensure!(link.as_str().is_some_and(|link| link.starts_with(&page.server.url())), "the link back is {link}");
    // The way to the whole page shows the same with everything around it.
    page.goto(link.as_str().unwrap_or_default())?;
    page.ready()?;
    ensure!(shown(page, ".top")? == 1 && page.state("text")? == "It was tired", "{link} leads elsewhere");
    Numbers::of_screen(page)?.wait_for_screen(page)
}

fn in_a_frame(page: &Page) -> Result<()> {
    page.goto(&format!("{}frame.html?640,480,?embed=1&mask=causal#text=in%20a%20frame", page.server.url()))?;
    page.enter_frame()?;
    page.ready()?;
    is_figure_alone(page)?;
    ensure!(page.state("mask")? == "causal", "the frame's search was not read");
    let overflow = page.eval("document.documentElement.scrollWidth - innerWidth")?;
    ensure!(overflow.as_i64().is_some_and(|pixels| pixels <= 0), "{overflow} pixels too wide");
    Ok(())
}

fn projector(page: &Page) -> Result<()> {
    page.open("#projector=1")?;
    ensure!(shown(page, ".top")? == 0 && shown(page, ".sheet[data-figure=weights]")? == 1, "not the figure alone");
    page.click(".leave")?;
    page.wait("the page", "document.documentElement.dataset.projector === 'off'")?;
    ensure!(shown(page, ".top")? == 1, "the bar did not come back");
    Ok(())
}
