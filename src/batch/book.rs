//! Where the outcomes of a batch are kept.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::{Outcome, State};
use crate::shown::{Parts, Put, Value};

/// Keeps one outcome for each item, in the order given, and knows which items have the same name.
pub trait Book {
    /// Enters the next item: its number, from 0, and that of the first one of the same name, if this is another.
    fn enter(&mut self, name: &str) -> (usize, Option<usize>);

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
    numbers: BTreeMap<Rc<str>, usize>,
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
    fn enter(&mut self, name: &str) -> (usize, Option<usize>) {
        let place = self.outcomes.len();
        let (identifier, earlier) = match self.numbers.get_key_value(name) {
            Some((name, number)) => (name.clone(), Some(*number)),
            None => (Rc::from(name), None),
        };
        self.numbers.entry(identifier.clone()).or_insert(place);
        self.outcomes.push(Outcome { identifier, state: State::Skipped });
        (place, earlier)
    }

    fn settle(&mut self, number: usize, state: State) {
        if let Some(outcome) = self.outcomes.get_mut(number) {
            outcome.state = state;
            self.done += 1;
            (self.progress)(self.done, outcome);
        }
    }

    fn repeat(&mut self, number: usize, earlier: usize) {
        if let Some(Outcome { state, .. }) = self.outcomes.get(earlier) {
            let state = state.clone();
            self.settle(number, state);
        }
    }
}
