//! Runs the table of tests in each browser and counts.

use crate::driver::{self, Display, Driver, Wishes};
use crate::options::{Kind, Options, Programs};
use crate::page::Page;
use crate::site;
use crate::tests::{ALL, Test};
use anyhow::{Context, Result, anyhow};
use fantoccini::Client;
use std::fs;
use std::path::PathBuf;
use std::slice;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Instant;
use tokio::runtime::{Builder, Runtime};
use xtask::http::Server;
use xtask::site::Site;

/// Where logs and pictures of failures go.
pub(crate) fn output() -> PathBuf {
    xtask::target().join("e2e")
}

#[derive(Default)]
struct Count {
    passed: usize,
    /// What failed, and why: said when it happens and once more at the end, since the middle of a long log is easily lost.
    failed: Vec<String>,
    skipped: usize,
}

impl Count {
    fn fail(&mut self, what: String) {
        println!("FAILED  {what}");
        self.failed.push(what);
    }
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
    let site = Arc::new(site::tested(options)?);
    let wanted: Vec<&Test> = ALL.iter().copied().flatten().filter(|test| is_wanted(options, test.name)).collect();
    let count = Mutex::new(Count::default());
    for (kind, programs) in &options.browsers {
        let start = Instant::now();
        match programs {
            Ok(programs) => {
                let runner = Runner { kind: *kind, programs, options, runtime: &runtime, site: &site, count: &count };
                runner.run_all(&wanted)?;
            }
            Err(missing) if xtask::is_ci() => {
                lock(&count).fail(format!("{}: {missing}", kind.name()));
            }
            Err(missing) => {
                println!("skipped {}: {missing}", kind.name());
                lock(&count).skipped += wanted.len();
            }
        }
        println!("        {} took {:.0} s", kind.name(), start.elapsed().as_secs_f32());
    }
    let _absent = fs::remove_dir_all(driver::temporary());
    let count = lock(&count);
    for what in &count.failed {
        println!("FAILED  {what}");
    }
    println!("{} passed, {} failed, {} skipped", count.passed, count.failed.len(), count.skipped);
    Ok(count.failed.is_empty())
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn end_all_after(asked: &std::io::Result<()>) {
    if asked.is_ok() {
        driver::end_all();
        let _absent = fs::remove_dir_all(driver::temporary());
        std::process::exit(130);
    }
}

/// What tests of one browser have in common.
#[derive(Clone, Copy)]
struct Runner<'a> {
    kind: Kind,
    programs: &'a Programs,
    options: &'a Options,
    runtime: &'a Runtime,
    site: &'a Arc<Site>,
    count: &'a Mutex<Count>,
}

impl Runner<'_> {
    /// Runs tests, some at a time.
    fn run_all(self, tests: &[&Test]) -> Result<()> {
        let next = Mutex::new(tests.iter());
        thread::scope(|scope| {
            let hands: Vec<_> =
                (0..self.options.jobs.min(tests.len())).map(|_| scope.spawn(|| self.run_each(&next))).collect();
            hands.into_iter().try_for_each(|hand| hand.join().map_err(|_panic| anyhow!("a test panicked"))?)
        })
    }

    /// Runs one test after another, on a display that no other test disturbs. What takes longest is to start a browser:
    /// so the next test goes on with the last one's if all was well. (Not in WebKitGTK, which starts soon, and in which all
    /// takes ever longer where there were many sites with service workers.)
    fn run_each(self, next: &Mutex<slice::Iter<&Test>>) -> Result<()> {
        let log = output().join(format!("{}.log", self.kind.name()));
        let display = self.programs.xvfb.as_ref().map(|xvfb| Display::start(xvfb, &log)).transpose()?;
        let take = || lock(next).next();
        let mut last = None;
        while let Some(test) = take() {
            let name = format!("{}: {}", self.kind.name(), test.name);
            if let Some(why) = test.why_not(self.kind, self.options) {
                println!("skipped {name}: {why}");
                lock(self.count).skipped += 1;
                continue;
            }
            let start = Instant::now();
            let driver = || Driver::start(self.kind, self.programs, display.as_ref(), test.wishes, &log);
            let is_shared = self.kind != Kind::WebKit && test.wishes == Wishes::default();
            let session = match last.take_if(|_| is_shared) {
                Some(session) => Ok(session),
                None => connect(self.runtime, driver),
            };
            let outcome = session.and_then(|session| Ok((self.run_test(test, &session.1, is_shared)?, session)));
            let seconds = start.elapsed().as_secs_f32();
            match outcome {
                Ok((is_fit, session)) => {
                    println!("passed  {name} ({seconds:.1} s)");
                    lock(self.count).passed += 1;
                    if is_fit {
                        last = Some(session);
                    }
                }
                Err(error) => {
                    let why = format!("{error:#}").replace('\n', "\n        ");
                    lock(self.count).fail(format!("{name} ({seconds:.1} s)\n        {why}"));
                }
            }
        }
        Ok(())
    }

    /// Each test has a server of its own, and with its port an origin of its own: what an earlier test has left in the
    /// browser, in stores or by a service worker, is another site's. Returns whether the browser, if it is
    /// shared, is fit for another test.
    fn run_test(self, test: &Test, client: &Client, is_shared: bool) -> Result<bool> {
        let server = Server::start(Arc::clone(self.site), 0).context("cannot serve")?;
        let page = Page::new(self.kind, self.options, &server, client.clone(), self.runtime.handle().clone());
        if !test.wishes.phone {
            page.resize(1440, 900)?;
        }
        let outcome = match ((test.run)(&page), page.check_complaints()) {
            // What a page complains of often says why it did not do what it should.
            (Err(error), Err(complaints)) => Err(error.context(complaints.to_string())),
            (outcome, complaints) => outcome.and(complaints),
        };
        if outcome.is_err() {
            let file = output().join(format!("{}-{}.png", self.kind.name(), test.name));
            let _no_picture = page.screenshot().and_then(|png| fs::write(&file, png).context("screenshot"));
        }
        outcome.map(|()| is_shared && page.leave().is_ok())
    }
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
