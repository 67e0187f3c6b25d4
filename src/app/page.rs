//! The whole page: it holds the state and the last answer, asks when the state asks for something else, and draws.

use super::api::{self, Call};
use super::browser;
use super::controls::controls;
use super::help::{Help, Words};
use super::keys::{self, Wish};
use super::link::{Heard, Link, Parcel, Request};
use super::messages::{Message, messages, progress};
use super::stage::Stage;
use super::top_bar::top_bar;
use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use heedmap::chart::Palette;
use heedmap::engine::{Answer, Ask, Keep, Progress, Trouble};
use heedmap::exhibit::{self, Panel};
use heedmap::i18n::strings;
use heedmap::state::{Action, ExhibitId, State, Theme, from_link, reduce, to_link};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use yew::prelude::*;

/// How long the address waits for the reader to pause: browsers allow only so many changes of it.
const ADDRESS_PAUSE_MS: u32 = 400;
/// Messages beyond this push the oldest out.
const MAX_MESSAGES: usize = 4;

/// The root component.
pub(crate) struct Page {
    state: Rc<State>,
    /// The same state, where `heedmap.state()` finds it.
    mirror: Rc<RefCell<Rc<State>>>,
    asked: Option<Ask>,
    answer: Option<Rc<Answer>>,
    panels: Rc<Vec<Panel>>,
    link: Link<()>,
    progress: Option<Progress>,
    messages: Vec<Message>,
    palette: Rc<Palette>,
    is_help_open: bool,
    waiting: Vec<api::Settle>,
    address: Option<Timeout>,
    _listeners: Vec<EventListener>,
}

/// Everything that can happen.
pub(crate) enum Msg {
    Act(Action),
    Address,
    Key(KeyboardEvent),
    Heard(Heard<()>),
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
    type Properties = ();

    fn create(ctx: &Context<Self>) -> Self {
        let base = State { language: browser::language(), ..State::default() };
        let (state, notices) = from_link(&base, &browser::address());
        let link = {
            let scope = ctx.link().clone();
            Link::new(Keep::Newest, move |heard| scope.send_message(Msg::Heard(heard)))
        };
        let state = Rc::new(state);
        let mirror = Rc::new(RefCell::new(Rc::clone(&state)));
        let scope = ctx.link().clone();
        api::install(Rc::clone(&mirror), move |call| scope.send_message(Msg::Call(call)));
        let mut page = Self {
            state,
            mirror,
            asked: None,
            answer: None,
            panels: Rc::default(),
            link,
            progress: None,
            messages: notices.into_iter().map(Message::Notice).collect(),
            palette: Rc::new(browser::palette()),
            is_help_open: false,
            waiting: vec![],
            address: None,
            _listeners: listen(ctx),
        };
        page.dress();
        page.ask();
        page
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Act(action) => self.act(action),
            Msg::Address => {
                let (state, notices) = from_link(&self.fresh(), &browser::address());
                notices.into_iter().for_each(|notice| self.say(Message::Notice(notice)));
                self.act(Action::Become(Box::new(state)));
            }
            Msg::Key(event) => return self.key(ctx, &event),
            Msg::Heard(Heard::Progress(progress)) => self.progress = Some(progress),
            Msg::Heard(Heard::Done(request, outcome)) => self.done(request, outcome),
            Msg::SystemTheme => self.dress(),
            Msg::Call(Call { state, settle }) => {
                self.act(Action::Become(Box::new(state)));
                self.waiting.push(settle);
                self.settle(None);
            }
            Msg::Stop => self.link.stop(),
            Msg::Again => {
                self.messages.retain(|message| !matches!(message, Message::Trouble(_)));
                self.asked = None;
                self.ask();
            }
            Msg::Share => self.share(ctx),
            Msg::Copied(copied) => self.say(if copied { Message::Shared } else { Message::NotShared }),
            Msg::Dismiss(index) => {
                self.messages.remove(index);
            }
            Msg::Help(open) => self.is_help_open = open,
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let (state, s) = (&*self.state, strings(self.state.language));
        let act = ctx.link().callback(Msg::Act);
        let shown = exhibit::by_id(state.exhibit);
        let again = ctx.link().callback(|()| Msg::Again);
        let dismiss = ctx.link().callback(Msg::Dismiss);
        let about_answer = self.answer.as_ref().and_then(|answer| exhibit::cut_notice(state, answer));
        html! {
            <div class="app">
                <button type="button" class="skip" onclick={|_| browser::focus_element(browser::document().get_element_by_id("stage"))}>
                    { s.skip }
                </button>
                if !state.embed {
                    { top_bar(s, state, self.is_dark(), &act, &ctx.link().callback(|()| Msg::Share), &ctx.link().callback(|()| Msg::Help(true))) }
                    { self.rail(ctx) }
                }
                <main id="stage" tabindex="-1">
                    if !state.embed {
                        <div class="head">
                            <div><h1>{ (shown.title)(s) }</h1><p class="intro">{ (shown.intro)(s) }</p></div>
                            { controls(s, state, shown.controls, &act) }
                        </div>
                    }
                    if !self.link.is_idle() {
                        { progress(s, self.progress, &ctx.link().callback(|()| Msg::Stop)) }
                    }
                    { messages(s, &self.messages, about_answer, &again, &dismiss) }
                    if let Some(answer) = &self.answer {
                        <Stage state={Rc::clone(&self.state)} answer={Rc::clone(answer)} panels={Rc::clone(&self.panels)}
                            palette={Rc::clone(&self.palette)} act={act.clone()} />
                    } else {
                        <p class="note">{ s.loading }</p>
                    }
                    if state.embed {
                        <p class="embed-link"><a target="_blank" rel="noopener" href={self.whole_page()}>{ s.open_in_heedmap }</a></p>
                    }
                </main>
                if state.projector {
                    <button type="button" class="leave" onclick={act.reform(|_| Action::Project(false))}>{ s.leave_projector }</button>
                }
                if self.is_help_open {
                    <Help s={Words(s)} use_keys={state.keys} {act} close={ctx.link().callback(|()| Msg::Help(false))} />
                }
            </div>
        }
    }
}

