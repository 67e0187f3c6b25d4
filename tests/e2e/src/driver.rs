//! Starts a browser through its WebDriver and ends both.

use crate::options::{Kind, Programs};
use anyhow::{Context, Result};
use fantoccini::error::NewSessionError;
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// What a test wishes of its browser.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Wishes {
    /// The reader prefers Chinese.
    pub(crate) chinese: bool,
    /// A small screen that is touched; only Chromium can be one, others are small windows.
    pub(crate) phone: bool,
}

/// Runs programs of a browser in one group, and ends them all when dropped.
pub(crate) struct Process(Child);

/// A display that nobody sees.
pub(crate) struct Display {
    _process: Process,
    name: String,
}

/// The groups that run now.
static GROUPS: Mutex<Vec<u32>> = Mutex::new(Vec::new());

/// Ends everything that was started, as when the reader of our output has seen enough.
pub(crate) fn end_all() {
    for group in GROUPS.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
        signal("-KILL", group);
    }
}

/// Where browsers keep their profiles. Not under `target`: sockets are made here, and their paths must be short.
pub(crate) fn temporary() -> PathBuf {
    std::env::temp_dir().join(format!("heedmap-e2e-{}", std::process::id()))
}

fn signal(signal: &str, group: u32) {
    let group = format!("-{group}");
    let _gone = Command::new("kill").args([signal, "--", &group]).stderr(Stdio::null()).status();
}

impl Process {
    /// What it and its children write goes to `log`.
    fn start(mut command: Command, log: &Path) -> Result<Self> {
        let file = File::options().create(true).append(true).open(log)?;
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let child = command.stdin(Stdio::null()).stderr(file).spawn();
        let child = child.with_context(|| format!("cannot start {}", command.get_program().display()))?;
        GROUPS.lock().unwrap_or_else(PoisonError::into_inner).push(child.id());
        Ok(Self(child))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // The group also holds a browser that did not end with its driver.
        let group = self.0.id();
        signal("-TERM", group);
        let deadline = Instant::now() + Duration::from_secs(3);
        while Instant::now() < deadline && matches!(self.0.try_wait(), Ok(None)) {
            std::thread::sleep(Duration::from_millis(20));
        }
        signal("-KILL", group);
        let _reaped = self.0.wait();
        GROUPS.lock().unwrap_or_else(PoisonError::into_inner).retain(|other| *other != group);
    }
}

impl Display {
    /// Starts Xvfb, which finds a free number by itself.
    pub(crate) fn start(xvfb: &Path, log: &Path) -> Result<Self> {
        let mut command = Command::new(xvfb);
        command.args(["-displayfd", "1", "-screen", "0", "2000x1400x24", "-nolisten", "tcp"]).stdout(Stdio::piped());
        let mut process = Process::start(command, log)?;
        let mut number = String::new();
        let output = process.0.stdout.take().context("Xvfb has no output")?;
        BufReader::new(output).read_line(&mut number)?;
        Ok(Self { _process: process, name: format!(":{}", number.trim()) })
    }
}

/// A driver with its browser.
pub(crate) struct Driver {
    process: Process,
    url: String,
    capabilities: Capabilities,
    /// Holds the browser's profile.
    folder: PathBuf,
}

impl Drop for Driver {
    fn drop(&mut self) {
        // A browser that is asked to end takes a second to put away a profile that nobody will open again.
        signal("-KILL", self.group());
        let _swept_later = std::fs::remove_dir_all(&self.folder);
    }
}

