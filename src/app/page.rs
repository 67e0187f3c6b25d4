//! The whole page: it holds the state and the last answer, asks when the state asks for something else, and draws.

mod asking;
mod listening;
mod reading;
mod view;

use super::address::{self, Address};
use super::api::{self, Call, Screen, Settle};
use super::browser;
use super::keys::{self, Wish};
use super::left::{Left, Opened};
use super::link::{Heard, Link};
use super::messages::{self, Message};
use super::painting;
use super::player;
use asking::Pace;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use heedmap::chart::Palette;
use heedmap::engine::{Answer, Ask, Keep, Progress};
use heedmap::exhibit::{self, Panel};
use heedmap::i18n::strings;
use heedmap::state::{Action, ExhibitId, Files, Reading, ReadingAction, State, apply, reduce};
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

/// The root component.
pub(crate) struct Page {
    state: Rc<State>,
    /// What is shown, where `heedmap` finds it.
    mirror: Rc<RefCell<Screen>>,
    asked: Option<Ask>,
    /// Whether the answer on the screen is the one to what was asked last.
    is_answered: bool,
    answer: Option<Rc<Answer>>,
    /// The settings of models with the last answer of one.
    read_before: Reading,
    panels: Rc<Vec<Rc<Panel>>>,
    /// What the first program has left, until there is a picture.
    left: Option<Left>,
    /// The state that the panels were made of: while a text is written, the one before, so that no letter draws them again.
    arranged: Rc<State>,
    pace: Pace,
    /// What the page's parts call; the same at every drawing, so that those whose part has not changed are not drawn again.
    wish: Callback<Action>,
    link: Link<()>,
    /// Runs while somebody writes a long text.
    pause: Option<Timeout>,
    /// Runs while an answer may still come within the frame.
    late: Option<Timeout>,
    progress: Option<Progress>,
    messages: Vec<Message>,
    palette: Rc<Palette>,
    is_help_open: bool,
    /// Who gets the focus if whoever had it goes with the picture.
    heir: Option<&'static str>,
    waiting: Vec<Settle>,
    address: Address,
    _listeners: Vec<EventListener>,
}

/// Everything that can happen.
pub(crate) enum Msg {
    Act(Action),
    Address(String),
    Key(KeyboardEvent),
    Heard(Heard<()>),
    Pause,
    Arrange,
    Drawn,
    SystemTheme,
    Call(Call),
    Stop,
    Again,
    Share,
    Copied(bool),
    Dismiss(usize),
    Help(bool),
}

impl Component for Page {
    type Message = Msg;
    type Properties = Opened;

    fn create(ctx: &Context<Self>) -> Self {
        let (state, notices) = address::read(&browser::href(), &Files::default());
        let link = {
            let scope = ctx.link().clone();
            Link::new(Keep::Newest, move |heard| scope.send_message(Msg::Heard(heard)))
        };
        let state = Rc::new(state);
        let (palette, panels) = (Rc::new(browser::palette()), Rc::default());
        let screen = Screen { state: Rc::clone(&state), answer: None, panels, palette: Rc::clone(&palette) };
        let mirror = Rc::new(RefCell::new(screen));
        let scope = ctx.link().clone();
        api::install(Rc::clone(&mirror), move |call| scope.send_message(Msg::Call(call)));
        let listeners = listening::listen(ctx, Rc::clone(&mirror));
        let mut page = Self {
            arranged: Rc::clone(&state),
            pace: Pace::AtOnce,
            wish: ctx.link().callback(Msg::Act),
            state,
            mirror,
            asked: None,
            is_answered: false,
            answer: None,
            read_before: Reading::default(),
            panels: Rc::default(),
            left: ctx.props().left.clone(),
            link,
            pause: None,
            late: None,
            progress: None,
            messages: notices.into_iter().map(Message::Notice).collect(),
            palette,
            is_help_open: false,
            heir: None,
            waiting: vec![],
            address: Address::default(),
            _listeners: listeners,
        };
        page.dress();
        page.ask();
        page
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Act(load @ (Action::Load { .. } | Action::Read(ReadingAction::Choose(_)))) => self.load(ctx, load),
            Msg::Act(action) => self.act(ctx, action),
            Msg::Address(href) => {
                let (state, notices) = address::read(&href, &self.state.files);
                notices.into_iter().map(Message::Notice).for_each(|message| self.say(message));
                self.act(ctx, Action::Become(Box::new(state)));
            }
            Msg::Key(event) => return self.key(ctx, &event),
            Msg::Heard(Heard::Progress(progress)) => self.progress = Some(progress),
            Msg::Heard(Heard::Done(request, outcome)) => self.done(ctx, &request, outcome),
            Msg::Heard(Heard::Kept(folder, keeping)) => self.keep(ctx, folder, keeping),
            Msg::Pause => {
                self.pace = Pace::Written;
                self.ask_and_wait();
            }
            Msg::Arrange => self.arrange(),
            Msg::Drawn => self.left = None,
            Msg::SystemTheme => self.dress(),
            Msg::Call(call) => self.obey(ctx, call),
            Msg::Stop => self.link.stop(),
            Msg::Again => {
                self.messages.retain(|message| !matches!(message, Message::Trouble(_)));
                self.asked = None;
                self.ask();
            }
            Msg::Share => self.share(ctx),
            Msg::Copied(copied) => self.say(if copied { Message::Shared } else { Message::NotShared }),
            Msg::Dismiss(index) if index < self.messages.len() => drop(self.messages.remove(index)),
            Msg::Dismiss(_) => return false, // it is gone already
            Msg::Help(open) => self.is_help_open = open,
        }
        true
    }

    /// Tells programs that waited for the picture, as soon as all of it is painted: children are done before their parent.
    fn rendered(&mut self, _: &Context<Self>, is_first: bool) {
        if is_first {
            self.left.iter().for_each(Left::scroll);
        }
        self.pass_focus();
        let (state, panels, palette) = (Rc::clone(&self.state), Rc::clone(&self.panels), Rc::clone(&self.palette));
        *self.mirror.borrow_mut() = Screen { state, answer: self.answer.clone(), panels, palette };
        if self.is_answered && self.left.is_none() && !self.waiting.is_empty() {
            let waiting = std::mem::take(&mut self.waiting);
            painting::after(|| waiting.into_iter().for_each(Settle::resolve));
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        self.draw(ctx)
    }
}

