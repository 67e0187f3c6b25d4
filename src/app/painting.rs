//! When pictures are painted: at once while the frame has time, else in one of the next frames, so that whoever writes or
//! points never waits for all of them. Panels of a long text come the same way, each in a frame of its own.

use super::browser;
use std::cell::RefCell;
use std::collections::VecDeque;
use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

/// How long a frame may be painted in, in milliseconds: half of a sixtieth of a second, since styles, layout and the browser's own
/// drawing want the rest.
const SHARE: f64 = 8.0;
/// When the next frame may begin.
const FRAME: f64 = 16.0;

/// What is to be done, and the canvas that it paints; without one it takes a frame of its own.
type Work = (Option<HtmlCanvasElement>, Box<dyn FnOnce()>);

#[derive(Default)]
struct Painting {
    waiting: VecDeque<Work>,
    /// Who wants to know when nothing waits any more.
    ends: Vec<Box<dyn FnOnce()>>,
    /// Whether the next frame will go on with it.
    goes_on: bool,
    /// When this frame's painting began.
    began: f64,
}

impl Painting {
    fn forget(&mut self, canvas: &HtmlCanvasElement) {
        self.waiting.retain(|(other, _)| other.as_ref() != Some(canvas));
    }
}

thread_local! {
    static PAINTING: RefCell<Painting> = RefCell::default();
}

/// Paints a canvas in this frame or a later one. What was to be painted on it before is forgotten.
pub(super) fn paint(canvas: HtmlCanvasElement, work: impl FnOnce() + 'static) {
    let has_time = PAINTING.with_borrow_mut(|painting| {
        painting.forget(&canvas);
        let now = browser::now();
        if now - painting.began > FRAME {
            painting.began = now;
        }
        painting.waiting.is_empty() && now - painting.began < SHARE
    });
    // Nobody sees the frames of a page that is hidden, and it has none.
    if has_time || browser::document().hidden() {
        work();
    } else {
        wait((Some(canvas), Box::new(work)));
    }
}

/// Does not paint what waits to be painted on a canvas.
pub(super) fn forget(canvas: &HtmlCanvasElement) {
    PAINTING.with_borrow_mut(|painting| painting.forget(canvas));
}

/// Does something in a frame of its own.
pub(super) fn turn(work: impl FnOnce() + 'static) {
    if browser::document().hidden() {
        work();
    } else {
        wait((None, Box::new(work)));
    }
}

/// Calls when all is painted.
pub(super) fn after(call: impl FnOnce() + 'static) {
    let at_once = PAINTING.with_borrow_mut(|painting| {
        if !painting.goes_on {
            return Some(call);
        }
        painting.ends.push(Box::new(call));
        None
    });
    at_once.into_iter().for_each(|call| call());
}

fn wait(work: Work) {
    let is_first = PAINTING.with_borrow_mut(|painting| {
        painting.waiting.push_back(work);
        !std::mem::replace(&mut painting.goes_on, true)
    });
    if is_first {
        in_next_frame();
    }
}

fn in_next_frame() {
    let frame = Closure::once_into_js(go_on);
    if browser::window().request_animation_frame(frame.unchecked_ref()).is_err() {
        go_on();
    }
}

/// Does what waits until the frame's share is used up, one piece of work at least. What was done may have brought more work, so
/// that only a frame with nothing to do is the end.
fn go_on() {
    let began = browser::now();
    let ends = PAINTING.with_borrow_mut(|painting| {
        painting.began = began;
        painting.goes_on = !painting.waiting.is_empty();
        (!painting.goes_on).then(|| std::mem::take(&mut painting.ends))
    });
    if let Some(ends) = ends {
        return ends.into_iter().for_each(|end| end());
    }
    let next = |is_first: bool| {
        PAINTING.with_borrow_mut(|painting| painting.waiting.pop_front_if(|(canvas, _)| is_first || canvas.is_some()))
    };
    let mut is_first = true;
    while let Some((canvas, work)) = next(is_first) {
        work();
        is_first = false;
        if canvas.is_none() || browser::now() - began > SHARE {
            break;
        }
    }
    in_next_frame();
}