impl Page {
    fn act(&mut self, action: Action) {
        let (state, notice) = reduce(&self.state, action);
        if let Some(notice) = notice {
            self.say(Message::Notice(notice));
        }
        if state == *self.state {
            return;
        }
        if state.exhibit != self.state.exhibit {
            self.answer = None; // it answers another question
        }
        self.state = Rc::new(state);
        *self.mirror.borrow_mut() = Rc::clone(&self.state);
        self.dress();
        self.ask();
        self.arrange();
        self.write_address();
    }

    /// Asks the worker, if the state asks for another thing than last time.
    fn ask(&mut self) {
        let Ok(ask) = (exhibit::by_id(self.state.exhibit).job)(&self.state) else { return };
        if self.asked.as_ref() != Some(&ask) {
            self.asked = Some(ask.clone());
            self.progress = None;
            self.link.ask(Request { ask, tag: () });
        }
    }

    fn done(&mut self, request: Request<()>, outcome: Result<Parcel, Trouble>) {
        self.progress = None;
        let answer = outcome
            .and_then(|parcel| parcel.open(&request.ask.text).map_err(|broken| Trouble::Died(format!("{broken:?}"))));
        match answer {
            Ok(answer) => {
                self.messages.retain(|message| !matches!(message, Message::Trouble(_)));
                self.answer = Some(Rc::new(answer));
                self.arrange();
                self.settle(None);
            }
            Err(trouble) => {
                self.settle(Some(&(strings(self.state.language).trouble)(&trouble)));
                self.say(Message::Trouble(trouble));
            }
        }
    }

    /// Makes the panels of the state and the answer.
    fn arrange(&mut self) {
        if let Some(answer) = &self.answer {
            self.panels = Rc::new((exhibit::by_id(self.state.exhibit).panels)(&self.state, answer));
        }
    }

    /// Tells programs that wait for the picture.
    fn settle(&mut self, trouble: Option<&str>) {
        if trouble.is_some() || self.link.is_idle() {
            self.waiting.drain(..).for_each(|settle| settle.settle(trouble));
        }
    }

