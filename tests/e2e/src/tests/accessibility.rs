//! axe-core finds nothing to complain of, on any exhibit, in any language and theme, whatever is open.

use super::Test;
use crate::options::{Kind, Options};
use crate::page::Page;
use anyhow::{Result, ensure};
use heedmap::exhibit;
use heedmap::i18n::strings;
use heedmap::state::{ExhibitId, Language, Theme};
use serde_json::{Value, json};

pub(super) const TESTS: &[Test] = &[
    Test::new("axe-in-light", |page| axe(page, Theme::Light)).unless(no_axe),
    Test::new("axe-in-dark", |page| axe(page, Theme::Dark)).unless(no_axe),
    Test::new("axe-on-a-phone", phone).on_phone().unless(no_axe),
];

fn no_axe(_: Kind, options: &Options) -> Option<&'static str> {
    options.axe.is_none().then_some("HEEDMAP_AXE is not set")
}

fn axe(page: &Page, theme: Theme) -> Result<()> {
    page.open("")?;
    load(page)?;
    let mut found = Vec::new();
    for exhibit in exhibit::ALL {
        for &language in Language::ALL {
            let place = format!("{} in {}", exhibit.id.slug(), language.slug());
            let state = json!({
                "exhibit": exhibit.id.slug(), "language": language.slug(), "theme": theme.slug(),
                "cell": null, "table": false, "mask": "none",
            });
            page.set(state)?;
            check(page, &place, &mut found)?;
            if exhibit.id != ExhibitId::Attention {
                continue;
            }
            page.set(json!({ "cell": "2,1", "mask": "causal" }))?;
            page.wait("the sum", "!!document.querySelector('.inspector .sum')")?;
            check(page, &format!("{place}, a cell and its sum"), &mut found)?;
            page.click(".panel.weights .save summary")?;
            page.click(".code summary")?;
            check(page, &format!("{place}, a menu and the script"), &mut found)?;
            page.click(".code summary")?;
            page.click(".panel.weights .save summary")?;
            page.set(json!({ "table": true, "cell": null }))?;
            check(page, &format!("{place}, as a table"), &mut found)?;
        }
    }
    page.set(json!({ "exhibit": "heads", "table": false, "n_layers": 3 }))?;
    check(page, "heads of several layers", &mut found)?;
    let text = "他来到了网易杭研大厦。".repeat(9);
    page.set(json!({ "exhibit": "segmentation", "text": text, "words": "江大桥:7" }))?;
    check(page, "stretches, a trellis and a word of one's own", &mut found)?;
    page.set(json!({ "exhibit": "attention", "n_layers": 1, "text": "" }))?;
    check(page, "no text", &mut found)?;
    page.set(json!({ "text": null, "language": "en" }))?;
    page.click_button(strings(Language::En).help)?;
    page.wait("the list of keys", "!!document.querySelector('.help')")?;
    check(page, "the list of keys", &mut found)?;
    ensure!(found.is_empty(), "{} violations:\n{}", found.len(), found.join("\n"));
    Ok(())
}

fn phone(page: &Page) -> Result<()> {
    page.open("#cell=1,1&theme=light")?;
    load(page)?;
    let mut found = Vec::new();
    check(page, "a phone", &mut found)?;
    page.set(json!({ "projector": true, "cell": null }))?;
    check(page, "the projector's view", &mut found)?;
    ensure!(found.is_empty(), "{} violations:\n{}", found.len(), found.join("\n"));
    Ok(())
}

/// Adds axe-core, which the test server has at the page's own origin.
fn load(page: &Page) -> Result<()> {
    page.run(
        "const script = document.createElement('script'); script.src = 'axe.js'; \
         await new Promise((resolve, reject) => { script.onload = resolve; \
            script.onerror = () => reject(new Error('no axe.js')); document.head.append(script); });",
    )
    .map(drop)
}

/// Adds what axe finds now to `found`.
fn check(page: &Page, place: &str, found: &mut Vec<String>) -> Result<()> {
    // Animations end first: what fades in has another contrast.
    page.run("await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => {})))")?;
    let violations = page.run(
        "const { violations } = await axe.run(document, { resultTypes: ['violations'], preload: false }); \
         return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => \
            `${id}: ${help}: ${node.target.join(' ')}: ${(node.any[0] ?? node.all[0] ?? node.none[0])?.message}`))",
    )?;
    let violations = violations.as_array().cloned().unwrap_or_default();
    found.extend(violations.iter().filter_map(Value::as_str).map(|violation| format!("{place}: {violation}")));
    Ok(())
}
