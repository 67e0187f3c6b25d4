//! What a reader does with hands: clicks, keys, fingers.

use crate::page::Page;
use anyhow::{Context, Result, ensure};
use fantoccini::Locator;
use fantoccini::actions::{InputSource, KeyAction, KeyActions, PointerAction};
use fantoccini::elements::Element;
use fantoccini::key::Key;
use std::path::Path;

impl Page<'_> {
    /// An element, as soon as it is there: what a state shows comes a frame after the state.
    pub(crate) fn element(&self, css: &str) -> Result<Element> {
        self.until(|| self.wait_for(css, self.client.find(Locator::Css(css))))
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

    /// Puts a value into a field and leaves it.
    pub(crate) fn fill(&self, css: &str, value: &str) -> Result<()> {
        self.element(css)?;
        let fill = "((field) => { field.value = args[1]; field.dispatchEvent(new Event('change', { bubbles: true })); }) \
                    (document.querySelector(args[0]))";
        self.eval_with(fill, vec![css.into(), value.into()]).map(drop)
    }

    /// Chooses a file or a folder of the disk.
    pub(crate) fn choose(&self, css: &str, path: &Path) -> Result<()> {
        let element = self.element(css)?;
        self.wait_for(css, element.send_keys(&path.display().to_string()))
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
        self.press_with(Key::Shift, key)
    }

    /// Presses a key while another is down.
    pub(crate) fn press_with(&self, held: Key, key: char) -> Result<()> {
        let held = char::from(held);
        let steps = [KeyAction::Down { value: held }, KeyAction::Down { value: key }]
            .into_iter()
            .chain([KeyAction::Up { value: key }, KeyAction::Up { value: held }]);
        self.act(steps.fold(KeyActions::new("keyboard".into()), KeyActions::then))
    }

    /// Performs low-level input.
    pub(crate) fn act(&self, actions: impl Into<fantoccini::actions::Actions>) -> Result<()> {
        self.wait_for("input", self.client.perform_actions(actions))
    }

    /// Brings an element to the middle of the window, where a pointer can reach it.
    pub(crate) fn scroll_to(&self, css: &str) -> Result<()> {
        let script = "document.querySelector(args[0]).scrollIntoView({ block: 'center' })";
        self.eval_with(script, vec![css.into()]).map(drop)
    }

    /// Where to press within an element's box, from its upper left corner.
    pub(crate) fn move_to(&self, css: &str, x: f64, y: f64) -> Result<PointerAction> {
        let script = "(() => { const box = document.querySelector(args[0]).getBoundingClientRect(); \
                      return [box.x, box.y]; })()";
        let corner = self.eval_with(script, vec![css.into()])?;
        let at = |index: usize| corner[index].as_f64().context("no box");
        Ok(PointerAction::MoveTo { duration: None, x: (at(0)? + x).round(), y: (at(1)? + y).round() })
    }
}
