//! Wakers of tasks that wait for the same thing.
//!
//! The list is ours because libraries for it (`event-listener`, the channels of `futures`) bring locks and an allocation for
//! each wait, and one thread needs neither.

use std::cell::RefCell;
use std::task::{Context, Waker};

/// Wakers, each with the number of its task. There are never many.
#[derive(Debug, Default)]
pub(crate) struct Wakers(RefCell<Vec<(usize, Waker)>>);

impl Wakers {
    /// Keeps the waker of `context` for the task `number`.
    pub(crate) fn set(&self, number: usize, context: &Context<'_>) {
        let mut all = self.0.borrow_mut();
        match all.iter_mut().find(|(other, _)| *other == number) {
            Some((_, waker)) => waker.clone_from(context.waker()),
            None => all.push((number, context.waker().clone())),
        }
    }

    /// Removes the waker of the task `number`.
    pub(crate) fn remove(&self, number: usize) {
        self.0.borrow_mut().retain(|(other, _)| *other != number);
    }

    /// Wakes all tasks and removes their wakers. A woken task may register again at once.
    pub(crate) fn wake_all(&self) {
        for (_, waker) in self.0.take() {
            waker.wake();
        }
    }

    /// Whether no task waits.
    #[cfg(test)]
    pub(crate) fn is_empty(&self) -> bool {
        self.0.borrow().is_empty()
    }
}