    fn say(&mut self, message: Message) {
        self.messages.retain(|other| *other != message);
        self.messages.push(message);
        let surplus = self.messages.len().saturating_sub(MAX_MESSAGES);
        self.messages.drain(..surplus);
    }

    fn key(&mut self, ctx: &Context<Self>, event: &KeyboardEvent) -> bool {
        match keys::wish(event, &self.state, self.is_dark()) {
            None => return false,
            Some(Wish::Do(action)) => {
                event.prevent_default();
                self.act(action);
            }
            Some(Wish::ShowKeys) => self.is_help_open = true,
            Some(Wish::Close) if self.is_help_open => self.is_help_open = false,
            Some(Wish::Close) if self.state.cell.is_some() => self.act(Action::Choose(None)),
            Some(Wish::Close) => ctx.link().send_message(Msg::Act(Action::Project(false))),
        }
        true
    }

    /// Writes the state into the address once the reader pauses. Where the text is too long for a link, the address
    /// keeps all but the text.
    fn write_address(&mut self) {
        let state = Rc::clone(&self.state);
        self.address = Some(Timeout::new(ADDRESS_PAUSE_MS, move || {
            let without_text = || to_link(&State { text: None, ..(*state).clone() });
            if let Some(hash) = to_link(&state).or_else(without_text) {
                browser::set_hash(&hash);
            }
        }));
    }

    fn share(&mut self, ctx: &Context<Self>) {
        let Some(hash) = to_link(&self.state) else { return self.say(Message::TooLongToShare) };
        browser::set_hash(&hash);
        ctx.link().send_future(async move { Msg::Copied(browser::copy(&browser::url_with_hash(&hash)).await) });
    }

    /// Gives the document its language, theme and title, and reads the colours that follow from them.
    fn dress(&mut self) {
        let State { language, theme, projector, embed, .. } = *self.state;
        let title = format!("{} · Heedmap", (exhibit::by_id(self.state.exhibit).title)(strings(language)));
        browser::dress(language, theme, projector, embed, &title);
        let palette = browser::palette();
        if palette != *self.palette {
            self.palette = Rc::new(palette);
        }
    }

    fn is_dark(&self) -> bool {
        match self.state.theme {
            Theme::System => browser::system_is_dark(),
            theme => theme == Theme::Dark,
        }
    }

    /// The menu of exhibits.
    fn rail(&self, ctx: &Context<Self>) -> Html {
        let s = strings(self.state.language);
        let one = |exhibit: &exhibit::Exhibit| {
            let id: ExhibitId = exhibit.id;
            let current = (id == self.state.exhibit).then_some("page");
            html! {
                <li><button type="button" aria-current={current} onclick={ctx.link().callback(move |_| Msg::Act(Action::Open(id)))}>
                    <span>{ (s.chapter)(exhibit.chapters) }</span>{ (exhibit.title)(s) }
                </button></li>
            }
        };
        html! { <nav class="rail" aria-label={s.exhibits}><ul>{ for exhibit::ALL.iter().map(one) }</ul></nav> }
    }

    /// A link to this screen with everything around the figure.
    fn whole_page(&self) -> String {
        let state = State { embed: false, ..(*self.state).clone() };
        browser::url_with_hash(&to_link(&state).unwrap_or_default())
    }

    /// What a link is read over: nothing chosen but the language that is spoken.
    fn fresh(&self) -> State {
        State { language: self.state.language, ..State::default() }
    }
}

fn listen(ctx: &Context<Page>) -> Vec<EventListener> {
    let window = browser::window();
    let (key, hash, theme) = (ctx.link().clone(), ctx.link().clone(), ctx.link().clone());
    let on_key = EventListener::new_with_options(
        &window,
        "keydown",
        EventListenerOptions::enable_prevent_default(),
        move |event| {
            if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
                key.send_message(Msg::Key(event.clone()));
            }
        },
    );
    let on_hash = EventListener::new(&window, "hashchange", move |_| hash.send_message(Msg::Address));
    let on_theme = browser::on_system_theme(move || theme.send_message(Msg::SystemTheme));
    [on_key, on_hash].into_iter().chain(on_theme).collect()
}
