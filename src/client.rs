//! A client: its calls, and what they tell.

mod call;
mod switch;

use std::cell::{Cell, RefCell};
use std::fmt;
use std::task::{Context, Poll};

use crate::clock::Clock;
use crate::config::{Config, Options, check_limits};
use crate::event::Observer;
use crate::order::Order;
use crate::record::{ApiSecret, ApiSecretSummary, Changes};
use crate::retry::{Policy, Quota};
use crate::secretapi::{Action, Filter, Identifier, Operation, Reading};
use crate::shown::{Parts, Put, Value};
use crate::task::Wakers;
use crate::token::{Tokens, closed};
use crate::transport::{Host, Transport};
use crate::{Code, Error};

pub use call::Tracking;

use call::{Call, Tally};
use switch::Switch;

/// Limits of one call; what is left out comes from the client.
#[derive(Clone, Copy, Debug, Default)]
pub struct CallOptions {
    /// Longest time for one attempt with its body, ms.
    pub timeout: Option<f64>,
    /// Longest time for the whole call with its token, ms.
    pub deadline: Option<f64>,
}

impl CallOptions {
    /// Refuses limits that cannot be.
    ///
    /// # Errors
    ///
    /// `INVALID_ARGUMENT`, naming the limit.
    pub fn check(self) -> Result<(), Error> {
        check_limits(self.timeout, self.deadline).map_err(Error::invalid_argument)
    }
}

/// Limits and manner of an `activate` or `deactivate`.
#[derive(Clone, Copy, Debug, Default)]
pub struct SwitchOptions {
    /// Limits of the call, its looks included.
    pub limits: CallOptions,
    /// Looks at the state before and after: three requests in place of one.
    pub verify: bool,
}

impl From<CallOptions> for SwitchOptions {
    fn from(limits: CallOptions) -> Self {
        Self { limits, verify: false }
    }
}

/// What a successful `activate` or `deactivate` tells.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "so it is published")]
pub struct StateChange {
    /// The identifier asked for.
    pub identifier: String,
    /// The state that the item is in now.
    pub active: bool,
    /// Whether this call changed it.
    pub changed: bool,
    /// Whether `changed` is known. It is not where an "already" may be the echo of this very call.
    pub certain: bool,
    /// Whether the state was looked at, besides what the server said of it.
    pub verified: bool,
    /// The server's words.
    pub message: String,
    /// HTTP status of the answer.
    pub status: u16,
    /// Tries of the operation; looks are not counted.
    pub attempts: u32,
}

impl StateChange {
    /// The outcome's public name in a batch.
    #[must_use]
    pub const fn state(&self) -> &'static str {
        if self.changed { "changed" } else { "unchanged" }
    }
}

impl Parts for StateChange {
    fn parts(&self, put: Put<'_>) {
        put("identifier", Value::Text(&self.identifier));
        put("active", Value::Flag(self.active));
        put("changed", Value::Flag(self.changed));
        put("certain", Value::Flag(self.certain));
        put("verified", Value::Flag(self.verified));
        put("message", Value::Text(&self.message));
        put("status", Value::Whole(self.status.into()));
        put("attempts", Value::Whole(self.attempts));
    }
}

/// A client of one MySafe, with one set of credentials and one token.
pub struct Client<T, C> {
    tokens: Tokens<T, C>,
    is_closed: Cell<bool>,
    /// How many calls there have been.
    calls: Cell<usize>,
    /// The calls that change an item.
    order: Order,
    /// The calls in flight, to be told when the client is closed.
    in_flight: RefCell<Wakers>,
}

impl<T, C> fmt::Debug for Client<T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("base", &self.tokens.config().base).finish_non_exhaustive()
    }
}

impl<T: Transport + 'static, C: Clock + 'static> Client<T, C> {
    /// Checks `options`. Nothing is sent before the first call.
    ///
    /// # Errors
    ///
    /// `INVALID_ARGUMENT`, naming the option and what it should be.
    pub fn new(options: Options, transport: T, clock: C, observer: Option<Observer>) -> Result<Self, Error> {
        let (config, credentials) = Config::new(options, |url| transport.locate(url))?;
        let tokens = Tokens::new(Host { transport, clock, observer, quota: Quota::default() }, config, credentials);
        let (is_closed, calls, order, in_flight) = Default::default();
        Ok(Self { tokens, is_closed, calls, order, in_flight })
    }

    /// How the client makes failed tries again.
    #[must_use]
    pub fn policy(&self) -> Policy {
        self.tokens.config().retry
    }

    /// A number for a call, or a batch, that is to be told when the client is closed.
    pub(crate) fn number(&self) -> usize {
        self.calls.replace(self.calls.get() + 1)
    }

    /// Ready once the client is closed.
    pub(crate) fn poll_closed(&self, number: usize, context: &Context<'_>) -> Poll<Error> {
        if self.is_closed.get() {
            return Poll::Ready(closed());
        }
        self.in_flight.borrow_mut().set(number, context);
        Poll::Pending
    }

    /// Nobody is left who is to be told.
    pub(crate) fn forget(&self, number: usize) {
        self.in_flight.borrow_mut().remove(number);
    }

