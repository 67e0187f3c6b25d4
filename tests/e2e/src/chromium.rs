//! What chromedriver can do beyond WebDriver.

use crate::page::Page;
use anyhow::Result;
use fantoccini::wd::WebDriverCompatibleCommand;
use serde_json::{Value, json};

impl Page<'_> {
    /// Sends one of chromedriver's own commands, by its path.
    pub(crate) fn of_chromium(&self, path: &'static str, body: Value) -> Result<Value> {
        self.wait_for(path, self.client.issue_cmd(Command { path, body }))
    }

    /// Calls a method of Chromium's developer tools.
    pub(crate) fn devtools(&self, method: &str, parameters: &Value) -> Result<Value> {
        self.of_chromium("goog/cdp/execute", json!({ "cmd": method, "params": parameters }))
    }
}

#[derive(Debug)]
struct Command {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Command {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}
