//! Steps to be walked, played or scrubbed.

use super::help::Words;
use gloo::timers::callback::Interval;
use heedmap::chart::Figure;
use heedmap::exhibit::Panel;
use heedmap::state::Action;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// How long a step stays while it plays.
const STEP_MS: u32 = 1_200;

/// The strip: back, play, next, scrub.
#[component]
pub(crate) fn Player(props: &PlayerProps) -> Html {
    let PlayerProps { s: Words(s), current, n, act } = props.clone();
    let s = &s.serial;
    let is_playing = use_state_eq(|| false);
    use_effect_with((*is_playing, current, n), {
        let (is_playing, act) = (is_playing.clone(), act.clone());
        move |&(plays, current, n)| {
            let tick = plays.then(|| {
                Interval::new(STEP_MS, move || match current + 1 < n {
                    true => act.emit(Action::ShowStep(Some(current + 1))),
                    false => is_playing.set(false),
                })
            });
            move || drop(tick)
        }
    });
    let go = |step: usize| act.reform(move |_: MouseEvent| Action::ShowStep(Some(step)));
    let toggle = {
        let (is_playing, act) = (is_playing.clone(), act.clone());
        move |_: MouseEvent| {
            if !*is_playing && current + 1 == n {
                act.emit(Action::ShowStep(Some(0))); // from the end, play begins anew
            }
            is_playing.set(!*is_playing);
        }
    };
    let scrub = act.reform(|event: InputEvent| {
        Action::ShowStep(event.target_unchecked_into::<HtmlInputElement>().value().parse::<usize>().ok())
    });
    html! {
        <div class="player">
            <button id="back" type="button" disabled={current == 0} onclick={go(current.saturating_sub(1))}>{ s.back }</button>
            <button id="play" type="button" aria-pressed={is_playing.to_string()} onclick={toggle}>
                { if *is_playing { s.pause } else { s.play } }
            </button>
            <button id="next" type="button" disabled={current + 1 >= n} onclick={go(current + 1)}>{ s.next }</button>
            <input id="scrub" type="range" min="0" max={(n - 1).to_string()} value={current.to_string()} oninput={scrub} aria-label={s.scrub} />
        </div>
    }
}

/// What turning a page does: a step on or back where there are steps, else a head.
pub(crate) fn turn(panels: &[Panel], head: usize, on: bool) -> Action {
    let turned = |from: usize, last: usize| if on { (from + 1).min(last) } else { from.saturating_sub(1) };
    let steps = panels.iter().find_map(|panel| match panel.figure {
        Figure::Player { current, n } => Some((current, n)),
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
    pub(crate) current: usize,
    pub(crate) n: usize,
    pub(crate) act: Callback<Action>,
}
