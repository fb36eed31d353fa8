//! One call: from its options to its result.

mod admission;
mod call;
mod event;
mod exchange;
mod options;
mod order;
mod retry;
mod switch;
mod token;

use std::cell::Cell;
use std::fmt;
use std::task::{Context, Poll};

use serde::Serialize;

#[cfg(doc)]
use crate::Code;
use crate::Error;
use crate::api::operations::{Create, Get, IsActive, List, Look, Switch, Update};
use crate::api::{API_SECRET, Action, Changes, Filter, Identifier, Item, Operation, Summary};
use crate::http::{Clock, Transport};
use crate::wakers::Wakers;

pub use event::{Event, EventKind, Observer, Tag};
pub use options::{AccessToken, Options, ProviderError, RetryOptions, TokenOptions, TokenProvider};

pub(crate) use admission::{Admission, Tracking, TryOutcome};
pub(crate) use retry::Policy;
pub(crate) use token::closed;

use call::{Attempts, Call};
use exchange::Runtime;
use options::{Config, check_limits};
use order::Order;
use retry::Quota;
use switch::Switching;
use token::Tokens;

/// Limits of one call. A limit that is left out comes from the client.
#[derive(Clone, Copy, Debug, Default)]
pub struct CallOptions {
    /// Limit of one attempt with its body, ms. Infinity means no limit.
    pub timeout: Option<f64>,
    /// Limit of the whole call with its token, ms. Infinity means no limit.
    pub deadline: Option<f64>,
}

impl CallOptions {
    /// Rejects limits out of range.
    pub(crate) fn check(self) -> Result<(), Error> {
        check_limits(self.timeout, self.deadline).map_err(Error::invalid_argument)
    }
}

/// Options of `activate` and `deactivate`.
#[derive(Clone, Copy, Debug, Default)]
pub struct SwitchOptions {
    /// Limits of the call with its looks.
    pub limits: CallOptions,
    /// Looks at the state before and after: three requests in place of one.
    pub verify: bool,
}

impl From<CallOptions> for SwitchOptions {
    fn from(limits: CallOptions) -> Self {
        Self { limits, verify: false }
    }
}

/// What a successful `activate` or `deactivate` has learnt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "so it is published")]
pub struct StateChange {
    /// The identifier that the call was given.
    pub identifier: String,
    /// The state that the item is in now.
    pub active: bool,
    /// Whether this call changed the state.
    pub changed: bool,
    /// Whether `changed` is known. It is not known when an "already" may be the echo of this very call.
    pub certain: bool,
    /// Whether a look has shown the state, besides the server's message.
    pub verified: bool,
    /// The server's message.
    pub message: String,
    /// HTTP status of the answer.
    pub status: u16,
    /// How often the operation was sent. Looks do not count.
    pub attempts: u32,
}

/// A client of one MySafe, with one set of credentials and one token.
pub struct Client<T, C> {
    tokens: Tokens<T, C>,
    is_closed: Cell<bool>,
    /// How many calls and batches there have been.
    calls: Cell<usize>,
    /// The order of the calls that change an item.
    order: Order,
    /// The calls in flight, which closing ends.
    closing: Wakers,
}

impl<T, C> fmt::Debug for Client<T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("base", &self.tokens.config().base).finish_non_exhaustive()
    }
}

/// The operations.
impl<T: Transport + 'static, C: Clock + 'static> Client<T, C> {
    /// Checks `options`. Sends nothing before the first call.
    ///
    /// # Errors
    ///
    /// `INVALID_ARGUMENT`, with the name of the option and what it should be.
    pub fn new(options: Options, transport: T, clock: C, observer: Option<Observer>) -> Result<Self, Error> {
        let (config, credentials) = Config::new(options, |url| transport.locate(url))?;
        let runtime = Runtime { transport, clock, observer, quota: Quota::default() };
        let tokens = Tokens::new(runtime, config, credentials);
        let (is_closed, calls, order, closing) = Default::default();
        Ok(Self { tokens, is_closed, calls, order, closing })
    }

    /// Switches an API secret on.
    ///
    /// # Errors
    ///
    /// See [`Code`]: what kept it from being known that the secret is on.
    pub async fn activate(
        &self,
        identifier: &Identifier,
        options: impl Into<SwitchOptions>,
    ) -> Result<StateChange, Error> {
        self.switch(Action::Activate, identifier, options.into(), Tracking::default()).await
    }

