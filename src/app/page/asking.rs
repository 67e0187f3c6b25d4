//! Asking the worker, and what becomes of its answers.

use super::{Msg, Page};
use crate::left;
use crate::link::{Parcel, Request};
use crate::messages::Message;
use crate::painting;
use gloo::timers::callback::Timeout;
use heedmap::engine::Trouble;
use heedmap::exhibit;
use heedmap::i18n::strings;
use heedmap::state::{Action, Notice};
use heedmap::text::Ready;
use std::rc::Rc;
use yew::Context;

/// A text of more bytes is long: to draw its tokens takes longer than a frame.
const LONG: usize = 4_000;
/// How long nobody must write before a long text is looked at, in milliseconds: longer than between two letters.
const PAUSE: u32 = 400;

impl Page {
    /// Asks at once; if a long text is written, when the writer pauses, so that no letter waits for a picture.
    pub(super) fn ask_in_time(&mut self, ctx: &Context<Self>) {
        if exhibit::text(&self.state).len() <= LONG {
            return self.ask_and_arrange();
        }
        let scope = ctx.link().clone();
        self.is_answered = false;
        self.pause = Some(Timeout::new(PAUSE, move || scope.send_message(Msg::Pause)));
    }

    /// Asks after something was written: the picture is the last answer's until there is another one.
    pub(super) fn ask_and_arrange(&mut self) {
        self.ask();
        if self.link.is_idle() {
            self.arrange();
        }
    }

    /// Asks the worker, if the state asks for another thing than last time.
    pub(super) fn ask(&mut self) {
        self.pause = None;
        let Ok(ask) = (exhibit::by_id(self.state.exhibit).job)(&self.state) else { return };
        if self.asked.as_ref() != Some(&ask) {
            self.asked = Some(ask.clone());
            self.is_answered = false;
            self.progress = None;
            self.link.ask(Request { ask, tag: () });
        }
    }

    pub(super) fn done(&mut self, ctx: &Context<Self>, request: &Request<()>, outcome: Result<Parcel, Trouble>) {
        self.progress = None;
        let answer =
            outcome.and_then(|parcel| parcel.open(&request.ask).map_err(|broken| Trouble::Died(format!("{broken:?}"))));
        match answer {
            Ok(answer) => {
                self.messages.retain(|message| !matches!(message, Message::Trouble(_)));
                self.answer = Some(Rc::new(answer));
                if self.left.is_some() {
                    let scope = ctx.link().clone();
                    left::when_drawn(move || scope.send_message(Msg::Drawn));
                }
                self.is_answered = self.asked.as_ref() == Some(&request.ask);
                if self.is_answered && request.ask.model.is_some() {
                    self.read_before = self.state.reading.clone();
                }
                if self.one_by_one {
                    // To take the answer in was this frame's part.
                    let scope = ctx.link().clone();
                    painting::turn(move || scope.send_message(Msg::Arrange));
                } else {
                    self.arrange();
                }
            }
            Err(trouble) => {
                let sentence = (strings(self.state.language).trouble)(&trouble);
                self.waiting = self.waiting.drain(..).filter_map(|settle| settle.reject(&sentence)).collect();
                match trouble {
                    // The reader's own file cannot be used: the text is cut again as it was before.
                    Trouble::Refused(Ready::Loaded(slot), fault) => {
                        let file = self.state.files.0.get(slot).and_then(Option::as_ref);
                        let name = file.map_or_else(String::new, |file| file.name.clone());
                        self.say(Message::Notice(Notice::Refused { name, fault }));
                        self.act(ctx, Action::Unload(slot));
                    }
                    Trouble::NoModel(folder, fault) => self.refuse(ctx, folder, fault),
                    trouble => self.say(Message::Trouble(trouble)),
                }
            }
        }
    }
}
