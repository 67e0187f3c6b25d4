//! Who is asked next: at most one request is in flight, and an answer that nobody waits for any more is dropped.
//!
//! Pure code: it neither sends nor waits, it only says what to do.

use std::collections::VecDeque;

/// What becomes of requests that arrive while one is in flight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// Only the newest waits, as on a screen, which shows one state.
    Newest,
    /// All wait their turn, as for a program, which gets an answer to each.
    All,
}

/// The requests of one worker.
#[derive(Debug)]
pub struct Queue<T> {
    keep: Keep,
    waiting: VecDeque<T>,
    in_flight: Option<(u64, T)>,
    last_seq: u64,
}

impl<T> Queue<T> {
    /// Nothing asked yet.
    #[must_use]
    pub fn new(keep: Keep) -> Self {
        Self { keep, waiting: VecDeque::new(), in_flight: None, last_seq: 0 }
    }

    /// A request arrives. Under [`Keep::Newest`] it takes the place of the one that waited.
    pub fn push(&mut self, request: T) {
        if self.keep == Keep::Newest {
            self.waiting.clear();
        }
        self.waiting.push_back(request);
    }

    /// The request to send now, with its number; `None` while one is in flight or nothing waits.
    pub fn start(&mut self) -> Option<(u64, &T)> {
        if self.in_flight.is_some() {
            return None;
        }
        let request = self.waiting.pop_front()?;
        self.last_seq += 1;
        let (seq, request) = self.in_flight.insert((self.last_seq, request));
        Some((*seq, request))
    }

    /// An answer arrived: the request it belongs to, or `None` if it is stale.
    pub fn finish(&mut self, seq: u64) -> Option<T> {
        self.in_flight.take_if(|(current, _)| *current == seq).map(|(_, request)| request)
    }

    /// The worker is gone: the request that was in flight, which will not be answered.
    pub fn abandon(&mut self) -> Option<T> {
        self.in_flight.take().map(|(_, request)| request)
    }

    /// Nothing that waits is wanted any more.
    pub fn clear(&mut self) {
        self.waiting.clear();
    }

    /// Whether this number is the one in flight.
    #[must_use]
    pub fn is_current(&self, seq: u64) -> bool {
        self.in_flight.as_ref().is_some_and(|(current, _)| *current == seq)
    }

    /// Whether nothing is in flight and nothing waits.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.in_flight.is_none() && self.waiting.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_flies_and_the_newest_waits() {
        let mut queue = Queue::new(Keep::Newest);
        queue.push("a");
        assert_eq!(queue.start(), Some((1, &"a")));
        queue.push("b");
        queue.push("c");
        assert_eq!(queue.start(), None);
        assert_eq!(queue.finish(1), Some("a"));
        assert_eq!(queue.start(), Some((2, &"c")), "b was overtaken");
        assert_eq!(queue.finish(1), None, "stale");
        assert_eq!(queue.finish(2), Some("c"));
        assert!(queue.is_idle());
    }

    #[test]
    fn a_reader_who_stops_wants_nothing_that_waits() {
        let mut queue = Queue::new(Keep::Newest);
        queue.push("a");
        queue.start();
        queue.push("b");
        queue.clear();
        assert_eq!(queue.abandon(), Some("a"));
        assert!(queue.is_idle());
    }

    #[test]
    fn programs_get_every_answer_in_order() {
        let mut queue = Queue::new(Keep::All);
        for request in 1..=3u64 {
            queue.push(request);
        }
        let mut answered = Vec::new();
        while let Some((seq, _)) = queue.start() {
            answered.extend(queue.finish(seq));
        }
        assert_eq!(answered, [1, 2, 3]);
    }

    #[test]
    fn a_dead_worker_gives_its_request_back_and_the_rest_goes_on() {
        let mut queue = Queue::new(Keep::Newest);
        queue.push("a");
        let seq = queue.start().unwrap().0;
        queue.push("b");
        assert_eq!(queue.abandon(), Some("a"));
        assert_eq!(queue.finish(seq), None, "a late answer of the dead worker is stale");
        assert_eq!(queue.start().map(|(_, &request)| request), Some("b"));
    }

    proptest! {
        #[test]
        fn whatever_happens_the_newest_is_answered(steps in prop::collection::vec(0u8..4, 0..60)) {
            let mut queue = Queue::new(Keep::Newest);
            let (mut pushed, mut last, mut seq) = (0u32, None, 0);
            for step in steps {
                match step {
                    0 => { pushed += 1; queue.push(pushed); }
                    1 => if let Some((next, _)) = queue.start() { prop_assert!(next > seq); seq = next; },
                    2 => last = queue.finish(seq).or(last),
                    _ => { queue.abandon().inspect(|&request| queue.push_if_idle(request)); }
                }
            }
            last = queue.finish(seq).or(last);
            while let Some((next, _)) = queue.start() { last = queue.finish(next); }
            if pushed > 0 { prop_assert_eq!(last, Some(pushed)); }
        }
    }

    impl Queue<u32> {
        /// A page that tries again asks what was lost only if nothing newer waits.
        fn push_if_idle(&mut self, request: u32) {
            if self.is_idle() {
                self.push(request);
            }
        }
    }
}
