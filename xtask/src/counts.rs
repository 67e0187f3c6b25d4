//! Instructions of the kernels, which are the same however busy a machine is. They are those of a plain x86-64 and not of a
//! browser, but of the same sources, and tell whether a kernel began to do more than it did.

use crate::process::{command, run, which};
use anyhow::{Context, Result, bail, ensure};
use std::path::Path;

/// Most instructions for a step of each kernel: a twelfth or so more than there are.
const MOST: [(&str, f64); 10] = [
    ("product", 1.17),
    ("product-of-7", 1.26),
    ("vector", 1.07),
    ("bytes", 1.76),
    ("bytes-vector", 2.03),
    ("scores", 1.38),
    ("pack", 14.7),
    ("softmax", 13.1),
    ("norm", 6.9),
    ("gelu", 28.1),
];

/// Counts and compares, where there is valgrind and the processor is the one that was counted on.
///
/// # Errors
/// If a kernel takes more than it may.
pub fn check() -> Result<()> {
    if which("valgrind").is_none() {
        println!(
            "  skipped: instructions are counted by valgrind, which is not here (Debian: apt-get install valgrind)"
        );
        return Ok(());
    }
    if !cfg!(target_arch = "x86_64") {
        println!("  skipped: instructions are those of x86-64");
        return Ok(());
    }
    let mut cargo = command("cargo", &["build", "--release", "--package", "heedmap-counts"]);
    run(cargo.arg("--target-dir").arg(crate::target()))?;
    let program = crate::target().join("release/heedmap-counts");
    let mut slow = Vec::new();
    for (kernel, most) in MOST {
        let [once, thrice] = [count(&program, kernel, 1)?, count(&program, kernel, 3)?];
        let found = (thrice.instructions - once.instructions) / (2.0 * once.steps);
        println!("  {kernel}: {found:.3} instructions a step, {most} at most");
        ensure!(found > 0.0, "{kernel} does nothing");
        if found > most {
            slow.push(kernel);
        }
    }
    if !slow.is_empty() {
        bail!("more instructions than there may be: {}", slow.join(", "));
    }
    Ok(())
}

struct Count {
    instructions: f64,
    steps: f64,
}

fn count(program: &Path, kernel: &str, times: usize) -> Result<Count> {
    let mut valgrind = command("valgrind", &["--tool=callgrind", "--callgrind-out-file=/dev/null"]);
    let output = valgrind.arg(program).arg(kernel).arg(times.to_string()).output().context("valgrind did not start")?;
    let (said, printed) = (String::from_utf8_lossy(&output.stderr), String::from_utf8_lossy(&output.stdout));
    ensure!(output.status.success(), "{kernel}: {said}");
    let instructions = collected(&said).with_context(|| format!("valgrind counted nothing:\n{said}"))?;
    Ok(Count { instructions, steps: printed.trim().parse().context("a kernel says its steps")? })
}

/// The number behind `Collected :` in what callgrind says.
fn collected(said: &str) -> Option<f64> {
    said.lines().find_map(|line| line.split_once("Collected :")?.1.trim().parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn callgrind_is_understood() {
        let said = "==7== Events    : Ir\n==7== Collected : 188921\n==7== \n==7== I   refs:      188,921\n";
        assert_eq!(collected(said), Some(188_921.0));
        assert_eq!(collected("==7== Events    : Ir"), None);
    }
}
