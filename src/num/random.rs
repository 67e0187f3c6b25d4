//! Seeded random numbers that anyone can make again.
//!
//! The generator is SplitMix64 (Steele, Lea, Flood: *Fast splittable pseudorandom number generators*, 2014) used by
//! position: the i-th number depends on a key and on i alone. So a token keeps its vector wherever it stands, matrices
//! can be filled in any order, and a few lines of NumPy give the same bits (`tests/reference/attention.py`).

/// SplitMix64's step between two states: 2⁶⁴ divided by the golden ratio.
const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

/// Another odd constant, so that neighbouring seeds and neighbouring streams start far apart.
const STREAM: u64 = 0xD1B5_4A32_D192_ED03;

/// What keeps the numbers of one purpose (`stream`) apart from those of another under the same seed.
#[must_use]
pub fn key(seed: u64, stream: u64) -> u64 {
    mix(seed.wrapping_add((stream + 1).wrapping_mul(STREAM)))
}

/// `count` numbers, even over `[-scale, scale)`. Each is drawn with 24 bits, all that an `f32` can tell apart.
#[must_use]
pub fn uniform(key: u64, count: usize, scale: f32) -> Vec<f32> {
    uniform_from(key, 0, count, scale)
}

/// The same, but those from place `first` on.
#[must_use]
pub fn uniform_from(key: u64, first: usize, count: usize, scale: f32) -> Vec<f32> {
    const STEP: f32 = 1.0 / (1 << 23) as f32;
    (first as u64 + 1..=(first + count) as u64)
        .map(|i| {
            let bits = mix(key.wrapping_add(i.wrapping_mul(GOLDEN))) >> 40;
            scale * (bits as f32 * STEP - 1.0)
        })
        .collect()
}

/// 64 even bits: those of place `i`.
#[must_use]
pub fn bits(key: u64, i: u64) -> u64 {
    mix(key.wrapping_add(i.wrapping_add(1).wrapping_mul(GOLDEN)))
}

/// A key from bytes: FNV-1a, short and known well enough to be found in any language.
#[must_use]
pub fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xCBF2_9CE4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3))
}

/// SplitMix64's output function.
#[must_use]
pub fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splitmix_gives_its_published_numbers() {
        // The first outputs of the reference implementation from state 0.
        let first: Vec<u64> = (1..=3u64).map(|i| mix(i.wrapping_mul(GOLDEN))).collect();
        assert_eq!(first, [0xE220_A839_7B1D_CDAF, 0x6E78_9E6A_A1B9_65F4, 0x06C4_5D18_8009_454F]);
    }

    #[test]
    fn fnv_gives_its_published_numbers() {
        assert_eq!(hash(b""), 0xCBF2_9CE4_8422_2325);
        assert_eq!(hash(b"a"), 0xAF63_DC4C_8601_EC8C);
        assert_eq!(hash(b"foobar"), 0x8594_4171_F739_67E8);
    }

    #[test]
    fn numbers_are_even_and_stay_in_range() {
        let numbers = uniform(key(7, 1), 100_000, 2.0);
        assert!(numbers.iter().all(|x| (-2.0..2.0).contains(x)));
        let mean = numbers.iter().map(|&x| f64::from(x)).sum::<f64>() / 1e5;
        let variance = numbers.iter().map(|&x| f64::from(x).powi(2)).sum::<f64>() / 1e5;
        assert!(mean.abs() < 0.02, "{mean}");
        assert!((variance - 4.0 / 3.0).abs() < 0.02, "{variance}");
        assert_ne!(key(7, 1), key(7, 2));
        assert_ne!(key(7, 1), key(8, 1));
    }
}
