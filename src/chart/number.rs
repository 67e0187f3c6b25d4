//! Numbers for people: a true minus sign, as many digits as mean something.

/// Two decimals, as in a cell: `0.42`, `−1.50`. Infinities are `∞` and `−∞`.
#[must_use]
pub fn short(value: f32) -> String {
    special(value).unwrap_or_else(|| minus(&format!("{value:.2}")))
}

/// Four decimals, as sums of logarithms want them in a table: `−12.3456`.
#[must_use]
pub fn exact(value: f32) -> String {
    special(value).unwrap_or_else(|| minus(&format!("{value:.4}")))
}

/// A share of 1: four decimals, `0.1235`, or a power of ten where these would all be 0, `2e−5`.
#[must_use]
pub fn share(value: f32) -> String {
    if value > 0.0 && value < 5e-5 { minus(&format!("{value:.0e}")) } else { exact(value) }
}

/// A share of 1 in a sentence: two decimals, `0.12`, or what [`share`] says where these would be 0.
#[must_use]
pub fn spoken_share(value: f32) -> String {
    if value > 0.0 && value < 5e-3 { share(value) } else { short(value) }
}

/// As [`short`], with fewer decimals, or as a power of ten, where it would be longer than `chars` characters:
/// `−12.3`, `−123`, `−1e6`.
#[must_use]
pub fn within(value: f32, chars: usize) -> String {
    special(value).unwrap_or_else(|| {
        let rounded = [2, 1, 0].map(|decimals| minus(&format!("{value:.decimals$}")));
        let fitting = rounded.into_iter().find(|text| text.chars().count() <= chars);
        fitting.unwrap_or_else(|| minus(&format!("{value:.0e}")))
    })
}

/// A whole number, as it is where it has no more than `chars` characters: `12`; else as [`within`] says it.
#[must_use]
pub fn count(value: f32, chars: usize) -> String {
    let whole = full(value);
    if whole.chars().count() <= chars { whole } else { within(value, chars) }
}

/// Four significant digits, as in the inspector: `0.1235`, `12.35`, `1.235e−7`.
#[must_use]
pub fn long(value: f32) -> String {
    if let Some(text) = special(value) {
        return text;
    }
    let scientific = format!("{value:.3e}");
    // The exponent after rounding: 0.99999 counts as 1.000.
    let exponent = scientific.split_once('e').and_then(|(_, exponent)| exponent.parse().ok()).unwrap_or(0i32);
    let text = match exponent {
        -4..=5 => format!("{value:.*}", usize::try_from(3 - exponent).unwrap_or(0)),
        _ => scientific,
    };
    minus(&text)
}

/// Every digit that the `f32` has: the shortest text that reads back as the same number.
#[must_use]
pub fn full(value: f32) -> String {
    special(value).unwrap_or_else(|| minus(&format!("{value}")))
}

/// A size in memory: `512 B`, `27.0 KiB`, `1.5 MiB`.
#[must_use]
pub fn bytes(n: usize) -> String {
    let units = ["KiB", "MiB", "GiB"];
    let power = (n.max(1).ilog2() / 10).min(units.len() as u32) as usize;
    match power.checked_sub(1) {
        Some(unit) => format!("{:.1}\u{A0}{}", n as f64 / 1024f64.powi(power as i32), units[unit]),
        None => format!("{n}\u{A0}B"),
    }
}

fn special(value: f32) -> Option<String> {
    match value {
        _ if value.is_nan() => Some("NaN".into()),
        f32::INFINITY => Some("∞".into()),
        f32::NEG_INFINITY => Some("−∞".into()),
        _ => None,
    }
}

/// Hyphens become minus signs; a zero has none.
fn minus(text: &str) -> String {
    let text = text.strip_prefix('-').filter(|rest| !rest.contains(|c| ('1'..='9').contains(&c))).unwrap_or(text);
    text.replace('-', "−")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_that_mean_something() {
        let cases =
            [(0.0, "0.000"), (0.999_999, "1.000"), (0.123_456, "0.1235"), (0.012_345, "0.01235"), (12.345_6, "12.35")];
        for (value, text) in cases.into_iter().chain([(-1.5, "−1.500"), (123_456.0, "123456"), (1.0, "1.000")]) {
            assert_eq!(long(value), text);
        }
        assert_eq!(long(-1.234_56e-7), "−1.235e−7");
        assert_eq!(long(4.2e9), "4.200e9");
        assert_eq!(
            (short(-0.001), short(-0.5), short(f32::NEG_INFINITY)),
            ("0.00".into(), "−0.50".into(), "−∞".into())
        );
        let narrow = [(0.421, "0.42"), (-0.5, "−0.50"), (-12.345, "−12.3"), (-1234.5, "−1234"), (-2.5e9, "−2e9")];
        for (value, text) in narrow.into_iter().chain([(f32::NAN, "NaN"), (f32::NEG_INFINITY, "−∞")]) {
            assert_eq!(within(value, 5), text);
        }
        assert_eq!([2.0, 0.0, 123_456.0].map(|value| count(value, 5)), ["2", "0", "1e5"]);
        assert_eq!([0.123_45, 2.4e-3, 1.9e-5, 0.0].map(spoken_share), ["0.12", "0.0024", "2e−5", "0.00"]);
        assert_eq!([0.123_45, 1.9e-5, 0.0].map(share), ["0.1235", "2e−5", "0.0000"]);
        let sizes = [(0, "0\u{A0}B"), (1_023, "1023\u{A0}B"), (27_648, "27.0\u{A0}KiB"), (3 << 29, "1.5\u{A0}GiB")];
        sizes.into_iter().for_each(|(n, text)| assert_eq!(bytes(n), text));
        assert_eq!((full(0.1), full(-2e-9), full(f32::NAN)), ("0.1".into(), "−0.000000002".into(), "NaN".into()));
    }
}
