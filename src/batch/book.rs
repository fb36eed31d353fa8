//! Where the outcomes of a batch are kept.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::{Item, Outcome, State};
use crate::shown::{Parts, Put, Value};

/// Keeps one outcome for each item, in the order given, and knows which items are the same.
pub trait Book {
    /// Enters the next item: its number, from 0, and that of the first mention of the same item, if this is another.
    fn enter(&mut self, item: &Item) -> (usize, Option<usize>);

    /// Notes that a try of an item is about to be sent: which one, from 1.
    fn sent(&mut self, number: usize, attempts: u32);

    /// Keeps what became of an item.
    fn settle(&mut self, number: usize, state: State);

    /// Keeps for an item what became of `earlier`, which is settled.
    fn repeat(&mut self, number: usize, earlier: usize);
}

/// How many outcomes there are of each state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts([u32; 5]);

const STATES: [&str; 5] = ["changed", "unchanged", "failed", "unknown", "skipped"];

impl Counts {
    /// Counts one more of the state of this [`name`](State::name).
    pub fn add(&mut self, state: &str) {
        for (name, count) in STATES.into_iter().zip(&mut self.0) {
            *count += u32::from(name == state);
        }
    }

    /// How many there are in all.
    #[must_use]
    pub fn total(&self) -> u32 {
        self.0.iter().sum()
    }
}

impl Parts for Counts {
    fn parts(&self, put: Put<'_>) {
        put("total", Value::Whole(self.total()));
        for (name, count) in STATES.into_iter().zip(self.0) {
            put(name, Value::Whole(count));
        }
    }
}

/// The book of a report.
pub struct Pages<P> {
    /// Skipped, until they are settled.
    pub outcomes: Vec<Outcome>,
    /// The first mention of each item, by its key.
    numbers: BTreeMap<String, usize>,
    done: usize,
    progress: P,
}

impl<P: Fn(usize, &Outcome)> Pages<P> {
    /// An empty one; `progress` is told of each outcome, and how many there are.
    pub const fn new(progress: P) -> Self {
        Self { outcomes: Vec::new(), numbers: BTreeMap::new(), done: 0, progress }
    }
}

impl<P: Fn(usize, &Outcome)> Book for Pages<P> {
    fn enter(&mut self, item: &Item) -> (usize, Option<usize>) {
        let place = self.outcomes.len();
        // What is no identifier is the same as nothing else.
        let earlier = item.identifier.as_ref().ok().and_then(|identifier| {
            let first = *self.numbers.entry(identifier.key().to_owned()).or_insert(place);
            Some(first).filter(|first| *first != place)
        });
        self.outcomes.push(Outcome { identifier: Rc::from(item.name.as_str()), state: State::Skipped });
        (place, earlier)
    }

    fn sent(&mut self, _: usize, _: u32) {}

    fn settle(&mut self, number: usize, state: State) {
        if let Some(outcome) = self.outcomes.get_mut(number) {
            outcome.state = state;
            self.done += 1;
            (self.progress)(self.done, outcome);
        }
    }

    fn repeat(&mut self, number: usize, earlier: usize) {
        let [mention, first] = [number, earlier].map(|number| self.outcomes.get(number).cloned());
        if let (Some(mention), Some(mut first)) = (mention, first) {
            // One outcome for both, but for how they are spelled.
            if let State::Done(change) = &mut first.state {
                change.identifier = mention.identifier.to_string();
            }
            self.settle(number, first.state);
        }
    }
}
