//! What the page hears of the window: keys, its address, the system's theme, files that are dropped.

use super::{Msg, Page};
use crate::address;
use crate::api::Screen;
use crate::browser;
use crate::dropping;
use crate::keys;
use crate::strip;
use gloo::events::EventListener;
use heedmap::state::ExhibitId;
use std::cell::RefCell;
use std::rc::Rc;
use yew::Context;

/// The matrix that a page is about.
const MATRIX: &str = ".main .sheet";

impl Page {
    /// Walks to the stage before or after.
    pub(super) fn walk(&mut self, ctx: &Context<Self>, on: bool) {
        let is_in_matrix = browser::focused().is_some_and(|element| element.matches(MATRIX).unwrap_or_default());
        self.heir = is_in_matrix.then_some(MATRIX);
        strip::beside(&self.panels, on).into_iter().for_each(|action| self.act(ctx, action));
    }

    /// Whoever walks through stages by keys goes on from the matrix of the next one, and who leaves the rail for the projector, or comes
    /// back, from the button that leads back.
    pub(super) fn pass_focus(&mut self) {
        // With a new question the picture is still to come.
        if self.late.is_none()
            && let Some(heir) = self.heir.take()
            && browser::focused().is_none()
        {
            browser::focus_element(browser::document().query_selector(heir).ok().flatten());
        }
    }
}

/// Listens as long as the listeners are kept.
pub(super) fn listen(ctx: &Context<Page>, mirror: Rc<RefCell<Screen>>) -> Vec<EventListener> {
    let (key, hash, theme) = (ctx.link().clone(), ctx.link().clone(), ctx.link().clone());
    let on_key = keys::listen(move |event| key.send_message(Msg::Key(event)));
    let on_hash = address::listen(move |href| hash.send_message(Msg::Address(href)));
    let (drop, on_theme) = (ctx.link().clone(), browser::on_system_theme(move || theme.send_message(Msg::SystemTheme)));
    let takes_texts = move || mirror.borrow().state.exhibit == ExhibitId::Vectors;
    let on_drop = dropping::listen(takes_texts, move |load| drop.send_message(Msg::Act(load)));
    [on_key, on_hash, on_drop].into_iter().chain(on_theme).chain(browser::keep_from_drops()).collect()
}
