//! A built site as a function from request to reply; knows nothing of sockets, which are [`crate::http`]'s.

use percent_encoding::percent_decode_str;
use std::fs;
use std::path::PathBuf;

/// What a server says.
#[derive(Debug, PartialEq)]
pub struct Reply {
    /// 200, 301, 404 or 405.
    pub status: u16,
    /// Header names and values, without those of the body's length and of the connection.
    pub headers: Vec<(&'static str, String)>,
    /// The content.
    pub body: Vec<u8>,
}

type Change = Box<dyn Fn(String) -> String + Send + Sync>;
type Make = Box<dyn Fn(&str) -> Vec<u8> + Send + Sync>;

/// A folder of files, mounted at `/` or under a longer path, with what a caller adds to it.
pub struct Site {
    folder: PathBuf,
    mount: String,
    page: Option<Change>,
    made: Vec<(String, Make)>,
}

impl Site {
    /// The files of a folder. It is looked into at each request, so it may be replaced meanwhile.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into(), mount: "/".into(), page: None, made: Vec::new() }
    }

    /// Serves everything under a path such as `/some/sub/path/`, and nothing elsewhere.
    #[must_use]
    pub fn under(mut self, path: &str) -> Self {
        let path = path.trim_matches('/');
        self.mount = if path.is_empty() { "/".into() } else { format!("/{path}/") };
        self
    }

    /// Changes each `index.html` on its way out (see [`crate::page::add_to_head`]).
    #[must_use]
    pub fn with_page(mut self, change: impl Fn(String) -> String + Send + Sync + 'static) -> Self {
        self.page = Some(Box::new(change));
        self
    }

    /// Serves these bytes at `name`, a path from the site's root such as `probe.js`, before any file of that name.
    #[must_use]
    pub fn with_file(self, name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = bytes.into();
        self.with_made(name, move |_| bytes.clone())
    }

    /// Serves what a function makes of the query (the text after `?`). It may take its time: others are served.
    #[must_use]
    pub fn with_made(mut self, name: &str, make: impl Fn(&str) -> Vec<u8> + Send + Sync + 'static) -> Self {
        self.made.push((name.into(), Box::new(make)));
        self
    }

    /// Where the site is mounted, with a slash at both ends.
    pub fn mount(&self) -> &str {
        &self.mount
    }

    /// Answers a request for a target such as `/some/sub/path/app.js?x=1`.
    pub fn respond(&self, method: &str, target: &str) -> Reply {
        if !matches!(method, "GET" | "HEAD") {
            return plain(405, "only GET and HEAD are served here");
        }
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let Ok(path) = percent_decode_str(path).decode_utf8() else { return plain(404, "no such file") };
        if format!("{path}/") == self.mount {
            return moved(&self.mount, query);
        }
        let Some(name) = path.strip_prefix(&self.mount) else { return plain(404, "the site is not mounted here") };
        if let Some((_, make)) = self.made.iter().find(|(made, _)| made == name) {
            return found(name, make(query));
        }
        if !is_safe(name) {
            return plain(404, "no such file");
        }
        if !name.is_empty() && !name.ends_with('/') && self.folder.join(name).is_dir() {
            return moved(&format!("{path}/"), query);
        }
        let name = if name.is_empty() || name.ends_with('/') { format!("{name}index.html") } else { name.to_owned() };
        match (fs::read(self.folder.join(&name)), &self.page) {
            (Err(_), _) => plain(404, "no such file"),
            (Ok(bytes), Some(change)) if name == "index.html" => {
                found(&name, change(String::from_utf8_lossy(&bytes).into_owned()).into_bytes())
            }
            (Ok(bytes), _) => found(&name, bytes),
        }
    }
}

/// Whether a decoded name stays inside the folder, on any system.
fn is_safe(name: &str) -> bool {
    let trimmed = name.strip_suffix('/').unwrap_or(name);
    !name.contains(['\\', ':', '\0'])
        && (name.is_empty() || trimmed.split('/').all(|part| !matches!(part, "" | "." | "..")))
}

