//! The kernels of `src/num` by themselves: `heedmap-counts KERNEL TIMES` runs one so many times and prints how many steps
//! each time is (multiply-adds, or numbers that it goes through). `xtask/src/counts.rs` has valgrind count the instructions
//! of two such runs: what lies between them is the kernel's, and the same on every machine.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program for the terminal")]

use heedmap_num::{
    Packed, Quantized, View, gelu, layer_norm, matmul_into, matmul_packed, matmul_quantized, random, softmax_row,
};
use std::hint::black_box;
use std::process::ExitCode;

/// Tokens, and numbers in a vector.
const N: usize = 96;
const D: usize = 384;
const D_HEAD: usize = 64;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [kernel, times] = arguments.as_slice() else { return ExitCode::FAILURE };
    let times = times.parse().unwrap_or(0);
    match run(kernel, times) {
        Some(steps) => {
            println!("{steps}");
            ExitCode::SUCCESS
        }
        None => {
            eprintln!("`{kernel}` is no kernel");
            ExitCode::FAILURE
        }
    }
}

/// Runs a kernel; the steps of one time.
fn run(kernel: &str, times: usize) -> Option<usize> {
    let numbers = |n| random::uniform(7, n, 1.0);
    let (x, w) = (numbers(N * D), numbers(D * D));
    let (x, w) = (View::new(&x, N, D), View::new(&w, D, D));
    let packed = Packed::new(w);
    let repeat = |of: &mut dyn FnMut()| (0..times).for_each(|_| of());
    Some(match kernel {
        "product" => {
            let mut out = vec![0.0; N * D];
            repeat(&mut || matmul_packed(black_box(x), &packed, &[], black_box(&mut out), D));
            N * D * D
        }
        // Rows that do not fill a block.
        "product-of-7" => {
            let (rows, mut out) = (numbers(7 * D), vec![0.0; 7 * D]);
            repeat(&mut || matmul_packed(black_box(View::new(&rows, 7, D)), &packed, &[], black_box(&mut out), D));
            7 * D * D
        }
        "vector" => {
            let (row, mut out) = (numbers(D), vec![0.0; D]);
            repeat(&mut || matmul_packed(black_box(View::new(&row, 1, D)), &packed, &[], black_box(&mut out), D));
            D * D
        }
        "bytes" => {
            let (quantized, mut out) = (Quantized::new(&packed), vec![0.0; N * D]);
            repeat(&mut || matmul_quantized(black_box(x), &quantized, &[], black_box(&mut out)));
            N * D * D
        }
        "bytes-vector" => {
            let (row, quantized, mut out) = (numbers(D), Quantized::new(&packed), vec![0.0; D]);
            repeat(&mut || matmul_quantized(black_box(View::new(&row, 1, D)), &quantized, &[], black_box(&mut out)));
            D * D
        }
        // A head's queries and keys, which nobody packed before.
        "scores" => {
            let mut out = vec![0.0; N * N];
            repeat(&mut || matmul_into(black_box(x).columns(0, D_HEAD), x.columns(0, D_HEAD).t(), &mut out, N));
            N * N * D_HEAD
        }
        "pack" => {
            repeat(&mut || drop(black_box(Packed::new(black_box(w.t())))));
            D * D
        }
        "softmax" => {
            let mut row = numbers(1_000);
            repeat(&mut || softmax_row(black_box(&mut row)));
            1_000
        }
        "norm" => {
            let (mut row, weight) = (numbers(D), numbers(D));
            repeat(&mut || layer_norm(black_box(&mut row), &weight, &weight, 1e-12));
            D
        }
        "gelu" => {
            let mut list = numbers(1_000);
            repeat(&mut || gelu(black_box(&mut list)));
            1_000
        }
        _ => return None,
    })
}
