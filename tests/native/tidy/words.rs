//! What no file may say.

use super::assert_none;
use super::source::{rust, under};
use std::ops::RangeInclusive;

/// Addresses that www/ and src/ may hold, by how they begin, with the reason.
const ADDRESSES: &[(&str, &str)] = &[("http://www.w3.org/", "names of XML namespaces; nothing is fetched")];

/// Where other people's files are served from, written with or without a scheme.
const HOSTS: &[&str] = &[
    "cdnjs",
    "cloudflare",
    "crates.io",
    "esm.sh",
    "fonts.googleapis",
    "gstatic",
    "huggingface.co",
    "hf.co",
    "jsdelivr",
    "npmjs",
    "pypi.org",
    "raw.githubusercontent",
    "skypack",
    "unpkg",
];

/// Chinese outside `src/i18n/zh.rs` and its folder: file, text, and why it stands there.
const CHINESE: &[(&str, &str, &str)] =
    &[("src/i18n/en.rs", "中文", "a language is offered under the name that its readers know")];

#[test]
fn nothing_is_fetched_from_elsewhere() {
    let mut broken = Vec::new();
    for source in ["www", "src"].iter().flat_map(|folder| under(folder)) {
        broken.extend(source.lines(&source.text, |line| HOSTS.iter().any(|host| line.contains(host))));
        broken.extend(source.lines(&source.text, has_foreign_address));
    }
    let rule = "The site is one folder and fetches nothing from another origin. Put the file in www/ or assets/ and \
                use a relative path; if it is only a name, add it to ADDRESSES in tests/native/tidy/words.rs, with a \
                reason.";
    assert_none(&broken, rule);
}

fn has_foreign_address(line: &str) -> bool {
    // `"//host/…"` is an address too: it takes the page's own scheme.
    let without_scheme = ["\"//", "'//", "(//"].iter().any(|start| {
        line.match_indices(start).any(|(i, _)| line[i + start.len()..].starts_with(|c: char| c.is_alphanumeric()))
    });
    let with_scheme = line.match_indices("://").any(|(i, _)| {
        let start = line[..i].trim_end_matches(|c: char| c.is_ascii_alphanumeric()).len();
        !ADDRESSES.iter().any(|(allowed, _)| line[start..].starts_with(allowed))
    });
    without_scheme || with_scheme
}

#[test]
fn chinese_is_in_its_own_file() {
    let mut broken = Vec::new();
    for source in rust(&["src"]).iter().filter(|source| !source.path.starts_with("src/i18n/zh")) {
        let mut shipped = source.shipped();
        for (_, allowed, _) in CHINESE.iter().filter(|(path, ..)| *path == source.path) {
            assert!(shipped.contains(allowed), "{}: «{allowed}» is gone; take it out of CHINESE", source.path);
            shipped = shipped.replace(allowed, "");
        }
        broken.extend(source.lines(&shipped, |line| line.contains(is_chinese)));
    }
    let rule = "What a reader sees goes through `Strings`: put the Chinese in src/i18n/zh.rs or its folder and the English beside it in en. \
                An exception goes into CHINESE in tests/native/tidy/words.rs with its reason.";
    assert_none(&broken, rule);
}

/// Han characters, and the punctuation and full-width signs that go with them.
fn is_chinese(c: char) -> bool {
    const BLOCKS: [RangeInclusive<char>; 5] = [
        '\u{3000}'..='\u{303F}',
        '\u{3400}'..='\u{9FFF}',
        '\u{F900}'..='\u{FAFF}',
        '\u{FF01}'..='\u{FFEE}',
        '\u{20000}'..='\u{3FFFF}',
    ];
    BLOCKS.iter().any(|block| block.contains(&c))
}

/// The places where the authors worked are of no use to a reader, and nobody else has them.
#[test]
fn no_file_names_its_authors_workplace() {
    // In pieces, so that this file does not find itself.
    let private = [["../.lib", "rary"], ["/wo", "rk/"], ["farm-", "studio"]].map(|pieces| pieces.concat());
    let is_wrong = |line: &str| private.iter().any(|place| line.contains(place));
    let files = under("");
    assert!(files.len() > 50, "only {} files were read", files.len());
    let broken: Vec<String> = files.iter().flat_map(|source| source.lines(&source.text, is_wrong)).collect();
    assert_none(&broken, "Write a path relative to the repository, or say it without the path.");
}