/// The MIME type by a file's extension. A `.gz` is a file of its own, not an encoding of another.
pub fn mime(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "txt" | "md" | "LICENSE" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

fn found(name: &str, body: Vec<u8>) -> Reply {
    let mut reply = plain(200, "");
    reply.headers[0].1 = mime(name).into();
    reply.body = body;
    reply
}

fn moved(to: &str, query: &str) -> Reply {
    let mut reply = plain(301, "");
    let mark = if query.is_empty() { "" } else { "?" };
    // No redirect may leave this host, so a path that begins with two slashes is cut to one.
    reply.headers.push(("Location", format!("/{}{mark}{query}", to.trim_start_matches('/'))));
    reply
}

fn plain(status: u16, text: &str) -> Reply {
    let headers = vec![
        ("Content-Type", "text/plain; charset=utf-8".into()),
        ("Cache-Control", "no-store".into()),
        ("X-Content-Type-Options", "nosniff".into()),
    ];
    Reply { status, headers, body: text.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(name: &str) -> Site {
        let folder = std::env::temp_dir().join(format!("xtask-site-{name}-{}", std::process::id()));
        fs::create_dir_all(folder.join("in/deep")).unwrap();
        fs::write(folder.join("secret"), "secret").unwrap();
        fs::write(folder.join("in/index.html"), "<head></head>").unwrap();
        fs::write(folder.join("in/deep/a b.wasm"), "wasm").unwrap();
        Site::new(folder.join("in"))
    }

    fn get(site: &Site, target: &str) -> (u16, String, String) {
        let reply = site.respond("GET", target);
        (reply.status, reply.headers[0].1.clone(), String::from_utf8(reply.body).unwrap())
    }

    #[test]
    fn files_have_their_types() {
        let site = site("types");
        assert_eq!(get(&site, "/"), (200, "text/html; charset=utf-8".into(), "<head></head>".into()));
        assert_eq!(get(&site, "/?embed=1").0, 200);
        assert_eq!(get(&site, "/deep/a%20b.wasm?x"), (200, "application/wasm".into(), "wasm".into()));
        assert_eq!(get(&site, "/none").0, 404);
        assert_eq!(site.respond("POST", "/").status, 405);
        assert_eq!(mime("jieba/dict.txt.gz"), "application/octet-stream");
        assert_eq!(mime("manifest.webmanifest"), "application/manifest+json");
    }

    #[test]
    fn nothing_outside_the_folder_is_served() {
        let site = site("traversal").under("sub");
        for name in
            ["../secret", "%2e%2e/secret", "deep/../../secret", "deep%2F..%2F..%2Fsecret", "..\\secret", "/etc/passwd"]
        {
            assert_eq!(get(&site, &format!("/sub/{name}")).0, 404, "{name}");
        }
        assert_eq!(get(&site, "/sub/%ff").0, 404);
        assert_eq!(get(&site, "/").0, 404, "not mounted there");
    }

    #[test]
    fn a_mounted_site_sends_visitors_to_its_slash() {
        let site = site("mount").under("/some/sub/path");
        assert_eq!(site.mount(), "/some/sub/path/");
        assert_eq!(get(&site, "/some/sub/path/").0, 200);
        for (from, to) in
            [("/some/sub/path?a=1", "/some/sub/path/?a=1"), ("/some/sub/path/deep", "/some/sub/path/deep/")]
        {
            let reply = site.respond("GET", from);
            assert_eq!((reply.status, &reply.headers[3].1[..]), (301, to));
        }
    }

    #[test]
    fn a_caller_adds_to_it() {
        let site = site("more")
            .with_page(|html| crate::page::add_to_head(&html, "<script src=\"probe.js\"></script>"))
            .with_file("probe.js", "probe()")
            .with_made("echo", |query| query.into());
        assert!(get(&site, "/index.html").2.contains("probe.js"));
        assert_eq!(get(&site, "/probe.js"), (200, "text/javascript; charset=utf-8".into(), "probe()".into()));
        assert_eq!(get(&site, "/echo?q").2, "q");
    }
}
