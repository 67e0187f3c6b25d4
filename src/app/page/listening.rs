//! What the page hears of the window: keys, its address, the system's theme, files that are dropped.

use super::{Msg, Page};
use crate::address;
use crate::api::Screen;
use crate::browser;
use crate::dropping;
use crate::keys;
use gloo::events::EventListener;
use heedmap::state::ExhibitId;
use std::cell::RefCell;
use std::rc::Rc;
use yew::Context;

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
