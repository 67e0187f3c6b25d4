//! What the command line and the environment say.

use anyhow::{Context, Result, bail};
use std::path::PathBuf;

/// What to test, where.
pub(crate) struct Options {
    /// The built site.
    pub(crate) dist: PathBuf,
    /// The browsers, each with what it takes to drive it; `Err` names what is missing.
    pub(crate) browsers: Vec<(Kind, Result<Programs, String>)>,
    /// Only tests whose name contains one of these; all if there is none.
    pub(crate) filters: Vec<String>,
    /// How many tests run at a time.
    pub(crate) jobs: usize,
    /// axe-core's script, if it is there.
    pub(crate) axe: Option<PathBuf>,
    /// Whether to measure instead of testing, in how many rounds.
    pub(crate) bench: Option<usize>,
    /// Plotly's script, if it is there.
    pub(crate) plotly: Option<PathBuf>,
    /// What the benchmark of the tokenizers needs beside the site, if it is there.
    pub(crate) beside: Option<PathBuf>,
}

/// The browsers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Chromium,
    Firefox,
    WebKit,
}

/// The programs of one browser.
#[derive(Clone)]
pub(crate) struct Programs {
    pub(crate) driver: PathBuf,
    pub(crate) browser: PathBuf,
    /// WebKitGTK has no headless mode: it gets a display of its own.
    pub(crate) xvfb: Option<PathBuf>,
}

impl Kind {
    const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    /// Its name on the command line and in the output.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    /// Where `cargo xtask` has found its programs.
    fn programs(self) -> Result<Programs, String> {
        let path = |name: &str| std::env::var_os(name).map(PathBuf::from).ok_or(format!("{name} is not set"));
        let (driver, browser) = match self {
            Self::Chromium => ("HEEDMAP_CHROMEDRIVER", "HEEDMAP_CHROMIUM"),
            Self::Firefox => ("HEEDMAP_GECKODRIVER", "HEEDMAP_FIREFOX"),
            Self::WebKit => ("HEEDMAP_WEBKITDRIVER", "HEEDMAP_MINIBROWSER"),
        };
        let xvfb = (self == Self::WebKit).then(|| path("HEEDMAP_XVFB")).transpose()?;
        Ok(Programs { driver: path(driver)?, browser: path(browser)?, xvfb })
    }
}

/// Reads the command line.
pub(crate) fn read(mut arguments: impl Iterator<Item = String>) -> Result<Options> {
    let mut dist = None;
    let mut kinds = Kind::ALL.to_vec();
    let (mut filters, mut bench) = (Vec::new(), None);
    let mut rounds = 3;
    // More than a few would fight for the machine's memory, and for nothing.
    let mut jobs = std::thread::available_parallelism().map_or(1, |cores| cores.get().min(4));
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--dist" => dist = Some(PathBuf::from(arguments.next().context("--dist wants a folder")?)),
            "--browsers" => kinds = browsers(&arguments.next().context("--browsers wants names")?)?,
            "--bench" => bench = Some(()),
            "--rounds" => rounds = positive(arguments.next()).context("--rounds wants a number")?,
            "--jobs" => jobs = positive(arguments.next()).context("--jobs wants a number")?,
            flag if flag.starts_with('-') => bail!("{flag} is not understood"),
            filter => filters.push(filter.to_owned()),
        }
    }
    let dist = dist.context("--dist names the built site")?;
    if !dist.join("index.html").is_file() {
        bail!("{} holds no index.html: build the site first", dist.display());
    }
    let browsers = kinds.into_iter().map(|kind| (kind, kind.programs())).collect();
    let script = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let (axe, plotly, beside) = (script("HEEDMAP_AXE"), script("HEEDMAP_PLOTLY"), script("HEEDMAP_BESIDE"));
    Ok(Options { dist, browsers, filters, jobs, axe, bench: bench.map(|()| rounds), plotly, beside })
}

fn positive(argument: Option<String>) -> Option<usize> {
    argument?.parse().ok().filter(|&number| number > 0)
}

fn browsers(names: &str) -> Result<Vec<Kind>> {
    let kind = |name: &str| Kind::ALL.into_iter().find(|kind| kind.name() == name.trim());
    names.split(',').map(|name| kind(name).with_context(|| format!("`{name}` is no browser that we drive"))).collect()
}
