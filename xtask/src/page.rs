//! `www/index.html`, read as trunk reads it: the few `data-trunk` elements that we use, each of which names
//! something to build or to copy, so that the page itself is the list of what the site is made of.

use anyhow::{Context, Result, bail};

/// Something that the page asks for.
#[derive(Debug, PartialEq)]
pub enum Asset {
    /// A binary, built with these features (comma-separated, as cargo takes them).
    Bin {
        /// Its package's `Cargo.toml`, by its path from the page.
        manifest: String,
        /// The binary's name, which its files get too.
        name: String,
        /// Cargo features.
        features: String,
    },
    /// A file to copy to the site's root, by its path from the page.
    File(String),
    /// A folder to copy under its last name, by its path from the page.
    Folder(String),
}

/// The page without its `data-trunk` elements, and what they asked for.
#[derive(Debug, PartialEq)]
pub struct Page {
    /// What a browser gets.
    pub html: String,
    /// In the order of the page.
    pub assets: Vec<Asset>,
}

impl Page {
    /// Reads the page's source.
    pub fn parse(source: &str) -> Result<Self> {
        let mut page = Self { html: String::with_capacity(source.len()), assets: Vec::new() };
        let mut rest = source;
        while let Some(start) = rest.find('<') {
            page.html.push_str(&rest[..start]);
            rest = &rest[start..];
            let end = if rest.starts_with("<!--") { "-->" } else { ">" };
            let length = rest.find(end).with_context(|| format!("an element without its end: {rest:.60}"))? + end.len();
            let (element, after) = rest.split_at(length);
            rest = after;
            let attributes = attributes(element);
            if !element.starts_with("<link") || !attributes.iter().any(|(name, _)| *name == "data-trunk") {
                page.html.push_str(element);
            } else if let Some(link) = page.obey(element, &attributes)? {
                page.html.push_str(&link);
            } else if page.html.ends_with('\n') {
                rest = rest.strip_prefix('\n').unwrap_or(rest); // leave no empty line behind
            }
        }
        page.html.push_str(rest);
        Ok(page)
    }

    /// Notes what an element asks for; returns what takes its place.
    fn obey(&mut self, element: &str, attributes: &[(&str, &str)]) -> Result<Option<String>> {
        let optional = |wanted| attributes.iter().find(|(name, _)| *name == wanted).map(|(_, value)| *value);
        let get = |wanted| optional(wanted).with_context(|| format!("{element} lacks the attribute {wanted}"));
        match get("rel")? {
            "rust" => {
                let features = optional("data-cargo-features").unwrap_or_default().to_owned();
                let manifest = get("href")?.to_owned();
                self.assets.push(Asset::Bin { manifest, name: get("data-bin")?.to_owned(), features });
            }
            "copy-file" => self.assets.push(Asset::File(get("href")?.to_owned())),
            "copy-dir" => self.assets.push(Asset::Folder(get("href")?.to_owned())),
            "css" => {
                let href = get("href")?;
                self.assets.push(Asset::File(href.to_owned()));
                return Ok(Some(format!("<link rel=\"stylesheet\" href=\"{}\">", last_name(href))));
            }
            other => bail!("xtask knows no data-trunk element of rel=\"{other}\": teach it in xtask/src/page.rs"),
        }
        Ok(None)
    }
}

/// Adds markup at the end of the page's head.
pub fn add_to_head(html: &str, markup: &str) -> String {
    html.replacen("</head>", &format!("{markup}\n</head>"), 1)
}

/// The last name of a path with slashes.
pub fn last_name(path: &str) -> &str {
    path.trim_end_matches('/').rsplit('/').next().unwrap_or(path)
}

/// The attributes of one element; their values must be in double quotes, which is how we write them.
fn attributes(element: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = element.trim_end_matches(['>', '/']).split_once(char::is_whitespace).map_or("", |(_, rest)| rest);
    loop {
        rest = rest.trim_start();
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        if end == 0 {
            return found;
        }
        let (name, after) = rest.split_at(end);
        let quoted = after.strip_prefix("=\"").and_then(|after| after.split_once('"'));
        found.push((name, quoted.map_or("", |(value, _)| value)));
        rest = quoted.map_or(after.trim_start_matches('='), |(_, after)| after);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_trunk_elements_become_assets() {
        let page = Page::parse(
            "<head>\n<link data-trunk rel=\"rust\" href=\"../Cargo.toml\" data-bin=\"app\" data-cargo-features=\"web\">\n\
             <link data-trunk rel=\"css\" href=\"looks/style.css\" />\n<!-- <link data-trunk rel=\"css\" href=\"no.css\"> -->\n\
             <link data-trunk rel=\"copy-file\" href=\"boot.js\">\n<link data-trunk rel=\"copy-dir\" href=\"../assets/jieba\">\n\
             <link rel=\"icon\" href=\"icon.svg\">\n</head>\n",
        )
        .unwrap();
        assert_eq!(
            page.html,
            "<head>\n<link rel=\"stylesheet\" href=\"style.css\">\n\
             <!-- <link data-trunk rel=\"css\" href=\"no.css\"> -->\n<link rel=\"icon\" href=\"icon.svg\">\n</head>\n"
        );
        let app = Asset::Bin { manifest: "../Cargo.toml".into(), name: "app".into(), features: "web".into() };
        let [css, boot] = ["looks/style.css", "boot.js"].map(|file| Asset::File(file.into()));
        assert_eq!(page.assets, [app, css, boot, Asset::Folder("../assets/jieba".into())]);
    }

    #[test]
    fn what_we_cannot_do_is_said() {
        let unknown = Page::parse("<link data-trunk rel=\"sass\" href=\"a.scss\">").unwrap_err();
        assert!(unknown.to_string().contains("sass"), "{unknown}");
        let nameless = Page::parse("<link data-trunk rel=\"copy-file\">").unwrap_err();
        assert!(nameless.to_string().contains("href"), "{nameless}");
        assert!(Page::parse("<link data-trunk").is_err());
    }

    #[test]
    fn our_page_can_be_read() {
        let source = std::fs::read_to_string(crate::root().join("www/index.html")).unwrap();
        let page = Page::parse(&source).unwrap();
        assert!(!page.html.contains("data-trunk"));
        let bins = page.assets.iter().filter(|asset| matches!(asset, Asset::Bin { .. })).count();
        assert_eq!(bins, 3, "the app, its worker and the tokenizers");
    }
}
