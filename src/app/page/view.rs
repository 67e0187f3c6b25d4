//! What the page shows, from its state and the answer.

use super::asking::Pace;
use super::{Msg, Page};
use crate::address;
use crate::browser;
use crate::controls::controls;
use crate::help::{Help, Words};
use crate::left::Left;
use crate::messages::{messages, progress};
use crate::rail::Rail;
use crate::ring::Ring;
use crate::stage::Stage;
use crate::top_bar::top_bar;
use heedmap::exhibit::{self, Extent};
use heedmap::i18n::strings;
use heedmap::state::Action;
use std::rc::Rc;
use yew::prelude::*;

impl Page {
    /// Bar, rail, controls, messages and stage.
    pub(super) fn draw(&self, ctx: &Context<Self>) -> Html {
        let (state, s) = (&*self.state, strings(self.state.language));
        let act = self.wish.clone();
        let shown = exhibit::by_id(state.exhibit);
        let again = ctx.link().callback(|()| Msg::Again);
        let dismiss = ctx.link().callback(Msg::Dismiss);
        let card = self.answer.as_ref().and_then(|answer| answer.read.as_ref()).map(|read| &read.card);
        let about_answer = self.answer.as_ref().and_then(|answer| exhibit::notice(state, Extent::of(answer)));
        html! {
            <div class="app">
                <button type="button" class="skip" onclick={|_| browser::focus_element(browser::document().get_element_by_id("stage"))}>
                    { s.skip }
                </button>
                if !state.embed {
                    { top_bar(s, state, browser::is_dark(self.state.theme), &act, &ctx.link().callback(|()| Msg::Share), &ctx.link().callback(|()| Msg::Help(true))) }
                    <Rail s={Words(s)} open={state.exhibit} act={act.clone()} />
                }
                <main id="stage" tabindex="-1">
                    if state.embed || state.projector {
                        <h1 class="sr">{ (shown.title)(s) }</h1>
                    } else {
                        <div class="head">
                            <div><h1>{ (shown.title)(s) }</h1><p class="intro">{ (shown.intro)(s) }</p></div>
                            { controls(s, state, card, shown, &act) }
                        </div>
                    }
                    // A parent of its own: a child of `main` that comes and goes makes the browser look at the styles of all others.
                    <div class="doing">
                        if !self.link.is_idle() {
                            { progress(s, self.progress, &ctx.link().callback(|()| Msg::Stop)) }
                        }
                    </div>
                    { messages(s, &self.messages, about_answer, &again, &dismiss) }
                    <>{ self.left.as_ref().map(Left::view) }</>
                    if let Some(answer) = &self.answer {
                        <Stage state={Rc::clone(&self.arranged)} answer={Rc::clone(answer)} panels={Rc::clone(&self.panels)}
                            one_by_one={matches!(self.pace, Pace::Written | Pace::Learnt)} palette={Rc::clone(&self.palette)} act={act.clone()} />
                    } else if self.left.is_none() {
                        <p class="note">{ s.loading }</p>
                    }
                    if state.embed {
                        <p class="embed-link"><a target="_blank" rel="noopener" href={address::whole_page(state)}>{ s.open_in_heedmap }</a></p>
                    }
                </main>
                if state.projector {
                    <Ring />
                    <button type="button" class="leave" onclick={act.reform(|_| Action::Project(false))}>{ s.leave_projector }</button>
                }
                if self.is_help_open {
                    <Help s={Words(s)} use_keys={state.keys} {act} close={ctx.link().callback(|()| Msg::Help(false))} />
                }
            </div>
        }
    }
}
