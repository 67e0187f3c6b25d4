//! How long layers take, measured when the reader wants to know. The measuring has a worker of its own, which is gone when it is
//! done: the page's goes on answering.

use super::curve::CurveView;
use super::facts::facts;
use super::help::Words;
use super::link::{Heard, Link, Request};
use super::messages;
use heedmap::chart::Palette;
use heedmap::engine::{Keep, Progress, Timed, Trouble};
use heedmap::exhibit::elmo;
use heedmap::repr::elmo::Trained;
use std::rc::Rc;
use yew::prelude::*;

/// The button, and what it brings.
#[component]
pub(crate) fn Timing(props: &TimingProps) -> Html {
    let TimingProps { s: Words(s), model, palette } = props.clone();
    let found = use_state(|| Found::Nothing);
    let line = use_mut_ref(|| None::<Link<()>>);
    let begin = {
        let (found, line) = (found.clone(), Rc::clone(&line));
        Callback::from(move |_: MouseEvent| {
            // The button stays, since one that is disabled would lose the focus of whoever pressed it, but has done its work.
            if line.borrow().is_some() {
                return;
            }
            let (found, open) = (found.clone(), Rc::downgrade(&line));
            found.set(Found::Soon(None));
            let link = Link::new(Keep::Newest, move |heard| match heard {
                Heard::Progress(progress) => found.set(Found::Soon(Some(progress))),
                Heard::Done(request, outcome) => {
                    let answer = outcome.and_then(|parcel| {
                        parcel.open(&request.ask).map_err(|broken| Trouble::Died(format!("{broken:?}")))
                    });
                    found.set(match answer.map(|answer| answer.timed) {
                        Ok(timed) => timed.map_or(Found::Nothing, Found::Times),
                        Err(trouble) => Found::Trouble(trouble),
                    });
                    if let Some(line) = open.upgrade() {
                        line.take();
                    }
                }
                Heard::Kept(..) => {}
            });
            link.ask(Request { ask: elmo::timing(model), tag: () });
            line.replace(Some(link));
        })
    };
    let stop = {
        let found = found.clone();
        Callback::from(move |()| {
            // The worker ends with its line, and nobody hears of it any more, whether or not it had begun.
            line.take();
            found.set(Found::Nothing);
        })
    };
    let is_at_work = matches!(*found, Found::Soon(_));
    let name = if matches!(*found, Found::Times(_)) { s.elmo.time_again } else { s.elmo.time };
    html! {
        <>
        <div class="controls">
            <button id="elmo-time" type="button" aria-disabled={is_at_work.then_some("true")} onclick={begin}>{ name }</button>
        </div>
        { match &*found {
            Found::Nothing => html! { <p class="note">{ elmo::untimed(s) }</p> },
            Found::Soon(progress) => html! {
                <>
                <p class="note">{ elmo::untimed(s) }</p>
                { messages::progress(s, *progress, &stop) }
                </>
            },
            Found::Trouble(trouble) => html! { <p class="note" role="status">{ (s.trouble)(trouble) }</p> },
            Found::Times(times) => {
                let (figure, table, told) = elmo::timed(s, times);
                html! {
                    <>
                    <p class="note" role="status">{ told }</p>
                    <CurveView {figure} name="timing" {palette} />
                    { facts(&table, s.elmo.timing) }
                    </>
                }
            }
        } }
        </>
    }
}

/// What is known.
enum Found {
    Nothing,
    Soon(Option<Progress>),
    Times(Timed),
    Trouble(Trouble),
}

/// What the button needs.
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct TimingProps {
    pub(crate) s: Words,
    pub(crate) model: Trained,
    pub(crate) palette: Rc<Palette>,
}