    /// Switches an API secret off.
    ///
    /// # Errors
    ///
    /// See [`Code`]: what kept it from being known that the secret is off.
    pub async fn deactivate(
        &self,
        identifier: &Identifier,
        options: impl Into<SwitchOptions>,
    ) -> Result<StateChange, Error> {
        self.switch(Action::Deactivate, identifier, options.into(), Tracking::default()).await
    }

    /// Lists the API secrets that the access key's user can see.
    ///
    /// # Errors
    ///
    /// See [`Code`].
    pub async fn list(&self, filter: &Filter, options: CallOptions) -> Result<Vec<Summary>, Error> {
        self.ask(List::summaries(&API_SECRET, filter.clone()), options, Tracking::default()).await
    }

    /// Shows an API secret with the value that it stores. An inactive one is not shown: `INACTIVE`.
    ///
    /// # Errors
    ///
    /// See [`Code`].
    pub async fn get(&self, identifier: &Identifier, options: CallOptions) -> Result<Item, Error> {
        let get = Get { kind: &API_SECRET, identifier: identifier.clone() };
        self.ask(get, options, Tracking::default()).await
    }

    /// Whether an API secret is active. The value that it stores is not kept.
    ///
    /// # Errors
    ///
    /// See [`Code`].
    pub async fn is_active(&self, identifier: &Identifier, options: CallOptions) -> Result<bool, Error> {
        let look = Look { kind: &API_SECRET, identifier: identifier.clone() };
        self.ask(IsActive(look), options, Tracking::default()).await
    }

    /// Creates an API secret. It is not sent again after an answer that was lost, since there could be two then.
    ///
    /// # Errors
    ///
    /// See [`Code`].
    pub async fn create(&self, fields: &Changes, options: CallOptions) -> Result<Item, Error> {
        let create = Create { kind: &API_SECRET, fields: fields.clone() };
        self.ask(create, options, Tracking::default()).await
    }

    /// Changes an API secret: the fields given, and no others.
    ///
    /// # Errors
    ///
    /// See [`Code`].
    pub async fn update(
        &self,
        identifier: &Identifier,
        changes: &Changes,
        options: CallOptions,
    ) -> Result<Item, Error> {
        let update = Update { kind: &API_SECRET, identifier: identifier.clone(), changes: changes.clone() };
        self.ask(update, options, Tracking::default()).await
    }

    /// Wipes the credentials and the token. Calls in flight and later ones end with `CLOSED`.
    pub fn close(&self) {
        self.tokens.close();
        self.is_closed.set(true);
        self.closing.wake_all();
    }

    /// Switches an item to the state that `action` leads to.
    pub(crate) async fn switch(
        &self,
        action: Action,
        identifier: &Identifier,
        options: SwitchOptions,
        tracking: Tracking<'_>,
    ) -> Result<StateChange, Error> {
        let call = Call::new(self, options.limits, tracking);
        let operation = Switch { kind: &API_SECRET, action, identifier };
        let switching = Switching::new(&call, &operation)?;
        call.run(Some(identifier), switching.run(options.verify)).await.or_else(|error| {
            // An error that ended the call from outside does not tell of its tries yet.
            if error.operation().is_some() { Err(error) } else { switching.cut_off(error) }
        })
    }

    /// Makes the call of any other operation.
    pub(crate) async fn ask<O: Operation>(
        &self,
        operation: O,
        options: CallOptions,
        tracking: Tracking<'_>,
    ) -> Result<O::Output, Error> {
        let question = operation.question()?;
        let (call, attempts) = (Call::new(self, options, tracking), Attempts::default());
        // The retry of an older update could undo a younger one.
        let item = question.identifier.filter(|_| question.changes);
        let success = call.run(item, call.tries(&question, &attempts)).await;
        let output = success.and_then(|success| {
            let redact = |text: &str| call.redact_success(text, &success, &question);
            operation.read(&success.answer, &redact).inspect_err(|error| attempts.add_effect(error.effect()))
        });
        output.or_else(|error| operation.read_error(attempts.conclude(&question, error)))
    }
}

/// What a batch needs of its client.
impl<T: Transport + 'static, C: Clock + 'static> Client<T, C> {
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

    /// Ends the wait of the batch `number` for the client to be closed.
    pub(crate) fn stop_waiting(&self, number: usize) {
        self.closing.remove(number);
    }

    pub(crate) fn clock(&self) -> &C {
        &self.tokens.runtime().clock
    }

    pub(crate) fn retry_policy(&self) -> Policy {
        self.tokens.config().retry
    }

    /// Limit of a whole call with these options, ms.
    pub(crate) fn deadline(&self, options: CallOptions) -> f64 {
        options.deadline.unwrap_or(self.tokens.config().deadline)
    }
}

#[cfg(test)]
mod tests;
