//! Running other programs, loudly.

use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A command that runs in the checkout; `cargo` is the cargo that started us. A build server builds once, so what would make
/// its second build quick is left out: a gigabyte and a half of it.
pub fn command(program: &str, arguments: &[&str]) -> Command {
    let cargo = std::env::var_os("CARGO").filter(|_| program == "cargo");
    let mut command = Command::new(cargo.unwrap_or_else(|| program.into()));
    command.args(arguments).current_dir(crate::root());
    if program == "cargo" && crate::is_ci() {
        command.env("CARGO_INCREMENTAL", "0");
    }
    command
}

/// Shows the command, runs it, and fails if it does.
pub fn run(command: &mut Command) -> Result<()> {
    let shown = show(command);
    println!("  $ {shown}");
    let status = command.status().with_context(|| format!("cannot run `{shown}`"))?;
    if !status.success() {
        bail!("`{shown}` failed ({status})");
    }
    Ok(())
}

/// What the command prints, or nothing if it cannot be run or fails.
pub fn output(program: &str, arguments: &[&str]) -> Option<String> {
    let output = command(program, arguments).stderr(Stdio::null()).stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Where a program lies, looked up as a shell would.
pub fn which(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let file = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&path).map(|folder| folder.join(&file)).find(|file| file.is_file())
}

/// The command line without the long path of the program.
fn show(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let words = std::iter::once(program).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_program_and_a_failing_one_are_errors() {
        assert!(run(&mut Command::new("no-such-program-at-all")).is_err());
        assert!(run(command("cargo", &["no-such-command"]).stderr(Stdio::null())).is_err());
        assert_eq!(output("no-such-program-at-all", &[]), None);
    }

    #[test]
    fn cargo_says_its_name() {
        assert!(output("cargo", &["--version"]).unwrap().starts_with("cargo "));
    }
}
