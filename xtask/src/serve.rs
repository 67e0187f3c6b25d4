//! `cargo xtask serve`: the site as one edits it.

use crate::bundle::bundle;
use crate::http::Server;
use crate::page::add_to_head;
use crate::site::Site;
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

const WATCHED: [&str; 5] = ["src", "www", "assets", "Cargo.toml", ".cargo/config.toml"];
const DEFAULT_PORT: u16 = 8080;

/// Builds and serves, and does so again at every change, until the terminal ends it.
pub fn serve(port: Option<u16>, release: bool) -> Result<()> {
    let folder = crate::target().join(if release { "site-release" } else { "site-debug" });
    let mut seen = snapshot();
    rebuild(&folder, release)?; // without a first success there is nothing to serve

    let built = Arc::new(Generation::default());
    built.advance();
    let server = start(site(&folder, &built), port)?;
    println!("\n  Heedmap is at {}    (Ctrl-C ends it)\n", server.url());
    loop {
        std::thread::sleep(Duration::from_millis(300));
        let now = snapshot();
        if now != seen {
            seen = now;
            match rebuild(&folder, release) {
                Ok(()) => built.advance(),
                Err(error) => eprintln!("error: {error:#}\n  The page stays as it was."),
            }
        }
    }
}

fn rebuild(folder: &Path, release: bool) -> Result<()> {
    let start = Instant::now();
    bundle(folder, release)?;
    println!("  built in {:.1} s", start.elapsed().as_secs_f32());
    Ok(())
}

/// The built folder, with a script in its page that asks for the next generation and reloads when that has come.
fn site(folder: &Path, built: &Arc<Generation>) -> Site {
    let built = Arc::clone(built);
    Site::new(folder)
        .with_page(|html| add_to_head(&html, "<script type=\"module\" src=\"__reload.js\"></script>"))
        .with_file("__reload.js", include_str!("../js/reload.js"))
        .with_file("sw.js", include_str!("../js/sw.js"))
        .with_made("__reload", move |seen| built.after(seen).into_bytes())
}

/// Takes the port that was asked for, or else the first free one from the usual on.
fn start(site: Site, port: Option<u16>) -> Result<Server> {
    if let Some(port) = port {
        return Server::start(site, port).with_context(|| format!("cannot listen on port {port}"));
    }
    let site = Arc::new(site);
    let servers = (DEFAULT_PORT..DEFAULT_PORT + 20).find_map(|port| Server::start(Arc::clone(&site), port).ok());
    servers.map_or_else(|| Server::start(site, 0).context("cannot listen on any port"), Ok)
}

/// Every watched file with the time of its last change: adding, changing and deleting all show in it.
fn snapshot() -> Vec<(PathBuf, Option<SystemTime>)> {
    let mut found = Vec::new();
    let mut waiting: Vec<PathBuf> = WATCHED.iter().map(|name| crate::root().join(name)).collect();
    while let Some(path) = waiting.pop() {
        match fs::read_dir(&path) {
            Ok(entries) => waiting.extend(entries.flatten().map(|entry| entry.path())),
            Err(_) => {
                let changed = fs::metadata(&path).and_then(|data| data.modified()).ok();
                found.push((path, changed));
            }
        }
    }
    found.sort();
    found
}

/// A number that changes with each build, and can be waited for.
#[derive(Default)]
struct Generation {
    number: Mutex<u128>,
    changed: Condvar,
}

impl Generation {
    /// Named after the time, so that a page left open also sees that serving was ended and begun again.
    fn advance(&self) {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_millis());
        let mut number = self.number.lock().unwrap_or_else(PoisonError::into_inner);
        *number = now.max(*number + 1);
        self.changed.notify_all();
    }

    /// The current number as soon as it is another than the one seen, or after a while in any case.
    fn after(&self, seen: &str) -> String {
        let number = self.number.lock().unwrap_or_else(PoisonError::into_inner);
        let same = |number: &mut u128| number.to_string() == seen;
        let waited = self.changed.wait_timeout_while(number, Duration::from_secs(25), same);
        waited.unwrap_or_else(PoisonError::into_inner).0.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_generation_is_waited_for() {
        let built = Arc::new(Generation::default());
        built.advance();
        let first = built.after("");
        let waiting = Arc::clone(&built);
        let seen = first.clone();
        let next = std::thread::spawn(move || waiting.after(&seen));
        built.advance();
        assert_ne!(next.join().unwrap(), first);
    }

    #[test]
    fn the_page_gets_the_reload_script_and_no_service_worker() {
        let folder = std::env::temp_dir().join(format!("xtask-serve-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("index.html"), "<head></head>").unwrap();
        let site = site(&folder, &Arc::default());
        let body = |target| String::from_utf8(site.respond("GET", target).body).unwrap();
        assert!(body("/").contains("__reload.js"));
        assert!(body("/sw.js").contains("unregister"));
        assert_eq!(body("/__reload?seen"), "0");
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn the_watch_covers_the_page() {
        assert!(snapshot().iter().any(|(path, _)| path.ends_with("www/index.html")));
    }
}
