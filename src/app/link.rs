//! The page's end of the line to its worker.
//!
//! One request is in flight (`engine::Queue` says which); a worker that dies, falls silent or is stopped is thrown
//! away, its request is given back with the reason, and the next request gets a new worker.

use super::browser;
use super::lent::{Lent, Returned};
use gloo::timers::callback::Timeout;
use heedmap::engine::{Answer, Ask, Broken, Header, Keep, Keeping, Progress, Queue, Said, Trouble};
use heedmap::model::pretrained::Folder;
use js_sys::{Array, Float32Array};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{ErrorEvent, MessageEvent, Worker, WorkerOptions, WorkerType};

/// How long a worker may say nothing before it counts as lost.
const SILENCE_S: u32 = 20;

/// A question and whatever its asker wants back with the answer.
pub(crate) struct Request<T> {
    pub(crate) ask: Ask,
    pub(crate) tag: T,
}

/// What comes back.
pub(crate) enum Heard<T> {
    Progress(Progress),
    Done(Request<T>, Result<Parcel, Trouble>),
    Kept(Folder, Keeping),
}

/// An answer as it came over the line.
pub(crate) struct Parcel {
    pub(crate) header: Box<Header>,
    pub(crate) numbers: Vec<Float32Array>,
    returned: Returned,
}

impl Parcel {
    /// Unpacks the answer. Numbers are copied into this thread's memory when they are first looked at; where they came in goes
    /// back to the worker with what is asked after nobody looks any more.
    pub(crate) fn open(self, ask: &Ask) -> Result<Answer, Broken> {
        let lent = self.numbers.into_iter().map(|list| Lent::new(list, self.returned.clone()));
        let numbers = lent.map(|lent| (lent.len(), move |range| lent.some(range)));
        Answer::unpack(ask, *self.header, numbers.collect())
    }
}

/// The line.
pub(crate) struct Link<T> {
    line: Rc<RefCell<Line<T>>>,
}

struct Line<T> {
    queue: Queue<Request<T>>,
    worker: Option<Station>,
    returned: Returned,
    watch: Option<Timeout>,
    tell: Rc<dyn Fn(Heard<T>)>,
}

/// A worker and what listens to it; dropped together.
struct Station {
    worker: Worker,
    is_ready: bool,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(ErrorEvent)>,
}

impl Drop for Station {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

impl<T: 'static> Link<T> {
    /// A line over which nothing was said yet. `tell` hears everything.
    pub(crate) fn new(keep: Keep, tell: impl Fn(Heard<T>) + 'static) -> Self {
        let (queue, returned, tell) = (Queue::new(keep), Returned::default(), Rc::new(tell));
        let line = Line { queue, worker: None, returned, watch: None, tell };
        Self { line: Rc::new(RefCell::new(line)) }
    }

    /// Asks, now or when it is its turn.
    pub(crate) fn ask(&self, request: Request<T>) {
        self.line.borrow_mut().queue.push(request);
        send(&self.line);
    }

    /// Stops what is in flight, and forgets what waits.
    pub(crate) fn stop(&self) {
        self.line.borrow_mut().queue.clear();
        fail(&self.line, Trouble::Stopped);
    }

    /// Whether nothing is asked or waits.
    pub(crate) fn is_idle(&self) -> bool {
        self.line.borrow().queue.is_idle()
    }
}

