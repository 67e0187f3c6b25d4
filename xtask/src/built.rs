//! What the compiler made of the worker, where a browser minds and no test of ours would show it.
//!
//! - No call in the innermost loops of a product: Firefox keeps in memory from beginning to end whatever has to outlast a call
//!   anywhere in a function, even one that is never made, such as a complaint about an index; with the sums of a tile there,
//!   products take it three times as long.
//! - No function of a hundred kilobytes: what is called in one place LLVM puts there, and so the answers to all questions became one
//!   function. A browser compiles a function as a whole while its loops run; after WebKitGTK had done that, a training that played
//!   under load freed memory that was not there, once in twenty times.

use anyhow::{Context, Result, ensure};
use std::path::Path;
use wasmparser::{FunctionBody, Operator, Parser, Payload};

/// Rows of the tiles that are looked for (`num/blocks.rs`). A tile of two rows looks like a single row that meets more columns.
const ROWS: [usize; 4] = [3, 4, 5, 6];
/// Multiply-adds for each row of a tile: two halves of a panel, for rows that were copied and for rows that were not.
const PER_ROW: usize = 4;
/// Bytes that a function may have: half as many again as the longest has.
const LONGEST: usize = 64 * 1024;

/// Looks at both workers of the site in `folder` and at a product's tiles in the one with relaxed SIMD.
///
/// # Errors
/// If a function is too long, a tile calls anything, or none is found.
pub fn check(folder: &Path) -> Result<()> {
    let worker = |name: &str| -> Result<Vec<Function>> {
        let wasm = std::fs::read(folder.join(name)).with_context(|| format!("no {name}"))?;
        let found = functions(&wasm)?;
        let longest = found.iter().map(|function| function.bytes).max().unwrap_or(0);
        println!("  the longest function of {name}: {longest} bytes");
        ensure!(longest <= LONGEST, "{name} has a function of {longest} bytes, and {LONGEST} are the most");
        Ok(found)
    };
    worker("worker_bg.wasm")?;
    let found = worker("worker_relaxed_bg.wasm")?;
    for rows in ROWS {
        let tiles = found.iter().filter(|function| function.is_tile(rows));
        let calls: Vec<usize> = tiles.map(|tile| tile.calls).collect();
        println!("  tiles of {rows} rows: {}, with {} calls", calls.len(), calls.iter().sum::<usize>());
        ensure!(!calls.is_empty(), "no function looks like a tile of {rows} rows");
        ensure!(calls.iter().all(|&calls| calls == 0), "a tile of {rows} rows calls something, which Firefox pays for");
    }
    Ok(())
}

/// What a function does, as far as it matters here.
#[derive(Debug, Default, PartialEq)]
struct Function {
    bytes: usize,
    multiply_adds: usize,
    multiplications: usize,
    calls: usize,
}

impl Function {
    /// Whether it multiplies and adds as a tile of so many rows does, and multiplies nothing else.
    fn is_tile(&self, rows: usize) -> bool {
        self.multiply_adds == PER_ROW * rows && self.multiplications == 0
    }

    fn of(body: &FunctionBody) -> Result<Self> {
        let mut function = Self { bytes: body.range().len(), ..Self::default() };
        for operator in body.get_operators_reader()? {
            match operator? {
                Operator::F32x4RelaxedMadd => function.multiply_adds += 1,
                Operator::F32x4Mul | Operator::F32Mul => function.multiplications += 1,
                // Firefox calls for memory to be copied, too.
                Operator::Call { .. }
                | Operator::CallIndirect { .. }
                | Operator::MemoryCopy { .. }
                | Operator::MemoryFill { .. } => function.calls += 1,
                _ => {}
            }
        }
        Ok(function)
    }
}

fn functions(wasm: &[u8]) -> Result<Vec<Function>> {
    let mut all = vec![];
    for payload in Parser::new(0).parse_all(wasm) {
        if let Payload::CodeSectionEntry(body) = payload? {
            all.push(Function::of(&body)?);
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module of two functions: one that calls itself, one that multiplies and adds nothing four times.
    #[test]
    fn operators_are_counted() {
        let types = [1, 4, 1, 0x60, 0, 0];
        let functions_of_it = [3, 3, 2, 0, 0];
        let calling = [4, 0, 0x10, 0, 0x0b];
        let zero = [&[0xfd, 12][..], &[0; 16]].concat();
        let step = [&zero.repeat(3)[..], &[0xfd, 0x85, 2, 0x1a]].concat();
        let adding = [&[0][..], &step.repeat(4), &[0x0b]].concat();
        let length = [(adding.len() % 128 + 128) as u8, (adding.len() / 128) as u8];
        let bodies = [&[2][..], &calling, &length, &adding].concat();
        let length = [(bodies.len() % 128 + 128) as u8, (bodies.len() / 128) as u8];
        let wasm = [&b"\0asm\x01\0\0\0"[..], &types, &functions_of_it, &[10], &length, &bodies].concat();
        let [calling, adding] = &functions(&wasm).expect("a module")[..] else { panic!("two functions") };
        assert_eq!((calling.bytes, calling.calls, calling.multiply_adds), (4, 1, 0));
        assert_eq!((adding.calls, adding.multiply_adds), (0, 4));
        assert!(adding.is_tile(1) && !adding.is_tile(2));
    }
}
