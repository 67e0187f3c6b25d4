//! The picture that the first program has left: it stays where it is until the page has one of its own.

use super::browser;
use web_sys::Node;
use yew::prelude::*;

/// What the page finds when it opens.
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Opened {
    pub(crate) left: Option<Left>,
}

/// A stage with a first picture, and how far the reader has scrolled to see it.
#[derive(Clone, PartialEq)]
pub(crate) struct Left {
    stage: Node,
    scrolled: f64,
}

/// What was left, if anything. All else of the first program's page goes when this one takes its place.
pub(crate) fn take() -> Option<Left> {
    let stage = browser::document().query_selector("#first .stage").ok().flatten()?;
    Some(Left { stage: stage.into(), scrolled: browser::window().scroll_y().unwrap_or(0.0) })
}

impl Left {
    /// The stage, to stand where the page's own will.
    pub(crate) fn view(&self) -> Html {
        Html::VRef(self.stage.clone())
    }

    /// Goes back to where the reader was, once the page is there.
    pub(crate) fn scroll(&self) {
        browser::window().scroll_to_with_x_and_y(0.0, self.scrolled);
    }
}
