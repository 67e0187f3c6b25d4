//! What a page complains of: each test ends with none that it has not announced.

use crate::options::Kind;
use crate::page::Page;
use anyhow::{Result, bail};
use serde_json::{Value, json};

impl Page<'_> {
    /// Says that complaints with this in them are a part of the test.
    pub(crate) fn announce(&self, part: &'static str) {
        self.announced.borrow_mut().push(part);
    }

    /// Collects what the page and its frames complain of, and what they load from elsewhere.
    pub(crate) fn harvest(&self) -> Result<()> {
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
            let log = self.of_chromium("se/log", json!({ "type": "browser" }))?;
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
}
