//! Steps to be walked, played or scrubbed.

use super::frames::use_frames;
use super::help::Words;
use gloo::timers::callback::Interval;
use heedmap::chart::Figure;
use heedmap::exhibit::Panel;
use heedmap::state::{Action, CountingAction, Word2vecAction};
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// How long a step stays while it plays, in milliseconds.
const STEP: u32 = 1_200;
/// How long a token that a model writes stays the newest.
const TOKEN: u32 = 500;
/// How many parts of a training are asked for before the picture of the first is there.
const AHEAD: usize = 2;

/// What is played.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Played {
    /// The page.
    Page,
    /// A text that a model writes.
    Text,
    /// One word on the page.
    Word,
    /// Which place of a text is taken apart.
    Place,
    /// A training, as fast as it is learnt: a part in every frame, if the machine can.
    Training,
    /// Which guess of a training is told.
    Pair,
}

impl Played {
    /// What shows a step.
    fn show(self, step: Option<usize>) -> Action {
        match self {
            Self::Page | Self::Text | Self::Training => Action::ShowStep(step),
            Self::Word => Action::StepWord(step),
            Self::Place => Action::Count(CountingAction::Look(step)),
            Self::Pair => Action::Embed(Word2vecAction::ShowPair(step.unwrap_or_default())),
        }
    }

    /// How long a step stays while it plays, in milliseconds; nothing of what goes on in every frame.
    fn stays(self) -> Option<u32> {
        match self {
            Self::Text => Some(TOKEN),
            Self::Training => None,
            _ => Some(STEP),
        }
    }

    /// The name of a part of the strip, of which a page may have two.
    fn id(self, part: &str) -> String {
        match self {
            Self::Page | Self::Text | Self::Training => part.to_owned(),
            Self::Word => format!("word-{part}"),
            Self::Place => format!("place-{part}"),
            Self::Pair => format!("pair-{part}"),
        }
    }
}

/// The strip: back, play, next, scrub.
#[component]
pub(crate) fn Player(props: &PlayerProps) -> Html {
    let PlayerProps { s: Words(s), played, title, current, n, act } = props.clone();
    let s = &s.serial;
    let is_playing = use_state_eq(|| false);
    // Known at once, where a drawing comes when the page has time: what a hand chose is not walked on from by a tick in between.
    let plays = use_mut_ref(|| false);
    let play = {
        let (is_playing, plays) = (is_playing.clone(), Rc::clone(&plays));
        move |on: bool| {
            *plays.borrow_mut() = on;
            is_playing.set(on);
        }
    };
    use_effect_with((*is_playing, current, n), {
        let (plays, play, act) = (Rc::clone(&plays), play.clone(), act.clone());
        move |&(is_playing, current, n)| {
            let tick = played.stays().filter(|_| is_playing).map(|time| {
                Interval::new(time, move || match current + 1 < n {
                    _ if !*plays.borrow() => {}
                    true => act.emit(played.show(Some(current + 1))),
                    false => play(false),
                })
            });
            move || drop(tick)
        }
    });
    // A training is not held up by its pictures: while a part is drawn, the worker is at the next one, and one more waits for it.
    let goes_on = *is_playing && played.stays().is_none();
    let asked = use_mut_ref(|| Some(current));
    use_frames(goes_on, {
        let (plays, play, act, asked) = (Rc::clone(&plays), play.clone(), act.clone(), Rc::clone(&asked));
        move || {
            let mut asked = asked.borrow_mut();
            if !*plays.borrow() {
                return;
            }
            if current + 1 >= n {
                play(asked.is_none()); // the beginning may be on its way
                return;
            }
            let last = asked.filter(|asked| (current..=current + AHEAD).contains(asked)).unwrap_or(current);
            let next = (last + 1).min(current + AHEAD).min(n - 1);
            *asked = Some(next);
            if next > last {
                act.emit(played.show(Some(next)));
            }
        }
    });
    // A button at its end does nothing, but stays: one that is disabled would lose the focus of whoever pressed it.
    let go = |is_end: bool, step: usize| {
        let (act, play) = (act.clone(), play.clone());
        move |_: MouseEvent| {
            play(false); // whoever takes it into their own hands is not run away from
            if !is_end {
                act.emit(played.show(Some(step)));
            }
        }
    };
    let (is_first, is_last) = (current == 0, current + 1 >= n);
    let toggle = {
        let (play, act, asked) = (play.clone(), act.clone(), Rc::clone(&asked));
        move |_: MouseEvent| {
            let on = !*plays.borrow();
            if on && current + 1 == n {
                *asked.borrow_mut() = None;
                act.emit(played.show(Some(0))); // from the end, play begins anew
            }
            play(on);
        }
    };
    let scrub = {
        let play = play.clone();
        act.reform(move |event: InputEvent| {
            play(false);
            played.show(event.target_unchecked_into::<HtmlInputElement>().value().parse::<usize>().ok())
        })
    };
    html! {
        <div class="player" role="group" aria-label={title}>
            <button id={played.id("back")} type="button" aria-disabled={is_first.then_some("true")} onclick={go(is_first, current.saturating_sub(1))}>{ s.back }</button>
            <button id={played.id("play")} type="button" aria-pressed={is_playing.to_string()} onclick={toggle}>
                { if *is_playing { s.pause } else { s.play } }
            </button>
            <button id={played.id("next")} type="button" aria-disabled={is_last.then_some("true")} onclick={go(is_last, current + 1)}>{ s.next }</button>
            <input id={played.id("scrub")} type="range" min="0" max={(n - 1).to_string()} value={current.to_string()} oninput={scrub} aria-label={s.scrub} />
        </div>
    }
}

/// What turning a page does: a step on or back where there are steps, else a head.
pub(crate) fn turn(panels: &[Rc<Panel>], head: usize, on: bool) -> Action {
    let turned = |from: usize, last: usize| if on { (from + 1).min(last) } else { from.saturating_sub(1) };
    let steps = panels.iter().find_map(|panel| match &panel.figure {
        &Figure::Player { current, n } => Some((current, n)),
        _ => None,
    });
    match steps {
        Some((current, n)) => Action::ShowStep(Some(turned(current, n.saturating_sub(1)))),
        None => Action::ShowHead(turned(head, usize::MAX)),
    }
}

/// What the strip needs.
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct PlayerProps {
    pub(crate) s: Words,
    pub(crate) played: Played,
    /// What is played, in words.
    pub(crate) title: String,
    pub(crate) current: usize,
    pub(crate) n: usize,
    pub(crate) act: Callback<Action>,
}