impl Driver {
    /// Starts the driver; the browser comes with [`Driver::connect`].
    pub(crate) fn start(
        kind: Kind,
        programs: &Programs,
        display: Option<&Display>,
        wishes: Wishes,
        log: &Path,
    ) -> Result<Self> {
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let mut command = Command::new(&programs.driver);
        command.arg(format!("--port={port}")).stdout(File::options().create(true).append(true).open(log)?);
        if let Some(display) = display {
            command.env("DISPLAY", &display.name);
        }
        let folder = temporary().join(port.to_string());
        std::fs::create_dir_all(&folder)?;
        command.env("TMPDIR", &folder);
        if kind == Kind::WebKit && wishes.chinese {
            speak_chinese(&mut command, &folder.join("locales"))?;
        }
        let process = Process::start(command, log)?;
        let capabilities = capabilities(kind, programs, wishes);
        Ok(Self { process, url: format!("http://127.0.0.1:{port}"), capabilities, folder })
    }

    /// The group of its processes, to which the browser's belong.
    pub(crate) fn group(&self) -> u32 {
        self.process.0.id()
    }

    /// Opens a session, which is a new browser with an empty profile.
    pub(crate) async fn connect(&self) -> Result<Client> {
        let attempts = async {
            loop {
                let mut builder = ClientBuilder::new(HttpConnector::new());
                match builder.capabilities(self.capabilities.clone()).connect(&self.url).await {
                    outcome @ (Ok(_) | Err(NewSessionError::SessionNotCreated(_))) => return outcome,
                    Err(_) => tokio::time::sleep(Duration::from_millis(50)).await, // the driver is not yet listening
                }
            }
        };
        tokio::time::timeout(Duration::from_secs(45), attempts)
            .await
            .context("the browser does not come up")?
            .context("no session")
    }
}

/// WebKitGTK takes the reader's languages from the system's locale. A Chinese one need not be installed: it is made
/// here, in the folder `all`, of the one that always is, since only its name matters.
fn speak_chinese(command: &mut Command, all: &Path) -> Result<()> {
    let plain = Path::new("/usr/lib/locale/C.utf8");
    let chinese = all.join("zh_CN.utf8");
    for name in xtask::bundle::files(plain)? {
        let to = chinese.join(&name);
        std::fs::create_dir_all(to.parent().unwrap_or(&chinese))?;
        std::fs::copy(plain.join(name), to)?;
    }
    command.env("LOCPATH", all).env("LANG", "zh_CN.UTF-8").env("LANGUAGE", "zh_CN:zh");
    command.env_remove("LC_ALL").env_remove("LC_MESSAGES");
    Ok(())
}

fn capabilities(kind: Kind, programs: &Programs, wishes: Wishes) -> Capabilities {
    let languages = if wishes.chinese { "zh-CN,zh" } else { "en-US,en" };
    let browser = programs.browser.display().to_string();
    let (name, options) = match kind {
        Kind::Chromium => ("goog:chromeOptions", chromium(&browser, languages, wishes.phone)),
        Kind::Firefox => (
            "moz:firefoxOptions",
            json!({
                "binary": browser,
                "args": ["-headless", "--width=1440", "--height=900"],
                "prefs": { "intl.accept_languages": languages, "ui.systemUsesDarkTheme": 0 },
            }),
        ),
        Kind::WebKit => ("webkitgtk:browserOptions", json!({ "binary": browser, "args": ["--automation"] })),
    };
    let timeouts = json!({ "script": 120_000, "pageLoad": 60_000 });
    let mut all = Capabilities::from_iter([(name.to_owned(), options), ("timeouts".to_owned(), timeouts)]);
    if kind == Kind::Chromium {
        all.insert("goog:loggingPrefs".into(), json!({ "browser": "ALL" }));
    }
    all
}

fn chromium(binary: &str, languages: &str, phone: bool) -> Value {
    let mut options = json!({
        "binary": binary,
        "args": [
            "--headless=new", "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--window-size=1440,900", "--disable-dev-shm-usage",
            format!("--accept-lang={languages}"),
            // A request to any other host fails, and the browser's log says so.
            "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
        ],
        "prefs": { "intl.accept_languages": languages },
    });
    if phone {
        options["mobileEmulation"] =
            json!({ "deviceMetrics": { "width": 390, "height": 844, "pixelRatio": 3.0, "touch": true } });
    }
    options
}