    /// The client's clock.
    pub(crate) fn clock(&self) -> &C {
        &self.tokens.host().clock
    }

    /// Longest time for a whole call with these limits, ms.
    #[must_use]
    pub fn deadline(&self, options: CallOptions) -> f64 {
        options.deadline.unwrap_or(self.tokens.config().deadline)
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
        self.set(Action::Activate, identifier, options.into(), Tracking::default()).await
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
        self.set(Action::Deactivate, identifier, options.into(), Tracking::default()).await
    }

    /// Switches an API secret to the state that `action` leads to.
    ///
    /// # Errors
    ///
    /// As [`activate`](Self::activate) and [`deactivate`](Self::deactivate).
    pub async fn set(
        &self,
        action: Action,
        identifier: &Identifier,
        options: SwitchOptions,
        tracking: Tracking<'_>,
    ) -> Result<StateChange, Error> {
        let call = Call::new(self, options.limits, tracking);
        let switch = Switch::new(&call, action, identifier);
        call.run(Some(identifier), switch.run(options.verify)).await.or_else(|error| {
            // What ended the call from outside has not heard of its tries yet.
            if error.operation.is_some() { Err(error) } else { switch.cut_off(error) }
        })
    }

    /// Lists the API secrets that the client's user can see.
    ///
    /// # Errors
    ///
    /// See [`Code`].
    pub async fn list(&self, filter: &Filter, options: CallOptions) -> Result<Vec<ApiSecretSummary>, Error> {
        match self.ask(&Operation::list(filter), options, Tracking::default()).await?.reading {
            Reading::List(list) => Ok(list),
            _ => Err(mixed_up()),
        }
    }

    /// Shows an API secret, with the secret that it stores. An inactive one is not shown: `INACTIVE`.
    ///
    /// # Errors
    ///
    /// See [`Code`].
    pub async fn get(&self, identifier: &Identifier, options: CallOptions) -> Result<ApiSecret, Error> {
        self.ask(&Operation::get(identifier), options, Tracking::default()).await?.into_secret()
    }

    /// Whether an API secret is active.
    ///
    /// # Errors
    ///
    /// See [`Code`].
    pub async fn is_active(&self, identifier: &Identifier, options: CallOptions) -> Result<bool, Error> {
        active(self.ask(&Operation::is_active(identifier), options, Tracking::default()).await)
    }

    /// Creates an API secret. It is not sent again after an answer that got lost.
    ///
    /// # Errors
    ///
    /// See [`Code`].
    pub async fn create(&self, secret: &Changes, options: CallOptions) -> Result<ApiSecret, Error> {
        self.ask(&Operation::create(secret)?, options, Tracking::default()).await?.into_secret()
    }

    /// Changes an API secret: what is given, and nothing else.
    ///
    /// # Errors
    ///
    /// See [`Code`].
    pub async fn update(
        &self,
        identifier: &Identifier,
        changes: &Changes,
        options: CallOptions,
    ) -> Result<ApiSecret, Error> {
        self.ask(&Operation::update(identifier, changes)?, options, Tracking::default()).await?.into_secret()
    }

    /// Wipes the credentials and the token, and ends the calls in flight with `CLOSED`.
    pub fn close(&self) {
        self.tokens.close();
        self.is_closed.set(true);
        Wakers::wake(&self.in_flight);
    }

    /// Makes one call: tries until there is an answer that settles it, for as long as the limits allow.
    ///
    /// # Errors
    ///
    /// See [`Code`].
    pub async fn ask(
        &self,
        operation: &Operation,
        options: CallOptions,
        tracking: Tracking<'_>,
    ) -> Result<Answer, Error> {
        let call = Call::new(self, options, tracking);
        let tally = Tally::default();
        // A younger update is not to be undone by the retry of an older one.
        let item = operation.identifier.as_ref().filter(|_| operation.changes);
        let result = call.run(item, call.tries(operation, &tally)).await;
        result.map_err(|error| tally.concluded(operation, error))
    }
}

/// A success.
#[derive(Clone, Debug)]
pub struct Answer {
    /// What the answer holds.
    pub reading: Reading,
    /// The server's words.
    pub message: String,
    /// HTTP status of the answer.
    pub status: u16,
}

impl Answer {
    fn into_secret(self) -> Result<ApiSecret, Error> {
        match self.reading {
            Reading::Secret(secret) => Ok(*secret),
            _ => Err(mixed_up()),
        }
    }
}

/// Whether the secret is active that was asked for: an inactive one is not shown.
///
/// # Errors
///
/// Any other than `INACTIVE`, which is documented under a 4xx alone.
pub fn active<A>(answer: Result<A, Error>) -> Result<bool, Error> {
    match answer {
        Ok(_) => Ok(true),
        Err(error) if error.code == Code::Inactive && matches!(error.status, Some(400..=499)) => Ok(false),
        Err(error) => Err(error),
    }
}

fn mixed_up() -> Error {
    Error::new(Code::Internal, "the answer was read as that of another operation.")
}

#[cfg(test)]
mod tests;
