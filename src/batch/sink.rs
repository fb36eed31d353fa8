//! Where the outcomes of a batch go.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::outcome::{ItemState, Outcome};
use super::source::BatchItem;

/// Receives one outcome for each item, and knows which items are the same.
pub(crate) trait OutcomeSink {
    /// What becomes of an item.
    type State;

    /// Enters the next item. Returns its number, from 0, and the number of an earlier item that is the same.
    fn enter(&mut self, item: &BatchItem) -> (usize, Option<usize>);

    /// Notes that a try of an item is about to be sent, by its number from 1.
    fn note_sent(&mut self, number: usize, attempts: u32);

    /// Receives the outcome of an item.
    fn settle(&mut self, number: usize, state: Self::State);

    /// Gives an item the outcome of `earlier`, which is settled.
    fn settle_as(&mut self, number: usize, earlier: usize);
}

/// Collects the outcomes of a report.
pub(super) struct Collector<S, P> {
    pub(super) outcomes: Vec<Outcome<S>>,
    /// The state of an item until it is settled.
    unsettled: S,
    /// The number of the first item with each key.
    numbers: BTreeMap<String, usize>,
    settled: usize,
    progress: P,
}

impl<S, P: Fn(usize, &Outcome<S>)> Collector<S, P> {
    /// `progress` receives the number of outcomes so far and the last one.
    pub(super) const fn new(unsettled: S, progress: P) -> Self {
        Self { outcomes: Vec::new(), unsettled, numbers: BTreeMap::new(), settled: 0, progress }
    }
}

impl<S: ItemState + Clone, P: Fn(usize, &Outcome<S>)> OutcomeSink for Collector<S, P> {
    type State = S;

    fn enter(&mut self, item: &BatchItem) -> (usize, Option<usize>) {
        let number = self.outcomes.len();
        // An item without a valid identifier is the same as no other.
        let earlier = item.identifier.as_ref().ok().and_then(|identifier| {
            let first = *self.numbers.entry(identifier.key().to_owned()).or_insert(number);
            Some(first).filter(|first| *first != number)
        });
        self.outcomes.push(Outcome { identifier: Rc::from(item.name.as_str()), state: self.unsettled.clone() });
        (number, earlier)
    }

    fn note_sent(&mut self, _: usize, _: u32) {}

    fn settle(&mut self, number: usize, state: S) {
        if let Some(outcome) = self.outcomes.get_mut(number) {
            outcome.state = state;
            self.settled += 1;
            (self.progress)(self.settled, outcome);
        }
    }

    fn settle_as(&mut self, number: usize, earlier: usize) {
        let [mine, first] = [number, earlier].map(|number| self.outcomes.get(number).cloned());
        if let (Some(mine), Some(mut first)) = (mine, first) {
            // Only the spelling of the identifier differs.
            first.state.rename(&mine.identifier);
            self.settle(number, first.state);
        }
    }
}