/// Sends the next request, if there is one and a worker listens.
fn send<T: 'static>(line: &Rc<RefCell<Line<T>>>) {
    if line.borrow().queue.is_idle() {
        return;
    }
    if line.borrow().worker.is_none() {
        match spawn(line) {
            Ok(station) => line.borrow_mut().worker = Some(station),
            Err(error) => return fail(line, Trouble::Died(format!("{error:?}"))),
        }
        watch(line);
    }
    let mut guard = line.borrow_mut();
    let Line { queue, worker: Some(station), returned, .. } = &mut *guard else { return };
    if !station.is_ready {
        return;
    }
    let Some((seq, request)) = queue.start() else { return };
    let sent = match serde_json::to_string(&request.ask) {
        Ok(text) => {
            let buffers = returned.take();
            let message = Array::of3(&(seq as f64).into(), &text.into(), &buffers);
            station.worker.post_message_with_transfer(&message, &buffers).map_err(|error| format!("{error:?}"))
        }
        Err(error) => Err(error.to_string()),
    };
    drop(guard);
    match sent {
        Ok(()) => watch(line),
        Err(error) => fail(line, Trouble::Died(error)),
    }
}

/// Starts to count the silence anew.
fn watch<T: 'static>(line: &Rc<RefCell<Line<T>>>) {
    let weak = Rc::downgrade(line);
    let lost = move || {
        if let Some(line) = weak.upgrade() {
            fail(&line, Trouble::Silent(SILENCE_S));
        }
    };
    line.borrow_mut().watch = Some(Timeout::new(SILENCE_S * 1_000, lost));
}

/// Throws the worker away and gives its request back.
fn fail<T: 'static>(line: &Rc<RefCell<Line<T>>>, trouble: Trouble) {
    let mut guard = line.borrow_mut();
    guard.watch = None;
    guard.worker = None;
    // A worker that could not even start takes the request that waited for it with it.
    if guard.queue.start().is_none() && guard.queue.is_idle() {
        return;
    }
    let Some(request) = guard.queue.abandon() else { return };
    let tell = Rc::clone(&guard.tell);
    drop(guard);
    tell(Heard::Done(request, Err(trouble)));
    send(line);
}

fn spawn<T: 'static>(line: &Rc<RefCell<Line<T>>>) -> Result<Station, JsValue> {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let worker = Worker::new_with_options(&format!("{}worker_loader.js", browser::base()), &options)?;
    let weak = Rc::downgrade(line);
    let on_message = Closure::new(move |event: MessageEvent| {
        if let Some(line) = weak.upgrade() {
            hear(&line, &event.data());
        }
    });
    let weak = Rc::downgrade(line);
    let on_error = Closure::new(move |event: ErrorEvent| {
        if let Some(line) = weak.upgrade() {
            fail(&line, Trouble::Died(event.message()));
        }
    });
    worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
    Ok(Station { worker, is_ready: false, _on_message: on_message, _on_error: on_error })
}

fn hear<T: 'static>(line: &Rc<RefCell<Line<T>>>, data: &JsValue) {
    let Some(message) = data.dyn_ref::<Array>() else { return };
    let (seq, text) = (message.get(0).as_f64().unwrap_or(0.0) as u64, message.get(1).as_string());
    let Some(said) = text.and_then(|text| serde_json::from_str(&text).ok()) else { return };
    let outcome = match said {
        Said::Ready => {
            if let Some(station) = &mut line.borrow_mut().worker {
                station.is_ready = true;
            }
            return send(line);
        }
        Said::Progress(progress) => {
            if line.borrow().queue.is_current(seq) {
                watch(line);
                let tell = Rc::clone(&line.borrow().tell);
                tell(Heard::Progress(progress));
            }
            return;
        }
        Said::Answer(header) => {
            let numbers = message.get(2).dyn_into::<Array>().unwrap_or_default();
            let numbers = numbers.iter().filter_map(|array| array.dyn_into().ok()).collect();
            Ok(Parcel { header, numbers, returned: line.borrow().returned.clone() })
        }
        Said::Trouble(trouble) => Err(trouble),
        Said::Kept(folder, keeping) => {
            let tell = Rc::clone(&line.borrow().tell);
            return tell(Heard::Kept(folder, keeping));
        }
    };
    let Some(request) = line.borrow_mut().queue.finish(seq) else { return };
    line.borrow_mut().watch = None;
    let tell = Rc::clone(&line.borrow().tell);
    tell(Heard::Done(request, outcome));
    send(line);
}
