//! The policy is on, and everything that is loaded comes from under the site's own path.

use super::Test;
use crate::page::Page;
use anyhow::{Context, Result, ensure};
use serde_json::json;
use std::net::{Ipv4Addr, TcpListener};

pub(super) const TESTS: &[Test] = &[
    Test::new("the-policy-blocks-inline-scripts", inline),
    Test::new("the-policy-blocks-other-origins", foreign),
    Test::new("everything-under-the-sites-path", own_path),
];

fn inline(page: &Page) -> Result<()> {
    page.open("")?;
    let policy = page.eval("document.querySelector('meta[http-equiv=Content-Security-Policy]').content")?;
    let policy = policy.as_str().context("no policy")?;
    for part in [
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
    ] {
        ensure!(policy.contains(part), "the policy lacks {part}");
    }
    ensure!(!policy.contains("'unsafe-eval'"), "the policy allows eval");
    page.announce("script-src");
    page.announce("inline"); // as the browsers' own words have it
    page.eval(
        "(() => { const script = document.createElement('script'); script.textContent = 'window.__inline = 1'; \
         document.head.append(script); })()",
    )?;
    page.wait(
        "a violation",
        "__probe.records.some((record) => record.startsWith('securitypolicyviolation: script-src'))",
    )?;
    ensure!(page.eval("window.__inline === undefined")? == true, "an inline script ran");
    Ok(())
}

fn foreign(page: &Page) -> Result<()> {
    page.open("")?;
    let other = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    other.set_nonblocking(true)?;
    let address = format!("http://127.0.0.1:{}/", other.local_addr()?.port());
    for part in ["connect-src", "img-src", "foreign request", "Content Security Policy", "cannot load http"] {
        page.announce(part);
    }
    let refused =
        page.run_with("return fetch(args[0]).then(() => 'loaded', () => 'refused')", vec![address.clone().into()])?;
    ensure!(refused == "refused", "fetch {refused}");
    page.eval_with("void (new Image().src = args[0])", vec![address.into()])?;
    page.wait("two violations", "__probe.records.filter((record) => /connect-src|img-src/.test(record)).length >= 2")?;
    ensure!(other.accept().is_err(), "the other origin was asked");
    Ok(())
}

fn own_path(page: &Page) -> Result<()> {
    page.open("")?;
    page.set(json!({ "tokenizer": "jieba", "text": "南京市长江大桥" }))?;
    page.run("await heedmap.run({ text: 'a second worker' })")?;
    let elsewhere = page.eval_with(
        "performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => !name.startsWith(args[0]))",
        vec![page.server.url().into()],
    )?;
    ensure!(elsewhere == json!([]), "not from under the site's path: {elsewhere}");
    let slow = page.eval("performance.getEntriesByType('resource').length")?;
    ensure!(slow.as_u64().is_some_and(|count| count > 4), "the browser lists only {slow} requests");
    Ok(())
}
