//! What the page has to say: progress with a way to stop, notices, troubles.

use heedmap::engine::{FolderFault, Progress, Trouble};
use heedmap::i18n::Strings;
use heedmap::model::pretrained::Folder;
use heedmap::state::Notice;
use yew::prelude::*;

/// Messages beyond this push the oldest out.
const MAX_MESSAGES: usize = 4;

/// Something that stays until it is dismissed. Kept as what happened, not as words: the language may change.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Message {
    Notice(Notice),
    Trouble(Trouble),
    /// A model was refused, and the one before is there again.
    NoModel {
        folder: Folder,
        fault: Box<FolderFault>,
    },
    /// A model is open, and gone when the page is.
    NotKept {
        folder: Folder,
        is_full: bool,
    },
    Shared,
    NotShared,
    TooLongToShare,
}

impl Message {
    /// The sentence.
    pub(crate) fn text(&self, s: &Strings) -> String {
        match self {
            Self::Notice(notice) => (s.notice)(notice),
            Self::Trouble(trouble) => (s.trouble)(trouble),
            Self::NoModel { folder, fault } => (s.models.fault)(folder.name(), fault),
            Self::NotKept { folder, is_full: true } => (s.models.no_room)(folder.name()),
            Self::NotKept { folder, is_full: false } => (s.models.no_storage)(folder.name()),
            Self::Shared => s.shared.into(),
            Self::NotShared => s.not_shared.into(),
            Self::TooLongToShare => s.too_long_to_share.into(),
        }
    }
}

/// Says something; what was said before is said once, and last.
pub(crate) fn add(list: &mut Vec<Message>, message: Message) {
    list.retain(|other| *other != message);
    list.push(message);
    let surplus = list.len().saturating_sub(MAX_MESSAGES);
    list.drain(..surplus);
}

/// The messages, newest last; those about the answer on the screen come by themselves and go with it.
pub(crate) fn messages(
    s: &'static Strings,
    list: &[Message],
    about_answer: Option<String>,
    again: &Callback<()>,
    dismiss: &Callback<usize>,
) -> Html {
    let one = |(index, message): (usize, &Message)| {
        let is_trouble = matches!(message, Message::Trouble(_));
        let (again, dismiss) = (again.reform(|_| ()), dismiss.reform(move |_| index));
        html! {
            <div key={index} class={classes!("message", is_trouble.then_some("trouble"))}>
                <span>{ message.text(s) }</span>
                if is_trouble {
                    <button type="button" onclick={again}>{ s.again }</button>
                }
                <button type="button" onclick={dismiss}>{ s.dismiss }</button>
            </div>
        }
    };
    html! {
        <div class="messages" role="status" aria-label={s.notes}>
            <>{ about_answer.map(|text| html! { <div class="message">{ text }</div> }) }</>
            <>{ for list.iter().enumerate().map(one) }</>
        </div>
    }
}

/// A thin bar after a tenth of a second; after a second, what is being done, how far, and Stop. CSS keeps the time.
pub(crate) fn progress(s: &'static Strings, progress: Option<Progress>, stop: &Callback<()>) -> Html {
    let part = progress.filter(|progress| progress.total > 0);
    let width = part.map_or(100.0, |progress| 100.0 * progress.done as f64 / progress.total as f64);
    let text = progress.map_or_else(|| s.working.to_owned(), s.progress);
    html! {
        <div class="busy">
            <div class="bar"><div style={format!("width: {width:.0}%")}></div></div>
            <div class="work">
                <span>{ text }</span>
                <button type="button" onclick={stop.reform(|_| ())}>{ s.stop }</button>
            </div>
        </div>
    }
}
