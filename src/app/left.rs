//! The picture that the first program has left: it stays where it is until the page has painted one of its own.

use super::canvas::release;
use super::{browser, painting};
use gloo::timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::Element;
use yew::prelude::*;

/// How long to wait for a drawing, in milliseconds: what the reader has asked for meanwhile may have none.
const PATIENCE: u32 = 500;

/// What the page finds when it opens.
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Opened {
    pub(crate) left: Option<Left>,
}

/// A stage with a first picture, and how far the reader has scrolled to see it.
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Left {
    stage: Element,
    scrolled: f64,
}

/// What was left, if anything. All else of the first program's page goes when this one takes its place.
pub(crate) fn take() -> Option<Left> {
    let stage = browser::document().query_selector("#first .stage").ok().flatten()?;
    // The style sheet hides the stage after it.
    stage.class_list().add_1("left").ok()?;
    Some(Left { stage, scrolled: browser::window().scroll_y().unwrap_or(0.0) })
}

impl Left {
    /// The stage, to stand where the page's own will.
    pub(crate) fn view(&self) -> Html {
        html! { <LeftStage ..self.clone() /> }
    }

    /// Goes back to where the reader was, once the page is there.
    pub(crate) fn scroll(&self) {
        browser::window().scroll_to_with_x_and_y(0.0, self.scrolled);
    }
}

/// The stage; when it goes, its pictures go.
#[component]
fn LeftStage(props: &Left) -> Html {
    let stage = props.stage.clone();
    use_effect_with((), move |()| move || browser::elements(&stage, "canvas").for_each(|canvas| release(&canvas)));
    Html::VRef(props.stage.clone().into())
}

thread_local! {
    static WAITING: RefCell<Option<Box<dyn FnOnce()>>> = RefCell::default();
}

/// Calls once, when the first figure is drawn and all cells are painted.
pub(crate) fn when_drawn(call: impl Fn() + 'static) {
    let call = Rc::new(call);
    let later = Rc::clone(&call);
    WAITING.set(Some(Box::new(move || call())));
    Timeout::new(PATIENCE, move || later()).forget();
}

/// Tells that a figure was drawn. Its neighbours are drawn in the same frame, so what was left goes in the next.
pub(crate) fn drawn() {
    let Some(call) = WAITING.take() else { return };
    let frame = Closure::once_into_js(move || painting::after(call));
    let _hidden = browser::window().request_animation_frame(frame.unchecked_ref());
}