impl Page {
    fn act(&mut self, ctx: &Context<Self>, action: Action) {
        let is_written = matches!(action, Action::Write(_) | Action::WriteMended(..));
        let pace = match action {
            Action::ShowStep(_) if self.state.exhibit == ExhibitId::Word2vec => Pace::Learnt,
            Action::Paint { .. } => Pace::Painted,
            _ => Pace::AtOnce,
        };
        let (state, notice) = reduce(&self.state, action);
        if let Some(notice) = notice {
            self.say(Message::Notice(notice));
        }
        if state == *self.state {
            return;
        }
        if state.exhibit != self.state.exhibit {
            (self.asked, self.answer) = (None, None); // they belong to another question
        }
        if state.projector != self.state.projector {
            self.heir = Some(if state.projector { ".leave" } else { "#project" });
        }
        let looks = |state: &State| (state.exhibit, state.language, state.theme, state.projector, state.embed);
        let is_dressed = looks(&state) == looks(&self.state);
        self.state = Rc::new(state);
        self.mirror.borrow_mut().state = Rc::clone(&self.state);
        if !is_dressed {
            self.dress();
        }
        self.pace = pace;
        if is_written {
            self.ask_in_time(ctx);
        } else {
            self.left = None; // it is another picture
            self.ask_and_arrange(ctx);
        }
        self.address.write(&self.state);
    }

    /// Opens a tokenizer or a model, on a page where it is used.
    fn load(&mut self, ctx: &Context<Self>, load: Action) {
        let exhibit = self.state.exhibit;
        if matches!(load, Action::Read(_)) {
            if !exhibit.is_of_model() {
                self.act(ctx, Action::Open(ExhibitId::Model));
            }
        } else if !exhibit::by_id(exhibit).takes_files() {
            self.act(ctx, Action::Open(ExhibitId::Tokens));
        }
        self.act(ctx, load);
    }

    /// Does what a program asks for, and tells it when the picture is there.
    fn obey(&mut self, ctx: &Context<Self>, Call { options, load, settle }: Call) {
        if let Some(load) = load {
            self.load(ctx, load);
            return self.waiting.push(settle);
        }
        match apply(&self.state, &options) {
            Ok(state) => {
                self.act(ctx, Action::Become(Box::new(state)));
                self.waiting.push(settle);
                // After Stop nobody is at work on the picture that is waited for.
                if !self.is_answered && self.link.is_idle() {
                    self.asked = None;
                    self.ask();
                }
            }
            Err(notice) => self.waiting.extend(settle.reject(&api::sentence(&self.state, &notice))),
        }
    }

    fn say(&mut self, message: Message) {
        messages::add(&mut self.messages, message);
    }

    fn key(&mut self, ctx: &Context<Self>, event: &KeyboardEvent) -> bool {
        match keys::wish(event, &self.state, browser::is_dark(self.state.theme)) {
            None => return false,
            Some(Wish::Do(action)) => {
                event.prevent_default();
                self.act(ctx, action);
            }
            Some(Wish::Page(on)) => {
                event.prevent_default();
                self.act(ctx, player::turn(&self.panels, self.state.head, on));
            }
            Some(Wish::ShowKeys) => self.is_help_open = true,
            Some(Wish::Walk(on)) => self.walk(ctx, on),
            Some(Wish::Close) if self.is_help_open => return false, // the dialog closes itself
            Some(Wish::Close) if self.state.cell.is_some() => self.act(ctx, Action::Choose(None)),
            Some(Wish::Close) => ctx.link().send_message(Msg::Act(Action::Project(false))),
        }
        true
    }

    fn share(&mut self, ctx: &Context<Self>) {
        let Some(url) = address::of(&self.state) else { return self.say(Message::TooLongToShare) };
        address::write(&self.state);
        ctx.link().send_future(async move { Msg::Copied(browser::copy(&url).await) });
    }

    /// Gives the document its language, theme and title, and reads the colours that follow.
    fn dress(&mut self) {
        let State { language, theme, projector, embed, .. } = *self.state;
        let title = format!("{} · Heedmap", (exhibit::by_id(self.state.exhibit).title)(strings(language)));
        browser::dress(language, theme, projector, embed, &title);
        let palette = browser::palette();
        if palette != *self.palette {
            self.palette = Rc::new(palette);
        }
    }
}
