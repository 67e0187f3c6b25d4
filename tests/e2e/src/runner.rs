//! Runs the table of tests in each browser and counts.

use crate::driver::{self, Display, Driver};
use crate::options::{Kind, Options, Programs};
use crate::page::Page;
use crate::site;
use crate::tests::{ALL, Test};
use anyhow::{Context, Result};
use fantoccini::Client;
use std::fs;
use std::path::PathBuf;
use std::time::Instant;
use tokio::runtime::{Builder, Runtime};
use xtask::http::Server;

/// Where logs and pictures of failures go.
pub(crate) fn output() -> PathBuf {
    xtask::target().join("e2e")
}

#[derive(Default)]
struct Count {
    passed: usize,
    failed: usize,
    skipped: usize,
}

/// Makes room for the output, and a runtime that ends all that we start when it is asked to.
pub(crate) fn start() -> Result<Runtime> {
    let _absent = fs::remove_dir_all(output()); // of an earlier run
    fs::create_dir_all(output())?;
    let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    // Drivers and browsers are in groups of their own, and would hear nothing of it.
    runtime.spawn(async { end_all_after(&tokio::signal::ctrl_c().await) });
    #[cfg(unix)]
    runtime.spawn(async {
        let mut signal = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
        signal.recv().await;
        end_all_after(&Ok(()));
        std::io::Result::Ok(())
    });
    Ok(runtime)
}

/// Whether a name was asked for.
pub(crate) fn is_wanted(options: &Options, name: &str) -> bool {
    options.filters.is_empty() || options.filters.iter().any(|filter| name.contains(filter.as_str()))
}

/// Runs everything that was asked for; whether all is well.
pub(crate) fn run(options: &Options) -> Result<bool> {
    let runtime = start()?;
    let server = site::start(options)?;
    println!("The site is at {} for the time of the tests.", server.url());
    let tests: Vec<&Test> = ALL.iter().copied().flatten().filter(|test| is_wanted(options, test.name)).collect();
    let mut count = Count::default();
    for (kind, programs) in &options.browsers {
        let start = Instant::now();
        match programs {
            Ok(programs) => run_browser(*kind, programs, options, &runtime, &server, &tests, &mut count)?,
            Err(missing) if xtask::is_ci() => {
                println!("FAILED  {}: {missing}", kind.name());
                count.failed += 1;
            }
            Err(missing) => {
                println!("skipped {}: {missing}", kind.name());
                count.skipped += tests.len();
            }
        }
        println!("        {} took {:.0} s", kind.name(), start.elapsed().as_secs_f32());
    }
    let _absent = fs::remove_dir_all(driver::temporary());
    println!("{} passed, {} failed, {} skipped", count.passed, count.failed, count.skipped);
    Ok(count.failed == 0)
}

fn end_all_after(asked: &std::io::Result<()>) {
    if asked.is_ok() {
        driver::end_all();
        let _absent = fs::remove_dir_all(driver::temporary());
        std::process::exit(130);
    }
}

fn run_browser(
    kind: Kind,
    programs: &Programs,
    options: &Options,
    runtime: &Runtime,
    server: &Server,
    tests: &[&Test],
    count: &mut Count,
) -> Result<()> {
    let log = output().join(format!("{}.log", kind.name()));
    let _absent = fs::remove_file(&log);
    let display = programs.xvfb.as_ref().map(|xvfb| Display::start(xvfb, &log)).transpose()?;
    for test in tests {
        let name = format!("{}: {}", kind.name(), test.name);
        if let Some(why) = test.why_not(kind, options) {
            println!("skipped {name}: {why}");
            count.skipped += 1;
            continue;
        }
        let start = Instant::now();
        let outcome = connect(runtime, || Driver::start(kind, programs, display.as_ref(), test.wishes, &log))
            .and_then(|(_driver, client)| run_test(test, kind, options, runtime, server, client));
        let seconds = start.elapsed().as_secs_f32();
        match outcome {
            Ok(()) => {
                println!("passed  {name} ({seconds:.1} s)");
                count.passed += 1;
            }
            Err(error) => {
                println!(
                    "FAILED  {name} ({seconds:.1} s)\n        {}",
                    format!("{error:#}").replace('\n', "\n        ")
                );
                count.failed += 1;
            }
        }
    }
    Ok(())
}

/// Starts a browser. WebKitGTK's now and then does not come up, and its driver would wait for it for ever.
pub(crate) fn connect(runtime: &Runtime, start: impl Fn() -> Result<Driver>) -> Result<(Driver, Client)> {
    let attempt = || {
        let driver = start()?;
        let client = runtime.block_on(driver.connect())?;
        Ok((driver, client))
    };
    attempt().or_else(|_: anyhow::Error| attempt()).or_else(|_| attempt())
}

fn run_test(
    test: &Test,
    kind: Kind,
    options: &Options,
    runtime: &Runtime,
    server: &Server,
    client: Client,
) -> Result<()> {
    let page = Page::new(kind, options, server, client, runtime.handle().clone());
    if kind == Kind::WebKit {
        page.resize(1440, 900)?; // the others are told when they start
    }
    let outcome = match ((test.run)(&page), page.check_complaints()) {
        // What a page complains of often says why it did not do what it should.
        (Err(error), Err(complaints)) => Err(error.context(complaints.to_string())),
        (outcome, complaints) => outcome.and(complaints),
    };
    if outcome.is_err() {
        let file = output().join(format!("{}-{}.png", kind.name(), test.name));
        let _no_picture = page.screenshot().and_then(|png| fs::write(&file, png).context("screenshot"));
    }
    let _gone = page.close(); // the driver's end is the browser's, however this ends
    outcome
}
