//! Labels: tokens made visible, measured and shortened without a browser.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// A token's text with everything invisible made visible: a space is ␣, a line end ↵, a tab ⇥, any other character
/// without ink its code point.
#[must_use]
pub fn visible(token: &str) -> String {
    if is_plain(token) || token.graphemes(true).all(has_ink) {
        return token.to_owned();
    }
    let mut out = String::new();
    for cluster in token.graphemes(true) {
        if has_ink(cluster) {
            out.push_str(cluster);
            continue;
        }
        for c in cluster.chars() {
            match c {
                ' ' => out.push('␣'),
                '\n' => out.push('↵'),
                '\t' => out.push('⇥'),
                '\r' => out.push('␍'),
                _ => out.push_str(&format!("U+{:04X}", u32::from(c))),
            }
        }
    }
    out
}

/// Bytes as such a text, each that is no part of a character as two hexadecimal digits.
#[must_use]
pub fn visible_bytes(bytes: &[u8]) -> String {
    // Nearly every token is text, and a long text has thousands of them.
    if let Ok(text) = str::from_utf8(bytes) {
        return visible(text);
    }
    let hex = |byte: &u8| format!("{byte:02X}");
    let parts = bytes.utf8_chunks().flat_map(|chunk| {
        let text = Some(visible(chunk.valid())).filter(|text| !text.is_empty());
        text.into_iter().chain(chunk.invalid().iter().map(hex))
    });
    parts.collect::<Vec<_>>().join(" ")
}

/// Whether a text is Latin letters, digits and the like, each a cluster of its own: most labels, found out quickly.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Whether a cluster draws anything by itself. Joiners and variation selectors inside an emoji do no harm there.
fn has_ink(cluster: &str) -> bool {
    !cluster.chars().all(|c| c.is_whitespace() || c.is_control() || is_format(c))
}

/// Characters that only tell others how to be drawn: joiners, direction marks, variation selectors, tags.
fn is_format(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E0FFF}')
}

/// Roughly how wide a text is at a font size, in the same unit: a Han character or an emoji is one em, a Latin letter
/// a little over half. Good enough to leave room, and the same in every browser and test.
#[must_use]
pub fn width(text: &str, font: f64) -> f64 {
    let ems = |cluster: &str| match cluster.width() {
        0 => 0.0,
        1 => 0.6,
        _ => 1.0,
    };
    let sum: f64 = if is_plain(text) { text.bytes().map(|_| 0.6).sum() } else { text.graphemes(true).map(ems).sum() };
    sum * font
}

/// The characters of a text of a script that may be written downwards, such as Chinese; none of any other text.
#[must_use]
pub fn stacked(text: &str) -> Vec<&str> {
    let clusters: Vec<&str> = text.graphemes(true).collect();
    let is_wide = |cluster: &&str| cluster.width() > 1 || *cluster == "…";
    if clusters.iter().all(is_wide) { clusters } else { vec![] }
}

/// The text if it fits into `room`, else its beginning and an ellipsis.
#[must_use]
pub fn shorten(text: &str, font: f64, room: f64) -> String {
    if width(text, font) <= room {
        return text.to_owned();
    }
    let mut out = String::new();
    for cluster in text.graphemes(true) {
        if width(&out, font) + width(cluster, font) + width("…", font) > room {
            break;
        }
        out.push_str(cluster);
    }
    out + "…"
}

/// Whether a piece may not begin a line: closing brackets and stops, Chinese and Latin.
fn is_closing(piece: &str) -> bool {
    piece.chars().all(|c| ")]},.;:!?\u{FF09}\u{300D}\u{300F}\u{FF0C}\u{3002}\u{FF1B}\u{FF1A}\u{3001}".contains(c))
}

/// Whether a piece may not end a line: opening brackets, Chinese and Latin.
fn is_opening(piece: &str) -> bool {
    piece.chars().all(|c| "([{\u{FF08}\u{300C}\u{300E}\u{201C}".contains(c))
}

/// The text in lines that fit into `room`, broken at spaces, or anywhere in a script that writes none.
#[must_use]
pub fn wrap(text: &str, font: f64, room: f64) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut opening = String::new();
    for part in text.split_word_bounds() {
        opening.push_str(part);
        if is_opening(part) {
            continue; // it goes where the next part goes
        }
        let piece = std::mem::take(&mut opening);
        if let Some(line) = lines.last_mut() {
            if line.is_empty() || is_closing(&piece) || width(line, font) + width(piece.trim_end(), font) <= room {
                line.push_str(piece.trim_start_matches(|c| c == ' ' && line.is_empty()));
            } else {
                lines.push(piece.trim_start().to_owned());
            }
        }
    }
    if let Some(line) = lines.last_mut() {
        line.push_str(&opening);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fit_and_lose_only_spaces() {
        let lines = wrap("one scale for all heads", 10.0, 80.0);
        assert_eq!(lines, ["one scale for ", "all heads"]);
        assert_eq!(wrap("各头共用色标", 10.0, 30.0), ["各头共", "用色标"]);
        assert_eq!(wrap("a share of 1 (viridis)", 10.0, 84.0), ["a share of 1 ", "(viridis)"]);
        assert_eq!(wrap("", 10.0, 30.0), [""]);
        assert_eq!(wrap("unbreakable", 10.0, 1.0), ["unbreakable"]);
    }

    #[test]
    fn what_has_no_ink_is_named() {
        let cases = [(" the", "␣the"), ("\n", "↵"), ("\u{200D}", "U+200D"), ("\u{7}", "U+0007"), ("它", "它")];
        for (token, label) in cases.into_iter().chain([("👩‍🚀", "👩‍🚀"), ("e\u{301}", "e\u{301}"), ("\r\n", "␍↵")])
        {
            assert_eq!(visible(token), label);
        }
        assert_eq!(visible(""), "");
        assert_eq!(visible_bytes(b" \xE5\x8Dab\xFF"), "␣ E5 8D ab FF");
        assert_eq!((visible_bytes("它".as_bytes()), visible_bytes(b"")), ("它".into(), String::new()));
        assert_eq!(visible("\u{202E}abc"), "U+202Eabc");
    }

    #[test]
    fn only_wide_characters_are_stacked() {
        assert_eq!(stacked("长江…"), ["长", "江", "…"]);
        assert!(stacked("长a").is_empty() && stacked("the").is_empty());
    }

    #[test]
    fn long_labels_end_in_an_ellipsis_and_fit() {
        assert_eq!(shorten("street", 10.0, 100.0), "street");
        let short = shorten("internationalisation", 10.0, 60.0);
        assert!(short.ends_with('…') && width(&short, 10.0) <= 60.0, "{short}");
        assert!(width("猫", 10.0) > width("m", 10.0));
        assert_eq!(shorten("猫猫猫", 10.0, 1.0), "…");
    }
}
