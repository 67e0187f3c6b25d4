//! The end-to-end tests: the built site, served under a sub-path, in real browsers.
//!
//! ```text
//! cargo run -p heedmap-e2e -- --dist dist [--browsers chromium,firefox,webkit] [FILTER …]
//! cargo run -p heedmap-e2e -- --dist dist --bench [--rounds N] [FILTER …]
//! ```
//!
//! In reading order: [`site`] serves the folder and adds [`probe`](site::PROBE), the script that hears every error;
//! [`driver`] starts a browser; [`page`] is what a test holds in its hands; [`tests`] is the table of all of them, a
//! file for each topic; [`runner`] runs the table. A test fails if an assertion does, or if the page has complained
//! of anything that the test did not announce. With `--bench` the same browser measures instead of testing: [`bench`].
#![allow(clippy::print_stdout, reason = "a program for the terminal")]

mod bench;
mod chromium;
mod complaints;
mod driver;
mod elsewhere;
mod input;
mod options;
mod page;
mod picture;
mod runner;
mod site;
mod tests;
mod versions;

use std::process::ExitCode;

fn main() -> ExitCode {
    let obey = |options: &options::Options| match options.bench {
        Some(rounds) => bench::run(options, rounds).map(|()| true),
        None => runner::run(options),
    };
    match options::read(std::env::args().skip(1)).and_then(|options| obey(&options)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            println!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
