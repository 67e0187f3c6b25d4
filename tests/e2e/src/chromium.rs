//! What chromedriver can do beyond WebDriver.

use crate::page::Page;
use anyhow::Result;
use fantoccini::wd::WebDriverCompatibleCommand;
use serde_json::{Value, json};
use std::path::Path;

impl Page<'_> {
    /// Sends one of chromedriver's own commands, by its path.
    pub(crate) fn of_chromium(&self, path: &'static str, body: Value) -> Result<Value> {
        self.wait_for(path, self.client.issue_cmd(Command { path, body }))
    }

    /// Calls a method of Chromium's developer tools.
    pub(crate) fn devtools(&self, method: &str, parameters: &Value) -> Result<Value> {
        self.of_chromium("goog/cdp/execute", json!({ "cmd": method, "params": parameters }))
    }

    /// Drops files and folders of the disk in the middle of the window, as a hand does that brings them from elsewhere.
    pub(crate) fn drop_paths(&self, paths: &[&Path]) -> Result<()> {
        let size = self.eval("[innerWidth, innerHeight]")?;
        let middle = |side: usize| size[side].as_f64().unwrap_or(0.0) / 2.0;
        let data = json!({ "items": [], "files": paths, "dragOperationsMask": 1 });
        for kind in ["dragEnter", "dragOver", "drop"] {
            let event = json!({ "type": kind, "x": middle(0), "y": middle(1), "data": data });
            self.devtools("Input.dispatchDragEvent", &event)?;
        }
        Ok(())
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
