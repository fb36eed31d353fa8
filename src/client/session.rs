//! What the calls of one client share.

use std::cell::Cell;
use std::task::{Context, Poll};

use super::call_options::CallOptions;
use super::exchange::Environment;
use super::options::{Config, Credentials};
use super::order::Order;
use super::retry::Policy;
use super::token::{Tokens, closed};
use crate::error::Error;
use crate::http::{Clock, Transport};
use crate::wakers::Wakers;

/// What the calls of one client share: the token, the order of calls on an item, and whether the client is closed.
pub(crate) struct Session<T, C> {
    pub(super) tokens: Tokens<T, C>,
    /// The order of the calls that change an item.
    pub(super) order: Order,
    is_closed: Cell<bool>,
    /// How many calls and batches there have been.
    calls: Cell<usize>,
    /// The calls in flight, which closing ends.
    closing: Wakers,
}

impl<T: Transport + 'static, C: Clock + 'static> Session<T, C> {
    pub(super) fn new(environment: Environment<T, C>, config: Config, credentials: Credentials) -> Self {
        let tokens = Tokens::new(environment, config, credentials);
        let (order, is_closed, calls, closing) = Default::default();
        Self { tokens, order, is_closed, calls, closing }
    }

    /// Wipes the credentials and the token. Calls in flight and later ones end with `CLOSED`.
    pub(super) fn close(&self) {
        self.tokens.close();
        self.is_closed.set(true);
        self.closing.wake_all();
    }

    /// A number for a call or a batch, under which it can wait for the client to be closed.
    pub(crate) fn next_number(&self) -> usize {
        self.calls.replace(self.calls.get() + 1)
    }

    /// Ready once the client is closed.
    pub(crate) fn poll_closed(&self, number: usize, context: &Context<'_>) -> Poll<Error> {
        if self.is_closed.get() {
            return Poll::Ready(closed());
        }
        self.closing.set(number, context);
        Poll::Pending
    }

    /// Ends the wait of the call or batch `number` for the client to be closed.
    pub(crate) fn stop_waiting(&self, number: usize) {
        self.closing.remove(number);
    }

    pub(crate) fn clock(&self) -> &C {
        &self.tokens.environment().clock
    }

    pub(crate) fn retry_policy(&self) -> Policy {
        self.tokens.config().retry
    }

    /// Limit of a whole call with these options, ms.
    pub(crate) fn deadline(&self, options: &CallOptions) -> f64 {
        options.deadline.unwrap_or(self.tokens.config().deadline)
    }
}

#[cfg(test)]
impl<T, C> Session<T, C> {
    /// Whether a call waits for the client to be closed.
    pub(super) fn has_calls(&self) -> bool {
        !self.closing.is_empty()
    }
}
