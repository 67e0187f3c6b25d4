//! Asking the worker, and what becomes of its answers.

use super::{Msg, Page};
use crate::left;
use crate::link::{Parcel, Request};
use crate::messages::Message;
use crate::painting;
use gloo::timers::callback::Timeout;
use heedmap::engine::Trouble;
use heedmap::exhibit::{self, Panel};
use heedmap::i18n::strings;
use heedmap::state::{Action, Notice};
use heedmap::text::Ready;
use std::rc::Rc;
use yew::Context;

/// A text of more bytes is long: to draw its tokens takes longer than a frame.
const LONG: usize = 4_000;
/// How long nobody must write before a long text is looked at, in milliseconds: longer than between two letters.
const PAUSE: u32 = 400;
/// How long a picture waits for the answer, in milliseconds: a frame.
const FRAME: u32 = 16;

/// How new panels come.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Pace {
    /// All at once.
    AtOnce,
    /// One by one, after the answer was taken in: somebody writes a long text.
    Written,
    /// What moves at once, all else one by one: words are learnt, and the next step comes in a frame.
    Learnt,
    /// All at once, and no answer is waited for: a hand paints, and what it paints is in the state.
    Painted,
}

impl Page {
    /// Asks at once; if a long text is written, when the writer pauses, so that no letter waits for a picture.
    pub(super) fn ask_in_time(&mut self, ctx: &Context<Self>) {
        if exhibit::text(&self.state).len() <= LONG {
            return self.ask_and_wait();
        }
        let scope = ctx.link().clone();
        self.is_answered = false;
        self.pause = Some(Timeout::new(PAUSE, move || scope.send_message(Msg::Pause)));
    }

    /// Asks after something was written: the picture is the last answer's until there is another one.
    pub(super) fn ask_and_wait(&mut self) {
        self.ask();
        if self.link.is_idle() {
            self.arrange();
        }
    }

    /// Asks, and shows what the last answer has to say of the new state; if there is another question, only when the frame is over, because
    /// most answers are there by then, and two pictures take twice as long as one.
    pub(super) fn ask_and_arrange(&mut self, ctx: &Context<Self>) {
        match (self.ask(), self.pace) {
            (false, _) | (true, Pace::Painted) => self.arrange(),
            (true, Pace::Learnt) => {} // nothing is to be seen of it before it is learnt
            (true, _) => {
                // Who moves on in every frame does not put it off further.
                self.late.get_or_insert_with(|| {
                    let scope = ctx.link().clone();
                    Timeout::new(FRAME, move || scope.send_message(Msg::Arrange))
                });
            }
        }
    }

    /// Asks the worker, if the state asks for another thing than last time; whether it does.
    pub(super) fn ask(&mut self) -> bool {
        self.pause = None;
        let Ok(ask) = (exhibit::by_id(self.state.exhibit).job)(&self.state) else { return false };
        if self.asked.as_ref() == Some(&ask) {
            return false;
        }
        self.asked = Some(ask.clone());
        self.is_answered = false;
        self.progress = None;
        self.link.ask(Request { ask, tag: () });
        true
    }

    /// Makes the panels of the state and the answer. One that says what it said before stays the same, and is not drawn again.
    pub(super) fn arrange(&mut self) {
        self.late = None;
        if let Some(answer) = &self.answer {
            let same = |new: &Panel| self.panels.iter().find(|old| ***old == *new).map(Rc::clone);
            let panels = (exhibit::by_id(self.state.exhibit).panels)(&self.state, answer);
            let panels = panels.into_iter().map(|new| same(&new).unwrap_or_else(|| Rc::new(new)));
            self.panels = Rc::new(panels.collect());
            self.arranged = Rc::clone(&self.state);
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
                if self.pace == Pace::Written {
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
