//! Hands on a picture of which a part is seen, a large heatmap or a map: the wheel, a drag, two fingers. Each says which part is to be seen next.

use gloo::events::{EventListener, EventListenerOptions};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, WheelEvent};
use yew::prelude::*;

/// A drag is longer than this; a shorter one is a click that trembled. In CSS pixels.
const TREMBLE: f64 = 4.0;
/// How much a wheel's pixel zooms, and how many of them count at once: a notch of a mouse is a hundred, a pinch on a trackpad
/// a few.
const PER_PIXEL: f64 = 0.01;
const MOST_PIXELS: f64 = 40.0;
/// Pixels in a line, for browsers whose wheels count lines.
const LINE: f64 = 16.0;

pub(crate) type Point = (f64, f64);

/// A picture of which a part is seen. Points are pixels of its sheet.
pub(crate) trait Looked {
    /// What is seen of it.
    type Part: Copy + 'static;
    /// The part that is seen.
    fn part(&self) -> Self::Part;
    /// Whether others can be.
    fn is_zoomable(&self) -> bool;
    /// `part` with everything so many times as large; what is at a point stays there if it can.
    fn closer(&self, part: Self::Part, factor: f64, at: Point) -> Self::Part;
    /// `part` after the picture was drawn along.
    fn along(&self, part: Self::Part, way: Point) -> Self::Part;
    /// All of it is no part.
    fn named(&self, part: Self::Part) -> Option<Self::Part>;
}

/// What hands do at the moment.
pub(crate) struct Hands<P> {
    /// Pointers that are down, by their ids.
    pointers: Vec<(i32, Point)>,
    /// Where the pointers were when they last came or went, and the part that was seen then.
    start: Option<(Vec<Point>, P)>,
    /// Whether they have moved so far that it is not a click any more.
    has_dragged: bool,
}

impl<P> Default for Hands<P> {
    fn default() -> Self {
        Self { pointers: vec![], start: None, has_dragged: false }
    }
}

impl<P: Copy + 'static> Hands<P> {
    /// A pointer comes down.
    pub(crate) fn down(&mut self, event: &PointerEvent, sight: &impl Looked<Part = P>) {
        if self.pointers.is_empty() {
            self.has_dragged = false;
        }
        self.pointers.retain(|&(id, _)| id != event.pointer_id());
        self.pointers.push((event.pointer_id(), at(event)));
        self.begin(sight);
    }

    /// A pointer goes.
    pub(crate) fn up(&mut self, event: &PointerEvent, sight: &impl Looked<Part = P>) {
        self.pointers.retain(|&(id, _)| id != event.pointer_id());
        self.begin(sight);
    }

    fn begin(&mut self, sight: &impl Looked<Part = P>) {
        self.start = Some((self.pointers.iter().map(|&(_, point)| point).collect(), sight.part()));
    }

    /// A pointer moves: the part that is to be seen, if another one is. One pointer moves it, two also zoom.
    pub(crate) fn moved(
        &mut self,
        event: &PointerEvent,
        sight: &impl Looked<Part = P>,
        sheet: &NodeRef,
    ) -> Option<Option<P>> {
        let (_, point) = self.pointers.iter_mut().find(|(id, _)| *id == event.pointer_id())?;
        *point = at(event);
        let (from, part) = self.start.as_ref()?;
        let now: Vec<Point> = self.pointers.iter().map(|&(_, point)| point).collect();
        match (&from[..], &now[..]) {
            (&[a], &[b]) => {
                let way = (b.0 - a.0, b.1 - a.1);
                self.has_dragged |= way.0.hypot(way.1) > TREMBLE;
                self.has_dragged.then(|| sight.named(sight.along(*part, way)))
            }
            (&[a, b], &[c, d]) => {
                self.has_dragged = true;
                let apart = |a: Point, b: Point| (a.0 - b.0).hypot(a.1 - b.1).max(1.0);
                let middle = |a: Point, b: Point| ((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0);
                let (before, after) = (middle(a, b), middle(c, d));
                let corner = sheet.cast::<Element>()?.get_bounding_client_rect();
                let at = (before.0 - corner.x(), before.1 - corner.y());
                let closer = sight.closer(*part, apart(c, d) / apart(a, b), at);
                Some(sight.named(sight.along(closer, (after.0 - before.0, after.1 - before.1))))
            }
            _ => None,
        }
    }

    /// Whether what ended was a drag, so that it is no click. Asked once.
    pub(crate) fn take_drag(&mut self) -> bool {
        std::mem::take(&mut self.has_dragged)
    }

    /// Whether something is being moved.
    pub(crate) fn are_busy(&self) -> bool {
        self.has_dragged && !self.pointers.is_empty()
    }
}

fn at(event: &PointerEvent) -> Point {
    (event.client_x().into(), event.client_y().into())
}

/// The wheel with Ctrl, which is also what a pinch on a trackpad is. Without Ctrl the page scrolls.
#[hook]
pub(crate) fn use_wheel<L: Looked + 'static>(
    sheet: &NodeRef,
    now: &Rc<RefCell<Option<Rc<L>>>>,
    show: &Callback<Option<L::Part>>,
) {
    let now = Rc::clone(now);
    use_effect_with((sheet.clone(), show.clone()), move |(sheet, show)| {
        let show = show.clone();
        let listener = sheet.cast::<Element>().map(|sheet| {
            let options = EventListenerOptions::enable_prevent_default();
            let element = sheet.clone();
            EventListener::new_with_options(&sheet, "wheel", options, move |event| {
                let Some(event) = event.dyn_ref::<WheelEvent>().filter(|event| event.ctrl_key() || event.meta_key())
                else {
                    return;
                };
                let Some(sight) = now.borrow().clone().filter(|sight| sight.is_zoomable()) else { return };
                event.prevent_default();
                let pixels =
                    event.delta_y() * if event.delta_mode() == WheelEvent::DOM_DELTA_PIXEL { 1.0 } else { LINE };
                let factor = (-pixels.clamp(-MOST_PIXELS, MOST_PIXELS) * PER_PIXEL).exp();
                let bounds = element.get_bounding_client_rect();
                let point = (f64::from(event.client_x()) - bounds.x(), f64::from(event.client_y()) - bounds.y());
                if factor != 1.0 {
                    show.emit(sight.named(sight.closer(sight.part(), factor, point)));
                }
            })
        });
        move || drop(listener)
    });
}
