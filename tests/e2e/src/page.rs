//! What a test holds in its hands: one page in one browser. What it does there is in `input`, what the page complains
//! of in `complaints`.
//!
//! Tests are plain functions; the waiting for the driver is in here. Nothing sleeps for a fixed time: what is expected
//! is asked for again and again until it is there or [`PATIENCE`] is over.

use crate::options::{Kind, Options};
use anyhow::{Context, Result, ensure};
use fantoccini::Client;
use fantoccini::error::CmdError;
use serde_json::Value;
use std::cell::RefCell;
use std::time::{Duration, Instant};
use tokio::runtime::Handle;
use xtask::http::Server;

/// How long anything may take; build servers are slow.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long the driver may take for one command.
const LIMIT: Duration = Duration::from_secs(150);

/// A page, and what a test may want to know of where it runs.
pub(crate) struct Page<'a> {
    pub(crate) kind: Kind,
    pub(crate) options: &'a Options,
    /// The server of the site; tests that stop one start their own.
    pub(crate) server: &'a Server,
    pub(crate) client: Client,
    runtime: Handle,
    /// What the page complained of, up to the last navigation.
    pub(crate) complaints: RefCell<Vec<String>>,
    /// Parts of complaints that belong to the test.
    pub(crate) announced: RefCell<Vec<&'static str>>,
}

impl<'a> Page<'a> {
    pub(crate) fn new(kind: Kind, options: &'a Options, server: &'a Server, client: Client, runtime: Handle) -> Self {
        Self { kind, options, server, client, runtime, complaints: RefCell::default(), announced: RefCell::default() }
    }

    /// Runs one command, within the limit.
    pub(crate) fn wait_for<T>(&self, what: &str, command: impl Future<Output = Result<T, CmdError>>) -> Result<T> {
        let limited = async { tokio::time::timeout(LIMIT, command).await };
        self.runtime.block_on(limited).with_context(|| format!("the driver hangs: {what}"))?.context(what.to_owned())
    }

    /// Gives the window a size.
    pub(crate) fn resize(&self, width: u32, height: u32) -> Result<()> {
        self.wait_for("resize", self.client.set_window_size(width, height))
    }

    /// Opens the page with this after its address, such as `#mask=causal`, and waits for the first picture.
    pub(crate) fn open(&self, rest: &str) -> Result<()> {
        self.goto(&format!("{}{rest}", self.server.url()))?;
        self.ready()
    }

    /// Opens any address.
    pub(crate) fn goto(&self, url: &str) -> Result<()> {
        self.harvest()?;
        self.wait_for(url, self.client.goto(url))
    }

    /// Loads the page again, as a reader does. (Firefox takes WebDriver's own command for a forced reload, which goes
    /// past the service worker.)
    pub(crate) fn reload(&self) -> Result<()> {
        self.harvest()?;
        self.eval("void (window.__leaving = true, setTimeout(() => location.reload()))")?;
        self.wait("the reload", "!window.__leaving && document.readyState === 'complete'")
    }

    /// Closes all pages, after opening an empty one beside them.
    pub(crate) fn leave(&self) -> Result<()> {
        self.harvest()?;
        let old = self.wait_for("tabs", self.client.windows())?;
        let new = self.wait_for("new tab", self.client.new_window(true))?;
        for handle in old {
            self.wait_for("another tab", self.client.switch_to_window(handle))?;
            self.wait_for("close tab", self.client.close_window())?;
        }
        self.wait_for("switch tab", self.client.switch_to_window(new.handle))?;
        if self.kind == Kind::Chromium {
            self.devtools("Page.bringToFront", &serde_json::json!({}))?; // or it has no focus
        }
        Ok(())
    }

    /// Waits for the first picture.
    pub(crate) fn ready(&self) -> Result<()> {
        self.wait("window.heedmap", "!!window.heedmap")?;
        self.run("await heedmap.ready").map(drop)
    }

    /// The value of a JavaScript expression; `arguments` are `args[0]` and so on.
    pub(crate) fn eval_with(&self, expression: &str, arguments: Vec<Value>) -> Result<Value> {
        let script = format!("const args = arguments; return ({expression});");
        self.wait_for(expression, self.client.execute(&script, arguments))
    }

    /// The value of a JavaScript expression.
    pub(crate) fn eval(&self, expression: &str) -> Result<Value> {
        self.eval_with(expression, vec![])
    }

    /// Runs the body of an asynchronous JavaScript function; a rejection is an error with its sentence.
    pub(crate) fn run_with(&self, body: &str, arguments: Vec<Value>) -> Result<Value> {
        let script = format!(
            "const args = [...arguments], done = args.pop(); (async () => {{ {body} }})()\
             .then((value) => done([true, value]), (error) => done([false, String(error && error.message || error)]));"
        );
        let answer = self.wait_for(body, self.client.execute_async(&script, arguments))?;
        ensure!(answer[0] == true, "{}", answer[1].as_str().unwrap_or("rejected"));
        Ok(answer[1].clone())
    }

    /// The same without arguments.
    pub(crate) fn run(&self, body: &str) -> Result<Value> {
        self.run_with(body, vec![])
    }

    /// Waits until a JavaScript expression is true.
    pub(crate) fn wait(&self, what: &str, expression: &str) -> Result<()> {
        self.until(|| {
            let value = self.eval(expression)?;
            ensure!(value == true, "waited for {what}: {expression} is {value}");
            Ok(())
        })
    }

    /// Tries until it succeeds; when patience is over, the last failure is the failure.
    pub(crate) fn until<T>(&self, attempt: impl Fn() -> Result<T>) -> Result<T> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            match attempt() {
                Err(_) if Instant::now() < deadline => std::thread::sleep(Duration::from_millis(30)),
                outcome => return outcome,
            }
        }
    }

    /// Waits until the picture belongs to the state.
    pub(crate) fn settle(&self) -> Result<()> {
        self.run("await heedmap.setState({})").map(drop)
    }

    /// Sets a part of the state and waits for the picture.
    pub(crate) fn set(&self, options: Value) -> Result<()> {
        self.run_with("await heedmap.setState(args[0])", vec![options]).map(drop)
    }

    /// One field of the state.
    pub(crate) fn state(&self, name: &str) -> Result<Value> {
        self.eval_with("heedmap.state()[args[0]]", vec![name.into()])
    }

    /// Waits until a field of the state has this value.
    pub(crate) fn wait_state(&self, name: &str, value: impl Into<Value>) -> Result<()> {
        let value = value.into();
        self.until(|| {
            let found = self.state(name)?;
            ensure!(found == value, "{name} is {found} instead of {value}");
            Ok(())
        })
    }

    /// The text of an element.
    pub(crate) fn text(&self, css: &str) -> Result<String> {
        let text = self.eval_with("document.querySelector(args[0])?.textContent", vec![css.into()])?;
        text.as_str().map(str::to_owned).with_context(|| format!("there is no {css}"))
    }

    /// Goes into the first frame.
    pub(crate) fn enter_frame(&self) -> Result<()> {
        let frame = self.element("iframe")?;
        self.wait_for("frame", frame.enter_frame())
    }

    /// A picture of the window.
    pub(crate) fn screenshot(&self) -> Result<Vec<u8>> {
        self.wait_for("screenshot", self.client.screenshot())
    }
}
