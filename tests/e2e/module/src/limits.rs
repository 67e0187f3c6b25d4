//! What the processor could do at most: what everything else is a share of.

use std::arch::wasm32::{f32x4, f32x4_add, f32x4_extract_lane, f32x4_splat, v128};
use wasm_bindgen::prelude::wasm_bindgen;

/// Sums on which a step is independent of the others: with two factors they fill the registers that a browser leaves.
const SUMS: usize = 12;

/// Registers, and nothing else.
#[wasm_bindgen]
pub struct Registers;

#[wasm_bindgen]
impl Registers {
    /// `rounds` times 12 multiply-adds of four numbers, 96 operations each time.
    #[must_use]
    pub fn multiply_adds(rounds: u32) -> f32 {
        multiply_adds(rounds)
    }

    /// `rounds` times 12 steps of sixteen products of bytes each, 384 operations each time.
    #[cfg(target_feature = "relaxed-simd")]
    #[must_use]
    pub fn byte_products(rounds: u32) -> i32 {
        use std::arch::wasm32::{i32x4_extract_lane, i32x4_relaxed_dot_i8x16_i7x16_add, i32x4_splat};
        let mut sums: [v128; SUMS] = std::array::from_fn(|place| i32x4_splat(place as i32));
        let row = i32x4_splat(0x0102_0304);
        for _ in 0..rounds {
            // A sum is what is multiplied, too: a product that is the same each time would be taken out of the loop.
            for sum in &mut sums {
                *sum = i32x4_relaxed_dot_i8x16_i7x16_add(*sum, row, *sum);
            }
        }
        sums.iter().fold(0, |all, &sum| all.wrapping_add(i32x4_extract_lane::<0>(sum)))
    }
}

fn multiply_adds(rounds: u32) -> f32 {
    let mut sums: [v128; SUMS] = std::array::from_fn(|place| f32x4_splat(place as f32));
    let (factor, term) = (f32x4_splat(0.999), f32x4_splat(0.001));
    for _ in 0..rounds {
        for sum in &mut sums {
            *sum = multiply_add(*sum, factor, term);
        }
    }
    total(&sums)
}

/// Fused, a sum is what is added to; the compiler takes nothing out of the loop.
#[cfg(target_feature = "relaxed-simd")]
fn multiply_add(sum: v128, factor: v128, term: v128) -> v128 {
    std::arch::wasm32::f32x4_relaxed_madd(factor, term, sum)
}

/// In two steps, a sum is what is multiplied: a product that is the same each time would be taken out of the loop.
#[cfg(not(target_feature = "relaxed-simd"))]
fn multiply_add(sum: v128, factor: v128, term: v128) -> v128 {
    f32x4_add(std::arch::wasm32::f32x4_mul(sum, factor), term)
}

fn total(sums: &[v128]) -> f32 {
    sums.iter().map(|&sum| f32x4_extract_lane::<0>(sum) + f32x4_extract_lane::<3>(sum)).sum()
}

/// A list to be read from one end to the other.
#[wasm_bindgen]
pub struct Memory(Vec<[[f32; 4]; 8]>);

#[wasm_bindgen]
impl Memory {
    /// One of so many bytes.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(bytes: usize) -> Self {
        Self(vec![[[1.0; 4]; 8]; bytes / 128])
    }

    /// Reads it all, for a sum.
    #[must_use]
    pub fn read(&self) -> f32 {
        let mut sums = [f32x4_splat(0.0); 8];
        for eight in &self.0 {
            for (sum, &[a, b, c, d]) in sums.iter_mut().zip(eight) {
                *sum = f32x4_add(*sum, f32x4(a, b, c, d));
            }
        }
        total(&sums)
    }
}
