//! `cargo xtask`: see [`USAGE`].
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program for the terminal")]

use anyhow::{Context, Result, bail};
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;
use xtask::{bundle, relaxed, serve, stamp, test};

const USAGE: &str = "\
Usage: cargo xtask COMMAND

  serve [--port N] [--release]      build, serve on this machine, rebuild and reload on every change
  build [--release]                 leave the static site in dist/
  test [--no-browser] [--install]   run everything; --install lets it install browsers and Python's torch by sudo
  e2e [ARGUMENTS]                   only the release build and the end-to-end tests, with these arguments
  bench [ARGUMENTS]                 measure the release build beside its peers in a browser
  stamp [FOLDER]                    give a built folder its version (trunk's hook calls this)
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match obey(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn obey(arguments: &[String]) -> Result<()> {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        [] | ["help" | "--help" | "-h"] => print!("{USAGE}"),
        ["build", flags @ ..] => {
            let [release] = known(flags, ["--release"])?;
            build(release)?;
        }
        ["stamp"] => stamp_for_trunk()?,
        ["stamp", folder] => stamp_folder(Path::new(folder))?,
        ["serve", flags @ ..] => {
            let (port, flags) = port(flags)?;
            let [release] = known(&flags, ["--release"])?;
            serve::serve(port, release)?;
        }
        ["test", flags @ ..] => {
            let [no_browser, install] = known(flags, ["--no-browser", "--install"])?;
            test::test(!no_browser, install)?;
        }
        ["e2e", rest @ ..] => test::end_to_end(false, rest)?,
        ["bench", rest @ ..] => test::bench(rest)?,
        [other, ..] => bail!("`{other}` is none of the commands\n\n{USAGE}"),
    }
    Ok(())
}

fn build(release: bool) -> Result<()> {
    let start = Instant::now();
    let version = test::build(release)?;
    println!("dist/ holds version {version}, after {:.1} s", start.elapsed().as_secs_f32());
    Ok(())
}

/// Trunk tells its hooks where it has put the files. It knows of one worker only, and of no profile for the first picture. Its debug builds are for `trunk serve`,
/// and stay unversioned.
fn stamp_for_trunk() -> Result<()> {
    let folder = std::env::var_os("TRUNK_STAGING_DIR").context("stamp needs a folder, or trunk to name one")?;
    let folder = Path::new(&folder);
    let release = std::env::var_os("TRUNK_PROFILE").is_none_or(|profile| profile != "debug");
    bundle::add_first(folder, release)?;
    relaxed::add_worker(folder, release)?;
    if release { stamp_folder(folder) } else { Ok(()) }
}

fn stamp_folder(folder: &Path) -> Result<()> {
    let source = std::fs::read_to_string(xtask::root().join("www/index.html"))?;
    println!("{} holds version {}", folder.display(), stamp::stamp(folder, &source)?);
    Ok(())
}

/// Which of the flags that we know are there; another one is an error.
fn known<const N: usize>(flags: &[&str], known: [&str; N]) -> Result<[bool; N]> {
    if let Some(flag) = flags.iter().find(|flag| !known.contains(flag)) {
        bail!("`{flag}` is not understood here\n\n{USAGE}");
    }
    Ok(known.map(|name| flags.contains(&name)))
}

/// Takes `--port N` out of the flags.
fn port<'a>(flags: &[&'a str]) -> Result<(Option<u16>, Vec<&'a str>)> {
    let Some(at) = flags.iter().position(|flag| *flag == "--port") else { return Ok((None, flags.to_vec())) };
    let number = flags.get(at + 1).and_then(|number| number.parse().ok());
    let number = number.context("--port wants a number from 0 to 65535")?;
    Ok((Some(number), [&flags[..at], &flags[at + 2..]].concat()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_known_or_refused() {
        assert_eq!(known(&["--b"], ["--a", "--b"]).unwrap(), [false, true]);
        assert!(known(&["--c"], ["--a", "--b"]).is_err());
    }

    #[test]
    fn a_port_is_a_number() {
        assert_eq!(port(&["--release", "--port", "81"]).unwrap(), (Some(81), vec!["--release"]));
        assert_eq!(port(&["--release"]).unwrap(), (None, vec!["--release"]));
        assert!(port(&["--port"]).is_err() && port(&["--port", "many"]).is_err());
    }
}
