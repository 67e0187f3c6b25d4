//! What a test holds in its hands: one page in one browser.
//!
//! Tests are plain functions; the waiting for the driver is in here. Nothing sleeps for a fixed time: what is expected
//! is asked for again and again until it is there or [`PATIENCE`] is over.

use crate::options::{Kind, Options};
use anyhow::{Context, Result, bail, ensure};
use fantoccini::actions::{InputSource, KeyAction, KeyActions, PointerAction};
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::key::Key;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, Locator};
use serde_json::{Value, json};
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
    client: Client,
    runtime: Handle,
    /// What the page complained of, up to the last navigation.
    complaints: RefCell<Vec<String>>,
    announced: RefCell<Vec<&'static str>>,
}

impl<'a> Page<'a> {
    pub(crate) fn new(kind: Kind, options: &'a Options, server: &'a Server, client: Client, runtime: Handle) -> Self {
        Self { kind, options, server, client, runtime, complaints: RefCell::default(), announced: RefCell::default() }
    }

    /// Runs one command, within the limit.
    fn wait_for<T>(&self, what: &str, command: impl Future<Output = Result<T, CmdError>>) -> Result<T> {
        let limited = async { tokio::time::timeout(LIMIT, command).await };
        self.runtime.block_on(limited).with_context(|| format!("the driver hangs: {what}"))?.context(what.to_owned())
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

    /// Loads the page again.
    pub(crate) fn reload(&self) -> Result<()> {
        self.harvest()?;
        self.wait_for("reload", self.client.refresh())
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

    /// The text of an element.
    pub(crate) fn text(&self, css: &str) -> Result<String> {
        let text = self.eval_with("document.querySelector(args[0])?.textContent", vec![css.into()])?;
        text.as_str().map(str::to_owned).with_context(|| format!("there is no {css}"))
    }

    /// An element.
    pub(crate) fn element(&self, css: &str) -> Result<Element> {
        self.wait_for(css, self.client.find(Locator::Css(css)))
    }

    /// Clicks an element as a reader would.
    pub(crate) fn click(&self, css: &str) -> Result<()> {
        let element = self.element(css)?;
        self.wait_for(css, element.click())
    }

    /// Clicks the button that says this.
    pub(crate) fn click_button(&self, words: &str) -> Result<()> {
        let path = format!("//button[normalize-space() = '{words}']");
        let button = self.wait_for(words, self.client.find(Locator::XPath(&path)))?;
        self.wait_for(words, button.click())
    }

    /// Chooses the option that has this value.
    pub(crate) fn select(&self, css: &str, value: &str) -> Result<()> {
        let element = self.element(css)?;
        let option = format!(".//option[@value = '{value}' or (not(@value) and normalize-space() = '{value}')]");
        self.wait_for(css, element.select_by(Locator::XPath(&option)))
    }

    /// Selects what stands in the text field and types over it, key by key.
    pub(crate) fn type_text(&self, text: &str) -> Result<()> {
        self.eval("(document.querySelector('#text').focus(), document.querySelector('#text').select())")?;
        let field = self.element("#text")?;
        self.wait_for(text, field.send_keys(text))
    }

    /// Types what keyboards lack (chromedriver sends no emoji), as an input method or a paste does.
    pub(crate) fn insert_text(&self, text: &str) -> Result<()> {
        let insert = "(document.querySelector('#text').focus(), document.querySelector('#text').select(), \
                      document.execCommand('insertText', false, args[0]))";
        let done = self.eval_with(insert, vec![text.into()])?;
        ensure!(done == true, "the browser did not insert {text:?}");
        Ok(())
    }

    /// Presses a key wherever the focus is.
    pub(crate) fn press(&self, key: char) -> Result<()> {
        let (down, up) = (KeyAction::Down { value: key }, KeyAction::Up { value: key });
        self.act(KeyActions::new("keyboard".into()).then(down).then(up))
    }

    /// Presses a key while Shift is down.
    pub(crate) fn press_shift(&self, key: char) -> Result<()> {
        let shift = char::from(Key::Shift);
        let steps = [KeyAction::Down { value: shift }, KeyAction::Down { value: key }]
            .into_iter()
            .chain([KeyAction::Up { value: key }, KeyAction::Up { value: shift }]);
        self.act(steps.fold(KeyActions::new("keyboard".into()), |keys, step| keys.then(step)))
    }

    /// Performs low-level input.
    pub(crate) fn act(&self, actions: impl Into<fantoccini::actions::Actions>) -> Result<()> {
        self.wait_for("input", self.client.perform_actions(actions))
    }

    /// Where to press within an element's box, from its upper left corner.
    pub(crate) fn move_to(&self, css: &str, x: f64, y: f64) -> Result<PointerAction> {
        let script = "(() => { const box = document.querySelector(args[0]).getBoundingClientRect(); \
                      return [box.x, box.y]; })()";
        let corner = self.eval_with(script, vec![css.into()])?;
        let at = |index: usize| corner[index].as_f64().context("no box");
        Ok(PointerAction::MoveTo { duration: None, x: (at(0)? + x).round(), y: (at(1)? + y).round() })
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

    /// Says that complaints with this in them are a part of the test.
    pub(crate) fn announce(&self, part: &'static str) {
        self.announced.borrow_mut().push(part);
    }

    /// Collects what the page and its frames complain of, and what they load from elsewhere.
    fn harvest(&self) -> Result<()> {
        let script = "[top, ...Array.from({ length: top.length }, (_, at) => top[at])].flatMap((page) => { try { \
            const foreign = page.performance.getEntriesByType('resource').map(({ name }) => name) \
                .filter((name) => !name.startsWith(page.location.origin + '/') && !/^(data|blob):/.test(name)); \
            return [...(page.__probe?.records.splice(0) ?? []), ...foreign.map((name) => 'foreign request: ' + name)]; \
        } catch (error) { return ['harvest: ' + error]; } })";
        let found = self.eval(script)?;
        let found = found.as_array().into_iter().flatten().filter_map(Value::as_str);
        self.complaints.borrow_mut().extend(found.map(str::to_owned));
        Ok(())
    }

    /// Fails if there was any complaint that was not announced.
    pub(crate) fn check_complaints(&self) -> Result<()> {
        self.harvest()?;
        if self.kind == Kind::Chromium {
            let log = self.wait_for("log", self.client.issue_cmd(Log))?;
            let worth = log.as_array().into_iter().flatten().filter(|entry| entry["level"] != "INFO");
            // The tests read pixels back, which is no habit of the page.
            let text =
                worth.filter_map(|entry| entry["message"].as_str()).filter(|m| !m.contains("willReadFrequently"));
            self.complaints.borrow_mut().extend(text.map(|message| format!("log: {message}")));
        }
        let announced = self.announced.borrow();
        let complaints = self.complaints.borrow();
        let unexpected: Vec<&String> =
            complaints.iter().filter(|one| !announced.iter().any(|part| one.contains(part))).collect();
        if !unexpected.is_empty() {
            bail!("the page complained: {unexpected:#?}");
        }
        Ok(())
    }

    /// Ends the session.
    pub(crate) fn close(self) -> Result<()> {
        let client = self.client.clone();
        self.wait_for("close", client.close())
    }
}

/// chromedriver's command for the browser's log.
#[derive(Debug)]
struct Log;

impl WebDriverCompatibleCommand for Log {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/se/log", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(json!({ "type": "browser" }).to_string()))
    }
}
